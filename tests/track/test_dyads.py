"""Dyads and the derived tables, on a ledger of the bundled reports."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman.errors import UsageError
from dragoman.ledger import Ledger, Method, open_ledger
from dragoman.ledger.filters import Filters
from dragoman.records import Coded
from dragoman.track.derive import Account, derive_account
from dragoman.track.dyads import query_dyad

LISTED = ("linked_events", "disagreements", "commitment_states", "commitment_changes", "threads", "readouts")


@pytest.fixture(scope="module")
def ledger(reports: list[Coded], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """A ledger with the bundled reports, appended in odd batches and from the end, and linked."""
    folder: Path = tmp_path_factory.mktemp("track") / "ledger"
    with open_ledger(folder, create=True) as opened:
        opened.append(reversed(reports), Method("test", "1", "0"), batch=7)
        derive_account(opened)
        yield opened


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


def test_deriving_again_changes_nothing(ledger: Ledger) -> None:
    """Derived tables dropped and written again hold the same rows."""
    before = [ledger.query(f"SELECT * FROM {name} ORDER BY ALL") for name in LISTED]
    ledger.rebuild_views()
    derive_account(ledger)
    assert [ledger.query(f"SELECT * FROM {name} ORDER BY ALL") for name in LISTED] == before
