"""Sentence boundaries."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.annotate.sentences import find_sentences

CASES = [
    ("The talks ended. Nothing was signed.", ["The talks ended.", "Nothing was signed."]),
    ("Mr. Olsen met Gen. Ruiz in St. Kitts.", ["Mr. Olsen met Gen. Ruiz in St. Kitts."]),
    ("The U.N. envoy left. He will return.", ["The U.N. envoy left.", "He will return."]),
    ("She lives in the U.S. The visit was short.", ["She lives in the U.S.", "The visit was short."]),
    ("H.E. Mr. Vidal met Maj.-Gen. Soe.", ["H.E. Mr. Vidal met Maj.-Gen. Soe."]),
    ("Col. (Ret.) Soto quoted Res. 2231.", ["Col. (Ret.) Soto quoted Res. 2231."]),
    ("He owns all-terrain. Soto left.", ["He owns all-terrain.", "Soto left."]),
    (
        "On a par. Ruiz sat. Security talks began.",
        ["On a par.", "Ruiz sat.", "Security talks began."],
    ),
    ("“We will see …” Vidal said.", ["“We will see …” Vidal said."]),
    ("“1. Calls for an end; 12. Thanks Ek.", ["“1. Calls for an end; 12.", "Thanks Ek."]),
    (
        "HE ASKED THE U.S. TO LEAVE. THE U.S. AND PERU REFUSED.",
        ["HE ASKED THE U.S. TO LEAVE.", "THE U.S. AND PERU REFUSED."],
    ),
    ("They met J. R. Okello on Friday.", ["They met J. R. Okello on Friday."]),
    ("LISBON (XP) -- The ministers met. They agreed.", ["LISBON (XP) -- The ministers met.", "They agreed."]),
    ("OSLO. May 2 (Fjord) - The ministers met.", ["OSLO. May 2 (Fjord) - The ministers met."]),
    ("OSLO, May 2. /FJORD/. They met. It rained.", ["OSLO, May 2. /FJORD/. They met.", "It rained."]),
    ("PORT SAID, Egypt _ The canal opened.", ["PORT SAID, Egypt _ The canal opened."]),
    ("“We will stay.” She left the room.", ["“We will stay.”", "She left the room."]),
    ("“Will you stay?” Ines Vidal asked.", ["“Will you stay?” Ines Vidal asked."]),
    ("“Will you stay?” she asked.", ["“Will you stay?” she asked."]),
    ("It fell at 5 p.m. (1500 GMT) on Friday.", ["It fell at 5 p.m. (1500 GMT) on Friday."]),
    ("OSLO, 2 May. /FJORD/. They met.", ["OSLO, 2 May. /FJORD/. They met."]),
    ("They asked to be let in. Talks went on.", ["They asked to be let in.", "Talks went on."]),
    ("It is 4 in. Wide boards cost more.", ["It is 4 in. Wide boards cost more."]),
    ("Ruiz wrote it on X. His party left.", ["Ruiz wrote it on X.", "His party left."]),
    ("It cost 4.5 million. It failed.", ["It cost 4.5 million.", "It failed."]),
    ("He waited ... and then he left.", ["He waited ... and then he left."]),
    ("They stopped firing.The envoy arrived later.", ["They stopped firing.", "The envoy arrived later."]),
    ("1. Withdraw the troops 2. Open the road", ["1. Withdraw the troops", "2. Open the road"]),
    ("(The office declined to comment.) Talks go on.", ["(The office declined to comment.)", "Talks go on."]),
    ("Talks resumed on Jan. 5 in Oslo.", ["Talks resumed on Jan. 5 in Oslo."]),
    (
        "Ilse Voss, the foreign minister, told the visiting U.S.\nTreasury Secretary that she would sign the pact\n"
        "    The two sides met for six hours in a villa on Feb.\n20 and again on Monday.\nNothing was signed.",
        [
            "Ilse Voss, the foreign minister, told the visiting U.S.\nTreasury Secretary that she would sign the pact",
            "The two sides met for six hours in a villa on Feb.\n20 and again on Monday.",
            "Nothing was signed.",
        ],
    ),
    (
        "Norland and Sudria agree to reopen their crossing\n   By Mara Voss",
        ["Norland and Sudria agree to reopen their crossing", "By Mara Voss"],
    ),
    ("A headline\n\nA first sentence.", ["A headline", "A first sentence."]),
    ("", []),
    (" \n\n ", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_boundaries(text: str, expected: list[str]) -> None:
    assert [text[a:b] for a, b in find_sentences(text)] == expected


@given(st.text(alphabet="aB .!?\n\"'“”().1Mr", max_size=80))
def test_spans_are_ordered_trimmed_and_lose_nothing(text: str) -> None:
    spans = find_sentences(text)
    assert all(a < b and text[a:b] == text[a:b].strip() for a, b in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    covered = {i for a, b in spans for i in range(a, b)}
    assert all(i in covered for i, c in enumerate(text) if not c.isspace())


def test_a_users_abbreviation_is_respected(tmp_path: Path) -> None:
    text = "They saw Brgd. Soto there."
    assert len(find_sentences(text)) == 2
    (tmp_path / "abbreviations.tsv").write_text("word\tkind\treason\nbrgd\ttitle\tours\n", encoding="utf-8")
    assert len(find_sentences(text, tmp_path)) == 1
