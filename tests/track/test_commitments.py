"""Commitments followed, on reports of ours."""

from __future__ import annotations

import pytest

from dragoman.acquire import parse_text
from dragoman.engine import code_articles
from dragoman.records import Coded
from dragoman.track.derive import make_account
from dragoman.track.sentences import find_marks, read_words

PROMISE = (
    "Kenya promised on Monday to withdraw its troops from Somalia by 30 June 2031, the government in Nairobi "
    "said. Kenyan troops have been in Somalia for ten years. Somalia welcomed the promise."
)
LATER = {
    "kept": "Kenya withdrew its troops from Somalia on Friday, officials in Mogadishu said.",
    "broken": "Kenya did not withdraw its troops from Somalia by 30 June, officials in Mogadishu said.",
    "not yet": "Kenya has not yet withdrawn its troops from Somalia, officials in Mogadishu said.",
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
