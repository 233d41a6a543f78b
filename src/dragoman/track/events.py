"""Events with all supporting mentions, independent origins, and what their reports disagree on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from dragoman.link.account import Links
from dragoman.link.actors import fold_name
from dragoman.records import Actor, Coded, TimeValue
from dragoman.track.disagreements import Disagreement, find_disagreements
from dragoman.track.tellings import Telling, get_interval, get_place, is_told, list_tellings

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


def list_events(reports: Sequence[Coded], links: Links) -> tuple[list[Event], list[Disagreement]]:
    """Events and their disagreements, both in order of event id."""
    events, differing = [], []
    for event_id, tellings in list_tellings(reports, links).items():
        found = find_disagreements(event_id, tellings)
        differing += found
        events.append(_make_event(event_id, tellings, len({d.field for d in found}), links))
    return events, differing


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
        support[get_interval(t.mention.when)].add(t.origin)

    def rank(t: Telling) -> tuple[int, int]:
        precision = t.mention.when.precision if t.mention.when else None
        return (
            -len(support[get_interval(t.mention.when)]),
            PRECISION.index(precision) if precision in PRECISION else len(PRECISION),
        )

    return min(told, key=rank).mention.when


def _make_event(event_id: str, tellings: Sequence[Telling], disagreements: int, links: Links) -> Event:
    first = tellings[0]
    kind = pick_value(tellings, [t.mention.event_type for t in tellings]) or first.mention.event_type
    typed = next(t.mention for t in tellings if t.mention.event_type == kind)
    when = pick_interval(tellings)
    place = pick_value(tellings, [get_place(t.mention) for t in tellings])
    placed = next((t.mention.place for t in tellings if t.mention.place and get_place(t.mention) == place), None)
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
