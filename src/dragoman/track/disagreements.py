"""What reports of one event disagree on: dates, places, types, numbers and words that cannot all be right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from msgspec import Struct

from dragoman.link.stories import count_terms
from dragoman.records import EventMention
from dragoman.track.counts import count_recipients
from dragoman.track.tellings import Telling, get_interval, get_place, is_told


class Disagreement(Struct, frozen=True):
    """One of two or more values that reports give for one field of an event, with the mentions that give it."""

    event_id: str
    field: str
    value: str
    reports: int
    origins: int
    mention_ids: tuple[str, ...]


def find_disagreements(event_id: str, tellings: Sequence[Telling]) -> list[Disagreement]:
    """Fields for which reports give values that cannot both be right, one row a value."""
    fields: dict[str, list[str | None]] = {
        "date": [_told_date(t.mention) for t in tellings],
        "place": [get_place(t.mention) for t in tellings],
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
    return "/".join(get_interval(mention.when)) if is_told(mention.when) else None


def _nested(values: Iterable[str]) -> bool:
    """Whether all intervals have a day in common: a month and a day in it agree."""
    pairs = [v.split("/") for v in values]
    return max(p[0] for p in pairs) <= min(p[1] or "9999" for p in pairs)


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
    count = count_recipients(mention)
    return None if count is None else str(count)
