"""Nominals and pronouns that stand for actors named elsewhere: "the two sides", "his Russian counterpart", "she"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from dragoman.annotate.actor_names import Hit, load_words, match_any
from dragoman.annotate.cues import read_cues
from dragoman.errors import TableError
from dragoman.records import Form, Token
from dragoman.tables import read_table

_NUMBERS = "two|three|four|five|six|seven|eight|nine|ten"
_COUNTS = {word: number for number, word in enumerate(_NUMBERS.split("|"), 2)} | {"trio": 3}
_BARE = r"[Tt]he\s+(?:two|three|four|five|pair|duo|trio)|[Bb]oth|[Aa]ll\s+(?:three|four|five)"
_AGED = re.compile(r"\b[Tt]he\s+\d{2}-year-old\b")
# One of the two named last.
OF_TWO = {"the former": 0, "the latter": -1}
_PRONOUNS = frozenset(("he", "she", "they", "him", "them"))
BODY = "body:"  # begins the key of a noun that means a body named before
_LONGEST_PRONOUN = 4  # letters
# Behind a verb of speech in the passive: "it" is who was told or blamed, not what was said ("it was warned by Peru").
_ACTED_ON = frozenset(("by", "of", "to", "about", "against"))


# The state of whom "his" means.
OWN_STATE = re.compile(r"[Hh](?:is|er)\s+(?:own\s+)?(?:country|nation)(?!['’])")


class Found(NamedTuple):
    """A nominal or pronoun: offsets, form and, where the words alone decide it, the table key."""

    start: int
    end: int
    form: Form
    key: str | None = None


@lru_cache(maxsize=8)
def load_definite(overlay: Path | None = None) -> dict[str, frozenset[str]]:
    """Codes that a definite noun in the singular can stand for ("alliance"), none for any state; longer nouns first.

    Raises TableError where a row names a code of neither countries.tsv nor group_codes.tsv.
    """
    known = {row["code"] for table in ("countries", "group_codes") for row in read_table(table, overlay)}
    nouns: dict[str, frozenset[str]] = {}
    for row in sorted(read_table("definite_nominals", overlay), key=lambda row: -len(row["noun"])):
        nouns[row["noun"]] = frozenset(filter(None, row["codes"].split("|")))
        if strange := sorted(nouns[row["noun"]] - known):
            raise TableError(
                f"definite_nominals.tsv, row {row['noun']!r}: {strange[0]!r} is no code of countries.tsv or"
                " group_codes.tsv (write EUR|IGO, or nothing for any state)"
            )
    return nouns


@lru_cache(maxsize=8)
def _patterns(overlay: Path | None) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    kinds = load_words(overlay).kinds
    nouns = kinds["plural_party"] | kinds["plural_person"] | kinds["plural_side"]
    party = "|".join(map(re.escape, sorted(nouns, key=len, reverse=True)))
    # "both blamed the two generals" is no phrase for the generals
    modifier = r"(?:(?!(?:of|an?|the|its|his|her|their)\b)[a-zA-Z-]+\s+){0,4}?"
    plural = re.compile(
        rf"\b(?:(?:(?:[Tt]he|[Tt]hese|[Tt]hose|[Aa]ll)\s+)?(?:{_NUMBERS})\s+{modifier}(?:{party})"
        rf"|[Bb]oth\s+(?:the\s+|of\s+the\s+)?{modifier}(?:{party})|[Tt]heir\s+(?:(?:two|respective)\s+)?(?:countries|governments|nations)"
        rf"|[Ee]ach\s+(?:side|party)|[Tt]he\s+(?:(?:warring|opposing|rival|conflicting)\s+)?(?:sides|parties)|(?:[Bb]oth|[Ee]ither)\s+sides?)\b"
    )
    bare = re.compile(
        rf"\b(?:{_BARE}|[Tt]he\s+(?:former|latter))"
        r"(?=\s+(?:also|have|has|had|were|was|are|will|would|met|said|of\s+\w+ing|\w+ed)\b)"
        rf"|(?<=ed )(?:{_BARE}|[Tt]he\s+(?:former|latter))(?=\s+(?:on|over|for|to|not|last|this|that)\b|[.,;])"
    )
    counterpart = re.compile(
        r"\b(?:[Hh]is|[Hh]er|[Ii]ts|[Tt]heir)\s+(?:[\w-]+\s+){0,2}?(?:counterparts?|opposite\s+numbers?)\b"
        r"|\b(?:[Hh]is|[Hh]er)\s+[A-Z][\w-]+\s+colleague\b"
    )
    single = "|".join(map(re.escape, load_definite(overlay)))
    told = rf"(?:(?:\w+-\w+|{match_any(kinds['state_epithet'])})\s+)?"
    definite = re.compile(rf"\b(?:(?:[Tt]he|[Tt]his|[Tt]hat)\s+{told}(?:{single})|{OWN_STATE.pattern})\b(?!-)")
    return plural, bare, counterpart, definite


@lru_cache(maxsize=8)
def _load_body_nouns(overlay: Path | None) -> tuple[re.Pattern[str], dict[str, frozenset[str]]]:
    sectors = {row["noun"]: frozenset(row["sectors"].split("|")) - {""} for row in read_table("body_nouns", overlay)}
    told = r"(?:\w+-\w+\s+)?"  # "the 15-member council", "the Beirut-based group"
    return re.compile(rf"\b[Tt]he\s+{told}({match_any(sectors)})\b(?!-|\s+of\s+(?!\w+ing\b))", re.I), sectors


def list_body_nouns(hits: Sequence[Hit], overlay: Path | None = None) -> frozenset[str]:
    """The nouns that alone can mean the body named by `hits`: words of its name, or what its kind is called."""
    _, nouns = _load_body_nouns(overlay)
    found = set[str]()
    for hit in hits:
        if hit.kind in ("organisation", "ministry"):
            words = {hit.kind, *hit.entries[0].name.lower().split()}
            found |= {n for n, sectors in nouns.items() if n in words or sectors.intersection(hit.entries[0].sectors)}
    return frozenset(found)


def _bodies(text: str, tokens: Sequence[Token], hits: Sequence[Hit], overlay: Path | None) -> list[Found]:
    """ "The ministry" and "the group", where a body so called is named before and no noun follows."""
    named = [(h.end, list_body_nouns((h,), overlay)) for h in hits if h.kind in ("organisation", "ministry")]
    found = []
    for match in _load_body_nouns(overlay)[0].finditer(text) if named else ():
        noun = match.group(1).lower()
        after = bisect_left(tokens, match.end(), key=lambda t: t.start)
        modifies = after < len(tokens) and tokens[after].tag in ("NOUN", "PROPN")
        if not modifies and any(end < match.start() and noun in nouns for end, nouns in named):
            found.append(Found(match.start(), match.end(), "nominal", f"{BODY}{noun}"))
    return found


def _aged(text: str, tokens: Sequence[Token]) -> list[Found]:
    """ "The 58-year-old", where no noun follows."""
    found = []
    for match in _AGED.finditer(text):
        after = bisect_left(tokens, match.end(), key=lambda t: t.start)
        if after == len(tokens) or tokens[after].tag not in ("NOUN", "PROPN", "ADJ"):
            found.append(Found(match.start(), match.end(), "nominal"))
    return found


def is_aged(nominal: str) -> bool:
    """Whether a nominal names somebody by his age alone."""
    return _AGED.fullmatch(nominal) is not None


def is_bare(nominal: str) -> bool:
    """Whether a plural nominal is a number without a noun: "the two", "all three", "the pair"."""
    return re.fullmatch(_BARE, nominal) is not None


def means_state(nominal: str, overlay: Path | None = None) -> bool:
    """Whether a definite noun in the singular stands for a state ("the kingdom"), not for a group of them."""
    noun = next((n for n in load_definite(overlay) if nominal.lower().endswith(f" {n.lower()}")), None)
    return noun is not None and not any(code in ("EUR", "IGO", "IMG", "UNO") for code in load_definite(overlay)[noun])


def count_named(nominal: str) -> int:
    """How many actors a plural nominal speaks of; two where it gives no number."""
    lowered = nominal.lower()
    return next((n for word, n in _COUNTS.items() if re.search(rf"\b{word}\b", lowered)), 2)


def names_states(nominal: str, overlay: Path | None = None) -> bool:
    """Whether a plural nominal is of states ("the two countries"), not of who acts for them."""
    return nominal.lower().split()[-1] in load_words(overlay).kinds["plural_party"]


def is_counterpart(nominal: str) -> bool:
    """Whether a nominal stands for who holds the same office elsewhere: "his Peruvian counterpart"."""
    return nominal.lower().endswith(("counterpart", "counterparts", "opposite number", "opposite numbers", "colleague"))


def find_nominals(
    text: str, tokens: Sequence[Token], hits: Sequence[Hit] = (), overlay: Path | None = None
) -> list[Found]:
    """Nominals and personal pronouns in reading order; which actors they stand for is decided by coreference. `hits`
    are the known names of the text."""
    found = [Found(m.start(), m.end(), "nominal") for p in _patterns(overlay) for m in p.finditer(text)]
    found += _plural_states(text, overlay)
    found += _koreas(text)
    found += _bodies(text, tokens, hits, overlay)
    found += _pronouns(tokens, overlay)
    found += _aged(text, tokens)
    by_span = {(f.start, f.end, f.form): f for f in sorted(found, key=lambda f: f.key is not None)}  # a named key wins
    return sorted(by_span.values())


@lru_cache(maxsize=8)
def load_plural_states(overlay: Path | None = None) -> dict[str, tuple[str, ...]]:
    """Codes of the states that one plural name means ("Koreas"), by that name."""
    return {row["name"]: tuple(row["codes"].split("|")) for row in read_table("plural_states", overlay)}


@lru_cache(maxsize=8)
def _plural_names(overlay: Path | None) -> re.Pattern[str]:
    names = "|".join(map(re.escape, sorted(load_plural_states(overlay), key=len, reverse=True)))
    return re.compile(rf"\b(?:(?:[Tt]he|[Bb]oth|[Aa]ll)\s+)?(?:the\s+)?(?:(?:{_NUMBERS})\s+)?({names})\b")


def names_several(phrase: str, overlay: Path | None = None) -> bool:
    """Whether a phrase is one name for several states ("the Baltic states")."""
    return _plural_names(overlay).fullmatch(phrase) is not None


def _plural_states(text: str, overlay: Path | None) -> list[Found]:
    if not any(name in text for name in load_plural_states(overlay)):
        return []
    return [Found(m.start(), m.end(), "nominal", f"states:{m.group(1)}") for m in _plural_names(overlay).finditer(text)]


def _koreas(text: str) -> list[Found]:
    """ "the North" and "the South" where the report is about Korea."""
    if "Korea" not in text:
        return []
    keys = {"North": "country:PRK", "South": "country:KOR"}
    pattern = r"\b[Tt]he (North|South)(?!\s+(?:Pole|Sea|Pacific|Atlantic|America|China|Asia|Korea|Africa)|-)\b"
    return [Found(m.start(1), m.end(1), "country", keys[m.group(1)]) for m in re.finditer(pattern, text)]


def _pronouns(tokens: Sequence[Token], overlay: Path | None) -> list[Found]:
    found = []
    for i, token in enumerate(tokens):
        if len(token.text) > _LONGEST_PRONOUN:
            continue
        lower = token.text.lower()
        object_her = lower == "her" and _object(tokens, i)
        if lower in _PRONOUNS or object_her or (lower == "it" and _agent_it(tokens, i, overlay)):
            found.append(Found(token.start, token.end, "pronoun"))
    return found


def _object(tokens: Sequence[Token], index: int) -> bool:
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    return after is None or after.tag in ("PUNCT", "ADP", "CCONJ", "PART", "SCONJ")


def _agent_it(tokens: Sequence[Token], index: int, overlay: Path | None) -> bool:
    """ "it" as the subject of what only actors do or are: "it said", "it would reject", "it was ready"; not what is
    told ("it was announced that")."""
    words = load_words(overlay)
    following = [t for t in tokens[index + 1 : index + 4] if t.sentence == tokens[index].sentence]
    verbs = [t for t in following if t.tag not in ("AUX", "ADV", "PART")]
    if not verbs or verbs[0].tag not in ("VERB", "ADJ") or verbs[0].text not in words.kinds["actor_verb"]:
        return False
    at = following.index(verbs[0])
    behind = tokens[index + at + 2].text if index + at + 2 < len(tokens) else ""
    said = any(t.lemma == "be" for t in following[:at]) and verbs[0].lemma in read_cues(overlay).clausal
    return not said or verbs[0].text.endswith("ing") or behind in _ACTED_ON
