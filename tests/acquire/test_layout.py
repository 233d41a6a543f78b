"""Old pages: tables that place text are opened, tables of figures stay as they are."""

from __future__ import annotations

from acquire_samples import PARAGRAPHS
from lxml.html import document_fromstring

from dragoman.acquire.layout import open_layout

FIGURES = "<table><tr><td>wheat</td><td>12</td></tr></table>"


def test_a_table_of_figures_inside_one_that_places_text_stays() -> None:
    tree = document_fromstring(
        f"<table><tr><td>Menu</td><td>{'<br><br>'.join(PARAGRAPHS * 2)}{FIGURES}</td></tr></table>"
    )
    open_layout(tree)
    (table,) = tree.iter("table")
    assert [cell.text for cell in tree.iter("td")] == ["wheat", "12"]
    assert table.getparent().tag == "div"


def test_both_of_two_tables_that_place_text_are_opened() -> None:
    inner = f"<table><tr><td>{'<br><br>'.join(PARAGRAPHS * 2)}</td></tr></table>"
    tree = document_fromstring(f"<table><tr><td>{inner}</td></tr></table>")
    open_layout(tree)
    assert list(tree.iter("table", "tbody", "tr", "td")) == []
