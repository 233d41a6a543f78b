"""The bundled reports: each is acquired with its facts and without the furniture of its page."""

from __future__ import annotations

from pathlib import Path

import pytest

import dragoman
from dragoman.acquire import read_articles
from dragoman.link.duplicates import find_duplicate_pairs, find_shingles, is_near_duplicate
from dragoman.pipeline import code_article
from dragoman.records import Article

EXAMPLES = Path(dragoman.__file__).parent / "data" / "examples"
EXPECTED = Path(__file__).parent / "expected" / "examples.tsv"
# Text of the pages that is no part of a report, in lower case.
CHROME = (
    "cookie", "skip to", "sign in", "sign up", "subscribe", "newsletter", "share on", "share this", "copy link",
    "most read", "most popular", "latest news", "related stories", "you may also like", "comments (", "leave a reply",
    "thoughts on this report", "privacy policy", "terms of use", "all rights reserved", "©",
    "without written permission", "specimen page", "back to top", "you are here", "advertis", "published:",
    "posted on", "posted in", "previous post", "next post", "print this page", "larger text", "search the archive",
    "poll of the day", "imprint", "english edition", "today: clear", "about time somebody", "prefer the crossword",
    "join 12,000", "founded by its readers", "morning dispatch", "tags:", ".example", "@", "日本語版", "もっと見る",
    "все новости", "مزيد من الأخبار", "čeština",
    # Headlines of other reports
    "tide tables for the weekend", "cherry trees bloom", "ramen shop wins", "tram line 17", "melon harvest beats",
    "cairo book fair", "ferry timetable changes", "wine cellars invite", "lighthouse keeper retires",
    "samarkand opens", "tulip show opens", "village choir wins", "museum to reopen", "old brewery becomes",
)  # fmt: skip
SENTENCE_ENDS = (".", ".”", ")")


def read_expected() -> list[dict[str, str]]:
    lines = [x for x in EXPECTED.read_text(encoding="utf-8").splitlines() if not x.startswith("#")]
    header = lines[0].split("\t")
    return [dict(zip(header, line.split("\t"), strict=True)) for line in lines[1:]]


ROWS = read_expected()


def acquire(file: str) -> Article:
    (item,) = read_articles([str(EXAMPLES / file)])
    assert item.article is not None, item.issue
    return item.article


def test_table_lists_every_report() -> None:
    files = {str(p.relative_to(EXAMPLES)) for p in EXAMPLES.rglob("*") if p.is_file()}
    assert files == {row["file"] for row in ROWS}
    assert len(files) >= 28


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row["file"]))
def test_report_gives_its_facts(row: dict[str, str]) -> None:
    article = acquire(row["file"])
    assert article.title == row["title"]
    assert (article.published_at or "")[:10] == row["published"]
    assert article.published_basis == row["basis"]
    assert (article.publisher or "") == row["publisher"]
    assert article.byline == row["byline"]
    assert article.language == "en"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row["file"]))
def test_text_is_the_report_from_first_to_last_words(row: dict[str, str]) -> None:
    text = acquire(row["file"]).text
    start = text.find(row["begins"])
    assert start >= 0
    assert "\n\n" not in text[:start].strip(), "more than a caption before the report"
    assert text.endswith(row["ends"])


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row["file"]))
def test_text_holds_no_page_furniture(row: dict[str, str]) -> None:
    text = acquire(row["file"]).text
    folded = text.casefold()
    assert [x for x in CHROME if x in folded] == []
    lines = [line for line in text.split("\n") if line]
    assert [line for line in lines if not line.endswith(SENTENCE_ENDS)] == []
    assert len(lines) == len(set(lines)), "a line, such as a caption, stands twice"


def test_pages_have_furniture_to_strip() -> None:
    for row in ROWS:
        if not row["file"].endswith(".md"):
            page = (EXAMPLES / row["file"]).read_text(encoding="utf-8").casefold()
            assert sum(x in page for x in CHROME) >= 8, row["file"]


def test_folder_is_read_in_one_call_in_order() -> None:
    items = list(read_articles([str(EXAMPLES)]))
    dates = [i.article.published_at[:10] for i in items if i.article and i.article.published_at]
    assert len(dates) == len(ROWS)
    sources = [i.source for i in items]
    assert sources == sorted(sources)


COPIES = (
    ("grain-corridor/2022-07-22-bosporusmail.html", "grain-corridor/2022-07-22-nileobserver.html"),
    ("grain-corridor/2022-07-22-bosporusmail.html", "grain-corridor/2022-07-22-vltavadaily.html"),
    ("ceasefire/2023-05-20-nileobserver.html", "ceasefire/2023-05-20-potomacreview.html"),
)


@pytest.mark.parametrize(("original", "copy"), COPIES)
def test_agency_copies_share_most_of_their_shingles(original: str, copy: str) -> None:
    assert is_near_duplicate(find_shingles(acquire(original).text), find_shingles(acquire(copy).text))


def test_no_other_reports_are_copies() -> None:
    files = [row["file"] for row in ROWS]
    pairs = {(files[a], files[b]) for a, b in find_duplicate_pairs([acquire(f).text for f in files])}
    copied = {file for pair in COPIES for file in pair}
    assert {file for pair in pairs for file in pair} <= copied


@pytest.mark.parametrize("row", [r for r in ROWS if r["file"].startswith("no-events/")], ids=lambda r: str(r["file"]))
def test_unpolitical_report_yields_no_event(row: dict[str, str]) -> None:
    assert [e.trigger.text for e in code_article(acquire(row["file"])).events] == []
