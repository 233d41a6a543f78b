"""Texts without a capital, as broadcasters' transcripts and posts are written, read with names as papers write them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from dragoman.annotate.sentences import find_sentences
from dragoman.annotate.tags import read_scores
from dragoman.tables import read_table

# A text of fewer words without a capital is a label or a slip.
_FEWEST_WORDS = 6
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:-[^\W\d_]+)*")
# Columns of the tables whose cells are names.
_NAMES = {
    "countries": ("name", "aliases", "adjectives", "people", "capitals", "seats"),
    "peoples": ("people",),
    "organisations": ("name", "aliases"),
    "offices": ("name",),
    "given_names": ("name",),
}
# Days and months are names in English; those that are other words too stay small.
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("January", "February", "April", "June", "July", "September", "October", "November", "December")
# A person's names are read one by one: he is called by any of them.
_PARTED = frozenset(("offices", "given_names"))


def raise_names(text: str, overlay: Path | None = None) -> str:
    """`text`, as long as before; where it has no capital at all, with the names of the tables as they are there, and
    each sentence's first letter a capital."""
    if text != text.lower() or len(_WORD.findall(text)) < _FEWEST_WORDS:
        return text
    found, done = [], 0
    names = _load_names(overlay)
    for match in _WORD.finditer(text):
        if match.start() < done:
            continue
        name = next((n for n in names.get(match.group(), ()) if _stands(text, match.start(), n)), None)
        if name is not None:
            found += [text[done : match.start()], name]
            done = match.start() + len(name)
    raised = "".join([*found, text[done:]])
    return _raise_sentences(raised, overlay)


def _stands(text: str, at: int, name: str) -> bool:
    end = at + len(name)
    return text[at:end] == name.lower() and not text[end : end + 1].isalnum()


def _raise_sentences(text: str, overlay: Path | None) -> str:
    letters = list(text)
    for start, _ in find_sentences(text, overlay):
        if len(letters[start].upper()) == 1:
            letters[start] = letters[start].upper()
    return "".join(letters)


@lru_cache(maxsize=8)
def _load_names(overlay: Path | None) -> dict[str, tuple[str, ...]]:
    """Names by their first word in small letters, the longest first; of single words none that is a common word."""
    found: dict[str, set[str]] = defaultdict(set)
    for name in _list_names(overlay):
        low = name.lower()
        first = _WORD.match(low)
        if first and low != name and len(low) == len(name) and not (first.end() == len(low) and _is_common(low)):
            found[first.group()].add(name)
    return {word: tuple(sorted(names, key=lambda n: (-len(n), n))) for word, names in found.items()}


def _list_names(overlay: Path | None) -> Iterator[str]:
    for table, columns in _NAMES.items():
        for row in read_table(table, overlay):
            cells = (name for column in columns for name in re.split(r"[|;]\s*", row[column]))
            yield from (part for cell in cells for part in (cell.split() if table in _PARTED else [cell]))
    yield from (*_DAYS, *_MONTHS)


def _is_common(low: str) -> bool:
    """Whether the tagger knows a word in small letters ("us", "may"), or it is too short for a name."""
    tagger = read_scores().tagger
    return len(low) < 3 or low in tagger.fixed or low in tagger.classes
