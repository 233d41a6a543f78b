"""When a report was published, and where that is known from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy
from datetime import date, datetime
from typing import TYPE_CHECKING

from dragoman.errors import UsageError
from dragoman.records import PublishedBasis

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
MONTH = r"(?:(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*)\.?"
DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?"
LABEL = (
    r"(?:(?:first |last |originally )?"
    r"(?:publish(?:ed|ing)?|publication|posted|updated|modified|created|issued|(?:for (?:immediate )?)?released?)?"
    r"(?: ?date)?(?: on| at)?\s*:?\s*)?"
)
ZONE = r"\(?(?:[a-z]{1,5}|[+-]\d{2}:?\d{2})\)?"
CLOCK = (
    r"(?:[\s,|·–—/-]*(?:at\s+)?(?:\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?\s*(?:[ap]\.?m\.?)?|\d{4}(?=\s*[a-z]{1,4}\b))"
    rf"\s*(?:{ZONE})?)?"
)
NUMBERS = r"(?P<day3>\d{1,2})(?P<mark>[./])(?P<month3>\d{1,2})(?P=mark)(?P<year3>\d{4})"
# An hour before its day ("14:22, July 14, 2023"), and the stamp of a wire ("AP-NY-07-03-93 2012EDT").
FIRST = rf"(?:\d{{1,2}}:\d{{2}}\s*(?:[ap]\.?m\.?)?(?:\s*{ZONE})?,?\s+)?"
STAMP = re.compile(r"AP-[A-Z]{2}-(\d{2})-(\d{2})-(\d{2}) \d{4}[A-Z]*")
CENTURY = 70  # the first year of two digits that is one of the 1900s
DATE_LINE = re.compile(
    rf"(?:\([\w ]{{2,30}}\)\s*)?{LABEL}{FIRST}(?:{DAY},?\s+)?"
    rf"(?:(?P<iso>\d{{4}}[-/.]\d{{2}}[-/.]\d{{2}})(?:t[\d:.+z-]*)?|{NUMBERS}"
    rf"|(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+(?P<month>{MONTH}),?[\s-]+(?P<year>\d{{4}})"
    rf"|(?P<month2>{MONTH})\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year2>\d{{4}}))(?:,?\s+{DAY})?" + CLOCK,
    re.IGNORECASE,
)
TIME_LINE = re.compile(
    r"(?:\d{1,2}[./]\d{1,2}[./]\d{2,4})?[\s,|·–—-]*(?:\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\s*(?:[ap]\.?m\.?|uhr|h)?)?",
    re.IGNORECASE,
)
# A place, perhaps its country in brackets or behind a comma, a full date, perhaps an agency in brackets; then nothing
# more, or a dash and the report. "3 JAN 90" is one before a dash only; "LIMA – 3 May 2020:" has its place in capitals.
NAME = r"(?-i:[A-Z])[^\W\d_]+"
DATELINE = re.compile(
    rf"(?:[^\W\d_][^\d,()]{{1,40}}(?:\([^\d()]{{2,30}}\))?|{NAME}(?:[ -]{NAME}){{0,2}},\s{NAME}(?:\s{NAME})?),\s*(?:"
    r"((?:\d{1,2}\s+[^\W\d_]{3,9}\.?|[^\W\d_]{3,9}\.?\s+\d{1,2}),?\s+\d{4})\.?,?\s*(?:\([^()]{1,40}\))?\s*(?:$|[-–—_])"
    rf"|(\d{{1,2}}\s+{MONTH}\s+)(\d{{2}})\s*(?:\([^()]{{1,40}}\))?\s*[-–—_])",
    re.IGNORECASE,
)
CAPITALS = re.compile(
    rf"[A-Z][A-Z .'’-]{{1,30}}[A-Z]\s*[-–—]\s*((?:\d{{1,2}}\s+(?i:{MONTH})|(?i:{MONTH})\s+\d{{1,2}}),?\s+\d{{4}})\s*:"
)
# A second date behind the dash makes both those of a life.
LIFE = re.compile(rf"\s*(?:\d{{1,2}}\s+{MONTH}|{MONTH}\s+\d{{1,2}},?)\s+\d{{4}}\b", re.IGNORECASE)
LONGEST_DATELINE = 150
META_NAMES = ("name", "property", "itemprop", "http-equiv")
MODIFIED = re.compile(r"modif|revis|updated", re.IGNORECASE)
LONGEST_DATE_LINE = 70
MONTHS_A_YEAR = 12
# Elements of the body that are searched for a stated date.
MOST_STATED = 200


def parse_date(value: str) -> str | None:
    """ISO 8601 date or datetime of a stated date (ISO, RFC 2822, a date line), null when it names no full day."""
    value = value.strip()
    try:
        if len(value) <= 10:
            return date.fromisoformat(value).isoformat()
        return datetime.fromisoformat(value).isoformat()
    except ValueError:
        pass
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(value).isoformat()
    except (OverflowError, ValueError):
        return find_date_line(value)


def check_published(published: str | None) -> str | None:
    """The caller's publication date in ISO form; raises UsageError when it is none."""
    if published is None:
        return None
    parsed = parse_date(published)
    if parsed is None:
        raise UsageError(f"publication date {published!r} is not a date; write it as YYYY-MM-DD, e.g. 2021-10-27")
    return parsed


def find_date_line(line: str) -> str | None:
    """ISO date when the whole line is a date ("Published: 27 October 2021 10:15 GMT"), else None."""
    if len(line) > LONGEST_DATE_LINE or not any(c.isdigit() for c in line):
        return None
    if stamp := STAMP.fullmatch(line.strip()):
        month, day, year = map(int, stamp.groups())
        return _build_date(f"{_century(year)}{year:02}", month, day)
    match = DATE_LINE.fullmatch(line.strip())
    if not match:
        return None
    return _read_numbers(match) if match["iso"] or match["day3"] else _read_month(match)


def _read_numbers(match: re.Match[str]) -> str | None:
    """The date of "2024/05/14" and "14.05.2024"; with slashes only where one of the numbers can be no month."""
    if match["iso"]:
        year, month, day = re.split("[-/.]", match["iso"])
        return _build_date(year, int(month), int(day))
    first, second = int(match["day3"]), int(match["month3"])
    if match["mark"] == "/" and first <= MONTHS_A_YEAR:
        return _build_date(match["year3"], first, second) if second > MONTHS_A_YEAR else None
    return _build_date(match["year3"], second, first)


def _read_month(match: re.Match[str]) -> str | None:
    name = (match["month"] or match["month2"]).lower()
    month = next(n for n, full in enumerate(MONTHS, 1) if full.startswith(name[:3]))
    return _build_date(match["year"] or match["year2"], month, int(match["day"] or match["day2"]))


def _build_date(year: str, month: int, day: int) -> str | None:
    try:
        return date(int(year), month, day).isoformat()
    except ValueError:
        return None


def find_dateline(line: str) -> str | None:
    """ISO date of a place and full date at the beginning ("Brussels, 13 September 2023 (Wire)", "LIMA, 3 JAN 90 -",
    "LIMA – 3 May 2020:")."""
    line = " ".join(line[:LONGEST_DATELINE].split())
    if capitals := CAPITALS.match(line):
        return find_date_line(capitals[1])
    match = DATELINE.match(line)
    if not match or LIFE.match(line, match.end()):
        return None  # "Jan Berg, clerk, 3 May 1890 - 4 June 1965"
    return find_date_line(match[1] or f"{match[2]}{_century(int(match[3]))}{match[3]}")


def _century(year: int) -> int:
    return 19 if year >= CENTURY else 20


def is_time_line(line: str) -> bool:
    """Whether the whole line is a date or a clock time ("14 May 2024", "14.05.2024 | 19:49 Uhr", "3:59 PM")."""
    if len(line) > LONGEST_DATE_LINE or not any(c.isdigit() for c in line):
        return False
    return TIME_LINE.fullmatch(line.strip()) is not None or find_date_line(line) is not None


def find_shown_date(lines: Sequence[str]) -> str | None:
    """The first of `lines` that is a date and nothing else; without one the dateline of a report."""
    dated = next((d for line in lines if (d := find_date_line(line))), None)
    return dated or next((d for line in lines[:2] if (d := find_dateline(line))), None)


def find_page_date(
    tree: HtmlElement, url: str | None, *, visible: str | None
) -> tuple[str | None, PublishedBasis | None]:
    """Publication date of a page and its basis.

    "metadata": it stands in the head, JSON-LD, `<time>` or the address `url`; "text": only `visible`, the date
    htmldate found on the whole page, is known. Null, null when neither is.
    """
    from htmldate import find_date

    stated = find_date(keep_metadata(tree), extensive_search=False, original_date=True, url=url)
    if stated:
        return str(stated), "metadata"
    return (visible, "text") if visible else (None, None)


def take_modified(tree: HtmlElement) -> str | None:
    """Removes from `tree` what states when it was last changed, which is no day of publication; gives the first."""
    found = [m for m in tree.iter("meta") if any(MODIFIED.search(m.get(k) or "") for k in META_NAMES)]
    for meta in found:
        meta.drop_tree()
    return next((d for m in found if (d := parse_date(m.get("content") or ""))), None)


def keep_metadata(tree: HtmlElement) -> HtmlElement:
    """A small page of what states facts about `tree`: its head, JSON-LD, `<meta>` and `<time>` in its body."""
    from lxml.html import Element

    head = tree.find(".//head")
    body = Element("body")
    page = Element("html")
    page.append(deepcopy(head) if head is not None else Element("head"))
    page.append(body)
    for node in tree.iter("time", "script", "meta"):
        stated = node.tag != "script" or "ld+json" in (node.get("type") or "")
        if stated and node.getparent() is not head and len(body) < MOST_STATED:
            copied = deepcopy(node)
            copied.tail = None
            body.append(copied)
    return page
