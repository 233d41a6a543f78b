"""A user's codebook entry of a definition and example phrases: what it makes, what it finds, what it refuses."""

from pathlib import Path

import pytest

import dragoman
from dragoman.coding.codebook_tables import load_codebook
from dragoman.errors import TableError

HEADER = "entry\tevent_type\tmode\tquad\tintensity\tcameo\tdefinition\texamples"
PHRASES = "serenaded the queen; put the city under siege; climbed up the wall; set the captives free; sent the flowers"


def _overlay(folder: Path, *rows: str) -> Path:
    (folder / "codebook.tsv").write_text("\n".join((HEADER, *rows)) + "\n")
    return folder


@pytest.fixture
def overlay(tmp_path: Path) -> Path:
    return _overlay(tmp_path, f"SUPPORT.courtship\tSUPPORT\tcourtship\t\t\t\tOne side woos another.\t{PHRASES}")


def test_an_entry_without_numbers_takes_its_types(overlay: Path) -> None:
    book = load_codebook(overlay)
    entry, general = book.entry("SUPPORT", "courtship"), book.entry("SUPPORT")
    assert (entry.quad, entry.intensity, entry.cameo) == (general.quad, general.intensity, general.cameo)


def test_a_narrow_verb_stands_alone_and_a_broad_one_keeps_its_telling_word(overlay: Path) -> None:
    triggers = {t.text for ts in load_codebook(overlay).triggers.values() for t in ts if t.frame.own}
    assert triggers == {
        "serenad", "put _ siege", "climb up _ wall", "set _ free", "send _ flower",
    }  # fmt: skip


def test_the_entry_takes_effect(overlay: Path) -> None:
    [coded] = dragoman.code("France serenaded Germany on Monday.", published="2004-05-04", overlay=overlay)
    assert [(e.event_type, e.mode, e.actors[0].code, e.recipients[0].code) for e in coded.events] == [
        ("SUPPORT", "courtship", "FRA", "DEU")
    ]


def test_words_like_an_example_are_the_entrys_act_too(tmp_path: Path) -> None:
    phrases = "telephoned the president; spoke by telephone; held a phone call"
    overlay = _overlay(tmp_path, f"CONSULT.wire\tCONSULT\twire\t\t\t\tTwo sides speak from afar.\t{phrases}")
    text = "France's president phoned the German chancellor on Monday."
    [coded] = dragoman.code(text, published="2004-05-04", overlay=overlay)
    assert [(e.event_type, e.mode) for e in coded.events] == [("CONSULT", "wire")]
    assert "example of CONSULT.wire" in coded.events[0].rule


def test_an_example_without_a_verb_is_named(tmp_path: Path) -> None:
    overlay = _overlay(tmp_path, "SUPPORT.x\tSUPPORT\tx\t\t\t\tA.\tthe serenade")
    with pytest.raises(TableError, match=r"codebook\.tsv, row 'SUPPORT\.x': example 'the serenade' does not begin"):
        load_codebook(overlay)
