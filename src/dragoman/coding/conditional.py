"""Which acts a condition or another word that opens a clause stands over: "if both sign", "as soon as both sign"."""

from __future__ import annotations

from pathlib import Path

from dragoman.coding.conditions import opens_condition
from dragoman.coding.deciding import Cue, load_cues
from dragoman.coding.governors import act_start, words_over
from dragoman.coding.units import SentenceView

# In a condition of several words: near the middle of the human scores of such acts, as those in `factuality`.
_LONG = Cue("conditional", 0.6, "clause")
_NEAR = 24  # tokens on either side of an act in which its condition stands


def in_condition(s: SentenceView, head: int, overlay: Path | None = None) -> bool:
    """Whether the act stands inside an if-clause: a condition is no act."""
    mark = find_opening(s, act_start(s, head), load_cues(overlay)[0], overlay)
    return mark is not None and mark.kind == "conditional"


def find_opening(s: SentenceView, start: int, marks: dict[str, Cue], overlay: Path | None) -> Cue | None:
    """The row of the word that opens the clause of the group or phrase at `start`, or what stands for the rows of
    several words ("as soon as both sign", "in return for lifting the ban"); None where nothing opens it."""
    mark = find_clause_mark(s, start, marks)
    if mark is None and any(opens_condition(s, i, overlay) > 1 for i in words_over(s, start)):
        return _LONG
    return mark


def find_clause_mark(s: SentenceView, start: int, marks: dict[str, Cue], scope: str = "clause") -> Cue | None:
    """The row of the nearest mark of this scope over the group or phrase at `start`."""
    for i in words_over(s, start):
        cue = marks.get(s.low[i])
        once = s.low[i] == "once" and (i == start - 1 or s.low[i + 1] in ("again", "more"))
        if cue is not None and cue.scope == scope and not once:
            return cue  # "once met", "once again met": an adverb of time
    return None


def has_condition(s: SentenceView, head: int, marks: dict[str, Cue]) -> bool:
    """Whether a condition that leaves it open stands near the act: "if" or "unless", not "once" and its like."""
    cues = (marks.get(s.low[i]) for i in range(max(head - _NEAR, 0), min(head + _NEAR + 1, len(s))))
    return any(c is not None and c.scope == "clause" and c.kind == "conditional" and c.score < 1 for c in cues)
