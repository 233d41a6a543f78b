"""Rows and raw text are taken verbatim; ids, languages and counts follow from them."""

from __future__ import annotations

import gzip
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from acquire_samples import PAGE, PARAGRAPHS
from hypothesis import given
from hypothesis import strategies as st

from dragoman.acquire import count_inputs, parse_text, read_articles
from dragoman.acquire.dates import parse_date
from dragoman.acquire.languages import find_language
from dragoman.errors import UsageError
from dragoman.ids import hash_fields


@given(st.text(alphabet=st.characters(), min_size=1).filter(lambda t: bool(t.strip())))
def test_row_text_keeps_every_offset(text: str) -> None:
    row = json.dumps({"id": "a", "text": text}).encode()
    (item,) = read_articles(["-"], stdin=io.BytesIO(row))
    assert item.article is not None
    kept = item.article.text
    # A pair of surrogates written as escapes is one character in JSON; all else is one for one.
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass") if kept != text else text
    assert all(a == b or "\ud800" <= b <= "\udfff" for a, b in zip(kept, whole, strict=True))
    kept.encode("utf-8")


def test_row_fields_reach_the_article(tmp_path: Path) -> None:
    row = {"id": 7, "text": PARAGRAPHS[0], "title": "T", "url": "https://post.example", "published_at": "2024-05-14"}
    path = tmp_path / "rows.jsonl.gz"
    path.write_bytes(gzip.compress(json.dumps(row).encode()))
    (item,) = read_articles([str(path)], published="2020-01-01")
    article = item.article
    assert article is not None
    assert (article.source, article.title, article.url) == ("7", "T", "https://post.example")
    assert (article.published_at, article.published_basis, article.language) == ("2024-05-14", "metadata", "en")


def test_raw_text_is_not_cleaned() -> None:
    text = "Back To Top\n\n  By Mara Voss\x00 "
    assert parse_text(text, source="cell").text == text


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("2024-05-14", "2024-05-14"),
        ("20240514", "2024-05-14"),
        ("2024-05-14T09:30:00Z", "2024-05-14T09:30:00+00:00"),
        ("Tue, 14 May 2024 09:30:00 GMT", "2024-05-14T09:30:00+00:00"),
        ("2024-05", None),
        ("yesterday", None),
    ],
)
def test_stated_date(value: str, iso: str | None) -> None:
    assert parse_date(value) == iso


def test_given_date_that_is_none_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="YYYY-MM-DD"):
        read_articles([], published="May")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (PARAGRAPHS[0], "en"),
        ("Die Außenminister trafen sich am Dienstag im Hafen und einigten sich auf die Öffnung der Grenze.", "de"),
        ("Министры встретились во вторник и договорились открыть границу между двумя странами.", "ru"),
        ("Los ministros se reunieron el martes en el puerto y acordaron reabrir el paso fronterizo.", "es"),
        ("Aven", None),
        ("12345 67890 12345 67890 12345", None),
        ("", None),
    ],
)
def test_language_is_told_or_null(text: str, language: str | None) -> None:
    assert find_language(text) == language


def test_ids_keep_fields_apart() -> None:
    assert hash_fields("ab", "c") != hash_fields("a", "bc")
    assert hash_fields("a\ud800") == hash_fields("a\ud800")
    assert len(hash_fields()) == 32


def test_same_input_same_id() -> None:
    assert parse_text("A report.", source="x").id == parse_text("A report.", source="x").id
    assert parse_text("A report.", source="x").id != parse_text("A report.", source="y").id


def test_inputs_are_counted_where_that_is_cheap(tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_bytes(b'{"text": "a"}\n{"text": "b"}')
    (tmp_path / "page.html").write_text(PAGE)
    assert count_inputs([str(tmp_path), "https://post.example/1"]) == 4
    assert count_inputs(["-"]) is None
    (tmp_path / "more.warc").write_bytes(b"")
    assert count_inputs([str(tmp_path)]) is None


def test_reading_rows_loads_no_page_library() -> None:
    script = (
        "import io, sys; from dragoman.acquire import read_articles\n"
        f"list(read_articles(['-'], stdin=io.BytesIO({json.dumps({'text': PARAGRAPHS[0]}).encode()!r})))\n"
        "print([m for m in ('trafilatura', 'htmldate', 'httpx', 'fastwarc', 'py3langid', 'lxml') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
@pytest.mark.parametrize(
    ("body", "sources"),
    [
        (b'{"id": "a", "text": "One."}\n{"id": "b", "text": "Two."}\n', ["a", "b"]),
        (b'\xef\xbb\xbf{"id": "a", "text": "One."}\n', ["a"]),
        (PAGE.encode(), ["-"]),
        (PARAGRAPHS[0].encode(), ["-"]),
    ],
)
def test_standard_input_is_told_by_its_start(pack: Callable[[bytes], bytes], body: bytes, sources: list[str]) -> None:
    found = list(read_articles(["-"], stdin=io.BytesIO(pack(body))))
    assert [item.source for item in found] == sources
    assert all(item.article and not item.issue for item in found)


def test_cut_standard_input_is_an_issue() -> None:
    (item,) = read_articles(["-"], stdin=io.BytesIO(gzip.compress(PAGE.encode())[:-40]))
    assert item.issue is not None
    assert item.issue.code == "gzip-truncated"
