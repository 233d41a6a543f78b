"""Dyads: who to whom by day, week, month or year, both directions, over the derived links.

An event told by many reports counts once. A period without events of the pair is zero; a period of which the
ledger holds no report at all (of the source asked for) is unknown, and null.
"""

from __future__ import annotations

from msgspec import structs

from dragoman.errors import UsageError
from dragoman.ledger import Ledger
from dragoman.ledger.filters import Filters, Where, find_actor, find_bounds, find_event_conditions, refuse
from dragoman.ledger.queries import NO_STATUS, Page
from dragoman.ledger.store import Form
from dragoman.track.lists import check_linked

PERIODS = ("day", "week", "month", "year")
REFUSED = {**NO_STATUS, "actor": "a dyad is of the two actors that are named"}

QUADS = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")

# One row an event and ordered pair: of the mentions of one event the first told counts. `heard` are the days of
# reports; without bounds the list runs from the pair's first event to the last report.
SQL = """
WITH asked AS (SELECT ?::VARCHAR AS one, ?::VARCHAR AS other, ?::VARCHAR AS since, ?::VARCHAR AS until),
chosen AS (SELECT id FROM event_mentions WHERE {events}),
heard AS (SELECT CAST(published_at[1:10] AS DATE) AS day FROM reports WHERE published_at IS NOT NULL AND {reports}),
every AS (
    SELECT l.event_id, d.actor, d.recipient, CAST(min(d.day) AS DATE) AS day,
           arg_min(d.quad_class, (d.day, d.event_id)) AS quad, arg_min(d.intensity, (d.day, d.event_id)) AS intensity
    FROM dyad_events d JOIN event_links l ON l.mention_id = d.event_id
    JOIN asked a ON (d.actor = a.one AND d.recipient = a.other) OR (d.actor = a.other AND d.recipient = a.one)
    WHERE d.day IS NOT NULL AND d.event_id IN (SELECT id FROM chosen)
    GROUP BY l.event_id, d.actor, d.recipient
),
bounds AS (
    SELECT coalesce(CAST(since AS DATE), (SELECT min(day) FROM every), (SELECT min(day) FROM heard)) AS first,
           coalesce(CAST(until AS DATE), (SELECT max(day) FROM heard)) AS last
    FROM asked
),
told AS (
    SELECT e.*, date_trunc('{by}', e.day) AS period FROM every e JOIN bounds b ON e.day BETWEEN b.first AND b.last
),
reported AS (
    SELECT date_trunc('{by}', h.day) AS period, count(*) AS reports
    FROM heard h JOIN bounds b ON h.day BETWEEN b.first AND b.last GROUP BY ALL
),
grid AS (
    SELECT p.period, s.actor, s.recipient, s.back, coalesce(r.reports, 0) AS reports
    FROM (SELECT CAST(unnest(generate_series(date_trunc('{by}', first), last, INTERVAL 1 {by})) AS DATE) AS period
          FROM bounds) p
    CROSS JOIN (SELECT one AS actor, other AS recipient, 0 AS back FROM asked
                UNION ALL SELECT other, one, 1 FROM asked) s
    LEFT JOIN reported r ON r.period = p.period
),
counted AS (
    SELECT g.period, g.actor, g.recipient, g.back, g.reports, count(t.event_id) AS n, {counts},
           round(sum(t.intensity), 2) AS intensity_sum, round(avg(t.intensity), 3) AS intensity_mean
    FROM grid g LEFT JOIN told t ON t.actor = g.actor AND t.recipient = g.recipient AND t.period = g.period
    GROUP BY g.period, g.actor, g.recipient, g.back, g.reports
)
SELECT strftime(period, '%Y-%m-%d') AS period, actor, recipient, reports, {shown}, intensity_sum, intensity_mean, back
FROM counted
"""
COUNTS = ", ".join(f"count(t.event_id) FILTER (t.quad = {n}) AS {quad}" for n, quad in enumerate(QUADS, 1))
# A count is known where there was a report, or an event told of that time later on.
SHOWN = ", ".join(
    f"CASE WHEN reports = 0 AND n = 0 THEN NULL ELSE {of} END AS {quad}"
    for quad, of in (("events", "n"), *zip(QUADS, QUADS, strict=True))
)


def query_dyad(
    ledger: Ledger, one: str, other: str, filters: Filters, *, by: str = "month", form: Form = "rows"
) -> Page:
    """Counts of events from `one` to `other` and back, two rows for each day, week, month or year (`by`).

    Actors are codes or countries. What is told as happening counts (factuality asserted), unless the filters name
    another factuality. Intensity is null where there was no event. The ledger must be linked.
    """
    check_linked(ledger)
    refuse(filters, "dyad", REFUSED)
    if by not in PERIODS:
        raise UsageError(f"period {by!r} is not known; use {', '.join(PERIODS)}")
    codes = [_find_code(ledger, name) for name in (one, other)]
    if codes[0] == codes[1]:
        raise UsageError(f"a dyad needs two actors, not {codes[0]} twice")
    bounds = find_bounds(filters)
    asserted = filters if filters.factuality else structs.replace(filters, factuality="asserted")
    events, reports = find_event_conditions(ledger, asserted), Where()
    for where in (events, reports):
        where.add_source(filters)
    sql = SQL.format(by=by, events=events, reports=reports, counts=COUNTS, shown=SHOWN)
    params = [*codes, *bounds, *events.params, *reports.params]
    counted = ledger.query(f"SELECT count(*) AS n FROM ({sql})", params)
    rows = ledger.query(
        f"SELECT * EXCLUDE (back) FROM ({sql}) ORDER BY period, back LIMIT ? OFFSET ?",
        [*params, filters.limit, filters.offset], form=form,
    )  # fmt: skip
    return Page(rows, counted[0]["n"])


def _find_code(ledger: Ledger, name: str) -> str:
    codes, names = find_actor(ledger, name, "actor")
    if not codes:
        raise UsageError(
            f"{name!r} is a name ({', '.join(names[:3])}), and a dyad is of countries and bodies: give a code, as RUS; "
            f"`dragoman events --actor {name!r}` lists what concerns a person"
        )
    return codes[0]
