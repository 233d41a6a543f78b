"""Which words are reporting verbs where they stand: by their tag, or in spite of it."""

from __future__ import annotations

from dragoman.annotate.cues import Cue, Cues
from dragoman.annotate.endings import Endings
from dragoman.annotate.lemmas import find_lemma
from dragoman.annotate.subjects import POSSESSIVE
from dragoman.records import Token

_BEFORE = frozenset(("PROPN", "NOUN", "PRON", "ADV"))
_BEHIND = frozenset(("DET", "PRON", "PROPN"))


def verb_cue(view: Endings, cues: Cues, at: int) -> tuple[Cue | None, int]:
    """The cue that the word at `at` is as a verb, and of how many words; None and 1 when it is none."""
    token = view.tokens[at]
    lemma = token.lemma if token.tag in ("VERB", "AUX") else _hidden_lemma(view, cues, at, token)
    if not lemma:
        return None, 1
    following = view.tokens[at + 1].lemma if at + 1 < view.high else ""
    pair = cues.pairs.get((lemma, following))
    return (pair, 2) if pair else (cues.verbs.get(lemma), 1)


def _hidden_lemma(view: Endings, cues: Cues, at: int, token: Token) -> str:
    """The verb that a word tagged otherwise is all the same; empty when it is none."""
    if token.text in ("says", "say", "said"):
        return "say"
    if at == view.low or at + 1 >= view.high:
        return ""
    if token.tag == "PROPN":
        return _headline_verb(cues, token) if view.headline else ""
    if token.tag == "NOUN" and token.text.endswith("s") and token.lemma in cues.verbs:
        return token.lemma if _between(view, cues.verbs[token.lemma], at) else ""
    if token.tag == "ADJ" and token.text.endswith("ed") and view.tokens[at - 1].tag in ("PROPN", "PRON"):
        lemma = find_lemma(token.text, "VERB|VBD")
        return lemma if (lemma, view.tokens[at + 1].lemma) in cues.pairs else ""
    return ""


def _headline_verb(cues: Cues, token: Token) -> str:
    """A capitalised third person of a headline ("Ruiz Warns ...")."""
    lemma = find_lemma(token.text, "VERB|VBZ")
    return lemma if token.text.endswith("s") and lemma in cues.verbs else ""


def _between(view: Endings, cue: Cue, at: int) -> bool:
    """Whether "insists" stands between a name and a clause, "plans" between a name and an infinitive."""
    before, after = view.tokens[at - 1], view.tokens[at + 1]
    if before.tag not in _BEFORE or before.text.lower() in POSSESSIVE:
        return False
    if after.tag == "PART" and after.lemma == "to":
        return "to" in cue.patterns and at + 2 < view.high and view.tokens[at + 2].tag == "VERB"
    return after.text in ("that", ":") or after.tag in _BEHIND or view.quoted[at + 1]
