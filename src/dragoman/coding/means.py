"""The mode of an act of violence from the means that its clause names: "killed in a drone strike"."""

from __future__ import annotations

from collections.abc import Sequence, Set
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from dragoman.coding.codebook import list_entries
from dragoman.coding.units import SentenceView
from dragoman.errors import TableError
from dragoman.tables import read_table

_BY = frozenset({"with", "in", "by", "using"})
_OPEN = frozenset({"NOUN", "PROPN", "ADJ", "DET", "NUM"})
_HAVE = frozenset({"has", "have", "had"})
_WITH = frozenset({"with", "using"})
# How many phrases before a verb are read for its subject: "a car bomb in a market of Kabul killed".
_PHRASES = 3


class _Means(NamedTuple):
    """The words that tell a mode, in the order in which they win; all words that end a means; those that are deeds."""

    modes: dict[str, str]
    last: frozenset[str]
    deeds: frozenset[str]


def find_means(
    s: SentenceView, used: Sequence[int], head: int, limit: int, parties: Set[int], overlay: Path | None
) -> str | None:
    """The mode that the means of the act at word `head` gives it, None where the clause names none.

    `used` are the words of the act, `limit` is the end of its clause, `parties` are the words that name who is hit.
    The means is the subject right before the verb ("a bomb killed"), stands among the act's words ("fired a rocket
    at") or behind "in", "by" or "with". Of several the first in the table wins.
    """
    table = _means(overlay)
    phrases = [*_read_subjects(s, head), [i for i in range(head + 1, used[-1]) if s.tag[i] == "NOUN"]]
    for at in range(used[-1] + 1, limit):
        if s.low[at] in _BY and at + 1 not in parties and not _is_of_another(s, used, at):
            phrase = _read_phrase(s, at + 1, limit)
            if s.low[at] != "in" or (phrase and s.lemma[phrase[-1]] in table.deeds):
                phrases.append(phrase)
    named = {s.lemma[i] for phrase in phrases if phrase and s.lemma[phrase[-1]] in table.last for i in phrase}
    return next((mode for word, mode in table.modes.items() if word in named), None)


def _is_of_another(s: SentenceView, used: Sequence[int], at: int) -> bool:
    """Whether word `at` leads to what belongs to a participle behind the act: "killed a man armed with a knife"."""
    return s.tag[at - 1] == "VERB" and at - 1 not in used and s.low[at - 2] != ","


def _read_subjects(s: SentenceView, head: int) -> list[list[int]]:
    """The noun right before an active verb with the nouns that go with it, or what it is told of ("a *drone strike* in
    Yemen killed"), and what that is done with ("men with *machetes* attacked")."""
    at = head - 1
    while at >= 0 and (s.tag[at] == "ADV" or s.low[at] in _HAVE):
        at -= 1
    found: list[list[int]] = []
    for _ in range(_PHRASES):
        end = at
        while at >= 0 and s.tag[at] in _OPEN:
            at -= 1
        of_another = at >= 0 and s.tag[at] == "ADP"
        if not of_another or s.low[at] in _WITH:
            found.append(list(range(at + 1, end + 1)))
        if not of_another:
            break
        at -= 1
    return found


def _read_phrase(s: SentenceView, at: int, limit: int) -> list[int]:
    """The words of the noun phrase that begins at `at`."""
    end = at
    while end < limit and s.tag[end] in _OPEN:
        end += 1
    return list(range(at, end))


def list_armed_modes(overlay: Path | None) -> frozenset[str]:
    """The modes of violence that a means can tell."""
    return frozenset(_means(overlay).modes.values())


@lru_cache(maxsize=8)
def _means(overlay: Path | None) -> _Means:
    """The table; raises TableError where a row's mode is none of the codebook's."""
    rows = read_table("means", overlay)
    modes = {row["word"]: row["mode"] for row in rows if row["mode"] != "-"}
    strange = next((w for w, mode in modes.items() if f"ASSAULT.{mode}" not in list_entries(overlay)), None)
    if strange is not None:
        raise TableError(f"means.tsv, row {strange!r}: codebook.tsv has no mode {modes[strange]!r} of ASSAULT")
    deeds = frozenset(row["word"] for row in rows if row["deed"] == "yes")
    return _Means(modes, frozenset(row["word"] for row in rows), deeds)
