"""Knowledge tables: tab-separated, one header line, `#` comments, read with the user's overlay on top.

A shipped table is `data/NAME.tsv`. A user's folder may hold a file of the same name: its rows are laid over
the shipped rows (same first column: the user's row wins; a row whose second column is `-` deletes).
"""

from __future__ import annotations

import re
from collections.abc import Collection
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path

from dragoman.errors import TableError

DATA = Path(__file__).parent / "data"
Row = dict[str, str]


def _parse(path: Path) -> tuple[list[str], list[Row]]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise TableError(f"{path}: byte {error.start} is not UTF-8; save the table as UTF-8 text") from None
    numbered = [(n, x) for n, x in enumerate(lines, 1) if x.strip() and not x.startswith("#")]
    if not numbered:
        raise TableError(f"{path}: the table is empty; it needs a header line with column names")
    header = numbered[0][1].split("\t")
    rows = []
    for number, line in numbered[1:]:
        cells = line.split("\t")
        if len(cells) > len(header):
            raise TableError(
                f"{path}:{number}: {len(cells)} cells under {len(header)} columns; "
                f"cells are separated by one tab ({line[:60]!r})"
            )
        rows.append(dict(zip(header, cells + [""] * (len(header) - len(cells)), strict=True)))
    return header, rows


@lru_cache(maxsize=256)
def read_table(name: str, overlay: Path | None = None) -> tuple[Row, ...]:
    """Rows of table `name` in file order, the user's rows from folder `overlay` replacing or following them.

    Raises TableError naming file and line when a row has too many cells or a column is unknown, or when the folder
    holds a table whose name no shipped one has.
    """
    check_folder(overlay)
    header, rows = _parse(DATA / f"{name}.tsv")
    user = overlay / f"{name}.tsv" if overlay else None
    if user is None or not user.exists():
        return tuple(rows)
    user_header, user_rows = _parse(user)
    unknown = [c for c in user_header if c not in header]
    if unknown or user_header[0] != header[0]:
        raise TableError(f"{user}: columns {unknown or user_header[:1]} are not known here; use {header}")
    replaced = {r[header[0]] for r in user_rows}
    kept = [r for r in rows if r[header[0]] not in replaced]
    added = [{c: r.get(c, "") for c in header} for r in user_rows if r.get(header[1]) != "-"]
    return tuple(kept + added)


def group_rows(name: str, column: str, overlay: Path | None = None) -> dict[str, list[Row]]:
    """Rows of table `name` by the kind that `column` gives; a kind of which the user took all rows away has none.

    Raises TableError where a row of the user's is of a kind that no shipped one is.
    """
    grouped: dict[str, list[Row]] = {row[column]: [] for row in read_table(name)}
    for row in read_table(name, overlay):
        if row[column] not in grouped:
            first, known = next(iter(row.values())), ", ".join(filter(None, grouped))
            raise TableError(f"{name}.tsv: {first!r}: {column} {row[column]!r} is none of {known}")
        grouped[row[column]].append(row)
    return grouped


@lru_cache(maxsize=64)
def check_folder(overlay: Path | None) -> None:
    """TableError where a table in the user's folder has a name that nobody would read."""
    known = sorted(path.stem for path in DATA.glob("*.tsv"))
    for path in sorted(overlay.glob("*.tsv")) if overlay else ():
        if path.stem not in known:
            near = get_close_matches(path.stem, known, 1)
            meant = f"did you mean {near[0]}.tsv?" if near else f"one of: {', '.join(known)}"
            raise TableError(f"{path}: no table has this name and it would not be read; {meant}")


@lru_cache(maxsize=64)
def read_own_keys(name: str, overlay: Path | None = None) -> frozenset[str]:
    """First cells of the user's rows of table `name`, in which the user's word counts over ours."""
    return frozenset(next(iter(row.values())) for row in _read_own(name, overlay))


def _read_own(name: str, overlay: Path | None) -> list[Row]:
    user = overlay / f"{name}.tsv" if overlay else None
    return _parse(user)[1] if user is not None and user.exists() else []


def check_cells(name: str, column: str, known: Collection[str], overlay: Path | None) -> None:
    """TableError where `column` of a row of the user's holds, alone or in a list, what is none of `known`."""
    for row in _read_own(name, overlay):
        for value in re.split(r"[|,]", row.get(column, "")):
            if value and value not in known:
                first, near = next(iter(row.values())), get_close_matches(value, known, 3)
                meant = f"did you mean {' or '.join(near)}?" if near else f"one of: {', '.join(sorted(known))}"
                raise TableError(f"{name}.tsv: {first!r}: {column} {value!r} is not known; {meant}")
