"""Rows out of the ledger: shaped as asked for, checked where a person wrote the SQL, reports put together again."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any

import duckdb
import msgspec

from dragoman.errors import LedgerError, UsageError
from dragoman.ledger.corrections import TABLES
from dragoman.ledger.files import first_lines
from dragoman.records import Coded

READING = ("SELECT", "EXPLAIN")
FRAMES = {  # how DuckDB makes each form of result, and the packages that it needs
    "arrow": ("to_arrow_table", "pyarrow"),
    "pandas": ("df", "pandas"),
    "polars": ("pl", "polars", "pyarrow"),
}


def shape(con: duckdb.DuckDBPyConnection, sql: str, params: Sequence[Any] = (), form: str = "rows") -> Any:
    """The rows of a query as a list of dicts, an Arrow table, or a pandas or Polars frame."""
    if form == "rows":
        result = con.execute(sql, list(params))
        names = [column[0] for column in result.description or ()]
        return [dict(zip(names, row, strict=True)) for row in result.fetchall()]
    if form not in FRAMES:
        raise UsageError(f"form {form!r} is not known; use rows, {', '.join(FRAMES)}")
    method, *packages = FRAMES[form]
    for package in packages:
        try:
            import_module(package)
        except ImportError:
            wanted = " ".join(packages)
            raise UsageError(
                f"form {form!r} needs the package {package}, which is not installed: `pip install {wanted}`, or "
                "`pip install dragoman[frames]` for all forms"
            ) from None
    # Without parameters none are given: DuckDB 1.4 makes a table of values of every result that has any.
    return getattr(con.sql(sql, params=list(params)) if params else con.sql(sql), method)()


def read_sql(con: duckdb.DuckDBPyConnection, sql: str, form: str) -> Any:
    """Run SQL that a person wrote. UsageError where it writes, reaches outside, or cannot be understood."""
    try:
        statements = con.extract_statements(sql)
    except duckdb.Error as e:
        raise UsageError(f"not SQL that DuckDB understands: {first_lines(e)}") from e
    for statement in statements:
        if statement.type.name not in READING:
            raise UsageError(
                f"{statement.type.name} is refused: the ledger is append-only and `sql` reads only; use SELECT, and "
                "`dragoman export` to write files"
            )
    if len(statements) != 1:
        raise UsageError(f"give one SELECT, not {len(statements)}")
    con.execute("SET enable_external_access = false")
    return shape(con, sql, form=form)


def read_coded(con: duckdb.DuckDBPyConnection, report_id: str, method_id: str | None, corrected: bool = False) -> Coded:
    """One report with its claims; LedgerError where the ledger has no such report or coding."""
    reports = shape(
        con,
        "SELECT r.*, coalesce(t.text, '') AS text FROM reports r LEFT JOIN texts t ON t.report_id = r.id "
        "WHERE r.id = ?", [report_id],
    )  # fmt: skip
    if not reports:
        raise LedgerError(f"there is no report {report_id!r} in this ledger; `dragoman status` counts what is there")
    codings = con.execute(
        "SELECT c.number, c.sentences FROM codings c JOIN methods m ON m.id = c.method_id "
        "WHERE c.report_id = ? AND c.method_id = coalesce(?, c.method_id) ORDER BY m.rank DESC, m.number DESC LIMIT 1",
        [report_id, method_id],
    ).fetchall()
    if not codings:
        raise LedgerError(f"report {report_id!r} was not coded by method {method_id!r}")
    number, sentences = codings[0]
    copied = corrected and con.execute("FROM corrected_codings WHERE coding = ?", [number]).fetchall()
    claims = {
        table: shape(con, f"SELECT * FROM {'corrected_' * bool(copied and table in TABLES)}{table} WHERE coding = ? "
                     "ORDER BY position", [number])
        for table in ("mentions", "events", "statements", "commitments", "issues")
    }  # fmt: skip
    for event in claims["events"]:
        event["sentence"] = (event["sentence_start"], event["sentence_end"])
        spoken = event["speaker"] or event["statement_id"]
        event["attribution"] = {k: event[k] for k in ("speaker", "statement_id")} if spoken else None
    article = {**reports[0], "sentences": [(s["start"], s["end"]) for s in sentences]}
    return msgspec.convert({"article": article, **claims}, Coded, strict=False)
