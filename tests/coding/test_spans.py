"""Whatever the words, every span an event points at is the text it says it is."""

from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.annotate.sentences import find_sentences
from dragoman.annotate.tokens import find_tokens
from dragoman.coding import code_events, load_codebook
from dragoman.records import Annotation, Mention, Span

WORDS = st.sampled_from(
    [
        "[Rome]",
        "[Tunis]",
        "[the_army]",
        ",",
        ",",
        ".",
        "and",
        "that",
        "to",
        "will",
        "not",
        "by",
        "with",
        "on",
        "of",
        "if",
        "which",
        "who",
        "met",
        "agreed",
        "attack",
        "attacked",
        "refused",
        "urged",
        "visit",
        "talks",
        "withdrew",
        "threatened",
        "sanctions",
        "signed",
        "its",
        "the",
        "in",
        "“",
        "”",
        ";",
        "𝒳",
        "naïve",
        "had",
        "been",
        "said",
    ]
)


@settings(max_examples=80, deadline=None)
@given(st.lists(WORDS, min_size=2, max_size=25))
def test_spans_are_their_text(words: list[str]) -> None:
    text, mentions = "", []
    for word in words:
        plain = word.strip("[]").replace("_", " ")
        text += " " if text else ""
        if word.startswith("["):
            mentions.append(Mention(len(text), len(text) + len(plain), plain, "actor", "country"))
        text += plain
    sentences = find_sentences(text)
    annotation = Annotation(sentences, find_tokens(text, sentences), tuple(mentions), ())
    for event in code_events(text, annotation, load_codebook()):
        spans = (event.trigger, event.place, event.when, event.what, event.condition, event.due)
        for span in (*event.actors, *event.recipients, *spans):
            assert span is None or (isinstance(span, Span) and text[span.start : span.end] == span.text)
        assert not {a.start for a in event.actors} & {r.start for r in event.recipients}
        assert 0.3 <= event.confidence <= 0.9
