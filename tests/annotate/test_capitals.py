"""Texts in capitals are read in small letters but for names and acronyms; no character of the article changes."""

from __future__ import annotations

import pytest

from dragoman.acquire import parse_text
from dragoman.annotate.capitals import lower_capitals
from dragoman.pipeline import code_article

CASES = [
    ("BAKER SAID AZIZ REFUSED TO TAKE A LETTER.", "Baker said Aziz refused to take a letter."),
    ("THE U.S. MAY LEND PERU A SHIP ON MAY 2 IN PARIS.", "The U.S. may lend Peru a ship on May 2 in Paris."),
    ("POLICE IN LIMA FIRED ON A CROWD. IT LEFT.", "Police in Lima fired on a crowd. It left."),
    ("NATO'S ENVOY AND THE IAEA WILL MEET ZARKOV, WHO LEFT.", "NATO's envoy and the IAEA will meet Zarkov, who left."),
    ("NATO said that the IAEA, the EU and OPEC met.", "NATO said that the IAEA, the EU and OPEC met."),
    ("MR. PRICE: We will consult.", "MR. PRICE: We will consult."),
    # Headlines; not a sentence of many names.
    ("Ruiz Slams Holm, Calls Her Plan 'A Mistake'", "Ruiz slams Holm, calls her plan 'a mistake'"),
    (
        "Oslo Denies Peru Aid After Ana Quispe's 2nd Visit to IMF",
        "Oslo denies Peru aid after Ana Quispe's 2nd visit to IMF",
    ),
    ("Save the Children and Peace Now Halt Work in Aleppo", "Save the Children and Peace Now halt work in Aleppo"),
    ("Jan Stone Warns Peru of Jan Police Raid", "Jan Stone warns Peru of Jan police raid"),
    ("At Parliament, Special Envoy Quispe met MP Jan Berg.", "At Parliament, Special Envoy Quispe met MP Jan Berg."),
    # Words written both ways, by the words beside them; a word that no report has, by its base form or ending.
    (
        "THE PRESIDENT OF PERU MET GENERAL OSVALDO PAREJA IN GUATEMALA CITY.",
        "The president of Peru met General Osvaldo Pareja in Guatemala City.",
    ),
    (
        "NO TRAFFICKERS SAY THEY CANNOT SOLVE THE COUNTRY'S PROBLEMS.",
        "No traffickers say they cannot solve the country's problems.",
    ),
    (
        "MR. ZAPPALA'S PLANE LEFT CENTRAL AMERICA AT 1400 GMT, ANTIRIOT POLICE SAID.",
        "Mr. Zappala's plane left Central America at 1400 GMT, antiriot police said.",
    ),
    (
        "THE SHINING PATH AND ROBERTO D'ALESSIO SHARPLY REJECTED IT.",
        "The Shining Path and Roberto D'Alessio sharply rejected it.",
    ),
    ("ß WAS SHUT DOWN BY POLICE IN LIMA.", "ß was shut down by police in Lima."),
]


@pytest.mark.parametrize(("text", "read"), CASES)
def test_words_of_sentences_in_capitals(text: str, read: str) -> None:
    assert lower_capitals(text) == read


@pytest.mark.parametrize("first", ["ẞTRASSER", "ǱURO", "İZMIR", "\U0001d400BC"])
def test_letters_that_are_longer_in_the_other_case_move_no_offset(first: str) -> None:
    text = f"{first} MET THE ENVOY OF PERU IN LIMA. A SHIP OF {first} LEFT THE PORT ON FRIDAY."
    read = lower_capitals(text)
    assert read.index(" met the envoy") == text.index(" MET THE ENVOY")
    assert len(read) == len(text)


def test_a_long_run_of_capitals_is_passed_over() -> None:
    assert lower_capitals("A" * 100_000) == "A" * 100_000


def test_a_text_in_capitals_is_coded_as_any_other_and_kept_as_it_is() -> None:
    """Names end at verbs, "WILL" plans; every span has the article's own characters."""
    text = (
        "FOREIGN MINISTER TAREQ AZIZ OF IRAQ SAID FRANCE HAD REJECTED THE PLAN.\n\n"
        "FRANCE WILL SEND TROOPS TO KUWAIT ON FRIDAY, A SPOKESMAN SAID."
    )
    coded = code_article(parse_text(text, source="a", published_at="1991-01-09"))
    assert coded.article.text == text
    spans = [a for e in coded.events for a in (e.trigger, *e.actors, *e.recipients)]
    spans += [x for s in coded.statements for x in (*s.content, *((s.speaker,) if s.speaker else ()))]
    assert spans
    assert all(text[x.start : x.end] == x.text for x in spans)
    assert next(s.speaker and s.speaker.code for s in coded.statements) == "IRQ"
    acts = {(e.event_type, e.factuality, e.actors[0].code) for e in coded.events if e.actors}
    assert ("REJECT", "asserted", "FRA") in acts
    assert any(kind == "MOBILIZE" and told != "asserted" for kind, told, _ in acts)
