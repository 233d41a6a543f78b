"""Quote marks: which characters of a text stand between them."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

_MARK = re.compile(r"[“”„«»\"]|``|''|[‘’'`]|\n[ \t\r]*\n\s*")
_OPENS = {"“": "”", "„": "”", "«": "»", "``": "''"}
_LONGEST_SINGLE = 600
_SHORTEST_SINGLE = 3


class Quoted(NamedTuple):
    """Text between quote marks: text[start:end] is inside them, text[opened:closed] includes them.

    `runs_on` says that the paragraph ended without a closing mark, as when a quotation goes on in the next one.
    """

    start: int
    end: int
    opened: int
    closed: int
    runs_on: bool


def find_quoted(text: str) -> tuple[Quoted, ...]:
    """Outermost quoted stretches in reading order; a quotation never crosses a blank line.

    Marks: “ ” „ « » \" `` '' and single ‘ ’ ' where they cannot be apostrophes.
    """
    found: list[Quoted] = []
    opened: tuple[int, int, str] | None = None
    for match in [*_MARK.finditer(text), None]:
        mark = match.group() if match else "\n"
        begin, end = match.span() if match else (len(text), len(text))
        if mark[0] == "\n":
            if opened and opened[2] not in ("’", "'"):
                found.append(_trimmed(text, opened[1], begin, opened[0], begin, True))
            opened = None
        elif opened:
            if _closes(text, begin, end, mark, opened[2]) or _mixed(text, begin, mark, opened):
                single = opened[2] in ("’", "'")
                inside = text[opened[1] : begin]
                if not single or (len(inside.split()) >= _SHORTEST_SINGLE and len(inside) < _LONGEST_SINGLE):
                    found.append(_trimmed(text, opened[1], begin, opened[0], end, False))
                opened = None
            elif opened[2] in ("’", "'") and (mark in _OPENS or mark == '"'):
                opened = (begin, end, _OPENS.get(mark, '"'))
        else:
            closer = _closer(text, begin, end, mark)
            if closer:
                opened = (begin, end, closer)
    return tuple(q for q in found if q.end > q.start)


def _trimmed(text: str, start: int, end: int, opened: int, closed: int, runs_on: bool) -> Quoted:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Quoted(start, end, opened, closed, runs_on)


def _closer(text: str, begin: int, end: int, mark: str) -> str:
    """The mark that would close a quotation opened here; empty when this mark cannot open one."""
    if mark in _OPENS:
        return _OPENS[mark]
    before, after = text[begin - 1 : begin], text[end : end + 1]
    free = not before or before.isspace() or before in "([—–-―"
    if mark in ('"', "''"):
        return mark if after and not (after.isspace() and not free) else ""
    if mark in ("‘", "`"):
        return ("’" if mark == "‘" else "'") if free and after.isalnum() else ""
    if mark == "'":
        return "'" if free and after.isalpha() else ""
    return ""


def _closes(text: str, begin: int, end: int, mark: str, closer: str) -> bool:
    after = text[end : end + 1]
    if closer in ("’", "'"):
        return (mark == closer and not after.isalnum() and text[begin - 1] in ",.?!") or (
            mark == closer and not after.isalnum() and text[begin - 1] != "s" and not text[begin - 1].isspace()
        )
    if closer == "''":
        return mark in ("''", '"', "”")
    if closer == "”":
        turned = mark == "“" and text[begin - 1] in ",.?!" and (not after or after.isspace())
        return turned or mark == "”" or (mark == '"' and not after.isalnum()) or mark == "''"
    return mark == closer


def _mixed(text: str, begin: int, mark: str, opened: tuple[int, int, str]) -> bool:
    """Whether a curly mark closes what a straight one opened."""
    if opened[2] != '"' or mark != "”" or text[begin - 1] not in ",.?!":
        return False
    return text.find("“", opened[1], begin) < 0


class QuoteIndex:
    """Answers whether a position stands inside quote marks."""

    def __init__(self, quoted: tuple[Quoted, ...]) -> None:
        self.quoted = quoted
        self._starts = [q.opened for q in quoted]

    def at(self, position: int) -> int:
        """Number of the quotation that covers `position` (marks included), -1 when none does."""
        number = bisect_right(self._starts, position) - 1
        return number if number >= 0 and position < self.quoted[number].closed else -1
