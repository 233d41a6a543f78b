"""Wordings that decide whether an act was done, for the rules and over the encoder: "no evidence that"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from msgspec import Struct

from dragoman.coding.clauses import is_attributive
from dragoman.coding.conditional import find_clause_mark, find_opening
from dragoman.coding.deciding import load_cues
from dragoman.coding.frames import NEGATIONS
from dragoman.coding.governors import act_start, is_verbal, words_over
from dragoman.coding.units import FINITE, SentenceView
from dragoman.coding.word_lists import list_words
from dragoman.errors import TableError
from dragoman.records import Factuality
from dragoman.tables import read_table

_OVER = ("clause", "act", "verb", "perfect", "infinitive")
_KINDS: dict[str, Factuality] = {"negated": "negated", "hypothetical": "hypothetical", "asserted": "asserted"}
_GAP = 3  # words that `_` may stand for
_OPENS = frozenset(("]", "“", "``", '"', "‘", ":", ";", "and", "but", "so"))
_HELPS = frozenset(("be", "do", "have"))
_INVERTED = frozenset(("had", "should", "were"))
_UNREAL_MAIN = frozenset(("would", "could", "might", "'d", "’d"))
_JOINS = frozenset(("that", "if", "whether"))
_SUBJECT = frozenset(("NOUN", "PROPN", "PRON", "DET", "ADJ", "NUM"))
_IN_NAME = frozenset(("NOUN", "PROPN", "DET", "ADJ", "NUM"))
# Who is too much of these did it: "too quick to condemn".
_HASTY = frozenset(("quick", "quickly", "fast", "hasty", "swift", "happy", "prone"))
_WILL = frozenset(("will", "'ll", "’ll", "shall"))
_WHOSE = frozenset(("the", "his", "her", "its", "their"))
_ADVERBS = frozenset(("ADV", "DET", "PART"))


class Doubt(Struct, frozen=True):
    """A wording: its words from last to first (None: a gap), what they stand over, and what they make of the act."""

    words: tuple[str | None, ...]
    over: str
    kind: Factuality
    score: float


# "Did the army attack?": asked, not told.
_ASKED = Doubt((), "clause", "hypothetical", 0.8)
# "Had the army attacked, ...", "Should the army attack, ...": conditions without a word that opens them.
_UNREAL = Doubt((), "clause", "conditional", -0.5)
_SHOULD = Doubt((), "clause", "conditional", 0.6)
# "It was not Oslo that attacked".
_OTHERS = Doubt((), "clause", "negated", -1.5)
# "Nor has the army attacked".
_NOR = Doubt((), "clause", "negated", -2.0)
# "When Rossi visits Oslo, he will": still to come, and no promise.
_AHEAD = Doubt((), "clause", "planned", 1.2)
# "Too weak to attack".
_TOO = Doubt((), "infinitive", "negated", -0.8)


@lru_cache(maxsize=8)
def _load_doubts(overlay: Path | None) -> dict[str, list[Doubt]]:
    """Rows of doubts.tsv by their last word."""
    found: dict[str, list[Doubt]] = {}
    for row in read_table("doubts", overlay):
        if row["over"] not in _OVER or row["class"] not in _KINDS:
            known = f"over one of: {', '.join(_OVER)}; class one of: {', '.join(_KINDS)}"
            raise TableError(f"doubts.tsv, row {row['words']!r}: needs {known}")
        try:
            score = float(row["score"])
        except ValueError:
            message = f"score is {row['score']!r}; give a number from -3 to 3"
            raise TableError(f"doubts.tsv, row {row['words']!r}: {message}") from None
        words = tuple(None if word == "_" else word for word in reversed(row["words"].split()))
        doubt = Doubt(words, row["over"], _KINDS[row["class"]], score)
        found.setdefault(str(words[0]), []).append(doubt)
    return {word: sorted(rows, key=lambda d: -len(d.words)) for word, rows in found.items()}


def find_doubt(s: SentenceView, head: int, overlay: Path | None = None) -> Doubt | None:
    """The wording that decides whether the act whose head is token `head` was done; None where there is none."""
    head = _told_by(s, head, list_words("light", overlay))
    start = act_start(s, head)
    rows = _load_doubts(overlay)
    for over, at in _places(s, start, head):
        for doubt in (d for word in {s.low[at], s.lemma[at]} for d in rows.get(word, ())):
            if doubt.over == over and _stands(s, doubt, at) and _opens_clause(s, doubt, at):
                return None if _yields(s, doubt, start, overlay) else doubt
    if _is_too_much(s, start, overlay):
        return _TOO
    if is_verbal(s, head) and _is_others(s, start):
        return _OTHERS
    if _is_ahead(s, start, head, overlay):
        return _AHEAD
    return _read_inverted(s, start, head) or (_ASKED if _is_asked(s, start, head) else None)


def _yields(s: SentenceView, doubt: Doubt, start: int, overlay: Path | None) -> bool:
    """Whether other words say more of an act than the wording: "if it had to leave", "would probably leave"."""
    if doubt.kind == "asserted":
        return find_opening(s, start, load_cues(overlay)[0], overlay) is not None
    return doubt.over == "verb" and doubt.kind == "hypothetical" and s.form[start] == "MD"


def _told_by(s: SentenceView, head: int, light: frozenset[str]) -> int:
    """The light verb right before the noun phrase of an act, which is told by both; else the head itself."""
    if s.tag[head] != "NOUN":
        return head
    at = act_start(s, head) - 1
    at -= at > 0 and s.tag[at] == "ADP" and s.lemma[at - 1] == "carry"
    return at if at >= 0 and s.tag[at] == "VERB" and s.lemma[at] in light else head


def _places(s: SentenceView, start: int, head: int) -> Iterator[tuple[str, int]]:
    """Where the last word of a wording may stand, and over what it would."""
    verbal = is_verbal(s, head) or (s.tag[head] == "ADJ" and s.low[head].endswith("ed"))
    before = head - 1
    while before > start and s.low[before] in ("be", "been", "being"):
        before -= 1
    if verbal and before >= 0:
        yield "verb", before
    at = start if s.low[start] == "to" and s.form[head] == "VBG" else start - 1  # "close to signing": one group
    if verbal and (perfect := next((i for i in range(start, head) if s.low[i : i + 2] == ["to", "have"]), 0)):
        yield "perfect", perfect - 1
    if verbal and s.low[start] == "to" and start > 0:
        yield "infinitive", start - 1
    while at > 0 and s.tag[at] in _ADVERBS and s.tag[at - 1] != "ADV":
        at -= 1  # "short of openly accusing"
    ends = s.form[head + 1 : head + 2] == ["VBG"]  # "no sign of the raids ending": that they end is in doubt
    if at >= 0 and (verbal or not ends):
        yield "act", at
    if verbal and s.form[start] != "VBG" and s.low[start] != "to" and not _tells_which(s, start, head):
        yield from (("clause", i) for i in words_over(s, start))


def _tells_which(s: SentenceView, start: int, head: int) -> bool:
    """Whether a participle only says who is meant, and the clause goes on ("unclear if men *killed* in May were")."""
    if start != head or s.form[head] not in ("VBN", "VBD") or s.tag[head + 1 : head + 2] != ["ADP"]:
        return False
    behind = range(head + 1, len(s))
    stop = next((i for i in behind if s.form[i] in FINITE or s.tag[i] in ("PUNCT", "SCONJ", "CCONJ", "PRON")), head)
    return s.form[stop] in FINITE and stop > head


def _stands(s: SentenceView, doubt: Doubt, at: int) -> bool:
    """Whether the words of a wording end at token `at`."""
    gap = 0
    for word in doubt.words:
        if word is None:
            gap = _GAP
            continue
        while at >= 0 and word not in (s.low[at], s.lemma[at]) and gap:
            at, gap = at - 1, gap - 1
        if at < 0 or word not in (s.low[at], s.lemma[at]):
            return False
        at, gap = at - 1, 0
    return True


def _opens_clause(s: SentenceView, doubt: Doubt, at: int) -> bool:
    """Whether the clause that a wording decides begins behind it: "no way the army will", not "no way out as the army";
    one that ends in a conjunction opens it anyhow."""
    return doubt.over != "clause" or doubt.words[0] in _JOINS or s.tag[at + 1] in _SUBJECT


def _is_too_much(s: SentenceView, start: int, overlay: Path | None) -> bool:
    """Whether an infinitive is what "too" leaves undone: "too weak to attack", not "too eager to attack"."""
    if s.low[start] != "to" or start < 2 or s.low[start - 2] != "too" or s.tag[start - 1] not in ("ADJ", "ADV"):
        return False
    cue = load_cues(overlay)[1].get(s.low[start - 1])
    willing = s.low[start - 1] in _HASTY or (cue is not None and cue.kind in ("asserted", "planned"))
    return not willing and not NEGATIONS & set(s.low[max(start - 4, 0) : start - 2])


def _is_others(s: SentenceView, start: int) -> bool:
    """Whether a clause tells what those it names did not do: "it was not the army that attacked"."""
    if start < 5 or s.low[start - 1] not in ("that", "who"):
        return False
    at = start - 2
    while at > 1 and s.tag[at] in _IN_NAME:
        at -= 1
    somebody = any(unit >= 0 for unit in s.unit[at + 1 : start - 1])  # not "it was not a mine that killed"
    return somebody and s.low[at] in NEGATIONS and s.lemma[at - 1] == "be" and s.low[at - 2] == "it"


def _read_inverted(s: SentenceView, start: int, head: int) -> Doubt | None:
    """What "nor" or an auxiliary that opens the clause of a verb makes of it: "Nor has Oslo come", "Had Oslo come"."""
    if not is_verbal(s, head) or is_attributive(s, head) or s.low[-1] == "?":
        return None
    clause = list(words_over(s, start))
    nor = next((i for i in clause if i > 0 and s.low[i - 1] == "nor"), -1)
    if nor >= 0 and s.low[start] != "to" and (s.lemma[nor] in _HELPS or s.form[nor] == "MD"):
        return _NOR if not any(s.form[i] for i in range(nor + 1, start)) else None
    opens = next((i for i in clause if s.low[i] in _INVERTED), -1)
    if opens < 0 or (opens > 0 and s.low[opens - 1] not in _OPENS | {",", "that"}):
        return None
    subject = s.tag[opens + 1] in _SUBJECT and not s.low[opens + 1].endswith(("self", "selves"))
    if not subject or any(s.form[i] in FINITE for i in range(opens + 1, start)):
        return None
    if s.low[opens] == "had":  # its consequence has a "would"; "his heir, Emperor Minas, had him jailed" has none
        if not any(s.low[i] in _UNREAL_MAIN for i in range(len(s)) if i not in range(opens, head)):
            return None
        return _UNREAL if s.form[head] in ("VBN", "VBD") and s.low[start] != "to" else None
    bare = s.form[start] in ("VB", "VBP") and s.low[opens] == "should"
    return _SHOULD if bare or (s.low[opens] == "were" and s.low[start] == "to") else None


def _is_ahead(s: SentenceView, start: int, head: int, overlay: Path | None) -> bool:
    """Whether a verb in the present stands behind "when", "before" or "after" beside what will be done, and is still to
    come ("will meet them when he visits Oslo")."""
    if not is_verbal(s, head) or s.form[start] not in ("VBZ", "VBP"):
        return False
    marks = load_cues(overlay)[0]
    if find_clause_mark(s, start, marks, "ahead") is None or find_opening(s, start, marks, overlay) is not None:
        return False
    first = next(i for i in words_over(s, start) if (cue := marks.get(s.low[i])) is not None and cue.scope == "ahead")
    leads = first == 0 or s.low[first - 1] in _OPENS | {",", "that"}  # not "condemns it after it attacks and will not"
    if not leads and s.low[first] == "when" and s.tag[start - 1] != "PRON":
        return False  # "Oslo will pay when Lima frees them": a condition
    beside = (*range(first), *range(head + 1, len(s) if leads else head + 1))
    return any(s.low[i] in _WILL and not (i and s.low[i - 1] in _WHOSE) for i in beside)


def _is_asked(s: SentenceView, start: int, head: int) -> bool:
    """Whether a verb belongs to a question that an auxiliary opens: "Did the army attack?", "Was he killed?"."""
    stop = next((i for i in range(head + 1, len(s)) if s.low[i] in ("?", ".", "!", "”", "''")), len(s))
    if stop == len(s) or s.low[stop] != "?" or s.low[start] == "to":
        return False
    opens = start
    while opens > 0 and s.low[opens - 1] not in _OPENS:
        opens -= 1
    if s.tag[opens] != "AUX" or s.low[opens] in ("be", "having", "being"):
        return False
    between = range(opens + 1, min(start, head))
    if any(s.form[i] or s.low[i] in (",", "that", "who", "which") for i in between):
        return False
    # A verb taken for a noun stands right behind its subject: "Did Oslo criticise the law?"
    return is_verbal(s, head) or (s.tag[head] == "NOUN" and s.unit[head - 1] >= 0 and s.unit[head] < 0)
