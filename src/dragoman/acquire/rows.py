"""JSONL: one report a line, its text taken verbatim, read one line at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from dragoman.acquire.article import build_article
from dragoman.acquire.dates import parse_date
from dragoman.acquire.decoding import make_safe
from dragoman.acquire.files import CHUNK, describe_os_error, open_unpacked, read_packed
from dragoman.acquire.outcome import Acquired, Limits, describe_doubt, describe_failure, format_bytes
from dragoman.errors import InputError
from dragoman.records import Article, Issue

MOST_KEYS = 8
OPTIONAL = ("title", "url", "published_at")


def read_rows(
    path: Path, *, published: str | None = None, limits: Limits, overlay: Path | None = None
) -> Iterator[Acquired]:
    """Every row of a `.jsonl` or `.jsonl.gz` file, in order; a broken line is an issue that names its number.

    Packed data that end early end the rows with an issue; the rows before it stand.
    """
    try:
        stream = open_unpacked(path)
    except OSError as error:
        yield describe_failure(describe_os_error(error, str(path)))
        return
    with stream:
        yield from parse_rows(stream, source=str(path), published=published, limits=limits, overlay=overlay)


def parse_rows(
    stream: BinaryIO, *, source: str, published: str | None = None, limits: Limits, overlay: Path | None = None
) -> Iterator[Acquired]:
    """The rows of an open stream; see `read_rows`."""
    number = seen = 0
    most = limits.text_bytes
    while True:
        number += 1
        where = f"{source}:{number}"
        try:
            line = read_packed(lambda: stream.readline(most + 1), where)
            if not line:
                break
            if len(line) > most and not line.endswith(b"\n"):
                _skip_line(stream, where)
                raise InputError(where, "too-large", f"the line has more than {format_bytes(most)}; split the text")
            if not line.strip():
                continue
            seen += 1
            yield _parse_row(line, where, published, overlay)
        except InputError as error:
            yield describe_failure(error)
            if error.code not in ("row-broken", "row-invalid", "too-large", "empty"):
                return
            seen += 1
    if not seen:
        yield describe_failure(InputError(source, "empty", "the file has no rows; give one JSON object a line"))


def _skip_line(stream: BinaryIO, where: str) -> None:
    while piece := read_packed(lambda: stream.readline(CHUNK), where):
        if piece.endswith(b"\n"):
            return


def _parse_row(line: bytes, where: str, published: str | None, overlay: Path | None) -> Acquired:
    row, doubt = _decode_row(line, where)
    text = row.get("text")
    if not isinstance(text, str):
        others = ", ".join(f'"{key:.30}"' for key in list(row)[:MOST_KEYS]) or "nothing"
        message = f'the row has no "text" string but {others}; a row is {{"id": ..., "text": ...}}'
        raise InputError(where, "row-invalid", message)
    if not text.strip():
        raise InputError(where, "empty", 'the row\'s "text" is empty; give the text of a report')
    for key in OPTIONAL:
        if not isinstance(row.get(key), str | None):
            raise InputError(where, "row-invalid", f'"{key}" must be a string or null, not {row[key]!r:.40}')
    name = row.get("id")
    source = make_safe(str(name), source=where)[0] if isinstance(name, str | int) and str(name) else where
    safe, odd = make_safe(text, source=where)
    stated, unread = _read_date(row.get("published_at"), where)
    article = build_article(
        safe,
        source=source,
        title=_clean(row.get("title")),
        url=_clean(row.get("url")),
        stated=stated,
        published=published,
        overlay=overlay,
    )
    return Acquired(source, article, doubt or unread or odd)


def _clean(value: str | None) -> str | None:
    return make_safe(value, source="")[0] if value else None


def _read_date(value: str | None, where: str) -> tuple[str | None, Issue | None]:
    if not value:
        return None, None
    stated = parse_date(value)
    if stated is None:
        message = f'"published_at" {value!r:.40} is not a date and was not used; write it as YYYY-MM-DD'
        return None, describe_doubt(where, "date-unreadable", message)
    return stated, None


def _decode_row(line: bytes, where: str) -> tuple[dict[str, Any], Issue | None]:
    doubt = None
    try:
        row = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        # The strict decoder refuses lone surrogates and bytes that are not UTF-8; such rows are still read.
        text = line.decode("utf-8-sig", "replace")
        broken = text.count("�") - line.count("�".encode())
        if broken > 0:
            message = f"{broken} byte sequences are not UTF-8; each became U+FFFD; save the file as UTF-8"
            doubt = describe_doubt(where, "encoding-mixed", message)
        row = _decode_leniently(text, where)
    if not isinstance(row, dict):
        raise InputError(where, "row-broken", 'the line is not a JSON object; a row is {"id": ..., "text": ...}')
    return row, doubt


def _decode_leniently(text: str, where: str) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        message = f"the line is not JSON ({error.msg} at column {error.colno}); mend or delete the line"
    except RecursionError:
        message = "the line's JSON is nested too deeply; a row is one flat object"
    except ValueError as error:
        message = f"the line is not JSON ({error}); mend or delete the line"
    raise InputError(where, "row-broken", message)


def parse_text(
    text: str,
    *,
    source: str,
    title: str | None = None,
    url: str | None = None,
    published_at: str | None = None,
    published: str | None = None,
    overlay: Path | None = None,
) -> Article:
    """An Article whose text is `text`, verbatim (lone surrogates become U+FFFD, one for one).

    `published_at` is the report's own date (basis "metadata"), `published` the caller's ("given"), both ISO.
    """
    safe, _ = make_safe(text, source=source)
    return build_article(
        safe, source=source, title=title, url=url, stated=published_at, published=published, overlay=overlay
    )
