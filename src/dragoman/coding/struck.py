"""Whom violence struck that has the name of a house: "the embassy bombings", "mosque attacks killed six"."""

from __future__ import annotations

from dragoman.annotate.actor_names import load_words
from dragoman.coding.arguments import Roles, Site
from dragoman.coding.codebook import Frame
from dragoman.coding.units import SentenceView


def without_struck(s: SentenceView, frame: Frame, site: Site, roles: Roles) -> Roles:
    """Parties of an assault where a house right before a noun of violence is what was struck, and struck nobody."""
    if frame.event_type != "ASSAULT":
        return roles
    houses = load_words(site.overlay).kinds["premises"]
    struck = [i for i, u in enumerate(s.units) if s.lemma[u.end - 1].lower() in houses and _names_violence(s, u.end)]
    actors = tuple(u for u in roles.actors if u not in struck)
    hit = tuple(u for u in struck if s.units[u].end == site.head)
    return Roles(actors, hit or roles.recipients)


def _names_violence(s: SentenceView, at: int) -> bool:
    """Whether the word behind a house is a noun, or one in "-ing" that has no subject ("the consulate bombing")."""
    return at < len(s) and (s.tag[at] == "NOUN" or s.form[at] == "VBG")
