"""Where a report's own words begin, and that nothing before them is content or time of an act."""

from __future__ import annotations

import pytest

from dragoman.annotate.datelines import body_start, past_stamp
from dragoman.pipeline import code_article
from dragoman.records import Article


@pytest.mark.parametrize(
    ("line", "body"),
    [
        ("OSLO, May 2 (Fjord Wire) - Norway closed its embassy.", "Norway"),
        ("NORTH PORT, Kenya (AP) -- Talks ended.", "Talks"),
        ("Lisbon (Tagus Agency) — Ministers met.", "Ministers"),
        ("OSLO - Norway closed its embassy.", "Norway"),
        ("NORTH PORT, Gold Coast: Talks ended.", "Talks"),
        ("OSLO. May 2 (Fjord Wire) - Norway closed its embassy.", "Norway"),
        ("OSLO, May 2. /FJORD/. Norway closed its embassy.", "Norway"),
        ("OSLO, 2 May. /FJORD/. Norway closed its embassy.", "Norway"),
        ("Oslo, 2 May /Fjord/ Norway closed its embassy.", "Norway"),
        ("2 May. /FJORD/. Norway closed its embassy.", "Norway"),
        ("OSLO, Norway, 2 May 2012 (Fjord Wire) - Norway closed its embassy.", "Norway"),
        ("May 2 (Fjord Wire) - Norway closed its embassy.", "Norway"),
        ("2 May is a holiday in Oslo (Norway) - and in Bergen.", "2 May"),
        ("Lisbon, 5 May (TAGUS) - Ministers met.", "Ministers"),
        ("Lisbon/Oslo (Tagus) - Ministers met.", "Ministers"),
        ("LISBON/OSLO, May 5 (Tagus) - Ministers met.", "Ministers"),
        ("Lisbon, May 2 (TAGUS) Ministers met.", "Ministers"),
        ("COBAN (GUATEMALA), 2 MAY 89 (SUR-2) -- [TEXT] Talks ended.", "Talks"),
        ("LIMA, 2 MAY 89 -- [REPORT] [FROM THE NOON\nNEWSCAST] [TEXT] Talks ended.", "Talks"),
        ("[Text] Talks ended.", "[Text]"),
        ("OSLO. The ministers met.", "OSLO"),
        ("NATO: Talks ended.", "NATO"),
        ("KABUL: Talks ended.", "Talks"),
        ("NEW DELHI: Talks ended.", "Talks"),
        ("DHAKA (Own correspondent): Talks ended.", "Talks"),
        ("Kathmandu (Own correspondent): Talks ended.", "Talks"),
        ("MORALES (Peru): Talks ended.", "MORALES"),
        ("MORALES: We will stay.", "MORALES"),
        ("Kathmandu: Talks ended.", "Talks"),
        ("New Delhi, May 2: Talks ended.", "Talks"),
        ("Moscow: Norway must leave the north", "Moscow"),
        ("Morales: Talks ended.", "Morales"),
        ("Oslo closed its embassy - at last.", "Oslo"),
        ("NATO said it would stay.", "NATO"),
        ("", ""),
    ],
)
def test_body_begins_behind_the_dateline(line: str, body: str) -> None:
    assert line[body_start(line, 0, len(line)) :].startswith(body)


@pytest.mark.parametrize(
    ("line", "body"),
    [
        ("14:32 GMT: Talks ended.", "Talks"),
        ("[9.05] - Talks ended.", "Talks"),
        ("1640 GMT - Talks ended.", "Talks"),
        ("9.05 am: Talks ended.", "Talks"),
        ("14:32 was the hour.", "14:32"),
        ("1640 men fled.", "1640"),
    ],
)
def test_the_hour_of_a_live_entry_is_stepped_over(line: str, body: str) -> None:
    assert line[past_stamp(line, 0, len(line)) :].startswith(body)


def test_dateline_is_neither_content_nor_time() -> None:
    text = "OSLO, May 2 (Fjord Wire) - Norway expelled two Danish diplomats, the foreign ministry said."
    article = Article("a", "a", None, None, None, "2021-05-03", "given", "en", text)
    coded = code_article(article)
    assert [c.text for s in coded.statements for c in s.content] == ["Norway expelled two Danish diplomats"]
    assert [e.when.text for e in coded.events if e.when] == [""]
