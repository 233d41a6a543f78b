"""The same filters and pages on every list, checked against the rows of the lists without filters."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from dragoman import query
from dragoman.errors import UsageError
from dragoman.ledger import Ledger

Row = dict[str, Any]
Meets = Callable[[Row], bool]
WITHOUT_ID = ("events", "statements", "commitments", "happenings", "follow", "actors", "thread", "story", "readout")
TAKEN_APART = ("happenings", "follow", "actors", "thread", "story", "readout")


def parties(event: Row) -> list[Row]:
    """The parties of an event mention or of an event across reports."""
    found: list[Row] = event["parties"] if "parties" in event else event["actors"] + event["recipients"]
    return found


def is_told_by(event: Row, source: str, publisher: str) -> bool:
    """Whether a report of it has this in its address, or this publisher."""
    sources = event["sources"] if "sources" in event else [event["source"]]
    publishers = event["publishers"] if "publishers" in event else [event["publisher"]]
    return any(source in s.lower() for s in sources) or publisher in [(p or "").lower() for p in publishers]


def places(event: Row) -> list[str]:
    """The names of its place."""
    found: list[str] = event["places"] if "places" in event else [event["place"], event["place_name"]]
    return found


# Each filter with what it asks of an event mention, or of an event across reports.
FILTERS: list[tuple[Row, Meets]] = [
    ({"actor": "RUS"}, lambda e: "RUS" in e["actor_codes"] + e["recipient_codes"]),
    ({"actor": "blinken"}, lambda e: any("Blinken" in (p["name"] or p["text"]) for p in parties(e))),
    ({"sector": "reb"}, lambda e: any("REB" in p["sectors"] for p in parties(e))),
    ({"actor": "SDN", "sector": "MIL"}, lambda e: any(
        p["code"] == "SDN" and "MIL" in p["sectors"] for p in parties(e))),
    ({"type": "sanction"}, lambda e: e["event_type"] == "SANCTION"),
    ({"quad": 4}, lambda e: e["quad_class"] == 4),
    ({"context": "military"}, lambda e: "military" in e["contexts"]),
    ({"place": "Turkey"}, lambda e: e["country"] == "TUR"),
    ({"place": "Istanbul"}, lambda e: "Istanbul" in places(e)),
    ({"factuality": "planned"}, lambda e: e["factuality"] == "planned"),
    ({"min_confidence": 0.9}, lambda e: e["confidence"] >= 0.9),
    ({"type": "CONSULT", "place": "Beijing"}, lambda e: e["event_type"] == "CONSULT" and "Beijing" in places(e)),
]  # fmt: skip
NAMES = [" ".join(f"{k}={v}" for k, v in given.items()) for given, _ in FILTERS]
SOURCES: list[tuple[Row, Meets]] = [
    ({"source": "harbour wire"}, lambda e: is_told_by(e, "harbour wire", "harbour wire")),
    ({"source": "grain-corridor"}, lambda e: is_told_by(e, "grain-corridor", "grain-corridor")),
]
EVERY = [*FILTERS, *SOURCES]
ALL_NAMES = [*NAMES, "source=publisher", "source=address"]


def ids(rows: list[Row]) -> list[str]:
    """Their ids, in order."""
    return [row["id"] for row in rows]


@pytest.fixture(scope="module")
def mentions(linked: Ledger) -> list[Row]:
    """All event mentions, with the event across reports that each tells."""
    happening = {r["mention_id"]: r["event_id"] for r in linked.query("FROM event_links")}
    rows: list[Row] = query.events(linked)
    return [{**row, "happening": happening[row["id"]]} for row in rows]


@pytest.mark.parametrize(("given", "meets"), EVERY, ids=ALL_NAMES)
@pytest.mark.parametrize("verb", ["events", "happenings"])
def test_events_are_those_that_meet_the_filter(linked: Ledger, verb: str, given: Row, meets: Meets) -> None:
    """All of them and no others, in the order of the whole list."""
    listing = getattr(query, verb)
    wanted = [row for row in listing(linked) if meets(row)]
    assert wanted
    assert ids(listing(linked, **given)) == ids(wanted)


@pytest.mark.parametrize(("given", "meets"), EVERY, ids=ALL_NAMES)
def test_threads_and_readouts_are_those_of_such_an_event(linked: Ledger, given: Row, meets: Meets) -> None:
    """An event across reports in the thread, the meeting itself."""
    events = {row["id"] for row in query.happenings(linked) if meets(row)}
    threads = [row for row in query.thread(linked) if events & set(row["event_ids"])]
    assert ids(query.thread(linked, **given)) == ids(threads)
    assert ids(query.readout(linked, **given)) == [i for i in ids(query.readout(linked)) if i in events]


@pytest.mark.parametrize(("given", "meets"), FILTERS, ids=NAMES)
def test_reports_are_those_that_tell_such_an_event(
    linked: Ledger, mentions: list[Row], given: Row, meets: Meets
) -> None:
    """Stories with such a report, and reports that a search finds."""
    told = {row["report_id"] for row in mentions if meets(row)}
    stories = [row for row in query.story(linked) if told & set(row["report_ids"])]
    assert ids(query.story(linked, **given)) == ids(stories)
    found = [row for row in query.search(linked, "monday") if row["id"] in told]
    assert ids(query.search(linked, "monday", **given)) == ids(found)


@pytest.mark.parametrize(("given", "meets"), FILTERS, ids=NAMES)
def test_commitments_are_those_that_such_an_event_makes(
    linked: Ledger, mentions: list[Row], given: Row, meets: Meets
) -> None:
    """As coded, and followed across reports."""
    making = {row["id"] for row in mentions if meets(row)}
    coded = [row for row in query.commitments(linked) if row["event_id"] in making]
    assert ids(query.commitments(linked, **given)) == ids(coded)
    claims = set(ids(coded))
    followed = [row for row in query.follow(linked) if claims & set(row["members"])]
    assert ids(query.follow(linked, **given)) == ids(followed)


def test_statements_are_those_that_tell_such_an_event(linked: Ledger) -> None:
    """Not others of the same report."""
    accusing = {row["statement_id"] for row in query.events(linked, type="ACCUSE")} - {None}
    wanted = [row for row in query.statements(linked) if row["id"] in accusing]
    assert wanted
    assert ids(query.statements(linked, type="ACCUSE")) == ids(wanted)


def test_somebody_who_only_speaks_is_found(linked: Ledger) -> None:
    """A speaker who takes part in no event is somebody of this ledger."""
    acting = {p["name"] or p["text"] for row in query.events(linked) for p in parties(row)}
    speaker = next(r["speaker_name"] for r in query.statements(linked) if r["speaker_name"] not in {None, *acting})
    assert all(speaker in r["speaker_name"] for r in query.statements(linked, actor=speaker))


@pytest.mark.parametrize(("given", "meets"), FILTERS[4:], ids=NAMES[4:])
def test_actors_take_part_in_such_events(linked: Ledger, mentions: list[Row], given: Row, meets: Meets) -> None:
    """With counts of those alone; an id lists them."""
    whole = {row["id"]: row for row in query.actors(linked)}
    rows = query.actors(linked, **given)
    wanted = {row["id"] for row in mentions if meets(row)}
    for row in rows[:5]:
        assert row["acts"] <= whole[row["id"]]["acts"]
        parts = ids(query.actors(linked, row["id"], **given))
        assert set(parts) == set(ids(query.actors(linked, row["id"]))) & wanted
        assert len(parts) <= row["acts"] + row["receives"]


def test_actors_of_a_country_or_sector_are_its_own(linked: Ledger) -> None:
    """Not those whom they meet."""
    assert {row["code"] for row in query.actors(linked, actor="russia")} == {"RUS"}
    assert all("REB" in row["sectors"] for row in query.actors(linked, sector="REB"))


@pytest.mark.parametrize(
    ("verb", "day"),
    [("events", "day"), ("statements", "published_at"), ("commitments", "published_at"), ("happenings", "day"),
     ("follow", "made_at"), ("readout", "day")],
)  # fmt: skip
def test_a_period_is_inclusive(linked: Ledger, verb: str, day: str) -> None:
    """A year, a month or a day on either side."""
    listing = getattr(query, verb)
    for since, until in (("2022", "2022-10"), ("2022-10-26", "2023-02")):
        wanted = [
            row for row in listing(linked)
            if row[day] and since <= row[day][: len(since)] and row[day][: len(until)] <= until
        ]  # fmt: skip
        assert wanted
        assert ids(listing(linked, since=since, until=until)) == ids(wanted)


@pytest.mark.parametrize("verb", ["commitments", "follow"])
def test_commitments_by_status(linked: Ledger, verb: str) -> None:
    """What became of them."""
    column = "status" if verb == "follow" else "became"
    listing = getattr(query, verb)
    for status in ("overdue", "Reported kept", "superseded"):
        wanted = [row for row in listing(linked) if row[column] == status.lower()]
        assert wanted
        assert ids(listing(linked, status=status)) == ids(wanted)


UNKNOWN = [
    ({"type": "MEETING"}, "CONSULT"), ({"quad": 5}, "1, 2, 3, 4"), ({"factuality": "true"}, "asserted"),
    ({"context": "war"}, "military"), ({"sector": "ARMY"}, "MIL"), ({"actor": "Rusia"}, "Russia"),
    ({"place": "Instanbul"}, "Istanbul"), ({"since": "last week"}, "YYYY-MM-DD"), ({"until": "2022-13"}, "YYYY-MM-DD"),
    ({"since": "2022-02-30"}, "has 28"), ({"since": "2022-05", "until": "2021"}, "no day lies between"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "legal"), UNKNOWN, ids=[" ".join(map(str, u[0].values())) for u in UNKNOWN])
@pytest.mark.parametrize("verb", WITHOUT_ID)
def test_an_unknown_value_names_the_legal_ones(linked: Ledger, verb: str, given: Row, legal: str) -> None:
    """On every list alike."""
    with pytest.raises(UsageError, match=legal):
        getattr(query, verb)(linked, **given)


@pytest.mark.parametrize("verb", [v for v in WITHOUT_ID if v not in ("commitments", "follow")])
def test_a_filter_that_cannot_apply_is_an_error(linked: Ledger, verb: str) -> None:
    """Only commitments have a status."""
    with pytest.raises(UsageError, match="--status does not apply"):
        getattr(query, verb)(linked, status="open")


@pytest.mark.parametrize("verb", ["follow", "readout"])
def test_filters_do_not_take_rows_out_of_a_whole(linked: Ledger, verb: str) -> None:
    """What a later claim or a side says is not an event: with an id, all of it is shown."""
    listing = getattr(query, verb)
    with pytest.raises(UsageError, match="--type does not apply"):
        listing(linked, listing(linked)[0]["id"], type="ACCUSE")


def test_a_dyad_names_its_actors_itself(linked: Ledger) -> None:
    """--actor would be a third one."""
    with pytest.raises(UsageError, match="--actor does not apply"):
        query.dyad(linked, "RUS", "CZE", actor="USA")


@pytest.mark.parametrize("verb", WITHOUT_ID)
def test_pages_follow_each_other(linked: Ledger, verb: str) -> None:
    """Without a gap or an overlap."""
    listing = getattr(query, verb)
    every = listing(linked)
    size = max(2, len(every) // 3)
    pages = [listing(linked, limit=size, page=n) for n in range(1, len(every) // size + 3)]
    assert pages[-1] == []
    assert [row for page in pages for row in page] == every


@pytest.mark.parametrize("verb", TAKEN_APART)
def test_parts_have_pages_too(linked: Ledger, verb: str) -> None:
    """Of what a row is made of."""
    listing = getattr(query, verb)
    for row in listing(linked):
        every = listing(linked, row["id"])
        assert [r for n in range(1, len(every) + 1) for r in listing(linked, row["id"], limit=1, page=n)] == every
        if len(every) > 1:
            return


def test_the_parts_of_a_thread_take_filters(linked: Ledger) -> None:
    """Its events, in order of time."""
    thread = query.thread(linked, actor="CZE")[0]
    every = query.thread(linked, thread["id"])
    wanted = [row for row in every if row["event_type"] == "SANCTION"]
    assert [row["day"] for row in every] == sorted(row["day"] for row in every)
    assert query.thread(linked, thread["id"], type="SANCTION") == wanted


def test_a_beginning_of_several_ids_is_an_error(linked: Ledger) -> None:
    """Two rows are never shown as one."""
    with pytest.raises(UsageError, match="beginning of several ids"):
        query.happenings(linked, "0")


def test_a_part_leads_to_its_whole(linked: Ledger) -> None:
    """The id of a mention, a coded commitment or a report finds the row that it belongs to."""
    for verb, column in (("happenings", "mention_ids"), ("follow", "members"), ("story", "report_ids")):
        listing = getattr(query, verb)
        row = max(listing(linked), key=lambda r, c=column: len(r[c]))  # type: ignore[misc]
        assert listing(linked, row[column][-1]) == listing(linked, row["id"])


def test_what_a_mention_tells_otherwise(linked: Ledger) -> None:
    """An event on which reports differ lists the values; each mention says which it gives."""
    row = next(r for r in query.happenings(linked) if r["disagreements"] > 1)
    fields = {value["field"] for value in row["differing"]}
    assert len(fields) == row["disagreements"]
    told = {(t["field"], t["value"]) for m in query.happenings(linked, row["id"]) for t in m["tells"] or []}
    assert told == {(value["field"], value["value"]) for value in row["differing"]}


def test_the_words_of_a_mention_are_its_sentence(linked: Ledger) -> None:
    """Every event can be taken apart down to the words."""
    texts = {r["id"]: r["text"] for r in linked.query("SELECT id, text FROM report_list")}
    for row in query.happenings(linked)[:20]:
        for mention in query.happenings(linked, row["id"]):
            text = texts[mention["report_id"]][mention["sentence_start"] : mention["sentence_end"]]
            assert mention["words"] == text
            assert mention["trigger"] in text


def test_snippets_are_cut_between_words(linked: Ledger) -> None:
    """With the first word found in them."""
    for row in query.search(linked, "ceasefire"):
        text = linked.query("SELECT text FROM texts WHERE report_id = ?", [row["id"]])[0]["text"]
        words = row["snippet"].replace("… ", "").replace(" …", "").split()
        assert set(words) <= set(text.split())
        assert "ceasefire" in row["snippet"].lower()


def test_rows_are_plain(linked: Ledger) -> None:
    """Everything that a list gives can be written as JSON."""
    for verb in WITHOUT_ID:
        json.dumps(getattr(query, verb)(linked))
