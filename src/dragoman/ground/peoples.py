"""Peoples that live in a few states: which of them somebody is of, by the states that the report names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from dragoman.tables import read_table


@lru_cache(maxsize=8)
def _load_peoples(overlay: Path | None) -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    """A pattern for all words that name a people, and the states of each word."""
    rows = read_table("peoples", overlay)
    states = {word: tuple(row["states"].split("|")) for row in rows for word in row["people"].split("|")}
    words = "|".join(map(re.escape, sorted(states, key=len, reverse=True)))
    # A capitalised word behind makes a name of its own: "Karen Holm", "Kurdish Radio".
    return re.compile(rf"\b(?:{words})\b(?!\s+[A-Z])"), states


def find_people(text: str, named: Mapping[str, int], overlay: Path | None = None) -> tuple[str, str] | None:
    """(state, word) of the people that `text` names: the only state it lives in, or of several the one that the report
    names (`named`: how often each); None where it names no people, none of the states, or two equally often."""
    pattern, states = _load_peoples(overlay)
    found = pattern.search(text)
    if found is None:
        return None
    homes = sorted(states[found.group()], key=lambda code: -named.get(code, 0))
    counts = [named.get(code, 0) for code in homes]
    told = len(homes) == 1 or counts[0] > counts[1]
    return (homes[0], found.group()) if told else None
