"""What was committed to, on what condition, and by when, as spans around the act that commits."""

from __future__ import annotations

import re

from msgspec import Struct

from dragoman.coding.clauses import opens_clause
from dragoman.coding.units import RELATIVE, SentenceView
from dragoman.records import Mention, Span

_CONDITIONS = frozenset(("if", "once", "unless", "provided", "until", "should"))
_LONG_CONDITIONS = (("as", "soon", "as"), ("as", "long", "as"), ("only", "if"), ("on", "condition"), ("when",))
_NOT = frozenset(("not", "never"))
_ENDS = frozenset((";", "”", "''", '"'))
_REACH = 40  # characters of auxiliaries and adverbs before a verb
_DUE_WORDS = frozenset(("by", "before", "until", "in", "at", "on", "within", "next", "later", "during"))


class Terms(Struct, frozen=True):
    """The terms of a commitment; `condition` and `due` are None when the text gives none."""

    what: Span
    condition: Span | None
    due: Span | None


def find_terms(text: str, s: SentenceView, first: int, limit: int, times: tuple[Mention, ...]) -> Terms | None:
    """Terms of the commitment whose content is tokens [first, limit) of the sentence; None without content."""
    condition = _find_condition(s, first, limit)
    stop = limit
    if condition is not None and condition[0] >= first:
        stop = min(stop, condition[0])
    stop = min(stop, _end_of_content(s, first, stop))
    while stop > first and s.tag[stop - 1] in ("PUNCT", "CCONJ", "SCONJ"):
        stop -= 1
    first = _begin_content(s, first, stop)
    if first >= stop:
        return None
    due = _find_due(text, s, first, times)
    if due is not None and due.start > s.tokens[first].start:
        stop = max(first + 1, min(stop, sum(t.end <= due.start for t in s.tokens)))
    return Terms(_span(text, s, first, stop), None if condition is None else _span(text, s, *condition), due)


def _begin_content(s: SentenceView, first: int, stop: int) -> int:
    """Where the deed itself begins, behind "to" or "that", with the negation that turns it round ("never to yield")."""
    negated = first > 0 and s.low[first] == "to" and s.low[first - 1] in _NOT
    while not negated and first < stop and (s.low[first] in ("to", "that", "on") or s.tag[first] == "PUNCT"):
        first += 1
    return first - 1 if negated else first


_CLAUSE = re.compile(r"[^,;:.!?\n\"”—]*[^\s,;:.!?\"”—]")
_TO_COME = re.compile(
    r"(?:\b(?:will|would|shall)|['’](?:ll|d))\s+(?:(?:\w+ly|also|soon|then|now|again|first|still)\s+)*\Z"
)


def find_deed(text: str, trigger: Span, condition: Span, end: int) -> Span | None:
    """What is to come on a condition where nothing is said to be promised ("will [return to the talks] as soon as
    ..."): from the act's own words to the end of its clause or to the condition, at most to offset `end`; None where
    the act is not told as one to come."""
    if not _TO_COME.search(text, max(0, trigger.start - _REACH), trigger.start):
        return None
    stop = condition.start if condition.start > trigger.start else end
    clause = _CLAUSE.match(text, trigger.start, stop)
    reached = max(trigger.end, clause.end() if clause else 0)
    return Span(trigger.start, reached, text[trigger.start : reached])


def _span(text: str, s: SentenceView, first: int, end: int) -> Span:
    a, b = s.tokens[first].start, s.tokens[end - 1].end
    return Span(a, b, text[a:b])


def _end_of_content(s: SentenceView, first: int, stop: int) -> int:
    for i in range(first + 1, stop):
        if s.low[i] in _ENDS or (
            s.low[i] == ","
            and i + 1 < len(s)
            and (
                s.lemma[i + 1] in ("accord", "say")
                or s.form[i + 1] == "VBG"
                or (s.unit[i + 1] >= 0 and _says(s, i + 1))
            )
        ):
            return i
    return stop


def _says(s: SentenceView, at: int, end: int | None = None) -> bool:
    return any(
        s.lemma[i] in ("say", "report", "announce", "add", "tell")
        for i in range(at, min(at + 8, len(s)) if end is None else end)
    )


def _find_condition(s: SentenceView, first: int, limit: int) -> tuple[int, int] | None:
    """The condition clause: one that follows the content [first, limit) before another verb joined to what commits,
    else one that opens the sentence."""
    behind = next((i for i in range(limit, len(s)) if opens_clause(s, i)), len(s))
    for i in (*range(first, behind), *range(0, min(first, 4))):
        long = next((c for c in _LONG_CONDITIONS if tuple(s.low[i : i + len(c)]) == c), None)
        if (long is None and s.low[i] not in _CONDITIONS) or (
            s.low[i] == "should" and i > 0 and s.tag[i - 1] != "PUNCT"
        ):
            continue
        if s.low[i] == "until" and not any(s.form[j] for j in range(i + 1, min(i + 8, len(s)))):
            continue
        if s.low[i] == "when" and not any(f == "VBZ" or f == "VBP" for f in s.form[i : i + 9]):
            continue
        return i, _condition_end(s, i)
    return None


def _condition_end(s: SentenceView, start: int) -> int:
    for i in range(start + 2, len(s)):
        if s.low[i] in _ENDS or (s.low[i] in (",", ".") and (i + 1 >= len(s) or s.low[i] == "." or _closes(s, i))):
            return i - 1 if s.low[i - 1] == "," else i
    return len(s)


def _closes(s: SentenceView, comma: int) -> bool:
    after = comma + 1
    return (
        s.lemma[after] in ("accord", "say")
        or s.tag[after] in ("PRON", "CCONJ", "ADV", "SCONJ")
        or s.unit[after] >= 0
        or (
            s.tag[after] in ("DET", "PROPN")
            and not any(s.low[i] == "and" for i in range(after, min(after + 6, len(s))))
        )
    )


_GONE = re.compile(r"last\b|yesterday|.*\bago\b", re.I)


def _tells_past(s: SentenceView, first: int, at: int) -> bool:
    """Whether the time at `at` dates a relative clause told as past ("the embargo which it lifted in May")."""
    return any(
        s.low[i] in RELATIVE and s.tag[i] != "DET" and any(s.form[k] == "VBD" for k in range(i + 1, at))
        for i in range(first, at)
    )


def _find_due(text: str, s: SentenceView, first: int, times: tuple[Mention, ...]) -> Span | None:
    """The time by which: a time mention inside or after the content, else "at an early date" and its like."""
    begin = s.tokens[first].start
    for mention in times:
        if mention.start >= begin:
            at = next((i for i, t in enumerate(s.tokens) if t.start >= mention.start), None)
            if at is not None and _says(s, first, at):
                break  # "..., he said on Friday" dates the saying.
            if at is None or (at and s.low[at - 1] in ("since", "after", "from", "of")):
                continue
            if _GONE.match(mention.text) or _tells_past(s, first, at):
                continue
            if at and s.low[at - 1] in _DUE_WORDS:
                a = s.tokens[at - 1].start
                return Span(a, mention.end, text[a : mention.end])
            return Span(mention.start, mention.end, mention.text)
    for i in range(first, len(s) - 2):
        if (
            s.low[i] in ("at", "as")
            and s.low[i + 1] in ("an", "the", "a")
            and s.low[i + 2] in ("early", "earliest", "later")
        ):
            end = i + 4 if i + 3 < len(s) and s.low[i + 3] in ("date", "time", "opportunity", "stage") else i + 3
            return _span(text, s, i, end)
        if s.low[i] == "as" and s.low[i + 1] == "soon" and s.low[i + 2 : i + 4] == ["as", "possible"]:
            return _span(text, s, i, i + 4)
    return None
