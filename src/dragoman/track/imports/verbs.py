"""PETRARCH verb dictionaries: patterns that say no more than our frames can, as rows of the overlay table frames.

A pattern comes over when it is a verb and words after it (`- * FOR_CEASEFIRE [014]`), with synonym sets of single
words. What looks at words before the verb, at where source and target stand (`$`, `+`, `%`, `^`) or at a code
without an act is reported with its line and reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from dragoman.annotate.lemmas import read_lemmas
from dragoman.coding.codebook import EVENT_TYPES, load_codebook
from dragoman.errors import UsageError
from dragoman.tables import Row, read_table
from dragoman.track.imports.dictionaries import CODE, SOURCE, Unmapped, clean_lines

SCHEMES = ("cameo", "weis")
BEYOND = "looks before the verb, at source or target, or into a set of phrases"
QUALITY = "9"  # over our own wordings of the same length


class Target(Struct, frozen=True):
    """What a code becomes: type and mode with the CAMEO code, or no act at all (event_type empty)."""

    event_type: str
    mode: str
    cameo: str


class Pattern(Struct, frozen=True):
    """A verb alone (words empty) or with a pattern of words, as the dictionary writes it."""

    line: int
    text: str
    verb: str
    words: str
    code: str


def convert_verbs(text: str, scheme: str = "cameo") -> tuple[dict[str, list[Row]], list[Unmapped]]:
    """Rows of the overlay table frames, and each pattern that has no place there.

    `scheme` is what the dictionary's codes are: cameo, or weis (older dictionaries; types only by root).
    """
    if scheme not in SCHEMES:
        raise UsageError(f"scheme {scheme!r} is not known; one of: {', '.join(SCHEMES)}")
    patterns, sets, unmapped = parse_verbs(text)
    rows: dict[str, Row] = {}
    for pattern in patterns:
        found = find_target(pattern.code, scheme)
        trigger = write_trigger(pattern, sets)
        if isinstance(found, str) or trigger is None:
            why = found if isinstance(found, str) else BEYOND
            unmapped.append(Unmapped(pattern.line, pattern.text, why))
            continue
        rows.setdefault(trigger, _frame(pattern, trigger, found))
    return ({"frames": list(rows.values())} if rows else {}), sorted(unmapped, key=lambda u: u.line)


def parse_verbs(text: str) -> tuple[list[Pattern], dict[str, list[str]], list[Unmapped]]:
    """Verbs and patterns in order of lines, synonym sets by name, lines of no known form."""
    patterns: list[Pattern] = []
    sets: dict[str, list[str]] = {}
    unmapped = []
    verbs: list[str] = []
    code, current = "", ""
    for number, line in clean_lines(text):
        bare = line.strip()
        found = CODE.search(bare)
        if bare.startswith("---"):
            verbs, code, current = [], found[1] if found else "", ""
        elif bare.startswith("&"):
            current = bare.split()[0]
            sets[current] = []
        elif bare.startswith("+") and current:
            sets[current].append(bare[1:].strip().strip("_").replace("_", " "))
        elif bare.startswith("-"):
            current = ""
            if found is None or not verbs:
                unmapped.append(Unmapped(number, bare, "no code in brackets, or no verb above it"))
                continue
            words = bare[1 : found.start()].strip()
            patterns += [Pattern(number, bare, verb, words, found[1]) for verb in verbs]
        else:
            current = ""
            verb = re.split(r"[\[{]", bare)[0].strip()
            verbs.append(verb)
            own = found[1] if found else code
            if own.strip("-"):
                patterns.append(Pattern(number, bare, verb, "", own))
    return patterns, sets, unmapped


def find_target(code: str, scheme: str) -> Target | str:
    """What a code becomes, or in words why it becomes nothing. Of a pair of codes the first is taken."""
    first = code.split(":")[0].strip().rstrip("?")
    if not first.strip("-"):
        return Target("", "", "")
    if scheme == "weis":
        roots = {row["root"]: row["event_type"] for row in read_table("weis")}
        kind = roots.get(first[:2]) if re.fullmatch(r"\d{3}[A-Za-z]?", first) else None
        if kind is None:
            return f"code {first} is not of WEIS"
        return Target(kind, "", "") if kind else f"code {first} tells no act"
    known = load_codebook().cameo.get(first)
    if known is None:
        return f"code {first} is not of CAMEO"
    return Target(known.event_type, known.mode or "", first) if known.event_type else f"code {first} tells no act"


def write_trigger(pattern: Pattern, sets: dict[str, list[str]]) -> str | None:
    """The words of a trigger of frames.tsv, `_` for a gap; None where the pattern says more than that."""
    verb = pattern.verb.lstrip("+")
    if "+" in verb or not re.fullmatch(r"[A-Za-z_' -]+", verb):
        return None
    head, *rest = verb.replace("_", " ").lower().split()
    begun = [read_lemmas().get((head, "VERB"), head), *rest]
    if not pattern.words:
        return " ".join(begun)
    if not pattern.words.startswith("*"):
        return None
    after = list(_list_words(pattern.words[1:], sets))
    return None if None in after else " ".join([*begun, *(w for w in after if w)])


def _list_words(words: str, sets: dict[str, list[str]]) -> Iterator[str | None]:
    """Words after the verb, a gap where a space stands, none where `_` does; None for what cannot be said so."""
    for joiner, word in re.findall(r"([_\s]*)([^_\s]+)", words):
        if "_" not in joiner:
            yield "_"
        members = sets.get(word) if word.startswith("&") else [word]
        if not members or any(not re.fullmatch(r"[A-Za-z'-]+", m) for m in members):
            yield None
            return
        yield "|".join(m.lower() for m in members)


def _frame(pattern: Pattern, trigger: str, target: Target) -> Row:
    """A frame row; a code that says `no act here` becomes one of quality 0."""
    kind = target.event_type if target.event_type in EVENT_TYPES else "CONSULT"
    reason = f"{SOURCE}, line {pattern.line}, code {pattern.code.strip()}"
    return {
        "frame": "petr." + re.sub(r"[^a-z|]+", "-", trigger).replace("|", "."), "triggers": trigger, "kind": "v",
        "event_type": kind, "mode": target.mode, "cameo": target.cameo, "args": "", "needs": "a",
        "quality": QUALITY if target.event_type else "0", "compose": "", "reason": reason,
    }  # fmt: skip
