"""Web archives (WARC): one article for each archived HTML page, read one record at a time."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path
from typing import Any, NamedTuple

from dragoman.acquire.files import GZIP_MAGIC, describe_os_error, open_unpacked, unpack
from dragoman.acquire.outcome import Acquired, Limits, describe_failure, format_bytes
from dragoman.acquire.pages import parse_page
from dragoman.errors import InputError
from dragoman.records import Capture

HTML_TYPES = ("text/html", "application/xhtml+xml")
TRUNCATED = "the archive ends too early; the pages before were read; fetch or copy the file again"


class _WatchedStream:
    """A stream that ends where its packed data break, and remembers why."""

    def __init__(self, stream: BufferedReader) -> None:
        self._stream = stream
        self.break_reason: str | None = None

    def read(self, size: int = -1) -> bytes:
        try:
            # One packed piece at a time: a longer read would lose the good bytes before a break.
            return self._stream.read1(size)
        except EOFError:
            self.break_reason = TRUNCATED
        except (zlib.error, gzip.BadGzipFile) as error:
            self.break_reason = f"the gzip data are damaged ({error}); the pages before were read; fetch it again"
        return b""

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()

    def close(self) -> None:
        self._stream.close()


class _Page(NamedTuple):
    address: str
    body: bytes
    charset: str | None
    retrieved_at: str | None


def read_archive(
    path: Path, *, published: str | None = None, limits: Limits, overlay: Path | None = None
) -> Iterator[Acquired]:
    """The HTML pages of a `.warc` or `.warc.gz` file, in order; `source` is the address that was archived.

    Other records (requests, images, redirects, errors) are passed over. Where the file breaks off, the pages
    before it stand and one issue follows (`warc-truncated`, `warc-broken`).
    """
    source = str(path)
    found = False
    try:
        with open_unpacked(path) as stream:
            for page in _list_pages(_WatchedStream(stream), source, limits):
                found = True
                if isinstance(page, InputError):
                    yield describe_failure(page)
                    continue
                capture = Capture(page.address, page.body, "text/html", page.charset, page.retrieved_at)
                yield parse_page(capture, published=published, limits=limits, overlay=overlay)
    except OSError as error:
        yield describe_failure(describe_os_error(error, source))
        return
    if not found:
        message = "the archive holds no HTML page; give one with archived responses"
        yield describe_failure(InputError(source, "no-article", message))


def _list_pages(stream: _WatchedStream, source: str, limits: Limits) -> Iterator[_Page | InputError]:
    from fastwarc import ArchiveIterator, WarcRecordType

    kinds = WarcRecordType.response | WarcRecordType.resource
    records = iter(ArchiveIterator(stream, record_types=kinds, parse_http=True, auto_decode="none"))
    while True:
        try:
            record = next(records, None)
            page = _read_record(record, source, limits) if record is not None else None
        except InputError as error:
            yield error
            if error.code == "warc-truncated":
                return
            continue
        except OSError as error:
            reason = stream.break_reason or f"the archive is damaged ({error}); fetch or copy the file again"
            yield InputError(source, "warc-truncated" if stream.break_reason else "warc-broken", reason)
            return
        if record is None:
            break
        if page:
            yield page
    if stream.break_reason:
        yield InputError(source, "warc-truncated", stream.break_reason)


def _read_record(record: Any, source: str, limits: Limits) -> _Page | None:
    """The page in one record, None when the record is no page. Raises InputError."""
    address = record.headers.get("WARC-Target-URI")
    if not address:
        raise InputError(source, "warc-truncated", TRUNCATED)
    address = address.strip("<>")
    head = record.http_headers
    kind = (record.http_content_type if head else record.headers.get("Content-Type")) or ""
    status = head.status_code if head else None
    if kind.split(";")[0].strip().lower() not in HTML_TYPES or status not in (None, 200):
        return None
    if record.content_length > limits.download_bytes:
        most = format_bytes(limits.download_bytes)
        message = f"the archived page has {format_bytes(record.content_length)}, more than {most}; it was left out"
        raise InputError(address, "too-large", message)
    body = record.reader.read()
    if len(body) < record.content_length:
        raise InputError(source, "warc-truncated", f"{TRUNCATED} (it breaks off inside {address})")
    if head:
        body = _decode_transfer(body, head, address, limits)
    date = record.record_date
    return _Page(address, body, record.http_charset if head else None, date.isoformat() if date else None)


def _decode_transfer(body: bytes, head: Any, address: str, limits: Limits) -> bytes:
    if "chunked" in (head.get("Transfer-Encoding") or "").lower():
        body = _join_chunks(body)
    return unpack(body, address, limits.download_bytes) if body.startswith(GZIP_MAGIC) else body


def _join_chunks(body: bytes) -> bytes:
    """The body without HTTP chunk sizes; returned as it is when it has none (some archivers remove them)."""
    out = bytearray()
    at = 0
    while True:
        end = body.find(b"\r\n", at, at + 40)
        try:
            size = int(body[at:end].split(b";")[0], 16) if end >= 0 else -1
        except ValueError:
            size = -1
        if size < 0:
            return bytes(out) or body
        if size == 0:
            return bytes(out)
        out += body[end + 2 : end + 2 + size]
        at = end + 2 + size + 2
