"""Whether the act that a noun tells came about: "the talks were called off", "the visit did not take place"."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from dragoman.coding.clauses import clause_limit, is_passive
from dragoman.coding.governors import act_start
from dragoman.coding.units import SentenceView
from dragoman.tables import read_table

_NOT = frozenset(("not", "n't", "n’t", "never"))
_IN_GROUP = frozenset(("AUX", "ADV", "PART"))
_OFF = frozenset(("cancelled", "postponed"))


@lru_cache(maxsize=8)
def _load_marks(overlay: Path | None) -> dict[str, str]:
    """Verbs, with their particle or object, by what they say of the act that is their subject."""
    marks = {row["words"]: row["mark"] for row in read_table("commitment_marks", overlay)}
    return {words: mark for words, mark in marks.items() if mark in _OFF or mark == "happen"}


def is_called_off(s: SentenceView, head: int, overlay: Path | None = None) -> bool:
    """Whether the noun at `head` is the subject of a verb which says that the act did not come about."""
    first = act_start(s, head)
    if s.tag[head] != "NOUN" or (first > 0 and s.tag[first - 1] == "ADP"):
        return False
    start = verb = clause_limit(s, head + 1)
    while verb < len(s) and s.tag[verb] in _IN_GROUP:
        verb += 1
    if verb >= len(s) or s.tag[verb] != "VERB":
        return False
    marks = _load_marks(overlay)
    mark = marks.get(" ".join((s.lemma[verb], *s.low[verb + 1 : verb + 2]))) or marks.get(s.lemma[verb])
    negated = any(s.low[i] in _NOT for i in range(start, verb))
    return negated if mark == "happen" else mark in _OFF and not negated and is_passive(s, start, verb)
