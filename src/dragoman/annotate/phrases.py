"""Noun phrases that name an actor: modifiers (demonym, state, body) + office or noun + name, as one span."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from dragoman.annotate.actor_names import Words
from dragoman.annotate.body_names import subject_end, subjects_behind, widen_body
from dragoman.annotate.name_pieces import NOUNS, PERSONS, POSSESSIVE, STATES, Piece, behind_nickname, is_name_word
from dragoman.annotate.word_case import is_acronym
from dragoman.records import Token

_HEADS = NOUNS | PERSONS | {"honorific"}
_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMERAL = re.compile(r"[IVX]{1,5}")
# Offices that are held for subjects, not for a body.
_SUBJECT_OFFICES = ("minister", "secretary", "secretary of state")
_LONGEST_NAME = 8  # words
_GAP_TAGS = frozenset(("ADJ", "NOUN", "PROPN", "NUM"))


class Phrase(NamedTuple):
    """Pieces that form one noun phrase, the tokens it spans, and the tokens of an unknown name in it."""

    first: int
    last: int
    pieces: tuple[Piece, ...]
    name: tuple[int, int] | None = None


def build_phrases(tokens: Sequence[Token], pieces: Sequence[Piece], words: Words) -> list[Phrase]:
    """Join neighbouring pieces into maximal phrases, with the unknown name after an office and `of` tails."""
    phrases: list[Phrase] = []
    i = 0
    while i < len(pieces):
        group = [pieces[i]]
        while i + 1 < len(pieces) and _joins(tokens, group, pieces[i + 1], _next(pieces, i + 1), words):
            i += 1
            group.append(pieces[i])
        phrase = _complete(tokens, group, words, _next(pieces, i))
        phrases.append(phrase)
        i += 1
        while i < len(pieces) and pieces[i].first < phrase.last:
            i += 1
    return phrases


def _next(pieces: Sequence[Piece], index: int) -> Piece | None:
    return pieces[index + 1] if index + 1 < len(pieces) else None


def _joins(
    tokens: Sequence[Token], group: Sequence[Piece], right: Piece, following: Piece | None, words: Words
) -> bool:
    left = group[-1]
    if tokens[left.first].sentence != tokens[right.first].sentence:
        return False
    gap = tokens[left.last : right.first]
    if left.kind == "office" and right.kind in ("country", "organisation") and _is_of_named(tokens, left, right, words):
        return True
    if len(gap) == 2 and _is_of_two_kinds(left, gap, right):
        return True
    owned = bool(gap) and gap[0].text in POSSESSIVE
    inner = gap[1:] if owned else gap
    if len(inner) > 3 or not all(t.tag in _GAP_TAGS or _is_participle(t) for t in inner):
        return False
    if not owned and _holds_verb(left, inner):
        return False
    if tokens[right.first].tag in ("DET", "PRON") or (not owned and right.kind in PERSONS and _are_many(inner)):
        return False  # "that Oslo punish those responsible", "Kremlin slams Macron"
    several = tokens[left.last - 1].tag == "NOUN" and tokens[left.last - 1].text.endswith("s")
    if several and not owned and right.kind == "agent":
        return False  # "took 200 U.N. peacekeepers hostage", "rebels shell hospital"
    if not gap and _is_told(tokens, left, right):
        return False
    if left.kind in STATES:
        return _joins_state(tokens, left, right, following, words)
    if owned and left.kind == "office" and not inner:
        return right.kind == "agent" and tokens[right.first].text == "Office"  # "the Attorney General's Office"
    if left.kind in ("office", "honorific"):
        return not gap and right.kind in ("office", "honorific", "person", "surname", "agent")
    if left.kind in ("agent", "ministry", "plural"):
        if right.kind in ("person", "surname", "honorific"):
            return not gap and left.hit.entries[0].gender != "plural"
        named = not owned and left.hit.entries[0].gender != "plural" and _is_body_name(tokens, inner, right)
        return right.kind in NOUNS and not (owned and left.kind == "plural") and (len(inner) <= 1 or named)
    return left.kind in PERSONS and right.kind in NOUNS and (owned or not gap) and len(inner) <= 1


def _joins_state(tokens: Sequence[Token], left: Piece, right: Piece, following: Piece | None, words: Words) -> bool:
    """Whether the name or adjective of a state belongs to the body, office or noun behind it."""
    gap = tokens[left.last : right.first]
    owned = bool(gap) and gap[0].text in POSSESSIVE
    inner = gap[1:] if owned else gap
    if right.kind == "organisation":
        if owned:
            return not inner and _is_of(tokens, left, right, following, words)
        return left.kind == "adjective" and not gap
    if right.kind not in _HEADS:
        return False
    if left.kind == "capital" and right.kind in PERSONS and gap and all(t.tag == "PROPN" for t in gap):
        return False  # "the envoy in Oslo Ana Ruiz"
    if left.kind == "country" and len(inner) <= 2 and _is_short(tokens[left.first : left.last]):
        return not any(_are_many([t]) for t in inner)  # "U.S. textile firms"; not "US slams firms"
    return left.kind == "adjective" or owned or not gap or (left.kind != "country" and len(inner) <= 2)


def _is_of_two_kinds(state: Piece, gap: Sequence[Token], right: Piece) -> bool:
    """Whether two adjectives joined by "and" stand between a state's and the noun: "French political and military
    officials"."""
    kinds = gap[0].tag == "ADJ" and gap[0].text.islower() and gap[1].text == "and"
    return kinds and state.kind == "adjective" and right.kind in NOUNS and len(right.hit.entries[0].name.split()) > 1


def _is_told(tokens: Sequence[Token], left: Piece, right: Piece) -> bool:
    """Whether a paper is told what somebody named right behind it did ("told Reuters President Ruiz had left")."""
    press = left.kind == "organisation" and "JRN" in left.hit.entries[0].sectors
    before = left.first - (left.first > 1 and tokens[left.first - 1].text == "the")
    told = before > 0 and tokens[before - 1].text in ("told", "tells")
    return press and told and right.kind == "office" and "JRN" not in right.hit.entries[0].sectors


def _is_short(name: Sequence[Token]) -> bool:
    """Whether a state is named by its letters, which stand for its adjective too ("U.S.", "UK")."""
    return all(t.text.isupper() for t in name)


def _is_of(tokens: Sequence[Token], owner: Piece, body: Piece, following: Piece | None, words: Words) -> bool:
    """Whether the body is the state's own ("Rwanda's Senate"), or one that it has an office in ("Syria's U.N.
    ambassador"), and no ally or foe of it ("Iran's Taliban policy")."""
    if following is not None and following.kind == "office" and following.first == body.last:
        return True
    own, code = (p.hit.entries[0].code for p in (owner, body))
    name = " ".join(t.text for t in tokens[body.first : body.last])
    return own is not None and (own == code or name in words.kinds["shared_body"] | words.kinds["owned_body"])


def _is_of_named(tokens: Sequence[Token], office: Piece, body: Piece, words: Words) -> bool:
    """Whether the holder's name follows the state without a comma: "President of Peru NAME"."""
    gap = [t.text for t in tokens[office.last : body.first]]
    if gap not in (["of"], ["of", "the"]) or body.partial or not tokens[office.first].text[:1].isupper():
        return False
    end = name_end(tokens, body.last, words)
    return end - body.last >= 2 and all(t.tag == "PROPN" for t in tokens[body.last : end])


def _is_participle(token: Token) -> bool:
    return token.tag == "VERB" and token.text.endswith(("ed", "ing", "en")) and token.text[:1].islower()


def _is_body_name(tokens: Sequence[Token], inner: Sequence[Token], right: Piece) -> bool:
    """Whether the words before a body's noun are the beginning of its name: "opposition" + "United Unity Front"."""
    return all(is_name_word(t.text) for t in (*inner, tokens[right.first])) and right.kind == "agent"


def _are_many(inner: Sequence[Token]) -> bool:
    """Whether words end in a common noun in the plural, or a verb in -s taken for one: no person's name follows it."""
    return any(t.tag == "NOUN" and t.text.islower() and t.text[-1] == "s" != t.text[-2] for t in inner[-1:])


def _holds_verb(left: Piece, inner: Sequence[Token]) -> bool:
    """Whether the verb between two actors stands in the gap: "the Council warned President ...", "Turkish jets bombed
    Kurdish ..."; not "Turkish armed forces"."""
    told = next((n for n, t in enumerate(inner) if _is_participle(t) or (n and _is_past(inner[n - 1], t))), None)
    if told is None:
        return False
    return left.kind != "adjective" or any(t.tag in ("NOUN", "PROPN") for t in inner[:told])


def _is_past(before: Token, token: Token) -> bool:
    """Whether a word tagged as an adjective is the past of a verb whose subject stands before it ("jets bombed")."""
    return token.tag == "ADJ" and token.text.endswith("ed") and token.text.islower() and before.tag in ("NOUN", "PROPN")


def _complete(tokens: Sequence[Token], group: list[Piece], words: Words, following: Piece | None) -> Phrase:
    first, last = group[0].first, group[-1].last
    head = group[-1]
    name = None
    singular = head.kind in ("office", "honorific") or (head.kind == "agent" and not head.hit.entries[0].gender)
    singular = singular or (len(group) > 1 and group[-2].kind == "office")  # "President of Peru NAME"
    if head.kind == "office" and not head.partial and head.hit.entries[0].name.endswith(_SUBJECT_OFFICES):
        last = _served_end(tokens, last, words)
        if following is not None and following.first < last:
            following = None
        if following is not None and following.first == last > head.last and following.kind in PERSONS:
            group, head, last = [*group, following], following, following.last
            following = None
    if singular and not head.partial and not _is_body_of_state(tokens, head, following):
        end = name_end(tokens, last, words, following)
        if end > last and tokens[last].sentence == tokens[first].sentence and not _names_body(tokens, end, head, words):
            name, last = (last, end), end
    if head.kind in PERSONS and last < len(tokens) and _NUMERAL.fullmatch(tokens[last].text):
        last += 1  # "King Abdullah II"
    if name is None and head.kind in ("agent", "ministry") and tokens[head.first].text[:1].isupper():
        first, last = widen_body(tokens, group, words, following)
    if len(group) > 1 or head.kind in NOUNS or head.kind == "people":
        first = _widen_left(tokens, first, words)
    if name is None and following is not None and _is_affiliated(tokens, head, following):
        group, last = [*group, following], following.last
    if name is None and last < len(tokens) and tokens[last].text.lower() in words.kinds["holding"]:
        last += head.kind in ("agent", "adjective")
    return Phrase(first, last, tuple(group), name)


def _served_end(tokens: Sequence[Token], last: int, words: Words) -> int:
    """Index behind the subjects that an office has: "Minister" + "of Trade and Rural Development"; `last` where it has
    none or only one that its own name tells."""
    if last >= len(tokens):
        return last
    told = any(t.text in ("of", "for") for t in tokens[max(last - 3, 0) : last])
    at = last + (tokens[last].text in ("of", "for"))
    first = subject_end(tokens, at, words, named=True) if told or at > last else at
    return last if at > last and first == at else subjects_behind(tokens, first, words, named=True)


def _is_body_of_state(tokens: Sequence[Token], head: Piece, following: Piece | None) -> bool:
    """Whether a state right behind a noun in small letters is no name of it: "the best government Peru has had"."""
    if head.kind != "agent" or following is None or following.first != head.last:
        return False
    state = following.kind == "country" and following.last - following.first == 1
    after = tokens[following.last] if following.last < len(tokens) else None
    ruling = head.hit.entries[0].sectors[:1] in (("GOV",), ("MIL",))  # not "its neighbour Peru"
    return state and ruling and tokens[head.first].text.islower() and (after is None or not is_name_word(after.text))


_TIED = re.compile(r"(?:affiliated|allied|aligned|linked|loyal|belonging) (?:to|with)(?: the)?")
# Those who fight, and people of whom nothing is said, are whose they are said to be; an army stays its own.
_ANYBODY = frozenset(("UNK", "UAF", "CVL"))


def _is_affiliated(tokens: Sequence[Token], people: Piece, body: Piece) -> bool:
    """Whether people without a body of their own are said to be one's: "gunmen affiliated with the Taliban"."""
    if people.kind != "agent" or body.kind != "organisation" or body.first - people.last > 3:
        return False
    between = " ".join(t.text for t in tokens[people.last : body.first])
    return set(people.hit.entries[0].sectors) <= _ANYBODY and _TIED.fullmatch(between) is not None


def name_end(tokens: Sequence[Token], begin: int, words: Words, following: Piece | None = None) -> int:
    """Index after the capitalised name that starts at token `begin`; `begin` itself when none does."""
    i = begin
    # "General Chad ..." may be a person, "neighbour Ivory Coast" is none.
    own = following and (following.kind, following.last - following.first) != ("country", 1)
    stop = following.first if following and own and following.kind not in PERSONS else len(tokens)
    longest = begin + _LONGEST_NAME
    while i < min(len(tokens), stop, longest) and tokens[i].sentence == tokens[begin].sentence:
        text = tokens[i].text
        if i > begin and (behind := behind_nickname(tokens, i)):
            longest += behind - i
            i = behind
            continue
        named = is_name_word(text) and text not in words.kinds["not_name"] and text not in words.kinds["not_person"]
        named = named or has_article(text, words) or is_initials(tokens, i, words)
        named = named or (i > begin and (text in words.kinds["late_name"] or _NUMERAL.fullmatch(text) is not None))
        if not named and not (text.lower() in words.kinds["particle"] and _capital_at(tokens, i + 1)):
            break
        i += 1
    return i


def is_initials(tokens: Sequence[Token], at: int, words: Words) -> bool:
    """Whether two capitals without points begin a name, and are no word that reports know: "VK" of "VK NAME"."""
    text = tokens[at].text
    if not (len(text) == 2 and text.isalpha() and text.isupper()) or not _capital_at(tokens, at + 1):
        return False
    known = text in words.kinds["not_initials"] or text in words.kinds["late_name"] or _NUMERAL.fullmatch(text)
    return not known and is_acronym(text.lower()) is not True and tokens[at + 1].sentence == tokens[at].sentence


def _names_body(tokens: Sequence[Token], end: int, head: Piece, words: Words) -> bool:
    """Whether the name behind a noun that ends at `end` goes on as no person's: "the opposition Unity Front"."""
    goes_on = end < len(tokens) and tokens[end].sentence == tokens[head.first].sentence
    text = tokens[end].text if goes_on else ""
    return head.kind == "agent" and text in words.kinds["not_person"] and not text.endswith("day")


def has_article(text: str, words: Words) -> bool:
    """ "al-Hashimi", as it stands inside a name."""
    article, _, name = text.partition("-")
    joined = article.lower() in words.kinds["article"] or article.lower() in words.kinds["particle"]
    return joined and name[:1].isupper()


def _capital_at(tokens: Sequence[Token], index: int) -> bool:
    return index < len(tokens) and is_name_word(tokens[index].text)


def _widen_left(tokens: Sequence[Token], first: int, words: Words) -> int:
    """Take in adjectives, parts of the world and numbers before the phrase: "two senior ...", "West African ..."."""
    begin = first
    for length in (2, 1):
        if begin < length or tokens[begin - length].sentence != tokens[first].sentence:
            continue
        region = " ".join(t.text for t in tokens[begin - length : begin])
        if region[:1].isupper() and region in words.kinds["many_states"]:
            begin -= length
            break
    while begin > 0 and first - begin < 3 and tokens[begin - 1].sentence == tokens[first].sentence:
        before = tokens[begin - 1]
        if before.tag not in ("ADJ", "NUM") or not before.text[0].isalnum():
            break
        if _YEAR.fullmatch(before.text) and tokens[begin].text[0].isupper():
            break  # "In May 2003 President ..."
        if before.text in ("least", "most") and begin > 1 and tokens[begin - 2].text.lower() == "at":
            break
        if begin > 1 and _is_past(tokens[begin - 2], before) and tokens[begin - 2].sentence == before.sentence:
            break
        if before.text == "dead" and begin > 1 and tokens[begin - 2].tag == "VERB":
            break  # "shot dead two soldiers"
        begin -= 1
    return begin
