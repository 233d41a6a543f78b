"""Our codes in the words of other data sets: FIPS and COW countries, CAMEO actors, ICEWS names and sectors."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from msgspec import Struct

from dragoman.tables import Row, read_table

Actor = dict[str, Any]  # an actor as the ledger's views hold it: text, code, sectors, name, role ...


class CameoActor(Struct, frozen=True):
    """An actor in CAMEO's words. `code` is all parts together (USAGOV); `root` a country or IGO, NGO, IMG, MNC."""

    code: str
    name: str
    country: str
    group: str
    types: tuple[str, ...]


class Codes(Struct, frozen=True):
    """The three tables, by our code."""

    countries: dict[str, Row]
    sectors: dict[str, Row]
    groups: dict[str, Row]

    def code_cameo(self, actor: Actor, *, iso: bool = False) -> CameoActor:
        """An actor's CAMEO parts; `code` is empty where neither country nor role is known.

        With `iso` countries keep their ISO 3166 code where CAMEO's differs, as Phoenix has it.
        """
        code = actor["code"] or ""
        country = self.countries.get(code)
        group = self.groups.get(code)
        types = list(dict.fromkeys(filter(None, (self.list_cameo_roles(actor["sectors"] or ())))))
        name = display_name(actor).upper()
        if country:
            known = code if iso else country["cameo"] or code
            return CameoActor(known + "".join(types), name, known, "", tuple(types[:3]))
        if group:
            types = [group["root"], *(t for t in types if t not in (group["root"], "GOV"))]
            joined = group["root"] + group["region"] + group["group"] + "".join(types[1:])
            return CameoActor(joined, name, group["region"], group["group"], tuple(types[:3]))
        return CameoActor("".join(types), name, "", "", tuple(types[:3]))

    def list_cameo_roles(self, sectors: Iterable[str]) -> list[str]:
        """CAMEO roles of PLOVER sectors, in their order; what CAMEO does not have is left out."""
        return [self.sectors[s]["cameo"] for s in sectors if s in self.sectors]

    def name_icews(self, actor: Actor) -> str:
        """A person or country by its name, any other actor as `Name (Country)`."""
        name, country = display_name(actor), self.countries.get(actor["code"] or "")
        if country is None or actor["role"] or name == country["name"]:
            return name
        return f"{name} ({country['icews'] or country['name']})"

    def name_icews_sectors(self, actor: Actor) -> str:
        """Sectors in ICEWS's words, joined by commas; none for a country as such."""
        country = self.countries.get(actor["code"] or "")
        if country and display_name(actor) == country["name"]:
            return ""
        named = (self.sectors[s]["icews"] for s in actor["sectors"] or () if s in self.sectors)
        return ",".join(dict.fromkeys(filter(None, named)))

    def name_country(self, code: str | None, column: str = "name") -> str:
        """The name (or FIPS, COW, ISO alpha-2 code) of a country; empty where it has none."""
        row = self.countries.get(code or "")
        if row is None:
            return ""
        return row[column] or (row["name"] if column == "icews" else "")


def display_name(actor: Actor) -> str:
    """The fullest name, or the words of the report."""
    return str(actor["name"] or actor["text"])


@lru_cache(maxsize=8)
def load_codes(overlay: Path | None = None) -> Codes:
    """The code tables with a user's rows laid over them."""
    return Codes(
        {row["code"]: row for row in read_table("country_codes", overlay)},
        {row["sector"]: row for row in read_table("sector_codes", overlay)},
        {row["code"]: row for row in read_table("group_codes", overlay)},
    )
