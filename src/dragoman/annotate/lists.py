"""Actors named side by side ("Norway and Chile"): the lists that "both sides" and "they" go back to."""

from __future__ import annotations

import re
from typing import NamedTuple

_JOIN = re.compile(r"(?:'s|’s)?(?:\s*,\s*|\s*,?\s+and\s+|\s+with\s+)(?:the\s+|his\s+|her\s+)*")
_AND = re.compile(r"\s+and\s+(?:the\s+)?")
_BETWEEN = re.compile(
    r"\b(?:led|mediated|brokered|hosted|sponsored|facilitated|chaired|backed|moderated|organi[sz]ed|convened|overseen"
    r"|arranged|announced|proposed|supervised|monitored|guaranteed) by (?:the )?\Z"
)
_TELLS = re.compile(r"\s+(?:said|say|announced|reported|added|confirmed|hoped)\b")
_BEFORE = 40


class Named(NamedTuple):
    """One list: its chains in reading order, where it begins and ends, whether it stands aside from the act told.

    `aside`: mediators ("talks led by A and B") and those who only announce (", A and B said") are no sides.
    """

    chains: tuple[int, ...]
    start: int
    end: int
    aside: bool


class ListReader:
    """Reads mentions in order and keeps the lists they form."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found: list[Named] = []
        self._open: list[int] = []
        self._kind = ""
        self._start = self._reached = 0

    def read(self, start: int, end: int, chain: int, kind: str) -> None:
        """Take in a mention of `chain`; it goes on the open list when only a comma, "and" or "with" stands between and
        both are of a kind, or what stands before is of none, or "and" joins a state and a body ("Peru and the rebels").
        """
        joined = bool(self._open) and _JOIN.fullmatch(self.text, self._reached, start) is not None
        mixed = "person" not in (self._kind, kind) and _AND.fullmatch(self.text, self._reached, start) is not None
        if joined and (mixed or self._kind in (kind, "")):
            self._open.append(chain)
            self._kind = kind
            if len(set(self._open)) > 1:
                self._close(end)
        else:
            self._open, self._kind, self._start = [chain], kind, start
        self._reached = end

    def _close(self, end: int) -> None:
        chains = tuple(dict.fromkeys(self._open))
        if self.found and self.found[-1].start == self._start:
            self.found.pop()
        before = self.text[max(0, self._start - _BEFORE) : self._start]
        told = _TELLS.match(self.text, end) is not None and re.search(r",\s+(?:the )?\Z", before) is not None
        self.found.append(Named(chains, self._start, end, told or _BETWEEN.search(before) is not None))

    def last(self, since: int = 0) -> Named | None:
        """The last list that begins at or after `since`."""
        return next((x for x in reversed(self.found) if x.start >= since), None)

    def holds(self, offset: int) -> bool:
        """Whether a list stands at `offset`."""
        return any(x.start <= offset < x.end for x in self.found)
