"""The same reports in any order, batch or number of processes give one ledger: views and derived tables, byte for byte.

Through the verbs themselves: `add` codes and appends, `link` derives.
"""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from click.testing import CliRunner

from dragoman.cli import main
from dragoman.ledger import Ledger, open_ledger
from dragoman.records import Coded

STORYLINES = ("grain-corridor", "minister-talks")
# Those that say in which order rows were recorded, for queries of the program itself.
INSIDE = ("current_codings", "current_event_rows", "current_statement_rows", "current_commitment_rows",
          "coded_event_rows", "event_rows", "statement_rows", "commitment_rows")  # fmt: skip


def write_rows(path: Path, coded: list[Coded]) -> str:
    """Reports as rows that `add` reads, with the texts as they are."""
    rows = [
        {"id": c.article.source, "title": c.article.title, "text": c.article.text,
         "published_at": c.article.published_at} for c in coded
    ]  # fmt: skip
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return str(path)


def run(*words: str) -> None:
    """One verb, which must succeed."""
    result = CliRunner().invoke(main, list(words), catch_exceptions=False)
    assert result.exit_code == 0, result.output


def dump(ledger: Ledger) -> dict[str, str]:
    """Every view and derived table, its rows in an order of their own."""
    names = ledger.query(
        "SELECT view_name AS name FROM duckdb_views() WHERE NOT internal "
        "UNION SELECT table_name FROM duckdb_tables() WHERE schema_name = 'derived'"
    )
    return {
        row["name"]: json.dumps(ledger.query(f"SELECT * FROM {row['name']} ORDER BY ALL"), default=str)
        for row in names if row["name"] not in INSIDE
    }  # fmt: skip


@pytest.fixture(scope="module")
def storylines(reports: list[Coded]) -> list[Coded]:
    """Reports of two storylines: copies, events told more than once, promises, a readout."""
    return [c for c in reports if Path(c.article.source).parent.name in STORYLINES]


@pytest.fixture(scope="module")
def plain(storylines: list[Coded], tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What a ledger shows that was made of them in one go."""
    folder = tmp_path_factory.mktemp("plain")
    run("add", write_rows(folder / "rows.jsonl", storylines), "--ledger", str(folder / "ledger"))
    run("link", "--ledger", str(folder / "ledger"))
    with open_ledger(folder / "ledger", read_only=True) as ledger:
        return dump(ledger)


@pytest.mark.parametrize(("processes", "parts", "seed"), [(1, 3, 1), (2, 1, 2), (2, 2, 3)])
def test_order_parts_and_processes_do_not_show(
    storylines: list[Coded], plain: dict[str, str], tmp_path: Path, processes: int, parts: int, seed: int
) -> None:
    """Shuffled, added in parts that overlap, by one process or two; linked in between, and at the end."""
    shuffled = random.Random(seed).sample(storylines, len(storylines))
    step = -(-len(shuffled) // parts)
    for n in range(parts):
        part = shuffled[max(0, n * step - 2) : (n + 1) * step]
        rows = write_rows(tmp_path / f"rows{n}.jsonl", part)
        run("add", rows, "--processes", str(processes), "--ledger", str(tmp_path / "ledger"))
        run("link", "--ledger", str(tmp_path / "ledger"))
    with open_ledger(tmp_path / "ledger", read_only=True) as ledger:
        assert dump(ledger) == plain
        assert list(ledger.verify()) == []
