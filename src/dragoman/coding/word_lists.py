"""Lists of words that triggers of frames.tsv name as `&list`, and rules by their name."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from dragoman.errors import TableError
from dragoman.tables import Row, read_table

_NAMED = re.compile(r"&(\w+)")


@lru_cache(maxsize=8)
def _read_word_lists(overlay: Path | None) -> dict[str, str]:
    """The words of each list as a trigger has them ("report|memo"), the user's rows over the shipped ones."""
    return {row["list"]: "|".join(row["words"].split()) for row in read_table("word_lists", overlay)}


def list_words(name: str, overlay: Path | None = None) -> frozenset[str]:
    """The words of one list; none where a user took the list away."""
    return frozenset(filter(None, _read_word_lists(overlay).get(name, "").split("|")))


def expand_lists(frame: Row, overlay: Path | None = None) -> str:
    """The triggers of a row of frames.tsv with the words of each list in place of its name.

    Raises TableError where no list of that name is known.
    """
    lists = _read_word_lists(overlay)

    def expand(named: re.Match[str]) -> str:
        if named[1] not in lists:
            known = ", ".join(sorted(lists))
            raise TableError(f"frames.tsv, row {frame['frame']!r}: {named[1]!r} is no list of word_lists.tsv ({known})")
        return lists[named[1]]

    return _NAMED.sub(expand, frame["triggers"])
