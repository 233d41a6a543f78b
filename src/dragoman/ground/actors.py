"""Actor spans to the state or body acted for, sectors, fullest name and office, with the row or rule that decided."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path

from msgspec import structs

from dragoman.annotate.actor_names import load_words, match_any
from dragoman.annotate.nominals import load_plural_states
from dragoman.ground.lacking import list_lacking
from dragoman.ground.peoples import find_people
from dragoman.ground.phrases import Reading, find_town, read_phrase
from dragoman.ground.profiles import STATE_FORMS, Profile, Profiles
from dragoman.ground.states import NamedStates
from dragoman.records import Actor, Link, Mention, Span, Token

# Probability of a link from which somebody without a state is taken to act for it. At .5 and .6: news who F1 .470 and
# .465, held-out acts with type and parties .308 and .304, acts of the gate .350 and .352.
SURE_LINK = 0.5
# The same where the words around a body of a state ("the government") say another state. Swept .7 and .9: acts with
# type and parties of the gate .373 and .371, held out .326 and .324, the news the same.
SURER_LINK = 0.7
# The same for "the country" and the like against coreference: on marked passages the link was right for 15 of 15 from
# .8 on, coreference for 11.
SURE_OF_NOMINAL = 0.8
# How a state was guessed that no words tell.
ONLY_BEFORE = "only state before it in the sentence"
HOME = "home country of the report"
_LINKED = "encoder: of the report's states {:.2f}"
_ONE_BODY = ("country", "capital", "seat", "organisation", "ministry", "group")
_BODIES = frozenset(("GOV", "MIL", "COP", "JUD", "LEG", "SPY"))

_IN = re.compile(r"\s+in\s+(?:the\s+)?")
_STATE_KEY = re.compile(r"country:[A-Z]{3}")
_OWNED = re.compile(r"\b(?:its|his|her|their)\s+(?:[a-z-]+\s+){0,2}\Z")
_OWNED_IN = re.compile(r"(?:its|his|her|their)\s", re.I)
_REACH = 30  # characters

_COUNTS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5, "six": 6}


def _count(text: str) -> int:
    """How many actors a plural nominal speaks of; two where it gives no number."""
    return next((n for word, n in _COUNTS.items() if re.search(rf"\b{word}\b", text.lower())), 2)


@lru_cache(maxsize=8)
def _load_many(overlay: Path | None) -> re.Pattern[str]:
    return re.compile(rf"(?:the |an? )?(?:{match_any(load_words(overlay).kinds['many_states'])})\b", re.I)


def _name_chain(chain: int | None, profile: Profile) -> str:
    return f"coreference chain {chain}: {profile.rule}" if profile.rule else f"coreference chain {chain}"


class ActorGrounder:
    """Grounds actor spans of one article; keeps what each chain is known to be."""

    def __init__(
        self,
        article_text: str,
        date: date | None,
        sentences: Sequence[tuple[int, int]],
        tokens: Sequence[Token],
        mentions: Sequence[Mention],
        *,
        links: Sequence[Link] = (),
        overlay: Path | None = None,
    ) -> None:
        self._links = {(x.start, x.end): x for x in links}
        self.text = article_text
        self.date = date
        self.sentences = sentences
        self.overlay = overlay
        self.mentions = sorted((m for m in mentions if m.kind == "actor"), key=lambda m: m.start)
        self._by_span = {(m.start, m.end): m for m in self.mentions}
        self._profiles = Profiles(article_text, date, tokens, self.mentions, overlay)
        self._grounded: dict[tuple[int, int], tuple[Actor, ...]] = {}
        self._states = NamedStates(article_text, overlay)

    def ground(self, span: Span) -> tuple[Actor, ...]:
        """The actors `span` stands for, each with the span's own offsets: one, or one per member of a plural.

        `code` is null when neither the words, the chain, the sentence, a clear home country nor the encoder (which
        state of the report somebody unnamed belongs to) decides it.
        """
        at = (span.start, span.end)
        if at not in self._grounded:
            self._grounded[at] = self._link(span, self._mention_at(span))
        return self._grounded[at]

    def _link(self, span: Span, mention: Mention | None) -> tuple[Actor, ...]:
        actors = self._ground(span, mention)
        link = self._find_link(span, mention)
        if link is None or len(actors) != 1 or actors[0].code is not None:
            return actors
        rule = f"{actors[0].grounding or 'no state told'}; {_LINKED.format(link.probability)}"
        return (structs.replace(actors[0], code=link.code, grounding=rule),)

    def _find_link(self, span: Span, mention: Mention | None) -> Link | None:
        """The encoder's word on the state of somebody, where it is sure."""
        at = mention or span
        link = self._links.get((at.start, at.end))
        sure = link is not None and link.probability >= SURE_LINK
        return link if link is not None and sure and link.code not in list_lacking(span.text, self.overlay) else None

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
        if mention is not None and mention.form == "nominal" and mention.chain is None:
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
        link = self._find_link(span, mention) if mention.form == "nominal" else None
        if link is not None and link.code != profile.code and link.probability >= SURE_OF_NOMINAL:
            name, rule = self._profiles.name_state(link.code), _LINKED.format(link.probability)
            return (self._actor(span, link.code, ("GOV",), name, None, rule),)
        if mention.form in ("pronoun", "nominal"):
            rule = _name_chain(chain, profile)
            code = profile.code or self._home_of(profile)
            return (self._actor(span, code, profile.sectors, profile.name, profile.role, rule),)
        wider = span.text if len(span.text) > len(mention.text) else mention.text
        reading = read_phrase(wider, self.date, self.overlay, self._profiles.list_keys(chain))
        if reading.plural:
            codes = reading.codes if len(reading.codes) > 1 else self._states.list_behind(span)
            if len(codes) > 1:
                return self._ground_words(span, reading._replace(codes=codes))
        return (self._single(span, mention, profile, reading),)

    def _single(self, span: Span, mention: Mention, profile: Profile, reading: Reading) -> Actor:
        """One actor: the words of the phrase first, then its chain, then the sentence and the home country."""
        code, rule, chain = reading.code, reading.rule, mention.chain
        if code is None and mention.form == "country" and _STATE_KEY.fullmatch(mention.key or ""):
            code, rule = (mention.key or "")[-3:], mention.key  # "the North" in a report about Korea
        if code is None and mention.form == "office" and (owner := self._owner_of(span)):
            code, rule = owner, "; ".join(filter(None, (rule, "its owner in the sentence")))
        if code is None:
            code = profile.code
            rule = "; ".join(r for r in (rule, _name_chain(chain, profile) if code else None) if r)
        sectors = reading.sectors or profile.sectors
        if mention.form in STATE_FORMS and not reading.sectors:
            sectors = ("GOV",) if mention.form != "demonym" else ()
        if code is None and (mention.form != "person" or reading.role or profile.role):  # a bare name is anybody's
            code, context_rule = self._from_people(span) or self._from_context(span, sectors)
            rule = "; ".join(r for r in (rule, context_rule) if r)
        return self._actor(span, code, sectors, profile.name, reading.role or profile.role, rule or None)

    def _ground_words(self, span: Span, reading: Reading) -> tuple[Actor, ...]:
        if reading.plural and len(reading.codes) > 1:
            return tuple(
                self._actor(span, code, reading.sectors, None, reading.role, reading.rule) for code in reading.codes
            )
        sectors = reading.sectors or (("GOV",) if reading.state_only else ())
        code, rule = reading.code, reading.rule
        if code is None:
            code, context_rule = self._from_people(span) or self._from_context(span, sectors)
            rule = "; ".join(r for r in (rule, context_rule) if r) or None
        return (self._actor(span, code, sectors, reading.name, reading.role, rule),)

    def _member(self, span: Span, chain: int, reading: Reading) -> Actor:
        profile = self._profiles.read(chain)
        state = self._profiles.chains[chain][0].form in STATE_FORMS
        sectors = reading.sectors if state and reading.sectors else profile.sectors
        rule = _name_chain(chain, profile)
        code = profile.code or self._home_of(profile)
        return self._actor(span, code, sectors, profile.name, profile.role, rule)

    def _home_of(self, profile: Profile) -> str | None:
        """The report's home for the holder of an office of state whose state is not told."""
        in_office = profile.role is not None and profile.sectors[:1] != () and profile.sectors[0] in _BODIES
        home = self._states.find_teller(self._home) if in_office else None
        return None if home in list_lacking(profile.role, self.overlay) else home

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

    def _owner_of(self, span: Span) -> str | None:
        """The state of whom "its", "his" or "their" before an office means: of the actor whom the sentence names
        first (right for 32 of 38 offices of every fifth marked passage; before a body only for every second)."""
        begin = self._sentence_begin(span)
        owned = _OWNED.search(self.text, max(begin, span.start - _REACH), span.start) or _OWNED_IN.match(span.text)
        if owned is None:
            return None
        first = next((m for m in self.mentions if begin <= m.start and m.end <= span.start), None)
        actors = self.ground(Span(first.start, first.end, first.text)) if first is not None else ()
        return actors[0].code if len(actors) == 1 else None

    def _from_people(self, span: Span) -> tuple[str, str] | None:
        """The state of a people ("Hutu soldiers"), by the states that the report names."""
        return find_people(self.text, span.start, span.end, self._states.counts, self.overlay)

    def _sentence_begin(self, span: Span) -> int:
        return next((a for a, b in self.sentences if a <= span.start < b), 0)

    def _from_context(self, span: Span, sectors: tuple[str, ...]) -> tuple[str | None, str | None]:
        """The state of a body of state without its state ("the foreign ministry"), unless that has no such body."""
        if not sectors or sectors[0] not in _BODIES:
            return None, None
        if _load_many(self.overlay).match(span.text):  # "the international tribunal", "West African leaders"
            return None, None
        lacking = list_lacking(span.text, self.overlay)
        code, rule = self._guess_state(span, lacking)
        return (None, None) if code in lacking else (code, rule)

    def _guess_state(self, span: Span, lacking: frozenset[str]) -> tuple[str | None, str | None]:
        """Whose body it is: by its mission, the encoder's word, where it is, the only state before it in the sentence
        that can have one, else home."""
        if sender := self._states.find_mission(span):
            return sender, "the mission abroad named with its state"
        link = self._find_link(span, self._mention_at(span))
        if link is not None and link.probability >= SURER_LINK:
            return link.code, _LINKED.format(link.probability)
        begin = self._sentence_begin(span)
        if re.match(r"\s+here\b", self.text[span.end : span.end + 6]):
            return self._states.find_here(self._home), "here: home country of the report"
        seat = _IN.match(self.text, span.end)
        there = self._states.code_at(seat.end()) or find_town(self.text, seat.end(), self.overlay) if seat else None
        if there is not None:
            return there, "state it is said to be in"
        near = self._states.list_between(begin, span.start) - lacking
        if len(near) == 1:  # what follows is what it acts on
            return near.pop(), ONLY_BEFORE
        home = self._states.find_teller(self._home)
        return (home, HOME) if home else (None, None)
