"""The user's folder of tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.annotate.actor_names import load_lexicon
from dragoman.coding.votes import load_senses
from dragoman.coding.word_lists import list_words
from dragoman.errors import TableError
from dragoman.tables import group_rows, read_table


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("codebok.tsv", b"entry\n", r"codebok\.tsv: no table has this name .*did you mean codebook\.tsv\?"),
        ("common_words.tsv", b"word\treason\nfoo\tcaf\xe9\n", r"common_words\.tsv: byte 19 is not UTF-8"),
        ("common_words.tsv", b"wort\treason\nfoo\tbar\n", r"columns \['wort'\] are not known"),
    ],
)
def test_a_table_that_cannot_be_used_is_named(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    """A misspelt name, another encoding, another column: the file and what to do are named, nothing passes by."""
    (tmp_path / name).write_bytes(content)
    with pytest.raises(TableError, match=message):
        read_table("common_words", tmp_path)


@pytest.mark.parametrize(
    ("table", "column", "rows", "message"),
    [
        ("place_words", "class", "class\twords\nvenu\tGeneva\n", r"place_words\.tsv: 'venu': class 'venu' is none of"),
        ("actor_words", "kind", "entry\tword\tkind\nx\tx\tpersn\n", r"actor_words\.tsv: 'x': kind 'persn' is none of"),
        ("agents", "number", "agent\tsectors\tnumber\nx\tGOV\tthiers\n", r"agents\.tsv: 'x': number 'thiers' is none"),
    ],
)
def test_a_kind_that_no_row_of_ours_has_is_named(
    tmp_path: Path, table: str, column: str, rows: str, message: str
) -> None:
    (tmp_path / f"{table}.tsv").write_text(rows, encoding="utf-8")
    with pytest.raises(TableError, match=message):
        group_rows(table, column, tmp_path)


def test_a_kind_whose_rows_the_user_takes_away_is_empty(tmp_path: Path) -> None:
    (tmp_path / "place_words.tsv").write_text("class\twords\nvenue\t-\n", encoding="utf-8")
    grouped = group_rows("place_words", "class", tmp_path)
    assert grouped["venue"] == []
    assert grouped["at"]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        (
            "agents",
            "agent\tsectors\nmilkmen\tBIZ\n",
            r"agents\.tsv: 'milkmen': sectors 'BIZ' is not known; one of: .*GOV",
        ),
        ("titles", "title\tsectors\tkind\ndoge\tGOV\tofice\n", r"titles\.tsv: 'doge': kind 'ofice' is none of"),
    ],
)
def test_a_sector_or_kind_that_nothing_reads_is_named(tmp_path: Path, name: str, content: str, message: str) -> None:
    """A slip in a row of the user's own actors is said at once, not met as a strange sector in the output."""
    (tmp_path / f"{name}.tsv").write_text(content)
    with pytest.raises(TableError, match=message):
        load_lexicon(tmp_path)


def test_a_list_of_words_taken_away_holds_none(tmp_path: Path) -> None:
    """Rules that ask for it find nothing, and no report fails."""
    (tmp_path / "word_lists.tsv").write_text("list\twords\ntoll\t-\n")
    assert list_words("toll", tmp_path) == frozenset()


def test_a_sense_of_no_frame_is_named(tmp_path: Path) -> None:
    """A frame's name that nothing has would never be read."""
    (tmp_path / "frame_senses.tsv").write_text("frame\ttypes\natack.v\tACCUSE\n")
    with pytest.raises(TableError, match=r"'atack\.v': frame 'atack\.v' is not known; did you mean attack\.v"):
        load_senses(tmp_path)


def test_a_sector_of_the_users_own_is_used(tmp_path: Path) -> None:
    """Added to the table of sectors it is one."""
    (tmp_path / "sector_codes.tsv").write_text("sector\tcameo\nBIZ\tBUS\n")
    (tmp_path / "agents.tsv").write_text("agent\tsectors\nmilkmen\tBIZ\n")
    assert load_lexicon(tmp_path)


def test_a_byte_order_mark_is_no_part_of_the_first_column(tmp_path: Path) -> None:
    """Spreadsheets write one; other files beside the tables are let be."""
    (tmp_path / "common_words.tsv").write_bytes(b"\xef\xbb\xbfword\treason\nsplendid\ttest\n")
    (tmp_path / "README.md").write_text("notes", encoding="utf-8")
    assert read_table("common_words", tmp_path)[-1] == {"word": "splendid", "reason": "test"}
