"""Offices that a state does not have."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.errors import TableError
from dragoman.ground.lacking import list_lacking


@pytest.mark.parametrize(
    ("phrase", "code", "lacks"),
    [
        ("the Foreign Ministry", "USA", True),
        ("the Foreign Ministry", "PER", False),
        ("Prime Minister", "MEX", True),
        ("premiership", "MEX", False),
        ("the President", "JPN", True),
        ("the junta", "IGO", True),
        (None, "USA", False),
        ("minister", "ISM", True),
        ("minister", "PSE", False),
    ],
)
def test_a_state_lacks_what_the_table_says(phrase: str | None, code: str, lacks: bool) -> None:
    assert (code in list_lacking(phrase)) is lacks


def test_a_users_row_counts(tmp_path: Path) -> None:
    (tmp_path / "lacking.tsv").write_text("words\tstates\treason\nmaritime ministry\tCHE\tno sea\n")
    assert list_lacking("the Maritime Ministry", tmp_path) == {"CHE"}


def test_a_code_of_no_state_is_refused(tmp_path: Path) -> None:
    (tmp_path / "lacking.tsv").write_text("words\tstates\treason\nmaritime ministry\tCHE|XXX\tno sea\n")
    with pytest.raises(TableError, match="'XXX' is no code"):
        list_lacking("the Maritime Ministry", tmp_path)
