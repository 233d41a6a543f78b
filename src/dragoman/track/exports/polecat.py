"""POLECAT's layout: 40 columns, one row an event, lists joined by `;`, `None` where nothing is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from dragoman.track.exports.codes import Codes, display_name
from dragoman.track.exports.events import ExportEvent
from dragoman.track.exports.layouts import Cells, Layout

POLECAT_HEADER = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title",
    "Actor Name Raw", "Wikipedia Actor ID",
    "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors",
    "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID",
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID",
    "Raw Placename", "Feature Type",
    "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip
QUADS = {
    0: "NEUTRAL", 1: "VERBAL COOPERATION", 2: "MATERIAL COOPERATION", 3: "VERBAL CONFLICT", 4: "MATERIAL CONFLICT",
}  # fmt: skip
NONE = "None"
Actor = dict[str, Any]


def format_polecat(events: Sequence[ExportEvent], layout: Layout, version: str) -> Iterator[Cells]:
    """The header, then rows of 40 cells. `version` goes to the last column.

    Wikipedia ids, provinces and the people of a story are not kept in the ledger and are None.
    """
    yield list(POLECAT_HEADER)
    codes = layout.codes
    for event in events:
        lead, cameo = event.lead, layout.cameo(event)
        town = lead["place_name"] or lead["place"]
        country = town is not None and town == codes.name_country(lead["country"])
        placed = lead["lat"] is not None
        cells = [
            event.id, lead["day"], lead["event_type"], lead["mode"], f"{layout.score(event, cameo):g}",
            QUADS[layout.quad(event, cameo)], ";".join(lead["contexts"]),
            *_actor(lead["actors"], codes), *_actor(lead["recipients"], codes),
            town, None if country or not placed else town, None, None, lead["country"], lead["lat"], lead["lon"],
            lead["geonames_id"], lead["place"], None,
            lead["publisher"] or lead["source"], (lead["published_at"] or "")[:10], None, None, None,
            lead.get("language"), version,
        ]  # fmt: skip
        yield [NONE if c is None or c == "" else str(c) for c in cells]


def _actor(actors: Sequence[Actor], codes: Codes) -> list[str | None]:
    """Eight cells of one side; all its parties, in order, joined by `;`."""
    sectors = [s for a in actors for s in a["sectors"] or ()]
    return [
        _join(display_name(a) for a in actors), _join(a["code"] for a in actors),
        _join(codes.name_country(a["code"], "cow") for a in actors), sectors[0] if sectors else None,
        _join(sectors), _join(a["role"] for a in actors), _join((a["text"] for a in actors), all_of_them=True), None,
    ]  # fmt: skip


def _join(values: Iterable[str | None], *, all_of_them: bool = False) -> str:
    """Known values joined, each once unless `all_of_them`."""
    known = [v for v in values if v]
    return ";".join(known if all_of_them else dict.fromkeys(known))
