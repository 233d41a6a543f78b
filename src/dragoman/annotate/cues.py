"""Reporting words, read from `cues.tsv`."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from dragoman.errors import TableError
from dragoman.tables import group_rows, read_table


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
    """The reporting words, the tables of folder `overlay` laid over the shipped ones.

    Raises TableError where a row's part, kind or pattern is none of those that ours have.
    """
    cues = Cues({}, {}, {}, {}, set(), _read_beside(overlay))
    for column in ("part", "kind"):
        group_rows("cues", column, overlay)
    patterns = {p for row in read_table("cues") for p in row["pattern"].split()}
    for row in read_table("cues", overlay):
        if strange := set(row["pattern"].split()) - patterns:
            known = ", ".join(sorted(patterns))
            raise TableError(f"cues.tsv: {row['cue']!r}: pattern {strange.pop()!r} is none of {known}")
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
    kinds = group_rows("speech_words", "kind", overlay)
    return {kind: frozenset(row["word"] for row in rows) for kind, rows in kinds.items()}
