"""Persons' decisions over the views across reports, and what `verify` and the lists say of those views."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pytest
from click.testing import CliRunner, Result

from dragoman import query
from dragoman.cli import main
from dragoman.ledger import Ledger, open_ledger
from dragoman.track.derive import derive_account
from dragoman.track.lists import find_stale
from dragoman.track.verify import find_view_faults


def run(folder: Path, *words: str) -> Result:
    """One verb on the ledger in `folder`."""
    result = CliRunner().invoke(main, [*words, "--ledger", str(folder)])
    assert result.exit_code in (0, 1), result.output
    return result


def list_actors(folder: Path) -> list[dict[str, Any]]:
    return query.actors(folder, limit=10_000)


def two_names(folder: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """Two actors of the ledger that are told of least, so that they share no act."""
    one, other = list_actors(folder)[-2:]
    return one, other


def test_actors_are_merged_split_and_undone(own_folder: Path) -> None:
    """The merge survives linking again; its undoing brings both back."""
    before = list_actors(own_folder)
    one, other = two_names(own_folder)
    run(own_folder, "merge", one["id"], other["id"], "--who", "ada", "--why", "one man")
    for _ in range(2):
        run(own_folder, "link")
        (merged,) = [row for row in list_actors(own_folder) if row not in before]
        assert merged["acts"] == one["acts"] + other["acts"]
    run(own_folder, "split", merged["id"], "--who", "bea")
    run(own_folder, "link")
    assert list_actors(own_folder) == before
    rows = query.sql(own_folder, "SELECT id, value FROM standing_judgements ORDER BY decided_at")
    run(own_folder, "undo", rows[-1]["id"])
    run(own_folder, "link")
    assert len(list_actors(own_folder)) == len(before) - 1


def test_the_status_of_a_commitment_is_edited(own_folder: Path) -> None:
    """It wins over what is computed, says who and why, and survives linking again."""
    promise = query.follow(own_folder, status="overdue")[0]
    run(own_folder, "edit", promise["id"], "status", "Withdrawn", "--who", "ada", "--why", "a letter of May")
    for _ in range(2):
        run(own_folder, "link")
        row = next(r for r in query.follow(own_folder) if r["id"] == promise["id"])
        assert (row["status"], row["inferred"]) == ("withdrawn", False)
    last = query.follow(own_folder, promise["id"])[-1]
    assert (last["claim_kind"], last["speaker"], last["claim_id"]) == ("judgement", "ada", row["status_claim"])
    assert "a letter of May" in last["reason"]


def test_an_unknown_status_names_the_legal_ones(own_folder: Path) -> None:
    """Nothing is recorded."""
    promise = query.follow(own_folder)[0]["id"]
    given = ["edit", promise, "status", "done", "--why", "so", "--ledger", str(own_folder)]
    result = CliRunner().invoke(main, given)
    assert result.exit_code == 2
    assert "reported kept" in result.output
    assert query.status(own_folder)["judgements"] == 0


def test_an_actor_is_not_a_claim(own_folder: Path) -> None:
    """It is corrected through its events."""
    actor = query.actors(own_folder)[0]["id"]
    given = ["reject", actor, "--why", "so", "--ledger", str(own_folder)]
    result = CliRunner().invoke(main, given)
    assert result.exit_code == 2
    assert "correct its events" in result.output


def test_decisions_on_actors_are_training_data(own_folder: Path, tmp_path: Path) -> None:
    """With who, when and why."""
    one, other = two_names(own_folder)
    run(own_folder, "merge", one["id"], other["id"], "--who", "ada", "--why", "one man")
    run(own_folder, "corrections", str(tmp_path / "rows.jsonl"))
    text = (tmp_path / "rows.jsonl").read_text(encoding="utf-8")
    assert '"same_actor"' in text
    assert '"one man"' in text


def test_lists_say_what_came_in_since_linking(own_folder: Path) -> None:
    """And stop saying it when the ledger is linked again."""
    mention = query.events(own_folder)[0]["id"]
    assert "since the ledger" not in run(own_folder, "thread").output
    run(own_folder, "reject", mention, "--why", "no event")
    assert "judgements were made" in run(own_folder, "thread").output
    assert "since the ledger" not in run(own_folder, "events").output
    run(own_folder, "link")
    assert "since the ledger" not in run(own_folder, "thread").output


def test_a_rejected_mention_leaves_the_views_across_reports(own_folder: Path) -> None:
    """After linking no view names it."""
    mention = query.events(own_folder, type="ASSAULT")[0]["id"]
    run(own_folder, "reject", mention, "--why", "no event")
    run(own_folder, "link")
    assert all(mention not in row["mention_ids"] for row in query.happenings(own_folder))
    assert run(own_folder, "verify").exit_code == 0


def test_a_linked_ledger_is_whole(linked: Ledger) -> None:
    """Deriving the views anew gives the rows that are there."""
    assert list(find_view_faults(linked)) == []


TAMPERED = [
    ("UPDATE derived.linked_events SET reports = reports + 7 WHERE reports > 3", "linked_events", "in reports"),
    ("DELETE FROM derived.readouts WHERE line = 1", "readouts", "lacks a row"),
    ("UPDATE derived.commitment_changes SET words = 'x' WHERE status = 'superseded'", "commitment_changes", "not make"),
    ("DELETE FROM derived.threads", "threads", "lacks a row"),
    ("UPDATE derived.actor_links SET name = 'Nobody' WHERE name = 'Antony Blinken'", "actor_links", "not make"),
    ("DELETE FROM derived.stories", "stories", "lacks a row"),
]


@pytest.mark.parametrize(("sql", "table", "said"), TAMPERED, ids=[t[1] for t in TAMPERED])
def test_verify_finds_a_view_row_that_claims_do_not_make(own_folder: Path, sql: str, table: str, said: str) -> None:
    """A line for each, with the table and what is wrong; exit status 1."""
    with duckdb.connect(str(own_folder / "ledger.duckdb")) as con:
        con.execute(sql)
    result = run(own_folder, "verify")
    assert result.exit_code == 1
    faults = [line for line in result.stdout.splitlines() if line.startswith("view\t")]
    assert faults
    assert any(table in line and said in line for line in faults)


def test_views_that_are_out_of_date_are_no_fault(own_folder: Path) -> None:
    """They say what stood when the ledger was linked; verify says that it did not check them."""
    run(own_folder, "reject", query.events(own_folder)[0]["id"], "--why", "no event")
    result = run(own_folder, "verify")
    assert result.exit_code == 0
    assert "were not checked" in result.output


def test_as_of_is_kept(own_folder: Path) -> None:
    """Due and overdue are verified on the day they were reckoned on."""
    with open_ledger(own_folder) as ledger:
        derive_account(ledger, as_of="2022-10-30")
        assert list(find_view_faults(ledger)) == []
        assert find_stale(ledger) is None
    late = query.follow(own_folder, status="overdue")
    assert late
    assert all(row["due_to"] < "2022-10-30" for row in late)


def test_an_event_of_the_ledger_is_explained(own_folder: Path) -> None:
    """Down to the words and the rule, without coding anything again."""
    event = query.events(own_folder, type="SANCTION")[0]
    output = run(own_folder, "explain", event["id"][:12]).stdout
    assert event["trigger"] in output
    assert "Codebook, SANCTION" in output


def test_linking_that_was_stopped_counts_as_none(own_folder: Path) -> None:
    """Half of the tables are never shown as the account."""
    with open_ledger(own_folder) as ledger:
        ledger.write_table("link_basis", {"codings": "VARCHAR"}, [])
    result = CliRunner().invoke(main, ["thread", "--ledger", str(own_folder)])
    assert result.exit_code == 2
    assert "dragoman link" in result.output
    run(own_folder, "link")
    assert query.thread(own_folder)


def test_an_empty_ledger_is_linked_and_listed(tmp_path: Path) -> None:
    """Nothing, and no error."""
    folder = tmp_path / "empty"
    run(folder, "init")
    run(folder, "link")
    for verb in query.LISTS:
        assert "nothing in this ledger" in run(folder, verb).output
    assert "nothing in this ledger" in run(folder, "dyad", "RUS", "CZE").output
    assert run(folder, "verify").exit_code == 0
