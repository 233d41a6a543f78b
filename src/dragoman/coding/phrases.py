"""Noun phrases of a clause: prepositions, coordination, objects, phrases opened by a preposition."""

from __future__ import annotations

from dragoman.coding.clauses import after_apposition, after_head, is_reduced, opens_clause
from dragoman.coding.units import FINITE, GENITIVE, RELATIVE, REPORTING, WILL, SentenceView, Unit

_JOINS = frozenset(("and", "&", "or", "nor"))
# Words that close a list of parties with those whom nobody names ("Kenya, Uganda and a number of *other* states").
_THE_REST = frozenset(("other", "others", "several", "many", "dozens", "elsewhere"))
_NAMED = frozenset(("country", "capital", "person"))
_MANY = ("many", "much", "few")
# Verbs of thought and consent, which like those of reporting take a clause with a subject of its own.
TAKES_CLAUSE = REPORTING | frozenset(
    ("believe", "hope", "expect", "think", "know", "mean", "fear", "want", "promise", "deny", "confirm", "see", "let",
     "make", "agree", "argue", "recommend", "suggest", "propose", "decide")
)  # fmt: skip
_OWNERS = frozenset(("its", "his", "her", "their"))
_OPENERS = frozenset(("after", "before", "since", "until", "as", "than"))


def governing_preposition(s: SentenceView, first: int) -> int | None:
    """Index of the preposition whose phrase begins the noun phrase at `first`; None when there is none."""
    if s.unit[first] >= 0:  # "in the *Peruvian* capital"
        start = s.units[s.unit[first]].mention.start
        while first > 0 and s.tokens[first - 1].start >= start:
            first -= 1
    for at in range(first - 1, max(first - 5, -1), -1):
        if _counts(s, at):
            continue
        if s.timed[at] and s.low[at + 1] not in GENITIVE and not _is_dated(s, at):
            return None  # "said on Friday they would"
        if s.tag[at] == "ADP" or s.low[at] == "to":
            return None if s.low[at] in _OPENERS and _opens_clause(s, first) else at
        if (
            s.unit[at] >= 0
            or s.low[at] in RELATIVE
            or s.tag[at] not in ("DET", "ADJ", "NUM", "NOUN", "PROPN", "ADV", "PRON")
        ):
            return None
    return None


def _is_dated(s: SentenceView, at: int) -> bool:
    """Whether the time that ends at `at` stands behind an article and says which is meant ("in the 1991 raid")."""
    while at >= 0 and s.timed[at]:
        at -= 1
    return at >= 0 and s.tag[at] == "DET"


def _counts(s: SentenceView, at: int) -> bool:
    """Whether a word that may be a preposition belongs to a number: "at least 40", "up to 40", "as many as 40"."""
    before = s.low[at - 1] if at else ""
    after = s.low[at + 1] if at + 1 < len(s) else ""
    number = at + 1 < len(s) and s.tag[at + 1] == "NUM"
    match s.low[at]:
        case "at":
            return after in ("least", "most")
        case "up":
            return after == "to" and at + 2 < len(s) and s.tag[at + 2] == "NUM"
        case "to":
            return before == "up" and number
        case "than":
            return before in ("more", "fewer", "less") and number
        case "as":
            return after in _MANY or (before in _MANY and number)
        case "over" | "about" | "around" | "under":
            return number and at > 0 and s.tag[at - 1] == "VERB"
    return False


def _opens_clause(s: SentenceView, first: int) -> bool:
    """Whether the phrase at `first` is the subject of a clause ("after Oslo rejected the plan")."""
    end = s.units[s.unit[first]].end if s.unit[first] >= 0 else first + 1
    return end < len(s) and s.form[end] in FINITE and not is_reduced(s, end)


_AS_WELL = ["as", "well", "as"]


def coordinated(s: SentenceView, unit: int) -> list[int]:
    """The unit with those joined to it by commas and "and", in reading order."""
    found = [unit]
    while (before := _joined_left(s, s.units[found[0]].first)) is not None:
        found.insert(0, before)
    while (after := _joined_right(s, s.units[found[-1]].end)) is not None:
        found.append(after)
    if _holds_both(s, found):
        found = found[:1]
    # An apposition ("his counterpart, Lavrov") is joined by a comma too, but names nobody new.
    return [u for k, u in enumerate(found) if s.units[u].mention.chain is None or not _named(s, found[:k], u)]


def _holds_both(s: SentenceView, units: list[int]) -> bool:
    """Whether a person is named with several offices of his, the last without an article ("Rossi, a senator and former
    mayor of Lima")."""
    person, *offices = (s.units[u] for u in units)
    if len(offices) < 2 or person.mention.form != "person" or any(o.mention.form != "office" for o in offices):
        return False
    at = offices[-1].first - 1
    while s.tag[at] == "ADJ":
        at -= 1
    return s.low[at] in _JOINS and s.tag[offices[0].first - 1] == "DET"


def _named(s: SentenceView, earlier: list[int], unit: int) -> bool:
    return any(s.units[e].mention.chain == s.units[unit].mention.chain for e in earlier)


def _joined_left(s: SentenceView, first: int) -> int | None:
    at, joined = first - 1, False
    at -= at > 0 and s.tag[at] == "NOUN" and s.low[at - 1] in _OWNERS  # "and its ally Lima"
    while at >= 0 and _opens_phrase(s, at):
        at -= 1
    if at > 0 and s.low[at - 1] == "," and any(s.low[i] in _OWNERS for i in range(at, first)):
        return None  # ", and his men fled"
    while at >= 0 and (s.low[at] in (",", "&") or (s.tag[at] == "CCONJ" and s.low[at] in _JOINS)):
        joined, at = joined or s.low[at] != ",", at - 1
    if s.low[max(at - 2, 0) : at + 1] == _AS_WELL:
        joined, at = True, at - 3
    if joined and at > 1 and s.low[at] == ")" and "(" in s.low[max(at - 5, 0) : at]:
        at = max(i for i in range(at) if s.low[i] == "(") - 1  # "Rossi (left) and Mbeki"
    if at > 1 and s.unit[at - 2] >= 0 and _past_age(s, at - 1) > at:
        at -= 2
    if at < 0 or at == first - 1 or s.unit[at] < 0:
        return None
    # A comma alone joins only the earlier members of a list, which an "and" closes further right, or the two
    # parties of a headline ("Rome, Tunis agree").
    end = s.units[s.unit[first]].end
    headline = s.units[s.unit[at]].first == 0 and end < len(s) and s.form[end] in FINITE
    if _begins_clause(s, s.unit[at], s.unit[first]):
        return None
    return s.unit[at] if joined or headline or _list_goes_on(s, end) else None


def _opens_phrase(s: SentenceView, at: int) -> bool:
    """Whether a word may stand between an "and" and the party it joins ("and his new ally")."""
    return s.unit[at] < 0 and (s.tag[at] in ("DET", "ADJ") or s.low[at] in _OWNERS)


def _list_goes_on(s: SentenceView, end: int) -> bool:
    """Whether commas and parties from `end` on lead to an "and" with the last of them."""
    while end < len(s) and s.low[end] == ",":
        at = next((i for i in range(end + 1, min(end + 4, len(s))) if s.tag[i] not in ("DET", "ADJ")), len(s) - 1)
        end = s.units[s.unit[at]].end if s.unit[at] >= 0 else end + 1
    if end >= len(s) or s.low[end] not in _JOINS:
        return False
    return any(u >= 0 for u in s.unit[end + 1 : end + 4]) or not _THE_REST.isdisjoint(s.low[end + 1 : end + 5])


def _past_age(s: SentenceView, end: int) -> int:
    """Where an age between commas behind a party ends ("Rossi, *42*, and Mbeki"); `end` where none stands there."""
    aged = s.low[end : end + 1] == [","] and "".join(s.low[end + 1 : end + 2]).isdigit()
    return end + 2 if aged and s.low[end + 2 : end + 3] in ([","], ["and"]) else end


def _joined_right(s: SentenceView, end: int) -> int | None:
    party = s.unit[end - 1]
    end = _past_age(s, end)
    at, joined = end, False
    if at + 1 < len(s) and s.low[at] == "(" and ")" in s.low[at : at + 5]:
        end = at = s.low.index(")", at) + 1  # "Rossi (left) and Mbeki"
    while at < len(s) and (s.low[at] in (",", "&") or (s.tag[at] == "CCONJ" and s.low[at] in _JOINS)):
        joined, at = joined or s.low[at] != ",", at + 1
    if s.low[at : at + 3] == _AS_WELL:
        joined, at = True, at + 3
    if at == end:
        return None
    if joined and at < len(s) and s.tag[at] == "ADP":  # "talks with the king and with the bishop"
        before = governing_preposition(s, s.units[party].first) if party >= 0 else None
        at += before is not None and s.low[before] == s.low[at]
    while at < len(s) and _opens_phrase(s, at):
        at += 1
    clause = s.low[end] == "," and any(s.low[i] in _OWNERS for i in range(end, at))  # ", and his men fled"
    if at >= len(s) or s.unit[at] < 0 or clause:
        return None
    unit = s.units[s.unit[at]]
    begins_clause = unit.end < len(s) and s.form[unit.end] in FINITE
    if (begins_clause and at > end + 1 and s.low[end] == ",") or not (joined or _list_goes_on(s, unit.end)):
        return None
    return None if _begins_clause(s, party, s.unit[at]) else s.unit[at]


def _begins_clause(s: SentenceView, left: int, right: int) -> bool:
    """Whether the unit `right` is the subject of a new clause, of which the object or the prepositional phrase `left`
    before it is no part: "Togo sent 200 soldiers and Ghana, its neighbour, agreed to follow"."""
    end = after_apposition(s, after_head(s, s.units[right].end))
    if not _has_verb(s, right, end):
        return False
    first = s.units[left].first
    if not any(s.form[i] in FINITE and s.unit[i] < 0 and s.lemma[i] not in TAKES_CLAUSE for i in range(first)):
        return False
    before = first - 1
    while before >= 0 and s.tag[before] in ("DET", "ADJ", "NUM") and s.unit[before] < 0:
        before -= 1
    if before < 0:
        return False
    if s.tag[before] == "VERB":
        return s.lemma[before] not in TAKES_CLAUSE
    # ", and X, ... said" is no list's last unless a comma stands before `left` too.
    return "," in s.low[s.units[left].end : s.units[right].first] and s.low[before] != ","


def _has_verb(s: SentenceView, unit: int, end: int) -> bool:
    """Whether the finite verb of a unit stands at `end`. A name behind "and" takes no bare participle ("and Togo called
    for calm"), as others do ("and two men suspected of")."""
    if end >= len(s) or s.form[end] not in FINITE:
        return False
    before = s.units[unit].first - 1
    before -= before > 0 and s.tag[before] == "DET"
    named = s.units[unit].mention.form in _NAMED and before >= 0 and s.tag[before] == "CCONJ"
    return named or not is_reduced(s, end)


def find_objects(s: SentenceView, at: int, limit: int, *, clausal: bool = False) -> list[int]:
    """Units of the object right of a verb: the first bare, genitive or of-phrase unit, else one in another phrase.

    The subject of another verb is no object, unless the verb takes a clause (`clausal`: "demanded that Rome act") and
    it is not who speaks himself ("warned that it would act").
    """
    fallback = -1
    i = at
    while i < limit:
        purpose = s.low[i] == "to" and i + 1 < limit and s.form[i + 1] == "VB"
        if purpose and i > at and s.tag[i - 1] == "NOUN" and not s.timed[i - 1] and s.unit[i - 1] < 0:
            break  # "rejected a demand to free the sailors" is done to no sailors
        if i > at and s.unit[i - 1] < 0 and s.tag[i - 1] == "NOUN" and opens_clause(s, i):
            break  # "condemned the raid and Lima called for calm"
        index = s.unit[i]
        if index >= 0:
            unit = s.units[index]
            preposition = governing_preposition(s, unit.first)
            if (not clausal or _goes_on(s, unit)) and _has_verb(s, index, unit.end):
                break
            if preposition is None or preposition < at or s.low[preposition] == "of":
                return coordinated(s, index)
            if fallback < 0 and s.low[preposition] in _OTHERWISE - _where_from(s, at - 1, preposition):
                fallback = index
            i = unit.end
            continue
        i += 1
    return [fallback] if fallback >= 0 else []


# Prepositions that bring whom an act without an object is done to; whoever is fired "at" is not where it came "from".
_OTHERWISE = frozenset(("against", "by", "on", "to", "from", "with", "for"))
_AIMING = frozenset(("at", "on", "upon"))


def _where_from(s: SentenceView, first: int, end: int) -> frozenset[str]:
    """ "From", where the words [first, end) aim a deed at somebody: then it only tells where it came from."""
    return frozenset(("from",)) if _AIMING & set(s.low[first:end]) else frozenset()


def _goes_on(s: SentenceView, unit: Unit) -> bool:
    """Whether a pronoun is the subject of what is to come: of who warns or promises it, by his own word."""
    return unit.mention.form == "pronoun" and unit.end < len(s) and s.low[unit.end] in WILL


_BORDERS = frozenset(("border", "borders", "frontier", "boundary"))


def find_after(s: SentenceView, at: int, limit: int, preposition: str) -> list[int]:
    """Units of the first phrase that `preposition` opens in [at, limit)."""
    for i in range(at, limit):
        if s.low[i] == "to" and i + 1 < limit and s.form[i + 1] == "VB":
            break  # A purpose clause has parties of its own.
        if s.low[i] != preposition or (s.unit[i] >= 0 and s.unit[i - 1] == s.unit[i]):
            continue  # not the "of" inside "Secretary of State"
        for j in range(i + 1, min(i + 9, limit)):
            if s.unit[j] >= 0:
                # "by gunfire and a guard went missing": the subject of another verb
                apart = preposition == "by" and any(opens_clause(s, k) for k in range(i + 2, j))
                return [] if apart else coordinated(s, s.unit[j])
            if s.form[j] in FINITE or s.low[j] == "to":  # "a plea by May to free the men"
                break
            bordering = s.low[j] == "with" and s.low[j - 1] in _BORDERS  # "along the border with Chile"
            marks = s.tag[j] in ("ADP", "PUNCT", "SCONJ") and s.low[j] not in ("of", "``", '"', "“")
            if marks and not bordering:
                break
    return []


def find_next(s: SentenceView, at: int) -> list[int]:
    """Units of the first party or place from `at` on, wherever it stands in the sentence."""
    found = next((s.unit[i] for i in range(at, len(s)) if s.unit[i] >= 0), None)
    return coordinated(s, found) if found is not None else []


def find_modifier(s: SentenceView, noun: int) -> list[int]:
    """The unit right before a noun that another unit owns: Moscow in "Chung's Moscow visit"."""
    return [s.unit[noun - 1]] if is_owned_noun(s, noun) else []


def is_owned_noun(s: SentenceView, at: int) -> bool:
    """Whether a word stands after an owned unit ("Chung's Moscow visit"), so that it is a noun whatever its tag."""
    unit = s.unit[at - 1] if at else -1
    return unit >= 0 and s.units[unit].first > 0 and s.low[s.units[unit].first - 1] in GENITIVE
