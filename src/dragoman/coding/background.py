"""Whether an act told as a fact is background, clearly before the news at hand."""

from __future__ import annotations

import re

from msgspec import structs

from dragoman.coding.clauses import clause_limit, group_start, is_reduced
from dragoman.coding.units import FINITE, SentenceView, view_numbered
from dragoman.records import Annotation, EventCandidate, Span

_YEAR = re.compile(r"(?:1[5-9]|20)\d\d\Z")
_LONG = frozenset(("year", "years", "decade", "decades", "century", "centuries"))
_IN_TIME = frozenset(("in", "during"))
# "As in 2019", "more than in 2019": what an act is likened to was then, not the act.
LIKENS = frozenset(("as", "like", "unlike", "than"))
_PAST_CUES = frozenset(("ago", "previously", "formerly", "earlier", "then", "once", "former", "decade", "century"))
_HAS = frozenset(("has", "have", "'ve", "’ve"))
_PRESENT = frozenset(("VBZ", "VBP", "MD"))
# These part the words of one verb from those of the next.
_PARTS = frozenset((",", "that", "when", "which", "who", ":", "“"))
_LONG_AGO = re.compile(r"\b(?:years?|decades?|century|centuries) ago\b|(?<!the )\blast year\b", re.I)
_DATED = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_MONTH_DAY = re.compile(r"\b\d{1,2}\b")
# What began or ended then may go on; "envoy from 2007 to 2013" dates no act.
_ENDS_OF_TIME = frozenset(("since", "from", "to", "until", "till", "by", "after", "before"))


def set_back(
    annotation: Annotation, act: EventCandidate, body: int, published_year: int | None = None
) -> EventCandidate:
    """The act as background where it is told in the past and its own time lies in a year before the report's ("in
    2009, Rossi, who led the party, *criticised*"); what was promised then binds nobody now. `body`: where its sentence
    begins, behind a dateline."""
    if act.factuality != "asserted" or act.when is None or not _lies_back(act.when, published_year):
        return act
    s = view_numbered(annotation, act.sentence, body)
    told = [i for i, t in enumerate(s.tokens) if t.start < act.trigger.end and t.end > act.trigger.start]
    before = [s.low[i] for i, t in enumerate(s.tokens) if t.end <= act.when.start]
    if not told or before[-1:] in [[word] for word in _ENDS_OF_TIME] or not _is_past(s, told, len(before)):
        return act
    return structs.replace(act, factuality="historical", what=None, condition=None, due=None)


def _lies_back(when: Span, published_year: int | None) -> bool:
    """Whether a time names a year before the report's; a day of the year before it may be news."""
    years = [int(y) for y in _DATED.findall(when.text)]
    if not years or published_year is None:
        return _LONG_AGO.search(when.text) is not None
    return max(years) < published_year - (_MONTH_DAY.search(when.text) is not None)


def _is_past(s: SentenceView, told: list[int], when: int) -> bool:
    """Whether words tell an act by a verb in the past that is no perfect of the present, or by a noun with no verb
    between it and its time at word `when` ("the summit, which Rossi founded in 2010")."""
    head = next((i for i in told if s.tag[i] == "VERB"), told[-1])
    if s.tag[head] != "VERB":
        behind = range(told[-1] + 1, when)
        apart = any(s.low[i] == "which" or (s.form[i] in FINITE and not is_reduced(s, i)) for i in behind)
        return not apart and (s.low[when - 1] != "of" or when - 1 == told[-1] + 1)  # "since the revolt of 1979"
    if head < when and s.tag[when - 1] in ("DET", "PRON") and s.tag[when + 1 : when + 2] in (["NOUN"], ["PROPN"]):
        return False  # "promised to sell his 1981 car"
    other = next((i for i in range(when - 1, -1, -1) if s.form[i] in FINITE), when) if when < head else when
    if other < when and not any(s.low[i] in _PARTS for i in range(other, when)):
        return False  # "recalled the raid of 1991 and asked"
    group = range(group_start(s, head), head)
    return s.form[head] in ("VBD", "VBN", "VBG") and not any(s.low[i] in _HAS or s.form[i] in _PRESENT for i in group)


def is_historical(s: SentenceView, head: int, published_year: int | None = None) -> bool:
    """Whether an asserted act is background: past perfect or past with a year or "ago" in its own clause."""
    start = group_start(s, head) if s.tag[head] in ("VERB", "AUX") else head
    if any(s.low[i] in _HAS for i in range(start, head)):
        return False
    perfect = any(s.low[i] in ("had", "'d") for i in range(start, head))
    end = _own_words_end(s, head)
    begin = next((i for i in range(start - 1, -1, -1) if s.tag[i] in ("VERB", "PUNCT")), 0)
    if s.low[begin] == "," and all(s.timed[i] or s.low[i] in _IN_TIME for i in range(begin)):
        begin = 0  # "Last year, ...", "In 1978, ..."
    window = [i for i in range(begin, end) if s.timed[i] or s.low[i].isdigit()]
    years = [i for i in window if _YEAR.match(s.low[i]) and not _is_span_ahead(s, i) and s.low[i - 2] not in LIKENS]
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
