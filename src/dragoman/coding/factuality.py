"""How far an act is told as a fact: negation, modals, plans, beliefs, denials, conditions, old dates.

The words that decide are data (factuality_marks, factuality_governors). The reading of an act is that of its own
verb group or noun phrase, passed through the words that govern it, from the inside out.
"""

from __future__ import annotations

from pathlib import Path

from dragoman.coding.clauses import governing_verb, group_start
from dragoman.coding.conditional import find_clause_mark, find_opening, has_condition
from dragoman.coding.deciding import Cue, Reading, Words, load_cues, load_words
from dragoman.coding.doubts import find_doubt
from dragoman.coding.governors import (
    act_start,
    find_controller,
    find_governor,
    find_twin,
    is_headline_plan,
    is_spoken_of,
    is_verbal,
)
from dragoman.coding.told_clauses import read_clause
from dragoman.coding.units import DEFINITE, GENITIVE, SentenceView

ASSERTED = 3.0

_NOT_DONE = frozenset(("without", "nor", "neither"))
_NOBODY = frozenset(("no", "nobody", "none", "nothing", "neither"))
_IN_SUBJECT = frozenset(("NOUN", "ADJ", "ADV", "PROPN"))


# Scores below are near the middle of the human scores of their class in UW, dev and the even half of train.
# An infinitive under a word the tables do not know is a purpose: reached most often where it follows a past act.
_INFINITIVE = Cue("hypothetical", 1.5, "")
_REACHED = Cue("hypothetical", 2.2, "")
# "The aim is to end the row", "troops are to leave".
_IS_TO = Reading("planned", 1.8)
# "Did not come to fight": what for is not done either, or not that.
_IDLE = Cue("negated", -0.4, "")
# "Gave no reason": done, and nothing came of it.
_DONE_TO_NONE = Reading("asserted", 1.6)
# "Asked that they be sent home".
_WISHED = Reading("planned", 1.0)
_AGAINST = Reading("negated", -1.5)
# What was not done is told as less sure than this ("would have sent aid").
_UNREAL = -0.5
# "Did not rule out an attack", "does not deny the attack".
_NOT_EXCLUDED = Reading("hypothetical", 1.2)
# "Could not confirm reports of an attack".
_UNCONFIRMED = Reading("hypothetical", 1.5)
# How nouns that tell of facts go on, where those that ask or promise also take "for" or "to".
_OF_FACTS = frozenset(("that", "held", "of"))
_COMMAND = Reading("hypothetical", 1.0)
# Negated: what would have been told as done, still to come, or possible.
_NEGATED = {"asserted": -2.1, "planned": -2.4, "hypothetical": -1.8}
# Negated twice it is what it was: "will not hesitate to strike" is a plan.
_TWICE: dict[float, Reading] = {_NEGATED["planned"]: Reading("planned", 1.3)}
# What a condition takes from a plan or a possibility.
_CONDITION_TAKES = 0.3
# A noun goes with the verb it belongs to ("could return to talks"), less so when spoken of as known ("the talks").
_CARRIED_NEW = {"planned": 2.0, "hypothetical": 1.9, "conditional": 1.2, "negated": 0.0, "denied": 0.0}
_CARRIED_KNOWN = {"planned": 2.5, "hypothetical": 2.5, "conditional": 1.6, "negated": 2.3, "denied": 2.3}
# What one is for or against, and has not been spoken of ("prayed for a settlement").
_SOUGHT = Reading("asserted", 1.9)
# A participle by the word before it; without one of these it is a fact of less weight.
_PARTICIPLE = 2.5
_PARTICIPLE_AFTER = {"by": 2.3, "before": 2.2, "in": 2.1, "of": 1.7, "for": 1.8, "on": 1.7, "from": 0.8}


def read_factuality(s: SentenceView, head: int, overlay: Path | None = None) -> Reading:
    """The reading of the act whose head is token `head` of the sentence."""
    words = load_words(overlay)
    start = act_start(s, head)
    reading = _read(s, head, words, 0)
    doubt = find_doubt(s, head, overlay)
    if doubt is not None:
        score = doubt.score if doubt.kind == "asserted" else min(doubt.score, reading.score)
        return Reading(doubt.kind, score, settled=True)
    opened = find_opening(s, start, words.marks, overlay)
    if opened is not None and reading.score > opened.score:
        return Reading(opened.kind, opened.score)
    if reading.kind in ("planned", "hypothetical") and reading.score > _UNREAL and has_condition(s, head, words.marks):
        return Reading("conditional", reading.score - _CONDITION_TAKES)
    if reading.kind == "asserted" and _is_command(s, start, head):
        return _COMMAND
    ahead = find_clause_mark(s, start, words.marks, "ahead") if s.form[start] in ("VBZ", "VBP") else None
    if ahead is not None and reading.score > ahead.score:
        return Reading(reading.kind, ahead.score)  # habit or still to come: less sure, of no other class
    return reading


def _is_command(s: SentenceView, start: int, head: int) -> bool:
    """A bare verb that opens a sentence or a quotation and has something after it: "Send them home"."""
    opens = start == 0 or s.low[start - 1] in ("“", "``", '"', ":")
    return opens and start == head and s.form[head] in ("VB", "VBP") and s.low[head] == s.lemma[head]


def _marked(s: SentenceView, start: int, head: int, marks: dict[str, Cue], scope: str) -> Reading:
    """The reading from the words inside the verb group or noun phrase itself."""
    reading = Reading("asserted", ASSERTED)
    negated = False
    words = range(max(start - 1, 0) if scope == "noun" else start, head)
    taken = -1
    for i in words:
        if i == taken:
            continue
        # In "would have a share" the second word is the verb itself.
        pair = marks.get(f"{s.low[i]} {s.low[i + 1]}") if i + 1 < head else None
        if pair is not None and pair.kind == "asserted" and has_condition(s, head, marks):
            pair = None  # "if elected, he would regularly visit" is no habit
        cue = pair or marks.get(s.low[i])
        if cue is not None and cue.scope in (scope, "noun" if s.low[i] == "without" else scope):
            taken = i + 1 if pair is not None else -1  # "may not" is one cue
            if cue.kind == "negated":
                negated = negated or s.low[i + 1] not in ("only", "just", "merely")
            elif cue.score <= reading.score:  # of equal ones the later: "would probably strike"
                reading = Reading(cue.kind, cue.score)
        if scope == "group" and s.lemma[i] == "be" and s.low[i + 1] == "to" and reading.score > _IS_TO.score:
            reading = _IS_TO
    if scope == "group" and start > 0 and (s.low[start - 1] in _NOT_DONE or _negated_subject(s, start)):
        negated = True
    if scope == "group" and s.low[start] == "be" and reading.kind == "asserted":
        reading = _WISHED
    if scope == "group" and not negated and reading.kind == "asserted" and s.low[head + 1 : head + 2] == ["no"]:
        return _DONE_TO_NONE
    return _negate(reading) if negated else reading


def _negated_subject(s: SentenceView, start: int) -> bool:
    back = [i for i in range(max(start - 8, 0), start) if s.low[i] in _NOBODY]
    if not back:
        return False
    inside = _IN_SUBJECT | {"ADP", "DET", "PRON"} if s.low[back[-1]] in ("none", "neither") else _IN_SUBJECT
    between = range(back[-1] + 1, start)
    return all(s.tag[i] in inside or s.low[i] in ("one", "nor") for i in between)


def _negate(reading: Reading) -> Reading:
    if reading.kind in ("negated", "denied"):
        return Reading("asserted", 2.0)
    return Reading("negated", _NEGATED.get(reading.kind, -0.8))


def _read(s: SentenceView, at: int, words: Words, depth: int) -> Reading:
    """The reading of the word at `at` by its own group or phrase and by what governs it; `depth`: words between it and
    the act asked for."""
    start = act_start(s, at)
    own = _marked(s, start, at, words.marks, "group" if is_verbal(s, at) else "noun")
    return _governed(s, start, at, own, words, depth)


def _governed(s: SentenceView, start: int, head: int, own: Reading, words: Words, depth: int) -> Reading:
    """Pass a reading through the word that governs the act, if one does."""
    twin = find_twin(s, start, head) if is_verbal(s, head) and depth < 3 else None
    if twin is not None:
        first = group_start(s, twin)
        shared = _marked(s, first, twin, words.marks, "group")
        return _governed(s, first, twin, min(own, shared, key=_score), words, depth + 1)
    if s.form[start] == "VBG" and s.low[start - 1 : start] == ["against"]:
        return _AGAINST
    at = find_governor(s, start, head)
    infinitive = s.low[start] == "to" and is_verbal(s, head)
    cue = None
    if infinitive and at is None and is_headline_plan(s, start):
        return _IS_TO
    if at is not None and depth < 3:
        cue = _cue_of(s, at, words.governors, phrase=infinitive and at == start - 1)
    if at is not None and s.lemma[at] == "tell" and is_verbal(s, head) and not infinitive:
        cue = None  # "told reporters it would free the men": told, not asked
    if at is not None and cue is not None and cue.kind == "planned" and is_spoken_of(s, at, start):
        return own
    if cue is None and infinitive and at is not None and s.tag[at] in ("NOUN", "PROPN", "PRON") and depth < 3:
        at, cue = _controlled(s, at, words.governors)
    if at is None or depth > 2 or (cue is None and infinitive):
        if not infinitive:
            return _participle(s, start, own)
        idle = at is not None and depth < 3 and s.tag[at] == "VERB" and _read(s, at, words, depth + 1).kind == "negated"
        return _combine(own, _IDLE if idle else _purpose(s, start, at), own)
    if is_verbal(s, head) and not infinitive:
        told = read_clause(s, start, at, own, cue, words, lambda: _read(s, at, words, depth + 1))
        if told is not None:
            return told
    if cue is None and is_verbal(s, head):
        return _participle(s, start, own)
    if cue is not None and not infinitive and (doubted := _doubted(s, at, words)) is not None:
        return Reading("asserted", 1.0) if own.kind == "negated" and doubted.kind == "denied" else doubted
    outer = _read(s, at, words, depth + 1)
    if cue is not None and is_verbal(s, head):
        return _combine(own, cue, outer)
    return _carried(s, start, head, at, own, cue, outer)


def _doubted(s: SentenceView, noun: int, words: Words) -> Reading | None:
    """What a noun of telling tells where its verb denies it ("denied reports of an attack") or leaves it open ("could
    not confirm claims that the army attacked"); None where neither is so."""
    told = words.telling.get(s.lemma[noun]) if s.tag[noun] == "NOUN" else None
    verb = governing_verb(s, act_start(s, noun)) if told is not None and told.patterns <= _OF_FACTS else None
    if verb is None:
        return None
    cue = _cue_of(s, verb, words.governors, phrase=False)
    negated = _read(s, verb, words, 1).kind == "negated"
    if cue is not None and cue.kind in ("negated", "denied") and not negated:
        return Reading("denied", cue.score)
    return _UNCONFIRMED if negated else None


def _controlled(s: SentenceView, noun: int, governors: dict[str, Cue]) -> tuple[int, Cue | None]:
    for at in find_controller(s, noun):
        cue = _cue_of(s, at, governors, phrase=False)
        if cue is not None and (cue.kind != "asserted" or is_verbal(s, at)):
            return at, cue
    return noun, None


def _purpose(s: SentenceView, start: int, at: int | None) -> Cue:
    return _REACHED if at == start - 1 and s.form[at] in ("VBD", "VBN") else _INFINITIVE


def _participle(s: SentenceView, start: int, own: Reading) -> Reading:
    """The reading of a participle that no known word governs; other acts as they are."""
    if s.form[start] != "VBG" or start == 0 or own.score < 2:
        return own
    low = s.low[start - 1]
    score = _PARTICIPLE_AFTER.get(low) or (_PARTICIPLE if s.tag[start - 1] in ("ADP", "NOUN", "VERB") else own.score)
    return Reading(own.kind, score)


def _carried(s: SentenceView, start: int, head: int, at: int, own: Reading, cue: Cue | None, outer: Reading) -> Reading:
    """The reading of a noun under the word at `at`, which is read as `outer`."""
    known = _is_known(s, start, head)
    if not known and own.kind == "asserted" and s.low[start - 1] in ("for", "against"):
        own = _SOUGHT
    if cue is not None and cue.kind != "asserted":
        return _combine(own, _weakened(cue), outer)
    if not is_verbal(s, at) or own.kind != "asserted":
        return own if cue is None else _combine(own, cue, outer)
    score = (_CARRIED_KNOWN if known else _CARRIED_NEW).get(outer.kind)
    if score is None:
        return Reading(own.kind, min(own.score, cue.score)) if cue is not None else own
    return Reading("asserted" if known and cue is None else outer.kind, score)


def _cue_of(s: SentenceView, at: int, governors: dict[str, Cue], *, phrase: bool) -> Cue | None:
    """The row of a governing word, with the one behind it where the table has both ("fall short"); `phrase`: right
    before "to", where it also has "going to", "had to"."""
    joined = governors.get(f"{s.low[at]} to") if phrase else None
    pair = governors.get(f"{s.lemma[at]} {s.low[at + 1]}") if at + 1 < len(s) else None
    return joined or pair or governors.get(s.lemma[at]) or governors.get(s.low[at])


def _score(reading: Reading) -> float:
    return reading.score


def _is_known(s: SentenceView, start: int, noun: int) -> bool:
    """Whether a noun is spoken of as known ("the bombings", "their talks"), so that no plan makes it doubtful."""
    return any(s.low[i] in DEFINITE or s.low[i] in GENITIVE or s.unit[i] >= 0 for i in range(max(start - 1, 0), noun))


def _weakened(cue: Cue) -> Cue:
    """A verb decides less about a noun it governs than about a verb: who rejects a proposal was made one."""
    if cue.kind in ("negated", "denied"):
        return Cue("hypothetical" if cue.kind == "denied" else cue.kind, 0.7, "")
    return Cue("asserted", (cue.score + 3) / 2, "") if cue.kind != "asserted" else cue


def _combine(own: Reading, cue: Cue, outer: Reading) -> Reading:
    if cue.kind == "asserted":
        # What a plan or a negation governs is planned or negated with it, through a factual governor too.
        weaker = outer if outer.score < own.score and cue.score >= 2.6 else own
        return weaker if weaker.score < cue.score else Reading("asserted", cue.score)
    if cue.kind in ("negated", "denied"):
        if own.kind == "negated":
            return Reading("asserted", 1.0)
        if outer.kind == "negated":
            if cue.excluded or cue.kind == "denied":
                return _NOT_EXCLUDED
            return _TWICE.get(outer.score, Reading("asserted", 2.0))
        if outer.kind in ("planned", "hypothetical", "conditional"):
            return Reading("negated", -0.8)
        return Reading(cue.kind, cue.score)
    if own.kind == "negated":
        return Reading("negated", -cue.score)
    if outer.kind == "negated":
        return Reading("negated", -min(cue.score, 1.0))
    return Reading(cue.kind, min(cue.score, own.score), cue.forecast or own.forecast)


def is_purpose(s: SentenceView, head: int, overlay: Path | None = None) -> bool:
    """Whether the act is an infinitive that only tells what another act was for ("met to end the row")."""
    if s.tag[head] == "NOUN":
        verb = governing_verb(s, head)
        return verb is not None and is_purpose(s, verb, overlay)
    start = group_start(s, head)
    if s.tag[head] != "VERB" or s.low[start] != "to":
        return False
    at = find_governor(s, start, head)
    if find_doubt(s, head, overlay) is not None or (at is None and is_headline_plan(s, start)):
        return False  # "has yet to sign", "Oslo to sign"
    return at is None or s.lemma[at] not in load_cues(overlay)[1]
