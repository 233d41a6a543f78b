"""Whom a pronoun means: "he", "it", "they"."""

from __future__ import annotations

import msgspec

from dragoman.annotate.actor_names import find_phrase_names
from dragoman.annotate.chains import Chain, clash
from dragoman.annotate.links import Links
from dragoman.annotate.own_speech import OWN, find_before_relative
from dragoman.annotate.plurals import acts_on, acts_to
from dragoman.records import Mention


class Pronouns(Links):
    """Links pronouns to the chains found so far."""

    def read_pronoun(self, mention: Mention) -> Mention:
        """The pronoun with the chain that it means, or with several as its members; as it is where it means nobody."""
        word = mention.text.lower()
        agent = self._own_subject(mention)
        if word in ("he", "him", "she", "her"):
            gender = "m" if word in ("he", "him") else "f"
            fitting = [c for c in self._list_meant(mention) if not clash(gender, c.gender) and c.number != agent]
            chain = self.find_subject(fitting, mention.start) if word in ("he", "she") else None
            chain = chain or next(iter(fitting), None)
            if chain is None:
                return mention
            chain.gender = chain.gender or gender
            return self.join(mention, chain)
        if word in ("they", "them"):
            return self._they(mention, agent)
        bodies = [c for c in self.chains.list_recent("state", "body", "group") if c.kind == "state" or not c.plural]
        meant = self._own_speaker(mention) or self.find_subject(bodies, mention.start) or next(iter(bodies), None)
        return self.join(mention, meant) if meant else mention

    def _own_speaker(self, mention: Mention) -> Chain | None:
        """Who says of itself what "it" begins: the state or body named right before the word of speech, or before a
        relative clause that stands there."""
        if mention.key != OWN or not self.chains.said:
            return None
        reached = find_before_relative(self.prose.tokens, mention.start, self.overlay)
        before = {m.start for m in self.mentions if m.end == reached}
        aside = (n for at, n in reversed(self.chains.said) if at in before)
        chain = self.chains[next(aside, self.chains.said[-1][1])]
        return chain if chain.kind != "person" else None

    def _list_meant(self, pronoun: Mention) -> list[Chain]:
        """The persons whom a pronoun may mean, named last first: not who is named in what it says, and who is named
        outside quotation marks before who is named only in them."""
        said = {self._find_number(m) for m in self.saying.list_named(pronoun)}
        persons = [c for c in self.chains.list_recent("person") if c.number not in said]
        if self.saying.is_quoted(pronoun.start):
            return persons
        return sorted(persons, key=lambda c: -self.told.get(c.number, -1))

    def _find_number(self, person: Mention) -> int | None:
        """The chain of somebody named, joined to it or yet to be; None where he is new."""
        chain = self.chains.match_person(person, find_phrase_names(person.text, self.overlay))
        return chain.number if chain else None

    def _own_subject(self, mention: Mention) -> int | None:
        """The chain that a pronoun cannot mean: who does to it what the verb right before it tells ("Mbeki told him",
        "asked Mbeki to help him")."""
        if mention.text.lower() not in ("him", "her", "them") or self.reached <= self.prose.begin(mention.start):
            return None
        acted_on = (test(self.prose, self.reached, mention.start) for test in (acts_on, acts_to))
        return self.chains.said[-1][1] if any(acted_on) else None

    def _they(self, mention: Mention, agent: int | None) -> Mention:
        """The plural actor named last in this sentence or the one before: a nominal, a list, a body of many."""
        since = self.prose.begin(mention.start, 1)
        named = self.lists.last(since)
        spoken, members = self.members
        crowd = self.chains.list_recent("body", "group", "person")
        crowd = [c for c in crowd if c.number != agent and (c.kind != "person" or not c.words)]
        many = next((c for c in crowd if c.plural), None)
        last = many.last if many else -1
        if members and spoken >= max(since, last, named.start if named else -1):
            return msgspec.structs.replace(mention, members=members)
        if named and (many is None or named.end > last >= 0):
            return msgspec.structs.replace(mention, members=tuple(sorted(named.chains)))
        pair = self._pair(since) if last < since else ()
        if pair:
            return msgspec.structs.replace(mention, members=pair)
        return self.join(mention, many) if many else mention

    def _pair(self, since: int) -> tuple[int, ...]:
        """The only two persons named from `since` on ("A invited B. They will meet in May.")."""
        near = {n for start, n in self.chains.said if start >= since and self.chains[n].kind == "person"}
        return tuple(sorted(near)) if len(near) == 2 and not any(self.chains[n].plural for n in near) else ()
