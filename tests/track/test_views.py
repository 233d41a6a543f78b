"""The documented views: every one there, every one that is there documented, column by column."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dragoman import query
from dragoman.errors import UsageError
from dragoman.ledger import Ledger, open_ledger

DOCUMENT = Path(__file__).parents[2] / "docs" / "views.md"
NUMBERS = ("TINYINT", "INTEGER", "BIGINT", "HUGEINT")
HOLDS = {"VARCHAR": "text", "DOUBLE": "decimal", "BOOLEAN": "true or false", **dict.fromkeys(NUMBERS, "number")}


def read_document() -> dict[str, list[tuple[str, str]]]:
    """Columns and what they hold, by view, as the document has them."""
    views: dict[str, list[tuple[str, str]]] = {}
    for part in DOCUMENT.read_text(encoding="utf-8").split("\n### ")[1:]:
        name, *lines = part.splitlines()
        views[name] = [(m[1], m[2]) for line in lines if (m := re.match(r"\| `(\w+)` \| ([^|]+) \| [^|]+ \|$", line))]
    return views


def describe(kind: str) -> str:
    """What a column of a type holds, in the document's words."""
    base = kind.removesuffix("[]")
    one = "record" if base.startswith("STRUCT") else HOLDS[base]
    return f"list of {'records' if one == 'record' else one}" if kind.endswith("[]") else one


def list_names(ledger: Ledger, sql: str) -> set[str]:
    """The names that a query gives."""
    return {row["name"] for row in ledger.query(sql)}


def test_every_view_is_documented_and_every_documented_view_is_there(linked: Ledger, tmp_path: Path) -> None:
    """No more, no less: the views for people, and the tables that `link` makes."""
    views = "SELECT view_name AS name FROM duckdb_views() WHERE NOT internal AND NOT temporary"
    derived = "SELECT table_name AS name FROM duckdb_tables() WHERE schema_name = 'derived'"
    with open_ledger(tmp_path / "ledger", create=True) as empty:
        kept = list_names(empty, derived)  # what is there before linking serves the program
    serving = {name for name in list_names(linked, views) if name == "current_codings" or name.endswith("_rows")}
    public = (list_names(linked, views) - serving) | (list_names(linked, derived) - kept)
    assert set(read_document()) == public


@pytest.mark.parametrize("view", sorted(read_document()))
def test_the_columns_are_those_of_the_document(linked: Ledger, view: str) -> None:
    """In order, with what they hold."""
    columns = [(r["column_name"], describe(r["column_type"])) for r in linked.query(f"DESCRIBE {view}")]
    assert read_document()[view] == columns


@pytest.mark.parametrize("view", sorted(read_document()))
def test_every_view_can_be_read_by_sql(linked: Ledger, view: str) -> None:
    """As a person would."""
    assert isinstance(query.sql(linked, f"SELECT * FROM {view} LIMIT 3"), list)


def test_the_statements_of_the_document_run(linked: Ledger) -> None:
    """What a reader copies works."""
    shown = re.findall(r'dragoman sql "(.+)"$', DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(shown) > 1
    assert all(query.sql(linked, statement) for statement in shown)


def test_a_view_across_reports_asks_for_linking(tmp_path: Path) -> None:
    """Where the ledger was never linked, the error says how to make it."""
    open_ledger(tmp_path / "ledger", create=True).close()
    with pytest.raises(UsageError, match="dragoman link"):
        query.sql(tmp_path / "ledger", "SELECT * FROM threads")
