"""What an article says about each of its actors: the mentions of a chain and the appositions beside them, as one."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from dragoman.annotate.actor_names import find_phrase_names, load_words
from dragoman.annotate.body_names import skip_subjects
from dragoman.annotate.chains import UNLISTED
from dragoman.annotate.coreference import TAIL
from dragoman.annotate.nominals import is_counterpart
from dragoman.annotate.setting import load_state_names
from dragoman.ground.beside import is_related
from dragoman.ground.phrases import Reading, read_phrase
from dragoman.ground.unnamed import of_unnamed
from dragoman.records import Mention, Token

STATE_FORMS = ("country", "capital", "seat", "demonym")
_AFTER = re.compile(r"(?:,\s+(?:who (?:is|was)\s+)?|\s+\(|\s+of\s+|\s+from\s+)([^,.;()\n]{3,80})")
_SERVED = re.compile(r"\s(?:of|for)\s(?:(?:the|its|his|her|their|an?)\s)?")
_POSSESSIVE = ("'s ", "’s ")
_OF = re.compile(r" of (?:the )?")
# What follows a name behind a comma and is no apposition: the clause goes on.
_GOES_ON = re.compile(
    r"(?:said|says|told|and|which|but|who|with|after|before|during|while|when|whose|by|in|on|at|against|alongside)\b"
)
# "ministers of member states meeting in the Ethiopian capital" are not Ethiopia's.
_REACH = 80  # characters
_SMALL = 3  # letters of words that a name need not capitalise
_DOING = re.compile(r"\s\w+ing\s+(?:in|at|on|near|with|outside)\s")
# What somebody is, in small letters before a name in capitals: "front-runner", "counterpart", "contender".
_WHAT_HE_IS = re.compile(r"\A(?:-[a-z]+|[a-z]{5,}(?:-[a-z]+)?)\s(?=[^\W\d_a-z])")
# What leads from an office to whom it is held with: "a general under Ruiz".
_LINK = re.compile(r"\s(?:to|of|for|under|with|before|after)\s*\Z")
# What an apposition goes on to tell of somebody: "a Ruritanian who flew to Lima".
_WHO = re.compile(r",?\s(?:who|whom|whose|which|where|when)\s")


class Profile(NamedTuple):
    """What the whole article says about one chain."""

    code: str | None
    sectors: tuple[str, ...]
    name: str | None
    role: str | None
    rule: str | None


class Profiles:
    """The profiles of one article's chains; `mentions` are its actor mentions in reading order."""

    def __init__(
        self, text: str, day: date | None, tokens: Sequence[Token], mentions: Sequence[Mention], overlay: Path | None
    ) -> None:
        self.text, self.date, self.overlay = text, day, overlay
        self.mentions = mentions
        self.chains: dict[int, list[Mention]] = {}
        for mention in mentions:
            if mention.chain is not None:
                self.chains.setdefault(mention.chain, []).append(mention)
        # Words with which a clause goes on behind a name: "who was", "accused Oslo of selling".
        doing = (t.start for of, t in pairwise(tokens) if of.tag == "SCONJ" and t.tag == "VERB")
        self._going_on = {*(t.start for t in tokens if t.tag == "AUX"), *doing}
        self._verbs = [t.start for t in tokens if t.tag in ("VERB", "AUX")]
        self._starts = {m.start: m for m in mentions}
        self._profiles: dict[int, Profile] = {}

    def list_keys(self, chain: int) -> tuple[str, ...]:
        """Rows of the table of persons that the chain's mentions name; `UNLISTED`, which is no row, where the report
        gives the full name of somebody whom no row has: his surname alone is no namesake's."""
        mentions = self.chains[chain]
        keys = tuple(dict.fromkeys(m.key for m in mentions if m.key and m.key.startswith("person:")))
        persons = [m for m in mentions if m.form == "person"]
        full = len(persons) > 1 and any(" " in (self._proper(m) or "") and not self._lists(m) for m in persons)
        return keys or ((UNLISTED,) if full else ())

    def _lists(self, mention: Mention) -> bool:
        """Whether the table of persons has the name in a mention."""
        return any(h.kind == "person" for h in find_phrase_names(mention.text, self.overlay))

    def read(self, chain: int) -> Profile:
        """What the article says about one chain; kept."""
        if chain not in self._profiles:
            self._profiles[chain] = Profile(None, (), None, None, None)  # a chain that leads back to itself ends here
            self._profiles[chain] = self._read_chain(chain)
        return self._profiles[chain]

    def _read_chain(self, chain: int) -> Profile:
        mentions = [m for m in self.chains[chain] if m.form not in ("pronoun", "nominal")]
        keys = self.list_keys(chain)
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
        if not sectors and mentions and mentions[0].form in STATE_FORMS:
            sectors = ("GOV",)
        if role is None and (not mentions or mentions[0].form == "person"):
            role, sectors = self._as_counterpart(chain, sectors)
        # "Peru's government", "Peru", "Lima"
        of_state = any(m.form in ("country", "capital", "seat") for m in mentions)
        name = self.name_state(code) if of_state else None
        return Profile(code, sectors, name or self._fullest_name(mentions), role, rule)

    def _as_counterpart(self, chain: int, sectors: tuple[str, ...]) -> tuple[str | None, tuple[str, ...]]:
        """Office and sectors of somebody called a counterpart: those of the person spoken of before."""
        for nominal in self.chains[chain]:
            if nominal.form != "nominal" or not is_counterpart(nominal.text):
                continue
            before = [
                m
                for m in self.mentions
                if m.form in ("person", "office") and m.end <= nominal.start and m.chain != chain
            ]
            if before and before[-1].chain is not None:
                holder = self.read(before[-1].chain)
                return holder.role, sectors or holder.sectors
        return None, sectors

    def name_state(self, code: str | None) -> str | None:
        """The fullest name the article gives a state, else its name in the table ("Moscow" alone is Russia)."""
        if code is None:
            return None
        key = f"country:{code}"
        named = (m.text for m in self.mentions if m.form == "country" and m.key == key)
        said = [name for name in named if name not in ("North", "South")]
        return max(said, key=len) if said else load_state_names(self.overlay).get(code)

    def _readings(self, mentions: Sequence[Mention], keys: tuple[str, ...]) -> list[Reading]:
        """Readings of the chain's phrases first, then of the appositions beside them."""
        readings = [self.read_mention(m, keys) for m in mentions]
        if mentions and mentions[0].form in ("person", "office", "group", "organisation"):
            for mention in mentions[:4]:
                readings += self._beside(mention)
        if any(r.past for r in readings):  # what the report calls somebody comes before what he once was
            readings.sort(key=lambda r: r.past or not r.role)
        return readings

    def read_mention(self, mention: Mention, keys: tuple[str, ...], words: str | None = None) -> Reading:
        """What the words of a mention say, or wider `words` that begin with it."""
        reading = read_phrase(words or self.widen(mention), self.date, self.overlay, keys)
        return of_unnamed(reading, self.text, mention.start, self.overlay)

    def widen(self, mention: Mention) -> str:
        """The words of a mention, of an office with the body that it serves ("leader of the rebels"), of a name with
        the state that he leads ("President NAME of Peru")."""
        if mention.form == "person" and (of := _OF.match(self.text, mention.end)):
            state = self._starts.get(of.end())
            return self.text[mention.start : state.end] if state and state.form == "country" else mention.text
        served = _SERVED.match(self.text, mention.end) if mention.form == "office" else None
        body = self._starts.get(served.end()) if served else None
        if body is None or body.form not in ("organisation", "group", "ministry"):
            return mention.text
        return self.text[mention.start : body.end]

    def _goes_on(self, after: re.Match[str]) -> bool:
        """Whether behind a name the clause goes on, and does not tell who that is ("with NAME, the mayor said")."""
        reporting = load_words(self.overlay).kinds["reporting"]
        clause = after.group().startswith(", ") and any(word in reporting for word in after.group(1).split())
        return clause or _GOES_ON.match(after.group(1)) is not None

    def _beside(self, mention: Mention) -> list[Reading]:
        found = []
        after = _AFTER.match(self.text, mention.end)
        related = is_related(mention.text, self.overlay)  # "all neighbours of Chile"
        told = after and (related or after.start(1) in self._going_on or self._goes_on(after))
        if after and not told:
            phrase = _DOING.split(_WHO.split(after.group(1))[0])[0]
            if after.group().split()[0] in ("of", "from"):
                phrase = phrase[: self._verb_behind(after.start(1)) - after.start(1)]
            reading = read_phrase(phrase, self.date, self.overlay)
            if reading.name and mention.form == "person":
                reading = self._before_name(phrase, reading)
            reading = of_unnamed(reading, self.text, after.start(1), self.overlay)
            # A body is not who is named behind it: "the head of the agency, NAME".
            somebody = reading.role and after.group().startswith(",") and mention.form not in ("person", "office")
            found += [] if somebody else [reading]
        office = self._office_before(mention) if mention.form == "person" else None
        if office is not None:
            reading = self.read_mention(office, ())
            found += [reading] if reading.role else []
        return found

    def _verb_behind(self, offset: int) -> int:
        """Where the next verb begins: what an office is "of" ends there ("the minister *of Peru* met Ruiz")."""
        number = bisect_left(self._verbs, offset)
        return self._verbs[number] if number < len(self._verbs) else len(self.text)

    def _before_name(self, phrase: str, reading: Reading) -> Reading:
        """What an apposition to a person tells that names another: an office held with him ("an adviser to Ruiz"), and
        nothing else ("Ruiz and their wives", "wed in May"), nor the other's own ("a cousin of President Ruiz")."""
        hits = find_phrase_names(phrase, self.overlay)
        person = next((h.start for h in hits if h.kind in ("person", "surname")), 0)
        titles = (h.start for h in hits if h.kind == "office" and phrase[h.end : person].isspace())
        told = read_phrase(_LINK.sub("", phrase[: next(titles, person)]).strip(), self.date, self.overlay)
        return told._replace(code=told.code or reading.code) if told.role else Reading()

    def _office_before(self, mention: Mention) -> Mention | None:
        """The office that ends right before the comma before a name, with for what or where it is held."""
        ends = (m for m in reversed(self.mentions) if mention.start - _REACH < m.end < mention.start)
        tails = (m for m in ends if (t := TAIL.match(self.text, m.end)) and t.end() == mention.start)
        return next((m for m in tails if m.form == "office" and not is_related(m.text, self.overlay)), None)

    def _fullest_name(self, mentions: Sequence[Mention]) -> str | None:
        """The longest name proper: without titles, states and bodies before it; "the West African bloc" is no name."""
        names = [n for m in mentions if (n := self._proper(m))]
        return max(names, key=lambda name: (name.split()[-1][:1].isupper(), len(name)), default=None)

    def _names_body(self, phrase: str) -> bool:
        """Whether a phrase is a body's own name ("the National Election Commission"), not what it is ("Rebel fighters",
        "Rwandan Rebels")."""
        words = [word for word in phrase.split() if len(word) > _SMALL]
        hits = find_phrase_names(phrase, self.overlay)
        one = bool(hits) and hits[-1].entries[0].gender != "plural"
        return one and len(words) > 1 and all(word[0].isupper() for word in words)

    def _proper(self, mention: Mention) -> str | None:
        if mention.form in ("group", "office", "ministry") and not mention.text[:1].isupper():
            return None
        if mention.form in ("office", "demonym"):
            return None
        text = mention.text
        if mention.form == "group":
            return text if self._names_body(text) else None
        if mention.form != "person":
            hits = find_phrase_names(text, self.overlay)
            apart = len(hits) > 1 and (hits[0].kind, hits[1].kind) == ("agent", "organisation")
            return text[hits[1].start :] if apart else text  # "militant group Hamas"
        start = 0
        for hit in find_phrase_names(text, self.overlay):
            if text.startswith(_POSSESSIVE, hit.end):  # "Berg's spokesman NAME"
                start = hit.end + 2
                continue
            if hit.kind in ("person", "surname"):
                break
            if hit.end <= start:  # a word of what an office is for
                continue
            joined = hit.start <= start + 1 or _OF.fullmatch(text, start, hit.start)  # "President of Peru NAME"
            if hit.end < len(text) and (joined or hit.kind in ("office", "honorific", "agent")):
                start = hit.end
                if hit.kind == "office":
                    start = skip_subjects(text, start, load_words(self.overlay))
        return _WHAT_HE_IS.sub("", re.sub(r"^[\s.,'’s]*\s", "", text[start:])).strip(" ,.") or None
