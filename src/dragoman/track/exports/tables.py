"""Views as CSV, JSON lines and Parquet (written by DuckDB), and as the sheets of an Excel file."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any

import duckdb

from dragoman.coding.codebook import Codebook
from dragoman.errors import UsageError
from dragoman.ledger import Ledger
from dragoman.track.exports.codes import display_name
from dragoman.track.exports.events import ExportEvent

EXCEL_ROWS = 1_048_575  # under the header
EXCEL_CELL = 32_767  # characters
COPY_OPTIONS = {"csv": "FORMAT csv, HEADER", "jsonl": "FORMAT json", "parquet": "FORMAT parquet"}
ORDER = {"event_mentions": "day, report_id, position"}
SHEET = (
    "event_id", "day", "event_type", "mode", "cameo", "quad_class", "intensity", "factuality", "confidence",
    "actors", "actor_codes", "recipients", "recipient_codes", "place", "country", "contexts", "trigger", "reports",
    "sources", "first_report", "source",
)  # fmt: skip


def write_view(ledger: Ledger, view: str, form: str, path: Path) -> int:
    """Write all rows of a view as csv, jsonl or parquet; returns how many.

    In csv lists and records are JSON, so that nothing is lost. UsageError where there is no such view.
    """
    columns = _list_columns(ledger, view)
    picked = ", ".join(
        f'CAST(to_json("{name}") AS VARCHAR) AS "{name}"' if form == "csv" and _is_nested(kind) else f'"{name}"'
        for name, kind in columns.items()
    )
    order = ORDER.get(view) or ", ".join(f'"{n}"' for n in ("id", "report_id", "position") if n in columns) or "ALL"
    table = ledger.query(f'SELECT {picked} FROM "{view}" ORDER BY {order}', form="arrow")
    with duckdb.connect() as con:
        con.register("exported", table)
        con.execute(f"COPY exported TO '{str(path).replace(chr(39), chr(39) * 2)}' ({COPY_OPTIONS[form]})")
    return int(table.num_rows)


def _list_columns(ledger: Ledger, view: str) -> dict[str, str]:
    found = ledger.query(
        "SELECT table_name, column_name, data_type FROM information_schema.columns ORDER BY ordinal_position"
    )
    columns = {r["column_name"]: r["data_type"] for r in found if r["table_name"] == view}
    if not columns:
        known = ", ".join(sorted({r["table_name"] for r in found}))
        raise UsageError(f"there is no view {view!r} in this ledger; there are {known}")
    return columns


def _is_nested(kind: str) -> bool:
    return kind.endswith("]") or kind.startswith(("STRUCT", "MAP"))


def write_excel(
    events: Sequence[ExportEvent], codebook: Codebook, provenance: Sequence[tuple[str, str]], path: Path
) -> int:
    """Write an Excel file with the sheets events, codebook and provenance; returns how many events."""
    try:
        xlsxwriter: Any = import_module("xlsxwriter")
    except ImportError:
        raise UsageError("Excel files need the package xlsxwriter: `pip install dragoman[export]`") from None
    if len(events) > EXCEL_ROWS:
        raise UsageError(f"{len(events)} events do not fit a sheet of {EXCEL_ROWS} rows; export csv or parquet")
    whole = BytesIO()  # a disk that fills up while xlsxwriter writes leaves its zip file open
    book = xlsxwriter.Workbook(whole, {"strings_to_formulas": False, "strings_to_urls": False})
    bold = book.add_format({"bold": True})
    entries = [
        [e.event_type, e.mode, e.quad, e.intensity, e.cameo, e.definition] for e in codebook.entries.values()
    ]  # fmt: skip
    names = ("event_type", "mode", "quad", "intensity", "cameo", "definition")
    _add_sheet(book, "events", SHEET, [list_cells(e) for e in events], bold)
    _add_sheet(book, "codebook", names, entries, bold)
    _add_sheet(book, "provenance", ("what", "value"), provenance, bold)
    book.close()
    path.write_bytes(whole.getvalue())
    return len(events)


def list_cells(event: ExportEvent) -> list[Any]:
    """One event as the cells of SHEET."""
    lead = event.lead
    parties: list[str] = []
    for role in ("actors", "recipients"):
        parties += ["; ".join(dict.fromkeys(display_name(a) for a in lead[role]))]
        parties += ["; ".join(dict.fromkeys(a["code"] for a in lead[role] if a["code"]))]
    return [
        event.id, lead["day"], lead["event_type"], lead["mode"], lead["cameo"], lead["quad_class"], lead["intensity"],
        lead["factuality"], lead["confidence"], *parties, lead["place_name"] or lead["place"], lead["country"],
        "; ".join(lead["contexts"]), lead["trigger"], event.articles, event.sources, lead["published_at"],
        lead["url"] or lead["source"],
    ]  # fmt: skip


def _add_sheet(book: Any, name: str, header: Sequence[str], rows: Sequence[Sequence[Any]], bold: Any) -> None:
    """Text stays text: a code with a leading zero keeps it."""
    sheet = book.add_worksheet(name)
    sheet.write_row(0, 0, header, bold)
    sheet.freeze_panes(1, 0)
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            if isinstance(value, int | float):
                sheet.write_number(number, column, value)
            elif value:
                sheet.write_string(number, column, str(value)[:EXCEL_CELL])
    sheet.autofilter(0, 0, max(1, len(rows)), len(header) - 1)


def list_provenance(ledger: Ledger, version: str) -> list[tuple[str, str]]:
    """Where the rows come from: the program, the ledger, its coders, its reports with their hashes."""
    rows = [("program", f"dragoman {version}")]
    rows += [(f"ledger {r['key']}", r["value"]) for r in ledger.query("SELECT key, value FROM about ORDER BY key")]
    methods = ledger.query("SELECT id, name, version, hash FROM methods ORDER BY name, version, hash")
    rows += [("coder", f"{m['name']} {m['version']}, hash {m['hash']}, id {m['id']}") for m in methods]
    reports = ledger.query("SELECT id, source, published_at, text_hash FROM reports ORDER BY published_at, id")
    rows += [
        ("report", f"{r['id']} {r['published_at'] or 'no date'} {r['source']} text {r['text_hash']}") for r in reports
    ]  # fmt: skip
    return rows
