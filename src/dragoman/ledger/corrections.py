"""Corrections applied: copies of the claims that standing corrections touch, read by the views in their place.

A correction is a judgement of kind `correction` about a claim's id: field `verdict` with value "accepted" or
"rejected" (JSON, as all values), or a field of EDITS with its new value. For each claim and field the latest
standing one counts. It goes with the id, so every coding that reads the claim again is corrected too.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

import duckdb

Row = dict[str, Any]
Decisions = dict[str, dict[str, Row]]  # claim id to field to the latest standing judgement
TABLES = ("events", "statements", "commitments")
MOST_CLAIMS = 1_000_000  # that one report can make: numbers copies by coding and position
VERDICT, ACCEPTED, REJECTED = "verdict", "accepted", "rejected"

STANDING = """
SELECT id, subject_id, field, value, person, decided_at, why FROM judgements j
WHERE kind = 'correction' AND NOT EXISTS (SELECT 1 FROM judgements u WHERE u.kind = 'undo' AND u.subject_id = j.id)
ORDER BY coalesce(decided_at, ''), id
"""
TOUCHED = """
SELECT DISTINCT coding FROM (SELECT coding, id FROM events UNION ALL SELECT coding, id FROM statements
                             UNION ALL SELECT coding, id FROM commitments)
WHERE id IN (SELECT unnest(?::VARCHAR[])) AND coding NOT IN (SELECT coding FROM superseded_codings)
"""


def _set(*path: str) -> Callable[[Row, Any], None]:
    """Puts a value at the end of a path of nested records."""

    def put(row: Row, value: Any) -> None:
        *inner, last = path
        for name in inner:
            row[name] = dict(row[name])
            row = row[name]
        row[last] = value

    return put


def _set_time(column: str, part: str) -> Callable[[Row, Any], None]:
    """Puts a day into a time expression; where the report has none, one without words is made."""

    def put(row: Row, value: Any) -> None:
        at = row["trigger" if column == "when" else "what"]["start"]
        empty = {"start": at, "end": at, "text": "", "type": "DATE", "value": None, "from": None, "to": None}
        row[column] = {**(row[column] or empty), part: value, "precision": "day", "basis": "explicit"}

    return put


# Fields that can be edited, by table, as the views name them, with how a value is put into the row of the table.
EDITS: Mapping[str, Mapping[str, Callable[[Row, Any], None]]] = {
    "events": {
        **{name: _set(name) for name in ("event_type", "mode", "contexts", "quad_class", "intensity", "factuality",
                                         "confidence", "actors", "recipients")},
        "when_from": _set_time("when", "from"), "when_to": _set_time("when", "to"),
        "country": _set("place", "country"), "place_name": _set("place", "name"),
    },
    "statements": {"kind": _set("kind"), "speaker": _set("speaker"), "addressees": _set("addressees")},
    "commitments": {
        "by": _set("by"), "to": _set("to"),
        "due_from": _set_time("due", "from"), "due_to": _set_time("due", "to"),
    },
}  # fmt: skip
READ: Mapping[str, tuple[str, str]] = {
    "when_from": ("when", "from"), "when_to": ("when", "to"), "country": ("place", "country"),
    "place_name": ("place", "name"), "due_from": ("due", "from"), "due_to": ("due", "to"),
}  # fmt: skip


def read_field(row: Row, field: str) -> Any:
    """The value of an editable field in a row of a claims table."""
    if field not in READ:
        return row[field]
    outer, inner = READ[field]
    return (row[outer] or {}).get(inner)


def read_decisions(con: duckdb.DuckDBPyConnection) -> Decisions:
    """The latest standing correction of each claim and field."""
    decided: Decisions = defaultdict(dict)
    for row in _rows(con, STANDING):
        decided[row["subject_id"]][row["field"]] = row
    return decided


def correct_row(row: Row, table: str, decisions: Mapping[str, Row]) -> Row | None:
    """The row with its corrections applied and named in `corrections`; null where it was rejected."""
    made, notes = dict(row), []
    for field, judgement in decisions.items():
        value = json.loads(judgement["value"])
        old = None
        if field == VERDICT:
            if value == REJECTED:
                return None
        elif field in EDITS[table]:
            old = read_field(row, field)
            EDITS[table][field](made, value)
        else:
            continue
        notes.append(
            {"field": field, "old": as_text(old), "new": as_text(value), "judgement_id": judgement["id"],
             "person": judgement["person"]}
        )  # fmt: skip
    if table == "events":
        made["actor_codes"] = [a["code"] for a in made["actors"]]
        made["recipient_codes"] = [a["code"] for a in made["recipients"]]
    return {**made, "corrections": notes or None}


def as_text(value: Any) -> str | None:
    """A value as a cell shows it: text as it stands, anything else as JSON."""
    return value if value is None or isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def find_corrected(con: duckdb.DuckDBPyConnection) -> tuple[list[int], dict[str, list[Row]]]:
    """Codings touched by standing corrections, and the corrected copies of their claims by table."""
    decided = read_decisions(con)
    codings = sorted(row["coding"] for row in _rows(con, TOUCHED, list(decided))) if decided else []
    rejected = {i for i, fields in decided.items() if json.loads(fields.get(VERDICT, _NONE)["value"]) == REJECTED}
    copies: dict[str, list[Row]] = {}
    for table in TABLES:
        sql = (
            f"SELECT *, coding * {MOST_CLAIMS} + position AS base_row FROM {table} "
            "WHERE coding IN (SELECT unnest(?::BIGINT[])) ORDER BY base_row"
        )
        found = [correct_row(row, table, decided.get(row["id"], {})) for row in _rows(con, sql, codings)]
        copies[table] = [row for row in found if row is not None]
    copies["commitments"] = [k for k in copies["commitments"] if k["event_id"] not in rejected]
    for event in copies["events"]:
        if event["statement_id"] in rejected:
            event["statement_id"] = None
    return codings, copies


_NONE: Row = {"value": "null"}


def _rows(con: duckdb.DuckDBPyConnection, sql: str, *params: Any) -> list[Row]:
    result = con.execute(sql, list(params))
    names = [column[0] for column in result.description or ()]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]
