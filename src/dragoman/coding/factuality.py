"""How far an act is told as a fact: negation, modals, plans, beliefs, denials, conditions, old dates.

The words that decide are data (factuality_marks, factuality_governors). The reading of an act is that of its own
verb group or noun phrase, passed through the words that govern it, from the inside out.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from msgspec import Struct

from dragoman.coding.clauses import clause_limit, governing_verb, group_start
from dragoman.coding.governors import act_start, find_governor, find_twin, is_verbal
from dragoman.coding.units import GENITIVE, SentenceView
from dragoman.errors import TableError
from dragoman.records import Factuality
from dragoman.tables import read_table

ASSERTED = 3.0
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d\Z")
_PAST_CUES = frozenset(("ago", "previously", "formerly", "earlier", "then", "once", "former", "decade", "century"))


_DEFINITE = frozenset(("the", "this", "that", "these", "those", "his", "her", "its", "their", "our"))


class Cue(Struct, frozen=True):
    """One deciding word: the class it gives, its score (-3..3) and, for marks, where it stands.

    `known`: what it governs stands whatever becomes of the knowing or saying itself.
    """

    kind: Factuality
    score: float
    scope: str
    known: bool = False


class Reading(Struct, frozen=True):
    """How far an act is told as a fact: its class and its score in -3 .. 3."""

    kind: Factuality
    score: float


_CLASSES: dict[str, Factuality] = {
    "fact": "asserted", "known": "asserted", "asserted": "asserted", "negated": "negated", "denied": "denied",
    "planned": "planned", "hypothetical": "hypothetical", "conditional": "conditional", "historical": "historical",
}  # fmt: skip


# An infinitive under a word the tables do not know is a purpose, a participle a fact of less weight.
_INFINITIVE = Cue("hypothetical", 1.4, "")
# A noun that is not spoken of as known goes with the verb it belongs to: "could return to talks".
_CARRIED = Cue("asserted", 3.0, "")
_PARTICIPLE = Cue("asserted", 2.5, "")
# Scores that no single word decides, near the middle of the human scores of the class on a development half of UW.
_COMMAND = Reading("hypothetical", 1.0)
_CONDITIONED = 0.9
_NEGATED = {"asserted": -2.1, "planned": -2.3, "hypothetical": -1.8}


@lru_cache(maxsize=8)
def load_cues(overlay: Path | None = None) -> tuple[dict[str, Cue], dict[str, Cue]]:
    """Marks and governors by word, the user's rows over the shipped ones."""
    found = []
    for table in ("factuality_marks", "factuality_governors"):
        cues = {}
        for row in read_table(table, overlay):
            if row["class"] not in _CLASSES:
                raise TableError(f"{table}.tsv, row {row['cue']!r}: class {row['class']!r} is not known")
            kind, known = _CLASSES[row["class"]], row["class"] == "known"
            cues[row["cue"]] = Cue(kind, float(row["score"]), row.get("scope", ""), known)
        found.append(cues)
    return found[0], found[1]


def read_factuality(s: SentenceView, head: int, overlay: Path | None = None) -> Reading:
    """The reading of the act whose head is token `head` of the sentence."""
    marks, governors = load_cues(overlay)
    start = act_start(s, head)
    own = _marked(s, start, head, marks, "group" if is_verbal(s, head) else "noun")
    reading = _governed(s, start, head, own, marks, governors, 0)
    opened = _clause_mark(s, start, marks)
    if opened is not None and reading.score > opened.score:
        return Reading(opened.kind, opened.score)
    if reading.kind in ("planned", "hypothetical") and _has_condition(s, head):
        return Reading("conditional", min(reading.score, _CONDITIONED))
    if reading.kind == "asserted" and _is_command(s, start, head):
        return _COMMAND
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
    for i in words:
        cue = marks.get(s.low[i])
        if cue is None or cue.scope not in (scope, "noun" if s.low[i] == "without" else scope):
            continue
        if cue.kind == "negated":
            negated = True
        elif cue.score < reading.score:
            reading = Reading(cue.kind, cue.score)
    if scope == "group" and start > 0 and s.low[start - 1] in ("without", "nobody", "nothing", "none", "neither"):
        negated = True
    if scope == "group" and _negated_subject(s, start):
        negated = True
    return _negate(reading) if negated else reading


def _negated_subject(s: SentenceView, start: int) -> bool:
    back = [i for i in range(max(start - 4, 0), start) if s.low[i] in ("no", "nobody", "none", "nothing", "neither")]
    between = range(back[-1] + 1, start) if back else range(0)
    return bool(back) and all(s.tag[i] in ("NOUN", "ADJ", "ADV", "PROPN") or s.low[i] == "one" for i in between)


def _negate(reading: Reading) -> Reading:
    if reading.kind in ("negated", "denied"):
        return Reading("asserted", 2.0)
    return Reading("negated", _NEGATED.get(reading.kind, -0.8))


def _governed(
    s: SentenceView, start: int, head: int, own: Reading, marks: dict[str, Cue], governors: dict[str, Cue], depth: int
) -> Reading:
    """Pass a reading through the word that governs the act, if one does."""
    twin = find_twin(s, start, head) if is_verbal(s, head) and depth < 3 else None
    if twin is not None:
        first = group_start(s, twin)
        shared = _marked(s, first, twin, marks, "group")
        return _governed(s, first, twin, min(own, shared, key=_score), marks, governors, depth + 1)
    at = find_governor(s, start, head)
    infinitive = s.low[start] == "to" and is_verbal(s, head)
    if at is None or depth > 2:
        return _combine(own, _INFINITIVE, own) if infinitive else own
    cue = _cue_of(s, at, governors, phrase=infinitive and at == start - 1)
    if cue is not None and cue.known and is_verbal(s, head) and not infinitive:
        return own if own.score < cue.score else Reading("asserted", cue.score)
    if cue is None:
        if infinitive:
            return _combine(own, _INFINITIVE, own)
        if not is_verbal(s, head) and is_verbal(s, at) and not _is_known(s, start, head):
            cue = _CARRIED
        elif s.form[start] != "VBG":
            return own
        else:
            cue = _PARTICIPLE
    elif not is_verbal(s, head):
        cue = _weakened(cue)
    before = act_start(s, at)
    outer = _marked(s, before, at, marks, "group" if is_verbal(s, at) else "noun")
    outer = _governed(s, before, at, outer, marks, governors, depth + 1)
    return _combine(own, cue, outer)


def _cue_of(s: SentenceView, at: int, governors: dict[str, Cue], *, phrase: bool) -> Cue | None:
    """The row of a governing word; `phrase`: right before "to", where the table also has "going to", "had to"."""
    joined = governors.get(f"{s.low[at]} to") if phrase else None
    return joined or governors.get(s.lemma[at]) or governors.get(s.low[at])


def _score(reading: Reading) -> float:
    return reading.score


def _is_known(s: SentenceView, start: int, noun: int) -> bool:
    """Whether a noun is spoken of as known ("the bombings", "their talks"), so that no plan makes it doubtful."""
    return any(s.low[i] in _DEFINITE or s.low[i] in GENITIVE or s.unit[i] >= 0 for i in range(max(start - 1, 0), noun))


def _weakened(cue: Cue) -> Cue:
    """A verb decides less about a noun it governs than about a verb: who rejects a proposal was made one."""
    if cue.kind in ("negated", "denied"):
        return Cue("hypothetical", 0.6, "") if cue.kind == "denied" else Cue(cue.kind, -0.3, "")
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
            return Reading("asserted", 2.0)
        if outer.kind in ("planned", "hypothetical", "conditional"):
            return Reading("negated", -0.8)
        return Reading(cue.kind, cue.score)
    if own.kind == "negated":
        return Reading("negated", -cue.score)
    if outer.kind == "negated":
        return Reading("negated", -min(cue.score, 1.0))
    return Reading(cue.kind, min(cue.score, own.score))


def is_purpose(s: SentenceView, head: int, overlay: Path | None = None) -> bool:
    """Whether the act is an infinitive that only tells what another act was for ("met to end the row")."""
    if s.tag[head] == "NOUN":
        verb = governing_verb(s, head)
        return verb is not None and is_purpose(s, verb, overlay)
    start = group_start(s, head)
    if s.tag[head] != "VERB" or s.low[start] != "to":
        return False
    at = find_governor(s, start, head)
    return at is None or s.lemma[at] not in load_cues(overlay)[1]


def in_condition(s: SentenceView, head: int, overlay: Path | None = None) -> bool:
    """Whether the act stands inside an if-clause: a condition is no act."""
    start = act_start(s, head)
    mark = _clause_mark(s, start, load_cues(overlay)[0])
    return mark is not None and mark.kind == "conditional"


def _clause_mark(s: SentenceView, start: int, marks: dict[str, Cue]) -> Cue | None:
    for i in range(start - 1, max(start - 15, -1), -1):
        cue = marks.get(s.low[i])
        if cue is not None and cue.scope == "clause" and not (s.low[i] == "once" and i == start - 1):
            return cue  # "once met" is an adverb of time
        if s.low[i] in (",", ";", "that", "who", "which") or (
            s.tag[i] == "VERB" and s.form[i] not in ("VBG", "VBN", "VB") and s.low[start] != "to"
        ):
            return None
    return None


def _has_condition(s: SentenceView, head: int) -> bool:
    return any(s.low[i] in ("if", "unless", "provided") for i in range(len(s)) if abs(i - head) < 25)


def is_historical(s: SentenceView, head: int, published_year: int | None = None) -> bool:
    """Whether an asserted act is background: past perfect or past with a year or "ago" in its own clause."""
    start = group_start(s, head) if s.tag[head] in ("VERB", "AUX") else head
    if any(s.low[i] in ("has", "have", "'ve", "’ve") for i in range(start, head)):
        return False
    perfect = any(s.low[i] in ("had", "'d") for i in range(start, head))
    end = _own_words_end(s, head)
    begin = next((i for i in range(start - 1, -1, -1) if s.tag[i] in ("VERB", "PUNCT")), 0)
    window = [i for i in range(begin, end) if s.timed[i] or s.low[i].isdigit()]
    years = [i for i in window if _YEAR.match(s.low[i]) and not _is_span_ahead(s, i)]
    dated = any(int(s.low[i]) != published_year and not _day_before(s, i) for i in years)
    past = any(s.low[i] in ("ago", "previously", "last") and "year" in s.low[i - 2 : i + 2] for i in range(begin, end))
    once = s.form[start] == "VBD" and start > 0 and s.low[start - 1] in ("once", "formerly")
    return (dated and s.form[head] not in ("VBZ", "VBP")) or past or once or (perfect and _background(s, head))


def _is_span_ahead(s: SentenceView, year: int) -> bool:
    """"a programme for 2023 and 2024" dates what is planned, not the act."""
    at = year - 1
    while at > 1 and (_YEAR.match(s.low[at]) or s.low[at] in ("and", ",", "the", "year", "years")):
        at -= 1
    return s.low[at] in ("for", "until", "through")


def _own_words_end(s: SentenceView, head: int) -> int:
    """Where the words that modify an act itself end: before its complement, whose times date something else."""
    limit = clause_limit(s, head + 1)
    for i in range(head + 1, limit):
        following = s.form[i + 1] if i + 1 < limit else ""
        if s.low[i] == "to" and following == "VB":
            return i
        if s.tag[i] in ("ADP", "SCONJ") and following == "VBG":
            return i
    return limit


def _day_before(s: SentenceView, year: int) -> bool:
    """A full date is likely news; a bare year, or a month and year, background."""
    return any(s.low[i].isdigit() and len(s.low[i]) < 3 for i in range(max(year - 3, 0), year))


def _background(s: SentenceView, head: int) -> bool:
    return any(w in _PAST_CUES for w in s.low)
