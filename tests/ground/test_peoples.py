"""Peoples by the user's table: found in a phrase or right before it, checked when read."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.errors import TableError
from dragoman.ground.peoples import find_people

HEADER = "people\tstates\treason\n"
TEXT = "Zorg fighters fled."


def test_a_users_people_is_found_before_the_phrase(tmp_path: Path) -> None:
    (tmp_path / "peoples.tsv").write_text(f"{HEADER}Zorg|Zorgs\tPER\tmine\n")
    assert find_people(TEXT, 5, 13, {}, tmp_path) == ("PER", "peoples.tsv: Zorg")
    assert find_people(TEXT, 5, 13, {}) is None


def test_a_row_with_a_state_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "peoples.tsv").write_text(f"{HEADER}Zorg\tPERU\tmine\n")
    with pytest.raises(TableError, match=r"row 'Zorg': 'PERU' is no code of countries\.tsv"):
        find_people(TEXT, 0, 4, {}, tmp_path)
