"""What the shipped encoder makes of words that it is asked about."""

import pytest

from dragoman.annotate.annotate import annotate, read_predicates
from dragoman.annotate.encoder import load_encoder
from dragoman.annotate.readings import Asked
from dragoman.annotate.setting import find_setting
from dragoman.records import Predicate, Span


def _read(text: str, word: str) -> Predicate:
    encoder = load_encoder()
    if encoder is None:
        pytest.skip("no encoder is shipped with this checkout")
    annotation, at = annotate(text), text.index(word)
    trigger = Span(at, at + len(word), word)
    asked = Asked(range(len(annotation.sentences)), [trigger], annotation.mentions, find_setting(text))
    return next(p for p in read_predicates(text, annotation, encoder, asked).predicates if p.trigger.start == at)


@pytest.mark.parametrize(
    ("text", "word", "told"),
    [
        ("Libyan warplanes bombed a port in Tunisia on Monday.", "bombed", "ASSAULT"),
        ("The Kenyan president met the Chinese premier in Nairobi.", "met", "CONSULT"),
        ("Sweden accused Russia of lying.", "accused", "ACCUSE"),
    ],
)
def test_the_likeliest_type_of_a_plain_act(text: str, word: str, told: str) -> None:
    types = _read(text, word).types
    assert types[0][0] == told
    assert types[0][1] > 0.5
    assert sum(p for _, p in types) <= 1


@pytest.mark.parametrize(
    ("text", "word"),
    [("The river crosses Kenya and Ethiopia.", "crosses"), ("Kenya resembles Ethiopia in size.", "resembles")],
)
def test_a_word_that_tells_no_act(text: str, word: str) -> None:
    assert sum(p for _, p in _read(text, word).types) < 0.5


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Bhutan protested to Seoul on Monday over the map.", "actor"),
        ("The storm reached Seoul on Monday and killed 12 people.", "place"),
    ],
)
def test_a_capital_that_the_rules_take_for_a_place(text: str, kind: str) -> None:
    """The encoder tells the government from the city."""
    encoder = load_encoder()
    if encoder is None:
        pytest.skip("no encoder is shipped with this checkout")
    annotation = annotate(text)
    assert ("Seoul", "place") in [(m.text, m.kind) for m in annotation.mentions]
    asked = Asked(range(len(annotation.sentences)), [], annotation.mentions, find_setting(text))
    read = read_predicates(text, annotation, encoder, asked)
    assert [m.kind for m in read.mentions if m.text == "Seoul"] == [kind]
