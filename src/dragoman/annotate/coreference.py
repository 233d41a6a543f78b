"""Link actor mentions of one article into chains: who is meant again by surname, office, pronoun, metonym, nominal."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from pathlib import Path

import msgspec

from dragoman.annotate.actor_names import find_phrase_names
from dragoman.annotate.chains import UNLISTED, Chain, Chains, clash, find_code, find_offices
from dragoman.annotate.datelines import list_datelines
from dragoman.annotate.lists import ListReader
from dragoman.annotate.nominals import (
    BODY,
    OF_TWO,
    OWN_STATE,
    is_aged,
    is_bare,
    is_counterpart,
    load_definite,
    load_plural_states,
)  # fmt: skip
from dragoman.annotate.own_speech import OWN
from dragoman.annotate.plurals import PluralReader, acts_on, acts_to
from dragoman.annotate.prose import Prose
from dragoman.annotate.saying import Saying
from dragoman.annotate.short_names import list_short_names
from dragoman.records import Mention, Token

_OF = re.compile(r"\s+of\s+(?:the\s+)?(?:neighbou?ring\s+)?")
_REACH = 40  # characters
_DEFINITE = re.compile(r"\b[Tt]he\s\Z")
_BEHIND = re.compile(r",\s+(?:(?:the|an?|its|his|her|their)\s+)?(?:[\w'’-]+['’]s\s+)?")
_TAIL_END = re.compile(r"(?:\s(?:of|for|to|in|on|at|with)\s[^,.;:()\"“\n]{2,60})?(?:[,;)]|\.(?=\s|\Z))")
_APPOSED = re.compile(r",?\s+(?:the\s+)?")
_CLOSED = re.compile(r"[,.](?!\s+(?:and|or)\b)")
# Behind an office, before the comma of who holds it: for what, or where.
TAIL = re.compile(r"(?:\s(?:of|for|to|in|on|at|with)\s(?!(?!neighbou?ring)\w+ing\b)[^,.;:()\"“\n]{2,60})?,\s")
_MANY = ("s", "police", "people", "men", "women", "crowd", "mob")
_OBLIQUE = re.compile(
    r"\b(?:to|with|by|of|from|for|after|against|about|on|over|behind|near|in|like|than|under|between)\s+(?:the\s+|a\s+)?\Z"
)
_SINGULAR = re.compile(r"(?:the|this|that) (?!two|three|four|five|six|sides|parties|warring|rival|oppos|conflict)")


def link_mentions(
    text: str,
    sentences: Sequence[tuple[int, int]],
    tokens: Sequence[Token],
    mentions: Sequence[Mention],
    *,
    overlay: Path | None = None,
) -> tuple[Mention, ...]:
    """The same mentions with `chain` and, for plural nominals, `members` filled.

    All mentions of one state (name, capital, seat) share a chain; a person has a chain of his own. Mentions of
    other kinds (places, times) pass through unchanged.
    """
    actors = [m for m in mentions if m.kind == "actor"]
    linked = iter(_Linker(text, sentences, tokens, actors, overlay).link_all())
    return tuple(next(linked) if m.kind == "actor" else m for m in mentions)


class _Linker:
    """Reads mentions in order and keeps the chains found so far."""

    def __init__(
        self,
        text: str,
        sentences: Sequence[tuple[int, int]],
        tokens: Sequence[Token],
        mentions: Sequence[Mention],
        overlay: Path | None,
    ) -> None:
        self.text, self.mentions = text, mentions
        self.prose = Prose(text, tokens, [start for start, _ in sentences])
        self.briefs = [start for start, _ in list_datelines(text, sentences)][1:]  # where the next report begins
        self.overlay = overlay
        self.chains = Chains(overlay)
        self.lists = ListReader(text)
        self.plurals = PluralReader(self.prose, self.chains, self.lists, overlay)
        self.saying = Saying(self.prose, mentions, overlay)
        self._short: dict[int, set[str]] = {}  # what the report also calls a body, by offset
        self._told: dict[int, int] = {}  # where a chain was last named outside quotation marks
        self._reached = 0  # where the last mention joined ends
        self._members: tuple[int, tuple[int, ...]] = (-1, ())  # offset and members of the last plural nominal

    def link_all(self) -> list[Mention]:
        """The mentions in reading order, linked; "his Russian counterpart" after the name that stands beside it."""
        mentions = self.mentions
        self._short = {body.start: {name.lower()} for body, name in list_short_names(self.text, mentions)}
        holders = dict(filter(None, (self._find_holder(mentions, n) for n in range(len(mentions)))))
        held: dict[int, list[int]] = {}
        for number, holder in holders.items():
            held.setdefault(holder, []).append(number)
        found: dict[int, Mention] = {}
        for number, mention in enumerate(mentions):
            if number in holders:
                continue
            found[number] = self.link(mention)
            for office in held.get(number, ()):
                found[office] = self._apposed(mentions[office], found[number])
        return [found[number] for number in range(len(mentions))]

    def _find_holder(self, mentions: Sequence[Mention], number: int) -> tuple[int, int] | None:
        """`number` and that of the name behind it that tells who the counterpart is, or who holds the office.

        "The envoy for Peru, NAME, left"; no list ("the mayor, NAME, and the judge").
        """
        mention = mentions[number]
        office = mention.form == "office" and not mention.text.endswith("s")
        if not office and (mention.form != "nominal" or not is_counterpart(mention.text)):
            return None
        between = (TAIL if office else _APPOSED).match(self.text, mention.end)
        behind = range(number + 1, min(number + 4, len(mentions)))
        at = next((n for n in behind if between and mentions[n].start == between.end()), None)
        if at is None or mentions[at].form != "person":
            return None
        return (number, at) if not office or _CLOSED.match(self.text, mentions[at].end) else None

    def _apposed(self, nominal: Mention, person: Mention) -> Mention:
        """The person named holds the office, for the state told with it; a counterpart that of the person spoken of
        before, for the state of the nominal."""
        if person.chain is None:
            return nominal
        chain = self.chains[person.chain]
        if nominal.form == "office":
            hits = find_phrase_names(nominal.text, self.overlay)
            chain.code = chain.code or find_code(hits)
            chain.offices |= find_offices(hits)
            return msgspec.structs.replace(nominal, chain=chain.number)
        holder = next((c for c in self.chains.list_recent("person") if c is not chain), None)
        chain.code = chain.code or find_code(find_phrase_names(nominal.text, self.overlay))
        chain.offices |= holder.offices if holder else set()
        return msgspec.structs.replace(nominal, chain=chain.number)

    def link(self, mention: Mention) -> Mention:
        self.chains.since = max((start for start in self.briefs if start <= mention.start), default=0)
        if mention.form == "pronoun":
            return self._pronoun(mention)
        if mention.form == "nominal":
            return self._nominal(mention)
        hits = find_phrase_names(mention.text, self.overlay)
        if mention.form == "person":
            chain = self.chains.find_person(mention, hits)
            if chain.unlisted and mention.key:
                mention = msgspec.structs.replace(mention, key=UNLISTED)
            return self._join(mention, chain)
        if mention.form in ("country", "capital", "seat"):
            return self._join(mention, self.chains.find_state(mention, hits))
        if mention.form == "office":
            named = self._named_before(mention)
            if named is not None and (code := find_code(hits)) in (None, named.code or code):
                named.code, named.offices = named.code or code, named.offices | find_offices(hits)
                return self._join(mention, named)
            served, state = self._read_of(mention)
            served = served or not _DEFINITE.search(self.text, max(0, mention.start - 5), mention.start)
            return self._join(mention, self.chains.find_office(mention, hits, find_code(hits) or state, served=served))
        body = self.chains.find_body(mention, hits)
        body.words |= self._short.get(mention.start, set())
        return self._join(mention, body)

    def _read_of(self, office: Mention) -> tuple[bool, str | None]:
        """Whether it is said of whom or what an office is, and the state that is ("the president of Peru")."""
        of = _OF.match(self.text, office.end)
        behind = find_phrase_names(self.text[of.end() : of.end() + _REACH], self.overlay) if of else ()
        return of is not None, find_code(behind[:1]) if behind and behind[0].start == 0 else None

    def _named_before(self, office: Mention) -> Chain | None:
        """The person whose name an office stands behind, between commas: "NAME, the minister of defence, left"."""
        begin = self.prose.begin(office.start)
        if not self.chains.said or self._reached < begin or self.chains[self.chains.said[-1][1]].kind != "person":
            return None
        after = _TAIL_END.match(self.text, office.end)
        if after is None or not _BEHIND.fullmatch(self.text, self._reached, office.start) or office.text.endswith("s"):
            return None
        told = any(t.tag in ("VERB", "AUX") for t in self.prose.between(office.end, after.end()))
        return None if told else self.chains[self.chains.said[-1][1]]

    def _join(self, mention: Mention, chain: Chain) -> Mention:
        chain.last = mention.start
        self.chains.said.append((mention.start, chain.number))
        if not self.saying.is_quoted(mention.start):
            self._told[chain.number] = mention.start
        self._reached = mention.end
        many = mention.text.lower().endswith(_MANY) and not mention.text.endswith("ss")  # "the Press" is one
        chain.plural = chain.plural or many
        if mention.form not in ("pronoun", "nominal"):
            kind = "" if mention.form == "demonym" else chain.kind  # "Saudi and American mediators"
            self.lists.read(mention.start, mention.end, chain.number, kind)
            chain.weight += 1.0
            if chain.kind == "person" and chain.code:  # who acts for a state makes it salient
                for state in self.chains:
                    if state.kind == "state" and state.code == chain.code:
                        state.weight += 1.0
        return msgspec.structs.replace(mention, chain=chain.number)

    def _pronoun(self, mention: Mention) -> Mention:
        word = mention.text.lower()
        agent = self._own_subject(mention)
        if word in ("he", "him", "she", "her"):
            gender = "m" if word in ("he", "him") else "f"
            fitting = [c for c in self._list_meant(mention) if not clash(gender, c.gender) and c.number != agent]
            chain = self._subject(fitting, mention.start) if word in ("he", "she") else None
            chain = chain or next(iter(fitting), None)
            if chain is None:
                return mention
            chain.gender = chain.gender or gender
            return self._join(mention, chain)
        if word in ("they", "them"):
            return self._they(mention, agent)
        bodies = [c for c in self.chains.list_recent("state", "body", "group") if c.kind == "state" or not c.plural]
        meant = self._own_speaker(mention) or self._subject(bodies, mention.start) or next(iter(bodies), None)
        return self._join(mention, meant) if meant else mention

    def _own_speaker(self, mention: Mention) -> Chain | None:
        """Who says of itself what "it" begins: the state or body named right before the word of speech."""
        if mention.key != OWN or not self.chains.said:
            return None
        chain = self.chains[self.chains.said[-1][1]]
        return chain if chain.kind != "person" else None

    def _list_meant(self, pronoun: Mention) -> list[Chain]:
        """The persons whom a pronoun may mean, named last first: not who is named in what it says, and who is named
        outside quotation marks before who is named only in them."""
        said = {self._find_number(m) for m in self.saying.list_named(pronoun)}
        persons = [c for c in self.chains.list_recent("person") if c.number not in said]
        if self.saying.is_quoted(pronoun.start):
            return persons
        return sorted(persons, key=lambda c: -self._told.get(c.number, -1))

    def _find_number(self, person: Mention) -> int | None:
        """The chain of somebody named, joined to it or yet to be; None where he is new."""
        chain = self.chains.match_person(person, find_phrase_names(person.text, self.overlay))
        return chain.number if chain else None

    def _own_subject(self, mention: Mention) -> int | None:
        """The chain that a pronoun cannot mean: who does to it what the verb right before it tells ("Mbeki told him",
        "asked Mbeki to help him")."""
        if mention.text.lower() not in ("him", "her", "them") or self._reached <= self.prose.begin(mention.start):
            return None
        acted_on = (test(self.prose, self._reached, mention.start) for test in (acts_on, acts_to))
        return self.chains.said[-1][1] if any(acted_on) else None

    def _subject(self, chains: Sequence[Chain], offset: int) -> Chain | None:
        """The one of `chains` named first, and in no prepositional phrase, in this sentence or the one before;
        nobody whom another's quotation names ('"Peru is weak," it said')."""
        numbers = {c.number for c in chains}
        aloud = self.saying.is_quoted(offset)
        for back in (0, 1):
            begin = self.prose.begin(offset, back)
            for start, number in self.chains.said[bisect_left(self.chains.said, (begin, 0)) :]:
                if (
                    start < offset
                    and number in numbers
                    and (aloud or not self.saying.is_quoted(start))
                    and not _OBLIQUE.search(self.text, max(begin, start - 16), start)
                ):
                    return self.chains[number]
        return None

    def _they(self, mention: Mention, agent: int | None) -> Mention:
        """The plural actor named last in this sentence or the one before: a nominal, a list, a body of many."""
        since = self.prose.begin(mention.start, 1)
        named = self.lists.last(since)
        spoken, members = self._members
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
        return self._join(mention, many) if many else mention

    def _pair(self, since: int) -> tuple[int, ...]:
        """The only two persons named from `since` on ("A invited B. They will meet in May.")."""
        near = {n for start, n in self.chains.said if start >= since and self.chains[n].kind == "person"}
        return tuple(sorted(near)) if len(near) == 2 and not any(self.chains[n].plural for n in near) else ()

    def _nominal(self, mention: Mention) -> Mention:
        lowered = mention.text.lower()
        if mention.key and mention.key.startswith("states:"):
            codes = load_plural_states(self.overlay)[mention.key.removeprefix("states:")]
            return self._plural(mention, tuple(c.number for c in self.chains if c.kind == "state" and c.code in codes))
        if is_counterpart(lowered):
            return self._counterpart(mention)
        if mention.key and mention.key.startswith(BODY):
            noun = mention.key.removeprefix(BODY)
            called = self._alone([c for c in self.chains.list_recent("body") if noun in c.nouns])
            return self._join(mention, called) if called else mention
        if OWN_STATE.fullmatch(mention.text):
            owner = self._own_state(mention)
            return self._join(mention, owner) if owner else mention
        if is_aged(lowered):
            person = self._person_meant(mention)
            return self._join(mention, person) if person else mention
        if lowered in OF_TWO:
            two = self._two_named(mention)
            return self._join(mention, self.chains[two[OF_TWO[lowered]]]) if two else mention
        if _SINGULAR.match(lowered) and not is_bare(lowered):
            meant = self._definite(lowered)
            return self._join(mention, meant) if meant else mention
        members = self.plurals.read(mention, lowered)
        return self._plural(mention, members) if members else mention

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
        return self._subject(persons, nominal.start) or next(iter(persons), None)

    def _own_state(self, mention: Mention) -> Chain | None:
        """The state of the person whom "his country" speaks of, else the person, who stands for it."""
        gender = "m" if mention.text.lower().startswith("his") else "f"
        persons = [c for c in self.chains.list_recent("person") if not clash(gender, c.gender)]
        person = self._subject(persons, mention.start) or next(iter(persons), None)
        if person is None or person.code is None:
            return person
        states = [c for c in self.chains if c.kind == "state" and c.code == person.code]
        return states[0] if states else person

    def _definite(self, lowered: str) -> Chain | None:
        """The state or body last named that a definite noun in the singular can mean."""
        codes = next(
            (c for noun, c in load_definite(self.overlay).items() if lowered.endswith(noun.lower())), frozenset[str]()
        )
        recent = self.chains.list_recent("state", "body") if codes else self.chains.list_recent("state")
        return self._alone([c for c in recent if not codes or c.code in codes])

    def _alone(self, fitting: Sequence[Chain]) -> Chain | None:
        """The first of some chains, named last, that stands in no list, else the one told most of."""
        # Named last in a list ("Poland and Hungary"), neither is "the country": rather the one told most of.
        alone = [c for c in fitting if not self.lists.holds(c.last)]
        return next(iter(alone or sorted(fitting, key=lambda c: -c.weight)), None)

    def _plural(self, mention: Mention, members: tuple[int, ...]) -> Mention:
        members = tuple(sorted(members))
        self._members = (mention.start, members)
        return msgspec.structs.replace(mention, members=members)

    def _counterpart(self, mention: Mention) -> Mention:
        """ "his Russian counterpart" is the person of that state with the same office, else somebody new."""
        code = find_code(find_phrase_names(mention.text, self.overlay))
        holder = next(iter(self.chains.list_recent("person")), None)
        offices = set(holder.offices) if holder else set()
        others = [c for c in self.chains.list_recent("person") if c is not holder]
        for chain in others:
            if code and chain.code == code:
                return self._join(mention, chain)
        return self._join(mention, self.chains.new("person", None, code, set(), offices, ""))
