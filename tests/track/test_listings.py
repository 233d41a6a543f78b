"""The lists as tables, in terminals of 80 and 120 characters."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from dragoman import query
from dragoman.cli import main
from dragoman.terminal import UNSURE

LISTS: list[tuple[str, ...]] = [
    ("events",), ("statements",), ("commitments",), ("happenings",), ("follow",), ("actors",), ("thread",), ("story",),
    ("readout",), ("search", "ceasefire"), ("dyad", "RUS", "CZE"), ("dyad", "RUS", "CZE", "--by", "week"), ("status",),
]  # fmt: skip
HEADS = {
    "events": "when event source id", "statements": "said who and what source id",
    "commitments": "said who and what due status id", "happenings": "when event reports origins id",
    "follow": "said who and what due status id", "actors": "actor acts receives says reports id",
    "thread": "from, to thread reports events id", "story": "from, to story reports origins id",
    "readout": "day meeting and accounts of it lines id", "search": "said report source events id",
}  # fmt: skip


def draw(folder: Path, *words: str, width: int, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The lines of a table in a terminal of that width."""
    monkeypatch.setenv("COLUMNS", str(width))
    result = CliRunner().invoke(main, [*words, "--format", "table", "--ledger", str(folder)])
    assert result.exit_code == 0, result.output
    return [line.rstrip() for line in result.stdout.splitlines()]


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("words", LISTS, ids=[" ".join(w) for w in LISTS])
def test_a_list_fits_and_reads_well(
    own_folder: Path, words: tuple[str, ...], width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No line is too wide, no heading is broken, dates and ids stand whole."""
    lines = draw(own_folder, *words, width=width, monkeypatch=monkeypatch)
    assert max(len(line) for line in lines) <= width
    if words[0] not in HEADS:
        return
    assert " ".join(lines[0].split()) == HEADS[words[0]]
    ids = [row["id"][:8] for row in (query.search(own_folder, words[1]) if words[1:] else _rows(own_folder, words[0]))]
    text = "\n".join(lines)
    assert all(id in text for id in ids[:50])


def test_a_doubtful_act_is_marked(own_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever reads a list sees which acts are more likely wrong than right, and how likely."""
    doubtful = [row for row in query.events(own_folder) if row["confidence"] < UNSURE]
    text = " ".join(draw(own_folder, "events", "--limit", "1000", width=300, monkeypatch=monkeypatch))
    assert doubtful
    assert text.count("unsure (") == len(doubtful)


def _rows(folder: Path, verb: str) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = getattr(query, verb)(folder)
    return rows


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("verb", ["happenings", "follow", "actors", "thread", "story", "readout"])
def test_parts_stand_under_their_row(own_folder: Path, verb: str, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The row itself first, then what it is made of, no line too wide."""
    row = next(r for r in _rows(own_folder, verb) if getattr(query, verb)(own_folder, r["id"]))
    lines = draw(own_folder, verb, row["id"], width=width, monkeypatch=monkeypatch)
    assert max(len(line) for line in lines) <= width
    assert " ".join(lines[0].split()) == HEADS[verb]
    assert row["id"][:8] in "\n".join(lines)
    assert "" in lines


def test_the_sides_of_a_readout_stand_side_by_side(own_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A column for each side; what one claims and the other omits is on one line."""
    meetings = query.readout(own_folder, actor="UZB")
    meeting = next(m for m in meetings if all(side["omits"] for side in m["sides"]))
    lines = draw(own_folder, "readout", meeting["id"], width=120, monkeypatch=monkeypatch)
    head = next(line for line in lines if line.split() == ["JPN", "UZB"])
    row = next(line for line in lines if "(left out)" in line)
    assert {row.index("“"), row.index("(left out)")} == {head.index("JPN"), head.index("UZB")}


def test_times_without_reports_are_one_line(own_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Unknown is told apart from silence."""
    lines = draw(own_folder, "dyad", "RUS", "CZE", "--until", "2021-12", width=80, monkeypatch=monkeypatch)
    assert sum("no report" in line for line in lines) == 2
    assert any(line.split()[-5:] == ["0"] * 5 for line in lines)


@pytest.mark.parametrize("width", [80, 120])
def test_sql_with_many_columns_is_shown_as_records(
    own_folder: Path, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A line a column, where columns have no room beside each other."""
    lines = draw(own_folder, "sql", "FROM event_mentions LIMIT 2", width=width, monkeypatch=monkeypatch)
    assert [line for line in lines if line.startswith("row ")] == ["row 1", "row 2"]
    assert max(len(line) for line in lines) <= width
    words = ("sql", "SELECT event_type, quad_class FROM event_mentions")
    few = draw(own_folder, *words, width=width, monkeypatch=monkeypatch)
    assert few[0].split() == ["event_type", "quad_class"]
