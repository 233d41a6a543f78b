"""Peoples that live in a few states: which of them somebody is of, by the states that the report names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from dragoman.errors import TableError
from dragoman.tables import read_table

_BEFORE = re.compile(r"[^\W\d_][\w'’-]*\s\Z")


@lru_cache(maxsize=8)
def _load_peoples(overlay: Path | None) -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    """A pattern for all words that name a people, and the states of each word; TableError where a row names a state
    that is not one of countries.tsv."""
    known = {row["code"] for row in read_table("countries", overlay)}
    states: dict[str, tuple[str, ...]] = {}
    for row in read_table("peoples", overlay):
        homes = tuple(row["states"].split("|"))
        if strange := [code for code in homes if code not in known]:
            raise TableError(
                f"peoples.tsv, row {row['people']!r}: {strange[0]!r} is no code of countries.tsv (write RWA|BDI)"
            )
        states.update(dict.fromkeys(row["people"].split("|"), homes))
    words = "|".join(map(re.escape, sorted(states, key=len, reverse=True))) or r"\Z."
    # A capitalised word behind makes a name of its own: "Karen Holm", "Kurdish Radio".
    return re.compile(rf"\b(?:{words})\b(?!\s+[A-Z])"), states


def find_people(
    text: str, start: int, end: int, named: Mapping[str, int], overlay: Path | None = None
) -> tuple[str, str] | None:
    """(state, rule) of the people that text[start:end], or the word before it, names: the only state it lives in, or of
    several the one that the report names most (`named`: how often each); None where it names no people, none of the
    states, or two equally often."""
    pattern, states = _load_peoples(overlay)
    before = _BEFORE.search(text, max(0, start - 20), start)
    found = pattern.search(text, before.start() if before else start, end)
    if found is None:
        return None
    homes = sorted(states[found.group()], key=lambda code: -named.get(code, 0))
    counts = [named.get(code, 0) for code in homes]
    told = len(homes) == 1 or counts[0] > counts[1]
    return (homes[0], f"peoples.tsv: {found.group()}") if told else None
