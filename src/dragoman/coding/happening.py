"""Whether an act that was planned came about: "the talks were called off", "was to visit Oslo but put off the trip"."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from dragoman.coding.clauses import clause_limit, group_start
from dragoman.coding.deciding import load_cues
from dragoman.coding.governors import act_start
from dragoman.coding.passives import is_passive
from dragoman.coding.units import DEFINITE, GENITIVE, WILL, SentenceView
from dragoman.errors import TableError
from dragoman.records import Factuality
from dragoman.tables import read_table

_NOT = frozenset(("not", "n't", "n’t", "never"))
_VOICES = {"any": "happen", "passive": "done", "undone": "cancelled"}
_IN_GROUP = frozenset(("AUX", "ADV", "PART"))
_PLAN = 4  # tokens before "to" in which a plan is told as past: "had been due to", "was to"
_FOR = frozenset(("for", "on", "in", "at", "later", "next"))
_TIME_IN = 3  # tokens behind "scheduled for" in which the time begins
_OFF = frozenset(("cancelled", "postponed"))


@lru_cache(maxsize=8)
def _load_marks(overlay: Path | None) -> dict[str, str]:
    """Verbs, with their particle or object, by what they say of the act that is their subject."""
    marks = {}
    for row in read_table("happening", overlay):
        if row["voice"] not in _VOICES:
            message = f"voice {row['voice']!r} is not known; use one of: {', '.join(_VOICES)}"
            raise TableError(f"happening.tsv, row {row['words']!r}: {message}")
        marks[row["words"]] = _VOICES[row["voice"]]
    told = {row["words"]: row["mark"] for row in read_table("commitment_marks", overlay)}
    return marks | {words: mark for words, mark in told.items() if mark in _OFF or mark == "happen"}


def read_fate(s: SentenceView, head: int, overlay: Path | None = None) -> Factuality | None:
    """What the verb of which the noun at `head` is the subject makes of its act: negated where it did not come about
    ("were called off"), hypothetical where that is open ("may be postponed"); None where it says neither."""
    start, verb = _verb_of(s, head, overlay)
    if verb >= len(s) or s.tag[verb] != "VERB":
        return None
    mark = _read_mark(s, start, verb, overlay)
    off = mark in _OFF and is_passive(s, start, verb, overlay)
    cues = (load_cues(overlay)[0].get(s.low[i]) for i in range(start, verb))
    if (off or mark == "happen") and any(c is not None and c.kind == "hypothetical" for c in cues):
        return "hypothetical"
    negated = _is_negated(s, start, verb)
    return "negated" if (negated and mark == "happen") or (off and not negated) else None


def read_ahead(s: SentenceView, head: int, overlay: Path | None = None) -> Factuality | None:
    """What the verb of which the noun at `head` is the subject says of an act not done yet: planned where it is to come
    about ("will begin", "are due to be held"), hypothetical where it is only thought of ("an attack would be a crime");
    None where it says neither."""
    start, verb = _verb_of(s, head, overlay)
    group = range(start, verb)
    if not group or _is_negated(s, start, verb):
        return None
    happens = verb < len(s) and _read_mark(s, start, verb, overlay) == "happen"
    to = any(s.low[i] == "to" for i in group) and any(s.lemma[i] == "be" for i in group)
    if (happens and (to or s.low[start] in WILL)) or _is_set_for(s, start, verb, overlay):
        return "planned"
    known = any(s.low[i] in DEFINITE or s.low[i] in GENITIVE for i in range(act_start(s, head), head))
    return "hypothetical" if s.low[start] == "would" and "have" not in s.low[start:verb] and not known else None


_NEXT = frozenset(("next", "tomorrow", "coming"))
# Before a time these make it another act's, or a custom's: "is shelling towns ahead of a vote next week".
_OTHERS_TIME = frozenset(("ahead", "before", "after", "until", "over", "about", "amid", "despite", "every", ",", "and"))


def is_dated_ahead(s: SentenceView, head: int) -> bool:
    """Whether the verb at `head` stands in the present and its clause gives it a time still to come ("is sending an
    envoy to Oslo next week", "meets Rossi tomorrow")."""
    start = group_start(s, head)
    if s.tag[head] != "VERB" or s.form[start] not in ("VBZ", "VBP") or s.form[head] not in ("VBZ", "VBP", "VBG"):
        return False
    for i in range(head + 1, clause_limit(s, head + 1)):
        if s.timed[i] and s.low[i] in _NEXT:
            return True
        if s.tag[i] == "VERB" or s.low[i] in _OTHERS_TIME:
            return False
    return False


def _is_set_for(s: SentenceView, start: int, verb: int, overlay: Path | None) -> bool:
    """Whether the group [start, verb] sets its subject for a time ("are scheduled for Monday", "is due in June")."""
    if verb + 2 >= len(s) or not any(s.lemma[i] == "be" for i in range(start, verb)):
        return False
    governors = load_cues(overlay)[1]
    cue = governors.get(s.low[verb]) or governors.get(s.lemma[verb])
    planned = cue is not None and cue.kind == "planned" and s.low[verb + 1] in _FOR and "had" not in s.low[start:verb]
    return planned and any(s.timed[verb + 2 : verb + 2 + _TIME_IN])


def _is_negated(s: SentenceView, start: int, verb: int) -> bool:
    """Whether the verb group [start, verb] tells what is not or not yet done ("have yet to begin")."""
    return any(s.low[i] in _NOT or s.low[i : i + 2] == ["yet", "to"] for i in range(start, verb))


def _verb_of(s: SentenceView, head: int, overlay: Path | None) -> tuple[int, int]:
    """Where the verb group begins whose subject is the noun at `head`, and its main verb; twice the end where it is no
    subject. A plan belongs to the group ("are due *to be held")."""
    first = act_start(s, head)
    if s.tag[head] != "NOUN" or (first > 0 and s.tag[first - 1] == "ADP"):
        return len(s), len(s)
    start = verb = clause_limit(s, head + 1)
    while verb < len(s) and (s.tag[verb] in _IN_GROUP or _helps(s, verb, overlay)):
        verb += 1
    return start, verb


def _helps(s: SentenceView, at: int, overlay: Path | None) -> bool:
    """Whether "due", "set", "expected" and the like stand at `at` before "to", or "has" before "yet to"."""
    if s.low[at] == "to" or (s.lemma[at] == "have" and s.low[at + 1 : at + 3] == ["yet", "to"]):
        return True
    governors = load_cues(overlay)[1]
    cue = governors.get(s.low[at]) or governors.get(s.lemma[at])
    return cue is not None and cue.kind == "planned" and s.low[at + 1 : at + 2] == ["to"]


def tells_happening(s: SentenceView, start: int, verb: int, overlay: Path | None = None) -> bool:
    """Whether the verb group [start, verb] tells that its subject came about ("took place", "was held")."""
    return _read_mark(s, start, verb, overlay) == "happen"


def _read_mark(s: SentenceView, start: int, verb: int, overlay: Path | None) -> str | None:
    """What the verb at `verb` tells of its subject, an act: "held" happens in the passive alone."""
    marks = _load_marks(overlay)
    mark = marks.get(" ".join((s.lemma[verb], *s.low[verb + 1 : verb + 2]))) or marks.get(s.lemma[verb])
    if mark == "done":
        return "happen" if is_passive(s, start, verb, overlay) else None
    return mark


def is_dropped(s: SentenceView, head: int, overlay: Path | None = None) -> bool:
    """Whether the verb at `head` tells what was to be done "but" was called off, by the words of its own sentence."""
    start = group_start(s, head)
    past = any(s.form[i] == "VBD" and s.lemma[i] in ("be", "have") for i in range(max(start - _PLAN, 0), head))
    if not past or s.tag[head] not in ("VERB", "ADJ") or "to" not in s.low[start : head + 2]:
        return False
    but = next((i for i in range(head + 1, len(s)) if s.low[i] == "but"), len(s))
    return any(_drops(s, i, overlay) for i in range(but + 1, len(s)) if s.tag[i] == "VERB" and s.form[i] != "VB")


def _drops(s: SentenceView, verb: int, overlay: Path | None) -> bool:
    """Whether a verb calls off what was spoken of and is not negated: "called it off", "was postponed"."""
    if any(s.low[i] in _NOT for i in range(group_start(s, verb), verb)):
        return False
    marks, lemma = _load_marks(overlay), s.lemma[verb]
    return any(marks.get(words) in _OFF for words in (lemma, *(f"{lemma} {w}" for w in s.low[verb + 1 : verb + 4])))
