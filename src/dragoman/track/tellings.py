"""The mentions of an event as tellings: which report gives them, of which origin, and what they say."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, structs

from dragoman.link.account import Links, MentionLink, list_members
from dragoman.link.copies import read_originals
from dragoman.records import Coded, EventMention, TimeValue


class Telling(Struct, frozen=True):
    """One mention of an event with its report and the report's origin."""

    mention: EventMention
    report: Coded
    origin: str


def list_tellings(reports: Sequence[Coded], links: Links) -> dict[str, list[Telling]]:
    """The mentions of each event with their reports, earliest first; a copy's as its original has them."""
    by_id = {c.article.id: c for c in reports}
    mentions = {(c.article.id, e.id): e for c in reports for e in c.events}
    origin = {r.report_id: r.origin_id for r in links.reports}
    copied = read_originals(reports, origin)

    def telling(link: MentionLink) -> Telling:
        key = link.report_id, link.mention_id
        told = copied[key][1] if key in copied else mentions[key]
        return Telling(structs.replace(told, id=link.mention_id), by_id[link.report_id], origin[link.report_id])

    def order(t: Telling) -> tuple[str, str, int, str]:
        return (t.report.article.published_at or "9999", t.report.article.id, t.mention.trigger.start, t.mention.id)

    return {e: sorted((telling(link) for link in members), key=order) for e, members in list_members(links).items()}


def is_told(when: TimeValue | None) -> bool:
    """Whether the text itself gives the date, rather than the report's own."""
    return when is not None and when.from_ is not None and when.basis in ("explicit", "relative")


def get_interval(when: TimeValue | None) -> tuple[str, str]:
    """First and last day, empty where unknown."""
    return (when.from_ or "", when.to or "") if when else ("", "")


def get_place(mention: EventMention) -> str | None:
    """The name of a place that is known to the gazetteer."""
    return (mention.place.name or mention.place.text) if mention.place and mention.place.geonames_id else None
