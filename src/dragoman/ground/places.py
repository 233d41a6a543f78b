"""Place mentions -> coordinates, country and GeoNames id, namesakes decided by the report itself.

Each namesake gets a score: how many people live there, whether the report puts it in a state or country ("Paris,
Texas"), whether that state or country is named elsewhere, and how near the report's other places are. One name has
one sense in a report unless the words right after it say otherwise.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from dragoman.annotate.actor_names import match_any
from dragoman.annotate.capital_places import CAPITAL_OF
from dragoman.annotate.gazetteer import (
    CAPITAL,
    COUNTRY,
    REGION,
    STATE,
    Candidate,
    Gazetteer,
    load_gazetteer,
    locate_capital,
    locate_country,
)
from dragoman.annotate.place_words import read_place_words
from dragoman.annotate.setting import find_state_names
from dragoman.ground.distances import distance, km, position, spread
from dragoman.records import Mention, Place

_KIND_BONUS = {COUNTRY: 3.0, "R": 3.0, STATE: 0.3, CAPITAL: 1.0, "a": -1.0, "P": 0.0, "B": -0.4}
_NEAR_KM = 300.0
_SUPPORT = 3.0
_NAMED_REGION = 5.0  # "the Middle East" is no quarter of Baltimore, whatever else is near
_PEOPLE = 1.3
_PRIOR_POWER = 0.25
_GREAT = 500_000
_NAMED = 1_000_000  # first order divisions from this weight on stand in the hand-written table
# What a state counts for by each naming, also by its people's ("Syrian forces").
_STATE_WEIGHT = 0.5
_SUPPORT_NAMES, _SUPPORT_SENSES = 30, 24


def ground_places(mentions: Sequence[Mention], *, text: str, overlay: Path | None = None) -> tuple[Place, ...]:
    """One Place a mention, in the same order; a name no table holds keeps null country and coordinates."""
    gazetteer = load_gazetteer(overlay)
    options = [_list_candidates(m, gazetteer, overlay) for m in mentions]
    context = _Context(mentions, options, text, overlay)
    senses: dict[str, Candidate] = {}
    for name, indices in context.by_name.items():
        sense = context.choose(indices)
        if sense:
            senses[name] = sense
    places = []
    for index, mention in enumerate(mentions):
        if mention.key == CAPITAL_OF:
            places.append(_place(mention, context.find_capital(), ()))
            continue
        own = context.choose([index]) if context.contained[index] else None
        places.append(_place(mention, own or senses.get(mention.text), context.contained[index]))
    return tuple(places)


def _list_candidates(mention: Mention, gazetteer: Gazetteer, overlay: Path | None) -> tuple[Candidate, ...]:
    entry = gazetteer.find_spelled(mention.text) or gazetteer.find_spelled(mention.text.rstrip("."))
    if entry and entry.candidates:
        return entry.candidates
    if mention.key and mention.key.startswith(CAPITAL_OF):
        capital = locate_capital(mention.key.removeprefix(CAPITAL_OF), overlay)
        return (capital,) if capital else ()
    if mention.key and mention.key.startswith("name:"):
        known = gazetteer.find(mention.key.partition(":")[2])
        return known.candidates if known else ()
    if mention.key and mention.key.startswith("country:"):
        country = locate_country(mention.key.partition(":")[2])
        return (country,) if country else ()
    return ()


def _place(mention: Mention, sense: Candidate | None, holders: Sequence[Candidate]) -> Place:
    if sense is None:
        countries = {h.country for h in holders}
        country = countries.pop() if len(countries) == 1 else None
        return Place(mention.start, mention.end, mention.text, country, None, None, None)
    return Place(mention.start, mention.end, mention.text, sense.country, sense.lat, sense.lon,
                 sense.geonames_id, sense.name)  # fmt: skip


class _Context:
    """What the report as a whole says about where it is."""

    def __init__(
        self, mentions: Sequence[Mention], options: Sequence[tuple[Candidate, ...]], text: str, overlay: Path | None
    ) -> None:
        self.mentions, self.options, self.overlay = mentions, options, overlay
        self.by_name: dict[str, list[int]] = {}
        for index, mention in enumerate(mentions):
            self.by_name.setdefault(mention.text, []).append(index)
        self.countries: defaultdict[str, float] = defaultdict(float)
        self.divisions: defaultdict[tuple[str, str], float] = defaultdict(float)
        self.contained: list[tuple[Candidate, ...]] = [()] * len(mentions)
        self.listed: list[str] = [""] * len(mentions)
        self._read_containers(text)
        states = _list_states(text, overlay)
        self._read_settlements(text, states, _load_settlement(overlay))
        self._count()
        for _, state in states:
            self.countries[state.country or ""] += _STATE_WEIGHT
        self.anchors = [(name, position(place)) for name, place in self._list_anchors()]
        self.others = self._list_others()

    def _read_containers(self, text: str) -> None:
        """`contained[i]`: what may hold mention i, when the next one follows it after a comma or bracket."""
        order = sorted(range(len(self.mentions)), key=lambda i: self.mentions[i].start)
        for left, right in pairwise(order):
            end = self.mentions[right].end
            gap = text[self.mentions[left].end : self.mentions[right].start]
            if gap in (", ", " and ", ", and ", " or ", "-", " & "):
                self.listed[left] += _level(self.options[right])
                self.listed[right] += _level(self.options[left])
            if gap in (", ", " (", ", in ", " in ", ", the ", " in the ") and not _opens_phrase(text, gap, end=end):
                holders = tuple(c for c in self.options[right] if c.kind in "CARB")
                if not self.options[left] or any(_holds(h, c) for h in holders for c in self.options[left]):
                    self.contained[left] = holders

    def _read_settlements(
        self, text: str, states: Sequence[tuple[int, Candidate]], settlement: re.Pattern[str]
    ) -> None:
        """`contained[i]` of "the West Bank town of X", "the northern Syrian city of X", "Serbian police in X"; `states`
        end there."""
        named = [(m.end, o) for m, o in zip(self.mentions, self.options, strict=True)]
        holders = sorted([*named, *((end, (state,)) for end, state in states)], key=lambda h: h[0])
        ends = [end for end, _ in holders]
        for index, mention in enumerate(self.mentions):
            near = range(bisect_left(ends, mention.start - 60), bisect_left(ends, mention.start))
            found = [holders[i][1] for i in near if settlement.fullmatch(text, ends[i], mention.start)]
            if found and not self.contained[index]:
                held = tuple(c for c in found[-1] if c.kind in "CARB")
                if not self.options[index] or any(_holds(h, c) for h in held for c in self.options[index]):
                    self.contained[index] = held

    def _count(self) -> None:
        """Countries and states that the report names, or that hold its unmistakable towns."""
        for name, indices in self.by_name.items():
            candidates = self.options[indices[0]]
            weight = min(len(indices), 3)
            tops = [c for c in candidates if c.kind == COUNTRY or (c.kind == STATE and c.population >= _NAMED)]
            if any(c.kind == CAPITAL for c in candidates):
                tops = []
            for top in tops[:2]:
                share = weight / len(tops)
                if top.country:
                    self.countries[top.country] += 2 * share if top.kind == COUNTRY else share
                if top.kind == STATE and top.country and name:
                    self.divisions[top.country, top.division] += 2 * share
            held = {(c.country, c.division) for c in candidates}
            if not tops and len(held) == 1 and candidates[0].country:
                self.countries[candidates[0].country] += weight
                self.divisions[candidates[0].country, candidates[0].division] += weight
        for index, holders in enumerate(self.contained):
            for candidate in self.options[index]:
                if candidate.country and any(h.kind != COUNTRY and _holds(h, candidate) for h in holders):
                    self.divisions[candidate.country, candidate.division] += 1

    def _list_anchors(self) -> list[tuple[str, Candidate]]:
        """Places of one sense, or whose container settles it, that the others should be near to."""
        anchors = []
        for name, indices in self.by_name.items():
            candidates = self.options[indices[0]]
            if not candidates or any(c.kind == COUNTRY for c in candidates):
                continue
            held = [c for i in indices for c in self.options[i] if any(_holds(h, c) for h in self.contained[i])]
            if held:
                anchors.append((name, max(held, key=lambda c: c.population)))
            elif len(candidates) == 1 or spread(candidates) < _NEAR_KM:
                anchors.append((name, candidates[0]))
        return anchors

    def _list_others(self) -> list[tuple[str, tuple[Candidate, ...], float]]:
        """Names of towns and counties with their senses and a weight that falls with the number of senses."""
        others = []
        for name, indices in list(self.by_name.items())[:_SUPPORT_NAMES]:
            senses = self.options[indices[0]]
            if senses and not any(c.kind in (COUNTRY, "R") for c in senses):
                cut = sorted(senses, key=lambda c: -c.population)[:_SUPPORT_SENSES]
                others.append((name, tuple(cut), 1.0 / math.sqrt(len(senses))))
        return others

    def _support(self, candidate: Candidate, own: str) -> float:
        """How much of the report's other names can be read as a place within about 100 km of `candidate`."""
        total = 0.0
        for name, senses, weight in self.others:
            if name == own or own.startswith(name) or name.startswith(own):
                continue
            best = 0.0
            for sense in senses:
                if abs(sense.lat - candidate.lat) < 1.5 and abs(sense.lon - candidate.lon) < 2.5:
                    best = max(best, math.exp(-km(candidate, sense) / 80.0) * _prior(sense, senses[0]))
            total += best * weight
        return total

    def find_capital(self) -> Candidate | None:
        """The capital of the state that the report is about: the one named twice as often as any other."""
        ranked = sorted(self.countries.items(), key=lambda c: -c[1])
        if not ranked or (len(ranked) > 1 and ranked[0][1] < 2 * ranked[1][1]):
            return None
        return locate_capital(ranked[0][0], self.overlay)

    def choose(self, indices: Sequence[int]) -> Candidate | None:
        """The best sense of the mentions `indices` of one name, or None when nothing is known."""
        candidates = self.options[indices[0]]
        if len(candidates) < 2:
            return candidates[0] if candidates else None
        return max(candidates, key=lambda c: self._score(c, indices))

    def _names_rival(self, region: Candidate, candidates: Sequence[Candidate]) -> bool:
        """Whether the report names no state of `region`, but that of a division of its name ("the Midlands" of
        Zimbabwe)."""
        if region.country is None or self.countries[region.country]:
            return False
        return any(c.kind == STATE and self.countries[c.country or ""] for c in candidates)

    def _score(self, candidate: Candidate, indices: Sequence[int]) -> float:
        candidates = self.options[indices[0]]
        score = _PEOPLE * math.log10(_count_people(candidate) + 100) + _KIND_BONUS.get(candidate.kind, 0.0)
        if any(_holds(h, candidate) for i in indices for h in self.contained[i]):
            score += 12
        if candidate.country and candidate.kind != COUNTRY:
            told = min(2.0, 0.6 * self.countries[candidate.country])
            told += min(3.0, 1.2 * self.divisions[candidate.country, candidate.division])
            score += told * min(1.0, _share(candidate, candidates))
        if candidate.kind == STATE and candidate.population >= _NAMED:
            score += 1.5
        if candidate.kind == REGION and candidate.population >= _NAMED:
            score += -_KIND_BONUS[REGION] if self._names_rival(candidate, candidates) else _NAMED_REGION
        if _level((candidate,)) and any(_level((candidate,)) in self.listed[i] for i in indices):
            score += 3
        own = self.mentions[indices[0]].text
        score += min(4.0, _SUPPORT * self._support(candidate, own))
        here = position(candidate)
        near = [distance(here, there) for name, there in self.anchors if name != own]
        if near:
            closest = min(near)
            score += 2.5 * math.exp(-closest / _NEAR_KM)
            score += 1.5 * sum(math.exp(-d / 500.0) for d in near) / len(near)
        return score


# Behind a state's name: it says whose an office or body is ("in Rome, the US Defense Secretary"), and no day follows.
_NAMED_BEHIND = re.compile(r"\s(?!(?:[A-Z][a-z]+day|January|February|March|April|May|June|July|August|September|October"
                           r"|November|December)\b)[A-Z][a-z]")  # fmt: skip


def _opens_phrase(text: str, gap: str, *, end: int) -> bool:
    """Whether behind a comma the state whose name ends at `end` opens the name of somebody, and holds no town."""
    return gap in (", ", ", the ") and _NAMED_BEHIND.match(text, end) is not None


@lru_cache(maxsize=4)
def _load_settlement(overlay: Path | None) -> re.Pattern[str]:
    """What stands between "West Bank" and X in "the West Bank town of X", "Serbian" and X in "Serbian police in X"."""
    classes = read_place_words(overlay)
    words, home = match_any(classes["settlement"]), match_any(classes["home"])
    town = rf"(?: [\w-]+){{0,2}} (?:{words}) of(?: the)?"
    return re.compile(rf"(?:['’]s)?(?:{town}|(?: [\w-]+)? (?:{home}) (?:in|near)) ")


def _list_states(text: str, overlay: Path | None) -> list[tuple[int, Candidate]]:
    """The states that the report names or whose people, with the offset behind each naming; no capitals, which are
    places of their own."""
    named = (
        (h.end, locate_country(code))
        for h, code in find_state_names(text, overlay)
        if h.kind not in ("capital", "seat")
    )
    return [(end, state) for end, state in named if state]


def _level(candidates: Sequence[Candidate]) -> str:
    """C or A when a name can only be a country or a well-known state, which its neighbours in a list are too."""
    kinds = {c.kind for c in candidates if c.kind == COUNTRY or (c.kind == STATE and c.population >= _NAMED)}
    return kinds.pop() if len(kinds) == 1 and candidates[0].kind in (COUNTRY, STATE) else ""


def _holds(holder: Candidate, candidate: Candidate) -> bool:
    """Whether `candidate` lies in `holder`, by codes, or by distance for regions without codes."""
    if holder == candidate or candidate.kind == COUNTRY:
        return False
    if holder.kind == COUNTRY:
        return holder.country == candidate.country
    if holder.kind == STATE and holder.division:
        return holder.country == candidate.country and holder.division == candidate.division
    return km(holder, candidate) < (120.0 if holder.kind == "B" else _NEAR_KM)


def _prior(sense: Candidate, largest: Candidate) -> float:
    """How readily a name is read as `sense` beside its largest namesake, 0 to 1."""
    if sense.kind == "B" or sense.population >= largest.population:
        return 1.0
    return math.pow(max(sense.population, 1) / largest.population, _PRIOR_POWER)


def _count_people(candidate: Candidate) -> int:
    """How many people weigh for a place; of divisions the table counts towns."""
    return max(100_000, candidate.population) if candidate.kind in "AB" else candidate.population


def _share(candidate: Candidate, candidates: Sequence[Candidate]) -> float:
    """How readily what the report says of states and countries is said of `candidate`, 0 to 1: one that names Texas
    once does not mean its small Paris. Only a great city is meant so readily without its country."""
    largest = max((_count_people(c) for c in candidates if c.kind != REGION), default=0)
    if largest < _GREAT:
        return 1.0
    return math.pow(max(_count_people(candidate), 1) / largest, _PRIOR_POWER)
