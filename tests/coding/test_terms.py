"""Which acts still to come bind somebody, and to what."""

from collections.abc import Callable

import pytest

from dragoman.acquire import parse_text
from dragoman.coding.commitments import find_deed, shape_condition, trim_content
from dragoman.pipeline import code_article
from dragoman.records import EventCandidate, Span

Coder = Callable[[str], tuple[EventCandidate, ...]]


@pytest.mark.parametrize(
    ("marked", "what"),
    [
        ("[Ankara] will withdraw its troops from [Nicosia].", "withdraw its troops from Nicosia"),
        ("[Ankara] promised to withdraw its troops.", "withdraw its troops"),
        ("[The envoy] assured [Nicosia] that [Ankara] would close the port.", "Ankara would close the port"),
        ("[The envoy] assured [Nicosia] [Ankara] would close the port.", "would close the port"),
        ("[Ankara] vowed never to close the port.", "never to close the port"),
        ("[Ankara] vowed to close the port in the {DATE vague FUTURE_REF:coming weeks}.", "close the port"),
        ("[Ankara] threatened to resume its attacks unless [Nicosia] pays.", "resume its attacks"),
        ("[Ankara] agreed to resume peace talks.", "resume peace talks"),
        ("[Ankara] promised to back [Nicosia]'s efforts to join the club.", "back Nicosia's efforts to join the club"),
        ("[Ankara] gave a pledge to parliament to close the port.", "close the port"),
        ("[Ankara] threatened revenge if the fighting went on.", "revenge"),
        ("[Ankara] is expected to visit [Nicosia].", "visit Nicosia"),
        ("[Ankara] promised to close the port and [Nicosia] rejoiced.", "close the port"),
        ("[Ankara]'s offer to close the port was mocked.", "close the port"),
        ("[Ankara]'s offer to free [the men] has pleased [Nicosia].", "free the men"),
        ("[Ankara]'s offer to free the white whales has pleased [Nicosia].", "free the white whales"),
        ("[Ankara] promised to free the soldiers it holds.", "free the soldiers it holds"),
        ("[Ankara] promised to make way for whoever is elected.", "make way for whoever is elected"),
        ("[Ankara] promised to let [Nicosia] visit the port.", "let Nicosia visit the port"),
        ("[Ankara] vowed to help any man who sells oil to [Nicosia].", "help any man who sells oil to Nicosia"),
        ("[Ankara] promised to free all men who are ill.", "free all men who are ill"),
        ("[Ankara] promised to sell oil, gas and fuels such as coal.", "sell oil, gas and fuels such as coal"),
        ("[Ankara] promised to send as many as 50 tents.", "send as many as 50 tents"),
        ("[Ankara] promised to close the port as the rain began.", "close the port"),
        ("[Ankara] promised to build a much needed road.", "build a much needed road"),
        ("[Ankara] promised to help [Nicosia] with all its might.", "help Nicosia with all its might"),
        ("[Ankara] will send tents to [Nicosia] and it will train nurses.", "send tents to Nicosia"),
        ("[Ankara] will send tents to [Nicosia] and the port will be shut.", "send tents to Nicosia"),
        ("[Ankara] promised to train nurses and also offer courses.", "train nurses and also offer courses"),
        ("[Ankara] vowed to quickly hunt the men who shot [the king].", "quickly hunt the men who shot the king"),
        ("[Ankara] promised to close the port and to stress its guilt.", "close the port and to stress its guilt"),
        (
            "[Ankara] vowed to bring to justice the men who shot [the king].",
            "bring to justice the men who shot the king",
        ),
        ("[Ankara] promised to meet [the envoy], who is ill.", "meet the envoy"),
        ("[Rossi], who is due to visit [Nicosia], has said the port must open.", "visit Nicosia"),
        ("[Rossi], who promised in May to visit [Nicosia], has not come.", "visit Nicosia"),
        ("[Ankara] will visit [Nicosia], the state agency reported.", "visit Nicosia"),
        ("[Ankara] pledged to leave the port in what [Rossi] hailed as a victory.", "leave the port"),
        ("Talks between [Ankara] and [Nicosia] are due to begin.", "Talks between Ankara and Nicosia"),
        ("[Ankara] promised to leave the port, a proposal that [Nicosia] rejected.", "leave the port"),
        (
            "[Rossi], who is to fly to [Nicosia], will assure [the king] that [Ankara] stands by him.",
            "Ankara stands by him",
        ),
        ("[Ankara] promised to let [the envoy] see any port he wished.", "let the envoy see any port he wished"),
        ("[Ankara] promised that [Nicosia], the host, would pay.", "Nicosia, the host, would pay"),
        ('[Ankara] vowed to take "hard steps" against [Nicosia].', 'take "hard steps" against Nicosia'),
        ("[Ankara] vowed to take “hard steps” against [Nicosia].", "take “hard steps” against Nicosia"),
    ],
)
def test_a_promise_or_a_plan_has_its_content(code: Coder, marked: str, what: str) -> None:
    assert what in [e.what.text for e in code(marked) if e.what]


@pytest.mark.parametrize(
    ("marked", "due"),
    [
        ("[Ankara] promised to withdraw its troops by {June}.", ["by June"]),
        ("[Ankara] promised to leave the port which it seized {in May}.", []),
        ("[Ankara] promised to return the ships taken {last week}.", []),
        ("[Ankara] promised to free [the envoy], who flew to [Nicosia] on {Wednesday}.", []),
        ("[Ankara] promised to return the ships taken {in March}.", []),
        ("[Ankara] will recall its ambassador, [the minister] warned on {Wednesday}.", []),
        ("[Ankara] will recall its ambassador by {June}, [the minister] warned on {Wednesday}.", ["by June"]),
        ("[Ankara] promised to leave if [Nicosia] pays by {June}.", []),
        ("[Ankara] promised to leave the port no later than {June}.", ["no later than June"]),
        ("[Ankara] promised to report to [Nicosia] by {June}.", ["by June"]),
        ("[Ankara] promised that [Nicosia] would be paid by {June}.", ["by June"]),
        ("[Ankara] will help [Nicosia], the envoy will leave by {June}.", []),
        ("[Ankara] promised to let [Nicosia] pay later, at least {for now}.", []),
        ("[Ankara] promised to give [Nicosia] hope for {the future}.", []),
        ("[Ankara] promised to pay in {the future}.", ["in the future"]),
        ("[Ankara] promised to pay the {current} crew.", []),
        ("[Ankara] promised to settle a {2014} claim.", []),
        ("[Ankara] promised to rebuild the port by {2031}.", ["by 2031"]),
        ("[Ankara] promised to hold its first election in {DURATION:years}.", []),
        ("[Ankara] promised to end the raids seen over {recent weeks}.", []),
        ("[Ankara] promised to leave within {DURATION:ten days}.", ["within ten days"]),
        ("[Ankara] promised to hold to {DURATION:a three-day} truce.", []),
        ("[Ankara] promised to leave the port {DATE vague FUTURE_REF:in the near future}.", ["in the near future"]),
    ],
)
def test_what_is_past_is_no_term(code: Coder, marked: str, due: list[str]) -> None:
    assert [e.due.text for e in code(marked) if e.what and e.due] == due


@pytest.mark.parametrize(
    ("promise", "condition"),
    [
        ("reopen the port as soon as both sides sign", "as soon as both sides sign"),
        ("reopen the port as soon as possible", None),
        ("reopen the port only once [Nicosia] pays", "only once Nicosia pays"),
        ("reopen the port if [Nicosia], [Paphos] and [Kyrenia] pay", "if Nicosia, Paphos and Kyrenia pay"),
        ("reopen the port in return for fuel", "in return for fuel"),
        ("reopen the port, pending approval by parliament", "pending approval by parliament"),
        ("reopen the port and sign the bills pending in parliament", None),
        ("reopen the port provided [Nicosia] pays", "provided Nicosia pays"),
        ("reopen the port with the money provided by [Nicosia]", None),
        ("reopen the port should [Nicosia] pay", "should Nicosia pay"),
        ("reopen the port once more", None),
        ("reopen the port when [Nicosia] pays", "when Nicosia pays"),
        ("reopen the port on {Monday} when [Nicosia] holds its fair", None),
        ("reopen the port on {Monday} when the fair opens if [Nicosia] pays", "if Nicosia pays"),
        ("reopen the port despite a strike until Friday", None),
        ("reopen the port despite a strike that runs until {Friday} to hurt [Nicosia]", None),
    ],
)
def test_a_condition_is_opened_by_its_words_in_their_place(code: Coder, promise: str, condition: str | None) -> None:
    [event] = [e for e in code(f"[Ankara] promised to {promise}.") if e.what and e.trigger.text == "promised"]
    assert (event.condition.text if event.condition else None) == condition
    assert event.what
    assert event.what.text.startswith("reopen the port")


@pytest.mark.parametrize(
    ("text", "widened"),
    [("It would pay only if Peru left.", "only if Peru left"), ("It can pay, if Peru left.", "if Peru left")],
)
def test_what_narrows_a_condition_belongs_to_it(text: str, widened: str) -> None:
    told = Span(text.index("if"), text.index("."), "if Peru left")
    found = shape_condition(text, told, Span(3, 8, text[3:8]))
    assert found
    assert found.text == widened == text[found.start : found.end]


def test_an_act_is_no_part_of_its_own_condition() -> None:
    text = "If Chile calls, Peru agreed to return."
    act, whole = Span(21, 27, "agreed"), Span(0, 37, text[:37])
    assert shape_condition(text, whole, act) == Span(0, 14, "If Chile calls")
    assert shape_condition(text, Span(16, 37, text[16:37]), act) is None


@pytest.mark.parametrize(
    ("marked", "condition"),
    [
        ("[Rossi], due to leave for [Nicosia], told the court that it must wait until [Ankara] paid.", None),
        ("[Rossi], who said he would visit [Nicosia] if it paid, is expected to go.", "if it paid"),
    ],
)
def test_a_condition_stands_in_the_clause_of_its_act(code: Coder, marked: str, condition: str | None) -> None:
    assert [e.condition and e.condition.text for e in code(marked) if e.what] == [condition]


def test_a_condition_behind_another_verb_is_of_that_verb(code: Coder) -> None:
    told = code("[Ankara] vowed to close the port, but hinted that it might wait if [Nicosia] paid.")
    assert [e.condition for e in told if e.what] == [None]


@pytest.mark.parametrize(
    "marked",
    [
        "[Ankara] wants to withdraw its troops from [Nicosia].",
        "[Ankara] tried to visit [Nicosia].",
        "[Ankara] did not withdraw its troops from [Nicosia].",
        "[Ankara] would have sent aid to [Nicosia] if the road had been open.",
        "[Ankara] is expected to withdraw its troops from [Nicosia].",
        "[Ankara] is likely to visit [Nicosia].",
        "[Ankara] may withdraw its troops if [Nicosia] pays.",
        # Words are no deed.
        "[Ankara] will reject the plan to sell the port.",
        # What another is to do, and what another did with an offer.
        "[Ankara] warned [Nicosia] to stop the drills.",
        "[Ankara] warned [Nicosia] not to attack.",
        "[Ankara] warned [Nicosia] that it should leave the port.",
        "[Ankara] offered a plan that [Nicosia] rejected on {Sunday}.",
    ],
)
def test_what_is_wanted_or_tried_binds_nobody(code: Coder, marked: str) -> None:
    assert [e.what for e in code(marked) if e.what] == []


@pytest.mark.parametrize(
    ("text", "act", "condition", "deed"),
    [
        ("Peru will soon return to the talks once Chile calls.", "return", "once Chile calls", "return to the talks"),
        (
            "If Chile calls, Peru will return to the talks, Lima said.",
            "return",
            "If Chile calls",
            "return to the talks",
        ),
        ('"Peru would leave," he said, "if Chile left."', "leave", "if Chile left", "leave"),
        ("If Chile calls, Peru will return— at once.", "return", "If Chile calls", "return"),
        ("Peru will send 1,000 men if Chile pays.", "send", "if Chile pays", "send 1,000 men"),
        ("Peru agreed, if Chile left.", "agreed", "if Chile left", None),
        ("Peru has left, as if Chile mattered.", "left", "if Chile mattered", None),
    ],
)
def test_what_is_to_come_on_a_condition_is_the_act_itself(
    text: str, act: str, condition: str, deed: str | None
) -> None:
    told, term = (Span(text.index(x), text.index(x) + len(x), x) for x in (act, condition))
    found = find_deed(text, told, term, len(text))
    assert (found.text if found else None) == deed


def test_a_quote_that_opens_in_what_is_promised_is_closed_in_it() -> None:
    text = 'Peru promised an "end with terror." It did not.'
    what = Span(14, 33, text[14:33])
    assert what.text == 'an "end with terror'
    assert trim_content(text, what, None) == Span(14, 35, 'an "end with terror."')


def test_a_quote_that_only_ends_in_what_is_promised_is_not_closed_again() -> None:
    text = "“Peru promised to leave”, he said.”"
    what = Span(15, 33, text[15:33])
    assert what.text == "to leave”, he said"
    assert trim_content(text, what, None) == what


@pytest.mark.parametrize(
    ("what", "condition", "rest"),
    [
        ("pay once the road is open", "once the road is open", "pay"),
        ("if asked, pay the fine", "if asked", "if asked, pay the fine"),
        ("pay the fine", "once the road is open", "pay the fine"),
        ("pay by June", "by June", "pay"),
    ],
)
def test_a_condition_or_due_at_the_end_is_no_part_of_what_is_promised(what: str, condition: str, rest: str) -> None:
    text = "Peru will pay the fine, or if asked, pay the fine, and pay once the road is open, or pay by June."
    spans = [Span(text.rindex(x), text.rindex(x) + len(x), x) for x in (what, condition)]
    parted = trim_content(text, spans[0], spans[1])
    assert parted == Span(spans[0].start, spans[0].start + len(rest), rest)


@pytest.mark.parametrize(
    ("text", "to"),
    [
        ("President Macron promised to send trucks to Kenya if Portugal agreed.", ["KEN"]),
        ("Ankara offered to send engineers to Chad unless Peru objects.", ["TCD"]),
        ("Norway pledged to release all prisoners unless Peru objects.", ["PER"]),
    ],
)
def test_who_is_named_in_a_condition_alone_receives_no_deed_that_is_for_another(text: str, to: list[str]) -> None:
    found = code_article(parse_text(text, source="promise", published_at="2024-02-07")).commitments
    assert [[a.code for a in promise.to] for promise in found] == [to]


@pytest.mark.parametrize(
    ("text", "what", "due"),
    [
        ("Norway will fly in a hundred tents by the weekend.", "fly in a hundred tents", "the weekend"),
        ("Peruvian soldiers are to leave the two valleys within six weeks.", "leave the two valleys", "six weeks"),
        ("Chad and its neighbours will exchange cadets.", "exchange cadets", None),
        ("Peru will continue to work with Chile on the treaty.", "continue to work with Chile on the treaty", None),
        ("The premier, who will see Ole Berg on Tuesday, flew out early.", "see Ole Berg", "Tuesday"),
        ("Envoy Pat Hall, who had been due to see the commander on Tuesday, went home.", None, None),
        ("Ghana once again sided with Togo.", None, None),
    ],
)
def test_an_act_to_come_that_no_frame_knows_binds_to_itself(text: str, what: str | None, due: str | None) -> None:
    found = code_article(parse_text(text, source="terms", published_at="2024-02-07")).commitments
    assert [c.what.text for c in found] == ([what] if what else [])
    assert [c.due.text for c in found if c.due] == ([due] if due else [])


@pytest.mark.parametrize(
    ("marked", "what"),
    [
        ("[Ankara] promised to settle within 30 days the matter of the loan.", "settle within 30 days the matter"),
        ("[Ankara] promised to settle the loan within 30 days.", "settle the loan"),
        ("[Ankara] promised to free the men, some of whom are ill.", "free the men"),
        ("[Ankara] promised to grant a loan, in return for which [Nicosia] closed the port.", "grant a loan"),
    ],
)
def test_what_is_promised_keeps_its_object_and_no_relative_clause(code: Coder, marked: str, what: str) -> None:
    assert any(e.what.text.startswith(what) and "which" not in e.what.text for e in code(marked) if e.what)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Norway announced that it would send grain to Chad.", ["send grain to Chad"]),
        ("Norway announced that it would reopen the border.", ["reopen the border"]),
        ("Norway told reporters it would release all prisoners.", ["release all prisoners"]),
        ("Peru declined to say whether it would release all prisoners if Chad agreed.", []),
        ("Kenya hoped that Ghana would send tanks to Chad if the rebels lay down their arms.", []),
    ],
)
def test_a_deed_that_is_announced_is_one_promise_and_none_where_it_is_asked_or_hoped(
    text: str, what: list[str]
) -> None:
    found = code_article(parse_text(text, source="terms", published_at="2024-02-07")).commitments
    assert [c.what.text for c in found] == what


def test_what_reporters_are_told_is_asked_of_nobody(code: Coder) -> None:
    found = code("[Ankara] told reporters it would free all prisoners.")
    assert "REQUEST" not in [e.event_type for e in found]


@pytest.mark.parametrize(
    ("promise", "due"),
    [
        ("pull out its men before the summit", "before the summit"),
        ("open the road ahead of the general election", "ahead of the general election"),
        ("open the road before the next election if [Oslo] pays", "before the next election"),
        ("speak before the court", None),
        ("open the road if [Oslo] pays before the summit", None),
    ],
)
def test_an_event_may_be_a_due(code: Coder, promise: str, due: str | None) -> None:
    found = code(f"[Lima] promised to {promise}.")
    assert [e.due and e.due.text for e in found if e.what] == [due]


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        # what may befall others, or is so already
        ("Norway warned that a new virus could appear in Ghana.", []),
        ("Norway has warned that up to 200,000 people could be hit by floods in Ghana.", []),
        ("Norway warned that Accra could be hit by its missiles.", ["Accra could be hit by its missiles"]),
        ("The Norwegian army chief warned that Ghana was close to war.", []),
        ("Most Norwegians accepted that Ghana's plan was right.", []),
        ("Norway should be grateful to Ghana and even agree to help it pay.", []),
        ("Only lies allow Norwegian liberals to support Ghana's government.", []),
        # what who warns means to do, or is said on a condition
        ("Norway warned it could sell its Ghanaian bonds.", ["sell its Ghanaian bonds"]),
        (
            "Norway warned that its army would shoot down any Ghanaian plane.",
            ["its army would shoot down any Ghanaian plane"],
        ),
        ("Norway warned that Ghana would pay a heavy price.", ["Ghana would pay a heavy price"]),
        ("Norway and Ghana agreed that the border would be reopened.", ["the border would be reopened"]),
        ("Norway and Ghana agreed that the border is to be reopened.", ["the border is to be reopened"]),
        (
            "Norway agreed that the war is over and that Ghana would leave.",
            ["the war is over and that Ghana would leave"],
        ),
        ("Norwegian and Ghanaian ministers agreed that a body be set up that drafts laws.", ["a body be set up"]),
        # told by two words, one over the other
        ("Norway said it will begin withdrawing troops from Ghana on Friday.", ["withdrawing troops from Ghana"]),
        ("Norway is preparing to hold talks with Ghana in Oslo.", ["hold talks with Ghana in Oslo"]),
        (
            "The Norwegian minister will visit Ghana and meet Togo's president.",
            ["visit Ghana", "meet Togo's president"],
        ),
    ],
)
def test_what_is_foretold_binds_nobody_and_what_is_told_twice_binds_once(text: str, bound: list[str]) -> None:
    coded = code_article(parse_text(text, source="bound", published_at="2023-01-24"))
    assert [c.what.text for c in coded.commitments] == bound
