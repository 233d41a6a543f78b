"""A shallow clause grammar: verb groups, where a clause or a promised content ends, governing verbs.

No parser: a few rules over tags, verb forms and the places of mentions. Indices are token numbers in the sentence.
"""

from __future__ import annotations

from dragoman.annotate.subjects import POSSESSIVE
from dragoman.coding.units import FINITE, RELATIVE, REPORTING, SentenceView

SUBORDINATE = frozenset(
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


def group_start(s: SentenceView, verb: int) -> int:
    """First token of the verb group that ends at `verb`: auxiliaries, negation, "to", adverbs inside it."""
    start = at = verb
    while at > 0 and verb - at < 7:
        at -= 1
        if s.timed[at] and s.low[at + 1] != "to":  # not "is on Monday to visit"
            at = _skip_time(s, at)
        if (s.unit[at] >= 0 and s.tag[at] != "AUX") or s.timed[at]:
            break
        if s.tag[at] == "AUX" or (s.low[at] in ("not", "n't", "n’t", "never", "to") and s.tag[at] != "ADP"):
            start = at
        elif s.tag[at] not in ("ADV", "PART"):
            break
    return start


def _skip_time(s: SentenceView, at: int) -> int:
    """The auxiliary before words of time that end at `at` ("*will* soon sign", "*will* on Monday sign"); `at` where
    there is none, or they tell of what came about ("would later sign", "would in 2019 sign")."""
    before = at
    while before > 0 and s.timed[before]:
        before -= 1
    if s.low[before] in ("on", "in", "at"):
        before -= 1
    told = s.low[before] == "would" and any(
        w == "later" or (w.isdigit() and len(w) == 4) for w in s.low[before : at + 1]
    )
    return before if before >= 0 and s.tag[before] == "AUX" and not told else at


def clause_limit(s: SentenceView, at: int, *, that: bool = False, whole: bool = False) -> int:
    """Where the clause that begins at `at` ends: at a stop, a subordinator, a relative or the next finite verb.

    With `that`, a that-clause directly governed is part of it, with its own finite verb. With `whole`, so are clauses
    that tell which thing is meant ("any ship that carries arms") and words in quote marks.
    """
    allowed = 1 if that else 0
    for i in range(at, len(s)):
        low = s.low[i]
        if low in ("”", "''") and not (whole and any(s.low[k] in ("“", "``") for k in range(at, i))):
            return i
        if low in (";", ":", "--", "—", "–", "_") or (low in SUBORDINATE and s.tag[i] != "ADV"):
            if whole and low == "as" and _compares(s, i):
                continue
            return i
        if low in ("that", "which", "who", "whom") and s.tag[i] != "DET":
            if whole and i > at and (s.tag[i - 1] in ("NOUN", "PRON", "DET") or s.unit[i - 1] >= 0):
                allowed += 1
            elif not (that and low == "that" and i - at < 6):
                return i
        elif low == ",":
            # "who is to visit Oslo, has said": without "that" there is no finite verb of its own
            if _comma_closes(s, i) or ("that" not in s.low[at:i] and resumes(s, i)):
                return i
        elif s.tag[i] == "CCONJ" and i + 1 < len(s) and s.form[_after_adverbs(s, i + 1)] in FINITE:
            if s.form[_after_adverbs(s, i + 1)] != "VBP" or "to" not in s.low[max(at - 1, 0) : i]:
                return i
        elif whole and not that and _behind_verb(s, at) and opens_clause(s, i):
            return i  # "will send tents and it will train nurses"; not "talks between Oslo and Lima will begin"
        elif that and opens_clause(s, i) and not any(f in FINITE for f in s.form[at:i]) and not _is_subject(s, at, i):
            return i
        elif s.form[i] in FINITE and s.unit[i] < 0 and not (is_reduced(s, i) or _goes_on(s, i)):
            if whole and i > at + 1 and s.tag[i - 1] == "PRON" and s.tag[i - 2] == "NOUN":
                continue  # "any base they wished"
            if s.lemma[i] in REPORTING or not allowed:
                return i
            if not (i and s.tag[i - 1] in ("AUX", "ADV", "PART")):
                allowed -= 1
    return len(s)


def _behind_verb(s: SentenceView, at: int) -> bool:
    """Whether a verb stands right before word `at`, none that is a noun's own ("the plan of *bombing* ports took")."""
    return any(s.tag[i] == "VERB" and s.form[i] != "VBG" for i in range(max(at - 3, 0), at))


def _goes_on(s: SentenceView, at: int) -> bool:
    """Whether what passes for a finite verb at `at` is none: joined to an infinitive ("and also offer"), one itself
    ("to stress", its "to" taken for a preposition), or a noun ("with all its might")."""
    before = at - 1
    while before > 0 and s.tag[before] == "ADV":
        before -= 1
    noun = s.form[at] == "MD" and s.low[at - 1] in POSSESSIVE
    return s.tag[before] == "CCONJ" or (s.low[before] == "to" and s.form[at] == "VBP") or noun


def _compares(s: SentenceView, at: int) -> bool:
    """Whether "as" at `at` opens no clause: "such as", "as well as", "as many as"."""
    return s.low[at - 1] == "such" or (s.low[at - 2 : at - 1] == ["as"] and s.tag[at - 1] in ("ADV", "ADJ"))


# Words that open a clause inside a promise: "to help whoever asks", "to say what it holds".
_QUESTIONS = frozenset(
    ("what", "whatever", "whichever", "whoever", "whomever", "whenever", "wherever", "why", "how", "however")
)


def infinitive_end(s: SentenceView, to: int, limit: int) -> int:
    """Where an infinitive at `to` ends, at most at `limit`: before the verb whose subject it is part of ("plan to free
    the men has"), not before one of a clause inside it ("the men it holds", "whoever is elected", "let them visit")."""
    for i in range(to + 2, limit):
        if s.low[i] in SUBORDINATE or s.low[i] in _QUESTIONS or s.low[i] in RELATIVE:
            return limit
        if s.form[i] in ("VBD", "VBZ", "MD") and s.unit[i] < 0 and not is_reduced(s, i):
            subject = s.units[s.unit[i - 1]].first if s.unit[i - 1] >= 0 else i - 1
            own = s.tag[i - 1] == "PRON" or (s.tag[i - 1] == "PROPN" and s.tag[subject - 1] == "NOUN")
            return limit if own else i
    return limit


def opens_clause(s: SentenceView, joint: int) -> bool:
    """Whether an "and" or "but" at `joint` joins a finite verb, or a subject with its own ("and Egypt promised")."""
    if s.tag[joint] != "CCONJ" or joint + 1 >= len(s):
        return False
    after = joint + 1
    while after < min(joint + 4, len(s) - 1) and s.unit[after] < 0 and s.tag[after] in ("DET", "ADJ", "PRON", "NOUN"):
        after += 1
    if s.unit[after] < 0 and s.tag[after - 1] in ("PRON", "NOUN"):  # "and the port will"
        return s.form[after] in FINITE and not is_reduced(s, after)
    end = after_head(s, s.units[s.unit[after]].end) if s.unit[after] >= 0 else joint + 1
    return end < len(s) and s.form[end] in FINITE


def resumes(s: SentenceView, comma: int) -> bool:
    """Whether a finite verb goes on behind a comma at `comma`, adverbs and times stepped over."""
    return s.low[comma] == "," and comma + 1 < len(s) and s.form[_after_adverbs(s, comma + 1)] in FINITE


def _is_subject(s: SentenceView, at: int, joint: int) -> bool:
    """Whether the party before `joint` opens the clause that begins at `at`: "that Oslo and Lima would"."""
    first = s.units[s.unit[joint - 1]].first if joint and s.unit[joint - 1] >= 0 else -1
    return first >= 0 and all(s.low[i] == "that" or s.tag[i] in ("DET", "ADJ") for i in range(at, first))


def content_start(s: SentenceView, at: int, limit: int) -> int:
    """Where the content of a promise begins: at "to" and a verb, or at "that"; `limit` when there is none. Right at the
    start "to" and a word in its base form will do, since verbs there pass for nouns ("agreed to resume the talks")."""
    base = at + 2 < limit and s.low[at] == "to" and s.low[at + 1] == s.lemma[at + 1] and s.unit[at + 1] < 0
    if base and s.tag[at + 1] in ("NOUN", "ADJ") and s.low[at + 2] not in ("that", "to", "of"):
        return at
    for i in range(at, limit):
        thing = s.low[i] == "that" and i > at and s.tag[i - 1] == "NOUN" and s.unit[i - 1] < 0
        if thing and not any(f == "MD" for f in s.form[i:limit]):
            return limit  # "offered a plan that Lima rejected"
        if s.low[i] == "that" or (s.low[i] == "to" and i + 1 < len(s) and s.tag[i + 1] in ("VERB", "AUX", "ADV")):
            return i
    return limit


def governing_verb(s: SentenceView, noun: int) -> int | None:
    """The verb whose object or phrase the noun belongs to: the nearest to the left inside the clause."""
    for at in range(noun - 1, max(noun - 12, -1), -1):
        if s.form[at] and s.tag[at] == "VERB" and s.unit[at] < 0:
            return at
        if s.low[at] in (";", ":") or s.low[at] in SUBORDINATE:
            return None
    return None


def is_attributive(s: SentenceView, at: int) -> bool:
    """A participle between an article and a noun ("the stalled talks") tells no act of its own."""
    if s.form[at] not in ("VBN", "VBD", "VBG") or at == 0 or at + 1 >= len(s) or s.unit[at - 1] >= 0:
        return False
    if s.tag[at - 1] in ("DET", "ADJ", "NUM"):
        return s.tag[at + 1] in ("NOUN", "PROPN", "ADJ")
    return s.form[at] != "VBG" and s.tag[at - 1] in ("ADP", "VERB") and s.tag[at + 1] in ("NOUN", "PROPN")


# Right before a past form these are its subject; "those", "some" and their like may be what a participle is said of.
_ARTICLES = frozenset(("a", "an", "the"))
_SUBJECTS = frozenset(("he", "she", "it", "they", "we", "i", "who", "which"))


def is_reduced(s: SentenceView, at: int) -> bool:
    """A past form that is a participle: before a preposition ("troops sent to"), or inside a noun phrase; not with its
    own subject ("who flew to")."""
    if is_attributive(s, at):
        return True
    if at and s.low[at - 1] in _SUBJECTS:
        return False
    if at > 1 and s.tag[at - 1] == "ADV" and s.low[at - 2] in POSSESSIVE | _ARTICLES:
        return s.tag[at + 1 : at + 2] in (["NOUN"], ["PROPN"], ["ADJ"])  # "a much needed road"
    return s.form[at] == "VBD" and at + 1 < len(s) and s.tag[at + 1] == "ADP" and s.lemma[at] not in REPORTING


def _comma_closes(s: SentenceView, comma: int) -> bool:
    after = comma + 1
    if after >= len(s):
        return True
    if s.form[after] == "VBG" or s.low[after] in RELATIVE or s.low[after] in SUBORDINATE:
        return True
    if s.tag[after] == "CCONJ" and after + 1 < len(s) and s.form[after + 1]:
        return True
    unit = next((s.unit[i] for i in range(after, min(after + 3, len(s))) if s.unit[i] >= 0), -1)
    if unit < 0:
        return False
    end = after_head(s, s.units[unit].end)
    verb = after_apposition(s, end)
    # "its army chief, General Rossi, said" closes what he says; a list may go on ("Oslo, Rome, the host, and").
    if s.tag[after] == "CCONJ" or (verb < len(s) and s.lemma[verb] in REPORTING):
        end = verb
    elif (told := _after_place(s, end)) < len(s) and s.lemma[told] in REPORTING:
        end = told
    return end < len(s) and s.form[end] in FINITE


_WHERE = frozenset(("in", "from", "at", "with", "near"))


def _after_place(s: SentenceView, end: int) -> int:
    """Index behind a short name in brackets and a phrase of place ("the Relief Union (RU) *said*", "envoys in nearby
    Lima *said*")."""
    if s.low[end : end + 1] == ["("] and ")" in s.low[end : end + 5]:
        end = s.low.index(")", end) + 1
    if end < len(s) and s.low[end] in _WHERE:
        unit = next((s.unit[i] for i in range(end + 1, min(end + 5, len(s))) if s.unit[i] >= 0), -1)
        end = s.units[unit].end if unit >= 0 else end
    return _after_adverbs(s, end)


def after_head(s: SentenceView, end: int) -> int:
    """Index behind the noun that a unit ending at `end` only modifies ("the U.N. *mission* appealed") and behind whom
    it is of ("the mayor *of Lima* appealed")."""
    while end < len(s) and s.tag[end] == "NOUN" and s.unit[end] < 0 and not s.timed[end]:
        end += 1
    if end + 1 < len(s) and s.low[end] == "of":
        after = end + 1 + (s.tag[end + 1] == "DET")
        if after < len(s) and s.unit[after] >= 0:
            return after_head(s, s.units[s.unit[after]].end)
    return end


def after_apposition(s: SentenceView, end: int) -> int:
    """Index behind adverbs and an apposition between commas, where its verb stands; `end` where none does."""
    if end < len(s) and s.low[end] == ",":
        close = next((i for i in range(end + 1, min(end + 25, len(s) - 1)) if s.low[i] == ","), None)
        verb = _after_adverbs(s, close + 1) if close is not None else len(s)
        if verb < len(s) and s.form[verb] in FINITE:
            return verb
    return _after_adverbs(s, end)


def _after_adverbs(s: SentenceView, at: int) -> int:
    """Index behind adverbs and times ("later", "on Sunday", "in turn")."""
    while at < len(s) - 1:
        if s.tag[at] == "ADV" or s.timed[at]:
            at += 1
        elif s.tag[at] == "ADP" and (s.timed[at + 1] or s.low[at + 1] == "turn"):
            at += 2
        else:
            break
    return at
