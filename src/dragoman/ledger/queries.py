"""What the verbs list: event mentions, statements, commitments and reports, filtered and in pages."""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Struct

from dragoman.errors import UsageError
from dragoman.ledger.filters import (
    SECTORS,
    STATUSES,
    Filters,
    Where,
    find_actor,
    find_event_conditions,
    pick_legal,
    refuse,
)  # fmt: skip
from dragoman.ledger.kept import NEWEST, ORDER
from dragoman.ledger.store import Form, Ledger

Row = dict[str, Any]
NO_STATUS = {"status": "only commitments have one; use it with `commitments` or `follow`"}
SNIPPET = 160  # characters around the first word found, cut at blanks
# The reports of some ids, in their order, with the text around the first of some words; null where it is withheld.
FOUND = rf"""
WITH found AS (SELECT unnest(ids) AS id, unnest(range(len(ids))) AS nth FROM (SELECT ?::VARCHAR[] AS ids)),
words AS (SELECT ?::VARCHAR[] AS words),
placed AS (
    SELECT r.*, nth,
           greatest(1, coalesce(list_min([nullif(instr(strip_accents(lower(text)), w), 0) for w in words]), 1)
                       - {SNIPPET // 3}) AS begins
    FROM found JOIN report_list r ON r.id = found.id CROSS JOIN words
),
cut AS (
    SELECT *, begins + {SNIPPET} < length(text) AS goes_on,
           CASE WHEN begins = 1 THEN text[:{SNIPPET}]
                ELSE '… ' || regexp_replace(text[begins : begins + {SNIPPET}], '^\S*\s+', '') END AS part
    FROM placed
)
SELECT id, source, title, publisher, published_at, language, events, statements, commitments, retention,
       regexp_replace(CASE WHEN goes_on THEN regexp_replace(part, '\s+\S*$', '') || ' …' ELSE part END,
                      '\s+', ' ', 'g') AS snippet
FROM cut ORDER BY nth
"""
# What became of each commitment, by the id of its claim; without rows where the ledger was never linked.
FOLLOWED = "SELECT unnest(members) AS id, id AS followed_id, status, inferred, condition_status FROM commitment_states"
NOT_FOLLOWED = (
    "SELECT NULL::VARCHAR AS id, NULL::VARCHAR AS followed_id, NULL::VARCHAR AS status, NULL::BOOLEAN AS inferred, "
    "NULL::VARCHAR AS condition_status WHERE false"
)


class Page(Struct, frozen=True):
    """Rows of one page (a list of dicts, or a frame), and how many there are on all."""

    rows: Any
    total: int


def list_events(ledger: Ledger, filters: Filters, form: Form = "rows") -> Page:
    """Event mentions of the view `event_mentions`, newest day first."""
    refuse(filters, "events", NO_STATUS)
    if (newest := _newest_of_actor(ledger, filters, form)) is not None:
        return newest
    where = find_event_conditions(ledger, filters)
    where.add_period(filters, "day")
    where.add_source(filters)
    return _page(ledger, "event_rows", where, ORDER, filters, form)


def list_statements(ledger: Ledger, filters: Filters, form: Form = "rows") -> Page:
    """Statements, newest report first; `actor` and `sector` are the speaker's, the rest of an event told in them."""
    refuse(filters, "statements", NO_STATUS)
    where = find_statement_conditions(ledger, filters)
    return _page(ledger, "statement_rows", where, "published_at DESC NULLS LAST, report_id, position", filters, form)


def find_statement_conditions(ledger: Ledger, filters: Filters) -> Where:
    """Conditions on the view `statement_rows`."""
    where = Where()
    if filters.actor:
        codes, names = find_actor(ledger, filters.actor)
        where.add("(list_contains(?::VARCHAR[], speaker_code) OR list_contains(?::VARCHAR[], speaker_name))",
                  codes, names)  # fmt: skip
    if filters.sector:
        where.add("list_contains(speaker.sectors, ?)", pick_legal("sector", filters.sector, SECTORS))
    where.add_period(filters, "published_at")
    where.add_source(filters)
    events = find_event_conditions(ledger, msgspec.structs.replace(filters, actor=None, sector=None))
    where.add_through("id IN (SELECT statement_id FROM event_rows WHERE {})", events)
    return where


def list_commitments(ledger: Ledger, filters: Filters, form: Form = "rows") -> Page:
    """Commitments as coded, newest report first; the filters are on the event that makes the commitment.

    In a linked ledger `became` is what later reports made of it (`became_inferred`: what the calendar makes of it),
    and `followed_id` the commitment across reports that `follow` shows.
    """
    where = Where()
    where.add_period(filters, "published_at")
    where.add_source(filters)
    events = find_event_conditions(ledger, filters)
    where.add_through("event_id IN (SELECT id FROM event_rows WHERE {})", events)
    linked = is_linked(ledger)
    if filters.status:
        if not linked:
            raise UsageError(f"--status: {ledger.path} is not linked yet; run `dragoman link` first")
        where.add("became = ?", pick_legal("status", filters.status, STATUSES))
    view = (
        "(SELECT k.*, f.status AS became, f.inferred AS became_inferred, f.condition_status, f.followed_id "
        f"FROM commitment_rows k LEFT JOIN ({FOLLOWED if linked else NOT_FOLLOWED}) f ON f.id = k.id)"
    )
    return _page(ledger, view, where, "published_at DESC NULLS LAST, report_id, position", filters, form)


def list_reports(ledger: Ledger, filters: Filters, words: str, form: Form = "rows") -> Page:
    """Reports that hold all `words`, best first; the filters want an event of that kind in the report."""
    refuse(filters, "search", NO_STATUS)
    where = find_report_conditions(ledger, filters)
    plain = not where.conditions
    ids = ledger.search(words, limit=(filters.limit or -1) if plain else -1, offset=filters.offset if plain else 0)
    total = ledger.count_matches(words) if plain else 0
    if not plain:
        where.add("id IN (SELECT unnest(?::VARCHAR[]))", ids)
        met = {row["id"] for row in ledger.query(f"SELECT id FROM report_list WHERE {where}", where.params)}
        ids = [i for i in ids if i in met]
        total = len(ids)
        ids = ids[filters.offset :][: filters.limit]
    low = words.casefold().replace('"', " ").replace("*", " ").split()
    return Page(ledger.query(FOUND, [ids, low], form=form), total)


def find_report_conditions(ledger: Ledger, filters: Filters) -> Where:
    """Conditions on reports: their own date and source, and an event of that kind in them."""
    where = Where()
    where.add_period(filters, "published_at")
    where.add_source(filters)
    events = find_event_conditions(ledger, filters)
    where.add_through("id IN (SELECT report_id FROM event_rows WHERE {})", events)
    return where


def is_linked(ledger: Ledger) -> bool:
    """Whether `dragoman link` has written the views across reports, to the end: `link_basis` gets its row last."""
    found = ledger.query("SELECT count(*) AS n FROM duckdb_tables() WHERE table_name = 'link_basis'")
    return bool(found[0]["n"] and ledger.query("SELECT count(*) AS n FROM link_basis")[0]["n"])


def _page(ledger: Ledger, view: str, where: Where, order: str, filters: Filters, form: Form) -> Page:
    """The rows of one page: first which they are, by few columns, then those whole."""
    keys = ", ".join(part.split()[0] for part in order.split(", "))
    found = ledger.query(
        f"WITH hits AS MATERIALIZED (SELECT row, {keys} FROM {view} WHERE {where}) "
        f"SELECT row, (SELECT count(*) FROM hits) AS total FROM hits ORDER BY {order} LIMIT ? OFFSET ?",
        [*where.params, filters.limit, filters.offset],
    )
    total = found[0]["total"] if found else 0
    if not found and filters.page > 1:
        total = _page(ledger, view, where, order, msgspec.structs.replace(filters, page=1, limit=1), "rows").total
    rows = ledger.query(
        f"SELECT * EXCLUDE (row) FROM {view} WHERE row IN (SELECT unnest(?::BIGINT[])) ORDER BY {order}",
        [[hit["row"] for hit in found]], form=form,
    )  # fmt: skip
    return Page(rows, total)


def _newest_of_actor(ledger: Ledger, filters: Filters, form: Form) -> Page | None:
    """An actor's first page from the table kept for it; null where anything else is asked for."""
    plain = msgspec.structs.replace(filters, actor=None, limit=NEWEST) == Filters(limit=NEWEST)
    if filters.actor is None or filters.limit is None or filters.limit > NEWEST or not plain:
        return None
    codes, names = find_actor(ledger, filters.actor)
    if names:
        return None
    rows = ledger.query(
        f"SELECT * EXCLUDE (code) FROM derived.newest_events WHERE code = ? ORDER BY {ORDER} LIMIT ?",
        [codes[0], filters.limit], form=form,
    )  # fmt: skip
    total = ledger.query("SELECT mentions FROM derived.actor_mentions WHERE code = ?", codes)
    return Page(rows, total[0]["mentions"] if total else 0)
