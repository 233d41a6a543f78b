"""The words of time expressions, and a text cut into classed tokens: one letter a token.

The tables `time_words`, `time_phrases` and `time_holidays` name the words; `CLASSES` gives each class of the
first table the letter by which the grammar (`times_grammar`) writes its patterns.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from dragoman.errors import TableError
from dragoman.tables import read_table

CLASSES = {
    "month": "m", "month_short": "4", "weekday": "j", "weekdays": "J", "weekday_short": "h", "unit": "u",
    "units": "v", "quarter": "Q", "half": "K", "season": "s", "part": "p", "hour_word": "n", "numeral": "1",
    "ordinal": "2", "decade_word": "w", "few": "f", "day_word": "D", "night_word": "N", "last": "l", "past": "b",
    "previous": "P", "next": "X", "coming": "G", "following": "F", "this": "T", "current": "H", "that": "@",
    "same": "S", "latest": "L", "recent": "R", "each": "E", "ago": "A", "earlier": "e", "later": "Z",
    "clause": "5", "modifier": "M", "edge": "B", "article": "a", "the": "t", "of": "O", "prep": "I", "on": "o",
    "at": "U", "and": "&", "to": ">", "fiscal": "!", "old": "g", "filler": "r", "about": "~", "period": "k",
    "time_word": "W", "sets": "C", "ampm": "x", "zone": "z", "ended": "6",
    "quarter_code": "7",
}  # fmt: skip
# Letters that no table word has: V vague phrase, Y named day, d 1-31, y year, 0 other number, 3 fraction,
# % percent sign, q decade in digits, i ISO date, / slashed date, c clock time, # sentence break, _ anything else.
_MARKS = {
    ",": ",",
    ".": ";",
    "-": "-",
    "–": "-",
    "‑": "-",
    "/": "-",
    "(": "(",
    ")": ")",
    "'": "'",
    "’": "'",
    "&": "&",
    "%": "%",
}
_CAPITAL = frozenset("mjJh4")
# No expression is without a digit or one of these letters; most sentences are.
SEEDS = frozenset("umv4jJspnwDNRHCVYQKL1b7")

# Most tokens are words: they are tried first, after the one mark that begins with a letter.
_TOKEN = re.compile(
    r"(?P<x>[ap]\.\s?m\b\.?)|(?P<w>[^\W\d_]\w*(?:\.(?=[^\W\d_]))?)"
    r"|(?P<i>[0-9]{4}-[0-9][0-9]-[0-9][0-9](?![0-9])(?:T[0-9:]+Z?)?)|(?P<slash>(?:[0-9]{1,2}/[0-9]{1,2}/(?:[0-9]{4}|[0-9][0-9])"
    r"|[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4}|[0-9]{1,2}-[0-9]{1,2}-[0-9]{4})(?![0-9]))"
    r"|(?P<k>[0-9]{1,2}(?:[:.][0-9][0-9])?[ap]m\b)"
    r"|(?P<c>[0-9]{1,2}:[0-9][0-9](?::[0-9][0-9])?(?![0-9:]))|(?P<q>(?:(?:1[5-9]|20)[0-9]|['’`][0-9])0['’]?s\b)|(?P<o>[0-9]{1,2}(?:st|nd|rd|th)\b)"
    r"|(?P<n>[0-9]{1,3}(?:,[0-9]{3})+|(?:19|20)[0-9]{2}(?=/[0-9]{2})|[0-9]+(?:\.[0-9]+)?(?!/))|(?P<f>[1-9]/[2-9](?![0-9]))"
    r"|(?P<s>['’]s\b)|(?P<m>\S)",
    re.IGNORECASE,
)
_PIECE = re.compile(r"[^\W\d_]+|[0-9]")
# "USA Today", "the Tomorrow Group", "60 Minutes": such words written as names in a sentence are no time.
_OF_NAMES = frozenset("DNCuvQ")
_NAMED_BEFORE = re.compile(r"[A-Z][\w.]* \Z")
_NAMED_BEHIND = re.compile(r" [A-Z]\w")
_OPENING = re.compile(r"[\W\d]*")
# What a new start stands behind, a dateline's dash too: "LIMA (Agency) - Today President".
_BEFORE_OPENING = re.compile(r"(?:[\"'“‘(:]|\s[-–—]\s)\Z")
_DASH = 3  # characters of a dash with its blanks
# Stands in no headline whose words are written large but for its small words.
_LONG_WORD = re.compile(r"\b(?!(?:from|with|over|into|amid|after|upon|than|that)\b)[a-z]{4,}")
_REACH = 30  # characters before a word in which the one beside it begins
_LONGEST_NUMBER = 9  # digits; longer ones count nothing that has a calendar
_CURRENCY = frozenset("$£€¥#")


class Word(NamedTuple):
    """A token of the text: offsets, lower-case form, class letter, the table's value for it."""

    start: int
    end: int
    lower: str
    letter: str
    value: str


class Lexicon(NamedTuple):
    """Single words and, by first word, phrases of several tokens (longest first).

    `seeds` are digits and the words (of a phrase, the longest) one of which stands in every expression.
    """

    words: dict[str, tuple[str, str]]
    phrases: dict[str, tuple[tuple[tuple[str, ...], str, str], ...]]
    seeds: frozenset[str]


def _split(phrase: str) -> tuple[str, ...]:
    return tuple(m.group().lower().replace("’", "'") for m in _TOKEN.finditer(phrase))


def _seed(phrase: str) -> str:
    """The longest word of a phrase, of several the last."""
    return max(reversed(_PIECE.findall(phrase)), key=len, default="")


@lru_cache(maxsize=8)
def load_lexicon(overlay: Path | None = None) -> Lexicon:
    """The three tables as look-ups, the user's rows on top. Raises TableError on an unknown class."""
    words: dict[str, tuple[str, str]] = {}
    for row in read_table("time_words", overlay):
        letter = CLASSES.get(row["class"])
        if letter is None:
            raise TableError(f"time_words.tsv: {row['word']!r} has class {row['class']!r}; use one of {list(CLASSES)}")
        words[row["word"]] = (letter, row["value"])
    found: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    members: set[str] = set()
    for name, given, column in (("time_phrases", "V", "value"), ("time_holidays", "Y", "rule")):
        for row in read_table(name, overlay):
            parts = _split(row["phrase"])
            if parts:
                members.update(parts)
                letter = given if row[column] else "_"
                found.setdefault(parts[0], []).append((parts, letter, row[column]))
    phrases = {k: tuple(sorted(v, key=lambda p: -len(p[0]))) for k, v in found.items()}
    seeds = {_seed(word) for word, (letter, _) in words.items() if letter in SEEDS} | set("0123456789")
    seeds |= {_seed(" ".join(parts)) for v in phrases.values() for parts, letter, _ in v if letter in SEEDS}
    for word in members:
        words.setdefault(word, ("_", ""))
    return Lexicon(words, phrases, frozenset(seeds))


def _class_number(raw: str) -> tuple[str, str]:
    digits = raw.replace(",", "")
    if len(digits) > _LONGEST_NUMBER:
        return "_", raw
    if "." in digits or "," in raw:
        return "0", digits
    number = int(digits)
    if len(digits) <= 2 and 1 <= number <= 31:
        return "d", digits
    return ("y", digits) if len(digits) == 4 and 1500 <= number <= 2100 else ("0", digits)


def _class_digits(kind: str, raw: str, before: str) -> tuple[str, str]:
    if kind == "n":
        if before in _CURRENCY:
            return "_", raw
        return _class_number(raw)
    if kind == "o":
        return "2", raw.rstrip("stndrhSTNDRH")
    if kind == "q":
        return "q", raw.lstrip("'’`")
    letter = {"slash": "/", "f": "3", "x": "x", "k": "c", "s": "'"}.get(kind, kind)
    return letter, raw.lower()


def _classify(
    kind: str | None, raw: str, lower: str, before: str, words: dict[str, tuple[str, str]]
) -> tuple[str, str]:
    if kind == "w":
        letter, value = words[lower]
        return ("_", "") if letter in _CAPITAL and raw[0].islower() else (letter, value)
    if kind is None or kind == "m":
        return _MARKS.get(raw, "_"), ""
    return _class_digits(kind, raw, before)


def _merge_phrases(found: list[Word], phrases: Lexicon) -> list[Word]:
    out: list[Word] = []
    lowers = [word.lower for word in found]
    index = 0
    while index < len(found):
        word = found[index]
        index += 1
        for parts, letter, value in phrases.phrases.get(word.lower, ()):
            stop = index - 1 + len(parts)
            if tuple(lowers[index - 1 : stop]) == parts:
                word = Word(word.start, found[stop - 1].end, " ".join(parts), letter, value)
                index = stop
                break
        out.append(word)
    return out


def _is_of_name(text: str, sentence: tuple[int, int], word: tuple[int, int], letter: str) -> bool:
    """Whether a word written large is part of a name: amid a sentence beside another such word, or units of time."""
    start, end = word
    behind = _NAMED_BEHIND.match(text, end) is not None
    if not _LONG_WORD.search(text, *sentence):
        return False
    if _OPENING.fullmatch(text, sentence[0], start) or _BEFORE_OPENING.search(text, max(start - _DASH, 0), start):
        return letter == CLASSES["sets"] and behind
    named = _NAMED_BEFORE.search(text, max(sentence[0], start - _REACH), start) is not None
    return letter == CLASSES["units"] or named or behind


def list_words(text: str, sentences: Sequence[tuple[int, int]], lexicon: Lexicon) -> list[Word]:
    """Tokens of the sentences in reading order, a `#` token after each sentence; offsets into `text`.

    A run of words that no table knows is one token `_`; sentences that cannot hold an expression are left out.
    """
    found: list[Word] = []
    words = lexicon.words
    for start, end in sentences or ((0, len(text)),):
        if lexicon.seeds.isdisjoint(_PIECE.findall(text[start:end].lower())):
            continue
        before, idle = "", False
        for match in _TOKEN.finditer(text, start, end):
            kind = match.lastgroup
            raw = match.group()
            lower = raw.lower()
            if kind == "w" and lower not in words:
                if not idle:
                    found.append(Word(match.start(), match.end(), lower, "_", ""))
                before, idle = raw, True
                continue
            idle = False
            letter, value = _classify(kind, raw, lower, before, words)
            if letter in _OF_NAMES and raw[0].isupper() and _is_of_name(text, (start, end), match.span(), letter):
                letter, value = "_", ""
            found.append(Word(match.start(), match.end(), "'s" if kind == "s" else lower, letter, value))
            before = raw
        found.append(Word(end, end, "", "#", ""))
    return _merge_phrases(found, lexicon)
