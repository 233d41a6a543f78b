"""Link actor mentions of one article into chains: who is meant again by surname, office, pronoun, metonym, nominal."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import msgspec

from dragoman.annotate.actor_names import find_phrase_names
from dragoman.annotate.chains import UNLISTED, Chain, find_code, find_offices
from dragoman.annotate.nominal_links import Nominals
from dragoman.annotate.nominals import is_counterpart
from dragoman.annotate.short_names import list_short_names
from dragoman.records import Mention, Quotation, Token

_OF = re.compile(r"\s+of\s+(?:the\s+)?(?:neighbou?ring\s+)?")
_REACH = 40  # characters
_DEFINITE = re.compile(r"\b[Tt]he\s\Z")
_BEHIND = re.compile(r",\s+(?:(?:the|an?|its|his|her|their)\s+)?(?:[\w'’-]+['’]s\s+)?")
_TAIL_END = re.compile(r"(?:\s(?:of|for|to|in|on|at|with)\s[^,.;:()\"“\n]{2,60})?(?:[,;)]|\.(?=\s|\Z))")
_APPOSED = re.compile(r",?\s+(?:the\s+)?")
_CLOSED = re.compile(r"[,.](?!\s+(?:and|or)\b)")
# Behind an office, before the comma of who holds it: for what, or where.
TAIL = re.compile(r"(?:\s(?:of|for|to|in|on|at|with)\s(?!(?!neighbou?ring)\w+ing\b)[^,.;:()\"“\n]{2,60})?,\s")


def link_mentions(
    text: str,
    sentences: Sequence[tuple[int, int]],
    tokens: Sequence[Token],
    mentions: Sequence[Mention],
    *,
    quotations: Sequence[Quotation] = (),
    overlay: Path | None = None,
) -> tuple[Mention, ...]:
    """The same mentions with `chain` and, for plural nominals, `members` filled; `quotations` are the text's.

    All mentions of one state (name, capital, seat) share a chain; a person has a chain of his own. Mentions of
    other kinds (places, times) pass through unchanged.
    """
    actors = [m for m in mentions if m.kind == "actor"]
    linked = iter(_Linker(text, sentences, tokens, actors, overlay, quotations).link_all())
    return tuple(next(linked) if m.kind == "actor" else m for m in mentions)


class _Linker(Nominals):
    """Reads mentions in order: names and offices here, pronouns and nominals by what they are."""

    def link_all(self) -> list[Mention]:
        """The mentions in reading order, linked; "his Russian counterpart" after the name that stands beside it."""
        mentions = self.mentions
        self.short = {body.start: {name.lower()} for body, name in list_short_names(self.text, mentions)}
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
            return self.read_pronoun(mention)
        if mention.form == "nominal":
            return self.read_nominal(mention)
        hits = find_phrase_names(mention.text, self.overlay)
        if mention.form == "person":
            chain = self.chains.find_person(mention, hits)
            if chain.unlisted and mention.key:
                mention = msgspec.structs.replace(mention, key=UNLISTED)
            return self.join(mention, chain)
        if mention.form in ("country", "capital", "seat"):
            return self.join(mention, self.chains.find_state(mention, hits))
        if mention.form == "office":
            named = self._named_before(mention)
            if named is not None and (code := find_code(hits)) in (None, named.code or code):
                named.code, named.offices = named.code or code, named.offices | find_offices(hits)
                return self.join(mention, named)
            served, state = self._read_of(mention)
            served = served or not _DEFINITE.search(self.text, max(0, mention.start - 5), mention.start)
            return self.join(mention, self.chains.find_office(mention, hits, find_code(hits) or state, served=served))
        body = self.chains.find_body(mention, hits)
        body.words |= self.short.get(mention.start, set())
        return self.join(mention, body)

    def _read_of(self, office: Mention) -> tuple[bool, str | None]:
        """Whether it is said of whom or what an office is, and the state that is ("the president of Peru")."""
        of = _OF.match(self.text, office.end)
        behind = find_phrase_names(self.text[of.end() : of.end() + _REACH], self.overlay) if of else ()
        return of is not None, find_code(behind[:1]) if behind and behind[0].start == 0 else None

    def _named_before(self, office: Mention) -> Chain | None:
        """The person whose name an office stands behind, between commas: "NAME, the minister of defence, left"."""
        begin = self.prose.begin(office.start)
        if not self.chains.said or self.reached < begin or self.chains[self.chains.said[-1][1]].kind != "person":
            return None
        after = _TAIL_END.match(self.text, office.end)
        if after is None or not _BEHIND.fullmatch(self.text, self.reached, office.start) or office.text.endswith("s"):
            return None
        told = any(t.tag in ("VERB", "AUX") for t in self.prose.between(office.end, after.end()))
        return None if told else self.chains[self.chains.said[-1][1]]
