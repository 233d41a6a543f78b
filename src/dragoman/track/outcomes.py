"""What a later sentence makes of a promise or a condition that it takes up: a status and the reason."""

from __future__ import annotations

from dragoman.records import Coded
from dragoman.track.promises import Promise
from dragoman.track.sentences import Sentence
from dragoman.track.taken import Taken
from dragoman.track.told import MENTIONED, PROMISING, is_yet


def read_outcome(taken: Taken, sentence: Sentence, promise: Promise, later: Coded) -> tuple[str, str] | None:
    """The status that a sentence gives a promise it speaks of, and why; null where it settles nothing."""
    if marked := _read_marks(taken, promise):
        return marked
    if taken.factuality in ("negated", "denied"):
        return _read_undone(taken, sentence, promise, later)
    if taken.recalled:
        return "reaffirmed", "the promise is told again"
    promising = taken.event is not None and taken.event.event_type in PROMISING
    promising = promising and taken.factuality not in ("asserted", MENTIONED)
    if taken.factuality in ("planned", "conditional") or promising:
        anew = _promised_anew(sentence, promise, later)
        return ("superseded", "promised anew for another day") if anew else ("reaffirmed", "the act is promised again")
    if taken.factuality == "asserted" and _is_part(taken, promise):
        return "reaffirmed", "the act is done in part"
    if taken.factuality == "asserted":
        return ("reported broken" if promise.refrains else "reported kept"), "the act is told as done"
    return None


def _is_part(taken: Taken, promise: Promise) -> bool:
    """Whether it is done to fewer than promised: "freed 21 soldiers" of 46; "the last 25" are the rest."""
    if promise.count is None or taken.count is None or promise.refrains or "rest" in taken.marks:
        return False
    return taken.count < promise.count


def _read_marks(taken: Taken, promise: Promise) -> tuple[str, str] | None:
    if "cancelled" in taken.marks:
        return "withdrawn", "the act is called off"
    if "postponed" in taken.marks or "extended" in taken.marks:
        return "superseded", "the act is put off or extended"
    for mark in ("broken", "kept"):
        if mark in taken.marks:
            return f"reported {mark}", f"it is said to be {mark}"
    if "refused" in taken.marks and not promise.refrains:
        return "withdrawn", "the act is refused"
    if "begun" in taken.marks and taken.factuality == "asserted" and not promise.begins and not promise.refrains:
        return "reaffirmed", "the act is begun"
    return None


def _read_undone(taken: Taken, sentence: Sentence, promise: Promise, later: Coded) -> tuple[str, str] | None:
    """What it means that the act is told as not done: before its day a promise is not broken."""
    at = later.article.published_at or ""
    early = promise.due is not None and at[:10] < promise.due and not promise.refrains
    if early or is_yet(sentence) or taken.recalled:
        return None
    return ("reported kept" if promise.refrains else "reported broken"), f"the act is {taken.factuality}"


def read_met(taken: Taken, sentence: Sentence) -> tuple[str, str] | None:
    """Whether a sentence that names what a condition names tells it as met."""
    if taken.recalled:
        return None
    if taken.factuality == "asserted":
        return "met", "what the condition names is told as done"
    if taken.factuality in ("negated", "denied") and not is_yet(sentence):
        return "not met", f"what the condition names is {taken.factuality}"
    return None


def _promised_anew(sentence: Sentence, promise: Promise, later: Coded) -> bool:
    """Whether the later sentence promises it for days that lie wholly outside those of the first promise."""
    due = promise.due
    if due is None:
        return False
    within = [k for k in later.commitments if sentence.start <= k.what.start < sentence.end]
    return any(k.due and k.due.from_ and k.due.from_ > due for k in within)
