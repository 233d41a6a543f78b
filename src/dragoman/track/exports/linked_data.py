"""Events as linked data: JSON-LD (schema.org with PROV-O) and FollowTheMoney entities."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from dragoman.track.exports.codes import Codes, display_name
from dragoman.track.exports.events import ExportEvent

Row = dict[str, Any]
Node = dict[str, Any]
CONTEXT: Node = {
    "@vocab": "https://schema.org/",
    "prov": "http://www.w3.org/ns/prov#",
    "dragoman": "urn:dragoman:",
    "startDate": {"@type": "https://schema.org/Date"},
    "endDate": {"@type": "https://schema.org/Date"},
    "prov:wasDerivedFrom": {"@type": "@id"},
    "subjectOf": {"@type": "@id"},
}


def format_json_ld(events: Sequence[ExportEvent], codes: Codes) -> Node:
    """One document: `@context` and a `@graph` of reports and events. Unknown values are left out, not null."""
    reports = {m["report_id"]: m for event in events for m in event.mentions}
    graph = [_report_node(reports[i]) for i in sorted(reports)]
    graph += [_event_node(event, codes) for event in events]
    return {"@context": CONTEXT, "@graph": graph}


def _report_node(mention: Row) -> Node:
    return _known({
        "@id": f"urn:dragoman:report:{mention['report_id']}", "@type": ["NewsArticle", "prov:Entity"],
        "headline": mention["title"], "datePublished": mention["published_at"],
        "publisher": mention["publisher"], "url": mention["url"] or mention["source"],
    })  # fmt: skip


def _event_node(event: ExportEvent, codes: Codes) -> Node:
    lead = event.lead
    reports = [f"urn:dragoman:report:{i}" for i in dict.fromkeys(m["report_id"] for m in event.mentions)]
    return _known({
        "@id": f"urn:dragoman:event:{event.id}", "@type": ["Event", "prov:Entity"], "name": describe(event),
        "startDate": lead["when_from"], "endDate": lead["when_to"] if lead["when_from"] else None,
        "organizer": [_party_node(a, codes) for a in lead["actors"]],
        "attendee": [_party_node(a, codes) for a in lead["recipients"]],
        "location": _place_node(lead),
        "dragoman:eventType": lead["event_type"], "dragoman:mode": lead["mode"], "dragoman:cameo": lead["cameo"],
        "dragoman:quadClass": lead["quad_class"], "dragoman:intensity": lead["intensity"],
        "dragoman:factuality": lead["factuality"], "dragoman:confidence": lead["confidence"],
        "dragoman:contexts": list(lead["contexts"]), "dragoman:trigger": lead["trigger"],
        "subjectOf": reports, "prov:wasDerivedFrom": reports,
    })  # fmt: skip


def _party_node(actor: Row, codes: Codes) -> Node:
    kind = {"Person": "Person", "PublicBody": "GovernmentOrganization"}.get(_schema(actor, codes), "Organization")
    return _known({
        "@type": kind, "name": display_name(actor), "jobTitle": actor["role"] if kind == "Person" else None,
        "dragoman:code": actor["code"], "dragoman:sectors": list(actor["sectors"] or ()),
    })  # fmt: skip


def _place_node(lead: Row) -> Node | None:
    if not lead["place"]:
        return None
    geo = _known({"@type": "GeoCoordinates", "latitude": lead["lat"], "longitude": lead["lon"]})
    geonames = lead["geonames_id"] and f"https://sws.geonames.org/{lead['geonames_id']}/"
    return _known({
        "@type": "Place", "@id": geonames, "name": lead["place_name"] or lead["place"],
        "addressCountry": lead["country"], "geo": geo if "latitude" in geo else None,
    })  # fmt: skip


def format_ftm(events: Iterable[ExportEvent], codes: Codes) -> Iterator[Node]:
    """FollowTheMoney entities: each actor and report once, before the first event that names it."""
    seen: set[str] = set()
    for event in events:
        lead, parts = event.lead, []
        for role in ("actors", "recipients"):
            parts.append([_party_entity(a, codes) for a in lead[role]])
        reports = [_article_entity(m) for m in event.mentions]
        for entity in (*parts[0], *parts[1], *reports):
            if entity["id"] not in seen:
                seen.add(entity["id"])
                yield entity
        yield _entity(
            f"event-{event.id}", "Event",
            name=[describe(event)], date=[lead["when_from"]],
            country=[codes.name_country(lead["country"], "iso2").lower()],
            startDate=[lead["when_from"]], endDate=[lead["when_to"] if lead["when_from"] else None],
            location=[lead["place_name"] or lead["place"]],
            involved=[e["id"] for part in parts for e in part], proof=[e["id"] for e in reports],
            keywords=[lead["event_type"], lead["mode"], lead["factuality"], *lead["contexts"]],
            summary=[lead["trigger"]], sourceUrl=[m["url"] for m in event.mentions],
        )  # fmt: skip


def _party_entity(actor: Row, codes: Codes) -> Node:
    name, code = display_name(actor), actor["code"]
    digest = hashlib.sha256(f"{code or ''}|{name}".encode()).hexdigest()[:32]
    country = codes.name_country(code, "iso2").lower()
    schema = _schema(actor, codes)
    return _entity(
        f"actor-{digest}", schema, name=[name], country=[country],
        position=[actor["role"]] if schema == "Person" else [], keywords=list(actor["sectors"] or ()),
    )  # fmt: skip


def _article_entity(mention: Row) -> Node:
    url = str(mention["url"] or "")
    return _entity(
        f"report-{mention['report_id']}", "Article", title=[mention["title"] or mention["source"]],
        date=[mention["published_at"]], publisher=[mention["publisher"]],
        sourceUrl=[url] if url.startswith("http") else [],
    )  # fmt: skip


def _entity(key: str, schema: str, **properties: Sequence[str | None]) -> Node:
    kept = {name: list(dict.fromkeys(v for v in values if v)) for name, values in properties.items()}
    return {"id": f"dragoman-{key}", "schema": schema, "properties": {n: v for n, v in kept.items() if v}}


def _schema(actor: Row, codes: Codes) -> str:
    """Person where an office is held, PublicBody for states, Organization for named bodies, else LegalEntity."""
    if actor["role"]:
        return "Person"
    if actor["code"] in codes.countries and (
        display_name(actor) == codes.name_country(actor["code"]) or "GOV" in (actor["sectors"] or ())
    ):
        return "PublicBody"
    return "Organization" if actor["code"] in codes.groups else "LegalEntity"


def describe(event: ExportEvent) -> str:
    """`Who: TYPE mode – whom`."""
    lead = event.lead
    who, whom = (", ".join(dict.fromkeys(display_name(a) for a in lead[r])) for r in ("actors", "recipients"))
    act = f"{lead['event_type']} {lead['mode'] or ''}".strip()
    return f"{who or '?'}: {act}" + (f" – {whom}" if whom else "")


def _known(node: Node) -> Node:
    return {k: v for k, v in node.items() if v is not None and v != [] and v != ""}
