"""Commitments followed: what later reports say became of them, each change with the claim that caused it.

Statuses: open · reaffirmed · superseded (postponed, extended or promised anew for another day) · withdrawn ·
reported kept · reported broken. Computed from the calendar alone and labelled inferred: due · overdue.
A status by judgement wins: by method over what is computed, by a person over both, the later over the earlier.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import takewhile
from typing import Literal

from msgspec import Struct, structs

from dragoman.ids import hash_fields
from dragoman.link.account import Links
from dragoman.link.actors import learn_codes
from dragoman.link.judgements import Decided, order_judgements
from dragoman.records import Coded, Commitment, TimeValue
from dragoman.track.complaints import Candidate, Complaint, list_complaints, pick_meant
from dragoman.track.outcomes import read_met, read_outcome
from dragoman.track.promises import Promise, find_due, read_condition, read_promise
from dragoman.track.sentences import Sentence, index_reports
from dragoman.track.taken import Taken, find_taken
from dragoman.track.threads import group_threads

Status = Literal[
    "open", "reaffirmed", "superseded", "withdrawn", "reported kept", "reported broken", "due", "overdue"
]  # fmt: skip
# A promise is looked for in later reports for so long after its due day, or after it was made where it has none.
FOLLOWED = timedelta(days=730)
SETTLED = frozenset(("reported kept", "withdrawn"))
ENDED = SETTLED | {"reported broken"}
BLAMED = "reported broken", "somebody accuses them of breaking what they promised"
ALIKE = 0.5  # part of the act words that two wordings of one promise share


class CommitmentState(Struct, frozen=True):
    """Where a commitment stands. `members` are the commitment claims that word it; `inferred` marks a status that
    follows from the calendar, not from a report; `condition_status` is met, not met, open or null (none). `by` and
    `to` are codes (names where there is none), `by_names` and `to_names` as the first report names them.
    """

    id: str
    thread_id: str
    event_id: str
    members: tuple[str, ...]
    by: tuple[str, ...]
    to: tuple[str, ...]
    by_names: tuple[str, ...]
    to_names: tuple[str, ...]
    what: str
    condition: str | None
    condition_status: str | None
    due_text: str | None
    due_from: str | None
    due_to: str | None
    made_at: str | None
    status: str
    inferred: bool
    status_claim: str | None
    status_at: str | None


class CommitmentChange(Struct, frozen=True):
    """One later claim about a commitment (or its condition): the claim, its report and words, what it changes."""

    commitment_id: str
    about: Literal["promise", "condition"]
    status: str
    claim_kind: Literal["event", "sentence", "commitment", "judgement"]
    claim_id: str
    report_id: str | None
    at: str | None
    start: int | None
    end: int | None
    words: str
    speaker: str | None
    reason: str
    score: float


class Following(Struct, frozen=True):
    """What following needs of all reports."""

    reports: dict[str, Coded]
    sentences: dict[str, list[Sentence]]
    threads: dict[str, str]
    codes: dict[str, str]
    origins: dict[str, str]


def follow_commitments(
    reports: Sequence[Coded],
    links: Links,
    judgements: Iterable[Decided] = (),
    as_of: str | None = None,
    threads: dict[str, str] | None = None,
) -> tuple[list[CommitmentState], list[CommitmentChange]]:
    """All commitments with their changes, in order of id.

    `as_of` is the day (ISO) that due and overdue are reckoned on; by default the last day any report is of.
    `threads` is the thread of each report, found here where it is not given.
    """
    ground = Following(
        {c.article.id: c for c in reports}, index_reports(reports), threads or group_threads(reports),
        learn_codes(reports),
        {r.report_id: r.origin_id for r in links.reports},
    )  # fmt: skip
    today = as_of or max((c.article.published_at[:10] for c in reports if c.article.published_at), default=None)
    decided = [j for j in order_judgements(judgements) if j.kind == "commitment_status"]
    states, changes = [], []
    groups = group_commitments(ground, links)
    later = [list(_find_changes(group, ground)) for group in groups]
    for complaint in list_complaints(ground.reports, ground.sentences):
        for number in pick_meant(_list_candidates(complaint, groups, later, ground)):
            later[number].append(_change(groups[number], "promise", BLAMED, None, complaint.sentence, complaint.at))
    for group, all_found in zip(groups, later, strict=True):
        found = sorted(all_found, key=_place)
        state = _make_state(group, found, ground, links, today)
        for j in decided:
            if j.subject_id == state.id or j.subject_id in state.members:
                found.append(_judged(state.id, j))
                state = structs.replace(
                    state, status=j.value or state.status, inferred=False, status_claim=j.id, status_at=j.decided_at
                )
        states.append(state)
        changes += found
    return sorted(states, key=lambda s: s.id), sorted(changes, key=lambda c: (c.commitment_id, *_place(c)))


def _place(change: CommitmentChange) -> tuple[str, str, int, str, str, str]:
    """Where a change stands: in order of time, and of one report in that of its text."""
    c = change
    return c.at or "", c.report_id or "", c.start or 0, c.claim_id, c.about, c.status


Group = list[tuple[Coded, Commitment, Promise]]


def group_commitments(ground: Following, links: Links) -> list[Group]:
    """Commitments that word one promise: told by one event, in words alike; earliest report first."""
    event_of = {(m.report_id, m.mention_id): m.event_id for m in links.mentions}
    groups: dict[str, list[Group]] = defaultdict(list)
    order = sorted(ground.reports.values(), key=lambda c: (c.article.published_at or "9999", c.article.id))
    for coded in order:
        for k in sorted(coded.commitments, key=lambda k: (k.what.start, k.id)):
            event = event_of.get((coded.article.id, k.event_id), k.event_id)
            promise = read_promise(coded, k, ground.codes, ground.sentences[coded.article.id])
            home = next((g for g in groups[event] if _alike(g[0][2], promise)), None)
            if home is None:
                groups[event].append([(coded, k, promise)])
            else:
                home.append((coded, k, promise))
    return [g for event in sorted(groups) for g in groups[event]]


def _alike(one: Promise, other: Promise) -> bool:
    first, second = {w.root for w in one.acts}, {w.root for w in other.acts}
    return len(first & second) >= ALIKE * max(1, min(len(first), len(second)))


def _commitment_id(group: Group) -> str:
    return hash_fields("commitment", min(k.id for _, k, _ in group))


def _find_changes(group: Group, ground: Following) -> Iterator[CommitmentChange]:
    coded, commitment, promise = group[0]
    made = coded.article.published_at or ""
    due = find_due(coded, commitment)
    last = _followed_until(made, due)
    thread = ground.threads[coded.article.id]
    own = {ground.origins[c.article.id] for c, _, _ in group}
    condition = _read_condition(coded, commitment, ground)
    for report_id, later in sorted(ground.reports.items()):
        at = (later.article.published_at or "")[:10]
        if not made or not made[:10] < at <= last or ground.threads[report_id] != thread:
            continue
        if ground.origins[report_id] in own:
            continue
        for sentence in _list_own(report_id, ground):
            taken = find_taken(promise, sentence, ground.codes)
            if taken and (change := read_outcome(taken, sentence, promise, later)):
                yield _change(group, "promise", change, taken, sentence, at)
            met = find_taken(condition, sentence, ground.codes) if condition else None
            if met and (change := read_met(met, sentence)):
                yield _change(group, "condition", change, met, sentence, at)


def _read_condition(coded: Coded, commitment: Commitment, ground: Following) -> Promise | None:
    if commitment.condition is None:
        return None
    return read_condition(coded, commitment.condition, ground.codes, ground.sentences[coded.article.id])


def _list_own(report_id: str, ground: Following) -> Iterator[Sentence]:
    """The sentences of a report; of a copy those that its original does not have."""
    origin = ground.origins[report_id]
    copied = {s.text for s in ground.sentences[origin]} if origin != report_id else set()
    return (s for s in ground.sentences[report_id] if s.text not in copied)


def _followed_until(made: str, due: TimeValue | None) -> str:
    start = due.to if due and due.to else made[:10]
    return (date.fromisoformat(start[:10]) + FOLLOWED).isoformat() if start else ""


def _list_candidates(
    complaint: Complaint, groups: Sequence[Group], later: Sequence[Sequence[CommitmentChange]], ground: Following
) -> list[Candidate]:
    """The promises, no threats, that the blamed made before a complaint, with no word since that they were settled."""
    report, found = complaint.sentence.report_id, []
    for number, group in enumerate(groups):
        coded, k, promise = group[0]
        made = coded.article.published_at or ""
        here = any(c.article.id == report and m.what.start < complaint.sentence.start for c, m, _ in group)
        before = here or made[:10] < complaint.at <= _followed_until(made, find_due(coded, k))
        threat = any(e.id == k.event_id and e.event_type == "THREATEN" for e in coded.events)
        told = [c for c in later[number] if c.about == "promise"]
        settled = any(c.status in SETTLED and (c.at or "") < complaint.at for c in told)
        thread = ground.threads[coded.article.id] == ground.threads[report]
        if made and before and thread and not threat and not settled and promise.by & complaint.blamed:
            named = here or any(c.report_id == report and c.reason != BLAMED[1] for c in told)
            found.append(Candidate(number, named))
    return found


def _change(
    group: Group, about: Literal["promise", "condition"], change: tuple[str, str], taken: Taken | None,
    sentence: Sentence, at: str,
) -> CommitmentChange:  # fmt: skip
    event = taken.event if taken else next((e for e in sentence.events if e.event_type == "ACCUSE"), None)
    speaker = event.attribution.speaker if event and event.attribution else None
    blamer = event.actors[0] if event and taken is None and event.actors else speaker
    return CommitmentChange(
        commitment_id=_commitment_id(group), about=about, status=change[0],
        claim_kind="event" if event else "sentence",
        claim_id=event.id if event else hash_fields("sentence", sentence.report_id, str(sentence.start)),
        report_id=sentence.report_id, at=at or None, start=sentence.start, end=sentence.end, words=sentence.text,
        speaker=(blamer.name or blamer.text) if blamer else None, reason=change[1],
        score=taken.share if taken else 0.0,
    )  # fmt: skip


def _judged(commitment_id: str, j: Decided) -> CommitmentChange:
    who = j.person or "a method"
    return CommitmentChange(
        commitment_id, "promise", j.value or "", "judgement", j.id, None, j.decided_at, None, None, "", who,
        f"judged by {who}{f': {j.why}' if j.why else ''}", 1.0,
    )  # fmt: skip


def _leave_late(changes: Sequence[CommitmentChange], due: str | None) -> list[CommitmentChange]:
    """Changes without those that came after the due day of a promise superseded before: they keep the new one."""
    moved = next((c.at for c in changes if c.status == "superseded"), None)
    if due is None or moved is None:
        return list(changes)
    return [c for c in changes if c.status != "reported kept" or (c.at or "") <= due or (c.at or "") < moved]


def _pick_telling(changes: Sequence[CommitmentChange]) -> CommitmentChange | None:
    """The change that the status stands on: the last, or of reports that all tell one end the first of them."""
    last = changes[-1] if changes else None
    if last is None or last.status not in ENDED:
        return last
    run = takewhile(lambda c: c.status == last.status, reversed(changes))
    return list(run)[-1]


def _make_state(
    group: Group, changes: Sequence[CommitmentChange], ground: Following, links: Links, today: str | None
) -> CommitmentState:
    coded, k, _ = group[0]
    event_of = {(m.report_id, m.mention_id): m.event_id for m in links.mentions}
    due = find_due(coded, k)
    told = [c for c in changes if c.about == "promise"]
    # "reaffirmed" never takes back that it was kept or broken
    settled = [c for c in _leave_late(told, due.to if due else None) if c.status != "reaffirmed"] or told
    last = _pick_telling(settled)
    status, inferred = (last.status, False) if last else ("open", False)
    if status in ("open", "reaffirmed") and today and due and due.to:
        if due.to < today:
            status, inferred = "overdue", True
        elif due.from_ and due.from_ <= today:
            status, inferred = "due", True
    conditions = [c for c in changes if c.about == "condition"]
    return CommitmentState(
        id=_commitment_id(group), thread_id=ground.threads[coded.article.id],
        event_id=event_of.get((coded.article.id, k.event_id), k.event_id),
        members=tuple(sorted(c.id for _, c, _ in group)),
        by=tuple(sorted({a.code or a.name or a.text for a in k.by})),
        to=tuple(sorted({a.code or a.name or a.text for a in k.to})),
        by_names=tuple(dict.fromkeys(a.name or a.text for a in k.by)),
        to_names=tuple(dict.fromkeys(a.name or a.text for a in k.to)),
        what=k.what.text, condition=k.condition.text if k.condition else None,
        condition_status=(conditions[-1].status if conditions else "open") if k.condition else None,
        due_text=k.due.text if k.due else None, due_from=due.from_ if due else None,
        due_to=due.to if due else None, made_at=coded.article.published_at,
        status=status, inferred=inferred,
        status_claim=last.claim_id if last and not inferred else None, status_at=last.at if last else None,
    )  # fmt: skip
