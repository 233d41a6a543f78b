"""Events of GDELT and ICEWS files beside our own: the same day, pair of countries and CAMEO root, or not."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from msgspec import Struct

from dragoman.coding.codebook import Codebook
from dragoman.errors import UsageError
from dragoman.tables import read_table
from dragoman.track.exports.codes import load_codes
from dragoman.track.exports.events import ExportEvent, list_pairs
from dragoman.track.exports.layouts import ICEWS_HEADER

GDELT_COLUMNS = (61, 58)  # version 2, version 1
ICEWS_PLACES = tuple(
    ICEWS_HEADER.index(name) for name in ("Event Date", "Source Country", "CAMEO Code", "Target Country")
)


class Key(Struct, frozen=True, order=True):
    """A day (ISO), two countries (our codes) in the direction of the act, and the two digits of a CAMEO root."""

    day: str
    source: str
    target: str
    root: str


class Compared(Struct, frozen=True):
    """One key with the number of rows in both; `found` is both, theirs or ours."""

    day: str
    source: str
    target: str
    root: str
    theirs: int
    ours: int
    found: str


def parse_gdelt(text: str, name: str) -> tuple[list[Key], int]:
    """Keys of GDELT event rows, and how many rows name no two known countries. UsageError naming file and line."""
    keys, without = [], 0
    known = load_codes().countries
    countries = {row["cameo"]: code for code, row in known.items() if row["cameo"]}
    for number, cells in enumerate(_split(text), 1):
        if len(cells) not in GDELT_COLUMNS or not (len(cells[1]) == 8 and cells[1].isdigit()):
            raise UsageError(
                f"{name}:{number}: {len(cells)} cells; a GDELT event row has 61 (or 58 in version 1) between tabs, "
                "the second a day as YYYYMMDD"
            )
        day, first, second = cells[1], countries.get(cells[7], cells[7]), countries.get(cells[17], cells[17])
        if first in known and second in known:
            keys.append(Key(f"{day[:4]}-{day[4:6]}-{day[6:]}", first, second, cells[28].zfill(2)))
        else:
            without += 1
    return keys, without


def parse_icews(text: str, name: str) -> tuple[list[Key], int]:
    """Keys of ICEWS rows under their header, and how many rows name no two countries that we know."""
    rows = list(_split(text))
    if not rows or tuple(rows[0]) != ICEWS_HEADER:
        raise UsageError(f"{name}: the first line is not the header of an ICEWS file (Event ID, Event Date ...)")
    keys, without = [], 0
    for number, cells in enumerate(rows[1:], 2):
        if len(cells) != len(ICEWS_HEADER):
            raise UsageError(f"{name}:{number}: {len(cells)} cells under 20 columns")
        day, first, code, second = (cells[at] for at in ICEWS_PLACES)
        source, target = find_country(first), find_country(second)
        if source and target:
            keys.append(Key(day, source, target, code[:2]))
        else:
            without += 1
    return keys, without


def _split(text: str) -> Iterator[list[str]]:
    csv.field_size_limit(1 << 24)
    return (r for r in csv.reader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE) if r)


def find_country(name: str) -> str | None:
    """Our code of a country as ICEWS names it."""
    return _country_names().get(name.casefold())


@lru_cache(maxsize=1)
def _country_names() -> dict[str, str]:
    named: dict[str, str] = {}
    for row in read_table("countries"):
        for name in (row["name"], *row["aliases"].split("|")):
            named.setdefault(name.casefold(), row["code"])
    named |= {row["icews"].casefold(): code for code, row in load_codes().countries.items() if row["icews"]}
    named.pop("", None)
    return named


def list_keys(events: Iterable[ExportEvent], codebook: Codebook) -> list[Key]:
    """Keys of our own events: each pair of countries of each event, once an event."""
    keys, known = [], load_codes().countries
    for event in events:
        lead = event.lead
        cameo = lead["cameo"] or codebook.entry(lead["event_type"], lead["mode"]).cameo
        found = {
            Key(lead["day"], pair.source["code"], pair.target["code"], pair.cameo[:2])
            for pair in list_pairs(event, cameo)
            if lead["day"] and pair.target and pair.source["code"] in known and pair.target["code"] in known
        }
        keys += sorted(found)
    return keys


def compare_keys(theirs: Sequence[Key], ours: Sequence[Key]) -> list[Compared]:
    """Every key of either side, in order. Only days that both sides cover say anything of what one has missed."""
    left, right = Counter(theirs), Counter(ours)
    rows = []
    for key in sorted(left | right):
        found = "both" if left[key] and right[key] else "theirs" if left[key] else "ours"
        rows.append(Compared(key.day, key.source, key.target, key.root, left[key], right[key], found))
    return rows
