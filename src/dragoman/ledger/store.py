"""A ledger on disk: opened, appended to in whole reports, queried, snapshot, rebuilt."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

from dragoman.ledger.claims import AppendCount, Fault, Judgement, Method
from dragoman.records import Coded

Form = Literal["rows", "arrow", "pandas", "polars"]
Tell = Callable[[str], None]


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
    raise NotImplementedError


class Ledger:
    """An open ledger; close it, or use it in a `with`. Made by `open_ledger`."""

    path: Path
    read_only: bool

    def append(self, coded: Iterable[Coded], method: Method, *, batch: int = 32) -> AppendCount:
        """Append reports with all their claims, whole or not at all; what is there already is left alone.

        A transaction holds up to `batch` reports. A stop in the middle of the iterable commits what was
        whole before the exception goes on.
        """
        raise NotImplementedError

    def append_judgements(self, judgements: Iterable[Judgement]) -> int:
        """Append judgements in one transaction; returns how many were new. The subject must be there."""
        raise NotImplementedError

    def query(self, sql: str, params: Sequence[Any] = (), *, form: Form = "rows") -> Any:
        """Rows of a SELECT as a list of dicts (default), an Arrow table, or a pandas or Polars frame."""
        raise NotImplementedError

    def write_table(self, name: str, columns: Mapping[str, str], rows: Iterable[Mapping[str, Any]]) -> int:
        """Replace the derived table `name` (a view too dear for SQL) in one transaction; returns its length.

        `columns` maps column names to DuckDB types. A derived table is a pure function of claims and
        judgements: `rebuild_views` drops it, and whoever derives it writes it again.
        """
        raise NotImplementedError

    def read_coded(self, report_id: str, method_id: str | None = None) -> Coded:
        """One report with its claims by the newest (or the named) method, as it was appended."""
        raise NotImplementedError

    def known_reports(self, method: Method) -> frozenset[str]:
        """Ids of the reports that `method` has coded here."""
        raise NotImplementedError

    def verify(self) -> Iterator[Fault]:
        """Check every span against its text, every id against its fields, every view row against its claims."""
        raise NotImplementedError

    def backup(self, path: Path) -> None:
        """Write the whole ledger into one new file (a zip of Parquet tables), from which `restore` makes it again."""
        raise NotImplementedError

    def snapshot(self) -> Path:
        """Write each table as Parquet under `snapshots/`; returns the folder."""
        raise NotImplementedError

    def rebuild_views(self) -> None:
        """Drop all views and derived tables, define the views again: what they show does not change."""
        raise NotImplementedError

    def search(self, words: str, *, limit: int = 50, offset: int = 0) -> list[str]:
        """Ids of the reports whose text holds all `words` ("quoted" for a phrase), best first."""
        raise NotImplementedError

    def close(self) -> None:
        """Let the file go."""
        raise NotImplementedError

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()
