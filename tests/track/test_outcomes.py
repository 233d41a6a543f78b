"""What one later sentence makes of a promise, on sentences of ours."""

from __future__ import annotations

import pytest

from dragoman.acquire import parse_text
from dragoman.engine import code_articles
from dragoman.link.account import link_reports
from dragoman.records import Coded
from dragoman.track.commitments import CommitmentChange, CommitmentState, follow_commitments
from dragoman.track.sentences import find_marks, list_act_words, read_words

PROMISES = {
    "troops": "Kenya promised on Monday to withdraw its troops from Somalia by 30 June 2031, the government said.",
    "curbs": "Japan promised on Thursday to lift its export curbs on chip materials for South Korea.",
    "debts": "Venezuela pledged on Tuesday to pay Colombian exporters $800 million it owes them.",
    "ports": "Russia promised on Friday not to attack Ukrainian ports.",
    "visit": "Japanese Prime Minister Fumio Kishida promised on Thursday to visit Seoul in the summer.",
    "truce": "Sudan's army agreed on Saturday to observe a seven-day ceasefire in Khartoum.",
    "base": "The United States agreed on Monday to close its air base at Manas in Kyrgyzstan.",
    "inspectors": "Iraq promised on Monday to let United Nations inspectors enter its palaces.",
    "weapons": "Serb fighters promised on Monday to hand over their heavy weapons to peacekeepers.",
    "soldiers": "Rebels of the FARC promised on Monday to hand over ten soldiers whom they had captured in Colombia.",
    "talks": "Serbia and Kosovo agreed on Monday to hold talks in Brussels on March 20.",
}
# The promise, a later sentence, the status after it.
OUTCOMES = (
    ("troops", "Kenya has honoured its pledge to withdraw troops from Somalia, Egypt said.", "reported kept"),
    ("troops", "Kenya broke its promise to withdraw its troops from Somalia, its president said.", "reported broken"),
    ("troops", "Kenya has not kept its promise to withdraw its troops from Somalia.", "reported broken"),
    ("troops", "Somalia urged Kenya to keep its promise to withdraw its troops.", "reaffirmed"),
    ("ports", "Russia kept its promise not to attack Ukrainian ports, Turkey said.", "reported kept"),
    ("inspectors", "Iraq honoured its promise to let inspectors enter its palaces.", "reported kept"),
    ("troops", "Kenya began withdrawing its troops from Somalia on Tuesday, the army said.", "reaffirmed"),
    ("debts", "Venezuela said it had begun to pay the $800 million it owes Colombian exporters.", "reaffirmed"),
    ("debts", "Venezuela paid Colombian exporters the $800 million on Friday.", "reported kept"),
    ("base", "The United States refused to close the Manas base.", "withdrawn"),
    ("talks", "Serbia pulled out of the talks with Kosovo in Brussels.", "withdrawn"),
    ("base", "The closure of the Manas base by the United States was delayed.", "superseded"),
    ("visit", "Kishida put off his visit to Seoul.", "superseded"),
    ("troops", "Somalia urged Kenya to withdraw its troops without delay.", "open"),
    ("curbs", "Japan lifted export curbs on chip materials for South Korea on Thursday.", "reported kept"),
    ("curbs", "Japan will lift its export curbs on chip materials next month, the ministry said.", "reaffirmed"),
    ("inspectors", "Iraq let inspectors enter its palaces on Monday, the United Nations said.", "reported kept"),
    ("visit", "Kishida met President Yoon Suk Yeol in Seoul on Sunday.", "reported kept"),
    ("visit", "Kishida held talks with President Yoon Suk Yeol in Tokyo on Friday.", "open"),
    ("truce", "Sudan's army violated the ceasefire in Khartoum on Monday, residents said.", "reported broken"),
    ("weapons", "The Serbs handed over their heavy weapons to peacekeepers on Thursday.", "reported kept"),
    ("soldiers", "FARC rebels handed over ten soldiers in Colombia on Friday.", "reported kept"),
    ("soldiers", "The Colombian government handed over ten captured soldiers on Friday.", "open"),
    ("soldiers", "FARC rebels handed over four soldiers in Colombia on Friday.", "reaffirmed"),
    ("soldiers", "FARC rebels handed over the last four soldiers in Colombia on Friday.", "reported kept"),
    ("debts", "Venezuela paid Colombian exporters $200 million on Friday.", "reaffirmed"),
    ("visit", "Japanese Foreign Minister Yoko Kamikawa visited Seoul on Sunday.", "open"),
    ("troops", "Uganda withdrew its troops from Somalia on Friday, Kenya said.", "open"),
    ("troops", "Kenya must withdraw its troops from Somalia, the opposition in Nairobi said.", "open"),
    ("debts", "A Venezuelan company paid Colombian exporters the $800 million on Friday.", "open"),
    ("base", "Kyrgyzstan closed a road to the Manas base, the United States said.", "open"),
    ("talks", "Serbia and Hungary held talks in Brussels on March 20.", "open"),
    ("soldiers", "Soldiers who had fought FARC rebels handed over their rifles in Colombia on Friday.", "open"),
    ("truce", "Sudan's government accused its army of violating the law in Khartoum.", "open"),
    ("truce", "Sudan's army said the rebels had violated the ceasefire in Khartoum.", "open"),
)  # fmt: skip


@pytest.fixture(scope="module")
def coded() -> tuple[dict[str, Coded], list[Coded]]:
    """The promises by name, and the later sentences."""
    articles = [parse_text(text, source=name, published="2031-03-03") for name, text in PROMISES.items()]
    articles += [parse_text(t, source=f"later {n}", published="2031-07-05") for n, (_, t, _) in enumerate(OUTCOMES)]
    reports = list(code_articles(iter(articles)))
    return dict(zip(PROMISES, reports, strict=False)), reports[len(PROMISES) :]


def follow(*reports: Coded) -> tuple[list[CommitmentState], list[CommitmentChange]]:
    """The promises of the first day, followed through reports of one matter."""
    one = {c.article.id: "matter" for c in reports}
    states, changes = follow_commitments(reports, link_reports(reports), as_of="2031-03-03", threads=one)
    return [s for s in states if s.made_at == "2031-03-03"], changes


@pytest.mark.parametrize("number", range(len(OUTCOMES)), ids=[f"{p}: {t[:40]}" for p, t, _ in OUTCOMES])
def test_what_a_sentence_makes_of_a_promise(coded: tuple[dict[str, Coded], list[Coded]], number: int) -> None:
    """Kept, broken, begun, refused, put off, or only told again."""
    promises, later = coded
    name, _, status = OUTCOMES[number]
    states, _ = follow(promises[name], later[number])
    assert {s.status if s.status != "due" else "open" for s in states} == {status}


def test_a_copy_tells_nothing_new_and_the_first_report_counts() -> None:
    """A copy of the report that tells the keeping adds no change; told again later, it is kept since the first day."""
    kept = "Kenya withdrew its troops from Somalia on Friday, officials in Mogadishu said. Somalia welcomed the step."
    again = "Somalia's parliament met on Monday. Kenya withdrew its troops from Somalia in July, the speaker said."
    texts = (
        (PROMISES["troops"], "2031-03-03"), (kept, "2031-07-05"), (kept, "2031-07-06"), (again, "2031-07-20"),
    )  # fmt: skip
    articles = [parse_text(t, source=f"{n}", published=day) for n, (t, day) in enumerate(texts)]
    (state,), changes = follow(*code_articles(iter(articles)))
    assert [c.at for c in changes if c.status == "reported kept"] == ["2031-07-05", "2031-07-20"]
    assert (state.status, state.status_at) == ("reported kept", "2031-07-05")


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("Kenya said it had postponed the visit", ["postponed"]),
        ("the minister said the visit, which had been postponed in May, was paid", []),
        ("Kenya had postponed the visit", []),
        ("It refused on Monday to lift the ban", ["refused"]),
    ],
)
def test_marks_in_reported_speech(text: str, marks: list[str]) -> None:
    """What is said in the past perfect is the news; what a main clause or a relative one says so is recalled."""
    assert [mark for mark, _ in find_marks(read_words(text))] == marks


def test_grammar_words_say_nothing_of_what_is_done() -> None:
    """Particles and prepositions are no act words."""
    assert [w.text for w in list_act_words(read_words("put off sanctions against the banks"), ())] == [
        "sanctions", "banks",
    ]  # fmt: skip
