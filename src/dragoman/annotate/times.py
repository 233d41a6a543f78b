"""Time expressions: found in one pass, each with a key that `ground.calendar` turns into an interval."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from dragoman.annotate.times_grammar import Part, parse_words
from dragoman.annotate.times_words import Word, list_words, load_lexicon
from dragoman.records import Mention

Tense = Literal["past", "future", "present"]

_FUTURE = (
    r"\b(?:will|shall|won't|would|may|might|could|can|must|should|is to|are to|was to|were to)\b(?! have\b)|'ll\b"
    r"|(?<!had been )\b(?:going|set|due|expected|scheduled|planned|slated|plans?|planning|hopes?|intends?|prepar\w+|poised|expects?|wants?|aims?|seeks?|seeking"
    r"|agreed|promised|vowed|pledged|likely) (?:to|for)\b(?: be \w+| [a-z]+)?|\bto be \w+|\bas (?:soon|early) as\b|(?<!had been )\b(?:upcoming|deadline|ahead of|expected|scheduled|planned|slated|due|payable|effective)\b"
)
_PAST = (
    r"(?<!be )\b(?:was|were|had|did|said|told|went|came|took|met|made|held|began|left|gave|got|fell|rose|saw|found|won|lost"
    r"|set|sent|led|shot|hit|kept|brought|became|ran|spoke|wrote|struck|broke|put|cut|set off|fought|flew|called"
    r"|since|ago|earlier|agreed|freed|guaranteed|(?-i:[a-z]+[a-df-z]ed))\b"
)
_PRESENT = r"\b(?:is|are|has|have|says|[a-z]+ing)\b"
_BESIDE = re.compile(rf"(?:'s)?\s+(?:(?P<future>{_FUTURE})|(?P<past>{_PAST}))", re.IGNORECASE)
_CUE = re.compile(rf"(?P<future>{_FUTURE})|(?P<past>{_PAST})|(?P<present>{_PRESENT})", re.IGNORECASE)


def guess_tense(text: str, sentence: tuple[int, int], start: int, end: int) -> Tense | None:
    """The tense of the verb that the expression text[start:end] most likely belongs to, None without a sign.

    The nearest verb sign before it in the sentence decides, else the nearest after it.
    """
    before: re.Match[str] | None = None
    beside = _BESIDE.match(text, end, sentence[1])
    if beside:
        return _tense(beside)
    for match in _CUE.finditer(text, sentence[0], sentence[1]):
        if match.start() < start:
            if match.lastgroup != "present":
                before = match
        elif match.start() >= end and before is None:
            return _tense(match)
    return _tense(before) if before else None


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
