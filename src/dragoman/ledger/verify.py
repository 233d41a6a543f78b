"""Every span against its text, every id against its fields, every view row against its claims."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import PurePath

import duckdb
import msgspec

from dragoman.ids import hash_fields
from dragoman.ledger.append import ABOUT_ROWS, CLAIMS, NOT_NEWEST, ROW_IDS
from dragoman.ledger.claims import Fault, Judgement, Method
from dragoman.ledger.corrections import find_corrected
from dragoman.ledger.kept import find_stale

# Columns that hold one span, and columns that hold a list of them.
SPANS = {
    "events": ("trigger", "place", "when", "speaker"),
    "statements": ("speaker", "cue"),
    "commitments": ("what", "condition", "due"),
}
SPAN_LISTS = {
    "events": ("actors", "recipients"),
    "statements": ("content", "addressees"),
    "commitments": ("by", "to"),
}
BATCH = 2000

# How ids are made (see ground.events): rows of fields with the id first.
ID_RECIPES: tuple[tuple[str, str], ...] = (
    ("texts", "SELECT r.text_hash, t.text FROM reports r JOIN texts t ON t.report_id = r.id"),
    ("events", """SELECT id, report_id, 'event', event_type, trigger."start"::VARCHAR, trigger."end"::VARCHAR
                  FROM events"""),
    ("statements", """SELECT id, report_id, 'statement', content[1]."start"::VARCHAR, content[-1]."end"::VARCHAR
                      FROM statements"""),
    ("commitments", """SELECT id, event_id, 'commitment', what."start"::VARCHAR, what."end"::VARCHAR
                       FROM commitments"""),
)  # fmt: skip


def find_faults(con: duckdb.DuckDBPyConnection) -> Iterator[Fault]:
    """What is wrong in the ledger, check by check; nothing when it is whole.

    Kept tables are compared only where the rest is whole: they differ wherever a claim was changed under them.
    """
    whole = True
    for check in (_spans, _ids, _codings, _views, _corrected, _judgements):
        for fault in check(con):
            whole = False
            yield fault
    if whole:
        yield from _kept(con)


def _spans(con: duckdb.DuckDBPyConnection) -> Iterator[Fault]:
    own = """SELECT report_id || '/' || position AS id, report_id,
             struct_pack("start" := "start", "end" := "end", text := text) AS span"""
    yield from _wrong_spans(con, "mentions", "text", f"{own} FROM mentions")
    for table, columns in SPANS.items():
        for column in columns:
            yield from _wrong_spans(con, table, column, f'SELECT id, report_id, "{column}" AS span FROM {table}')
    for table, columns in SPAN_LISTS.items():
        for column in columns:
            rows = f'SELECT id, report_id, unnest("{column}") AS span FROM {table}'
            yield from _wrong_spans(con, table, column, rows)
    sentences = "SELECT report_id AS id, report_id, unnest(sentences) AS span FROM codings"
    yield from _outside(con, "codings", "sentences", sentences)
    events = 'SELECT id, report_id, struct_pack("start" := sentence_start, "end" := sentence_end) AS span FROM events'
    yield from _outside(con, "events", "sentence", events)


def _wrong_spans(con: duckdb.DuckDBPyConnection, table: str, column: str, rows: str) -> Iterator[Fault]:
    sql = f"""
        SELECT s.id, s.span."start", s.span."end", s.span.text FROM ({rows}) s JOIN texts t USING (report_id)
        WHERE s.span IS NOT NULL AND (s.span."start" < 0 OR s.span."end" < s.span."start"
              OR substring(t.text, s.span."start" + 1, s.span."end" - s.span."start") <> s.span.text)"""
    for row_id, start, end, text in con.execute(sql).fetchall():
        yield Fault("span", row_id, f"{table}.{column} [{start}, {end}] does not say {text!r} in its report")


def _outside(con: duckdb.DuckDBPyConnection, table: str, column: str, rows: str) -> Iterator[Fault]:
    sql = f"""
        SELECT s.id, s.span."start", s.span."end", r.text_length FROM ({rows}) s JOIN reports r ON r.id = s.report_id
        WHERE s.span."start" < 0 OR s.span."end" < s.span."start" OR s.span."end" > r.text_length"""
    for row_id, start, end, length in con.execute(sql).fetchall():
        yield Fault("span", row_id, f"{table}.{column} [{start}, {end}] is outside its text of {length} characters")


def _ids(con: duckdb.DuckDBPyConnection) -> Iterator[Fault]:
    reports = "SELECT r.id, r.url, r.source, t.text FROM reports r JOIN texts t ON t.report_id = r.id"
    yield from _wrong_ids(con, "reports", reports, lambda row: hash_fields(row[1] or _name_of(row[2]), row[3]))
    for table, sql in ID_RECIPES:
        yield from _wrong_ids(con, table, sql, lambda row: hash_fields(*row[1:]))
    method = "SELECT id, name, version, hash FROM methods"
    yield from _wrong_ids(con, "methods", method, lambda row: Method(*row[1:]).id)
    fields = Judgement.__struct_fields__
    judged = f"SELECT id, {', '.join(fields)} FROM judgements"
    yield from _wrong_ids(
        con, "judgements", judged, lambda row: msgspec.convert(dict(zip(fields, row[1:], strict=True)), Judgement).id
    )


def _name_of(source: str) -> str:
    return source if "://" in source else PurePath(source).name


def _wrong_ids(
    con: duckdb.DuckDBPyConnection, table: str, sql: str, make: Callable[[tuple[str, ...]], str]
) -> Iterator[Fault]:
    rows = con.cursor().execute(sql)
    while batch := rows.fetchmany(BATCH):
        for row in batch:
            if make(row) != row[0]:
                yield Fault("id", row[0], f"{table}: the id is not the hash of its fields")


def _codings(con: duckdb.DuckDBPyConnection) -> Iterator[Fault]:
    for table in CLAIMS:
        wrong = con.execute(f"""
            SELECT c.report_id, c.{table}, coalesce(n.n, 0) FROM codings c
            LEFT JOIN (SELECT coding, count(*) AS n FROM {table} GROUP BY coding) n ON n.coding = c.number
            WHERE c.{table} <> coalesce(n.n, 0)""").fetchall()
        for report_id, said, there in wrong:
            yield Fault("count", report_id, f"{table}: the coding wrote {said} rows, {there} are there")
        for (report_id,) in con.execute(f"""
            SELECT DISTINCT k.report_id FROM {table} k LEFT JOIN codings c ON c.number = k.coding
            WHERE c.number IS NULL OR c.report_id <> k.report_id OR c.method_id <> k.method_id""").fetchall():
            yield Fault("provenance", report_id, f"{table}: rows without a coding of their report and method")
        key = "id" if table not in ("mentions", "issues") else "position"
        for coding, row_id in con.execute(
            f"SELECT coding, {key}::VARCHAR FROM {table} GROUP BY ALL HAVING count(*) > 1"
        ).fetchall():
            yield Fault("double", row_id, f"{table}: more than one row with this {key} in coding {coding}")
    for (coding,) in con.execute(
        f"SELECT coalesce(a.coding, b.coding) FROM ({NOT_NEWEST}) a FULL JOIN superseded_codings b "
        "ON a.coding = b.coding WHERE a.coding IS NULL OR b.coding IS NULL"
    ).fetchall():
        yield Fault("newest", str(coding), "superseded_codings and the ranks of the methods differ on this coding")
    for (report_id,) in con.execute(
        "SELECT report_id FROM codings WHERE report_id NOT IN (SELECT id FROM reports) UNION ALL "
        "SELECT id FROM reports WHERE id NOT IN (SELECT report_id FROM codings)"
    ).fetchall():
        yield Fault("report", report_id, "a coding without its report, or a report without a coding")
    for (report_id,) in con.execute("""
        SELECT r.id FROM reports r LEFT JOIN texts t ON t.report_id = r.id
        WHERE (t.report_id IS NULL AND r.id NOT IN (SELECT subject_id FROM judgements WHERE kind = 'retention'))
              OR length(t.text) <> r.text_length""").fetchall():
        yield Fault("text", report_id, "the text is gone without a judgement of kind retention, or has another length")


def _views(con: duckdb.DuckDBPyConnection) -> Iterator[Fault]:
    views = (("event_mentions", "events"), ("statement_list", "statements"), ("commitment_list", "commitments"))
    for view, table in views:
        for (row_id,) in con.execute(f"""
            SELECT coalesce(v.id, k.id) FROM {view} v
            FULL JOIN (SELECT k.id FROM {table} k JOIN current_codings c ON c.coding = k.coding
                       WHERE k.coding NOT IN (SELECT coding FROM corrected_codings)
                       UNION ALL SELECT id FROM corrected_{table}) k ON k.id = v.id
            WHERE v.id IS NULL OR k.id IS NULL""").fetchall():
            yield Fault("view", row_id, f"{view} and the claims in {table} do not agree on this row")
    for view in ("event_arguments", "dyad_events"):
        for (row_id,) in con.execute(
            f"SELECT DISTINCT event_id FROM {view} WHERE event_id NOT IN (SELECT id FROM events)"
        ).fetchall():
            yield Fault("view", row_id, f"{view} shows an event that no claim stands for")
    for (row_id,) in con.execute("""
        SELECT id FROM events WHERE actor_codes IS DISTINCT FROM [x.code for x in actors]
        OR recipient_codes IS DISTINCT FROM [x.code for x in recipients]""").fetchall():
        yield Fault("view", row_id, "events: the quick codes differ from those of the actors and recipients")


def _kept(con: duckdb.DuckDBPyConnection) -> Iterator[Fault]:
    for table, key in find_stale(con):
        yield Fault("view", key, f"{table} differs from what the views show; `Ledger.rebuild_views` writes it again")


def _corrected(con: duckdb.DuckDBPyConnection) -> Iterator[Fault]:
    """The corrected copies are those that claims and standing corrections make."""
    codings, copies = find_corrected(con)
    there = {row[0] for row in con.execute("SELECT coding FROM corrected_codings").fetchall()}
    for coding in there ^ set(codings):
        yield Fault("correction", str(coding), "corrected_codings differs from what the corrections touch")
    for table, rows in copies.items():
        result = con.execute(f"SELECT * FROM corrected_{table}")
        names = [column[0] for column in result.description or ()]
        stored = {row["base_row"]: row for row in (dict(zip(names, r, strict=True)) for r in result.fetchall())}
        made = {row["base_row"]: row for row in rows}
        for key in sorted(stored.keys() | made.keys()):
            if stored.get(key) != made.get(key):
                row_id = (stored.get(key) or made[key])["id"]
                yield Fault("correction", row_id, f"corrected_{table} is not what the corrections of this row make")


def _judgements(con: duckdb.DuckDBPyConnection) -> Iterator[Fault]:
    kinds = ", ".join(f"'{kind}'" for kind in sorted(ABOUT_ROWS))
    for (row_id,) in con.execute(
        f"SELECT id FROM judgements WHERE kind IN ({kinds}) AND (subject_id NOT IN ({ROW_IDS}) OR "
        f"(object_id IS NOT NULL AND object_id NOT IN ({ROW_IDS})))"
    ).fetchall():
        yield Fault("judgement", row_id, "decides about a row that is not in this ledger")
