"""Which lines of a page are its furniture: navigation, lists of other stories, bylines, repeated captions."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from dragoman.acquire.dates import is_time_line
from dragoman.errors import TableError
from dragoman.tables import read_table

MAIL = r"[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}"
NAME = (
    r"[^\W\d_a-z][\w.'’-]*"
    r"(?: (?:(?:de|del|della|der|den|di|da|dos|van|von|al|el|bin|ibn|la|le|y)|[^\W\d_a-z][\w.'’-]*)){0,4}"
)
# A comma joins two names only in a list that ends with "and": else an agency or office follows it.
NAMES = rf"{NAME}(?:(?:, {NAME}){{0,3}},? (?:and|und|&) {NAME})?"
MAIL_IN_TEXT = re.compile(rf"\s*[(<\[]?\s*(?:mailto:)?{MAIL}(?:\s*[)>\]])?")
ENDS_SENTENCE = re.compile(r"[.!?。؟…:;][\"'”’»)\]]*$")
OUTER = " \t*|:»«>·•-–—.…#_=[]()"
LONGEST_CHROME = 160
KINDS = ("line", "section", "start", "pattern", "slug", "end", "issuer")
WITH_CASE = ("pattern", "slug", "end", "issuer")
# Lines above a slug that may be the head of its transmission.
MOST_ABOVE = 8
LONGEST_BYLINE = 140
LONGEST_STRAY = 40
LEAST_PARAGRAPH = 80
LEAST_PROSE = 40
# A repeated line shorter than this may be meant ("Yes." "Yes."); a caption is longer.
SHORTEST_REPEAT = 25
LONGEST_PULLED = 300
# Above this no text is searched for what it tells twice.
MOST_LINES = 500
NO_WORD = re.compile(r"\W+")


class Kept(NamedTuple):
    """The lines of the report in order, and the author's name if a line gave it."""

    lines: list[str]
    byline: str | None


class _Chrome(NamedTuple):
    lines: frozenset[str]
    sections: frozenset[str]
    starts: tuple[str, ...]
    pattern: re.Pattern[str]
    slug: re.Pattern[str]
    ends: tuple[str, ...]
    issuer: re.Pattern[str]


@lru_cache(maxsize=8)
def _load_chrome(overlay: Path | None) -> _Chrome:
    by_kind: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for row in read_table("acquire_chrome", overlay):
        text, kind = row["text"], row["kind"]
        if kind not in by_kind:
            raise TableError(f"acquire_chrome.tsv: {text!r} has kind {kind!r}; use one of {', '.join(KINDS)}")
        by_kind[kind].append(text if kind in WITH_CASE else text.casefold())
    return _Chrome(
        frozenset(x.strip(OUTER) for x in by_kind["line"]),
        frozenset(x.strip(OUTER) for x in by_kind["section"]),
        tuple(by_kind["start"]),
        _any_of(by_kind["pattern"]),
        _any_of(by_kind["slug"]),
        tuple(f" {x}" for x in by_kind["end"]),
        _any_of(by_kind["issuer"]),
    )


def _any_of(patterns: Sequence[str]) -> re.Pattern[str]:
    for pattern in patterns:
        try:
            re.compile(pattern)
        except re.error as error:
            raise TableError(f"acquire_chrome.tsv: {pattern!r} is no regular expression: {error}") from error
    return re.compile("|".join(patterns) or r"(?!)")


@lru_cache(maxsize=8)
def _load_bylines(overlay: Path | None) -> tuple[re.Pattern[str], ...]:
    rows = read_table("acquire_bylines", overlay)
    return tuple(
        re.compile(r["pattern"].replace("NAMES", NAMES).replace("NAME", NAME).replace("MAIL", MAIL)) for r in rows
    )


def find_byline(line: str, *, overlay: Path | None = None) -> str | None:
    """The author's name when the whole line is a byline, else None."""
    if len(line) > LONGEST_BYLINE:
        return None
    for pattern in _load_bylines(overlay):
        if match := pattern.fullmatch(line.strip()):
            return match.group("name").strip(" ,")
    return None


def is_issuer(line: str, *, overlay: Path | None = None) -> bool:
    """Whether the line names a ministry or office and nothing else, as above a press release."""
    return _load_chrome(overlay).issuer.fullmatch(line) is not None


def stands_alone(line: str, *, overlay: Path | None = None) -> bool:
    """Whether the line is never part of a paragraph: furniture, a byline, a date."""
    return (
        _kind(line, _load_chrome(overlay)) is not None
        or find_byline(line, overlay=overlay) is not None
        or is_time_line(line)
        or is_issuer(line, overlay=overlay)
    )


def is_paragraph(line: str) -> bool:
    """Whether the line reads as prose: long, and ended as a sentence is."""
    return len(line) >= LEAST_PARAGRAPH and ENDS_SENTENCE.search(line) is not None


@lru_cache(maxsize=4096)
def _script(char: str) -> str:
    name = unicodedata.name(char, "")
    script = name.split(" ")[0].split("-")[0]
    return "CJK" if script in ("HIRAGANA", "KATAKANA", "FULLWIDTH", "HALFWIDTH") else script


def _main_script(lines: Iterable[str]) -> str:
    counts: Counter[str] = Counter()
    for line in lines:
        if line.isascii():
            counts["LATIN"] += len(line)
        else:
            counts.update(_script(c) for c in line if c.isalpha())
    return counts.most_common(1)[0][0] if counts else "LATIN"


def _is_stray(line: str, script: str) -> bool:
    if len(line) > LONGEST_STRAY or (line.isascii() and script == "LATIN"):
        return False
    letters = [c for c in line if c.isalpha()]
    return bool(letters) and all(_script(c) != script for c in letters)


def list_report_lines(lines: Sequence[str], *, overlay: Path | None = None) -> Kept:
    """The lines that belong to the report: furniture, bylines, stray scripts, addresses and repeats left out.

    A heading such as "Most popular" takes the headline-like lines under it along; prose ends the list.
    """
    chrome = _load_chrome(overlay)
    stripped = [s for line in lines if (s := _strip_mail(line))]
    script = _main_script(text for _, text in stripped)
    kept: list[str] = []
    seen: set[str] = set()
    byline = None
    in_section = False
    for raw, line in stripped:
        author = find_byline(raw, overlay=overlay)
        if author:
            byline = byline or author
            continue
        kind = _kind(line, chrome)
        if kind == "slug" and len(kept) <= MOST_ABOVE and not any(is_paragraph(x) for x in kept):
            kept.clear()
        if kind == "section":
            in_section = True
        elif in_section and len(line) >= LEAST_PROSE and ENDS_SENTENCE.search(line):
            in_section = False
        if kind or in_section or _is_stray(line, script) or (len(line) >= SHORTEST_REPEAT and line in seen):
            continue
        seen.add(line)
        kept.append(_cut_end(line, chrome))
    return Kept(_drop_pulled(kept), byline)


def _cut_end(line: str, chrome: _Chrome) -> str:
    """The line without the mark that ends a report or its take ("... three years. Enditem")."""
    mark = next((x for x in chrome.ends if line.endswith(x)), "")
    return line.removesuffix(mark).rstrip()


def _drop_pulled(lines: list[str]) -> list[str]:
    """The lines without those that a longer one holds word for word: quotations and sentences set large beside it."""
    bare = [NO_WORD.sub("", line) for line in lines]
    whole = "\n".join(bare) if len(lines) <= MOST_LINES else ""
    short = [SHORTEST_REPEAT <= len(x) <= LONGEST_PULLED and whole.count(x) > bare.count(x) for x in bare]
    return [line for line, pulled in zip(lines, short, strict=True) if not pulled]


def _strip_mail(line: str) -> tuple[str, str] | None:
    raw = line.strip()
    text = MAIL_IN_TEXT.sub("", raw).strip() if "@" in raw else raw
    if not raw or (raw != text and not any(c.isalnum() for c in text)):
        return None
    return raw, text


def _kind(line: str, chrome: _Chrome) -> str | None:
    if len(line) > LONGEST_CHROME:
        return None
    folded = line.casefold()
    bare = folded.strip(OUTER)
    if bare in chrome.sections:
        return "section"
    if bare in chrome.lines or not any(c.isalnum() for c in line):
        return "line"
    if folded.startswith(chrome.starts):
        return "start"
    if chrome.slug.fullmatch(line):
        return "slug"
    return "line" if chrome.pattern.fullmatch(line) else None
