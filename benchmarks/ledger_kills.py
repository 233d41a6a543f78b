"""`kill -9` at random moments of `dragoman add`: how many ledgers fail `verify`, how many reports are lost or doubled.

    python benchmarks/ledger_kills.py [--kills 50] [--reports 40]

Each round starts a new ledger, kills the first `add` at a random moment of its life, checks the ledger as it lies
there, runs `add` again to the end and compares with a ledger that was never killed. Texts are invented here.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random

from dragoman.ledger import open_ledger

TEXT = (
    "NAIROBI, March 14 - Kenyan Foreign Minister Achieng Odhiambo met her Ugandan counterpart, Moses Kizza, for the "
    "{number}th time.\n\n“We agreed to reopen border post {number} before the end of March,” Odhiambo told "
    "reporters.\n\n"
    "Kizza said that Uganda would send {number} customs officers as soon as the road is repaired."
)


def write_reports(path: Path, count: int) -> None:
    """A JSONL of so many different reports."""
    with path.open("w", encoding="utf-8") as out:
        for n in range(count):
            row = {"id": f"report-{n}", "published_at": "2022-03-14", "text": TEXT.format(number=n + 4)}
            out.write(json.dumps(row) + "\n")


def run(*args: str) -> int:
    """The exit status of a verb."""
    return subprocess.run([sys.executable, "-m", "dragoman", *args], capture_output=True, check=False).returncode


def read_account(folder: Path) -> list[dict[str, object]]:
    """Everything the ledger claims, in an order of its own."""
    with open_ledger(folder, read_only=True) as ledger:
        rows: list[dict[str, object]] = ledger.query("SELECT * FROM event_mentions ORDER BY ALL")
        return rows + list(ledger.query("SELECT id FROM reports ORDER BY id"))


def main() -> None:
    """Print one line of figures; exit status 1 when anything was lost, doubled or broken."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--reports", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    random = Random(options.seed)
    broken = different = made = 0
    with tempfile.TemporaryDirectory() as work:
        rows, whole = Path(work) / "rows.jsonl", Path(work) / "whole"
        write_reports(rows, options.reports)
        begun = time.monotonic()
        run("add", str(rows), "--ledger", str(whole))
        life = time.monotonic() - begun
        expected = read_account(whole)
        for number in range(options.kills):
            folder = Path(work) / f"ledger{number}"
            command = [sys.executable, "-m", "dragoman", "add", str(rows), "--ledger", str(folder)]
            with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
                time.sleep(random.random() * life)
                process.kill()
            if (folder / "ledger.duckdb").exists():
                made += 1
                broken += run("verify", "--ledger", str(folder)) != 0
            run("add", str(rows), "--ledger", str(folder))
            different += read_account(folder) != expected
    print(f"{options.kills} kills within {life:.1f} s: {made} had made their ledger, {broken} failed verify, ", end="")
    print(f"{different} differed from the whole one after running again")
    sys.exit(1 if broken or different else 0)


if __name__ == "__main__":
    main()
