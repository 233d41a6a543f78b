"""Recipients that no words of a sentence name: whom an act answers, or goes on against, by the acts told before it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from msgspec import structs

from dragoman.records import Actor, EventMention
from dragoman.tables import read_table

BACK = 3  # sentences


@lru_cache(maxsize=8)
def _load_looks(overlay: Path | None) -> frozenset[tuple[str, str]]:
    return frozenset((row["event_type"], row["look"]) for row in read_table("answers", overlay))


def fill_recipients(
    events: Sequence[EventMention], sentences: Sequence[tuple[int, int]], overlay: Path | None = None
) -> tuple[EventMention, ...]:
    """The events in reading order, those without a recipient given one where answers.tsv says so.

    A recipient keeps the offsets of the words that name it, in an earlier sentence.
    """
    looks = _load_looks(overlay)
    found: list[EventMention] = []
    for event in events:
        near = [e for e in found if _number(event, sentences) - _number(e, sentences) <= BACK]
        found.append(event if event.recipients else structs.replace(event, recipients=_look(event, near, looks)))
    return tuple(found)


def _number(event: EventMention, sentences: Sequence[tuple[int, int]]) -> int:
    return bisect_right(sentences, event.sentence[0], key=lambda s: s[0])


def _look(
    event: EventMention, before: Sequence[EventMention], looks: frozenset[tuple[str, str]]
) -> tuple[Actor, ...]:
    own = {a.code for a in event.actors} - {None}
    for earlier in reversed(before):
        if own & {a.code for a in earlier.recipients}:
            return _others(earlier.actors, own, "answers") if (event.event_type, "answered") in looks else ()
    if (event.event_type, "continued") not in looks:
        return ()
    for earlier in reversed(before):
        if own & {a.code for a in earlier.actors} and (others := _others(earlier.recipients, own, "goes on after")):
            return others
    return ()


def _others(actors: Sequence[Actor], own: set[str | None], how: str) -> tuple[Actor, ...]:
    rule = f"{how} an act told before"
    return tuple(
        structs.replace(a, grounding=f"{a.grounding}; {rule}" if a.grounding else rule)
        for a in actors
        if a.code is not None and a.code not in own
    )
