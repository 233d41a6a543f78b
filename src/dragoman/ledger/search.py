"""Full text: an SQLite FTS5 index beside the ledger, made from its texts and made again when it is lost."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import duckdb

from dragoman.errors import LedgerError, UsageError

INDEX = "search.sqlite"
WORD = re.compile(r'"([^"]+)"|(\S+)')
FORM = 2  # of the index; one of another form is made anew
BATCH = 500  # texts in memory at a time
# So many matches, the last recorded, are put in order of rank; those before them follow, the last recorded first.
# Ranking reads every match: 24 ms of a core for 20,000 of 100,000 reports, 100 ms for 86,000 (Python's SQLite 3.40).
RANKED = 1000
ABOVE_ALL = 2**62  # no report has this number


def search(folder: Path, con: duckdb.DuckDBPyConnection, words: str, limit: int, offset: int) -> list[str]:
    """Ids of the reports that hold all `words`, best first; the index is brought up to date first."""
    wanted = parse_words(words)
    _update_if_possible(folder, con)
    with _open(folder, "ro") as index:
        numbers = _rank(index, wanted, limit, offset)
        return [index.execute("SELECT id FROM reports WHERE number = ?", [number]).fetchone()[0] for number in numbers]


def _rank(index: sqlite3.Connection, wanted: str, limit: int, offset: int) -> list[int]:
    """Numbers of the matches from `offset` on, up to `limit` of them (all, where it is below zero)."""
    ranked = "SELECT rank, rowid FROM texts WHERE texts MATCH ? AND rowid >= ? ORDER BY rowid LIMIT ?"
    last = "SELECT rowid FROM texts WHERE texts MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?"
    rows = index.execute(ranked, [wanted, 0, RANKED]).fetchall()
    end = offset + limit if limit >= 0 else None
    earlier = []
    if len(rows) == RANKED:  # there may be more: downwards it is slower, so only where it must be
        first = index.execute(last, [wanted, ABOVE_ALL, RANKED]).fetchall()[-1][0]
        rows = index.execute(ranked, [wanted, first, RANKED]).fetchall()
        earlier = index.execute(last, [wanted, first, -1 if end is None else max(0, end - RANKED)]).fetchall()
    return [*(number for _, number in sorted(rows)), *(row[0] for row in earlier)][offset:end]


def count(folder: Path, words: str) -> int:
    """How many indexed reports hold all `words`."""
    with _open(folder, "ro") as index:
        row = index.execute("SELECT count(*) FROM texts WHERE texts MATCH ?", [parse_words(words)]).fetchone()
    return int(row[0])


def parse_words(words: str) -> str:
    """What a person typed as an FTS5 query: every word or "phrase" must be there; `word*` is a beginning."""
    parts = []
    for phrase, word in WORD.findall(words):
        text = (phrase or word).replace('"', "")
        bare = text.rstrip("*")
        if any(c.isalnum() for c in bare):
            parts.append(f'"{bare}"' + ("*" if word.endswith("*") else ""))
    if not parts:
        raise UsageError(f'{words!r} holds no word to search for; give words or a "quoted phrase"')
    return " ".join(parts)


def update(folder: Path, con: duckdb.DuckDBPyConnection) -> int:
    """Index the reports that are not indexed yet; an index of another ledger is made anew."""
    ledger_id = _one(con, "SELECT value FROM about WHERE key = 'ledger_id'")
    newest = _one(con, "SELECT coalesce(max(number), 0) FROM reports")
    with _open(folder, "rwc") as index:
        last = _last_indexed(index, str(ledger_id), int(newest))
        if last == newest:
            return 0
        rows = con.cursor().execute(
            "SELECT r.number, coalesce(r.title, ''), t.text, r.id FROM reports r JOIN texts t ON t.report_id = r.id "
            "WHERE r.number > ? ORDER BY r.number", [last],
        )  # fmt: skip
        added = 0
        while batch := rows.fetchmany(BATCH):
            index.executemany("INSERT INTO texts (rowid, title, body) VALUES (?, ?, ?)", [row[:3] for row in batch])
            index.executemany("INSERT INTO reports VALUES (?, ?)", [(row[0], row[3]) for row in batch])
            added += len(batch)
        index.execute("UPDATE about SET last = ?", [newest])
        index.commit()
    return added


def forget(folder: Path) -> None:
    """Drop the index; the next search makes it from the texts that are there."""
    (folder / INDEX).unlink(missing_ok=True)


def _update_if_possible(folder: Path, con: duckdb.DuckDBPyConnection) -> None:
    """Where the folder cannot be written, an index that is there is used as it is."""
    try:
        update(folder, con)
    except LedgerError:
        if not (folder / INDEX).exists():
            raise


def _last_indexed(index: sqlite3.Connection, ledger_id: str, newest: int) -> int:
    index.execute("CREATE TABLE IF NOT EXISTS about (ledger_id TEXT, last INTEGER)")
    row = index.execute("SELECT ledger_id, last FROM about").fetchone()
    form = index.execute("PRAGMA user_version").fetchone()
    if form[0] == FORM and row is not None and row[0] == ledger_id and row[1] <= newest:
        return int(row[1])
    index.execute(f"PRAGMA user_version = {FORM}")
    index.execute("DROP TABLE IF EXISTS texts")
    index.execute("DROP TABLE IF EXISTS reports")
    index.execute("CREATE TABLE reports (number INTEGER PRIMARY KEY, id TEXT NOT NULL)")
    index.execute(
        "CREATE VIRTUAL TABLE texts USING fts5(title, body, content='', tokenize = 'unicode61 remove_diacritics 2')"
    )
    index.execute("DELETE FROM about")
    index.execute("INSERT INTO about VALUES (?, 0)", [ledger_id])
    return 0


@contextmanager
def _open(folder: Path, mode: str) -> Iterator[sqlite3.Connection]:
    path = folder / INDEX
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=10)) as index:
            yield index
    except sqlite3.DatabaseError as e:
        raise LedgerError(
            f"{path}: the full-text index cannot be used ({e}); delete this file, it is made again from the ledger"
        ) from e


def _one(con: duckdb.DuckDBPyConnection, sql: str) -> int | str:
    row = con.cursor().execute(sql).fetchone()  # a cursor: an unfinished result would hold up the connection
    assert row is not None
    value: int | str = row[0]
    return value
