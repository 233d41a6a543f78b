"""Noun phrases around a verb: who is its subject, whom it addresses, told from tags and word order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from dragoman.records import Token

_NOMINAL = frozenset(("NOUN", "PROPN", "NUM", "ADJ", "DET", "X"))
_HEAD = frozenset(("NOUN", "PROPN", "PRON", "NUM", "ADJ", "X", "SYM"))
_SUBJECT_PRONOUNS_LIST = """
he she they it i we you who this that these those both some many others one another neither each few most several
"""
SUBJECT_PRONOUNS = frozenset(_SUBJECT_PRONOUNS_LIST.split())
_LINKS = frozenset(["of", "for", "at", "from", "in", "on", "with", "to", "against", "between"])
_OBJECT_PRONOUNS = frozenset(["him", "her", "them", "me", "us", "you", "it"])
_TIME_WORDS_LIST = """
monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow tonight earlier later
recently january february march april june july august september october november december last this
week month year morning afternoon evening night next
"""
TIME_WORDS = frozenset(_TIME_WORDS_LIST.split())
# Units in which a time is counted, by their lemmas.
UNITS = frozenset(("moment", "minute", "hour", "day", "week", "month", "year", "decade"))
_RAISING_LIST = """
go come be have do seem appear decline refuse continue try begin start keep proceed choose quote want
quick use
"""
_RAISING = frozenset(_RAISING_LIST.split())
POSSESSIVE = frozenset(("his", "her", "their", "its", "my", "our", "your"))
_SEPARATES = frozenset((",", "--", "–", "—", "―"))
_PLURAL_VERBS = frozenset(("have", "are", "were", "do"))
_BEFORE_BOTH = frozenset(("AUX", "VERB", "PUNCT", "PRON", "NOUN"))
_RELATIVE = frozenset(("who", "which", "that", "whom"))


def _nominal(token: Token) -> bool:
    """Whether a word can stand in a noun phrase; an acronym can whatever its tag."""
    return token.tag in _NOMINAL or (token.tag == "VERB" and len(token.text) > 1 and token.text.isupper())


class Phrase(NamedTuple):
    """Token numbers of a noun phrase, last one included."""

    first: int
    last: int


def _owns(tokens: Sequence[Token], at: int) -> bool:
    """Whether the pronoun at `at` is a possessive; "her" is one before a noun."""
    word = tokens[at].text.lower()
    if tokens[at].tag != "PRON" or word not in POSSESSIVE:
        return False
    following = tokens[at + 1].tag if at + 1 < len(tokens) else ""
    return word != "her" or following in ("NOUN", "ADJ", "PROPN", "NUM")


def phrase_start(tokens: Sequence[Token], last: int, low: int) -> int:
    """First token of the noun phrase that ends at `last`, not before `low`."""
    if tokens[last].tag == "PRON" and tokens[last].lemma != "other":
        return last
    first = last
    while first > low:
        token = tokens[first - 1]
        if _nominal(token) or (token.tag == "PART" and token.lemma in ("'s", "'")):
            if token.text.lower() in TIME_WORDS and token.tag != "DET" and first - 1 == low:
                break
            first -= 1
        elif _owns(tokens, first - 1) or _joins(tokens, first - 1, low):
            first -= 1
        else:
            break
    while first < last and (
        tokens[first].tag in ("PART", "CCONJ")
        or (tokens[first].text in ("least", "most") and first > low and tokens[first - 1].lemma == "at")
        or (tokens[first].text.lower() in TIME_WORDS and first + 1 < last)
    ):
        first += 1
    return first


def _joins(tokens: Sequence[Token], at: int, low: int) -> bool:
    """Whether the preposition, conjunction, hyphen or participle at `at` binds what follows to a noun before it."""
    token = tokens[at]
    if at <= low:
        return False
    before = tokens[at - 1]
    if token.tag in ("ADP", "SCONJ"):
        return token.lemma in _LINKS and before.tag in ("NOUN", "PROPN") and before.text.lower() not in TIME_WORDS
    if token.tag == "CCONJ":
        return token.lemma in ("and", "or", "&") and before.tag in ("NOUN", "PROPN")
    if token.tag == "VERB":
        return before.tag in ("DET", "ADJ") and token.text.endswith(("ed", "ing"))
    bound = before.end == token.start
    return token.tag == "PUNCT" and token.text in ("-", ".") and before.tag in ("PROPN", "NOUN") and bound


def phrase_end(tokens: Sequence[Token], first: int, high: int) -> int:
    """Last token of the noun phrase that begins at `first` and ends before `high`; first - 1 when none begins."""
    if first >= high:
        return first - 1
    if tokens[first].tag == "PRON" and not _owns(tokens, first):
        return first
    last = first - 1
    at = first
    while at < high:
        token = tokens[at]
        possessive = token.tag == "PART" and token.lemma in ("'s", "'")
        if token.tag in _NOMINAL or possessive or (token.tag == "PRON" and at == first):
            if token.text.lower() in TIME_WORDS and at > first:
                break
            if token.tag in _HEAD:
                last = at
        elif _modifies(tokens, at, first, high):
            pass
        elif token.lemma in ("of", "for", "at", "and", "&", "from", "-") and first <= last == at - 1 and at + 1 < high:
            if tokens[at + 1].tag not in _NOMINAL or tokens[at + 1].text.lower() in TIME_WORDS:
                break
        else:
            break
        at += 1
    return last


def _modifies(tokens: Sequence[Token], at: int, first: int, high: int) -> bool:
    """Whether a participle stands before its noun ("another leading expert")."""
    if tokens[at].tag != "VERB" or at <= first or at + 1 >= high or not tokens[at].text.endswith(("ed", "ing")):
        return False
    return tokens[at - 1].tag in ("DET", "ADJ") and tokens[at + 1].tag in ("NOUN", "ADJ", "PROPN")


def find_subject(tokens: Sequence[Token], verb: int, low: int) -> Phrase | None:
    """The noun phrase before `tokens[verb]` that is its subject, looked for down to token `low`.

    Steps over auxiliaries, adverbs, time words and a parenthesis between commas; a relative clause gives its
    antecedent. None when a conjunction or nothing stands there.
    """
    at = _skip_left(tokens, verb - 1, low)
    if at < low:
        return None
    token = tokens[at]
    spaced = token.text == "-" and at > low and tokens[at - 1].end < token.start
    if spaced or token.text in (",", ")", "--", "–", "—", "―", "_"):
        at = _before_parentheses(tokens, at, low)
        if at < low:
            return None
        token = tokens[at]
    elif token.text.lower() in _RELATIVE and at > low and tokens[at - 1].tag not in ("VERB", "AUX", "ADP"):
        return _antecedent_of(tokens, at, verb, low)
    opens = _mistagged(tokens, at, low, verb)
    if token.tag in _HEAD or token.text.lower() in SUBJECT_PRONOUNS or opens:
        phrase = Phrase(phrase_start(tokens, at, low), at)
        if _is_adjunct(tokens, phrase.first - 1, low):
            return find_subject(tokens, phrase.first - 1, low)
        return _past_participle(tokens, phrase, low)
    return None


def _antecedent_of(tokens: Sequence[Token], pronoun: int, verb: int, low: int) -> Phrase | None:
    """The noun phrase that a relative pronoun stands for: of several names the last, unless the verb is a plural."""
    at = pronoun - 1
    apart = tokens[at].text in _SEPARATES
    at -= apart
    while apart and at > low and tokens[at].text.lower() in ("here", "there"):
        at -= 1
    if at < low or not (tokens[at].tag in _HEAD or tokens[at].text.lower() in SUBJECT_PRONOUNS):
        return None
    phrase = Phrase(phrase_start(tokens, at, low), at)
    plural = tokens[pronoun + 1].text.lower() in _PLURAL_VERBS or tokens[verb].text == tokens[verb].lemma
    joined = [k for k in range(phrase.first, at) if tokens[k].tag == "CCONJ" and tokens[k + 1].tag == "PROPN"]
    if apart and joined and not plural:
        return Phrase(joined[-1] + 1, at)
    return phrase if apart else _past_participle(tokens, phrase, low)


def _mistagged(tokens: Sequence[Token], at: int, low: int, verb: int) -> bool:
    """Whether a word that begins a clause right before its verb is a noun in spite of its tag ("Keating said")."""
    token = tokens[at]
    if at > low and tokens[at - 1].tag not in ("PUNCT", "CCONJ"):
        return False
    if token.tag == "VERB" and all(t.tag in ("ADV", "PRON") for t in tokens[at + 1 : verb]):
        return token.text[0].isupper() or token.text.endswith("s")
    return token.tag == "SCONJ" and at < verb - 1 and tokens[at + 1].text.endswith(("self", "selves"))


def _is_adjunct(tokens: Sequence[Token], at: int, low: int) -> bool:
    """Whether the preposition at `at` opens a phrase between subject and verb ("who in 2010 said")."""
    if at <= low or tokens[at].tag != "ADP" or tokens[at].lemma not in ("in", "at", "on", "during"):
        return False
    before = tokens[at - 1]
    helps = before.tag == "AUX" or before.lemma == "have"
    word = before.text.lower()
    return helps or word in SUBJECT_PRONOUNS or word in _RELATIVE or before.tag == "CCONJ"


def _past_participle(tokens: Sequence[Token], phrase: Phrase, low: int) -> Phrase:
    """The noun before a participle or an adjective that the phrase belongs to ("a poll released in August", "sources
    familiar with the talks")."""
    at = phrase.first - 1
    if at <= low + 1 or tokens[at].tag != "ADP":
        return phrase
    while at > low + 1 and tokens[at].tag in ("ADP", "ADV"):
        at -= 1
    participle = tokens[at].tag == "VERB" and tokens[at].text.endswith(("ed", "en", "wn", "de"))
    described = tokens[at].tag == "ADJ" and tokens[at - 1].tag == "NOUN"
    if described or (participle and tokens[at - 1].tag in ("NOUN", "PROPN")):
        return name_after_and(tokens, phrase) or Phrase(phrase_start(tokens, at - 1, low), at - 1)
    return phrase


def name_after_and(tokens: Sequence[Token], phrase: Phrase) -> Phrase | None:
    """The name behind a noun and "and", which begins a clause ("a man asked for a photo and Ruiz said ...")."""
    for k in range(phrase.last - 1, phrase.first, -1):
        if tokens[k].tag == "CCONJ":
            begins = tokens[k + 1].tag == "PROPN" and tokens[k - 1].tag == "NOUN"
            return Phrase(k + 1, phrase.last) if begins else None
    return None


def _skip_left(tokens: Sequence[Token], at: int, low: int) -> int:
    """Leftwards over what may stand between a subject and its verb."""
    while at >= low:
        token = tokens[at]
        word = token.text.lower()
        nominal_day = word in TIME_WORDS and at > low
        if (
            token.tag in ("AUX", "ADV")
            or (word.endswith(("self", "selves")) and token.tag == "PRON")
            or (token.tag == "PART" and token.lemma not in ("'s", "'"))
            or (token.tag == "VERB" and token.lemma in _RAISING)
            or (
                token.tag == "ADP"
                and at < len(tokens) - 1
                and (tokens[at + 1].text.lower() in TIME_WORDS or (at > low and tokens[at - 1].lemma in ("go",)))
            )
            or (nominal_day and token.tag in ("PROPN", "NOUN", "ADJ", "ADV", "DET"))
            or (word in ("both", "all") and at > low and tokens[at - 1].tag in _BEFORE_BOTH)
            or (word == "as" and tokens[at - 1].lemma == "quote")
            or (token.tag == "ADJ" and tokens[at + 1].lemma == "to" and tokens[at - 1].lemma == "be")
        ):
            at -= 1
        else:
            break
    return at


def _before_parentheses(tokens: Sequence[Token], at: int, low: int) -> int:
    """As `_before_parenthesis`, and over a second one right before it ("X, head of Y, one of Z, said")."""
    before = _before_parenthesis(tokens, at, low)
    if before <= low + 1 or tokens[at].text != ",":
        return before
    first = phrase_start(tokens, before, low)
    name = first - 2
    if name >= low and tokens[first - 1].text == "," and tokens[name].tag == "PROPN" and tokens[first].tag == "DET":
        return name
    return before


def _before_parenthesis(tokens: Sequence[Token], at: int, low: int) -> int:
    """The token before the comma (bracket, dash) that opens the parenthesis closed at `at`; low - 1 when none."""
    opener = "(" if tokens[at].text == ")" else tokens[at].text
    for back in range(at - 1, low, -1):
        if tokens[back].text == opener:
            if tokens[back - 1].text == ")":
                inner = _before_parenthesis(tokens, back - 1, low)
                if inner >= low:
                    return inner
            named = tokens[back - 1].tag in ("NOUN", "PROPN", "PRON", "NUM") and at - back > 1
            if named or opener == "(":
                return back - 1
    return low - 1


def antecedent(tokens: Sequence[Token], low: int, high: int) -> Phrase | None:
    """The first noun phrase of tokens[low:high] that a finite verb follows: the clause's subject, as a fallback."""
    for at in range(low + 1, high):
        if tokens[at].tag in ("VERB", "AUX") and tokens[at - 1].lemma != "to":
            found = find_subject(tokens, at, low)
            if found:
                return found
    return None


def addressee(tokens: Sequence[Token], first: int, high: int) -> Phrase | None:
    """The person told: the noun phrase or object pronoun right after a verb such as "told"."""
    if first < high and tokens[first].text.lower() in _OBJECT_PRONOUNS and not _owns(tokens, first):
        return Phrase(first, first)
    last = phrase_end(tokens, first, high)
    return Phrase(first, last) if last >= first else None
