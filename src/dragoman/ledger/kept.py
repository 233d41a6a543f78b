"""Tables kept beside the views: what is asked for most and is too dear to count anew in a large ledger.

`dyad_counts` (all pairs by month), `newest_events` and `actor_mentions` (an actor's page) are functions of the views
`dyad_events` and `coded_event_rows`: `make` writes them whole. Whoever changes what those show of some reports does it
inside `follow`, in the same transaction. They stand in the schema `derived`, so that they go with the views.

No table is made empty and filled in one transaction: DuckDB 2.0.0 loses the rows of a large INSERT then.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import duckdb

NEWEST = 50  # event mentions kept for each actor: a page as the lists show it
ORDER = "day DESC NULLS LAST, report_id, position"
_OF_REPORTS = "report_id IN (SELECT unnest(?::VARCHAR[]))"
# By the number of the coding, in whose order the claims lie: only their stretch of a large table is read.
_CHANGED = f"coding IN (SELECT number FROM codings WHERE {_OF_REPORTS})"

_COLUMNS = ("events", "verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict", "milli")
_COUNTED = """
SELECT actor, recipient, month, sum(sign)::BIGINT AS events,
       coalesce(sum(sign) FILTER (quad = 1), 0)::BIGINT AS verbal_cooperation,
       coalesce(sum(sign) FILTER (quad = 2), 0)::BIGINT AS material_cooperation,
       coalesce(sum(sign) FILTER (quad = 3), 0)::BIGINT AS verbal_conflict,
       coalesce(sum(sign) FILTER (quad = 4), 0)::BIGINT AS material_conflict,
       sum(sign * milli)::BIGINT AS milli  -- thousandths: exact, in whatever order they are added
FROM {pairs} GROUP BY ALL
"""
_ACTORS = """
SELECT code, day, report_id, position, coding FROM (
    SELECT day, report_id, position, coding, unnest(list_distinct(actor_codes || recipient_codes)) AS code
    FROM coded_event_rows WHERE {where})
"""
_RANKED = f"""
SELECT code, coding, report_id, position FROM ({{rows}})
QUALIFY row_number() OVER (PARTITION BY code ORDER BY {ORDER}) <= {NEWEST}
"""
# Each kept table as its view makes it, in the order in which its rows lie.
_MADE = {
    "dyad_counts": _COUNTED.format(
        pairs="""(SELECT 1 AS sign, actor, recipient, day[1:7] AS month, quad_class AS quad,
                         (intensity * 1000)::INTEGER AS milli FROM dyad_events WHERE factuality = 'asserted')"""
    ) + "ORDER BY actor, recipient, month",
    "actor_mentions": f"""
        SELECT code, count(*) AS mentions FROM ({_ACTORS.format(where="true")}) GROUP BY code ORDER BY code""",
    "newest_events": f"""
        FROM (SELECT n.code, e.* EXCLUDE (row, coding) FROM ({_RANKED.format(rows=_ACTORS.format(where="true"))}) n
              JOIN coded_event_rows e ON e.coding = n.coding AND e.position = n.position) ORDER BY code, {ORDER}""",
}  # fmt: skip

# The pairs of some reports, by the rule of `dyad_events`; written out, for a condition on that view is not always
# carried down to the table.
_PAIRS = f"""
SELECT actor, recipient, day[1:7] AS month, quad_class AS quad, (intensity * 1000)::INTEGER AS milli
FROM (SELECT * EXCLUDE (acting), unnest(acting) AS actor
      FROM (SELECT day, quad_class, intensity, list_distinct(actor_codes) AS acting,
                   unnest(CASE WHEN len(recipient_codes) > 0 THEN list_distinct(recipient_codes)
                               ELSE list_distinct(actor_codes) END) AS recipient
            FROM coded_event_rows WHERE factuality = 'asserted' AND {_CHANGED}))
WHERE actor <> recipient
"""
_NOTE = {"pairs": _PAIRS, "actors": _ACTORS.format(where=_CHANGED)}
_COMPARE = """
CREATE OR REPLACE TEMP TABLE changed_{name} AS
SELECT -1 AS sign, * FROM {name}_before UNION ALL SELECT 1, * FROM {name}_after
"""
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
# Actors who lose a row of a full page: what comes up from below is found in all their mentions. A page that is not
# full holds all mentions there are.
_SHORT = f"""
SELECT code FROM derived.newest_events GROUP BY code HAVING count(*) = {NEWEST} AND count(*) FILTER ({_OF_REPORTS}) > 0
"""
_CANDIDATES = f"""
SELECT code, day, report_id, position, NULL AS coding FROM derived.newest_events
WHERE NOT {_OF_REPORTS} AND code IN (SELECT code FROM changed_actors)
UNION ALL SELECT code, day, report_id, position, coding FROM actors_after
"""
# What stays on a short page is found again, with its coding: it counts once.
_FROM_BELOW = f"""
SELECT code, day, report_id, position, max(coding) AS coding
FROM ({_CANDIDATES} UNION ALL ({_ACTORS.format(where="true")} WHERE code IN (SELECT unnest(?::VARCHAR[]))))
GROUP BY ALL
"""
_LEAVE = f"""
DELETE FROM derived.newest_events
WHERE {_OF_REPORTS} OR (code IN (SELECT code FROM changed_actors)
                        AND (code, report_id, position) NOT IN (SELECT (code, report_id, position) FROM newest_now))
"""
_ENTER = """
INSERT INTO derived.newest_events
SELECT n.code, e.* EXCLUDE (row, coding)
FROM (SELECT code, coding, position FROM newest_now
      WHERE (code, report_id, position) NOT IN (SELECT (code, report_id, position) FROM derived.newest_events)) n
JOIN coded_event_rows e ON e.coding = n.coding AND e.position = n.position
"""


@contextmanager
def follow(con: duckdb.DuckDBPyConnection, reports: Sequence[str]) -> Iterator[None]:
    """Bring the kept tables up to date with what the block changes in the claims of these reports."""
    changed = [list(reports)]
    for name, rows in _NOTE.items():
        con.execute(f"CREATE OR REPLACE TEMP TABLE {name}_before AS {rows}", changed)
    yield
    for name, rows in _NOTE.items():
        con.execute(f"CREATE OR REPLACE TEMP TABLE {name}_after AS {rows}", changed)
        con.execute(_COMPARE.format(name=name))
    con.execute(_COUNT_PAIRS)
    con.execute(_COUNT_ACTORS)
    short = [row[0] for row in con.execute(_SHORT, changed).fetchall()]
    rows, params = (_FROM_BELOW, [*changed, short]) if short else (_CANDIDATES, changed)
    con.execute(f"CREATE OR REPLACE TEMP TABLE newest_now AS {_RANKED.format(rows=rows)}", params)
    con.execute(_LEAVE, changed)
    con.execute(_ENTER)
    for name in ("pairs_before", "pairs_after", "changed_pairs", "actors_before", "actors_after", "changed_actors",
                 "newest_now"):  # fmt: skip
        con.execute(f"DROP TABLE temp.{name}")


def make(con: duckdb.DuckDBPyConnection) -> None:
    """Write the kept tables whole from the views."""
    for table, rows in _MADE.items():
        con.execute(f"CREATE OR REPLACE TABLE derived.{table} AS {rows}")


def sort(con: duckdb.DuckDBPyConnection) -> None:
    """Lay the rows of each actor side by side, where a page is read at once; what is there stays the same."""
    con.execute(
        f"CREATE OR REPLACE TABLE derived.newest_events AS SELECT * FROM derived.newest_events ORDER BY code, {ORDER}"
    )


def find_stale(con: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, str]]:
    """Kept tables that differ from their views, with what differs: table and key."""
    keys = {"dyad_counts": "concat_ws(' ', actor, recipient, month)", "actor_mentions": "code",
            "newest_events": "code || ' ' || id"}  # fmt: skip
    for table, made in _MADE.items():
        wrong = con.execute(f"""
            SELECT DISTINCT {keys[table]} AS key FROM (
                (FROM ({made}) EXCEPT ALL FROM derived.{table}) UNION ALL
                (FROM derived.{table} EXCEPT ALL FROM ({made})))
            ORDER BY key""").fetchall()
        yield from ((table, row[0]) for row in wrong)
