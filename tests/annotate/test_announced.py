"""What a colon announces and no quote marks enclose: statements of press offices, turns of a transcript."""

from __future__ import annotations

import pytest

from dragoman.annotate.annotate import annotate

RELEASE = """Envoy welcomes the truce

The envoy, Ana Ruiz, said:

I welcome the truce in Peru.

We will send grain to Lima.

Further information

Write to the press office."""


def test_the_paragraphs_below_are_the_statement() -> None:
    said = annotate(RELEASE).quotations[-1]
    assert (said.kind, said.speaker and said.speaker.text) == ("direct", "envoy")
    assert [c.text for c in said.content] == ["I welcome the truce in Peru.", "We will send grain to Lima."]


def test_who_says_we_below_is_the_speaker() -> None:
    mentions = annotate(RELEASE).mentions
    speaker = next(m.chain for m in mentions if m.text == "Ana Ruiz")
    assert [m.text for m in mentions if m.form == "pronoun" and m.chain == speaker] == ["I", "We"]


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        ("Ana Ruiz said: Peru will pay. We thank Lima.", ["Peru will pay. We thank Lima."]),
        ("Ana Ruiz said:\nPeru will pay us.\n“We thank Lima,” Holm said.", ["Peru will pay us.", "We thank Lima"]),
        ("Ana Ruiz said:\nPeru will pay us.\nChile will not, Holm said.", ["Peru will pay us.", "Chile will not"]),
        ("Ana Ruiz said:\n“We thank Lima.”\nRain fell on the port.", ["We thank Lima."]),
        ("Ana Ruiz said that:\nPeru", []),
        ("Minister for the Far East, Ana Ruiz said:\nPeru will pay us.", ["Peru will pay us."]),
    ],
)  # fmt: skip
def test_a_statement_ends_where_somebody_else_speaks(text: str, contents: list[str]) -> None:
    assert [c.text for q in annotate(text).quotations for c in q.content] == contents


TURNS = """QUESTION: Minister Ruiz, will you sell the port?

MINISTER RUIZ: We will not sell it this year.

MR LUND: That will be all for today, thank you."""


def test_turns_of_a_transcript_are_direct_speech_of_whom_they_name() -> None:
    annotation = annotate(TURNS)
    asked, said, closed = annotation.quotations
    assert [q.kind for q in (asked, said, closed)] == ["direct"] * 3
    assert (asked.speaker, said.speaker and said.speaker.text) == (None, "MINISTER RUIZ")
    chains = {m.text: m.chain for m in annotation.mentions}
    assert chains["We"] == chains["MINISTER RUIZ"] == chains["Minister Ruiz"]
    assert "MR LUND" not in chains


@pytest.mark.parametrize("front", ["Following the talks, ", "Speaking at noon in Lima, ", "Speaking today "])
def test_what_opens_the_sentence_before_a_colon_is_not_said(front: str) -> None:
    (told,) = annotate(f"{front}Ana Ruiz said:\n\nWe will stay in Peru this year.").quotations
    assert [c.text for c in told.content] == ["We will stay in Peru this year."]
    assert told.speaker
    assert told.speaker.text == "Ana Ruiz"


@pytest.mark.parametrize("label", ["BREAKING", "Exclusive"])
def test_a_label_before_a_headline_says_nothing(label: str) -> None:
    assert annotate(f"{label}: Peru will sell the port to a firm.").quotations == ()


BRACKETED = """Lima, 12 Nov 89 (Radio Sur) -- [Interview with General Pedro Ruiz by correspondent Ana Lopez]

[Lopez] General, will you leave the port this year?

[Begin recording] [Ruiz] We will leave it on Friday with all men.

[passage omitted] The general left [Text] behind him at noon."""


def test_a_name_in_brackets_speaks_where_the_report_names_that_person() -> None:
    told = annotate(BRACKETED)
    assert [(q.speaker.text, q.kind, q.content[0].text) for q in told.quotations if q.speaker] == [
        ("Lopez", "direct", "General, will you leave the port this year?"),
        ("Ruiz", "direct", "We will leave it on Friday with all men."),
    ]
    chains = {m.text: m.chain for m in told.mentions}
    assert chains["We"] == chains["Ruiz"]
