"""How quick a large ledger is: a million invented events, appended by the program's own code, then read.

    python benchmarks/ledger.py [--events 1000000] [--folder /tmp/dragoman-ledger]

Prints the rate of appending, the size of the file, and the time of what people ask for most (the median and the
slowest of several runs, in one open ledger). The reports are invented from word lists here; nothing is coded.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import duckdb

from dragoman.ids import hash_fields
from dragoman.ledger import Ledger, Method, open_ledger
from dragoman.ledger.filters import Filters
from dragoman.ledger.queries import list_events, list_reports
from dragoman.records import (
    Actor,
    Article,
    Attribution,
    Coded,
    EventMention,
    EventType,
    MentionRecord,
    Span,
    Statement,
    TimeValue,
)

METHOD = Method("benchmark", "1.0", "0")
EVENTS_A_REPORT = 10
RUNS = 9
CAPITALS = """
USA Washington RUS Moscow CHN Beijing GBR London FRA Paris DEU Berlin UKR Kyiv IRN Tehran ISR Jerusalem IND Delhi
PAK Islamabad JPN Tokyo KOR Seoul PRK Pyongyang TUR Ankara SYR Damascus IRQ Baghdad SAU Riyadh EGY Cairo ETH Addis
KEN Nairobi UGA Kampala NGA Abuja ZAF Pretoria BRA Brasilia MEX Mexico VEN Caracas COL Bogota CUB Havana CAN Ottawa
AUS Canberra IDN Jakarta PHL Manila VNM Hanoi THA Bangkok MMR Naypyidaw AFG Kabul KAZ Astana UZB Tashkent POL Warsaw
ITA Rome ESP Madrid GRC Athens SRB Belgrade XKX Pristina SDN Khartoum SSD Juba LBY Tripoli TUN Tunis DZA Algiers
MAR Rabat YEM Sanaa
"""
STATES = dict(zip(CAPITALS.split()[::2], CAPITALS.split()[1::2], strict=True))
ACTS: tuple[tuple[str, EventType, str | None, int, float], ...] = (
    ("accused", "ACCUSE", None, 3, -2.0),
    ("met", "CONSULT", "visit", 1, 2.5),
    ("threatened", "THREATEN", None, 3, -3.5),
    ("backed", "SUPPORT", None, 1, 5.0),
    ("urged", "REQUEST", None, 3, 0.0),
    ("shelled", "ASSAULT", "heavy-weapons", 4, -9.0),
    ("aided", "AID", None, 2, 10.0),
    ("sanctioned", "SANCTION", None, 4, -6.0),
    ("rebuffed", "REJECT", None, 3, -2.0),
)
PAIR = "FROM dyad_months WHERE actor = ? AND recipient = ?"
SYLLABLES = "bakelimorustavendorpelquizantormirshugalhetnov"


def invent_words(random: Random, count: int) -> list[str]:
    """So many different words, as many as a newspaper uses."""
    words: set[str] = set()
    while len(words) < count:
        words.add("".join(random.choices(SYLLABLES, k=random.randint(3, 10))))
    return sorted(words)


def invent_reports(events: int) -> Iterator[Coded]:
    """Coded reports with `events` events on all, over twenty years, some states far more often than others."""
    random = Random(1)
    words = invent_words(random, 20_000)
    often = [1 / (n + 1) for n in range(len(words))]
    codes = list(STATES)
    weights = [1 / (n + 2) for n in range(len(codes))]
    for number in range(events // EVENTS_A_REPORT):
        filler = iter(random.choices(words, weights=often, k=12 * EVENTS_A_REPORT))
        pairs = [random.choices(codes, weights=weights, k=2) for _ in range(EVENTS_A_REPORT)]
        day = f"{2004 + number % 20}-{1 + number // 20 % 12:02}-{1 + number // 240 % 28:02}"
        yield invent_report(number, day, pairs, filler, random)


def invent_report(number: int, day: str, pairs: list[list[str]], filler: Iterator[str], random: Random) -> Coded:
    """One report: a sentence for each pair, each with an event, all of every third report somebody's statements."""
    name = f"benchmark-{number}"
    drafts, text = [], ""
    for who, whom in pairs:
        act = random.choice(ACTS)
        start = len(text)
        text += f"{STATES[who]} {act[0]} {STATES[whom]} " + " ".join(next(filler) for _ in range(12)) + ". "
        drafts.append((start, len(text) - 1, who, whom, act))
    report = hash_fields(name, text)
    events, statements, mentions = [], [], []
    for start, end, who, whom, (verb, kind, mode, quad, score) in drafts:
        actor = invent_actor(who, start)
        trigger = Span(actor.end + 1, actor.end + 1 + len(verb), verb)
        other = invent_actor(whom, trigger.end + 1)
        said = None
        if number % 3 == 0:
            said = invent_statement(report, actor, Span(trigger.start, end, text[trigger.start : end]))
            statements.append(said)
        event_id = hash_fields(report, "event", kind, str(trigger.start), str(trigger.end))
        when = TimeValue(trigger.start, trigger.start, "", "DATE", None, None, day, None, "published")
        speech = Attribution(said.speaker, said.id) if said else None
        confidence = random.randint(300, 990) / 1000
        events.append(
            EventMention(
                event_id, kind, mode, ("diplomatic",), None, quad, score, "asserted", confidence, (start, end),
                trigger, (actor,), (other,), None, when, speech, "benchmark",
            )
        )  # fmt: skip
        mentions += [MentionRecord(a.start, a.end, a.text, "actor", a.code, a.sectors) for a in (actor, other)]
    sentences = tuple((start, end) for start, end, *_ in drafts)
    article = Article(report, name, f"Report {number}", None, "Benchmark Post", day, "given", "en", text, sentences)
    return Coded(article, tuple(mentions), tuple(events), tuple(statements), (), ())


def invent_actor(code: str, start: int) -> Actor:
    """The state's capital standing at `start`, acting for it."""
    return Actor(start, start + len(STATES[code]), STATES[code], code, ("GOV",), STATES[code], None)


def invent_statement(report: str, speaker: Actor, content: Span) -> Statement:
    """What the speaker is said to have said."""
    statement_id = hash_fields(report, "statement", str(content.start), str(content.end))
    return Statement(statement_id, "indirect", speaker, None, (content,), (), None, None)


def time_it(run: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds, median and slowest, after one run that warms the caches."""
    run()
    times = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        run()
        times.append((time.perf_counter() - begun) * 1000)
    return statistics.median(times), max(times)


def measure(ledger: Ledger) -> Iterator[tuple[str, tuple[float, float], int | None]]:
    """What people ask for most, with the bar in milliseconds where there is one."""
    rare = invent_words(Random(1), 20_000)[15_000]
    asked: tuple[tuple[str, Callable[[], object], int | None], ...] = (
        ("dyad by month, all pairs, as Arrow", lambda: ledger.query("FROM dyad_months", form="arrow"), 200),
        ("dyad by month, all pairs, as dicts", lambda: ledger.query("FROM dyad_months"), None),
        ("dyad by month, one pair as dicts", lambda: ledger.query(PAIR, ["RUS", "UKR"]), None),
        ("one actor's page (50 of RUS)", lambda: list_events(ledger, Filters(actor="RUS")), 50),
        ("one actor's page (50 of YEM)", lambda: list_events(ledger, Filters(actor="YEM")), 50),
        ("actor, type and year", lambda: list_events(ledger, Filters(actor="RUS", type="ACCUSE", since="2022")), None),
        ("full text, a rare word", lambda: ledger.search(rare), 20),
        ("full text, a frequent word", lambda: ledger.search("Pretoria"), 20),
        ("full text, in most reports", lambda: ledger.search("Moscow"), 20),
        ("full text, a phrase", lambda: ledger.search('"Tokyo accused Seoul"'), 20),
        ("search page with snippets", lambda: list_reports(ledger, Filters(limit=20), "Tokyo Seoul"), None),
    )
    for name, run, bar in asked:
        yield name, time_it(run), bar


def main() -> None:
    """Make the ledger where it is not there yet, then measure."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, default=Path("/tmp/dragoman-ledger"))
    parser.add_argument("--keep", action="store_true", help="keep the ledger, and use it when it is there")
    options = parser.parse_args()
    print(
        f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, ", end=""
    )
    print(f"Python {platform.python_version()}, DuckDB {duckdb.__version__}, {datetime.now(UTC):%Y-%m-%d}")
    if not (options.folder / "ledger.duckdb").exists():
        make(options.folder, options.events)
    size = (options.folder / "ledger.duckdb").stat().st_size / 1e6
    with open_ledger(options.folder, read_only=True) as ledger:
        count = ledger.query("SELECT count(*) AS n FROM events")[0]["n"]
        index = (options.folder / "search.sqlite").stat().st_size / 1e6
        pairs = len(ledger.query("FROM dyad_months", form="arrow"))
        print(f"{count} events, {pairs} rows of pair and month: file {size:.0f} MB (bar 400), ", end="")
        print(f"full-text index {index:.0f} MB beside it")
        for name, (median, slowest), bar in measure(ledger):
            said = f"   bar {bar}" if bar else ""
            print(f"{name:40} {median:8.1f} ms   slowest {slowest:8.1f}{said}")
    if not options.keep:
        shutil.rmtree(options.folder)


def make(folder: Path, events: int) -> None:
    """Append the invented reports and index them."""
    begun = time.perf_counter()
    with open_ledger(folder, create=True) as ledger:
        ledger.append(invent_reports(events), METHOD, batch=2000)
        print(
            f"appended in {time.perf_counter() - begun:.0f} s ({events / (time.perf_counter() - begun):.0f} events/s)"
        )
        begun = time.perf_counter()
        ledger.index()
        print(f"indexed in {time.perf_counter() - begun:.0f} s")
        begun = time.perf_counter()
        faults = len(list(ledger.verify()))
        print(f"verify: {faults} faults, in {time.perf_counter() - begun:.0f} s")


if __name__ == "__main__":
    main()
