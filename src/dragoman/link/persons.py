"""Persons told apart by their names."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from dragoman.annotate.actor_names import load_words
from dragoman.link.actors import fold_name
from dragoman.records import Actor


def is_proper(actor: Actor) -> bool:
    """Whether an actor has a proper name rather than a common noun."""
    return bool(actor.name) and actor.name != (actor.name or "").lower()


def is_person(actor: Actor) -> bool:
    """Whether an actor is a person whose name is known, by his office, the table of offices or his given name."""
    if not is_proper(actor):
        return False
    known = "offices.tsv" in (actor.grounding or "") or bool(actor.role)
    return known or (actor.name or "").split()[0] in _given_names()


@lru_cache(maxsize=1)
def _given_names() -> frozenset[str]:
    return frozenset(load_words().given)


def is_namesake(one: str, other: str) -> bool:
    """Whether two names may be one person's: "Albright" and "Madeleine Albright"."""
    first, second = fold_name(one).split(), fold_name(other).split()
    short, long = sorted((first, second), key=len)
    return bool(short) and (short == long or (len(short) == 1 and short[0] == long[-1]))


def list_surnames(actors: Iterable[Actor]) -> list[str]:
    """Surnames of the persons among actors whose names are known, in order."""
    return [fold_name(a.name or "").rsplit(" ", 1)[-1] for a in actors if is_person(a)]
