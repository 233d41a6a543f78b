"""The field's own layouts, row by row: GDELT 2.0 Event and Mentions, ICEWS, Phoenix. All are pairs of CAMEO actors.

Column order and the forms of values are those of GDELT's export files, of ICEWS's weekly files and of
`postprocess.py` of the Phoenix pipeline. What is not known here is empty, as it is there; nothing is made up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct

from dragoman.coding.codebook import Codebook, code_intensity, code_quad
from dragoman.track.exports.codes import CameoActor, Codes, display_name
from dragoman.track.exports.events import ExportEvent, Pair, iterate_numbered, list_pairs, number_blocks

Cells = list[str]
GDELT_LIMIT, ICEWS_LIMIT = 1 << 52, (1 << 31) - 1  # readers hold ids as doubles, as 32-bit numbers
ICEWS_HEADER = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code",
    "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher",
    "City", "District", "Province", "Country", "Latitude", "Longitude",
)  # fmt: skip
PHOENIX_ROOTS = ("IGO", "NGO", "IMG", "MNC")
PHOENIX_AGENTS = (
    "GOV", "MIL", "REB", "OPP", "PTY", "COP", "JUD", "SPY", "MED", "EDU", "BUS", "CRM", "CVL",
)  # fmt: skip


class Layout(Struct, frozen=True):
    """What all layouts need: the codebook, the code tables and the rule for quad class and score."""

    codebook: Codebook
    codes: Codes
    rule: str

    def cameo(self, event: ExportEvent) -> str:
        """The CAMEO code of an event, or the codebook's default of its type and mode."""
        lead = event.lead
        return lead["cameo"] or self.codebook.entry(lead["event_type"], lead["mode"]).cameo

    def quad(self, event: ExportEvent, cameo: str) -> int:
        """Quad class by the rule."""
        lead = event.lead
        return code_quad(lead["event_type"], lead["mode"], self.codebook, cameo=cameo, rule=self.rule)

    def score(self, event: ExportEvent, cameo: str) -> float:
        """Intensity by the rule."""
        lead = event.lead
        return code_intensity(lead["event_type"], lead["mode"], self.codebook, cameo=cameo, rule=self.rule)

    def pairs(self, events: Iterable[ExportEvent], *, both: bool) -> dict[str, list[Pair]]:
        """The pairs of each event; events without a day or a coded source have none.

        `both` leaves out pairs without a coded target too.
        """
        found = {}
        for event in events:
            pairs = list_pairs(event, self.cameo(event)) if event.lead["day"] else []
            found[event.id] = [p for p in pairs if self._is_coded(p, both=both)]
        return found

    def _is_coded(self, pair: Pair, *, both: bool) -> bool:
        source = self.codes.code_cameo(pair.source).code
        target = self.codes.code_cameo(pair.target).code if pair.target else ""
        return bool(source and target) if both else bool(source or target)


def format_gdelt_events(events: Sequence[ExportEvent], layout: Layout) -> Iterator[Cells]:
    """Rows of 61 cells, as GDELT 2.0 `export.CSV`: tab-separated, no header."""
    pairs = layout.pairs(events, both=False)
    for number, event, pair in iterate_numbered(pairs, events, GDELT_LIMIT):
        lead, day = event.lead, str(event.lead["day"])
        first = layout.codes.code_cameo(pair.source)
        second = layout.codes.code_cameo(pair.target) if pair.target else None
        yield [
            str(number), *_gdelt_dates(day), *_gdelt_actor(first), *_gdelt_actor(second),
            "1" if any(m["sentence_number"] == 1 for m in event.mentions) else "0",
            pair.cameo, pair.cameo[:3], pair.cameo[:2], str(layout.quad(event, pair.cameo)),
            _decimal(layout.score(event, pair.cameo)), str(len(event.mentions)), str(event.sources),
            str(event.articles), "", *_no_place(), *_no_place(), *_gdelt_place(lead, layout.codes),
            _stamp(lead["published_at"] or day), lead["url"] or lead["source"],
        ]  # fmt: skip


def format_gdelt_mentions(events: Sequence[ExportEvent], layout: Layout) -> Iterator[Cells]:
    """Rows of 16 cells, as GDELT 2.0 `mentions.CSV`: one for each row of the Event file and mention of it."""
    pairs = layout.pairs(events, both=False)
    for number, event, pair in iterate_numbered(pairs, events, GDELT_LIMIT):
        added = _stamp(event.lead["published_at"] or event.lead["day"])
        for mention in event.mentions:
            url = str(mention["url"] or "")
            yield [
                str(number), added, _stamp(mention["published_at"]), "1" if url.startswith("http") else "2",
                _site(url) or mention["publisher"] or "", url or mention["source"], str(mention["sentence_number"]),
                _offset(pair.source, mention), _offset(pair.target, mention), str(mention["trigger_start"]), "1",
                str(round(mention["confidence"] * 10) * 10), str(mention["text_length"]), "", "", "",
            ]  # fmt: skip


def format_icews(events: Sequence[ExportEvent], layout: Layout) -> Iterator[Cells]:
    """The header, then rows of 20 cells; a meeting is two rows with consecutive numbers."""
    yield list(ICEWS_HEADER)
    pairs = layout.pairs(events, both=True)
    stories = number_blocks({e.lead["report_id"]: 1 for e in events}, ICEWS_LIMIT)
    for number, event, pair in iterate_numbered(pairs, events, ICEWS_LIMIT):
        lead, codes = event.lead, layout.codes
        assert pair.target is not None
        known = layout.codebook.cameo.get(pair.cameo)
        yield [
            str(number), str(lead["day"]), *_icews_actor(pair.source, codes), known.label if known else "",
            pair.cameo, f"{layout.score(event, pair.cameo):g}", *_icews_actor(pair.target, codes),
            str(stories[lead["report_id"]]), str(lead["sentence_number"]), lead["publisher"] or "",
            _town(lead, codes), "", "", codes.name_country(lead["country"], "icews"), _degrees(lead["lat"]),
            _degrees(lead["lon"]),
        ]  # fmt: skip


def format_phoenix(events: Sequence[ExportEvent], layout: Layout) -> Iterator[Cells]:
    """Rows of 26 cells, no header."""
    pairs = layout.pairs(events, both=True)
    for number, event, pair in iterate_numbered(pairs, events, GDELT_LIMIT):
        lead, day, codes = event.lead, str(event.lead["day"]), layout.codes
        assert pair.target is not None
        placed = lead["lat"] is not None and lead["lon"] is not None
        yield [
            str(number), day.replace("-", ""), *day.split("-"),
            *_phoenix_actor(codes.code_cameo(pair.source, iso=True)),
            *_phoenix_actor(codes.code_cameo(pair.target, iso=True)),
            pair.cameo, pair.cameo[:2], str(layout.quad(event, pair.cameo)),
            _decimal(layout.score(event, pair.cameo)), "",
            *([_degrees(lead["lat"]), _degrees(lead["lon"]), lead["place_name"] or lead["place"], "",
               codes.name_country(lead["country"])] if placed else [""] * 5),
            ";".join(dict.fromkeys(f"{m['report_id']}_{m['sentence_number']}" for m in event.mentions)),
            ";".join(dict.fromkeys(m["url"] for m in event.mentions if m["url"])),
            ";".join(dict.fromkeys(m["publisher"] or m["source"] for m in event.mentions)),
        ]  # fmt: skip


def _gdelt_dates(day: str) -> Cells:
    """Day, month, year, and GDELT's part of the year: months of 30 days over 365."""
    year, month, date = day.split("-")
    return [year + month + date, year + month, year, f"{int(year) + ((int(month) - 1) * 30 + int(date)) / 365:.4f}"]


def _gdelt_actor(actor: CameoActor | None) -> Cells:
    """Ten cells: ethnic group and religion stay empty, they are not coded here."""
    if actor is None or not actor.code:
        return [""] * 10
    types = [*actor.types, "", "", ""][:3]
    return [actor.code, actor.name, actor.country, actor.group, "", "", "", *types]


def _no_place() -> Cells:
    return ["0", *[""] * 7]


def _gdelt_place(lead: dict[str, Any], codes: Codes) -> Cells:
    """Eight cells: 1 a country, 3 a place in the United States, 4 elsewhere; province and feature id unknown."""
    name, country = lead["place_name"] or lead["place"], codes.name_country(lead["country"])
    fips = codes.name_country(lead["country"], "fips")
    if not name or not fips or lead["lat"] is None or lead["lon"] is None:
        return _no_place()
    where = [_degrees(lead["lat"]), _degrees(lead["lon"])]
    if name == country:
        return ["1", name, fips, fips, "", *where, fips]
    return ["3" if lead["country"] == "USA" else "4", f"{name}, {country}", fips, "", "", *where, ""]


def _icews_actor(actor: dict[str, Any], codes: Codes) -> Cells:
    return [codes.name_icews(actor), codes.name_icews_sectors(actor), codes.name_country(actor["code"], "icews")]


def _town(lead: dict[str, Any], codes: Codes) -> str:
    """The place of the event where it is less than the country."""
    name = lead["place_name"] or lead["place"] or ""
    return "" if lead["lat"] is None or name == codes.name_country(lead["country"]) else name


def _phoenix_actor(actor: CameoActor) -> Cells:
    """Code, root, agent, others, split as the Phoenix pipeline splits codes into threes."""
    parts = [actor.code[i : i + 3] for i in range(0, len(actor.code), 3)]
    root = parts[0] if actor.country == parts[0] or parts[0] in PHOENIX_ROOTS else ""
    agent = parts[1] if len(parts) > 1 and parts[1] in PHOENIX_AGENTS else ""
    return [actor.code, root, agent, ";".join(parts[2 if agent else 1 :])]


def _site(url: str) -> str:
    """The site of a page, as GDELT names the source of what it read on the web; empty where there is no URL."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _offset(actor: dict[str, Any] | None, mention: dict[str, Any]) -> str:
    """Where this mention names the actor, in code points; -1 where it does not, as GDELT writes."""
    if actor is None:
        return "-1"
    here = [a for a in (*mention["actors"], *mention["recipients"]) if _same(a, actor)]
    return str(here[0]["start"]) if here else "-1"


def _same(a: dict[str, Any], b: dict[str, Any]) -> bool:
    return display_name(a) == display_name(b) if not a["code"] else (a["code"], a["name"]) == (b["code"], b["name"])


def _stamp(day: str | None) -> str:
    """YYYYMMDDHHMMSS of an ISO date or time; hours that are not known are 0."""
    digits = "".join(c for c in (day or "")[:19] if c.isdigit())
    return digits.ljust(14, "0") if len(digits) >= 8 else ""


def _degrees(value: float | None) -> str:
    return "" if value is None else f"{value:.6g}"


def _decimal(value: float) -> str:
    """One decimal at least, as in 1.0 and -6.5."""
    return str(float(value))
