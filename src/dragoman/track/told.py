"""How a sentence tells a promised act: as done, planned or not done, and what it says of the promise itself."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.annotate.tokens import find_tokens
from dragoman.coding import score_factuality
from dragoman.link.triggers import read_trigger
from dragoman.records import EventMention, Token
from dragoman.track.sentences import Sentence, Word, find_keys, find_marks, list_act_words

NEAR = 6  # words between a mark (postponed, extended) and the act that it is said of
SUPPORT = 4  # words between "host" and the talks
MENTIONED = "mentioned"
CONDITIONAL = frozenset(("if", "once", "soon", "unless", "until", "provided", "despite"))
# Types whose acts are words: what is promised, asked for or threatened in them is still to be done.
PROMISING = frozenset(("AGREE", "CONCEDE", "THREATEN", "REQUEST"))
AGREEING = frozenset(("agree", "promise"))  # "agreed to a truce" is not yet one that holds
SUPPORTING = frozenset(("support", "permit"))  # classes of verbs that leave the act to another word
OF_PROMISES = frozenset(("broken", "kept"))  # marks said of a promise, and of its act only through it


def is_verb(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] stands as a verb in its sentence `text`."""
    tokens = find_tokens(text, ((0, len(text)),))
    return any(t.tag == "VERB" for t in tokens if t.start < end and t.end > start)


def list_recalling(sentence: Sentence, word: Word) -> list[Word]:
    """Words by which the sentence speaks of the promise or names the act as a condition: "a promise to host talks"."""
    at = sentence.words.index(word)
    before = sentence.words[max(0, at - NEAR) : at]
    return [w for w in before if "promise" in w.classes or w.base in CONDITIONAL]


def is_denied(sentence: Sentence, word: Word) -> bool:
    """Whether the promise itself is said not to have been made: "denied that it had promised to host talks"."""
    return "promise" in word.classes and _score(sentence, word) in ("negated", "denied")


def read_factuality(sentence: Sentence, word: Word, event: EventMention | None) -> str:
    """How the act is told; an act named by a noun that nothing says anything of is only mentioned."""
    happens = [w for mark, w in find_marks(sentence.words) if mark == "happen" and w.start > word.start]
    support = find_support(sentence, word)
    if support is not None:
        return _score(sentence, support)
    at = happens[0] if happens else word
    verb = is_verb(sentence.text, at.start - sentence.start, at.end - sentence.start)
    other = read_trigger(event.trigger.text).classes - word.classes if event else frozenset()
    if "violate" in other:
        return MENTIONED
    if other & AGREEING and not verb:
        return "planned"
    if event is not None and not happens:
        next_verb = _find_next_verb(sentence, word)
        said = score_factuality(sentence.text, (next_verb.start, next_verb.end))[0] if next_verb else None
        if said in ("negated", "denied", "hypothetical"):
            return said
        if event.event_type in PROMISING and event.factuality == "asserted":
            # what eases a sanction is a concession as the promise to do so is: the verb tells them apart
            return _score(sentence, word) if verb else "planned"
        return _weaken(event.factuality, sentence, word) if verb else event.factuality
    return _score(sentence, at) if verb else MENTIONED


def _weaken(told: str, sentence: Sentence, word: Word) -> str:
    """How an act is told, as its own verb leaves it: what "must be returned" is not yet done."""
    own = _score(sentence, word)
    return own if told == "asserted" and own in ("planned", "hypothetical", "conditional") else told


def _score(sentence: Sentence, word: Word) -> str:
    return score_factuality(sentence.text, (word.start - sentence.start, word.end - sentence.start))[0]


def find_support(sentence: Sentence, word: Word) -> Word | None:
    """The verb that tells of an act by another word: "to host a round of talks", "let inspectors enter"."""
    at = sentence.words.index(word)
    before = [w for w in sentence.words[max(0, at - SUPPORT) : at] if SUPPORTING & read_trigger(w.text).classes]
    spans = [(w, w.start - sentence.start, w.end - sentence.start) for w in before]
    return next((w for w, start, end in reversed(spans) if is_verb(sentence.text, start, end)), None)


def _find_next_verb(sentence: Sentence, word: Word) -> Token | None:
    """Of an act told as a noun the verb that follows: "the withdrawal could not be completed"."""
    tokens = find_tokens(sentence.text, ((0, len(sentence.text)),))
    at = next((n for n, t in enumerate(tokens) if t.end > word.start - sentence.start), len(tokens))
    if at == len(tokens) or tokens[at].tag == "VERB":
        return None
    return next((t for t in tokens[at + 1 :] if t.tag == "VERB"), None)


def list_marks(sentence: Sentence, word: Word, by: frozenset[str]) -> tuple[str, ...]:
    """Marks said of the act: between the two stand only names and grammar words, or the mark is its verb.

    "Kept" and "broken" count, of the act or of a promise of it, where the sentence tells them as a fact of who promised
    (`by`), turned round where it tells that they are not so; "begun" where the act is the verb that follows.
    """
    act_words = [w for w in list_act_words(sentence.words, sentence.mentions) if "promise" not in w.classes]
    promises = [w for w in list_recalling(sentence, word) if "promise" in w.classes]
    verb = _find_next_verb(sentence, word)
    marks = []
    for mark, w in find_marks(sentence.words):
        if mark == "happen" or w == word:
            continue
        of_promise = mark in OF_PROMISES
        near = any(_is_near(sentence, w, x, act_words) for x in (word, *(promises if of_promise else ())))
        if not near and (of_promise or verb is None or w.start - sentence.start != verb.start):
            continue
        if of_promise:
            said = _turn(mark, sentence, w, by)
            marks += [said] if said else []
        elif not _is_open(sentence, w) and (mark != "begun" or _is_begun(sentence, w, word)):
            marks.append(mark)
    return tuple(dict.fromkeys(marks))


def _is_near(sentence: Sentence, mark: Word, word: Word, act_words: Sequence[Word]) -> bool:
    low, high = sorted((mark.start, word.start))
    apart = abs(sentence.words.index(mark) - sentence.words.index(word))
    return apart <= NEAR and not any(low < a.start < high for a in act_words)


def _is_begun(sentence: Sentence, mark: Word, word: Word) -> bool:
    """Whether the act is what "began" governs: "began withdrawing", "began to withdraw"; "talks began" are held."""
    begin, at = sentence.words.index(mark), sentence.words.index(word)
    between = sentence.words[begin + 1 : at]
    verb = is_verb(sentence.text, word.start - sentence.start, word.end - sentence.start)
    return begin < at and verb and all(w.base == "to" for w in between)


def _is_open(sentence: Sentence, word: Word) -> bool:
    """Whether the marking word tells no fact and no decision: "could be postponed", "not to delay", "without delay"."""
    at = sentence.words.index(word)
    before = sentence.words[max(0, at - 1) : at]
    if is_verb(sentence.text, word.start - sentence.start, word.end - sentence.start):
        return _score(sentence, word) not in ("asserted", "planned", "historical")
    return any(w.base == "without" for w in before)


def _turn(mark: str, sentence: Sentence, word: Word, by: frozenset[str]) -> str | None:
    before = [m for m in sentence.mentions if m.kind == "actor" and m.end <= word.start]
    who = find_keys(max(before, key=lambda m: m.start), {}) if before else frozenset()
    if who and not who & by:
        return None
    told = _score(sentence, word)
    if any(e.event_type == "ACCUSE" and e.recipients for e in sentence.events):
        return None  # a complaint, which is followed as such
    if told in ("negated", "denied"):
        return "broken" if mark == "kept" else None
    return mark if told == "asserted" else None


def is_yet(sentence: Sentence) -> bool:
    """Whether the sentence leaves open what has not happened so far."""
    return any(w.base in ("yet", "still") for w in sentence.words)
