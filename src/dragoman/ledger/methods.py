"""Which method is coding: the program's version and a hash of everything that decides what it codes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

from dragoman.ledger.claims import Method

PACKAGE = Path(__file__).parents[1]
STAGES = ("annotate", "coding", "ground", "data")  # what decides; where and how it runs does not
NOT_DECIDING = ("__pycache__", "examples")


@lru_cache
def read_method(overlay: Path | None = None) -> Method:
    """The coder as it is installed, with the user's tables in `overlay`.

    The hash covers the coding stages' code, the shipped tables and model, and the user's tables: change any and
    it is another method, whose claims stand beside the old ones.
    """
    digest = blake2b(digest_size=16)
    for name, path in _deciding_files(overlay):
        body = path.read_bytes()
        digest.update(f"{name}:{len(body)}:".encode())
        digest.update(body)
    return Method("dragoman", version("dragoman"), digest.hexdigest())


def _deciding_files(overlay: Path | None) -> Iterator[tuple[str, Path]]:
    folders = [(stage, PACKAGE / stage) for stage in STAGES]
    if overlay is not None:
        folders.append(("overlay", overlay))
    yield "pipeline", PACKAGE / "pipeline.py"
    for label, folder in folders:
        for path in sorted(folder.rglob("*")):
            inner = path.relative_to(folder)
            if path.is_file() and not set(inner.parts) & set(NOT_DECIDING):
                yield f"{label}/{inner.as_posix()}", path
