"""Who binds himself to what, for whom, on what condition and by when: the pieces of promises.tsv put together.

python benchmarks/promises.py           # the share of each field that is right, for each form, condition and due
python benchmarks/promises.py --show    # every sentence with a field that is wrong, too
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from itertools import islice, product
from typing import NamedTuple

from panels import read_rows
from tallies import Tally

from dragoman.acquire import parse_text
from dragoman.pipeline import code_article
from dragoman.records import Commitment

FIELDS = ("one", "by", "to", "what", "condition", "due")
OTHER = "Nepal"  # who speaks of a promise that somebody else is said to make, or not to make
STRIDE = 457  # of all sentences that the pieces make, one of so many; no divisor of any number of pieces


class Piece(NamedTuple):
    """Words of a sentence, and the code of who is named in them."""

    words: str
    code: str | None


class Case(NamedTuple):
    """A sentence, its pieces, and whether somebody binds himself in it."""

    text: str
    form: Piece
    promiser: Piece
    deed: Piece
    condition: Piece | None
    due: Piece | None
    binds: bool


def read_pieces() -> dict[str, list[Piece]]:
    """The pieces of the table by part."""
    found: dict[str, list[Piece]] = {}
    for row in read_rows("promises.tsv"):
        found.setdefault(row["part"], []).append(Piece(row["words"], None if row["code"] == "-" else row["code"]))
    return found


def list_cases(pieces: dict[str, list[Piece]]) -> Iterator[Case]:
    """Sentences with the condition behind or in front and the due behind the deed or behind the condition."""
    forms = [(f, True) for f in pieces["form"]] + [(f, False) for f in pieces["nobody"]]
    parts = (forms, pieces["promiser"], pieces["deed"], [None, *pieces["condition"]], [None, *pieces["due"]], (0, 1))
    for (form, binds), promiser, deed, condition, due, front in islice(product(*parts), 0, None, STRIDE):
        end = f" {due.words}" if due else ""
        text = form.words
        if condition and front and text.startswith("{by}"):
            text = f"{condition.words[0].upper()}{condition.words[1:]}, {text}"
        elif condition:
            end += f" {condition.words}"
        behind = not text.startswith("{by}") and promiser.words.startswith("The ")
        by = f"the {promiser.words[4:]}" if behind else promiser.words
        text = text.format(by=by, will=deed.words, end=end, other=OTHER)
        yield Case(text, form, promiser, deed, condition, due, binds)


def judge(case: Case, found: tuple[Commitment, ...]) -> dict[str, bool]:
    """Which fields of the one commitment are right; of a sentence that binds nobody, whether none is found. Whom a deed
    is for that names nobody is not asked: who is to meet its condition may be meant."""
    if not case.binds:
        return {"one": not found}
    if not found:
        return {"one": False}
    first = found[0]
    given = {a.code for a in first.to}
    receiver = {"to": given == {case.deed.code}} if case.deed.code else {}
    return {
        "one": len(found) == 1,
        "by": {a.code for a in first.by} == {case.promiser.code},
        **receiver,
        "what": first.what.text.removeprefix("it would ") == case.deed.words,
        "condition": _same(first.condition.text if first.condition else None, case.condition),
        "due": _same(first.due.text if first.due else None, case.due),
    }


def _same(found: str | None, wanted: Piece | None) -> bool:
    """Whether the words are those wanted; a due may be told with or without its preposition."""
    if found is None or wanted is None:
        return (found is None) == (wanted is None)
    return wanted.words.lower().endswith(found.lower())


def main() -> None:
    """Print the shares, and with `--show` the sentences that are read wrongly."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", action="store_true", help="print every sentence with a field that is wrong")
    options = parser.parse_args()
    tally = Tally(FIELDS)
    for case in list_cases(read_pieces()):
        coded = code_article(parse_text(case.text, source="promise", published_at="2024-02-07"))
        judged = judge(case, coded.commitments)
        named = (case.form, case.condition, case.due)
        tally.add(("all" if case.binds else "nobody", *(p.words for p in named if p)), judged)
        if options.show and not all(judged.values()):
            wrong = " ".join(field for field, is_right in judged.items() if not is_right)
            print(f"{wrong}\t{case.text}\t{[_tell(c) for c in coded.commitments]}")
    tally.print()


def _tell(found: Commitment) -> str:
    by, to = (" ".join(f"{a.text}/{a.code}" for a in side) for side in (found.by, found.to))
    condition, due = found.condition and found.condition.text, found.due and found.due.text
    return f"by {by}; to {to}; what {found.what.text}; if {condition}; due {due}"


if __name__ == "__main__":
    main()
