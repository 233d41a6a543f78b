"""Who is known by what papers call them: each phrase of the tables beside this file, as who acts and who is acted on.

python benchmarks/panels.py             # the phrases that are nobody or somebody else, and how many of each kind
python benchmarks/panels.py office past # of these kinds

panels.tsv has names of leaders, states and bodies alone in a sentence; there it is asked for whom they act. Of the
other tables it is asked in what role the phrase is a party to the event, for whom, and in which sector.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from dragoman.acquire import parse_text
from dragoman.annotate.actor_names import cells
from dragoman.pipeline import code_article
from dragoman.records import Actor, Coded
from dragoman.tables import read_table

HERE = Path(__file__).parent
ACTS, SUFFERS = "{} rejected the proposal on Monday.", "Ghana warned {} on Monday."
_DEMONYMS = ("two {people}", "the {people}", "{people}", "40 {people}", "a {adjective}", "a {adjective} envoy")
_OBJECTS = {"he": "him", "she": "her", "they": "them"}


def read_rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of a table beside this file."""
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    yield from csv.DictReader((x for x in lines if not x.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE)


def list_demonyms() -> Iterator[dict[str, str]]:
    """The people of each state that countries.tsv has, several and one of them."""
    for row in read_table("countries"):
        names = {"people": (cells(row, "people") or [""])[0], "adjective": (cells(row, "adjectives") or [""])[0]}
        for form in _DEMONYMS:
            if all(names.values()):
                yield {"kind": "demonym", "name": form.format(**names), "code": row["code"], "year": "2015"}


def _code(text: str, row: dict[str, str]) -> Coded:
    return code_article(parse_text(text, source=row["name"], published_at=f"{row['year']}-07-10"))


def _is_wanted(row: dict[str, str], parties: list[Actor]) -> bool:
    """Whether the parties of the phrase act for whom the row says, in one of its sectors."""
    codes = {a.code or "-" for a in parties}
    sectors = {(a.sectors or ("",))[0] for a in parties}
    states = set(row["code"].split("+"))
    right = (
        codes == states if "+" in row["code"] else bool(codes) and codes <= {c or "-" for c in row["code"].split("|")}
    )
    return right and (not row.get("sectors") or sectors <= set(row["sectors"].split("|")))


def judge(row: dict[str, str]) -> Iterator[tuple[str, bool, str]]:
    """How a phrase is read as who acts and as who is acted on: the role, whether right, and what was read."""
    before = row.get("before") or ""
    told = _OBJECTS.get(row["name"], row["name"])
    for role, form, phrase in (("acts", ACTS, row["name"]), ("suffers", SUFFERS, told)):
        phrase = phrase if before.endswith("-") or role != "acts" else phrase[:1].upper() + phrase[1:]
        text = f"{before} {form.format(phrase)}".strip()
        begin = len(text) - len(form.format(phrase))
        events = [e for e in _code(text, row).events if e.trigger.start >= begin]
        parties = [a for e in events for a in (e.actors if role == "acts" else e.recipients)]
        read = ", ".join(f"{a.text} {a.code} {'|'.join(a.sectors)}" for a in parties)
        yield role, _is_wanted(row, parties), read


def main(kinds: list[str]) -> None:
    """Print the phrases that are read wrongly, and the counts."""
    wrong: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for row in read_rows("panels.tsv"):
        if kinds and row["kind"] not in kinds:
            continue
        found = {m.code for m in _code(ACTS.format(row["name"]), row).mentions if m.kind == "actor"}
        asked[row["kind"]] += 1
        wrong[row["kind"]] += row["code"] not in found
        if row["code"] not in found:
            print(f"{row['name']} ({row['year']}): {row['code']} wanted, found {sorted(map(str, found))}")
    for row in (*read_rows("parties.tsv"), *read_rows("chains.tsv"), *list_demonyms()):
        if kinds and row["kind"] not in kinds:
            continue
        for role, right, read in judge(row):
            asked[f"{row['kind']} {role}"] += 1
            wrong[f"{row['kind']} {role}"] += not right
            if not right:
                told = f" ({row['before']})" if row.get("before") else ""
                print(
                    f"{row['kind']} {role}: {row['name']}{told}: {row['code']} {row.get('sectors', '')}; read: {read}"
                )
    for kind, count in asked.items():
        print(f"{kind}: {wrong[kind]} of {count} wrong")


if __name__ == "__main__":
    main(sys.argv[1:])
