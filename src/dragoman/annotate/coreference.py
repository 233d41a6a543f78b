"""Link actor mentions of one article into chains: who is meant again by surname, office, pronoun, metonym, nominal."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import msgspec

from dragoman.annotate.actor_names import Hit, find_names, load_lexicon, load_words
from dragoman.records import Mention, Token

_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
_LIST = re.compile(r"(?:'s|’s)?(?:\s*,\s*|\s*,?\s+and\s+|\s+with\s+)(?:the\s+|his\s+|her\s+)*")
_NUMBERS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_PERSONAL = re.compile(
    r"\b(ministers?|presidents?|leaders?|envoys?|diplomats?|premiers?|officials|men|women|negotiators?|generals|chiefs"
    r"|ambassadors|counterparts?|statesmen)\b"
)


_SINGULAR = re.compile(r"(?:the|this|that) (?!two|three|four|five|six|sides|parties|warring|rival|oppos|conflict)")
_OF_MANY = frozenset(
    ("minister", "secretary", "ambassador", "envoy", "spokesman", "spokeswoman", "leader", "general", "chief",
     "president")
)


class Chain(msgspec.Struct):
    """What is known of one actor while the article is read."""

    number: int
    kind: str  # person | state | body | group
    key: str | None
    code: str | None
    words: set[str]
    offices: set[str]
    gender: str
    last: int
    count: int = 1
    weight: float = 0.0
    plural: bool = False


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
    linker = _Linker(text, overlay)
    return tuple(linker.link(m) if m.kind == "actor" else m for m in mentions)


class _Linker:
    """Reads mentions in order and keeps the chains found so far."""

    def __init__(self, text: str, overlay: Path | None) -> None:
        self.text = text
        self.chains: list[Chain] = []
        self.lexicon = load_lexicon(overlay)
        self.words = load_words(overlay)
        self.lists: list[tuple[int, ...]] = []  # chains named in one list: "South Korea and Russia"
        self._open: list[int] = []
        self._reached = 0
        self._recent_members: tuple[int, ...] = ()

    def link(self, mention: Mention) -> Mention:
        if mention.form == "pronoun":
            return self._pronoun(mention)
        if mention.form == "nominal":
            return self._nominal(mention)
        hits = find_names(mention.text, self.lexicon)
        if mention.form == "person":
            return self._join(mention, self._person(mention, hits))
        if mention.form in ("country", "capital", "seat"):
            return self._join(mention, self._state(mention, hits))
        if mention.form == "office":
            return self._join(mention, self._office(mention, hits))
        return self._join(mention, self._body(mention, hits))

    def _join(self, mention: Mention, chain: Chain) -> Mention:
        chain.last = mention.start
        chain.plural = chain.plural or mention.text.endswith(("s", "police", "people", "men", "women"))
        if mention.form not in ("pronoun", "nominal"):
            self._list(mention, chain)
            chain.weight += 1.0
            if chain.kind == "person" and chain.code:  # who acts for a state makes it salient
                for state in self.chains:
                    if state.kind == "state" and state.code == chain.code:
                        state.weight += 1.0
        return msgspec.structs.replace(mention, chain=chain.number)

    def _new(
        self, kind: str, key: str | None, code: str | None, words: set[str], offices: set[str], gender: str
    ) -> Chain:
        chain = Chain(len(self.chains), kind, key, code, words, offices, gender, -1)
        self.chains.append(chain)
        return chain

    def _list(self, mention: Mention, chain: Chain) -> None:
        between = self.text[self._reached : mention.start]
        joined = bool(self._open) and _LIST.fullmatch(between) is not None
        if joined and self.chains[self._open[-1]].kind == chain.kind:
            self._open.append(chain.number)
            if len(set(self._open)) > 1:
                if self.lists and self.lists[-1] == tuple(self._open[:-1]):
                    self.lists.pop()
                self.lists.append(tuple(self._open))
        else:
            self._open = [chain.number]
        self._reached = mention.end

    def _recent(self, *kinds: str) -> list[Chain]:
        return sorted((c for c in self.chains if c.kind in kinds and c.last >= 0), key=lambda c: -c.last)

    def _person(self, mention: Mention, hits: Sequence[Hit]) -> Chain:
        names = self._name_words(mention, hits)
        offices = {e.name for h in hits for e in h.entries if e.kind == "office"}
        gender = self._gender(mention, hits, names)
        code = _code(hits)
        for chain in self._recent("person"):
            same_key = mention.key is not None and chain.key == mention.key
            other_key = mention.key is not None and chain.key is not None and chain.key != mention.key
            alike = bool(names) and not other_key and self._same_name(names, chain)
            if same_key or (alike and not _clash(gender, chain.gender)):
                chain.words |= set(names)
                chain.offices |= offices
                chain.gender = chain.gender or gender
                chain.key, chain.code = chain.key or mention.key, chain.code or code
                chain.count += 1
                return chain
        return self._new("person", mention.key, code, set(names), offices, gender)

    def _same_name(self, names: Sequence[str], chain: Chain) -> bool:
        shorter, longer = sorted((set(names), chain.words), key=len)
        return bool(shorter) and shorter <= longer

    def _name_words(self, mention: Mention, hits: Sequence[Hit]) -> list[str]:
        """Words of the mention that belong to the name: capitalised and part of no title, state or body."""
        taken = [(h.start, h.end) for h in hits if h.kind not in ("person", "surname")]
        found = []
        for match in _WORD.finditer(mention.text):
            word = match.group().removesuffix("'s").removesuffix("’s")
            if word[0].isupper() and not any(a <= match.start() < b for a, b in taken):
                found.append(word)
        return found

    def _gender(self, mention: Mention, hits: Sequence[Hit], names: Sequence[str]) -> str:
        for hit in hits:
            for entry in hit.entries:
                if entry.kind in ("honorific", "office") and entry.gender:
                    return entry.gender
        return self.words.given.get(names[0], "") if names else ""

    def _state(self, mention: Mention, hits: Sequence[Hit]) -> Chain:
        code = _code(hits) if not mention.key or ":" not in mention.key else _key_code(mention.key, hits)
        for chain in self.chains:
            if chain.kind == "state" and chain.code == code:
                chain.count += 1
                return chain
        return self._new("state", f"country:{code}", code, set(), set(), "")

    def _office(self, mention: Mention, hits: Sequence[Hit]) -> Chain:
        """"the minister" is the last person with that office; with a state named, that state's."""
        code = _code(hits)
        roles = {e.name for h in hits for e in h.entries if e.kind == "office"}
        for chain in self._recent("person"):
            fits = any(_suits(role, office) for role in roles for office in chain.offices)
            if fits and (code is None or chain.code in (None, code)):
                chain.count += 1
                return chain
        kind = "person" if roles else "group"
        return self._new(kind, None, code, set(), roles, self._gender(mention, hits, ()))

    def _body(self, mention: Mention, hits: Sequence[Hit]) -> Chain:
        code = _code(hits)
        key = mention.key
        lowered = mention.text.lower()
        kind = "state" if _is_government(mention, hits) and code else "body"
        for chain in self.chains:
            if kind == "state" and chain.kind == "state" and chain.code == code:
                chain.count += 1
                return chain
            same_key = chain.key == key and not (key or "agent:").startswith(("agent:", "office:", "country:"))
            if chain.kind == "body" and (same_key or lowered in chain.words):
                chain.count += 1
                return chain
        if kind == "state":
            return self._new("state", f"country:{code}", code, set(), set(), "")
        return self._new("body", key, code, {lowered}, set(), "")

    def _pronoun(self, mention: Mention) -> Mention:
        word = mention.text.lower()
        if word in ("he", "him", "she", "her"):
            gender = "m" if word in ("he", "him") else "f"
            for chain in self._recent("person"):
                if not _clash(gender, chain.gender):
                    chain.gender = chain.gender or gender
                    return self._join(mention, chain)
            return mention
        if word in ("they", "them") and self._recent_members:
            return msgspec.structs.replace(mention, members=tuple(sorted(self._recent_members)))
        kinds = ("state", "body") if word == "it" else ("body", "group")
        for chain in self._recent(*kinds):
            if word != "it" and not chain.plural:
                continue
            return self._join(mention, chain)
        return mention

    def _nominal(self, mention: Mention) -> Mention:
        lowered = mention.text.lower()
        if "counterpart" in lowered:
            return self._counterpart(mention)
        if _SINGULAR.match(lowered):
            kinds = ("body",) if re.search("alliance|bloc|body", lowered) else ("state",)
            for chain in self._recent(*kinds):
                return self._join(mention, chain)
            return mention
        number = next((n for w, n in _NUMBERS.items() if re.search(rf"\b{w}\b", lowered)), 2)
        kinds = ("person",) if _PERSONAL.search(lowered) else ("state",)
        members = self._listed(kinds, number) or self._salient(kinds, number)
        if not members and kinds == ("person",):
            members = self._listed(("state",), number) or self._salient(("state",), number)
        if not members and kinds == ("state",) and re.search("sides|parties|two$|groups|factions", lowered):
            members = self._listed(("body", "person"), number) or self._salient(("body", "person", "state"), number)
        if not members:
            return mention
        self._recent_members = members
        return msgspec.structs.replace(mention, members=tuple(sorted(members)))

    def _listed(self, kinds: tuple[str, ...], number: int) -> tuple[int, ...]:
        """The last list of just so many actors of the kind, unless one outside it is far more salient."""
        for chains in reversed(self.lists):
            members = tuple(dict.fromkeys(chains))
            if len(members) == number and all(self.chains[c].kind in kinds for c in members):
                return members
        return ()

    def _salient(self, kinds: tuple[str, ...], number: int) -> tuple[int, ...]:
        """The most mentioned of the chains met so far, the more recent first among equals."""
        chains = self._recent(*kinds)
        chains.sort(key=lambda c: -c.weight)
        return tuple(c.number for c in chains[:number]) if len(chains) >= number else ()

    def _counterpart(self, mention: Mention) -> Mention:
        """"his Russian counterpart" is the person of that state with the same office, else somebody new."""
        code = _code(find_names(mention.text, self.lexicon))
        holder = next(iter(self._recent("person")), None)
        offices = set(holder.offices) if holder else set()
        for chain in self._recent("person"):
            if code and chain.code == code and chain is not holder:
                return self._join(mention, chain)
        return self._join(mention, self._new("person", None, code, set(), offices, ""))


@lru_cache(maxsize=1024)
def _suits(role: str, office: str) -> bool:
    """"minister" suits "foreign minister"; "president" does not suit "vice president"."""
    if role == office:
        return True
    return office.endswith(" " + role) and not office.startswith(("vice", "deputy", "former")) and role in _OF_MANY


def _clash(first: str, second: str) -> bool:
    return bool(first and second and first != second)


def _code(hits: Sequence[Hit]) -> str | None:
    return next((e.code for h in hits for e in h.entries if e.code and e.kind != "surname"), None)


def _key_code(key: str, hits: Sequence[Hit]) -> str | None:
    named = _code(hits)
    return named if named else key.split(":")[1]


def _is_government(mention: Mention, hits: Sequence[Hit]) -> bool:
    kinds = [h.kind for h in hits]
    return "agent" in kinds and any(h.entries[0].key in ("agent:government", "agent:authorities") for h in hits)
