"""Corrections by a person: applied in the views, surviving re-coding and re-linking, undone, exported."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import Result
from ledger_samples import METHOD, NEWER, dump_views, write_rows

from dragoman.errors import LedgerError, UsageError
from dragoman.ledger import Ledger, correct, open_ledger
from dragoman.ledger.correct import Decision
from dragoman.ledger.corrections import ACCEPTED, REJECTED
from dragoman.link.derive import link_ledger
from dragoman.records import Coded

Dragoman = Callable[..., Result]
ADA = Decision("ada", "2031-01-01T00:00:00.000001+00:00", "read it")
BEA = Decision("bea", "2031-01-02T00:00:00.000001+00:00", "read it again")


def find(ledger: Ledger, event_type: str = "ACCUSE") -> str:
    """The id of an event of this type."""
    rows = ledger.query("SELECT min(id) AS id FROM events WHERE event_type = ?", [event_type])
    return str(rows[0]["id"])


def shown(ledger: Ledger, claim: str, view: str = "event_mentions") -> dict[str, Any] | None:
    """The claim's row in a view."""
    rows = ledger.query(f"SELECT * FROM {view} WHERE id = ?", [claim])
    return rows[0] if rows else None


def edit(ledger: Ledger, claim: str, field: str, value: str, by: Decision = ADA) -> None:
    """One edit, appended."""
    ledger.append_judgements(correct.judge_edit(ledger, claim, field, value, by))


@pytest.mark.parametrize(
    ("table", "view"),
    [("events", "event_mentions"), ("statements", "statement_list"), ("commitments", "commitment_list")],
)
def test_a_rejected_claim_leaves_its_view(ledger: Ledger, table: str, view: str) -> None:
    """Alone, and is back when that is undone; the claim stays all the time."""
    before = dump_views(ledger)
    claim = ledger.query(f"SELECT min(id) AS id FROM {table}")[0]["id"]
    count = len(ledger.query(f"FROM {view}"))
    made = correct.judge_verdict(ledger, claim, REJECTED, ADA)
    ledger.append_judgements(made)
    assert shown(ledger, claim, view) is None
    assert len(ledger.query(f"FROM {view}")) == count - 1
    assert ledger.query(f"SELECT count(*) AS n FROM {table} WHERE id = ?", [claim])[0]["n"] == 1
    assert list(ledger.verify()) == []
    ledger.append_judgements(correct.judge_undo(ledger, made[0].id, BEA))
    assert dump_views(ledger) == before
    assert list(ledger.verify()) == []


def test_a_rejected_event_takes_its_arguments_and_dyads_with_it(ledger: Ledger) -> None:
    """No view speaks of it."""
    claim = find(ledger)
    ledger.append_judgements(correct.judge_verdict(ledger, claim, REJECTED, ADA))
    for view in ("event_arguments", "dyad_events"):
        assert not ledger.query(f"SELECT 1 FROM {view} WHERE event_id = ?", [claim])


EDITS = [
    ("factuality", "Denied", "factuality", "denied"),
    ("event_type", "threaten", "event_type", "THREATEN"),
    ("event_type", "ASSAULT", "quad_class", 4),
    ("contexts", "military, legal", "contexts", ["military", "legal"]),
    ("confidence", "0.5", "confidence", 0.5),
    ("when_from", "2022-03-01", "when_from", "2022-03-01"),
    ("recipients", "Kizza=UGA", "recipient_codes", ["UGA"]),
    ("actors", "Uganda; Tanzania", "actor_codes", ["UGA", "TZA"]),
]


@pytest.mark.parametrize(("field", "value", "column", "expected"), EDITS, ids=[f"{e[0]}-{e[1]}" for e in EDITS])
def test_an_edit_shows_with_its_judgement(ledger: Ledger, field: str, value: str, column: str, expected: Any) -> None:
    """The new value stands in the view; the judgement and the old value stand beside it."""
    claim = find(ledger)
    made = correct.judge_edit(ledger, claim, field, value, ADA)
    ledger.append_judgements(made)
    row = shown(ledger, claim)
    assert row is not None
    assert row[column] == expected
    noted = {note["field"]: note for note in row["corrections"]}
    assert noted[field]["judgement_id"] in {j.id for j in made}
    assert noted[field]["person"] == "ada"
    assert list(ledger.verify()) == []


def test_an_accepted_claim_says_so(ledger: Ledger) -> None:
    """Nothing else changes."""
    claim = find(ledger)
    before = shown(ledger, claim)
    ledger.append_judgements(correct.judge_verdict(ledger, claim, ACCEPTED, ADA))
    row = shown(ledger, claim)
    assert before is not None
    assert row is not None
    assert [note["new"] for note in row["corrections"]] == ["accepted"]
    assert {**row, "corrections": None} == before


def test_the_later_correction_wins(ledger: Ledger) -> None:
    """In whatever order they come in; undoing it leaves the earlier one."""
    claim = find(ledger)
    later = correct.judge_edit(ledger, claim, "factuality", "denied", BEA)
    ledger.append_judgements(later)
    edit(ledger, claim, "factuality", "planned")
    assert (shown(ledger, claim) or {})["factuality"] == "denied"
    ledger.append_judgements(correct.judge_undo(ledger, later[0].id, BEA))
    assert (shown(ledger, claim) or {})["factuality"] == "planned"


def test_corrections_survive_coding_again(ledger: Ledger, coded: tuple[Coded, ...]) -> None:
    """A newer coding that reads the claim again is corrected too; one that does not is not."""
    kept, gone, edited = (ledger.query("SELECT DISTINCT id FROM events ORDER BY id LIMIT 3")[n]["id"] for n in range(3))
    edit(ledger, edited, "factuality", "denied")
    ledger.append_judgements(correct.judge_verdict(ledger, gone, REJECTED, ADA))
    again = [
        msgspec.structs.replace(c, events=tuple(msgspec.structs.replace(e, confidence=0.11) for e in c.events))
        for c in coded
    ]
    ledger.append(again, NEWER)
    assert shown(ledger, gone) is None
    row, other = shown(ledger, edited), shown(ledger, kept)
    assert row is not None
    assert other is not None
    assert (row["factuality"], row["confidence"], row["method_id"]) == ("denied", 0.11, NEWER.id)
    assert other["corrections"] is None or other["confidence"] == 0.11
    assert list(ledger.verify()) == []


def test_the_order_of_recording_does_not_show(ledger: Ledger, coded: tuple[Coded, ...], tmp_path: Path) -> None:
    """Corrections before or after a newer coding give the same views."""
    claim = find(ledger)
    made = correct.judge_edit(ledger, claim, "event_type", "THREATEN", ADA)
    ledger.append_judgements(made)
    ledger.append(coded, NEWER)
    with open_ledger(tmp_path / "other", create=True) as other:
        other.append(coded, METHOD)
        other.append(coded, NEWER)
        other.append_judgements(made)
        assert dump_views(other) == dump_views(ledger)


ORACLE = """
SELECT actor, recipient, day[1:7] AS month, count(*) AS events, count(*) FILTER (quad_class = 3) AS verbal_conflict,
       sum((intensity * 1000)::INTEGER)::DOUBLE / 1000 / count(*) AS intensity
FROM dyad_events WHERE factuality = 'asserted' GROUP BY ALL ORDER BY ALL
"""


def test_dyads_by_month_count_what_the_events_say(ledger: Ledger, coded: tuple[Coded, ...]) -> None:
    """After appending, correcting and coding again."""
    columns = "actor, recipient, month, events, verbal_conflict, intensity"
    for step in range(3):
        if step == 1:
            edit(ledger, find(ledger), "recipients", "Uganda")
            ledger.append_judgements(correct.judge_verdict(ledger, find(ledger, "CONSULT"), REJECTED, ADA))
        elif step == 2:
            ledger.append([msgspec.structs.replace(c, events=c.events[:2], commitments=()) for c in coded[:4]], NEWER)
        counted = ledger.query(f"SELECT {columns} FROM dyad_months ORDER BY ALL")
        assert counted
        assert counted == ledger.query(ORACLE)


def test_linking_takes_corrections_in(ledger: Ledger) -> None:
    """A rejected mention tells no event; an edited one tells it as edited, after linking again too."""
    gone, edited = find(ledger, "ACCUSE"), find(ledger, "CONSULT")
    ledger.append_judgements(correct.judge_verdict(ledger, gone, REJECTED, ADA))
    edit(ledger, edited, "actors", "Tanzania")
    for _ in range(2):
        links = link_ledger(ledger)
        assert gone not in {m.mention_id for m in links.mentions}
    report = ledger.query("SELECT report_id FROM events WHERE id = ?", [edited])[0]["report_id"]
    events = {e.id: e for e in ledger.read_coded(report, corrected=True).events}
    assert [a.code for a in events[edited].actors] == ["TZA"]


def test_merge_and_split_survive_linking(ledger: Ledger) -> None:
    """Merged mentions stand together, a split one alone; undone, both are as before."""
    one, other = find(ledger, "ACCUSE"), find(ledger, "CONSULT")
    before = {m.mention_id: m.event_id for m in link_ledger(ledger).mentions}
    merged = correct.judge_merge(ledger, one, other, ADA)
    ledger.append_judgements(merged)
    after = {m.mention_id: m.event_id for m in link_ledger(ledger).mentions}
    assert before[one] != before[other]
    assert after[one] == after[other]
    split = correct.judge_split(ledger, other, BEA)
    ledger.append_judgements(split)
    alone = {m.mention_id: m.event_id for m in link_ledger(ledger).mentions}
    assert [m for m, e in alone.items() if e == alone[other]] == [other]
    for made in (split, merged):
        ledger.append_judgements(correct.judge_undo(ledger, made[0].id, BEA))
    assert {m.mention_id: m.event_id for m in link_ledger(ledger).mentions} == before


def test_undo_takes_back_what_was_decided_together(ledger: Ledger) -> None:
    """A type's edit brings its scores; undoing one of the rows undoes them all, once."""
    claim, before = find(ledger), dump_views(ledger)
    made = correct.judge_edit(ledger, claim, "event_type", "AID", ADA)
    ledger.append_judgements(made)
    assert len(made) > 1
    ledger.append_judgements(correct.judge_undo(ledger, made[-1].id, BEA))
    assert dump_views(ledger) == before
    with pytest.raises(UsageError, match="undone already"):
        correct.judge_undo(ledger, made[0].id, BEA)


def test_a_backup_keeps_corrections(ledger: Ledger, tmp_path: Path) -> None:
    """The restored ledger shows the same and verifies."""
    from dragoman.ledger import backup

    edit(ledger, find(ledger), "factuality", "denied")
    ledger.backup(tmp_path / "b.zip")
    backup.restore(tmp_path / "b.zip", tmp_path / "again")
    with open_ledger(tmp_path / "again") as again:
        assert dump_views(again) == dump_views(ledger)
        assert list(again.verify()) == []


def test_verify_finds_a_changed_copy(ledger: Ledger) -> None:
    """The corrected copy is checked against claims and corrections."""
    edit(ledger, find(ledger), "factuality", "denied")
    ledger._con.execute("UPDATE corrected_events SET confidence = 0.77 WHERE position = 0")
    assert {fault.check for fault in ledger.verify()} == {"correction"}


@pytest.mark.parametrize("wanted", ["ffffffffffffffff", "", "no such id"])
def test_a_row_that_is_not_there(ledger: Ledger, wanted: str) -> None:
    """Named, with where ids are shown."""
    with pytest.raises(LedgerError, match=r"there is no row.*dragoman events"):
        correct.judge_verdict(ledger, wanted, ACCEPTED, ADA)
    with pytest.raises(LedgerError, match="there is no judgement"):
        correct.judge_undo(ledger, wanted, ADA)


WRONG = [
    ("colour", "red", "event_type"),
    ("event_type", "MEETING", "CONSULT"),
    ("mode", "waltz", "mode"),
    ("factuality", "true", "asserted"),
    ("confidence", "2", "from 0 to 1"),
    ("when_from", "March", "YYYY-MM-DD"),
    ("recipients", "Atlantis", "own words"),
    ("contexts", "war", "military"),
]


@pytest.mark.parametrize(("field", "value", "legal"), WRONG)
def test_a_wrong_edit_names_the_legal_values(ledger: Ledger, field: str, value: str, legal: str) -> None:
    """Nothing is recorded."""
    with pytest.raises(UsageError, match=legal):
        correct.judge_edit(ledger, find(ledger), field, value, ADA)


def test_reports_and_claims_do_not_merge(ledger: Ledger) -> None:
    """Said with both kinds."""
    report = ledger.query("SELECT min(id) AS id FROM reports")[0]["id"]
    with pytest.raises(UsageError, match="only rows of one kind"):
        correct.judge_merge(ledger, find(ledger), report, ADA)
    with pytest.raises(UsageError, match="is a report"):
        correct.judge_verdict(ledger, report, REJECTED, ADA)


def test_the_verbs(dragoman: Dragoman, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """accept, edit, reject, merge, split, undo, judgements, corrections, as a user meets them."""
    monkeypatch.chdir(tmp_path)
    write_rows(tmp_path / "rows.jsonl", 3)
    dragoman("add", "rows.jsonl")
    listed = [json.loads(line) for line in dragoman("events").stdout.splitlines()]
    ids, was = [row["id"] for row in listed], listed[1]["factuality"]
    assert dragoman("accept", ids[0]).exit_code == 0
    assert dragoman("edit", ids[1][:12], "factuality", "denied", "--who", "ada", "--why", "so").exit_code == 0
    assert dragoman("reject", ids[2]).exit_code == 2
    rejected = dragoman("reject", ids[2], "--who", "ada", "--why", "no act")
    assert rejected.exit_code == 0
    assert dragoman("merge", ids[3], ids[4], "--who", "ada").exit_code == 0
    assert dragoman("split", ids[3], "--who", "ada").exit_code == 0
    assert len(dragoman("events").stdout.splitlines()) == len(ids) - 1
    assert len(dragoman("judgements", "--format", "jsonl").stdout.splitlines()) == 5
    assert dragoman("corrections", "out.jsonl").exit_code == 0
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    edited = next(row for row in rows if row["field"] == "factuality")
    assert (edited["old"], edited["new"], edited["person"]) == (was, "denied", "ada")
    assert edited["words"] in edited["text"]
    assert dragoman("corrections", "out.jsonl").exit_code == 2
    judgement = rejected.stderr.split("judgement ")[1].split()[0]
    assert dragoman("undo", judgement).exit_code == 0
    assert len(dragoman("events").stdout.splitlines()) == len(ids)
    assert "no row" in dragoman("accept", "ffff").stderr
