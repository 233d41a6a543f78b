"""Texts without a capital are read with names as papers write them; no character of the article changes."""

from __future__ import annotations

import pytest

from dragoman.acquire import parse_text
from dragoman.annotate.small_letters import raise_names
from dragoman.pipeline import code_article


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("chile shelled a port in peru, two u.s. envoys said.", "Chile shelled a port in Peru, two U.S. envoys said."),
        ("the north korean envoy told us that nato may leave.", "The North Korean envoy told us that NATO may leave."),
        (
            "the polish envoy left. on monday hamas met saddam hussein.",
            "The Polish envoy left. On Monday Hamas met Saddam Hussein.",
        ),
        # Somebody writes capitals, and what is too short to tell.
        ("The envoy of chile left for peru on friday.", "The envoy of chile left for peru on friday."),
        ("chile and peru", "chile and peru"),
        # No part of another word is a name.
        ("the chileans say perusal of it was chilean.", "The Chileans say perusal of it was Chilean."),
    ],
)
def test_names_of_a_text_without_a_capital(text: str, read: str) -> None:
    assert raise_names(text) == read


def test_a_text_in_small_letters_is_coded_as_any_other_and_kept_as_it_is() -> None:
    text = "on friday, syria killed seven people in lebanon, two of them members of hezbollah."
    coded = code_article(parse_text(text, source="a", published_at="2003-05-09"))
    assert coded.article.text == text
    (event,) = coded.events
    assert [(a.text, a.code) for a in event.actors] == [("syria", "SYR")]
    assert all(text[m.start : m.end] == m.text for m in coded.mentions)
