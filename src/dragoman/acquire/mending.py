"""Characters of saved texts mended before the text is frozen: marks that no reader sees, entities, double encoding."""

from __future__ import annotations

import re
from html import unescape

from dragoman.acquire.outcome import describe_doubt
from dragoman.records import Issue

# Soft hyphens and characters without width; blanks that are not U+0020.
UNSEEN = {ord(c): None for c in "\u00ad\u200b\u2060\ufeff"} | {ord(c): " " for c in "\u00a0\u2007\u2009\u202f"}
ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}|#\d{1,5}|#x[0-9A-Fa-f]{2,5});")
# What the bytes of one UTF-8 character become when they are read as Windows-1252: "â€™", "Ã©".
HIGH = "".join(bytes((n,)).decode("cp1252", "ignore") or chr(n) for n in range(0x80, 0xC0))
TWICE = re.compile(f"[Â-ß][{re.escape(HIGH)}]|[à-ï][{re.escape(HIGH)}]{{2}}|[ð-ô][{re.escape(HIGH)}]{{3}}")
FEWEST_TWICE = 2


def mend_text(text: str, *, source: str) -> tuple[str, Issue | None]:
    """The text without unseen characters and with entities and doubly encoded characters read; an issue
    `encoding-twice` tells of the last."""
    if ENTITY.search(text):
        text = unescape(text)
    if text.isascii():
        return text, None
    doubt = None
    found = sum(1 for _ in TWICE.finditer(text))
    if found >= FEWEST_TWICE:
        text = TWICE.sub(_decode_again, text)
        doubt = describe_doubt(source, "encoding-twice", f"{found} characters had been encoded twice; they were mended")
    return text.translate(UNSEEN), doubt


def _decode_again(match: re.Match[str]) -> str:
    codes = (c.encode("cp1252", "ignore") or bytes((ord(c),)) for c in match.group())
    try:
        return b"".join(codes).decode("utf-8")
    except UnicodeDecodeError:
        return match.group()
