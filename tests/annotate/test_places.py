"""Toponyms are found by name and by the words around them; names of people and bodies are left alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.annotate.annotate import annotate
from dragoman.annotate.capital_places import find_capitals
from dragoman.annotate.gazetteer import find_country, load_gazetteer, locate_country
from dragoman.annotate.places import find_places
from dragoman.annotate.tokens import find_tokens
from dragoman.errors import TableError
from dragoman.records import Mention


def find(text: str, overlay: Path | None = None) -> tuple[Mention, ...]:
    sentences = tuple((m.start(), m.end()) for m in re.finditer(r"\S[^.!?]*[.!?]?", text))
    return find_places(text, sentences, (), overlay=overlay)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Envoys from Kenya met in Oslo on Monday.", ["Kenya", "Oslo"]),
        ("The U.S. and the UK sent ships to the Black Sea.", ["U.S.", "UK", "Black Sea"]),
        ("Fighting spread from the West Bank to southern Lebanon.", ["West Bank", "Lebanon"]),
        ("Delegates flew to Port-au-Prince and Dar es Salaam.", ["Port-au-Prince", "Dar es Salaam"]),
        ("China’s envoy left New York City for Guinea-Bissau.", ["China", "New York City", "Guinea-Bissau"]),
        ("He was held in Fresno, Calif., and in Washington, D.C., for a week.",
         ["Fresno", "Calif", "Washington", "D.C."]),
        ("BAGHDAD (Agency) - Two bridges were closed.", ["BAGHDAD"]),
        ("Talks resumed in St. Petersburg.", ["St. Petersburg"]),
        ("Rebels burned the village of Zolotna Rika at dawn.", ["Zolotna Rika"]),
        ("Aid reached Quvanta Province by truck.", ["Quvanta Province"]),
        ("Shells fell on Gaza City and on the Shebaa Farms.", ["Gaza City", "Shebaa Farms"]),
        ("Rebels seized the town of Beni.", ["Beni"]),
        ("Crews patrolled the Strait of Hormuz.", ["Strait of Hormuz"]),
        ("Rebels took Mazar-i-Sharif and Tal Afar.", ["Mazar-i-Sharif", "Tal Afar"]),
        ("The Kharkiv governor left for Deir Ezzor.", ["Kharkiv", "Deir Ezzor"]),
        ("Women left the al-Hol camp for al-Bab.", ["al-Hol", "al-Bab"]),
        ("They met in Sharm El-Sheikh and Rae Bareli.", ["Sharm El-Sheikh", "Rae Bareli"]),
        ("Crowds filled the Federal Capital Territory.", ["Federal Capital Territory"]),
        ("He sued the Executive Officer (Thailand).", ["Thailand"]),
        ("He lives in Downtown Mobile, Alabama.", ["Mobile", "Alabama"]),
        ("In November, Kenya sent police.", ["Kenya"]),
        ("They met at the Lima Convention Center.", ["Lima"]),
    ],
)  # fmt: skip
def test_toponyms_are_found(text: str, names: list[str]) -> None:
    found = [m.text.rstrip(".") if m.text == "Calif." else m.text for m in find(text)]
    assert found == names


@pytest.mark.parametrize(
    ("text", "capitals"),
    [
        ("They met in the Peruvian capital on Friday.", [("Peruvian capital", "capital_of:PER")]),
        ("They met in Peru's capital city.", [("Peru's capital city", "capital_of:PER")]),
        ("They met in the capital of Peru.", [("capital of Peru", "capital_of:PER")]),
        ("Rebels marched on the capital.", [("capital", "capital_of:")]),
        ("In the capital, Peru's president resigned.", [("capital", "capital_of:")]),
        ("They met in the Peruvian capital, Lima.", []),
        ("They met in Lima, the Peruvian capital.", []),
        ("They met in the capital of Puno.", []),
        ("They met in the fishing capital of Peru.", []),
        ("They met in the commercial capital of Peru.", []),
        ("Norwegian capital bought the port.", []),
        ("Blast near Peruvian capital", [("Peruvian capital", "capital_of:PER")]),
        ("Norway froze funds on the Peruvian capital markets.", []),
        ("Norway froze the capital of two banks.", []),
        ("The bank needs the capital to grow.", []),
    ],
)
def test_a_capital_told_by_its_state_is_a_place(text: str, capitals: list[tuple[str, str]]) -> None:
    found = find_capitals(text, find_tokens(text, [(0, len(text))]))
    assert [(m.text, m.key) for m in found] == capitals


@pytest.mark.parametrize(
    "text",
    [
        "NATO ambassadors met.",
        "The San Diego Union-Tribune and the Baltimore Sun asked.",
        "Both signed the Quito Declaration and the Cairo Accord.",
        "Karim bin Salem bin Hadi wrote to the court.",
        "Paris Hilton opened a shop.",
        "George Washington crossed the river.",
        "The Movement for Change raised a flag.",
        "The Bank of England raised rates.",
        "Mr. Jordan said nothing.",
        "He was reading a nice book.",
        "May said the plan was ready. Nice try, she added.",
        "The West Nile virus returned.",
        "The New York Times reported losses.",
        "President Martti Ahtisaari spoke.",
        "The Tupac Amaru Revolutionary Movement freed them.",
        "Nov 15 (Xinhua) -- It rained.",
    ],
)
def test_names_of_people_bodies_and_words_are_no_places(text: str) -> None:
    assert find(text) == ()


def test_a_town_named_like_a_word_needs_a_hint() -> None:
    assert [m.text for m in find("Police stopped a van near Reading. Reading was calm.")] == ["Reading", "Reading"]


def test_countries_capitals_and_other_places_have_their_form() -> None:
    forms = {m.text: (m.form, m.key) for m in find("Officials in Norway said Oslo and Bergen would host it.")}
    assert forms["Norway"] == ("country", "country:NOR")
    assert forms["Oslo"] == ("capital", "name:Oslo")
    assert forms["Bergen"][0] == "place"


def test_a_users_table_adds_and_removes_names(tmp_path: Path) -> None:
    header = "name\tkind\tlat\tlon\tcountry\tgeonames_id\tsame_as\tsource\n"
    rows = "Camp Zuvelo\tR\t10.5\t20.5\tTCD\t\t\tours\nOslo\tx\nBrovaria\tP\t\t\t\t\tBergen\tours\n"
    (tmp_path / "place_names.tsv").write_text(header + rows)
    found = find("Convoys left Camp Zuvelo for Oslo and Brovaria.", tmp_path)
    assert [m.text for m in found] == ["Camp Zuvelo", "Brovaria"]


def test_a_users_row_without_degrees_is_refused(tmp_path: Path) -> None:
    header = "name\tkind\tlat\tlon\tcountry\tgeonames_id\tsame_as\tsource\n"
    (tmp_path / "place_names.tsv").write_text(header + "Zuvelo\tP\tnorth\t20\tTCD\t\t\tours\n")
    with pytest.raises(TableError, match="Zuvelo"):
        load_gazetteer(tmp_path)


@pytest.mark.parametrize(
    ("name", "code"),
    [("Kosovo", "XKX"), ("Palestine", "PSE"), ("UK", "GBR"), ("Burma", "MMR"), ("Ruritania", None)],
)
def test_country_names_have_codes(name: str, code: str | None) -> None:
    assert find_country(name) == code


def test_countries_are_located() -> None:
    norway = locate_country("NOR")
    assert norway is not None
    assert (norway.name, norway.country) == ("Norway", "NOR")
    assert locate_country("XXX") is None


PIECES = ["Paris", "of", "St.", "U.S.", "the", "Georgia,", "New", "York", "x-", "’s", "\n", "W.Va."]


@given(st.lists(st.sampled_from(PIECES)))
def test_spans_hold_their_text_and_never_overlap(words: list[str]) -> None:
    text = " ".join(words)
    last = 0
    for mention in find(text):
        assert text[mention.start : mention.end] == mention.text
        assert mention.start >= last
        last = mention.end


@pytest.mark.parametrize(
    ("text", "place", "found"),
    [
        ("Judge Carla Lucena freed two men.", "Lucena", False),
        ("Carla Lucena said so.", "Lucena", False),
        ("Odesa Governor Maksym Bondar flew home.", "Odesa", True),
    ],
)
def test_a_town_inside_a_persons_name_is_no_place(text: str, place: str, found: bool) -> None:
    assert any(m.text == place for m in annotate(text).mentions) == found
