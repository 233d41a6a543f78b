"""iCalendar: planned events on the day they are planned for, commitments on the day they are due."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from typing import Any

from dragoman.errors import UsageError
from dragoman.track.exports.codes import display_name
from dragoman.track.exports.events import ExportEvent

Row = dict[str, Any]
COMMITMENTS = """
SELECT k.*, r.url FROM commitment_list k JOIN reports r ON r.id = k.report_id
WHERE k.due_to IS NOT NULL OR k.due_from IS NOT NULL
ORDER BY coalesce(k.due_to, k.due_from), k.id, k.report_id
"""


def format_calendar(events: Sequence[ExportEvent], commitments: Iterable[Row], version: str) -> bytes:
    """A calendar of whole-day entries; events that are not planned, or for no known day, are left out.

    `commitments` are rows of COMMITMENTS. An entry's time stamp is the day of its report: the same ledger
    gives the same bytes.
    """
    try:
        icalendar: Any = import_module("icalendar")
    except ImportError:
        raise UsageError("calendars need the package icalendar: `pip install dragoman[export]`") from None
    calendar = icalendar.Calendar()
    calendar.add("prodid", f"-//dragoman//{version}//EN")
    calendar.add("version", "2.0")
    for event in events:
        if event.lead["factuality"] == "planned" and event.lead["when_from"]:
            calendar.add_component(_planned(icalendar, event))
    for row in commitments:
        calendar.add_component(_due(icalendar, row))
    return bytes(calendar.to_ical())


def _planned(icalendar: Any, event: ExportEvent) -> Any:
    lead = event.lead
    who, whom = _names(lead["actors"]), _names(lead["recipients"])
    act = f"{lead['event_type']} {lead['mode'] or ''}".strip()
    entry = _entry(icalendar, f"event-{event.id}", f"{who or '?'}: {act}{' – ' + whom if whom else ''}", lead)
    _add_days(entry, lead["when_from"], lead["when_to"] or lead["when_from"])
    told = f"told by {event.articles} report{'s' if event.articles > 1 else ''}"
    entry.add("description", f"“{lead['trigger']}” ({lead['when_text']}); {told}")
    if lead["place_name"] or lead["place"]:
        entry.add("location", lead["place_name"] or lead["place"])
    entry.add("categories", ["PLANNED", lead["event_type"]])
    return entry


def _due(icalendar: Any, row: Row) -> Any:
    due = row["due_to"] or row["due_from"]
    who, whom = _names(row["by"]), _names(row["to"])
    uid = f"commitment-{row['id']}-{row['report_id']}"
    entry = _entry(icalendar, uid, f"Due: {who or '?'} {row['what_text']}", row)
    _add_days(entry, due, due)
    said = [row["what_text"], row["condition_text"] and f"if: {row['condition_text']}", whom and f"to: {whom}"]
    entry.add("description", "; ".join(s for s in [*said, f"due: {row['due_text']}"] if s))
    entry.add("categories", ["COMMITMENT", "DUE"])
    return entry


def _entry(icalendar: Any, uid: str, summary: str, row: Row) -> Any:
    entry = icalendar.Event()
    entry.add("uid", f"{uid}@dragoman")
    day = date.fromisoformat((row["published_at"] or "1970-01-01")[:10])
    entry.add("dtstamp", datetime(day.year, day.month, day.day, tzinfo=UTC))
    entry.add("summary", " ".join(summary.split()))
    if str(row["url"] or "").startswith("http"):
        entry.add("url", row["url"])
    return entry


def _add_days(entry: Any, first: str, last: str) -> None:
    """Whole days, the last one included; a calendar's end is the day after."""
    entry.add("dtstart", date.fromisoformat(first[:10]))
    entry.add("dtend", date.fromisoformat(last[:10]) + timedelta(days=1))


def _names(actors: Sequence[Row]) -> str:
    return ", ".join(dict.fromkeys(display_name(a) for a in actors))
