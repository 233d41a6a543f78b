"""Whether an act that was planned came about: "the talks were called off", "was to visit Oslo but put off the trip"."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from dragoman.coding.clauses import clause_limit, group_start, is_passive
from dragoman.coding.deciding import load_cues
from dragoman.coding.governors import act_start
from dragoman.coding.units import SentenceView
from dragoman.records import Factuality
from dragoman.tables import read_table

_NOT = frozenset(("not", "n't", "n’t", "never"))
_IN_GROUP = frozenset(("AUX", "ADV", "PART"))
_PLAN = 4  # tokens before "to" in which a plan is told as past: "had been due to", "was to"
_OFF = frozenset(("cancelled", "postponed"))


@lru_cache(maxsize=8)
def _load_marks(overlay: Path | None) -> dict[str, str]:
    """Verbs, with their particle or object, by what they say of the act that is their subject."""
    marks = {row["words"]: row["mark"] for row in read_table("commitment_marks", overlay)}
    return {words: mark for words, mark in marks.items() if mark in _OFF or mark == "happen"}


def read_fate(s: SentenceView, head: int, overlay: Path | None = None) -> Factuality | None:
    """What the verb of which the noun at `head` is the subject makes of its act: negated where it did not come about
    ("were called off"), hypothetical where that is open ("may be postponed"); None where it says neither."""
    first = act_start(s, head)
    if s.tag[head] != "NOUN" or (first > 0 and s.tag[first - 1] == "ADP"):
        return None
    start = verb = clause_limit(s, head + 1)
    while verb < len(s) and s.tag[verb] in _IN_GROUP:
        verb += 1
    if verb >= len(s) or s.tag[verb] != "VERB":
        return None
    marks = _load_marks(overlay)
    mark = marks.get(" ".join((s.lemma[verb], *s.low[verb + 1 : verb + 2]))) or marks.get(s.lemma[verb])
    off = mark in _OFF and is_passive(s, start, verb)
    cues = (load_cues(overlay)[0].get(s.low[i]) for i in range(start, verb))
    if (off or mark == "happen") and any(c is not None and c.kind == "hypothetical" for c in cues):
        return "hypothetical"
    negated = any(s.low[i] in _NOT for i in range(start, verb))
    return "negated" if (negated and mark == "happen") or (off and not negated) else None


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
