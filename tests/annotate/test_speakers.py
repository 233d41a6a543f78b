"""Who speaks: one construction a row."""

from __future__ import annotations

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


def test_a_turned_mark_behind_a_comma_closes_the_quote() -> None:
    assert speakers_of("“It is wet,“ said Ana Ruiz, a driver.") == {"said": "Ana Ruiz"}


def test_a_curly_mark_closes_what_a_straight_one_opened() -> None:
    assert speakers_of('"It is wet,” said Ana Ruiz, a driver.') == {"said": "Ana Ruiz"}
