"""The known names of a text put on its tokens: which of them name an actor where they stand."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence, Set
from pathlib import Path
from typing import NamedTuple

from dragoman.annotate.actor_names import Hit, Words, find_phrase_names
from dragoman.records import Token

POSSESSIVE = frozenset(("'s", "’s", "'", "’"))
STATES = frozenset(("adjective", "country", "capital", "seat", "organisation"))
NOUNS = frozenset(("office", "agent", "ministry", "plural"))
_DEMONYM = ("an", "i", "ese", "ish")
PERSONS = frozenset(("person", "surname"))
_QUOTED = {"“": "”", '"': '"', "‘": "’", "«": "»"}
# Bodies of several words that many towns have.
_LOCAL = ("Police",)
_WHITHER = frozenset(("toward", "towards", "into", "for", "back", "home", "off"))


class Piece(NamedTuple):
    """A known name on tokens `first:last`; `partial` when the last token goes on after it ("US-led")."""

    first: int
    last: int
    hit: Hit
    partial: bool

    @property
    def kind(self) -> str:
        return self.hit.kind


_DESCRIBES = frozenset(("ADJ", "NOUN", "VERB"))


def place_pieces(
    tokens: Sequence[Token], hits: Sequence[Hit], words: Words, overlay: Path | None = None
) -> list[Piece]:
    """Put known names on tokens; names that begin inside a word ("anti-Taliban") are left out."""
    starts = [t.start for t in tokens]
    named = {h.end for h in hits if h.kind in PERSONS}
    countries = (tokens[bisect_right(starts, h.start) - 1] for h in hits if h.kind == "country")
    letters = {t.end for t in countries if t.text.isupper()}
    pieces = []
    for hit in hits:
        first = bisect_right(starts, hit.start) - 1
        last = bisect_right(starts, hit.end - 1)
        if first < 0 or tokens[first].start != hit.start or tokens[last - 1].sentence != tokens[first].sentence:
            continue
        piece = Piece(first, last, hit, tokens[last - 1].end > hit.end)
        if not piece.partial and piece.kind in NOUNS and not _is_noun(tokens, piece):
            continue
        if piece.kind == "agent" and hit.entries[0].gender == "name" and not tokens[first].text[:1].isupper():
            continue
        if piece.kind == "agent" and hit.entries[0].gender == "counted" and not _is_counted(tokens, first, last):
            continue
        if piece.kind == "agent" and hit.entries[0].gender == "owned" and tokens[first - 1].end not in named:
            continue
        if piece.kind == "agent" and hit.entries[0].gender == "theirs" and not _is_theirs(tokens, first, letters):
            continue
        if piece.kind == "agent" and _is_unmanned(tokens, first, last, words):
            continue
        if piece.kind in PERSONS and last < len(tokens) and tokens[last].lemma in words.kinds["named_thing"]:
            continue
        if piece.kind == "agent" and hit.entries[0].gender == "quantity" and not _stands_alone(tokens, last):
            continue
        if tokens[first].text == "IS" and tokens[first].tag != "PROPN":
            continue
        if piece.kind == "agent" and hit.entries[0].gender == "people" and not _is_people(tokens, first, last):
            continue
        pieces.append(piece)
    kept = [p for p in pieces if not p.partial or p.kind in STATES]
    return _drop_name_parts(tokens, kept, words, overlay)


def _is_counted(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether the noun on tokens `first:last` is one ("a force", "French force"), and no stuff ("by force", "excessive
    force")."""
    at = first
    while at and tokens[at - 1].tag in ("ADJ", "NOUN", "PROPN") and tokens[at - 1].text not in POSSESSIVE:
        at -= 1
    named = any(t.text[:1].isupper() for t in tokens[at:first])
    return named or (at > 0 and (tokens[at - 1].tag in ("DET", "NUM", "PRON") or tokens[at - 1].text in POSSESSIVE))


def _is_theirs(tokens: Sequence[Token], first: int, letters: Set[int]) -> bool:
    """Whether a name owns the noun that begins at `first`, with at most two words between ("Lima's closest allies"), or
    a state's `letters` end right before it ("US allies")."""
    if first and tokens[first - 1].end in letters:
        return True
    owner = next((i for i in range(first - 1, max(first - 4, 0), -1) if tokens[i].text in POSSESSIVE), 0)
    between = tokens[owner + 1 : first]
    return owner > 0 and tokens[owner - 1].text[:1].isupper() and all(t.tag in _DESCRIBES for t in between)


def _is_unmanned(tokens: Sequence[Token], first: int, last: int, words: Words) -> bool:
    """Whether "forces" on tokens `first:last` are no people: "market forces", "joined forces"."""
    alone = last - first == 1 and tokens[first].lemma == "force" and first > 0
    return alone and tokens[first - 1].lemma in words.kinds["unmanned"]


def _is_people(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether the name of a people stands for some of it, or says of which people those behind it are; not where a land
    or language of that name may be meant ("in Turkana", "spoke Wolof")."""
    after = tokens[last] if last < len(tokens) and tokens[last].sentence == tokens[first].sentence else None
    before = tokens[first - 1] if first and tokens[first - 1].sentence == tokens[first].sentence else None
    named = before is not None and is_name_word(before.text) and before.tag not in ("DET", "NUM")
    if named and before is not None and not before.text.endswith(_DEMONYM):
        return False  # "Tal Afar"
    if after is not None and after.tag in ("NOUN", "ADJ"):
        return True
    if after is not None and after.tag == "PROPN" and is_name_word(after.text):
        return False
    if before is not None and (before.tag in ("DET", "NUM", "ADJ") or before.text.lower() == "the"):
        return before.text.lower() not in ("a", "an")
    return before is None and after is not None and after.tag in ("VERB", "AUX")


def _stands_alone(tokens: Sequence[Token], last: int) -> bool:
    """Whether a quantity that ends before `last` says itself who there is ("thousands marched"), and not of whom."""
    after = tokens[last] if last < len(tokens) else None
    return after is None or (after.text != "of" and after.tag not in ("NOUN", "PROPN", "ADJ", "NUM"))


def _drop_name_parts(
    tokens: Sequence[Token], pieces: Sequence[Piece], words: Words, overlay: Path | None
) -> list[Piece]:
    """A person of the tables inside a longer capitalised name is somebody else: "William" in "William Daley"."""
    # Of two family names ("President López Obrador") the first is part of the name.
    covered = {i for p in pieces if p.kind != "surname" for i in range(p.first, p.last)}
    kept = []
    for piece in pieces:
        if piece.kind == "organisation" and _is_other_body(tokens, piece, covered, words):
            noun = _own_noun(tokens, piece, overlay)
            if noun is None:
                continue
            piece = noun
        if piece.kind in PERSONS and not piece.partial:
            after = piece.last
            after = behind_nickname(tokens, after) or after if after < len(tokens) else after
            beside = after < len(tokens) and after not in covered and is_name_word(tokens[after].text)
            beside = beside and tokens[after].text not in words.kinds["not_person"]  # "Clinton Saturday"
            if beside and tokens[after].sentence == tokens[piece.first].sentence and tokens[after].tag == "PROPN":
                continue
        kept.append(piece)
    return kept


def _own_noun(tokens: Sequence[Token], piece: Piece, overlay: Path | None) -> Piece | None:
    """The last word of a body's name as the noun that it is too ("Police" of "Metropolitan Police")."""
    nouns = tuple(e for e in piece.hit.entries if e.kind == "agent")
    if nouns or piece.last - piece.first == 1:
        return piece._replace(hit=piece.hit._replace(entries=nouns)) if nouns else None
    last = tokens[piece.last - 1]
    alone = find_phrase_names(last.text, overlay)
    nouns = tuple(e for hit in alone for e in hit.entries if e.kind == "agent")
    return Piece(piece.last - 1, piece.last, Hit(last.start, last.end, nouns), piece.partial) if nouns else None


def _is_other_body(tokens: Sequence[Token], piece: Piece, covered: set[int], words: Words) -> bool:
    """Whether a name by which several states' bodies are known ends the longer name of another: "Unity Congress", "Lyon
    Metropolitan Police"."""
    first = piece.first
    if piece.partial or not first or (first - 1 in covered and piece.last - first == 1):
        return False
    before = tokens[first - 1]
    name = " ".join(t.text for t in tokens[first : piece.last])
    if before.sentence != tokens[first].sentence or name not in words.kinds["shared_body"]:
        return False
    if piece.last - first > 1 and not name.endswith(_LOCAL):
        return False
    return is_name_word(before.text) and before.tag in ("PROPN", "ADJ") and before.text not in words.kinds["not_name"]


def _is_noun(tokens: Sequence[Token], piece: Piece) -> bool:
    last = tokens[piece.last - 1]
    if last.text == "heads" and piece.last < len(tokens) and tokens[piece.last].text in _WHITHER:
        return False  # "as Peru heads into a vote"
    if piece.last - piece.first > 1 or last.tag in ("NOUN", "PROPN"):
        return True
    after = tokens[piece.last] if piece.last < len(tokens) else None
    if piece.kind == "office" and last.text[:1].isupper() and after is not None and is_name_word(after.text):
        return after.tag == "PROPN" or last.tag == "ADJ"  # "to meet General NAME"
    if last.tag == "ADJ":  # "the displaced", "the military said"; not "military action"
        return after is None or after.tag not in ("NOUN", "PROPN", "ADJ")
    return last.text[:1].isupper() and last.tag not in ("VERB", "AUX") and len(tokens) > 1


def is_name_word(text: str) -> bool:
    """A capitalised word or an initial; not all capitals unless short."""
    return text[:1].isupper() and (text[1:2].islower() or text[1:2] in ("'", "’", ".", "-") or len(text) == 1)


def behind_nickname(tokens: Sequence[Token], at: int) -> int | None:
    """Index behind a nickname in quotation marks that opens at `at` where the name goes on ("Luis “El Toro” NAME")."""
    closing = _QUOTED.get(tokens[at].text)
    end = next((i for i in range(at + 1, min(at + 5, len(tokens))) if tokens[i].text == closing), at)
    inner = tokens[at + 1 : end]
    after = tokens[end + 1] if end + 1 < len(tokens) else None
    if not inner or after is None or after.sentence != tokens[at].sentence or not is_name_word(after.text):
        return None
    return end + 1 if after.tag == "PROPN" and is_name_word(inner[-1].text) else None
