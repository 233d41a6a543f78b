"""What comes out of one input, and how much of it is read: Acquired and Limits."""

from __future__ import annotations

from typing import NamedTuple

from msgspec import Struct

from dragoman.errors import InputError
from dragoman.records import Article, Issue

STAGE = "acquire"
ASIDE = "set-aside"  # the code of what is told but is no failure: pictures and hidden files in a folder


class Limits(Struct, frozen=True):
    """How much of one input is read before it is refused. Sizes in bytes, times in seconds."""

    text_bytes: int = 10_000_000
    download_bytes: int = 20_000_000
    timeout_seconds: float = 20.0
    download_seconds: float = 60.0
    redirects: int = 5


class Acquired(NamedTuple):
    """One article or one failure.

    `article` is None when nothing could be read; `issue` is set then, and also when an article was read with
    a doubt (for example undecodable bytes). Never both None.
    """

    source: str
    article: Article | None
    issue: Issue | None

    @property
    def failed(self) -> bool:
        """Whether the run has something to mend: all issues but a note of what nobody means to be read."""
        return self.issue is not None and self.issue.code != ASIDE


def describe_failure(error: InputError) -> Acquired:
    """The failure as a record: no article, one issue whose message names the source."""
    return Acquired(error.source, None, Issue(STAGE, error.code, str(error)))


def describe_doubt(source: str, code: str, message: str) -> Issue:
    """An issue of this stage that names its source."""
    return Issue(STAGE, code, f"{source}: {message}")


def format_bytes(count: int) -> str:
    """`10 MB`, `512 kB` or `17 bytes`."""
    if count >= 1_000_000:
        return f"{count / 1_000_000:.3g} MB"
    return f"{count / 1000:.3g} kB" if count >= 1000 else f"{count} bytes"
