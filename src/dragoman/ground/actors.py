"""Actor spans to the state or body acted for, sectors, fullest name and office, with the row or rule that decided."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from msgspec import structs

from dragoman.annotate.actor_names import find_phrase_names
from dragoman.annotate.nominals import load_plural_states
from dragoman.annotate.setting import find_state_names, load_state_names
from dragoman.annotate.tokens import find_tokens
from dragoman.errors import UsageError
from dragoman.ground.phrases import Reading, read_phrase
from dragoman.records import Actor, Link, Mention, Span, Token

# Probability of a link from which somebody without a state is taken to act for it. Swept .3 to .85: news who F1 .384
# at .5, .393 at .7 and .85; acts of the gate with type and parties .293, .289, .271 (.264 without links).
SURE_LINK = 0.7
_STATE_FORMS = ("country", "capital", "seat", "demonym")
_BODIES = frozenset(("GOV", "MIL", "COP", "JUD", "LEG", "SPY"))
_AFTER = re.compile(r"(?:,\s+(?:who (?:is|was)\s+)?|\s+\(|\s+of\s+|\s+from\s+)([^,.;()\n]{3,80})")

_IN = re.compile(r"\s+in\s+(?:the\s+)?")

_LIST = re.compile(r"\s*,?\s*(?:and\s+)?(?:the\s+)?")


_COUNTS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5, "six": 6}


def _count(text: str) -> int:
    """How many actors a plural nominal speaks of; two where it gives no number."""
    return next((n for word, n in _COUNTS.items() if re.search(rf"\b{word}\b", text.lower())), 2)


class Profile(NamedTuple):
    """What the whole article says about one chain."""

    code: str | None
    sectors: tuple[str, ...]
    name: str | None
    role: str | None
    rule: str | None


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
        self.chains: dict[int, list[Mention]] = {}
        for mention in self.mentions:
            if mention.chain is not None:
                self.chains.setdefault(mention.chain, []).append(mention)
        self._profiles: dict[int, Profile] = {}
        self._grounded: dict[tuple[int, int], tuple[Actor, ...]] = {}
        self._state_ends: dict[int, int] = {}
        self._states = self._list_states()

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
        link = self._links.get((mention.start, mention.end)) if mention is not None else None
        if link is None or link.probability < SURE_LINK or len(actors) != 1 or actors[0].code is not None:
            return actors
        rule = f"{actors[0].grounding or 'no state told'}; encoder: of the report's states {link.probability:.2f}"
        return (structs.replace(actors[0], code=link.code, grounding=rule),)

    def _ground(self, span: Span, mention: Mention | None) -> tuple[Actor, ...]:
        if mention is not None and mention.key and mention.key.startswith("states:"):
            name = mention.key.removeprefix("states:")
            codes = load_plural_states(self.overlay)[name]
            rule = f"plural_states.tsv: {name}"
            return tuple(self._actor(span, code, ("GOV",), self._state_name(code), None, rule) for code in codes)
        if mention is not None and mention.members:
            reading = read_phrase(span.text, self.date, self.overlay)
            return tuple(self._member(span, chain, reading) for chain in mention.members)
        if mention is not None and mention.form == "nominal" and mention.chain is None:
            codes = self._states_listed(span, _count(span.text))
            if codes:
                rule = f"the last list of {len(codes)} states before it"
                return tuple(self._actor(span, code, ("GOV",), None, None, rule) for code in codes)
        if mention is not None and mention.chain is not None:
            return self._ground_chain(span, mention)
        return self._ground_words(span, read_phrase(span.text, self.date, self.overlay))

    def _ground_chain(self, span: Span, mention: Mention) -> tuple[Actor, ...]:
        chain = mention.chain if mention.chain is not None else -1
        profile = self._profile(chain)
        if mention.form in ("pronoun", "nominal"):
            rule = f"coreference chain {chain}: {profile.rule}"
            code = profile.code or self._home_of(profile)
            return (self._actor(span, code, profile.sectors, profile.name, profile.role, rule),)
        wider = span.text if len(span.text) > len(mention.text) else mention.text
        reading = read_phrase(wider, self.date, self.overlay, self._person_keys(chain))
        if reading.plural:
            codes = reading.codes if len(reading.codes) > 1 else self._tail_codes(span)
            if len(codes) > 1:
                return self._ground_words(span, reading._replace(codes=codes))
        return (self._single(span, mention, profile, reading),)

    def _single(self, span: Span, mention: Mention, profile: Profile, reading: Reading) -> Actor:
        """One actor: the words of the phrase first, then its chain, then the sentence and the home country."""
        code, rule, chain = reading.code, reading.rule, mention.chain
        if code is None:
            code = profile.code
            rule = "; ".join(r for r in (rule, f"coreference chain {chain}: {profile.rule}" if code else None) if r)
        sectors = reading.sectors or profile.sectors
        if mention.form in _STATE_FORMS and not reading.sectors:
            sectors = ("GOV",) if mention.form != "demonym" else ()
        if code is None and (mention.form != "person" or reading.role or profile.role):  # a bare name is anybody's
            code, context_rule = self._from_context(span, sectors)
            rule = "; ".join(r for r in (rule, context_rule) if r)
        return self._actor(span, code, sectors, profile.name, reading.role or profile.role, rule or None)

    def _tail_codes(self, span: Span) -> tuple[str, ...]:
        """States listed after a plural office: "the ambassadors" + "of Hungary, Poland and the Czech Republic"."""
        tail = re.match(r"\s+(?:of|from)\s+(?:[^.;()]{3,80})", self.text[span.end : span.end + 90])
        if not tail:
            return ()
        codes: list[str] = []
        reached = span.end
        for at, state in self._states:
            if span.end <= at < span.end + tail.end():
                if codes and not _LIST.fullmatch(self.text[reached:at]):
                    break
                codes.append(state)
                reached = self._state_ends[at]
        return tuple(dict.fromkeys(codes))

    def _states_listed(self, span: Span, number: int) -> tuple[str, ...]:
        """The last list of just so many states before `span`, places among them ("in Kenya and Tanzania")."""
        found: tuple[str, ...] = ()
        run: list[str] = []
        reached = -1
        for at, state in (*self._states, (len(self.text) + 1, "")):
            if at < 0 or not (run and _LIST.fullmatch(self.text[reached:at])):
                if len(set(run)) == number:
                    found = tuple(dict.fromkeys(run))
                run = []
            if at >= span.start:
                break
            run.append(state)
            reached = self._state_ends[at]
        return found

    def _ground_words(self, span: Span, reading: Reading) -> tuple[Actor, ...]:
        if reading.plural and len(reading.codes) > 1:
            return tuple(
                self._actor(span, code, reading.sectors, None, reading.role, reading.rule) for code in reading.codes
            )
        sectors = reading.sectors or (("GOV",) if reading.state_only else ())
        code, rule = reading.code, reading.rule
        if code is None:
            code, context_rule = self._from_context(span, sectors)
            rule = "; ".join(r for r in (rule, context_rule) if r) or None
        return (self._actor(span, code, sectors, reading.name, reading.role, rule),)

    def _member(self, span: Span, chain: int, reading: Reading) -> Actor:
        profile = self._profile(chain)
        state = self.chains[chain][0].form in _STATE_FORMS
        sectors = reading.sectors if state and reading.sectors else profile.sectors
        rule = f"coreference chain {chain}: {profile.rule}"
        code = profile.code or self._home_of(profile)
        return self._actor(span, code, sectors, profile.name, profile.role, rule)

    def _home_of(self, profile: Profile) -> str | None:
        """The report's home for the holder of an office of state whose state is not told."""
        in_office = profile.role is not None and profile.sectors[:1] != () and profile.sectors[0] in _BODIES
        return self._told_from() if in_office else None

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

    def _person_keys(self, chain: int) -> tuple[str, ...]:
        keys = (m.key for m in self.chains[chain] if m.key and m.key.startswith("person:"))
        return tuple(dict.fromkeys(keys))

    def _profile(self, chain: int) -> Profile:
        if chain not in self._profiles:
            self._profiles[chain] = Profile(None, (), None, None, None)  # a chain that leads back to itself ends here
            self._profiles[chain] = self._read_chain(chain)
        return self._profiles[chain]

    def _read_chain(self, chain: int) -> Profile:
        mentions = [m for m in self.chains[chain] if m.form not in ("pronoun", "nominal")]
        keys = self._person_keys(chain)
        code: str | None = None
        sectors: tuple[str, ...] = ()
        role = rule = None
        for reading in self._readings(mentions, keys):
            if code is None and reading.code:
                code, rule = reading.code, reading.rule
            if not sectors and reading.sectors:
                sectors, rule = reading.sectors, rule or reading.rule
            role = role or reading.role
        if code is None:
            for nominal in (m for m in self.chains[chain] if m.form == "nominal"):
                code = read_phrase(nominal.text, self.date, self.overlay).code
        if not sectors and mentions and mentions[0].form in _STATE_FORMS:
            sectors = ("GOV",)
        if role is None and mentions and mentions[0].form == "person":
            role, sectors = self._as_counterpart(chain, sectors)
        name = self._state_name(code) if mentions and mentions[0].form in ("country", "capital", "seat") else None
        return Profile(code, sectors, name or self._fullest_name(mentions), role, rule)

    def _as_counterpart(self, chain: int, sectors: tuple[str, ...]) -> tuple[str | None, tuple[str, ...]]:
        """Office and sectors of somebody called a counterpart: those of the person spoken of before."""
        for nominal in self.chains[chain]:
            if nominal.form != "nominal" or "counterpart" not in nominal.text:
                continue
            before = [m for m in self.mentions if m.form == "person" and m.end <= nominal.start and m.chain != chain]
            if before and before[-1].chain is not None:
                holder = self._profile(before[-1].chain)
                return holder.role, sectors or holder.sectors
        return None, sectors

    def _state_name(self, code: str | None) -> str | None:
        """The fullest name the article gives a state, else its name in the table ("Moscow" alone is Russia)."""
        if code is None:
            return None
        key = f"country:{code}"
        named = (m.text for m in self.mentions if m.form == "country" and m.key == key)
        said = [name for name in named if name not in ("North", "South")]
        return max(said, key=len) if said else load_state_names(self.overlay).get(code)

    def _readings(self, mentions: Sequence[Mention], keys: tuple[str, ...]) -> list[Reading]:
        """Readings of the chain's phrases first, then of the appositions beside them."""
        readings = [read_phrase(m.text, self.date, self.overlay, keys) for m in mentions]
        if mentions and mentions[0].form in ("person", "office", "group", "organisation"):
            for mention in mentions[:4]:
                readings += self._beside(mention)
        return readings

    def _beside(self, mention: Mention) -> list[Reading]:
        found = []
        after = _AFTER.match(self.text, mention.end)
        if after and not re.match(r"(?:said|says|told|and|which|but|who)\b", after.group(1)):
            found.append(read_phrase(after.group(1), self.date, self.overlay))
        before = self.text[max(0, mention.start - 90) : mention.start].rstrip()
        if mention.form == "person" and before.endswith(","):
            segment = re.split(r"[.;,\n]", before[:-1])[-1]
            reading = read_phrase(segment, self.date, self.overlay)
            if reading.role and "counterpart" not in segment:
                found.append(reading)
        return found

    def _fullest_name(self, mentions: Sequence[Mention]) -> str | None:
        """The longest name proper: without titles, states and bodies before it."""
        names = [n for m in mentions if (n := self._proper(m))]
        return max(names, key=len) if names else None

    def _proper(self, mention: Mention) -> str | None:
        if mention.form in ("group", "office", "ministry") and not mention.text[:1].isupper():
            return None
        if mention.form in ("office", "group", "demonym"):
            return None
        text = mention.text
        if mention.form != "person":
            return text
        start = 0
        for hit in find_phrase_names(text, self.overlay):
            if hit.kind in ("person", "surname"):
                break
            if hit.end < len(text) and (hit.start <= start + 1 or hit.kind in ("office", "honorific", "agent")):
                start = hit.end
        return re.sub(r"^[\s.,'’s]*\s", "", text[start:]).strip(" ,.") or None

    def _list_states(self) -> list[tuple[int, str]]:
        """Offsets and codes of every state named, by whatever form, in reading order."""
        named = find_state_names(self.text, self.overlay)
        self._state_ends = {hit.start: hit.end for hit, _ in named}
        return [(hit.start, code) for hit, code in named]

    @cached_property
    def _home(self) -> str | None:
        """The state the report is written about from inside: by far the most named, or most named and first."""
        counts = Counter(code for _, code in self._states)
        for mention in self.mentions:
            if mention.form == "person" and mention.chain is not None:
                acted_for = self._profile(mention.chain).code
                counts.update([acted_for] if acted_for else [])
        ranked = counts.most_common(2)
        if not ranked:
            return None
        if len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1]:
            return ranked[0][0]
        first = self._states[0][1] if self._states else None
        return first if first == ranked[0][0] and ranked[0][1] > ranked[1][1] else None

    def _here(self) -> str | None:
        """The state "here" speaks from: home, or the state named first where it is among the most named."""
        if self._home or not self._states:
            return self._home
        counts = Counter(code for _, code in self._states)
        first = self._states[0][1]
        return first if 4 * counts[first] >= 3 * max(counts.values()) else None

    def _told_from(self) -> str | None:
        """Home, or the state "here" speaks from where it is named more than once."""
        here = self._here()
        return here if here == self._home or sum(code == here for _, code in self._states) > 1 else None

    def _from_context(self, span: Span, sectors: tuple[str, ...]) -> tuple[str | None, str | None]:
        """A state's body without its state ("the foreign ministry"): the only state in the sentence, else home."""
        if not sectors or sectors[0] not in _BODIES:
            return None, None
        begin = next((a for a, b in self.sentences if a <= span.start < b), 0)
        if re.match(r"\s+here\b", self.text[span.end : span.end + 6]):
            return self._here(), "here: home country of the report"
        seat = _IN.match(self.text, span.end)
        there = next((code for at, code in self._states if seat and at == seat.end()), None)
        if there is not None:
            return there, "state it is said to be in"
        near = {code for at, code in self._states if begin <= at < span.start}
        if len(near) == 1:  # what follows is what it acts on
            return near.pop(), "only state before it in the sentence"
        home = self._told_from()
        return (home, "home country of the report") if home else (None, None)


def resolve_phrase(
    text: str, context: str | None = None, day: date | str | None = None, *, overlay: Path | None = None
) -> Actor:
    """One actor phrase out of any article: `context` are words around it, `day` a date, "today" or free date text.

    Offsets are those of `text` itself. Raises UsageError when `day` is text that is no date.
    """
    when = _parse_day(day)
    reading = read_phrase(text, when, overlay)
    if context and reading.code is None:
        around = read_phrase(context, when, overlay)
        reading = reading._replace(code=around.code, rule=f"{reading.rule or ''}; context: {around.rule}".strip("; "))
    if not reading.sectors and reading.code and _SETTLEMENT.search(text):
        reading = reading._replace(sectors=("CVL",))
    if not reading.sectors and (text.lower() in _PRONOUNS or (reading.code and _has_other_noun(text, overlay))):
        reading = reading._replace(sectors=("UNK",))
    return Actor(0, len(text), text, reading.code, reading.sectors, reading.name, reading.role, reading.rule)


_PRONOUNS = frozenset(("he", "she", "they", "him", "her", "them", "we", "i"))


# A settlement acted on stands for the people who live there.
_SETTLEMENT = re.compile(r"\b(?:towns?|villages?|hamlets?|neighbou?rhoods?|suburbs?|slums?|residential areas?)\b", re.I)


def _has_other_noun(text: str, overlay: Path | None) -> bool:
    """Whether a noun stands beside the states named ("Syrian island"): somebody or something of that state."""
    named = [(h.start, h.end) for h in find_phrase_names(text, overlay)]
    tokens = find_tokens(text, ((0, len(text)),))
    return any(t.tag == "NOUN" and not any(a <= t.start < b for a, b in named) for t in tokens)


_DAY = re.compile(r"(?:(\d{1,2})\s+)?([A-Za-z]+)\s+(\d{4})|(\d{4})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def _parse_day(day: date | str | None) -> date | None:
    if day is None or isinstance(day, date):
        return day
    if not day.strip():
        return None
    if day.strip().lower() in ("today", "now"):
        return date.today()
    try:
        return date.fromisoformat(day.strip()[:10])
    except ValueError:
        match = _DAY.fullmatch(day.strip())
    if match and match.group(4):
        return date(int(match.group(4)), 7, 1)
    if match and match.group(2)[:3].lower() in _MONTHS:
        return date(int(match.group(3)), _MONTHS.index(match.group(2)[:3].lower()) + 1, int(match.group(1) or 1))
    raise UsageError(f"{day!r} is no date; write YYYY-MM-DD, or today")
