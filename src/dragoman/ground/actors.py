"""Actor spans to the state or body acted for, sectors, fullest name and office, with the row or rule that decided."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path

from msgspec import structs

from dragoman.annotate.actor_names import load_words, match_any
from dragoman.annotate.datelines import list_datelines
from dragoman.annotate.nominals import BODY, load_plural_states, means_state
from dragoman.annotate.setting import ELSEWHERE, load_state_names
from dragoman.coding.votes import SURE_PARTY
from dragoman.ground.allegiance import Allegiance, Asked
from dragoman.ground.choices import Described, pick
from dragoman.ground.lacking import list_lacking
from dragoman.ground.owners import Owners
from dragoman.ground.peoples import find_people
from dragoman.ground.phrases import Reading, is_serving, read_phrase
from dragoman.ground.profiles import STATE_FORMS, Profile, Profiles, is_related
from dragoman.ground.states import NamedStates
from dragoman.ground.towns import find_town
from dragoman.records import Actor, Annotation, Link, Mention, Place, Span

# Probability from which somebody whom no words tell is taken to act for a state of the report.
SURE_STATE = 0.4
# ... and by so much likelier than the next: two that are told alike are both unknown.
SURER = 1.1
# The encoder's on "the country" and the like, and on "he" and "they", against coreference. On marked passages it was
# right for 15 of 15 nominals from .8 on, coreference for 11; of pronouns in passages that it was not taught for 24 of
# 44 from .8 on and 15 of 26 from .9 on, coreference for 18 and 10.
SURER_THAN_CHAIN = {"nominal": 0.8, "pronoun": 0.9}
# How a state was found that no words tell.
LIKELIEST = "likeliest of the report's states"
_LINKED = "encoder: of the report's states {:.2f}"
_POOLED = 4  # mentions of a chain that are asked whom it acts for
_ONE_BODY = ("country", "capital", "seat", "organisation", "ministry", "group")
_BODIES = frozenset(("GOV", "MIL", "COP", "JUD", "LEG", "SPY"))

_IN = re.compile(r"\s+in\s+(?:the\s+)?")
_STATE_KEY = re.compile(r"country:[A-Z]{3}")

_COUNTS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5, "six": 6}


def _count(text: str) -> int:
    """How many actors a plural nominal speaks of; two where it gives no number."""
    return next((n for word, n in _COUNTS.items() if re.search(rf"\b{word}\b", text.lower())), 2)


@lru_cache(maxsize=8)
def _load_many(overlay: Path | None) -> re.Pattern[str]:
    return re.compile(rf"(?:the |an? )?(?:{match_any(load_words(overlay).kinds['many_states'])})\b", re.I)


def _points_at(pointed: Sequence[tuple[Span, float]], span: Span) -> bool:
    return any(chance >= SURE_PARTY and s.start < span.end and span.start < s.end for s, chance in pointed)


def _span_of(mention: Mention) -> Span:
    return Span(mention.start, mention.end, mention.text)


def _name_chain(chain: int | None, profile: Profile) -> str:
    return f"coreference chain {chain}: {profile.rule}" if profile.rule else f"coreference chain {chain}"


class ActorGrounder:
    """Grounds actor spans of one article; keeps what each chain is known to be."""

    def __init__(
        self,
        article_text: str,
        date: date | None,
        annotation: Annotation,
        *,
        places: Sequence[Place] = (),
        overlay: Path | None = None,
    ) -> None:
        self._places, self._predicates = places, annotation.predicates
        self._links = {(x.start, x.end): x for x in annotation.links}
        self.text = article_text
        self.date = date
        self.sentences = annotation.sentences
        self.overlay = overlay
        self.mentions = sorted((m for m in annotation.mentions if m.kind == "actor"), key=lambda m: m.start)
        self._by_span = {(m.start, m.end): m for m in self.mentions}
        self._profiles = Profiles(article_text, date, annotation.tokens, self.mentions, overlay)
        self._told: dict[tuple[int, int], tuple[Actor, ...]] = {}
        self._grounded: dict[tuple[int, int], tuple[Actor, ...]] = {}
        self._states = NamedStates(article_text, overlay)
        self._owners = Owners(article_text, annotation.sentences, self.mentions)

    def ground(self, span: Span) -> tuple[Actor, ...]:
        """The actors `span` stands for, each with the span's own offsets: one, or one per member of a plural.

        `code` is null when neither the words nor the chain tell it and no state of the report is likely enough.
        """
        at = (span.start, span.end)
        if at not in self._grounded:
            mention, actors = self._mention_at(span), self._read(span)
            if mention is not None and len(mention.members) == len(actors):
                pairs = zip(actors, mention.members, strict=True)
                actors = tuple(self._complete(a, span, chain) for a, chain in pairs)
            elif len(actors) == 1:
                actors = (self._complete(actors[0], span, mention.chain if mention else None),)
            self._grounded[at] = actors
        return self._grounded[at]

    def _read(self, span: Span) -> tuple[Actor, ...]:
        """The actors `span` stands for, with the state that words or coreference tell; kept."""
        at = (span.start, span.end)
        if at not in self._told:
            self._told[at] = self._ground(span, self._mention_at(span))
        return self._told[at]

    def _complete(self, actor: Actor, span: Span, chain: int | None) -> Actor:
        """The actor with the likeliest of the report's states where none is told."""
        if actor.code is not None and (mention := self._mention_at(span)) and mention.form == "pronoun":
            return self._name_linked(actor, chain)
        if actor.code is not None or _load_many(self.overlay).match(span.text):  # "West African leaders"
            return actor
        if (mention := self._mention_at(span)) and (owner := self._owner_of(mention, actor.code)):
            (whose,) = self.ground(_span_of(owner))
            return structs.replace(actor, code=whose.code)
        lacking = list_lacking(span.text, self.overlay) | list_lacking(actor.role, self.overlay)
        weighed = self._weigh(span, chain, seen=bool(actor.sectors))
        if is_related(span.text, self.overlay):
            lacking |= self.allegiance.list_related(span)
        code, chance = pick(weighed, SURE_STATE, SURER, lacking)
        rule = f"{actor.grounding or 'no state told'}; {LIKELIEST} {chance:.2f}"
        if code is None:
            code = self._find_namesake(span)
            rule = f"{actor.grounding}; the best known of that name"
        if code is None or not self._suits(code, span):
            return actor
        return structs.replace(actor, code=code, grounding=rule)

    def _name_linked(self, actor: Actor, chain: int | None) -> Actor:
        """A pronoun of a state that the encoder gives, with the name and sectors of whom coreference gives, if he is
        taken to be of that state too."""
        mentions = self._profiles.chains.get(chain, []) if chain is not None and not actor.sectors else []
        named = next((m for m in mentions if m.form not in ("pronoun", "nominal")), None)
        likely = self.ground(_span_of(named)) if named else ()
        if len(likely) != 1 or likely[0].code != actor.code:
            return actor
        return structs.replace(actor, sectors=likely[0].sectors, name=likely[0].name, role=likely[0].role)

    def _suits(self, code: str, span: Span) -> bool:
        """Whether a state is not that of the place where several in office meet ("the ministers"): only the encoder can
        tell that they are its own."""
        mention, link = self._mention_at(span), self._find_link(span)
        several = mention is not None and mention.form == "office" and mention.text.endswith("s")
        return not several or (link is not None and link.likeliest[0] == code)

    def _weigh(self, span: Span, chain: int | None, *, seen: bool) -> dict[str | None, float]:
        """The probability of each state of the report for `span`, or for the words that name its chain; none where
        neither rules (`seen`: they know the words) nor encoder see an actor."""
        chained = self._profiles.chains.get(chain, []) if chain is not None else []
        named = [m for m in chained if m.form not in ("pronoun", "nominal")][:_POOLED]
        asked = [self._ask(Span(m.start, m.end, m.text)) for m in named] or [self._ask(span)]
        if not (named or seen or asked[0].link or self._mention_at(span)):
            return {}
        return self.allegiance.choose(asked, self.overlay)

    @cached_property
    def allegiance(self) -> Allegiance:
        """What the report says of the states that somebody in it may act for."""
        here = [m for m in self.mentions if not ELSEWHERE.match(self.text, m.end)]
        told = ((m.start, {a.code for a in self._read(Span(m.start, m.end, m.text))}) for m in here)
        acting = [(at, code) for at, codes in told if len(codes) == 1 for code in codes if code]
        # "Saidov" is a village too
        places = [p for p in self._places if not any(m.start <= p.start < m.end for m in here if m.form == "person")]
        return Allegiance(self.text, self.sentences, self._states, acting, places, self._home)

    def list_parties(self) -> tuple[Actor, ...]:
        """The report's actors that its words or coreference give one state, in reading order; pronouns and datelines
        only of states that nothing else stands for."""
        told = [(m, self._read(Span(m.start, m.end, m.text))) for m in self.mentions]
        datelines = list_datelines(self.text, self.sentences)
        parties = [
            (actors[0], m.form == "pronoun" or any(start <= m.start < body for start, body in datelines))
            for m, actors in told
            if len(actors) == 1 and actors[0].code
        ]
        named = {actor.code for actor, weak in parties if not weak}
        return tuple(actor for actor, weak in parties if not weak or actor.code not in named)

    def list_codes(self, span: Span) -> frozenset[str]:
        """The states that words or coreference give `span`."""
        return frozenset(a.code for a in self._read(span) if a.code)

    def describe(self, span: Span) -> Described:
        """The report's states, and None for none of them, with what speaks for each; empty where the words of `span` or
        its chain tell the state."""
        if len(told := self._read(span)) != 1 or told[0].code is not None:
            return []
        return self.allegiance.describe(self._ask(span))

    def _ask(self, span: Span) -> Asked:
        mention = self._mention_at(span)
        pronoun = mention is not None and mention.form == "pronoun"
        return Asked(span, self._find_link(span), self._find_acting(span), pronoun, self._find_namesake(span))

    def _find_namesake(self, span: Span) -> str | None:
        return read_phrase(span.text, self.date, self.overlay).namesake

    def _find_acting(self, span: Span) -> frozenset[str]:
        """States of those who the encoder says act on whom `span` names."""
        codes = frozenset[str]()
        for predicate in self._predicates:
            if _points_at(predicate.recipients, span) and not _points_at(predicate.actors, span):
                codes = codes.union(*(self.list_codes(a) for a, chance in predicate.actors if chance >= SURE_PARTY))
        return codes

    def _find_link(self, span: Span) -> Link | None:
        """What the encoder makes of whom somebody acts for."""
        mention = self._mention_at(span)
        at = mention or span
        return self._links.get((at.start, at.end))

    def _ground(self, span: Span, mention: Mention | None) -> tuple[Actor, ...]:
        if mention is not None and mention.key and mention.key.startswith("states:"):
            row = mention.key.removeprefix("states:")
            codes = load_plural_states(self.overlay)[row]
            rule = f"plural_states.tsv: {row}"
            states = ((code, self._profiles.name_state(code)) for code in codes)
            return tuple(self._actor(span, code, ("GOV",), name, None, rule) for code, name in states)
        if mention is not None and mention.members:
            reading = read_phrase(span.text, self.date, self.overlay)
            return tuple(self._member(span, chain, reading) for chain in mention.members)
        many = mention is not None and mention.form == "nominal" and not (mention.key or "").startswith(BODY)
        if mention is not None and many and mention.chain is None:
            codes = self._states.last_list(span.start, _count(span.text))
            if codes:
                rule = f"the last list of {len(codes)} states before it"
                return tuple(self._actor(span, code, ("GOV",), None, None, rule) for code in codes)
        if mention is None and span.text == "it":
            mention = self._named_before(span)
        if mention is not None and mention.chain is not None:
            return self._ground_chain(span, mention)
        return self._ground_words(span, read_phrase(span.text, self.date, self.overlay))

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
        profile = self._profiles.read(chain)
        if mention.form in ("pronoun", "nominal"):
            link = self._find_link(span)
            is_body = (mention.key or "").startswith(BODY)
            code, sure = link.likeliest if link and not is_body else (None, 0.0)
            of_state = mention.form == "nominal" and not is_body
            if code not in (None, profile.code) and sure >= SURER_THAN_CHAIN[mention.form]:
                name, sectors = (self._profiles.name_state(code), ("GOV",)) if of_state else (None, ())
                return (self._actor(span, code, sectors, name, None, _LINKED.format(sure)),)
            rule = _name_chain(chain, profile)
            if (
                of_state and means_state(span.text, self.overlay) and profile.code in load_state_names(self.overlay)
            ):  # of its army
                profile = profile._replace(sectors=("GOV",), name=self._profiles.name_state(profile.code), role=None)
            return (self._actor(span, profile.code, profile.sectors, profile.name, profile.role, rule),)
        wider = span.text if len(span.text) > len(mention.text) else self._profiles.widen(mention)
        reading = read_phrase(wider, self.date, self.overlay, self._profiles.list_keys(chain))
        if reading.plural:
            codes = reading.codes if len(reading.codes) > 1 else self._states.list_behind(span)
            if len(codes) > 1:
                return self._ground_words(span, reading._replace(codes=codes))
        return (self._single(span, mention, profile, reading),)

    def _single(self, span: Span, mention: Mention, profile: Profile, reading: Reading) -> Actor:
        """One actor: the words of the phrase first, then its chain, then where it is said to be."""
        if reading.past and profile.role and profile.role != reading.role:
            reading = Reading(role=profile.role)  # what the report calls him is told by the chain
        code, rule, chain = reading.code, reading.rule, mention.chain
        if code is None and mention.form == "country" and _STATE_KEY.fullmatch(mention.key or ""):
            code, rule = (mention.key or "")[-3:], mention.key  # "the North" in a report about Korea
        sectors = reading.sectors or profile.sectors
        if owner := self._owner_of(mention, reading.code):
            (told,) = self._read(_span_of(owner))
            code, rule = told.code, "; ".join(filter(None, (rule, f"of {owner.text}")))
            sectors = (told.sectors if is_serving(mention.text, self.overlay) else ()) or sectors
        elif code is None:
            code = profile.code
            rule = "; ".join(r for r in (rule, _name_chain(chain, profile) if code else None) if r)
        if mention.form in STATE_FORMS and not reading.sectors:
            sectors = ("GOV",) if mention.form != "demonym" else self._read_shared(mention)
        if code is None and (mention.form != "person" or reading.role or profile.role):  # a bare name is anybody's
            code, context_rule = self._from_people(span) or self._from_place(span, sectors)
            rule = "; ".join(r for r in (rule, context_rule) if r)
        return self._actor(span, code, sectors, profile.name, reading.role or profile.role, rule or None)

    def _read_shared(self, demonym: Mention) -> tuple[str, ...]:
        """Sectors of the noun that a demonym shares with the next ("the Peruvian" + "and Chilean envoys")."""
        joined = next((m for m in self.mentions if m.start > demonym.start), None)
        if joined is None or joined.form == "demonym" or self.text[demonym.end : joined.start] != " and ":
            return ()
        reading = read_phrase(joined.text, self.date, self.overlay)
        return reading.sectors if reading.code else ()

    def _ground_words(self, span: Span, reading: Reading) -> tuple[Actor, ...]:
        if reading.plural and len(reading.codes) > 1:
            return tuple(
                self._actor(span, code, reading.sectors, None, reading.role, reading.rule) for code in reading.codes
            )
        sectors = reading.sectors or (("GOV",) if reading.state_only else ())
        code, rule = reading.code, reading.rule
        if code is None:
            code, context_rule = self._from_people(span) or self._from_place(span, sectors)
            rule = "; ".join(r for r in (rule, context_rule) if r) or None
        return (self._actor(span, code, sectors, reading.name, reading.role, rule),)

    def _member(self, span: Span, chain: int, reading: Reading) -> Actor:
        profile = self._profiles.read(chain)
        state = self._profiles.chains[chain][0].form in STATE_FORMS
        sectors = reading.sectors if state and reading.sectors else profile.sectors
        rule = _name_chain(chain, profile)
        return self._actor(span, profile.code, sectors, profile.name, profile.role, rule)

    @staticmethod
    def _actor(
        span: Span, code: str | None, sectors: tuple[str, ...], name: str | None, role: str | None, rule: str | None
    ) -> Actor:
        return Actor(span.start, span.end, span.text, code, sectors, name, role, rule)

    def _mention_at(self, span: Span) -> Mention | None:
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

    @cached_property
    def _home(self) -> str | None:
        persons = [m.chain for m in self.mentions if m.form == "person" and m.chain is not None]
        return self._states.find_home(code for code in (self._profiles.read(c).code for c in persons) if code)

    def _owner_of(self, mention: Mention, code: str | None) -> Mention | None:
        """Whose an office or embassy is: of the person of the report that it names, or, where nothing tells its state
        (`code`), of whom a pronoun before it means or whom it speaks for."""
        owner = self._owners.find_named(mention)
        if owner is None and code is None and (mention.form == "office" or self._states.is_mission(mention.text)):
            owner = self._owners.find_meant(mention) or self._owners.find_served(mention)
        if owner is None or owner.chain in (None, mention.chain) or len(told := self._read(_span_of(owner))) != 1:
            return None
        return None if told[0].code in list_lacking(mention.text, self.overlay) else owner

    def _from_people(self, span: Span) -> tuple[str, str] | None:
        """The state of a people ("Hutu soldiers"), by the states that the report names."""
        return find_people(self.text, span.start, span.end, self._states.counts, self.overlay)

    def _from_place(self, span: Span, sectors: tuple[str, ...]) -> tuple[str | None, str | None]:
        """The state of a body of state by its mission abroad or where it is said to be, if that has such a body."""
        if not sectors or sectors[0] not in _BODIES:
            return None, None
        if _load_many(self.overlay).match(span.text):  # "the international tribunal", "West African leaders"
            return None, None
        code, rule = self._find_seat(span)
        return (None, None) if code is None or code in list_lacking(span.text, self.overlay) else (code, rule)

    def _find_seat(self, span: Span) -> tuple[str | None, str]:
        if sender := self._states.find_mission(span):
            return sender, "the mission abroad named with its state"
        if re.match(r"\s+here\b", self.text[span.end : span.end + 6]):
            return self._states.find_here(self._home), "here: home country of the report"
        seat = _IN.match(self.text, span.end)
        if seat is None:
            return None, ""
        placed = next((p.country for p in self._places if p.start == seat.end()), None)
        there = self._states.code_at(seat.end()) or placed or find_town(self.text, seat.end(), self.overlay)
        return there, "state it is said to be in"
