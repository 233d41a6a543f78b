"""What was committed to, on what condition, and by when, as spans around the act that commits."""

from __future__ import annotations

import re
from pathlib import Path

from msgspec import Struct

from dragoman.annotate.cues import read_cues
from dragoman.coding.clauses import opens_clause, resumes
from dragoman.coding.conditions import opens_condition
from dragoman.coding.dues import find_due, says_behind, span_of, tells_day
from dragoman.coding.phrases import coordinated
from dragoman.coding.units import FINITE, SentenceView
from dragoman.records import Mention, Span

_NOT = frozenset(("not", "never"))
_MARKS = frozenset(("”", "''", '"'))
_ENDS = _MARKS | {";"}
# Words that belong to what follows where content ends with them: "and also", "even if", "and to".
_LOOSE = frozenset(("also", "even", "only", "to"))
_PAIRS = (("“", "”"), ("``", "''"), ('"', '"'))
_REACH = 40  # characters of auxiliaries and adverbs before a verb


class Terms(Struct, frozen=True):
    """The terms of a commitment; `condition` and `due` are None when the text gives none."""

    what: Span
    condition: Span | None
    due: Span | None


def find_terms(
    text: str, s: SentenceView, first: int, limit: int, times: tuple[Mention, ...], overlay: Path | None = None
) -> Terms | None:
    """Terms of the commitment whose content is tokens [first, limit) of the sentence; None without content."""
    condition = _find_condition(s, first, limit, overlay)
    stop = limit
    if condition is not None and condition[0] >= first:
        stop = min(stop, condition[0])
    stop = min(stop, _end_of_content(s, first, stop, overlay))
    stop = _before_relative(s, first, stop)
    while stop > first and (s.tag[stop - 1] in ("PUNCT", "CCONJ", "SCONJ") or s.low[stop - 1] in _LOOSE):
        stop -= 1
    first = _begin_content(s, first, stop)
    if first >= stop:
        return None
    due = find_due(text, s, (first, stop), times, condition, overlay)
    if due is not None and due.start > s.tokens[first].start:
        cut = max(first + 1, sum(t.end <= due.start for t in s.tokens))
        stop = stop if _has_object_behind(s, first, cut, due, stop) else min(stop, cut)
    what = span_of(text, s, first, stop)
    if due is not None and what.end <= due.start:
        what = _end_before(text, what, due.start)
    if condition is not None and due is not None and tells_day(s, condition[0], due):
        behind = next((i for i in range(condition[0] + 1, condition[1]) if opens_condition(s, i, overlay)), None)
        condition = None if behind is None else (behind, condition[1])  # "on Monday when he lands if she pays"
    return Terms(what, None if condition is None else span_of(text, s, *condition), due)


def _before_relative(s: SentenceView, first: int, stop: int) -> int:
    """Where content ends that stops at a relative pronoun whose clause began before it: "free the men*, some* of
    whom", "grant a loan*, in return for* which"."""
    if s.low[stop : stop + 1] not in (["which"], ["whom"]) or s.tag[stop - 1] != "ADP":
        return stop
    return next((i for i in range(stop - 1, max(first, stop - 6), -1) if s.low[i] == ","), stop - 1)


def _has_object_behind(s: SentenceView, first: int, cut: int, due: Span, stop: int) -> bool:
    """Whether the deed's object stands behind its due ("will *resolve* within a month *the matter of the loan*")."""
    behind = next((i for i in range(cut, stop) if s.tokens[i].start >= due.end), stop)
    bare = all(s.tag[i] in ("VERB", "AUX", "ADV", "PART", "ADP") and s.unit[i] < 0 for i in range(first, cut))
    return bare and behind < stop and (s.tag[behind] in ("DET", "NUM", "PRON", "ADJ") or s.unit[behind] >= 0)


def _begin_content(s: SentenceView, first: int, stop: int) -> int:
    """Where the deed itself begins, behind "to" or "that", with the negation that turns it round ("never to yield")."""
    negated = first > 0 and s.low[first] == "to" and s.low[first - 1] in _NOT
    while not negated and first < stop and (s.low[first] in ("to", "that", "on") or s.tag[first] == "PUNCT"):
        first += 1
    return first - 1 if negated else first


_CLAUSE = re.compile(r"(?:[^,;:.!?\n\"”—]|(?<=\d)[,.](?=\d))*[^\s,;:.!?\"”—]")
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


_NARROWED = re.compile(r"\b(?:(?:and|but) )?(?:only|even|at least) \Z")


def shape_condition(text: str, condition: Span | None, trigger: Span) -> Span | None:
    """A condition with the words before it that narrow it ("only if it pays"), without the act itself ("if it pays,
    Peru *threatened to leave"); None where the act stands in it without a comma."""
    if condition is not None and condition.start <= trigger.start < condition.end:
        end = text.rfind(",", condition.start, trigger.start)
        condition = Span(condition.start, end, text[condition.start : end]) if end >= 0 else None
    if condition is None or (before := _NARROWED.search(text, max(0, condition.start - 15), condition.start)) is None:
        return condition
    return Span(before.start(), condition.end, text[before.start() : condition.end])


def trim_content(text: str, what: Span | None, term: Span | None) -> Span | None:
    """What is promised without the condition or the due with which it ends ("to pay [if the rebels disarm]"), and with
    the closing mark of a quote that opens in it."""
    if what is not None and term is not None and what.start < term.start < what.end <= term.end:
        what = _end_before(text, what, term.start)
    return None if what is None else _close_quote(text, what)


# What opens the phrase of a time and stands before its mention ("leave [in the] coming weeks").
_OPENS_TIME = re.compile(r"(?: (?:in|within|over|during|on|at|by|before|until))? the\Z")


def _end_before(text: str, what: Span, end: int) -> Span:
    """What is promised without what stands from `end` on, nor the words that only open that."""
    words = text[what.start : min(what.end, end)].rstrip(" ,;")
    words = words[: found.start()].rstrip(" ,;") if (found := _OPENS_TIME.search(words)) else words
    return Span(what.start, what.start + len(words), words)


def _close_quote(text: str, what: Span) -> Span:
    for opening, closing in _PAIRS:
        same = opening == closing
        opened = what.text.count(opening) % 2 if same else what.text.count(opening) - what.text.count(closing)
        end = text.find(closing, what.end, what.end + len(closing) + 1)
        if end >= 0 and opened > 0:
            return Span(what.start, end + len(closing), text[what.start : end + len(closing)])
    return what


def _end_of_content(s: SentenceView, first: int, stop: int, overlay: Path | None) -> int:
    quoted = _opens_quote(s, first)
    for i in range(first + 1, stop):
        behind = i + 1
        if _opens_quote(s, i) or (quoted and s.low[i] in _MARKS):
            quoted = not quoted
            continue
        if s.low[i : i + 2] == ["in", "what"]:
            return i  # "to withdraw in what diplomats hailed as a breakthrough"
        if s.low[i] in _ENDS or (s.low[i] == "," and behind < len(s) and _is_aside(s, behind, overlay)):
            return i
    return stop


def _is_aside(s: SentenceView, at: int, overlay: Path | None) -> bool:
    """Whether what begins behind a comma at `at` is no part of the content: a participle, who said it, or what sums it
    up ("..., a proposal that")."""
    named = s.unit[at] >= 0 or s.tag[at] == "DET"  # "..., the state agency reported"
    said = (
        any(says_behind(s, j, overlay) for j in range(at, min(at + 8, len(s))))
        if named
        else _attributes(s, at, overlay)
    )
    sums = s.tag[at] == "DET" and any(w in read_cues(overlay).beside["sum"] for w in s.low[at + 1 : at + 3])
    return said or sums or s.form[at] == "VBG"


def _opens_quote(s: SentenceView, at: int) -> bool:
    """Whether a mark that opens a quote stands at `at`."""
    touches = at + 1 < len(s) and s.tokens[at].end == s.tokens[at + 1].start
    apart = at == 0 or s.tokens[at - 1].end < s.tokens[at].start
    return s.low[at] in ("“", "``") or (s.low[at] == '"' and touches and apart)


def _attributes(s: SentenceView, at: int, overlay: Path | None) -> bool:
    return s.lemma[at] == "accord" or says_behind(s, at, overlay)


def _find_condition(s: SentenceView, first: int, limit: int, overlay: Path | None) -> tuple[int, int] | None:
    """The condition clause: one that follows the content [first, limit) before another verb joined to what commits,
    else one that opens the sentence."""
    behind = next((i for i in range(limit, len(s)) if opens_clause(s, i) or resumes(s, i)), len(s))
    start = next((i for i in (*range(first, behind), *range(min(first, 4))) if opens_condition(s, i, overlay)), None)
    return None if start is None else (start, _condition_end(s, start, overlay))


def _condition_end(s: SentenceView, start: int, overlay: Path | None) -> int:
    for i in range(start + 2, len(s)):
        if s.low[i] in _ENDS or (
            s.low[i] in (",", ".") and (i + 1 >= len(s) or s.low[i] == "." or _closes(s, i, overlay))
        ):
            return i - 1 if s.low[i - 1] == "," else i
    return len(s)


def _closes(s: SentenceView, comma: int, overlay: Path | None) -> bool:
    after = comma + 1
    if s.unit[after] >= 0 and s.unit[comma - 1] >= 0 and s.unit[comma - 1] in coordinated(s, s.unit[after]):
        return False  # "if Kenya, Chad and Togo agree"
    return (
        _attributes(s, after, overlay)
        or s.tag[after] in ("PRON", "CCONJ", "ADV", "SCONJ")
        or s.form[after] in FINITE
        or s.unit[after] >= 0
        or (
            s.tag[after] in ("DET", "PROPN")
            and not any(s.low[i] == "and" for i in range(after, min(after + 6, len(s))))
        )
    )
