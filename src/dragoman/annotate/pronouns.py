"""Whom a pronoun means: "he", "it", "they"."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

import msgspec

from dragoman.annotate.actor_names import find_phrase_names
from dragoman.annotate.chains import Chain, clash
from dragoman.annotate.links import Links, is_oblique
from dragoman.annotate.own_speech import OWN
from dragoman.annotate.plurals import acts_on, acts_to
from dragoman.annotate.same_clause import find_antecedent, find_doer, find_thinker
from dragoman.annotate.subjects import POSSESSIVE, Phrase
from dragoman.records import Mention, Span

_FAR = 5  # sentences back in which they are named whom "they" means
_OWNERS = POSSESSIVE | {"'s", "’s", "'", "’"}
_OWNER = re.compile(r"['’]s?\s")


class Pronouns(Links):
    """Links pronouns to the chains found so far."""

    def read_pronoun(self, mention: Mention) -> Mention:
        """The pronoun with the chain that it means, or with several as its members; as it is where it means nobody."""
        word = mention.text.lower()
        if word in ("he", "him", "she", "her"):
            return self._one_person(mention, word)
        if word in ("they", "them"):
            return self._they(mention, self._list_barred(mention))
        bodies = [c for c in self.chains.list_recent("state", "body", "group") if c.kind == "state" or not c.plural]
        meant = self._own_speaker(mention) or self.find_subject(bodies, mention.start) or next(iter(bodies), None)
        return self.join(mention, meant) if meant else mention

    def _one_person(self, mention: Mention, word: str) -> Mention:
        """ "He" or "she" who says or thinks the clause that the pronoun opens, else the subject named before, else who
        was named last; never whom the clause rules out."""
        gender, barred = "m" if word in ("he", "him") else "f", self._list_barred(mention)
        likely = [c for c in self._list_meant(mention) if not clash(gender, c.gender)]
        fitting = [c for c in likely if c.number not in barred]
        if not fitting and (phrase := self._spokesman(self.prose.number_at(mention.start))):
            named = self._list_in(phrase)  # "Ana Ruiz's lawyer Peter Holm said he was ill"
            fitting = [c for c in likely if c.number in named and c.words]
        chain = None
        if word in ("he", "she"):
            chain = self._thinker(mention, fitting) or self.find_subject(fitting, mention.start)
        chain = chain or self._named_lately(mention, fitting) or next(iter(fitting), None)
        if chain is None:
            return mention
        chain.gender = chain.gender or gender
        return self.join(mention, chain)

    def _named_lately(self, pronoun: Mention, fitting: Sequence[Chain]) -> Chain | None:
        """The first of some chains that has a name and is told of in this sentence or the one before."""
        since, aloud = self.prose.begin(pronoun.start, 1), self.saying.is_quoted(pronoun.start)
        lately = (c for c in fitting if (c.last if aloud else self.told.get(c.number, -1)) >= since)
        return next((c for c in lately if c.words), None)

    def _list_barred(self, pronoun: Mention) -> set[int]:
        """The chains that a pronoun cannot mean: who acts on it in its clause, of whom its clause tells more, and who
        says it of somebody else in direct speech."""
        tokens, at = self.prose.tokens, self.prose.number_at(pronoun.start)
        if pronoun.text.lower() in ("him", "her", "them"):
            phrase = find_doer(tokens, at)
        else:
            phrase = find_antecedent(tokens, at, self.cues) or self._spokesman(at)
        barred = set(self._list_in(phrase)) if phrase else set()
        agent = self._own_subject(pronoun)
        return barred | self._list_in_talk(pronoun) | ({agent} if agent is not None else set())

    def _spokesman(self, at: int) -> Phrase | None:
        """Who says of another what the pronoun at token `at` opens: "an aide said he was tired", "Ruiz's aide Peter
        Holm said he was tired"."""
        tokens, phrase = self.prose.tokens, find_thinker(self.prose.tokens, at, self.cues)
        if phrase is None:
            return None
        of = range(phrase.first + 1, phrase.last)
        owned = any(tokens[k].lemma in self.speak_for and tokens[k - 1].text in _OWNERS for k in of)
        return phrase if owned or tokens[phrase.last].lemma in self.speak_for else None

    def _list_in(self, phrase: Phrase) -> list[int]:
        """The chains named in a noun phrase, but for those that own what it names ("Ruiz's aides")."""
        start, end = self.prose.tokens[phrase.first].start, self.prose.tokens[phrase.last].end
        begun = [(at, n) for at, n in self.chains.said if start <= at < end]
        return [
            n
            for at, n in begun
            if not _OWNER.match(self.text, self.ends[at]) and (at == start or not is_oblique(self.text, at, start))
        ]

    def _thinker(self, pronoun: Mention, fitting: Sequence[Chain]) -> Chain | None:
        """The only one of some chains who says or thinks the clause that a pronoun opens."""
        phrase = find_thinker(self.prose.tokens, self.prose.number_at(pronoun.start), self.cues)
        numbers = set(self._list_in(phrase)) if phrase else set()
        found = [c for c in fitting if c.number in numbers]
        named = bool(found) and (bool(found[0].words) or not any(c.words for c in fitting))
        return found[0] if len(found) == 1 and named else None  # "the judge said he must go"

    def _list_in_talk(self, pronoun: Mention) -> set[int]:
        """The chains of who says the direct speech that holds a pronoun and to whom: "I" and "you" in it."""
        parties: list[Span] = []
        for quotation in self.direct:
            if any(c.start <= pronoun.start < c.end for c in quotation.content):
                parties += [*filter(None, [quotation.speaker]), *quotation.addressees]
        named = [next((m for m in self.mentions if m.start < p.end and p.start < m.end), None) for p in parties]
        return {n for m in named if m is not None and (n := self._number_of(m, pronoun.start)) is not None}

    def _number_of(self, mention: Mention, before: int) -> int | None:
        """The chain of a mention that is joined where it stands before an offset, else of a person named later."""
        if mention.start < before:
            return next((n for at, n in reversed(self.chains.said) if at == mention.start), None)
        return self._find_number(mention) if mention.form == "person" else None

    def _own_speaker(self, mention: Mention) -> Chain | None:
        """Who says of itself what "it" begins: the subject of the word of speech, or who is named right before it."""
        if mention.key != OWN or not self.chains.said:
            return None
        phrase = find_thinker(self.prose.tokens, self.prose.number_at(mention.start), self.cues)
        numbers = [*(self._list_in(phrase) if phrase else ()), self.chains.said[-1][1]]
        chain = self.chains[numbers[0]]
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

    def _they(self, mention: Mention, barred: Set[int]) -> Mention:
        """The plural actor named last in this sentence or the one before: a nominal, a list, a body of many."""
        since = self.prose.begin(mention.start, 1)
        named = self.lists.last(since)
        named = named if named and barred.isdisjoint(named.chains) else None
        spoken, members = self.members
        crowd = self.chains.list_recent("body", "group", "person")
        crowd = [c for c in crowd if c.plural and c.number not in barred and (c.kind != "person" or not c.words)]
        many = self._subject_of_many(mention, crowd) or next(iter(crowd), None)
        last = max((c.last for c in crowd), default=-1)
        if members and spoken >= max(since, last, named.start if named else -1):
            return msgspec.structs.replace(mention, members=members)
        if named and (many is None or named.end > last >= 0):
            return msgspec.structs.replace(mention, members=tuple(sorted(named.chains)))
        pair = self._pair(since) if last < since else ()
        if pair:
            return msgspec.structs.replace(mention, members=pair)
        return self.join(mention, many) if many and last >= self.prose.begin(mention.start, _FAR) else mention

    def _subject_of_many(self, mention: Mention, crowd: Sequence[Chain]) -> Chain | None:
        """The one of many that "they", not "them", goes back to as a subject, unless something is done to them ("Police
        held six men. They were freed")."""
        subject = mention.text.lower() == "they" and not self._is_acted_upon(mention)
        return self.find_subject(crowd, mention.start) if subject else None

    def _is_acted_upon(self, mention: Mention) -> bool:
        """Whether a passive follows a pronoun ("they would be charged")."""
        tokens, at = self.prose.tokens, self.prose.number_at(mention.start) + 1
        while at < len(tokens) and tokens[at].tag in ("AUX", "ADV", "PART"):
            at += 1
        verb = tokens[at] if at < len(tokens) else None
        passive = tokens[at - 1].lemma == "be" or tokens[at - 2].lemma == "be"
        return verb is not None and verb.tag == "VERB" and passive and not verb.text.endswith("ing")

    def _pair(self, since: int) -> tuple[int, ...]:
        """The only two persons named from `since` on ("A invited B. They will meet in May.")."""
        near = {n for start, n in self.chains.said if start >= since and self.chains[n].kind == "person"}
        return tuple(sorted(near)) if len(near) == 2 and not any(self.chains[n].plural for n in near) else ()
