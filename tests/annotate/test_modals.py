"""Verbs that the tagger takes for other words: behind a modal or "to", past forms that are no noun, and "left" before a
number."""

from __future__ import annotations

import pytest

from dragoman.annotate.sentences import find_sentences
from dragoman.annotate.tokens import find_tokens, verb_form


@pytest.mark.parametrize(
    ("text", "word", "tag"),
    [
        ("Oslo said it would free two sailors.", "free", "VERB"),
        ("The ministry will not freeze the accounts.", "freeze", "VERB"),
        ("Lima could soon station troops there.", "station", "VERB"),
        ("Lima will rally the envoys.", "rally", "VERB"),
        ("We welcome the report of the envoys.", "welcome", "VERB"),
        ("They back home rule.", "back", "ADV"),
        ("Oslo would close commercial ports.", "close", "VERB"),
        ("Oslo did not free two sailors.", "free", "VERB"),
        ("Lima agreed to fund the army.", "fund", "VERB"),
        ("Lima refused to free Chilean sailors.", "free", "VERB"),
        ("Lima said it would sever ties.", "sever", "VERB"),
        ("Lima went to war the next day.", "war", "NOUN"),
        ("Aid goes to army bases.", "army", "NOUN"),
        ("Oslo will soon secure peace.", "soon", "ADV"),
        ("If Lima does not they will.", "not", "PART"),
        # Another verb follows, the subject follows, a noun spelt like the modal.
        ("Oslo must first hand over the papers.", "first", "ADJ"),
        ("The border is shut, should war break out.", "war", "NOUN"),
        ("It was the will of the state party.", "state", "NOUN"),
    ],
)
def test_the_base_form_behind_a_modal_or_to_is_a_verb(text: str, word: str, tag: str) -> None:
    assert [t.tag for t in find_tokens(text, find_sentences(text)) if t.text == word] == [tag]


@pytest.mark.parametrize(
    ("text", "word", "form"),
    [
        ("The two armies fought for a week.", "fought", "VBD"),
        ("Oslo lent the bank two billion.", "lent", "VBD"),
        ("The men beaten by the guards fled.", "beaten", "VBN"),
        ("Flags torn from the roofs were burnt.", "torn", "VBN"),
    ],
)
def test_a_past_form_that_is_no_noun_is_a_verb(text: str, word: str, form: str) -> None:
    tokens = find_tokens(text, find_sentences(text))
    at = next(i for i, t in enumerate(tokens) if t.text == word)
    assert verb_form(tokens, at) == form


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("Raids on two farms left nine people dead.", "VERB"),
        ("Riots left at least ten people dead.", "VERB"),
        ("He broke his left arm.", "ADJ"),
    ],
)
def test_left_before_a_number_is_a_verb(text: str, tag: str) -> None:
    assert [t.tag for t in find_tokens(text, find_sentences(text)) if t.text == "left"] == [tag]
