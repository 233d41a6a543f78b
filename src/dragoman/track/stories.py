"""Stories: the reports of one happening, with their copies and independent origins."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from msgspec import Struct

from dragoman.link.account import Links, ReportLink
from dragoman.records import Article, Coded


class Story(Struct, frozen=True):
    """The reports of one happening, earliest first; `origins` counts those that are copies of no other."""

    id: str
    title: str | None
    first: str | None
    last: str | None
    reports: tuple[str, ...]
    origins: int


def list_stories(reports: Sequence[Coded], links: Links) -> list[Story]:
    """All stories, in order of id; the title is that of the earliest report that has one."""
    articles = {c.article.id: c.article for c in reports}
    members: dict[str, list[ReportLink]] = defaultdict(list)
    for link in links.reports:
        members[link.story_id].append(link)
    return [_make_story(story, members[story], articles) for story in sorted(members)]


def _make_story(story: str, members: Sequence[ReportLink], articles: dict[str, Article]) -> Story:
    ordered = sorted((articles[m.report_id] for m in members), key=lambda a: (a.published_at or "9999", a.id))
    dates = [a.published_at[:10] for a in ordered if a.published_at]
    return Story(
        id=story,
        title=next((a.title for a in ordered if a.title), None),
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
        reports=tuple(a.id for a in ordered),
        origins=len({m.origin_id for m in members}),
    )
