"""Recipients that no words of a sentence name: whom an act answers, or goes on against, by the acts told before it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from msgspec import structs

from dragoman.coding.codebook import EVENT_TYPES
from dragoman.errors import TableError
from dragoman.records import Actor, EventMention
from dragoman.tables import read_table

BACK = 3  # sentences
Codes = frozenset[str]
_RULES = {"answered": "answers an act told before", "continued": "goes on after an act told before"}


@lru_cache(maxsize=8)
def load_looks(overlay: Path | None = None) -> frozenset[tuple[str, str]]:
    """(event type, look) of each row of answers.tsv; TableError where a row names neither."""
    found = set()
    for row in read_table("answers", overlay):
        kind, _, look = row["act"].partition(" ")
        if kind not in EVENT_TYPES or look not in _RULES:
            raise TableError(
                f"answers.tsv: {row['act']!r} is no event type with one of {' '.join(_RULES)} (REJECT answered)"
            )
        found.add((kind, look))
    return frozenset(found)


def find_answer(own: Codes, before: Sequence[tuple[Codes, Codes]]) -> tuple[str, int, Codes] | None:
    """(look, index in `before`, codes) of the party that an act of `own` without a recipient is aimed at.

    `before` are the codes of (actors, recipients) of the acts told before, in reading order: the last one on `own`
    is answered; where there is none, the last one by `own` on somebody goes on.
    """
    for number in range(len(before) - 1, -1, -1):
        actors, recipients = before[number]
        if own & recipients:
            return ("answered", number, actors - own) if actors - own else None
    for number in range(len(before) - 1, -1, -1):
        actors, recipients = before[number]
        if own & actors and recipients - own:
            return "continued", number, recipients - own
    return None


def fill_recipients(
    events: Sequence[EventMention], sentences: Sequence[tuple[int, int]], overlay: Path | None = None
) -> tuple[EventMention, ...]:
    """The events in reading order, those of one party without a recipient given one where answers.tsv says so.

    A recipient keeps the offsets of the words that name it, in an earlier sentence. Of several actors nobody tells
    whether they act on each other.
    """
    looks = load_looks(overlay)
    numbers = [bisect_right(sentences, e.sentence[0], key=lambda s: s[0]) for e in events]
    found: list[EventMention] = []
    for event, number in zip(events, numbers, strict=True):
        own = _codes(event.actors)
        near = [e for e, n in zip(found, numbers, strict=False) if number - n <= BACK]
        answer = None
        if not event.recipients and len(own) == 1:
            answer = find_answer(own, [(_codes(e.actors), _codes(e.recipients)) for e in near])
        if answer is not None and (event.event_type, answer[0]) in looks:
            look, at, codes = answer
            parties = near[at].actors if look == "answered" else near[at].recipients
            event = structs.replace(event, recipients=tuple(_aimed_at(a, look) for a in parties if a.code in codes))
        found.append(event)
    return tuple(found)


def _codes(actors: Sequence[Actor]) -> Codes:
    return frozenset(a.code for a in actors if a.code is not None)


def _aimed_at(actor: Actor, look: str) -> Actor:
    grounding = f"{actor.grounding}; {_RULES[look]}" if actor.grounding else _RULES[look]
    return structs.replace(actor, grounding=grounding)
