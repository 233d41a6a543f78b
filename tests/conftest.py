"""Fixtures for the whole program: a report of ours, and the command line run in this process."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_samples import REPORT, Dragoman


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A saved report on disk."""
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last run is kept in the test's own folder."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def dragoman() -> Dragoman:
    """Call as `dragoman("code", "file")`; the result has `exit_code`, `stdout`, `stderr`."""
    return Dragoman()
