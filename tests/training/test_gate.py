"""The gate: marked passages that nothing is trained on, coded by the whole program, must stay above pinned floors."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.records import EventType, Factuality
from training.corpus_format import CORPUS, EventRow, read_corpus
from training.gate import GATE, KEPT, binds_actor, measure_passages

FLOORS = Path(__file__).parents[2] / "training" / "gate_floors.tsv"


def read_floors() -> list[list[str]]:
    """Rows of the log of floors: figure, floor, version, reason; the last row of a figure counts."""
    lines = FLOORS.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines[1:] if line and not line.startswith("#")]


@pytest.fixture(scope="module")
def figures() -> dict[str, float]:
    """Every passage coded once."""
    return measure_passages(read_corpus(GATE))


@pytest.mark.parametrize("figure", sorted({row[0] for row in read_floors()}))
def test_a_figure_stays_above_its_floor(figures: dict[str, float], figure: str) -> None:
    """What an earlier version reached is not lost."""
    floor = next(float(row[1]) for row in reversed(read_floors()) if row[0] == figure)
    assert figures[figure] >= floor


def test_every_figure_has_a_floor(figures: dict[str, float]) -> None:
    """A new figure is pinned when it comes."""
    assert {row[0] for row in read_floors()} == set(figures)


def test_no_floor_is_lowered_without_a_reason() -> None:
    """The log only grows; a lower floor says why in its row, and the change log repeats it."""
    changes = (FLOORS.parents[1] / "CHANGELOG.md").read_text(encoding="utf-8")
    highest: dict[str, float] = {}
    for figure, floor, _version, reason in read_floors():
        if float(floor) < highest.get(figure, 0.0):
            assert reason.startswith("lowered because "), f"{figure} {floor}: say why it is lowered"
            assert reason in changes, f"{figure} {floor}: CHANGELOG.md must repeat the reason"
        highest[figure] = max(float(floor), highest.get(figure, 0.0))


@pytest.mark.parametrize("folder", [GATE, KEPT])
def test_what_judges_is_large_enough_and_apart_from_the_corpus(folder: Path) -> None:
    """At least 60 passages, none of whose sentences stands in the training corpus."""
    passages = read_corpus(folder)
    assert len(passages) >= 60
    taught = {s.text for p in read_corpus(CORPUS) for s in p.sentences}
    assert [s.text for p in passages for s in p.sentences if len(s.text) > 25 and s.text in taught] == []


@pytest.mark.parametrize(
    ("kind", "factuality", "binds"),
    [
        ("AGREE", "asserted", True),
        ("AID", "planned", True),
        ("THREATEN", "conditional", True),
        ("REQUEST", "asserted", False),
        ("REJECT", "asserted", False),
        ("AGREE", "hypothetical", False),
        ("AGREE", "denied", False),
        ("PROTEST", "asserted", False),
        ("PROTEST", "planned", True),
        ("PROTEST", "conditional", True),
    ],
)
def test_what_is_demanded_or_not_told_as_so_binds_nobody(kind: EventType, factuality: Factuality, binds: bool) -> None:
    row = EventRow(
        id="e1", event_type=kind, mode=None, actors=("a1",), recipients=(), place=None, when=None,
        factuality=factuality, what="w1", condition=None, due=None, line=1,
    )  # fmt: skip
    assert binds_actor(row) is binds
