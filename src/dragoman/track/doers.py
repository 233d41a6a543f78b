"""Who does the act that a later sentence tells: who promised it, somebody else, or nobody that it names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import Enum

from dragoman.annotate.same_clause import find_clause_subject
from dragoman.annotate.subjects import POSSESSIVE
from dragoman.annotate.tokens import find_tokens
from dragoman.link.actors import find_key, list_sides
from dragoman.link.persons import is_namesake, is_person
from dragoman.records import Actor, EventMention, MentionRecord, Token
from dragoman.track.sentences import Sentence, Word
from dragoman.track.told import find_support

# Classes of acts that a person does himself: that another of his state pays a visit keeps no promise of his.
PERSONAL = frozenset(("visit", "meet", "arrive", "call.phone"))
STATE = frozenset(("GOV", "MIL"))  # sectors of persons who act for their state
# Between an owner and the noun: at most two adjectives.
_OWNED = re.compile(r"(?:['’]s?)?\s(?:[\w-]+\s){0,2}")
BY = 6  # words behind a passive in which its "by" stands


class Doer(Enum):
    """Whose act it is."""

    THEIRS = 1
    ANOTHERS = 2
    NOBODYS = 3


def tell_doer(
    by: Sequence[Actor], sentence: Sentence, word: Word, event: EventMention | None, codes: dict[str, str]
) -> Doer:
    """Whose act `word` of the sentence tells, for those who promised one: by who acts in `event`, else by its subject.

    A passive without "by" and a noun without an owner name nobody.
    """
    doers = list(event.actors) if event and event.actors else find_doers(sentence, word)
    known = [one for one in by if find_key(one, codes) or is_person(one)]
    if not doers or not known:
        return Doer.NOBODYS
    personal = bool(word.classes & PERSONAL)
    same = any(is_same(one, doer, codes, personal=personal) for one in known for doer in doers)
    return Doer.THEIRS if same else Doer.ANOTHERS


def is_same(one: Actor, other: Actor, codes: dict[str, str], *, personal: bool) -> bool:
    """Whether two actors of two reports are one party, for a `personal` act one person.

    Persons go by their names; who acts for a state is that state and whoever else acts for it, unless it is an act that
    a person does himself. Others of a state ("a U.S. company") are only others of their own sector.
    """
    if is_person(one) and is_person(other):
        if is_namesake(one.name or "", other.name or ""):
            return True
        if personal or not (_acts_for_state(one) and _acts_for_state(other)):
            return False
    elif is_person(one) and not (_acts_for_state(one) and (not personal or _is_state(other))):
        return bool(one.role) and one.role == other.role and one.code == other.code
    sides, others = (list_sides(find_key(a, codes), a.sectors) for a in (one, other))
    return bool(sides & others)


def list_actors(mentions: Iterable[MentionRecord]) -> list[Actor]:
    """The mentions that name who may act, as actors."""
    return [
        Actor(m.start, m.end, m.text, m.code or m.country, m.sectors or (), m.name, m.role, m.grounding)
        for m in mentions
        if m.kind == "actor"
    ]


def _acts_for_state(actor: Actor) -> bool:
    return bool(STATE & set(actor.sectors[:1])) or _is_state(actor)


def _is_state(actor: Actor) -> bool:
    """Whether the state or body as a whole acts."""
    return not actor.role and bool(actor.name) and not is_person(actor) and actor.sectors[:1] in ((), ("GOV",))


def find_doers(sentence: Sentence, word: Word) -> list[Actor]:
    """Who stands as the subject of a verb, behind the "by" of a passive or a noun, or as the owner of a noun.

    Nobody where the subject is no actor ("two missiles hit the port").
    """
    tokens = find_tokens(sentence.text, ((0, len(sentence.text)),))
    actors = list_actors(sentence.mentions)
    if not tokens:
        return []
    at = _find_token(tokens, word.start - sentence.start)
    if tokens[at].tag != "VERB":
        owners = [a for a in actors if a.end <= word.start and _owns(a, sentence, word)]
        owners = owners or _list_behind(actors, tokens, at, sentence.start)
        if owners:
            return owners
    support = find_support(sentence, word)
    if support is not None:  # "let inspectors enter": who lets them; "hosted talks": who hosted them
        at = _find_token(tokens, support.start - sentence.start)
    if tokens[at].tag != "VERB":
        return []
    if _is_passive(tokens, at):
        return _list_behind(actors, tokens, at, sentence.start)
    return _list_subject(actors, tokens, at, sentence.start)


def _list_subject(actors: Sequence[Actor], tokens: Sequence[Token], at: int, offset: int) -> list[Actor]:
    """Who stands in the subject of the verb at token `at`; of an infinitive without one the last before it."""
    start = offset + tokens[at].start
    before = [a for a in actors if a.end <= start]
    last = max(before, key=lambda a: a.start, default=None)
    phrase = find_clause_subject(tokens, at, 0)
    low, high = (offset + tokens[phrase.first].start, offset + tokens[phrase.last].end) if phrase else (start, start)
    named = [a for a in before if a.end > low and a.start < high]
    if named or (phrase is not None and tokens[at - 1].text != "to"):
        return named
    return [a for a in before if last and a.start == last.start]  # "Kenya broke its promise to withdraw"


def _find_token(tokens: Sequence[Token], start: int) -> int:
    return next((n for n, t in enumerate(tokens) if t.end > start), len(tokens) - 1)


def _list_behind(actors: Sequence[Actor], tokens: Sequence[Token], at: int, offset: int) -> list[Actor]:
    """Who stands behind the "by" that follows token `at`; the text begins at `offset` of the report."""
    by = next((t for t in tokens[at : at + BY] if t.lemma == "by"), None)
    return [a for a in actors if by and 0 <= a.start - offset - by.end <= len(" the ")]


def _owns(actor: Actor, sentence: Sentence, word: Word) -> bool:
    """Whether the noun is said to be the actor's: "Kenya's planned withdrawal", "its visit"."""
    between = sentence.text[actor.end - sentence.start : word.start - sentence.start]
    return bool(_OWNED.fullmatch(between)) and (between[0] in "'’" or actor.text.lower() in POSSESSIVE)


def _is_passive(tokens: Sequence[Token], at: int) -> bool:
    if tokens[at].text.endswith("ing"):
        return False
    before = next((t for t in reversed(tokens[:at]) if t.tag not in ("ADV", "PART")), None)
    return before is not None and before.lemma in ("be", "get")
