"""Who is known by the name that papers use: each name of panels.tsv alone in a sentence, in a report of its year.

python benchmarks/panels.py     # the names that are nobody or somebody else, and how many of each kind
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from dragoman.acquire import parse_text
from dragoman.pipeline import code_article

PANELS = Path(__file__).with_name("panels.tsv")


def main() -> None:
    """Print the names that are read wrongly, and the counts."""
    wrong: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    rows = [line.split("\t") for line in PANELS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    for kind, name, code, year in rows[1:]:
        text = f"{name} rejected the proposal on Monday."
        coded = code_article(parse_text(text, source=name, published_at=f"{year}-07-10"))
        found = {m.code for m in coded.mentions if m.kind == "actor"}
        asked[kind] += 1
        wrong[kind] += code not in found
        if code not in found:
            print(f"{name} ({year}): {code} wanted, found {sorted(map(str, found))}")
    for kind, count in asked.items():
        print(f"{kind}: {wrong[kind]} of {count} wrong")


if __name__ == "__main__":
    main()
