"""The word that an act hangs on: the verb over an infinitive, the noun before "to", the saying over a clause.

No parser: from the act to the left, over the words that may stand between. Indices are token numbers in the sentence.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from dragoman.coding.clauses import governing_verb, group_start, is_attributive
from dragoman.coding.units import FINITE, SentenceView, view_numbered
from dragoman.records import Annotation, Mention

_CLAUSE_BREAKS = frozenset((";", ":", "”", "“", '"', "``", "''", "but", "because", "after", "before", "while"))
_FACTUAL_BEFORE = frozenset(("by", "after", "before", "while", "when", "since"))
_LINKING = frozenset(("appear", "look", "remain", "seem"))
_IN_PHRASE = frozenset(("DET", "ADJ", "NOUN", "PROPN", "NUM", "ADV"))
_STOPS_CLAUSE = frozenset((";", ",", "”", "``", "“", '"', "who", "which", "and", "but", "when", "after"))
# How far to the left the first member of a pair of verbs is looked for ("may raise its offer and mount a new bid").
_PAIR_REACH = 16


def is_verbal(s: SentenceView, at: int) -> bool:
    """Whether the word is a verb, an auxiliary, or an adjective that is said of something ("was not willing")."""
    return s.tag[at] in ("VERB", "AUX") or (s.tag[at] == "ADJ" and group_start(s, at) < at)


def act_start(s: SentenceView, head: int) -> int:
    """First token of the verb group or of the noun phrase whose head is `head`."""
    if is_verbal(s, head):
        start = group_start(s, head)
        bare = start == head and s.low[head] == s.lemma[head]
        return start - 1 if bare and s.low[start - 1 : start] == ["to"] else start  # "to" taken for a preposition
    at = head
    while at > 0 and head - at < 6 and (s.tag[at - 1] in _IN_PHRASE or s.low[at - 1] == "plus"):
        at -= 1
    return at


def words_over(s: SentenceView, start: int) -> Iterator[int]:
    """Words before a verb group or noun phrase in its own clause, the nearest first, and where that clause begins."""
    for i in range(start - 1, max(start - 15, -1), -1):
        yield i
        finite = s.tag[i] == "VERB" and s.form[i] not in ("VBG", "VBN", "VB") and s.low[start] != "to"
        if finite or s.low[i] in (",", ";", "that", "who", "which"):
            return


def find_governor(s: SentenceView, start: int, head: int) -> int | None:
    """The word an act hangs on: before "to" or an -ing, over a that-clause, or the verb whose object a noun is."""
    if not is_verbal(s, head):
        return _noun_governor(s, start)
    if s.form[start] == "VBG" and start > 0 and (s.low[start - 1] in _FACTUAL_BEFORE or s.tag[start - 1] == "NOUN"):
        return None  # "stopping ships carrying grain": tells which ships
    if s.low[start] == "to" or s.form[start] in ("VBG", "VB"):
        return _left_governor(s, start, 8)
    return _that_governor(s, start)


def find_twin(s: SentenceView, start: int, head: int) -> int | None:
    """The verb that a bare verb is joined to and whose "to", modal or participle it shares.

    "to stop the raids and return to the talks", "may raise its offer or mount a bid", "could be tried and jailed".
    """
    before = start - 1
    while before > 0 and s.tag[before] == "ADV":
        before -= 1
    if before < 1 or s.low[before] not in ("and", "or", "nor", ","):
        return None
    if start != head:  # "and be willing to leave", "and be sending troops"
        return _first_of_pair(s, before, base=True) if s.low[start] == "be" and s.low[before] != "," else None
    base = s.low[head] == s.lemma[head] and s.form[head] in ("VB", "VBP")
    if not base and not (s.form[head] in ("VBD", "VBN") and s.low[before] != ","):
        return None
    return _first_of_pair(s, before, base=base)


def _first_of_pair(s: SentenceView, before: int, *, base: bool) -> int | None:
    for i in range(before - 1, max(before - _PAIR_REACH, -1), -1):
        if s.low[i] in (";", ":", "that", "which", "who") or (s.low[i] == "," and s.low[before] == ","):
            return None
        if s.tag[i] != "VERB" and not (s.low[i] == "be" and s.tag[i + 1] in ("ADJ", "NOUN", "DET", "ADP")):
            continue  # "should be grateful and agree": the pair is of "be"
        first = group_start(s, i)
        helped = s.low[first] == "to" or s.form[first] == "MD" or s.lemma[first] in ("do", "be")
        bare = base and s.form[i] in ("VB", "VBP") and s.low[i] == s.lemma[i]
        if bare and first < i and helped:
            return i
        if bare and s.low[before] != "," and s.low[i - 1] == ",":  # the second of three
            return _first_of_pair(s, i - 1, base=True)
        passive = any(s.lemma[j] == "be" for j in range(first, i))
        if not base and s.form[i] in ("VBN", "VBD") and passive and s.form[first] not in ("VBD", "VBZ"):
            return i
        if s.form[i] in FINITE:
            return None
    return None


def _noun_governor(s: SentenceView, start: int) -> int | None:
    for i in range(start - 1, max(start - 4, -1), -1):
        if s.tag[i] == "NOUN" and i + 1 < start and s.low[i + 1] in ("of", "to", "for"):
            return i
        if s.tag[i] not in ("ADP", "DET", "ADJ", "PART"):
            break
    return governing_verb(s, start) if start > 0 else None


def _left_governor(s: SentenceView, start: int, reach: int) -> int | None:
    for i in range(start - 1, max(start - 1 - reach, -1), -1):
        if s.low[i] in _CLAUSE_BREAKS or (s.low[i] == "," and s.form[start] == "VBG"):
            return None
        if s.tag[i] in ("VERB", "AUX") and s.lemma[i] != "be":
            return i
        if s.tag[i] in ("NOUN", "ADJ") and s.unit[i] < 0 and i == start - 1 and s.low[start] == "to":
            return i  # no party: "asked the police to leave"
        if s.tag[i] == "NOUN" and i + 1 < start and s.low[i + 1] in ("of", "for") and i + 2 == start:
            return i
    return None


def _that_governor(s: SentenceView, start: int) -> int | None:
    """The verb of saying or thinking over the clause of this group, when only its subject stands between."""
    for i in range(start - 1, max(start - 12, -1), -1):
        if s.low[i] in _STOPS_CLAUSE and not _joins_nouns(s, i):
            return None
        if s.low[i] == "that" and i > 0 and s.tag[i - 1] in ("NOUN", "VERB", "ADJ"):
            relative = i == start - 1 and s.tag[i - 1] == "NOUN"
            return None if relative else i - 1
        if s.tag[i] == "VERB" and s.form[i] not in ("VBG", "VBN") and not is_attributive(s, i):
            linked = i == start - 1 and s.lemma[i] in _LINKING and s.form[start] in ("VBD", "VBN")
            return None if linked else i  # "seemed aimed at Oslo" has no clause
    return None


_IN_NAME = _IN_PHRASE | {"CCONJ", "PART"}
_ENDS = frozenset((".", "?", "!", "”", "''", '"'))


def is_headline_plan(s: SentenceView, start: int, *, listed: bool = False) -> bool:
    """Whether "to" at `start` stands right behind the party that opens a headline or its part ("Oslo to sell wheat");
    with `listed`, also behind several between commas."""
    if s.low[start] != "to" or start == 0 or s.unit[start - 1] < 0 or s.low[-1] in _ENDS:
        return False
    opens = next((i + 1 for i in range(start - 1, -1, -1) if s.low[i] in (":", ";", "–", "—", "--")), 0)
    return all(s.tag[i] in _IN_NAME or s.low[i] == "of" or (listed and s.low[i] == ",") for i in range(opens, start))


def tells_plan(annotation: Annotation, sentence: int, time: Mention) -> bool:
    """Whether a time of that sentence stands behind a headline's plan, and lies ahead ("Oslo to sell wheat on
    Friday"; not "to free men held since Friday")."""
    first = bisect_left(annotation.tokens, sentence, key=lambda t: t.sentence)
    last = bisect_left(annotation.tokens, time.start, key=lambda t: t.start)
    if not any(t.text == "to" for t in annotation.tokens[first:last]):
        return False
    s = view_numbered(annotation, sentence, annotation.sentences[sentence][0])
    plan = next((i for i in range(last - first) if is_headline_plan(s, i, listed=True)), None)
    return plan is not None and not any(f in ("VBD", "VBN") for f in s.form[plan + 2 : last - first])


def is_spoken_of(s: SentenceView, noun: int, start: int) -> bool:
    """Whether a plan is only what the clause behind it speaks of ("a move that Oslo denounced"; not "a demand that Oslo
    yield")."""
    return s.tag[noun] == "NOUN" and s.low[noun + 1 : noun + 2] == ["that"] and s.form[start] in ("VBD", "VBZ")


def _joins_nouns(s: SentenceView, at: int) -> bool:
    around = s.tag[at - 1 : at] + s.tag[at + 1 : at + 2]
    return s.low[at] == "and" and len(around) == 2 and all(t in _IN_PHRASE or t == "PRON" for t in around)


def find_controller(s: SentenceView, at: int) -> list[int]:
    """Words left of the noun phrase that ends at `at`, nearest first, that may bind it to an infinitive after it.

    "asked the envoys of both sides to leave", "a request by the minister to postpone".
    """
    found: list[int] = []
    for i in range(at - 1, max(at - 8, -1), -1):
        if s.tag[i] in ("VERB", "AUX"):
            return [*found, i]
        if s.tag[i] == "NOUN":
            found.append(i)
        elif s.tag[i] not in _IN_PHRASE and s.tag[i] not in ("ADP", "PART", "PRON"):
            break
    return found
