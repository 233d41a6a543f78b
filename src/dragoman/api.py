"""The Python API: the same verbs as the command line, over paths, URLs or texts."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path

from dragoman.acquire import parse_text, read_articles
from dragoman.engine import code_articles
from dragoman.ground.resolve import resolve_phrase
from dragoman.records import Actor, Article, Coded, Issue

__all__ = ["code", "resolve"]

LONGEST_PATH = 4096  # PATH_MAX on Linux; anything longer is a text


def _warn(issue: Issue) -> None:
    warnings.warn(issue.message, stacklevel=3)


def code(
    inputs: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    *,
    published: str | date | None = None,
    overlay: Path | None = None,
    processes: int = 1,
    on_issue: Callable[[Issue], None] = _warn,
) -> Iterator[Coded]:
    """Code reports, one `Coded` each, in order.

    A string is a URL, a file or folder that exists, or else the text of a report itself. `published` is the
    publication date where an input has none. `overlay` is a folder of the user's own tables. An input that
    cannot be read goes to `on_issue` (by default a warning) and the others are coded.

    More than one of `processes` needs a main module that can be imported (a script guarded by
    `if __name__ == "__main__"`), since processes are spawned; so the default is one, unlike the command's.
    """
    day = published.isoformat() if isinstance(published, date) else published
    many = [inputs] if isinstance(inputs, (str, os.PathLike)) else inputs
    yield from code_articles(_articles(many, day, on_issue, overlay), overlay=overlay, processes=processes)


def resolve(phrase: str, *, context: str | None = None, date: str | None = None, overlay: Path | None = None) -> Actor:
    """Country, sectors, name and office of an actor phrase, on a date (ISO), in its sentence."""
    return resolve_phrase(phrase, context, date, overlay=overlay)


def _articles(
    inputs: Iterable[str | os.PathLike[str]],
    published: str | None,
    on_issue: Callable[[Issue], None],
    overlay: Path | None,
) -> Iterator[Article]:
    for number, item in enumerate(inputs, 1):
        if isinstance(item, str) and _is_text(item):
            yield parse_text(item, source=f"text {number}", published=published)
            continue
        for acquired in read_articles([os.fspath(item)], published=published, overlay=overlay):
            if acquired.issue is not None:
                on_issue(acquired.issue)
            if acquired.article is not None:
                yield acquired.article


def _is_text(item: str) -> bool:
    """A string with a line break, or one with blanks that names nothing on disk, is a report's own text."""
    if item.startswith(("http://", "https://")):
        return False
    if "\n" in item or len(item) > LONGEST_PATH:
        return True
    return " " in item.strip() and not os.path.exists(item)
