"""PETRARCH's unit-test records through Dragoman with PETRARCH's dictionaries: how many of their triples come out.

    python benchmarks/petrarch.py RECORDS.jsonl [--actors FILE] [--agents FILE] [--verbs FILE]

RECORDS has a row a record: id, date (YYYYMMDD), text, events [{sourcecode, targetcode, eventcode}]. The
dictionaries are read by `dragoman import`'s converter; without --actors the invented actors stand in
`petrarch_actors.txt`. Most codes of the records are of WEIS or made up for the test, so three counts are
printed: both parties right; parties and type (the code read as WEIS, else as CAMEO) right; the same code too.
A state that acts is its government here and the bare state there: ARNGOV counts as ARN where that is wanted.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import dragoman
from dragoman.coding.codebook import load_codebook
from dragoman.records import Coded
from dragoman.track.exports.codes import load_codes
from dragoman.track.exports.events import MIRRORED
from dragoman.track.imports.run import convert, read_file, write_tables
from dragoman.track.imports.verbs import find_target

ACTORS = Path(__file__).with_name("petrarch_actors.txt")
NOBODY = "---"
CODED = ("sourcecode", "targetcode", "eventcode")


def main() -> None:
    """Convert, code, count, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("records", type=Path)
    parser.add_argument("--actors", type=Path, default=ACTORS)
    parser.add_argument("--agents", type=Path)
    parser.add_argument("--verbs", type=Path)
    parser.add_argument("--show", action="store_true", help="print each triple that does not come out")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        overlay, theirs = Path(folder), dict[str, str]()
        for kind in ("actors", "agents", "verbs"):
            if file := getattr(args, kind):
                tables, unmapped = convert(f"petrarch-{kind}", read_file(file), "weis")
                write_tables(tables, overlay, overwrite=False)
                theirs |= {row["frame"]: row["reason"].rpartition(" ")[2] for row in tables.get("frames", ())}
                print(f"{kind}: {sum(map(len, tables.values()))} rows, {len(unmapped)} lines without a place")
        counts = _count(args.records, overlay, theirs, show=args.show)
    for name in ("parties", "parties and type", "parties and code"):
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
            same = [t for t in found if _fits(t[0], source) and _fits(t[1], target)]
            counts["parties"] += bool(same)
            counts["parties and type"] += any(t[2] == target_type for t in same)
            counts["parties and code"] += any(t[3] == code for t in same)
            if show and not any(t[2] == target_type for t in same):
                print(row["id"], (source, target, code, target_type), "found", found)
        if not wanted:
            counts["none wanted"] += 1
            counts["none found"] += not found
    return counts


def _fits(ours: str, wanted: str) -> bool:
    return ours in (wanted, f"{wanted}GOV")


def _type(code: str) -> str | None:
    """The PLOVER type of a record's code; None for comments and codes of no scheme."""
    for scheme in ("weis", "cameo"):
        target = find_target(code, scheme)
        if not isinstance(target, str):
            return target.event_type or None
        if "tells no act" in target:
            return None
    return None


def _found(coded: Coded, theirs: dict[str, str]) -> set[tuple[str, str, str, str]]:
    """Source, target, type and code of every pair of every event, both ways where sides act together.

    The code is that of the dictionary's pattern where one decided, else CAMEO's.
    """
    codes, pairs = load_codes(), set()
    for event in coded.events:
        cameo = event.cameo or load_codebook().entry(event.event_type, event.mode).cameo
        code, _, back = theirs.get(event.rule, cameo).partition(":")
        both = back or MIRRORED.get(code if event.rule in theirs else cameo)
        actors = [_join(a.code, a.sectors, codes) for a in event.actors] or [NOBODY]
        others = [_join(a.code, a.sectors, codes) for a in event.recipients]
        reciprocal = not others and len(actors) > 1
        for source in actors:
            for target in actors if reciprocal else others or [NOBODY]:
                if reciprocal and source == target:
                    continue
                pairs.add((source, target, event.event_type, code))
                if both and target != NOBODY:
                    pairs.add((target, source, event.event_type, both))
    return pairs


def _join(code: str | None, sectors: tuple[str, ...], codes: Any) -> str:
    """PETRARCH's code of an actor: state, then roles."""
    return (code or NOBODY) + "".join(dict.fromkeys(filter(None, codes.list_cameo_roles(sectors))))


if __name__ == "__main__":
    main()
