"""Whether a word set in capitals is one that is written small, by how our own reports write it."""

from __future__ import annotations

import math
import re
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from dragoman.annotate.lemmas import find_lemma
from dragoman.tables import read_table

NUMBER = "#"
NAME = "^"  # beside a word: one that no report has small
# A word seen so often small need be no name where names are spelled so.
_OFTEN_SMALL = 3
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+")
_POSSESSIVE = re.compile(r"['’]s?$")
_INFLECTED = ("VERB|VBD", "VERB|VBZ", "VERB|VBG", "NOUN|NNS", "ADJ|JJS")
_PREFIX = re.compile(r"(?:anti|counter|non|over|out|re|sub|ultra|un|under)(?=[^\W\d_]{4})")
# Places that a pair is taken to have been seen in already, as often with a capital as the word.
_SMOOTHING = 3
_NEVER = (0, 0, 0)


class CaseWord(NamedTuple):
    """A word or number of a text: where it stands, its small letters without 's, and what stands right beside it."""

    start: int
    end: int
    low: str
    before: str
    behind: str


def split_case_words(text: str) -> list[CaseWord]:
    """The words of `text` with their neighbours; across a mark of any kind there is none."""
    found = list(_WORD.finditer(text))
    lows = [NUMBER if m.group()[0].isdigit() else _POSSESSIVE.sub("", m.group().lower()) for m in found]
    gaps = [text[a.end() : b.start()].strip() for a, b in pairwise(found)]
    before = ["", *(low if not gap else "" for low, gap in zip(lows, gaps, strict=False))]
    behind = [*(low if not gap else "" for low, gap in zip(lows[1:], gaps, strict=True)), ""] if found else []
    return [CaseWord(*m.span(), *rest) for m, *rest in zip(found, lows, before, behind, strict=True)]


@lru_cache(maxsize=8)
def _read_counts(overlay: Path | None) -> dict[tuple[str, str, str], tuple[int, int, int]]:
    rows = read_table("word_case", overlay)
    return {
        (r["word"], r["before"], r["behind"]): (int(r["small"]), int(r["capital"]), int(r["acronym"])) for r in rows
    }


def is_often_small(low: str, overlay: Path | None = None) -> bool:
    """Whether reports write this word small so often that its spelling alone makes it no name."""
    return _read_counts(overlay).get((low, "", ""), _NEVER)[0] >= _OFTEN_SMALL


def is_acronym(low: str, overlay: Path | None = None) -> bool | None:
    """Whether reports mostly set the whole word in capitals; None where none has it."""
    small, capital, acronym = _read_counts(overlay).get((low, "", ""), _NEVER)
    return 2 * acronym > small + capital if small + capital else None


def is_written_small(word: CaseWord, overlay: Path | None = None) -> bool:
    """Whether the word is likelier small than with a capital, by itself and by the words beside it.

    The two neighbours are weighed as if they told nothing of each other. A word that no report has small is read by
    its base form or its ending.
    """
    counts = _read_counts(overlay)
    own = counts.get((word.low, "", ""))
    if own is None:
        return _is_guessed_small(word.low, overlay)
    share = (own[1] + 0.5) / (own[0] + own[1] + 1)
    odds = math.log(share / (1 - share))
    score = odds
    before, behind = (_class_of(beside, overlay) for beside in (word.before, word.behind))
    for key in ((word.low, before, ""), (word.low, "", behind)):
        if any(key[1:]) and key in counts:
            small, capital, _ = counts[key]
            score += math.log((capital + _SMOOTHING * share) / (small + _SMOOTHING * (1 - share))) - odds
    return score < 0


def _class_of(beside: str, overlay: Path | None) -> str:
    if beside in ("", NUMBER) or _read_counts(overlay).get((beside, "", ""), _NEVER)[0]:
        return beside
    return beside if _is_guessed_small(beside, overlay) else NAME


@lru_cache(maxsize=16384)
def _is_guessed_small(low: str, overlay: Path | None) -> bool:
    counts = _read_counts(overlay)
    bases = {find_lemma(low, tag, overlay) for tag in _INFLECTED} | {_PREFIX.sub("", low, count=1)}
    if any(counts.get((base, "", ""), _NEVER)[0] >= _OFTEN_SMALL for base in bases - {low}):
        return True
    return any((f"-{low[-size:]}", "", "") in counts for size in (3, 4))
