"""Commitments followed, on reports of ours."""

from __future__ import annotations

import pytest

from dragoman.acquire import parse_text
from dragoman.engine import code_articles
from dragoman.records import Coded
from dragoman.track.complaints import Candidate, pick_meant
from dragoman.track.derive import make_account
from dragoman.track.promises import add_duration
from dragoman.track.sentences import find_marks, read_words

PROMISE = (
    "Kenya promised on Monday to withdraw its troops from Somalia by 30 June 2031, the government in Nairobi "
    "said. Kenyan troops have been in Somalia for ten years. Somalia welcomed the promise."
)
LATER = {
    "kept": "Kenya withdrew its troops from Somalia on Friday, officials in Mogadishu said.",
    "broken": "Kenya did not withdraw its troops from Somalia by 30 June, officials in Mogadishu said.",
    "not yet": "Kenya has not yet withdrawn its troops from Somalia, officials in Mogadishu said.",
    "denied": "Kenya denied on Friday that it had promised to rebuild the harbour bridge and guard the airport road.",
    "blamed": "Somalia accused Kenya on Friday of breaking its promise.",
    "put off": "Kenya postponed the withdrawal of its troops from Somalia on Friday, officials in Nairobi said.",
}
BACKGROUND = " Kenyan troops have been in Somalia for ten years. Kenya first sent troops to Somalia to fight a militia."


def code(*texts: tuple[str, str]) -> list[Coded]:
    """Reports of the given texts and days."""
    articles = [parse_text(t, source=f"report {n}", published=day) for n, (t, day) in enumerate(texts)]
    return list(code_articles(iter(articles)))


def follow(later: str, day: str = "2031-07-05", as_of: str | None = None) -> tuple[str, bool]:
    """The status of the promise after a later report, and whether it is inferred."""
    account = make_account(code((PROMISE, "2031-03-03"), (later + BACKGROUND, day)), as_of=as_of)
    state = next(s for s in account.commitments if s.made_at == "2031-03-03")
    return state.status, state.inferred


@pytest.mark.parametrize(
    ("later", "status"),
    [("kept", "reported kept"), ("broken", "reported broken"), ("put off", "superseded")],
)
def test_a_later_report_settles_a_promise(later: str, status: str) -> None:
    """Told as done, told as not done, put off."""
    assert follow(LATER[later]) == (status, False)


def test_what_has_not_happened_yet_leaves_it_overdue() -> None:
    """ "Not yet" breaks no promise; that the day is past is inferred."""
    assert follow(LATER["not yet"]) == ("overdue", True)


def test_a_promise_that_is_denied_is_not_told_again() -> None:
    """Who denies having promised does not reaffirm it."""
    assert follow(LATER["denied"], day="2031-05-02") == ("open", False)


def test_the_only_promise_is_the_one_that_was_broken() -> None:
    """A complaint that names no act means the one promise there is."""
    assert follow(LATER["blamed"]) == ("reported broken", False)


def test_of_two_promises_a_complaint_means_the_one_told_beside_it() -> None:
    """A report that tells one of two promises and then a complaint speaks of that one; the other stays open."""
    two = PROMISE + " Kenya also promised to pay for a hospital in Kismayo."
    later = "Kenya had promised to pay for a hospital in Kismayo. " + LATER["blamed"] + BACKGROUND
    account = make_account(code((two, "2031-03-03"), (later, "2031-05-02")))
    status = {s.what.split()[0]: s.status for s in account.commitments if s.made_at == "2031-03-03"}
    assert status == {"withdraw": "open", "pay": "reported broken"}


@pytest.mark.parametrize(
    ("named", "meant"),
    [([False], [0]), ([False, False], []), ([True, False], [0]), ([True, True], [0, 1]), ([], [])],
)
def test_which_promise_a_complaint_means(named: list[bool], meant: list[int]) -> None:
    """Those that its report tells, else the only one; of several that it does not tell, none."""
    assert pick_meant([Candidate(n, told) for n, told in enumerate(named)]) == meant


@pytest.mark.parametrize(
    ("value", "last"),
    [
        ("P1W", "2031-02-07"),
        ("P30D", "2031-03-02"),
        ("P1M", "2031-02-28"),
        ("P2Y", "2033-01-31"),
        ("PXD", None),
        ("PT6H", None),
        (None, None),
        ("P9999Y", None),
    ],
)
def test_a_length_of_time_counts_from_the_report(value: str | None, last: str | None) -> None:
    """The last day of "within a week"; what is no whole number of days, weeks, months or years gives none."""
    assert add_duration("2031-01-31", value) == last


def test_a_promise_within_a_month_is_due() -> None:
    """The report's day and the words give the last day."""
    (state,) = make_account(code((PROMISE.replace("by 30 June 2031", "within a month"), "2031-03-03"))).commitments
    assert (state.due_from, state.due_to) == ("2031-03-03", "2031-04-03")


def test_silence_leaves_it_open_until_the_day() -> None:
    """Before the last day it is open, after it overdue."""
    other = "The mayor of Lima opened a market on Friday. Traders sold fish and maize."
    assert follow(other, day="2031-04-01") == ("open", False)
    assert follow(other, day="2031-04-01", as_of="2031-08-01") == ("overdue", True)


def test_a_due_day_before_the_promise_is_not_used() -> None:
    """No promise is for a day that was past when it was made: the words stay, the day is unknown."""
    account = make_account(code((PROMISE.replace("2031", "2029"), "2031-03-03")))
    (state,) = account.commitments
    assert (state.due_to, state.status) == (None, "open")
    assert state.due_text is not None


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("They broke their solemn promise", ["broken"]),
        ("The trip was put off", ["postponed"]),
        ("the visit that had been postponed in May", []),
        ("The talks have not taken place", ["happen"]),
    ],
)
def test_marks(text: str, marks: list[str]) -> None:
    """Words of what became of a promise; what a past perfect only recalls is none."""
    assert [mark for mark, _ in find_marks(read_words(text))] == marks


def test_reports_that_count_differently_disagree() -> None:
    """Numbers in words and in digits are compared; what gives no number takes no part."""
    told = ("three Kenyan soldiers", "11 Kenyan soldiers", "Kenyan soldiers", "three Kenyan soldiers")
    texts = [
        (f"Somali rebels killed {who} near Kismayo on Monday, the army in Nairobi said.", "2031-03-04") for who in told
    ]
    account = make_account(code(*texts))
    assert {d.value for d in account.disagreements if d.field == "count"} == {"3", "11"}


def test_a_copy_of_the_next_day_does_not_disagree() -> None:
    """What the wire tells of this morning a paper prints a day later: the wire's morning. Other words may disagree."""
    wire = "Kenyan troops withdrew from the Somali port of Kismayo in the morning, the army said. Somalia welcomed it."
    account = make_account(code((wire, "2031-03-04"), (wire, "2031-03-05")))
    left = next(e for e in account.events if e.event_type == "RETREAT")
    assert (left.reports, left.origins, left.when_from) == (2, 1, "2031-03-04")
    assert [d.value for d in account.disagreements if d.field == "date"] == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "Kenya denied on Friday that it had promised to rebuild the harbour bridge and guard the airport road.",
            "denied on Friday that it",
        ),
        ("Kenya said on Friday that its soldiers would guard the harbour and train recruits.", "its soldiers would"),
    ],
)
def test_a_readout_shows_the_word_that_turns_a_claim_round(text: str, shown: str) -> None:
    """What is denied is not shown as claimed; a plain "said" is left out."""
    meeting = "Kenyan officials met Somali officials in Djibouti on Thursday. "
    account = make_account(code((meeting + text, "2031-03-07")))
    assert any((c.words or "").startswith(shown) for c in account.readouts)
