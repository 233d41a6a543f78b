"""CAMEO codes that depend on who acts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from dragoman.errors import TableError
from dragoman.records import Actor
from dragoman.tables import read_table


@lru_cache(maxsize=8)
def _load_rules(overlay: Path | None) -> dict[str, tuple[frozenset[str], str]]:
    """By code: the primary sectors for which another code stands instead; TableError for a code that is none."""
    known = {row["code"] for row in read_table("cameo", overlay)}
    rules = {}
    for row in read_table("cameo_actors", overlay):
        if strange := [code for code in (row["cameo"], row["instead"]) if code not in known]:
            raise TableError(f"cameo_actors.tsv, row {row['cameo']!r}: {strange[0]!r} is no code of cameo.tsv")
        rules[row["cameo"]] = (frozenset(row["sectors"].split("|")), row["instead"])
    return rules


def suit_cameo(cameo: str | None, actors: Sequence[Actor], overlay: Path | None = None) -> str | None:
    """The code for an act of `actors`: another than `cameo` where cameo_actors.tsv says so of all their sectors."""
    if cameo is None:
        return None
    sectors = {actor.sectors[0] for actor in actors if actor.sectors}
    within, instead = _load_rules(overlay).get(cameo, (frozenset[str](), cameo))
    told = bool(actors) and all(actor.sectors for actor in actors)
    return instead if told and sectors <= within else cameo
