"""Plurals of those who act that a tagger takes for verbs in -s: "Peru warned Kenyan pirates", "Peruvian aides met"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from dragoman.annotate.actor_names import cells, pluralise
from dragoman.tables import read_table

# What follows a verb in -s and no subject or object in the plural: "Peru suspects that", "Chile fathers a plan".
_OBJECT = ("DET", "PRON", "NUM", "ADJ", "SCONJ", "PROPN", "NOUN", "PART")
_PLURAL = "NOUN|NNS"


@lru_cache(maxsize=8)
def list_plurals(overlay: Path | None) -> tuple[frozenset[str], frozenset[str]]:
    """Plurals of the nouns that say who acts, and the words that say of which state or people they are."""
    agents = [r["agent"] for r in read_table("agents", overlay) if r["number"] in ("", "counted")]
    offices = [r["title"] for r in read_table("titles", overlay) if r["kind"] == "office"]
    words = (w for w in (*agents, *offices) if w.isalpha())
    adjectives = (word for r in read_table("countries", overlay) for word in cells(r, "adjectives"))
    peoples = (word for r in read_table("peoples", overlay) for word in cells(r, "people"))
    last = frozenset(name.split()[-1] for name in (*adjectives, *peoples))
    return frozenset(map(pluralise, words)), last


def give_people(words: Sequence[str], tags: list[str], overlay: Path | None = None) -> list[str]:
    """The tags of one sentence, where a verb in -s behind the adjective of a state is a noun if no object follows."""
    plurals, demonyms = list_plurals(overlay)
    found = tags
    for at in range(1, len(words)):
        goes_on = at + 1 < len(words) and tags[at + 1].startswith(_OBJECT)
        if tags[at].startswith("VERB") and words[at] in plurals and words[at - 1] in demonyms and not goes_on:
            found = [*found[:at], _PLURAL, *found[at + 1 :]]
    return found
