"""Offices that a state or group does not have: whose "the Foreign Ministry" or "the junta" cannot be."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from dragoman.errors import TableError
from dragoman.tables import read_table


@lru_cache(maxsize=8)
def _load_lacking(overlay: Path | None) -> tuple[tuple[re.Pattern[str], frozenset[str]], ...]:
    """(pattern of the words, states without it) by row; TableError where a state is of neither countries.tsv nor
    group_codes.tsv."""
    known = {row["code"] for table in ("countries", "group_codes") for row in read_table(table, overlay)}
    found = []
    for row in read_table("lacking", overlay):
        states = row["states"].split("|")
        if strange := [code for code in states if code not in known]:
            raise TableError(
                f"lacking.tsv, row {row['words']!r}: {strange[0]!r} is no code of countries.tsv or group_codes.tsv"
            )
        words = "|".join(map(re.escape, row["words"].split("|")))
        found.append((re.compile(rf"\b(?:{words})\b", re.I), frozenset(states)))
    return tuple(found)


def list_lacking(phrase: str | None, overlay: Path | None = None) -> frozenset[str]:
    """Codes of the states that have no office or body of this name."""
    rows = _load_lacking(overlay) if phrase else ()
    return frozenset[str]().union(*(states for pattern, states in rows if pattern.search(phrase or "")))
