"""The mentions of an event as tellings: which report gives them, of which origin, and what they say."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, structs

from dragoman.link.account import Links, MentionLink, list_members
from dragoman.records import Coded, EventMention, TimeValue


class Telling(Struct, frozen=True):
    """One mention of an event with its report and the report's origin."""

    mention: EventMention
    report: Coded
    origin: str


def list_tellings(reports: Sequence[Coded], links: Links) -> dict[str, list[Telling]]:
    """The mentions of each event with their reports, earliest report first."""
    by_id = {c.article.id: c for c in reports}
    mentions = {(c.article.id, e.id): e for c in reports for e in c.events}
    origin = {r.report_id: r.origin_id for r in links.reports}

    def telling(link: MentionLink) -> Telling:
        return Telling(mentions[link.report_id, link.mention_id], by_id[link.report_id], origin[link.report_id])

    def order(t: Telling) -> tuple[str, str, int, str]:
        return (t.report.article.published_at or "9999", t.report.article.id, t.mention.trigger.start, t.mention.id)

    return {
        e: _read_copies(sorted((telling(link) for link in members), key=order))
        for e, members in list_members(links).items()
    }


def _read_copies(tellings: Sequence[Telling]) -> list[Telling]:
    """Tellings in which a sentence that a copy repeats word for word says what it says in the first report.

    "This morning" in a paper of the next day is the wire's morning.
    """
    first: dict[tuple[str, str, int], EventMention] = {}
    read = []
    for t in tellings:
        (start, end), trigger = t.mention.sentence, t.mention.trigger
        sentence = t.report.article.text[start:end]
        original = first.setdefault((t.origin, sentence, trigger.start - start), t.mention)
        read.append(Telling(structs.replace(original, id=t.mention.id), t.report, t.origin))
    return read


def is_told(when: TimeValue | None) -> bool:
    """Whether the text itself gives the date, rather than the report's own."""
    return when is not None and when.from_ is not None and when.basis in ("explicit", "relative")


def get_interval(when: TimeValue | None) -> tuple[str, str]:
    """First and last day, empty where unknown."""
    return (when.from_ or "", when.to or "") if when else ("", "")


def get_place(mention: EventMention) -> str | None:
    """The name of a place that is known to the gazetteer."""
    return (mention.place.name or mention.place.text) if mention.place and mention.place.geonames_id else None
