"""Which actors a plural nominal stands for: "the two sides", "both ministers", "the three countries"."""

from __future__ import annotations

import re
from collections.abc import Set
from functools import lru_cache
from pathlib import Path

from dragoman.annotate.actor_names import find_phrase_names, load_words, match_any
from dragoman.annotate.chains import Chain, Chains, suits_office
from dragoman.annotate.lists import ListReader, Named
from dragoman.annotate.nominals import count_named, is_bare
from dragoman.annotate.prose import Prose
from dragoman.annotate.setting import find_setting, load_state_names
from dragoman.records import Mention

_IN_GROUP = frozenset(("VERB", "AUX", "ADV", "PART", "ADP"))
_PERSONS = ("person",)
_OF_ONE_STATE = ("person", "body")
_STATES = ("states", "countries", "nations", "governments", "republics", "capitals", "powers", "sides", "parties")
# What opens another clause, with another who acts.
_CLAUSE = frozenset(("PUNCT", "CCONJ", "SCONJ", "PRON"))


@lru_cache(maxsize=8)
def _load_nouns(overlay: Path | None) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns of the nouns that mean persons, and that mean parties of any kind."""
    kinds = load_words(overlay).kinds
    persons, sides = (rf"\b(?:{match_any(kinds[kind])})\b" for kind in ("plural_person", "plural_side"))
    return re.compile(persons), re.compile(rf"{sides}|(?:each|either) |both side|(?:the two|both)$")


def _names_state(lowered: str, phrase: str, overlay: Path | None) -> bool:
    """Whether a nominal says of which one state those are whom it counts, and counts no states: "all three Chinese
    firms" are not the three states named before."""
    return not lowered.endswith(_STATES) and any(h.kind == "adjective" for h in find_phrase_names(phrase, overlay))


def acts_on(prose: Prose, end: int, start: int) -> bool:
    """Whether only a verb group stands between `end` and `start`, so that what ends there acts on what begins."""
    between = [t for t in prose.between(end, start) if t.text not in ("each", "both", "the")]
    return bool(between) and between[-1].tag == "VERB" and all(t.tag in _IN_GROUP for t in between)


def acts_to(prose: Prose, end: int, start: int) -> bool:
    """Whether what begins at `start` is acted upon by an infinitive of the clause of what ends at `end`, who does it:
    "the police threw stones to drive *them* off", "asked the guards to help *them*"."""
    between = list(prose.between(end, start))
    purpose = len(between) > 2 and between[-2].text == "to" and between[-1].tag == "VERB"
    return purpose and all(t.tag not in _CLAUSE for t in between)


class PluralReader:
    """Reads plural nominals of a text against the chains and lists met so far."""

    def __init__(self, prose: Prose, chains: Chains, lists: ListReader, overlay: Path | None) -> None:
        self.prose, self.chains, self.lists, self.overlay = prose, chains, lists, overlay
        self._named = {s.code: len(s.spans) for s in find_setting(prose.text, overlay)}
        kinds = load_words(overlay).kinds
        self._rulers, self._epithets = kinds["ruler"], kinds["ruler"] | kinds["ruler_epithet"]

    def _urging(self, mention: Mention) -> int | None:
        """Who acts on the nominal ("Peru urged both sides"): the only actor that the sentence names before it, or the
        first of them where that was not named earlier."""
        begin = self.prose.begin(mention.start)
        before = [n for start, n in self.chains.said if begin <= start < mention.start]
        known = {n for start, n in self.chains.said if start < begin}
        acts = self._is_acted_on(mention)
        return before[0] if acts and before and (len(set(before)) == 1 or before[0] not in known) else None

    def _is_acted_on(self, mention: Mention) -> bool:
        """Whether the nominal is an object ("urged both sides", "called on both sides"), and no subject of its own
        ("Peru said both sides should wait")."""
        last, following = self.prose.before(mention.start), self.prose.from_on(mention.end)
        if following and following.tag in ("VERB", "AUX"):
            return False
        return last is not None and (last.tag == "VERB" or last.text == "on")

    def read(self, mention: Mention, lowered: str) -> tuple[int, ...]:
        """Chains that a plural nominal stands for, by what its noun may name; empty when nothing fits."""
        number = count_named(lowered)
        persons_meant, sides_meant = (pattern.search(lowered) for pattern in _load_nouns(self.overlay))
        bare = is_bare(lowered)
        if (bare or persons_meant) and (persons := self._persons(mention, lowered, number)):
            return persons
        if bare and (named := self.lists.last(self.prose.begin(mention.start, 1))) and len(named.chains) == number:
            return tuple(named.chains)
        if persons_meant:
            order: tuple[tuple[str, ...], ...] = (("person",), ("state",))
        elif sides_meant:
            order = (("state", "body"), ("person",), ("body", "person", "state"))
        else:
            order = (("state",),)
        if _names_state(lowered, mention.text, self.overlay):
            return self._listed(_OF_ONE_STATE, number, mention)
        urging = self._urging(mention)
        for kinds in order:
            found = self._listed(kinds, number, mention)
            found = found or (self._coded(number, urging) if kinds == ("person",) else ())
            found = found or self._salient(kinds, number, order, urging)
            if found:
                return found
        return () if persons_meant else self._met(mention, number) or self._coded(number, urging)

    def _persons(self, mention: Mention, lowered: str, number: int) -> tuple[int, ...]:
        """Just so many persons, of those named in this sentence and the one before, whose office is what the nominal
        calls them; else those named last with that office."""
        near = self._list_persons(self.prose.begin(mention.start, 1))
        roles = {e.name for h in find_phrase_names(lowered, self.overlay) for e in h.entries if e.kind == "plural"}
        held = [c for c in self.chains.list_recent("person") if self._is_called(c, roles)]
        outside, here = self._outside(mention), self._list_persons(self.prose.begin(mention.start))
        if not held and len(here) == number and outside not in here:
            return tuple(here)  # "Ruiz met Holm and both men left", whoever the sentence before names
        called = {c.number for c in held} & near or near
        if len(called) != number and len(held) >= number:
            called = {c.number for c in held[:number]}
        if len(called) == number and outside in called:
            # "She thanked the two men" for a list without her
            others = self._listed(_PERSONS, number, mention)
            called = called if outside in others or not others else set(others)
        return tuple(called) if len(called) == number else ()

    def _list_persons(self, since: int) -> set[int]:
        """The persons named from `since` on."""
        return {n for start, n in self.chains.said if start >= since and self.chains[n].kind == "person"}

    def _is_called(self, chain: Chain, roles: Set[str]) -> bool:
        """Whether somebody holds one of the offices that a plural names ("foreign ministers"), or leads a state as it
        says ("leaders")."""
        if not roles.isdisjoint(self._epithets) and not chain.offices.isdisjoint(self._rulers):
            return True
        return any(suits_office(role, office) for role in roles for office in chain.offices)

    def _outside(self, mention: Mention) -> int | None:
        """The person who acts on whom the nominal means, or speaks of them: the first that the sentence names, where
        a verb or preposition stands before the nominal."""
        last = self.prose.before(mention.start)
        if last is None or last.tag not in ("VERB", "ADP"):
            return None
        begin = self.prose.begin(mention.start)
        return next((n for start, n in self.chains.said if begin <= start < mention.start), None)

    def _met(self, mention: Mention, number: int) -> tuple[int, ...]:
        """Just so many persons of so many states, named in this sentence and the one before: "the two countries" of two
        presidents who met."""
        since = self.prose.begin(mention.start, 1)
        near = {n for start, n in self.chains.said if since <= start < mention.start}
        persons = {c.code: c.number for c in self.chains if c.number in near and c.kind == "person"}
        persons = {code: n for code, n in persons.items() if code in load_state_names(self.overlay)}
        return tuple(persons.values()) if len(persons) == number else ()

    def _coded(self, number: int, urging: int | None) -> tuple[int, ...]:
        """A chain for each state that anybody named acts for, where there are just so many."""
        first = {c.code: c.number for c in reversed(list(self.chains)) if c.code and c.number != urging}
        return tuple(first.values()) if len(first) == number else ()

    def _listed(self, kinds: tuple[str, ...], number: int, mention: Mention) -> tuple[int, ...]:
        """The last list of just so many actors of the kind, and not the one that acts on them; mediators only where
        nobody else is listed."""
        begin = self.prose.begin(mention.start)
        acting = begin if self._is_acted_on(mention) else mention.start  # where lists of who acts begin

        def fits(named: Named) -> bool:
            many = len(named.chains) == number and all(self.chains[c].kind in kinds for c in named.chains)
            return many and named.start < acting and not acts_on(self.prose, named.end, mention.start)

        fitting = [x for x in self.lists.found if fits(x)]
        chosen = [x for x in fitting if not x.aside] or fitting
        return chosen[-1].chains if chosen else ()

    def _salient(
        self, kinds: tuple[str, ...], number: int, order: tuple[tuple[str, ...], ...], urging: int | None
    ) -> tuple[int, ...]:
        """The most mentioned of the chains met so far, states by all the report, the more recent first among equals."""
        if len(kinds) == 2 and len(order) > 1:  # "the two sides": two persons listed come before a state and a body
            kinds = ("state",)
        chains = [c for c in self.chains.list_recent(*kinds) if c.number != urging]
        states = kinds == ("state",)
        chains.sort(key=lambda c: -self._named.get(c.code or "", 0) if states else -c.weight)
        return tuple(c.number for c in chains[:number]) if len(chains) >= number else ()
