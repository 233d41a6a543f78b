"""What the clause of a pronoun tells of whom it means: not who acts on it ("Ruiz met him"), nor of whom it tells more
("the judge he sacked"), but who thinks or says it of himself ("Ruiz said he would go")."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.annotate.cues import Cues
from dragoman.annotate.subjects import SUBJECT_PRONOUNS, TIME_WORDS, Phrase, find_subject, phrase_start
from dragoman.records import Token

_HEADS = frozenset(("NOUN", "PROPN", "PRON", "NUM"))
_RELATIVE = frozenset(("who", "whom", "which", "that"))
# Between a verb of saying or thinking and what is said or thought.
_JOINS = frozenset(("that", "if", "whether", "why", "how", "where", "when", "what"))
# Prepositions, and verbs before "with", behind which a pronoun may mean the subject.
_PLACED = frozenset(("behind", "beside", "around", "about", "above", "under", "near", "over"))
_TAKES = frozenset(("take", "bring", "carry"))
_MOST_STEPS = 5  # from an infinitive or participle to the verb that it hangs on


def find_doer(tokens: Sequence[Token], at: int) -> Phrase | None:
    """Who does what is done to the object pronoun at token `at`, or done with, for or by it."""
    low = _sentence_start(tokens, at)
    for k in range(at - 1, low - 1, -1):
        token = tokens[k]
        if token.text.lower() == "whose":
            return _phrase_before(tokens, k, low)  # "Ruiz, whose talks with him failed"
        if token.tag in ("VERB", "AUX"):
            return None if _is_free(tokens, at, k) else find_clause_subject(tokens, k, low)
        if token.tag in ("PUNCT", "SCONJ", "CCONJ") or token.text.lower() in _RELATIVE:
            return None
    return None


def _is_free(tokens: Sequence[Token], at: int, verb: int) -> bool:
    """Whether a pronoun may mean the subject of the verb before it: "looked behind him", "took with him a letter",
    "saw a film of him"."""
    leads = tokens[at - 1].text
    if leads == "with":
        return tokens[verb].lemma in _TAKES or (verb == at - 2 and tokens[verb].lemma == "have")
    return leads in _PLACED or (leads == "of" and tokens[at - 2].tag == "NOUN")


def find_antecedent(tokens: Sequence[Token], at: int, cues: Cues) -> Phrase | None:
    """Whom the clause that the subject pronoun at token `at` opens tells more of: "Ruiz, whom he phoned"."""
    low = _sentence_start(tokens, at)
    k = at - 1
    if k <= low:
        return None
    relative = tokens[k].text.lower()
    if relative in ("who", "whom", "which") or (relative == "that" and _names(tokens[k - 1])):
        k -= 1 if tokens[k - 1].tag != "ADP" else 2
        found = _phrase_before(tokens, k + 1, low)
    elif _names(tokens[k]):
        found = _phrase_before(tokens, k + 1, low)
    else:
        return None
    told = found is not None and found.first > low and tokens[found.first - 1].lemma in cues.clausal
    return None if told else found  # "told the judge he would go", "told the judge that he"


def find_thinker(tokens: Sequence[Token], at: int, cues: Cues) -> Phrase | None:
    """Who says or thinks the clause that the subject pronoun at token `at` opens, where nobody is told it: "Ruiz said
    on Monday that he would go"."""
    low = _sentence_start(tokens, at)
    k = at - 1
    while k > low and (
        tokens[k].text.lower() in _JOINS or tokens[k].text.lower() in TIME_WORDS or _leads_time(tokens, k)
    ):
        k -= 1
    if k > low and tokens[k].tag == "NOUN":
        told = phrase_start(tokens, k, low) - 1
        k = told if told > low and tokens[told].lemma in cues.beside["tell"] else k
    says = k > low and tokens[k].tag == "VERB" and (tokens[k].lemma in cues.clausal or tokens[k].lemma == "deny")
    return find_clause_subject(tokens, k, low) if says else None


def _names(token: Token) -> bool:
    return token.tag in ("NOUN", "PROPN") and token.text.lower() not in TIME_WORDS


def _leads_time(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at].tag == "ADP" and tokens[at + 1].text.lower() in TIME_WORDS


def _sentence_start(tokens: Sequence[Token], at: int) -> int:
    low = at
    while low and tokens[low - 1].sentence == tokens[at].sentence:
        low -= 1
    return low


def _phrase_before(tokens: Sequence[Token], at: int, low: int) -> Phrase | None:
    """The noun phrase that ends before token `at`, a comma between them or not."""
    k = at - 1 - (at > low and tokens[at - 1].text == ",")
    return Phrase(phrase_start(tokens, k, low), k) if k >= low and tokens[k].tag in _HEADS else None


def find_clause_subject(tokens: Sequence[Token], verb: int, low: int) -> Phrase | None:
    """The subject of a verb, looked for down to token `low`; of an infinitive or participle also where the clause
    before tells it."""
    for _ in range(_MOST_STEPS):
        if verb <= low:
            return None
        before = tokens[verb - 1]
        if before.text == "to":
            verb = verb - 2
            if verb > low and tokens[verb].tag == "ADJ":
                verb -= 1
            if verb >= low and tokens[verb].tag not in ("VERB", "AUX"):
                return _phrase_before(tokens, verb + 1, low)  # "asked Ruiz to help him"
        elif before.tag == "CCONJ" or (tokens[verb].text.endswith("ing") and before.tag in ("ADP", "SCONJ")):
            higher = _verb_before(tokens, verb - 1, low)
            if higher is None:
                return None
            verb = higher
        elif tokens[verb].text.endswith("ing") and before.tag == "VERB":
            verb -= 1  # "was seen embracing him"
        elif tokens[verb].text.endswith("ing") and before.tag not in ("AUX", "ADV"):
            return _phrase_before(tokens, verb, low)
        else:
            return find_subject(tokens, verb, low)
    return None


def _verb_before(tokens: Sequence[Token], at: int, low: int) -> int | None:
    """The last verb before token `at` of the same clause."""
    for k in range(at - 1, low, -1):
        if tokens[k].tag in ("VERB", "AUX"):
            return k
        if (
            tokens[k].text.lower() in _RELATIVE
            or tokens[k].text.lower() in SUBJECT_PRONOUNS
            or tokens[k].text in ';:“”"'
        ):
            return None
    return None
