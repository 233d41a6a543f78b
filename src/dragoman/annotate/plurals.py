"""Which actors a plural nominal stands for: "the two sides", "both ministers", "the three countries"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence, Set
from pathlib import Path

from dragoman.annotate.actor_names import find_phrase_names, load_words
from dragoman.annotate.chains import Chain, Chains, suits_office
from dragoman.annotate.lists import ListReader, Named
from dragoman.records import Mention, Token

_SIDES = re.compile(
    r"sides?|part(?:y|ies)|two$|groups|factions|both$|camps|movements|organi[sz]ations|blocs|firms|companies"
)
_NUMBERS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_PERSONAL = re.compile(
    r"\b(ministers?|presidents?|leaders?|envoys?|diplomats?|premiers?|officials|men|women|negotiators?|generals|chiefs"
    r"|ambassadors|counterparts?|statesmen|commanders|lawmakers|candidates|politicians|chancellors|monarchs)\b"
)
_IN_GROUP = frozenset(("VERB", "AUX", "ADV", "PART", "ADP"))
_PERSONS = ("person",)


def acts_on(tokens: Sequence[Token], end: int, start: int) -> bool:
    """Whether only a verb group stands between `end` and `start`, so that what ends there acts on what begins."""
    first, last = (bisect_left(tokens, at, key=lambda t: t.start) for at in (end, start))
    between = [t for t in tokens[first:last] if t.text not in ("each", "both", "the")]
    return bool(between) and between[-1].tag == "VERB" and all(t.tag in _IN_GROUP for t in between)


class PluralReader:
    """Reads plural nominals against the chains, lists and mentions (`said`: offset and chain) met so far.

    `sentence` gives where the sentence of an offset, or one so many before it, begins.
    """

    def __init__(
        self,
        text: str,
        tokens: Sequence[Token],
        sentence: Callable[[int, int], int],
        chains: Chains,
        lists: ListReader,
        said: list[tuple[int, int]],
        overlay: Path | None,
    ) -> None:
        self.text, self.tokens, self.overlay = text, tokens, overlay
        self._sentence = sentence
        self.chains, self.lists, self.said = chains, lists, said
        kinds = load_words(overlay).kinds
        self._rulers, self._epithets = kinds["ruler"], kinds["ruler"] | kinds["ruler_epithet"]

    def _urging(self, mention: Mention) -> int | None:
        """Who acts on the nominal ("Peru urged both sides"): the only actor that the sentence names before it, or the
        first of them where that was not named earlier."""
        begin = self._sentence(mention.start, 0)
        before = [n for start, n in self.said if begin <= start < mention.start]
        known = {n for start, n in self.said if start < begin}
        at, after = (bisect_left(self.tokens, end, key=lambda t: t.start) for end in (mention.start, mention.end))
        if after < len(self.tokens) and self.tokens[after].tag in ("VERB", "AUX"):
            return None  # "Peru said both sides should wait"
        acts = (at > 0 and self.tokens[at - 1].tag == "VERB") or self.text[begin : mention.start].endswith(" on ")
        return before[0] if acts and before and (len(set(before)) == 1 or before[0] not in known) else None

    def read(self, mention: Mention, lowered: str) -> tuple[int, ...]:
        """Chains that a plural nominal stands for, by what its noun may name; empty when nothing fits."""
        number = next((n for w, n in _NUMBERS.items() if re.search(rf"\b{w}\b", lowered)), 2)
        bare = lowered in ("the two", "both")
        if (bare or _PERSONAL.search(lowered)) and (persons := self._persons(mention, lowered, number)):
            return persons
        if bare and (named := self.lists.last(self._sentence(mention.start, 1))) and len(named.chains) == number:
            return tuple(named.chains)
        if _PERSONAL.search(lowered):
            order: tuple[tuple[str, ...], ...] = (("person",), ("state",))
        elif _SIDES.search(lowered):
            order = (("state", "body"), ("person",), ("body", "person", "state"))
        else:
            order = (("state",),)
        urging = self._urging(mention)
        for kinds in order:
            found = self._listed(kinds, number, mention.start)
            found = found or (self._coded(number, urging) if kinds == ("person",) else ())
            found = found or self._salient(kinds, number, order, urging)
            if found:
                return found
        return () if _PERSONAL.search(lowered) else self._coded(number, urging)

    def _persons(self, mention: Mention, lowered: str, number: int) -> tuple[int, ...]:
        """Just so many persons, of those named in this sentence and the one before, whose office is what the nominal
        calls them; else those named last with that office."""
        since = self._sentence(mention.start, 1)
        near = {n for start, n in self.said if start >= since and self.chains[n].kind == "person"}
        roles = {e.name for h in find_phrase_names(lowered, self.overlay) for e in h.entries if e.kind == "plural"}
        held = [c for c in self.chains.list_recent("person") if self._is_called(c, roles)]
        called = {c.number for c in held} & near or near
        if len(called) != number and len(held) >= number:
            called = {c.number for c in held[:number]}
        outside = self._outside(mention)
        if len(called) == number and outside in called:
            # "She thanked the two men" for a list without her
            others = self._listed(_PERSONS, number, mention.start)
            called = called if outside in others or not others else set(others)
        return tuple(called) if len(called) == number else ()

    def _is_called(self, chain: Chain, roles: Set[str]) -> bool:
        """Whether somebody holds one of the offices that a plural names ("foreign ministers"), or leads a state as it
        says ("leaders")."""
        if not roles.isdisjoint(self._epithets) and not chain.offices.isdisjoint(self._rulers):
            return True
        return any(suits_office(role, office) for role in roles for office in chain.offices)

    def _outside(self, mention: Mention) -> int | None:
        """The person who acts on whom the nominal means, or speaks of them: the first that the sentence names, where
        a verb or preposition stands before the nominal."""
        at = bisect_left(self.tokens, mention.start, key=lambda t: t.start)
        if not at or self.tokens[at - 1].tag not in ("VERB", "ADP"):
            return None
        begin = self._sentence(mention.start, 0)
        return next((n for start, n in self.said if begin <= start < mention.start), None)

    def _coded(self, number: int, urging: int | None) -> tuple[int, ...]:
        """A chain for each state that anybody named acts for, where there are just so many."""
        first = {c.code: c.number for c in reversed(list(self.chains)) if c.code and c.number != urging}
        return tuple(first.values()) if len(first) == number else ()

    def _listed(self, kinds: tuple[str, ...], number: int, before: int) -> tuple[int, ...]:
        """The last list of just so many actors of the kind, and not the one that acts on them; mediators only where
        nobody else is listed."""

        def fits(named: Named) -> bool:
            many = len(named.chains) == number and all(self.chains[c].kind in kinds for c in named.chains)
            return many and not acts_on(self.tokens, named.end, before)

        fitting = [x for x in self.lists.found if fits(x)]
        chosen = [x for x in fitting if not x.aside] or fitting
        return chosen[-1].chains if chosen else ()

    def _salient(
        self, kinds: tuple[str, ...], number: int, order: tuple[tuple[str, ...], ...], urging: int | None
    ) -> tuple[int, ...]:
        """The most mentioned of the chains met so far, the more recent first among equals."""
        if len(kinds) == 2 and len(order) > 1:  # "the two sides": two persons listed come before a state and a body
            kinds = ("state",)
        chains = [c for c in self.chains.list_recent(*kinds) if c.number != urging]
        chains.sort(key=lambda c: -c.weight)
        return tuple(c.number for c in chains[:number]) if len(chains) >= number else ()
