"""The command line as a user meets it."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from cli_samples import REPORT, Dragoman


def lines(text: str) -> list[dict[str, object]]:
    """The JSON objects of a jsonl output."""
    return [json.loads(line) for line in text.splitlines()]


def test_code_writes_one_line_for_each_report(dragoman: Dragoman, report: Path) -> None:
    """Away from a terminal the output is jsonl, one object a report, exit status 0."""
    result = dragoman("code", str(report), "--published", "2022-03-14")
    assert result.exit_code == 0
    (row,) = lines(result.stdout)
    assert set(row) >= {"article", "mentions", "events", "statements", "commitments", "issues"}


def test_code_reads_standard_input(dragoman: Dragoman) -> None:
    """`-` is standard input."""
    result = dragoman("code", "-", text=REPORT)
    assert result.exit_code == 0
    assert len(lines(result.stdout)) == 1


def test_a_missing_input_is_named_and_the_others_are_coded(dragoman: Dragoman, report: Path) -> None:
    """One clear line on stderr, exit status 1, nothing else lost."""
    result = dragoman("code", "no-such-report.html", str(report))
    assert result.exit_code == 1
    assert "no-such-report.html" in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert len(lines(result.stdout)) == 1


def test_the_table_shows_events_speakers_and_commitments(dragoman: Dragoman, report: Path) -> None:
    """What people see has the sections of a report."""
    result = dragoman("code", str(report), "--published", "2022-03-14", "--format", "table")
    for heading in ("WHAT HAPPENED", "WHO SAID WHAT", "OPEN COMMITMENTS"):
        assert heading in result.stdout
    assert "CONSULT" in result.stdout


def test_csv_has_a_row_for_each_event(dragoman: Dragoman, report: Path) -> None:
    """The flat form names its columns and keeps offsets."""
    events = lines(dragoman("code", str(report)).stdout)[0]["events"]
    assert isinstance(events, list)
    rows = list(csv.DictReader(io.StringIO(dragoman("code", str(report), "--format", "csv").stdout)))
    assert [r["event_id"] for r in rows] == [e["id"] for e in events]
    assert all(REPORT.strip()[:7] for r in rows if r["start"])


def test_an_unreadable_date_is_refused_with_the_form_to_use(dragoman: Dragoman, report: Path) -> None:
    """Wrong usage: exit status 2 and what to write instead."""
    result = dragoman("code", str(report), "--published", "last Tuesday")
    assert result.exit_code == 2
    assert "YYYY-MM-DD" in result.stderr


def test_an_existing_output_is_not_overwritten(dragoman: Dragoman, report: Path, tmp_path: Path) -> None:
    """A second run over the same output says how to go on."""
    out = tmp_path / "out.jsonl"
    assert dragoman("code", str(report), "-o", str(out)).exit_code == 0
    before = out.read_bytes()
    result = dragoman("code", str(report), "-o", str(out))
    assert result.exit_code == 2
    assert "--resume" in result.stderr
    assert out.read_bytes() == before


def test_resume_goes_on_after_a_half_written_line(dragoman: Dragoman, report: Path, tmp_path: Path) -> None:
    """What a stopped run wrote stays, its broken last line is coded again, nothing is doubled."""
    other = tmp_path / "other.txt"
    other.write_text(REPORT.replace("Monday", "Tuesday"), encoding="utf-8")
    whole = tmp_path / "whole.jsonl"
    dragoman("code", str(report), str(other), "-o", str(whole))
    stopped = tmp_path / "stopped.jsonl"
    stopped.write_bytes(whole.read_bytes()[:-200])
    assert dragoman("code", str(report), str(other), "-o", str(stopped), "--resume").exit_code == 0
    assert stopped.read_bytes() == whole.read_bytes()


def test_several_processes_give_the_same_output_in_order(dragoman: Dragoman, report: Path, tmp_path: Path) -> None:
    """The engine changes where it runs, never what comes out."""
    rows = tmp_path / "rows.jsonl"
    texts = [REPORT.replace("Monday", day) for day in ("Monday", "Tuesday", "Friday")] * 4
    rows.write_text("".join(json.dumps({"id": str(i), "text": t}) + "\n" for i, t in enumerate(texts)))
    one = dragoman("code", str(rows))
    two = dragoman("code", str(rows), "--processes", "2")
    assert one.stdout == two.stdout


def test_explain_shows_sentence_rule_and_codebook(dragoman: Dragoman, report: Path) -> None:
    """The last run is searched by the beginning of an id."""
    events = lines(dragoman("code", str(report)).stdout)[0]["events"]
    assert isinstance(events, list)
    event = events[0]
    result = dragoman("explain", event["id"][:10])
    assert result.exit_code == 0
    assert "Codebook" in result.stdout
    assert event["event_type"] in result.stdout
    assert event["trigger"]["text"] in result.stdout


def test_explain_shows_what_the_encoder_decided_against(dragoman: Dragoman, report: Path) -> None:
    """Alternatives stand with their probabilities, "no act" among them."""
    events = lines(dragoman("code", str(report)).stdout)[0]["events"]
    assert isinstance(events, list)
    told = dragoman("explain", events[0]["id"][:10]).stdout
    assert re.search(r"What the encoder saw\s+type .*no act 0\.\d\d", told, re.DOTALL)


@pytest.mark.parametrize("inputs", [[], ["report.txt"]], ids=["last run", "a report"])
def test_explain_of_an_unknown_event_says_where_it_looked(
    dragoman: Dragoman, report: Path, inputs: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit status 2 and the way out."""
    monkeypatch.chdir(report.parent)
    dragoman("code", str(report))
    result = dragoman("explain", "ffffffffff", *inputs)
    assert result.exit_code == 2
    assert "ffffffffff" in result.stderr


def test_own_tables_reach_the_reading_of_files(dragoman: Dragoman, tmp_path: Path) -> None:
    page = tmp_path / "report.txt"
    page.write_text("Peru closed its embassy in Oslo on Monday.\n\nThe Aven Post App\n\nChile kept its own open.\n")
    tables = tmp_path / "tables"
    tables.mkdir()
    (tables / "acquire_chrome.tsv").write_text("text\tkind\treason\nthe aven post app\tline\tours\n")
    shown = [dragoman("code", *own, str(page)).stdout for own in ((), ("--tables", str(tables)))]
    assert ["Aven Post App" in text for text in shown] == [True, False]


def test_min_confidence_leaves_weaker_events_out(dragoman: Dragoman, report: Path) -> None:
    """Nothing below the asked confidence is written, nor a commitment of what was left out."""
    all_events = lines(dragoman("code", str(report)).stdout)[0]["events"]
    assert isinstance(all_events, list)
    least = sorted(e["confidence"] for e in all_events)[-1]
    (row,) = lines(dragoman("code", str(report), "--min-confidence", str(least)).stdout)
    kept = {e["id"] for e in row["events"]}  # type: ignore[attr-defined]
    assert kept == {e["id"] for e in all_events if e["confidence"] >= least}
    assert {c["event_id"] for c in row["commitments"]} <= kept  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("verb", "row", "keys"),
    [
        ("classify", {"id": "1", "text": "Kenya accused Uganda.", "source": [0, 5], "target": [14, 20]},
         {"id", "event_type", "scores"}),
        ("resolve", {"id": "1", "text": "Kenyan police"}, {"id", "code", "sectors", "name", "role"}),
        ("factuality", {"id": "1", "text": "Kenya did not attack Uganda.", "trigger": [14, 20]},
         {"id", "factuality", "score"}),
        ("cluster", {"id": "1", "text": REPORT}, {"id", "story_id", "near_duplicate_of"}),
    ],
)  # fmt: skip
def test_row_verbs_answer_each_row(
    dragoman: Dragoman, tmp_path: Path, verb: str, row: dict[str, object], keys: set[str]
) -> None:
    """Rows in, rows out, with the fields of the contract."""
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps(row) + "\n")
    result = dragoman(verb, str(path))
    assert result.exit_code == 0
    (answer,) = lines(result.stdout)
    assert set(answer) == keys


def test_a_broken_row_is_named_by_its_line(dragoman: Dragoman, tmp_path: Path) -> None:
    """The other rows are answered; exit status 1."""
    path = tmp_path / "rows.jsonl"
    path.write_text('{"id": "1", "text": "Kenyan police"}\n{"id": "2"\n{"id": "3", "text": "Uganda"}\n')
    result = dragoman("resolve", str(path))
    assert result.exit_code == 1
    assert f"{path}:2" in result.stderr
    assert [r["id"] for r in lines(result.stdout)] == ["1", "3"]


def test_a_span_outside_its_text_is_named(dragoman: Dragoman, tmp_path: Path) -> None:
    """A row whose span cannot be is left out with its id."""
    path = tmp_path / "rows.jsonl"
    path.write_text('{"id": "far", "text": "Kenya", "trigger": [3, 99]}\n')
    result = dragoman("factuality", str(path))
    assert result.exit_code == 1
    assert "far" in result.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full is Linux's own")
@pytest.mark.parametrize("form", ["jsonl", "csv", "table"])
def test_a_full_disk_is_said_in_one_line(report: Path, form: str) -> None:
    command = [sys.executable, "-m", "dragoman", "code", str(report), "--format", form]
    with open("/dev/full", "w") as full:
        ended = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert ended.returncode == 2
    assert ended.stderr.splitlines() == [
        "dragoman: the output cannot be written (No space left on device); free some space and run it again"
    ]
