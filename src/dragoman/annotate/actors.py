"""Find every phrase that names somebody who can act: states, bodies, persons, groups, nominals, pronouns."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dragoman.annotate.actor_names import Hit, Words, find_text_names, load_words
from dragoman.annotate.family_names import find_family_name, is_junior, list_family_names, may_share
from dragoman.annotate.gazetteer import CAPITAL, load_gazetteer
from dragoman.annotate.name_pieces import NOUNS, PERSONS, Piece, is_name_word, place_pieces
from dragoman.annotate.nominals import find_nominals, list_body_nouns
from dragoman.annotate.own_speech import find_own_it
from dragoman.annotate.persons import Run, find_named_bodies, find_persons, find_runs
from dragoman.annotate.phrases import Phrase, build_phrases, has_article
from dragoman.annotate.setting import names_water
from dragoman.annotate.usage import is_actor_use
from dragoman.records import Form, Mention, Token

_ACTING = frozenset(("GOV", "MIL", "COP", "REB", "UAF", "OPP", "PRM", "CRM", "JUD", "LEG", "PTY", "SPY"))
_PLURAL = ("are", "were", "have")
_GREAT = 1_000_000  # people: a city better known than whom the tables have of its name
_DEPARTMENT = "agent:department"
_LOCATIVE = frozenset(("in", "from", "of", "near", "throughout", "outside", "across", "around", "and", ","))
_FORMS: dict[str, Form] = {
    "country": "country", "adjective": "demonym", "people": "demonym", "capital": "capital", "seat": "seat",
    "organisation": "organisation", "person": "person", "surname": "person", "office": "office",
    "ministry": "ministry", "plural": "office", "agent": "group", "honorific": "person",
}  # fmt: skip


def find_actors(
    text: str, sentences: Sequence[tuple[int, int]], tokens: Sequence[Token], *, overlay: Path | None = None
) -> tuple[Mention, ...]:
    """Actor mentions in reading order, not overlapping, without chains (see `link_mentions`).

    A mention is the maximal phrase ("South Korean Foreign Minister Chung Eui-yong"). A capital or country in the
    use of a place is left out, a part of a water's name too ("the Gulf of Oman"). `key` is the table row of the
    phrase's head where a table has one.
    """
    words = load_words(overlay)
    hits = [h for h in find_text_names(text, overlay) if not names_water(text, h.start, h.end)]
    pieces = _drop_given_names(tokens, place_pieces(tokens, hits, words, overlay), words)
    phrases = [p for p in build_phrases(tokens, pieces, words) if not _is_region(text, tokens, p, overlay)]
    pairs = zip(phrases, [*phrases[1:], None], strict=False)
    phrases = [p for p, behind in pairs if behind is None or not _says_what(tokens, p, behind, overlay)]
    taken = [False] * len(tokens)
    for phrase in phrases:
        if not all(p.kind == "surname" for p in phrase.pieces) or phrase.name:
            taken[phrase.first : phrase.last] = [True] * (phrase.last - phrase.first)
    surnames = _known_surnames(tokens, phrases, words)
    heads = frozenset(i for p in pieces if p.kind in NOUNS for i in (p.first, p.last - 1))
    named = [Run(p.first, p.last) for p in phrases if p.name or p.pieces[-1].kind == "person"]
    titled = {tokens[p.last - 1].text for p in phrases if len(p.pieces) > 1 and p.pieces[-1].kind == "surname"}
    runs = find_runs(tokens, taken, words, overlay)
    persons = find_persons(tokens, runs, heads, surnames, words, overlay, named=named, titled=titled)
    spans = [m for m in (_mention(text, tokens, p, surnames, words, overlay) for p in phrases) if m]
    for run in persons:
        given = _given_names(tokens, run.first, run.last - 1, words)
        spans.append(_span(text, tokens, run.first, run.last, "person", _surname_key(pieces, run.last - 1, given)))
    spans += [
        _span(text, tokens, body.first, body.last, "organisation", None)
        for body in find_named_bodies(tokens, runs, words, overlay)
    ]
    nominals = [Mention(f.start, f.end, text[f.start : f.end], "actor", f.form, f.key)
                for f in find_nominals(text, tokens, hits, overlay)]  # fmt: skip
    own = find_own_it(tokens, [*spans, *nominals], overlay)
    return _no_overlap(spans, [*own, *nominals])


def _drop_given_names(tokens: Sequence[Token], pieces: Sequence[Piece], words: Words) -> list[Piece]:
    """ "Michael Jordan" and "Lesotho Airlines": a toponym inside another capitalised name is not that state, nor is who
    has a known name and another behind it its bearer."""
    kept = []
    bodies = {p.first for p in pieces if p.kind == "organisation" or p.kind in NOUNS}
    for piece in pieces:
        before = tokens[piece.first - 1].text if piece.first else ""
        toponym = piece.kind in ("country", "capital")
        after = tokens[piece.last].text if piece.last < len(tokens) else ""
        if toponym and before in words.given and before not in ("Ban", "Will") and piece.last - piece.first == 1:
            continue
        # "Central" of "Central Airways", but not of "Central Bank", which is a body of that state
        named = after in words.kinds["not_person"] and not after.endswith("day") and piece.last not in bodies
        if piece.kind in ("country", "capital", "adjective") and named:
            continue
        if piece.kind in PERSONS and has_article(after, words):  # "Hamid al-Hashimi" is no Hamid
            continue
        kept.append(piece)
    return kept


def _says_what(tokens: Sequence[Token], phrase: Phrase, behind: Phrase, overlay: Path | None) -> bool:
    """Whether words only say what or whose the body named right behind them is ("the Islamist group al Shabaab", "the
    Lebanese group Hezbollah")."""
    left, body = phrase.pieces[-1], behind.pieces[0].hit
    if body.kind != "organisation" or phrase.name or left.partial:
        return False
    noun, entry = tokens[behind.first - 1], left.hit.entries[0]
    called = noun.text in list_body_nouns((body,), overlay) and noun.sentence == tokens[phrase.first].sentence
    if left.kind == "adjective":
        return called and behind.first == phrase.last + 1
    alike = not {s for e in body.entries for s in e.sectors}.isdisjoint(entry.sectors)
    return behind.first == phrase.last and left.kind == "agent" and not entry.gender and (called or alike)


def _is_region(text: str, tokens: Sequence[Token], phrase: Phrase, overlay: Path | None) -> bool:
    """Whether "X Department" behind a word of place is the region X, as in the states that are divided into such."""
    head = phrase.pieces[-1]
    if head.hit.entries[0].key != _DEPARTMENT or not phrase.first or phrase.last - phrase.first < 2:
        return False
    name = text[tokens[phrase.first].start : tokens[phrase.last - 2].end]
    entry = load_gazetteer(overlay).find_spelled(name)
    return tokens[phrase.first - 1].text.lower() in _LOCATIVE and bool(entry and entry.candidates)


def _known_surnames(tokens: Sequence[Token], phrases: Sequence[Phrase], words: Words) -> set[str]:
    """By what words those named with their office can be named again: the last, and the first if it is no given name
    of Europe's ("Vice Minister Chen Xiaodong")."""
    found = set()
    for phrase in phrases:
        if phrase.name:
            first, last = tokens[phrase.name[0]].text, tokens[phrase.name[1] - 1].text
            given = first in words.given and first not in words.kinds["common_surname"]
            particle = first.lower() in words.kinds["particle"] or len(first) < 3
            found |= {*list_family_names(last)} if particle or given else {first, *list_family_names(last)}
        for piece in phrase.pieces:
            if piece.kind == "person":
                found |= {tokens[piece.first].text} & _family_names(piece.hit)
                found |= {*list_family_names(" ".join(t.text for t in tokens[piece.first : piece.last]))}
    return found


def _family_names(hit: Hit) -> set[str]:
    """Last word, and the first one where the family name stands first (three-part or hyphenated names)."""
    parts = hit.entries[0].name.split()
    names = {find_family_name(hit.entries[0].name)}
    if "-" in parts[-1] or len(parts) == 3:
        names.add(parts[0])
    return names


def _given_names(tokens: Sequence[Token], first: int, last: int, words: Words) -> list[str]:
    """The given names or initials among the tokens [first, last)."""
    before = (t.text for t in tokens[first:last] if t.text[0].isupper())
    return [text for text in before if text.lower() not in words.kinds["particle"]]


def _surname_key(pieces: Sequence[Piece], token: int, given: Sequence[str] = ()) -> str | None:
    """The only row of the surname at `token` whose first name may be one of `given`, where there are any: "Thomas S.
    Foley" is Tom Foley, "Alan Foley" somebody else."""
    for piece in pieces:
        if piece.first == token and piece.kind == "surname":
            names = [e for e in piece.hit.entries if e.kind == "surname"]
            names = [e for e in names if not (given and is_junior(e.name.split()[-1]))]  # "Ana Berg III"
            keys = {e.key for e in names if not given or may_share(given, e.name.split()[:1])}
            return keys.pop() if len(keys) == 1 else None
    return None


def _mention(
    text: str, tokens: Sequence[Token], phrase: Phrase, surnames: set[str], words: Words, overlay: Path | None
) -> Mention | None:
    head = phrase.pieces[-1]
    kind = head.kind
    alone = len(phrase.pieces) == 1
    if alone and not phrase.name:
        town = "capital" if kind == "organisation" and _is_capital(text, tokens, head, overlay) else kind
        if town in ("country", "capital", "seat") and (
            head.partial or not is_actor_use(tokens, head.first, head.last, town, overlay)
        ):
            return None
        if kind == "surname" and not _bare_surname(tokens, head, surnames, words):
            return None
        if kind == "surname" and _is_city(tokens, head, surnames, words, overlay):
            return None
        if kind == "honorific" or (kind == "adjective" and (head.partial or not _modifies(tokens, head))):
            return None
        if kind in NOUNS and not _acts_alone(tokens, head, phrase):
            return None
        if kind == "organisation" and (_only_modifies(tokens, head) or _is_credit(tokens, head)):
            return None
    if all(p.kind in ("country", "adjective", "capital") for p in phrase.pieces) and not alone:
        return None
    form: Form = "person" if phrase.name else _FORMS[kind]
    key = None if phrase.name else head.hit.entries[0].key
    if kind == "surname":
        begin = phrase.pieces[-2].last if len(phrase.pieces) > 1 else phrase.first
        key = _surname_key(phrase.pieces, head.first, _given_names(tokens, begin, head.first, words))
    return _span(text, tokens, phrase.first, phrase.last, form, key)


def _is_capital(text: str, tokens: Sequence[Token], head: Piece, overlay: Path | None) -> bool:
    """Whether a body is named by the capital it sits in ("Brussels"), which is a place more often than not."""
    place = load_gazetteer(overlay).find(text[tokens[head.first].start : tokens[head.last - 1].end])
    return place is not None and any(c.kind == CAPITAL for c in place.candidates)


def _is_city(tokens: Sequence[Token], head: Piece, surnames: set[str], words: Words, overlay: Path | None) -> bool:
    """Whether a family name that is a great city's too stands where a place does: "police in Lagos", "from Accra to
    Lagos" where nobody in the report has the name."""
    before = tokens[head.first - 1].text.lower() if head.first else ""
    going = before in words.kinds["motion_preposition"] and tokens[head.first].text not in surnames
    if before != "of" and before not in words.kinds["place_preposition"] and not going:
        return False
    place = load_gazetteer(overlay).find(tokens[head.first].text)
    return place is not None and any(c.population >= _GREAT for c in place.candidates if c.kind not in "ABR")


def _only_modifies(tokens: Sequence[Token], head: Piece) -> bool:
    """ "UN-declared", not "FARC-EP"."""
    rest = tokens[head.last - 1].text.rpartition("-")[2]
    return head.partial and rest[:1].islower()


def _is_credit(tokens: Sequence[Token], head: Piece) -> bool:
    """The news agency in a dateline or photo credit: "(AP)", "(Reuters)"."""
    beside = [tokens[i].text for i in (head.first - 1, head.last) if 0 <= i < len(tokens)]
    return head.hit.entries[0].sectors[:1] == ("JRN",) and beside == ["(", ")"]


def _bare_surname(tokens: Sequence[Token], head: Piece, surnames: set[str], words: Words) -> bool:
    text = tokens[head.first].text
    beside = [tokens[i] for i in (head.first - 1, head.last) if 0 <= i < len(tokens)]
    if any(is_name_word(t.text) and t.sentence == tokens[head.first].sentence and t.text not in words.kinds["not_name"]
           and t.tag == "PROPN" for t in beside):  # fmt: skip
        return False
    return text in surnames or text not in words.kinds["common_surname"]


def _modifies(tokens: Sequence[Token], head: Piece) -> bool:
    """A demonym counts where it stands before a noun ("Russian proposal") or for people ("the British said")."""
    after = tokens[head.last] if head.last < len(tokens) else None
    before = tokens[head.first - 1] if head.first else None
    if before is not None and before.text.lower() in ("in", "speak", "speaks", "spoke", "speaking"):
        return after is not None and after.tag == "NOUN"
    same = after is not None and after.sentence == tokens[head.first].sentence
    if after is not None and same and after.tag in ("NOUN", "ADJ", "CCONJ", "VERB"):
        return True
    if any(e.kind == "people" for e in head.hit.entries):  # "40 Rohingya"; "Swiss are", but "Chinese is"
        opens = before is None or before.sentence != tokens[head.first].sentence
        if (opens and same and after is not None and after.text in _PLURAL) or (before and before.tag == "NUM"):
            return True
    return before is not None and before.text.lower() == "the"


def _acts_alone(tokens: Sequence[Token], head: Piece, phrase: Phrase) -> bool:
    """A noun used as a modifier names an actor only where its kind acts ("police raid", not "press conference")."""
    entry = head.hit.entries[0]
    if phrase.last > head.last or head.kind == "plural":
        return True
    after = tokens[head.last] if head.last < len(tokens) else None
    modifies = after is not None and after.sentence == tokens[head.first].sentence and after.tag in ("NOUN", "PROPN")
    if not modifies:
        return head.partial is False
    return head.kind == "agent" and entry.sectors[:1] != () and entry.sectors[0] in _ACTING


def _span(text: str, tokens: Sequence[Token], first: int, last: int, form: Form, key: str | None) -> Mention:
    start, end = tokens[first].start, tokens[last - 1].end
    return Mention(start, end, text[start:end], "actor", form, key)


def _no_overlap(spans: Sequence[Mention], nominals: Sequence[Mention]) -> tuple[Mention, ...]:
    """Plural nominals win over what they contain, everything else over nominals it contains."""
    ordered = sorted((*spans, *nominals), key=lambda m: (m.start, -m.end))
    kept: list[Mention] = []
    for mention in ordered:
        if kept and mention.start < kept[-1].end:
            if mention.end > kept[-1].end and mention.form == "person" and kept[-1].form == "nominal":
                kept[-1] = mention
            continue
        kept.append(mention)
    return tuple(kept)
