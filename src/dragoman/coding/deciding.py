"""Words that decide how far an act is told as a fact, read from factuality_marks and factuality_governors."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from msgspec import Struct

from dragoman.errors import TableError
from dragoman.records import Factuality
from dragoman.tables import read_table


class Cue(Struct, frozen=True):
    """One deciding word: the class it gives, its score (-3..3) and, for marks, where it stands.

    `known`: what it governs stands whatever becomes of the knowing or saying itself. `forecast`: others expect it.
    `excluded`: what is not "ruled out" may be.
    """

    kind: Factuality
    score: float
    scope: str
    known: bool = False
    forecast: bool = False
    excluded: bool = False


_CLASSES: dict[str, Factuality] = {
    "fact": "asserted", "known": "asserted", "asserted": "asserted", "negated": "negated", "excluded": "negated",
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
            flags = (name == flag for flag in ("known", "forecast", "excluded"))
            cues[row["cue"]] = Cue(_CLASSES[name], score, scope, *flags)
        found.append(cues)
    return found[0], found[1]
