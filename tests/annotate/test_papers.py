"""Whose word a statement is that is itself said to say something."""

from __future__ import annotations

import pytest

from dragoman.annotate.annotate import annotate

ROWS = [
    ("A statement by Norway said that war was near.", "Norway"),
    ("The port is shut, according to a letter published by Norway on Friday.", "Norway"),
    ("In a statement, Norway said the port was shut. “It will stay so,” the statement read.", "Norway"),
    ("Norway issued a communique on Friday. The communique said the port was shut.", "Norway"),
    ("Norway condemned the raid. “It is a crime in our eyes,” its statement said.", "Norway"),
    ("A statement said that war was near. Norway was silent.", None),
    ("Norway condemned the raid. It rained. Cod was dear. Trucks stood still. The letter said war was near.", None),
]


@pytest.mark.parametrize(("text", "issuer"), ROWS)
def test_who_speaks_in_a_statement(text: str, issuer: str | None) -> None:
    annotation = annotate(text)
    speaker = annotation.quotations[-1].speaker
    assert speaker is not None
    over = [m for m in annotation.mentions if m.start < speaker.end and speaker.start < m.end and m.kind == "actor"]
    named = [m for m in annotation.mentions if m.text == issuer]
    assert [m.chain for m in over] == ([named[0].chain] if issuer else [])
