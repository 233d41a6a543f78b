"""Modes of acts by the words of their clause, and of meetings by their parties and place."""

import pytest

from dragoman.acquire import parse_text
from dragoman.coding.codebook_tables import load_codebook
from dragoman.pipeline import code_article
from dragoman.tables import read_table

CASES = [
    ("Ukraine asked Germany for tanks.", "REQUEST", "assist"),
    ("China urged India and Pakistan to show restraint.", "REQUEST", "yield"),
    ("Russia asked China for an emergency session of the council.", "REQUEST", "meet"),
    ("Kenya appealed to Uganda for patience if talks fail.", "REQUEST", "yield"),
    ("Kenya called on Uganda not to send troops to Somalia.", "REQUEST", "yield"),
    ("Kenya called on Uganda to send troops to Somalia.", "REQUEST", "assist"),
    ("Kenya asked Uganda to stop arming the rebels.", "REQUEST", "yield"),
    ("Kenya asked Uganda for a mandate to stop the killing.", "REQUEST", "change"),
    ("Kenya urged Uganda to return to talks.", "REQUEST", "meet"),
    ("Kenya urged Uganda to return the captured officers.", "REQUEST", "yield"),
    ("Germany declined to sell Egypt its missiles.", "REJECT", "assist"),
    ("Moscow denied the report of a loan.", "REJECT", None),
    ("Russia warned Poland that any landing would mean war.", "THREATEN", "violence"),
    ("Russia warned Poland against war.", "THREATEN", None),
    ("Russia warned Poland about troop movements.", "THREATEN", None),
    ("The ministers of Peru and Chile discussed the border by telephone.", "CONSULT", "phone"),
    ("The ministers of Peru and Chile discussed the border over the telephone.", "CONSULT", "phone"),
    ("The ministers of Peru and Chile discussed phone tapping.", "CONSULT", None),
    ("Norway mediated between Colombia and the rebels.", "CONSULT", "third-party"),
    ("The presidents of Peru and Chile met in Geneva.", "CONSULT", "third-party"),
    ("The presidents of Peru and Chile met in Lima.", "CONSULT", None),
    ("The presidents of Peru and Chile met.", "CONSULT", None),
    ("The presidents of Peru, Chile and Brazil met in Geneva.", "CONSULT", "multilateral"),
    ("The U.N. Security Council met on Monday.", "CONSULT", "multilateral"),
    ("Troops fired on Syrian marchers, killing nine people.", "ASSAULT", "firearms"),
]


@pytest.mark.parametrize(("text", "kind", "mode"), CASES)
def test_mode_by_clause(text: str, kind: str, mode: str | None) -> None:
    coded = code_article(parse_text(text, source="x", published_at="2019-06-12"))
    assert {event.mode for event in coded.events if event.event_type == kind} == {mode}


def test_every_entry_is_of_the_codebook() -> None:
    codebook = load_codebook()
    for row in read_table("clause_modes"):
        kind, _, mode = row["entry"].partition(".")
        assert codebook.entry(kind, mode)
