"""Frames and the encoder's readings joined: a made reading against real frames, shipped and of the user's tables."""

from pathlib import Path

import msgspec
import pytest

from dragoman.annotate.annotate import annotate
from dragoman.coding import code_events, load_codebook
from dragoman.coding.predicates import code_predicates
from dragoman.records import EventCandidate, EventType, Predicate, Span

TEXT = "France serenaded Germany on Monday.\n"
HEADER = "frame\ttriggers\tkind\tevent_type\tmode\tcameo\targs\tneeds\tquality\tcompose\treason"
ROW = "mine.serenade\tserenade\tv\tSUPPORT\t\t\tsubj > obj\ta\t6\t\tParis serenaded Rome."


def _joined(overlay: Path | None, act: tuple[EventType, float]) -> list[EventCandidate]:
    """What comes of TEXT when the encoder reads `act` in its verb and France as the recipient."""
    annotation = annotate(TEXT, overlay=overlay)
    trigger, paris = Span(7, 16, "serenaded"), Span(0, 6, "France")
    read = Predicate(
        0, trigger, (act,), None, (("asserted", 1.0),), 0.0, (), ((paris, 0.99),), (), (), None, None, None, None
    )  # fmt: skip
    annotation = msgspec.structs.replace(annotation, predicates=(read,))
    codebook = load_codebook(overlay)
    return list(code_predicates(TEXT, annotation, code_events(TEXT, annotation, codebook), codebook))


@pytest.fixture
def overlay(tmp_path: Path) -> Path:
    (tmp_path / "frames.tsv").write_text(f"{HEADER}\n{ROW}\n")
    return tmp_path


@pytest.mark.parametrize("act", [("ASSAULT", 0.9999), ("SUPPORT", 0.0001), ("ACCUSE", 0.5)])
def test_a_frame_of_the_users_is_not_voted_away(overlay: Path, act: tuple[EventType, float]) -> None:
    [event] = _joined(overlay, act)
    assert (event.event_type, [a.text for a in event.actors], [r.text for r in event.recipients]) == (
        "SUPPORT", ["France"], ["Germany"],
    )  # fmt: skip


def test_without_the_users_frame_the_encoder_decides() -> None:
    assert [e.event_type for e in _joined(None, ("ASSAULT", 0.9999))] == ["ASSAULT"]
    assert _joined(None, ("ASSAULT", 0.5)) == []


def test_only_the_users_rows_are_the_users_own(overlay: Path) -> None:
    frames = load_codebook(overlay).frames
    assert [name for name, frame in frames.items() if frame.own] == ["mine.serenade"]
