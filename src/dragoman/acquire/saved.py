"""A saved page or plain report (`.txt`, `.md`) to an article: title, byline, date, and the report's own text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

from dragoman.acquire.article import build_article
from dragoman.acquire.chrome import (
    ENDS_SENTENCE,
    find_byline,
    is_issuer,
    is_paragraph,
    list_report_lines,
    stands_alone,
)
from dragoman.acquire.dates import find_date_line, find_shown_date, parse_date
from dragoman.acquire.wrapping import list_paragraphs
from dragoman.errors import InputError
from dragoman.records import Article

LONGEST_TITLE = 200
FEWEST_TITLE_WORDS = 3
TELETYPE = " ^<"  # what stood around headlines on a teletype
# Lines before the first paragraph in which a title or date may stand.
HEAD_LINES = 8
FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.{0,5000}?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
FRONT_FIELD = re.compile(r"^(title|date|author|url|publisher|source)[ \t]*:[ \t]*(.+)$", re.IGNORECASE | re.MULTILINE)
MD_HEADING = re.compile(r"^#{1,6}[ \t]+(.+?)[ \t#]*$")
MD_IMAGE = re.compile(r"!\[[^\]\n]{0,300}\]\([^)\n]{0,500}\)")
MD_LINK = re.compile(r"\[([^\]\n]{1,300})\]\([^)\n]{0,500}\)")
MD_MARKS = re.compile(r"(\*\*|__|`)(?=\S)(.+?)(?<=\S)\1")
MD_SLANT = re.compile(r"(?<![\w*_])([*_])(?=[^\s*_])([^*_\n]+?)(?<=\S)\1(?![\w*_])")
MD_QUOTE = re.compile(r"^>[ \t]?")


class Facts(NamedTuple):
    """What is known of a report beside its text; `date` is ISO 8601."""

    title: str | None = None
    byline: str | None = None
    publisher: str | None = None
    date: str | None = None


def parse_saved(
    text: str,
    *,
    source: str,
    markdown: bool = False,
    published: str | None = None,
    facts: Facts | None = None,
    overlay: Path | None = None,
) -> Article:
    """The article in a saved page: furniture left out, paragraphs separated by a blank line.

    `facts` are what stands outside the text, and go before what it says. `published` (ISO) is used where the page
    states no date. Raises InputError `no-article` when nothing but furniture is left.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    facts = facts or Facts()
    byline = (find_byline(facts.byline, overlay=overlay) or facts.byline) if facts.byline else None
    front: dict[str, str] = {}
    heading = None
    if markdown:
        text, front = _split_front_matter(text)
        heading = next((m[1] for line in text.split("\n") if (m := MD_HEADING.match(line))), None)
        text = _strip_markdown(text)
    lines = list_paragraphs(text, alone=partial(stands_alone, overlay=overlay))
    kept = list_report_lines(lines, overlay=overlay)
    issuer, body = _split_issuer(kept.lines, overlay)
    title, body = _split_title(body, front.get("title") or facts.title or heading)
    shown = find_shown_date(body) or next((d for line in lines if (d := find_date_line(line))), None)
    body = [line for line in body if not find_date_line(line)]
    if not any(c.isalnum() for line in body for c in line):
        raise InputError(source, "no-article", "only page furniture was found; save the page with its article")
    return build_article(
        "\n\n".join(body),
        source=source,
        title=title,
        byline=front.get("author") or byline or kept.byline,
        publisher=front.get("publisher") or front.get("source") or facts.publisher or issuer,
        url=front.get("url"),
        stated=parse_date(front["date"]) if "date" in front else facts.date,
        shown=shown,
        published=published,
        overlay=overlay,
    )


def _split_front_matter(text: str) -> tuple[str, dict[str, str]]:
    match = FRONT_MATTER.match(text)
    if not match:
        return text, {}
    fields = {k.lower(): v.strip().strip("\"'") for k, v in FRONT_FIELD.findall(match[1])}
    return text[match.end() :], fields


def _strip_markdown(text: str) -> str:
    text = MD_LINK.sub(r"\1", MD_IMAGE.sub("", text))
    lines = []
    for line in text.split("\n"):
        line = MD_QUOTE.sub("", line)
        if heading := MD_HEADING.match(line):
            line = f"\n{heading[1]}\n"
        lines.append(MD_SLANT.sub(r"\2", MD_MARKS.sub(r"\2", line)))
    return "\n".join(lines)


def _split_issuer(lines: Sequence[str], overlay: Path | None) -> tuple[str | None, list[str]]:
    """The ministry or office above the title of its release, and the other lines."""
    head = list(takewhile(lambda line: not is_paragraph(line), lines[:HEAD_LINES]))
    issuers = [line for line in head if is_issuer(line, overlay=overlay)]
    if not any(_may_be_title(line) for line in head if line not in issuers):
        return None, list(lines)
    publisher = next((x for x in issuers if not x.casefold().startswith("office")), None)
    return publisher, [line for line in lines if line not in issuers]


def _split_title(lines: Sequence[str], given: str | None) -> tuple[str | None, list[str]]:
    """The title and the lines without it: `given`, or the first headline before the first paragraph."""
    if given:
        return given, [line for line in lines if line != given]
    for index, line in enumerate(lines[:HEAD_LINES]):
        if is_paragraph(line):
            break
        if _may_be_title(line) and len(lines) > 1:
            return line.strip(TELETYPE), [*lines[:index], *lines[index + 1 :]]
    return None, list(lines)


def _may_be_title(line: str) -> bool:
    return (
        len(line) <= LONGEST_TITLE
        and len(line.split()) >= FEWEST_TITLE_WORDS
        and (line[-1] in "?!" or not ENDS_SENTENCE.search(line))
        and find_date_line(line) is None
    )
