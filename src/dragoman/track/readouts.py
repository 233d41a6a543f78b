"""Readouts compared: of one meeting, what each side's own account claims and leaves out, in the quoted words.

A side's account is what its people are said to have said (the speaker's country), and what a publisher that
speaks for the state reports (publishers.tsv). Claims of different sides stand on one line when their words meet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from msgspec import Struct, structs

from dragoman.annotate.cues import read_cues
from dragoman.link.account import Links
from dragoman.link.actors import find_key, learn_codes
from dragoman.link.stories import find_day
from dragoman.link.triggers import find_base
from dragoman.records import Coded, Statement
from dragoman.tables import read_table
from dragoman.track.events import Event
from dragoman.track.sentences import Sentence, index_reports, list_act_words

# Shared part of the shorter claim's words from which two claims are about one thing; of .2, .34, .5 tried on the
# bundled meeting, .2 joins trade with transport and .5 leaves a told and a denied promise apart.
LEAST_ALIGNED = 0.34
DAYS = 5  # after the meeting in which accounts of it are published
MEETINGS = frozenset(("CONSULT",))
MEDIATED = "third-party"  # whoever it is done for need not be there
PLAIN = frozenset(("say", "direct", "think", "show"))  # reporting words that leave what is said as it is
WORDS_BETWEEN = 40  # characters between a reporting word and what it reports ("denied on Tuesday that")
LEAST_CLAIM = 3  # act words; less is no claim about a meeting ("he said so")


class Claim(Struct, frozen=True):
    """One thing that a side says: the exact characters, who says it, where."""

    side: str
    kind: str
    id: str
    report_id: str
    start: int
    end: int
    words: str
    speaker: str | None
    roots: frozenset[str]
    told_at: str | None


class ReadoutCell(Struct, frozen=True):
    """What one side says on one line of a comparison.

    `says` is true with the words, false where the side gives an account that leaves it out, and null where no
    account of the side is known, so that leaving out cannot be told from not being heard.
    """

    event_id: str
    line: int
    side: str
    says: bool | None
    claim_kind: str | None
    claim_id: str | None
    report_id: str | None
    start: int | None
    end: int | None
    words: str | None
    speaker: str | None


@lru_cache(maxsize=8)
def _publishers(overlay: Path | None) -> dict[str, str]:
    return {row["publisher"]: row["country"] for row in read_table("publishers", overlay)}


def compare_readouts(
    event: Event, reports: Sequence[Coded], links: Links, overlay: Path | None = None
) -> list[ReadoutCell]:
    """The comparison of one meeting, a row for each line and side; empty where it had fewer than two sides."""
    hosts = event.recipient_codes if event.mode != MEDIATED else ()
    sides = tuple(sorted({*event.actor_codes, *hosts}))
    if event.event_type not in MEETINGS or event.factuality != "asserted" or len(sides) < 2:
        return []
    story = {link.report_id for link in links.reports if link.story_id == event.story_id}
    originals = {link.report_id for link in links.reports if link.origin_id == link.report_id}
    near = [c for c in reports if c.article.id in story & originals and _is_after(c, event)]
    claims = sorted(
        _leave_nested(list(_list_claims(near, set(sides), learn_codes(reports), _publishers(overlay)))),
        key=lambda c: (c.told_at or "9999", c.report_id, c.start, c.end, c.id),
    )
    heard = {c.side for c in claims}
    cells = []
    for number, line in enumerate(align_claims(claims)):
        for side in sides:
            own = [c for c in line if c.side == side]
            cells += [_cell(event.id, number, side, c) for c in own]
            if not own:
                cells.append(_absent(event.id, number, side, False if side in heard else None))
    return cells


def compare_meetings(
    events: Sequence[Event], reports: Sequence[Coded], links: Links, overlay: Path | None = None
) -> list[ReadoutCell]:
    """The comparisons of all meetings, in order of events.

    Where two of them have the same claims ("met", and "held talks" beside it), that of most reports is kept, then the
    one with a day.
    """
    ranked = sorted(events, key=lambda e: (-e.reports, e.when_from is None, e.id))
    kept: dict[frozenset[tuple[str, str]], list[ReadoutCell]] = {}
    for event in ranked:
        if cells := compare_readouts(event, reports, links, overlay):
            kept.setdefault(frozenset((c.side, c.claim_id or "") for c in cells), cells)
    return sorted((c for cells in kept.values() for c in cells), key=lambda c: c.event_id)


def _is_after(coded: Coded, event: Event) -> bool:
    """Whether a report is of the meeting's first day or the DAYS that follow; true where a date is unknown."""
    day = find_day(event.when_from or event.first_report)
    told = find_day(coded.article.published_at)
    return day is None or told is None or day <= told <= day + DAYS


def _leave_nested(claims: Sequence[Claim]) -> list[Claim]:
    """Claims without those inside another one: what one side says that the other said is the first side's claim."""

    def is_nested(c: Claim) -> bool:
        return any(
            o.start <= c.start and c.end <= o.end and (o.start, o.end) != (c.start, c.end)
            for o in claims
            if o.report_id == c.report_id
        )

    return [c for c in claims if not is_nested(c)]


def align_claims(claims: Sequence[Claim]) -> list[list[Claim]]:
    """Claims in lines: each joins the earlier line whose words it shares most, or begins one."""
    lines: list[list[Claim]] = []
    for claim in claims:
        best, share = None, LEAST_ALIGNED
        for line in lines:
            alike = max(_share(claim, other) for other in line)
            if alike >= share:
                best, share = line, alike
        if best is None:
            lines.append([claim])
        else:
            best.append(claim)
    return lines


def _share(one: Claim, other: Claim) -> float:
    smaller = min(len(one.roots), len(other.roots))
    shared = len(one.roots & other.roots)
    return shared / smaller if shared > 1 else 0.0


def _list_claims(
    reports: Sequence[Coded], sides: set[str], codes: dict[str, str], publishers: Mapping[str, str]
) -> Iterator[Claim]:
    sentences = index_reports(reports)
    for coded in reports:
        own = sentences[coded.article.id]
        told: list[tuple[int, int]] = []
        for s in coded.statements:
            side = find_key(s.speaker, codes) if s.speaker else None
            if side not in sides or side is None or s.speaker is None:
                continue
            start, end = min(c.start for c in s.content), max(c.end for c in s.content)
            told.append((start, end))
            words = " … ".join(c.text for c in s.content)
            by = s.speaker.name or s.speaker.text
            for claim in _claim(side, "statement", s.id, coded, start, end, words, by, own):
                yield _add_cue(claim, s, coded)
        for e in coded.events:
            speaker = e.attribution.speaker if e.attribution else None
            side = find_key(speaker, codes) if speaker else publishers.get(coded.article.publisher or "")
            start, end = e.sentence
            covered = any(a < end and start < b for a, b in told)
            if side in sides and side is not None and not covered:
                name = (speaker.name or speaker.text) if speaker else coded.article.publisher
                yield from _claim(side, "event", e.id, coded, start, end, coded.article.text[start:end], name, own)


def _add_cue(claim: Claim, statement: Statement, coded: Coded) -> Claim:
    """The claim from its reporting word on where that says what is meant: "denied that it had promised to ..."."""
    cue = statement.cue
    if cue is None or len(statement.content) > 1 or not 0 < claim.start - cue.end <= WORDS_BETWEEN:
        return claim
    known = read_cues()
    words = [find_base(w) for w in cue.text.split()]
    kinds = [c.kind for c in (known.verbs.get(w) or known.nouns.get(w) for w in words) if c]
    if not kinds or kinds[0] in PLAIN:
        return claim
    return structs.replace(claim, start=cue.start, words=coded.article.text[cue.start : claim.end])


def _claim(
    side: str, kind: str, id: str, coded: Coded, start: int, end: int, words: str, speaker: str | None,
    sentences: Sequence[Sentence],
) -> Iterator[Claim]:  # fmt: skip
    inside = [s for s in sentences if s.start < end and start < s.end]
    spoken = [w for s in inside for w in s.words if start <= w.start and w.end <= end]
    mentions = [m for s in inside for m in s.mentions]
    roots = frozenset(w.root for w in list_act_words(spoken, mentions))
    if len(roots) >= LEAST_CLAIM:
        yield Claim(
            side, kind, id, coded.article.id, start, end, words, speaker, roots, coded.article.published_at
        )  # fmt: skip


def _cell(event_id: str, line: int, side: str, c: Claim) -> ReadoutCell:
    return ReadoutCell(event_id, line, side, True, c.kind, c.id, c.report_id, c.start, c.end, c.words, c.speaker)


def _absent(event_id: str, line: int, side: str, says: bool | None) -> ReadoutCell:
    return ReadoutCell(event_id, line, side, says, None, None, None, None, None, None, None)
