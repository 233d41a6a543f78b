"""Who speaks, by the acts that the verbs of saying tell as well."""

import msgspec
import pytest

from dragoman.annotate.annotate import annotate
from dragoman.coding import code_events, load_codebook
from dragoman.coding.speakers import lend_speakers
from dragoman.records import Quotation, Span

TEXT = "Turkey threatened to attack Greece."


@pytest.mark.parametrize(
    ("said_by", "content", "speaker"),
    [
        ("Greece", "to attack", "Turkey"),
        (None, "to attack", "Turkey"),
        ("Turkey", "to attack", "Turkey"),
        ("Greece", TEXT, "Greece"),
    ],
)
def test_who_acts_by_a_verb_of_saying_speaks(said_by: str | None, content: str, speaker: str) -> None:
    def span(words: str) -> Span:
        return Span(TEXT.index(words), TEXT.index(words) + len(words), words)

    quotation = Quotation(
        kind="indirect", content=(span(content),), cue=span("threatened"), speaker=span(said_by) if said_by else None,
        addressees=(), language=None,
    )  # fmt: skip
    [act] = [e for e in code_events(TEXT, annotate(TEXT), load_codebook()) if e.trigger.text.startswith("threatened")]
    [found] = lend_speakers([quotation], [act])
    assert found.speaker is not None
    assert found.speaker.text == speaker
    assert lend_speakers([quotation], [msgspec.structs.replace(act, actors=())]) == (quotation,)
