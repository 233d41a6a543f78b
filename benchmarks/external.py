"""Runs an external scorer on this checkout and writes its figures, with version and machine, to docs/figures.md.

    python benchmarks/external.py PATH/TO/score.py [TASK ...]

The scorer calls only the `dragoman` command, as its output contract says; its data stay where they are.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

OUT = Path(__file__).parents[1] / "docs" / "figures.md"


def main() -> None:
    """Run, then write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scorer", type=Path)
    parser.add_argument("task", nargs="*")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        figures = Path(folder) / "figures.json"
        command = [sys.executable, str(args.scorer), *args.task, "--json", str(figures)]
        subprocess.run([*command, "--cmd", f"{sys.executable} -m dragoman"], check=True)
        rows = json.loads(figures.read_text())
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    head = (
        "# Figures on external sets\n\n"
        f"Dragoman {version('dragoman')} at {commit.stdout.strip()}, {datetime.date.today()}, "
        f"{platform.machine()} with {os.cpu_count()} cores, Python {platform.python_version()}.\n"
        "Written by `benchmarks/external.py`; development halves, read while tuning: a sealed half is scored "
        "elsewhere.\n\n| figure | value |\n|---|---|\n"
    )
    OUT.write_text(head + "".join(f"| {name} | {value:.3f} |\n" for name, value in rows.items()), encoding="utf-8")


if __name__ == "__main__":
    main()
