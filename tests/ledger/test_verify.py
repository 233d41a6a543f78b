"""`verify` names what is wrong, and is silent about what is right."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from ledger_samples import METHOD

from dragoman.ledger import Ledger, open_ledger
from dragoman.records import Coded

DAMAGES = [
    ("span", "UPDATE mentions SET start = start + 1, \"end\" = \"end\" + 1 WHERE position = 0"),
    ("span", "UPDATE events SET trigger = struct_pack(\"start\" := 0, \"end\" := 3, text := 'xyz')"),
    ("span", "UPDATE events SET sentence_end = 1000000"),
    ("span", "UPDATE statements SET content = [struct_pack(\"start\" := -4, \"end\" := 3, text := 'abc')]"),
    ("id", "UPDATE events SET event_type = 'ASSAULT'"),
    ("id", "UPDATE commitments SET id = 'feed'"),
    ("id", "UPDATE methods SET version = '9'"),
    ("id", "UPDATE texts SET text = text || '.'"),
    ("text", "UPDATE texts SET text = text || '.'"),
    ("text", "DELETE FROM texts"),
    ("count", "DELETE FROM statements WHERE position = 0"),
    ("double", "INSERT INTO events SELECT * FROM events"),
    ("provenance", "UPDATE mentions SET report_id = 'feed'"),
    ("report", "DELETE FROM reports"),
    ("view", "UPDATE events SET actor_codes = ['XYZ']"),
    ("view", "CREATE OR REPLACE VIEW statement_list AS SELECT * FROM statements LIMIT 1"),
    ("newest", "INSERT INTO superseded_codings VALUES (1)"),
    ("judgement", "INSERT INTO judgements (id, number, kind, subject_id, recorded_at) "
                  "VALUES ('a', 1, 'same_event', 'feed', now()::TIMESTAMP)"),
]  # fmt: skip


def test_a_ledger_as_it_was_written_has_no_faults(ledger: Ledger) -> None:
    """Nothing to print."""
    assert list(ledger.verify()) == []


@pytest.mark.parametrize(("check", "damage"), DAMAGES)
def test_each_damage_is_found_by_its_check(coded: tuple[Coded, ...], tmp_path: Path, check: str, damage: str) -> None:
    """Someone wrote into the file by other means."""
    with open_ledger(tmp_path, create=True) as ledger:
        ledger.append(coded[:3], METHOD)
    with duckdb.connect(str(tmp_path / "ledger.duckdb")) as con:
        con.execute(damage)
    with open_ledger(tmp_path, read_only=True) as ledger:
        assert check in {fault.check for fault in ledger.verify()}
