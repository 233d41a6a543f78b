"""Events with all supporting mentions, independent origins, and what their reports disagree on."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from msgspec import Struct

from dragoman.link.account import Links, MentionLink, list_members
from dragoman.link.actors import fold_name
from dragoman.link.stories import count_terms
from dragoman.records import Actor, Coded, EventMention, TimeValue
from dragoman.tables import read_table

PRECISION = ("day", "week", "month", "quarter", "year", "decade")


class Party(Struct, frozen=True):
    """Who has a part in an event, as some report tells it; `name` is the fullest name, else the words."""

    name: str
    text: str
    code: str | None
    sectors: tuple[str, ...]


class Event(Struct, frozen=True):
    """A happening as all its mentions tell it. `origins` counts reports that are not copies of one another.

    `first_report`, `last_report` are publication dates; `when_from`, `when_to` are chosen by `pick_interval`,
    the other values by `pick_value`; every other value told is a row of Disagreement. `day` is the first day by
    which it may be listed: `when_from`, else that of the first report. `actors` and `recipients` name the parties
    (those whom no report names by the words of the first); `parties`, `places`, `sources`, `publishers` hold all
    that any report tells, to find the event by; `confidence` is that of the surest mention.
    """

    id: str
    story_id: str
    event_type: str
    mode: str | None
    quad_class: int
    intensity: float
    factuality: str
    contexts: tuple[str, ...]
    actors: tuple[str, ...]
    actor_codes: tuple[str, ...]
    recipients: tuple[str, ...]
    recipient_codes: tuple[str, ...]
    place: str | None
    country: str | None
    when_from: str | None
    when_to: str | None
    precision: str | None
    first_report: str | None
    last_report: str | None
    reports: int
    origins: int
    mention_ids: tuple[str, ...]
    disagreements: int
    day: str | None
    trigger: str
    confidence: float
    parties: tuple[Party, ...]
    places: tuple[str, ...]
    sources: tuple[str, ...]
    publishers: tuple[str, ...]


class Disagreement(Struct, frozen=True):
    """One of two or more values that reports give for one field of an event, with the mentions that give it."""

    event_id: str
    field: str
    value: str
    reports: int
    origins: int
    mention_ids: tuple[str, ...]


class Telling(Struct, frozen=True):
    """One mention of an event with its report and the report's origin."""

    mention: EventMention
    report: Coded
    origin: str


def list_events(reports: Sequence[Coded], links: Links) -> tuple[list[Event], list[Disagreement]]:
    """Events and their disagreements, both in order of event id."""
    events, differing = [], []
    for event_id, tellings in list_tellings(reports, links).items():
        found = find_disagreements(event_id, tellings)
        differing += found
        events.append(_make_event(event_id, tellings, len({d.field for d in found}), links))
    return events, differing


def list_tellings(reports: Sequence[Coded], links: Links) -> dict[str, list[Telling]]:
    """The mentions of each event with their reports, earliest report first."""
    by_id = {c.article.id: c for c in reports}
    mentions = {(c.article.id, e.id): e for c in reports for e in c.events}
    origin = {r.report_id: r.origin_id for r in links.reports}

    def telling(link: MentionLink) -> Telling:
        return Telling(mentions[link.report_id, link.mention_id], by_id[link.report_id], origin[link.report_id])

    def order(t: Telling) -> tuple[str, str, int, str]:
        return (t.report.article.published_at or "9999", t.report.article.id, t.mention.trigger.start, t.mention.id)

    return {e: sorted((telling(link) for link in members), key=order) for e, members in list_members(links).items()}


def pick_value(tellings: Sequence[Telling], values: Sequence[str | None]) -> str | None:
    """The value told by most origins; of equals the one told first."""
    support: dict[str, set[str]] = defaultdict(set)
    for telling, value in zip(tellings, values, strict=True):
        if value is not None:
            support[value].add(telling.origin)
    return max(support, key=lambda v: len(support[v])) if support else None


def pick_interval(tellings: Sequence[Telling]) -> TimeValue | None:
    """Of the dates that words of the text give, the one told by most origins; then the most precise, the first."""
    told = [t for t in tellings if is_told(t.mention.when)]
    if not told:
        return None
    support: dict[tuple[str, str], set[str]] = defaultdict(set)
    for t in told:
        support[_interval(t.mention.when)].add(t.origin)

    def rank(t: Telling) -> tuple[int, int]:
        precision = t.mention.when.precision if t.mention.when else None
        return (
            -len(support[_interval(t.mention.when)]),
            PRECISION.index(precision) if precision in PRECISION else len(PRECISION),
        )

    return min(told, key=rank).mention.when


def is_told(when: TimeValue | None) -> bool:
    """Whether the text itself gives the date, rather than the report's own."""
    return when is not None and when.from_ is not None and when.basis in ("explicit", "relative")


def _interval(when: TimeValue | None) -> tuple[str, str]:
    return (when.from_ or "", when.to or "") if when else ("", "")


def find_disagreements(event_id: str, tellings: Sequence[Telling]) -> list[Disagreement]:
    """Fields for which reports give values that cannot both be right, one row a value."""
    fields: dict[str, list[str | None]] = {
        "date": [_told_date(t.mention) for t in tellings],
        "place": [_place(t.mention) for t in tellings],
        "type": [t.mention.event_type for t in tellings],
        "factuality": [t.mention.factuality for t in tellings],
        "count": [_count(t.mention) for t in tellings],
        "wording": _word(tellings),
    }
    rows = []
    for field, values in fields.items():
        support: dict[str, list[Telling]] = defaultdict(list)
        for t, value in zip(tellings, values, strict=True):
            if value is not None:
                support[value].append(t)
        if len(support) < 2 or (field == "date" and _nested(support)):
            continue
        for value, told in sorted(support.items()):
            ids = tuple(sorted({t.mention.id for t in told}))
            reports, origins = {t.report.article.id for t in told}, {t.origin for t in told}
            rows.append(Disagreement(event_id, field, value, len(reports), len(origins), ids))
    return rows


def _told_date(mention: EventMention) -> str | None:
    return "/".join(_interval(mention.when)) if is_told(mention.when) else None


def _nested(values: Iterable[str]) -> bool:
    """Whether all intervals have a day in common: a month and a day in it agree."""
    pairs = [v.split("/") for v in values]
    return max(p[0] for p in pairs) <= min(p[1] or "9999" for p in pairs)


def _place(mention: EventMention) -> str | None:
    return (mention.place.name or mention.place.text) if mention.place and mention.place.geonames_id else None


def _word(tellings: Sequence[Telling]) -> list[str | None]:
    """The words of each trigger, those with a stem in common ("accused", "accusing") as the first telling has them."""
    seen: list[tuple[frozenset[str], str]] = []
    values: list[str | None] = []
    for t in tellings:
        text = " ".join(t.mention.trigger.text.lower().split())
        stems = frozenset(count_terms(text))
        known = next((value for other, value in seen if stems & other), None)
        if known is None:
            seen.append((stems, text))
        values.append(known or text)
    return values


def _count(mention: EventMention) -> str | None:
    """The number that the words of the recipients give ("18 employees", "five sailors", "two dozen men")."""
    words = [w.lower() for a in mention.recipients for w in a.text.split()]
    numbers = [_read_number(w) for w in words]
    at = next((n for n, number in enumerate(numbers) if number is not None), len(words))
    found = [n for n in numbers[at : at + 2] if n is not None]
    return str(math.prod(found)) if found else None


def _read_number(word: str) -> int | None:
    """A whole number in digits or words ("1,200", "five", "twenty-five")."""
    digits = word.replace(",", "")
    if digits.isdecimal():
        return int(digits)
    parts = [_numerals().get(part) for part in word.split("-")]
    return sum(n for n in parts if n) if all(parts) else None


@lru_cache(maxsize=1)
def _numerals() -> dict[str, int]:
    return {row["word"]: int(row["value"]) for row in read_table("time_words") if row["class"] == "numeral"}


def _make_event(event_id: str, tellings: Sequence[Telling], disagreements: int, links: Links) -> Event:
    first = tellings[0]
    kind = pick_value(tellings, [t.mention.event_type for t in tellings]) or first.mention.event_type
    typed = next(t.mention for t in tellings if t.mention.event_type == kind)
    when = pick_interval(tellings)
    place = pick_value(tellings, [_place(t.mention) for t in tellings])
    placed = next((t.mention.place for t in tellings if t.mention.place and _place(t.mention) == place), None)
    dates = sorted(t.report.article.published_at for t in tellings if t.report.article.published_at)
    actors = _parties([t.mention.actors for t in tellings])
    recipients = _parties([t.mention.recipients for t in tellings])
    story = {link.report_id: link.story_id for link in links.reports}[first.report.article.id]
    return Event(
        id=event_id, story_id=story,
        event_type=kind, mode=pick_value(tellings, [t.mention.mode for t in tellings]),
        quad_class=typed.quad_class, intensity=typed.intensity,
        factuality=pick_value(tellings, [t.mention.factuality for t in tellings]) or first.mention.factuality,
        contexts=tuple(sorted({c for t in tellings for c in t.mention.contexts})),
        actors=actors[0], actor_codes=actors[1], recipients=recipients[0], recipient_codes=recipients[1],
        place=place, country=placed.country if placed else None,
        when_from=when.from_ if when else None, when_to=when.to if when else None,
        precision=when.precision if when else None,
        first_report=dates[0] if dates else None, last_report=dates[-1] if dates else None,
        reports=len({t.report.article.id for t in tellings}), origins=len({t.origin for t in tellings}),
        mention_ids=tuple(sorted(t.mention.id for t in tellings)), disagreements=disagreements,
        day=(when.from_ if when else None) or (dates[0][:10] if dates else None), trigger=typed.trigger.text,
        confidence=max(t.mention.confidence for t in tellings), **_find_by(tellings),
    )  # fmt: skip


def _find_by(tellings: Sequence[Telling]) -> dict[str, Any]:
    """All parties, places and sources that any report tells, each once, in order."""
    parties = {
        (a.name or a.text, a.text, a.code or "", a.sectors)
        for t in tellings for a in (*t.mention.actors, *t.mention.recipients)
    }  # fmt: skip
    placed = [t.mention.place for t in tellings if t.mention.place]
    articles = [t.report.article for t in tellings]
    return {
        "parties": tuple(Party(name, text, code or None, sectors) for name, text, code, sectors in sorted(parties)),
        "places": tuple(sorted({name for p in placed for name in (p.text, p.name) if name})),
        "sources": tuple(sorted({a.source for a in articles})),
        "publishers": tuple(sorted({a.publisher for a in articles if a.publisher})),
    }


def _parties(told: Sequence[Sequence[Actor]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names (each folded name once, most told first), then the words of whom no report names, and codes."""
    listed = [a for actors in told for a in actors]
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for a in listed:
        if a.name:
            names[fold_name(a.name)][a.name] += 1
    ranked = sorted(names.values(), key=lambda c: (-c.total(), min(c)))
    named = {(a.code, a.sectors[:1]) for a in listed if a.name}
    words: dict[tuple[str | None, tuple[str, ...]], str] = {}
    for a in listed:
        if not a.name and (a.code, a.sectors[:1]) not in named:
            words.setdefault((a.code, a.sectors[:1]), a.text)
    return (
        (*(min(c, key=lambda n: (-c[n], n)) for c in ranked), *words.values()),
        tuple(sorted({a.code for a in listed if a.code})),
    )
