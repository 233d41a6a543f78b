"""PETRARCH verb dictionaries: verbs and patterns as rows of the overlay table frames.

How a pattern is read is told in `patterns`. What our frames cannot say, and a code without an act, is reported with
its line and reason.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct

from dragoman.coding.codebook import EVENT_TYPES
from dragoman.coding.codebook_tables import load_codebook
from dragoman.errors import UsageError
from dragoman.tables import Row, read_table
from dragoman.track.imports.dictionaries import CODE, SOURCE, Unmapped, clean_lines
from dragoman.track.imports.patterns import Pattern, Sets, Wordings, write_wordings

SCHEMES = ("cameo", "weis")
QUALITY = "9"  # over our own wordings of the same length


class Target(Struct, frozen=True):
    """What a code becomes: type and mode with the CAMEO code, or no act at all (event_type empty)."""

    event_type: str
    mode: str
    cameo: str


def convert_verbs(
    text: str, scheme: str = "cameo", codes: Mapping[str, Target] | None = None, *, alone: bool = False
) -> tuple[dict[str, list[Row]], list[Unmapped]]:
    """Rows of the overlay table frames, and each pattern that has no place there.

    `scheme` is what the dictionary's codes are: cameo, or weis (older dictionaries; types only by root). `codes`
    are the dictionary's own, before the scheme's. With `alone` our own frames are taken out, so that only the
    dictionary codes.
    """
    if scheme not in SCHEMES:
        raise UsageError(f"scheme {scheme!r} is not known; one of: {', '.join(SCHEMES)}")
    patterns, sets, unmapped = parse_verbs(text)
    rows: dict[str, Row] = {}
    taken: set[tuple[str, str]] = set()
    for pattern in patterns:
        found = (codes or {}).get(pattern.code.split(":")[0].strip()) or find_target(pattern.code, scheme)
        wordings = write_wordings(pattern, sets)
        if isinstance(found, str) or isinstance(wordings, str):
            unmapped.append(Unmapped(pattern.line, pattern.text, found if isinstance(found, str) else str(wordings)))
            continue
        new = [x for x in wordings.triggers if (x, wordings.args) not in taken]
        taken.update((x, wordings.args) for x in new)
        if new:
            name = "petr." + re.sub(r"[^a-z|]+", "-", new[0]).strip("-").replace("|", ".")
            name = name if name not in rows else f"{name}.{pattern.line}"
            rows[name] = {"frame": name, "triggers": "; ".join(new), **_frame(pattern, wordings, found)}
    # Of two frames of the same words the one that asks for both parties ("% *") is tried first.
    ordered = sorted(rows.values(), key=lambda row: row["needs"] != "ar")
    ours = [{"frame": row["frame"], "triggers": "-"} for row in read_table("frames")] if alone else []
    return ({"frames": [*ours, *ordered]} if rows else {}), sorted(dict.fromkeys(unmapped), key=lambda u: u.line)


def read_codes(text: str, name: str) -> dict[str, Target]:
    """A table of a dictionary's own codes: code, event_type and mode between tabs. UsageError naming the line."""
    codes: dict[str, Target] = {}
    entries = load_codebook().entries
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith(("#", "code\t")):
            continue
        code, kind, mode, *_ = (*line.split("\t"), "", "")
        if (kind, mode or None) not in entries:
            raise UsageError(f"{name}:{number}: {kind!r} with mode {mode!r} is not in the codebook")
        codes[code] = Target(kind, mode, "")
    return codes


def parse_verbs(text: str) -> tuple[list[Pattern], Sets, list[Unmapped]]:
    """Verbs and patterns in order of lines, synonym sets by name, lines of no known form."""
    patterns: list[Pattern] = []
    sets: Sets = {}
    unmapped = []
    verbs: list[tuple[str, tuple[str, ...]]] = []
    code, current = "", ""
    for number, line in clean_lines(text):
        bare = line.strip()
        found = CODE.search(bare)
        if bare.startswith("---"):
            verbs, code, current = [], found[1] if found else "", ""
        elif bare.startswith("&"):
            current = bare.split()[0].rstrip("_")
            sets[current] = []
        elif bare.startswith("+") and current:
            sets[current].append(bare[1:].strip().strip("_"))
        elif bare.startswith("-"):
            current = ""
            if found is None or not verbs:
                unmapped.append(Unmapped(number, bare, "no code in brackets, or no verb above it"))
                continue
            words = bare[1 : found.start()].strip()
            patterns += [Pattern(number, bare, verb, forms, words, found[1]) for verb, forms in verbs]
        else:
            current = ""
            verb = re.split(r"[\[{]", bare)[0].strip()
            braced = re.search(r"\{([^}]*)\}", bare)
            forms = tuple(braced[1].split()) if braced else ()
            verbs.append((verb, forms))
            own = found[1] if found else code
            if own.strip("-"):
                patterns.append(Pattern(number, bare, verb, forms, "", own))
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


def _frame(pattern: Pattern, wordings: Wordings, target: Target) -> Row:
    """What a frame says of its triggers; a code that says `no act here` becomes quality 0."""
    kind = target.event_type if target.event_type in EVENT_TYPES else "CONSULT"
    return {
        "kind": "v", "event_type": kind, "mode": target.mode, "cameo": target.cameo, "args": wordings.args,
        "needs": wordings.needs, "quality": QUALITY if target.event_type else "0", "compose": "",
        "reason": f"{SOURCE}, line {pattern.line}, code {pattern.code.strip()}",
    }  # fmt: skip
