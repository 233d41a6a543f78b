"""Tables kept beside the views: what is asked for most and is too dear to count anew in a large ledger.

`dyad_counts` (all pairs by month), `newest_events` and `actor_mentions` (an actor's page) are functions of the views
`dyad_events` and `event_rows`. Whoever changes what those show of some reports does it inside `follow`, in the same
transaction; `make` writes them whole. They stand in the schema `derived`, so that they go with the views.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import duckdb

NEWEST = 50  # event mentions kept for each actor: a page as the lists show it
ORDER = "day DESC NULLS LAST, report_id, position"
AMONG = "report_id IN (SELECT unnest(?::VARCHAR[]))"

# How often each code stands in an event mention, and where.
_ACTORS = """
SELECT code, day, report_id, position FROM (
    SELECT day, report_id, position, unnest(list_distinct(actor_codes || recipient_codes)) AS code
    FROM event_rows WHERE {among})
"""
_PAIRS = """
SELECT actor, recipient, day[1:7] AS month, quad_class AS quad, (intensity * 1000)::INTEGER AS milli
FROM dyad_events WHERE factuality = 'asserted' AND {among}
"""
_COUNTED = """
SELECT actor, recipient, month, sum(sign) AS events,
       coalesce(sum(sign) FILTER (quad = 1), 0) AS verbal_cooperation,
       coalesce(sum(sign) FILTER (quad = 2), 0) AS material_cooperation,
       coalesce(sum(sign) FILTER (quad = 3), 0) AS verbal_conflict,
       coalesce(sum(sign) FILTER (quad = 4), 0) AS material_conflict,
       sum(sign * milli) AS milli  -- thousandths: exact, in whatever order they are added
FROM {pairs} GROUP BY ALL
"""
_COLUMNS = ("events", "verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict", "milli")
_COUNT_PAIRS = f"""
MERGE INTO derived.dyad_counts c USING ({_COUNTED.format(pairs="changed_pairs")}) s
ON c.actor = s.actor AND c.recipient = s.recipient AND c.month IS NOT DISTINCT FROM s.month
WHEN MATCHED AND c.events + s.events = 0 THEN DELETE
WHEN MATCHED THEN UPDATE SET {", ".join(f"{name} = c.{name} + s.{name}" for name in _COLUMNS)}
WHEN NOT MATCHED AND s.events <> 0 THEN INSERT (actor, recipient, month, {", ".join(_COLUMNS)})
     VALUES (s.actor, s.recipient, s.month, {", ".join(f"s.{name}" for name in _COLUMNS)})
"""
_COUNT_ACTORS = """
MERGE INTO derived.actor_mentions c USING (SELECT code, sum(sign) AS mentions FROM changed_actors GROUP BY code) s
ON c.code = s.code
WHEN MATCHED AND c.mentions + s.mentions = 0 THEN DELETE
WHEN MATCHED THEN UPDATE SET mentions = c.mentions + s.mentions
WHEN NOT MATCHED AND s.mentions <> 0 THEN INSERT (code, mentions) VALUES (s.code, s.mentions)
"""
_RANKED = f"""
SELECT code, report_id, position FROM ({{rows}})
QUALIFY row_number() OVER (PARTITION BY code ORDER BY {ORDER}) <= {NEWEST}
"""
# Actors who lose a row of a full page: what comes up from below is found in all their mentions. A page that is not
# full holds all mentions there are.
_SHORT = f"""
SELECT code FROM derived.newest_events GROUP BY code HAVING count(*) = {NEWEST} AND count(*) FILTER ({AMONG}) > 0
"""
_STAYING = f"""
SELECT code, day, report_id, position FROM derived.newest_events
WHERE NOT {AMONG} AND code IN (SELECT code FROM changed_actors)
UNION SELECT code, day, report_id, position FROM changed_actors WHERE sign = 1
"""
_FROM_BELOW = f"UNION ({_ACTORS.format(among='true')} WHERE code IN (SELECT unnest(?::VARCHAR[])))"
_LEAVE = f"""
DELETE FROM derived.newest_events
WHERE {AMONG} OR (code IN (SELECT code FROM changed_actors)
                  AND (code, report_id, position) NOT IN (SELECT (code, report_id, position) FROM newest_now))
"""
_ENTER = """
INSERT INTO derived.newest_events
SELECT n.code, e.* EXCLUDE (row) FROM newest_now n
JOIN event_rows e ON e.report_id = n.report_id AND e.position = n.position
WHERE (n.code, n.report_id, n.position) NOT IN (SELECT (code, report_id, position) FROM derived.newest_events)
"""
_SORT = f"""
CREATE OR REPLACE TABLE derived.newest_events AS SELECT * FROM derived.newest_events ORDER BY code, {ORDER}
"""


@contextmanager
def follow(con: duckdb.DuckDBPyConnection, reports: Sequence[str]) -> Iterator[None]:
    """Bring the kept tables up to date with what the block changes in the claims of these reports."""
    _start(con)
    _note(con, -1, AMONG, [list(reports)])
    yield
    _note(con, 1, AMONG, [list(reports)])
    _bring_up_to_date(con, list(reports))


def make(con: duckdb.DuckDBPyConnection) -> None:
    """Fill the kept tables, which are empty, from the views."""
    _start(con)
    _note(con, 1, "true", [])
    _bring_up_to_date(con, [])
    sort(con)


def sort(con: duckdb.DuckDBPyConnection) -> None:
    """Lay the rows of each actor side by side, where a page is read at once; what is there stays the same."""
    con.execute(_SORT)


def find_stale(con: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, str]]:
    """Kept tables that differ from their views, with what differs: table and key."""
    pairs = _COUNTED.format(pairs=f"(SELECT 1 AS sign, * FROM ({_PAIRS.format(among='true')}))")
    mentions = f"SELECT code, count(*) AS mentions FROM ({_ACTORS.format(among='true')}) GROUP BY code"
    ranked = _RANKED.format(rows=_ACTORS.format(among="true"))
    newest = (
        f"SELECT n.code, e.* EXCLUDE (row) FROM ({ranked}) n "
        "JOIN event_rows e ON e.report_id = n.report_id AND e.position = n.position"
    )
    for table, key, made in (
        ("dyad_counts", "concat_ws(' ', actor, recipient, month)", pairs),
        ("actor_mentions", "code", mentions),
        ("newest_events", "code || ' ' || id", newest),
    ):
        wrong = con.execute(f"""
            SELECT DISTINCT {key} AS key FROM (
                (FROM ({made}) EXCEPT ALL FROM derived.{table}) UNION ALL
                (FROM derived.{table} EXCEPT ALL FROM ({made})))
            ORDER BY key""").fetchall()
        yield from ((table, row[0]) for row in wrong)


def _start(con: duckdb.DuckDBPyConnection) -> None:
    for name, rows in (("pairs", _PAIRS), ("actors", _ACTORS)):
        con.execute(
            f"CREATE OR REPLACE TEMP TABLE changed_{name} AS SELECT 1 AS sign, * FROM ({rows.format(among='false')})"
        )


def _note(con: duckdb.DuckDBPyConnection, sign: int, among: str, params: list[list[str]]) -> None:
    con.execute(f"INSERT INTO changed_pairs SELECT {sign}, * FROM ({_PAIRS.format(among=among)})", params)
    con.execute(f"INSERT INTO changed_actors SELECT {sign}, * FROM ({_ACTORS.format(among=among)})", params)


def _bring_up_to_date(con: duckdb.DuckDBPyConnection, reports: list[str]) -> None:
    con.execute(_COUNT_PAIRS)
    con.execute(_COUNT_ACTORS)
    short = [row[0] for row in con.execute(_SHORT, [reports]).fetchall()]
    rows = _STAYING + _FROM_BELOW * bool(short)
    params = [reports, short] if short else [reports]
    con.execute(f"CREATE OR REPLACE TEMP TABLE newest_now AS {_RANKED.format(rows=rows)}", params)
    con.execute(_LEAVE, [reports])
    con.execute(_ENTER)
    for name in ("changed_pairs", "changed_actors", "newest_now"):
        con.execute(f"DROP TABLE temp.{name}")
