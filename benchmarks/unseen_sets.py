"""Sets that no task of the external scorer asks of, each in two halves: one whose misses are read, one only counted.

    python benchmarks/unseen_sets.py PATH/TO/dev [SET ...] [--show read]

SET is one of those in `SETS` (all, when none is named). Rows are split by their id (a report's or document's, where
there is one). With --show, the rows of the half that come out otherwise than marked are printed, one to a line, with
what was coded. Measured, never trained on. Until 29 November 2026 nothing had been chosen on these; a figure that
rises on the half "read" alone says that rules were made for its sentences.

What is marked in them is less than what Dragoman codes, so each set asks one thing: whether an act of the expected
type comes out (`found`), and, where rows without one are marked too, how many of those found are marked (`right`).
"""

from __future__ import annotations

import argparse
import random
import re
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from cameo_sentences import QUAD, read_rows
from msgspec import Struct

from dragoman.acquire import parse_text
from dragoman.pipeline import code_article
from dragoman.records import Actor, Coded, EventMention

# The most rows without any mark that are taken of a set and half: they are many, and alike.
UNMARKED_ROWS = 400
# The most reports of a set and half: MUC-4's are long.
REPORTS = 150

# CASE-2021's sub-types (ACLED's) by the types that our codebook gives such acts; the others of its labels
# (organised crime, headquarters, changes of a group) are told by several types and are not asked.
CASE_TYPES = {
    "AIR_STRIKE": "ASSAULT", "ART_MISS_ATTACK": "ASSAULT", "GRENADE": "ASSAULT", "REM_EXPLOS": "ASSAULT",
    "SUIC_BOMB": "ASSAULT", "CHEM_WEAP": "ASSAULT", "ARMED_CLASH": "ASSAULT", "ATTACK": "ASSAULT",
    "SEX_VIOL": "ASSAULT", "ABDUCT_DISSAP": "ASSAULT", "MOB_VIOL": "ASSAULT PROTEST", "PEACE_PROTEST": "PROTEST",
    "VIOL_DEMONSTR": "PROTEST", "PROTEST_WITH_INTER": "PROTEST COERCE", "FORCE_AGAINST_PROTEST": "COERCE ASSAULT",
    "ARREST": "COERCE", "AGREEMENT": "AGREE COOPERATE RETREAT CONCEDE", "DISR_WEAP": "COERCE",
    "GOV_REGAINS_TERIT": "ASSAULT", "NON_STATE_ACTOR_OVERTAKES_TER": "ASSAULT", "PROPERTY_DISTRUCT": "ASSAULT COERCE",
    "NON_VIOL_TERRIT_TRANSFER": "RETREAT CONCEDE AGREE", "DIPLO": "CONSULT AGREE REQUEST SUPPORT COOPERATE",
}  # fmt: skip
# ACE's and WikiEvents' types (the last word but "Unspecified") likewise.
ACE_TYPES = {
    "Attack": "ASSAULT", "DetonateExplode": "ASSAULT", "Die": "ASSAULT", "Injure": "ASSAULT", "Meet": "CONSULT",
    "Demonstrate": "PROTEST", "ArrestJailDetain": "COERCE", "Arrest-Jail": "COERCE", "Phone-Write": "CONSULT",
    "Correspondence": "CONSULT", "Sue": "ACCUSE", "Charge-Indict": "ACCUSE", "ChargeIndict": "ACCUSE",
    "InvestigateCrime": "ACCUSE", "Transfer-Money": "AID COOPERATE", "Convict": "COERCE ACCUSE",
    "Sentence": "COERCE", "Extradite": "COOPERATE COERCE", "Release-Parole": "CONCEDE", "Execute": "COERCE ASSAULT",
}  # fmt: skip
# What Indian police are marked to do, by type.
POLICE_TYPES = {"KILL": "ASSAULT", "ARREST": "COERCE", "FORCE": "COERCE ASSAULT"}
MUC_TYPES = {
    "ATTACK": "ASSAULT",
    "BOMBING": "ASSAULT",
    "KIDNAPPING": "ASSAULT",
    "ARSON": "ASSAULT",
    "ROBBERY": "ASSAULT",
}
# The modes of the made stories by ours, where the names differ; `-` where ours has no such mode and the type is asked.
STORY_MODES = {
    "SIEZE": "seize", "PRIMATIVE": "primitive", "ASSASSINATE": "targeted", "BAN": "-", "CLEANSING": "-",
    "EXECUTE": "-", "MASSACRE": "-", "RETURN": "-",
}  # fmt: skip
# The most stories that are taken of a label, mode and half.
STORIES = 9
_QUOTED = re.compile(r'"([^"]+)"')


class Asked(Struct, frozen=True):
    """One question of a set: what is asked, whether it is marked so, whether it is so in what was coded."""

    what: str
    marked: bool
    coded: bool


class Row(Struct, frozen=True):
    """A text of a set, with what is asked of its record."""

    id: str
    text: str
    ask: Callable[[Coded], Iterable[Asked]]


def half_of(name: str) -> str:
    """The half in which all rows of this document stand."""
    return ("read", "counted")[zlib.crc32(name.encode()) % 2]


def _acts(coded: Coded, types: str) -> list[EventMention]:
    return [e for e in coded.events if e.event_type in types.split() and e.factuality not in ("negated", "denied")]


def _names(actors: Iterable[Actor], start: int, end: int) -> bool:
    return any(a.start < end and start < a.end for a in actors)


def read_case(folder: Path) -> Iterator[Row]:
    """CASE-2021's sentences of conflict, each with one sub-type."""
    for row in read_rows(folder, "event_case2021_task2*"):
        if types := CASE_TYPES.get(row["label"]):
            yield Row(row["id"], row["text"], lambda c, t=types, n=row["label"]: [Asked(n, True, bool(_acts(c, t)))])  # type: ignore[misc]


def read_ace(folder: Path) -> Iterator[Row]:
    """Sentences of ACE and WikiEvents with an act between two parties."""

    def ask(coded: Coded, row: dict[str, Any], types: str) -> Iterator[Asked]:
        acts = _acts(coded, types)
        words = [m.span() for m in re.finditer(re.escape(row["trigger"]), row["text"])]
        own = [e for e in acts if any(e.trigger.start < end and start < e.trigger.end for start, end in words)]
        yield Asked("type", True, bool(acts))
        yield Asked("type at the word", True, bool(own))
        yield Asked("actor", True, any(_names(e.actors, *row["source"]) for e in acts))
        yield Asked("recipient", True, any(_names((*e.recipients, *e.actors), *row["target"]) for e in acts))

    for row in read_rows(folder, "event_aw_train*"):
        kinds = [k for k in re.split("[:.]", row["event_type"]) if k != "Unspecified"]
        if types := ACE_TYPES.get(kinds[-1]):
            yield Row(row["id"], row["text"], lambda c, r=row, t=types: ask(c, r, t))  # type: ignore[misc]


def read_contention(folder: Path) -> Iterator[Row]:
    """News sentences with and without contention: protest, strike, riot or armed violence."""
    for row in read_rows(folder, "event_glocon_sents*"):
        if row["label"] < 2:
            yield Row(row["url"], row["text"],
                      lambda c, m=bool(row["label"]): [Asked("contention", m, bool(_acts(c, "PROTEST ASSAULT")))])  # type: ignore[misc]  # fmt: skip


def read_police(folder: Path) -> Iterator[Row]:
    """Sentences of Indian reports, with what police did in them."""

    def ask(coded: Coded, labels: list[str]) -> Iterator[Asked]:
        for label, types in POLICE_TYPES.items():
            # "Six people were arrested" names no police and is marked all the same.
            acts = [e for e in _acts(coded, types) if any("COP" in a.sectors for a in e.actors) or label == "ARREST"]
            yield Asked(label, label in labels, bool(acts))

    for row in read_rows(folder, "event_indiapolice_sents*"):
        labels = row["labels"]
        yield Row(row["id"].split("-")[0], row["text"].strip(), lambda c, x=labels: ask(c, x))  # type: ignore[misc]


def read_classes(folder: Path) -> Iterator[Row]:
    """CAMEO sentences with their quad class or none (a public statement, or no act)."""

    def ask(coded: Coded, quad: int) -> Iterator[Asked]:
        quads = {QUAD[int(e.cameo[:2])] for e in coded.events if e.cameo}
        yield Asked("any act", quad > 0, bool(quads))
        if quad:
            yield Asked(f"quad class {quad}", True, quad in quads)

    for row in read_rows(folder, "event_cameo_class_*"):
        yield Row(row["id"], row["text"], lambda c, q=row["quad"]: ask(c, q))  # type: ignore[misc]


def read_attacks(folder: Path) -> Iterator[Row]:
    """MUC-4's reports from Latin America, set in capitals, with the attacks that they tell."""

    def ask(coded: Coded, templates: list[dict[str, list[str]]]) -> Iterator[Asked]:
        acts = _acts(coded, "ASSAULT COERCE")
        yield Asked("any attack", bool(templates), bool(_acts(coded, "ASSAULT")))
        for template in templates:
            for what, slots, parties in (
                ("who attacks", ("PERP: ORGANIZATION ID", "PERP: INDIVIDUAL ID"), [a for e in acts for a in e.actors]),
                ("who is hit", ("HUM TGT: NAME", "HUM TGT: DESCRIPTION"), [a for e in acts for a in e.recipients]),
            ):
                wanted = [w for slot in slots for text in template.get(slot, ()) for w in _QUOTED.findall(text)]
                if wanted:
                    words = {w for name in wanted for w in re.findall(r"\w{3,}", name.upper())}
                    said = {w for a in parties for w in re.findall(r"\w{3,}", f"{a.text} {a.name or ''}".upper())}
                    yield Asked(what, True, bool(words & said))

    for row in read_rows(folder, "event_muc4_dev*"):
        templates = [t for t in row["templates"] if t.get("INCIDENT: TYPE", [""])[0] in MUC_TYPES]
        yield Row(row["id"], row["text"], lambda c, t=templates: ask(c, t))  # type: ignore[misc]


def read_names(folder: Path) -> Iterator[Row]:
    """Newswire sentences from all continents with the names of places and peoples."""

    def ask(coded: Coded, row: dict[str, Any]) -> Iterator[Asked]:
        starts = [0]
        for token in row["tokens"]:
            starts.append(starts[-1] + len(token) + 1)
        for first, last, kind in row["ents"]:
            if kind in ("Location", "NORP"):
                start, end = starts[first], starts[last] - 1
                found = any(m.start < end and start < m.end for m in coded.mentions if m.kind != "time")
                yield Asked(kind, True, found)

    for row in read_rows(folder, "ner_worldwide_dev*"):
        if row["ents"]:
            yield Row(row["doc"], " ".join(row["tokens"]), lambda c, r=row: ask(c, r))  # type: ignore[misc]


def read_stories(folder: Path) -> Iterator[Row]:
    """Made stories, each written for a type and a mode, by which it is asked: many tell another act than that."""

    def ask(coded: Coded, kind: str, mode: str) -> Iterator[Asked]:
        acts = _acts(coded, kind)
        for what in (kind, f"{kind} {mode}" if mode else ""):
            if what:
                yield Asked(f"{what}: type", True, bool(acts))
        if mode:
            right = any(act.mode == mode for act in acts)
            yield Asked(f"{kind}: mode", True, right)
            yield Asked(f"{kind} {mode}: mode", True, right)

    taken: dict[tuple[str, str, str], int] = defaultdict(int)
    for row in read_rows(folder, "event_ngec_synthetic*"):
        group = (row["label"], row["mode"], half_of(row["id"]))
        taken[group] += 1
        if taken[group] <= STORIES:
            mode = STORY_MODES.get(row["mode"], row["mode"].lower()).strip("-")
            yield Row(row["id"], row["text"], lambda c, k=row["label"], m=mode: ask(c, k, m))  # type: ignore[misc]


SETS: dict[str, Callable[[Path], Iterator[Row]]] = {
    "case": read_case, "ace": read_ace, "contention": read_contention, "police": read_police, "classes": read_classes,
    "attacks": read_attacks, "names": read_names, "stories": read_stories,
}  # fmt: skip


def choose_rows(rows: Iterable[Row], half: str) -> list[Row]:
    """Rows of the half; of those without any mark as many as are to be read, drawn with a fixed seed."""
    own = [row for row in rows if half_of(row.id) == half]
    empty = code_article(parse_text("", source="empty"))
    marked = [row for row in own if any(a.marked for a in row.ask(empty))]
    others = [row for row in own if row not in marked]
    drawn = random.Random(1).sample(others, min(UNMARKED_ROWS, len(others)))
    limit = REPORTS if marked and sum(len(row.text) for row in marked) > 1500 * len(marked) else len(own)
    return marked[:limit] + drawn[:limit]


def describe(coded: Coded) -> str:
    """The acts of a record in a line."""

    def name(actors: tuple[Actor, ...]) -> str:
        return " & ".join(f"{a.text} [{a.code} {' '.join(a.sectors)}]" for a in actors) or "nobody"

    return (
        "; ".join(
            f"{e.event_type} {e.mode or '-'} {e.trigger.text!r} by {name(e.actors)} to {name(e.recipients)}"
            f" ({e.factuality})"
            for e in coded.events
        )
        or "no act"
    )


def measure(name: str, rows: list[Row], *, show: bool) -> Iterator[str]:
    """Lines with the figures of a set and half; with `show`, one for each row that came out otherwise before."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for row in rows:
        coded = code_article(parse_text(row.text, source=row.id))
        asked = list(row.ask(coded))
        for a in asked:
            counts[a.what][0] += a.marked and a.coded
            counts[a.what][1] += a.marked
            counts[a.what][2] += a.coded
        wrong = [f"{'missed' if a.marked else 'unmarked'} {a.what}" for a in asked if a.marked != a.coded]
        if show and wrong:
            yield f"{row.id}\t{', '.join(wrong)}\t{' '.join(row.text.split())}\t{describe(coded)}"
    for what, (both, marked, coded_) in counts.items():
        right = f", right {both / coded_:.3f} of {coded_}" if coded_ > both else ""
        if marked:
            yield f"{name}: {what}: found {both / marked:.3f} of {marked}{right}"


def main() -> None:
    """Print the figures of both halves, or what is wrong in one."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("sets", nargs="*", metavar="SET", help=", ".join(SETS))
    parser.add_argument("--show", choices=("read",), help="print the misses of this half")
    args = parser.parse_args()
    if unknown := set(args.sets) - set(SETS):
        parser.error(f"no set is called {', '.join(sorted(unknown))}; there are {', '.join(SETS)}")
    for name in args.sets or SETS:
        rows = list(SETS[name](args.folder))
        if not rows:
            parser.error(f"{args.folder} holds no file of the set {name}")
        for half in ("read",) if args.show else ("read", "counted"):
            for line in measure(f"{name} ({half})", choose_rows(rows, half), show=bool(args.show)):
                print(line, flush=True)


if __name__ == "__main__":
    main()
