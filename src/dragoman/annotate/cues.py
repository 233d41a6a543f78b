"""Reporting words, read from `cues.tsv`."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from dragoman.tables import read_table


class Cue(NamedTuple):
    """A reporting word: what kind of act it reports and which constructions follow it."""

    word: str
    kind: str
    patterns: frozenset[str]


class Cues(NamedTuple):
    """Reporting verbs by lemma, verbs with their particle by both words, reporting nouns and adjectives by lemma.

    `clausal`: the verbs behind which a clause may stand.
    """

    verbs: dict[str, Cue]
    pairs: dict[tuple[str, str], Cue]
    nouns: dict[str, Cue]
    adjectives: dict[str, Cue]
    clausal: set[str]


@lru_cache(maxsize=8)
def read_cues(overlay: Path | None = None) -> Cues:
    """The reporting words, a user's `cues.tsv` in folder `overlay` laid over the shipped ones."""
    cues = Cues({}, {}, {}, {}, set())
    for row in read_table("cues", overlay):
        word = row["cue"].removesuffix(" (noun)").removesuffix(" (adjective)")
        cue = Cue(word, row["kind"], frozenset(row["pattern"].split()))
        if row["part"] == "adjective":
            cues.adjectives[word] = cue
        elif row["part"] == "noun":
            cues.nouns[word] = cue
        elif " " in word:
            first, _, second = word.partition(" ")
            cues.pairs[first, second] = cue
        else:
            cues.verbs[word] = cue
            if cue.patterns & {"any", "that"}:
                cues.clausal.add(word)
    return cues
