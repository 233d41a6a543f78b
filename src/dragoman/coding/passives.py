"""Voice: whether a verb group is passive, with an auxiliary or, as in headlines and behind nouns, without one."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from dragoman.annotate.gazetteer import find_country
from dragoman.coding.clauses import SUBORDINATE
from dragoman.coding.units import FINITE, RELATIVE, SentenceView
from dragoman.errors import TableError
from dragoman.tables import read_table

# What somebody speaks by, and is no agent: "spoke by telephone with".
_MEANS = frozenset(("phone", "telephone", "radio", "video", "videoconference", "satellite", "letter", "fax", "email"))


def is_passive(s: SentenceView, start: int, verb: int, overlay: Path | None = None) -> bool:
    """Whether the group [start, verb] is passive: a form of be before a participle, or a bare participle with by."""
    if s.form[verb] not in ("VBN", "VBD"):
        return False
    helpers = [s.lemma[i] for i in range(start, verb) if s.tag[i] == "AUX" or s.lemma[i] in ("be", "get")]
    if helpers:
        return helpers[-1] in ("be", "get")
    by = next((i for i in range(verb + 1, min(verb + 3, len(s) - 1)) if s.low[i] == "by"), None)
    if by is not None and s.low[by + 1] not in _MEANS and not s.timed[by + 1] and s.unit[verb + 1] < 0:
        return True  # not "withdrew by Friday"
    return start == verb and is_bare_passive(s, verb, overlay)


@lru_cache(maxsize=8)
def _load_passives(overlay: Path | None) -> dict[tuple[str, str], str]:
    """Rows of passives.tsv: whether an agent is needed, by verb or participle and what follows it.

    Raises TableError where a row does not say so.
    """
    rows = read_table("passives", overlay)
    if strange := next((row for row in rows if row["agent"] not in ("any", "by")), None):
        raise TableError(f"passives.tsv, row {strange['verb']!r}: agent is {strange['agent']!r}; use any or by")
    return {(row["verb"], behind): row["agent"] for row in rows for behind in row["behind"].split()}


_NAMING = frozenset(("DET", "ADJ", "NOUN", "PROPN", "NUM"))


def is_bare_passive(s: SentenceView, verb: int, overlay: Path | None = None) -> bool:
    """Whether a participle without an auxiliary is passive by what follows it, right behind whom it was done to:
    "Oslo urged to free two men", "Oslo, offered a loan by Rome, agreed"."""
    before = verb - 1 - (verb > 1 and s.low[verb - 1] == ",")
    if s.form[verb] not in ("VBN", "VBD") or before < 0 or s.tag[before] not in ("NOUN", "PROPN", "ADJ"):
        return False
    opens = next((i for i in range(before, -1, -1) if s.tag[i] not in _NAMING), 0)
    if s.low[opens] in RELATIVE or _opens_relative(s, opens, verb):
        return False  # "whom Oslo accused of spying" has its object before it
    if verb + 1 == len(s):
        return (s.lemma[verb], "end") in _load_passives(overlay)
    if s.unit[verb + 1] >= 0 or s.timed[verb + 1] or _has_late_object(s, verb + 1):
        return False  # "jailed over a year ago" says when
    behind = "noun" if s.tag[verb + 1] in ("DET", "ADJ", "NOUN", "NUM") else s.low[verb + 1]
    rows = _load_passives(overlay)
    agent = rows.get((s.lemma[verb], behind)) or rows.get((s.low[verb], behind))
    return agent == "any" or (agent == "by" and find_agent(s, verb + 1) is not None)


def _opens_relative(s: SentenceView, opens: int, verb: int) -> bool:
    """Whether the state right before a verb opens a relative without a pronoun: "*the firm Norway* accused of spying
    closed"."""
    opens += s.tag[opens] != "DET"
    described = opens < verb - 2 and s.tag[opens] == "DET" and s.tag[verb - 2] in ("NOUN", "ADJ")
    return described and find_country(s.tokens[verb - 1].text) is not None and _goes_on(s, verb)


def _goes_on(s: SentenceView, verb: int) -> bool:
    """Whether the main clause's verb comes after one that may belong to a relative."""
    return any(s.form[i] in FINITE and s.low[i - 1] != "to" for i in range(verb + 1, len(s)))


def _has_late_object(s: SentenceView, at: int) -> bool:
    """Whether a verb's object stands behind the phrase at `at`: "condemned over the weekend *the raid*"."""
    end = at + 1
    while s.tag[at] == "ADP" and end < len(s) and s.tag[end] in _NAMING and not _opens_phrase(s, end, at + 1):
        end += 1
    return at + 1 < end < len(s) and _opens_phrase(s, end, at + 1) and not s.timed[end]


def _opens_phrase(s: SentenceView, at: int, first: int) -> bool:
    """Whether a second noun phrase begins at `at`, where one began at `first`."""
    return at > first and s.tag[at] in ("DET", "NUM") and s.tag[at - 1] in ("NOUN", "PROPN")


def find_agent(s: SentenceView, at: int) -> int | None:
    """The unit behind "by" from token `at` on, in the same clause and behind no other participle."""
    for i in range(at, len(s) - 1):
        if s.tag[i] == "PUNCT" or s.low[i] in SUBORDINATE or (s.form[i] in FINITE and s.low[i - 1] != "to"):
            return None
        if s.low[i] == "by":
            unit = next((s.unit[k] for k in range(i + 1, min(i + 4, len(s))) if s.unit[k] >= 0), None)
            return unit if s.form[i - 1] not in ("VBN", "VBD", "VBG") else None
    return None
