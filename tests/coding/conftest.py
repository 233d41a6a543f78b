"""Sentences with marked parties: `[actor]`, coded without the name tables, so that only the grammar is tested."""

import re
from collections.abc import Callable

import pytest

from dragoman.annotate.sentences import find_sentences
from dragoman.annotate.tokens import find_tokens
from dragoman.coding import code_events, load_codebook
from dragoman.records import Annotation, EventCandidate, Mention

MARK = re.compile(r"\[([^\]]*)\]|<([^>]*)>|\{([^}]*)\}")


def unmark(marked: str) -> tuple[str, tuple[Mention, ...]]:
    """Text and mentions of a marked sentence: `[actor]`, `<place>`, `{time}`, `{KEY:time}`."""
    text, mentions, at = "", [], 0
    for match in MARK.finditer(marked):
        text += marked[at : match.start()]
        words = next(g for g in match.groups() if g is not None)
        kind, form = {"[": ("actor", "office"), "<": ("place", "place"), "{": ("time", "time")}[match.group()[0]]
        key, keyed, rest = words.partition(":") if kind == "time" else ("", "", "")
        words = rest if keyed else words
        mentions.append(Mention(len(text), len(text) + len(words), words, kind, form, key if keyed else None))  # type: ignore[arg-type]
        text, at = text + words, match.end()
    return text + marked[at:], tuple(mentions)


def code_marked(marked: str) -> tuple[EventCandidate, ...]:
    text, mentions = unmark(marked)
    sentences = find_sentences(text)
    annotation = Annotation(sentences, find_tokens(text, sentences), mentions, ())
    return code_events(text, annotation, load_codebook())


@pytest.fixture(scope="session")
def code() -> Callable[[str], tuple[EventCandidate, ...]]:
    return code_marked
