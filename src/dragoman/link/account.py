"""Coded reports linked: stories and copies, events across reports, actors across reports.

A pure function of coded reports and judgements. The order of either changes nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

from msgspec import Struct, structs

from dragoman.ids import hash_fields
from dragoman.link.actors import ActorGroup, ActorLink, find_key, group_actors, learn_codes, list_sides
from dragoman.link.copies import read_originals
from dragoman.link.events import MentionView, group_mentions, view_mention
from dragoman.link.judgements import Decided, apply_pairs, order_judgements
from dragoman.link.persons import list_surnames
from dragoman.link.stories import Report, group_reports
from dragoman.link.triggers import read_content
from dragoman.records import Coded, EventMention

RECIPROCAL = frozenset(("CONSULT", "COOPERATE"))
RECENT = 2  # days before the report in which an undated event of the news is taken to lie when mentions are compared
REALITY = {
    "asserted": "told", "historical": "past", "planned": "planned", "conditional": "planned",
    "hypothetical": "imagined", "negated": "negated", "denied": "negated",
}  # fmt: skip


class ReportLink(Struct, frozen=True):
    """The story of a report, the report it is a copy of, and the origin at the end of that chain (itself, if none)."""

    report_id: str
    story_id: str
    copy_of: str | None
    origin_id: str


class MentionLink(Struct, frozen=True):
    """The event that an event mention tells, and the mention's report and story."""

    mention_id: str
    event_id: str
    report_id: str
    story_id: str


class Links(Struct, frozen=True):
    """What linking found, in order of ids."""

    reports: tuple[ReportLink, ...]
    mentions: tuple[MentionLink, ...]
    actors: tuple[ActorGroup, ...]
    names: tuple[ActorLink, ...]


def link_reports(reports: Sequence[Coded], judgements: Iterable[Decided] = (), overlay: Path | None = None) -> Links:
    """Link coded reports. Judgements of kinds same_story, copy_of, same_event, same_actor win over what is computed."""
    decided = order_judgements(judgements)
    ordered = sorted(reports, key=lambda c: c.article.id)
    stories = _link_stories(ordered, decided)
    story = {link.report_id: link.story_id for link in stories}
    views = view_events(ordered, story, {link.report_id: link.origin_id for link in stories})
    events = _rename(apply_pairs(group_mentions(views, overlay), decided, "same_event"), "event")
    mentions = [MentionLink(v.id, events[v.id], v.report_id, v.story_id) for v in sorted(views, key=lambda v: v.id)]
    actors, names = group_actors(ordered, decided)
    return Links(tuple(stories), tuple(mentions), tuple(actors), tuple(names))


def _link_stories(reports: Sequence[Coded], judgements: Sequence[Decided]) -> list[ReportLink]:
    grouped = group_reports(
        [Report(c.article.id, c.article.title or "", c.article.text, c.article.published_at) for c in reports]
    )
    stories = _rename(apply_pairs({g.id: g.story_id for g in grouped}, judgements, "same_story"), "story")
    copies = {g.id: g.near_duplicate_of for g in grouped}
    for j in judgements:
        if j.kind == "copy_of" and j.subject_id in copies and j.object_id in copies:
            copies[j.subject_id] = j.object_id if j.value == "same" else None
    return [ReportLink(r, stories[r], copies[r], _find_origin(r, copies)) for r in sorted(copies)]


def _find_origin(report: str, copies: dict[str, str | None]) -> str:
    seen = {report}
    while (earlier := copies[report]) is not None and earlier not in seen:
        seen.add(earlier)
        report = earlier
    return report


def _rename(groups: dict[str, str], kind: str) -> dict[str, str]:
    """Groups named by a hash of their least member, so that a name says what is in it."""
    least: dict[str, str] = {}
    for member, name in groups.items():
        least[name] = min(member, least.get(name, member))
    return {member: hash_fields(kind, least[name]) for member, name in groups.items()}


def view_events(
    reports: Sequence[Coded], stories: dict[str, str], origins: Mapping[str, str] | None = None
) -> list[MentionView]:
    """A view of every event mention, with its coded fields; names without a country take it from other reports.

    With `origins` what a copy repeats word for word is read as its original has it.
    """
    codes = learn_codes(reports)
    copied = read_originals(reports, origins or {})
    views = []
    for coded in reports:
        report = coded.article.id
        starts = [s for s, _ in coded.article.sentences]
        for event in coded.events:
            number = bisect_right(starts, event.trigger.start) - 1
            source, told = copied.get((report, event.id), (coded, event))
            view = _view(told, source, report, stories[report], number, codes)
            views.append(structs.replace(view, id=event.id))
    return views


def _view(
    event: EventMention, coded: Coded, report: str, story: str, number: int, codes: dict[str, str]
) -> MentionView:
    start, end = event.sentence
    place = event.place
    promised = next((k.what.text for k in coded.commitments if k.event_id == event.id), "")
    first, last = find_interval(event)
    actors = frozenset(k for a in event.actors if (k := find_key(a, codes)))
    recipients = frozenset(k for a in event.recipients if (k := find_key(a, codes)))
    acting = frozenset(side for a in event.actors for side in list_sides(find_key(a, codes), a.sectors))
    acting |= frozenset(list_surnames(event.actors))
    if event.event_type in RECIPROCAL:  # whoever is named first: both met
        actors, recipients = actors | recipients, frozenset()
    return view_mention(
        event.id, report, story, number,
        coded.article.text[start:end], event.trigger.start - start, event.trigger.end - start,
        event_type=event.event_type,
        mode=event.mode,
        actors=actors,
        recipients=recipients,
        acting=acting,
        places=frozenset([place.name or place.text]) if place and place.country else frozenset(),
        first=first,
        last=last,
        fresh=first is not None and first == last == (coded.article.published_at or "")[:10],
        reality=REALITY[event.factuality],
        reciprocal=event.event_type in RECIPROCAL,
        content=read_content(promised),
        persons=_list_persons(event),
    )  # fmt: skip


def _list_persons(event: EventMention) -> frozenset[str]:
    """Surnames of those who act, and of all who met, where each is a person whose name is known."""
    acting = (*event.actors, *event.recipients) if event.event_type in RECIPROCAL else event.actors
    named = list_surnames(acting)
    return frozenset(named) if len(named) == len(acting) else frozenset()


def find_interval(event: EventMention) -> tuple[str | None, str | None]:
    """First and last day the act may have been on; news without a date is of the last RECENT days, for matching."""
    when = event.when
    if when is None or when.to is None:
        return None, None
    if when.from_ is None and when.basis == "published" and event.factuality == "asserted":
        return (date.fromisoformat(when.to[:10]) - timedelta(days=RECENT)).isoformat(), when.to
    return when.from_, when.to if when.from_ else None


def list_members(links: Links) -> dict[str, list[MentionLink]]:
    """The mentions of each event, by event id."""
    members: dict[str, list[MentionLink]] = defaultdict(list)
    for link in links.mentions:
        members[link.event_id].append(link)
    return dict(sorted(members.items()))
