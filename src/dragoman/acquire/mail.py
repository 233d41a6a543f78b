"""Mail to its report: the text with its subject, sender and day; mailboxes message by message."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import NamedTuple

from dragoman.errors import InputError

FIELD = rb"[A-Za-z][\w-]{1,80}:(?=\s)"
HEAD = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:From [^\r\n]+\r?\n)?"
    rb"((?:" + FIELD + rb"[^\r\n]*\r?\n(?:[ \t][^\r\n]+\r?\n)*){2,})\r?\n"
)
NEEDED = (rb"^From:", rb"^Subject:", rb"^(?:Date|Sent):")
ENVELOPE = re.compile(rb"(?:\A|\r?\n\r?\n)From [^\r\n]+\d{4}\r?\n(?=" + FIELD + rb")")
SIGNATURE = re.compile(rb"^-- ?\r?$.*", re.MULTILINE | re.DOTALL)
# What the mail parser raises for head lines that are none.
MALFORMED = (AttributeError, IndexError, OverflowError, ValueError)


class Letter(NamedTuple):
    """One message: `body` holds the bytes of HTML when `html` says so, else of plain text, in `charset` if declared."""

    subject: str | None
    sender: str | None
    date: str | None
    body: bytes
    charset: str | None
    html: bool


def split_mailbox(body: bytes) -> list[bytes]:
    """The messages of `body`: those of a mailbox, one where it is a message with its head lines, else none."""
    marks = list(ENVELOPE.finditer(body))
    if marks and marks[0].start() == 0:
        ends = [m.start() for m in marks[1:]]
        return [body[m.end() : end] for m, end in zip(marks, [*ends, len(body)], strict=True)]
    head = HEAD.match(body)
    if head and all(re.search(x, head[1], re.MULTILINE) for x in NEEDED):
        return [body[head.start(1) :]]
    return []


def read_letter(message: bytes, *, source: str) -> Letter:
    """A message taken apart, its signature left out; plain text is preferred to HTML.

    Raises InputError `no-article` for head lines that are malformed and parts nested too deeply.
    """
    try:
        mail = message_from_bytes(message, policy=policy.default)
        part = mail.get_body(("plain", "html"))
    except (*MALFORMED, RecursionError):
        raise InputError(source, "no-article", "this mail cannot be taken apart; save its text") from None
    content = part.get_payload(decode=True) if part is not None else b""
    body = content if isinstance(content, bytes) else b""
    html = part is not None and part.get_content_subtype() == "html"
    return Letter(
        subject=_read(mail, "subject"),
        sender=_name_sender(_read(mail, "from")),
        date=_read(mail, "date") or _read(mail, "sent"),
        body=body if html else SIGNATURE.sub(b"", body),
        charset=part.get_content_charset() if part is not None else None,
        html=html,
    )


def _read(mail: EmailMessage, name: str) -> str | None:
    try:
        return " ".join(str(mail.get(name, "")).split()) or None
    except MALFORMED:
        return None


def _name_sender(value: str | None) -> str | None:
    """The sender's name without the address; null where there is only an address."""
    name = (value or "").partition("<")[0].strip(" \"'")
    return name if name and "@" not in name else None
