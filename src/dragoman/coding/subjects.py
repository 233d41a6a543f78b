"""Who acts: the subject of a verb group, over relatives, insertions and shared subjects, and the owner of a noun."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.annotate.actor_names import load_words
from dragoman.annotate.capital_places import CAPITAL_OF
from dragoman.annotate.chains import tell_gender
from dragoman.coding.clauses import SUBORDINATE, governing_verb, group_start, is_reduced
from dragoman.coding.phrases import TAKES_CLAUSE, coordinated, governing_preposition
from dragoman.coding.units import FINITE, GENITIVE, RELATIVE, SentenceView

_MODIFIER = frozenset(("ADJ", "NOUN", "PROPN", "NUM", "ADV", "SYM"))
_BREAKS = frozenset((";", ":", "--", "—", "–", "(", ")"))
_PLURAL = frozenset(("have", "are", "were", "do"))
_OWNERS = frozenset(("its", "his", "her", "their"))
_QUOTES = frozenset(("“", "”", '"', "``", "''", "‘"))


def find_subject(s: SentenceView, start: int, depth: int = 0) -> list[int]:
    """Units that are the subject of the verb group beginning at `start`; empty when no actor stands there."""
    at, fallback = start - 1, -1
    while at > 0 and (s.timed[at] or (s.tag[at] == "ADV" and s.unit[at] < 0)):
        at -= 1
    if at < 0:
        return _subject_right(s, start)
    if s.tag[at] == "CCONJ" or (s.low[at] == "," and (_is_participle(s, start) or _goes_on(s, start, at))):
        return _shared_subject(s, start, at, depth)
    if s.low[at] == "," and (opened := _opening_comma(s, at)) is not None:
        at = opened - 1
    while at >= 0:
        index = s.unit[at]
        if index >= 0:
            unit = s.units[index]
            if (unit.mention.key or "").startswith(CAPITAL_OF):
                at = unit.first - 1  # "the Peruvian *capital*" acts for Peru
                continue
            preposition = governing_preposition(s, unit.first)
            if preposition is None:
                return coordinated(s, index)
            if fallback < 0 and s.low[preposition] in ("of", "in", "from") and not _is_apart(s, preposition):
                fallback = index
            at = preposition - 1
            continue
        if s.low[at] in RELATIVE and at >= start - 3:
            return _antecedent(s, at)
        if s.tag[at] in ("VERB", "AUX"):
            if at == start - 1 and s.form[start] in FINITE and (relative := _told_relative(s, at)) is not None:
                return _antecedent(s, relative)
            skipped = _skip_reduced(s, start, at) if s.form[start] in FINITE else None
            skipped = _skip_relative(s, at) if skipped is None else skipped
            if skipped is None:
                return _inherit(s, start, at, fallback, depth)
            at = skipped
            continue
        if s.low[at] == ")" and (opened := _opening_bracket(s, at)) is not None:
            at = opened - 1  # "the Andean Community (AC) rejected"
            continue
        if s.low[at] in _BREAKS or (s.low[at] in _QUOTES and at < start - 1):
            break
        at -= 1
    if fallback >= 0:
        return coordinated(s, fallback)
    return _subject_right(s, start) if _is_participle(s, start) else []


def _is_apart(s: SentenceView, preposition: int) -> bool:
    """Whether others stand before the preposition than those behind it ("opponents of the Senate")."""
    return preposition > 0 and s.low[preposition - 1] in load_words().kinds["apart"]


def _is_participle(s: SentenceView, start: int) -> bool:
    return start < len(s) and s.form[start] == "VBG"


def _opening_comma(s: SentenceView, closing: int) -> int | None:
    """The comma that opens the insertion closed at `closing`."""
    for at in range(closing - 1, max(closing - 30, 0), -1):
        if s.low[at] == ",":
            return at if s.low[at + 1] in RELATIVE or s.tag[at + 1] in ("VERB", "DET", "ADP", "NOUN", "PROPN") else None
    return None


_BRACKETED = 8  # tokens: a short name, an age, a party and its region


def _opening_bracket(s: SentenceView, closing: int) -> int | None:
    """The bracket that opens what is closed at `closing`, where that is short."""
    return next((i for i in range(closing - 1, max(closing - _BRACKETED, 0), -1) if s.low[i] == "("), None)


def _antecedent(s: SentenceView, relative: int) -> list[int]:
    if s.low[relative] == "who" and _is_unnamed(s, relative - 2 if s.low[relative - 1] == "," else relative - 1):
        return []
    for at in range(relative - 1, max(relative - 9, -1), -1):
        if s.unit[at] >= 0:
            return coordinated(s, s.unit[at])
        if s.tag[at] in ("VERB", "AUX"):
            break
    return []


_OBJECTS = frozenset(("which", "whom", "who"))


def find_relative_object(s: SentenceView, start: int, end: int) -> list[int]:
    """Units that a relative before the subject stands for ("the ship, which it accused of"), of a verb whose words
    are [start, end) and that has no object behind it."""
    follows = end < len(s) and (s.unit[end] >= 0 or s.tag[end] in ("DET", "NOUN", "PROPN", "NUM", "ADJ"))
    at = start - 1
    while at > 0 and s.tag[at] == "ADV":
        at -= 1
    if follows or at < 1 or s.unit[at] < 0:
        return []
    first = s.units[s.unit[at]].first
    first -= s.tag[first - 1] == "DET"
    opened = first > 1 and s.low[first - 1] in _OBJECTS and s.tag[first - 2] != "ADP"  # not "into which they forced"
    return _antecedent(s, first - 1) if opened else []


def _is_unnamed(s: SentenceView, noun: int) -> bool:
    """Whether somebody whom no mention names stands here ("the crisis with the one ally who"), and not where or in
    what somebody stands ("police in riot gear, who")."""
    if noun < 0 or s.tag[noun] != "NOUN" or s.unit[noun] >= 0:
        return False
    preposition = governing_preposition(s, noun)
    return preposition is None or s.low[preposition] not in ("in", "on", "at", "near", "outside", "inside", "under")


def _told_relative(s: SentenceView, verb: int) -> int | None:
    """The relative of a clause that somebody tells, its verb right behind ("rebels who Oslo says are armed by")."""
    before = verb - 1
    if s.lemma[verb] not in TAKES_CLAUSE or s.form[verb] not in FINITE or before < 1 or s.unit[before] < 0:
        return None
    first = s.units[s.unit[before]].first
    first -= first > 0 and s.tag[first - 1] == "DET"
    return first - 1 if first > 0 and s.low[first - 1] in RELATIVE else None


def _skip_relative(s: SentenceView, verb: int) -> int | None:
    """Where to go on when `verb` belongs to a relative clause between subject and verb; None when it does not."""
    start = group_start(s, verb)
    for at in range(start - 1, max(start - 4, -1), -1):
        if s.low[at] in RELATIVE:
            return at - 1
        if s.unit[at] >= 0 or s.tag[at] in ("VERB", "PUNCT"):
            return None
    return None


def _skip_reduced(s: SentenceView, start: int, verb: int) -> int | None:
    """Where to go on when `verb` is a bare participle right behind a noun, with the finite verb at `start` after its
    phrase ("ministers meeting in Oslo agreed", "rebels armed by Oslo fled"); None when it is not."""
    bare = (s.form[verb] in ("VBG", "VBN") or is_reduced(s, verb)) and verb > 0 and group_start(s, verb) == verb
    behind = bare and (s.unit[verb - 1] >= 0 or s.tag[verb - 1] in ("NOUN", "PROPN"))
    return verb - 1 if behind and all(s.low[i] != "," for i in range(verb, start)) else None


def _inherit(s: SentenceView, start: int, verb: int, fallback: int, depth: int) -> list[int]:
    """A verb without a subject of its own takes that of the verb that governs it."""
    bare = s.low[start] == "to" or s.form[start] in ("VBG", "VB") or s.tag[start - 1] in ("CCONJ", "ADP", "SCONJ")
    if depth < 4 and (bare or s.form[start] == "VBN"):
        return find_subject(s, group_start(s, verb), depth + 1)
    if depth < 4 and all(s.tag[i] in ("ADV", "PART") for i in range(verb + 1, start)):
        return find_subject(s, group_start(s, verb), depth + 1)
    return coordinated(s, fallback) if fallback >= 0 else []


def _shared_subject(s: SentenceView, start: int, at: int, depth: int) -> list[int]:
    """The subject of the verb to which the one at `start` is joined by the "and" or comma `at`.

    Of a finite verb: the nearest finite one to the left; where a comma closes what stands between, the first of the
    main clause.
    """
    if depth > 3:
        return []
    begin = _clause_begin(s, at)
    verbs = [v for v in range(at - 1, begin - 1, -1) if s.tag[v] in ("VERB", "AUX") and s.unit[v] < 0]
    if s.form[start] in FINITE:
        verbs = _list_finite(s, verbs)
        main = [v for v in verbs if not _is_subordinate(s, group_start(s, v))]
        verbs = main[::-1] if main and "," in (s.low[at], s.low[at - 1]) else verbs
    for verb in verbs:
        group = group_start(s, verb)
        found = find_subject(s, group, depth + 1)
        if found or (s.form[verb] in FINITE and not _differ_in_number(s, start, group)):
            return found
    for unit in range(at - 1, begin - 1, -1):
        if s.unit[unit] >= 0 and governing_preposition(s, s.units[s.unit[unit]].first) is None:
            return coordinated(s, s.unit[unit])
    return []


def _differ_in_number(s: SentenceView, start: int, other: int) -> bool:
    """Whether the verb at `start` is plural and the noun before the other is not ("see that the crisis cannot wait and
    have agreed"): then they share no subject."""
    noun = s.low[other - 1] if other > 0 and s.tag[other - 1] == "NOUN" else ""
    singular = bool(noun) and (not noun.endswith("s") or noun.endswith(("ss", "is", "us")))
    return s.low[start] in _PLURAL and singular


def _clause_begin(s: SentenceView, at: int) -> int:
    """Where the main clause that holds `at` begins: behind a semicolon or a dash, or ", and" with its own subject."""
    for i in range(at - 1, 0, -1):
        if s.low[i] in _BREAKS:
            return i + 1
        new = s.tag[i] == "CCONJ" and s.low[i - 1] == "," and any(u >= 0 for u in s.unit[i + 1 : i + 3])
        if new and not s.form[i + 1]:
            return i + 1
    return 0


def _list_finite(s: SentenceView, verbs: Iterable[int]) -> list[int]:
    """Those of finite groups; a form that may be a participle ("troops sent to") only where there is no other."""
    finite = [v for v in verbs if s.unit[v] < 0 and s.form[group_start(s, v)] in FINITE]
    return [v for v in finite if group_start(s, v) < v or not is_reduced(s, v)] or finite


def _is_subordinate(s: SentenceView, group: int) -> bool:
    for i in range(group - 1, -1, -1):
        if s.low[i] in RELATIVE or (s.low[i] in SUBORDINATE and s.tag[i] != "ADV"):
            return True
        if s.low[i] == "," or (s.form[i] in FINITE and s.unit[i] < 0):
            return False
    return False


def _goes_on(s: SentenceView, start: int, comma: int) -> bool:
    """Whether a comma before a finite verb joins it to the verb before ("sacked the minister, dissolved the chamber
    and"), and closes no insertion."""
    if s.form[start] not in FINITE:
        return False
    opening = next((i for i in range(comma - 1, -1, -1) if s.low[i] == "," or s.low[i] in _BREAKS), -1)
    verbs = _list_finite(s, (i for i in range(opening + 1, comma) if s.form[i] in FINITE))
    if not verbs or s.low[opening + 1] in SUBORDINATE:
        return False
    if opening >= 0 and s.low[opening] == ",":
        return all(s.tag[i] == "ADV" for i in range(opening + 1, verbs[0]))
    return not any(s.low[i] in RELATIVE and s.tag[i - 1] != "VERB" for i in range(opening + 1, comma))


def _subject_right(s: SentenceView, start: int) -> list[int]:
    """A participle that opens the sentence ("After meeting him, Rossi said") takes the subject that follows; one with a
    verb behind it is a noun ("Fighting broke out")."""
    if start + 1 < len(s) and s.form[start + 1] in FINITE:
        return []
    comma = next((i for i in range(start, min(len(s), start + 40)) if s.low[i] == ","), None)
    if comma is None:
        return []
    for at in range(comma + 1, min(len(s), comma + 6)):
        if s.unit[at] >= 0:
            return coordinated(s, s.unit[at])
    return []


def find_possessor(s: SentenceView, noun: int) -> list[int]:
    """Units before a noun that own it: "Iraq's", "Iraqi", "U.S.", "his"; empty at an article or a preposition."""
    at = noun - 1
    while at >= 0 and noun - at < 7:
        if s.unit[at] >= 0:
            first = s.units[s.unit[at]].first
            if first > 1 and s.low[first - 1] in GENITIVE and s.unit[first - 2] >= 0:
                return coordinated(s, s.unit[first - 2])
            return coordinated(s, s.unit[at])
        if s.low[at] in _OWNERS:
            return _owner(s, noun, at)
        if not (s.tag[at] in _MODIFIER or s.low[at] in GENITIVE or s.form[at] in ("VBN", "VBG", "VBD")):
            return []
        at -= 1
    return []


def _owner(s: SentenceView, noun: int, pronoun: int) -> list[int]:
    """Whom a possessive pronoun that is no mention means: the subject of its clause, else the owner named before."""
    verb = governing_verb(s, noun)
    found = find_subject(s, group_start(s, verb)) if verb is not None else []
    if _agrees(s, pronoun, found):
        return found
    for at in range(pronoun - 1, 0, -1):
        if s.low[at] in GENITIVE and s.unit[at - 1] >= 0 and _agrees(s, pronoun, [s.unit[at - 1]]):
            return [s.unit[at - 1]]
    for unit in sorted(s.units, key=lambda u: u.first):
        if unit.end <= pronoun and not unit.place and governing_preposition(s, unit.first) is None:
            found = coordinated(s, s.unit[unit.first])
            if _agrees(s, pronoun, found):
                return found
    near = max((u for u in s.units if u.end <= pronoun), key=lambda u: u.end, default=None)
    last = [s.unit[near.first]] if near is not None and s.low[pronoun] in ("his", "her") else []
    return last if _agrees(s, pronoun, last) else []


def _agrees(s: SentenceView, pronoun: int, owners: list[int]) -> bool:
    """Whether "his" or "her" can mean them: one person, not a state, not several and not of the other gender."""
    if s.low[pronoun] not in ("his", "her"):
        return bool(owners)
    if len(owners) != 1:
        return False
    one = s.units[owners[0]].mention
    if tell_gender(one.text) == ("f" if s.low[pronoun] == "his" else "m"):
        return False
    if one.form in ("office", "group"):
        return not one.text.endswith("s")
    return one.form == "person" or one.text.lower() in ("he", "him", "she", "her")
