"""A captured web page to an article: body, title, byline, publisher, canonical address, date with its basis."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from dragoman.acquire.article import build_article
from dragoman.acquire.chrome import MAIL_IN_TEXT, list_report_lines
from dragoman.acquire.dates import (
    find_date_line,
    find_page_date,
    find_shown_date,
    is_time_line,
    keep_metadata,
    take_modified,
)
from dragoman.acquire.decoding import decode_bytes, make_safe
from dragoman.acquire.layout import open_layout
from dragoman.acquire.outcome import Acquired, Limits, describe_doubt, describe_failure, format_bytes
from dragoman.errors import InputError
from dragoman.records import Article, Capture, Issue, PublishedBasis

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# A page above this is read paragraph by paragraph and only its head is searched for metadata: the cost of the
# extractors grows faster than the page. News pages have 500 to 8000 elements.
LARGE_PAGE_NODES = 20_000
SHORTEST_BODY = 60
WHOLE_PARAGRAPH = 80
WIDER_RATIO = 3
NO_WORD = re.compile(r"\W+")
LEAST_PARAGRAPH = 40
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
LANGUAGE_TAG = re.compile(r"([a-z]{2,3})(?:[-_]|$)", re.IGNORECASE)
TITLE_PARTS = re.compile(r"(.+)\s+[|»›·–—-]\s+(.+)")
SHORTEST_TITLE = 12
OPENING = 15  # letters by which the first line of a report is known again
BY = re.compile(r"^(?:(?:view all )?posts by|(?:written |published |posted )?by|von|par|por)\s+", re.IGNORECASE)
NOISE = ("trafilatura", "htmldate", "courlan", "justext", "charset_normalizer")


class _Facts(NamedTuple):
    title: str | None
    byline: str | None
    publisher: str | None
    url: str | None
    date: str | None
    basis: PublishedBasis | None


def parse_page(
    capture: Capture,
    *,
    published: str | None = None,
    limits: Limits | None = None,
    overlay: Path | None = None,
) -> Acquired:
    """The article of one HTML page, or the issue why there is none (`empty`, `binary`, `too-large`,
    `no-article`, `html-too-deep`).

    `published` (ISO) is used where the page names no date. Nothing is fetched.
    """
    try:
        _check_size(capture, limits or Limits())
        text, doubt = decode_bytes(capture.body, source=capture.source, charset=capture.charset)
        tree, deep = _parse_tree(text, capture.source)
        article = _read_tree(tree, capture.source, published, overlay)
    except InputError as error:
        return describe_failure(error)
    if article is None:
        return describe_failure(_explain_missing(capture.source, deep))
    _, odd = make_safe(article.text, source=capture.source)
    return Acquired(capture.source, article, doubt or deep or odd)


def _check_size(capture: Capture, limits: Limits) -> None:
    if len(capture.body) > limits.download_bytes:
        size, most = format_bytes(len(capture.body)), format_bytes(limits.download_bytes)
        raise InputError(capture.source, "too-large", f"the page has {size}, more than {most}; split it")


def _explain_missing(source: str, deep: Issue | None) -> InputError:
    if deep:
        return InputError(source, "html-too-deep", deep.message.removeprefix(f"{source}: "))
    message = "no article text was found on the page; give the article's own page, not a list or a form"
    return InputError(source, "no-article", message)


def _parse_tree(text: str, source: str) -> tuple[HtmlElement, Issue | None]:
    """The tree, and an issue when the markup is nested deeper than the parser goes (what is below is lost)."""
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, default_doctype=False
    )
    raw = CONTROLS.sub("", DECLARATION.sub("", text)).encode("utf-8", "replace")
    try:
        tree = document_fromstring(raw, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise InputError(source, "no-article", f"the HTML cannot be read ({error}); save the page again") from None
    if any("xcessive depth" in entry.message for entry in parser.error_log):
        message = "the HTML is nested deeper than 256 elements; text below that was left out; save it as plain text"
        return tree, describe_doubt(source, "html-too-deep", message)
    return tree, None


def _read_tree(tree: HtmlElement, source: str, published: str | None, overlay: Path | None) -> Article | None:
    for name in NOISE:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    changed = take_modified(tree)
    open_layout(tree, overlay=overlay)
    large = sum(1 for _ in tree.iter()) > LARGE_PAGE_NODES
    body = _list_paragraphs(tree) if large else _find_body(tree)
    facts = _find_facts(
        keep_metadata(tree) if large else tree, source if source.startswith(("http://", "https://")) else None
    )
    kept = list_report_lines(body.split("\n"), overlay=overlay)
    title = _shown_title(tree, kept.lines) or facts.title
    lines = [line for line in kept.lines if not _is_title(line, title) and not is_time_line(line)]
    below = _find_date_below(tree, title, lines) if facts.basis != "metadata" else None
    text = "\n\n".join(lines)
    if not any(c.isalnum() for c in text):
        return None
    return build_article(
        text,
        source=source,
        title=title,
        byline=facts.byline or kept.byline,
        publisher=facts.publisher,
        url=facts.url,
        stated=facts.date if facts.basis == "metadata" else None,
        shown=below or facts.date or find_shown_date(kept.lines) or changed,
        published=published,
        declared_language=_declared_language(tree),
        overlay=overlay,
    )


def _find_body(tree: HtmlElement) -> str:
    """Lines of the article's body, one paragraph a line; empty when there is none.

    Of the wider extraction, those lines are kept that the strict one has too, and whole paragraphs; all of
    them where the strict one finds nothing or several times less.
    """
    strict = _extract(tree, precision=True, recall=False)
    wider = _extract(tree, precision=False, recall=False)
    if strict and len(wider) <= WIDER_RATIO * len(strict):
        sure = _squeeze(strict)
        kept = [x for x in wider.split("\n") if len(x) >= WHOLE_PARAGRAPH or _squeeze(x) in sure]
        wider = "\n".join(kept)
    if len(wider) < SHORTEST_BODY:
        wider = max(wider, _extract(tree, precision=False, recall=True), key=len)
    return wider if len(wider) >= SHORTEST_BODY else _list_paragraphs(tree)


def _squeeze(text: str) -> str:
    return NO_WORD.sub("", text)


def _extract(tree: HtmlElement, *, precision: bool, recall: bool) -> str:
    from trafilatura import bare_extraction

    try:
        found: Any = bare_extraction(
            deepcopy(tree), include_comments=False, favor_precision=precision, favor_recall=recall
        )
    except (RecursionError, MemoryError):
        return ""
    return str(found.text or "") if found is not None else ""


def _list_paragraphs(tree: HtmlElement) -> str:
    """The text of `<p>` elements that are long enough to be prose: for pages the extractor cannot take."""
    lines = (" ".join("".join(p.itertext()).split()) for p in tree.iter("p"))
    return "\n".join(line for line in lines if len(line) >= LEAST_PARAGRAPH)


def _find_facts(tree: HtmlElement, address: str | None) -> _Facts:
    """Title, byline, publisher, address and date as the page's metadata give them."""
    from trafilatura.metadata import extract_metadata

    try:
        found = extract_metadata(tree, address, {"original_date": True, "extensive_search": False}, extensive=False)
    except (RecursionError, ValueError, TypeError, KeyError, AttributeError, IndexError):
        # Malformed metadata trips the extractor; the article itself is still good.
        return _Facts(None, None, None, address, None, None)
    date, basis = find_page_date(tree, found.url, visible=found.date)
    return _Facts(
        title=_choose_title(_tidy(found.title), tree, _tidy(found.sitename)),
        byline=_tidy_byline(found.author),
        publisher=_tidy(found.sitename),
        url=found.url,
        date=date,
        basis=basis,
    )


def _tidy(value: str | None) -> str | None:
    return " ".join(value.split()) or None if value else None


def _choose_title(title: str | None, tree: HtmlElement, publisher: str | None) -> str | None:
    """The title without the site's name: the first heading where the title contains it, else cut at the name."""
    if not title:
        return title
    for heading in tree.iter("h1"):
        words = _tidy("".join(heading.itertext()))
        if words and len(words) >= SHORTEST_TITLE and words in title:
            return words
    parts = TITLE_PARTS.fullmatch(title)
    return parts[1] if parts and publisher and parts[2].casefold() == publisher.casefold() else title


def _shown_title(tree: HtmlElement, lines: Sequence[str]) -> str | None:
    """The part of the `<title>` that is a line of the page, where the other part names the site."""
    parts = TITLE_PARTS.fullmatch(_tidy(tree.findtext(".//title")) or "")
    return next((x for x in parts.groups() if len(x) >= SHORTEST_TITLE and x in lines), None) if parts else None


def _find_date_below(tree: HtmlElement, title: str | None, lines: Sequence[str]) -> str | None:
    """The date that stands alone between the title and the first line of the report."""
    page = tree.find(".//body")
    if page is None or not title or not lines:
        return None
    shown = [x for text in page.itertext() if (x := " ".join(text.split()))]
    starts = [n for n, x in enumerate(shown) if x == title]
    opening = lines[0][:OPENING]
    end = next((n for n, x in enumerate(shown) if x.startswith(opening)), 0)
    begin = max((n for n in starts if n < end), default=end)
    return next((d for x in shown[begin:end] if (d := find_date_line(x))), None)


def _is_title(line: str, title: str | None) -> bool:
    return title is not None and _squeeze(line).casefold() == _squeeze(title).casefold()


def _tidy_byline(value: str | None) -> str | None:
    """`A; B` as `A, B`, without "By" and addresses; an address alone is no byline."""
    names = _tidy(MAIL_IN_TEXT.sub("", value)) if value else None
    if not names or names.startswith(("http:", "https:", "www.")):
        return None
    return BY.sub("", names).replace("; ", ", ") or None


def _declared_language(tree: HtmlElement) -> str | None:
    match = LANGUAGE_TAG.match(tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "")
    return match[1].lower() if match else None
