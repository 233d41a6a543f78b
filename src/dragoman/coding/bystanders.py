"""Whose act it is not: who denies a role in an act, looks into it or condemns it stands before its words and did not do
it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from dragoman.records import Token
from dragoman.tables import read_table

_BACK = 12  # words before an act that are looked at
_GAP = r"(?: \S+){0,3}"
_BETWEEN = r"(?: (?!(?:and|but|or|,|;)(?: |\Z))\S+){0,3}"  # words between what is said of the act and the act


@lru_cache(maxsize=8)
def _load_words(overlay: Path | None) -> re.Pattern[str]:
    """A pattern for lemmas with a blank before each, that nothing matches where a user took all rows away."""
    rows = [
        [_GAP if w == "_" else _any_of(w) for w in row["words"].split()] for row in read_table("bystanders", overlay)
    ]
    return re.compile(rf"(?:{'|'.join(map(''.join, rows)) or '(?!)'}){_BETWEEN}\Z")


def _any_of(words: str) -> str:
    return f" (?:{'|'.join(map(re.escape, words.split('|')))})"


def find_bystander(tokens: Sequence[Token], sentence: int, act: int, overlay: Path | None = None) -> int | None:
    """Offset of the words that say so of the act at offset `act`, in its sentence: nobody before them did it."""
    last = bisect_left(tokens, act, key=lambda t: t.start)
    first = max(bisect_left(tokens, sentence, key=lambda t: t.sentence), last - _BACK)
    before = tokens[first:last]
    text, starts = "", []
    for token in before:
        starts.append(len(text))
        text += " " + token.lemma
    found = _load_words(overlay).search(text)
    return before[bisect_right(starts, found.start()) - 1].start if found else None
