"""What is exported: one event with all reports that tell it, and the ordered pairs of parties in it."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from dragoman.ledger import Ledger
from dragoman.track.exports.codes import display_name

Row = dict[str, Any]
# Each side of a meeting has a row of its own in the CAMEO layouts: a visit is hosted by the other side.
MIRRORED = {"040": "040", "041": "041", "042": "043", "043": "042", "044": "044", "046": "046"}
ROOM = 64  # numbers kept free for the rows of one event
MENTIONS = """
SELECT e.*, r.url, r.text_length, r.language
FROM event_mentions e JOIN reports r ON r.id = e.report_id
ORDER BY e.published_at NULLS LAST, e.report_id, e.position
"""
SENTENCES = """
SELECT k.report_id, k.sentences FROM codings k JOIN current_codings c ON c.coding = k.number
"""


class ExportEvent(Struct, frozen=True):
    """An event: the id it has in the ledger, its first mention, and all mentions, earliest report first.

    A mention is a row of the view `event_mentions` with `url`, `text_length` and `sentence_number` (from 1).
    """

    id: str
    lead: Row
    mentions: tuple[Row, ...]

    @property
    def articles(self) -> int:
        """How many reports tell it."""
        return len({m["report_id"] for m in self.mentions})

    @property
    def sources(self) -> int:
        """How many publishers do (or files and addresses, where the publisher is not known)."""
        return len({m["publisher"] or m["source"] for m in self.mentions})


class Pair(Struct, frozen=True):
    """One ordered pair of parties of an event with the CAMEO code of that direction; `target` None: nobody."""

    source: Row
    target: Row | None
    cameo: str


def read_events(ledger: Ledger, factualities: Iterable[str] | None = None) -> list[ExportEvent]:
    """Events of the ledger, grouped across reports where it is linked, in order of first day and id.

    `factualities` keeps only mentions told so; None keeps all.
    """
    kept = None if factualities is None else set(factualities)
    rows = [m for m in ledger.query(MENTIONS) if kept is None or m["factuality"] in kept]
    starts = {r["report_id"]: [s["start"] for s in r["sentences"]] for r in ledger.query(SENTENCES)}
    for row in rows:
        begun = [s for s in starts.get(row["report_id"], ()) if s <= row["sentence_start"]]
        row["sentence_number"] = max(1, len(begun))
    return group_events(rows, _read_links(ledger))


def _read_links(ledger: Ledger) -> dict[tuple[str, str], str]:
    if not ledger.query("SELECT 1 AS n FROM information_schema.tables WHERE table_name = 'event_links'"):
        return {}
    rows = ledger.query("SELECT report_id, mention_id, event_id FROM event_links")
    return {(r["report_id"], r["mention_id"]): r["event_id"] for r in rows}


def group_events(mentions: Iterable[Row], links: Mapping[tuple[str, str], str]) -> list[ExportEvent]:
    """Mentions grouped by the event that `links` gives for (report id, mention id); alone where it gives none."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in mentions:
        groups[links.get((row["report_id"], row["id"]), row["id"])].append(row)
    events = [ExportEvent(i, rows[0], tuple(rows)) for i, rows in groups.items()]
    return sorted(events, key=lambda e: (e.lead["day"] or "", e.id))


def list_pairs(event: ExportEvent, cameo: str) -> list[Pair]:
    """Who to whom, a pair for each source and target; acts without target among several actors go both ways.

    Acts that two sides do together (`MIRRORED`) also have the pair turned round, with the code of that side.
    """
    actors, targets = _each_once(event.lead["actors"]), _each_once(event.lead["recipients"])
    if not targets and len(actors) > 1:
        return [Pair(a, b, cameo) for n, a in enumerate(actors) for m, b in enumerate(actors) if n != m]
    if not targets:
        return [Pair(a, None, cameo) for a in actors]
    pairs = []
    for a in actors:
        for b in targets:
            pairs.append(Pair(a, b, cameo))
            if cameo in MIRRORED:
                pairs.append(Pair(b, a, MIRRORED[cameo]))
    return pairs


def _each_once(actors: Sequence[Row]) -> list[Row]:
    """Each party once, though words name it twice."""
    return list({(a["code"], tuple(a["sectors"] or ()), display_name(a)): a for a in reversed(actors)}.values())[::-1]


def number_blocks(sizes: Mapping[str, int], limit: int) -> dict[str, int]:
    """A whole number for each id, with room for its `size` rows, below `limit`; the same in every run.

    It is a hash of the id; where two would overlap the later id (in order) goes to the next free place.
    """
    blocks = limit // ROOM - 1
    taken: set[int] = set()
    numbers = {}
    for key in sorted(sizes):
        wanted = range(-(-max(1, sizes[key]) // ROOM))
        block = int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], "big") % blocks
        while any(block + n in taken for n in wanted):
            block = (block + 1) % blocks
        taken.update(block + n for n in wanted)
        numbers[key] = (block + 1) * ROOM
    return numbers


def iterate_numbered(
    pairs: Mapping[str, Sequence[Pair]], events: Iterable[ExportEvent], limit: int
) -> Iterator[tuple[int, ExportEvent, Pair]]:
    """Every pair of every event with its row's number."""
    numbers = number_blocks({key: len(found) for key, found in pairs.items()}, limit)
    for event in events:
        for n, pair in enumerate(pairs.get(event.id, ())):
            yield numbers[event.id] + n, event, pair
