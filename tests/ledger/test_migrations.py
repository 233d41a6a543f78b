"""A ledger of an older program is brought up to date, and says the same."""

from __future__ import annotations

from pathlib import Path

import duckdb
import msgspec
import pytest
from ledger_samples import METHOD, NEWER, dump_views

from dragoman.ledger import files, open_ledger
from dragoman.records import Coded


def make_old(folder: Path, coded: tuple[Coded, ...]) -> None:
    """A ledger whose file is of the first version."""
    with open_ledger(folder, create=True) as ledger:
        ledger.append(coded, METHOD)
        ledger.append([msgspec.structs.replace(coded[0], events=(), commitments=())], NEWER)
    with duckdb.connect(str(folder / "ledger.duckdb")) as con:
        for (view,) in con.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal").fetchall():
            con.execute(f"DROP VIEW {view}")
        for (table,) in con.execute(
            "SELECT schema_name || '.' || table_name FROM duckdb_tables() "
            "WHERE schema_name = 'derived' OR regexp_matches(table_name, '^(superseded_|corrected_)')"
        ).fetchall():
            con.execute(f"DROP TABLE {table}")
        con.execute("DELETE FROM schema_versions WHERE version > 1")


@pytest.mark.parametrize("read_only", [True, False])
def test_an_older_ledger_is_brought_up_to_date(coded: tuple[Coded, ...], tmp_path: Path, read_only: bool) -> None:
    """Also when it is opened for reading; the views are as in a ledger made today."""
    make_old(tmp_path / "old", coded)
    with open_ledger(tmp_path / "new", create=True) as ledger:
        ledger.append(coded, METHOD)
        ledger.append([msgspec.structs.replace(coded[0], events=(), commitments=())], NEWER)
        today = dump_views(ledger)
    with open_ledger(tmp_path / "old", read_only=read_only) as ledger:
        versions = [row["version"] for row in ledger.query("FROM schema_versions ORDER BY version")]
        assert versions == [number for number, _ in files.list_migrations()]
        assert list(ledger.verify()) == []
        assert dump_views(ledger) == today


def test_migrations_are_numbered_without_a_gap() -> None:
    """From 1, in order."""
    numbers = [number for number, _ in files.list_migrations()]
    assert numbers == list(range(1, len(numbers) + 1))
