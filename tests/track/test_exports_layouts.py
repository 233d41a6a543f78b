"""The field's layouts, row by row: column counts, order, codes as text, a golden row of each checked by hand."""

from __future__ import annotations

from typing import Any

import pytest

from dragoman.coding.codebook_tables import load_codebook
from dragoman.track.exports import layouts
from dragoman.track.exports.codes import load_codes
from dragoman.track.exports.events import ExportEvent, group_events, list_pairs, number_blocks
from dragoman.track.exports.layouts import Layout
from dragoman.track.exports.polecat import POLECAT_HEADER, format_polecat
from dragoman.track.exports.write import join_cells

Row = dict[str, Any]


def party(text: str, code: str | None, *sectors: str, role: str | None = None, start: int = 0) -> Row:
    return {
        "text": text, "name": text, "code": code, "sectors": list(sectors), "role": role, "grounding": None,
        "start": start, "end": start + len(text),
    }  # fmt: skip


def mention(**changed: Any) -> Row:
    """Russia's foreign minister threatens Moldova, told on the second day of 2004."""
    row: Row = {
        "id": "e1", "report_id": "r1", "source": "mail/a.eml", "url": "https://gazette.example/a", "title": "T",
        "publisher": "The Gazette", "published_at": "2004-01-02", "text_length": 640, "language": "en",
        "event_type": "THREATEN", "mode": None, "cameo": "130", "quad_class": 3, "intensity": -3.5,
        "factuality": "asserted", "confidence": 0.83, "contexts": ["military", "territory"],
        "actors": [party("Igor Markov", "RUS", "GOV", role="foreign minister", start=10)],
        "recipients": [party("Moldova", "MDA", "GOV", start=50)],
        "day": "2004-01-01", "when_from": "2004-01-01", "when_to": "2004-01-01", "when_text": "Thursday",
        "place": "Chișinău", "place_name": "Chișinău", "country": "MDA", "lat": 47.00556, "lon": 28.8575,
        "geonames_id": 618426, "trigger": "threatened", "trigger_start": 30, "sentence_number": 2, "position": 0,
    }  # fmt: skip
    return {**row, **changed}


def event(**changed: Any) -> ExportEvent:
    lead = mention(**changed)
    return ExportEvent(lead["id"], lead, (lead,))


def make_layout(rule: str) -> Layout:
    return Layout(load_codebook(), load_codes(), rule)


def test_gdelt_event_golden_row() -> None:
    [row] = layouts.format_gdelt_events([event()], make_layout("icews"))
    assert len(row) == 61
    assert int(row[0]) < 1 << 52
    assert row[1:5] == ["20040101", "200401", "2004", "2004.0027"]
    assert row[5:15] == ["RUSGOV", "IGOR MARKOV", "RUS", "", "", "", "", "GOV", "", ""]
    assert row[15:25] == ["MDAGOV", "MOLDOVA", "MDA", "", "", "", "", "GOV", "", ""]
    assert row[25:35] == ["0", "130", "130", "13", "3", "-4.4", "1", "1", "1", ""]
    assert row[35:51] == ["0", *[""] * 7] * 2
    assert row[51:59] == ["4", "Chișinău, Moldova", "MD", "", "", "47.0056", "28.8575", ""]
    assert row[59:] == ["20040102000000", "https://gazette.example/a"]


def test_gdelt_mentions_golden_row() -> None:
    [row] = layouts.format_gdelt_mentions([event()], make_layout("icews"))
    [told] = layouts.format_gdelt_events([event()], make_layout("icews"))
    assert row[0] == told[0]
    assert row[1:] == [
        "20040102000000", "20040102000000", "1", "gazette.example", "https://gazette.example/a", "2", "10", "50", "30",
        "1", "80", "640", "", "", "",
    ]  # fmt: skip
    assert len(row) == 16


def test_icews_golden_row() -> None:
    header, row = layouts.format_icews([event()], make_layout("icews"))
    assert header == list(layouts.ICEWS_HEADER)
    assert len(row) == 20
    assert int(row[0]) < 1 << 31
    assert int(row[11]) < 1 << 31
    label = load_codebook().cameo["130"].label
    assert row[1:11] == [
        "2004-01-01", "Igor Markov", "Government", "Russian Federation", label, "130", "-4.4",
        "Moldova", "", "Moldova",
    ]  # fmt: skip
    assert row[12:] == ["2", "The Gazette", "Chișinău", "", "", "Moldova", "47.0056", "28.8575"]


def test_phoenix_golden_row() -> None:
    [row] = layouts.format_phoenix([event()], make_layout("phoenix"))
    assert row[1:] == [
        "20040101", "2004", "01", "01", "RUSGOV", "RUS", "GOV", "", "MDAGOV", "MDA", "GOV", "",
        "130", "13", "3", "-4.4", "", "47.0056", "28.8575", "Chișinău", "", "Moldova",
        "r1_2", "https://gazette.example/a", "The Gazette",
    ]  # fmt: skip
    assert len(row) == 26


def test_polecat_golden_row() -> None:
    header, row = format_polecat([event()], make_layout("plover"), "v1")
    assert header == list(POLECAT_HEADER)
    assert row == [
        "e1", "2004-01-01", "THREATEN", "None", "-3.5", "VERBAL CONFLICT", "military;territory",
        "Igor Markov", "RUS", "365", "GOV", "GOV", "foreign minister", "Igor Markov", "None",
        "Moldova", "MDA", "359", "GOV", "GOV", "None", "Moldova", "None",
        "Chișinău", "Chișinău", "None", "None", "MDA", "47.00556", "28.8575", "618426", "Chișinău", "None",
        "The Gazette", "2004-01-02", "None", "None", "None", "en", "v1",
    ]  # fmt: skip
    assert len(row) == len(header) == 40


def test_codes_keep_their_leading_zero() -> None:
    told = event(event_type="CONSULT", cameo="040", recipients=[party("Moldova", "MDA", "GOV")])
    rows = list(layouts.format_icews([told], make_layout("icews")))[1:]
    assert [r[6] for r in rows] == ["040", "040"]
    assert next(iter(layouts.format_gdelt_events([told], make_layout("icews"))))[26:29] == ["040", "040", "04"]


def test_a_meeting_is_two_rows_with_consecutive_numbers() -> None:
    both = [party("Moldova", "MDA", "GOV"), party("Ukraine", "UKR", "GOV")]
    told = event(event_type="CONSULT", cameo="040", actors=both, recipients=[])
    first, second = list(layouts.format_icews([told], make_layout("icews")))[1:]
    assert [(r[2], r[8]) for r in (first, second)] == [("Moldova", "Ukraine"), ("Ukraine", "Moldova")]
    assert int(second[0]) == int(first[0]) + 1


def test_a_visit_is_hosted_by_the_other_side() -> None:
    pairs = list_pairs(event(event_type="CONSULT", mode="visit", cameo="042"), "042")
    assert [(p.source["code"], p.cameo, (p.target or {})["code"]) for p in pairs] == [
        ("RUS", "042", "MDA"), ("MDA", "043", "RUS"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "quad", "score"), [("plover", "4", "-6.0"), ("icews", "4", "-4.0"), ("phoenix", "3", "-4.0")]
)
def test_quad_and_score_go_by_the_named_rule(rule: str, quad: str, score: str) -> None:
    told = event(event_type="SANCTION", cameo="160", mode=None)
    [row] = layouts.format_phoenix([told], make_layout(rule))
    assert row[15:17] == [quad, score]


@pytest.mark.parametrize(
    ("actor", "code", "group", "types"),
    [
        (party("UN", "UNO", "GOV"), "IGOUNO", "UNO", ("IGO",)),
        (party("European Union", "EUR", "GOV"), "IGOEUREEC", "EEC", ("IGO",)),
        (party("a newspaper", "RUS", "JRN"), "RUSMED", "", ("MED",)),
        (party("a hospital", "RUS", "MED"), "RUSHLH", "", ("HLH",)),
        (party("Bucharest", "ROU", "GOV"), "ROMGOV", "", ("GOV",)),
        (party("gunmen", None, "UAF"), "UAF", "", ("UAF",)),
        (party("they", None), "", "", ()),
    ],
)
def test_actors_in_cameo(actor: Row, code: str, group: str, types: tuple[str, ...]) -> None:
    found = load_codes().code_cameo(actor)
    assert (found.code, found.group, found.types) == (code, group, types)


def test_icews_names_carry_the_country_but_for_persons_and_countries() -> None:
    codes = load_codes()
    assert codes.name_icews(party("Foreign Ministry", "RUS", "GOV")) == "Foreign Ministry (Russian Federation)"
    assert codes.name_icews(party("Igor Markov", "RUS", "GOV", role="minister")) == "Igor Markov"
    assert codes.name_icews(party("Russia", "RUS", "GOV")) == "Russia"


def test_events_without_a_day_have_no_row_in_dated_layouts() -> None:
    told = event(day=None, published_at=None)
    assert list(layouts.format_gdelt_events([told], make_layout("icews"))) == []
    assert len(list(format_polecat([told], make_layout("plover"), "v"))) == 2


def test_unknown_values_are_none_in_polecat() -> None:
    told = event(place=None, place_name=None, country=None, lat=None, lon=None, geonames_id=None, recipients=[])
    [_, row] = format_polecat([told], make_layout("plover"), "v")
    assert row[15:33] == ["None"] * 18


def test_reports_of_one_event_are_counted_together() -> None:
    rows = [mention(id="e1"), mention(id="e2", report_id="r2", publisher="Wire", sentence_number=1)]
    [told] = group_events(rows, {("r1", "e1"): "E", ("r2", "e2"): "E"})
    [row] = layouts.format_gdelt_events([told], make_layout("icews"))
    assert row[25] == "1"
    assert row[31:34] == ["2", "2", "2"]
    assert [r[6] for r in layouts.format_gdelt_mentions([told], make_layout("icews"))] == ["2", "1"]


def test_numbers_do_not_overlap_and_do_not_depend_on_order() -> None:
    sizes = {f"e{n}": 1 + 37 * (n % 5) for n in range(300)}
    numbers = number_blocks(sizes, 1 << 17)
    used = [number + k for key, number in numbers.items() for k in range(sizes[key])]
    assert len(set(used)) == len(used)
    assert max(used) < 1 << 17
    assert number_blocks(dict(reversed(sizes.items())), 1 << 17) == numbers


def test_breaks_inside_a_cell_do_not_break_the_row() -> None:
    assert join_cells(["a\tb", "c\r\nd", "e"]) == "a b\tc d\te"
