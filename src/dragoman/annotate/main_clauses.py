"""The subject of a clause read from its opening: behind an adverbial, across what is put between it and its verb."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from dragoman.annotate.subjects import SUBJECT_PRONOUNS, TIME_WORDS, UNITS, Phrase, phrase_end
from dragoman.records import Token

_MARKS = frozenset(("“", "”", '"', "''", "``"))
_RELATIVE = frozenset(("who", "which", "that", "whose", "where", "when"))
DASHES = frozenset(("--", "–", "—", "―", "-"))
IMPERSONAL = frozenset(("it", "that", "there", "this"))
_NOMINAL = frozenset(("DET", "PROPN", "NOUN", "NUM", "ADJ", "X"))
_PARTICIPLE = ("ed", "en", "wn", "de", "ght", "ld", "nt", "ung", "put")
_OPENS_CLAUSE = frozenset(("as", "while", "and", "but"))
_ENDS_PHRASE = frozenset(("like", "since", "until", "because", "if", "as"))  # whatever their tag


def subject_of(tokens: Sequence[Token], low: int, verb: int, clausal: Collection[str]) -> Phrase | None:
    """The noun phrase that opens the clause of tokens[low:verb] and whose verb stands at `verb`.

    Between them may stand relative clauses, participles, parentheses. `clausal` are verbs that a clause follows:
    behind "who said" the next noun phrase has a verb of its own. None when the words between are no such thing.
    """
    at = verb
    while at > low and tokens[at - 1].tag in ("AUX", "ADV", "PART"):
        at -= 1
    if at > low and (tokens[at - 1].text.lower() in _RELATIVE or tokens[at - 1].tag == "CCONJ"):
        return None
    for start in _clauses(tokens, low, at):
        found = _reaching(tokens, start, at, clausal)
        if found is not None:
            return found
    return None


def _reaching(tokens: Sequence[Token], low: int, at: int, clausal: Collection[str]) -> Phrase | None:
    """The noun phrase that may open the clause at `low` and belongs to the verb at `at`."""
    found: Phrase | None = None
    for first in _openings(tokens, low, at):
        last = phrase_end(tokens, first, at)
        if last >= first and _starts(tokens[first]) and tells_more(tokens, last + 1, at, clausal):
            apposed = found is not None and found.last == first - 2 and tokens[first].tag != "PROPN"
            found = found if apposed else Phrase(first, last)
    return found


def acting_before(tokens: Sequence[Token], low: int, high: int) -> Phrase | None:
    """The subject of the last clause of tokens[low:high] that has a finite verb: who goes on in ", saying ..."."""
    for start in _clauses(tokens, low, high):
        for first in _openings(tokens, start, high):
            last = phrase_end(tokens, first, high)
            if last >= first and _starts(tokens[first]) and _finite_behind(tokens, last + 1, high):
                return Phrase(first, last)
    return None


def acting_behind(tokens: Sequence[Token], low: int, at: int, high: int) -> Phrase | None:
    """The subject of the main clause behind an adverbial that opens tokens[low:high] and in which `at` stands."""
    for first in _openings(tokens, low, high):
        last = phrase_end(tokens, first, high)
        if first > at and last >= first and _starts(tokens[first]) and _finite_behind(tokens, last + 1, high):
            return Phrase(first, last)
    return None


def _clauses(tokens: Sequence[Token], low: int, high: int) -> list[int]:
    """Where clauses of tokens[low:high] begin, the last one first."""
    marks = [k for k in range(low + 1, high - 2) if tokens[k].text in (",", ";")]
    return [*(k + 2 for k in reversed(marks) if tokens[k + 1].text in _OPENS_CLAUSE), low]


def _starts(token: Token) -> bool:
    if token.tag == "PRON" or token.text.lower() in SUBJECT_PRONOUNS:
        return token.text.lower() not in _RELATIVE or token.text.lower() == "that"
    return token.tag in _NOMINAL


def _openings(tokens: Sequence[Token], low: int, high: int) -> list[int]:
    """Where the subject of a clause may begin: at its start, or behind a comma when an adverbial opens it."""
    first = low
    while first < high and tokens[first].tag in ("ADV", "CCONJ", "INTJ", "PUNCT") and not subordinates(tokens[first]):
        first += 1
    if first >= high:
        return []
    token = tokens[first]
    timed = (token.text.lower() in TIME_WORDS and token.tag != "DET") or past_length(tokens, first, high) > 0
    if token.tag not in ("ADP", "SCONJ", "VERB", "PART") and not timed and not subordinates(token):
        return [first]
    out = []
    for k in range(first + 1, high - 1):
        if tokens[k].text == ",":
            behind = k + 1
            while behind < high and tokens[behind].tag in ("PUNCT", "ADV"):
                behind += 1
            out.append(behind)
    return [k for k in out if k < high]


def past_length(tokens: Sequence[Token], at: int, high: int) -> int:
    """The "after" or "before" behind a length of time that begins at `at` ("two days after Peru left"); else 0."""
    while at < high and tokens[at].tag in ("DET", "NUM", "ADJ", "ADV"):
        at += 1
    counted = at + 1 < high and tokens[at].lemma.lower() in UNITS and tokens[at + 1].text in ("after", "before")
    return at + 1 if counted else 0


def subordinates(token: Token) -> bool:
    """Whether a word opens a clause in front of the main one, whatever its tag ("When the ship sank, ...")."""
    return token.text in ("When", "Where")


def _finite(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    if token.tag not in ("VERB", "AUX") or token.text.endswith("ing"):
        return False
    return tokens[at - 1].lemma != "to"


def _acts(tokens: Sequence[Token], at: int) -> bool:
    """Whether a finite verb stands at `at`, adverbs stepped over, so that the clause goes on there."""
    while tokens[at].tag == "ADV" and at + 1 < len(tokens):
        at += 1
    return tokens[at].tag in ("VERB", "AUX") and not is_reduced(tokens, at)


def is_reduced(tokens: Sequence[Token], at: int) -> bool:
    """Whether a participle at `at` goes with the noun before it ("a poll released in May", "the unions backing X")."""
    if tokens[at].text.endswith("ing"):
        return True
    if tokens[at].tag != "VERB" or not tokens[at].text.endswith(_PARTICIPLE) or at + 1 >= len(tokens):
        return False
    following = tokens[at + 1]
    return following.tag in ("ADP", "ADV", "PUNCT") or following.text.lower() in TIME_WORDS


def _finite_behind(tokens: Sequence[Token], at: int, high: int) -> bool:
    """Whether a finite verb follows, modifiers of the noun phrase before `at` stepped over."""
    for k in range(at, high):
        if tokens[k].tag in ("VERB", "AUX") and tells_more(tokens, at, k):
            return _finite(tokens, k)
    return False


def tells_more(tokens: Sequence[Token], at: int, verb: int, clausal: Collection[str] = ()) -> bool:
    """Whether tokens[at:verb] only tell more about the noun phrase before them."""
    inside = False
    while at < verb:
        token = tokens[at]
        if token.text in ("(", ",") or token.text in DASHES:
            closer = ")" if token.text == "(" else token.text
            end = next((k for k in range(at + 1, verb) if tokens[k].text == closer), 0)
            inside = inside or tokens[at + 1].text in _RELATIVE
            if not end or (not inside and _acts(tokens, at + 1)) or tokens[at + 1].lemma in ("and", "but", "or"):
                return False
            more = closer == "," and end + 1 < verb and tokens[end + 1].text != "("
            at = end if more else end + 1
            at += closer == ")" and at == verb - 1 and tokens[at].text == ","  # "X (Y), says"
        elif (token.text in _RELATIVE and token.tag != "DET") or (inside and token.tag == "SCONJ"):
            inside = True
            at = _past_relative(tokens, at, verb, clausal)
            if not at:
                return False
        elif token.tag in ("VERB", "AUX") and not (is_reduced(tokens, at) or _in_infinitive(tokens, at)):
            return False
        elif token.text in _MARKS:
            at += 1
        elif token.tag in ("PUNCT", "SCONJ") or token.lemma in _ENDS_PHRASE:
            return False
        else:
            at += 1
    return True


def _in_infinitive(tokens: Sequence[Token], at: int) -> bool:
    """Whether the verb at `at` belongs to an infinitive ("to leave", "to be named")."""
    return tokens[at - 1].lemma == "to" or (tokens[at - 1].lemma == "be" and tokens[at - 2].lemma == "to")


def _past_relative(tokens: Sequence[Token], at: int, verb: int, clausal: Collection[str]) -> int:
    """Behind the verb of the relative clause that opens at `at`; 0 when none is there or one that takes a clause."""
    while at < verb and tokens[at].tag != "VERB":
        at += 1
        alone = at + 1 < verb and tokens[at + 1].tag not in ("VERB", "AUX", "ADV", "PART")
        if at < verb and tokens[at].tag == "AUX" and alone:
            return at + 1
    if at >= verb:
        return 0
    aside = at + 1 < verb and tokens[at + 1].tag in ("PART", "ADP")  # "who asked not to be named", "who spoke on"
    return at + 1 if aside or tokens[at].lemma not in clausal else 0
