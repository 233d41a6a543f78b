"""Is a country, capital or seat used as an actor, or as the place where something happens?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dragoman.annotate.actor_names import Words, load_words
from dragoman.records import Token

_SUBORDINATORS = frozenset(("after", "before", "since", "until", "as", "while", "than", "because", "once", "though"))


def is_actor_use(tokens: Sequence[Token], first: int, last: int, kind: str, overlay: Path | None = None) -> bool:
    """Whether the toponym `tokens[first:last]` stands for its government rather than for the place.

    Prepositions of place settle it for both; a bare capital must also show that it acts (subject of a verb,
    party to something), because most capitals in the news are places.
    """
    words = load_words(overlay)
    before = _before(tokens, first)
    previous = before.text.lower() if before else ""
    if previous in ("and", "or", ",") and before is not None:
        head = _coordinated(tokens, first)
        apart = head is not None and (
            _follows_fronted_place(tokens, head, first) or _opens_clause(tokens, head, first, last, words)
        )
        if head is not None and head != first and not apart:
            return is_actor_use(tokens, head, head + 1, kind, overlay)
    finite = last < len(tokens) and tokens[last].tag in ("VERB", "AUX") and previous in _SUBORDINATORS
    if previous in words.kinds["place_preposition"] and not finite:
        return False
    if kind != "capital":
        return True
    return _capital_acts(tokens, first, last, before, previous, words)


def _capital_acts(
    tokens: Sequence[Token], first: int, last: int, before: Token | None, previous: str, words: Words
) -> bool:
    after = tokens[last] if last < len(tokens) and tokens[last].sentence == tokens[first].sentence else None
    following = after.text.lower() if after else ""
    if _is_dateline(tokens, first, last):
        return False
    if following in ("'s", "’s", "'", "’"):
        owned = [t for t in tokens[last + 1 : last + 4] if t.sentence == tokens[first].sentence]
        return not any(t.text.lower() in words.kinds["place_noun"] for t in owned[:2])
    if previous in words.kinds["actor_preposition"]:
        return following not in words.kinds["place_noun"]
    if previous == "from" and _is_sent(tokens, first, words):
        return following not in words.kinds["place_noun"]
    if previous in words.kinds["motion_preposition"]:
        return False
    if following == ",":
        return (before is None or before.tag in ("SCONJ", "VERB")) and _acts_behind_insertion(tokens, last)
    if after is not None and after.tag in ("NOUN", "PROPN"):
        return False
    clause = before is None or before.tag != "ADP" or previous in _SUBORDINATORS
    if after is not None and after.tag in ("VERB", "AUX") and clause:
        return not following.endswith("ing")
    if after is not None and after.tag == "ADV" and (before is None or before.tag not in ("ADP", "VERB")):
        return True
    if before is None and after is not None and after.tag == "ADP" and _has_verb(tokens, last):
        return True  # "Riyadh on Monday denied": what opens a sentence without a preposition is its subject
    if following in ("and", "or"):
        return before is None or before.tag not in ("ADP", "VERB")
    return before is not None and before.tag == "VERB" and before.lemma not in words.kinds["motion_verb"]


def _is_sent(tokens: Sequence[Token], first: int, words: Words) -> bool:
    """Whether what comes from the capital is what a government sends ("threats of sanctions from Washington")."""
    at = first - 1
    while at > 0 and tokens[at].text.lower() != "from":
        at -= 1
    return at > 0 and tokens[at - 1].text.lower() in words.kinds["sent"]


def _has_verb(tokens: Sequence[Token], at: int) -> bool:
    """Whether a finite verb follows in the clause."""
    for i in range(at, len(tokens)):
        if tokens[i].sentence != tokens[at].sentence or tokens[i].text in (",", ";"):
            return False
        if tokens[i].tag == "AUX" or (tokens[i].tag == "VERB" and not tokens[i].text.endswith("ing")):
            return True
    return False


def _acts_behind_insertion(tokens: Sequence[Token], comma: int) -> bool:
    """Whether the insertion that opens at `comma` ends in a comma and a verb: "that Oslo, which ..., could"."""
    for i in range(comma + 2, min(comma + 30, len(tokens) - 1)):
        if tokens[i].sentence != tokens[comma].sentence:
            return False
        if tokens[i].text == "," and tokens[i + 1].tag in ("VERB", "AUX"):
            return not tokens[i + 1].text.endswith("ing")
    return False


def _before(tokens: Sequence[Token], first: int) -> Token | None:
    """The token before, over an article, within the sentence."""
    i = first - 1
    while i >= 0 and tokens[i].sentence == tokens[first].sentence and tokens[i].tag in ("DET", "ADJ"):
        i -= 1
    return tokens[i] if i >= 0 and tokens[i].sentence == tokens[first].sentence else None


def _coordinated(tokens: Sequence[Token], first: int) -> int | None:
    """Index of the capitalised word the coordination starts with ("Moscow, Beijing and Tehran"), or None."""
    i, head = first, None
    while i >= 2 and tokens[i - 1].text in ("and", "or", ",") and tokens[i - 1].sentence == tokens[first].sentence:
        i -= 3 if tokens[i - 2].text == "," else 2
        if i < 0 or not tokens[i].text[:1].isupper() or tokens[i].sentence != tokens[first].sentence:
            break
        head = i
    return head


_FRONTS = frozenset(("ADP", "SCONJ"))


def _follows_fronted_place(tokens: Sequence[Token], head: int, first: int) -> bool:
    """Whether the list's first name ends what opens the sentence, and the others are the subject: "After a meeting in
    Geneva, Peru and Chile agreed"."""
    opening = head
    while opening > 0 and tokens[opening - 1].sentence == tokens[head].sentence:
        opening -= 1
    fronted = tokens[opening].tag in _FRONTS or tokens[opening].text.lower().endswith("ing")
    if not fronted or head == opening or tokens[head - 1].tag != "ADP" or tokens[head + 1].text != ",":
        return False
    after = first
    while after < len(tokens) and (tokens[after].tag in ("PROPN", "ADV") or tokens[after].text in ("and", "or", ",")):
        after += 1
    return after < len(tokens) and tokens[after].tag in ("VERB", "AUX") and tokens[after - 1].text != ","


def _opens_clause(tokens: Sequence[Token], head: int, first: int, last: int, words: Words) -> bool:
    """Whether the toponym behind "and" is the subject of a clause of its own: "Chile met Peru, and Lima said"."""
    before, verb = _before(tokens, head), tokens[last] if last < len(tokens) else None
    if before is None or verb is None or verb.tag not in ("VERB", "AUX") or verb.text.endswith("ing"):
        return False
    opening = head
    while opening > 0 and tokens[opening - 1].sentence == tokens[head].sentence:
        opening -= 1
    told = any(t.tag in ("VERB", "AUX") for t in tokens[opening:head])
    at_place = before.text.lower() in words.kinds["place_preposition"]
    return told and (not at_place or tokens[first - 2].text == ",")


def _is_dateline(tokens: Sequence[Token], first: int, last: int) -> bool:
    starts = first == 0 or tokens[first - 1].sentence != tokens[first].sentence
    return (
        starts
        and any(t.text in ("(", "--", "—", "–", "-", "_") for t in tokens[last : last + 8])
        and (tokens[first].text.isupper() or tokens[last].text in ("(", "--", "—", "–", "-", "_", ","))
    )
