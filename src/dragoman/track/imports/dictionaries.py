"""PETRARCH dictionaries: actors with dated roles and agents, as rows of overlay tables.

The formats are those that PETRARCH's reader takes: `NAME [CODE]`, `+SYNONYM`, tab and `[CODE 19950601-19990815]`,
`AGENT {PLURAL} [~GOV]`, `!SET! = A, B`. Underscores join words; comments follow `#` or `;` or stand in `<!-- -->`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from msgspec import Struct

from dragoman.tables import Row, read_table
from dragoman.track.exports.codes import load_codes

COMMENT = re.compile(r"<!\s*--.*?-->", re.DOTALL)
CODE = re.compile(r"\[([^\]]*)\]")
DATED = re.compile(r"^\s*([A-Za-z+#~-]*)\s*(?:(<|>)\s*(\d{6}|\d{8})|(\d{6}|\d{8})\s*-\s*(\d{6}|\d{8}))\s*$")
SMALL = frozenset(("of", "the", "and", "for", "al", "de", "in", "on", "del", "bin", "ibn"))
ACRONYM = 4  # letters up to which a name may be an acronym and is kept in capitals too
NAMED = ("name", "aliases", "adjectives", "people", "capitals", "seats")
SOURCE = "PETRARCH dictionary"


class Unmapped(Struct, frozen=True):
    """A line, or part of one, that has no place in our tables, and why."""

    line: int
    text: str
    why: str


class Part(Struct, frozen=True):
    """What a PETRARCH code says: our code (None: no state or body named), PLOVER sectors, parts without a place."""

    code: str | None
    sectors: tuple[str, ...]
    lost: tuple[str, ...]


class ActorEntry(Struct, frozen=True):
    """One actor of a dictionary: line, names as reports write them, codes with first and last day (ISO or empty)."""

    line: int
    names: tuple[str, ...]
    codes: tuple[tuple[str, str, str], ...]


def clean_lines(text: str) -> Iterator[tuple[int, str]]:
    """Lines that hold something, without comments, with their numbers from 1."""
    kept = COMMENT.sub(lambda m: "\n" * m[0].count("\n"), text)
    for number, line in enumerate(kept.split("\n"), 1):
        bare = re.split(r"[#;](?![#\]])", line.replace("[###]", "[---]"), maxsplit=1)[0].rstrip()
        if bare.strip():
            yield number, bare


def parse_code(code: str) -> Part:
    """`USAGOV` as USA and GOV, `IGOUNO` as UNO, `GOVMED` as sectors alone; unknown parts of three letters are lost."""
    parts = [code[i : i + 3] for i in range(0, len(code), 3)]
    codes = load_codes()
    ours = {row["cameo"]: key for key, row in codes.countries.items() if row["cameo"]}
    roots = {row["root"] + row["region"] + row["group"]: key for key, row in codes.groups.items() if row["group"]}
    for joined, key in sorted(roots.items(), key=lambda x: -len(x[0])):
        if code.startswith(joined):
            rest = _sectors(parts[len(joined) // 3 :])
            return Part(key, rest[0] or ("GOV",), rest[1])
    first, rest_of = parts[0], parts[1:]
    if first in codes.groups:
        sectors, lost = _sectors(rest_of)
        return Part(first, sectors, lost)
    if first in _roles() and first not in codes.countries:
        sectors, lost = _sectors(parts)
        return Part(None, sectors, lost)
    sectors, lost = _sectors(rest_of)
    return Part(ours.get(first, first), sectors, lost)


def _sectors(parts: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    listed = list(parts)
    known = tuple(dict.fromkeys(_roles()[p] for p in listed if p in _roles()))
    return known, tuple(p for p in listed if p not in _roles())


@lru_cache(maxsize=1)
def _roles() -> dict[str, str]:
    """Parts of codes to PLOVER sectors; where two sectors share a CAMEO role, the one of the same name."""
    found: dict[str, str] = {}
    for sector, row in load_codes().sectors.items():
        role = row["cameo"]
        if role and (role not in found or role == sector):
            found[role] = sector
    return {row["role"]: row["sector"] for row in read_table("role_codes")} | found


def write_name(entry: str) -> str:
    """`MINAS_TIRITH` as Minas Tirith, `U.N._` as U.N.; a leading THE is left out."""
    words = entry.strip().strip("_").replace("_", " ").split()
    if words and words[0].upper() == "THE" and len(words) > 1:
        words = words[1:]
    return " ".join(_cased(w, n) for n, w in enumerate(words))


def _cased(word: str, at: int) -> str:
    if "." in word or not word.isupper():
        return word
    if at and word.lower() in SMALL:
        return word.lower()
    return "-".join(p.capitalize() for p in word.split("-"))


def parse_actors(text: str) -> tuple[list[ActorEntry], list[Unmapped]]:
    """Actors of a dictionary, in order of lines."""
    blocks: list[tuple[int, list[str], list[str]]] = []
    unmapped = []
    for number, line in clean_lines(text):
        name = CODE.sub("", line).strip()
        codes = [m[1] for m in CODE.finditer(line)]
        if line.startswith("+") and blocks:
            blocks[-1][1].append(name[1:])
        elif name and not line[0].isspace():
            blocks.append((number, [name], []))
        elif not blocks or not codes:
            unmapped.append(Unmapped(number, line.strip(), "neither a name, nor a synonym, nor a code in brackets"))
            continue
        blocks[-1][2].extend(codes)
    entries = []
    for number, names, codes in blocks:
        entry = ActorEntry(number, _spellings(names), tuple(_parse_dated(c) for c in codes))
        entries.append(entry)
        if not codes:
            unmapped.append(Unmapped(number, names[0], "no code"))
    return entries, unmapped


def _spellings(names: Iterable[str]) -> tuple[str, ...]:
    found = []
    for name in names:
        written = write_name(name)
        found.append(written)
        if len(written) <= ACRONYM and written.isalpha():
            found.append(written.upper())
    return tuple(dict.fromkeys(found))


def _parse_dated(code: str) -> tuple[str, str, str]:
    """Code, first and last day: `HOBGOV 19950601-19990815`, `HOB < 950601`, `HOB > 990816`."""
    dated = DATED.match(code.replace(" ", "") if "-" not in code.strip("-") else code)
    if dated is None:
        return code.strip().upper(), "", ""
    name, sign, one, first, last = dated.groups()
    if sign:
        return name.upper(), *(("", _day(one)) if sign == "<" else (_day(one), ""))
    return name.upper(), _day(first), _day(last)


def _day(digits: str) -> str:
    """YYYYMMDD, or YYMMDD of the years 1930 to 2029, as an ISO date."""
    full = digits if len(digits) == 8 else ("19" if digits >= "30" else "20") + digits
    return f"{full[:4]}-{full[4:6]}-{full[6:]}"


def convert_actors(text: str) -> tuple[dict[str, list[Row]], list[Unmapped]]:
    """Rows of the overlay tables countries, organisations, offices, plural_states; and what has no place in them.

    A state that we know keeps our row and gets the dictionary's names as further aliases; an undated code of
    three letters that we do not know becomes a state of its own; dated codes become terms of office.
    """
    entries, unmapped = parse_actors(text)
    countries: dict[str, Row] = {}
    organisations: list[Row] = []
    offices: list[Row] = []
    plural: list[Row] = []
    for entry in entries:
        for code, first, last in entry.codes:
            if re.fullmatch(r"[A-Z]{3}(/[A-Z]{3})+", code) and len(entry.codes) == 1:  # one name for several states
                plural += [{"name": n, "codes": code.replace("/", "|"), "source": SOURCE} for n in entry.names]
                continue
            shown = f"{entry.names[0]} [{code}]"
            if not re.fullmatch(r"[A-Z0-9]{3,}", code) or len(code) % 3:
                unmapped.append(Unmapped(entry.line, shown, "not a code of parts of three letters"))
                continue
            part = parse_code(code)
            if part.lost:
                unmapped.append(Unmapped(entry.line, shown, f"no sector for {', '.join(part.lost)}; left out"))
            dated = first or last or len(entry.codes) > 1
            if dated and all(len(c) == len("XYZ") for c, _, _ in entry.codes):  # a state under another code before
                organisations.append(_organisation(entry, part, first, last))
            elif dated:
                offices.append(_office(entry, part, first, last))
            elif part.code and len(code) == 3 and part.code not in load_codes().groups:
                _add_country(countries, part.code, entry.names)
            else:
                organisations.append(_organisation(entry, part))
    tables = {
        "countries": list(countries.values()), "organisations": organisations, "offices": offices,
        "plural_states": plural,
    }  # fmt: skip
    return {name: rows for name, rows in tables.items() if rows}, unmapped


def _slug(entry: ActorEntry) -> str:
    return "petr-" + re.sub(r"[^a-z0-9]+", "-", entry.names[0].lower()).strip("-")


def _office(entry: ActorEntry, part: Part, first: str, last: str) -> Row:
    return {
        "person_id": _slug(entry), "name": entry.names[0], "aliases": "|".join(entry.names[1:]),
        "code": part.code or "", "sectors": "|".join(part.sectors), "role": "", "start": first, "end": last,
        "source": SOURCE,
    }  # fmt: skip


def _organisation(entry: ActorEntry, part: Part, first: str = "", last: str = "") -> Row:
    return {
        "id": _slug(entry), "name": entry.names[0], "aliases": "|".join(entry.names[1:]), "code": part.code or "",
        "sectors": "|".join(part.sectors), "start": first, "end": last, "source": SOURCE,
    }  # fmt: skip


def _add_country(countries: dict[str, Row], code: str, names: tuple[str, ...]) -> None:
    known = {row["id"]: row for row in read_table("countries")}
    called = {name: row["id"] for row in known.values() for name in _list_names(row)}
    # A state of ours under another code (KUW) keeps its row too, with the dictionary's code.
    key = code if code in known else next((called[n] for n in names if n in called), code)
    if key not in countries:
        empty = dict.fromkeys(next(iter(known.values())), "")
        new = {**empty, "id": code, "name": names[0], "source": SOURCE}
        countries[key] = {**(known.get(key) or new), "code": known[key]["code"] if key == code in known else code}
    row = countries[key]
    listed = {n for column in NAMED for n in row[column].split("|")}
    row["aliases"] = "|".join(filter(None, [row["aliases"], *(n for n in names if n not in listed)]))


def _list_names(row: Row) -> list[str]:
    return [row["name"], *filter(None, row["aliases"].split("|"))]


def convert_agents(text: str) -> tuple[dict[str, list[Row]], list[Unmapped]]:
    """Rows of the overlay table agents, and what has no place in it."""
    sets: dict[str, list[str]] = {}
    rows: dict[str, Row] = {}
    unmapped = []
    for number, line in clean_lines(text):
        if line.startswith("!") and "=" in line and not CODE.search(line):
            name, _, words = line.partition("=")
            sets[name.strip()] = [w.strip() for w in words.split(",") if w.strip()]
            continue
        found = CODE.search(line)
        if found is None:
            unmapped.append(Unmapped(number, line.strip(), "no code in brackets"))
            continue
        code = found[1].replace("~", "").strip()
        sectors, lost = _sectors(code[i : i + 3] for i in range(0, len(code), 3))
        if lost or not sectors:
            why = f"no sector for {', '.join(lost) or code!r}; " + ("left out" if sectors else "not taken")
            unmapped.append(Unmapped(number, line.strip(), why))
        if not sectors:
            continue
        head = line[: found.start()]
        plural = re.search(r"\{([^}]*)\}", head)
        for agent in _expand(head.split("{")[0], sets):
            rows[agent] = _agent(agent, sectors, "plural" if plural and not plural[1].strip() else "")
        for agent in _expand(plural[1] if plural else "", sets):
            rows[agent] = _agent(agent, sectors, "plural")
    return ({"agents": list(rows.values())} if rows else {}), unmapped


def _agent(agent: str, sectors: tuple[str, ...], number: str) -> Row:
    return {"agent": agent, "sectors": "|".join(sectors), "number": number, "source": SOURCE}


def _expand(pattern: str, sets: dict[str, list[str]]) -> list[str]:
    """`CONGRESS!PERSON!` as congressman, congresswoman ...; words in lower case."""
    name = next((n for n in sets if n in pattern), None)
    if name is not None:
        return [x for word in sets[name] for x in _expand(pattern.replace(name, word), sets)]
    agent = " ".join(pattern.replace("_", " ").lower().split())
    return [agent] if agent else []
