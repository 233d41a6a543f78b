"""Writes the output shown in README.md anew from the bundled reports, so that it is what the program prints.

To be run whenever that output changes:

    python docs/refresh.py          # rewrite
    python docs/refresh.py --check  # exit 1 when README.md shows something else
"""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path

from rich.console import Console

import dragoman
from dragoman.acquire import read_articles
from dragoman.pipeline import code_article
from dragoman.terminal import print_report

README = Path(__file__).parents[1] / "README.md"
EXAMPLES = Path(dragoman.__file__).parent / "data" / "examples"
BLOCK = re.compile(r"(<!-- output: dragoman code (\S+) --format table -->\n```text\n)(.*?)(```)", re.DOTALL)
WIDTH = 110


def render(name: str) -> str:
    """What the terminal shows for the bundled report `name`, without the path of this machine."""
    (found,) = read_articles([str(EXAMPLES / name)])
    out = io.StringIO()
    assert found.article is not None
    print_report(code_article(found.article), Console(file=out, width=WIDTH, color_system=None))
    lines = out.getvalue().replace(str(EXAMPLES) + "/", "").splitlines()
    return "\n".join(line.rstrip() for line in lines[1:]).strip() + "\n"


def refresh(text: str) -> str:
    """README with every marked block rendered anew."""
    return BLOCK.sub(lambda m: m[1] + render(m[2]) + m[4], text)


if __name__ == "__main__":
    before = README.read_text(encoding="utf-8")
    after = refresh(before)
    if "--check" in sys.argv:
        sys.exit(before != after)
    README.write_text(after, encoding="utf-8")
