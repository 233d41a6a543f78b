"""Whose state somebody acts for whom no words tell: the weighing, and its table."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.annotate.sentences import find_sentences
from dragoman.errors import TableError
from dragoman.ground.allegiance import FEATURES, Allegiance, Asked
from dragoman.ground.choices import load_weights
from dragoman.ground.states import NamedStates
from dragoman.records import Link, Place, Span

PERU, CHILE = ("PER", "CHL")


def read_report(text: str, *, places: tuple[Place, ...] = ()) -> Allegiance:
    """What a report says of its states, where every state that it names is an actor."""
    states = NamedStates(text)
    return Allegiance(text, find_sentences(text), states, states.named, places, None)


def ask(text: str, phrase: str, *, link: Link | None = None, acting: frozenset[str] = frozenset()) -> Asked:
    """Somebody at the last place where `phrase` stands."""
    start = text.rindex(phrase)
    return Asked(Span(start, start + len(phrase), phrase), link, acting, False)


def link(**chances: float) -> Link:
    """What the encoder makes of somebody: states by code, and none of them with what is left."""
    return Link(0, 1, 1 - sum(chances.values()), tuple(chances.items()))


def test_every_feature_has_a_weight_and_a_meaning() -> None:
    assert set(load_weights("allegiance", FEATURES)) == set(FEATURES)


@pytest.mark.parametrize(
    ("row", "message"),
    [("distance\t1\t", "'distance' is no feature; there are encoder,"), ("home\tmuch\t", "'much' is no number")],
)
def test_a_row_that_cannot_be_used_is_refused(tmp_path: Path, row: str, message: str) -> None:
    (tmp_path / "allegiance.tsv").write_text(f"feature\tweight\tmeaning\n{row}\n", encoding="utf-8")
    with pytest.raises(TableError, match=message):
        load_weights("allegiance", FEATURES, tmp_path)


def test_a_users_weight_counts(tmp_path: Path) -> None:
    (tmp_path / "allegiance.tsv").write_text("feature\tweight\tmeaning\nbefore in sentence\t-9\t\n", encoding="utf-8")
    text = "Chile spoke. Peru said that the rebels left."
    report, asked = read_report(text), ask(text, "the rebels")
    assert report.choose([asked])[PERU] > report.choose([asked])[CHILE]
    assert report.choose([asked], tmp_path)[PERU] < report.choose([asked], tmp_path)[CHILE]


@pytest.mark.parametrize(
    ("text", "phrase", "likeliest"),
    [
        ("Peru voted. Peru spoke. Chile objected. The rebels in Chile left.", "The rebels", "CHL"),
        ("Chile spoke. Chile waited. Peru recalled its ambassador.", "its ambassador", "PER"),
        ("Chile waited. Norway objected. Peru told the envoys that the rebels left.", "the rebels", "PER"),
    ],
)
def test_what_stands_around_tells_the_state(text: str, phrase: str, likeliest: str) -> None:
    chances = read_report(text).choose([ask(text, phrase)])
    assert max(chances, key=lambda code: chances[code]) == likeliest


def test_a_dateline_tells_the_state() -> None:
    text = "AREQUIPA - Police cleared a square. Chile objected, and Chile sent a note."
    place = Place(0, 8, "AREQUIPA", "PER", None, None, None)
    without, given_place = read_report(text), read_report(text, places=(place,))
    assert PERU not in without.choose([ask(text, "Police")])
    assert given_place.choose([ask(text, "Police")])[PERU] > 0.5


def test_whom_a_state_acts_on_is_rather_of_another() -> None:
    text = "Chile and Peru met. The army left."
    report = read_report(text)
    plain, acted = ask(text, "The army"), ask(text, "The army", acting=frozenset((PERU,)))
    assert report.choose([acted])[PERU] < report.choose([plain])[PERU]


def test_what_the_encoder_makes_of_each_naming_adds_up() -> None:
    text = "Chile and Peru met. Rastelli left."
    report = read_report(text)
    told = ask(text, "Rastelli", link=link(PER=0.6, CHL=0.2))
    assert report.choose([told, told])[PERU] > report.choose([told])[PERU]


def test_without_a_state_there_is_none_to_choose() -> None:
    text = "The rebels left."
    assert read_report(text).choose([ask(text, "The rebels")]) == {None: 1.0}


@given(
    st.lists(st.sampled_from(("Peru spoke.", "Chile met Norway.", "The rebels left.", "OSLO - It rained.")), min_size=1)
)
def test_chances_add_up_to_one(sentences: list[str]) -> None:
    text = " ".join([*sentences, "The rebels left."])
    chances = read_report(text).choose([ask(text, "The rebels", link=link(PER=0.3))])
    assert sum(chances.values()) == pytest.approx(1)
    assert None in chances


def test_whose_somebody_is_may_stand_in_the_sentence_before() -> None:
    text = "Chile denied it. The men were clerks, according to its embassy."
    features = dict(read_report(text).describe(ask(text, "embassy")))

    assert features["CHL"]["owner"] == 1.0
