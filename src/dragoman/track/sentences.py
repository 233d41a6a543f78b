"""Sentences of reports made searchable: which words, parties and coded acts stand where."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from msgspec import Struct

from dragoman.link.actors import find_key, fold_name, learn_codes, list_sides
from dragoman.link.triggers import WORD, Trigger, find_base, is_small, read_trigger
from dragoman.records import Actor, Coded, EventMention, MentionRecord
from dragoman.tables import read_table

IDLE = frozenset(("light", "small", "say", "support", "permit"))  # classes of words that name no act
GAP = 3
# Words that change what a verb in front of them means: "step down", "turn over", "carry out".
PARTICLES = frozenset(("over", "down", "up", "off", "out", "back", "away"))
OBJECT = 4  # words behind a verb up to its particle
RELATIVE = frozenset(("that", "which", "who"))


class Word(Struct, frozen=True):
    """A word of a sentence: offsets into the report's text, base form, root, classes; `idle` words name no act."""

    start: int
    end: int
    text: str
    base: str
    root: str
    classes: frozenset[str]
    idle: bool


class Sentence(Struct, frozen=True):
    """One sentence of a report with what stands in it. `parties` holds country codes and folded names."""

    report_id: str
    start: int
    end: int
    text: str
    words: tuple[Word, ...]
    parties: frozenset[str]
    mentions: tuple[MentionRecord, ...]
    events: tuple[EventMention, ...]


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    return frozenset(row["word"] for row in read_table("common_words"))


def read_words(text: str, offset: int = 0) -> tuple[Word, ...]:
    """The words of `text`, whose first character stands at `offset` of the report."""
    found = []
    for match in WORD.finditer(text):
        trigger: Trigger = read_trigger(match.group())
        idle = trigger.light or is_small(match.group()) or "support" in trigger.classes
        found.append(
            Word(
                offset + match.start(), offset + match.end(), match.group(), find_base(match.group()),
                trigger.root, trigger.classes - IDLE,
                idle or (bool(trigger.classes) and trigger.classes <= IDLE),
            )
        )  # fmt: skip
    return tuple(found)


def list_act_words(words: Sequence[Word], mentions: Sequence[MentionRecord]) -> list[Word]:
    """Words that say what is done: no grammar words, none inside a name or a date."""
    kept = []
    happening = {w for mark, w in find_marks(words) if mark == "happen"}
    for at, word in enumerate(words):
        if word.idle or word in happening or (word.base == "place" and at and words[at - 1] in happening):
            continue
        named = any(m.start <= word.start and word.end <= m.end and is_name(m) for m in mentions)
        inside = named or (at > 0 and word.text[0].isupper())
        if not inside and not {word.base, word.text.lower()} & _common() and (len(word.base) > 2 or word.classes):
            kept.append(word)
    return kept


def find_particle(words: Sequence[Word], word: Word) -> str | None:
    """The particle that makes another verb of `word`, right behind it or behind a short object ("turn him over to")."""
    at = words.index(word)
    behind = [w.text.lower() for w in words[at + 1 : at + 1 + OBJECT]]
    if behind[:1] and behind[0] in PARTICLES:
        return behind[0]
    ends = [n for n, text in enumerate(behind) if text in PARTICLES]
    after = words[at + 2 + ends[0]].base if ends and at + 2 + ends[0] < len(words) else "to"
    return behind[ends[0]] if ends and after == "to" else None


def is_name(mention: MentionRecord) -> bool:
    """Whether a mention is a name, place or date rather than a common noun."""
    return mention.kind != "actor" or mention.text[:1].isupper()


def list_keys(actor: Actor, codes: dict[str, str]) -> frozenset[str]:
    """What an actor may be recognised by: its sides and, where it has one, its name."""
    name = fold_name(actor.name or "")
    return list_sides(find_key(actor, codes), actor.sectors) | (frozenset([name]) if name else frozenset())


def find_keys(mention: MentionRecord, codes: dict[str, str]) -> frozenset[str]:
    """What a mention can be recognised by elsewhere: country or body, and the name of a person or body."""
    name = fold_name(mention.name) if mention.name and mention.kind == "actor" else None
    known = list_sides(mention.code or (codes.get(name) if name else None), mention.sectors)
    return (frozenset([mention.country]) if mention.country else known) | (frozenset([name]) if name else frozenset())


def list_sentences(coded: Coded, codes: dict[str, str]) -> list[Sentence]:
    """The sentences of one report in order."""
    starts = [s for s, _ in coded.article.sentences]
    mentions: dict[int, list[MentionRecord]] = defaultdict(list)
    events: dict[int, list[EventMention]] = defaultdict(list)
    for m in coded.mentions:
        mentions[bisect_right(starts, m.start) - 1].append(m)
    for e in coded.events:
        events[bisect_right(starts, e.trigger.start) - 1].append(e)
    made = []
    for number, (start, end) in enumerate(coded.article.sentences):
        text = coded.article.text[start:end]
        parties = {k for m in mentions[number] for k in find_keys(m, codes)}
        for event in events[number]:
            acting = (*event.actors, *event.recipients)
            parties |= {k for a in acting for k in list_sides(find_key(a, codes), a.sectors)}
        made.append(
            Sentence(
                coded.article.id, start, end, text, read_words(text, start), frozenset(parties),
                tuple(mentions[number]), tuple(events[number]),
            )
        )  # fmt: skip
    return made


def index_reports(reports: Sequence[Coded]) -> dict[str, list[Sentence]]:
    """The sentences of every report by report id."""
    codes = learn_codes(reports)
    return {c.article.id: list_sentences(c, codes) for c in reports}


@lru_cache(maxsize=8)
def _marks(overlay: Path | None) -> tuple[tuple[tuple[str, ...], str], ...]:
    rows = read_table("commitment_marks", overlay)
    return tuple((tuple(row["words"].split()), row["mark"]) for row in rows)


def find_marks(words: Sequence[Word], overlay: Path | None = None) -> list[tuple[str, Word]]:
    """Marks of commitment_marks.tsv in a sentence, each with its first word."""
    found = []
    for pattern, mark in _marks(overlay):
        for at, word in enumerate(words):
            if word.base == pattern[0] and not _is_past(words, at) and _follows(words, at + 1, pattern[1:]):
                found.append((mark, word))
    return found


def _is_past(words: Sequence[Word], at: int) -> bool:
    """Whether "had" or "had been" stands before: an earlier turn that the sentence only recalls.

    What is reported in the past is told as the news is: "officials said they had begun to withdraw".
    """
    had = next((n for n in range(at - 1, max(0, at - 2) - 1, -1) if words[n].text.lower() == "had"), None)
    if had is None:
        return False
    reported = any("say" in read_trigger(w.text).classes for w in words[:had])
    return not reported or (had > 0 and words[had - 1].base in RELATIVE)


def _follows(words: Sequence[Word], at: int, pattern: tuple[str, ...]) -> bool:
    if not pattern:
        return True
    if pattern[0] == "_":
        return any(_follows(words, later, pattern[1:]) for later in range(at, min(at + GAP + 1, len(words))))
    return at < len(words) and words[at].base == pattern[0] and _follows(words, at + 1, pattern[1:])
