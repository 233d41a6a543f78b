"""The preposition that tells where: "in Lima", "in the northern town of Puno", "on the outskirts of Lima"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from dragoman.annotate.actor_names import load_words
from dragoman.annotate.place_words import read_place_words
from dragoman.annotate.times_words import CLASSES, load_lexicon
from dragoman.coding.units import GENITIVE, SentenceView, Unit
from dragoman.records import EventType, Span

_NOMINAL = frozenset(("DET", "ADJ", "NUM", "NOUN", "PROPN"))
# "Before dawn", "after midnight".
_HOURS = (CLASSES["part"], CLASSES["hour_word"])
_CLOSE, _FAR = 3, 8  # words between a place and its preposition, and where "the town of" stands between


@lru_cache(maxsize=4)
def _read_parts(overlay: Path | None) -> frozenset[str]:
    classes = read_place_words(overlay)
    return classes["part"] | classes["settlement"]


def find_lead(s: SentenceView, unit: Unit, trigger: Span, overlay: Path | None) -> int | None:
    """The word that puts something at the place `unit`: a preposition, or the verb `trigger` whose object it is; None
    where nothing does."""
    parts, classes = _read_parts(overlay), read_place_words(overlay)
    passed = False
    for at in range(unit.first - 1, max(unit.first - _FAR, 0) - 1, -1):
        word, before = s.low[at], s.low[at - 1] if at else ""
        if not passed and unit.first - at > _CLOSE:
            return None
        if s.unit[at] < 0 and word in classes["at"]:
            return at
        if word in classes["compass"] and passed and (not at or s.tag[at - 1] != "DET"):
            return at  # "20 km south of Lima"
        if (before in parts and (word in classes["tie"] or (word == "," and at == unit.first - 1))) or (
            word in GENITIVE and at == unit.first - 1
        ):
            passed = True  # "in the capital, Lima", "in Peru's Cusco region"
        elif s.unit[at] < 0 and word in classes["towards"]:
            return at if passed or unit.place or _is_reached(s, unit, at - 1, overlay) else None
        elif s.tokens[at].start < unit.mention.start and not _goes_on(s, at, passed=passed):
            own = trigger.start <= s.tokens[at].start < trigger.end and s.tag[at] == "VERB"
            return at if own and (passed or unit.place or _is_reached(s, unit, at, overlay)) else None
    return None


def _is_reached(s: SentenceView, unit: Unit, at: int, overlay: Path | None) -> bool:
    """Whether word `at` tells that somebody goes to a capital, which is a place then although it is the host too."""
    known = load_words(overlay).kinds["motion_verb"] | read_place_words(overlay)["travel"]
    return at >= 0 and unit.mention.form == "capital" and s.lemma[at] in known


def _goes_on(s: SentenceView, at: int, *, passed: bool) -> bool:
    """Whether a word may stand between a place and its preposition; a state's only in "in the Iraqi town of X"."""
    if s.unit[at] >= 0 or s.low[at] in GENITIVE:
        return passed
    return s.tag[at] in _NOMINAL and not s.timed[at]


def is_towards(s: SentenceView, lead: int, unit: Unit, overlay: Path | None) -> bool:
    """Whether what leads the place `unit` may tell a party as well, or the way there."""
    return s.low[lead] in read_place_words(overlay)["towards"] and not any(
        s.low[i] in _read_parts(overlay) for i in range(lead + 1, unit.first)
    )


def holds_part(s: SentenceView, at: int, overlay: Path | None) -> bool:
    """Whether a part of a place follows its name, which ends before word `at`: "Lima's main square"."""
    owns = at < len(s) and s.low[at] in GENITIVE
    return owns and not _read_parts(overlay).isdisjoint(s.low[at + 1 : at + 3])


def names_holder(s: SentenceView, unit: Unit, overlay: Path | None) -> bool:
    """Whether a place only says where the one named behind it is: "in the West Bank city of Nablus", "in
    Peru's Cusco region"."""
    behind = s.low[unit.end : unit.end + 2]
    if len(behind) < 2:
        return False
    inner = s.unit[unit.end + 1]
    if behind[0] in GENITIVE:
        return inner >= 0 and s.units[inner].place
    return behind[1] == "of" and behind[0] in _read_parts(overlay)


# Who does such things is where they are done ("gunmen in Nablus"); where others sit is not where they act.
ON_THE_SPOT = frozenset(("ASSAULT", "COERCE", "PROTEST"))
# Acts that are called by the town where they were.
_NAMED_BY_PLACE = frozenset(("ASSAULT", "PROTEST", "CONSULT"))
# What is said is about another place more often than it is said there ("urged an end to the fighting in Chad").
_SAID = frozenset(("REQUEST", "ACCUSE", "THREATEN"))
# What has a place as its object: "seized Puno", "visited Lima".
_AT_THE_PLACE = frozenset(("ASSAULT", "COERCE", "PROTEST", "CONSULT", "MOBILIZE", "RETREAT"))
_MADE = frozenset(("REJECT", "AGREE", "SUPPORT", "CONCEDE", "SANCTION", "AID"))
# What is talked of or punished may go on elsewhere ("discussed the war in Chad"); who fights or flees is there.
_ABOUT = frozenset(("CONSULT", "PROTEST", "COERCE", "SANCTION"))


def suits_act(
    s: SentenceView, words: Sequence[int], lead: int, unit: Unit, kind: EventType | None, overlay: Path | None
) -> bool:
    """Whether the place `unit` with its `lead` can be that of an act of this type, told by `words`, and not that of
    what or who stands between."""
    if lead < words[0]:
        return _is_apart(s, lead, overlay) or kind is None or kind in ON_THE_SPOT
    if lead <= words[-1]:
        return kind is None or kind in _AT_THE_PLACE or (kind == "AGREE" and s.tag[lead] != "VERB")
    between = [i for i in range(words[-1] + 1, lead) if not s.timed[i] and not _leads_time(s, i, overlay)]
    if kind is None or not between:
        return True
    if names_occasion(s, between, kind, overlay) or kind in _SAID:
        return False
    if kind in _ABOUT and goes_on_there(s, [*between, lead], unit.mention.text, overlay):
        return False
    classes = read_place_words(overlay)
    if kind in _MADE:
        other = any((s.tag[i] == "ADP" or s.low[i] == "to") and s.low[i] not in classes["loose"] for i in between)
        told = any(s.tag[i] == "VERB" for i in words)
        beside = any(s.timed[unit.end : unit.end + 2]) or s.timed[lead - 1]
        return told and not other and not is_towards(s, lead, unit, overlay) and (beside or kind != "REJECT")
    return True


def goes_on_there(s: SentenceView, between: Sequence[int], place: str, overlay: Path | None) -> bool:
    """Whether of the words `between` an act and a place the last with its preposition tell what goes on there: "talks
    on the *war in* Chad", not "talks on a truce in Geneva"."""
    if not read_place_words(overlay)["venue"].isdisjoint(place.split()):
        return False
    lead = next((n for n in range(len(between) - 1, 0, -1) if s.tag[between[n]] == "ADP"), 0)
    return lead > 0 and s.low[between[lead - 1]] in read_place_words(overlay)["happening"]


def names_act(s: SentenceView, unit: Unit, words: Sequence[int], kind: EventType | None) -> bool:
    """Whether a town stands before the noun of an act as its name: "the Nairobi raid"; not "the Nairobi raid on"."""
    if unit.mention.form not in ("place", "capital") or kind not in _NAMED_BY_PLACE or not words:
        return False
    if not 0 <= words[0] - unit.end < 2 or any(s.tag[i] != "NOUN" for i in (*range(unit.end, words[0]), words[-1])):
        return False
    led = s.tag[unit.first - 1] == "DET" or (s.tag[unit.first - 1] in ("ADJ", "ADV") and s.tag[unit.first - 2] == "DET")
    return led and s.low[words[-1] + 1 : words[-1] + 2] not in (["on"], ["against"])


def is_target(
    s: SentenceView, unit: Unit, lead: int, words: Sequence[int], kind: EventType | None, overlay: Path | None
) -> bool:
    """Whether "at" before a state tells whom words or deeds are aimed at ("lashed out at Turkey"), before a capital
    where it stands by what is said; "at Turkey's border" is a place."""
    if s.low[lead] != "at" or unit.mention.form == "place" or holds_part(s, unit.end, overlay):
        return False
    beside = bool(words) and lead == words[-1] + 1 and kind in (*_SAID, "REJECT")
    return unit.mention.form == "country" or beside


def names_occasion(s: SentenceView, between: Iterable[int], kind: EventType, overlay: Path | None) -> bool:
    """Whether the words `between` an act and a place or time lead to what is only its occasion: "arrested six after a
    rally in Lima"; of violence "over" tells the place ("shot down over Sudan")."""
    leads = read_place_words(overlay)["occasion"] - ({"over"} if kind == "ASSAULT" else set())
    return any(s.low[i] in leads and not _leads_time(s, i, overlay) for i in between)


def _is_apart(s: SentenceView, lead: int, overlay: Path | None) -> bool:
    """Whether the words before the lead are no subject that is at the place: "At a meeting in Lima, the ministers"."""
    at = lead - 1
    while at >= 0 and (s.tag[at] in _NOMINAL or s.low[at] in GENITIVE) and not s.timed[at]:
        at -= 1
    if at == lead - 1:
        return True
    loose = at >= 0 and s.tag[at] == "ADP" and s.low[at] in read_place_words(overlay)["loose"]
    return loose and not (s.low[at] == "with" and (at == 0 or s.low[at - 1] == ","))  # "With men in Lima, he refused"


def _leads_time(s: SentenceView, at: int, overlay: Path | None) -> bool:
    """Whether nothing but a time is behind word `at`: "before dawn", not "before Sunday's vote"."""
    words, after = load_lexicon(overlay).words, at + 1
    while after < len(s) and (s.timed[after] or words.get(s.low[after], ("", ""))[0] in _HOURS):
        after += 1
    return after > at + 1 and not (after < len(s) and (s.low[after] in GENITIVE or s.tag[after] == "NOUN"))
