"""Every name the tables know for an actor, as one automaton over a folded text.

Folding maps letters with marks to their base letter and typographic quotes, dashes and spaces to plain ones, one
character for one, so that offsets into the folded text are offsets into the text.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

import ahocorasick_rs

from dragoman.annotate.family_names import list_family_names, list_spellings
from dragoman.annotate.own_rows import check_own_rows
from dragoman.tables import Row, group_rows, read_own_keys, read_table

Kind = Literal[
    "country", "adjective", "people", "capital", "seat", "organisation", "person", "surname",
    "office", "honorific", "ministry", "plural", "agent",
]  # fmt: skip


class Entry(NamedTuple):
    """What one name says: table row (`key`), state acted for, sectors, full name or office, gender, validity."""

    kind: Kind
    key: str
    code: str | None
    sectors: tuple[str, ...]
    name: str
    gender: str = ""  # m, f; of a noun: its number (agents.tsv); people: of a people, or what is theirs
    start: str = ""
    end: str = ""
    own: bool = False  # from a row of the user's, which counts before ours of the same name


def list_given(entry: Entry) -> tuple[str, ...]:
    """A person's given names as the table has them."""
    return tuple(word for word in entry.name.split()[:-1] if word[0].isupper())


class Hit(NamedTuple):
    """A known name in the text, with every row that has this name."""

    start: int
    end: int
    entries: tuple[Entry, ...]

    @property
    def kind(self) -> Kind:
        return self.entries[0].kind


class Lexicon(NamedTuple):
    """Names as written (`named`) and lower-case nouns and offices (`worded`), each with its rows."""

    named: Any
    named_entries: list[tuple[Entry, ...]]
    worded: Any
    worded_entries: list[tuple[Entry, ...]]


class Words(NamedTuple):
    """Usage words by kind (actor_words.tsv) and given names with their gender."""

    kinds: dict[str, frozenset[str]]
    given: dict[str, str]


def _folding() -> dict[int, str]:
    """Character to one plain character; Latin, Greek and punctuation ranges only."""
    table = {ord(a): b for a, b in zip("‘’ʼ`´–—‐‑“”\n\t\r", "'''''----\"\"   ", strict=True)}
    table |= {ord(a): b for a, b in zip("øØłŁđĐıİßæÆœŒðÞþħ\u00a0\u202f", "oOlLdDiIsaAoOdTth  ", strict=True)}
    for code in (*range(0x00C0, 0x0250), *range(0x1E00, 0x1F00)):
        plain = unicodedata.normalize("NFD", chr(code))[0]
        if code not in table and plain.isascii():
            table[code] = plain
    return table


_FOLD = _folding()


def fold(text: str) -> str:
    """The text with plain letters and punctuation, of the same length."""
    return text.translate(_FOLD)


def _lower(text: str) -> str:
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def cells(row: Row, column: str) -> list[str]:
    """The parts of a cell that holds a list."""
    return [part for part in row[column].split("|") if part]


def pluralise(phrase: str) -> str:
    """Regular plural of the last word: policeman -> policemen, city -> cities, church -> churches."""
    if phrase.endswith("man") and not phrase.endswith(("human", "german", "roman")):
        return phrase[:-3] + "men"
    if phrase.endswith("y") and phrase[-2:-1] not in "aeiou":
        return phrase[:-1] + "ies"
    return phrase + ("es" if phrase.endswith(("s", "x", "ch", "sh", "z")) else "s")


def _countries(overlay: Path | None) -> Iterator[tuple[str, Entry]]:
    kinds: tuple[tuple[str, Kind], ...] = (
        ("name", "country"), ("aliases", "country"), ("adjectives", "adjective"), ("people", "people"),
        ("capitals", "capital"), ("seats", "seat"),
    )  # fmt: skip
    own = read_own_keys("countries", overlay)
    for row in read_table("countries", overlay):
        for column, kind in kinds:
            prefix = kind if kind in ("capital", "seat") else "country"
            for name in cells(row, column):
                key = f"{prefix}:{row['id']}"
                entry = Entry(kind, key, row["code"], (), row["name"], own=row["id"] in own)
                yield name, entry
                if kind in ("country", "capital") and len(name) > 3 and name.isascii():
                    yield name.upper(), entry


def _organisations(overlay: Path | None) -> Iterator[tuple[str, Entry]]:
    own = read_own_keys("organisations", overlay)
    for row in read_table("organisations", overlay):
        first, *others = row["aliases"].split(";")
        bodies = [f"{row['name']}|{first}", *others]  # several that act for one state in one sector
        for number, body in enumerate(bodies):
            names = [name for name in body.split("|") if name]
            key = f"organisation:{row['id']}" + (f"/{number}" if number else "")
            entry = Entry(
                "organisation", key, row["code"] or None, tuple(cells(row, "sectors")), names[0], "",
                row["start"], row["end"], row["id"] in own,
            )  # fmt: skip
            yield from _variants(names, entry)


def _variants(names: Iterable[str], entry: Entry) -> Iterator[tuple[str, Entry]]:
    for name in names:
        yield name, entry
        if len(name) > 6:
            yield name.upper(), entry
        elif name.isalpha() and name.isupper() and len(name) > 1:
            yield ".".join(name) + ".", entry  # "I.M.F."


def _persons(overlay: Path | None) -> Iterator[tuple[str, Entry]]:
    seen: set[tuple[str, str]] = set()
    own = read_own_keys("offices", overlay)
    # A family name that is also a pronoun or an office says nothing ("He").
    never = load_words(overlay).kinds["not_name"]
    for row in read_table("offices", overlay):
        key = f"person:{row['person_id']}"
        for name in list_spellings((row["name"], *cells(row, "aliases"))):
            if (key, name) in seen:
                continue
            seen.add((key, name))
            kind: Kind = "person" if " " in name else "surname"
            yield name, Entry(kind, key, row["code"] or None, (), row["name"], own=row["person_id"] in own)
        for surname in list_family_names(row["name"]):
            if (key, surname) not in seen and surname not in never:
                seen.add((key, surname))
                yield surname, Entry("surname", key, row["code"] or None, (), row["name"])


@lru_cache(maxsize=8)
def load_roles(overlay: Path | None = None) -> dict[str, frozenset[tuple[str, str]]]:
    """(state, office) of every term that the table of offices knows, by `person:ID` key."""
    roles: dict[str, set[tuple[str, str]]] = {}
    for row in read_table("offices", overlay):
        roles.setdefault(f"person:{row['person_id']}", set()).add((row["code"], row["role"]))
    return {key: frozenset(held) for key, held in roles.items()}


def _nouns(overlay: Path | None) -> Iterator[tuple[str, Entry]]:
    for row in read_table("titles", overlay):
        kind: Kind = row["kind"]  # type: ignore[assignment]
        sectors = tuple(cells(row, "sectors"))
        entry = Entry(kind, f"office:{row['role']}", None, sectors, row["role"], row["gender"])
        yield row["title"], entry
        if row["title"].count(" ") == 1 and "." not in row["title"]:
            yield row["title"].replace(" ", "-"), entry  # "Lieutenant-Colonel", "Attorney-General"
        if kind == "office" and row["role"] and row["title"][-1].isalpha() and " " not in row["title"][-3:]:
            yield pluralise(row["title"]), entry._replace(kind="plural")
    own = read_own_keys("agents", overlay)
    group_rows("agents", "number", overlay)  # names a number that none of ours is
    for row in read_table("agents", overlay):
        entry = Entry(
            "agent", f"agent:{row['agent']}", None, tuple(cells(row, "sectors")), row["agent"], row["number"],
            own=row["agent"] in own,
        )  # fmt: skip
        yield row["agent"], entry
        if row["number"] in ("", "counted"):
            yield pluralise(row["agent"]), entry._replace(gender="plural")


def _peoples(overlay: Path | None) -> Iterator[tuple[str, Entry]]:
    """Peoples that agents.tsv does not give sectors of their own: a word in -s is several of them, another is also what
    is theirs ("Mapuche", "Mapuche land")."""
    told = {row["agent"].lower() for row in read_table("agents", overlay)}
    told |= {pluralise(agent) for agent in told}
    own = read_own_keys("peoples", overlay)
    for row in read_table("peoples", overlay):
        for word in cells(row, "people"):
            if word.lower() not in told and " " not in word:
                number = "plural" if word.endswith("s") else "people"
                yield word, Entry("agent", f"agent:{word}", None, ("SOC",), word, number, own=row["people"] in own)


def _automaton(pairs: Iterator[tuple[str, Entry]], lower: bool) -> tuple[Any, list[tuple[Entry, ...]]]:
    table: dict[str, list[Entry]] = {}
    for name, entry in pairs:
        folded = fold(name).lower() if lower else fold(name)
        if not folded:
            continue
        rows = table.setdefault(folded, [])
        if entry not in rows:
            rows.append(entry)
    ordered = [tuple(sorted(rows, key=lambda e: not e.own)) for rows in table.values()]
    return ahocorasick_rs.AhoCorasick(list(table)), ordered


@lru_cache(maxsize=8)
def load_lexicon(overlay: Path | None = None) -> Lexicon:
    """The automata over all tables, built once (about 0.1 s)."""
    check_own_rows(overlay)

    def named() -> Iterator[tuple[str, Entry]]:
        yield from _countries(overlay)
        yield from _organisations(overlay)
        yield from _persons(overlay)
        yield from _peoples(overlay)

    return Lexicon(*_automaton(named(), lower=False), *_automaton(_nouns(overlay), lower=True))


def match_any(words: Iterable[str]) -> str:
    """A pattern for any of the words; it matches nothing where a user took all of them away."""
    return "|".join(map(re.escape, sorted(words))) or "(?!)"


@lru_cache(maxsize=8)
def load_words(overlay: Path | None = None) -> Words:
    """Usage words and given names."""
    kinds = group_rows("actor_words", "kind", overlay)
    given = {row["name"]: row["gender"] for row in read_table("given_names", overlay)}
    return Words({kind: frozenset(sys.intern(row["word"]) for row in rows) for kind, rows in kinds.items()}, given)


def _scan(automaton: Any, entries: list[tuple[Entry, ...]], text: str) -> list[Hit]:
    hits = []
    for index, start, end in automaton.find_matches_as_indexes(text, overlapping=True):
        if (start and text[start - 1].isalnum()) or (end < len(text) and text[end].isalnum()):
            continue
        hits.append(Hit(start, end, entries[index]))
    return hits


_GOES_ON = re.compile(r"\s(?:[Bb]in|[Ii]bn|[Bb]int|[Bb]en|[Oo]uld)\s[A-Z]")
_TITLED = re.compile(r"(?:Crown |Grand )?(?:Prince|Princess|King|Queen|Sultan|Sheikh|Emir|Duke)\s")
_NAMED = re.compile(r"\s[A-Z][a-z]")


def _is_cut_short(text: str, hit: Hit) -> bool:
    """Whether a title with a first name, by which the table knows somebody, goes on to say whose son or daughter this
    one is: "Crown Prince Mohammed" of "Crown Prince Mohammed bin Nayef"."""
    if hit.kind != "person" or not _GOES_ON.match(text, hit.end):
        return False
    return _TITLED.match(text, hit.start, hit.end) is not None and " bin " not in text[hit.start : hit.end].lower()


_THE = re.compile(r"\b[Tt]he\Z")


def _is_title(text: str, name: Hit, noun: Hit) -> bool:
    """Whether a word is an office and no family name that is spelt so: "the King", "Mayor of Lima", "Mayor Ito"."""
    if name.kind != "surname" or noun.kind != "office":
        return False
    owned = text.startswith(" of ", noun.end) or _NAMED.match(text, noun.end) is not None
    return owned or bool(_THE.search(text, max(0, noun.start - 5), max(0, noun.start - 1)))


def find_own_names(text: str, lexicon: Lexicon) -> list[Hit]:
    """Names of states, bodies and persons in a short text, those inside nouns and offices too; they may overlap."""
    return _scan(lexicon.named, lexicon.named_entries, fold(text))


def find_names(text: str, lexicon: Lexicon) -> list[Hit]:
    """Leftmost-longest known names and nouns of `text` on word boundaries, not overlapping, in reading order."""
    folded = fold(text)
    hits = _scan(lexicon.named, lexicon.named_entries, folded)
    hits += _scan(lexicon.worded, lexicon.worded_entries, _lower(folded))
    hits = [h for h in hits if not _is_cut_short(folded, h)]
    hits.sort(key=lambda h: (h.start, -h.end))
    chosen: list[Hit] = []
    reached = 0
    for hit in hits:
        if hit.start >= reached:
            chosen.append(hit)
            reached = hit.end
        elif chosen and (hit.start, hit.end) == (chosen[-1].start, chosen[-1].end):
            known = chosen[-1]
            chosen[-1] = hit if _is_title(folded, known, hit) else Hit(hit.start, hit.end, known.entries + hit.entries)
        elif hit.end > reached and hit.kind == "organisation" and text[chosen[-1].start].islower():
            # "the opposition" + "Movement for ...": a noun that runs into a longer name is none
            chosen[-1] = hit
            reached = hit.end
    return chosen


@lru_cache(maxsize=1)
def find_text_names(text: str, overlay: Path | None = None) -> tuple[Hit, ...]:
    """As `find_names`; the last text is kept, since finding actors and grounding them both read it."""
    return tuple(find_names(text, load_lexicon(overlay)))


@lru_cache(maxsize=4096)
def find_phrase_names(phrase: str, overlay: Path | None = None) -> tuple[Hit, ...]:
    """As `find_names`, for a short text: of seven phrases looked at in the news six have been seen before."""
    return tuple(find_names(phrase, load_lexicon(overlay)))
