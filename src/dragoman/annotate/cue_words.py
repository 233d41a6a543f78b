"""Which words are reporting verbs where they stand: by their tag, or in spite of it."""

from __future__ import annotations

from dragoman.annotate.actor_names import find_phrase_names
from dragoman.annotate.contents import DAYS
from dragoman.annotate.cues import Cue, Cues
from dragoman.annotate.endings import Endings
from dragoman.annotate.lemmas import find_lemma
from dragoman.annotate.main_clauses import subject_of
from dragoman.annotate.subjects import POSSESSIVE, TIME_WORDS, find_subject, phrase_end, phrase_start
from dragoman.records import Token

_BEFORE = frozenset(("PROPN", "NOUN", "PRON", "ADV"))
_PLURAL = frozenset(("some", "many", "others", "they", "we", "both", "few"))
_LISTENERS = frozenset(("agent", "office", "plural"))
_BEHIND = frozenset(("DET", "PRON", "PROPN"))


def verb_cue(view: Endings, cues: Cues, at: int) -> tuple[Cue | None, int]:
    """The cue that the word at `at` is as a verb, and of how many words; None and 1 when it is none."""
    token = view.tokens[at]
    lemma = token.lemma if token.tag in ("VERB", "AUX") else _hidden_lemma(view, cues, at, token)
    if not lemma:
        return None, 1
    after = _past_time(view, at + 1)
    for particle in (after, at + 1):
        pair = cues.pairs.get((lemma, view.tokens[particle].lemma)) if particle < view.high else None
        if pair and not (pair.kind == "announce" and _leads_listener(view, particle)):
            return pair, particle - at + 1
    return cues.verbs.get(lemma), 1


def _leads_listener(view: Endings, to: int) -> bool:
    """Whether the word at `to` is a "to" behind which stands who is told, not what ("confessed to police that")."""
    last = phrase_end(view.tokens, to + 1, view.high)
    if view.tokens[to].text != "to" or last <= to:
        return False
    head = view.tokens[last]
    if head.tag in ("PROPN", "PRON") or (last + 1 < view.high and view.tokens[last + 1].text == "that"):
        return head.text not in ("it", "this", "that", "these", "those")
    return names_person(head)


def names_person(token: Token) -> bool:
    """Whether the noun names people, so that it may tell who listens or answers ("clerks", "suspects")."""
    return any(hit.kind in _LISTENERS for hit in find_phrase_names(token.text))


def _past_time(view: Endings, at: int) -> int:
    """Behind a day or an adverb between a verb and its particle ("called on Monday for", "called again for")."""
    dated = at + 1 < view.high and view.tokens[at].lemma == "on" and view.tokens[at + 1].text.lower() in DAYS
    at += dated
    while at < view.high and (view.tokens[at].text.lower() in TIME_WORDS or view.tokens[at].tag == "ADV"):
        at += 1
    return at


def _hidden_lemma(view: Endings, cues: Cues, at: int, token: Token) -> str:
    """The verb that a word tagged otherwise is all the same; empty when it is none."""
    if token.text in ("says", "say", "said"):
        return "say"
    if at == view.low or at + 1 >= view.high:
        return ""
    if token.tag == "PROPN":
        return _headline_verb(cues, token) if view.headline else ""
    if token.tag == "NOUN" and token.text.endswith("s"):
        verb = cues.verbs.get(token.lemma)
        if (verb or (token.lemma, view.tokens[at + 1].lemma) in cues.pairs) and _behind_quote(view, at):
            return token.lemma
        once = view.tokens[at - 1].tag == "ADV" and view.tokens[at - 2].tag in ("NOUN", "PROPN", "PRON")
        asks = view.tokens[at + 1].lemma != "on" or any(t.lemma == "to" for t in view.tokens[at + 2 : view.high])
        if once and asks and at - 2 >= view.low and (token.lemma, view.tokens[at + 1].lemma) in cues.pairs:
            return token.lemma  # "the guild now calls on Peru to pay"; not "Ruiz often calls on friends"
        return token.lemma if verb and (_between(view, verb, at) or _apart(view, at) or _closes(view, verb, at)) else ""
    if view.tokens[at + 1].text == "that" and token.tag in ("NOUN", "ADJ"):
        return _before_that(view, cues, at)
    return _past(view, cues, at) if token.tag == "ADJ" and token.text.endswith("ed") else ""


def _past(view: Endings, cues: Cues, at: int) -> str:
    """The verb of a past form that was taken for an adjective: behind a quote (""...," the envoy cautioned."), a day
    ("had on Friday voiced concern") or an apposition at the end ("..., Ruiz, the envoy, cautioned.")."""
    lemma, before = find_lemma(view.tokens[at].text, "VERB|VBD"), view.tokens[at - 1]
    if lemma in cues.verbs and (before.text.lower() in DAYS or _behind_quote(view, at, past=True)):
        return lemma
    if lemma in cues.verbs and before.text in (",", ")") and view.tokens[at + 1].tag == "PUNCT":
        return lemma if find_subject(view.tokens, at, view.low) is not None else ""
    named = before.tag in ("PROPN", "PRON")
    return lemma if named and (lemma, view.tokens[at + 1].lemma) in cues.pairs else ""


def _headline_verb(cues: Cues, token: Token) -> str:
    """A capitalised third person of a headline ("Ruiz Warns ...")."""
    lemma = find_lemma(token.text, "VERB|VBZ")
    return lemma if token.text.endswith("s") and lemma in cues.verbs else ""


def _before_that(view: Endings, cues: Cues, at: int) -> str:
    """The verb between a plural or a pronoun and "that" ("some note that", "groups worried that")."""
    token, before = view.tokens[at], view.tokens[at - 1]
    lemma = find_lemma(token.text, "VERB|VBD" if token.tag == "ADJ" else "VERB|VBP")
    plural = before.text.lower() in _PLURAL or (before.tag in ("NOUN", "PROPN") and before.text.endswith("s"))
    if token.tag == "ADJ" and not token.text.endswith("ed"):
        return ""
    return lemma if lemma in cues.clausal and (plural or (token.tag == "ADJ" and before.tag == "PROPN")) else ""


def _apart(view: Endings, at: int) -> bool:
    """Whether a parenthesis stands between the word and its subject ("X, the envoy, argues that")."""
    if view.tokens[at - 1].text not in (",", ")") or view.tokens[at + 1].tag not in (*_BEHIND, "SCONJ"):
        return False
    return subject_of(view.tokens, view.low, at, ()) is not None


def _closes(view: Endings, cue: Cue, at: int) -> bool:
    """Whether the word ends a sentence behind its subject and what is said ("Peru shut it, state TV reports.")."""
    before = view.tokens[at - 1]
    if "post" not in cue.patterns or view.tokens[at + 1].text != "." or before.tag not in ("NOUN", "PROPN"):
        return False
    comma = phrase_start(view.tokens, at - 1, view.low) - 1
    first = next((k + 1 for k in range(comma - 1, view.low, -1) if view.tokens[k].text == ","), view.low)
    told = any(t.tag in ("VERB", "AUX") for t in view.tokens[first:comma])
    return comma > view.low and view.tokens[comma].text == "," and told


def _behind_quote(view: Endings, at: int, *, past: bool = False) -> bool:
    """Whether the word stands behind a name that a quote goes before (""...," Ruiz notes."); a past form (`past`)
    behind any noun, too."""
    before = view.tokens[at - 1]
    if before.tag not in ("PROPN", "PRON", "NOUN") or before.text.lower() in POSSESSIVE:
        return False
    edge = phrase_start(view.tokens, at - 1, view.low) - 1
    if before.tag == "NOUN" and (
        not (past or view.tokens[edge + 1].tag == "DET") or view.tokens[at + 1].tag != "PUNCT"
    ):
        return False
    return edge >= view.low and view.quoted[edge]


def _between(view: Endings, cue: Cue, at: int) -> bool:
    """Whether "insists" stands between a name and a clause, "plans" between a name and an infinitive."""
    before, after = view.tokens[at - 1], view.tokens[at + 1]
    if before.lemma in ("and", "but") and at - 2 > view.low and view.tokens[at - 2].tag not in ("NOUN", "PROPN"):
        return after.text == "that"
    if before.tag not in _BEFORE or before.text.lower() in POSSESSIVE:
        return False
    if after.text == "," and before.tag == "PROPN" and at - 2 > view.low and view.tokens[at - 2].text == ",":
        return True  # "Miners, Ruiz notes, are patient"
    if after.tag == "PART" and after.lemma == "to":
        return "to" in cue.patterns and at + 2 < view.high and view.tokens[at + 2].tag == "VERB"
    return after.text in ("that", ":") or after.tag in _BEHIND or view.quoted[at + 1]
