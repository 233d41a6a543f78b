"""Whom actor spans name, and the state that their own words or coreference tell: the phrase first, then its chain."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from dragoman.annotate.actor_names import find_phrase_names, load_words
from dragoman.annotate.nominals import BODY, OF_TWO, count_named, load_plural_states, means_state, names_states
from dragoman.annotate.own_speech import OWN
from dragoman.annotate.setting import load_state_names
from dragoman.ground.lacking import list_lacking
from dragoman.ground.owners import Owners
from dragoman.ground.phrases import Reading, is_serving, read_phrase
from dragoman.ground.profiles import STATE_FORMS, Profile, Profiles
from dragoman.ground.seats import Seats
from dragoman.ground.states import NamedStates
from dragoman.records import Actor, Annotation, Link, Mention, Place, Span

# The encoder's probability on "the country" and the like, and on "he" and "they", from which it comes before
# coreference. On marked passages it was right for 15 of 15 nominals from .8 on, coreference for 11; of pronouns in
# passages that it was not taught for 24 of 44 from .8 on and 15 of 26 from .9 on, coreference for 18 and 10.
SURER_THAN_CHAIN = {"nominal": 0.8, "pronoun": 0.9}
_LINKED = "encoder: of the report's states {:.2f}"
_ONE_BODY = ("country", "capital", "seat", "organisation", "ministry", "group")
_OF = re.compile(r"\s(?:of|from)\s")
_STATE_KEY = re.compile(r"country:[A-Z]{3}")


def span_of(mention: Mention) -> Span:
    """Where a mention stands."""
    return Span(mention.start, mention.end, mention.text)


def _name_chain(chain: int | None, profile: Profile) -> str:
    return f"coreference chain {chain}: {profile.rule}" if profile.rule else f"coreference chain {chain}"


class ToldActors:
    """The actors of one article as its words and coreference tell them; keeps what each span is known to be."""

    def __init__(
        self, text: str, day: date | None, annotation: Annotation, places: Sequence[Place], overlay: Path | None
    ) -> None:
        self.text, self.date, self.overlay = text, day, overlay
        self.sentences = annotation.sentences
        self.mentions = sorted((m for m in annotation.mentions if m.kind == "actor"), key=lambda m: m.start)
        self.states = NamedStates(text, overlay)
        self.profiles = Profiles(text, day, annotation.tokens, self.mentions, overlay)
        self.seats = Seats(self.states, self.profiles, places)
        speakers = [q.speaker for q in annotation.quotations if q.speaker]
        self._owners = Owners(text, annotation.sentences, self.mentions, speakers)
        self._links = {(x.start, x.end): x for x in annotation.links}
        self._by_span = {(m.start, m.end): m for m in self.mentions}
        self._told: dict[tuple[int, int], tuple[Actor, ...]] = {}

    def read(self, span: Span) -> tuple[Actor, ...]:
        """The actors `span` stands for, with the state that words or coreference tell; kept."""
        at = (span.start, span.end)
        if at not in self._told:
            self._told[at] = self._ground(span, self.mention_at(span))
        return self._told[at]

    def mention_at(self, span: Span) -> Mention | None:
        """The mention that stands at `span`, or shares most with it."""
        best, most = self._by_span.get((span.start, span.end)), 0
        if best is not None:
            return best
        for mention in self.mentions:
            if mention.start >= span.end:
                break
            shared = min(span.end, mention.end) - max(span.start, mention.start)
            if shared > most and (mention.form != "pronoun" or shared == span.end - span.start):
                best, most = mention, shared
        return best

    def find_link(self, span: Span) -> Link | None:
        """What the encoder makes of whom somebody acts for."""
        mention = self.mention_at(span)
        at = mention or span
        return self._links.get((at.start, at.end))

    def find_owner(self, mention: Mention, code: str | None) -> Mention | None:
        """Whose an office or embassy is: of the person of the report that it names, or, where nothing tells its state
        (`code`), of whom a pronoun before it means or whom it speaks for."""
        owner = self._owners.find_named(mention)
        owned = mention.form == "office" or self.states.is_mission(mention.text) or self._owners.is_persons(mention)
        if owner is None and code is None and owned:
            owner = (
                self._owners.find_meant(mention)
                or self._owners.find_served(mention)
                or self._owners.find_spoken_for(mention)
            )
        if owner is None or owner.chain in (None, mention.chain) or len(told := self.read(span_of(owner))) != 1:
            return None
        return None if told[0].code in list_lacking(mention.text, self.overlay) else owner

    def _ground(self, span: Span, mention: Mention | None) -> tuple[Actor, ...]:
        if mention is not None and mention.key and mention.key.startswith("states:"):
            row = mention.key.removeprefix("states:")
            codes = load_plural_states(self.overlay)[row]
            rule = f"plural_states.tsv: {row}"
            states = ((code, self.profiles.name_state(code)) for code in codes)
            return tuple(self._actor(span, code, ("GOV",), name, None, rule) for code, name in states)
        if mention is not None and mention.members:
            reading = read_phrase(span.text, self.date, self.overlay)
            return tuple(self._member(span, chain, reading) for chain in mention.members)
        many = mention is not None and mention.form == "nominal" and not (mention.key or "").startswith(BODY)
        if mention is not None and many and mention.chain is None:
            codes = self.states.last_list(span.start, count_named(span.text))
            if codes:
                rule = f"the last list of {len(codes)} states before it"
                return tuple(self._actor(span, code, ("GOV",), None, None, rule) for code in codes)
        if mention is None and span.text == "it":
            mention = self._named_before(span)
        if mention is not None and mention.chain is not None:
            return self._ground_chain(span, mention)
        reading = read_phrase(span.text, self.date, self.overlay)
        # A word that is a surname too and has no mention is none here: "Park", "Long", "May".
        common = mention is None and span.text in load_words(self.overlay).kinds["common_surname"]
        lone = common and reading.name is not None
        return self._ground_words(span, Reading() if lone else reading)

    def _named_before(self, span: Span) -> Mention | None:
        """Whom "it" means as one acted on: the state or body named last in its sentence, or the one before, that does
        not itself act on it ("Oslo praised the army and urged it")."""
        number = next((n for n, (a, b) in enumerate(self.sentences) if a <= span.start < b), 0)
        begin = self.sentences[max(0, number - 1)][0] if self.sentences else 0
        before = [m for m in self.mentions if begin <= m.start and m.end <= span.start]
        if before and not re.search(r"[,;.]|\b(?:and|but|or)\b", self.text[before[-1].end : span.start]):
            before.pop()  # who acts on it
        bodies = (m for m in reversed(before) if m.form in _ONE_BODY and not m.text.endswith("s"))
        return next(bodies, None)

    def _ground_chain(self, span: Span, mention: Mention) -> tuple[Actor, ...]:
        chain = mention.chain if mention.chain is not None else -1
        profile = self.profiles.read(chain)
        if mention.form in ("pronoun", "nominal"):
            link = self.find_link(span)
            is_body = (mention.key or "").startswith(BODY)
            told = is_body or mention.key == OWN or mention.text.lower() in OF_TWO
            open_to_all = link is not None and not told
            code, sure = link.likeliest if link and open_to_all else (None, 0.0)
            of_state = mention.form == "nominal" and not is_body
            # It chooses among the states that the report names: it cannot mean another that a table tells.
            unnamed = profile.code in load_state_names(self.overlay) and profile.code not in self.states.counts
            if code not in (None, profile.code) and not unnamed and sure >= SURER_THAN_CHAIN[mention.form]:
                name, sectors = (self.profiles.name_state(code), ("GOV",)) if of_state else (None, ())
                return (self._actor(span, code, sectors, name, None, _LINKED.format(sure)),)
            rule = _name_chain(chain, profile)
            if of_state and means_state(span.text, self.overlay):
                profile = self._read_state(profile)
            return (self._actor(span, profile.code, profile.sectors, profile.name, profile.role, rule),)
        wider = span.text if len(span.text) > len(mention.text) else self.profiles.widen(mention)
        reading = self.profiles.read_mention(mention, self.profiles.list_keys(chain), wider)
        if reading.plural:
            codes = reading.codes if len(reading.codes) > 1 else self.states.list_behind(span)
            codes = codes if len(codes) > 1 else self._list_sides(span)
            if len(codes) > 1:
                return self._ground_words(span, reading._replace(codes=codes))
        return (self._single(span, mention, profile, reading),)

    def _list_sides(self, span: Span) -> tuple[str, ...]:
        """The states of the parties that several are of: "officials from both sides"."""
        of = _OF.match(self.text, span.end)
        sides = next((m for m in self.mentions if of and m.start == of.end() and m.members), None)
        codes = (actor.code for actor in self.read(span_of(sides))) if sides else ()
        return tuple(dict.fromkeys(code for code in codes if code))

    def _single(self, span: Span, mention: Mention, profile: Profile, reading: Reading) -> Actor:
        """One actor: the words of the phrase first, then its chain, then where it is said to be."""
        if reading.past and profile.role and profile.role != reading.role:
            reading = Reading(role=profile.role)  # what the report calls him is told by the chain
        code, rule, chain = reading.code, reading.rule, mention.chain
        if code is None and mention.form == "country" and _STATE_KEY.fullmatch(mention.key or ""):
            code, rule = (mention.key or "")[-3:], mention.key  # "the North" in a report about Korea
        sectors = reading.sectors or profile.sectors
        if mention.form == "office" and " " not in mention.text and is_serving(mention.text, self.overlay):
            sectors = profile.sectors or sectors  # "the spokesman" of the army
        if owner := self.find_owner(mention, reading.code):
            (told,) = self.read(span_of(owner))
            code, rule = told.code, "; ".join(filter(None, (rule, f"of {owner.text}")))
            sectors = (told.sectors if is_serving(mention.text, self.overlay) else ()) or sectors
        elif code is None:
            code = profile.code
            rule = "; ".join(r for r in (rule, _name_chain(chain, profile) if code else None) if r)
        if mention.form in STATE_FORMS and not reading.sectors:
            sectors = (
                ("GOV",) if mention.form != "demonym" else self._read_shared(mention) or self._read_people(mention)
            )
        if code is None and (mention.form != "person" or reading.role or profile.role):  # a bare name is anybody's
            code, context_rule = self.seats.find(span, sectors)
            rule = "; ".join(r for r in (rule, context_rule) if r)
        # "the Soviet Union" and "Crimea" have not the name of the state that they are counted for
        named = mention.form == "country" and (mention.key or "").startswith("country:")
        name = mention.text if named and mention.key != f"country:{code}" else profile.name
        name = self.profiles.name_state(code) if named and reading.code is None else name  # "the North"
        return self._actor(span, code, sectors, name, reading.role or profile.role, rule or None)

    def _read_shared(self, demonym: Mention) -> tuple[str, ...]:
        """Sectors of the noun that a demonym shares with the next ("the Peruvian" + "and Chilean envoys")."""
        joined = next((m for m in self.mentions if m.start > demonym.start), None)
        if joined is None or joined.form == "demonym" or self.text[demonym.end : joined.start] != " and ":
            return ()
        reading = read_phrase(joined.text, self.date, self.overlay)
        return reading.sectors if reading.code else ()

    def _read_people(self, demonym: Mention) -> tuple[str, ...]:
        """Sectors of some of a state's people ("two Peruvians"), or of a people that has no state ("Tibetans"); none
        where it may be the state that is meant ("the Peruvians")."""
        hits = find_phrase_names(demonym.text, self.overlay)
        people = next((e for e in hits[-1].entries if e.kind == "people"), None) if hits else None
        if people is None or hits[-1].end < len(demonym.text):
            return ()
        return ("SOC",) if "-" in people.key else ("CVL",) if hits[-1].start else ()

    def _ground_words(self, span: Span, reading: Reading) -> tuple[Actor, ...]:
        if reading.plural and len(reading.codes) > 1:
            return tuple(
                self._actor(span, code, reading.sectors, None, reading.role, reading.rule) for code in reading.codes
            )
        sectors = reading.sectors or (("GOV",) if reading.state_only else ())
        code, rule = reading.code, reading.rule
        if code is None:
            code, context_rule = self.seats.find(span, sectors)
            rule = "; ".join(r for r in (rule, context_rule) if r) or None
        return (self._actor(span, code, sectors, reading.name, reading.role, rule),)

    def _member(self, span: Span, chain: int, reading: Reading) -> Actor:
        profile = self.profiles.read(chain)
        state = self.profiles.chains[chain][0].form in STATE_FORMS
        of_states = names_states(span.text, self.overlay)  # "the two neighbours"
        if not state and of_states:
            profile = self._read_state(profile)
        sectors = reading.sectors if state and reading.sectors and not of_states else profile.sectors
        rule = _name_chain(chain, profile)
        return self._actor(span, profile.code, sectors, profile.name, profile.role, rule)

    def _read_state(self, profile: Profile) -> Profile:
        """The state itself, where only its army or its president is named; who acts for no state as he is."""
        if profile.code not in load_state_names(self.overlay):
            return profile
        return profile._replace(sectors=("GOV",), name=self.profiles.name_state(profile.code), role=None)

    @staticmethod
    def _actor(
        span: Span, code: str | None, sectors: tuple[str, ...], name: str | None, role: str | None, rule: str | None
    ) -> Actor:
        name = " ".join(name.split()) if name else None  # of lines that were wrapped
        return Actor(span.start, span.end, span.text, code, sectors, name, role, rule)
