"""What a promise says, and whether a later sentence speaks of it: the promised act and the words around it."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta

from msgspec import Struct, structs

from dragoman.link.actors import find_key, fold_name
from dragoman.records import Actor, Coded, Commitment, EventMention, MentionRecord, Span, TimeValue
from dragoman.track.counts import count_objects, count_recipients
from dragoman.track.sentences import Sentence, Word, find_keys, find_marks, list_act_words, list_sides, read_words
from dragoman.track.told import MENTIONED, is_denied, is_verb, list_marks, list_recalling, read_factuality

# Part of the promise's words that a later sentence must repeat. Of the bundled reports' promises, .5 finds all
# that are taken up; at .34 sentences about other visits come in.
LEAST_SHARED = 0.5
CLOSE = 8  # words between the word of a promise and the trigger of the act that it belongs to
DURATION = re.compile(r"P(\d+)([DWMY])")
DAYS = {"D": 1, "W": 7}
NEGATING = frozenset(("not", "never", "no", "refrain", "stop", "end", "avoid", "abstain", "without"))


class Promise(Struct, frozen=True):
    """What is promised, made comparable: the act words (the first is its head), names in it (each as the keys it may be
    recognised by), who promises.

    `refrains` says that the promise is not to do the act, `begins` that it is to begin with it; `due` is the last day
    for it, `count` how many it is to be done to.
    """

    acts: tuple[Word, ...]
    names: tuple[frozenset[str], ...]
    by: frozenset[str]
    refrains: bool
    begins: bool = False
    count: int | None = None
    due: str | None = None


class Taken(Struct, frozen=True):
    """A later sentence that speaks of the promised act: where, how surely, and how it is told."""

    word: Word
    share: float
    event: EventMention | None
    factuality: str
    marks: tuple[str, ...]
    recalled: bool
    count: int | None = None


def read_promise(coded: Coded, commitment: Commitment, codes: dict[str, str]) -> Promise:
    """The promise in the commitment's own words."""
    event = next((e for e in coded.events if e.id == commitment.event_id), None)
    before = coded.article.text[event.trigger.start if event else commitment.what.start : commitment.what.start]
    trigger = event.trigger.text.split() if event else []
    first = {w.lower() for w in (*before.split(), *trigger)}
    promise = _read(coded, commitment.what, commitment.by, codes, first)
    due = find_due(coded, commitment)
    return structs.replace(promise, due=due.to) if due else promise


def find_due(coded: Coded, commitment: Commitment) -> TimeValue | None:
    """The due time; null where it has no day, or one before the promise was made, which no promise is for.

    A length of time ("within a week") counts from the day of the report.
    """
    due, made = commitment.due, coded.article.published_at
    if due is not None and due.to is None and made is not None and (last := add_duration(made[:10], due.value)):
        return structs.replace(due, from_=made[:10], to=last)
    if due is None or due.to is None or (made is not None and due.to < made[:10]):
        return None
    return due


def add_duration(day: str, value: str | None) -> str | None:
    """The day (ISO) that comes a TIMEX3 duration (P1W, P30D, P6M) after `day`; null for what is no whole number."""
    match = DURATION.fullmatch(value or "")
    if match is None:
        return None
    count, unit, start = int(match[1]), match[2], date.fromisoformat(day)
    try:
        if unit in DAYS:
            return (start + timedelta(days=count * DAYS[unit])).isoformat()
        months = start.year * 12 + start.month - 1 + count * (12 if unit == "Y" else 1)
        year, month = divmod(months, 12)
        return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1])).isoformat()
    except (OverflowError, ValueError):
        return None


def read_condition(coded: Coded, condition: Span, codes: dict[str, str]) -> Promise:
    """A condition as a promise of whoever its words name."""
    return _read(coded, condition, (), codes, set())


def _read(coded: Coded, span: Span, by: Sequence[Actor], codes: dict[str, str], before: set[str]) -> Promise:
    inside = [m for m in coded.mentions if span.start <= m.start and m.end <= span.end]
    named = list_act_words(read_words(span.text, span.start), inside)
    acts = [w for w in named if "keep" not in w.classes] or named  # to observe a truce: the truce is what is kept
    parties = {k for a in by for k in list_sides(find_key(a, codes), a.sectors)}
    parties |= {fold_name(a.name or "") for a in by if is_proper(a)}
    head = ([w for w in acts if _is_verb(coded, w)] or [w for w in acts if w.classes] or acts)[:1]
    first = before | {w.base for w in read_words(span.text)[:2]}
    return Promise(
        tuple(head + [w for w in acts if w not in head]),
        _list_names([find_keys(m, codes) for m in inside if m.kind != "time"], parties),
        frozenset(parties),
        bool(first & NEGATING),
        any(mark == "begun" for mark, _ in find_marks(read_words(span.text))),
        _count_behind(read_words(span.text, span.start), head[0], coded.mentions) if head else None,
    )


def _list_names(keys: Sequence[frozenset[str]], parties: set[str]) -> tuple[frozenset[str], ...]:
    """The keys of each name once; the promising parties are looked for anyway."""
    found: list[frozenset[str]] = []
    for key in keys:
        own = key - parties
        if own and not any(own & other for other in found):
            found.append(own)
    return tuple(found)


def _is_verb(coded: Coded, word: Word) -> bool:
    start, end = next(
        ((s, e) for s, e in coded.article.sentences if s <= word.start < e), (word.start, word.end)
    )  # fmt: skip
    return is_verb(coded.article.text[start:end], word.start - start, word.end - start)


def find_taken(promise: Promise, sentence: Sentence) -> Taken | None:
    """How a sentence takes up the promised act, or null where it speaks of something else."""
    if not promise.acts or (promise.by and not promise.by & sentence.parties):
        return None
    head = promise.acts[0]
    words = sentence.words
    found = _find_word(promise, sentence)
    if found is None:
        return None
    event = _event_at(sentence, found)
    marks = list_marks(sentence, found, promise.by)
    if event is not None and not _is_theirs(promise, event):
        if not marks:
            return None
        event = None  # who puts off a visit need not be who is coded as paying it
    same_head = found.root == head.root
    if not same_head and event and _is_elsewhere(promise, event):
        return None
    matched = sum(any(w.root == a.root or w.classes & a.classes for w in words) for a in promise.acts)
    matched += sum(bool(name & sentence.parties) for name in promise.names)
    on_the_day = any(m.kind == "time" and m.to and m.to == promise.due for m in sentence.mentions)
    total = len(promise.acts) + len(promise.names) + on_the_day
    matched += on_the_day
    if matched < LEAST_SHARED * total or (matched < 2 and (total > 1 or not same_head)):
        return None
    recalled = list_recalling(sentence, found)
    told = read_factuality(sentence, found, event)
    if event is None and told == "planned" and _is_asked(promise, sentence, found):
        told = MENTIONED
    if any(is_denied(sentence, w) for w in recalled):
        told = "denied"
    count = _count_behind(words, found, sentence.mentions)
    if count is None and event is not None:
        count = count_recipients(event)
    return Taken(found, round(matched / total, 4), event, told, marks, bool(recalled), count)


def _count_behind(words: Sequence[Word], word: Word, mentions: Sequence[MentionRecord]) -> int | None:
    """How many the act is done to; no number of a date."""
    times = [m for m in mentions if m.kind == "time"]
    behind = [w for w in words if w.start > word.start]
    dated = next((n for n, w in enumerate(behind) if any(t.start <= w.start < t.end for t in times)), len(behind))
    return count_objects(behind[:dated])


def _is_asked(promise: Promise, sentence: Sentence, word: Word) -> bool:
    """Whether somebody else asks for the act: "urged Kenya to withdraw" promises nothing anew."""
    before = [e for e in sentence.events if e.trigger.end <= word.start]
    last = max(before, key=lambda e: e.trigger.start, default=None)
    return last is not None and last.event_type == "REQUEST" and not _is_theirs(promise, last)


def _find_word(promise: Promise, sentence: Sentence) -> Word | None:
    """The word that names the promised act: best one in the trigger of a coded act of who promised."""
    head = promise.acts[0]
    rooted = [w for w in sentence.words if w.root == head.root]
    alike = [w for w in sentence.words if w.classes & head.classes]
    theirs = [e.trigger for e in sentence.events if _list_keys(e) and _is_theirs(promise, e)]
    coded = [w for w in rooted + alike if any(t.start <= w.start < t.end for t in theirs)]
    return next(iter(coded + rooted + alike), None)


def is_proper(actor: Actor) -> bool:
    """Whether an actor has a proper name rather than a common noun."""
    return bool(actor.name) and actor.name != (actor.name or "").lower()


def _is_theirs(promise: Promise, event: EventMention) -> bool:
    """Whether who promised is among those who act, as far as both are known."""
    keys = _list_keys(event)
    return not promise.by or not keys or bool(promise.by & keys)


def _list_keys(event: EventMention) -> set[str]:
    """Codes and proper names of who acts, as far as known."""
    codes = {key for a in event.actors for key in list_sides(a.code, a.sectors)}
    return codes | {fold_name(a.name or "") for a in event.actors if is_proper(a)}


def _is_elsewhere(promise: Promise, event: EventMention) -> bool:
    """Whether the act was in a country that the promise does not name: a meeting there is not the promised visit.

    Who promised may hold talks at home, but visits nobody there.
    """
    country = event.place.country if event.place else None
    named = frozenset[str]().union(*promise.names)
    if "visit" not in promise.acts[0].classes or not any(key.isupper() for key in named):
        named |= promise.by
    return bool(country and promise.names) and country not in named


def _event_at(sentence: Sentence, word: Word) -> EventMention | None:
    """The coded act whose trigger holds the word, or one close by whose trigger is of its class."""
    holding = [e for e in sentence.events if e.trigger.start <= word.start < e.trigger.end]
    if holding:
        return holding[0]
    at = sentence.words.index(word)
    close = sentence.words[max(0, at - CLOSE) : at + CLOSE + 1]
    alike = [
        e for e in sentence.events
        if any(w.classes & word.classes for w in close if e.trigger.start <= w.start < e.trigger.end)
    ]  # fmt: skip
    return next(iter(alike), None)
