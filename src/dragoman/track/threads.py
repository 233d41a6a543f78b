"""Threads: the time-ordered events of one matter, named by who and what.

Stories are near in time; a thread joins the reports of one matter over any time. Found by the words that stories
are found by, without the calendar, and by who acts with whom in which context.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence

from msgspec import Struct

from dragoman.ids import hash_fields
from dragoman.link.account import Links
from dragoman.link.actors import APART, find_key, fold_name, learn_codes
from dragoman.link.stories import cluster_texts, count_terms
from dragoman.records import Actor, Coded
from dragoman.tables import read_table
from dragoman.track.events import Event

# As OTHER_REPORTS of stories, but what all reports of a long matter share weighs more than in one happening. 30, 60,
# 100 counted on six bundled storylines and five crises of 9 or 10 reports: each alone 15, 12, 11 threads for 11; two
# of them in one ledger 124, 110, 110 for 110, of which 0, 1, 1 hold both; all together 12, 12, 11; three single
# reports of different matters are joined in .10, .15, .15 of 60 draws.
OTHER_MATTERS = 60
NAMED_PARTIES = 3
NAMED_WORDS = 3


class Thread(Struct, frozen=True):
    """One matter: its name, parties (most involved first), reports and events in order of time."""

    id: str
    name: str
    actor_codes: tuple[str, ...]
    words: tuple[str, ...]
    contexts: tuple[str, ...]
    first: str | None
    last: str | None
    reports: tuple[str, ...]
    events: tuple[str, ...]


def group_threads(reports: Sequence[Coded]) -> dict[str, str]:
    """Thread id of every report; a thread's id comes from its least report id."""
    ordered = sorted(reports, key=lambda c: c.article.id)
    codes = learn_codes(ordered)
    texts = [f"{c.article.title or ''}\n{c.article.text}\n{_write_matter(c, codes)}" for c in ordered]
    labels = cluster_texts(texts, others=OTHER_MATTERS)
    members: dict[int, list[str]] = defaultdict(list)
    for coded, label in zip(ordered, labels, strict=True):
        members[label].append(coded.article.id)
    return {r: hash_fields("thread", min(ids)) for ids in members.values() for r in ids}


def _write_matter(coded: Coded, codes: dict[str, str]) -> str:
    """The parties of each event, neighbours in a pair, and the contexts, as words that no text has.

    On the bundled storylines the mean similarity of reports of one rises from .38 to .41, and the largest one of
    reports of two falls from .35 to .32; contexts without parties join reports of any sanctions.
    """
    lines = []
    for event in coded.events:
        keys = sorted({k for a in (*event.actors, *event.recipients) if (k := _find_party(a, codes))})
        lines.append(" ".join("Qx" + "".join(filter(str.isalpha, key)) for key in keys))
        lines += [f"qx{context}" for context in event.contexts]
    return " a\n".join(lines)  # a short word parts pairs of neighbours


def list_threads(
    reports: Sequence[Coded], links: Links, events: Sequence[Event], threads: dict[str, str] | None = None
) -> list[Thread]:
    """Threads with at least one event, in order of id; their stories stay whole."""
    thread_of = threads or group_threads(reports)
    by_id = {c.article.id: c for c in reports}
    report_of = {link.mention_id: link.report_id for link in links.mentions}
    in_thread: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        votes = Counter(thread_of[report_of[m]] for m in event.mention_ids)
        in_thread[min(votes, key=lambda t: (-votes[t], t))].append(event)
    members: dict[str, list[str]] = defaultdict(list)
    for report, thread in sorted(thread_of.items()):
        members[thread].append(report)
    seen = Counter(term for c in reports for term in set(count_terms(c.article.text)))
    codes = learn_codes(reports)
    return [
        _make_thread(thread, [by_id[r] for r in members[thread]], in_thread[thread], seen, len(reports), codes)
        for thread in sorted(in_thread)
    ]


def _make_thread(
    thread: str, reports: list[Coded], events: list[Event], seen: Counter[str], total: int, codes: dict[str, str]
) -> Thread:
    ordered = sorted(reports, key=lambda c: (c.article.published_at or "9999", c.article.id))
    parties = _count_parties(reports, codes)
    ranked = sorted(parties, key=lambda p: (-parties[p], p))[:NAMED_PARTIES]
    names = _name_parties(reports, codes)
    words = _find_words(ordered, seen, total, {n for name in names.values() for n in name.lower().split()})
    dates = [c.article.published_at[:10] for c in ordered if c.article.published_at]
    in_time = sorted(events, key=lambda e: (e.when_from or e.first_report or "9999", e.id))
    return Thread(
        id=thread,
        name=f"{', '.join(names.get(p, p) for p in ranked)}: {', '.join(words)}",
        actor_codes=tuple(ranked),
        words=words,
        contexts=tuple(sorted({c for e in events for c in e.contexts})),
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
        reports=tuple(c.article.id for c in ordered),
        events=tuple(e.id for e in in_time),
    )


def _find_party(actor: Actor, codes: dict[str, str]) -> str | None:
    """What an actor counts for in a thread: the country or body acted for; an armed group or opposition itself."""
    if actor.name and actor.sectors and actor.sectors[0] in APART:
        return fold_name(actor.name)
    return find_key(actor, codes)


def _count_parties(reports: Sequence[Coded], codes: dict[str, str]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for coded in reports:
        for event in coded.events:
            counts.update({k for a in (*event.actors, *event.recipients) if (k := _find_party(a, codes))})
    return counts


def _name_parties(reports: Sequence[Coded], codes: dict[str, str]) -> dict[str, str]:
    """A readable name for each party: that of the country, else the one most told of it."""
    told: dict[str, Counter[str]] = defaultdict(Counter)
    for coded in reports:
        for event in coded.events:
            for actor in (*event.actors, *event.recipients):
                if (key := _find_party(actor, codes)) and actor.name:
                    told[key][actor.name] += 1 if actor.role else 5  # an office holder stands for the body
    countries = {row["code"]: row["name"] for row in read_table("countries") if row["id"] == row["code"]}
    return countries | {k: min(told[k], key=lambda n: (-told[k][n], n)) for k in told if k not in countries}


def _find_words(reports: Sequence[Coded], seen: Counter[str], total: int, names: set[str]) -> tuple[str, ...]:
    """Lower-case words that most of the thread's reports use and others do not; of equals those used first."""
    use: Counter[str] = Counter()
    for coded in reports:
        words = f"{coded.article.title or ''} {coded.article.text}".split()
        use.update(list(dict.fromkeys(w for w in words if w.isalpha() and w.islower() and len(w) > 3)))
    place = {word: number for number, word in enumerate(use)}  # reports come in order of time
    weights = {}
    for word, count in use.items():
        stems = list(count_terms(word))
        if not stems or word in names:
            continue
        weights[word] = count * math.log((total + 1) / (seen[stems[0]] + 0.5))
    ranked, stems_used = [], set()
    for word in sorted(weights, key=lambda w: (-weights[w], place[w])):
        stem = next(iter(count_terms(word)))
        if stem not in stems_used:
            stems_used.add(stem)
            ranked.append(word)
    return tuple(ranked[:NAMED_WORDS])
