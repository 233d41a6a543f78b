"""Reporting words, read from `cues.tsv`."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from dragoman.errors import TableError
from dragoman.tables import read_table

# Kinds of words in speech_words.tsv.
BESIDE = (
    "tell",
    "light",
    "perceive",
    "sum",
    "focus",
    "paper",
    "medium",
    "venue",
    "teller",
    "comment",
    "unnamed",
    "thing",
    "label",
    "belong",
    "verb",
    "cause",
    "connective",
    "kind",
)


class Cue(NamedTuple):
    """A reporting word: what kind of act it reports and which constructions follow it."""

    word: str
    kind: str
    patterns: frozenset[str]


class Cues(NamedTuple):
    """Reporting verbs by lemma, verbs with their particle by both words, reporting nouns and adjectives by lemma.

    `clausal`: the verbs behind which a clause may stand. `beside`: the words of speech_words.tsv by kind.
    """

    verbs: dict[str, Cue]
    pairs: dict[tuple[str, str], Cue]
    nouns: dict[str, Cue]
    adjectives: dict[str, Cue]
    clausal: set[str]
    beside: dict[str, frozenset[str]]


@lru_cache(maxsize=8)
def read_cues(overlay: Path | None = None) -> Cues:
    """The reporting words, the tables of folder `overlay` laid over the shipped ones."""
    cues = Cues({}, {}, {}, {}, set(), _read_beside(overlay))
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


def _read_beside(overlay: Path | None) -> dict[str, frozenset[str]]:
    kinds: dict[str, set[str]] = {kind: set() for kind in BESIDE}
    for row in read_table("speech_words", overlay):
        if row["kind"] not in kinds:
            raise TableError(f"speech_words.tsv: {row['entry']!r}: kind {row['kind']!r} is none of {', '.join(BESIDE)}")
        kinds[row["kind"]].add(row["word"])
    return {kind: frozenset(words) for kind, words in kinds.items()}
