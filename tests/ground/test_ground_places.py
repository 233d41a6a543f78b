"""Namesakes are told apart by what the report says around them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dragoman.annotate.annotate import annotate
from dragoman.annotate.places import find_places
from dragoman.ground.places import ground_places
from dragoman.records import Mention, Place


def ground(text: str, overlay: Path | None = None) -> dict[str, Place]:
    sentences = tuple((m.start(), m.end()) for m in re.finditer(r"\S[^.!?]*[.!?]?", text))
    mentions = find_places(text, sentences, (), overlay=overlay)
    places = ground_places(mentions, text=text, overlay=overlay)
    assert [(p.start, p.end, p.text) for p in places] == [(m.start, m.end, m.text) for m in mentions]
    return {p.text: p for p in places}


@pytest.mark.parametrize(
    ("text", "name", "country", "lat", "lon"),
    [
        ("Talks opened in Paris.", "Paris", "FRA", 48.9, 2.3),
        ("After talks in Paris, the US Defense Secretary spoke.", "Paris", "FRA", 48.9, 2.3),
        ("After talks in Paris, US Treasury Secretary Ann Holm spoke.", "Paris", "FRA", 48.9, 2.3),
        ("A fire broke out in Paris, Texas.", "Paris", "USA", 33.7, -95.6),
        ("Lawmakers from Tex. and Ohio in the U.S. spoke of the blasts in Paris.", "Paris", "FRA", 48.9, 2.3),
        ("The U.S. held men from the U.S. in Nogales, U.S. agents said.", "Nogales", "USA", 31.3, -110.9),
        ("In the US, the US senator spoke of his trip to Geneva.", "Geneva", "CHE", 46.2, 6.1),
        ("Rain fell in Zimbabwe, where farmers in the Midlands sow.", "Midlands", "ZWE", -19.0, 29.5),
        ("Police in El Alto and La Paz fired.", "El Alto", "BOL", -16.5, -68.2),
        ("Philippine police in Santa Cruz fired.", "Santa Cruz", "PHL", 14.3, 121.4),
        ("Miners in Bor fled, Serbia said.", "Bor", "SRB", 44.1, 22.1),
        ("Rebels in Bor fled.", "Bor", "SSD", 6.2, 31.6),
        ("Workers in London, Ontario, went on strike.", "London", "CAN", 43.0, -81.2),
        ("ANNAPOLIS, Maryland. In the West Bank town of Hebron it was calm.", "Hebron", "PSE", 31.5, 35.1),
        ("ANNAPOLIS, Maryland. Talks on the Middle East opened.", "Middle East", None, 29.3, 42.5),
        ("Shells fell on the northern Lebanese city of Tripoli.", "Tripoli", "LBN", 34.4, 35.8),
        ("Talks opened in Tripoli.", "Tripoli", "LBY", 32.9, 13.2),
        ("British police held a man in Cambridge.", "Cambridge", "GBR", 52.2, 0.1),
        ("Lawmakers in Georgia and Armenia met.", "Georgia", "GEO", 42.0, 43.5),
        ("Voters in Georgia, Alabama and Florida queued.", "Georgia", "USA", 32.8, -83.5),
        ("The Security Council met in New York on Tuesday.", "New York", "USA", 40.7, -74.0),
        ("Diplomats in New York said talks would resume in Geneva.", "Geneva", "CHE", 46.2, 6.1),
        ("A man was shot in Geneva, N.Y., on Monday.", "Geneva", "USA", 42.9, -77.0),
        ("A man was shot in Buffalo, New York.", "Buffalo", "USA", 42.9, -78.9),
        ("Officials in Washington spoke to Moscow.", "Washington", "USA", 38.9, -77.0),
        ("Police in Cambridge, Boston and Somerville made arrests.", "Cambridge", "USA", 42.4, -71.1),
        ("Envoys from Kosovo were received.", "Kosovo", "XKX", 42.6, 20.8),
        ("Convoys crossed into the Gaza Strip.", "Gaza Strip", "PSE", 31.4, 34.4),
        ("Kiev and Bombay signed a pact.", "Bombay", "IND", 19.1, 72.9),
        ("Leaders met in Cologne on Friday.", "Cologne", "DEU", 50.9, 7.0),
        ("Police in Hanover, New Hampshire, held a man.", "Hanover", "USA", 43.7, -72.3),
        ("Frigates left the South China Sea.", "South China Sea", None, 12, 113),
    ],
)
def test_the_report_decides_among_namesakes(text: str, name: str, country: str | None, lat: float, lon: float) -> None:
    place = ground(text)[name]
    assert place.country == country
    assert place.lat == pytest.approx(lat, abs=1.0)
    assert place.lon == pytest.approx(lon, abs=1.0)


def test_one_name_has_one_sense_in_a_report() -> None:
    text = "A bridge fell in Paris, Texas. Engineers from Paris had warned of it."
    mentions = find_places(text, ((0, 30), (31, len(text))), ())
    paris = [p for p in ground_places(mentions, text=text) if p.text == "Paris"]
    assert [p.country for p in paris] == ["USA", "USA"]
    assert paris[0].geonames_id == paris[1].geonames_id


def test_an_unknown_place_has_no_coordinates() -> None:
    place = ground("Rebels burned the village of Zolotna Rika at dawn.")["Zolotna Rika"]
    assert (place.country, place.lat, place.lon, place.geonames_id) == (None, None, None, None)


def test_an_unknown_place_takes_the_country_named_after_it() -> None:
    place = ground("Rebels burned the village of Zolotna Rika, Ukraine, at dawn.")["Zolotna Rika"]
    assert (place.country, place.lat) == ("UKR", None)


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("The envoys met in the Kenyan capital.", "Nairobi", "KEN"),
        ("Kenya was calm. Kenyan police arrested six men in the capital.", "Nairobi", "KEN"),
        ("Kenya and Peru signed an accord in the capital.", None, None),
        ("Police arrested six men in the capital.", None, None),
    ],
)
def test_a_capital_without_a_name_is_that_of_its_state(text: str, name: str | None, country: str | None) -> None:
    places = ground_places([m for m in annotate(text).mentions if m.kind == "place"], text=text)
    assert [(p.name, p.country) for p in places if p.text.endswith("capital")] == [(name, country)]


def test_a_country_mention_found_elsewhere_is_grounded_by_its_key() -> None:
    mention = Mention(0, 3, "the", "actor", "country", "country:KEN")
    assert ground_places([mention], text="the")[0].country == "KEN"


def test_a_users_word_for_a_settlement_holds_a_town(tmp_path: Path) -> None:
    (tmp_path / "place_words.tsv").write_text("class\twords\treason\nsettlement\toblast town hamlet\thand\n")
    text = "ANNAPOLIS, Maryland. In the West Bank oblast of Hebron it was calm."
    assert ground(text, tmp_path)["Hebron"].country == "PSE"


def test_a_users_row_gives_the_coordinates(tmp_path: Path) -> None:
    header = "name\tkind\tlat\tlon\tcountry\tgeonames_id\tsame_as\tsource\n"
    (tmp_path / "place_names.tsv").write_text(header + "Camp Zuvelo\tR\t10.5\t20.5\tTCD\t\t\tours\n")
    place = ground("Convoys left Camp Zuvelo.", tmp_path)["Camp Zuvelo"]
    assert (place.country, place.lat, place.lon) == ("TCD", 10.5, 20.5)
