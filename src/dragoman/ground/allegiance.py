"""Whom somebody acts for whom neither words nor coreference give a state: the states of the report, weighed.

A conditional logit over the states that the report names and "none of them", by the features of `FEATURES`. The
weights are in data/allegiance.tsv, fitted to marked passages (training/allegiance.py).
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Sequence
from functools import cached_property
from pathlib import Path

from msgspec import Struct

from dragoman.annotate.datelines import body_start
from dragoman.annotate.setting import is_elsewhere
from dragoman.ground.choices import Described, Features, flag, load_weights, log_odds, to_chances, weigh
from dragoman.ground.states import NamedStates
from dragoman.records import Link, Place, Span

# Of a state, then of "none of them"; what each means is said in data/allegiance.tsv.
FEATURES = (
    "encoder", "encoder asked", "dateline", "first dateline", "not named before", "sentence before",
    "before in sentence", "place in sentence", "said to be there", "owner", "acts on it", "share of actors",
    "most named", "home", "namesake",
    "none", "none: encoder", "none: encoder not asked", "none: states", "none: pronoun",
)  # fmt: skip
ENCODER = frozenset(("encoder", "none: encoder"))
_LEAST = 1e-3  # probability; the encoder's are told to three digits
_THERE = re.compile(r"\s+(?:(?:who|that) \w+ )?(?:in|of|from|at|near|on|outside)\s+(?:the\s+)?")
_OWNED = re.compile(r"\b(?:its|his|her|their)\s+(?:[a-z-]+\s+){0,2}\Z")
_OWNED_IN = re.compile(r"(?:its|his|her|their)\s", re.I)
_REACH = 30  # characters


def is_owned(text: str, start: int, span: Span) -> bool:
    """Whether "its", "his", "her" or "their" stands in or just before `span` of a sentence that begins at `start`."""
    before = _OWNED.search(text, max(start, span.start - _REACH), span.start)
    return before is not None or _OWNED_IN.match(span.text) is not None


class Naming(Struct, frozen=True, order=True):
    """Where a report names a state: as an actor of it, as the state by any word, or by a place in it."""

    start: int
    code: str
    kind: str


class Asked(Struct, frozen=True):
    """Somebody whose state is asked for: where, what the encoder makes of it, the states of those who act on it, and
    the state whose body is best known by its name ("Congress")."""

    span: Span
    link: Link | None
    acting: frozenset[str]
    pronoun: bool
    namesake: str | None = None


class Allegiance:
    """What one report says of the states that somebody in it may act for.

    `acting` are the places of actors whose state its words or coreference tell; `places` those with their country.
    """

    def __init__(
        self,
        text: str,
        sentences: Sequence[tuple[int, int]],
        states: NamedStates,
        acting: Sequence[tuple[int, str]],
        places: Sequence[Place],
        home: str | None,
    ) -> None:
        self.text, self.home = text, home
        self.sentences = sentences or [(0, len(text))]
        self._starts = [start for start, _ in self.sentences]
        self.named = states.counts
        self.acted = Counter(code for _, code in acting)
        placed = ((p.start, p.country) for p in places if not is_elsewhere(text, p.start, p.end))
        self.namings = sorted((
            *(Naming(at, code, "actor") for at, code in acting),
            *(Naming(at, code, "state") for at, code in states.named),
            *(Naming(at, code, "place") for at, code in placed if code),
        ))  # fmt: skip
        self._told: list[list[Naming]] = [[] for _ in self.sentences]
        self._first: dict[str, int] = {}
        for naming in self.namings:
            self._told[self._number(naming.start)].append(naming)
            self._first.setdefault(naming.code, naming.start)
        self._actors, self._most_named = self.acted.total(), max(self.named.values(), default=0)
        self.codes = tuple(dict.fromkeys((*self.named, *(n.code for n in self.namings))))

    def choose(self, asked: Sequence[Asked], overlay: Path | None = None) -> dict[str | None, float]:
        """The probability of each state of the report, and of none of them (None), for one actor by its namings: what
        the encoder makes of each adds up, for the rest they are as good as one."""
        weights = load_weights("allegiance", FEATURES, overlay)
        scores: dict[str | None, float] = {}
        for one in asked:
            for code, features in self.describe(one):
                if len(asked) > 1:
                    features = {f: v / (1 if f in ENCODER else len(asked)) for f, v in features.items()}
                scores[code] = scores.get(code, 0.0) + weigh(features, weights)
        return to_chances(scores)

    def describe(self, asked: Asked) -> Described:
        """The features of each state of the report, and of none of them at the end."""
        link, span = asked.link, asked.span
        shown = dict(link.states) if link else {}
        namesake = [asked.namesake] if asked.namesake else []
        codes = tuple(dict.fromkeys((*self.codes, *shown, *namesake)))
        here = {**self._describe_place(span), "acts on it": asked.acting, "namesake": namesake}
        found: Described = [(code, f | self._describe_state(code, shown)) for code, f in flag(codes, here).items()]
        none: Features = {"none": 1.0, "none: states": math.log(len(codes) + 1), "none: pronoun": float(asked.pronoun)}
        none |= {"none: encoder": log_odds(link.nobody, _LEAST)} if link else {"none: encoder not asked": 1.0}
        return [*found, (None, none)]

    def _describe_state(self, code: str, shown: dict[str, float]) -> Features:
        """What is so of a state wherever somebody stands, and what the encoder makes of it."""
        told: Features = {}
        if code in self.acted:
            told["share of actors"] = self.acted[code] / self._actors
        if self.named[code] == self._most_named:
            told["most named"] = 1.0
        if code == self.home:
            told["home"] = 1.0
        if code in shown:
            told |= {"encoder": log_odds(shown[code], _LEAST), "encoder asked": 1.0}
        return told

    def _describe_place(self, span: Span) -> dict[str, Collection[str]]:
        """The states of which each feature is so at `span`."""
        number = self._number(span.start)
        start, end = self.sentences[number]
        body = body_start(self.text, start, end)
        inside = [n for n in self._told[number] if body <= n.start < span.start or span.end <= n.start < end]
        mine = [n for n in inside if n.start < span.start]
        named = {n.code for n in self._told[number] if n.start < span.start}
        datelines = self._datelines[: number + 1]
        return {
            "dateline": {d for d in datelines[-1:] if d},
            "first dateline": {d for d in self._datelines if d and d == self._first_dateline},
            "not named before": [code for code in self.codes if self._first[code] >= span.start],
            "sentence before": {n.code for n in self._told[number - 1]} - named if number else (),
            "before in sentence": {n.code for n in mine if n.kind != "place"},
            "place in sentence": {n.code for n in inside if n.kind == "place"},
            "said to be there": self._find_there(span),
            "owner": self._find_owner(span, start, mine),
        }

    def list_related(self, span: Span) -> set[str]:
        """The states that an actor is said to be of, or to be owned by: whose neighbour or rival it is."""
        number = self._number(span.start)
        start, _ = self.sentences[number]
        before = [n for n in self.namings if start <= n.start < span.start]
        return self._find_there(span) | self._find_owner(span, start, before)

    def _find_there(self, span: Span) -> set[str]:
        """The state that an actor is said to be in or of, right behind it."""
        there = _THERE.match(self.text, span.end)
        return {n.code for n in self.namings if n.start == there.end()} if there else set()

    def _find_owner(self, span: Span, start: int, before: Sequence[Naming]) -> set[str]:
        """The state of the first actor of the sentence, or of the one before where none is named yet, where somebody is
        "its", "his", "her" or "their"."""
        if not is_owned(self.text, start, span):
            return set()
        begin, end = self.sentences[max(0, self._number(span.start) - 1)]
        told = (*before, *(n for n in self.namings if begin <= n.start < min(end, start)))
        return set([n.code for n in told if n.kind == "actor"][:1])

    def find_dateline(self, number: int) -> str | None:
        """The country of the last dateline up to a sentence."""
        return self._datelines[number]

    def list_codes(self, number: int) -> set[str]:
        """The states that a sentence names; none where there is no such sentence."""
        start, end = self.sentences[number] if number >= 0 else (0, 0)
        return {n.code for n in self.namings if start <= n.start < end}

    @cached_property
    def _datelines(self) -> list[str | None]:
        """For each sentence the country of the last dateline up to it."""
        found: list[str | None] = []
        for start, end in self.sentences:
            body = body_start(self.text, start, end)
            head = [n for n in self.namings if start <= n.start < body]
            told = [n.code for kind in ("place", "state") for n in head if n.kind == kind]
            found.append(told[0] if told else found[-1] if found else None)
        return found

    @cached_property
    def _first_dateline(self) -> str | None:
        return next((code for code in self._datelines if code), None)

    def _number(self, offset: int) -> int:
        return max(0, bisect_right(self._starts, offset) - 1)
