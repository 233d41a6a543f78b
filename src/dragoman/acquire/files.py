"""Files: their kind, and their bytes within limits, unpacked."""

from __future__ import annotations

import gzip
import os
import stat
import zlib
from collections.abc import Callable
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO, cast

from dragoman.acquire.outcome import Limits, format_bytes
from dragoman.errors import InputError

PAGES = (".html", ".htm", ".xhtml")
TEXTS = (".txt", ".md")
ROWS = (".jsonl",)
ARCHIVES = (".warc",)
MAIL = (".eml", ".mbox")
KNOWN = PAGES + TEXTS + MAIL + ROWS + ARCHIVES
CHUNK = 1 << 16
GZIP_MAGIC = b"\x1f\x8b"


def find_kind(path: str) -> str:
    """The extension that decides how a file is read, lower case, a final `.gz` left out; "" when there is none."""
    name = path.lower().removesuffix(".gz")
    return os.path.splitext(name)[1]


def describe_os_error(error: OSError, source: str) -> InputError:
    """The file system's refusal as an InputError with advice."""
    if isinstance(error, FileNotFoundError):
        return InputError(source, "missing", "there is no such file or folder; check the path")
    if isinstance(error, PermissionError):
        return InputError(source, "unreadable", "permission denied; allow this user to read it")
    return InputError(source, "unreadable", f"it cannot be read ({error.strerror or error}); check the disk and path")


def read_file(path: Path, limits: Limits) -> bytes:
    """All bytes of a file, unpacked when it is gzip; at most one limit's worth is ever held.

    Raises InputError: `missing`, `unreadable`, `not-a-file`, `too-large`, `gzip-truncated`, `gzip-broken`.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise InputError(
                str(path), "not-a-file", "this is a device, pipe or socket; give a file, or - to read a pipe"
            )
        if status.st_size > limits.text_bytes:
            raise refuse_size(str(path), status.st_size, limits.text_bytes)
        with path.open("rb") as stream:
            return read_stream(stream, str(path), limits.text_bytes)
    except OSError as error:
        raise describe_os_error(error, str(path)) from None


def read_stream(stream: BinaryIO, source: str, most: int) -> bytes:
    """Bytes of an open stream, unpacked when they are gzip; raises InputError above `most` bytes."""
    body = stream.read(most + 1)
    if len(body) > most:
        raise refuse_size(source, None, most)
    return unpack(body, source, most) if body.startswith(GZIP_MAGIC) else body


def refuse_size(source: str, size: int | None, most: int) -> InputError:
    """The InputError for an input above its limit; `size` in bytes where it is known."""
    amount = format_bytes(size) if size else f"more than {format_bytes(most)}"
    message = f"it has {amount}, above the limit of {format_bytes(most)} a report; split it into single reports (JSONL)"
    return InputError(source, "too-large", message)


def unpack(body: bytes, source: str, most: int) -> bytes:
    """Gzip members of `body` unpacked, at most `most` bytes. Raises `gzip-truncated`, `gzip-broken`, `too-large`."""
    out = bytearray()
    rest = body
    while rest.startswith(GZIP_MAGIC):
        member = zlib.decompressobj(wbits=31)
        try:
            out += member.decompress(rest, most + 1 - len(out))
        except zlib.error as error:
            raise InputError(
                source, "gzip-broken", f"the gzip data are damaged ({error}); fetch the file again"
            ) from None
        if len(out) > most:
            raise refuse_size(source, None, most)
        if not member.eof:
            raise truncated_gzip(source)
        rest = member.unused_data
    return bytes(out)


def truncated_gzip(source: str) -> InputError:
    """The InputError for gzip data that end early."""
    return InputError(source, "gzip-truncated", "the gzip data end too early; fetch or copy the file again")


def open_unpacked(path: Path) -> BufferedReader:
    """An open binary stream over the file, unpacked on the fly when it is gzip."""
    with path.open("rb") as stream:
        packed = stream.read(2) == GZIP_MAGIC
    return cast(BufferedReader, gzip.open(path, "rb")) if packed else path.open("rb")


def read_packed(read: Callable[[], bytes], source: str) -> bytes:
    """One read; raises InputError when the packed data behind it end early or are damaged."""
    try:
        return read()
    except EOFError:
        raise truncated_gzip(source) from None
    except (zlib.error, gzip.BadGzipFile) as error:
        raise InputError(source, "gzip-broken", f"the gzip data are damaged ({error}); fetch the file again") from None
    except OSError as error:
        raise describe_os_error(error, source) from None
