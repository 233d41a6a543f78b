"""Inputs to articles: files, folders, archives, addresses and standard input, each read once, in order."""

from __future__ import annotations

import gzip
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from io import BufferedReader, RawIOBase
from pathlib import Path
from typing import BinaryIO, TypeVar, cast

from msgspec import structs

from dragoman.acquire.archives import read_archive
from dragoman.acquire.dates import check_published, parse_date
from dragoman.acquire.decoding import decode_bytes, make_safe
from dragoman.acquire.exports import Export, split_export
from dragoman.acquire.fetch import fetch_page, is_url
from dragoman.acquire.files import (
    ARCHIVES,
    CHUNK,
    GZIP_MAGIC,
    PAGES,
    ROWS,
    TEXTS,
    find_kind,
    read_file,
    read_packed,
    read_stream,
)
from dragoman.acquire.folders import list_files
from dragoman.acquire.mail import read_letter, split_mailbox
from dragoman.acquire.mending import mend_text
from dragoman.acquire.outcome import Acquired, Limits, describe_failure
from dragoman.acquire.pages import parse_page
from dragoman.acquire.rows import parse_rows, parse_text, read_rows
from dragoman.acquire.saved import Facts, parse_saved
from dragoman.errors import InputError
from dragoman.records import Article, Capture, Issue

__all__ = ["Acquired", "Limits", "count_inputs", "parse_page", "parse_text", "read_articles"]

STDIN = "-"
HTML_STARTS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<?xml", b"<article", b"<div", b"<!--", b"<meta")
ROW_START = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{[ \t]*"')
JSON_START = re.compile(rb'(?:\xef\xbb\xbf)?\s*(?:\[\s*)?\{\s*"')
FEED = re.compile(rb"<(?:rss|feed|rdf:RDF)[\s>]")
FEED_BYTES = 1000
TABLES = (".csv", ".tsv")
# Above this, counting the lines of JSONL files would take longer than the bar is worth.
MOST_COUNTED_BYTES = 200_000_000


def read_articles(
    inputs: Sequence[str],
    *,
    published: str | None = None,
    allow_private: bool = False,
    limits: Limits | None = None,
    overlay: Path | None = None,
    stdin: BinaryIO | None = None,
) -> Iterator[Acquired]:
    """One `Acquired` for each article or failure, in input order, lazily.

    `inputs` are paths of files or folders, http(s) addresses, or "-" for `stdin`. `published` is the date of
    reports that state none. Addresses in private networks are refused unless `allow_private`. `overlay` is the
    folder of the user's tables. Raises UsageError for a `published` that is no date, before anything is read.
    """
    date = check_published(published)
    reader = _Reader(date, allow_private, limits or Limits(), overlay, stdin)
    return (item for name in inputs for item in reader.read(name))


def count_inputs(inputs: Sequence[str]) -> int | None:
    """How many articles to expect, None when that cannot be told cheaply (archives, packed rows, stdin)."""
    total = size = 0
    for name in inputs:
        if is_url(name):
            total += 1
            continue
        path = Path(name)
        if name == STDIN:
            return None
        for item in list_files(path) if path.is_dir() else (path,):
            if isinstance(item, InputError) or find_kind(str(item)) not in (*ROWS, *ARCHIVES):
                total += 1
                continue
            if not item.is_file():
                total += 1
                continue
            size += item.stat().st_size
            if find_kind(str(item)) in ARCHIVES or item.suffix == ".gz" or size > MOST_COUNTED_BYTES:
                return None
            total += _count_lines(item)
    return total


def _count_lines(path: Path) -> int:
    try:
        with path.open("rb") as stream:
            pieces = iter(lambda: stream.read(CHUNK), b"")
            lines, last = 0, b"\n"
            for piece in pieces:
                lines += piece.count(b"\n")
                last = piece[-1:]
    except OSError:
        return 1
    return lines + (last != b"\n")


class _Reader:
    """The options of one run, and the choice of a reader for each input."""

    def __init__(
        self, published: str | None, allow_private: bool, limits: Limits, overlay: Path | None, stdin: BinaryIO | None
    ) -> None:
        self.published = published
        self.allow_private = allow_private
        self.limits = limits
        self.overlay = overlay
        self.stdin = stdin

    def read(self, name: str) -> Iterator[Acquired]:
        """Everything one input yields."""
        if name == STDIN:
            yield from self._read_stdin()
        elif is_url(name):
            yield from _guard(name, lambda: self._read_address(name))
        elif "\0" in name:
            yield describe_failure(InputError(name, "missing", "a path cannot hold a NUL character"))
        else:
            yield from self._read_path(Path(name))

    def _read_path(self, path: Path) -> Iterator[Acquired]:
        if not path.is_dir():
            yield from self._read_file(path)
            return
        for item in list_files(path):
            if isinstance(item, InputError):
                yield describe_failure(item)
            else:
                yield from self._read_file(item)

    def _read_file(self, path: Path) -> Iterator[Acquired]:
        kind = find_kind(path.name)
        if kind in ROWS and path.exists():
            yield from read_rows(path, published=self.published, limits=self.limits, overlay=self.overlay)
        elif kind in ARCHIVES and path.exists():
            yield from read_archive(path, published=self.published, limits=self.limits, overlay=self.overlay)
        else:
            source = str(path)
            yield from _guard(source, lambda: self._parse(Capture(source, read_file(path, self.limits)), kind))

    def _read_address(self, url: str) -> Iterator[Acquired]:
        capture = fetch_page(url, limits=self.limits, allow_private=self.allow_private)
        return self._parse(capture, "" if capture.media_type != "text/plain" else ".txt")

    def _read_stdin(self) -> Iterator[Acquired]:
        stream = self.stdin or sys.stdin.buffer
        buffered = stream if isinstance(stream, BufferedReader) else BufferedReader(cast(RawIOBase, stream))
        start = buffered.peek(CHUNK)
        if start.startswith(GZIP_MAGIC):
            buffered = BufferedReader(cast(RawIOBase, gzip.GzipFile(fileobj=buffered)))
            try:
                start = read_packed(lambda: buffered.peek(CHUNK), STDIN)
            except InputError as error:
                yield describe_failure(error)
                return
        if ROW_START.match(start):
            yield from parse_rows(
                buffered, source=STDIN, published=self.published, limits=self.limits, overlay=self.overlay
            )
            return
        most = self.limits.text_bytes
        yield from _guard(
            STDIN,
            lambda: self._parse(Capture(STDIN, read_packed(lambda: read_stream(buffered, STDIN, most), STDIN)), ""),
        )

    def _parse(self, capture: Capture, kind: str) -> Iterator[Acquired]:
        """HTML pages, mail or saved texts; a kind that says none of these is told by its first bytes."""
        if _looks_like_feed(capture.body[:FEED_BYTES]):
            message = "this is a feed, not a report; give the addresses of its reports"
            raise InputError(capture.source, "not-a-report", message)
        if kind in PAGES or (kind not in TEXTS and _looks_like_html(capture.body)):
            return iter((parse_page(capture, published=self.published, limits=self.limits, overlay=self.overlay),))
        if kind in TABLES or JSON_START.match(capture.body):
            message = 'this is a table or JSON, not a report; make it a .jsonl file, one {"id", "text"} a line'
            raise InputError(capture.source, "not-a-report", message)
        if kind != ".md" and (letters := split_mailbox(capture.body)):
            return _each(capture.source, letters, self._read_letter)
        text, doubt = decode_bytes(capture.body, source=capture.source, charset=capture.charset)
        reports = split_export(text, overlay=self.overlay) or [Export(Facts(), text)]
        return _each(capture.source, reports, lambda source, x: self._read_saved(source, x, doubt, kind == ".md"))

    def _read_letter(self, source: str, message: bytes) -> Acquired:
        letter = read_letter(message, source=source)
        facts = Facts(letter.subject, None, letter.sender, parse_date(letter.date or ""))
        if not letter.html:
            text, doubt = decode_bytes(letter.body, source=source, charset=letter.charset)
            return self._read_saved(source, Export(facts, text), doubt)
        capture = Capture(source, letter.body, charset=letter.charset)
        item = parse_page(capture, published=self.published, limits=self.limits, overlay=self.overlay)
        return item if item.article is None else item._replace(article=_add_facts(item.article, facts))

    def _read_saved(self, source: str, report: Export, doubt: Issue | None, markdown: bool = False) -> Acquired:
        mended, twice = mend_text(report.text, source=source)
        safe, odd = make_safe(mended, source=source)
        article = parse_saved(
            safe, source=source, markdown=markdown, published=self.published, facts=report.facts, overlay=self.overlay
        )
        return Acquired(source, article, doubt or twice or odd)


def _add_facts(article: Article, facts: Facts) -> Article:
    """The article of a page that came by mail, with the mail's subject, sender and day."""
    return structs.replace(
        article,
        title=facts.title or article.title,
        publisher=facts.publisher or article.publisher,
        published_at=facts.date or article.published_at,
        published_basis="metadata" if facts.date else article.published_basis,
    )


def _guard(source: str, read: Callable[[], Iterator[Acquired]]) -> Iterator[Acquired]:
    try:
        yield from read()
    except InputError as error:
        yield describe_failure(error)


Part = TypeVar("Part")


def _each(source: str, parts: Sequence[Part], read: Callable[[str, Part], Acquired]) -> Iterator[Acquired]:
    """What `read` makes of each part of one input; of several the source is `source:1`, `source:2` and so on."""
    for number, part in enumerate(parts, 1):
        try:
            yield read(f"{source}:{number}" if len(parts) > 1 else source, part)
        except InputError as error:
            yield describe_failure(error)


def _looks_like_feed(start: bytes) -> bool:
    return start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and bool(FEED.search(start)) and b"<html" not in start


def _looks_like_html(body: bytes) -> bool:
    return body[:CHUNK].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(HTML_STARTS)
