"""`kill -9` at random moments: the ledger opens, is whole, goes on, and loses or doubles nothing."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from random import Random

import msgspec
from ledger_samples import METHOD, dump_views, write_rows

from dragoman.ledger import open_ledger
from dragoman.records import Coded

KILLS = 10
APPENDER = """
import sys
from pathlib import Path
import msgspec
from dragoman.ledger import Method, open_ledger
from dragoman.records import Coded

coded = [msgspec.json.decode(line, type=Coded) for line in Path(sys.argv[2]).read_bytes().splitlines()]
print("ready", flush=True)
with open_ledger(sys.argv[1], create=True) as ledger:
    ledger.append(coded, Method("dragoman", "1.2.0", "aaaa"), batch=1)
    ledger.index()
print("done", flush=True)
"""


def test_kills_while_appending_lose_and_double_nothing(tmp_path: Path, coded: tuple[Coded, ...]) -> None:
    """A transaction a report, killed anywhere in making the ledger, appending or indexing."""
    rows = tmp_path / "coded.jsonl"
    rows.write_bytes(b"\n".join(msgspec.json.encode(c) for c in coded))
    folder, random = tmp_path / "ledger", Random(20)
    command = [sys.executable, "-c", APPENDER, str(folder), str(rows)]
    for _ in range(KILLS):
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
            time.sleep(random.random() * 0.5)
            process.kill()
        if (folder / "ledger.duckdb").exists():
            with open_ledger(folder, read_only=True) as ledger:
                assert list(ledger.verify()) == []
    assert subprocess.run(command, check=True, capture_output=True, text=True).stdout == "ready\ndone\n"
    with open_ledger(folder) as ledger, open_ledger(tmp_path / "whole", create=True) as whole:
        whole.append(coded, METHOD)
        assert list(ledger.verify()) == []
        assert dump_views(ledger) == dump_views(whole)
        assert sorted(ledger.search("border")) == sorted(whole.search("border"))


def test_a_killed_add_goes_on(tmp_path: Path) -> None:
    """The verb itself: killed twice, run again, as if it had never been killed."""
    rows, folder = write_rows(tmp_path / "rows.jsonl", 40), tmp_path / "ledger"
    command = [sys.executable, "-m", "dragoman", "add", str(rows), "--ledger", str(folder)]
    for seconds in (1.2, 1.8):
        with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
            time.sleep(seconds)
            process.kill()
    subprocess.run(command, check=True, capture_output=True)
    subprocess.run([*command[:3], "verify", "--ledger", str(folder)], check=True, capture_output=True)
    with open_ledger(folder, read_only=True) as ledger:
        assert ledger.query("SELECT count(*) AS n, count(DISTINCT id) AS ids FROM reports") == [{"n": 40, "ids": 40}]
