"""Violence and arrests of private people alone, and sides that the encoder knows better than the words do."""

import msgspec
import pytest

from dragoman.annotate.annotate import annotate
from dragoman.coding import code_events, load_codebook
from dragoman.coding.predicates import code_predicates
from dragoman.records import EventType, Predicate, Span


def _code(text: str, word: str, kind: EventType, sure: float) -> list[str]:
    """Types of the acts where the encoder reads one of type `kind` in `word`, of nobody named."""
    annotation, codebook = annotate(text), load_codebook()
    at = text.index(word)
    read = Predicate(
        0, Span(at, at + len(word), word), ((kind, sure),), None, (("asserted", 1.0),), 0.0, (), (), (), (), None,
        None, None, None,
    )  # fmt: skip
    annotation = msgspec.structs.replace(annotation, predicates=(read,))
    frames = code_events(text, annotation, codebook, doubtful=True)
    return [e.event_type for e in code_predicates(text, annotation, frames, codebook)]


@pytest.mark.parametrize(
    ("text", "word", "kind", "sure", "found"),
    [
        ("Some 30 people were arrested after the march.", "arrested", "COERCE", 0.96, ["COERCE"]),
        ("Two women were arrested on the beach.", "arrested", "COERCE", 0.8, []),
        ("A shell killed nine people at the well.", "killed", "ASSAULT", 0.95, ["ASSAULT"]),
        ("A falling tree killed nine people at the well.", "killed", "ASSAULT", 0.4, []),
        ("Two women were arrested on drug charges.", "arrested", "COERCE", 0.96, []),
        ("Three people were helped at the well.", "helped", "AID", 0.96, []),
        ("Police arrested two women on drug charges.", "arrested", "COERCE", 0.8, ["COERCE"]),
    ],
)
def test_the_encoder_says_which_are_political(
    text: str, word: str, kind: EventType, sure: float, found: list[str]
) -> None:
    assert _code(text, word, kind, sure) == found


def test_by_their_words_alone_they_are_none() -> None:
    text = "Some 30 people were arrested after the march."
    assert code_events(text, annotate(text), load_codebook()) == ()
    assert [e.event_type for e in code_events(text, annotate(text), load_codebook(), doubtful=True)] == ["COERCE"]


@pytest.mark.parametrize(("acting", "by"), [(0.1, []), (0.6, ["Envoy"])])
def test_headlines_leave_out_the_auxiliary(acting: float, by: list[str]) -> None:
    text = "Envoy attacked in Oslo"
    annotation, codebook = annotate(text), load_codebook()
    envoy = Span(0, 5, "Envoy")
    read = Predicate(
        0, Span(6, 14, "attacked"), (("ASSAULT", 0.96),), None, (("asserted", 1.0),), 0.0, ((envoy, acting),),
        ((envoy, 0.96),), (), (), None, None, None, None,
    )  # fmt: skip
    annotation = msgspec.structs.replace(annotation, predicates=(read,))
    [act] = code_predicates(text, annotation, code_events(text, annotation, codebook), codebook)
    assert [a.text for a in act.actors] == by
    assert by or [r.text for r in act.recipients] == ["Envoy"]


def test_the_first_word_of_a_sentence_that_only_counts_names_nobody() -> None:
    text = "About forty were arrested near the Kremlin."
    annotation, codebook = annotate(text), load_codebook()
    read = Predicate(
        0, Span(17, 25, "arrested"), (("COERCE", 0.96),), None, (("asserted", 1.0),), 0.0, (),
        ((Span(0, 5, "About"), 0.9), (Span(35, 42, "Kremlin"), 0.8)), (), (), None, None, None, None,
    )  # fmt: skip
    annotation = msgspec.structs.replace(annotation, predicates=(read,))
    frames = code_events(text, annotation, codebook, doubtful=True)
    recipients = [r.text for e in code_predicates(text, annotation, frames, codebook) for r in e.recipients]
    assert "About" not in recipients
