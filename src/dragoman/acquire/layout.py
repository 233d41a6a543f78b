"""Old pages, laid out by tables and in `<pre>`: their markup made such as articles have."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.acquire.chrome import is_paragraph, stands_alone
from dragoman.acquire.wrapping import list_paragraphs

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# A cell with so much text in paragraphs is no cell of a table of figures.
LEAST_CELL = 300
FEWEST_BREAKS = 2
PARTS = ("thead", "tbody", "tfoot", "tr", "td", "th")


def open_layout(tree: HtmlElement, *, overlay: Path | None = None) -> None:
    """Changes `tree`: tables that only place text become `<div>`, prose in `<pre>` becomes paragraphs."""
    for table in [t for t in tree.iter("table") if any(_holds_prose(c) for c in t.iter("td"))]:
        for part in [p for p in table.iter(*PARTS) if next(p.iterancestors("table"), None) is table]:
            part.tag = "div"
        table.tag = "div"
    for block in list(tree.iter("pre")):
        _open_preformatted(block, overlay)


def _holds_prose(cell: HtmlElement) -> bool:
    breaks = sum(1 for _ in cell.iter("br", "p"))
    return breaks >= FEWEST_BREAKS and sum(len(x) for x in cell.itertext()) >= LEAST_CELL


def _open_preformatted(block: HtmlElement, overlay: Path | None) -> None:
    from lxml.html import Element

    text = "".join(block.itertext()).replace("\r\n", "\n")
    paragraphs = list_paragraphs(text, alone=partial(stands_alone, overlay=overlay))
    if not any(is_paragraph(x) for x in paragraphs):
        return
    tail = block.tail
    block.clear()
    block.tag, block.tail = "div", tail
    for paragraph in paragraphs:
        part = Element("p")
        part.text = paragraph
        block.append(part)
