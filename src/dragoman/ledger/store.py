"""A ledger on disk: opened, appended to in whole reports, queried, snapshot, rebuilt."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

import duckdb

from dragoman.errors import UsageError
from dragoman.ledger import append, backup, files, kept, read, search, verify
from dragoman.ledger.claims import AppendCount, Fault, Judgement, Method
from dragoman.records import Coded

Form = Literal["rows", "arrow", "pandas", "polars"]
Tell = Callable[[str], None]
LONGEST_HELD = 2.0  # seconds of coding that a stop can lose: a batch is committed then, full or not


def open_ledger(
    path: Path | str,
    *,
    create: bool = False,
    read_only: bool = False,
    wait: float = 10.0,
    tell: Tell | None = None,
) -> Ledger:
    """Open the ledger in folder `path`; with `create`, make it where there is none.

    A ledger that another process holds is waited for up to `wait` seconds, told through `tell`. Several
    readers may share it; a writer has it alone. Raises LedgerError naming the file and the way out when there
    is no ledger, it is damaged, newer than this program, held for too long, or cannot be written.
    """
    folder = Path(path)
    con = files.open_database(folder, create=create, read_only=read_only, wait=wait, tell=tell)
    return Ledger(folder, con, read_only)


class Ledger:
    """An open ledger; close it, or use it in a `with`. Made by `open_ledger`."""

    def __init__(self, path: Path, con: duckdb.DuckDBPyConnection, read_only: bool) -> None:
        self.path = path
        self.read_only = read_only
        self._con = con

    def append(self, coded: Iterable[Coded], method: Method, *, batch: int = 32) -> AppendCount:
        """Append reports with all their claims, whole or not at all; what is there already is left alone.

        A transaction holds up to `batch` reports. A stop in the middle of the iterable commits what was
        whole before the exception goes on.
        """
        with self._explained():
            append.register_method(self._con, method)
        total = AppendCount()
        waiting: list[Coded] = []
        begun = time.monotonic()
        try:
            for item in coded:
                waiting.append(item)
                if len(waiting) >= batch or time.monotonic() - begun > LONGEST_HELD:
                    whole, waiting = waiting, []
                    total += self._append(whole, method)
                    begun = time.monotonic()
        finally:
            if waiting:
                total += self._append(waiting, method)
            if total.codings:
                with self._explained():
                    kept.sort(self._con)
        return total

    def _append(self, batch: Sequence[Coded], method: Method) -> AppendCount:
        with self._explained():
            return append.append_batch(self._con, batch, method)

    def append_method(self, method: Method) -> None:
        """Record a method that judges (a coder is recorded by `append`)."""
        with self._explained():
            append.register_method(self._con, method)

    def append_judgements(self, judgements: Iterable[Judgement]) -> int:
        """Append judgements in one transaction; returns how many were new.

        Raises LedgerError when a row that one decides about is not in the ledger; then none is appended.
        """
        with self._explained():
            return append.append_judgements(self._con, judgements)

    def append_run(self, kind: str, what: str, count: AppendCount, method: Method | None = None) -> None:
        """Note what was done to this ledger: an add, an import, a restore."""
        with self._explained():
            append.append_run(self._con, kind, what, count, method.id if method else None)

    def withhold(self, report_id: str, *, why: str, person: str, decided_at: str) -> None:
        """Delete the text of a report; hashes, spans and quoted words stay, and a judgement says why."""
        judgement = Judgement(
            "retention", report_id, field="text", value="withheld", why=why, person=person, decided_at=decided_at
        )
        self.append_judgements([judgement])
        with self._explained():
            self._con.execute("DELETE FROM texts WHERE report_id = ?", [report_id])
        search.forget(self.path)

    def query(self, sql: str, params: Sequence[Any] = (), *, form: Form = "rows") -> Any:
        """Rows of a SELECT as a list of dicts (default), an Arrow table, or a pandas or Polars frame."""
        with self._explained():
            return read.shape(self._con, sql, params, form)

    def read_sql(self, sql: str, *, form: Form = "rows") -> Any:
        """Like `query`, for SQL a person wrote: UsageError where it writes, is no SQL, or names what is not there."""
        if not self.read_only:
            raise UsageError("open the ledger with read_only=True to run SQL that a person wrote")
        with self._explained():
            return read.read_sql(self._con, sql, form)

    def write_table(self, name: str, columns: Mapping[str, str], rows: Iterable[Mapping[str, Any]]) -> int:
        """Replace the derived table `name` (a view too dear for SQL) in one transaction; returns its length.

        `columns` maps column names to DuckDB types. A derived table is a pure function of claims and
        judgements: `rebuild_views` drops it, and whoever derives it writes it again.
        """
        with self._explained():
            return append.write_table(self._con, name, columns, rows)

    def read_coded(self, report_id: str, method_id: str | None = None, *, corrected: bool = False) -> Coded:
        """One report with its claims by the newest (or the named) method, as it was appended.

        With `corrected`, as the views show the newest: edits applied, rejected claims left out.
        """
        with self._explained():
            return read.read_coded(self._con, report_id, method_id, corrected)

    def known_reports(self, method: Method) -> frozenset[str]:
        """Ids of the reports that `method` has coded here."""
        rows = self.query("SELECT report_id FROM codings WHERE method_id = ?", [method.id])
        return frozenset(row["report_id"] for row in rows)

    def verify(self) -> Iterator[Fault]:
        """Check every span against its text, every id against its fields, every view row against its claims."""
        with self._explained():
            yield from verify.find_faults(self._con)

    def backup(self, path: Path) -> None:
        """Write the whole ledger into one new file (a zip of Parquet tables), from which `restore` makes it again."""
        with self._explained():
            backup.write_backup(self._con, path)

    def snapshot(self) -> Path:
        """Write each table as Parquet under `snapshots/`; returns the folder."""
        with self._explained():
            return backup.write_snapshot(self._con, self.path / "snapshots")

    def rebuild_views(self) -> None:
        """Drop all views and derived tables, define the views again: what they show does not change."""
        with self._explained():
            files.define_views(self._con)

    def search(self, words: str, *, limit: int = 50, offset: int = 0) -> list[str]:
        """Ids of the reports whose text holds all `words` ("quoted" for a phrase), best first."""
        with self._explained():
            return search.search(self.path, self._con, words, limit, offset)

    def count_matches(self, words: str) -> int:
        """How many reports hold all `words`."""
        return search.count(self.path, words)

    def index(self) -> int:
        """Bring the full-text index up to date; returns how many reports were new to it."""
        with self._explained():
            return search.update(self.path, self._con)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Failures of the database as LedgerError (the file) or UsageError (the statement)."""
        try:
            yield
        except duckdb.Error as e:
            raise files.explain(e, self.path / files.DATABASE) from e

    def close(self) -> None:
        """Let the file go."""
        self._con.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()
