"""Whom a nominal means: "the two sides", "the latter", "the country", "his Russian counterpart"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.annotate.actor_names import find_phrase_names
from dragoman.annotate.chains import Chain, clash, find_code
from dragoman.annotate.nominals import (
    BODY,
    OF_TWO,
    OWN_STATE,
    is_aged,
    is_bare,
    is_counterpart,
    load_definite,
    load_plural_states,
)
from dragoman.annotate.pronouns import Pronouns
from dragoman.records import Mention

_SINGULAR = re.compile(r"(?:the|this|that) (?!two|three|four|five|six|sides|parties|warring|rival|oppos|conflict)")


class Nominals(Pronouns):
    """Links nominals to the chains found so far."""

    def read_nominal(self, mention: Mention) -> Mention:
        """The nominal with the chain that it means, or with several as its members; as it is where it means nobody."""
        lowered = mention.text.lower()
        if mention.key and mention.key.startswith("states:"):
            codes = load_plural_states(self.overlay)[mention.key.removeprefix("states:")]
            return self.give_members(
                mention, tuple(c.number for c in self.chains if c.kind == "state" and c.code in codes)
            )
        if is_counterpart(lowered):
            return self._counterpart(mention)
        if mention.key and mention.key.startswith(BODY):
            noun = mention.key.removeprefix(BODY)
            called = self.find_alone([c for c in self.chains.list_recent("body") if noun in c.nouns])
            return self.join(mention, called) if called else mention
        if OWN_STATE.fullmatch(mention.text):
            owner = self._own_state(mention)
            return self.join(mention, owner) if owner else mention
        if is_aged(lowered):
            person = self._person_meant(mention)
            return self.join(mention, person) if person else mention
        if lowered in OF_TWO:
            two = self._two_named(mention)
            return self.join(mention, self.chains[two[OF_TWO[lowered]]]) if two else mention
        if _SINGULAR.match(lowered) and not is_bare(lowered):
            meant = self._definite(lowered)
            return self.join(mention, meant) if meant else mention
        members = self.plurals.read(mention, lowered)
        return self.give_members(mention, members) if members else mention

    def _two_named(self, mention: Mention) -> Sequence[int]:
        """The last list of this sentence and the one before, else the only two whom they name before the mention."""
        since = self.prose.begin(mention.start, 1)
        if named := self.lists.last(since):
            return named.chains
        told = tuple(dict.fromkeys(n for start, n in self.chains.said if since <= start < mention.start))
        return told if len(told) == len(OF_TWO) else ()

    def _person_meant(self, nominal: Mention) -> Chain | None:
        """The person told of, of this sentence and the one before, else of all."""
        persons = [c for c in self.chains.list_recent("person") if not c.plural]
        return self.find_subject(persons, nominal.start) or next(iter(persons), None)

    def _own_state(self, mention: Mention) -> Chain | None:
        """The state of the person whom "his country" speaks of, else the person, who stands for it."""
        gender = "m" if mention.text.lower().startswith("his") else "f"
        persons = [c for c in self.chains.list_recent("person") if not clash(gender, c.gender)]
        person = self.find_subject(persons, mention.start) or next(iter(persons), None)
        if person is None or person.code is None:
            return person
        states = [c for c in self.chains if c.kind == "state" and c.code == person.code]
        return states[0] if states else person

    def _definite(self, lowered: str) -> Chain | None:
        """The state or body last named that a definite noun in the singular can mean."""
        told = (c for noun, c in load_definite(self.overlay).items() if lowered.endswith(noun.lower()))
        codes = next(told, frozenset[str]())
        recent = self.chains.list_recent("state", "body") if codes else self.chains.list_recent("state")
        return self.find_alone([c for c in recent if not codes or c.code in codes])

    def _counterpart(self, mention: Mention) -> Mention:
        """ "his Russian counterpart" is the person of that state with the same office, else somebody new."""
        code = find_code(find_phrase_names(mention.text, self.overlay))
        holder = next(iter(self.chains.list_recent("person")), None)
        offices = set(holder.offices) if holder else set()
        others = [c for c in self.chains.list_recent("person") if c is not holder]
        for chain in others:
            if code and chain.code == code:
                return self.join(mention, chain)
        return self.join(mention, self.chains.new("person", None, code, set(), offices, ""))
