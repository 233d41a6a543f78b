"""Whose word a statement, letter or communique is that is itself said to say something."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from dragoman.annotate.cues import read_cues
from dragoman.records import Mention, Quotation, Span, Token

_ISSUED = re.compile(r"\s+(?:[a-z]+ed\s+)?(?:by|from|of)\s+(?:the\s+|an?\s+)?")
_TELLS_WHAT = re.compile(r"(?:[a-z-]+ ){0,3}")  # "state broadcaster" before a name
_DEFINITE = frozenset(("the", "this", "that", "its", "his", "her", "their"))
_NEAR = 2  # sentences back in which the statement's issuer is looked for where no words name one


def name_issuers(
    text: str,
    tokens: Sequence[Token],
    actors: Sequence[Mention],
    quotations: Sequence[Quotation],
    overlay: Path | None = None,
) -> tuple[tuple[Quotation, ...], list[Mention]]:
    """The quotations, with who issued it as the speaker of "a statement by X"; and a mention for each other paper that
    speaks ("the statement said"), in the chain of who issued it.

    That is who speaks or acts where the paper was named before, else who spoke in the two sentences before. No mention
    for a paper of somebody whom no words tell.
    """
    papers = _Papers(text, tokens, actors, read_cues(overlay).beside["paper"])
    said: list[Quotation] = []
    found: list[Mention] = []
    for quotation in quotations:
        speaker = quotation.speaker
        named = speaker is None or any(m.start < speaker.end and speaker.start < m.end for m in actors)
        heads = papers.heads(speaker) if speaker is not None and not named else []
        by = papers.issued(heads[0]) if heads else None
        issuer = papers.meant(heads, said, found) if heads and by is None else None
        if speaker is not None and issuer is not None and (issuer.chain is not None or issuer.members):
            place = {"start": speaker.start, "end": speaker.end, "text": speaker.text}
            found.append(msgspec.structs.replace(issuer, **place, form="pronoun", key=None))
        whole = Span(by.start, by.end, by.text) if by is not None else speaker
        said.append(msgspec.structs.replace(quotation, speaker=whole))
    return tuple(said), found


class _Papers:
    """The papers that a text names, by their nouns."""

    def __init__(self, text: str, tokens: Sequence[Token], actors: Sequence[Mention], nouns: frozenset[str]) -> None:
        self.text, self.tokens, self.actors, self.nouns = text, tokens, actors, nouns

    def heads(self, speaker: Span) -> list[int]:
        """The first token of `speaker` and that of the noun for a paper in it; empty where it names none."""
        first = bisect_left(self.tokens, speaker.start, key=lambda t: t.start)
        last = bisect_left(self.tokens, speaker.end, key=lambda t: t.start)
        words = range(first, last)
        # "The Post" is a newspaper.
        nouns = [k for k in words if self.tokens[k].lemma.lower() in self.nouns and self.tokens[k].tag != "PROPN"]
        return [nouns[0], first] if nouns else []

    def meant(self, heads: Sequence[int], before: Sequence[Quotation], papers: Sequence[Mention]) -> Mention | None:
        """Who issued a paper told of before; `before`: what was said before, `papers`: those found so far."""
        noun, first = heads
        if self.tokens[first].text.lower() not in _DEFINITE:
            return None
        speakers = [*self._speakers(before), *papers]
        lemma = self.tokens[noun].lemma.lower()
        for k in range(first - 1, -1, -1):
            if self.tokens[k].lemma.lower() == lemma:
                return self.issued(k) or self._spoke(speakers, k) or self._first(k)
        start, here = self.tokens[first].start, self.tokens[first].sentence
        near = [m for m in speakers if m.start < start and self._sentence(m.start) >= here - _NEAR]
        return max(near, key=lambda m: m.start, default=None)

    def issued(self, at: int) -> Mention | None:
        """Who stands behind "by" or "from" right behind the noun at `at`."""
        link = _ISSUED.match(self.text, self.tokens[at].end)
        if link is None:
            return None
        named = next((m for m in self.actors if m.end > link.end()), None)
        near = named is not None and _TELLS_WHAT.fullmatch(self.text, link.end(), max(link.end(), named.start))
        return named if near else None

    def _spoke(self, speakers: Sequence[Mention], at: int) -> Mention | None:
        """Who speaks in the sentence of the token at `at`."""
        return next((m for m in speakers if self._sentence(m.start) == self.tokens[at].sentence), None)

    def _first(self, at: int) -> Mention | None:
        """Who is named first before the token at `at` in its sentence ("The army issued a statement")."""
        sentence = self.tokens[at].sentence
        inside = [m for m in self.actors if m.start < self.tokens[at].start and self._sentence(m.start) == sentence]
        return min(inside, key=lambda m: m.start, default=None)

    def _speakers(self, quotations: Sequence[Quotation]) -> Iterator[Mention]:
        for quotation in quotations:
            span = quotation.speaker
            if span is not None:
                yield from [m for m in self.actors if m.start < span.end and span.start < m.end][:1]

    def _sentence(self, offset: int) -> int:
        at = min(bisect_left(self.tokens, offset, key=lambda t: t.start), len(self.tokens) - 1)
        return self.tokens[at].sentence
