"""Recipients taken from the acts told before: whom an act answers or goes on against."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.errors import TableError
from dragoman.ground.answers import fill_recipients, load_looks
from dragoman.records import Actor, EventMention, EventType, Span

SENTENCES = tuple((n * 10, n * 10 + 9) for n in range(8))


def actor(code: str, at: int) -> Actor:
    return Actor(at, at + 3, code, code, ("GOV",), None, None, None)


def event(kind: EventType, by: str, to: str, sentence: int) -> EventMention:
    start = sentence * 10
    return EventMention(
        id=f"{kind}{start}", event_type=kind, mode=None, contexts=(), cameo="000", quad_class=1, intensity=0.0,
        factuality="asserted", confidence=0.5, sentence=SENTENCES[sentence], trigger=Span(start, start + 2, "xx"),
        actors=tuple(actor(c, start) for c in by.split()), recipients=tuple(actor(c, start + 4) for c in to.split()),
        place=None, when=None, attribution=None, rule="",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("before", "act", "recipients"),
    [
        ([("REQUEST", "PER", "CHL", 0)], ("REJECT", "CHL", "", 1), ["PER"]),
        ([("REQUEST", "PER", "CHL", 0)], ("REJECT", "CHL", "KEN", 1), ["KEN"]),
        ([("REQUEST", "PER", "CHL", 0)], ("REJECT", "CHL", "", 4), []),
        ([("REQUEST", "PER", "CHL", 0), ("ACCUSE", "KEN", "CHL", 0)], ("REJECT", "CHL", "", 1), ["KEN"]),
        ([("REQUEST", "PER", "CHL", 0)], ("CONSULT", "CHL", "", 1), []),
        ([("SANCTION", "PER", "CHL", 0)], ("SANCTION", "PER", "", 1), ["CHL"]),
        ([("SANCTION", "PER", "CHL", 0)], ("REJECT", "PER", "", 1), []),
        ([("ASSAULT", "PER", "KEN", 0)], ("ASSAULT", "PER CHL", "", 1), []),
        ([("SANCTION", "PER", "CHL", 0), ("ACCUSE", "CHL", "PER", 1)], ("AID", "PER", "", 2), []),
    ],
)
def test_recipient_by_the_acts_before(
    before: list[tuple[EventType, str, str, int]], act: tuple[EventType, str, str, int], recipients: list[str]
) -> None:
    *_, last = fill_recipients([event(*e) for e in (*before, act)], SENTENCES)
    assert [r.code for r in last.recipients] == recipients


def test_recipient_keeps_the_words_that_name_it() -> None:
    first, last = fill_recipients([event("REQUEST", "PER", "CHL", 0), event("REJECT", "CHL", "", 1)], SENTENCES)
    assert (last.recipients[0].start, last.recipients[0].grounding) == (0, "answers an act told before")
    assert first.recipients[0].code == "CHL"


@pytest.mark.parametrize("act", ["REJECT anwsered", "REFUSE answered", "REJECT"])
def test_a_row_of_the_users_that_means_nothing_is_named(tmp_path: Path, act: str) -> None:
    (tmp_path / "answers.tsv").write_text(f"act\tright\twrong\tnobody\treason\n{act}\t1\t0\t0\tmine\n")
    with pytest.raises(TableError, match=act):
        load_looks(tmp_path)


def test_a_user_can_take_a_row_out(tmp_path: Path) -> None:
    (tmp_path / "answers.tsv").write_text("act\tright\nREJECT answered\t-\n")
    assert load_looks() - load_looks(tmp_path) == {("REJECT", "answered")}
