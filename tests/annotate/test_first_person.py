"""Who says "I" and "we"."""

from __future__ import annotations

import pytest

from dragoman.annotate.annotate import annotate


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ('"We will not sell," President Peter Holm said. "I will stay."', ["We", "I"]),
        ('"We will not sell," a passer-by said.', []),
        ("President Peter Holm said that we will not sell.", []),
    ],
)
def test_who_says_we_in_quotation_marks_is_the_speaker(text: str, meant: list[str]) -> None:
    mentions = annotate(text).mentions
    speaker = next((m.chain for m in mentions if m.text == "President Peter Holm"), None)

    assert [m.text for m in mentions if m.form == "pronoun" and m.chain == speaker] == meant
