"""The preposition that tells where: "in Lima", "in the northern town of Puno", "on the outskirts of Lima"."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from dragoman.annotate.place_words import read_place_words
from dragoman.coding.units import GENITIVE, SentenceView, Unit

_IN = frozenset(("in", "at", "near", "outside", "around", "off", "inside", "across", "within"))
# "Flew to Banjul", "the attack on Mumbai": only before what is no actor, for "to" and "on" tell parties too.
_TOWARDS = frozenset(("to", "into", "on", "through", "throughout", "along"))
# "In the streets of Lima", "on the border between Chad and Sudan", "the road from Lima to Puno".
_TIES = frozenset(("of", "between", "with", "from"))
_COMPASS = frozenset(("north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest"))
_NOMINAL = frozenset(("DET", "ADJ", "NUM", "NOUN", "PROPN"))
_CLOSE, _FAR = 3, 8  # words between a place and its preposition, and where "the town of" stands between


@lru_cache(maxsize=4)
def _read_parts(overlay: Path | None) -> frozenset[str]:
    classes = read_place_words(overlay)
    return classes["part"] | classes["settlement"]


def find_lead(s: SentenceView, unit: Unit, overlay: Path | None = None) -> int | None:
    """The word that puts something at the place `unit`; None where nothing does."""
    parts = _read_parts(overlay)
    passed = False
    for at in range(unit.first - 1, max(unit.first - _FAR, 0) - 1, -1):
        word, before = s.low[at], s.low[at - 1] if at else ""
        if not passed and unit.first - at > _CLOSE:
            return None
        if s.unit[at] < 0 and word in _IN:
            return at
        if s.unit[at] < 0 and word in _TOWARDS:
            return at if passed or unit.place else None
        if word in _COMPASS and passed and (not at or s.tag[at - 1] != "DET"):
            return at  # "20 km south of Lima"
        if before in parts and (word in _TIES or (word == "," and at == unit.first - 1)):
            passed = True  # "in the capital, Lima"
        elif not _goes_on(s, at, passed=passed):
            return None
    return None


def _goes_on(s: SentenceView, at: int, *, passed: bool) -> bool:
    """Whether a word may stand between a place and its preposition; a state's only in "in the Iraqi town of X"."""
    if s.unit[at] >= 0 or s.low[at] in GENITIVE:
        return passed
    return s.tag[at] in _NOMINAL and not s.timed[at]


def is_towards(s: SentenceView, at: int) -> bool:
    """Whether the word that leads a place may tell a party as well, or the way there."""
    return s.low[at] in _TOWARDS
