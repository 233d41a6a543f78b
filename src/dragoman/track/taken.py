"""Whether a later sentence speaks of a promised act: its word, whose act it is, and the words around it."""

from __future__ import annotations

from msgspec import Struct

from dragoman.records import EventMention
from dragoman.track.counts import count_recipients
from dragoman.track.doers import PERSONAL, Doer, is_same, list_actors, tell_doer
from dragoman.track.promises import Promise, count_behind
from dragoman.track.sentences import Sentence, Word, find_particle, list_keys
from dragoman.track.told import MENTIONED, is_denied, list_marks, list_recalling, read_factuality

# Part of the promise's words that a later sentence must repeat. Of the bundled reports' promises, .5 finds all
# that are taken up; at .34 sentences about other visits come in.
LEAST_SHARED = 0.5
# The part where the sentence does not say whose act it is.
LEAST_SHARED_ALONE = 0.66
CLOSE = 8  # words between the word of a promise and the trigger of the act that it belongs to
OUTWARD = frozenset(("out", "away"))  # particles with which a verb keeps its class: "pull out", "withdraw"
# What others may do to a promised act: a visit is put off by who was to be visited, too.
OF_ANYBODY = frozenset(("cancelled", "postponed", "extended"))


class Taken(Struct, frozen=True):
    """A later sentence that speaks of the promised act: where, how surely, and how it is told."""

    word: Word
    share: float
    event: EventMention | None
    factuality: str
    marks: tuple[str, ...]
    recalled: bool
    count: int | None = None


def find_taken(promise: Promise, sentence: Sentence, codes: dict[str, str]) -> Taken | None:
    """How a sentence takes up the promised act, or null where it speaks of something else.

    `codes` are the states of names that other reports know.
    """
    if not promise.acts or (word := _find_word(promise, sentence, codes)) is None:
        return None
    share = _share(promise, sentence, word)
    if share < LEAST_SHARED or not _is_named(promise, sentence, codes):
        return None
    event, marks = _event_at(sentence, word), list_marks(sentence, word, promise.by)
    doer = tell_doer(promise.who, sentence, word, event, codes)
    same_head = word.root == promise.acts[0].root
    if doer == Doer.ANOTHERS:
        marks = tuple(m for m in marks if m in OF_ANYBODY)
        if not marks:
            return None
        event = None  # who puts off a visit need not be who is coded as paying it
    elif doer == Doer.NOBODYS and not marks and (share < LEAST_SHARED_ALONE or not _is_for_any(promise, word)):
        return None
    if event and (_is_with_others(promise, event, codes) or (not same_head and _is_elsewhere(promise, event))):
        return None
    return _tell(promise, sentence, word, event, marks, share, codes)


def _is_for_any(promise: Promise, word: Word) -> bool:
    """Whether an act may be told without who does it: a person's visit may not, nor one told by another word alone."""
    return not word.classes & PERSONAL and (word.root == promise.acts[0].root or len(promise.acts) > 1)


def _tell(
    promise: Promise, sentence: Sentence, word: Word, event: EventMention | None, marks: tuple[str, ...],
    share: float, codes: dict[str, str],
) -> Taken:  # fmt: skip
    if event is not None and event.event_type == "REQUEST" and _holds(event, word):
        return Taken(word, round(share, 4), event, MENTIONED, marks, False)  # "Kenya must withdraw": asked for
    recalled = list_recalling(sentence, word)
    told = read_factuality(sentence, word, event)
    if event is None and told == "planned" and _is_asked(promise, sentence, word, codes):
        told = MENTIONED
    if any(is_denied(sentence, w) for w in recalled):
        told = "denied"
    count = count_behind(sentence.words, word, sentence.mentions)
    if count is None and event is not None:
        count = count_recipients(event)
    return Taken(word, round(share, 4), event, told, marks, bool(recalled), count)


def _share(promise: Promise, sentence: Sentence, word: Word) -> float:
    """Part of the promise's act words, names and day that the sentence repeats; 0 where it repeats only one of many."""
    head = promise.acts[0]
    told = [a for a in promise.acts if any(w.root == a.root or w.classes & a.classes for w in sentence.words)]
    done_to = [a for a in promise.acts if a.start > head.start]
    other_head = word.root != head.root
    if other_head and done_to and not any(a in told for a in done_to):
        return 0.0  # "left the country" is no withdrawal of a request
    acts = len(told)
    names = sum(bool(name & sentence.parties) for name in promise.names)
    on_the_day = any(m.kind == "time" and m.to and m.to == promise.due for m in sentence.mentions)
    total, matched = len(promise.acts) + len(promise.names) + on_the_day, acts + names + on_the_day
    if matched < 2 and (total > 1 or other_head):
        return 0.0
    if promise.names and not names and acts + on_the_day < 2:
        return 0.0
    return matched / total


def _is_named(promise: Promise, sentence: Sentence, codes: dict[str, str]) -> bool:
    """Whether somebody who promised stands in the sentence."""
    if not promise.by or promise.by & sentence.parties:
        return True
    return any(is_same(a, b, codes, personal=False) for a in promise.who for b in list_actors(sentence.mentions))


def _is_asked(promise: Promise, sentence: Sentence, word: Word, codes: dict[str, str]) -> bool:
    """Whether somebody else asks for the act: "urged Kenya to withdraw" promises nothing anew."""
    before = [e for e in sentence.events if e.trigger.end <= word.start]
    last = max(before, key=lambda e: e.trigger.start, default=None)
    return last is not None and last.event_type == "REQUEST" and not _is_theirs(promise, last, codes)


def _find_word(promise: Promise, sentence: Sentence, codes: dict[str, str]) -> Word | None:
    """The word that names the promised act: best one in the trigger of a coded act of who promised."""
    head = promise.acts[0]
    classes = head.classes if promise.particle in (None, *OUTWARD) else frozenset[str]()
    rooted = [
        w for w in sentence.words
        if w.root == head.root and promise.particle in (None, find_particle(sentence.words, w))
    ]  # fmt: skip
    alike = [w for w in sentence.words if w.classes & classes]
    if not rooted and not alike:
        return None
    theirs = [e.trigger for e in sentence.events if e.actors and _is_theirs(promise, e, codes)]
    coded = [w for w in rooted + alike if any(t.start <= w.start < t.end for t in theirs)]
    return next(iter(coded + rooted + alike), None)


def _is_theirs(promise: Promise, event: EventMention, codes: dict[str, str]) -> bool:
    return any(is_same(a, b, codes, personal=False) for a in promise.who for b in event.actors)


def _is_with_others(promise: Promise, event: EventMention, codes: dict[str, str]) -> bool:
    """Whether a meeting is one with others than those whom, or between whom, it was promised."""
    if event.event_type != "CONSULT":
        return False
    parties = (*event.actors, *event.recipients)
    met = [a for a in parties if not any(is_same(one, a, codes, personal=True) for one in promise.who)]
    keys = {key for a in met for key in list_keys(a, codes)}
    if not promise.to:
        return bool(keys) and len(promise.who) > 1 and len(parties) - len(met) < len(promise.who)
    return bool(keys) and not keys & promise.to


def _is_elsewhere(promise: Promise, event: EventMention) -> bool:
    """Whether the act was in a country that the promise does not name: a meeting there is not the promised visit.

    Who promised may hold talks at home, but visits nobody there.
    """
    country = event.place.country if event.place else None
    named = frozenset[str]().union(*promise.names)
    if "visit" not in promise.acts[0].classes or not any(key.isupper() for key in named):
        named |= promise.by
    return bool(country and promise.names) and country not in named


def _holds(event: EventMention, word: Word) -> bool:
    return event.trigger.start <= word.start < event.trigger.end


def _event_at(sentence: Sentence, word: Word) -> EventMention | None:
    """The coded act whose trigger holds the word, or one close by whose trigger is of its class."""
    holding = [e for e in sentence.events if _holds(e, word)]
    if holding:
        return holding[0]
    at = sentence.words.index(word)
    close = sentence.words[max(0, at - CLOSE) : at + CLOSE + 1]
    alike = [
        e for e in sentence.events
        if any(w.classes & word.classes for w in close if e.trigger.start <= w.start < e.trigger.end)
    ]  # fmt: skip
    return next(iter(alike), None)
