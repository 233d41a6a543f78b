"""Whether an act told as a fact is background, clearly before the news at hand."""

from __future__ import annotations

import re

from dragoman.coding.clauses import clause_limit, group_start
from dragoman.coding.units import SentenceView

_YEAR = re.compile(r"(?:1[5-9]|20)\d\d\Z")
_LONG = frozenset(("year", "years", "decade", "decades", "century", "centuries"))
_IN_TIME = frozenset(("in", "during"))
_PAST_CUES = frozenset(("ago", "previously", "formerly", "earlier", "then", "once", "former", "decade", "century"))


def is_historical(s: SentenceView, head: int, published_year: int | None = None) -> bool:
    """Whether an asserted act is background: past perfect or past with a year or "ago" in its own clause."""
    start = group_start(s, head) if s.tag[head] in ("VERB", "AUX") else head
    if any(s.low[i] in ("has", "have", "'ve", "’ve") for i in range(start, head)):
        return False
    perfect = any(s.low[i] in ("had", "'d") for i in range(start, head))
    end = _own_words_end(s, head)
    begin = next((i for i in range(start - 1, -1, -1) if s.tag[i] in ("VERB", "PUNCT")), 0)
    if s.low[begin] == "," and all(s.timed[i] or s.low[i] in _IN_TIME for i in range(begin)):
        begin = 0  # "Last year, ...", "In 1978, ..."
    window = [i for i in range(begin, end) if s.timed[i] or s.low[i].isdigit()]
    years = [i for i in window if _YEAR.match(s.low[i]) and not _is_span_ahead(s, i)]
    dated = any(int(s.low[i]) != published_year and not _day_before(s, i) for i in years)
    past = any(
        s.low[i] in ("ago", "previously", "last") and _LONG & set(s.low[max(i - 2, 0) : i + 2])
        for i in range(begin, end)
    )
    once = s.form[start] == "VBD" and start > 0 and s.low[start - 1] in ("once", "formerly")
    told = perfect and any(w in _PAST_CUES for w in s.low)
    return (dated and s.form[head] not in ("VBZ", "VBP")) or past or once or told


def _is_span_ahead(s: SentenceView, year: int) -> bool:
    """ "a programme for 2023 and 2024" dates what is planned, not the act."""
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
        if s.form[i] in ("VBN", "VBD") and s.tag[i] == "VERB" and s.tag[i - 1] in ("NOUN", "PROPN", "PUNCT"):
            return i  # "released a man jailed two years ago"
        if s.tag[i] in ("ADP", "SCONJ") and following == "VBG":
            return i
    return limit


def _day_before(s: SentenceView, year: int) -> bool:
    """A full date is likely news; a bare year, or a month and year, background."""
    return any(s.low[i].isdigit() and len(s.low[i]) < 3 for i in range(max(year - 3, 0), year))
