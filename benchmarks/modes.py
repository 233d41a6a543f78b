"""Types and modes of plain sentences: the panel of modes.tsv, with what comes out of each.

python benchmarks/modes.py             # the shares with an act of the type, and of type and mode, by entry
python benchmarks/modes.py --show      # every sentence without, with what was coded

Stories of many sentences that were written for types and modes are asked the same by `unseen_sets.py PATH stories`.
"""

from __future__ import annotations

import argparse

from panels import read_rows
from tallies import Tally
from unseen_sets import describe

from dragoman.acquire import parse_text
from dragoman.pipeline import code_article


def main() -> None:
    """Print the shares, and the sentences that fail if asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", action="store_true", help="print every sentence that fails")
    options = parser.parse_args()
    tally = Tally(("type", "mode"))
    for row in read_rows("modes.tsv"):
        kind, _, mode = row["entry"].partition(".")
        for text in row["sentences"].split("|"):
            coded = code_article(parse_text(text, source="modes", published_at="2023-01-24"))
            acts = [event for event in coded.events if event.event_type == kind]
            right = any(act.mode == mode for act in acts)
            tally.add(dict.fromkeys(("all", kind, row["entry"])), {"type": bool(acts), "mode": right})
            if options.show and not right:
                print(f"{row['entry']}\t{'mode' if acts else 'type'}\t{text}\t{describe(coded)}")
    tally.print()


if __name__ == "__main__":
    main()
