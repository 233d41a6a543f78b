"""One deed told by two of a sentence's words, though what was read of its parties differs: "the bombing killed nine",
"resumed its air raids", "flew to Oslo on a visit"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from pathlib import Path

from dragoman.coding.units import REPORTING
from dragoman.coding.word_lists import list_words
from dragoman.records import EventCandidate, Token

_IN_PHRASE = frozenset(("DET", "ADJ", "NUM", "NOUN", "PROPN", "PRON", "PART"))
_WHICH = frozenset(("that", "which"))
_IN_DEED = frozenset(("in", "during", "by"))
_ON_TRIP = frozenset(("on",))
_WHEN = frozenset(("after", "before", "since", "until", "as"))
_JOINTS = frozenset(("CCONJ", "SCONJ"))
_OPENING = frozenset(("ADP", "AUX", "PRON", "NUM"))


def is_one_deed(one: EventCandidate, other: EventCandidate, tokens: Sequence[Token], overlay: Path | None) -> bool:
    """Whether two acts of one type in one sentence are one deed."""
    if (one.sentence, one.event_type) != (other.sentence, other.event_type) or _differ(one, other):
        return False
    former, latter = sorted((one, other), key=lambda act: act.trigger.start)
    first, start, end = (bisect_left(tokens, at, key=lambda t: t.start) for at in _bounds(former, latter))
    if start > end:
        return False
    last = bisect_left(tokens, latter.trigger.end, key=lambda t: t.start) - 1
    verb, between = tokens[first], tokens[start:end]
    if one.event_type == "ASSAULT" and _kills(tokens[start - 1], between, tokens[end], tokens[last], overlay):
        return tokens[start - 1].tag != "NOUN" or not _is_anothers(tokens, start - 1)
    visits = one.mode == other.mode == "visit" and verb.tag == "VERB" and tokens[last].tag == "NOUN"
    if visits and _is_led_by(between, _ON_TRIP):
        return True
    governed = [t.text for t in between] in (["to"], ["in"]) or (not between and tokens[start - 1].text == "to")
    if governed and tokens[end].tag == "VERB":  # "scheduled to meet", "succeeded in arranging"
        return former.what is None and _share(one, other)
    telling = verb.tag == "VERB" and verb.lemma in list_words("light", overlay) | list_words("renewing", overlay)
    goes_on = not between and tokens[end].tag == "VERB"  # "began withdrawing"
    return telling and (goes_on or (tokens[last].tag == "NOUN" and all(_fills(t) for t in between)))


def yields_to(act: EventCandidate, other: EventCandidate, tokens: Sequence[Token], overlay: Path | None) -> bool:
    """Whether of two tellings of one deed the first says less: a verb that only says how far the deed has come, or the
    noun behind what was done in it ("killed two men in a raid")."""
    if act is other or not is_one_deed(act, other, tokens, overlay):
        return False
    at = bisect_left(tokens, act.trigger.start, key=lambda t: t.start)
    if act.trigger.start > other.trigger.start:
        former = tokens[bisect_left(tokens, other.trigger.start, key=lambda t: t.start)]
        return act.event_type == "ASSAULT" and former.lemma in list_words("toll", overlay)
    renews = tokens[at].tag == "VERB" and tokens[at].lemma in list_words("renewing", overlay)
    return renews and tokens[at].end == act.trigger.end


def _bounds(former: EventCandidate, latter: EventCandidate) -> Iterator[int]:
    yield from (former.trigger.start, former.trigger.end, latter.trigger.start)


def _differ(one: EventCandidate, other: EventCandidate) -> bool:
    """Whether two acts are known to be done by others."""
    return bool(one.actors and other.actors) and not _share(one, other)


def _share(one: EventCandidate, other: EventCandidate) -> bool:
    return bool({a.start for a in one.actors} & {a.start for a in other.actors})


def _fills(token: Token) -> bool:
    """Whether a word may stand between a verb and the noun that is its object ("launched hundreds of *attacks*")."""
    return token.tag in _IN_PHRASE or token.text in ("of", "'s", "’s")


def _kills(former: Token, between: Sequence[Token], first: Token, last: Token, overlay: Path | None) -> bool:
    """Whether a deed of violence is told by its noun and by what it did to people ("the raid on the town *killed*",
    "*killed* in a raid")."""
    toll = list_words("toll", overlay)
    told = [t for t in between if t.text != ","]
    if any(t.tag in ("VERB", *_JOINTS) and t.text not in _WHICH for t in told):
        return False
    if former.tag == "NOUN" and first.tag == "VERB" and first.lemma in toll:
        relative = any(t.text in _WHICH for t in told)
        closed = len(between) - len(told) in (0, 2)
        return relative or (closed and (not told or told[0].tag in _OPENING))
    return former.lemma in toll and last.tag == "NOUN" and _is_led_by(between, _IN_DEED)


def _is_anothers(tokens: Sequence[Token], noun: int) -> bool:
    """Whether a noun belongs to what is said of the subject of the verb behind it ("rebels who survived the *raid*",
    "gunmen behind the *raid*")."""
    at = noun
    while at and (tokens[at].tag in _IN_PHRASE - {"PRON"} or tokens[at].text in ("'s", "’s", "its", "his", "their")):
        at -= 1
    if tokens[at].tag == "ADP":
        return at > 0 and tokens[at - 1].tag in ("NOUN", "PROPN", "VERB") and tokens[at].text not in _WHEN
    verb = tokens[at]
    beside = verb.text.endswith("ing") and verb.lemma not in REPORTING  # "rebels escaping the *raid*"
    return at > 0 and verb.tag == "VERB" and (beside or tokens[at - 1].text in ("who", *_WHICH))


def _is_led_by(between: Sequence[Token], words: frozenset[str]) -> bool:
    """Whether the phrase at the end of these words, in one clause, is opened by one of `words` ("flew to Oslo *on* a
    short")."""
    if any(t.tag in ("VERB", "PUNCT", *_JOINTS) for t in between):
        return False
    leads = next((t for t in reversed(between) if t.tag not in _IN_PHRASE), None)
    return leads is not None and leads.text in words
