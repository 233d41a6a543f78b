"""When and where an act took place, of the times and places that its sentence names.

Each belongs to one verb: the one before it in the same stretch between commas, else the next after it. An act told by
a verb takes what belongs to that verb; one told by a noun what stands by the noun or belongs to the noun's verb.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from dragoman.annotate.cues import read_cues
from dragoman.annotate.times_words import CLASSES, load_lexicon
from dragoman.coding.clauses import SUBORDINATE, group_start, is_attributive
from dragoman.coding.happening import tells_happening
from dragoman.coding.passives import is_passive
from dragoman.coding.place_leads import (
    ON_THE_SPOT,
    find_lead,
    holds_part,
    is_towards,
    names_holder,
    names_occasion,
    suits_act,
)
from dragoman.coding.units import FINITE, GENITIVE, RELATIVE, SentenceView, mentions_from, view_numbered
from dragoman.records import Annotation, EventType, Mention, Span

PLACE_FORMS = frozenset(("place", "country", "capital"))
# "The foreign ministry in Cairo demanded": where a body sits is not where it acts; where gunmen are is.
_SEATED = frozenset(("ministry", "organisation", "office"))
_STOPS = frozenset((";", ":", "--", "—", "–", "_", "(", ")"))
_QUOTES = frozenset(('"', "“", "”", "``", "''"))
_HELPERS = frozenset(("ADV", "AUX", "PART"))
# Words that open a clause and are never prepositions of time ("before dawn on Monday").
_CONJUNCTIONS = SUBORDINATE - {"after", "before", "since", "until", "following", "despite", "amid", "so"}
# "fought on Friday, two days after a truce": the truce was not on Friday.
_APART = SUBORDINATE | {","}
_FROM = frozenset(("beginning", "starting"))
_FAR = 8  # words of a noun's own phrase before a relative clause about it
_NEAR = 4  # words of a second verb's own between it and what the first shares
# What may stand between a time or place and "when": "on Monday in Mosul when rebels attacked".
_AMID = frozenset(("on", "in", "at", "near", "outside"))
# "A raid in Lima in which nine were killed".
_WITHIN = frozenset(("in", "during"))
_PAST = frozenset(("VBD", "VBN"))
_NOMINAL = frozenset(("NOUN", "PROPN", "ADJ"))
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
    dates = [m for m in mentions if dates_act(m) and not (m.start > trigger.start and ends_stretch(s, m))]
    own = [m for m in dates if _belongs(s, trigger, m, m.start, overlay)]
    own = own or [m for m in dates if _goes_on_with(s, trigger, m)]
    return _closest(own or [m for m in mentions if m.kind == "time" and _counts_from(s, m, trigger)], trigger)


def _counts_from(s: SentenceView, length: Mention, trigger: Span) -> bool:
    """Whether a length of time is counted from the act: "two days after a truce", "hours before troops entered"."""
    between = [i for i, t in enumerate(s.tokens) if length.end <= t.start and t.end <= trigger.start]
    if not between or s.low[between[0]] not in ("after", "before") or length.key is None:
        return False
    if not length.key.startswith("DURATION") or any(s.low[i] in _STOPS for i in between):
        return False
    verbs = [i for i in between if _is_verb(s, i)]  # "a day after rebels captured two soldiers and killed eight"
    return not verbs or (len(verbs) == 1 and between[-1] + 1 < len(s) and _continues(s, verbs[0], between[-1] + 1))


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
        at = find_lead(s, unit, trigger, overlay)
        if at is None or (s.tokens[at].start < trigger.start and _tells_seat(s, at)):
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
    first time since 2014"."""
    before = [s.low[i] for i, t in enumerate(s.tokens) if t.end <= time.start]
    return before[-1:] in (["by"], ["until"], ["till"]) or before[-2:] in (["time", "since"], ["first", "since"])


def is_aside(s: SentenceView, trigger: Span, mention: Mention, kind: EventType, overlay: Path | None = None) -> bool:
    """Whether a time or place behind the act is plainly not its own, whoever takes it for that: the end of a stretch
    ("for the first time since 2014"), or where its occasion is ("held talks about fighting in Idlib")."""
    if mention.start < trigger.end:
        return False
    if mention.kind == "time":
        return ends_stretch(s, mention)
    between = (i for i, t in enumerate(s.tokens) if trigger.end <= t.start and t.end <= mention.start)
    return names_occasion(s, between, kind, overlay)


def _goes_on_with(s: SentenceView, trigger: Span, mention: Mention) -> bool:
    """Whether the act is told with another one that the time or place is behind: "was killed on Monday when rebels
    shelled", "a raid on Monday in which nine died", "stormed it on Monday and took six hostages" (which says nothing
    of the place)."""
    last = next((i for i in range(len(s) - 1, -1, -1) if s.tokens[i].start < mention.end), -1)
    first = next((i for i, t in enumerate(s.tokens) if t.end > mention.start), len(s))
    verb = next((i for i, t in enumerate(s.tokens) if t.start < trigger.end and trigger.start < t.end), -1)
    if verb <= last or not _is_verb(s, verb):
        return False
    owner, at = _verb_before(s, first, first), last + 1
    while at < verb and (s.timed[at] or s.low[at] in _AMID or (s.unit[at] >= 0 and s.units[s.unit[at]].place)):
        at += 1
    at += s.low[at] == "," and s.low[at + 1] == "when"
    at += s.low[at] == "during"
    if at < verb and s.low[at] == "which" and s.low[at - 1] in _WITHIN:
        return not any(_is_verb(s, i) or s.low[i] in _APART for i in range(at + 1, verb))
    if owner is None or at >= verb:
        return False
    if s.tag[at] == "CCONJ":
        return mention.kind == "time" and _continues(s, owner, verb)
    start = verb
    while s.tag[start - 1] in _HELPERS:
        start -= 1
    told = s.low[at] in ("when", "as") and {s.form[owner], s.form[verb]} <= _PAST and s.tag[start - 1] != "CCONJ"
    return told and not any(_is_verb(s, i) or s.low[i] in _APART for i in range(at + 1, start))


def _is_anothers(s: SentenceView, trigger: Span, at: int) -> bool:
    """Whether another verb goes where the preposition `at` points: "agreed to prepare a visit to Tokyo"."""
    return any(_is_verb(s, i) for i in range(at) if s.tokens[i].start >= trigger.end)


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
        return 0 <= words[0] - last - 1 < 3 and all(s.tag[i] in _NOMINAL for i in range(last + 1, words[0]))
    between = range(words[-1] + 1, first) if first > words[-1] else range(last + 1, words[0])
    if any(s.low[i] in _QUOTES for i in between):
        return False
    verbs = [i for i in words if _is_verb(s, i)]
    if not verbs:
        apart = any(_is_verb(s, i) or s.low[i] in _STOPS or s.low[i] in _APART for i in between)
        owner = _verb_before(s, first, last) if last < words[0] and not apart else None
        if owner is not None and _speaks_of(s, owner, words[0], overlay):
            return False
        return not apart or _owner(s, first, last) in _verbs_of(s, words, overlay)
    if first and s.low[first - 1] in _NOUNS_OWN and not _is_part_of_day(s, first - 2, overlay):
        return False
    return _shares(s, verbs, _owner(s, first, last), first)


def _is_part_of_day(s: SentenceView, at: int, overlay: Path | None) -> bool:
    """Whether word `at` names a part of the day that follows ("on the *morning* of 3 May")."""
    part = load_lexicon(overlay).words.get(s.low[at], ("", ""))[0] == CLASSES["part"]
    return (part or s.low[at] == "hours") and not s.timed[at]


def _is_attribute(s: SentenceView, first: int, last: int) -> bool:
    """Whether a time stands before a noun as its attribute: "Monday's vote", "the February ultimatum"."""
    after = last + 1
    if after >= len(s):
        return False
    if s.low[after] in GENITIVE:
        return True
    begins = s.tag[first] == "DET" or (first > 0 and (s.tag[first - 1] == "DET" or s.low[first - 1] in GENITIVE))
    return begins and s.timed[first] and s.tag[after] in ("NOUN", "ADJ") and s.unit[after] < 0


def _is_verb(s: SentenceView, i: int) -> bool:
    """Whether token `i` is a main verb, or a copula; no "starting" before a time ("a visit starting on Monday")."""
    if s.unit[i] >= 0 or is_attributive(s, i):
        return False
    if s.low[i] in _FROM and any(s.timed[i + 1 : i + 3]):
        return False
    if s.tag[i] == "AUX":
        return bool(s.form[i]) and not any(s.tag[k] in ("VERB", "AUX") for k in _group(s, i))
    return s.tag[i] == "VERB" and bool(s.form[i])


def _group(s: SentenceView, i: int) -> Iterator[int]:
    """The words behind an auxiliary up to its verb: adverbs and times may stand between."""
    for k in range(i + 1, min(i + 9, len(s))):
        yield k
        if not (s.timed[k] or s.tag[k] in ("ADV", "PART", "AUX") or s.low[k] in ("on", "in", "at")):
            return


def _owner(s: SentenceView, first: int, last: int) -> int | None:
    """The verb that the words [first, last] belong to."""
    before = _verb_before(s, first, last)
    after = _verb_after(s, last + 1)
    # "said the army on Monday shelled": the verb beside it has it, but for "an attack that killed six on Monday drew"
    beside = after is not None and s.form[after] in FINITE and all(s.tag[i] in _HELPERS for i in range(last + 1, after))
    if beside and before is not None and s.form[before] in FINITE and not RELATIVE & set(s.low[before - 2 : before]):
        return after
    if before is not None:
        return before
    return after if after is not None else next((i for i in range(first - 1, -1, -1) if _is_verb(s, i)), None)


def _verb_before(s: SentenceView, first: int, last: int) -> int | None:
    """The verb before `first` in the same stretch of words; None where another clause begins between."""
    stop = next((k for k in range(last + 1, len(s)) if s.low[k] == ","), len(s))
    for i in range(first - 1, -1, -1):
        if s.low[i] == "," or s.low[i] in _STOPS or s.low[i] in _QUOTES or s.low[i] in _CONJUNCTIONS:
            return None
        if s.low[i] == "that" and s.tag[i] == "SCONJ":
            return None
        if s.tag[i] == "CCONJ" and any(_is_verb(s, k) for k in range(last + 1, stop)):
            return None
        if s.tag[i] == "AUX" and not _is_verb(s, i):
            return None  # "had last week recognised"
        if _is_verb(s, i):
            return i
    return None


def _verb_after(s: SentenceView, at: int) -> int | None:
    """The next verb from `at` on that stands in no relative clause."""
    aside = False
    for i in range(at, len(s)):
        if s.low[i] in _STOPS:
            return None
        if s.low[i] in RELATIVE and s.tag[i] != "DET" and s.low[i] != "that":
            aside = True
        elif s.low[i] == ",":
            aside = False
        elif not aside and _is_verb(s, i):
            return i
    return None


def _shares(s: SentenceView, verbs: Sequence[int], owner: int | None, first: int) -> bool:
    """Whether what belongs to `owner` and begins at word `first` is said of the act told by `verbs` too."""
    if owner is None:
        return False
    if owner in verbs:
        return True
    head = verbs[-1]
    if owner > head:  # "agreed to meet on Monday", "began shelling it on Monday"
        governed = owner <= head + 3 and s.low[owner - 1] == "to"
        # "resigned and fled on Sunday", but not "visited Oslo and condemned an attack in Lima"
        shared = first - owner <= _NEAR and (_continues(s, head, owner) or _suffer_alike(s, head, owner))
        return governed or (owner == head + 1 and s.form[owner] == "VBG") or shared
    if s.form[verbs[0]] == "VBG" and verbs[0] and s.low[verbs[0] - 1] == ",":  # "shelled it on Monday, killing six"
        return not any(_is_verb(s, i) for i in range(owner + 1, verbs[0]))
    fronted = first < owner and "," not in s.low[:first]
    return first < owner and (_continues(s, owner, verbs[0]) or (fronted and _is_listed(s, owner, verbs[0])))


def _continues(s: SentenceView, owner: int, verb: int) -> bool:
    """Whether `verb` goes on with what the subject of `owner` did: "on Monday summoned the envoy and demanded"."""
    start = _before_helpers(s, owner, verb)
    if start == owner or s.tag[start - 1] != "CCONJ" or not _are_alike(s, owner, verb):
        return False
    return not any(_is_verb(s, i) or s.low[i] in _STOPS for i in range(owner + 1, start))


def _before_helpers(s: SentenceView, low: int, verb: int) -> int:
    """Where the group of a verb begins, not before `low`: its auxiliaries and adverbs."""
    start = verb
    while start > low and s.tag[start - 1] in _HELPERS:
        start -= 1
    return start


def _are_alike(s: SentenceView, one: int, other: int) -> bool:
    return s.form[one] == s.form[other] or {s.form[one], s.form[other]} <= _PAST


def _is_listed(s: SentenceView, owner: int, verb: int) -> bool:
    """Whether `verb` stands in a list of deeds that `owner` opens and an "and" closes, in no relative clause ("on
    Monday stormed the town, shot six men and set"; not "rebels, who on Monday fled, shot")."""
    deeds = [i for i in range(owner + 1, len(s)) if _is_verb(s, i)]
    joints = [s.low[_before_helpers(s, owner, i) - 1] for i in deeds]
    stop = next((n for n, i in enumerate(deeds) if joints[n] not in (",", "and") or not _are_alike(s, owner, i)), None)
    listed = deeds[:stop]
    apart = any(w in RELATIVE or w in _STOPS for w in s.low[: listed[-1]]) if listed else True
    return verb in listed and not apart and joints[len(listed) - 1] == "and"


def _suffer_alike(s: SentenceView, one: int, other: int) -> bool:
    """Whether two things that were done are told as one: "six were killed and nine wounded on Monday"."""
    if {s.form[one], s.form[other]} != {"VBN"} or s.lemma[one - 1] != "be":
        return False
    between = range(one + 1, other)
    apart = any(_is_verb(s, i) or s.low[i] in _APART or s.low[i] in _STOPS for i in between)
    return not apart and sum(s.tag[i] == "CCONJ" for i in between) == 1


def _verbs_of(s: SentenceView, words: Sequence[int], overlay: Path | None) -> set[int]:
    """The verbs that a noun goes with: whose object it is, and whose subject; but for those that only speak of it."""
    found = set()
    for i in range(words[0] - 1, -1, -1):
        if s.low[i] == "," or s.low[i] in _STOPS or s.low[i] in SUBORDINATE:
            break
        if _is_verb(s, i):
            found |= {i} - {i if _speaks_of(s, i, words[0], overlay) else -1}
            break
    if (told := _happens_in(s, words[-1] + 1, overlay)) is not None:
        found.add(told)
    after = _verb_after(s, words[-1] + 1)
    if after is None or (_speaks_of(s, after, after + 2, overlay) and is_passive(s, group_start(s, after), after)):
        return found
    return found | {after}


def _happens_in(s: SentenceView, at: int, overlay: Path | None) -> int | None:
    """The verb of a relative clause about the noun before word `at` that tells when or where it came about ("the raid,
    which took place in Lima")."""
    relative = next((i for i in range(at, min(at + _FAR, len(s))) if s.low[i] in RELATIVE or _is_verb(s, i)), len(s))
    if relative == len(s) or s.low[relative] not in RELATIVE:
        return None
    verb = next((i for i in range(relative + 1, len(s)) if _is_verb(s, i)), None)
    return verb if verb is not None and tells_happening(s, relative + 1, verb, overlay) else None


# Kinds of reporting words whose object is what is spoken of or judged.
_SPOKEN_OF = frozenset(("announce", "accuse", "stance", "question"))


def _speaks_of(s: SentenceView, verb: int, end: int, overlay: Path | None) -> bool:
    """Whether a verb, with its particle before word `end`, only speaks of what is its object: whoever condemned an
    attack on Monday did not see it done then."""
    cues = read_cues(overlay)
    own = cues.verbs.get(s.lemma[verb])
    pairs = (cues.pairs.get((s.lemma[verb], word)) for word in s.low[verb + 1 : end])
    return any(cue is not None and cue.kind in _SPOKEN_OF for cue in (own, *pairs))


def read_setting(
    annotation: Annotation, sentence: int, body: int, trigger: Span, kind: EventType, overlay: Path | None = None
) -> tuple[Span | None, Span | None]:
    """Place and time of an act of type `kind` that no frame matched, in a sentence whose words begin at `body`."""
    here = mentions_from(annotation, sentence, body)
    if not any(m.form in PLACE_FORMS or dates_act(m) for m in here):
        return None, None
    s = view_numbered(annotation, sentence, body)
    return find_where(s, trigger, kind, overlay), find_when(s, trigger, here, overlay)
