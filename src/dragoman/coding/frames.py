"""Frames found in a sentence: trigger words looked up by their head, checked word by word."""

from __future__ import annotations

from msgspec import Struct

from dragoman.coding.clauses import is_attributive
from dragoman.coding.codebook import Codebook, Frame, Trigger
from dragoman.coding.phrases import is_owned_noun
from dragoman.coding.units import GENITIVE, SentenceView

GAP = 4
NEGATIONS = frozenset(("not", "never", "n't", "n’t"))  # "promised not to attack" is no vow to attack
_STOPS = frozenset((",", ";", ".", ":", "(", ")", "if", "unless"))  # "threatened sanctions if fighting resumed"
_AWAY = frozenset(("after", "following", "since", "despite", "about", "during"))  # "launched an inquiry after the raid"
_TO = frozenset(("to",))
_NEARBY = frozenset(("near", "in", "at", "outside", "around"))


class Match(Struct, frozen=True):
    """A trigger found: its words are tokens [head, end), those it names are `used`, and `before` before the head."""

    trigger: Trigger
    head: int
    end: int
    used: tuple[int, ...]
    before: tuple[int, ...] = ()


def find_matches(s: SentenceView, codebook: Codebook) -> list[list[Match]]:
    """For each head in reading order, the triggers that fit there: the longest first, the user's own, the surest."""
    for at, (lemma, low) in enumerate(zip(s.lemma, s.low, strict=True)):
        if lemma not in codebook.triggers and low in codebook.forms:
            s.lemma[at] = codebook.forms[low]
    found = []
    for head, (lemma, low) in enumerate(zip(s.lemma, s.low, strict=True)):
        triggers = codebook.triggers.get(lemma, ())
        if low != lemma:
            triggers = codebook.triggers.get(low, ()) + triggers  # the very form says more than the lemma
        if not triggers or s.timed[head] or _in_name(s, head):
            continue
        here = [m for t in triggers if _neighbours_fit(s, t, head) and (m := _match(s, t, head)) is not None]
        if here:
            found.append(sorted(here, key=lambda m: _rank(m.trigger)))
    return found


def _rank(trigger: Trigger) -> tuple[int, bool, int]:
    return -trigger.words, not trigger.frame.own, -trigger.frame.quality


def _in_name(s: SentenceView, head: int) -> bool:
    """Whether a word belongs to a name ("Rapid Support Forces") and so tells no act."""
    if s.unit[head] < 0:
        return False
    form = s.units[s.unit[head]].mention.form
    return s.tag[head] == "PROPN" or (form in ("organisation", "person") and s.tokens[head].text[:1].isupper())


def _neighbours_fit(s: SentenceView, trigger: Trigger, head: int) -> bool:
    """Whether the words that must stand right beside the head do: most triggers end here."""
    behind = _stands(s, trigger.rest, head + 1) or _stands(s, trigger.rest, _after_time(s, head + 1))
    return behind and _stands(s, trigger.before, head - 1)


def _after_time(s: SentenceView, at: int) -> int:
    """Index behind a time between the words of a trigger ("called on Friday *for* a truce")."""
    after = at + (s.tag[at : at + 1] == ["ADP"] and s.timed[at + 1 : at + 2] == [True])
    while after < len(s.low) and s.timed[after]:
        after += 1
    return after


def _stands(s: SentenceView, parts: tuple[frozenset[str] | None, ...], at: int) -> bool:
    if not parts or (part := parts[0]) is None:
        return True
    return 0 <= at < len(s.low) and (s.lemma[at] in part or s.low[at] in part)


def _match(s: SentenceView, trigger: Trigger, head: int) -> Match | None:
    fits = _tag_fits(s, trigger.frame.kind, head, bool(trigger.rest))
    if not fits and not (trigger.before and _shown_before(s, trigger.frame.kind, head)):
        return None
    before = _match_before(s, trigger, head) if trigger.before else ()
    if before is None:
        return None
    at, gap, used, size = head + 1, False, [head], len(s.low)
    for part in trigger.rest:
        if part is None:
            gap = True
            continue
        if not gap and not _stands(s, (part,), at):
            at = _after_time(s, at)
        first, reach = at, at + (GAP if gap else 0)
        while at < size and at <= reach and not (s.lemma[at] in part or s.low[at] in part):
            if s.low[at] in _STOPS or s.low[at] in NEGATIONS or (gap and _leads_away(s, trigger.frame, first, at)):
                return None
            if gap and s.unit[at] >= 0 and s.unit[at] == s.unit[at - 1]:
                reach += 1  # a long name counts as one word
            at += 1
        if at >= size or at > reach or (trigger.frame.kind == "n" and s.form[at] == "VBD"):
            return None
        if (trigger.frame.quality == 0 or trigger.frame.mode == "seize") and _tells_which_people(s, trigger, at):
            return None
        if gap and s.tag[head] == "AUX" and (s.low[at - 1] == "to" or "VERB" in s.tag[first:at]):
            return None  # "have agreed to talk" and "have put the talks at risk" hold no talks.
        used.append(at)
        at, gap = at + 1, False
    return None if _ends_elsewhere(s, trigger, at) else Match(trigger, head, at, tuple(used), before)


def _ends_elsewhere(s: SentenceView, trigger: Trigger, end: int) -> bool:
    """Whether the last word of a trigger, before word `end`, belongs to what stands behind it: a time, or whom a danger
    is for."""
    if trigger.frame.event_type == "THREATEN" and trigger.rest[-2:] == (None, _TO):
        return s.tag[end : end + 1] not in (["VERB"], ["AUX"], ["ADV"])  # "the threat from Oslo to its neighbours"
    # "called on Friday for a truce" calls on nobody
    return bool(trigger.rest) and trigger.frame.kind == "v" and (_opens_time(s, end - 1) or _tells_time(s, end - 1))


_BEFORE_TIME = frozenset(("at", "for", "in", "on"))


def _opens_time(s: SentenceView, at: int) -> bool:
    """Whether a preposition stands before a time that only says when ("on Friday", not "for this year's vote")."""
    if s.low[at] not in _BEFORE_TIME or at + 1 >= len(s.low) or not s.timed[at + 1]:
        return False
    end = next((i for i in range(at + 1, len(s.low)) if not s.timed[i]), len(s.low))
    return end == len(s.low) or (s.low[end] not in GENITIVE and s.tag[end] not in ("NOUN", "ADJ"))


def _tells_time(s: SentenceView, at: int) -> bool:
    """Whether a small word belongs to a time: "demonstrated *that* day"."""
    return s.tag[at] in ("DET", "PRON", "SCONJ") and s.timed[at]


def _tells_which_people(s: SentenceView, trigger: Trigger, at: int) -> bool:
    """Whether the noun that ends a wording of no act, or of taking a place, only tells which people are meant: "killed
    the cattle herders", "captured the island's mayor"."""
    after = at + 1 + (s.low[at + 1 : at + 2] in [[mark] for mark in GENITIVE])
    if trigger.frame.kind == "a" or not trigger.rest or s.tag[at] != "NOUN" or s.tag[after : after + 1] != ["NOUN"]:
        return False
    return s.unit[after] >= 0 and not s.units[s.unit[after]].place


def _leads_away(s: SentenceView, frame: Frame, first: int, at: int) -> bool:
    """Whether behind the word at `at` in a gap that begins at `first` stands only what its words are about: "promised
    pay for the attack", "pledged an end to the raids"."""
    if s.low[at] == "about" and s.tag[at + 1 : at + 2] == ["NUM"]:
        return False  # "spent about five hours in talks"
    if frame.quality == 0 and s.tag[at] in ("PART", "SCONJ") and s.low[at] in ("to", "that"):
        return True  # "offered to give details", "warned that tourists would be shot"
    if frame.mode == "seize" and s.low[at] in _NEARBY:
        return at > first  # "captured two soldiers near the town"
    if frame.mode == "seize" and s.low[at] == "of" and s.unit[at - 1] >= 0:
        return not s.units[s.unit[at - 1]].place  # "captured the governor of the town"
    if at == first and s.low[at] == "for":
        return frame.event_type == "ACCUSE"  # "called for an illegal camp to close"
    if s.low[at] != "for" and not (s.low[at] == "to" and frame.event_type == "THREATEN"):
        return s.low[at] in _AWAY
    return at > first and s.tag[at - 1] == "NOUN" and s.tag[at + 1 : at + 2] not in (["VERB"], ["AUX"])


def _shown_before(s: SentenceView, kind: str, head: int) -> bool:
    """Whether the words before a head may show what it is, whatever its tag: a verb, or a noun ("army *firing")."""
    return s.tag[head] in ("NOUN", "ADJ") if kind == "v" else kind == "n" and s.form[head] == "VBG"


def _match_before(s: SentenceView, trigger: Trigger, head: int) -> tuple[int, ...] | None:
    """The tokens of the words before the head, the nearest first; None where one is not there."""
    at, gap, found = head - 1, False, list[int]()
    for part in trigger.before:
        if part is None:
            gap = True
            continue
        reach = at - (GAP if gap else 0)
        while at >= max(reach, 0) and not (s.lemma[at] in part or s.low[at] in part):
            if s.low[at] in _STOPS:
                return None
            if gap and s.unit[at] >= 0 and s.unit[at] == s.unit[at - 1]:
                reach -= 1
            at -= 1
        if at < max(reach, 0):
            return None
        found.append(at)
        at, gap = at - 1, False
    return tuple(found)


def _tag_fits(s: SentenceView, kind: str, head: int, more: bool) -> bool:
    tag = s.tag[head]
    if is_owned_noun(s, head) and tag in ("VERB", "NOUN"):
        return kind == "n"
    if kind == "v":
        if tag == "VERB" or (tag == "AUX" and (more or s.form[head] == "MD")):
            return not is_attributive(s, head) and not _modifies(s, head)
        if tag in ("NOUN", "ADJ") and head > 0 and s.unit[head - 1] >= 0:
            # A headline must have its verb ("Rome cuts aid"), and so must a that-clause ("that Rome cut aid").
            return not any(s.form) or "that" in s.low[max(head - 5, 0) : head]
        if tag == "ADJ" and head > 0 and s.low[head - 1] == "to" and s.tag[head - 1] == "PART":
            return True  # "to open fire"
        # A participle tagged as an adjective still tells an act when an auxiliary stands before it.
        return tag == "ADJ" and head > 0 and s.low[head][-2:] in ("ed", "en") and s.tag[head - 1] == "AUX"
    if kind == "n":
        return tag in ("NOUN", "PROPN") or (tag == "ADJ" and more)
    return tag not in ("NOUN", "PROPN", "VERB") or (tag == "VERB" and s.form[head] in ("VBN", "VBD"))


def _modifies(s: SentenceView, head: int) -> bool:
    """An -ing form between "with" or "to" and a noun that is a party ("meeting with bombing victims")."""
    if s.form[head] != "VBG" or head == 0 or head + 1 >= len(s):
        return False
    return s.low[head - 1] in ("with", "to", "and") and s.tag[head + 1] == "NOUN" and s.unit[head + 1] >= 0
