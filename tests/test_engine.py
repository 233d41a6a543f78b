"""Where it runs: how many processes, and what a stop leaves."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from multiprocessing import active_children
from pathlib import Path

import pytest

from dragoman.acquire import parse_text
from dragoman.engine import FEW, code_articles
from dragoman.records import Article

TEXT = "Kenya and Uganda agreed on Monday to reopen the border post at Malaba. Report {}."


def articles(count: int) -> Iterator[Article]:
    return (parse_text(TEXT.format(i), source=str(i), published="2022-03-14") for i in range(count))


@pytest.mark.parametrize("count", [0, 3, FEW + 9], ids=["none", "few", "many"])
def test_the_default_gives_the_same_output_in_order(count: int) -> None:
    """Few run here, many in several processes."""
    assert list(code_articles(articles(count), processes=None)) == list(code_articles(articles(count)))


def test_few_articles_start_no_process() -> None:
    """Others would cost seconds."""
    coded = code_articles(articles(FEW), processes=None)
    next(coded)
    assert active_children() == []


def test_reading_stays_a_few_batches_ahead() -> None:
    """However many come, memory does not grow with them."""
    taken = []

    def endless() -> Iterator[Article]:
        for article in articles(10_000):
            taken.append(article)
            yield article

    coded = code_articles(endless(), processes=2)
    next(coded)
    assert len(taken) <= 48
    coded.close()  # type: ignore[attr-defined]  # the generator behind the iterator


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="signals to a process group are POSIX")
def test_ctrl_c_ends_all_processes_with_one_line(tmp_path: Path) -> None:
    """As from a terminal: the signal reaches parent and workers; written lines are whole, nothing is traced."""
    rows = tmp_path / "rows.jsonl"
    rows.write_text("".join(f'{{"id": "{i}", "text": "{TEXT.format(i) * 40}"}}\n' for i in range(2000)))
    out = tmp_path / "out.jsonl"
    command = [sys.executable, "-m", "dragoman", "code", str(rows), "--processes", "2", "-o", str(out)]
    run = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)
    while not (out.exists() and out.stat().st_size) and run.poll() is None:
        time.sleep(0.05)
    os.killpg(run.pid, signal.SIGINT)
    said = run.communicate()[1]
    assert (run.returncode, said.strip()) == (130, "dragoman: stopped; what was written stays whole")
    assert out.read_text(encoding="utf-8").endswith("\n")
