"""Fixtures for the whole program: a report of ours, and the command line run in this process."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

REPORT = (
    "NAIROBI, March 14 - Kenyan Foreign Minister Achieng Odhiambo met her Ugandan counterpart, Moses Kizza, in "
    "Nairobi on Monday.\n\n"
    "“We agreed to reopen the Busia border post before the end of March,” Odhiambo told reporters after the talks.\n\n"
    "Kizza said that Uganda would send customs officers as soon as the road is repaired.\n\n"
    "Uganda rejected a Kenyan proposal for joint patrols last year.\n"
)


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


class Dragoman:
    """The command line, run in this process."""

    def __call__(self, *args: str, text: str | None = None) -> Result:
        from dragoman.cli import main

        return CliRunner().invoke(main, list(args), input=text, catch_exceptions=False)


@pytest.fixture
def dragoman() -> Dragoman:
    """Call as `dragoman("code", "file")`; the result has `exit_code`, `stdout`, `stderr`."""
    return Dragoman()
