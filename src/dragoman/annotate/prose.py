"""One text as it is read in order: its tokens, and where its sentences begin."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from dragoman.records import Token


class Prose(NamedTuple):
    """A text, its tokens and the offsets where its sentences begin, all in reading order."""

    text: str
    tokens: Sequence[Token]
    starts: Sequence[int]

    def begin(self, offset: int, back: int = 0) -> int:
        """Offset where the sentence of `offset`, or the one `back` before it, begins."""
        return self.starts[max(0, bisect_right(self.starts, offset) - 1 - back)] if self.starts else 0

    def between(self, start: int, end: int) -> Sequence[Token]:
        """The tokens that begin in [start, end)."""
        return self.tokens[self.number_at(start) : self.number_at(end)]

    def before(self, offset: int) -> Token | None:
        """The last token that begins before `offset`."""
        at = self.number_at(offset)
        return self.tokens[at - 1] if at else None

    def from_on(self, offset: int) -> Token | None:
        """The first token that begins at or behind `offset`."""
        at = self.number_at(offset)
        return self.tokens[at] if at < len(self.tokens) else None

    def number_at(self, offset: int) -> int:
        """Number of the first token that begins at or behind `offset`."""
        return bisect_left(self.tokens, offset, key=lambda t: t.start)
