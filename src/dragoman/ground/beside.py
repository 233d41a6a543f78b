"""Words beside a state's name or before a noun that do not say who is meant: "Lima's rivals", "major partners"."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from dragoman.annotate.actor_names import Hit, load_words, match_any

STATE_KINDS = frozenset(("country", "adjective", "people", "capital", "seat"))


@lru_cache(maxsize=8)
def _load_related(overlay: Path | None) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Patterns for a phrase that ends in who is related to somebody, and for what stands so behind an owner and behind
    a name that stands for one ("US allies")."""
    words = match_any(load_words(overlay).kinds["related"])
    owned = rf"['’]s (?:[\w-]+ ){{0,3}}(?:{words})\b"
    return re.compile(rf"\b(?:{words})\Z", re.I), re.compile(owned, re.I), re.compile(rf" (?i:{words})\Z")


def is_related(phrase: str, overlay: Path | None = None) -> bool:
    """Whether who is so called is not of the state whose neighbour, rival or ally it is said to be."""
    return _load_related(overlay)[0].search(phrase) is not None


def names_related(phrase: str, overlay: Path | None = None) -> bool:
    """Whether a phrase names allies, rivals or neighbours together with whose they are."""
    _, owned, named = _load_related(overlay)
    behind = named.search(phrase)
    return owned.search(phrase) is not None or (behind is not None and phrase[: behind.start()].isupper())


def owns_others(text: str, hit: Hit, overlay: Path | None) -> bool:
    """Whether a state only owns an ally or rival that the phrase names ("Lima's Andean rivals", "US allies")."""
    _, owned, named = _load_related(overlay)
    alone = hit.kind == "country" and named.match(text, hit.end) is not None
    return alone or (hit.kind in STATE_KINDS and owned.match(text, hit.end) is not None)


# Ranks that before a noun are adjectives: "Peru's major trading partners", "the general public", but not "the general
# sacked by Lima".
_ENDS = r"(?:of|in|from|at|on|for|with|by|and|who|whose)\b"
_RANKS = re.compile(rf"(?:major|general) (?!{_ENDS})(?![\w-]*ed\b)(?:[\w-]+ )*?[a-z]+(?: {_ENDS}|\Z)")


def is_plain_adjective(text: str, hit: Hit) -> bool:
    """Whether the name of a rank stands before a common noun, so that it is none. "General secretary" is an office."""
    alone = text[hit.start : hit.end].lower() in ("major", "general")
    return hit.kind == "office" and alone and _RANKS.match(text, hit.start) is not None
