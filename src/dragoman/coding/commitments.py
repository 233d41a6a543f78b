"""What was committed to, on what condition, and by when, as spans around the act that commits."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from msgspec import Struct

from dragoman.annotate.cues import read_cues
from dragoman.coding.clauses import is_reduced, opens_clause, resumes
from dragoman.coding.conditions import opens_condition
from dragoman.coding.phrases import coordinated
from dragoman.coding.units import FINITE, SentenceView
from dragoman.coding.whenwhere import dates_act
from dragoman.records import Mention, Span
from dragoman.tables import read_table

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
    due = _find_due(text, s, first, times, condition, overlay)
    if due is not None and due.start > s.tokens[first].start:
        cut = max(first + 1, sum(t.end <= due.start for t in s.tokens))
        stop = stop if _has_object_behind(s, first, cut, due, stop) else min(stop, cut)
    what = _span(text, s, first, stop)
    if due is not None and what.end <= due.start:
        what = _end_before(text, what, due.start)
    if condition is not None and due is not None and _tells_day(s, condition[0], due):
        condition = None
    return Terms(what, None if condition is None else _span(text, s, *condition), due)


def _tells_day(s: SentenceView, at: int, due: Span) -> bool:
    """Whether "when" at `at` only tells more of the day right before it ("will sign on Monday, when he visits")."""
    before = at - 1 - (s.low[at - 1 : at] == [","])
    return s.low[at] == "when" and before >= 0 and s.tokens[before].end == due.end


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


def _span(text: str, s: SentenceView, first: int, end: int) -> Span:
    a, b = s.tokens[first].start, s.tokens[end - 1].end
    return Span(a, b, text[a:b])


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
    said = any(_says(s, j, overlay) for j in range(at, min(at + 8, len(s)))) if named else _attributes(s, at, overlay)
    sums = s.tag[at] == "DET" and any(w in read_cues(overlay).beside["sum"] for w in s.low[at + 1 : at + 3])
    return said or sums or s.form[at] == "VBG"


def _opens_quote(s: SentenceView, at: int) -> bool:
    """Whether a mark that opens a quote stands at `at`."""
    touches = at + 1 < len(s) and s.tokens[at].end == s.tokens[at + 1].start
    apart = at == 0 or s.tokens[at - 1].end < s.tokens[at].start
    return s.low[at] in ("“", "``") or (s.low[at] == '"' and touches and apart)


def _attributes(s: SentenceView, at: int, overlay: Path | None) -> bool:
    return s.lemma[at] == "accord" or _says(s, at, overlay)


def _says(s: SentenceView, at: int, overlay: Path | None) -> bool:
    """Whether a finite verb that may stand behind what is said stands at `at` ("..., he warned on Friday")."""
    cue = read_cues(overlay).verbs.get(s.lemma[at]) if s.form[at] in ("VBD", "VBZ", "VBP") else None
    return cue is not None and "post" in cue.patterns


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


def _dates_else(s: SentenceView, at: int, time: int, overlay: Path | None) -> bool:
    """Whether the time at `time` is that of the verb at `at`: of saying, told as past, or a participle beside it."""
    if s.form[at] == "VBD" and not is_reduced(s, at):
        return True
    participle = s.form[at] in ("VBD", "VBN") and s.tag[at - 1] != "AUX"
    beside = time - at == 1 or (time - at == 2 and s.low[time - 1] != "by")
    return (participle and beside) or _says(s, at, overlay)


_GONE = re.compile(r"last\b|yesterday|.*\bago\b", re.I)


# "For now", "the current crew", "over recent weeks", "the first visit in years".
_NO_DAY = re.compile(
    r"(?:for )?(?:now|the (?:time being|moment|present))|current(?:ly)?|(?:the )?recent(?:ly|(?: \w+)+)?"
    r"|(?:in )?(?:years|decades|ages)",
    re.I,
)
# "The 2022 cup", "its 1981 claim": a year that tells which.
_WHICH = re.compile(r"\b(?:an?|the|this|its|his|her|their|our) \Z", re.I)
_YEAR = re.compile(r"\d{4}")
_FUTURE = re.compile(r"(?:in )?(?:the )?(?:\w+ )?future", re.I)


def names_no_day(text: str, due: Span | Mention) -> bool:
    """Whether words of time tell by when nothing is done: "for now", "hope for the future", "a 1981 claim"."""
    hoped = text[max(0, due.start - 4) : due.start].lower() == "for " and _FUTURE.fullmatch(due.text)
    which = _YEAR.fullmatch(due.text) and _WHICH.search(text, max(0, due.start - 6), due.start)
    return bool(hoped or which or _NO_DAY.fullmatch(due.text))


@lru_cache(maxsize=8)
def _load_events(overlay: Path | None) -> frozenset[str]:
    """Nouns of what is held on a day set before."""
    return frozenset(row["word"] for row in read_table("time_tense", overlay) if row["class"] == "coming")


def _ends_event(s: SentenceView, at: int, overlay: Path | None) -> int:
    """Index behind an event that "before" or "ahead of" at `at` makes a due ("before *the next election*"); 0 where
    none is named there."""
    begin = at + 1 if s.low[at] == "before" else at + 2 if s.low[at : at + 2] == ["ahead", "of"] else 0
    if not begin or s.low[begin : begin + 1] not in (["the"], ["this"], ["next"]):
        return 0
    end = begin + 1
    while end < len(s) and s.tag[end] in ("ADJ", "NOUN", "NUM") and s.unit[end] < 0 and end < begin + 5:
        end += 1
    return end if s.low[end - 1] in _load_events(overlay) else 0


@lru_cache(maxsize=8)
def _load_due_words(overlay: Path | None) -> tuple[tuple[str, ...], ...]:
    """Words that may stand before a time that says by when, the longest first."""
    rows = (tuple(row["words"].split()) for row in read_table("due_words", overlay))
    return tuple(sorted(rows, key=len, reverse=True))


def _find_due(
    text: str,
    s: SentenceView,
    first: int,
    times: tuple[Mention, ...],
    condition: tuple[int, int] | None,
    overlay: Path | None,
) -> Span | None:
    """The time by which: a time mention inside or after the content, else words that stand for one."""
    begin = s.tokens[first].start
    for mention in times:
        if mention.start >= begin:
            at = next((i for i, t in enumerate(s.tokens) if t.start >= mention.start), None)
            if at is None or (condition is not None and condition[0] <= at < condition[1]):
                continue
            if any(_dates_else(s, i, at, overlay) for i in range(first, at)):
                break  # "..., he said on Friday", "the ships which it took in May"
            if (at and s.low[at - 1] in ("since", "after", "from", "of")) or _GONE.match(mention.text):
                continue
            if names_no_day(text, mention):
                continue
            words = next((w for w in _load_due_words(overlay) if tuple(s.low[max(at - len(w), 0) : at]) == w), ())
            if not words and (mention.key or "").startswith(("DURATION", "SET")) and not dates_act(mention):
                continue  # "a three-day truce", "for a month"
            begin = s.tokens[at - len(words)].start if words else mention.start
            return Span(begin, mention.end, text[begin : mention.end])
    return _find_day_set(text, s, first, condition, overlay)


def _find_day_set(
    text: str, s: SentenceView, first: int, condition: tuple[int, int] | None, overlay: Path | None
) -> Span | None:
    """A due that no time mention tells: "before the summit", "at an early date", "as soon as possible"."""
    for i in range(first, len(s) - 2):
        if condition is not None and condition[0] <= i < condition[1]:
            continue
        if (event := _ends_event(s, i, overlay)) and not any(_dates_else(s, k, i, overlay) for k in range(first, i)):
            return _span(text, s, i, event)  # "before the summit"
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
