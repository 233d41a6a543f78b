"""Claims go in whole, once, and come out as they were."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import msgspec
import pytest
from ledger_samples import METHOD, NEWER, dump_views

from dragoman.errors import LedgerError, UsageError
from dragoman.ledger import Judgement, Ledger, open_ledger, search
from dragoman.records import Coded


def test_a_report_comes_out_as_it_went_in(ledger: Ledger, coded: tuple[Coded, ...]) -> None:
    """Nothing of a coded report is lost or changed."""
    assert [ledger.read_coded(c.article.id) for c in coded] == list(coded)


def test_appending_again_adds_nothing(ledger: Ledger, coded: tuple[Coded, ...]) -> None:
    """The same reports by the same method are there already."""
    before = dump_views(ledger)
    count = ledger.append([*coded, *coded], METHOD)
    assert (count.codings, count.events, count.known) == (0, 0, 24)
    assert dump_views(ledger) == before


@pytest.mark.parametrize("batch", [1, 5, 100])
def test_order_and_batch_do_not_show_in_any_view(
    ledger: Ledger, coded: tuple[Coded, ...], tmp_path: Path, batch: int
) -> None:
    """The same claims in any order and batch size give the same views, byte for byte."""
    shuffled = list(coded)
    Random(batch).shuffle(shuffled)
    with open_ledger(tmp_path / "other", create=True) as other:
        other.append(shuffled[:5], METHOD, batch=batch)
        other.append(shuffled[3:], METHOD, batch=batch)
        assert dump_views(other) == dump_views(ledger)


def test_rebuilding_the_views_changes_nothing(ledger: Ledger) -> None:
    """Views are functions of the claims."""
    before = dump_views(ledger)
    ledger.rebuild_views()
    assert dump_views(ledger) == before


def test_a_newer_method_adds_claims_beside_the_old(ledger: Ledger, coded: tuple[Coded, ...]) -> None:
    """1.10 is newer than 1.2; the views read it; what the older one wrote is still there."""
    one = msgspec.structs.replace(coded[0], events=coded[0].events[:1], commitments=())
    ledger.append([one], NEWER)
    report = coded[0].article.id
    assert ledger.read_coded(report) == one
    assert ledger.read_coded(report, METHOD.id) == coded[0]
    shown = ledger.query("SELECT id FROM event_mentions WHERE report_id = ?", [report])
    assert [row["id"] for row in shown] == [one.events[0].id]


def test_an_older_method_added_later_does_not_take_over(coded: tuple[Coded, ...], tmp_path: Path) -> None:
    """The version decides which is newest, not when it was recorded."""
    with open_ledger(tmp_path / "new", create=True) as ledger:
        ledger.append(coded[:1], NEWER)
        ledger.append([msgspec.structs.replace(coded[0], events=(), commitments=())], METHOD)
        assert ledger.read_coded(coded[0].article.id) == coded[0]


def test_a_stop_keeps_what_was_whole(coded: tuple[Coded, ...], tmp_path: Path) -> None:
    """Ctrl-C while coding: what was coded before it is in the ledger."""

    def stopped() -> Iterator[Coded]:
        yield from coded[:7]
        raise KeyboardInterrupt

    with open_ledger(tmp_path / "ledger", create=True) as ledger:
        with pytest.raises(KeyboardInterrupt):
            ledger.append(stopped(), METHOD)
        assert len(ledger.known_reports(METHOD)) == 7
        assert list(ledger.verify()) == []


def test_a_withheld_text_is_gone_and_its_claims_stay(ledger: Ledger, coded: tuple[Coded, ...]) -> None:
    """Spans and quoted words survive; the view says that the text is withheld; the search forgets it."""
    report = coded[0].article.id
    assert report in ledger.search("border")
    ledger.withhold(report, why="taken down", person="ana", decided_at="2024-01-01")
    (row,) = ledger.query("SELECT text, retention, events FROM report_list WHERE id = ?", [report])
    assert (row["text"], row["retention"]) == (None, "withheld")
    assert ledger.query("SELECT * FROM event_mentions WHERE report_id = ?", [report])
    assert report not in ledger.search("border")
    assert list(ledger.verify()) == []


def test_adding_a_withheld_report_again_does_not_bring_its_text_back(ledger: Ledger, coded: tuple[Coded, ...]) -> None:
    """A takedown holds."""
    ledger.withhold(coded[0].article.id, why="taken down", person="ana", decided_at="2024-01-01")
    ledger.append(coded, NEWER)
    assert ledger.query("SELECT count(*) AS n FROM texts") == [{"n": 11}]


def test_judgements_are_kept_once_and_an_undone_one_no_longer_stands(ledger: Ledger, coded: tuple[Coded, ...]) -> None:
    """The undone row stays in the table."""
    first, second = coded[0].events[0].id, coded[1].events[0].id
    same = Judgement("same_event", first, second, why="one meeting", person="ana", decided_at="2024-01-01")
    assert ledger.append_judgements([same, same]) == 1
    assert ledger.append_judgements([same]) == 0
    assert [row["id"] for row in ledger.query("FROM standing_judgements")] == [same.id]
    ledger.append_judgements([Judgement("undo", same.id, person="ben", decided_at="2024-01-02")])
    assert ledger.query("FROM standing_judgements") == []
    assert len(ledger.query("FROM judgements")) == 2


def test_a_judgement_about_a_missing_row_is_refused_whole(ledger: Ledger, coded: tuple[Coded, ...]) -> None:
    """The row is named and none of the batch is kept."""
    good = Judgement("correction", coded[0].events[0].id, field="mode", value="visit", person="ana")
    with pytest.raises(LedgerError, match="no row 'feed'"):
        ledger.append_judgements([good, Judgement("correction", "feed", field="mode", person="ana")])
    assert ledger.query("FROM judgements") == []


def test_a_derived_table_is_replaced_whole_and_dropped_by_a_rebuild(ledger: Ledger) -> None:
    """It is found by its bare name."""
    columns = {"id": "VARCHAR", "members": "VARCHAR[]"}
    ledger.write_table("pairs", columns, [{"id": "a", "members": ["x"]}])
    ledger.write_table("pairs", columns, [{"id": "b", "members": []}])
    assert ledger.query("FROM pairs") == [{"id": "b", "members": []}]
    ledger.rebuild_views()
    with pytest.raises(UsageError, match="pairs"):
        ledger.query("FROM pairs")


@pytest.mark.parametrize("words", ["border", "bord*", '"border post"', "KENYAN minister", "elan"])
def test_search_finds_words_phrases_and_beginnings(ledger: Ledger, words: str) -> None:
    """Without case and accents."""
    assert len(ledger.search(words)) == 12


@pytest.mark.parametrize("words", ["border zebra", '"post border"', "AND OR NOT zebra", "x OR (y"])
def test_search_asks_for_all_words_as_they_stand(ledger: Ledger, words: str) -> None:
    """The index's own operators are words like others."""
    assert ledger.search(words) == []


@pytest.mark.parametrize("ranked", [1, 5, 11, 12])
def test_pages_of_a_frequent_word_hold_each_report_once(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch, ranked: int
) -> None:
    """Of more matches than are ranked the last recorded come first; together the pages are what all matches are."""
    monkeypatch.setattr(search, "RANKED", ranked)
    whole = ledger.search("border", limit=-1)
    assert [i for at in range(0, 12, 5) for i in ledger.search("border", limit=5, offset=at)] == whole
    recorded = [row["id"] for row in ledger.query("SELECT id FROM reports ORDER BY number DESC")]
    assert sorted(whole[:ranked]) == sorted(recorded[:ranked])
    assert whole[ranked:] == recorded[ranked:]


def test_a_lost_index_is_made_again(ledger: Ledger) -> None:
    """The index holds nothing of its own."""
    before = ledger.search("border")
    (ledger.path / "search.sqlite").unlink()
    assert ledger.search("border") == before


def test_an_index_of_another_ledger_is_not_trusted(ledger: Ledger, coded: tuple[Coded, ...], tmp_path: Path) -> None:
    """A copied index is made anew."""
    with open_ledger(tmp_path / "small", create=True) as small:
        small.append(coded[:1], METHOD)
        ledger.index()
        (small.path / "search.sqlite").write_bytes((ledger.path / "search.sqlite").read_bytes())
        assert small.search("border") == [coded[0].article.id]


def test_rows_come_as_arrow_on_request(ledger: Ledger) -> None:
    """The same rows in another shape."""
    table = ledger.query("SELECT id FROM events ORDER BY id", form="arrow")
    assert table.to_pylist() == ledger.query("SELECT id FROM events ORDER BY id")


def test_an_unknown_shape_is_refused(ledger: Ledger) -> None:
    """With the shapes there are."""
    with pytest.raises(UsageError, match="rows, arrow, pandas, polars"):
        ledger.query("SELECT 1", form="excel")  # type: ignore[arg-type]
