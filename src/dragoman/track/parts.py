"""A row of a linked ledger taken apart: an event into its mentions, a promise into what later claims say of it."""

from __future__ import annotations

from msgspec import structs

from dragoman.errors import UsageError
from dragoman.ledger import Ledger
from dragoman.ledger.filters import Filters, Where, find_event_conditions, refuse
from dragoman.ledger.queries import NO_STATUS, Page, find_report_conditions
from dragoman.ledger.store import Form
from dragoman.track.lists import (
    ACTORS,
    COMMITMENTS,
    EVENTS,
    READOUTS,
    STORIES,
    THREADS,
    check_linked,
    find_happening_conditions,
    page,
)

# By verb, the ids that a row goes by: its own, and those of what it is made of.
IDS = {
    "happenings": "SELECT event_id AS id, event_id AS known FROM event_links UNION SELECT event_id, mention_id "
    "FROM event_links",
    "follow": "SELECT id, id AS known FROM commitment_states UNION SELECT id, unnest(members) FROM commitment_states",
    "thread": "SELECT id, id AS known FROM threads",
    "story": "SELECT story_id AS id, story_id AS known FROM report_links UNION SELECT story_id, report_id "
    "FROM report_links",
    "readout": "SELECT event_id AS id, event_id AS known FROM readouts",
    "actors": "SELECT id, id AS known FROM actor_groups",
}
# A mention with its sentence (null where the text is withheld) and, by field, what it tells where reports differ.
MENTIONS = """
SELECT m.*, l.event_id AS happening, o.copy_of,
       substring(t.text, m.sentence_start + 1, m.sentence_end - m.sentence_start) AS words, d.tells
FROM event_links l JOIN event_mentions m ON m.id = l.mention_id AND m.report_id = l.report_id
JOIN report_links o ON o.report_id = l.report_id
LEFT JOIN texts t ON t.report_id = l.report_id
LEFT JOIN (
    SELECT event_id, mention_id, list(struct_pack(field := field, value := value) ORDER BY field) AS tells
    FROM (SELECT event_id, field, value, unnest(mention_ids) AS mention_id FROM disagreements) GROUP BY ALL
) d ON d.event_id = l.event_id AND d.mention_id = l.mention_id
"""
CHANGES = """
SELECT "at", about, status, reason, claim_kind, claim_id, speaker, words, report_id, publisher, source, "start", "end",
       score, commitment_id
FROM commitment_changes LEFT JOIN (SELECT id, publisher, source FROM reports) r ON r.id = report_id
"""
CELLS = """
SELECT line, side, says, speaker, words, claim_kind, claim_id, report_id, publisher, source, published_at, "start",
       "end", event_id
FROM readouts LEFT JOIN (SELECT id, publisher, source, published_at FROM reports) r ON r.id = report_id
"""
REPORTS = """
SELECT r.* EXCLUDE (text), l.story_id, l.copy_of, l.origin_id
FROM report_links l JOIN report_list r ON r.id = l.report_id
"""
RELATIONS = {
    "happenings": EVENTS,
    "follow": COMMITMENTS,
    "thread": THREADS,
    "story": STORIES,
    "readout": READOUTS,
    "actors": ACTORS.format(events="true", statements="true"),
}
WHOLE = "with an id, all that the row is made of is shown"


def find_id(ledger: Ledger, verb: str, wanted: str) -> str:
    """The full id of a row of `verb` that an id, or its beginning, names: its own, or that of a part of it."""
    check_linked(ledger)
    rows = ledger.query(
        f"SELECT DISTINCT id FROM ({IDS[verb]}) WHERE starts_with(known, ?) ORDER BY id LIMIT 6", [wanted]
    )
    if not rows or not wanted:
        raise UsageError(f"{verb} {wanted!r} is not there; `dragoman {verb}` lists what is")
    if len(rows) > 1:
        some = ", ".join(row["id"][:12] for row in rows)
        raise UsageError(f"{verb} {wanted!r} is the beginning of several ids ({some}); write more of it")
    return str(rows[0]["id"])


def query_row(ledger: Ledger, verb: str, wanted: str) -> Page:
    """The row itself that an id, or its beginning, names: as the list of `verb` shows it."""
    where = Where()
    where.add("id = ?", find_id(ledger, verb, wanted))
    return page(ledger, RELATIONS[verb], where, "id", Filters(), "rows")


def query_parts(ledger: Ledger, verb: str, wanted: str, filters: Filters, form: Form = "rows") -> Page:
    """What one row of `verb` is made of, in order of time. Where those are events or reports, the filters apply."""
    id = find_id(ledger, verb, wanted)
    if verb in ("follow", "readout"):
        unset = {name: WHOLE for name in structs.asdict(Filters()) if name not in ("limit", "page")}
        refuse(filters, f"{verb} ID", unset)
        where = Where()
        where.add("commitment_id = ?" if verb == "follow" else "event_id = ?", id)
        return page(ledger, CHANGES if verb == "follow" else CELLS, where, _ORDER[verb], filters, form)
    refuse(filters, f"{verb} ID", NO_STATUS)
    if verb == "story":
        where = find_report_conditions(ledger, filters)
        where.add("story_id = ?", id)
        return page(ledger, REPORTS, where, "published_at NULLS LAST, id", filters, form)
    if verb == "thread":
        where = find_happening_conditions(ledger, filters)
        where.add("id IN (SELECT unnest(events) FROM threads WHERE id = ?)", id)
        return page(ledger, EVENTS, where, "day NULLS LAST, id", filters, form)
    where = find_event_conditions(ledger, filters)
    where.add_period(filters, "day")
    where.add_source(filters)
    where.add(_MEMBERS[verb], id)
    return page(ledger, MENTIONS, where, "published_at NULLS LAST, report_id, position", filters, form)


_ORDER = {"follow": '"at", report_id, "start", claim_id, about', "readout": 'line, side, report_id, "start"'}
_MEMBERS = {
    "happenings": "happening = ?",
    "actors": "id IN (SELECT a.event_id FROM event_arguments a JOIN actor_links l ON l.name = a.name "
    "AND l.code IS NOT DISTINCT FROM a.code WHERE l.actor_id = ?)",
}
