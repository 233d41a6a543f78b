"""The tables kept beside the views say what the views say, whatever was appended, corrected, undone or re-coded."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import duckdb
import msgspec
import pytest
from ledger_samples import METHOD, NEWER, dump_views

from benchmarks.ledger import invent_reports
from dragoman.ledger import Ledger, correct, open_ledger
from dragoman.ledger.correct import Decision
from dragoman.ledger.corrections import REJECTED
from dragoman.ledger.queries import Filters, list_events
from dragoman.records import Coded

REPORTS = 40  # with ten events each: some states stand in more mentions than a page holds
OFTEN, SELDOM = "USA", "YEM"


@pytest.fixture(scope="module")
def invented() -> tuple[Coded, ...]:
    """Reports with many events between few states."""
    return tuple(invent_reports(REPORTS * 10))


@pytest.fixture
def large(tmp_path: Path, invented: tuple[Coded, ...]) -> Iterator[Ledger]:
    """A ledger of them."""
    with open_ledger(tmp_path / "large", create=True) as made:
        made.append(invented, METHOD)
        yield made


def assert_kept(ledger: Ledger) -> None:
    """The kept tables are what a rebuild makes, and nothing is wrong."""
    assert list(ledger.verify()) == []
    before = dump_views(ledger)
    ledger.rebuild_views()
    assert dump_views(ledger) == before


def newest(ledger: Ledger, code: str) -> list[str]:
    """Ids of an actor's newest mentions, found in the view."""
    rows = ledger.query(
        "SELECT id FROM event_mentions WHERE list_contains(actor_codes || recipient_codes, ?) "
        "ORDER BY day DESC NULLS LAST, report_id, position", [code],
    )  # fmt: skip
    return [row["id"] for row in rows]


@pytest.mark.parametrize(("code", "limit"), [(OFTEN, 50), (OFTEN, 7), (SELDOM, 50)])
def test_an_actors_page_is_the_newest_of_all_its_mentions(large: Ledger, code: str, limit: int) -> None:
    """Read from the kept table, it is what the view holds, and the total counts all."""
    expected = newest(large, code)
    page = list_events(large, Filters(actor=code, limit=limit))
    assert [row["id"] for row in page.rows] == expected[:limit]
    assert page.total == len(expected)


def test_pages_follow_each_other_without_a_gap(large: Ledger) -> None:
    """The second page, which is not kept, goes on where the first ends, in the same columns."""
    pages = [list_events(large, Filters(actor=OFTEN, page=n)) for n in (1, 2)]
    assert [row["id"] for page in pages for row in page.rows] == newest(large, OFTEN)[:100]
    assert list(pages[0].rows[0]) == list(pages[1].rows[0])
    assert pages[0].total == pages[1].total


def test_a_country_without_mentions_has_an_empty_page(large: Ledger) -> None:
    """It is known, and nothing is told of it."""
    assert list_events(large, Filters(actor="Fiji")).total == 0


def test_what_is_rejected_leaves_a_full_page_and_the_next_comes_up(large: Ledger) -> None:
    """The fifty-first mention moves in, and out again when that is undone."""
    before, gone = newest(large, OFTEN), newest(large, OFTEN)[3]
    made = correct.judge_verdict(large, gone, REJECTED, Decision("ada", "2031-01-01T00:00:00.000001+00:00", "no"))
    large.append_judgements(made)
    assert [row["id"] for row in list_events(large, Filters(actor=OFTEN)).rows] == [*before[:3], *before[4:51]]
    assert_kept(large)
    large.append_judgements(
        correct.judge_undo(large, made[0].id, Decision("bea", "2031-01-02T00:00:00.000001+00:00", "yes"))
    )
    assert [row["id"] for row in list_events(large, Filters(actor=OFTEN)).rows] == before[:50]
    assert_kept(large)


def test_recoding_moves_what_is_kept(large: Ledger, invented: tuple[Coded, ...]) -> None:
    """A newer method finds fewer events in some reports, and none in one."""
    for n, coded in enumerate(invented[::3]):
        large.append([msgspec.structs.replace(coded, events=coded.events[: n % 4])], NEWER)
    assert_kept(large)


@pytest.mark.parametrize("seed", range(4))
def test_any_history_leaves_what_a_rebuild_makes(invented: tuple[Coded, ...], tmp_path: Path, seed: int) -> None:
    """Appending, re-coding, rejecting, editing and undoing at random."""
    random, reports = Random(seed), list(invented)
    random.shuffle(reports)
    with open_ledger(tmp_path / "any", create=True) as ledger:
        ledger.append(reports[:12], METHOD, batch=5)
        for step in range(12):
            take_a_step(ledger, reports, random, step)
        assert_kept(ledger)


def take_a_step(ledger: Ledger, reports: list[Coded], random: Random, step: int) -> None:
    """Something that a user may do."""
    by = Decision("ada", f"2031-01-01T00:00:{step:02}.000001+00:00", "read it")
    some = random.sample(reports, 5)
    known = [row["id"] for row in ledger.query("SELECT id FROM event_mentions ORDER BY id")]
    claim = random.choice(known)
    match random.choice(["add", "recode", "reject", "edit", "undo"]):
        case "add":
            ledger.append(some, METHOD, batch=2)
        case "recode":
            ledger.append([msgspec.structs.replace(c, events=c.events[random.randint(0, 5) :]) for c in some], NEWER)
        case "reject":
            ledger.append_judgements(correct.judge_verdict(ledger, claim, REJECTED, by))
        case "edit":
            field, value = random.choice(
                [("recipients", "Fiji=FJI"), ("when_from", "2019-05-05"), ("factuality", "denied")]
            )
            ledger.append_judgements(correct.judge_edit(ledger, claim, field, value, by))
        case "undo":
            rows = ledger.query("SELECT id FROM standing_judgements ORDER BY id")
            if rows:
                ledger.append_judgements(correct.judge_undo(ledger, random.choice(rows)["id"], by))


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE derived.dyad_counts SET material_conflict = material_conflict + 1 WHERE rowid = 0",
        "DELETE FROM derived.dyad_counts WHERE rowid = 0",
        "UPDATE derived.actor_mentions SET mentions = mentions + 1 WHERE rowid = 0",
        "UPDATE derived.newest_events SET event_type = 'AID', mode = 'none' WHERE rowid = 0",
        "INSERT INTO derived.newest_events FROM derived.newest_events LIMIT 1",
    ],
)
def test_verify_finds_what_is_kept_wrongly(large: Ledger, damage: str) -> None:
    """Somebody wrote into a kept table by other means; a rebuild mends it."""
    large.close()
    with duckdb.connect(str(large.path / "ledger.duckdb")) as con:
        con.execute(damage)
    with open_ledger(large.path) as ledger:
        assert {fault.check for fault in ledger.verify()} == {"view"}
        ledger.rebuild_views()
        assert list(ledger.verify()) == []
