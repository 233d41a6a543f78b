"""Bytes to text: declared charset, byte order mark, UTF-8, then the likeliest legacy encoding."""

from __future__ import annotations

import codecs
import re

from dragoman.acquire.outcome import describe_doubt
from dragoman.errors import InputError
from dragoman.records import Issue

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
MAGIC = (
    (b"%PDF-", "a PDF file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"PK\x03\x04", "a ZIP or Office file"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
    (b"\x1f\x8b", "gzip data inside gzip"),
    (b"\xfd7zXZ", "xz data"),
    (b"\x28\xb5\x2f\xfd", "zstd data"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
)
# Control bytes that no text encoding in use puts into text (ESC stays: ISO-2022-JP needs it).
CONTROLS = bytes(b for b in range(32) if b not in b"\t\n\r\f\v\x1b") + b"\x7f"
MOST_CONTROLS = 0.1
SAMPLE_BYTES = 65_536
WIDE_SHARE = 0.4
# Words of high bytes alone: letters of another alphabet, for no Western European word has so many side by side.
FOREIGN = re.compile(rb"[\xc0-\xd6\xd8-\xf6\xf8-\xff]{4,}")
META_CHARSET = re.compile(rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
# A declaration of these is believed first. Seven-bit ones may be valid UTF-8 by chance.
# Those with several bytes a character cannot be valid by chance either, so that success is proof.
PROVING = ("iso-2022", "iso2022", "hz", "gb", "big5", "euc", "shift_jis", "cp932", "cp949", "cp950")
# A legacy text has almost no valid multi-byte UTF-8 sequence; a mixed one has many.
MIXED_SHARE = 0.25
# Pages declare the older set and use the newer one, which browsers read as a matter of course.
SUPERSETS = {"iso8859-1": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "euc_kr": "cp949", "shift_jis": "cp932"}
NUL = "\x00"
SURROGATES = re.compile("[\ud800-\udfff]")
DIRECTION = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")


def decode_bytes(body: bytes, *, source: str, charset: str | None = None) -> tuple[str, Issue | None]:
    """Text of `body`, with an issue `encoding-mixed` when bytes had to be replaced by U+FFFD.

    `charset` is what the transport declared (HTTP header); a `<meta charset>` is looked for in the first 2 kB.
    Raises InputError: `empty` for no bytes or only white space, `binary` for data that is no text,
    `encoding-unknown` when no encoding fits.
    """
    if not body.strip():
        raise InputError(source, "empty", "the file is empty; give one with the text of a report")
    for bom, name in BOMS:
        if body.startswith(bom):
            return _decode_marked(body[len(bom) :], name, source)
    if (wide := _find_wide(body)) and (text := _try(body, wide)) is not None:
        return text, None
    _refuse_binary(body, source)
    declared = _find_charset(body, charset)
    if declared and declared.startswith(PROVING) and (text := _try(body, declared)) is not None:
        return text, None
    if (text := _try(body, "utf-8")) is not None:
        return text, None
    mixed = _is_mixed(body)
    if declared and not mixed and (text := _try(body, declared)) is not None:
        return text, None
    if mixed or declared == "utf-8":
        return _replace(body, "utf-8", source)
    return _guess(body, source)


def _decode_marked(body: bytes, name: str, source: str) -> tuple[str, Issue | None]:
    text = _try(body, name)
    return (text, None) if text is not None else _replace(body, name, source)


def _find_wide(body: bytes) -> str | None:
    """UTF-16 without its mark, as English text gives it: every other byte is NUL, and only these."""
    sample = body[:SAMPLE_BYTES]
    nuls = (sample[::2].count(0), sample[1::2].count(0))
    if min(nuls) or max(nuls) < WIDE_SHARE * len(sample):
        return None
    return "utf-16-le" if nuls[1] else "utf-16-be"


def _refuse_binary(body: bytes, source: str) -> None:
    sample = body[:SAMPLE_BYTES]
    kind = next((name for magic, name in MAGIC if sample.startswith(magic)), None)
    if kind is None:
        controls = len(sample) - len(sample.translate(None, CONTROLS))
        kind = "binary data" if controls > MOST_CONTROLS * len(sample) else None
    if kind:
        raise InputError(source, "binary", f"this is {kind}, not text; save the report as HTML or plain text")


def _find_charset(body: bytes, charset: str | None) -> str | None:
    match = META_CHARSET.search(body, 0, 4096)
    for name in (charset, match.group(1).decode("ascii", "ignore") if match else None):
        if name:
            try:
                return codecs.lookup(name.strip().strip("\"'")).name
            except LookupError:
                continue
    return None


def _try(body: bytes, name: str) -> str | None:
    try:
        return body.decode(SUPERSETS.get(name, name))
    except (UnicodeDecodeError, LookupError):
        return None


def _is_mixed(body: bytes) -> bool:
    text = body.decode("utf-8", "replace")
    broken = text.count("�")
    valid = sum(1 for c in text if c > "\x7f") - broken
    return valid > 0 and valid >= MIXED_SHARE * broken


def _replace(body: bytes, name: str, source: str) -> tuple[str, Issue]:
    text = body.decode(name, "replace")
    message = (
        f"{text.count('�')} byte sequences are not {name.upper()} (mixed or wrong encoding); each became U+FFFD; "
        "save the file as UTF-8"
    )
    return text, describe_doubt(source, "encoding-mixed", message)


def _guess(body: bytes, source: str) -> tuple[str, Issue | None]:
    from charset_normalizer import from_bytes

    best = from_bytes(body[:SAMPLE_BYTES]).best()
    likely = best.encoding if best and not best.encoding.startswith("cp125") else None
    # Western European text is where detection errs most, and where Windows-1252 is nearly always right.
    if likely is None and (foreign := b" ".join(FOREIGN.findall(body[:SAMPLE_BYTES]))):
        best = from_bytes(foreign).best() or best
        likely = best.encoding if best else None
    for name in (likely, "cp1252"):
        if name and (text := _try(body, name)) is not None:
            return text, None
    if best and (text := _try(body, best.encoding)) is not None:
        return text, None
    raise InputError(source, "encoding-unknown", "no known text encoding fits the bytes; save the file as UTF-8")


def make_safe(text: str, *, source: str) -> tuple[str, Issue | None]:
    """The text with each lone surrogate replaced by U+FFFD, one for one, and what is odd about its characters.

    Offsets hold. NUL characters and direction marks stay and are reported.
    """
    if SURROGATES.search(text):
        text, count = SURROGATES.subn("�", text)
        message = f"{count} lone surrogates are not valid Unicode; each became U+FFFD, offsets are unchanged"
        return text, describe_doubt(source, "surrogates", message)
    if NUL in text:
        message = f"{text.count(NUL)} NUL characters in the text; kept, offsets count them; check the export"
        return text, describe_doubt(source, "nul-characters", message)
    if not text.isascii() and (match := DIRECTION.search(text)):
        message = (
            f"invisible direction mark U+{ord(match.group()):04X} at {match.start()}; kept, offsets count it; "
            "what is shown may be in another order than what is coded"
        )
        return text, describe_doubt(source, "direction-marks", message)
    return text, None
