"""By when something promised or planned is to be done."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from dragoman.annotate.cues import read_cues
from dragoman.coding.clauses import is_reduced
from dragoman.coding.units import SentenceView
from dragoman.coding.whenwhere import dates_act
from dragoman.records import Mention, Span
from dragoman.tables import read_table


def span_of(text: str, s: SentenceView, first: int, end: int) -> Span:
    """The words [first, end) of a sentence."""
    a, b = s.tokens[first].start, s.tokens[end - 1].end
    return Span(a, b, text[a:b])


def says_behind(s: SentenceView, at: int, overlay: Path | None) -> bool:
    """Whether a finite verb that may stand behind what is said stands at `at` ("..., he warned on Friday")."""
    cue = read_cues(overlay).verbs.get(s.lemma[at]) if s.form[at] in ("VBD", "VBZ", "VBP") else None
    return cue is not None and "post" in cue.patterns


def tells_day(s: SentenceView, at: int, due: Span) -> bool:
    """Whether "when" at `at` only tells more of the day right before it ("will sign on Monday, when he visits")."""
    before = at - 1 - (s.low[at - 1 : at] == [","])
    return s.low[at] == "when" and before >= 0 and s.tokens[before].end == due.end


def _dates_else(s: SentenceView, at: int, time: int, overlay: Path | None) -> bool:
    """Whether the time at `time` is that of the verb at `at`: of saying, told as past, or a participle beside it."""
    if s.form[at] == "VBD" and not is_reduced(s, at):
        return True
    participle = s.form[at] in ("VBD", "VBN") and s.tag[at - 1] != "AUX"
    beside = time - at == 1 or (time - at == 2 and s.low[time - 1] != "by")
    return (participle and beside) or says_behind(s, at, overlay)


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


def find_due(
    text: str,
    s: SentenceView,
    content: tuple[int, int],
    times: tuple[Mention, ...],
    condition: tuple[int, int] | None,
    overlay: Path | None,
) -> Span | None:
    """The time by which: a time mention inside or after the content [first, end), else words that stand for one."""
    first, end = content
    begin = s.tokens[first].start
    for mention in times:
        if mention.start >= begin:
            at = next((i for i, t in enumerate(s.tokens) if t.start >= mention.start), None)
            if at is None or (condition is not None and condition[0] <= at < condition[1]):
                continue
            if any(_dates_else(s, i, at, overlay) for i in range(first, at)):
                break  # "..., he said on Friday", "the ships which it took in May"
            if any(s.form[i] == "MD" for i in range(end, at)):
                break  # "..., and Rossi will leave on Friday"
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
            return span_of(text, s, i, event)  # "before the summit"
        if (
            s.low[i] in ("at", "as")
            and s.low[i + 1] in ("an", "the", "a")
            and s.low[i + 2] in ("early", "earliest", "later")
        ):
            end = i + 4 if i + 3 < len(s) and s.low[i + 3] in ("date", "time", "opportunity", "stage") else i + 3
            return span_of(text, s, i, end)
        if s.low[i] == "as" and s.low[i + 1] == "soon" and s.low[i + 2 : i + 4] == ["as", "possible"]:
            return span_of(text, s, i, i + 4)
    return None
