"""The one place where an Article is made: its frozen text, its id, its language, its date with the basis."""

from __future__ import annotations

from pathlib import Path, PurePath

from dragoman.acquire.dates import find_dateline
from dragoman.acquire.languages import find_language
from dragoman.ids import hash_fields
from dragoman.records import Article, PublishedBasis

_TOP = 4  # lines among which the dateline stands, below a headline or not


def build_article(
    text: str,
    *,
    source: str,
    title: str | None = None,
    byline: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    stated: str | None = None,
    shown: str | None = None,
    published: str | None = None,
    declared_language: str | None = None,
    overlay: Path | None = None,
) -> Article:
    """An Article whose text is frozen from here on; all dates are ISO 8601.

    The first of three dates is taken: `stated` by the input's metadata ("metadata"), `shown` in its visible
    text or told by its dateline ("text"), `published` by the caller ("given"). `declared_language` is used where the
    text is unclear.
    """
    lines = [line for line in text.split("\n", _TOP) if line.strip()][:2]
    shown = shown or next((d for line in lines if (d := find_dateline(line))), None)
    published_at, basis = _choose_date(stated, shown, published)
    return Article(
        id=hash_fields(url or _name_of(source), text),
        source=source,
        title=title or None,
        byline=byline or None,
        publisher=publisher or None,
        published_at=published_at,
        published_basis=basis,
        language=find_language(text, overlay=overlay) or declared_language,
        text=text,
        url=url or None,
    )


def _name_of(source: str) -> str:
    """The file name without its folder, which differs between machines; an address or a row id as it stands."""
    return source if "://" in source else PurePath(source).name


def _choose_date(
    stated: str | None, shown: str | None, published: str | None
) -> tuple[str | None, PublishedBasis | None]:
    if stated:
        return stated, "metadata"
    if shown:
        return shown, "text"
    return (published, "given") if published else (None, None)
