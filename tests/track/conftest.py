"""The bundled reports, coded once for all tests of this folder."""

from __future__ import annotations

from pathlib import Path

import pytest

import dragoman
from dragoman.records import Coded
from dragoman.track.derive import Account, make_account

EXAMPLES = Path(dragoman.__file__).parent / "data" / "examples"


@pytest.fixture(scope="session")
def reports() -> list[Coded]:
    """The bundled reports as the coder reads them."""
    return list(dragoman.code(EXAMPLES))


@pytest.fixture(scope="session")
def account(reports: list[Coded]) -> Account:
    """What they tell together."""
    return make_account(reports)
