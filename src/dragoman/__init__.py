"""Dragoman: who did, said, promised or demanded what, to whom, when and where, from what is reported.

From Python as from the command line:

    import dragoman
    for coded in dragoman.code(["report.html"], published="2021-10-27"):
        print(coded.events)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dragoman.api import code, resolve

__all__ = ["code", "resolve"]


def __getattr__(name: str) -> object:
    """The API loads on first use, so that `dragoman --help` stays quick (PEP 562)."""
    if name in __all__:
        from dragoman import api

        return getattr(api, name)
    raise AttributeError(f"module 'dragoman' has no attribute {name!r}")
