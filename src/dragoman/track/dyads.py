"""Dyads: who to whom by day, week or month, both directions, over the derived links.

An event told by many reports counts once. A period without events of the pair is zero; a period of which the
ledger holds no report at all is unknown, and null.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from dragoman.errors import UsageError
from dragoman.ledger import Ledger

PERIODS = ("day", "week", "month", "year")

# One row an event, ordered pair and period: of the mentions of one event the first told counts.
_SQL = """
WITH told AS (
    SELECT l.event_id, d.actor, d.recipient, min(d.day) AS day, arg_min(d.quad_class, (d.day, d.event_id)) AS quad,
           arg_min(d.intensity, (d.day, d.event_id)) AS intensity
    FROM dyad_events d JOIN event_links l ON l.mention_id = d.event_id
    WHERE d.factuality = 'asserted' AND d.day IS NOT NULL
      AND ((d.actor = $1 AND d.recipient = $2) OR (d.actor = $2 AND d.recipient = $1))
    GROUP BY l.event_id, d.actor, d.recipient
),
periods AS (
    SELECT CAST(unnest(generate_series(date_trunc('{by}', CAST($3 AS DATE)), CAST($4 AS DATE),
                                       INTERVAL 1 {by})) AS DATE) AS period
),
heard AS (
    SELECT date_trunc('{by}', CAST(published_at[1:10] AS DATE)) AS period, count(*) AS reports
    FROM reports WHERE published_at IS NOT NULL GROUP BY 1
),
grid AS (
    SELECT p.period, s.actor, s.recipient, coalesce(h.reports, 0) AS reports
    FROM periods p
    CROSS JOIN (VALUES ($1, $2), ($2, $1)) s(actor, recipient)
    LEFT JOIN heard h ON h.period = p.period
)
SELECT strftime(g.period, '%Y-%m-%d') AS period, g.actor, g.recipient, g.reports,
       if(g.reports = 0 AND count(t.event_id) = 0, NULL, count(t.event_id)) AS events,
       if(g.reports = 0 AND count(t.event_id) = 0, NULL, count(t.event_id) FILTER (t.quad = 1)) AS verbal_cooperation,
       if(g.reports = 0 AND count(t.event_id) = 0, NULL, count(t.event_id) FILTER (t.quad = 2)) AS material_cooperation,
       if(g.reports = 0 AND count(t.event_id) = 0, NULL, count(t.event_id) FILTER (t.quad = 3)) AS verbal_conflict,
       if(g.reports = 0 AND count(t.event_id) = 0, NULL, count(t.event_id) FILTER (t.quad = 4)) AS material_conflict,
       round(sum(t.intensity), 2) AS intensity_sum, round(avg(t.intensity), 3) AS intensity_mean
FROM grid g
LEFT JOIN told t ON t.actor = g.actor AND t.recipient = g.recipient
     AND date_trunc('{by}', CAST(t.day AS DATE)) = g.period
GROUP BY g.period, g.actor, g.recipient, g.reports
ORDER BY g.period, g.actor = $2
"""


def list_dyad(
    ledger: Ledger, one: str, other: str, *, by: str = "month", since: str | None = None, until: str | None = None
) -> list[dict[str, Any]]:
    """Counts of asserted events from `one` to `other` and back, a row for each period and direction.

    Codes are those of actors. The period runs from the first to the last report unless `since` and `until` (ISO
    days) say otherwise. Intensity is null where there was no event. The ledger must be linked (`link_ledger`).
    """
    if by not in PERIODS:
        raise UsageError(f"period {by!r} is not known; use {', '.join(PERIODS)}")
    if one == other:
        raise UsageError(f"a dyad needs two actors, not {one} twice")
    bounds = ledger.query("SELECT min(published_at)[1:10] AS since, max(published_at)[1:10] AS until FROM reports")[0]
    since, until = since or bounds["since"], until or bounds["until"]
    if since is None or until is None:
        return []
    for day in (since, until):
        _check_day(day)
    rows: list[dict[str, Any]] = ledger.query(_SQL.format(by=by), [one, other, since, until])
    return rows


def _check_day(day: str) -> None:
    try:
        date.fromisoformat(day)
    except ValueError:
        raise UsageError(f"{day!r} is no day; write YYYY-MM-DD") from None
