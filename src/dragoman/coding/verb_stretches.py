"""Which verb the words of a time or place belong to, and with which others it shares them.

The verb before them in the same stretch between commas has them, else the next after them; a noun goes with the verb
whose object or subject it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from dragoman.annotate.cues import read_cues
from dragoman.annotate.place_words import read_place_words
from dragoman.coding.clauses import SUBORDINATE, group_start, is_attributive
from dragoman.coding.happening import tells_happening
from dragoman.coding.passives import is_passive
from dragoman.coding.units import FINITE, RELATIVE, SentenceView

STOPS = frozenset((";", ":", "--", "—", "–", "_", "(", ")"))
QUOTES = frozenset(('"', "“", "”", "``", "''"))
# "fought on Friday, two days after a truce": the truce was not on Friday.
APART = SUBORDINATE | {","}
PAST = frozenset(("VBD", "VBN"))
HELPERS = frozenset(("ADV", "AUX", "PART"))
# Words that open a clause and are never prepositions of time ("before dawn on Monday").
_CONJUNCTIONS = SUBORDINATE - {"after", "before", "since", "until", "following", "despite", "amid", "so"}
# Clauses that tell what was before or apart ("On Monday, after rebels fled, the army ..."): their verb is not meant.
_ASIDE = frozenset(("after", "before", "since", "until", "although", "though", "because", "if", "unless", "once"))
_FROM = frozenset(("beginning", "starting"))
_TO = frozenset(("to", "until", "and", "-", "–"))
# "On Monday rebels began to shell the town": what goes on is done then.
_GOING_ON = frozenset(("begin", "start", "continue", "resume"))
_FAR = 8  # words of a noun's own phrase before a relative clause about it
_NEAR = 4  # words of a second verb's own between it and what the first shares


def is_verb(s: SentenceView, i: int) -> bool:
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


def find_owner(s: SentenceView, first: int, last: int) -> int | None:
    """The verb that the words [first, last] belong to."""
    before = verb_before(s, first, last)
    after = _verb_after(s, last + 1)
    # "said the army on Monday shelled": the verb beside it has it, but for "an attack that killed six on Monday drew"
    beside = after is not None and s.form[after] in FINITE and all(s.tag[i] in HELPERS for i in range(last + 1, after))
    if beside and before is not None and s.form[before] in FINITE and not RELATIVE & set(s.low[before - 2 : before]):
        return after
    if before is not None:
        return before
    if _is_appended(s, first, last):
        return None
    return after if after is not None else next((i for i in range(first - 1, -1, -1) if is_verb(s, i)), None)


def verb_before(s: SentenceView, first: int, last: int) -> int | None:
    """The verb before `first` in the same stretch of words; None where another clause begins between."""
    stop = next((k for k in range(last + 1, len(s)) if s.low[k] == ","), len(s))
    for i in range(first - 1, -1, -1):
        if s.low[i] == "," or s.low[i] in STOPS or s.low[i] in QUOTES:
            return None
        if s.low[i] in _CONJUNCTIONS and s.tag[i] != "ADV":
            return None
        if s.low[i] == "that" and s.tag[i] == "SCONJ":
            return None
        if s.tag[i] == "CCONJ" and any(is_verb(s, k) for k in range(last + 1, stop)):
            return None
        if s.tag[i] == "AUX" and not is_verb(s, i):
            return None  # "had last week recognised"
        if is_verb(s, i):
            return i
    return None


def _is_appended(s: SentenceView, first: int, last: int) -> bool:
    """Whether a time stands in what is said of a name between commas: "Ruiz, envoy to Chad from 2007 to 2013, said"."""
    start = next((i + 1 for i in range(first - 1, -1, -1) if s.low[i] == ","), 0)
    end = next((i for i in range(last + 1, len(s)) if not (s.timed[i] or s.low[i] in _TO)), len(s))
    if not s.timed[last] or start < 2 or start >= first or s.low[end : end + 1] != [","] or s.tag[start] == "ADP":
        return False
    named = s.unit[start - 2] >= 0 or s.tag[start - 2] in ("NOUN", "PROPN")
    return named and any(s.tag[i] == "NOUN" and not s.timed[i] and s.unit[i] < 0 for i in range(start, first))


def _verb_after(s: SentenceView, at: int) -> int | None:
    """The next verb from `at` on that stands in no relative clause, nor, if there is another, in one of "after" or
    the like."""
    aside, under, held = False, False, None
    for i in range(at, len(s)):
        if s.low[i] in STOPS:
            break
        if s.low[i] in RELATIVE and s.tag[i] != "DET" and s.low[i] != "that":
            aside = True
        elif s.low[i] in _ASIDE and s.tag[i] != "ADV":
            under = True
        elif s.low[i] == ",":
            aside = under = False
        elif not aside and is_verb(s, i):
            if not under:
                return i
            held = i if held is None else held
    return held


def shares(s: SentenceView, verbs: Sequence[int], owner: int | None, first: int) -> bool:
    """Whether what belongs to `owner` and begins at word `first` is said of the act told by `verbs` too."""
    if owner is None:
        return False
    if owner in verbs:
        return True
    head = verbs[-1]
    if owner > head:  # "agreed to meet on Monday", "began shelling it on Monday"
        start = _before_helpers(s, head + 1, owner)
        governed = (owner <= head + 3 and s.low[owner - 1] == "to") or (start == head + 1 and s.low[start] == "to")
        # "resigned and fled on Sunday", but not "visited Oslo and condemned an attack in Lima"
        shared = first - owner <= _NEAR and (continues(s, head, owner) or _suffer_alike(s, head, owner))
        return governed or (owner == head + 1 and s.form[owner] == "VBG") or shared
    if s.form[verbs[0]] == "VBG" and verbs[0] and s.low[verbs[0] - 1] == ",":  # "shelled it on Monday, killing six"
        return not any(is_verb(s, i) for i in range(owner + 1, verbs[0]))
    if s.lemma[owner] in _GOING_ON and _before_helpers(s, owner + 1, verbs[0]) == owner + 1:
        return True
    fronted = first < owner and "," not in s.low[:first]
    return first < owner and (continues(s, owner, verbs[0]) or (fronted and _is_listed(s, owner, verbs[0])))


def continues(s: SentenceView, owner: int, verb: int) -> bool:
    """Whether `verb` goes on with what the subject of `owner` did: "on Monday summoned the envoy and demanded"."""
    start = _before_helpers(s, owner, verb)
    if start == owner or s.tag[start - 1] != "CCONJ" or not _are_alike(s, owner, verb):
        return False
    return not any(is_verb(s, i) or s.low[i] in STOPS for i in range(owner + 1, start))


def _before_helpers(s: SentenceView, low: int, verb: int) -> int:
    """Where the group of a verb begins, not before `low`: its auxiliaries and adverbs."""
    start = verb
    while start > low and s.tag[start - 1] in HELPERS:
        start -= 1
    return start


def _are_alike(s: SentenceView, one: int, other: int) -> bool:
    return s.form[one] == s.form[other] or {s.form[one], s.form[other]} <= PAST


def _is_listed(s: SentenceView, owner: int, verb: int) -> bool:
    """Whether `verb` stands in a list of deeds that `owner` opens and an "and" closes, in no relative clause ("on
    Monday stormed the town, shot six men and set"; not "rebels, who on Monday fled, shot")."""
    deeds = [i for i in range(owner + 1, len(s)) if is_verb(s, i)]
    joints = [s.low[_before_helpers(s, owner, i) - 1] for i in deeds]
    stop = next((n for n, i in enumerate(deeds) if joints[n] not in (",", "and") or not _are_alike(s, owner, i)), None)
    listed = deeds[:stop]
    apart = any(w in RELATIVE or w in STOPS for w in s.low[: listed[-1]]) if listed else True
    return verb in listed and not apart and joints[len(listed) - 1] == "and"


def _suffer_alike(s: SentenceView, one: int, other: int) -> bool:
    """Whether two things that were done are told as one: "six were killed and nine wounded on Monday"."""
    if {s.form[one], s.form[other]} != {"VBN"} or s.lemma[one - 1] != "be":
        return False
    between = range(one + 1, other)
    apart = any(is_verb(s, i) or s.low[i] in APART or s.low[i] in STOPS for i in between)
    return not apart and sum(s.tag[i] == "CCONJ" for i in between) == 1


def verbs_of(s: SentenceView, words: Sequence[int], overlay: Path | None) -> set[int]:
    """The verbs that a noun goes with: whose object it is, and whose subject; but for those that only speak of it."""
    found = set()
    for i in range(words[0] - 1, -1, -1):
        if s.low[i] == "," or s.low[i] in STOPS or s.low[i] in SUBORDINATE:
            break
        if is_verb(s, i):
            found |= {i} - {i if speaks_of(s, i, words[0], overlay) else -1}
            break
    if (told := _happens_in(s, words[-1] + 1, overlay)) is not None:
        found.add(told)
    after = _verb_after(s, words[-1] + 1)
    if after is not None and _stands_apart(s, words[-1] + 1, after):
        return found
    if after is None or (
        speaks_of(s, after, after + 2, overlay) and is_passive(s, group_start(s, after), after, overlay)
    ):
        return found
    return found | {after}


def _stands_apart(s: SentenceView, at: int, verb: int) -> bool:
    """Whether one comma parts a noun before word `at` from the verb behind it, whose subject it is not then ("After the
    raid in Lima, troops fled"); two set off what is said of it, and others part the places of a list."""
    commas = [i for i in range(at, verb) if s.low[i] == ","]
    if commas and _before_helpers(s, commas[-1] + 1, verb) == commas[-1] + 1:
        return False  # "the raid, carried out on Monday, killed"
    listed = [
        i for i in commas if s.unit[i + 1] >= 0 and s.units[s.unit[i + 1]].place and _goes_on_list(s, i + 1, verb)
    ]
    return (len(commas) - len(listed)) % 2 == 1


def _goes_on_list(s: SentenceView, at: int, verb: int) -> bool:
    """Whether behind the place at word `at` another follows, or the verb."""
    end = s.units[s.unit[at]].end
    return end >= verb or s.low[end] in (",", "and", "or", "&")


def leads_occasion(s: SentenceView, at: int, overlay: Path | None) -> bool:
    """Whether word `at` leads to what somebody acts or speaks upon ("said on Friday in response to raids")."""
    classes = read_place_words(overlay)
    replied = s.low[at] in classes["reply"] and at > 0 and s.low[at - 1] == "in" and s.low[at + 1 : at + 2] == ["to"]
    return s.low[at] in classes["occasion"] or replied


def _happens_in(s: SentenceView, at: int, overlay: Path | None) -> int | None:
    """The verb of a relative clause about the noun before word `at` that tells when or where it came about ("the raid,
    which took place in Lima")."""
    relative = next((i for i in range(at, min(at + _FAR, len(s))) if s.low[i] in RELATIVE or is_verb(s, i)), len(s))
    if relative == len(s) or s.low[relative] not in RELATIVE:
        return None
    verb = next((i for i in range(relative + 1, len(s)) if is_verb(s, i)), None)
    return verb if verb is not None and tells_happening(s, relative + 1, verb, overlay) else None


# Kinds of reporting words whose object is what is spoken of or judged.
_SPOKEN_OF = frozenset(("announce", "accuse", "stance", "question"))


def speaks_of(s: SentenceView, verb: int, end: int, overlay: Path | None) -> bool:
    """Whether a verb, with its particle before word `end`, only speaks of what is its object: whoever condemned an
    attack on Monday did not see it done then."""
    cues = read_cues(overlay)
    own = cues.verbs.get(s.lemma[verb])
    pairs = (cues.pairs.get((s.lemma[verb], word)) for word in s.low[verb + 1 : end])
    return any(cue is not None and cue.kind in _SPOKEN_OF for cue in (own, *pairs))
