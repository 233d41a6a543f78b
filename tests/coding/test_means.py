"""The mode of an act of violence by the means that its clause names."""

import pytest

from dragoman.acquire import parse_text
from dragoman.coding.codebook_tables import load_codebook
from dragoman.pipeline import code_article
from dragoman.tables import read_table

CASES = [
    ("Two Taliban commanders were killed in a drone strike near Khost on Monday.", "killed", "drone"),
    ("Rebels attacked the Malian army with machetes.", "attacked", "primitive"),
    ("A car bomb killed nine Iraqi soldiers in Mosul.", "killed", "explosives"),
    ("Turkish warplanes struck Kurdish rebels on Friday.", "struck", "aerial"),
    ("Hamas fired a rocket at Israel.", "fired a rocket at", "heavy-weapons"),
    ("A drone strike in Yemen killed two Houthi rebels.", "killed", "drone"),
    ("Men with machetes attacked Congolese villagers.", "attacked", "primitive"),
    ("Police killed a Chechen man armed with a knife.", "killed", None),
    ("Police shot a Chechen man with a knife.", "shot", "firearms"),
    ("Gunmen attacked Turkish soldiers with grenades.", "attacked", "explosives"),
    ("Gunmen killed two Nigerian soldiers.", "killed", "firearms"),
    ("Troops near the tank killed two Syrian rebels.", "killed", None),
    ("Syrian rebels attacked government soldiers in the mine.", "attacked", None),
    ("Colombian troops killed four rebels at the air base.", "killed", None),
    ("Colombian troops attacked rebels in an air base.", "attacked", None),
]


@pytest.mark.parametrize(("text", "words", "mode"), CASES)
def test_mode_by_means(text: str, words: str, mode: str | None) -> None:
    coded = code_article(parse_text(text, source="x", published_at="2019-06-12"))
    found = [e.mode for e in coded.events if e.event_type == "ASSAULT" and e.trigger.text == words]
    assert found == [mode]


def test_every_row_has_a_mode_of_assault() -> None:
    codebook = load_codebook()
    for row in read_table("means"):
        assert row["mode"] == "-" or codebook.entry("ASSAULT", row["mode"])
