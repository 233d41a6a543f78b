"""Whom "he" and "she" mean who say something."""

from __future__ import annotations

import pytest

from dragoman.annotate.actors import find_actors
from dragoman.annotate.coreference import link_mentions
from dragoman.annotate.sentences import find_sentences
from dragoman.annotate.tokens import find_tokens


def find_meant(text: str, pronoun: str) -> str:
    """The first mention of whom the last `pronoun` of a text means."""
    sentences = find_sentences(text)
    tokens = find_tokens(text, sentences)
    mentions = link_mentions(text, sentences, tokens, find_actors(text, sentences, tokens))
    chain = next(m.chain for m in reversed(mentions) if m.text == pronoun)
    return next(m.text for m in mentions if m.chain == chain)


@pytest.mark.parametrize(
    ("text", "pronoun", "meant"),
    [
        ("Carlos Rastelli praised Peter Holm. He said Holm was right.", "He", "Carlos Rastelli"),
        ("Peter Holm met Carlos Rastelli. Holm left. He said that Holm was tired.", "He", "Carlos Rastelli"),
        ("Carlos Rastelli doubted it. Ties between Peter Holm and Peru are old, he said.", "he", "Carlos Rastelli"),
        (
            "Carlos Rastelli laughed. “Peter Holm can't win. He won't try.” “It is over,” he added.",
            "he",
            "Carlos Rastelli",
        ),
        ("Peter Holm met Carlos Rastelli on Monday, and he said they would meet again.", "he", "Peter Holm"),
        ("Carlos Rastelli left. When Peter Holm arrived, he said he was glad.", "he", "Peter Holm"),
        ("Peter Holm met Carlos Rastelli. He left.", "He", "Peter Holm"),
        ("Carlos Rastelli left. Peter Holm made a joke: “We stay here,” he said.", "he", "Peter Holm"),
    ],
)
def test_who_speaks_is_not_named_in_what_he_says(text: str, pronoun: str, meant: str) -> None:
    assert find_meant(text, pronoun) == meant


@pytest.mark.parametrize(
    ("text", "name", "meant"),
    [
        ("President Peter Holm left. Peter Holm Jr. stayed.", "Peter Holm Jr.", "Peter Holm Jr."),
        ("President Peter Holm left. Peter Holm Jr. stayed. Holm Jr. slept.", "Holm Jr.", "Peter Holm Jr."),
        ("President Peter Holm left. Peter Holm Jr. stayed. Holm spoke.", "Holm", "President Peter Holm"),
        ("Peter Holm Jr. stayed. Holm spoke.", "Holm", "Peter Holm Jr."),
    ],
)
def test_a_son_is_not_his_father(text: str, name: str, meant: str) -> None:
    assert find_meant(text, name) == meant
