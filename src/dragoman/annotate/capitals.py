"""Texts in capitals, as teletypes wrote them, read as if in small letters, so that names end where they do."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import TypeVar, cast

from msgspec import Struct

from dragoman.annotate.lemmas import find_lemma
from dragoman.annotate.sentences import find_sentences
from dragoman.annotate.tags import read_scores
from dragoman.tables import read_table

Value = TypeVar("Value")
# A sentence of so many words in capitals, with so large a share of its letters, is no row of acronyms; where the whole
# text is so, shorter ones count too.
_FEWEST_WORDS = 5
_CAPITAL_SHARE = 0.85
# "MAY 2" is a day; any other MAY is a verb.
_WORD = re.compile(r"(?<!\w)(?!MAY\s+\d)[^\W\d_]{2,}(?:['’][^\W\d_]+)?(?!\w)|(?<![\w.])A(?![\w.])")
# Four words in capitals; looked for only where a word begins, since a text without blanks is long.
_RUN = re.compile(r"(?<![^\W\d_a-z])(?:[^\W\d_a-z]+\W+){4}")
_VOWEL = re.compile(r"[^bcdfghjklmnpqrstvwxz]")
_WORD_OF_TABLE = re.compile(r"[a-z]{3,}")
_INFLECTED = ("VERB|VB", "VERB|VBD", "VERB|VBZ", "VERB|VBG", "VERB|VBN", "NOUN|NNS")
# Those that are words in small letters too.
_MONTHS = frozenset(("March", "May", "August"))
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_SMALL = ("VERB", "AUX", "DET", "PRON", "ADP", "CCONJ", "SCONJ", "ADV", "PART", "NOUN", "ADJ|JJ", "NUM", "X")


def lower_capitals(text: str, overlay: Path | None = None) -> str:
    """`text`, as long as before, with sentences in capitals in small letters but for names and acronyms."""
    if not _RUN.search(text):
        return text
    parts: list[str] = []
    done = 0
    fewest = 1 if _in_capitals(text, _FEWEST_WORDS) else _FEWEST_WORDS
    for start, end in find_sentences(text, overlay):
        if _in_capitals(text[start:end], fewest):
            words = _WORD.sub(lambda m: _lower(m.group(), overlay), text[start:end])
            parts += [text[done:start], _raise_first(words)]
            done = end
    return "".join([*parts, text[done:]]) if parts else text


def _in_capitals(sentence: str, fewest: int) -> bool:
    words = _LETTERS.findall(sentence)
    letters = sum(map(len, words))
    capital = sum(len(w) for w in words if w.isupper())
    return len(words) >= fewest and capital >= _CAPITAL_SHARE * letters


@lru_cache(maxsize=16384)
def _lower(word: str, overlay: Path | None) -> str:
    """A word in capitals as it is read: small, as an acronym or as a name, which every unknown word may be."""
    low = word.lower()
    if not word.isupper() or len(low) != len(word):
        return word
    tagger = read_scores().tagger
    numbers = (tagger.fixed[low],) if low in tagger.fixed else tagger.classes.get(low, ())
    if numbers:
        tags = [tagger.tags[n] for n in numbers]
        return low if all(t.startswith(_SMALL) for t in tags) or any(t.startswith("AUX") for t in tags) else word
    bare = re.split("['’]", low)[0]
    if bare.upper() in _acronyms(overlay) or not _VOWEL.search(bare):
        return bare.upper() + low[len(bare) :]
    known = bare.title() in _names(overlay)
    told = not known and any(find_lemma(bare, tag, overlay) in _told(overlay) for tag in _INFLECTED)
    return low if told else _raise_first(low)


def _raise_first(word: str) -> str:
    """`word` with its first letter a capital, as it stands where that would be two ("ß")."""
    first = word[:1].upper()
    return first + word[1:] if len(first) == 1 else word


@lru_cache(maxsize=8)
def _told(overlay: Path | None) -> frozenset[str]:
    """Words by which somebody acts or speaks, as the tables have them."""
    cells = [row["triggers"] for row in read_table("frames", overlay)] + [r["cue"] for r in read_table("cues", overlay)]
    return frozenset(x for cell in cells for x in _WORD_OF_TABLE.findall(cell))


@lru_cache(maxsize=8)
def _acronyms(overlay: Path | None) -> frozenset[str]:
    rows = read_table("organisations", overlay)
    return frozenset(x for r in rows for x in _LETTERS.findall(f"{r['name']} {r['aliases']}") if x.isupper())


@lru_cache(maxsize=8)
def _names(overlay: Path | None) -> frozenset[str]:
    """Words of the names of persons, states and capitals, and the months that are words of another kind too."""
    tables = {"given_names": ("name",), "offices": ("name",), "countries": ("name", "aliases", "capitals")}
    cells = (row[c] for table, columns in tables.items() for row in read_table(table, overlay) for c in columns)
    return frozenset(x for cell in cells for x in _LETTERS.findall(cell) if x.istitle()) | _MONTHS


def restore_text(value: Value, text: str) -> Value:
    """`value`, a record or a tuple of them, with the characters of `text` in every span and as an article's text."""
    if isinstance(value, tuple):
        return cast(Value, tuple(restore_text(x, text) for x in value))
    if not isinstance(value, Struct):
        return value
    changed = {f: restore_text(getattr(value, f), text) for f in value.__struct_fields__}
    if "text" in changed:
        changed["text"] = text[changed["start"] : changed["end"]] if "start" in changed else text
    return type(value)(**changed)
