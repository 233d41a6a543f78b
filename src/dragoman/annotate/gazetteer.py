"""The gazetteer: what every known place name can stand for.

Two sources: `data/gazetteer.tsv.gz`, built from GeoNames (CC BY 4.0), and the hand-written table `place_names`,
whose rows replace what GeoNames says of the same kind of place. A user's `place_names.tsv` replaces a name whole.
"""

from __future__ import annotations

import gzip
from functools import lru_cache
from pathlib import Path

from msgspec import Struct

from dragoman.errors import TableError
from dragoman.tables import DATA, Row, read_table

COUNTRY, CAPITAL, STATE, COUNTY, TOWN, REGION, OTHER_NAME = "C", "K", "A", "B", "P", "R", "a"


class Candidate(Struct, frozen=True):
    """One place a name can stand for.

    `kind` is C country, K capital, A and B first and second order division, P town, R region, sea, river or
    landmark, a alternate name of a town; `population` is 0 or a count of towns where no head count is known.
    """

    name: str
    kind: str
    lat: float
    lon: float
    country: str | None
    division: str
    population: int
    geonames_id: int | None


class Entry(Struct, frozen=True):
    """A name with its flags (w English word, s surname, g given name, x never taken alone)."""

    flags: str
    candidates: tuple[Candidate, ...]


class Gazetteer:
    """Names to entries; a line is parsed when its name is first asked for."""

    def __init__(self, lines: dict[str, str], entries: dict[str, Entry | None]) -> None:
        self._lines = lines
        self._entries = entries

    def find(self, name: str) -> Entry | None:
        """The entry of `name`, spelled as it stands in the table, or None."""
        if name in self._entries:
            return self._entries[name]
        line = self._lines.get(name)
        if line is None:
            return None
        entry = _parse_line(name, line)
        self._entries[name] = entry
        return entry

    def find_spelled(self, written: str) -> Entry | None:
        """As `find`, for a name as a report writes it: typographic apostrophes, line breaks, St for Saint."""
        name = " ".join(written.replace("’", "'").split())
        name = "U.S." if name in ("U. S.", "U. S") else name
        entry = self.find(name)
        if entry is None and name.startswith(("St", "Mt", "Ft")):
            head, _, rest = name.partition(" ")
            full = _FULL.get(head)
            for prefix in full or ():
                entry = entry or self.find(f"{prefix} {rest}") or self.find(f"{prefix}-{rest.replace(' ', '-')}")
        if entry is None and name[:3] in ("al-", "el-"):
            return self.find(name[0].upper() + name[1:])
        if entry is None and name[:3] in ("Al-", "El-"):
            entry = self.find(name.replace("-", " ")) or self.find(name[3:])
        if entry is None and name.isupper() and len(name) > 3:
            return self.find(name.title())
        return entry


_FULL = {
    "St.": ("St", "Saint"), "St": ("St.", "Saint"), "Ste.": ("Sainte",), "Mt.": ("Mount",), "Mt": ("Mount",),
    "Ft.": ("Fort",), "Ft": ("Fort",),
}  # fmt: skip


def _parse_line(name: str, line: str) -> Entry:
    flags, _, cells = line.partition("\t")
    candidates = []
    for cell in cells.split("|"):
        kind, lat, lon, country, division, population, key = cell.split(",")
        place = int(key) if key else None
        candidates.append(Candidate(name, kind, float(lat), float(lon), country, division, int(population), place))
    return Entry(flags, tuple(candidates))


@lru_cache(maxsize=1)
def _read_lines() -> dict[str, str]:
    text = gzip.decompress((DATA / "gazetteer.tsv.gz").read_bytes()).decode()
    lines: dict[str, str] = {}
    for line in text.split("\n"):
        name, _, rest = line.partition("\t")
        lines[name] = rest
    del lines[""]
    return lines


def _number(row: Row, column: str) -> float:
    try:
        return float(row[column])
    except ValueError:
        raise TableError(
            f"place_names: row {row['name']!r}: {column} is {row[column]!r}, not degrees; give both lat and lon"
        ) from None


def _parse_row(row: Row) -> Candidate:
    """A row with coordinates of its own. `kind` is kind, then a division's code after a slash ("A/TX")."""
    kind, _, division = row["kind"].partition("/")
    key = int(row["geonames_id"]) if row["geonames_id"].isdigit() else None
    weight = {COUNTRY: 5_000_000, REGION: 1_000_000, STATE: 3_000_000, CAPITAL: 1_000_000}.get(kind, 600_000)
    return Candidate(row["name"], kind, _number(row, "lat"), _number(row, "lon"), row["country"] or None,
                     division, weight, key)  # fmt: skip


def _combine(row: Row, known: Gazetteer, alone: bool) -> Entry:
    """The row laid over what the name already stands for; `alone` drops all that."""
    old = None if alone else known.find(row["name"])
    if row["kind"] in ("-", "x"):
        return Entry("x", old.candidates if old else ())
    if row["same_as"]:
        target = known.find(row["same_as"])
        if target is None:
            raise TableError(f"place_names: row {row['name']!r}: same_as names no place: {row['same_as']!r}")
        kinds = row["kind"].partition("/")[0]
        return Entry("", tuple(c for c in target.candidates if not kinds or c.kind in kinds) or target.candidates)
    new = _parse_row(row)
    if new.geonames_id is None and old:
        same = [c for c in old.candidates if c.kind == new.kind and c.country == new.country and c.geonames_id]
        if same:
            new = Candidate(new.name, new.kind, new.lat, new.lon, new.country, new.division or same[0].division,
                            max(new.population, same[0].population), same[0].geonames_id)  # fmt: skip
    kept = [c for c in (old.candidates if old else ()) if (c.kind, c.country) != (new.kind, new.country)]
    flags = old.flags if old else ""
    if new.kind in (TOWN, CAPITAL):
        flags = flags.replace("w", "")  # a town written here by hand is no mere word
    return Entry(flags, (new, *kept))


@lru_cache(maxsize=4)
def load_gazetteer(overlay: Path | None = None) -> Gazetteer:
    """The shipped gazetteer with `place_names` and the user's rows over it. Raises TableError for a bad row."""
    shipped = read_table("place_names")
    gazetteer = Gazetteer(_read_lines(), {})
    entries = gazetteer._entries
    own = [r for r in read_table("place_names", overlay) if r not in shipped] if overlay else []
    for rows, alone in ((shipped, False), (own, True)):
        for row in sorted(rows, key=lambda r: bool(r["same_as"])):
            entries[row["name"]] = _combine(row, gazetteer, alone)
    return gazetteer


def find_country(name: str, overlay: Path | None = None) -> str | None:
    """ISO alpha-3 code of the country called `name` ("Kosovo" -> "XKX"), or None."""
    entry = load_gazetteer(overlay).find_spelled(name)
    return next((c.country for c in entry.candidates if c.kind == COUNTRY), None) if entry else None


@lru_cache(maxsize=1)
def _countries_by_code() -> dict[str, Candidate]:
    gazetteer = load_gazetteer()
    found: dict[str, Candidate] = {}
    for name, line in _read_lines().items():
        if line.startswith("C,", line.index("\t") + 1) or "|C," in line:
            entry = gazetteer.find(name)
            found |= {c.country: c for c in (entry.candidates if entry else ()) if c.kind == COUNTRY and c.country}
    return found


@lru_cache(maxsize=512)
def locate_capital(code: str, overlay: Path | None = None) -> Candidate | None:
    """The capital of the country with ISO alpha-3 `code`, the first that countries.tsv names, or None."""
    names = (n for row in read_table("countries", overlay) if row["code"] == code for n in row["capitals"].split("|"))
    entry = load_gazetteer(overlay).find(next(names, ""))
    own = [c for c in (entry.candidates if entry else ()) if c.country == code]
    return min(own, key=lambda c: (c.kind != CAPITAL, -c.population), default=None)


def locate_country(code: str) -> Candidate | None:
    """The row of the country with ISO alpha-3 `code`, or None."""
    return _countries_by_code().get(code)
