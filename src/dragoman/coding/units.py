"""One sentence ready for the grammar: its tokens as parallel lists, its actor and place mentions as units."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from dragoman.annotate.tokens import verb_form
from dragoman.records import Mention, Token

RELATIVE = frozenset(("who", "which", "that", "whom", "whose"))
FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
GENITIVE = frozenset(("'s", "’s", "'", "’"))
REPORTING = frozenset(
    ["say", "tell", "report", "announce", "add", "claim", "state", "note", "according", "stress", "insist"]
)


class Unit(Struct, frozen=True):
    """A mention and the tokens [first, end) it covers."""

    mention: Mention
    first: int
    end: int
    place: bool


class SentenceView(Struct, frozen=True):
    """One sentence ready for the grammar: parallel lists over its tokens, and its units (-1: no unit)."""

    tokens: Sequence[Token]
    low: list[str]
    tag: list[str]
    lemma: list[str]
    form: list[str]
    unit: list[int]
    units: list[Unit]
    timed: list[bool]

    def __len__(self) -> int:
        return len(self.tokens)


def view_sentence(tokens: Sequence[Token], mentions: Sequence[Mention]) -> SentenceView:
    """The grammar's view of one sentence; `mentions` are those inside it, actors before places where they overlap."""
    units: list[Unit] = []
    slots = [-1] * len(tokens)
    ranked = sorted(mentions, key=lambda m: (m.kind != "actor", m.start - m.end, m.start))
    for mention in ranked:
        if mention.kind == "time":
            continue
        inside = [i for i, t in enumerate(tokens) if t.start < mention.end and t.end > mention.start]
        if not inside or any(slots[i] >= 0 for i in inside):
            continue
        for i in inside:
            slots[i] = len(units)
        units.append(Unit(mention, inside[0], inside[-1] + 1, mention.kind == "place"))
    return SentenceView(
        tokens=tokens,
        low=[t.text.lower() for t in tokens],
        tag=[t.tag for t in tokens],
        lemma=[t.lemma for t in tokens],
        form=[verb_form(tokens, i) if t.tag in ("VERB", "AUX") else "" for i, t in enumerate(tokens)],
        unit=slots,
        units=units,
        timed=_timed(tokens, mentions),
    )


def _timed(tokens: Sequence[Token], mentions: Sequence[Mention]) -> list[bool]:
    spans = [(m.start, m.end) for m in mentions if m.kind == "time"]
    return [any(a < t.end and t.start < b for a, b in spans) for t in tokens] if spans else [False] * len(tokens)
