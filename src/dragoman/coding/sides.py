"""The two sides of an act as the encoder points at them: which mentions, and when they outweigh a frame's."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct, structs

from dragoman.annotate.actor_names import load_words
from dragoman.annotate.datelines import body_start
from dragoman.annotate.own_speech import OWN
from dragoman.annotate.setting import find_pair, find_setting
from dragoman.coding.votes import SURE_PARTY
from dragoman.records import Annotation, EventCandidate, EventType, Mention, Predicate, Span

# Probability from which the encoder's word counts on a party that the sentence does not name, one of the report's
# states. Swept .6 to .8: acts of the gate with type and parties .385, .383 (.7) and .371, news who F1 .484, .488, .488;
# at .7 two acts of the bundled reports get a party that their sentences do not name.
SURE_ELSEWHERE = 0.8
# The same in a report about two states, for one of the two. Swept .3 to .7: acts of the gate with type and parties
# .348 to .342, held out .302 to .300, news who F1 the same.
SURE_OF_TWO = 0.3
# The same where a frame names wholly others. For actors swept .6 to .9: held-out acts with parties .303 to .302; for
# recipients, held-out acts with parties .314 to .316, news who F1 .476 to .481.
SURER_PARTY = 0.7
# The same for recipients of acts that are often aimed at nobody: PLOVER requires none, and annotators of news name one
# for 24 of 36 SUPPORT and for 4 of 17 MOBILIZE. SUPPORT swept .5 to .8: news who F1 .451 to .460; MOBILIZE .5 and .9:
# .485 and .489, acts of the gate with type and parties .373 and .370. REJECT .4 and .5: held-out acts with parties .336
# and .334; at .4 who tells of a refusal is refused in a bundled report.
SURE_RECIPIENT = {"SUPPORT": 0.8, "MOBILIZE": 0.9, "REJECT": 0.5}
# The same for who stands in one list with a party of which it is sure. Any of .1 to .3 gives the same acts on the gate.
SURE_LISTED = 0.2
# Types whose content names others beside whom the act is aimed at.
_NOT_WITHIN = frozenset(("AGREE", "REJECT"))


class Report(Struct, frozen=True):
    """What the sides of a report's acts are chosen from: its text and sentences, where each begins behind a dateline,
    its mentions, and where one of two states that it is about is named."""

    text: str
    sentences: Sequence[tuple[int, int]]
    bodies: Sequence[int]
    actors: Sequence[Mention]
    others: Sequence[Mention]
    of_two: frozenset[int]


def view_report(text: str, annotation: Annotation, overlay: Path | None) -> Report:
    """The report as `read_party` needs it, made once."""
    pair = find_pair(find_setting(text, overlay))
    return Report(
        text=text,
        sentences=annotation.sentences,
        bodies=[body_start(text, start, end) for start, end in annotation.sentences],
        actors=[m for m in annotation.mentions if m.kind == "actor"],
        others=[m for m in annotation.mentions if m.kind != "actor"],
        of_two=frozenset(x.start for state in pair for x in state.spans),
    )


def read_party(
    report: Report, predicate: Predicate, pointed: Sequence[tuple[Span, float]], *, surer: bool = False
) -> tuple[Span, ...]:
    """One side as the encoder points at it: in the words of the sentence, not its dateline, and of a state named
    outside, where it is sure enough; with `surer`, only what can outweigh a frame."""
    start, end = report.sentences[predicate.sentence]
    body = report.bodies[predicate.sentence]

    def is_sure(x: Span, p: float) -> bool:
        if start <= x.start < end:
            return x.start >= body and p >= (SURER_PARTY if surer else SURE_PARTY)
        return not surer and p >= (SURE_OF_TWO if x.start in report.of_two else SURE_ELSEWHERE)

    sure = [x for x, p in pointed if is_sure(x, p)]
    listed = [] if surer else _find_listed([x for x, p in pointed if p >= SURE_LISTED], sure, report.text)
    return find_mentions(report.text, [*sure, *listed], report.actors)


# Between the parties of a list, the last two of which "and" joins.
_COMMA = re.compile(r", (?:the )?")
_JOINS = re.compile(r",? (?:and|or) (?:the |an? |its |his |her |their )?")


def _find_listed(pointed: Sequence[Span], sure: Sequence[Span], text: str) -> list[Span]:
    """Those pointed at that stand in one list with a party that is sure ("with *Peru*, *Chile* and Bolivia")."""
    found: list[Span] = []
    run: list[Span] = []
    closed = False
    for span in sorted(pointed, key=lambda x: x.start):
        gap = text[run[-1].end : span.start] if run else ""
        joined = _JOINS.fullmatch(gap) is not None
        if run and (joined or _COMMA.fullmatch(gap)):
            run.append(span)
            closed = closed or joined
        else:
            run, closed = [span], False
        if closed and any(x in sure for x in run):
            found += [x for x in run if x not in sure and x not in found]
    return found


def join_chains(predicate: Predicate, actors: Sequence[Mention]) -> Predicate:
    """The predicate with each party as sure as all words for the same actor together are: of "the president" and
    "Odhiambo", who are one, each is pointed at less than it would be alone."""
    by, to = (_add_up(pointed, actors) for pointed in (predicate.actors, predicate.recipients))
    return structs.replace(predicate, actors=by, recipients=to)


def _add_up(pointed: tuple[tuple[Span, float], ...], actors: Sequence[Mention]) -> tuple[tuple[Span, float], ...]:
    """The surest word for each actor of a chain takes what the others have (1 - (1 - p)(1 - q))."""
    if len(pointed) < 2:
        return pointed
    chains = [next((m.chain for m in actors if m.start <= x.start < m.end), None) for x, _ in pointed]
    sure = [p for _, p in pointed]
    for chain in {c for c in chains if c is not None}:
        same = [i for i, c in enumerate(chains) if c == chain]
        sure[max(same, key=sure.__getitem__)] = 1 - math.prod(1 - sure[i] for i in same)
    return tuple((x, p) for (x, _), p in zip(pointed, sure, strict=True))


def read_recipients(
    report: Report,
    predicate: Predicate,
    kind: EventType,
    content: Span | None,
    *,
    surer: bool = False,
    together: bool = False,
) -> tuple[Span, ...]:
    """Who is acted upon by an act of type `kind` with that content. Of a promise or refusal it is whom the words name
    that it is made to, and only where they name nobody whom it speaks of ("offered Oslo a truce with Lima", "offered a
    truce with Lima"): in the marked passages it is so for 80 of 85 with "to", "with" or "for". A threat, a demand or
    a concession is aimed at whom its content names. What several agree on `together` is aimed at nobody there. With
    `surer`, only what can outweigh a frame."""
    least = SURE_RECIPIENT.get(kind, 0.0)
    to = read_party(report, predicate, [(x, p) for x, p in predicate.recipients if p >= least], surer=surer)
    if kind == "ASSAULT":
        to = tuple(x for x in to if not _is_origin(x, report))
    if kind not in _NOT_WITHIN or content is None:
        return to
    outside = tuple(r for r in to if not content.start <= r.start < content.end)
    return outside if together else outside or to


_SHOTS = r"\b(?:fired?|firing|shot|shots|shelled|shelling|launched|attacked|rockets?|missiles?)\b"
_FROM = re.compile(rf"{_SHOTS}[^,;.]{{0,60}}\bfrom (?:the |\w+ern )?\Z")
_BACK = 90  # characters before a name in which shots are told


def tells_origin(text: str, start: int) -> bool:
    """Whether the place named at `start` is only where shots came from ("fired rockets at it from Gaza")."""
    return _FROM.search(text, max(0, start - _BACK), start) is not None


def _is_origin(party: Span, report: Report) -> bool:
    form = next((m.form for m in report.actors if m.start == party.start), None)
    return form in ("country", "capital", "place") and tells_origin(report.text, party.start)


# "27 people, among them three clerks, were killed", "27 people were held by police, including the mayor".
_AMONG = re.compile(r"\b(?:among them|including) (?:the |an? )?\Z")


def outweigh(framed: tuple[Span, ...], sure: tuple[Span, ...], text: str, *, several: bool) -> tuple[Span, ...]:
    """A frame's parties, or the encoder's where it is surer of wholly others; of an act that takes `several`, of two.
    Who is named as one of the frame's party stands beside it."""
    others = framed and sure and not set(framed) & set(sure)
    if others and framed[0].end < sure[0].start and _AMONG.search(text, framed[0].end, sure[0].start):
        return (*framed, *sure)
    return sure if others and (len(sure) > 1 or not several) else framed


_ONE_PERSON = frozenset(("he", "him", "she", "her"))


def drop_echoes(side: tuple[Span, ...], report: Report, *, several: bool) -> tuple[Span, ...]:
    """One side of an act without owners beside their own, and without pronouns beside whom they mean: the encoder
    points at all words for a party. Of 47 such pronouns in marked passages two meant somebody else; what `several` do
    together ("he met Rossi") needs the same chain."""
    if len(side) < 2:
        return side
    found = {(m.start, m.end): m for m in report.actors}
    side = _without_owners(side, found, report)
    known = [(x, found.get((x.start, x.end))) for x in side]
    named = [(x, m) for x, m in known if m is None or m.form != "pronoun"]
    spoken = [(x, m) for x, m in known if m and m.form == "pronoun"]
    echoes = [x for x, m in spoken if any(_may_mean(m, *other, several=several) for other in named)]
    return tuple(x for x in side if x not in echoes or any(_are_joined(x, y, report.text) for y in side if y is not x))


_BODIES = frozenset(("country", "capital", "seat", "organisation", "ministry"))
_ITS = re.compile(r"\b(?:its|their) (?:own )?\Z", re.I)


def _without_owners(side: tuple[Span, ...], found: dict[tuple[int, int], Mention], report: Report) -> tuple[Span, ...]:
    """One side without the state or body whose own people stand behind it ("*Oslo* said its *soldiers* fired")."""
    owned = [x for x in side if _ITS.search(report.text, max(0, x.start - 12), x.start)]
    bodies = [x for x in side if (m := found.get((x.start, x.end))) and m.form in _BODIES and x not in owned]
    apart = [x for x in bodies if any(x.end < y.start and not _are_joined(x, y, report.text) for y in owned)]
    return tuple(x for x in side if x not in apart)


def _may_mean(pronoun: Mention, words: Span, other: Mention | None, *, several: bool) -> bool:
    """Whether a pronoun means the other party that the encoder points at, a mention or bare words: "he" is no state and
    not several."""
    if other is not None and pronoun.chain is not None and pronoun.chain == other.chain:
        return True
    if pronoun.key == OWN:
        return False
    if several or pronoun.text.lower() not in _ONE_PERSON:
        return not several
    if other is None or other.form == "person":
        return True
    return other.form in ("office", "group", "nominal") and not words.text.endswith("s")


def _are_joined(one: Span, other: Span, text: str) -> bool:
    return _JOINS.fullmatch(text, min(one.end, other.end), max(one.start, other.start)) is not None


# Words that name nobody where they open a sentence: the encoder points at the first word of a party.
_NAMELESS = frozenset((
    "the", "a", "an", "some", "about", "around", "over", "at", "nearly", "almost", "up", "this", "that", "these",
    "those", "his", "her", "its", "their", "our", "my", "your", "all", "both", "each", "in", "on", "as", "more", "no",
    "one",
))  # fmt: skip
# Between the first word of a count and who is counted: "four children", "more than four children".
_COUNTED = re.compile(r"(?: (?:than|to|as|many|few|least|most))* ")


def find_mentions(text: str, pointed: Sequence[Span], mentions: Sequence[Mention]) -> tuple[Span, ...]:
    """The mentions that the words pointed at belong to, in reading order; the bare words where none covers them."""
    found: dict[Span, None] = {}
    for span in pointed:
        over = [m for m in mentions if m.start < span.end and span.start < m.end]
        over = over or [m for m in mentions if _COUNTED.fullmatch(text, span.end, m.start)]
        over = [m for m in over if not _owns(m, span)]
        exact = next((m for m in over if m.start == span.start), over[0] if over else None)
        if exact or not _is_nobody(span.text):
            found[Span(exact.start, exact.end, exact.text) if exact else span] = None
    return tuple(sorted(found, key=lambda s: s.start))


def _is_nobody(words: str) -> bool:
    """Whether words that no mention covers name nobody: "the", "His", "Two car bombs", the "U" of "U.S.-made"."""
    low = words.lower()
    if len(words) == 1 or (words == low and " " not in words) or low in _NAMELESS:
        return True
    return low.split()[-1] in load_words().kinds["violence"]


def _owns(mention: Mention, span: Span) -> bool:
    """Whether the mention only says whose the one pointed at is ("the South's defence minister", "critics of Rome")."""
    before = span.text[: max(0, mention.start - span.start)].split()
    if before[-1:] == ["of"] and before[-2:-1] and before[-2].lower() in load_words().kinds["apart"]:
        return True
    behind = span.text[mention.end - span.start :] if mention.start >= span.start else ""
    return behind.startswith(("'s ", "’s ", "' ", "’ "))


# What brings the receiver in a deed: "send tanks to Chad", "lift the ban against Chad"; of no word, its verb's object.
_TO_WHOM = re.compile(r"(?:\A\w+|\b(?:to|for|against|with)) (?:the )?\Z")
_NAMES = frozenset(("country", "capital", "person", "organisation", "ministry"))


def without_conditional(side: tuple[Span, ...], act: EventCandidate, report: Report) -> tuple[Span, ...]:
    """Those acted upon without who is named in the condition alone, where the deed has somebody else that it is done
    for or to ("promised to send tanks to Chad if Peru agrees"); where it has nobody, who is to meet the condition is
    the other side ("will leave if Peru pays")."""
    what, condition = act.what, act.condition
    if what is None or condition is None:
        return side
    apart = tuple(x for x in side if not condition.start <= x.start < condition.end)
    if apart or not side:
        return apart
    named = (m for m in report.actors if what.start < m.start and m.end <= what.end and m.form in _NAMES)
    done_to = tuple(Span(m.start, m.end, m.text) for m in named if _TO_WHOM.search(report.text[what.start : m.start]))
    return tuple(x for x in done_to if x not in act.actors)[:1] or side
