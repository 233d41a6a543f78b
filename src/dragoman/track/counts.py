"""How many: the number that words give, in digits or words."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

from dragoman.link.triggers import is_small
from dragoman.records import EventMention
from dragoman.tables import read_table
from dragoman.track.sentences import Word

BEHIND = 4  # words behind a verb in which the number of what it is done to stands ("freed all of the 46 captives")


def count_recipients(mention: EventMention) -> int | None:
    """The number that the words of the recipients give ("18 employees", "five sailors", "two dozen men")."""
    return read_count([w for a in mention.recipients for w in a.text.split()])


def count_objects(words: Sequence[Word]) -> int | None:
    """The number that stands behind a verb and its particle, no preposition between: `words` are those behind it."""
    near = words[1:BEHIND] if words and is_small(words[0].text) else words[:BEHIND]
    end = next((n for n, w in enumerate(near) if is_small(w.text) and w.base != "the"), len(near))
    return read_count([w.text for w in near[:end]])


def read_count(words: Sequence[str]) -> int | None:
    """The first number in `words`, two that stand together multiplied ("two dozen")."""
    numbers = [_read_number(w.lower()) for w in words]
    at = next((n for n, number in enumerate(numbers) if number is not None), len(words))
    found = [n for n in numbers[at : at + 2] if n is not None]
    return math.prod(found) if found else None


def _read_number(word: str) -> int | None:
    """A whole number in digits or words ("1,200", "five", "twenty-five")."""
    digits = word.replace(",", "")
    if digits.isdecimal():
        return int(digits)
    parts = [_numerals().get(part) for part in word.split("-")]
    return sum(n for n in parts if n) if all(parts) else None


@lru_cache(maxsize=1)
def _numerals() -> dict[str, int]:
    return {row["word"]: int(row["value"]) for row in read_table("time_words") if row["class"] == "numeral"}
