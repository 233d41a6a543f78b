"""The states a report is about, and their names behind each sentence that the encoder reads."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from dragoman.annotate.encoder import MODEL
from dragoman.annotate.pieces import SLOT, add_states, encode_pieces
from dragoman.annotate.setting import MOST, find_pair, find_setting

TOKENIZER = Tokenizer.from_file(str(MODEL / "tokenizer.json"))


def test_most_named_state_comes_first() -> None:
    """By number of namings in any form; of equals the one named first."""
    text = "Kenyan police met officials from Uganda. Nairobi and the Ugandan side spoke of Kenya and Sudan."
    assert [s.code for s in find_setting(text)] == ["KEN", "UGA", "SDN"]


def test_where_somebody_sits_is_not_what_a_report_is_about() -> None:
    assert [s.code for s in find_setting("A Kenya-based group said Chad had voted.")] == ["TCD"]


@pytest.mark.parametrize("water", ["Indian Ocean", "South China Sea", "Sea of Japan", "Gulf of Mexico"])
def test_a_water_is_no_state(water: str) -> None:
    assert [s.code for s in find_setting(f"A tanker sank in the {water}, Chad said.")] == ["TCD"]


def test_each_naming_is_kept_with_its_characters() -> None:
    text = "Peru said Lima had waited. Peruvian miners had not."
    (peru,) = find_setting(text)
    assert [s.text for s in peru.spans] == ["Peru", "Lima", "Peruvian"]
    assert all(text[s.start : s.end] == s.text for s in peru.spans)


def test_world_body_is_part_of_the_setting() -> None:
    found = find_setting("The United Nations asked Chad for access, and the U.N. envoy waited.")
    assert [(s.code, s.name) for s in found] == [("UNO", "United Nations"), ("TCD", "Chad")]


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("Peru met Chile. Lima thanked Chile.", ["PER", "CHL"]),
        ("Peru met Chile. Lima thanked Chile. Kenya voted.", ["PER", "CHL"]),
        ("Peru met Chile and Kenya.", []),
        ("Peru voted.", []),
    ],
)
def test_a_report_about_two_states(text: str, pair: list[str]) -> None:
    assert [s.code for s in find_pair(find_setting(text))] == pair


def test_no_more_states_than_the_encoder_was_taught() -> None:
    text = "Peru, Chile, Kenya, Chad, Norway, Japan, Ghana and Laos voted."
    assert len(find_setting(text)) == MOST


@given(st.lists(st.sampled_from(["Kenya", "United States", "Bosnia and Herzegovina"]), max_size=6, unique=True))
def test_names_stand_behind_the_sentence(names: list[str]) -> None:
    """The sentence's own pieces stay where they are; a slot is the marker before each name."""
    plain = encode_pieces(TOKENIZER, "The rebels freed two nurses.", 160)
    pieces = add_states(plain, TOKENIZER, names)
    assert pieces.ids[: len(plain.ids)] == plain.ids
    assert pieces.first == plain.first
    assert [pieces.ids[i] for i in pieces.slots] == [SLOT] * len(names)
    assert len(pieces.ids) == len(pieces.cases) == len(pieces.spans)
