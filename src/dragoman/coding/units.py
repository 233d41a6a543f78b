"""One sentence ready for the grammar: its tokens as parallel lists, its actor and place mentions as units."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from msgspec import Struct

from dragoman.annotate.tokens import verb_form
from dragoman.records import Annotation, Mention, Token

RELATIVE = frozenset(("who", "which", "that", "whom", "whose"))
FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
DEFINITE = frozenset(("the", "this", "that", "these", "those", "his", "her", "its", "their", "our"))
GENITIVE = frozenset(("'s", "’s", "'", "’"))
WILL = frozenset(("will", "'ll", "’ll", "shall", "would"))
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
    slots, timed = [-1] * len(tokens), [False] * len(tokens)
    starts, ends = [t.start for t in tokens], [t.end for t in tokens]
    ranked = sorted(mentions, key=lambda m: (m.kind != "actor", m.start - m.end, m.start))
    for mention in ranked:
        first, end = bisect_right(ends, mention.start), bisect_left(starts, mention.end)
        if mention.kind == "time":
            timed[first:end] = [True] * (end - first)
            continue
        while mention.kind == "place" and first < end and slots[first] >= 0:
            first += 1  # "the Peruvian *capital*": Peru may act
        while mention.kind == "place" and first < end and slots[end - 1] >= 0:
            end -= 1
        if first >= end or any(slots[i] >= 0 for i in range(first, end)):
            continue
        slots[first:end] = [len(units)] * (end - first)
        units.append(Unit(mention, first, end, mention.kind == "place"))
    return SentenceView(
        tokens=tokens,
        low=[t.text.lower() for t in tokens],
        tag=[t.tag for t in tokens],
        lemma=[t.lemma for t in tokens],
        form=[verb_form(tokens, i) if t.tag in ("VERB", "AUX") else "" for i, t in enumerate(tokens)],
        unit=slots,
        units=units,
        timed=timed,
    )


def view_numbered(annotation: Annotation, sentence: int, body: int) -> SentenceView:
    """The grammar's view of a sentence by its number, its words from offset `body` on."""
    first, after = (bisect_left(annotation.tokens, n, key=lambda t: t.sentence) for n in (sentence, sentence + 1))
    tokens = [t for t in annotation.tokens[first:after] if t.start >= body]
    return view_sentence(tokens, mentions_from(annotation, sentence, body))


def mentions_from(annotation: Annotation, sentence: int, body: int) -> Sequence[Mention]:
    """The mentions of a sentence by its number, from offset `body` on."""
    begin = bisect_left(annotation.mentions, body, key=lambda m: m.start)
    stop = bisect_left(annotation.mentions, annotation.sentences[sentence][1], key=lambda m: m.start)
    return annotation.mentions[begin:stop]
