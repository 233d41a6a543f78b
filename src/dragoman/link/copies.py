"""What a copy repeats word for word is what its original says: "this morning" in the next day's paper is the wire's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dragoman.records import Coded, EventMention

BEFORE = 12  # characters before the trigger that must be the same: a copy may begin without the dateline


def read_originals(
    reports: Iterable[Coded], origins: Mapping[str, str]
) -> dict[tuple[str, str], tuple[Coded, EventMention]]:
    """By report and id of each mention of a copy that its original has too, in the same words: that report and mention.

    `origins` gives the report that each report is a copy of, or itself.
    """
    by_id = {c.article.id: c for c in reports}
    known = {o: {_key(by_id[o], e): e for e in reversed(by_id[o].events)} for o in set(origins.values())}
    return {
        (report, event.id): (by_id[origin], known[origin][key])
        for report, origin in origins.items()
        if report != origin
        for event in by_id[report].events
        if (key := _key(by_id[report], event)) in known[origin]
    }


def _key(coded: Coded, event: EventMention) -> tuple[str, str]:
    """The sentence from shortly before the trigger on, and the trigger."""
    start, end = event.sentence
    return coded.article.text[max(start, event.trigger.start - BEFORE) : end], event.trigger.text
