"""Mail to its report: the text with its subject, sender and day; mailboxes message by message."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import NamedTuple

FIELD = rb"(?:[A-Z][A-Za-z-]{1,40}|[A-Z-]{2,20}):[ \t]"
HEAD = re.compile(rb"\s*(?:From [^\r\n]+\r?\n)?((?:" + FIELD + rb"[^\r\n]*\r?\n(?:[ \t]+[^\r\n]+\r?\n)*){2,})\r?\n")
NEEDED = (rb"^From:", rb"^Subject:", rb"^(?:Date|Sent):")
ENVELOPE = re.compile(rb"(?:\A|\r?\n\r?\n)From [^\r\n]+\d{4}\r?\n(?=" + FIELD + rb")")
SIGNATURE = re.compile(r"^-- ?$.*", re.MULTILINE | re.DOTALL)


class Letter(NamedTuple):
    """One message: `body` is HTML when `html` says so, else plain text."""

    subject: str | None
    sender: str | None
    date: str | None
    body: str
    html: bool


def split_mailbox(body: bytes) -> list[bytes]:
    """The messages of `body`: those of a mailbox, one where it is a message with its head lines, else none."""
    marks = list(ENVELOPE.finditer(body))
    if marks and marks[0].start() == 0:
        ends = [m.start() for m in marks[1:]]
        return [body[m.end() : end] for m, end in zip(marks, [*ends, len(body)], strict=True)]
    head = HEAD.match(body)
    if head and all(re.search(x, head[1], re.MULTILINE) for x in NEEDED):
        return [body.lstrip()]
    return []


def read_letter(message: bytes) -> Letter:
    """A message decoded, its signature left out; plain text is preferred to HTML."""
    mail = message_from_bytes(message, policy=policy.default)
    part = mail.get_body(("plain", "html"))
    content = str(part.get_content()) if part is not None else ""
    html = part is not None and part.get_content_subtype() == "html"
    sent = _read(mail, "date") or _read(mail, "sent")
    return Letter(
        subject=_read(mail, "subject"),
        sender=_name_sender(_read(mail, "from")),
        date=sent,
        body=content if html else SIGNATURE.sub("", content),
        html=html,
    )


def _read(mail: EmailMessage, name: str) -> str | None:
    try:
        return " ".join(str(mail.get(name, "")).split()) or None
    except (ValueError, IndexError, AttributeError):
        return None  # a malformed head line


def _name_sender(value: str | None) -> str | None:
    """The sender's name without the address; null where there is only an address."""
    name = (value or "").partition("<")[0].strip(" \"'")
    return name if name and "@" not in name else None
