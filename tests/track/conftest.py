"""The bundled reports, coded once for all tests of this folder, and a linked ledger of them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import dragoman
from dragoman.ledger import Ledger, Method, open_ledger
from dragoman.records import Coded
from dragoman.track.derive import Account, derive_account, make_account

EXAMPLES = Path(dragoman.__file__).parent / "data" / "examples"


@pytest.fixture(scope="session")
def reports() -> list[Coded]:
    """The bundled reports as the coder reads them."""
    return list(dragoman.code(EXAMPLES))


@pytest.fixture(scope="session")
def account(reports: list[Coded]) -> Account:
    """What they tell together."""
    return make_account(reports)


@pytest.fixture(scope="session")
def linked_folder(reports: list[Coded], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a ledger with the bundled reports, appended in odd batches and from the end, and linked."""
    folder = tmp_path_factory.mktemp("linked") / "ledger"
    with open_ledger(folder, create=True) as made:
        made.append(reversed(reports), Method("test", "1", "0"), batch=7)
        made.index()
        derive_account(made)
    return folder


@pytest.fixture(scope="module")
def linked(linked_folder: Path) -> Iterator[Ledger]:
    """That ledger, open for reading."""
    with open_ledger(linked_folder, read_only=True) as opened:
        yield opened


@pytest.fixture
def own_folder(linked_folder: Path, tmp_path: Path) -> Path:
    """A copy of that ledger that a test may change."""
    return Path(shutil.copytree(linked_folder, tmp_path / "ledger"))
