"""A shallow clause grammar over one sentence: verb groups, subjects, objects, prepositional phrases, limits.

No parser: a few rules over tags, verb forms and the places of actor mentions. Indices are token numbers inside
the sentence; a unit is an actor or place mention with the tokens it covers.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from dragoman.annotate.tokens import verb_form
from dragoman.records import Mention, Token

_RELATIVE = frozenset(("who", "which", "that", "whom", "whose"))
_SUBORDINATE = frozenset(
    [
        "after",
        "before",
        "as",
        "while",
        "because",
        "although",
        "though",
        "amid",
        "following",
        "since",
        "when",
        "if",
        "unless",
        "until",
        "but",
        "whereas",
        "despite",
        "where",
        "whose",
        "once",
        "whether",
        "so",
    ]
)
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_MODIFIER = frozenset(("ADJ", "NOUN", "PROPN", "NUM", "ADV", "SYM"))
_BREAKS = frozenset((";", ":", "--", "—", "–", "(", ")"))
_GENITIVE = frozenset(("'s", "’s", "'", "’"))
_OWNERS = frozenset(("its", "his", "her", "their"))
_QUOTES = frozenset(("“", "”", '"', "``", "''", "‘"))
_REPORTING = frozenset(["say", "tell", "report", "announce", "add", "claim", "state", "note", "according"])


class Unit(Struct, frozen=True):
    """A mention and the tokens [first, end) it covers."""

    mention: Mention
    first: int
    end: int
    place: bool


class SentenceView(Struct, frozen=True):
    """One sentence ready for the grammar: parallel lists over its tokens, and its units (-1: no unit)."""

    tokens: Sequence[Token]
    low: list[str]
    tag: list[str]
    lemma: list[str]
    form: list[str]
    unit: list[int]
    units: list[Unit]
    timed: list[bool]

    def __len__(self) -> int:
        return len(self.tokens)


def view_sentence(tokens: Sequence[Token], mentions: Sequence[Mention]) -> SentenceView:
    """The grammar's view of one sentence; `mentions` are those inside it, actors before places where they overlap."""
    units: list[Unit] = []
    slots = [-1] * len(tokens)
    ranked = sorted(mentions, key=lambda m: (m.kind != "actor", m.start - m.end, m.start))
    for mention in ranked:
        if mention.kind == "time":
            continue
        inside = [i for i, t in enumerate(tokens) if t.start < mention.end and t.end > mention.start]
        if not inside or any(slots[i] >= 0 for i in inside):
            continue
        for i in inside:
            slots[i] = len(units)
        units.append(Unit(mention, inside[0], inside[-1] + 1, mention.kind == "place"))
    return SentenceView(
        tokens=tokens,
        low=[t.text.lower() for t in tokens],
        tag=[t.tag for t in tokens],
        lemma=[t.lemma for t in tokens],
        form=[verb_form(tokens, i) if t.tag in ("VERB", "AUX") else "" for i, t in enumerate(tokens)],
        unit=slots,
        units=units,
        timed=_timed(tokens, mentions),
    )


def _timed(tokens: Sequence[Token], mentions: Sequence[Mention]) -> list[bool]:
    spans = [(m.start, m.end) for m in mentions if m.kind == "time"]
    return [any(a < t.end and t.start < b for a, b in spans) for t in tokens] if spans else [False] * len(tokens)


def group_start(s: SentenceView, verb: int) -> int:
    """First token of the verb group that ends at `verb`: auxiliaries, negation, "to", adverbs inside it."""
    start = at = verb
    while at > 0 and verb - at < 7:
        at -= 1
        if (s.unit[at] >= 0 and s.tag[at] != "AUX") or s.timed[at]:
            break
        if s.tag[at] == "AUX" or (s.low[at] in ("not", "n't", "n’t", "never", "to") and s.tag[at] != "ADP"):
            start = at
        elif s.tag[at] not in ("ADV", "PART"):
            break
    return start


def is_passive(s: SentenceView, start: int, verb: int) -> bool:
    """Whether the group [start, verb] is passive: a form of be before a participle, or a bare participle with by."""
    if s.form[verb] not in ("VBN", "VBD"):
        return False
    helpers = [s.lemma[i] for i in range(start, verb) if s.tag[i] == "AUX" or s.lemma[i] in ("be", "get")]
    if helpers:
        return helpers[-1] in ("be", "get")
    return "by" in s.low[verb + 1 : verb + 3] and not _direct_unit(s, verb + 1)


def _direct_unit(s: SentenceView, at: int) -> bool:
    return at < len(s) and s.unit[at] >= 0


def governing_preposition(s: SentenceView, first: int) -> int | None:
    """Index of the preposition whose phrase begins the noun phrase at `first`; None when there is none."""
    for at in range(first - 1, max(first - 5, -1), -1):
        if s.tag[at] == "ADP" or s.low[at] == "to":
            return at
        if (
            s.unit[at] >= 0
            or s.low[at] in _RELATIVE
            or s.tag[at] not in ("DET", "ADJ", "NUM", "NOUN", "PROPN", "ADV", "PRON")
        ):
            return None
    return None


def coordinated(s: SentenceView, unit: int) -> list[int]:
    """The unit with those joined to it by commas and "and", in reading order."""
    found = [unit]
    while (before := _joined_left(s, s.units[found[0]].first)) is not None:
        found.insert(0, before)
    while (after := _joined_right(s, s.units[found[-1]].end)) is not None:
        found.append(after)
    # An apposition ("his counterpart, Lavrov") is joined by a comma too, but names nobody new.
    return [u for k, u in enumerate(found) if s.units[u].mention.chain is None or not _named(s, found[:k], u)]


def _named(s: SentenceView, earlier: list[int], unit: int) -> bool:
    return any(s.units[e].mention.chain == s.units[unit].mention.chain for e in earlier)


def _joined_left(s: SentenceView, first: int) -> int | None:
    at, joined = first - 1, False
    while at >= 0 and s.tag[at] in ("DET", "ADJ") and s.unit[at] < 0:
        at -= 1
    while at >= 0 and (s.low[at] in (",", "&") or (s.tag[at] == "CCONJ" and s.low[at] in ("and", "or"))):
        joined, at = joined or s.low[at] != ",", at - 1
    if joined and at > 1 and s.low[at] == ")" and "(" in s.low[max(at - 5, 0) : at]:
        at = max(i for i in range(at) if s.low[i] == "(") - 1  # "Rossi (left) and Mbeki"
    if at < 0 or at == first - 1 or s.unit[at] < 0:
        return None
    # A comma alone joins only the earlier members of a list, which an "and" closes further right, or the two
    # parties of a headline ("Rome, Tunis agree").
    end = s.units[s.unit[first]].end
    headline = s.units[s.unit[at]].first == 0 and end < len(s) and s.form[end] in _FINITE
    return s.unit[at] if joined or headline or _list_goes_on(s, end) else None


def _list_goes_on(s: SentenceView, end: int) -> bool:
    while end < len(s) and s.low[end] == ",":
        end += 1
    return end < len(s) and s.low[end] in ("and", "&", "or") and any(u >= 0 for u in s.unit[end + 1 : end + 4])


def _joined_right(s: SentenceView, end: int) -> int | None:
    at, joined = end, False
    while at < len(s) and (s.low[at] in (",", "&") or (s.tag[at] == "CCONJ" and s.low[at] in ("and", "or"))):
        joined, at = joined or s.low[at] != ",", at + 1
    if at == end:
        return None
    while at < len(s) and s.tag[at] in ("DET", "ADJ") and s.unit[at] < 0:
        at += 1
    if at >= len(s) or s.unit[at] < 0:
        return None
    unit = s.units[s.unit[at]]
    begins_clause = unit.end < len(s) and s.form[unit.end] in _FINITE
    if (begins_clause and at > end + 1 and s.low[end] == ",") or not (joined or _list_goes_on(s, unit.end)):
        return None
    return s.unit[at]


def find_subject(s: SentenceView, start: int, depth: int = 0) -> list[int]:
    """Units that are the subject of the verb group beginning at `start`; empty when no actor stands there."""
    at, fallback = start - 1, -1
    while at > 0 and (s.timed[at] or (s.tag[at] == "ADV" and s.unit[at] < 0)):
        at -= 1
    if at < 0:
        return _subject_right(s, start)
    if s.tag[at] == "CCONJ" or (s.low[at] == "," and _is_participle(s, start)):
        return _shared_subject(s, at, depth)
    if s.low[at] == "," and (opened := _opening_comma(s, at)) is not None:
        at = opened - 1
    while at >= 0:
        index = s.unit[at]
        if index >= 0:
            unit = s.units[index]
            preposition = governing_preposition(s, unit.first)
            if preposition is None:
                return coordinated(s, index)
            if fallback < 0 and s.low[preposition] in ("of", "in", "from"):
                fallback = index
            at = preposition - 1
            continue
        if s.low[at] in _RELATIVE and at >= start - 3:
            return _antecedent(s, at)
        if s.tag[at] in ("VERB", "AUX"):
            skipped = _skip_relative(s, at)
            if skipped is None:
                return _inherit(s, start, at, fallback, depth)
            at = skipped
            continue
        if s.low[at] in _BREAKS or (s.low[at] in _QUOTES and at < start - 1):
            break
        at -= 1
    if fallback >= 0:
        return coordinated(s, fallback)
    return _subject_right(s, start) if _is_participle(s, start) else []


def _is_participle(s: SentenceView, start: int) -> bool:
    return start < len(s) and s.form[start] == "VBG"


def _opening_comma(s: SentenceView, closing: int) -> int | None:
    """The comma that opens the insertion closed at `closing`."""
    for at in range(closing - 1, max(closing - 30, 0), -1):
        if s.low[at] == ",":
            return (
                at if s.low[at + 1] in _RELATIVE or s.tag[at + 1] in ("VERB", "DET", "ADP", "NOUN", "PROPN") else None
            )
    return None


def _antecedent(s: SentenceView, relative: int) -> list[int]:
    for at in range(relative - 1, max(relative - 9, -1), -1):
        if s.unit[at] >= 0:
            return coordinated(s, s.unit[at])
        if s.tag[at] in ("VERB", "AUX"):
            break
    return []


def _skip_relative(s: SentenceView, verb: int) -> int | None:
    """Where to go on when `verb` belongs to a relative clause between subject and verb; None when it does not."""
    start = group_start(s, verb)
    for at in range(start - 1, max(start - 4, -1), -1):
        if s.low[at] in _RELATIVE:
            return at - 1
        if s.unit[at] >= 0 or s.tag[at] in ("VERB", "PUNCT"):
            return None
    return None


def _inherit(s: SentenceView, start: int, verb: int, fallback: int, depth: int) -> list[int]:
    """A verb without a subject of its own takes that of the verb that governs it."""
    bare = s.low[start] == "to" or s.form[start] in ("VBG", "VB") or s.tag[start - 1] in ("CCONJ", "ADP", "SCONJ")
    if depth < 4 and (bare or s.form[start] == "VBN"):
        return find_subject(s, group_start(s, verb), depth + 1)
    if depth < 4 and all(s.tag[i] in ("ADV", "PART") for i in range(verb + 1, start)):
        return find_subject(s, group_start(s, verb), depth + 1)
    return coordinated(s, fallback) if fallback >= 0 else []


def _shared_subject(s: SentenceView, at: int, depth: int) -> list[int]:
    if depth > 3:
        return []
    for verb in range(at - 1, -1, -1):
        if s.tag[verb] in ("VERB", "AUX") and s.unit[verb] < 0:
            found = find_subject(s, group_start(s, verb), depth + 1)
            if found or s.form[verb] in _FINITE:
                return found
    for unit in range(at - 1, -1, -1):
        if s.unit[unit] >= 0 and governing_preposition(s, s.units[s.unit[unit]].first) is None:
            return coordinated(s, s.unit[unit])
    return []


def _subject_right(s: SentenceView, start: int) -> list[int]:
    """A participle that opens the sentence ("After meeting him, Rossi said") takes the subject that follows."""
    comma = next((i for i in range(start, min(len(s), start + 40)) if s.low[i] == ","), None)
    if comma is None:
        return []
    for at in range(comma + 1, min(len(s), comma + 6)):
        if s.unit[at] >= 0:
            return coordinated(s, s.unit[at])
    return []


def clause_limit(s: SentenceView, at: int, *, that: bool = False, infinitive: bool = False) -> int:
    """Where the clause that begins at `at` ends: at a stop, a subordinator, a relative or the next finite verb.

    With `that`, a that-clause directly governed is part of it, with its own finite verb.
    """
    allowed = 1 if that else 0
    for i in range(at, len(s)):
        low = s.low[i]
        if low in (";", ":", "--", "—", "–", "_") or low in ("”", "''") or (low in _SUBORDINATE and s.tag[i] != "ADV"):
            return i
        if low in ("that", "which", "who", "whom") and s.tag[i] != "DET":
            if not (that and low == "that" and i - at < 6):
                return i
        elif low == ",":
            if _comma_closes(s, i):
                return i
        elif s.tag[i] == "CCONJ" and i + 1 < len(s) and s.form[i + 1] in _FINITE:
            if s.form[i + 1] != "VBP" or "to" not in s.low[max(at - 1, 0) : i]:
                return i
        elif s.form[i] in _FINITE and s.unit[i] < 0 and not _reduced(s, i) and s.tag[i - 1] != "CCONJ":
            if s.lemma[i] in _REPORTING or not allowed:
                return i
            if not (i and s.tag[i - 1] in ("AUX", "ADV", "PART")):
                allowed -= 1
    return len(s)


def _reduced(s: SentenceView, at: int) -> bool:
    """A past form that is a participle: before a preposition ("troops sent to"), or inside a noun phrase."""
    if is_attributive(s, at):
        return True
    return s.form[at] == "VBD" and at + 1 < len(s) and s.tag[at + 1] == "ADP" and s.lemma[at] not in _REPORTING


def _comma_closes(s: SentenceView, comma: int) -> bool:
    after = comma + 1
    if after >= len(s):
        return True
    if s.form[after] == "VBG" or s.low[after] in _RELATIVE or s.low[after] in _SUBORDINATE:
        return True
    if s.tag[after] == "CCONJ" and after + 1 < len(s) and s.form[after + 1]:
        return True
    unit = next((s.unit[i] for i in range(after, min(after + 3, len(s))) if s.unit[i] >= 0), -1)
    if unit < 0:
        return False
    end = s.units[unit].end
    return end < len(s) and s.form[end] in _FINITE


def find_objects(s: SentenceView, at: int, limit: int, *, clausal: bool = False) -> list[int]:
    """Units of the object right of a verb: the first bare, genitive or of-phrase unit, else one in another phrase.

    The subject of another verb is no object, unless the verb takes a clause (`clausal`: "demanded that Rome act").
    """
    fallback = -1
    i = at
    while i < limit:
        index = s.unit[i]
        if index >= 0:
            unit = s.units[index]
            preposition = governing_preposition(s, unit.first)
            if not clausal and unit.end < len(s) and s.form[unit.end] in _FINITE and not _reduced(s, unit.end):
                break
            if preposition is None or preposition < at or s.low[preposition] == "of":
                return coordinated(s, index)
            if fallback < 0 and s.low[preposition] in ("against", "by", "on", "in", "at", "to", "from", "with", "for"):
                fallback = index
            i = unit.end
            continue
        i += 1
    return [fallback] if fallback >= 0 else []


def find_after(s: SentenceView, at: int, limit: int, preposition: str) -> list[int]:
    """Units of the first phrase that `preposition` opens in [at, limit)."""
    for i in range(at, limit):
        if s.low[i] == "to" and i + 1 < limit and s.form[i + 1] == "VB":
            break  # A purpose clause has parties of its own.
        if s.low[i] != preposition:
            continue
        for j in range(i + 1, min(i + 9, limit)):
            if s.unit[j] >= 0:
                return coordinated(s, s.unit[j])
            if s.form[j] in _FINITE or (
                s.tag[j] in ("ADP", "PUNCT", "SCONJ") and s.low[j] not in ("of", "``", '"', "“")
            ):
                break
    return []


def find_possessor(s: SentenceView, noun: int) -> list[int]:
    """Units before a noun that own it: "Iraq's", "Iraqi", "U.S.", "his"; empty at an article or a preposition."""
    at = noun - 1
    while at >= 0 and noun - at < 7:
        if s.unit[at] >= 0:
            first = s.units[s.unit[at]].first
            if first > 1 and s.low[first - 1] in _GENITIVE and s.unit[first - 2] >= 0:
                return coordinated(s, s.unit[first - 2])
            return coordinated(s, s.unit[at])
        if s.low[at] in _OWNERS:
            return _owner(s, noun, at)
        if not (s.tag[at] in _MODIFIER or s.low[at] in _GENITIVE or s.form[at] in ("VBN", "VBG", "VBD")):
            return []
        at -= 1
    return []


def _owner(s: SentenceView, noun: int, pronoun: int) -> list[int]:
    """Whom a possessive pronoun that is no mention means: the subject of its clause, else the owner named before."""
    verb = governing_verb(s, noun)
    found = find_subject(s, group_start(s, verb)) if verb is not None else []
    if found:
        return found
    for at in range(pronoun - 1, 0, -1):
        if s.low[at] in _GENITIVE and s.unit[at - 1] >= 0:
            return [s.unit[at - 1]]
    for unit in sorted(s.units, key=lambda u: u.first):
        if unit.end <= pronoun and not unit.place and governing_preposition(s, unit.first) is None:
            return coordinated(s, s.unit[unit.first])
    return []


def is_owned_noun(s: SentenceView, at: int) -> bool:
    """Whether a word stands after an owned unit ("Chung's Moscow visit"), so that it is a noun whatever its tag."""
    unit = s.unit[at - 1] if at else -1
    return unit >= 0 and s.units[unit].first > 0 and s.low[s.units[unit].first - 1] in _GENITIVE


def find_modifier(s: SentenceView, noun: int) -> list[int]:
    """The unit right before a noun that another unit owns: Moscow in "Chung's Moscow visit"."""
    return [s.unit[noun - 1]] if is_owned_noun(s, noun) else []


def content_start(s: SentenceView, at: int, limit: int) -> int:
    """Where the content of a promise begins: at "to" and a verb, or at "that"; `limit` when there is none."""
    for i in range(at, limit):
        if s.low[i] == "that" or (s.low[i] == "to" and i + 1 < len(s) and s.tag[i + 1] in ("VERB", "AUX", "ADV")):
            return i
    return limit


def governing_verb(s: SentenceView, noun: int) -> int | None:
    """The verb whose object or phrase the noun belongs to: the nearest to the left inside the clause."""
    for at in range(noun - 1, max(noun - 12, -1), -1):
        if s.form[at] and s.tag[at] == "VERB" and s.unit[at] < 0:
            return at
        if s.low[at] in (";", ":") or s.low[at] in _SUBORDINATE:
            return None
    return None


def is_attributive(s: SentenceView, at: int) -> bool:
    """A participle between an article and a noun ("the stalled talks") tells no act of its own."""
    if s.form[at] not in ("VBN", "VBD", "VBG") or at == 0 or at + 1 >= len(s) or s.unit[at - 1] >= 0:
        return False
    return s.tag[at - 1] in ("DET", "ADJ", "NUM") and s.tag[at + 1] in ("NOUN", "PROPN", "ADJ")
