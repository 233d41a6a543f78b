"""Ledgers of ours: a few invented reports, coded once, in real files. The benchmarks' folder can be imported too."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from ledger_samples import METHOD, write_rows

import dragoman
from dragoman.ledger import Ledger, open_ledger
from dragoman.records import Coded

sys.path.insert(0, str(Path(__file__).parents[2]))


@pytest.fixture(scope="session")
def coded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Coded, ...]:
    """Twelve reports, coded."""
    return tuple(dragoman.code([write_rows(tmp_path_factory.mktemp("coded") / "rows.jsonl", 12)]))


@pytest.fixture
def ledger(tmp_path: Path, coded: tuple[Coded, ...]) -> Iterator[Ledger]:
    """A ledger with the twelve reports, open for writing."""
    with open_ledger(tmp_path / "ledger", create=True) as made:
        made.append(coded, METHOD)
        yield made
