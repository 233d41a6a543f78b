"""`import`: dictionaries into a folder of overlay tables, other data sets' events beside our own."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from dragoman.coding.codebook_tables import load_codebook
from dragoman.errors import UsageError
from dragoman.ledger import open_ledger
from dragoman.tables import DATA, Row
from dragoman.track.exports.events import read_events
from dragoman.track.exports.write import write_new
from dragoman.track.imports.compare import Key, compare_keys, list_keys, parse_gdelt, parse_icews
from dragoman.track.imports.dictionaries import Unmapped, convert_actors, convert_agents
from dragoman.track.imports.verbs import convert_verbs, read_codes

Tell = Callable[[str], None]
Tables = dict[str, list[Row]]


class DictionaryOptions(Struct, frozen=True):
    """How dictionaries are read: what the codes of verbs are (`scheme`, and a table of `codes` of their own), whether
    our own frames are taken out (`alone`), whether tables that exist are replaced."""

    scheme: str = "cameo"
    codes: Path | None = None
    alone: bool = False
    overwrite: bool = False


def run_dictionaries(
    kind: str, files: Sequence[Path], folder: Path | None, options: DictionaryOptions, tell: Tell
) -> int:
    """Write the tables of PETRARCH dictionaries into `folder`; tell each line that has no place in them."""
    if folder is None:
        raise UsageError("name the folder for the tables: -o FOLDER; `dragoman add --tables FOLDER` then reads it")
    tables: Tables = {}
    for file in files:
        found, unmapped = convert(kind, read_file(file), options)
        for one in unmapped:
            tell(f"{file}:{one.line}: {one.text}: {one.why}")
        for name, rows in found.items():
            tables.setdefault(name, []).extend(rows)
        tell(f"{file}: {sum(map(len, found.values()))} rows; {len(unmapped)} lines without a place, or only in part")
    write_tables(tables, folder, options.overwrite)
    for name, rows in tables.items():
        tell(f"wrote {len(rows)} rows to {folder / name}.tsv")
    return 0


PLAIN = DictionaryOptions()


def convert(kind: str, text: str, options: DictionaryOptions = PLAIN) -> tuple[Tables, list[Unmapped]]:
    """Tables of one dictionary: kind petrarch-actors, petrarch-agents or petrarch-verbs."""
    if kind == "petrarch-verbs":
        codes = read_codes(read_file(options.codes), str(options.codes)) if options.codes else None
        return convert_verbs(text, options.scheme, codes, alone=options.alone)
    return {"petrarch-actors": convert_actors, "petrarch-agents": convert_agents}[kind](text)


def write_tables(tables: Tables, folder: Path, overwrite: bool) -> None:
    """One `NAME.tsv` each; UsageError, and nothing written, where one of them exists."""
    paths = {name: folder / f"{name}.tsv" for name in tables}
    there = [str(p) for p in paths.values() if p.exists()]
    if there and not overwrite:
        raise UsageError(f"{there[0]} exists; choose another folder, or --overwrite to replace it")
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        columns = read_header(name)
        lines = ["\t".join(columns), *("\t".join(row.get(c, "") for c in columns) for row in rows)]
        with write_new(paths[name], overwrite) as draft:
            draft.write_text("\n".join(lines) + "\n", encoding="utf-8")


def read_header(name: str) -> list[str]:
    """The columns of a shipped table."""
    lines = (DATA / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return next(line for line in lines if line and not line.startswith("#")).split("\t")


def read_file(path: Path) -> str:
    """A text file in UTF-8, or else Latin-1 (older dictionaries, ICEWS). UsageError where it cannot be read."""
    try:
        body = path.read_bytes()
    except OSError as e:
        raise UsageError(f"{path} could not be read: {e.strerror or e}") from e
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("latin-1")


def run_comparison(
    kind: str, files: Sequence[Path], output: Path | None, overwrite: bool, ledger: Path, wait: float, tell: Tell
) -> int:
    """Print (or write) a table of keys in both, only theirs, only ours, for the days that the files cover."""
    theirs: list[Key] = []
    for file in files:
        keys, without = (parse_gdelt if kind == "gdelt" else parse_icews)(read_file(file), str(file))
        theirs += keys
        tell(f"{file}: {len(keys)} events between two countries; {without} others are left out")
    days = {key.day for key in theirs}
    with open_ledger(ledger, read_only=True, wait=wait, tell=tell) as opened:
        ours = [key for key in list_keys(read_events(opened, ("asserted",)), load_codebook()) if key.day in days]
    rows = compare_keys(theirs, ours)
    names = ("day", "source", "target", "root", "theirs", "ours", "found")
    text = "\n".join(["\t".join(names), *("\t".join(map(str, msgspec.structs.astuple(r))) for r in rows)]) + "\n"
    if output is None:
        sys.stdout.write(text)
    else:
        with write_new(output, overwrite) as draft:
            draft.write_text(text, encoding="utf-8")
    counts = Counter(row.found for row in rows)
    tell(f"{len(days)} days: {counts['both']} in both, {counts['theirs']} only theirs, {counts['ours']} only ours")
    return 0
