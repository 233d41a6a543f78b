"""Words, tags and lemmas."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.annotate.sentences import find_sentences
from dragoman.annotate.tags import find_tags
from dragoman.annotate.tokens import find_tagged, find_tokens, verb_form
from dragoman.records import Token


def tokens_of(text: str) -> tuple[Token, ...]:
    return find_tokens(text, find_sentences(text))


SPLITS = [
    ("Peru's envoy didn't go.", ["Peru", "'s", "envoy", "did", "n't", "go", "."]),
    ("They’re here, it’s over", ["They", "’re", "here", ",", "it", "’s", "over"]),
    ("The U.S.-led force", ["The", "U.S.-led", "force"]),
    ("He cannot stay", ["He", "can", "not", "stay"]),
    ("Gen. Han Do-yun left", ["Gen.", "Han", "Do-yun", "left"]),
    ("$1,250.50 at 9:30", ["$", "1,250.50", "at", "9:30"]),
    ("``Yes,'' she said", ["``", "Yes", ",", "''", "she", "said"]),
    ("talks -- which failed", ["talks", "--", "which", "failed"]),
    ("the states' aid", ["the", "states", "'", "aid"]),
]


@pytest.mark.parametrize(("text", "expected"), SPLITS)
def test_words(text: str, expected: list[str]) -> None:
    assert [t.text for t in tokens_of(text)] == expected


@pytest.mark.parametrize(
    ("text", "word", "tag", "lemma"),
    [
        ("The ministers signed an accord.", "signed", "VERB", "sign"),
        ("The ministers signed an accord.", "ministers", "NOUN", "minister"),
        ("Both countries exchanged prisoners.", "exchanged", "VERB", "exchange"),
        ("Norway will withdraw its troops.", "will", "AUX", "will"),
        ("Norway will withdraw its troops.", "Norway", "PROPN", "norway"),
        ("He went to Lima.", "went", "VERB", "go"),
        ("They stopped the convoy.", "stopped", "VERB", "stop"),
        ("They stopped the convoy.", ".", "PUNCT", "."),
        ("Gunmen retook the port.", "retook", "VERB", "retake"),
        ("The army overthrew him.", "overthrew", "VERB", "overthrow"),
        ("Peru froze the assets of two banks.", "froze", "VERB", "freeze"),
        ("The harbour was mined by rebels.", "mined", "VERB", "mine"),
    ],
)
def test_tag_and_lemma(text: str, word: str, tag: str, lemma: str) -> None:
    found = next(t for t in tokens_of(text) if t.text == word)
    assert (found.tag, found.lemma) == (tag, lemma)


@pytest.mark.parametrize(
    ("text", "word", "form"),
    [
        ("Troops were withdrawn on Monday.", "withdrawn", "VBN"),
        ("Troops withdrew on Monday.", "withdrew", "VBD"),
        ("They are leaving the town.", "leaving", "VBG"),
        ("They will leave the town.", "leave", "VB"),
        ("The envoy leaves today.", "leaves", "VBZ"),
        ("The envoy may stay.", "may", "MD"),
        ("The envoy may stay.", "envoy", ""),
    ],
)
def test_verb_form(text: str, word: str, form: str) -> None:
    tokens = tokens_of(text)
    at = next(n for n, t in enumerate(tokens) if t.text == word)
    assert verb_form(tokens, at) == form


def test_penn_tags_run_parallel_to_tokens() -> None:
    text = "The king visited Oman. He had met the sultan."
    tokens, penn = find_tagged(text, find_sentences(text))
    assert len(tokens) == len(penn)
    assert dict(zip((t.text for t in tokens), penn, strict=True))["visited"] == "VBD"


def test_sentence_numbers_follow_the_sentences() -> None:
    assert [t.sentence for t in tokens_of("Stop. Go on.")] == [0, 0, 1, 1, 1]


def test_tagging_is_the_same_each_time() -> None:
    words = ["The", "speaker", "warned", "that", "talks", "could", "fail"]
    assert find_tags(words) == find_tags(words)


@given(st.text(max_size=60))
def test_every_token_is_its_span(text: str) -> None:
    tokens = tokens_of(text)
    assert all(text[t.start : t.end] == t.text for t in tokens)
    assert all(a.end <= b.start for a, b in pairwise(tokens))
    covered = {i for t in tokens for i in range(t.start, t.end)}
    assert all(i in covered for i, c in enumerate(text) if not c.isspace())
