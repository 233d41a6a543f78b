"""What a promise says, made comparable: the promised act, the words around it, who promises it to whom."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta

from msgspec import Struct, structs

from dragoman.link.actors import find_key, fold_name, list_sides
from dragoman.link.persons import is_proper
from dragoman.records import Actor, Coded, Commitment, MentionRecord, Span, TimeValue
from dragoman.track.counts import count_objects
from dragoman.track.doers import find_doers
from dragoman.track.sentences import (
    Sentence,
    Word,
    find_keys,
    find_marks,
    find_particle,
    list_act_words,
    list_keys,
    read_words,
)
from dragoman.track.told import is_verb

DURATION = re.compile(r"P(\d+)([DWMY])")
DAYS = {"D": 1, "W": 7}
NEGATING = frozenset(("not", "never", "no", "refrain", "stop", "end", "avoid", "abstain", "without"))


class Promise(Struct, frozen=True):
    """What is promised, made comparable: the act words (the first is its head), names in it (each as the keys it may be
    recognised by), who promises.

    `refrains` says that the promise is not to do the act, `begins` that it is to begin with it; `due` is the last day
    for it, `count` how many it is to be done to; `particle` belongs to the head ("step down"); `who` promises, `to` are
    the codes and names of those it is made to.
    """

    acts: tuple[Word, ...]
    names: tuple[frozenset[str], ...]
    by: frozenset[str]
    who: tuple[Actor, ...]
    particle: str | None
    refrains: bool
    begins: bool
    to: frozenset[str] = frozenset()
    count: int | None = None
    due: str | None = None


def read_promise(coded: Coded, commitment: Commitment, codes: dict[str, str], sentences: Sequence[Sentence]) -> Promise:
    """The promise in the commitment's own words; who is to do it, where these name somebody, else who promises."""
    event = next((e for e in coded.events if e.id == commitment.event_id), None)
    before = coded.article.text[event.trigger.start if event else commitment.what.start : commitment.what.start]
    trigger = event.trigger.text.split() if event else []
    first = {w.lower() for w in (*before.split(), *trigger)}
    promise = _read(coded, commitment.what, commitment.by, codes, first)
    to = {key for actor in commitment.to for key in list_keys(actor, codes)}
    due = find_due(coded, commitment)
    doers = _find_named(promise, commitment.what, codes, sentences)
    return structs.replace(
        promise, to=frozenset(to - promise.by), due=due.to if due else None, who=tuple(doers or promise.who)
    )


def _find_named(promise: Promise, span: Span, codes: dict[str, str], sentences: Sequence[Sentence]) -> list[Actor]:
    """Who is to do the act by the words of the promise or condition: "a visit by X", "as soon as Japan lifts"."""
    home = next((s for s in sentences if s.start <= span.start < s.end), None)
    head = next((w for w in home.words if promise.acts and w.start == promise.acts[0].start), None) if home else None
    if home is None or head is None:
        return []
    return [a for a in find_doers(home, head) if span.start <= a.start < span.end and find_key(a, codes)]


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


def read_condition(coded: Coded, condition: Span, codes: dict[str, str], sentences: Sequence[Sentence]) -> Promise:
    """A condition as a promise of whoever is to do what it names."""
    read = _read(coded, condition, (), codes, set())
    return structs.replace(read, who=tuple(_find_named(read, condition, codes, sentences)))


def _read(coded: Coded, span: Span, by: Sequence[Actor], codes: dict[str, str], before: set[str]) -> Promise:
    inside = [m for m in coded.mentions if span.start <= m.start and m.end <= span.end]
    named = list_act_words(read_words(span.text, span.start), inside)
    acts = [w for w in named if "keep" not in w.classes] or named  # to observe a truce: the truce is what is kept
    parties = {k for a in by for k in list_sides(find_key(a, codes), a.sectors)}
    parties |= {fold_name(a.name or "") for a in by if is_proper(a)}
    head = ([w for w in acts if _is_verb(coded, w)] or [w for w in acts if w.classes] or acts)[:1]
    first = before | {w.base for w in read_words(span.text)[:2]}
    words = read_words(span.text, span.start)
    return Promise(
        acts=tuple(head + [w for w in acts if w not in head]),
        names=_list_names([find_keys(m, codes) for m in inside if m.kind != "time"], parties),
        by=frozenset(parties),
        who=tuple(by),
        particle=find_particle(words, head[0]) if head else None,
        refrains=bool(first & NEGATING),
        begins=any(mark == "begun" for mark, _ in find_marks(words)),
        count=count_behind(words, head[0], coded.mentions) if head else None,
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


def count_behind(words: Sequence[Word], word: Word, mentions: Sequence[MentionRecord]) -> int | None:
    """How many the act is done to; no number of a date."""
    times = [m for m in mentions if m.kind == "time"]
    behind = [w for w in words if w.start > word.start]
    dated = next((n for n, w in enumerate(behind) if any(t.start <= w.start < t.end for t in times)), len(behind))
    return count_objects(behind[:dated])
