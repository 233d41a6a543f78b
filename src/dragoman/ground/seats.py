"""Where a body of state is said to be, and of what people somebody is: the state that this tells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from dragoman.annotate.place_words import read_place_words
from dragoman.ground.lacking import list_lacking
from dragoman.ground.peoples import find_people
from dragoman.ground.profiles import Profiles
from dragoman.ground.states import NamedStates, is_of_many
from dragoman.ground.towns import find_town
from dragoman.records import Place, Span

_BODIES = frozenset(("GOV", "MIL", "COP", "JUD", "LEG", "SPY"))
_REACH = 20  # characters
_IN = re.compile(r"\s+in\s+(?:the\s+)?")


class Seats:
    """The places and peoples of one report; `places` are those with their country."""

    def __init__(self, states: NamedStates, profiles: Profiles, places: Sequence[Place]) -> None:
        self.text, self.overlay = states.text, profiles.overlay
        self._states, self._profiles, self._places = states, profiles, places

    @cached_property
    def home(self) -> str | None:
        """The state that the report is told from."""
        persons = [m.chain for m in self._profiles.mentions if m.form == "person" and m.chain is not None]
        return self._states.find_home(code for code in (self._profiles.read(c).code for c in persons) if code)

    def find(self, span: Span, sectors: tuple[str, ...]) -> tuple[str | None, str | None]:
        """(state, rule) of an actor with these sectors whose state neither its words nor its chain tell: of its people
        ("Hutu soldiers"), or of where it is; (None, None) where neither tells one."""
        people = find_people(self.text, span.start, span.end, self._states.counts, self.overlay)
        return people or self._find_by_place(span, sectors)

    def _find_by_place(self, span: Span, sectors: tuple[str, ...]) -> tuple[str | None, str | None]:
        """The state of a body of state by its mission abroad or where it is said to be, if that has such a body."""
        if not sectors or sectors[0] not in _BODIES:
            return None, None
        before = self._find_before(span)
        if before is None and is_of_many(span.text, self.overlay):  # "the international tribunal"
            return None, None
        code, rule = (before, "the place named before it") if before else self._find_seat(span)
        return (None, None) if code is None or code in list_lacking(span.text, self.overlay) else (code, rule)

    def _find_seat(self, span: Span) -> tuple[str | None, str]:
        if sender := self._states.find_mission(span):
            return sender, "the mission abroad named with its state"
        if re.match(r"\s+here\b", self.text[span.end : span.end + 6]):
            return self._states.find_here(self.home), "here: home country of the report"
        seat = _IN.match(self.text, span.end)
        if seat is None:
            return None, ""
        placed = next((p.country for p in self._places if p.start == seat.end()), None)
        there = self._states.code_at(seat.end()) or placed or find_town(self.text, seat.end(), self.overlay)
        return there, "state it is said to be in"

    def _find_before(self, span: Span) -> str | None:
        """The state of a place right before a body ("Kerala state police", "the Odesa regional governor")."""
        if self._states.is_mission(span.text):
            return None
        kinds = read_place_words(self.overlay)["kind_after"]

        def is_between(place: Place) -> bool:
            words = self.text[place.end : span.start]
            return words in (" ", "'s ", "’s ") or (words[:1] == " " and words.strip() in kinds)

        near = (p for p in reversed(self._places) if span.start - _REACH < p.end < span.start)
        return next((p.country for p in near if is_between(p)), None)
