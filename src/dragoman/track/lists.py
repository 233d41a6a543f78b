"""What the verbs list of a linked ledger: events across reports, promises, actors, threads, stories, readouts.

Every list takes the same filters (`dragoman.ledger.filters`). A row is listed where an event that it stands on
meets all of them; the period is about the row's own day where it has one.
"""

from __future__ import annotations

import msgspec

from dragoman.errors import UsageError
from dragoman.ledger import Ledger
from dragoman.ledger.filters import (
    HAPPENINGS,
    SECTORS,
    STATUSES,
    Filters,
    Where,
    find_actor,
    find_event_conditions,
    pick_legal,
    refuse,
)  # fmt: skip
from dragoman.ledger.queries import (
    NO_STATUS,
    Page,
    find_report_conditions,
    find_statement_conditions,
    is_linked,
)  # fmt: skip
from dragoman.ledger.store import Form
from dragoman.track.derive import read_basis

DIFFERING = """
SELECT event_id, list(struct_pack(field := field, value := value, reports := reports, origins := origins)
                      ORDER BY field, value) AS differing
FROM disagreements GROUP BY event_id
"""
EVENTS = f"SELECT e.*, d.differing FROM linked_events e LEFT JOIN ({DIFFERING}) d ON d.event_id = e.id"
COMMITMENTS = "SELECT * FROM commitment_states"
STORIES = "SELECT * EXCLUDE (reports), len(reports) AS reports, reports AS report_ids FROM stories"
THREADS = """
SELECT id, name, actor_codes, words, contexts, first, last, len(reports) AS reports, len(events) AS events,
       reports AS report_ids, events AS event_ids
FROM threads
"""
# Meetings of which accounts are known, with the number of lines that each side claims and leaves out.
READOUTS = """
SELECT e.id, e.day, e.actors, e.actor_codes, e.mode, e.place, e.country, r.lines, r.sides, e.reports, e.origins
FROM linked_events e JOIN (
    SELECT event_id, max(lines) AS lines,
           list(struct_pack(side := side, claims := claims, omits := omits) ORDER BY side) AS sides
    FROM (SELECT event_id, side, count(DISTINCT line) AS lines, count(DISTINCT line) FILTER (says) AS claims,
                 count(DISTINCT line) FILTER (NOT says) AS omits FROM readouts GROUP BY ALL)
    GROUP BY event_id
) r ON r.event_id = e.id
"""


def check_linked(ledger: Ledger) -> None:
    """UsageError where the ledger was never linked."""
    if not is_linked(ledger):
        raise UsageError(f"{ledger.path} is not linked yet (or its views were rebuilt); run `dragoman link` first")


def find_stale(ledger: Ledger) -> str | None:
    """What came in since the ledger was linked, in words; null where nothing did."""
    (linked,) = ledger.query("FROM link_basis")
    new = ledger.query("SELECT count(*) AS n FROM reports WHERE id NOT IN (SELECT report_id FROM report_links)")
    now, notes = read_basis(ledger), []
    if new[0]["n"]:
        notes.append(f"{new[0]['n']} reports were added")
    elif now["codings"] != linked["codings"]:
        notes.append("reports were coded anew")
    if now["judgements"] != linked["judgements"]:
        notes.append("judgements were made or taken back")
    if now["program"] != linked["program"]:
        notes.append("the program was upgraded")
    return f"since the ledger was linked {' and '.join(notes)}; `dragoman link` takes it in" if notes else None


def find_happening_conditions(ledger: Ledger, filters: Filters) -> Where:
    """Conditions on the table `linked_events`."""
    where = find_event_conditions(ledger, filters, HAPPENINGS)
    where.add_period(filters, "day")
    where.add_source(filters, HAPPENINGS.source)
    return where


def query_happenings(ledger: Ledger, filters: Filters, form: Form = "rows") -> Page:
    """Events across reports with what their reports differ on, newest first."""
    check_linked(ledger)
    refuse(filters, "happenings", NO_STATUS)
    where = find_happening_conditions(ledger, filters)
    return page(ledger, EVENTS, where, "day DESC NULLS LAST, id", filters, form)


def query_followed(ledger: Ledger, filters: Filters, form: Form = "rows") -> Page:
    """Commitments across reports with their status, newest first; the filters are on the event that made them."""
    check_linked(ledger)
    where = Where()
    where.add_period(filters, "made_at")
    made = find_event_conditions(ledger, filters)
    made.add_source(filters)
    where.add_through(
        "id IN (SELECT s.id FROM (SELECT id, unnest(members) AS member FROM commitment_states) s "
        "JOIN commitment_list k ON k.id = s.member WHERE k.event_id IN (SELECT id FROM event_mentions WHERE {}))",
        made,
    )
    if filters.status:
        where.add("status = ?", pick_legal("status", filters.status, STATUSES))
    return page(ledger, COMMITMENTS, where, "made_at DESC NULLS LAST, id", filters, form)


def query_threads(ledger: Ledger, filters: Filters, form: Form = "rows") -> Page:
    """Threads, the one that was last told of first."""
    check_linked(ledger)
    refuse(filters, "thread", NO_STATUS)
    where = Where()
    where.add_through(
        "id IN (SELECT t.id FROM (SELECT id, unnest(events) AS event FROM threads) t "
        "WHERE t.event IN (SELECT id FROM linked_events WHERE {}))",
        find_happening_conditions(ledger, filters),
    )
    return page(ledger, THREADS, where, "last DESC NULLS LAST, id", filters, form)


def query_stories(ledger: Ledger, filters: Filters, form: Form = "rows") -> Page:
    """Stories, the newest first; the filters are on their reports and the event mentions in them."""
    check_linked(ledger)
    refuse(filters, "story", NO_STATUS)
    where = Where()
    where.add_through(
        "id IN (SELECT story_id FROM report_links WHERE report_id IN (SELECT id FROM report_list WHERE {}))",
        find_report_conditions(ledger, filters),
    )
    return page(ledger, STORIES, where, "first DESC NULLS LAST, id", filters, form)


def query_readouts(ledger: Ledger, filters: Filters, form: Form = "rows") -> Page:
    """Meetings of which the sides' own accounts can be compared, the newest first."""
    check_linked(ledger)
    refuse(filters, "readout", NO_STATUS)
    where = Where()
    where.add_through("id IN (SELECT id FROM linked_events WHERE {})", find_happening_conditions(ledger, filters))
    return page(ledger, READOUTS, where, "day DESC NULLS LAST, id", filters, form)


def query_actors(ledger: Ledger, filters: Filters, form: Form = "rows") -> Page:
    """Actors across reports, the most told of first; acts, receives and statements count what meets the filters.

    `actor` and `sector` are the actor's own; with the other filters those are left out of whom nothing meets them.
    """
    check_linked(ledger)
    refuse(filters, "actors", NO_STATUS)
    own = Where()
    if filters.actor:
        codes, names = find_actor(ledger, filters.actor)
        own.add("(list_contains(?::VARCHAR[], code) OR list_has_any(names, ?::VARCHAR[]))", codes, names)
    if filters.sector:
        own.add("list_contains(sectors, ?)", pick_legal("sector", filters.sector, SECTORS))
    others = msgspec.structs.replace(filters, actor=None, sector=None)
    events = find_event_conditions(ledger, others)
    events.add_period(others, "day")
    events.add_source(others)
    statements = find_statement_conditions(ledger, others)
    if events.conditions:
        own.add("acts + receives + statements > 0")
    # The parameters of the inner query come first, as they do in its text.
    where = Where()
    where.add(str(own), *events.params, *statements.params, *own.params)
    relation = ACTORS.format(events=events, statements=statements)
    return page(ledger, relation, where, "reports DESC, acts + receives + statements DESC, name, id", filters, form)


ACTORS = """
SELECT g.id, g.name, g.code, g.sectors, g.offices, g.names, coalesce(e.acts, 0) AS acts,
       coalesce(e.receives, 0) AS receives, coalesce(s.statements, 0) AS statements, len(g.reports) AS reports
FROM actor_groups g
LEFT JOIN (
    SELECT l.actor_id, count(DISTINCT a.event_id) FILTER (a.role = 'actor') AS acts,
           count(DISTINCT a.event_id) FILTER (a.role = 'recipient') AS receives
    FROM event_arguments a JOIN actor_links l ON l.name = a.name AND l.code IS NOT DISTINCT FROM a.code
    WHERE a.event_id IN (SELECT id FROM event_mentions WHERE {events})
    GROUP BY l.actor_id
) e ON e.actor_id = g.id
LEFT JOIN (
    SELECT l.actor_id, count(*) AS statements
    FROM statement_list s JOIN actor_links l
         ON l.name = s.speaker.name AND l.code IS NOT DISTINCT FROM s.speaker.code
    WHERE s.id IN (SELECT id FROM statement_list WHERE {statements})
    GROUP BY l.actor_id
) s ON s.actor_id = g.id
"""


def page(ledger: Ledger, relation: str, where: Where, order: str, filters: Filters, form: Form) -> Page:
    """The rows of one page of a relation, with the number of all that meet the conditions."""
    counted = ledger.query(f"SELECT count(*) AS n FROM ({relation}) WHERE {where}", where.params)
    rows = ledger.query(
        f"SELECT * FROM ({relation}) WHERE {where} ORDER BY {order} LIMIT ? OFFSET ?",
        [*where.params, filters.limit, filters.offset], form=form,
    )  # fmt: skip
    return Page(rows, counted[0]["n"])
