"""Time expressions: found in one pass, each with a key that `ground.calendar` turns into an interval."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

from dragoman.annotate.times_grammar import parse_words
from dragoman.annotate.times_hit import Part
from dragoman.annotate.times_words import Word, list_words, load_lexicon
from dragoman.records import Mention
from dragoman.tables import read_table

_WINDOW = 300  # characters on either side in which a verb can still be the expression's own
Tense = Literal["past", "future", "present"]


class _Signs(NamedTuple):
    """Patterns of the tense signs: anywhere in a sentence, right after the expression, and nouns of what is to come."""

    anywhere: re.Pattern[str]
    beside: re.Pattern[str]
    coming: re.Pattern[str]


@lru_cache(maxsize=8)
def _load_signs(overlay: Path | None) -> _Signs:
    groups: dict[str, list[str]] = {}
    for row in read_table("time_tense", overlay):
        groups.setdefault(row["class"], []).append(re.escape(row["word"]))
    words = {name: "|".join(sorted(found, key=len, reverse=True)) for name, found in groups.items()}
    future = (
        rf"\b(?:{words['modal']})\b(?! have\b)|'ll\b|\bto be \w+"
        rf"|\b(?:is|are)(?: [a-z]+)? (?:{words['plan']}) (?:to|for)\b"
        # the verb after "plans to" belongs to the plan: it is no sign of its own
        rf"|(?<!had been )\b(?:(?:{words['plan']}) (?:to|for)\b(?: be \w+| [a-z]+)?|(?i:{words['ahead']})\b)"
    )
    past = rf"(?<!be )\b(?:{words['past']}|[a-z]+[a-df-z]ed)\b"
    present = rf"\b(?:{words['present']}|[a-z]+ing)\b"
    return _Signs(
        re.compile(f"(?P<future>{future})|(?P<past>{past})|(?P<present>{present})"),
        re.compile(rf"(?:'s)?\s+(?:(?P<future>{future})|(?P<past>{past}))"),
        re.compile(rf"\s+(?:[a-z]+\s+)?(?:{words['coming']})\b"),
    )


# "Monday, the two sides agreed to meet": what they agreed on lies ahead, Monday does not.
_AGREED = re.compile(r"[a-z]+ed (?:to|for)\b")
# "the Oct. 7 attacks": a date before a noun, dated by no verb of the sentence.
_NAMING = re.compile(r"\b(?:[Tt]he|[Tt]his|its|their|his|her)\s+$")
_NOUN = re.compile(r"\s+[a-z]{3,}")
_FOR = re.compile(r"(?<!been planned )(?<!been scheduled )\bfor\s+$")
_UNTIL = re.compile(r"\b(?:until|till)\s+$")


# "Met on Monday ahead of the vote": behind a day it tells what is to come after it, not that the day is.
_OCCASION = re.compile("ahead of", re.I)


def guess_tense(
    text: str, sentence: tuple[int, int], start: int, end: int, overlay: Path | None = None
) -> Tense | None:
    """The tense of the verb that the expression text[start:end] most likely belongs to, None without a sign.

    A verb right after it decides, else the nearest sign before it in the sentence, else the nearest after it. A date
    that names a thing ("the Oct. 7 attacks") is past unless the thing is one that is held on a date set before.
    `sentence` holds its offsets into `text`; `overlay` is a user's folder of tables.
    """
    signs = _load_signs(overlay)
    before: re.Match[str] | None = None
    named = _tense_named(text, sentence[0], start, end, signs)
    if named:
        return named
    beside = signs.beside.match(text, end, sentence[1])
    if beside and not _OCCASION.search(beside.group()):
        return _tense_ahead(beside)
    for match in signs.anywhere.finditer(text, max(sentence[0], start - _WINDOW), min(sentence[1], end + _WINDOW)):
        if match.start() < start:
            if match.lastgroup != "present":
                before = match
        elif match.start() >= end and before is None and not _OCCASION.search(match.group()):
            return _tense_ahead(match)
    return _tense(before) if before else None


def _tense_named(text: str, first: int, start: int, end: int, signs: _Signs) -> Tense | None:
    """The tense that the place of the expression alone tells: "a meeting for Friday", "the Oct. 7 attacks"; a day that
    something was put off until lies ahead, a month may not."""
    lead = text[max(first, start - 30) : start]
    if _UNTIL.search(lead):
        return "future" if re.search(r"day$|\d", text[start:end]) else "present"
    if text[start:end].endswith("day") and _FOR.search(lead) and not text.startswith(("'s", "’s"), end):
        return "future"
    naming = _NAMING.search(lead) and _NOUN.match(text, end)
    return "past" if naming and not signs.coming.match(text, end) else None


def _tense_ahead(match: re.Match[str]) -> Tense:
    """The tense of a sign behind the expression: who agreed "to" something did so then."""
    return "past" if _AGREED.match(match.group().strip(" '’s\n")) else _tense(match)


def _tense(match: re.Match[str]) -> Tense:
    if match.lastgroup == "future":
        return "future"
    return "past" if match.lastgroup == "past" else "present"


def _mention(text: str, words: list[Word], part: Part) -> Mention:
    first, after, key = part
    start, end = words[first].start, words[after - 1].end
    return Mention(start=start, end=end, text=text[start:end], kind="time", form="time", key=key)


def find_times(text: str, sentences: Sequence[tuple[int, int]], overlay: Path | None = None) -> tuple[Mention, ...]:
    """Dates, times, durations and sets of the sentences, in reading order, never overlapping.

    Offsets are code points into `text`; `key` is the canonical parse that `annotate.times_grammar` documents
    and `ground.calendar` reads. `overlay` is a user's folder of tables. Raises TableError on a bad row.
    """
    words = list_words(text, sentences, load_lexicon(overlay))
    return tuple(_mention(text, words, part) for part in parse_words(words))
