"""Folders: which files are read, in which order, and which are left out and said to be."""

from __future__ import annotations

import mimetypes
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from dragoman.acquire.files import KNOWN, describe_os_error, find_kind
from dragoman.acquire.outcome import ASIDE
from dragoman.errors import InputError

LEFT_OUT = "left-out"
MOST_KINDS = 5
HIDDEN = "hidden"
BARE = "without an extension"
# What a browser saves beside a page; a report is in none of them.
FURNITURE = ("image/", "audio/", "video/", "font/", "text/css", "text/javascript", "application/javascript")


def list_files(folder: Path) -> Iterator[Path | InputError]:
    """Files of a known kind under `folder`, sorted at every level; an InputError stands for what cannot be listed.

    Symbolic links are followed unless they lead back to a folder that is being listed. Names that begin with
    a dot and files of other kinds are left out; one last InputError tells how many, of which kinds.
    """
    found = False
    left = _LeftOut(folder)
    for item in _walk(folder, (), left):
        found = True
        yield item
    if not found:
        kinds = " ".join(KNOWN)
        others = f"; left out: {left.describe()}" if left.kinds else ""
        yield InputError(
            str(folder), "no-inputs", f"the folder holds no file of a known kind ({kinds}, also .gz){others}"
        )
    elif left.kinds:
        message = f"left out: {left.describe()}; save what is a report as .txt, .md or .html"
        yield InputError(str(folder), LEFT_OUT if left.may_be_reports else ASIDE, message)


class _LeftOut:
    """Files that a listing passes over: how many of each kind, and the first of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.kinds: Counter[str] = Counter()
        self.first: dict[str, str] = {}
        self.may_be_reports = False

    def add_file(self, path: str) -> None:
        """A file of another kind."""
        self._add(path, find_kind(path) or BARE)
        self.may_be_reports |= not (mimetypes.guess_type(path)[0] or "").startswith(FURNITURE)

    def add_hidden(self, entry: os.DirEntry[str]) -> None:
        """A hidden file or folder that would have been read under another name; .DS_Store and .git would not."""
        names = (n for _, _, files in os.walk(entry.path) for n in files) if entry.is_dir() else iter((entry.name,))
        if any(find_kind(n) in KNOWN for n in names):
            self._add(entry.path, HIDDEN)

    def _add(self, path: str, kind: str) -> None:
        self.kinds[kind] += 1
        self.first.setdefault(kind, os.path.relpath(path, self.folder))

    def describe(self) -> str:
        """`12 .pdf (as a.pdf), 2 hidden (as .old)`, most first."""
        most = sorted(self.kinds.items(), key=lambda k: (-k[1], k[0]))
        parts = [f"{n} {kind} ({'as ' if n > 1 else ''}{self.first[kind]})" for kind, n in most[:MOST_KINDS]]
        rest = sum(n for _, n in most[MOST_KINDS:])
        return ", ".join(parts) + (f" and {rest} of other kinds" if rest else "")


def _walk(folder: Path, above: tuple[tuple[int, int], ...], left: _LeftOut) -> Iterator[Path | InputError]:
    try:
        status = folder.stat()
        entries = sorted(os.scandir(folder), key=lambda e: e.name)
    except OSError as error:
        yield describe_os_error(error, str(folder))
        return
    identity = (status.st_dev, status.st_ino)
    if identity in above:
        yield InputError(str(folder), "folder-loop", "this link leads back to a folder above it; it was not followed")
        return
    for entry in entries:
        path = Path(entry.path)
        if entry.name.startswith("."):
            left.add_hidden(entry)
        elif path.is_dir():
            yield from _walk(path, (*above, identity), left)
        elif find_kind(entry.name) in KNOWN:
            yield path
        else:
            left.add_file(entry.path)
