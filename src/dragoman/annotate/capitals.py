"""Texts in capitals, as teletypes wrote them, and headlines whose words all begin with one, read as if in small
letters, so that names end where they do."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TypeVar, cast

from msgspec import Struct

from dragoman.annotate.datelines import dateline_end
from dragoman.annotate.lemmas import find_lemma
from dragoman.annotate.sentences import find_sentences
from dragoman.annotate.word_case import CaseWord, is_acronym, is_often_small, is_written_small, split_case_words
from dragoman.tables import read_table

Value = TypeVar("Value")
Lower = Callable[[CaseWord, str, Path | None], str]
# A sentence of so many words in capitals, with so large a share of its letters, is no row of acronyms; where the whole
# text is so, shorter ones count too.
_FEWEST_WORDS = 5
_CAPITAL_SHARE = 0.85
# Four words in capitals; looked for only where a word begins, since a text without blanks is long.
_RUN = re.compile(r"(?<![^\W\d_a-z])(?:[^\W\d_a-z]+\W+){4}")
# Four words that begin with a capital, with small words of up to three letters between them, as in a headline.
_TITLE = re.compile(r"(?<![^\W\d_])(?:[^\W\d_a-z][^\W\d_]*(?:['’][^\W\d_]+)?[ ,]+(?:[a-z]{1,3} )*){4}")
_WORDS = re.compile(r"(?<![^\W_])[^\W\d_]+(?:['’][^\W\d_]+)?")
# Words that a headline writes small.
_JOINTS = frozenset((
    "a", "after", "against", "amid", "an", "and", "as", "at", "be", "before", "but", "by", "during", "for", "from",
    "if", "in", "into", "is", "its", "it", "nor", "of", "off", "on", "onto", "or", "out", "over", "per", "s", "than",
    "that", "the", "to", "under", "up", "via", "vs", "with", "without",
))  # fmt: skip
_VOWEL = re.compile(r"[^bcdfghjklmnpqrstvwxz]")
# Columns with names of several words; those of towns are left to the gazetteer.
_LONG_NAMES = {"organisations": ("name", "aliases"), "countries": ("name", "aliases", "capitals"), "offices": ("name",)}
_LONGEST_CLITIC = 2  # letters behind an apostrophe that are no name ("Peru's", "they're", but "d'Este")
_NAME_MARKS = re.compile(r"[|;]")  # between names of one body, and between bodies of one row
_LETTERS = re.compile(r"[^\W\d_]{2,}")


def lower_capitals(text: str, overlay: Path | None = None) -> str:
    """`text`, as long as before, with sentences in capitals and headlines in small letters but for names and acronyms.

    A dateline ("LIMA, 3 JAN 90 -- ") is in capitals anywhere, and stays.
    """
    if not _RUN.search(text) and not _TITLE.search(text):
        return text
    parts: list[str] = []
    done = 0
    fewest = 1 if _in_capitals(text, _FEWEST_WORDS) else _FEWEST_WORDS
    for opened, end in find_sentences(text, overlay):
        start = dateline_end(text, opened, end)
        capitals = _in_capitals(text[start:end], fewest)
        if capitals or _is_headline(text[start:end]):
            lower = _lower if capitals else _lower_title
            parts += [text[done:start], _raise_first(_lower_sentence(text[start:end], lower, overlay))]
            done = end
    return "".join([*parts, text[done:]]) if parts else text


def _in_capitals(sentence: str, fewest: int) -> bool:
    words = _LETTERS.findall(sentence)
    letters = sum(map(len, words))
    capital = sum(len(w) for w in words if w.isupper())
    return len(words) >= fewest and capital >= _CAPITAL_SHARE * letters


def _is_headline(sentence: str) -> bool:
    """Whether all but small joints begin with a capital: "Oslo Rejects Plan to Send More Troops"."""
    words = _WORDS.findall(sentence)
    capital = sum(w[0].isupper() for w in words)
    return capital >= _FEWEST_WORDS and all(w[0].isupper() or w in _JOINTS for w in words)


def _lower_sentence(sentence: str, lower: Lower, overlay: Path | None) -> str:
    """A sentence in capitals or a headline as it is read: words small, names with a capital, acronyms as they are."""
    words = split_case_words(sentence)
    forms = [lower(word, sentence[word.start : word.end], overlay) for word in words]
    parts, done = [], 0
    for word, form in zip(words, forms, strict=True):
        parts += [sentence[done : word.start], form]
        done = word.end
    return _spell_names("".join([*parts, sentence[done:]]), words, overlay)


def _lower(word: CaseWord, text: str, overlay: Path | None) -> str:
    """A word in capitals as it is read; every word that reports do not write small may be a name."""
    low = text.lower()
    if not text.isupper() or len(low) != len(text) or (len(text) == 1 and low != "a"):
        return text
    bare, mark, rest = re.split("(['’]|$)", low, maxsplit=1)
    seen = is_acronym(bare, overlay)
    if seen:
        return bare.upper() + mark + rest
    if is_often_small(word.low, overlay):
        return low if is_written_small(word, overlay) else _raise_first(low)
    if bare.upper() in _acronyms(overlay) or (seen is None and not _VOWEL.search(bare)):
        return bare.upper() + mark + rest
    if bare.title() in _names(overlay) or not is_written_small(word, overlay):
        return _raise_first(bare) + mark + (_raise_first(rest) if len(rest) > _LONGEST_CLITIC else rest)
    return low


def _lower_title(word: CaseWord, text: str, overlay: Path | None) -> str:
    """A word of a headline as it is read: small where reports mostly write it so, and it is no surname ("Jan *Stone*
    Rejects")."""
    plain = find_lemma(word.low, "VERB|VBZ", overlay) == word.low and word.low not in _agents(overlay)
    surname = plain and word.before in _given_names(overlay)
    name = surname or (text in _names(overlay) and not is_often_small(word.low, overlay))
    small = (text == "A" or text[1:].islower()) and not name and is_written_small(word, overlay)
    return text.lower() if small else text


def _spell_names(sentence: str, words: Sequence[CaseWord], overlay: Path | None) -> str:
    """`sentence` with the names of several words that the tables have spelled as they spell them."""
    known = _long_names(overlay)
    parts, done = [], 0
    for number, word in enumerate(words):
        if word.start < done:
            continue
        for name in known.get(word.low, ()):
            span = words[number : number + len(name)]
            if [w.low for w in span] == [n.lower() for n in name] and all(w.behind for w in span[:-1]):
                parts.append(sentence[done : word.start])
                for left, right, form in zip(span, [*span[1:], None], name, strict=True):
                    end = right.start if right else left.start + len(form)
                    parts.append(form + sentence[left.start + len(form) : end])
                    done = end
                break
    return "".join([*parts, sentence[done:]])


def _raise_first(word: str) -> str:
    """`word` with its first letter a capital, as it stands where that would be two ("ß")."""
    first = word[:1].upper()
    return first + word[1:] if len(first) == 1 else word


@lru_cache(maxsize=8)
def _acronyms(overlay: Path | None) -> frozenset[str]:
    rows = read_table("organisations", overlay)
    return frozenset(x for r in rows for x in _LETTERS.findall(f"{r['name']} {r['aliases']}") if x.isupper())


@lru_cache(maxsize=8)
def _names(overlay: Path | None) -> frozenset[str]:
    """Words of the names of persons, states and capitals."""
    tables = {"given_names": ("name",), "offices": ("name",), "countries": ("name", "aliases", "capitals")}
    cells = (row[c] for table, columns in tables.items() for row in read_table(table, overlay) for c in columns)
    return frozenset(x for cell in cells for x in _LETTERS.findall(cell) if x.istitle())


@lru_cache(maxsize=8)
def _given_names(overlay: Path | None) -> frozenset[str]:
    """Given names in small letters that are no common words and no states."""
    states = {
        x.lower() for r in read_table("countries", overlay) for x in _LETTERS.findall(f"{r['name']} {r['aliases']}")
    }
    names = {row["name"].lower() for row in read_table("given_names", overlay)} - states
    return frozenset(name for name in names if not is_often_small(name, overlay))


@lru_cache(maxsize=8)
def _agents(overlay: Path | None) -> frozenset[str]:
    """Nouns that say who acts, which are no surname behind a name: "regime", "police"."""
    return frozenset(row["agent"].lower() for row in read_table("agents", overlay))


@lru_cache(maxsize=8)
def _long_names(overlay: Path | None) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Names of several words that the tables have, by their first word in small letters; the longest first."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for table, columns in _LONG_NAMES.items():
        for row in read_table(table, overlay):
            for name in _NAME_MARKS.split("|".join(row[c] for c in columns)):
                words = tuple(name.split())
                if len(words) > 1 and words[0][:1].isupper() and all(w.isalpha() for w in words):
                    found.setdefault(words[0].lower(), set()).add(words)
    return {first: tuple(sorted(names, key=lambda n: (-len(n), n))) for first, names in found.items()}


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
