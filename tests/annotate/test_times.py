"""Time expressions: what is found, with which key, and what is left alone."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.annotate.times import find_times, guess_tense
from dragoman.annotate.times_grammar import parse_words
from dragoman.annotate.times_words import CLASSES, SEEDS, Word
from dragoman.errors import TableError

FOUND = [
    ("The envoys met on Wednesday.", [("Wednesday", "DATE dow 3")]),
    ("He leaves office next May.", [("next May", "DATE part 05 dir=next")]),
    ("It fell in early 2020.", [("early 2020", "DATE abs 2020 mod=START")]),
    ("In the 1990s ties were cold.", [("the 1990s", "DATE abs 199")]),
    ("Output grew in the third quarter.", [("the third quarter", "DATE part Q3")]),
    ("It shrank in the third quarter of 2012.", [("the third quarter of 2012", "DATE abs 2012-Q3")]),
    ("Two years ago they split.", [("Two years ago", "DATE off Y -2")]),
    ("They talked for three days.", [("three days", "DURATION dur P3D")]),
    ("They meet every Monday.", [("every Monday", "SET set XXXX-WXX-1")]),
    ("The force is now at sea.", [("now", "DATE vague PRESENT_REF")]),
    ("She will come at an early date.", [("at an early date", "DATE vague FUTURE_REF")]),
    ("They signed on April 24 and 25.", [("April 24", "DATE part 04-24"), ("25", "DATE part 04-25")]),
    ("Talks run 24-25 April 2022.", [("24", "DATE abs 2022-04-24"), ("25 April 2022", "DATE abs 2022-04-25")]),
    ("It ran from March 3 to March 9.", [("March 3", "DATE part 03-03"), ("March 9", "DATE part 03-09 after=1")]),
    ("In summer 2014 they fought.", [("summer 2014", "DATE abs 2014-SU")]),
    ("In fiscal 1990 it paid.", [("fiscal 1990", "DATE abs 1990")]),
    ("She flew home the same day.", [("the same day", "DATE ref D 0")]),
    ("A day earlier he had refused.", [("A day earlier", "DATE ref D -1")]),
    ("It began at 8:30 p.m. on Tuesday.", [("8:30 p.m. on Tuesday", "TIME dow 2 clock=20:30")]),
    ("It began Tuesday night.", [("Tuesday night", "TIME dow 2 tod=NI")]),
    ("He resigned in June of last year.", [("June of last year", "DATE in Y -1 06")]),
    ("It closes on Christmas Eve.", [("Christmas Eve", "DATE part 12-24")]),
    ("It was signed on 24.07.2022.", [("24.07.2022", "DATE abs 2022-07-24")]),
    ("It was signed on 24-Jul-2022.", [("24-Jul-2022", "DATE abs 2022-07-24")]),
    ("It was signed after Sept.14.", [("Sept.14", "DATE part 09-14")]),
    ("Sales fell in Q3 2022 and H1.", [("Q3 2022", "DATE abs 2022-Q3")]),
    ("It paid for 2021/22.", [("2021", "DATE abs 2021"), ("22", "DATE abs 2022")]),
    ("Every morning he prays.", [("Every morning", "SET set XXXX-XX-XXTMO")]),
    ("Half a century ago it split.", [("Half a century ago", "DATE off Y -50")]),
    ("Half an hour later it split.", [("Half an hour later", "DURATION dur PT30M")]),
    ("They ruled for three or four years.", [("three or four years", "DURATION dur P4Y")]),
    ("Just two days passed.", [("Just two days", "DURATION dur P2D")]),
    ("It held in the last week of the campaign.", []),
    ("Two clerks were charged last week of spying.", [("last week", "DATE off W -1")]),
    ("It will vote this fall – a first.", [("this fall", "DATE part FA dir=this")]),
    ("LIMA (Wire) - Today President Ruiz left.", [("Today", "DATE off D 0")]),
    ("Since the dawn of the republic it paid.", []),
    ("The fall-out was felt by people 40 years of age.", []),
    ("He sued the Tomorrow Group and the Lima Daily.", []),
    ("She told USA Today and 60 Minutes about it today.", [("today", "DATE off D 0")]),
    ("Daily Herald staff went home.", []),
    ("It stood there in the 20th Century.", [("the 20th Century", "DATE abs 19")]),
    ("Peru drew up its Five-Year Plan.", []),
    ("Ruiz to Visit Lima Today", [("Today", "DATE off D 0")]),
    ("He ruled two and a half years.", [("two and a half years", "DURATION dur P2Y6M")]),
    ("The day after tomorrow he sails.", [("The day after tomorrow", "DATE off D 2")]),
    ("A pact of 27 October 2021 holds.", [("27 October 2021", "DATE abs 2021-10-27")]),
    ("A pact of 3/4/2021 holds.", [("3/4/2021", "DATE abs 2021")]),
    ("For the year ended March 31 it paid.", [("the year", "DURATION dur P1Y"), ("March 31", "DATE part 03-31")]),
    ("It fell in the mid-1990s.", [("the mid-1990s", "DATE abs 199 mod=MID")]),
    ("A few days later it fell.", [("A few days later", "DURATION dur PXD")]),
    (
        "They struck at 1835 (0035 GMT).",
        [("1835", "TIME ref D 0 clock=18:35"), ("0035 GMT", "TIME ref D 0 clock=00:35")],
    ),
    ("They struck at 1905, and left.", [("1905", "TIME ref D 0 clock=19:05")]),
    ("They struck at 2100 on 15 May.", [("2100 on 15 May", "TIME part 05-15 clock=21:00")]),
    ("They shot at 500, and left.", []),
    ("It fell at noon (1000 GMT).", [("noon", "TIME ref D 0 clock=12:00"), ("1000 GMT", "TIME ref D 0 clock=10:00")]),
    ("It closed at 1800 GMT.", [("1800 GMT", "TIME ref D 0 clock=18:00")]),
    ("It closed at 2.45 pm.", [("2.45 pm", "TIME ref D 0 clock=14:45")]),
    ("It closed at 5am on Friday.", [("5am on Friday", "TIME dow 5 clock=05:00")]),
    ("They fought in 1992-95.", [("1992", "DATE abs 1992"), ("95", "DATE abs 1995")]),
    ("In the early hours of Sunday it fell.", [("Sunday", "DATE dow 7")]),
    ("It fell at 5 p.m. (1500 GMT) on Friday.", [("5 p.m. (1500 GMT) on Friday", "TIME dow 5 clock=17:00")]),
    (
        "It fell at 7 a.m. local time (0500 GMT) Friday.",
        [("7 a.m. local time (0500 GMT) Friday", "TIME dow 5 clock=07:00")],
    ),
    ("The fall of 2003 was dry.", [("The fall of 2003", "DATE abs 2003-FA")]),
    (
        "He sailed on Friday, a day after it fell.",
        [("Friday", "DATE dow 5"), ("a day", "DURATION dur P1D counts=-before")],
    ),
    (
        "He sailed on Friday, two weeks before polls.",
        [("Friday", "DATE dow 5"), ("two weeks", "DURATION dur P2W counts=+before")],
    ),
    (
        "A day after it fell, he sailed on Friday.",
        [("A day", "DURATION dur P1D counts=-behind"), ("Friday", "DATE dow 5")],
    ),
    (
        "He said on Friday that two days before the vote he fell.",
        [("Friday", "DATE dow 5"), ("two days", "DURATION dur P2D")],
    ),
    ("It happened in nineteen ninety-six.", [("nineteen ninety-six", "DATE abs 1996")]),
]

NOT_TIMES = [
    "They fired 1000 shells.",
    "He has been up since the early hours.",
    "The fall of the capital shocked them.",
    "It costs 13.75 pm or so.",
    "The 30th anniversary was marked.",
    "He may march on the capital.",
    "Theresa May said no.",
    "They fired 2000 shells.",
    "It cost $1999 to mend.",
    "A 71-year-old spoke.",
    "They left as soon as it rained.",
    "He came in second.",
    "Three-quarters of the house agreed.",
    "Case 99999999999999999999 years old.",
    f"Case {'9' * 5000} closed.",
    "٣/٤/٢٠٢١",
    "Czech envoy Jan Novak spoke.",
    "",
]

TENSES = [
    ("They will sign it on Friday.", "Friday", "future"),
    ("The pact will be signed on Friday.", "Friday", "future"),
    ("The minister arrived on Friday.", "Friday", "past"),
    ("On Friday the minister arrived.", "Friday", "past"),
    ("A vote is scheduled for Friday.", "Friday", "future"),
    ("Theresa May spoke on Friday.", "Friday", "past"),
    ("Friday, a holiday.", "Friday", None),
    ("On Monday, both sides agreed to meet.", "Monday", "past"),
    ("Norway on Sunday promised to pay.", "Sunday", "past"),
    ("On Friday the envoy is expected to visit Oslo.", "Friday", "future"),
    ("He called a meeting for Wednesday.", "Wednesday", "future"),
    ("They took the blame for Monday's attack.", "Monday", "past"),
    ("The envoy, who arrives on Friday, was hopeful.", "Friday", "future"),
    ("Ahead of Thursday's summit, Norway called for calm.", "Thursday", "future"),
    ("Norway closed the border on Monday ahead of the vote.", "Monday", "past"),
    ("The envoys are to discuss the Oct. 7 attacks.", "Oct. 7", "past"),
    ("The envoys are to discuss the Oct. 7 election.", "Oct. 7", "future"),
    ("Under the February accord, Norway agreed to leave.", "February", "past"),
    ("The court adjourned until Friday.", "Friday", "future"),
    ("They gave him until Dec. 31 to leave.", "Dec. 31", "future"),
    ("He ruled until January.", "January", "present"),
    ("Days after he said he would run, Petersen withdrew on Friday.", "Friday", "past"),
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_finds_span_and_key(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(m.text, m.key) for m in find_times(text, ((0, len(text)),))] == expected


@pytest.mark.parametrize("text", NOT_TIMES)
def test_leaves_other_words_alone(text: str) -> None:
    assert find_times(text, ((0, len(text)),)) == ()


def test_no_expression_crosses_a_sentence() -> None:
    text = "It ended in May. 5 ministers resigned."
    assert [m.text for m in find_times(text, ((0, 16), (17, len(text))))] == ["May"]


@pytest.mark.parametrize(("text", "phrase", "tense"), TENSES)
def test_guesses_tense(text: str, phrase: str, tense: str | None) -> None:
    start = text.index(phrase)
    assert guess_tense(text, (0, len(text)), start, start + len(phrase)) == tense


def test_user_table_adds_a_named_day(tmp_path: Path) -> None:
    (tmp_path / "time_holidays.tsv").write_text("phrase\trule\tsource\nliberation day\t08-15\tus\n", encoding="utf-8")
    text = "They met on Liberation Day."
    assert [m.key for m in find_times(text, ((0, len(text)),), tmp_path)] == ["DATE part 08-15"]


def test_unknown_class_in_a_user_table_is_named(tmp_path: Path) -> None:
    (tmp_path / "time_words.tsv").write_text("word\tclass\tvalue\tsource\nyule\tfeast\t12\tus\n", encoding="utf-8")
    with pytest.raises(TableError, match="feast"):
        find_times("yule", ((0, 4),), tmp_path)


VOCABULARY = (
    "May March 5 24 2021 1990s the of last next Monday , . - 's week year ago early third quarter "
    "a.m. 8:30 night two and a half every 31 32 April to 3/4/2021 99/99/99 2021-13-45 second fiscal "
    "century Easter 1/2 twenty"
)
WORDS = st.sampled_from(VOCABULARY.split())


@given(st.lists(WORDS, max_size=12).map(" ".join) | st.text(max_size=60))
def test_spans_are_exact_ordered_and_apart(text: str) -> None:
    found = find_times(text, ((0, len(text)),))
    assert all(text[m.start : m.end] == m.text and m.text for m in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


BARREN = sorted({*CLASSES.values(), *"_#,;-()'&%"} - SEEDS)


@given(st.text(BARREN, max_size=12))
def test_every_expression_holds_a_seed(letters: str) -> None:
    assert parse_words([Word(n, n + 1, "x", letter, "1") for n, letter in enumerate(letters)]) == []
