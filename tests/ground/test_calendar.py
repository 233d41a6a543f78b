"""Time expressions to the calendar: values, intervals, basis, and what stays unresolved."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.annotate.times import find_times
from dragoman.ground.calendar import Tense, ground_time, ground_times
from dragoman.records import Mention, TimeValue

REPORT = date(2021, 10, 27)  # a Wednesday


def list_values(text: str, day: date | None = REPORT, tense: Tense | None = None) -> tuple[TimeValue, ...]:
    mentions = find_times(text, ((0, len(text)),))
    return ground_times(mentions, day, [tense] * len(mentions))[0]


INTERVALS = [
    ("on Wednesday", None, "2021-10-27", "2021-10-27", "2021-10-27", "day", "relative"),
    ("on Friday", "past", "2021-10-22", "2021-10-22", "2021-10-22", "day", "relative"),
    ("on Friday", "future", "2021-10-29", "2021-10-29", "2021-10-29", "day", "relative"),
    ("next May", None, "2022-05", "2022-05-01", "2022-05-31", "month", "relative"),
    ("this year", None, "2021", "2021-01-01", "2021-12-31", "year", "relative"),
    ("last week", None, "2021-W42", "2021-10-18", "2021-10-24", "week", "relative"),
    ("early 2020", None, "2020", "2020-01-01", "2020-12-31", "year", "explicit"),
    ("the 1990s", None, "199", "1990-01-01", "1999-12-31", "decade", "explicit"),
    ("third quarter", None, "2021-Q3", "2021-07-01", "2021-09-30", "quarter", "relative"),
    ("two years ago", None, "2019", "2019-01-01", "2019-12-31", "year", "relative"),
    ("in 1991", None, "1991", "1991-01-01", "1991-12-31", "year", "explicit"),
    ("summer 2014", None, "2014-SU", "2014-06-01", "2014-08-31", "quarter", "explicit"),
    ("the winter of 2019", None, "2019-WI", "2019-12-01", "2020-02-29", "quarter", "explicit"),
    ("Easter 2020", None, "2020-04-12", "2020-04-12", "2020-04-12", "day", "explicit"),
    ("on Thanksgiving", None, "2021-11-25", "2021-11-25", "2021-11-25", "day", "relative"),
    ("Tuesday night", "past", "2021-10-26TNI", "2021-10-26", "2021-10-26", "day", "relative"),
    ("last weekend", None, "2021-W42-WE", "2021-10-23", "2021-10-24", "week", "relative"),
    ("in the past two months", None, "P2M", "2021-08-27", "2021-10-27", None, "relative"),
    ("in the past 36 hours", None, "PT36H", "2021-10-25", "2021-10-27", None, "relative"),
    ("for three days", None, "P3D", None, None, None, "explicit"),
    ("at an early date", None, "FUTURE_REF", None, None, None, "unresolved"),
    ("every Monday", None, "XXXX-WXX-1", None, None, None, "unresolved"),
    ("until Jan. 5", "past", "2022-01-05", "2022-01-05", "2022-01-05", "day", "relative"),
    ("on July 22", "past", "2021-07-22", "2021-07-22", "2021-07-22", "day", "relative"),
]


COUNTED = [
    ("He sailed on Friday, two days after it fell.", "2021-10-20", "2021-10-20", "day"),
    ("He sailed on Friday, a week before polls.", "2021-10-25", "2021-10-31", "week"),
    ("A month after it fell, he on Friday sailed.", "2021-09-01", "2021-09-30", "month"),
    ("In June, a day after it fell, he sailed.", None, None, None),
    ("Two days after it fell, he sailed.", None, None, None),
]


@pytest.mark.parametrize(("text", "start", "end", "precision"), COUNTED)
def test_a_length_beside_a_date_leads_to_the_other_act(
    text: str, start: str | None, end: str | None, precision: str | None
) -> None:
    found = next(v for v in list_values(text, tense="past") if v.type == "DURATION")
    assert (found.from_, found.to, found.precision) == (start, end, precision)


@pytest.mark.parametrize(("text", "tense", "value", "start", "end", "precision", "basis"), INTERVALS)
def test_grounds(
    text: str, tense: Tense | None, value: str, start: str | None, end: str | None, precision: str | None, basis: str
) -> None:
    (found,) = list_values(text, tense=tense)
    assert (found.value, found.from_, found.to, found.precision, found.basis) == (value, start, end, precision, basis)


@pytest.mark.parametrize("text", ["on Wednesday", "next May", "this year", "last week", "April 24", "two days ago"])
def test_without_the_reports_date_nothing_is_guessed(text: str) -> None:
    (mention,) = find_times(text, ((0, len(text)),))
    value, issue = ground_time(mention, document_time=None)
    assert (value.basis, value.from_, value.to, value.precision) == ("unresolved", None, None, None)
    assert issue is not None
    assert issue.code == "time-unresolved"
    assert mention.text in issue.message
    assert (issue.start, issue.end) == (mention.start, mention.end)


def test_an_absolute_date_needs_no_report_date() -> None:
    (value,) = list_values("on 27 October 2021", day=None)
    assert (value.from_, value.basis) == ("2021-10-27", "explicit")


def test_same_day_counts_from_the_date_last_spoken_of() -> None:
    values = list_values("He left on April 3; she came the same day. A day earlier it rained.", tense="past")
    assert [v.value for v in values] == ["2021-04-03", "2021-04-03", "2021-04-02"]


def test_a_length_whose_date_is_no_mention_leads_nowhere() -> None:
    for key in ("counts=-behind", "counts=-before"):
        length = Mention(0, 5, "a day", "time", "time", f"DURATION dur P1D {key}")
        [value] = ground_times((length,), REPORT, ("past",))[0]
        assert (value.value, value.from_) == ("P1D", None)


def test_the_day_before_is_of_what_was_told_and_of_no_plan() -> None:
    text = "They will meet on Friday. The day before, six died."
    mentions = find_times(text, ((0, 25), (26, len(text))))
    assert ground_times(mentions, REPORT, ("future", "past"))[0][1].value == "2021-10-26"
    assert ground_times(mentions, REPORT, ("future", "future"))[0][1].value == "2021-10-28"


def test_earlier_in_the_day_is_of_the_day_last_spoken_of() -> None:
    values = list_values("He sailed on Friday. Earlier in the day it rained.", tense="past")
    assert [v.value for v in values] == ["2021-10-22", "2021-10-22"]


def test_same_day_counts_from_an_absolute_date_without_a_report_date() -> None:
    values = list_values("On 3 April 2020 he left and came back the following day.", day=None)
    assert [v.value for v in values] == ["2020-04-03", "2020-04-04"]


@pytest.mark.parametrize("text", ["In 2020 he left, and a day later he was back.", "In 2020 he left at 6:30 pm."])
def test_without_a_date_no_day_is_counted_from_a_year(text: str) -> None:
    assert list_values(text, day=None)[1].from_ is None


def test_a_year_earlier_keeps_the_quarter() -> None:
    assert [v.value for v in list_values("In the third quarter it rose from a year earlier.")] == ["2021-Q3", "2020-Q3"]


def test_the_end_of_a_range_follows_its_start() -> None:
    assert [v.value for v in list_values("Monday through Friday", tense="past")] == ["2021-10-25", "2021-10-29"]


def test_an_impossible_day_is_an_issue() -> None:
    text = "on Feb. 30, 2021"
    values, issues = ground_times(find_times(text, ((0, len(text)),)), REPORT)
    assert values[0].from_ is None
    assert [i.code for i in issues] == ["time-unresolved"]


def test_a_mention_without_a_key_stays_unresolved() -> None:
    value, issue = ground_time(Mention(0, 4, "then", "time", "time"), document_time=REPORT)
    assert value.basis == "unresolved"
    assert issue is not None


VOCABULARY = (
    "May 5 31 2021 9999 1990s the last next previous Monday week decade century ago early third "
    "quarter 99999 years two every April to weekend later night Easter month year day a hundred "
    "thousand in of and"
)
WORDS = st.sampled_from(VOCABULARY.split())


@given(st.lists(WORDS, max_size=10).map(" ".join), st.dates() | st.none(), st.sampled_from(["past", "future", None]))
def test_intervals_are_ordered_and_never_without_a_value(text: str, day: date | None, tense: Tense | None) -> None:
    for value in list_values(text, day, tense):
        assert (value.from_ is None) == (value.to is None)
        assert value.from_ is None or (value.from_ <= (value.to or "") and value.value and value.basis != "unresolved")
