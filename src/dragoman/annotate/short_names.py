"""Short names that a report gives a body itself ("the Council for Recovery (CNR) ... the CNR"), and those of papers
("the Lima Post ... the Post")."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.annotate.cues import read_cues
from dragoman.records import Mention

_BODIES = frozenset(("organisation", "group", "ministry"))
_GIVEN = re.compile(r"\s\(([A-Z][A-Z0-9-]{1,7})\)")


def find_short_names(text: str, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Mentions of bodies by the short name in brackets behind their full one, wherever it stands later and no mention
    covers or follows it ("a CNR envoy" is the envoy); in reading order. `mentions` are the report's actors."""
    taken = [(m.start, m.end) for m in mentions]
    before = {m.start for m in mentions}
    found: dict[int, Mention] = {}
    for body, name in list_short_names(text, mentions):
        left, right = (r"(?<=\b[Tt]he )", r"(?![\w)-]| [A-Z])") if name.istitle() else (r"(?<![\w(-])", r"(?![\w)-])")
        for again in re.finditer(left + re.escape(name) + right, text[body.end :]):
            start, end = body.end + again.start(), body.end + again.end()
            if end + 1 not in before and not any(a < end and start < b for a, b in taken):
                found[start] = Mention(start, end, name, "actor", "organisation")
    return tuple(found[start] for start in sorted(found))


def list_short_names(text: str, mentions: Sequence[Mention]) -> list[tuple[Mention, str]]:
    """Each short name that the report gives a body, with the mention behind which it stands first."""
    found: dict[str, Mention] = {}
    for body in (m for m in mentions if m.form in _BODIES):
        last = body.text.rpartition(" ")[2]
        if body.text != last and last in read_cues().beside["medium"]:
            found.setdefault(last, body)
        given = _GIVEN.match(text, body.end)
        if given and _is_short_for(given.group(1), body.text):
            found.setdefault(given.group(1), body)
    return [(body, name) for name, body in found.items()]


def _is_short_for(name: str, full: str) -> bool:
    """Whether the name begins as a word of the full one does, or shares two first letters with it: "(AP)" behind the
    police is no name of theirs, FARC is one of the Revolutionary Armed Forces."""
    letters = {word[0] for word in re.findall(r"\b[A-Z]\w+", full)}
    return name[0] in letters or len(letters & set(name)) > 1
