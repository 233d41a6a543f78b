"""The ledger read from Python: every verb in every form, with the real libraries."""

from __future__ import annotations

import inspect
import json
import sys
from pathlib import Path
from typing import Any, get_args

import click
import msgspec
import pandas
import polars
import pyarrow
import pytest

from dragoman import query
from dragoman.cli import main
from dragoman.errors import UsageError
from dragoman.ledger import Ledger
from dragoman.ledger.filters import STATUSES, Filters
from dragoman.track.commitments import Status

CALLS: list[tuple[str, tuple[str, ...]]] = [
    *((verb, ()) for verb in query.LISTS), ("search", ("grain",)), ("dyad", ("RUS", "UKR")),
    ("sql", ("SELECT id, day, actor_codes, quad_class, place FROM event_mentions ORDER BY id",)),
]  # fmt: skip
FRAMES = {"arrow": pyarrow.Table, "pandas": pandas.DataFrame, "polars": polars.DataFrame}


def list_plain(frame: Any) -> list[dict[str, Any]]:
    """The rows of a frame, as Arrow gives them back."""
    if isinstance(frame, pandas.DataFrame):
        return list(json.loads(frame.to_json(orient="records", double_precision=15)))
    rows: list[dict[str, Any]] = frame.to_pylist() if isinstance(frame, pyarrow.Table) else frame.to_dicts()
    return rows


@pytest.mark.parametrize("form", list(FRAMES))
@pytest.mark.parametrize(("verb", "given"), CALLS, ids=[c[0] for c in CALLS])
def test_every_form_holds_the_same_rows(linked: Ledger, verb: str, given: tuple[str, ...], form: str) -> None:
    """Arrow, pandas and Polars give back what the plain rows are."""
    rows = getattr(query, verb)(linked, *given)
    frame = getattr(query, verb)(linked, *given, form=form)
    assert isinstance(frame, FRAMES[form])
    assert rows
    found = list_plain(frame)
    if form == "pandas":  # a column of counts with nulls is of decimals there
        assert [list(row) for row in found] == [list(row) for row in rows]
        first = next(iter(rows[0]))
        assert [row[first] for row in found] == [row[first] for row in rows]
    else:
        assert found == rows


@pytest.mark.parametrize("form", list(FRAMES))
@pytest.mark.parametrize("verb", ["happenings", "follow", "actors", "thread", "story", "readout"])
def test_parts_have_every_form(linked: Ledger, verb: str, form: str) -> None:
    """What one row is made of too."""
    listing = getattr(query, verb)
    id = listing(linked)[0]["id"]
    frame = listing(linked, id, form=form)
    assert isinstance(frame, FRAMES[form])
    assert len(frame) == len(listing(linked, id))


@pytest.mark.parametrize("form", list(FRAMES))
def test_an_empty_list_keeps_its_columns(linked: Ledger, form: str) -> None:
    """A frame without rows can still be worked with."""
    frame = query.events(linked, type="AID", place="Moldova", form=form)
    columns = frame.column_names if form == "arrow" else list(frame.columns)
    assert len(frame) == 0
    assert columns == list(query.events(linked, limit=1)[0])


@pytest.mark.parametrize(
    ("form", "package"), [("arrow", "pyarrow"), ("pandas", "pandas"), ("polars", "polars"), ("polars", "pyarrow")]
)
def test_a_missing_package_is_named(linked: Ledger, form: Any, package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the command that installs it."""
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(UsageError, match=rf"needs the package {package}.*pip install"):
        query.events(linked, form=form)


def test_an_unknown_form_names_the_known_ones(linked: Ledger) -> None:
    """Clear, before anything is read."""
    with pytest.raises(UsageError, match="rows, arrow, pandas, polars"):
        query.events(linked, form="excel")  # type: ignore[arg-type]


def test_a_folder_does_as_well_as_an_open_ledger(linked_folder: Path, own_folder: Path) -> None:
    """It is opened for reading and let go."""
    assert query.status(own_folder)["reports"] == 38
    assert query.follow(str(own_folder), status="overdue") == query.follow(own_folder, status="overdue")


def test_the_command_line_and_python_have_the_same_verbs_and_filters() -> None:
    """Names agree; every filter is an option of every list, and status of commitments alone."""
    assert isinstance(main, click.Group)
    assert set(query.__all__) <= set(main.commands)
    every = set(msgspec.structs.asdict(Filters())) - {"status"}
    for verb in (*query.LISTS, "search", "dyad"):
        options = {(p.name or "").rstrip("_") for p in main.commands[verb].params}
        assert every <= options, verb
        assert ("status" in options) == (verb in ("commitments", "follow"))
        assert "form" in inspect.signature(getattr(query, verb)).parameters
    assert every == set(query.Given.__annotations__)


def test_statuses_are_those_of_commitments() -> None:
    """The filter knows every status that tracking gives."""
    assert set(STATUSES) == set(get_args(Status))


def test_the_command_line_prints_what_python_gives(own_folder: Path) -> None:
    """The same rows, in the same order."""
    from click.testing import CliRunner

    rows = query.happenings(own_folder, actor="USA", type="AGREE", limit=4)
    given = ["happenings", "--actor", "USA", "--type", "AGREE", "--limit", "4", "--ledger", str(own_folder)]
    printed = CliRunner().invoke(main, given).stdout
    assert [json.loads(line) for line in printed.splitlines()] == rows
