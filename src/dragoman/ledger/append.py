"""Coded reports into rows, and rows into tables: a batch in one transaction, what is known left alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import duckdb
import msgspec

from dragoman.errors import LedgerError
from dragoman.ids import hash_fields
from dragoman.ledger import corrections, kept
from dragoman.ledger.claims import AppendCount, Judgement, Method
from dragoman.records import Coded, EventMention, MentionRecord

# Codings that are not the newest of their report: a lower rank of the version, or the same and recorded earlier.
NOT_NEWEST = """
SELECT c.number AS coding, c.report_id FROM codings c JOIN methods m ON m.id = c.method_id
QUALIFY row_number() OVER (PARTITION BY c.report_id ORDER BY m.rank DESC, m.number DESC) > 1
"""
SUPERSEDE = f"""
INSERT INTO superseded_codings SELECT coding FROM ({NOT_NEWEST})
WHERE report_id IN (SELECT unnest(?)) AND coding NOT IN (SELECT coding FROM superseded_codings)
"""
CORRECTED_REPORTS = """
SELECT report_id FROM codings WHERE number IN (SELECT coding FROM corrected_codings)
UNION SELECT report_id FROM (SELECT id, report_id FROM events UNION ALL SELECT id, report_id FROM statements
                             UNION ALL SELECT id, report_id FROM commitments)
WHERE id IN (SELECT unnest(?::VARCHAR[]))
"""
KNOWN_CODINGS = "SELECT report_id FROM codings WHERE method_id = ? AND report_id IN (SELECT unnest(?))"
Row = dict[str, Any]
Rows = dict[str, list[Row]]
CLAIMS = ("mentions", "events", "statements", "commitments", "issues")
# Judgements of these kinds decide about rows; the others about names, which no table lists.
ABOUT_ROWS = frozenset({"same_event", "same_story", "copy_of", "commitment_status", "correction", "retention", "undo"})
ROW_IDS = """
SELECT id FROM reports UNION ALL SELECT id FROM events UNION ALL SELECT id FROM statements
UNION ALL SELECT id FROM commitments UNION ALL SELECT id FROM judgements
"""


def register_method(con: duckdb.DuckDBPyConnection, method: Method) -> None:
    """Record the method where the ledger does not know it yet."""
    con.execute(
        "INSERT INTO methods SELECT ?, coalesce(max(number), 0) + 1, ?, ?, ?, ?, current_timestamp::TIMESTAMP "
        "FROM methods HAVING count(*) FILTER (id = ?) = 0",
        [method.id, method.name, method.version, list(method.rank), method.hash, method.id],
    )


def append_batch(con: duckdb.DuckDBPyConnection, batch: Sequence[Coded], method: Method) -> AppendCount:
    """Append the reports of `batch` that `method` has not coded yet, in one transaction."""
    unique = {coded.article.id: coded for coded in reversed(batch)}
    ids = list(unique)[::-1]
    con.execute("BEGIN")
    try:
        known = _among(con, KNOWN_CODINGS, method.id, ids)
        seen = _among(con, "SELECT id FROM reports WHERE '' <> ? AND id IN (SELECT unnest(?))", method.id, ids)
        report = _next(con, "reports")
        coding = _next(con, "codings")
        rows: Rows = {name: [] for name in ("reports", "texts", "codings", *CLAIMS)}
        for article_id in ids:
            coded = unique[article_id]
            if article_id in known:
                continue
            if article_id not in seen:
                _add_report(rows, coded, report + len(rows["reports"]))
            _add_coding(rows, coded, method.id, coding + len(rows["codings"]))
        with kept.follow(con, [row["report_id"] for row in rows["codings"]]):
            for table, new in rows.items():
                insert_rows(con, table, new)
            if seen:
                con.execute(SUPERSEDE, [list(seen)])
                refresh_corrected(con)
        con.execute("COMMIT")
    except BaseException:
        _roll_back(con)
        raise
    return AppendCount(
        reports=len(rows["reports"]), codings=len(rows["codings"]), events=len(rows["events"]),
        statements=len(rows["statements"]), commitments=len(rows["commitments"]),
        known=len(batch) - len(rows["codings"]),
    )  # fmt: skip


def append_judgements(con: duckdb.DuckDBPyConnection, judgements: Iterable[Judgement]) -> int:
    """Append judgements in one transaction; the rows that they decide about must be there."""
    unique = {j.id: j for j in judgements}
    con.execute("BEGIN")
    try:
        _check_subjects(con, unique.values())
        known = _among(con, "SELECT id FROM judgements WHERE '' <> ? AND id IN (SELECT unnest(?))", "-", list(unique))
        first = _next(con, "judgements")
        fresh = [(i, j) for i, j in unique.items() if i not in known]
        rows = [
            {"id": i, "number": first + n, "recorded_at": "now", **msgspec.structs.asdict(j)}
            for n, (i, j) in enumerate(fresh)
        ]
        touched = [j.subject_id for _, j in fresh if j.kind in ("correction", "undo")]
        insert_rows(con, "judgements", rows)
        if touched:
            with kept.follow(con, _corrected_reports(con, touched)):
                refresh_corrected(con)
        con.execute("COMMIT")
    except BaseException:
        _roll_back(con)
        raise
    return len(rows)


def refresh_corrected(con: duckdb.DuckDBPyConnection) -> None:
    """Write the corrected copies of claims again, from the claims and the standing corrections."""
    codings, copies = corrections.find_corrected(con)
    con.execute("DELETE FROM corrected_codings")
    insert_rows(con, "corrected_codings", [{"coding": n} for n in codings])
    for table, rows in copies.items():
        con.execute(f"DELETE FROM corrected_{table}")
        insert_rows(con, f"corrected_{table}", rows)


def _corrected_reports(con: duckdb.DuckDBPyConnection, claims: Sequence[str]) -> list[str]:
    """The reports that are corrected now, and those of the claims: all that these corrections can change."""
    return [row[0] for row in con.execute(CORRECTED_REPORTS, [list(claims)]).fetchall()]


def _check_subjects(con: duckdb.DuckDBPyConnection, judgements: Iterable[Judgement]) -> None:
    wanted: dict[str, Judgement] = {}
    for judgement in judgements:
        if judgement.kind in ABOUT_ROWS:
            wanted.update({i: judgement for i in (judgement.subject_id, judgement.object_id) if i})
    missing = con.execute(
        f"SELECT id FROM (SELECT unnest(?::VARCHAR[]) AS id) WHERE id NOT IN ({ROW_IDS}) ORDER BY id", [list(wanted)]
    ).fetchall()
    if missing:
        judgement = wanted[missing[0][0]]
        raise LedgerError(
            f"{judgement.kind}: there is no row {missing[0][0]!r} in this ledger; "
            "`dragoman events` and `dragoman sql` show the ids that are there"
        )


def insert_rows(con: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows (column to value) in one statement: JSON in, typed by the table's own columns."""
    if not rows:
        return
    struct = _row_type(con, table)
    con.execute(
        f"INSERT INTO {table} BY NAME SELECT unnest(CAST(?::JSON AS {struct}[]), max_depth := 2)",
        [_fill_now(con, rows)],
    )


def _fill_now(con: duckdb.DuckDBPyConnection, rows: Sequence[Mapping[str, Any]]) -> str:
    if "recorded_at" in rows[0]:
        now = con.execute("SELECT current_timestamp::TIMESTAMP::VARCHAR").fetchone()
        rows = [{**row, "recorded_at": now[0] if now else None} for row in rows]
    return msgspec.json.encode(rows).decode("utf-8")


def _row_type(con: duckdb.DuckDBPyConnection, table: str) -> str:
    columns = con.execute(
        "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = ? AND database_name = "
        "current_database() ORDER BY column_index", [table.split(".")[-1].strip('"')],
    ).fetchall()  # fmt: skip
    return "STRUCT(" + ", ".join(f'"{name}" {kind}' for name, kind in columns) + ")"


def _among(con: duckdb.DuckDBPyConnection, sql: str, value: str, ids: Sequence[str]) -> set[str]:
    return {row[0] for row in con.execute(sql, [value, list(ids)]).fetchall()}


def _next(con: duckdb.DuckDBPyConnection, table: str) -> int:
    row = con.execute(f"SELECT coalesce(max(number), 0) + 1 FROM {table}").fetchone()
    assert row is not None
    return int(row[0])


def _roll_back(con: duckdb.DuckDBPyConnection) -> None:
    try:
        con.execute("ROLLBACK")
    except duckdb.Error:
        # The connection is past use (a full disk invalidates it); nothing was committed, the cause goes on.
        return


def _add_report(rows: Rows, coded: Coded, number: int) -> None:
    article = coded.article
    rows["texts"].append({"report_id": article.id, "text": article.text})
    rows["reports"].append(
        {
            "number": number,
            "text_hash": hash_fields(article.text),
            "text_length": len(article.text),
            "recorded_at": "now",
            **{name: getattr(article, name) for name in REPORT_FIELDS},
        }
    )


REPORT_FIELDS = ("id", "source", "url", "title", "byline", "publisher", "published_at", "published_basis", "language")


def _add_coding(rows: Rows, coded: Coded, method_id: str, number: int) -> None:
    made: Rows = {
        "mentions": [_mention_row(m) for m in coded.mentions],
        "events": [_event_row(e) for e in coded.events],
        "statements": [msgspec.structs.asdict(s) for s in coded.statements],
        "commitments": [msgspec.structs.asdict(c) for c in coded.commitments],
        "issues": [msgspec.structs.asdict(i) for i in coded.issues],
    }
    about = {"coding": number, "report_id": coded.article.id, "method_id": method_id}
    for table, new in made.items():
        rows[table] += [{**about, "position": n, **row} for n, row in enumerate(new)]
    rows["codings"].append(
        {
            "number": number, "report_id": coded.article.id, "method_id": method_id, "recorded_at": "now",
            "sentences": [{"start": s, "end": e} for s, e in coded.article.sentences],
            **{table: len(new) for table, new in made.items()},
        }
    )  # fmt: skip


def _mention_row(mention: MentionRecord) -> Row:
    row = msgspec.structs.asdict(mention)
    row["from"] = row.pop("from_")
    return row


def _event_row(event: EventMention) -> Row:
    row = msgspec.structs.asdict(event)
    row["sentence_start"], row["sentence_end"] = row.pop("sentence")
    attribution = row.pop("attribution")
    row["speaker"] = attribution.speaker if attribution else None
    row["statement_id"] = attribution.statement_id if attribution else None
    row["actor_codes"] = [a.code for a in event.actors]
    row["recipient_codes"] = [a.code for a in event.recipients]
    return row


def append_run(con: duckdb.DuckDBPyConnection, kind: str, what: str, count: AppendCount, method_id: str | None) -> None:
    """Note what was done to the ledger."""
    row = {
        "number": _next(con, "runs"), "kind": kind, "what": what, "method_id": method_id,
        "reports": count.reports, "events": count.events, "recorded_at": "now",
    }  # fmt: skip
    insert_rows(con, "runs", [row])


def write_table(
    con: duckdb.DuckDBPyConnection, name: str, columns: Mapping[str, str], rows: Iterable[Mapping[str, Any]]
) -> int:
    """Replace the derived table `name` by rows of the given columns, in one transaction."""
    made = list(rows)
    defined = ", ".join(f'"{column}" {kind}' for column, kind in columns.items())
    con.execute("BEGIN")
    try:
        con.execute(f'CREATE OR REPLACE TABLE derived."{name}" ({defined})')
        insert_rows(con, f'derived."{name}"', made)
        con.execute("COMMIT")
    except BaseException:
        _roll_back(con)
        raise
    return len(made)
