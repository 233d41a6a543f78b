"""The ledger verbs as a user meets them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from ledger_samples import NEWER, report_rows, write_rows

from dragoman.ledger import open_ledger

Dragoman = Callable[..., Result]


@pytest.fixture
def here(dragoman: Dragoman, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Dragoman:
    """The command line in a folder with a ledger of six reports."""
    monkeypatch.chdir(tmp_path)
    write_rows(tmp_path / "rows.jsonl", 6)
    assert dragoman("add", "rows.jsonl").exit_code == 0
    return dragoman


def rows(text: str) -> list[dict[str, Any]]:
    """The JSON objects of a jsonl output."""
    return [json.loads(line) for line in text.splitlines()]


def test_add_says_what_it_added_and_then_that_it_is_there(here: Dragoman, tmp_path: Path) -> None:
    """Running it again adds nothing, by id, whatever the file is called."""
    again = here("add", "rows.jsonl")
    assert "added 0 reports" in again.stderr
    (tmp_path / "copy.jsonl").write_bytes((tmp_path / "rows.jsonl").read_bytes())
    assert "6 were there already" in here("add", "copy.jsonl").stderr


def test_another_publication_date_of_a_known_report_is_not_silent(here: Dragoman, tmp_path: Path) -> None:
    """Said with what to do; the same date says nothing."""
    (tmp_path / "one.txt").write_text("Kenya accused Uganda of shelling a village on Monday.", encoding="utf-8")
    here("add", "one.txt", "--published", "2022-03-14")
    assert "another publication date" in here("add", "one.txt", "--published", "2022-03-21").stderr
    assert "another publication date" not in here("add", "one.txt", "--published", "2022-03-14").stderr


def test_add_goes_on_past_an_input_that_cannot_be_read(here: Dragoman, tmp_path: Path) -> None:
    """It is named, the others are added, exit status 1."""
    write_rows(tmp_path / "more.jsonl", 7)
    result = here("add", "missing.txt", "more.jsonl")
    assert result.exit_code == 1
    assert "missing.txt" in result.stderr
    assert "added 1 reports" in result.stderr


def test_processes_give_the_same_ledger(here: Dragoman) -> None:
    """Where it runs does not show."""
    here("add", "rows.jsonl", "--ledger", "two", "--processes", "2")
    assert here("events", "--ledger", "two").stdout == here("events").stdout


def test_verify_is_silent_about_a_whole_ledger(here: Dragoman) -> None:
    """Exit status 0."""
    result = here("verify")
    assert (result.exit_code, result.stdout) == (0, "")


def test_verify_prints_faults_and_fails(here: Dragoman, tmp_path: Path) -> None:
    """A line each, exit status 1."""
    import duckdb

    with duckdb.connect(str(tmp_path / "ledger" / "ledger.duckdb")) as con:
        con.execute("UPDATE events SET sentence_end = 999999 WHERE position = 0")
    result = here("verify")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 6


def test_backup_and_restore(here: Dragoman) -> None:
    """The restored ledger lists the same."""
    assert here("backup", "b.zip").exit_code == 0
    assert here("restore", "b.zip", "--ledger", "again").exit_code == 0
    assert here("events", "--ledger", "again").stdout == here("events").stdout


def test_init_makes_an_empty_ledger_once(here: Dragoman) -> None:
    """A second time it says what to do."""
    assert here("init", "--ledger", "new").exit_code == 0
    assert here("events", "--ledger", "new").stdout == ""
    assert here("init", "--ledger", "new").exit_code == 2


def test_a_ledger_that_is_not_there(here: Dragoman) -> None:
    """The way out is named."""
    result = here("events", "--ledger", "nowhere")
    assert result.exit_code == 2
    assert "dragoman init" in result.stderr


FILTERS = [
    (["--actor", "KEN"], lambda e: "KEN" in e["actor_codes"] + e["recipient_codes"]),
    (["--actor", "kenya"], lambda e: "KEN" in e["actor_codes"] + e["recipient_codes"]),
    (["--actor", "kizza"], lambda e: "Kizza" in json.dumps(e["actors"] + e["recipients"])),
    (["--sector", "gov"], lambda e: '"GOV"' in json.dumps(e["actors"] + e["recipients"])),
    (["--type", "consult"], lambda e: e["event_type"] == "CONSULT"),
    (["--quad", "3"], lambda e: e["quad_class"] == 3),
    (["--factuality", "Planned"], lambda e: e["factuality"] == "planned"),
    (["--place", "Uganda"], lambda e: e["country"] == "UGA"),
    (["--place", "Kampala"], lambda e: e["place"] == "Kampala"),
    (["--min-confidence", "0.8"], lambda e: e["confidence"] >= 0.8),
    (["--since", "2022-03-16"], lambda e: e["day"] >= "2022-03-16"),
    (["--until", "2022-03-15"], lambda e: e["day"] <= "2022-03-15"),
    (["--since", "2022", "--until", "2022-03"], lambda e: "2022" <= e["day"] < "2022-04"),
    (["--source", "report-3"], lambda e: e["source"] == "report-3"),
    (["--type", "ASSAULT", "--actor", "KEN"], lambda e: False),
]


@pytest.mark.parametrize(("given", "meets"), FILTERS, ids=[" ".join(f[0]) for f in FILTERS])
def test_events_are_those_that_meet_the_filter(here: Dragoman, given: list[str], meets: Any) -> None:
    """All of them and no others."""
    every = rows(here("events").stdout)
    listed = rows(here("events", *given).stdout)
    assert listed == [event for event in every if meets(event)]


UNKNOWN = [
    ("--type", "MEETING", "CONSULT"),
    ("--quad", "5", "1, 2, 3, 4"),
    ("--factuality", "true", "asserted"),
    ("--context", "war", "military"),
    ("--sector", "ARMY", "MIL"),
    ("--actor", "Ugandaa", "Uganda"),
    ("--place", "Kampola", "Kampala"),
    ("--since", "last week", "YYYY-MM-DD"),
    ("--until", "2022-13", "YYYY-MM-DD"),
]


@pytest.mark.parametrize(("option", "value", "legal"), UNKNOWN)
@pytest.mark.parametrize("verb", ["events", "statements", "commitments"])
def test_an_unknown_value_names_the_legal_ones(here: Dragoman, verb: str, option: str, value: str, legal: str) -> None:
    """Exit status 2, no rows."""
    result = here(verb, option, value)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert option in result.stderr
    assert legal in result.stderr


def test_pages_follow_each_other(here: Dragoman) -> None:
    """Without a gap or an overlap; the last one says nothing goes on."""
    every = rows(here("events").stdout)
    pages = [here("events", "--limit", "7", "--page", str(n)) for n in range(1, len(every) // 7 + 3)]
    assert [row for page in pages for row in rows(page.stdout)] == every
    assert "--page 2 goes on" in pages[0].stderr
    assert "past the end" in pages[-1].stderr


def test_statements_of_a_speaker(here: Dragoman) -> None:
    """With the words as they stand in the report."""
    listed = rows(here("statements", "--actor", "Odhiambo").stdout)
    assert len(listed) == 6
    texts = {row["id"]: row["text"] for row in report_rows(6)}
    assert all(span["text"] in texts[row["source"]] for row in listed for span in row["content"])


def test_commitments_of_a_state(here: Dragoman) -> None:
    """Who committed, to what."""
    listed = rows(here("commitments", "--actor", "UGA").stdout)
    assert listed
    assert all("UGA" in row["by_codes"] + row["to_codes"] for row in listed)


@pytest.mark.parametrize("verb", [["events"], ["statements"], ["commitments"], ["search", "border"], ["status"],
                                  ["sql", "FROM event_mentions"]])  # fmt: skip
@pytest.mark.parametrize("form", ["table", "csv", "jsonl"])
def test_every_list_has_every_form(here: Dragoman, verb: list[str], form: str) -> None:
    """table for people, csv and jsonl for programs."""
    result = here(*verb, "--format", form)
    assert result.exit_code == 0
    if form == "csv":
        table = list(csv.reader(io.StringIO(result.stdout)))
        assert len({len(row) for row in table}) == 1
    elif form == "jsonl":
        assert rows(result.stdout)
    else:
        assert result.stdout.strip()


def test_search_finds_reports_with_their_words(here: Dragoman) -> None:
    """A phrase in one argument; filters on the report's events."""
    found = rows(here("search", "border post number 3").stdout)
    assert [row["source"] for row in found] == ["report-3"]
    assert "border post number 3" in found[0]["snippet"].casefold()
    assert rows(here("search", "border", "--type", "ACCUSE", "--since", "2022-03-18").stdout)
    assert here("search", "zebra").stdout == ""


def test_sql_reads_and_does_not_write(here: Dragoman) -> None:
    """Exit status 2 with the word that is refused."""
    assert rows(here("sql", "SELECT count(*) AS n FROM report_list").stdout) == [{"n": 6}]
    result = here("sql", "DROP TABLE events")
    assert result.exit_code == 2
    assert "DROP is refused" in result.stderr


def test_diff_shows_what_a_newer_method_reads_differently(here: Dragoman, tmp_path: Path) -> None:
    """Added, removed and changed events, with the field and both values."""
    import msgspec

    assert here("diff").exit_code == 2
    with open_ledger(tmp_path / "ledger") as ledger:
        report = ledger.query("SELECT report_id FROM events GROUP BY 1 HAVING count(*) > 2 ORDER BY 1")[0]["report_id"]
        coded = ledger.read_coded(report)
        changed = msgspec.structs.replace(coded.events[1], factuality="denied")
        ledger.append([msgspec.structs.replace(coded, events=(changed, *coded.events[2:]), commitments=())], NEWER)
    listed = rows(here("diff").stdout)
    assert {(row["change"], row["event_id"]) for row in listed} == {
        ("removed", coded.events[0].id), ("changed", changed.id)}  # fmt: skip
    assert ("factuality", coded.events[1].factuality, "denied") in {(r["field"], r["old"], r["new"]) for r in listed}
    drawn = here("diff", "--format", "table").stdout
    assert f"“{coded.events[0].trigger.text}”  removed" in drawn
    assert f"factuality: {coded.events[1].factuality} → denied" in drawn
    assert here("diff", "9.9").exit_code == 2
