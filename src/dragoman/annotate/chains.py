"""The actors that an article's mentions have been joined to so far: which one a name, an office or a body is again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from functools import lru_cache
from pathlib import Path

import msgspec

from dragoman.annotate.actor_names import Hit, find_phrase_names, list_given, load_roles, load_words
from dragoman.annotate.body_names import skip_subjects
from dragoman.annotate.family_names import drop_article, may_share
from dragoman.annotate.nominals import list_body_nouns
from dragoman.records import Mention

_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
_OWNS = re.compile(r"\w['’]s?\s")
_AGE = re.compile(r"\d+-year-old ")
_OF_MANY = frozenset({
    "minister", "secretary", "ambassador", "envoy", "spokesman", "spokeswoman", "leader", "general", "chief",
    "president",
})  # fmt: skip


# Behind a name: he who bears it is the son of somebody of that name.
_SON = frozenset(("Jr", "Jr.", "Junior"))

# Key of a surname that some person of the tables has, where the report's bearer is somebody else.
UNLISTED = "person:"


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
    weight: float = 0.0
    plural: bool = False
    nouns: frozenset[str] = frozenset()  # what a body can be called behind "the"
    unlisted: bool = False  # a person whom no row knows, though one has the surname


class Chains:
    """All chains of one article, in the order they were begun."""

    def __init__(self, overlay: Path | None) -> None:
        self.found: list[Chain] = []
        self.said: list[tuple[int, int]] = []  # offset and chain of every mention joined so far
        self._words, self._overlay = load_words(overlay), overlay
        self.since = 0  # offset from which on the report at hand is told, where one text holds several

    def __getitem__(self, number: int) -> Chain:
        return self.found[number]

    def __iter__(self) -> Iterator[Chain]:
        return iter(self.found)

    def new(
        self, kind: str, key: str | None, code: str | None, words: set[str], offices: set[str], gender: str
    ) -> Chain:
        """A chain of somebody not met before."""
        chain = Chain(len(self.found), kind, key, code, words, offices, gender, -1)
        self.found.append(chain)
        return chain

    def list_recent(self, *kinds: str, anywhere: bool = False) -> list[Chain]:
        """Chains of some kinds that the report at hand names, or `anywhere` the text, the one named last first."""
        since = 0 if anywhere else self.since
        return sorted((c for c in self.found if c.kind in kinds and c.last >= since), key=lambda c: -c.last)

    def find_person(self, mention: Mention, hits: Sequence[Hit]) -> Chain:
        """The person of that name met before, or somebody new. `hits` are the known names in the mention."""
        names = self._name_words(mention, hits)
        words = set(names)
        gender = self._gender(hits, names)
        key = None if _is_son(mention, hits) else mention.key
        chain = self.match_person(mention, hits)
        if chain is None:
            chain = self.new("person", key, find_code(hits), words, find_offices(hits), gender)
            chain.unlisted = key != mention.key
            return chain
        chain.unlisted = chain.unlisted or (chain.key is None and _is_namesake(chain, words, key, hits))
        chain.words |= words
        chain.offices |= find_offices(hits)
        chain.gender = chain.gender or gender
        chain.key = chain.key or (None if chain.unlisted else key)
        chain.code = chain.code or find_code(hits)
        return chain

    def match_person(self, mention: Mention, hits: Sequence[Hit]) -> Chain | None:
        """The person of that name met before; a son whose name is his father's but for "Jr." is not his father, and a
        name without it is the father's where both are told of."""
        names = self._name_words(mention, hits)
        words, gender = set(names), self._gender(hits, names)
        son = _is_son(mention, hits)
        key = None if son else mention.key
        found = [c for c in self.list_recent("person", anywhere=True) if self._bears(c, words, key, gender)]
        alike = [c for c in found if son == bool(_SON & c.words)]
        return next(iter(alike if son else alike or found), None)

    def _bears(self, chain: Chain, words: set[str], key: str | None, gender: str) -> bool:
        """Whether a name in such words, or of such a row of the table of persons, may be that of a chain."""
        same_key = key is not None and chain.key == key
        other_key = key is not None and chain.key is not None and chain.key != key
        alike = words and chain.words and not other_key and (words <= chain.words or chain.words <= words)
        return same_key or bool(alike and not clash(gender, chain.gender))

    def _name_words(self, mention: Mention, hits: Sequence[Hit]) -> list[str]:
        """Words of the mention that belong to the name: capitalised and part of no title, state or body."""
        taken = [(h.start, h.end) for h in hits if h.kind not in ("person", "surname")]
        owners = max((m.end() for m in _OWNS.finditer(mention.text)), default=0)  # "Ruiz's lawyer" | "Peter Holm"
        taken.append((0, owners))
        taken += [(h.end, skip_subjects(mention.text, h.end, self._words)) for h in hits if h.kind == "office"]
        found = []
        for match in _WORD.finditer(mention.text):
            word = drop_article(match.group().removesuffix("'s").removesuffix("’s"))
            if word[0].isupper() and not any(a <= match.start() < b for a, b in taken):
                found.append(word)
        return found

    def _gender(self, hits: Sequence[Hit], names: Sequence[str]) -> str:
        for hit in hits:
            for entry in hit.entries:
                if entry.kind in ("honorific", "office") and entry.gender:
                    return entry.gender
        return self._words.given.get(names[0], "") if names else ""

    def find_state(self, mention: Mention, hits: Sequence[Hit]) -> Chain:
        """The state, by whatever form it is named."""
        code = find_code(hits) if not mention.key or ":" not in mention.key else _key_code(mention.key, hits)
        for chain in self.found:
            if chain.kind == "state" and chain.code == code:
                return chain
        return self.new("state", f"country:{code}", code, set(), set(), "")

    def find_office(self, mention: Mention, hits: Sequence[Hit], code: str | None, *, served: bool = False) -> Chain:
        """ "the minister" is the last person with that office; with a state named (`code`), that state's.

        `served`: it is told of whom or what the office is.
        """
        roles = find_offices(hits)
        # "the leader", "the Peruvian leader"; not "the rebel leader", "the next leader", "the leader of the rebels"
        told = sum(h.end - h.start for h in hits) + len(hits) - 1 >= len(_AGE.sub("", mention.text))
        rules = told and (code is not None or (len(hits) == 1 and not served))
        persons = self.list_recent("person")
        for chain in persons:
            ruling = rules and bool(chain.words)
            if not self._holds(chain.offices, roles, rules=ruling):
                continue
            if code in (None, chain.code) or (chain.code is None and not self._is_known_elsewhere(chain, code)):
                return chain
        for chain in persons if code else ():  # named without his office, which the tables know
            held = {role for state, role in load_roles(self._overlay).get(chain.key or "", ()) if state == code}
            if self._holds(held, roles, rules=rules):
                return chain
        kind = "person" if roles else "group"
        return self.new(kind, None, code, set(), roles, self._gender(hits, ()))

    def _is_known_elsewhere(self, chain: Chain, code: str | None) -> bool:
        """Whether all whom the tables know by the names of a chain have held their offices for other states than `code`
        ("the French president" is not Trump)."""
        hits = (h for word in chain.words for h in find_phrase_names(word, self._overlay))
        keys = {e.key for h in hits for e in h.entries if e.kind in ("person", "surname")}
        held = load_roles(self._overlay)
        states = {state for key in ({chain.key} if chain.key else keys) for state, _ in held.get(key, ())}
        return bool(states) and code not in states

    def _holds(self, offices: Set[str], roles: Set[str], *, rules: bool) -> bool:
        """Whether one of the offices suits one of the roles, or leads a state as the role says ("leader")."""
        if any(suits_office(role, office) for role in roles for office in offices):
            return True
        kinds = self._words.kinds
        return rules and not roles.isdisjoint(kinds["ruler_epithet"]) and not offices.isdisjoint(kinds["ruler"])

    def find_body(self, mention: Mention, hits: Sequence[Hit]) -> Chain:
        """The body, or the state whose government it is."""
        code = find_code(hits)
        key = mention.key
        lowered = mention.text.lower()
        kind = "state" if _is_government(hits) and code else "body"
        for chain in self.found:
            if kind == "state" and chain.kind == "state" and chain.code == code:
                return chain
            same_key = chain.key == key and not (key or "agent:").startswith(("agent:", "office:", "country:"))
            if chain.kind == "body" and (same_key or lowered in chain.words):
                return chain
        if kind == "state":
            return self.new("state", f"country:{code}", code, set(), set(), "")
        chain = self.new("body", key, code, {lowered}, set(), "")
        chain.nouns = list_body_nouns(hits, self._overlay)
        return chain


@lru_cache(maxsize=1024)
def suits_office(role: str, office: str) -> bool:
    """ "minister" suits "foreign minister" and "envoy" an ambassador; "president" does not suit "vice president"."""
    if role == office or (role, office) == ("envoy", "ambassador"):
        return True
    return office.endswith(" " + role) and not office.startswith(("vice", "deputy", "former")) and role in _OF_MANY


@lru_cache(maxsize=1024)
def tell_gender(phrase: str, overlay: Path | None = None) -> str:
    """The gender that a title, an office or a given name in a phrase tells: m, f or nothing."""
    titles = (e for h in find_phrase_names(phrase, overlay) for e in h.entries if e.kind in ("honorific", "office"))
    given = load_words(overlay).given
    return next((e.gender for e in titles if e.gender), "") or next(
        (given[w] for w in phrase.split() if w in given), ""
    )


def _is_son(mention: Mention, hits: Sequence[Hit]) -> bool:
    """Whether a name ends in "Jr." and no table has it so ("Ferdinand Marcos Jr." is a row's own name)."""
    son = mention.text.rpartition(" ")[2] in _SON
    return son and not any(h.kind == "person" and h.end >= len(mention.text) - 1 for h in hits)


def _is_namesake(chain: Chain, words: set[str], key: str | None, hits: Sequence[Hit]) -> bool:
    """Whether the row of a bare surname is of somebody with another given name than the chain's ("Alan Foley ...
    Foley", where a table knows Tom Foley)."""
    given = chain.words - words
    rows = {name for h in hits for e in h.entries if e.key == key for name in list_given(e)}
    return bool(key and given and rows) and not may_share(given, rows)


def clash(first: str, second: str) -> bool:
    """Whether two genders are known and differ."""
    return bool(first and second and first != second)


def find_offices(hits: Sequence[Hit]) -> set[str]:
    """The offices named, in their normal form."""
    return {e.name for h in hits for e in h.entries if e.kind == "office"}


def find_code(hits: Sequence[Hit]) -> str | None:
    """Code of the first state or body named."""
    return next((e.code for h in hits for e in h.entries if e.code and e.kind != "surname"), None)


def _key_code(key: str, hits: Sequence[Hit]) -> str | None:
    named = find_code(hits)
    return named if named else key.split(":")[1]


def _is_government(hits: Sequence[Hit]) -> bool:
    kinds = [h.kind for h in hits]
    return "agent" in kinds and any(h.entries[0].key in ("agent:government", "agent:authorities") for h in hits)
