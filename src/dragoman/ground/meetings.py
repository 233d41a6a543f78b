"""The mode of a meeting by its parties and its place, which are known once they are grounded."""

from __future__ import annotations

import re

from dragoman.records import EventMention

# Parties that are no state: their seat is not where they are at home. Those of many states meet as many parties.
_OF_STATES = frozenset(("UNO", "EUR", "IGO"))
_STATELESS = _OF_STATES | {"NGO", "ISM", "IMG", "MNC"}
_GATHERING = re.compile(r"\b(?:summit|conference|session)s?\b", re.I)
# Three or more parties make a meeting multilateral.
_MANY = 3


def find_meeting_mode(event: EventMention) -> str | None:
    """`multilateral` of three or more parties or of a body of many states that meets alone; `third-party` of two states
    at a place in neither; None of other acts, and where the act has a mode already."""
    if event.event_type != "CONSULT" or event.mode is not None or event.recipients:
        return None
    parties = {a.code for a in event.actors if a.code}
    alone = "meet.alone" in (event.rule or "") or _GATHERING.search(event.trigger.text)
    if len(parties) >= _MANY or (alone and len(event.actors) == 1 and parties <= _OF_STATES and parties):
        return "multilateral"
    where = event.place.country if event.place else None
    states = len(parties) == 2 and parties.isdisjoint(_STATELESS)
    return "third-party" if where and states and where not in parties else None
