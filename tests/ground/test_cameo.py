"""CAMEO codes by who acts."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.errors import TableError
from dragoman.ground.cameo import suit_cameo
from dragoman.records import Actor


def _act(*sectors: str) -> list[Actor]:
    return [Actor(0, 1, "x", None, (s,) if s else (), None, None, None) for s in sectors]


@pytest.mark.parametrize(
    ("cameo", "sectors", "code"),
    [
        ("193", ("COP",), "180"),
        ("193", ("MIL",), "193"),
        ("193", ("COP", "MIL"), "193"),
        ("193", ("COP", ""), "193"),
        ("190", (), "190"),
        ("173", ("COP",), "173"),
    ],
)
def test_only_armed_forces_use_conventional_force(cameo: str, sectors: tuple[str, ...], code: str) -> None:
    assert suit_cameo(cameo, _act(*sectors)) == code


def test_a_users_row_counts_over_ours(tmp_path: Path) -> None:
    (tmp_path / "cameo_actors.tsv").write_text("cameo\tsectors\tinstead\treason\n193\tREB\t180\tour codebook\n")
    assert suit_cameo("193", _act("REB"), tmp_path) == "180"
    assert suit_cameo("193", _act("COP"), tmp_path) == "193"


def test_a_code_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "cameo_actors.tsv").write_text("cameo\tsectors\tinstead\treason\n193\tREB\t99\tour codebook\n")
    with pytest.raises(TableError, match=r"row '193': '99' is no code of cameo\.tsv"):
        suit_cameo("193", _act("REB"), tmp_path)
