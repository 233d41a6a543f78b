"""PETRARCH's unit-test records through Dragoman with PETRARCH's dictionaries: how many of their triples come out.

    python benchmarks/petrarch.py RECORDS.jsonl [--actors FILE] [--agents FILE] [--verbs FILE] [--alone] [--show]

RECORDS has a row a record: id, date (YYYYMMDD), text, events [{sourcecode, targetcode, eventcode}]. The
dictionaries are read by `dragoman import`'s converter; without --actors the invented actors stand in
`petrarch_actors.txt`. With --alone our own frames are out of the way. Codes that WEIS does not have are given a type
that stands in (`petrarch_codes.tsv`), so that the patterns under test can be counted.

Printed: both parties right; parties and type right (the code read as WEIS, else as CAMEO; the very code is the right
type too); parties and code, which is the whole triple. Parties are compared as the importer reads their codes: the
state and PLOVER's sectors in any order, roles that PLOVER does not have left out. A state that acts is its government
here and the bare state there: GOV is not missed nor minded where it is all there is. `letter for letter` counts whole
triples without these allowances but for GOV.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter
from pathlib import Path

from msgspec import Struct

import dragoman
from dragoman.coding.codebook_tables import load_codebook
from dragoman.records import Actor, Coded
from dragoman.track.exports.codes import load_codes
from dragoman.track.exports.events import MIRRORED
from dragoman.track.imports.dictionaries import parse_code
from dragoman.track.imports.run import DictionaryOptions, convert, read_file, write_tables
from dragoman.track.imports.verbs import find_target

ACTORS = Path(__file__).with_name("petrarch_actors.txt")
CODES = Path(__file__).with_name("petrarch_codes.tsv")
NOBODY = "---"
CODED = ("sourcecode", "targetcode", "eventcode")


class Party(Struct, frozen=True, order=True):
    """One side of ours: state or body, PLOVER sectors."""

    code: str
    sectors: tuple[str, ...]

    def spell(self) -> str:
        """PETRARCH's code: state, then roles."""
        return self.code + "".join(dict.fromkeys(filter(None, load_codes().list_cameo_roles(self.sectors))))

    def spells(self, wanted: str) -> bool:
        """Whether the code is `wanted` letter for letter, the government of a state being the state."""
        return (self.spell() or NOBODY) in (wanted, f"{wanted}GOV", wanted.removeprefix(NOBODY) or NOBODY)

    def fits(self, wanted: str) -> bool:
        """Whether the party is the one that `wanted` names, as far as PLOVER's sectors can say it."""
        part = parse_code(wanted)
        named = {*part.sectors, *(x for x in (part.code,) if x and x != NOBODY)}
        ours = {*self.sectors, *filter(None, (self.code,))}
        return ours in (named, named | {"GOV"}) or (len(ours) == 1 and ours | {"GOV"} == named)


class Triple(Struct, frozen=True, order=True):
    """Who, to whom, the type and the code."""

    source: Party
    target: Party
    event_type: str
    code: str

    def show(self) -> tuple[str, ...]:
        """The parts in words."""
        return self.source.spell() or NOBODY, self.target.spell() or NOBODY, self.event_type, self.code


def main() -> None:
    """Convert, code, count, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("records", type=Path)
    parser.add_argument("--actors", type=Path, default=ACTORS)
    parser.add_argument("--agents", type=Path)
    parser.add_argument("--verbs", type=Path)
    parser.add_argument("--alone", action="store_true", help="without our own frames")
    parser.add_argument("--show", action="store_true", help="print each triple that does not come out")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        overlay, theirs = Path(folder), dict[str, str]()
        for kind in ("actors", "agents", "verbs"):
            if file := getattr(args, kind):
                options = DictionaryOptions(scheme="weis", codes=CODES, alone=args.alone)
                tables, unmapped = convert(f"petrarch-{kind}", read_file(file), options)
                write_tables(tables, overlay, overwrite=False)
                rows = [row for row in tables.get("frames", ()) if row["triggers"] != "-"]
                theirs |= {row["frame"]: row["reason"].rpartition(" ")[2] for row in rows}
                print(f"{kind}: {len(rows) or sum(map(len, tables.values()))} rows, {len(unmapped)} lines unmapped")
                if args.show:
                    print(*(f"  {u.line}: {u.text}: {u.why}" for u in unmapped), sep="\n")
        counts = _count(args.records, overlay, theirs, show=args.show)
    for name in ("parties", "parties and type", "parties and code", "letter for letter"):
        print(f"{name}: {counts[name]} of {counts['triples']} triples")
    print(f"no event found: {counts['none found']} of {counts['none wanted']} records without events")


def _count(records: Path, overlay: Path, theirs: dict[str, str], *, show: bool) -> Counter[str]:
    counts: Counter[str] = Counter()
    for line in records.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if "events" not in row:
            continue
        wanted = [tuple(e[k] for k in CODED) for e in row["events"] if all(e.get(k) for k in CODED)]
        day = f"{row['date'][:4]}-{row['date'][4:6]}-{row['date'][6:]}"
        [coded] = list(dragoman.code(f"{row['text']}\n", published=day, overlay=overlay))
        found = _found(coded, theirs)
        for source, target, code in wanted:
            counts["triples"] += 1
            target_type = _type(code)
            same = [t for t in found if t.source.fits(source) and t.target.fits(target)]
            exact = [t for t in same if t.source.spells(source) and t.target.spells(target)]
            counts["parties"] += bool(same)
            counts["parties and type"] += any(code == t.code or target_type == t.event_type for t in same)
            counts["parties and code"] += any(code == t.code for t in same)
            counts["letter for letter"] += any(code == t.code for t in exact)
            if show and not any(code == t.code for t in same):
                print(row["id"], (source, target, code, target_type), "found", [t.show() for t in sorted(found)])
        if not wanted:
            counts["none wanted"] += 1
            counts["none found"] += not found
    return counts


def _type(code: str) -> str | None:
    """The PLOVER type of a record's code; None for comments and codes of no scheme."""
    for scheme in ("weis", "cameo"):
        target = find_target(code, scheme)
        if not isinstance(target, str):
            return target.event_type or None
        if "tells no act" in target:
            return None
    return None


def _found(coded: Coded, theirs: dict[str, str]) -> set[Triple]:
    """Every pair of every event, both ways where sides act together.

    The code is that of the dictionary's pattern where one decided, else CAMEO's.
    """
    triples = set()
    for event in coded.events:
        cameo = event.cameo or load_codebook().entry(event.event_type, event.mode).cameo
        frame = event.rule.removeprefix("frame ").partition(";")[0]
        code, _, back = theirs.get(frame, cameo).partition(":")
        both = back if frame in theirs else MIRRORED.get(cameo)
        actors = [_party(a) for a in event.actors] or [Party("", ())]
        others = [_party(a) for a in event.recipients]
        reciprocal = not others and len(actors) > 1
        for source in actors:
            for target in actors if reciprocal else others or [Party("", ())]:
                if reciprocal and source == target:
                    continue
                triples.add(Triple(source, target, event.event_type, code))
                if both and target.spell():
                    triples.add(Triple(target, source, event.event_type, both))
    return triples


def _party(actor: Actor) -> Party:
    return Party(actor.code or "", tuple(s for s in actor.sectors if s not in ("UNK", "PRE")))


if __name__ == "__main__":
    main()
