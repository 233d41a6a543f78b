"""The state of a town or province that an actor phrase names ("Shanghai police")."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from dragoman.annotate.actor_names import Hit
from dragoman.annotate.gazetteer import load_gazetteer

_METROPOLIS = 1_000_000  # inhabitants
_RUN = re.compile(r"[A-Z][\w'’.-]+(?:\s(?:[A-Z][\w'’.-]+|de|del|la|el|es|al))*")


def find_town_in(text: str, hits: Sequence[Hit], overlay: Path | None) -> tuple[str | None, str]:
    """The state of a town or province in the phrase ("Shanghai police"), where nearly all of that name lie in one."""
    for match in _RUN.finditer(text):
        stop = min((h.start for h in hits if h.start >= match.start()), default=len(text))
        if any(h.kind == "surname" and h.start == stop for h in hits):
            continue  # a given name is no town
        name = text[match.start() : min(match.end(), stop)].strip()
        if country := _state_of_town(name, overlay):
            return country, f"gazetteer: {name}"
    return None, ""


def find_town(text: str, start: int, overlay: Path | None = None) -> str | None:
    """The state of the town or province named from just that character on, where nearly all of that name lie in one."""
    run = _RUN.match(text, start)
    return _state_of_town(run.group(), overlay) if run else None


def _state_of_town(name: str, overlay: Path | None) -> str | None:
    gazetteer = load_gazetteer(overlay)
    for part in (name, name.removesuffix(" State"), name.removesuffix(" Province")):
        entry = gazetteer.find_spelled(part) if len(part) > 3 else None
        if entry is None or set(entry.flags) & set("sgx"):
            continue
        if "w" in entry.flags and max(c.population for c in entry.candidates) < _METROPOLIS:
            continue  # also an English word ("Mobile"), and no great city
        people = Counter[str]()
        for candidate in entry.candidates:
            people[candidate.country or ""] += candidate.population + 1
        (country, most), total = people.most_common(1)[0], sum(people.values())
        if country and most >= 0.8 * total:
            return country
    return None
