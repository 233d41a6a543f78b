"""Words that open a condition: "if", "as soon as", "in return for"."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from dragoman.coding.units import SentenceView
from dragoman.errors import TableError
from dragoman.tables import read_table

_NEEDS = ("", "behind", "subject", "verb", "clause", "present")
_REACH = 8  # tokens behind the words in which their verb stands
_NAMING = frozenset(("DET", "NOUN", "PROPN", "PRON"))


@lru_cache(maxsize=8)
def _load_openers(overlay: Path | None) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Rows of conditions.tsv by first word, the longest first."""
    openers: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in read_table("conditions", overlay):
        if row["needs"] not in _NEEDS:
            known = ", ".join(filter(None, _NEEDS))
            message = f"needs {row['needs']!r} is not known; leave it empty or use one of: {known}"
            raise TableError(f"conditions.tsv, row {row['words']!r}: {message}")
        words = tuple(row["words"].split())
        openers.setdefault(words[0], []).append((words, row["needs"]))
    for rows in openers.values():
        rows.sort(key=lambda row: -len(row[0]))
    return openers


def opens_condition(s: SentenceView, at: int, overlay: Path | None = None) -> int:
    """How many words from token `at` on open a condition; 0 where none is opened there."""
    for words, needs in _load_openers(overlay).get(s.low[at], ()):
        if tuple(s.low[at : at + len(words)]) == words and _has(s, at, at + len(words), needs):
            return len(words)
    return 0


def _has(s: SentenceView, at: int, behind: int, needs: str) -> bool:
    following = range(behind, min(behind + _REACH, len(s)))
    end = next((i for i in following if s.tag[i] == "PUNCT"), following.stop)
    forms, after = s.form[behind:end], s.tag[behind] if behind < len(s) else "PUNCT"
    if needs == "behind":
        return (at == 0 or s.tag[at - 1] in _NAMING | {"PUNCT", "NUM"}) and after in _NAMING | {"ADJ"}
    if needs == "present":
        return "VBZ" in forms or "VBP" in forms
    timed = behind < len(s) and s.timed[behind]
    if needs == "verb" and (timed or s.low[behind : behind + 1] in (["again"], ["more"])):
        return False  # "gave them until Friday to leave", "once again visited Oslo"
    subject = after in _NAMING and not timed
    return (needs == "verb" or not needs or subject) and (needs in ("", "subject") or any(forms))
