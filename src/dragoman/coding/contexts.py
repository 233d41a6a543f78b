"""Contexts of an act: PLOVER's 37, told by cue words in the sentence of the act, never by the article."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct

from dragoman.tables import Row


class ContextFinder(Struct, frozen=True):
    """Cue words by context: whole words, beginnings of words, and phrases found by one pattern."""

    words: dict[str, tuple[str, ...]]
    stems: dict[str, tuple[tuple[str, str], ...]]
    phrases: re.Pattern[str]
    phrase_contexts: dict[str, tuple[str, ...]]
    names: tuple[str, ...]


def build_finder(rows: Iterable[Row]) -> ContextFinder:
    """A finder from the rows of contexts.tsv."""
    words: dict[str, list[str]] = {}
    stems: dict[str, list[tuple[str, str]]] = {}
    phrases: dict[str, list[str]] = {}
    names = []
    for row in rows:
        name = row["context"]
        names.append(name)
        for cue in filter(None, (x.strip() for x in row["cues"].split(";"))):
            if " " in cue:
                phrases.setdefault(cue.rstrip("*"), []).append(name)
            elif cue.endswith("*"):
                stems.setdefault(cue[:3], []).append((cue[:-1], name))
            else:
                words.setdefault(cue, []).append(name)
    pattern = "|".join(re.escape(p) for p in sorted(phrases, key=len, reverse=True)) or r"(?!)"
    return ContextFinder(
        {w: tuple(n) for w, n in words.items()}, {w: tuple(n) for w, n in stems.items()},
        re.compile(rf"\b(?:{pattern})"), {p: tuple(n) for p, n in phrases.items()}, tuple(names),
    )  # fmt: skip


def find_contexts(finder: ContextFinder, words: Iterable[str], low: str) -> tuple[str, ...]:
    """Contexts of one sentence, in the codebook's order; `words` are its lower-case words, `low` its text."""
    found: set[str] = set()
    for word in words:
        found.update(finder.words.get(word, ()))
        for stem, name in finder.stems.get(word[:3], ()):
            if word.startswith(stem):
                found.add(name)
    for match in finder.phrases.finditer(low):
        found.update(finder.phrase_contexts[match.group()])
    return tuple(n for n in finder.names if n in found)
