"""What holds for every text whatever: each span is the characters it says, ids repeat, output can be read back."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.acquire import parse_text
from dragoman.pipeline import code_article
from dragoman.records import Coded

BENCH = Path(__file__).parents[2] / "shared" / "bench" / "dev"

NEWS_WORDS = (
    "Kenya Uganda Moscow Kyiv the two sides said that agreed to met with on Monday if “we will not” 'yes' \" … — "
    "President Ruto 12 March 2022 troops attacked in Nairobi, however; (the minister) told reporters . ! ? \n\n "
    "\u200f \u0301 \U0001f600 \x00 ﷺ İ ß ǅ"
)
WORDS = st.sampled_from(NEWS_WORDS.split(" "))
NEWSLIKE = st.lists(WORDS, max_size=60).map(" ".join)
ANY_TEXT = st.one_of(st.text(max_size=300), NEWSLIKE)


def wrong_spans(coded: Coded) -> Iterator[object]:
    """Every record with start, end and text whose text is not what stands there."""
    text = coded.article.text

    def walk(value: object) -> Iterator[object]:
        if isinstance(value, dict):
            if {"start", "end", "text"} <= value.keys() and text[value["start"] : value["end"]] != value["text"]:
                yield value
            for inner in value.values():
                yield from walk(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from walk(inner)

    plain = json.loads(msgspec.json.encode(coded))
    del plain["article"]
    yield from walk(plain)


def code_text(text: str) -> Coded:
    """The text coded as English, published on a fixed day."""
    article = parse_text(text, source="property", published="2022-03-14")
    return code_article(msgspec.structs.replace(article, language="en"))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ANY_TEXT)
def test_every_span_is_the_characters_it_names(text: str) -> None:
    """`article.text[start:end] == text`, for arbitrary Unicode."""
    assert list(wrong_spans(code_text(text))) == []


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(NEWSLIKE)
def test_coding_again_gives_the_same_record(text: str) -> None:
    """Same input, same ids, same rows."""
    assert msgspec.json.encode(code_text(text)) == msgspec.json.encode(code_text(text))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(NEWSLIKE)
def test_a_record_survives_writing_and_reading(text: str) -> None:
    """The written line decodes to an equal record."""
    coded = code_text(text)
    assert msgspec.json.decode(msgspec.json.encode(coded), type=Coded) == coded


def bench_texts(name: str) -> Iterator[str]:
    """Texts of one external set, joined from tokens where it has only those."""
    with gzip.open(BENCH / name, "rt", encoding="utf-8") as handle:
        for line in handle:
            row = json.loads(line)
            if "text" in row:
                yield row["text"]
            elif "sentences" in row:
                yield "\n".join(" ".join(s if isinstance(s, list) else s["tokens"]) for s in row["sentences"])


@pytest.mark.skipif(not BENCH.exists(), reason="the external benchmark texts are not beside this checkout")
@pytest.mark.parametrize(
    "name",
    ["event_e2e_dev.jsonl.gz", "quote_polnear_dev.jsonl.gz", "timex_timebank_aquaint.jsonl.gz",
     "geo_geovirus.jsonl.gz", "geo_lgl.jsonl.gz", "coref_ecbplus_dev.jsonl.gz"],
)  # fmt: skip
def test_every_span_of_every_benchmark_text(name: str) -> None:
    """The same over real news."""
    faults = [(text[:60], wrong) for text in bench_texts(name) for wrong in wrong_spans(code_text(text))]
    assert faults == []
