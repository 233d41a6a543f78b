"""The verbs of link and track on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dragoman.cli import main

REPORT = (
    "Kenya promised on Monday to withdraw its troops from Somalia by 30 June 2031, the government in Nairobi said. "
    "Somalia welcomed the promise. Kenyan troops have been in Somalia for ten years."
)
LATER = "Kenya withdrew its troops from Somalia on Friday. Kenyan troops had been in Somalia for ten years."


def run(folder: Path, *words: str) -> Result:
    """One verb on the ledger in `folder`."""
    return CliRunner().invoke(main, [*words, "--ledger", str(folder / "ledger")])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a ledger of two reports."""
    rows = [("first", "2031-03-03", REPORT), ("second", "2031-06-20", LATER)]
    lines = [json.dumps({"id": i, "published_at": day, "text": text}) for i, day, text in rows]
    (tmp_path / "reports.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert run(tmp_path, "add", str(tmp_path / "reports.jsonl")).exit_code == 0
    return tmp_path


def test_lists_ask_for_linking_first(folder: Path) -> None:
    """A clear error and exit status 2, not an empty list."""
    result = run(folder, "follow")
    assert result.exit_code == 2
    assert "dragoman link" in result.output


@pytest.mark.parametrize("verb", ["happenings", "follow", "story", "thread", "actors"])
def test_a_row_can_be_taken_apart(folder: Path, verb: str) -> None:
    """Each list gives ids; an id, or its beginning, shows what the row is made of."""
    run(folder, "link")
    first = json.loads(run(folder, verb, "--format", "jsonl").stdout.splitlines()[0])
    parts = run(folder, verb, first["id"][:12], "--format", "jsonl")
    assert parts.exit_code == 0
    assert parts.stdout.strip()


def test_an_unknown_id_is_an_error(folder: Path) -> None:
    """Named, with the way out."""
    run(folder, "link")
    result = run(folder, "happenings", "ffffffffffff")
    assert result.exit_code == 2
    assert "lists what is" in result.output


def test_a_judgement_by_a_person_is_applied(folder: Path) -> None:
    """Recorded by `judge`, applied by the next `link`, shown by `follow`."""
    run(folder, "link")
    claims = run(folder, "sql", "SELECT id FROM commitments", "--format", "jsonl").stdout
    claim = json.loads(claims.splitlines()[0])["id"]
    words = ("judge", "commitment_status", claim, "withdrawn", "--person", "ada", "--why", "a letter")
    assert run(folder, *words).exit_code == 0
    run(folder, "link")
    statuses = [json.loads(x)["status"] for x in run(folder, "follow", "--format", "jsonl").stdout.splitlines()]
    assert "withdrawn" in statuses


@pytest.mark.parametrize("value", ["finished", "same"])
def test_an_unknown_status_is_refused(folder: Path, value: str) -> None:
    """The legal ones are named."""
    result = run(folder, "judge", "commitment_status", "x", value, "--person", "ada", "--why", "so")
    assert result.exit_code == 2
    assert "reported kept" in result.output


def test_dyad_rows(folder: Path) -> None:
    """Codes in any case; a row for each month and direction."""
    run(folder, "link")
    rows = [json.loads(x) for x in run(folder, "dyad", "ken", "som", "--format", "jsonl").stdout.splitlines()]
    assert len(rows) == 8
    assert rows[0]["actor"] == "KEN"


def test_an_as_of_that_is_no_day_is_refused(folder: Path) -> None:
    """The value, where it stood and what to write are named, and nothing is linked."""
    result = run(folder, "link", "--as-of", "next week")
    assert result.exit_code == 2
    assert "--as-of 'next week' is no date; write it as YYYY-MM-DD" in result.output
