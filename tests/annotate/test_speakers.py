"""Who speaks: one construction a row."""

from __future__ import annotations

import pytest

from dragoman.annotate.actors import find_actors
from dragoman.annotate.quotations import find_quotations
from dragoman.annotate.sentences import find_sentences
from dragoman.annotate.tokens import find_tokens


def speakers_of(text: str) -> dict[str, str | None]:
    """Speaker by cue ("-" for a quote without one)."""
    sentences = find_sentences(text)
    tokens = find_tokens(text, sentences)
    found = find_quotations(text, sentences, tokens, find_actors(text, sentences, tokens))
    return {q.cue.text if q.cue else "-": q.speaker.text if q.speaker else None for q in found}


ROWS = [
    # long subjects
    ("Some older miners - including many from the north - warn that the shaft is wet.", "warn", "older miners"),
    ("Orlov himself said that the port was open.", "said", "Orlov"),
    ("But aides said the mayor simply liked walking.", "said", "aides"),
    ("A driver asked for a stamp and Ruiz said that the port was open.", "said", "Ruiz"),
    ("The mayor did not speak, but at least a dozen members of the guild said the port was open.", "said",
     "a dozen members of the guild"),
    # possessive pronouns
    ("The plan is her promise to open the road.", "promise", "her"),
    ("There was anger after his remarks about the miners.", "remarks", "his"),
    # relative clauses
    ("They praised Ana Ruiz and Ivo Orlov, who said the road was open.", "said", "Ivo Orlov"),
    ("They wrote to the miners here, who said the road was open.", "said", "miners"),
    ("Orlov—who had praised the mayor—left.", "praised", "Orlov"),
    ("Orlov, who has in the past said that the road was wet, left.", "said", "Orlov"),
    ("Orlov, who has both praised the mayor and paid him, left.", "praised", "Orlov"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "cue", "speaker"), ROWS)
def test_speaker(text: str, cue: str, speaker: str | None) -> None:
    found = speakers_of(text)
    assert cue in found, found
    assert found[cue] == speaker


def test_a_turned_mark_behind_a_comma_closes_the_quote() -> None:
    assert speakers_of("“It is wet,“ said Ana Ruiz, a driver.") == {"said": "Ana Ruiz"}


def test_a_curly_mark_closes_what_a_straight_one_opened() -> None:
    assert speakers_of('"It is wet,” said Ana Ruiz, a driver.') == {"said": "Ana Ruiz"}
