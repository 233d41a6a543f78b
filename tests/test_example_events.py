"""The main events and commitments of the bundled reports; those still missed are named when the bar is not met."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import dragoman
from dragoman.acquire import read_articles
from dragoman.pipeline import code_article
from dragoman.records import Actor, Coded, Commitment, EventMention

EXAMPLES = Path(dragoman.__file__).parent / "data" / "examples"
EXPECTED = Path(__file__).parent / "expected" / "example_events.tsv"
# The share of the table's rows that must come out whole: type, factuality and all parties.
LEAST_FOUND = 0.9


def read_expected() -> list[dict[str, str]]:
    lines = [x for x in EXPECTED.read_text(encoding="utf-8").splitlines() if not x.startswith("#")]
    header = lines[0].split("\t")
    return [dict(zip(header, line.split("\t"), strict=True)) for line in lines[1:]]


@lru_cache(maxsize=64)
def code_example(file: str) -> Coded:
    (item,) = read_articles([str(EXAMPLES / file)])
    assert item.article is not None
    return code_article(item.article)


def codes(actors: tuple[Actor, ...]) -> set[str | None]:
    return {a.code for a in actors}


def is_found(row: dict[str, str]) -> bool:
    """Whether the act of one row of the table comes out; the words must stand in the report."""
    coded = code_example(row["file"])
    at = coded.article.text.index(row["words"])
    start, end = next((s, e) for s, e in coded.article.sentences if s <= at < e)
    actors, recipients = set(row["actors"].split()), set(row["recipients"].split())
    events = {e.id: e for e in coded.events if start <= e.trigger.start < end}
    if row["factuality"] == "commitment":
        promised: list[Commitment] = [c for c in coded.commitments if c.event_id in events]
        return any(codes(c.by) == actors and codes(c.to) == recipients for c in promised)
    wanted: list[EventMention] = [e for e in events.values() if e.event_type == row["event_type"]]
    told = [e for e in wanted if e.factuality == row["factuality"]]
    return any(codes(e.actors) == actors and codes(e.recipients) == recipients for e in told)


def test_main_events_of_the_storylines_come_out() -> None:
    rows = read_expected()
    missed = [row for row in rows if not is_found(row)]
    named = "\n".join(" | ".join(row.values()) for row in missed)
    assert len(rows) - len(missed) >= LEAST_FOUND * len(rows), f"{len(missed)} of {len(rows)} missed:\n{named}"
