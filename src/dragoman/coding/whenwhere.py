"""When and where an act took place, of the times and places that its sentence names.

Each belongs to one verb: the one before it in the same stretch between commas, else the next after it. An act told by
a verb takes what belongs to that verb; one told by a noun what stands by the noun or belongs to the noun's verb.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from dragoman.annotate.place_words import read_place_words
from dragoman.annotate.times_words import CLASSES, load_lexicon
from dragoman.coding.background import LIKENS
from dragoman.coding.clauses import is_reduced
from dragoman.coding.place_leads import (
    ON_THE_SPOT,
    find_lead,
    goes_on_there,
    holds_part,
    is_target,
    is_towards,
    names_act,
    names_holder,
    names_occasion,
    suits_act,
)
from dragoman.coding.units import FINITE, GENITIVE, RELATIVE, SentenceView, mentions_from, view_numbered
from dragoman.coding.verb_stretches import (
    APART,
    HELPERS,
    PAST,
    QUOTES,
    STOPS,
    continues,
    find_owner,
    is_verb,
    leads_occasion,
    shares,
    speaks_of,
    verb_before,
    verbs_of,
)
from dragoman.records import Annotation, EventType, Mention, Span

PLACE_FORMS = frozenset(("place", "country", "capital"))
# "The foreign ministry in Cairo demanded": where a body sits is not where it acts; where gunmen are is.
_SEATED = frozenset(("ministry", "organisation", "office"))
# What may stand between a time or place and "when": "on Monday in Mosul when rebels attacked".
_AMID = frozenset(("on", "in", "at", "near", "outside"))
# "A raid in Lima in which nine were killed".
_WITHIN = frozenset(("in", "during"))
_NOMINAL = frozenset(("NOUN", "PROPN", "ADJ"))
_YEAR = re.compile(r"\d{4}")
_ATTRIBUTES = 3  # words between a time and the noun that it dates
# "The deadliest raid since 2014".
_MOST = ("est", "worst", "only")
# "The fall of the town in May": what "of" ties to a noun dates no verb.
_NOUNS_OWN = frozenset(("of",))


def dates_act(mention: Mention) -> bool:
    """Whether a time can say when an act was: a date, or a stretch that ends or begins at the report. No length
    ("for three hours"), no rhythm ("every week"), no "now"."""
    if mention.kind != "time":
        return False
    key = mention.key or "DATE"
    return (key.startswith(("DATE", "TIME")) and " vague " not in key) or "span=" in key


def find_when(s: SentenceView, trigger: Span, mentions: Sequence[Mention], overlay: Path | None = None) -> Span | None:
    """The time of the act that `trigger` tells; None where none of the sentence's is its own. Of "two days after a
    truce" it is the length: the truce has a time that is not known."""
    dates = [m for m in mentions if dates_act(m) and not _is_likened(s, m)]
    dates = [m for m in dates if m.start < trigger.start or not ends_stretch(s, m)]
    own = [m for m in dates if _belongs(s, trigger, m, m.start, overlay)]
    own = own or [m for m in dates if _goes_on_with(s, trigger, m)]
    return _closest(own or [m for m in mentions if m.kind == "time" and _counts_from(s, m, trigger)], trigger)


def _counts_from(s: SentenceView, length: Mention, trigger: Span) -> bool:
    """Whether a length of time is counted from the act: "two days after a truce", "hours before troops entered"."""
    between = [i for i, t in enumerate(s.tokens) if length.end <= t.start and t.end <= trigger.start]
    if not between or s.low[between[0]] not in ("after", "before") or length.key is None:
        return False
    if not length.key.startswith("DURATION") or any(s.low[i] in STOPS for i in between):
        return False
    verbs = [i for i in between if is_verb(s, i)]  # "a day after rebels captured two soldiers and killed eight"
    return not verbs or (len(verbs) == 1 and between[-1] + 1 < len(s) and continues(s, verbs[0], between[-1] + 1))


def find_where(
    s: SentenceView, trigger: Span, kind: EventType | None = None, overlay: Path | None = None
) -> Span | None:
    """The place of the act of type `kind` that `trigger` tells: its own, behind a preposition of place; None where
    there is none."""
    found: list[Mention] = []
    beside: list[Mention] = []
    words = [i for i, t in enumerate(s.tokens) if t.start < trigger.end and trigger.start < t.end]
    for unit in s.units:
        if unit.mention.form not in PLACE_FORMS or unit.first == 0 or names_holder(s, unit, overlay):
            continue
        if names_act(s, unit, words, kind):
            found.append(unit.mention)
            continue
        at = find_lead(s, unit, trigger, overlay)
        if (
            at is None
            or is_target(s, unit, at, words, kind, overlay)
            or (s.tokens[at].start < trigger.start and _tells_seat(s, at))
        ):
            continue
        if is_towards(s, at, unit, overlay) and _is_anothers(s, trigger, at):
            continue
        if words and not suits_act(s, words, at, unit, kind, overlay):
            continue
        if _belongs(s, trigger, unit.mention, s.tokens[at].start, overlay):
            found.append(unit.mention)
        elif kind in (None, *ON_THE_SPOT) and _goes_on_with(s, trigger, unit.mention):
            beside.append(unit.mention)
    return _closest(found or beside, trigger)


def ends_stretch(s: SentenceView, time: Mention) -> bool:
    """Whether a time is one end of a stretch, within which there is no day for what is told: "by Friday", "for the
    first time since 2014", "the worst raid since 2014"."""
    before = [i for i, t in enumerate(s.tokens) if t.end <= time.start]
    if not before or s.low[before[-1]] != "since":
        return bool(before) and s.low[before[-1]] in ("by", "until", "till")
    first = next((i for i in reversed(before) if _tells_most(s, i)), None)
    if first is None:
        return False
    # "The largest union has been on strike since Monday" tells of a stretch, "the worst raid he saw since" does not
    verb = next((i for i in range(first, before[-1]) if s.form[i] in FINITE and not is_reduced(s, i)), None)
    return verb is None or any(s.low[i] in RELATIVE for i in range(first, verb))


def _is_likened(s: SentenceView, time: Mention) -> bool:
    """Whether a time is that of what the act is only likened to: "as in 2019"."""
    before = [i for i, t in enumerate(s.tokens) if t.end <= time.start]
    return any(s.low[i] in LIKENS for i in before[-2:-1])


def _tells_most(s: SentenceView, at: int) -> bool:
    """Whether word `at` tells what is more so than any before: "first", "worst", "deadliest"."""
    return s.low[at] == "first" or (s.tag[at] == "ADJ" and s.low[at].endswith(_MOST))


def is_aside(s: SentenceView, trigger: Span, mention: Mention, kind: EventType, overlay: Path | None = None) -> bool:
    """Whether a time or place behind the act is plainly not its own, whoever takes it for that: the end of a stretch
    ("for the first time since 2014"), or where its occasion or matter is ("held talks on the fighting in Idlib"); or a
    time anywhere that of what it is likened to ("as in 2019")."""
    if mention.kind == "time" and _is_likened(s, mention):
        return True
    if mention.start < trigger.end:
        return False
    if mention.kind == "time":
        return ends_stretch(s, mention)
    between = [i for i, t in enumerate(s.tokens) if trigger.end <= t.start and t.end <= mention.start]
    about = kind == "CONSULT" and goes_on_there(s, between, mention.text, overlay)
    return about or names_occasion(s, between, kind, overlay)


def _goes_on_with(s: SentenceView, trigger: Span, mention: Mention) -> bool:
    """Whether the act is told with another one that the time or place is behind: "was killed on Monday when rebels
    shelled", "a raid on Monday in which nine died", "stormed it on Monday and took six hostages" (which says nothing
    of the place)."""
    last = next((i for i in range(len(s) - 1, -1, -1) if s.tokens[i].start < mention.end), -1)
    first = next((i for i, t in enumerate(s.tokens) if t.end > mention.start), len(s))
    verb = next((i for i, t in enumerate(s.tokens) if t.start < trigger.end and trigger.start < t.end), -1)
    if verb <= last or not is_verb(s, verb):
        return False
    owner, at = verb_before(s, first, first), last + 1
    while at < verb and (s.timed[at] or s.low[at] in _AMID or (s.unit[at] >= 0 and s.units[s.unit[at]].place)):
        at += 1
    at += s.low[at] == "," and s.low[at + 1] in ("when", "as")
    at += s.low[at] == "during"
    if at < verb and s.low[at] == "which" and s.low[at - 1] in _WITHIN:
        return not any(is_verb(s, i) or s.low[i] in APART for i in range(at + 1, verb))
    if owner is None and s.low[at] in ("when", "as"):
        owner = next((i for i in range(verb + 1, len(s)) if is_verb(s, i)), None)
    if owner is None or at >= verb:
        return False
    if s.tag[at] == "CCONJ":
        return mention.kind == "time" and continues(s, owner, verb)
    start = verb
    while s.tag[start - 1] in HELPERS:
        start -= 1
    told = s.low[at] in ("when", "as") and {s.form[owner], s.form[verb]} <= PAST and s.tag[start - 1] != "CCONJ"
    return told and not any(is_verb(s, i) or s.low[i] in APART for i in range(at + 1, start))


def _is_anothers(s: SentenceView, trigger: Span, at: int) -> bool:
    """Whether another verb goes where the preposition `at` points: "agreed to prepare a visit to Tokyo"."""
    return any(is_verb(s, i) for i in range(at) if s.tokens[i].start >= trigger.end)


def _tells_seat(s: SentenceView, at: int) -> bool:
    """Whether the preposition `at` tells where a body or office sits: "the tribunal in The Hague"."""
    return at > 0 and s.unit[at - 1] >= 0 and s.units[s.unit[at - 1]].mention.form in _SEATED


def _closest(found: Sequence[Mention], trigger: Span) -> Span | None:
    """The mention nearest to the trigger; what follows is nearer than what stands before."""
    if not found:
        return None
    best = min(found, key=lambda m: (m.start - trigger.end) if m.start >= trigger.end else (trigger.start - m.end) * 2)
    return Span(best.start, best.end, best.text)


def _belongs(s: SentenceView, trigger: Span, mention: Mention, start: int, overlay: Path | None) -> bool:
    """Whether a mention, whose phrase begins at offset `start`, is the act's own."""
    words = [i for i, t in enumerate(s.tokens) if t.start < trigger.end and trigger.start < t.end]
    first = next((i for i, t in enumerate(s.tokens) if t.end > start), len(s))
    last = next((i for i in range(len(s) - 1, -1, -1) if s.tokens[i].start < mention.end), -1)
    if not words or first > last:
        return False
    if words[0] <= first <= words[-1]:
        return True
    if _is_attribute(s, first, last) and not (mention.kind != "time" and holds_part(s, last + 1, overlay)):
        whose = mention.kind != "time" and s.low[last + 1] in GENITIVE  # "Chad's raid" is not there
        return not whose and _is_of(s, last + 1, words[0], overlay)
    between = range(words[-1] + 1, first) if first > words[-1] else range(last + 1, words[0])
    if any(s.low[i] in QUOTES for i in between):
        return False
    verbs = [i for i in words if is_verb(s, i)]
    if not verbs:
        apart = any(is_verb(s, i) or s.low[i] in STOPS or s.low[i] in APART for i in between)
        if last < words[0] and any(leads_occasion(s, i, overlay) for i in between):
            return False
        owner = verb_before(s, first, last) if last < words[0] and not apart else None
        if owner is not None and speaks_of(s, owner, words[0], overlay):
            return False
        return not apart or find_owner(s, first, last) in verbs_of(s, words, overlay)
    if first and s.low[first - 1] in _NOUNS_OWN and not _is_part_of_day(s, first - 2, overlay):
        return False
    return shares(s, verbs, find_owner(s, first, last), first)


def _is_of(s: SentenceView, after: int, act: int, overlay: Path | None) -> bool:
    """Whether a time that is an attribute of the words behind it, from `after` on, is the act's at word `act`: they end
    there or are its object ("the May accord signed by"), or tell what went on, and a verb what came of it ("the 2015
    raids killed")."""
    between = [i for i in range(after, act) if s.low[i] not in GENITIVE and s.low[i] != ","]
    if act <= after or len(between) > _ATTRIBUTES or any(s.tag[i] not in (*_NOMINAL, "NUM") for i in between):
        return act == after
    if not is_verb(s, act) or (s.tag[act - 1] == "NOUN" and (s.form[act] == "VBN" or s.low[act + 1] == "by")):
        return True
    return s.low[act - 1] in read_place_words(overlay)["happening"]


def _is_part_of_day(s: SentenceView, at: int, overlay: Path | None) -> bool:
    """Whether word `at` names a part of the day that follows ("on the *morning* of 3 May")."""
    part = load_lexicon(overlay).words.get(s.low[at], ("", ""))[0] == CLASSES["part"]
    return (part or s.low[at] == "hours") and not s.timed[at]


def _is_attribute(s: SentenceView, first: int, last: int) -> bool:
    """Whether a time stands before a noun as its attribute: "Monday's vote", "the February ultimatum"."""
    after = last + 1
    if s.low[after : after + 1] == [","] and _YEAR.fullmatch(s.low[last]):
        after += 1  # "the Dec. 21, 1988, raid"
    if after >= len(s):
        return False
    if s.low[after] in GENITIVE:
        return True
    begins = s.tag[first] == "DET" or (first > 0 and (s.tag[first - 1] == "DET" or s.low[first - 1] in GENITIVE))
    return begins and s.timed[first] and s.tag[after] in ("NOUN", "ADJ") and s.unit[after] < 0


def read_setting(
    annotation: Annotation, sentence: int, body: int, trigger: Span, kind: EventType, overlay: Path | None = None
) -> tuple[Span | None, Span | None]:
    """Place and time of an act of type `kind` that no frame matched, in a sentence whose words begin at `body`."""
    here = mentions_from(annotation, sentence, body)
    if not any(m.form in PLACE_FORMS or dates_act(m) for m in here):
        return None, None
    s = view_numbered(annotation, sentence, body)
    return find_where(s, trigger, kind, overlay), find_when(s, trigger, here, overlay)
