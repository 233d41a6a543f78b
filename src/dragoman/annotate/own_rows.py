"""What the user's rows of actors must be: a sector or kind that nothing reads is an error that names it."""

from __future__ import annotations

from pathlib import Path

from dragoman.tables import check_cells, group_rows, read_table


def check_own_rows(overlay: Path | None) -> None:
    """TableError where a row in the user's tables of actors has a sector or a kind of title that is not known.

    A sector of the user's own is one that he adds to `sector_codes.tsv`. Codes of states are not asked: dictionaries
    of other coders (`import`) have some of their own.
    """
    sectors = {row["sector"] for row in read_table("sector_codes", overlay)}
    for name in ("agents", "titles", "organisations", "offices", "body_nouns"):
        check_cells(name, "sectors", sectors, overlay)
    group_rows("titles", "kind", overlay)
