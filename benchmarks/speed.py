"""Speed and memory on this machine: articles a second, largest process, time of --help.

    python benchmarks/speed.py [--processes 2] [--articles 300]

The articles are the bundled reports joined to about 750 words each, every one with a line of its own so that no
two are the same text.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import dragoman
from dragoman.acquire import read_articles

EXAMPLES = Path(dragoman.__file__).parent / "data" / "examples"
WORDS = 750


def write_articles(path: Path, count: int) -> None:
    """A JSONL of `count` articles of about 750 words."""
    texts = [a.article.text for a in read_articles([str(EXAMPLES)]) if a.article]
    pool = itertools.cycle(texts)
    with path.open("w", encoding="utf-8") as out:
        for number in range(count):
            text = f"Report number {number}."
            while len(text.split()) < WORDS:
                text += "\n\n" + next(pool)
            out.write(json.dumps({"id": str(number), "text": text, "published_at": "2022-10-27"}) + "\n")


def run_code(path: Path, processes: int) -> float:
    """Wall seconds of one run of the command."""
    begun = time.perf_counter()
    command = [sys.executable, "-m", "dragoman", "code", str(path), "--processes", str(processes)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun


def cpu_of_help() -> float:
    """Median CPU seconds of `dragoman --help` over seven runs."""
    spent = []
    for _ in range(7):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-m", "dragoman", "--help"], check=True, stdout=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return statistics.median(spent)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--articles", type=int, default=300)
    args = parser.parse_args()
    print(f"machine: {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(f"--help: {cpu_of_help():.3f} s of CPU (median of 7)")
    with tempfile.TemporaryDirectory() as folder:
        few, many = Path(folder) / "few.jsonl", Path(folder) / "many.jsonl"
        write_articles(few, 2 * args.processes)
        write_articles(many, args.articles)
        start = run_code(few, args.processes)
        seconds = run_code(many, args.processes) - start
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    rate = (args.articles - 2 * args.processes) / seconds
    print(f"{rate:.1f} articles of about {WORDS} words a second in {args.processes} process(es), start {start:.1f} s")
    print(f"largest process {peak:.0f} MB")


if __name__ == "__main__":
    main()
