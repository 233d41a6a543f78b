"""Every error Dragoman raises on purpose.

    DragomanError
    |-- InputError      one input could not be read or holds no article; the batch goes on
    |-- TableError      a knowledge table (shipped or the user's) has a row that cannot be used
    |-- UsageError      the caller asked for something that does not exist or cannot be combined
    |-- EngineError     a process that coded was killed
    `-- LedgerError     the ledger file cannot be opened, is newer, damaged or held by another process

Each message says what, where, why and what to do, in one line.
"""

from __future__ import annotations


class DragomanError(Exception):
    """Base of all errors raised on purpose."""


class InputError(DragomanError):
    """One input could not be read or holds no article."""

    def __init__(self, source: str, code: str, message: str) -> None:
        super().__init__(f"{source}: {message}")
        self.source = source
        self.code = code
        self.message = message


class TableError(DragomanError):
    """A row of a knowledge table cannot be used."""


class UsageError(DragomanError):
    """The caller asked for something that does not exist or cannot be combined."""


class EngineError(DragomanError):
    """A process that coded was killed."""


class LedgerError(DragomanError):
    """The ledger cannot be opened or does not hold what was asked for."""
