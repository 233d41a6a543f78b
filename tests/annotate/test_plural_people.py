"""Who acts, in the plural behind the adjective of a state, is no verb in -s."""

from __future__ import annotations

import pytest

from dragoman.annotate.sentences import find_sentences
from dragoman.annotate.tokens import find_tokens


@pytest.mark.parametrize(
    ("text", "word", "tag"),
    [
        ("Ghana warned Kenyan pirates on Monday.", "pirates", "NOUN"),
        ("Police arrested two Peruvian bishops in Quito.", "bishops", "NOUN"),
        ("Chilean aides rejected the plan.", "aides", "NOUN"),
        ("Ghana freed four Tibetan inmates.", "inmates", "NOUN"),
        ("Peru suspects that the rebels fired first.", "suspects", "VERB"),
        ("The Basque delegates the task to his brother.", "delegates", "VERB"),
    ],
)
def test_people_of_states(text: str, word: str, tag: str) -> None:
    tokens = find_tokens(text, find_sentences(text))
    assert next(t.tag for t in tokens if t.text == word) == tag
