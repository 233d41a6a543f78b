"""Dyads and the derived tables, on a ledger of the bundled reports."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dragoman.errors import UsageError
from dragoman.ledger import Ledger, open_ledger
from dragoman.ledger.filters import Filters
from dragoman.track.derive import Account, derive_account
from dragoman.track.dyads import query_dyad

LISTED = ("linked_events", "disagreements", "commitment_states", "commitment_changes", "threads", "readouts")


@pytest.fixture(scope="module")
def ledger(linked: Ledger) -> Ledger:
    """The bundled reports, linked."""
    return linked


def test_silence_is_zero_and_unknown_is_null(ledger: Ledger) -> None:
    """December 2022 has no report at all; March 2023 has one, without the pair."""
    rows = query_dyad(ledger, "USA", "CHN", Filters(since="2022-12-01", until="2023-03-31")).rows
    events = {(r["period"], r["actor"]): r["events"] for r in rows}
    assert events["2022-12-01", "USA"] is None
    assert events["2023-03-01", "USA"] == 0
    assert events["2023-02-01", "USA"] > 0


def test_both_directions_are_listed(ledger: Ledger) -> None:
    """Each period has a row from one to the other and back; counts are the sum of the quad classes."""
    rows = query_dyad(ledger, "RUS", "CZE", Filters(), by="year").rows
    assert {(r["actor"], r["recipient"]) for r in rows} == {("RUS", "CZE"), ("CZE", "RUS")}
    quads = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")
    assert all(r["events"] == sum(r[q] for q in quads) for r in rows if r["events"] is not None)


def test_an_event_told_three_times_counts_once(ledger: Ledger) -> None:
    """The grain deal stands in three papers of one day."""
    (row, _) = query_dyad(ledger, "TUR", "UKR", Filters(since="2022-07-22", until="2022-07-22"), by="day").rows
    assert row["verbal_cooperation"] == 1


@pytest.mark.parametrize("given", [{"by": "fortnight"}, {"since": "last May"}, {"other": "USA"}])
def test_wrong_arguments_are_named(ledger: Ledger, given: dict[str, str]) -> None:
    """Clear errors, not empty lists."""
    by, since, other = (given.get(name) for name in ("by", "since", "other"))
    with pytest.raises(UsageError):
        query_dyad(ledger, "USA", other or "CHN", Filters(since=since), by=by or "month")


def test_the_ledger_gives_the_account_of_its_reports(ledger: Ledger, account: Account) -> None:
    """What is read back from the ledger, in another order and in batches, links and tracks alike."""
    rows = ledger.query("SELECT id, reports, origins FROM linked_events ORDER BY id")
    assert [tuple(r.values()) for r in rows] == [(e.id, e.reports, e.origins) for e in account.events]
    states = ledger.query("SELECT id, status FROM commitment_states ORDER BY id")
    assert [tuple(r.values()) for r in states] == [(s.id, s.status) for s in account.commitments]


def test_deriving_again_changes_nothing(own_folder: Path) -> None:
    """Derived tables dropped and written again hold the same rows."""
    with open_ledger(own_folder) as ledger:
        before = [ledger.query(f"SELECT * FROM {name} ORDER BY ALL") for name in LISTED]
        ledger.rebuild_views()
        derive_account(ledger)
        assert [ledger.query(f"SELECT * FROM {name} ORDER BY ALL") for name in LISTED] == before


def counts(rows: list[dict[str, Any]]) -> dict[str, int]:
    """Events by direction, over all periods."""
    return {
        f"{a}-{r}": sum(row["events"] or 0 for row in rows if (row["actor"], row["recipient"]) == (a, r))
        for a, r in (("RUS", "CZE"), ("CZE", "RUS"))
    }


@pytest.mark.parametrize("by", ["day", "week", "year"])
def test_every_period_counts_the_same_events(ledger: Ledger, by: str) -> None:
    """Days, weeks and years add up to what the months do; weeks begin on Monday."""
    rows = query_dyad(ledger, "RUS", "CZE", Filters(limit=None), by=by).rows
    assert counts(rows) == counts(query_dyad(ledger, "RUS", "CZE", Filters(limit=None)).rows)
    if by == "week":
        assert {date.fromisoformat(row["period"]).weekday() for row in rows} == {0}


def test_nothing_outside_the_period_counts(ledger: Ledger) -> None:
    """Not even in the month in which the period begins."""
    every = query_dyad(ledger, "RUS", "CZE", Filters(since="2021-04", until="2021-04")).rows
    some = query_dyad(ledger, "RUS", "CZE", Filters(since="2021-04-20", until="2021-04-30")).rows
    days = query_dyad(ledger, "RUS", "CZE", Filters(since="2021-04-20", until="2021-04-30", limit=None), by="day").rows
    assert 0 < sum(row["events"] for row in some) < sum(row["events"] for row in every)
    assert counts(days) == counts(some)


def test_the_filters_choose_the_events_of_a_dyad(ledger: Ledger) -> None:
    """Quad classes by name and by filter agree; another factuality is counted only when asked for."""
    every = query_dyad(ledger, "RUS", "CZE", Filters(), by="year").rows
    hostile = query_dyad(ledger, "RUS", "CZE", Filters(quad=4), by="year").rows
    assert [row["material_conflict"] for row in every] == [row["events"] for row in hostile]
    negated = query_dyad(ledger, "RUS", "UKR", Filters(factuality="negated", since="2022"), by="year").rows
    asserted = query_dyad(ledger, "RUS", "UKR", Filters(factuality="asserted", since="2022"), by="year").rows
    assert [r["events"] for r in negated] != [r["events"] for r in asserted]


def test_silence_of_a_source_is_its_own(ledger: Ledger) -> None:
    """A month in which only other papers report is unknown, not zero."""
    given = {"since": "2021-04", "until": "2021-05"}
    every = query_dyad(ledger, "RUS", "MDA", Filters(**given)).rows
    wire = query_dyad(ledger, "RUS", "MDA", Filters(**given, source="troop-withdrawal")).rows
    assert {row["events"] for row in every} == {0}
    assert {row["events"] for row in wire} == {None}


def test_countries_go_by_name_and_persons_do_not(ledger: Ledger) -> None:
    """A dyad is of codes; who is named is told what to give."""
    assert query_dyad(ledger, "russia", "Czech Republic", Filters()) == query_dyad(ledger, "RUS", "CZE", Filters())
    with pytest.raises(UsageError, match="give a code"):
        query_dyad(ledger, "Blinken", "CHN", Filters())
