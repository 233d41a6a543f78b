"""Who says "I" and "we": the speaker of the words in quotation marks, or of a turn in a transcript."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from dragoman.records import Mention, Quotation, Token

_FIRST = frozenset(("I", "we", "We"))


def find_first_persons(
    tokens: Sequence[Token], actors: Sequence[Mention], quotations: Sequence[Quotation]
) -> list[Mention]:
    """A mention for each "I" and "we" as a subject in direct speech whose speaker is an actor, in the speaker's
    chain."""
    words = [t for t in tokens if t.text in _FIRST]
    found = []
    for quotation in quotations:
        speaker = quotation.speaker if quotation.kind == "direct" else None
        said_by = next((m for m in actors if speaker and m.start < speaker.end and speaker.start < m.end), None)
        if said_by is None or (said_by.chain is None and not said_by.members):
            continue
        found += [
            msgspec.structs.replace(said_by, start=w.start, end=w.end, text=w.text, form="pronoun", key=None)
            for w in words
            if any(c.start <= w.start and w.end <= c.end for c in quotation.content)
        ]
    return found
