"""Files that news databases write: one or more reports, each between head lines and index terms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from dragoman.acquire.chrome import is_paragraph
from dragoman.acquire.dates import LONGEST_DATE_LINE, find_date_line
from dragoman.acquire.saved import Facts
from dragoman.errors import TableError
from dragoman.tables import read_table

# So many different labels, that of the body among them, make a text an export and no prose with a colon in it.
FEWEST_LABELS = 3
LABEL = re.compile(r"[ \t]*([A-Za-z][A-Za-z -]{2,30}?)[ \t]*:(?:[ \t]+(.*))?")
CODE = re.compile(r"([A-Z]{2,3})(?:[ \t]*|(?:\t| {2})[ \t]*(\S.*))")
BARE_BODY = re.compile(r"\s*Body\s*")
# "2 of 17 DOCUMENTS", "End of Document", a rule: what stands between two reports.
BETWEEN = re.compile(
    r"\s*(?:(?:Document )?\d+ of \d+(?: DOCUMENTS?)?|End of Document|_{10,}|={10,}|-{40,})\s*", re.IGNORECASE
)
RIGHTS = re.compile(r"\s*(?:\(c\)|©|copyright\b|all rights reserved)", re.IGNORECASE)
# "Document WIRE000020030318dz3i004k2" below a report, "231 words" above one: a Factiva file without codes.
NUMBER = re.compile(r"Document [A-Za-z]{2,}[0-9][0-9A-Za-z]{9,}\s*")
WORDS = re.compile(r"\d[\d,]* words\s*")
NEWLINE = re.compile(r"\r\n?|\n")
HOUR = re.compile(r"\d{1,2}:\d{2}(?: [AP]M)?\s*")
HOUSES = ("labelled", "coded")
FIELDS = ("title", "byline", "publisher", "date", "body", "skip", "tail")


class Export(NamedTuple):
    """One report of such a file; `text` has its lines as they stand, each behind a line feed."""

    facts: Facts
    text: str


@lru_cache(maxsize=8)
def _fields(overlay: Path | None) -> dict[tuple[str, str], str]:
    fields = {}
    for row in read_table("acquire_fields", overlay):
        if row["house"] not in HOUSES or row["field"] not in FIELDS:
            raise TableError(
                f"acquire_fields.tsv: {row['label']!r} has house {row['house']!r} and field {row['field']!r}; use one "
                f"of {', '.join(HOUSES)} and one of {', '.join(FIELDS)}"
            )
        fields[row["house"], row["label"].casefold()] = row["field"]
    return fields


def split_export(text: str, *, overlay: Path | None = None) -> list[Export]:
    """The reports of a file that a news database wrote (LexisNexis, ProQuest, Factiva), in order; none for any other
    text."""
    lines = NEWLINE.split(text)
    if any(WORDS.fullmatch(x) for x in lines) and any(NUMBER.fullmatch(x) for x in lines) and "HD" not in lines:
        parts = [(part, _read_plain(part)) for part in _cut(lines, NUMBER)]
    else:
        fields = _fields(overlay)
        parts = [(part, _read_labels(part, "coded", fields)) for part in _cut_at_headlines(lines)]
        if not any(export for _, export in parts):
            parts = [(part, _read_labels(part, "labelled", fields)) for part in _cut(lines, BETWEEN)]
    if not any(export for _, export in parts):
        return []
    # What has no head lines of its own stays when there is prose in it.
    return [x or Export(Facts(), "\n".join(p)) for p, x in parts if x or any(is_paragraph(line.strip()) for line in p)]


def _cut(lines: Sequence[str], mark: re.Pattern[str]) -> Iterator[list[str]]:
    part: list[str] = []
    for line in (*lines, None):
        if line is not None and not mark.fullmatch(line):
            part.append(line)
        elif any(x.strip() for x in part):
            yield part
            part = []


def _cut_at_headlines(lines: Sequence[str]) -> Iterator[list[str]]:
    starts = [n for n, x in enumerate(lines) if x.startswith("HD") and CODE.fullmatch(x)]
    for start, end in pairwise((*starts, len(lines))):
        yield list(lines[start:end])


def _read_labels(lines: Sequence[str], house: str, fields: dict[tuple[str, str], str]) -> Export | None:
    """The report among head lines with labels; None where there are too few of these."""
    values: dict[str, list[str]] = {"head": []}
    seen: set[str] = set()
    field, above = "head", ""
    for line in lines:
        label, value = _split_label(line, house)
        known = fields.get((house, label))
        inside = field == "body" and house == "labelled"  # prose may begin with "Title:"
        if known and not (inside and (above.strip() or (known != "tail" and " " not in label))):
            seen.add(label)
            field = known
            line = value
        elif not line.strip() and house == "labelled" and field != "body":
            # A head line ends with its paragraph; without a label for the body the next one is the report's.
            field = "tail" if field == "tail" else "head"
        values.setdefault(field, []).append(line)
        above = line
    if len(seen) < FEWEST_LABELS or "body" not in values:
        return None
    head = [x.strip() for x in values["head"] if x.strip() and not RIGHTS.match(x)]
    return _build(values, head)


def _split_label(line: str, house: str) -> tuple[str, str]:
    if house == "labelled" and BARE_BODY.fullmatch(line):
        return "body", ""
    match = (CODE if house == "coded" else LABEL).fullmatch(line)
    return (match[1].casefold(), match[2] or "") if match else ("", "")


def _build(values: dict[str, list[str]], head: Sequence[str]) -> Export:
    """The fields that have labels; title, publisher and date else from the lines `head` above them."""
    at = next((n for n, x in enumerate(head) if _read_day(x)), len(head))
    above, below = head[:at], head[at + 1 :]
    title = _join(values, "title") or next(iter(below or above[: at == len(head)]), "")
    # "Publisher, day, title" or, with the title first, "title, publisher, day".
    publisher = (above[0] if title else above[-1]) if above and at < len(head) else None
    facts = Facts(
        title=title or " ".join(above[:-1]) or None,
        byline=_join(values, "byline") or None,
        publisher=_join(values, "publisher") or publisher,
        date=_read_day(_join(values, "date")) or (_read_day(head[at]) if at < len(head) else None),
    )
    return Export(facts, "\n".join(values["body"]))


def _join(values: dict[str, list[str]], field: str) -> str:
    return " ".join(x.strip() for x in values.get(field, ()) if x.strip())


def _read_day(line: str) -> str | None:
    """The date at the beginning of "April 12, 1999, Monday, Final Edition"."""
    parts = line[:LONGEST_DATE_LINE].split(",")
    return next((d for n in range(len(parts), 0, -1) if (d := find_date_line(",".join(parts[:n])))), None)


def _read_plain(lines: Sequence[str]) -> Export | None:
    """A Factiva report without codes: title, byline, words, day, hour, publisher, rights, text."""
    rows = [x.strip() for x in lines]
    words = next((n for n, x in enumerate(rows) if WORDS.fullmatch(x)), -1)
    if words < 0:
        return None
    rights = next((n for n, x in enumerate(rows) if n > words and RIGHTS.match(x)), words)
    above = [x for x in rows[:words] if x]
    below = [x for x in rows[words + 1 : rights] if x and not HOUR.fullmatch(x)]
    byline = above.pop() if len(above) > 1 and above[-1].casefold().startswith("by ") else ""
    facts = Facts(
        title=" ".join(above) or None,
        byline=byline or None,
        publisher=below[1] if len(below) > 1 else None,
        date=_read_day(below[0]) if below else None,
    )
    return Export(facts, "\n".join(lines[rights + 1 :]))
