"""Words that decide how far an act is told as a fact, read from factuality_marks and factuality_governors."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from dragoman.annotate.cues import Cue as Telling
from dragoman.annotate.cues import read_cues
from dragoman.errors import TableError
from dragoman.records import Factuality
from dragoman.tables import read_table


class Cue(Struct, frozen=True):
    """One deciding word: the class it gives, its score (-3..3) and, for marks, where it stands.

    `known`: what it governs stands whatever becomes of the knowing or saying itself; `confirmed`: but is left open
    where that was not done. `forecast`: others expect it.
    `excluded`: what is not "ruled out" may be.
    """

    kind: Factuality
    score: float
    scope: str
    known: bool = False
    confirmed: bool = False
    forecast: bool = False
    excluded: bool = False


class Reading(Struct, frozen=True):
    """How far an act is told as a fact: its class and its score in -3 .. 3; `forecast`: others expect it, nobody
    says to do it; `settled`: its wording leaves no doubt of the class."""

    kind: Factuality
    score: float
    forecast: bool = False
    settled: bool = False


class Words(NamedTuple):
    """The words that decide: inside a verb group or noun phrase, and over it; nouns that tell ("reports of"), and verbs
    that tell what stands in a clause behind them ("warned that")."""

    marks: dict[str, Cue]
    governors: dict[str, Cue]
    telling: dict[str, Telling]
    saying: frozenset[str]


_CLASSES: dict[str, Factuality] = {
    "fact": "asserted", "known": "asserted", "confirmed": "asserted", "asserted": "asserted",
    "negated": "negated", "excluded": "negated",
    "denied": "denied", "planned": "planned", "forecast": "planned", "hypothetical": "hypothetical",
    "conditional": "conditional", "historical": "historical",
}  # fmt: skip


@lru_cache(maxsize=8)
def load_cues(overlay: Path | None = None) -> tuple[dict[str, Cue], dict[str, Cue]]:
    """Marks and governors by word, the user's rows over the shipped ones."""
    found = []
    for table in ("factuality_marks", "factuality_governors"):
        cues = {}
        for row in read_table(table, overlay):
            if row["class"] not in _CLASSES:
                raise TableError(f"{table}.tsv, row {row['cue']!r}: class {row['class']!r} is not known")
            name, score, scope = row["class"], float(row["score"]), row.get("scope", "")
            flags = (name in ("known", "confirmed"), *(name == flag for flag in ("confirmed", "forecast", "excluded")))
            cues[row["cue"]] = Cue(_CLASSES[name], score, scope, *flags)
        found.append(cues)
    return found[0], found[1]


def load_words(overlay: Path | None = None) -> Words:
    """All words that decide, the user's rows over the shipped ones."""
    told = read_cues(overlay)
    saying = frozenset(word for word in told.clausal if told.verbs[word].kind in ("say", "commit"))
    return Words(*load_cues(overlay), told.nouns, saying)
