"""The sixteen things that the report Dragoman began with must show, on it and on a bundled report of the same kind.

The first report is not ours to ship: its half of the tests runs where it lies beside the repository. What is
expected stands in expected/seed_rows.json; expected/2022-10-26-tokyoledger.tsv says it in words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import msgspec
import pytest

import dragoman
from dragoman.acquire import read_articles
from dragoman.pipeline import code_article
from dragoman.records import Actor, Article, Coded, EventMention, MentionRecord, Statement

HERE = Path(__file__).parent
BUNDLED = Path(dragoman.__file__).parent / "data" / "examples" / "minister-talks"
BESIDE = HERE.parent.parent / "shared"


class Expected(msgspec.Struct, frozen=True):
    """Names, codes (ISO alpha-3) and words of one report; `..._in` are words of the sentence that is meant."""

    report: str
    published: str
    chrome: tuple[str, ...]
    title_begins: str
    byline: str
    caption: str
    home: str
    home_minister: str
    home_capital: str
    host: str
    host_minister: str
    host_capital: str
    day: str
    topic: str
    topic_short: str
    agreed_in: str
    quote_begins: str
    quote_ends: str
    both_quoted: str
    indirect_begins: str
    both_indirect: str
    mixed_phrase: str
    broken_quote_begins: str
    second_part_begins: str
    inserted: str
    language: str
    call: str
    belief_in: str
    format_in: str
    format_members: tuple[str, ...]
    visitor: str
    condition: str
    due: str
    source: str
    ceremony_in: str
    established_in: str
    established: str
    leaving: str
    leaving_role: str
    month_phrase: str
    month_from: str
    month_to: str
    relative: tuple[str, ...]


REPORTS = msgspec.json.decode((HERE / "expected" / "seed_rows.json").read_bytes(), type=tuple[Expected, ...])


@lru_cache(maxsize=4)
def read_report(name: str, published: str) -> Article | None:
    """The article, None where the report is not on this machine."""
    path = next((p for p in (BUNDLED / name, BESIDE / name) if p.is_file()), None)
    if path is None:
        return None
    (item,) = read_articles([str(path)], published=published)
    assert item.article is not None, item.issue
    return item.article


@lru_cache(maxsize=4)
def code_report(article: Article) -> Coded:
    return code_article(article)


@pytest.fixture(params=REPORTS, ids=lambda e: str(e.report))
def want(request: pytest.FixtureRequest) -> Expected:
    expected: Expected = request.param
    if read_report(expected.report, expected.published) is None:
        pytest.skip(f"{expected.report} is not ours to ship and does not lie in {BESIDE}")
    return expected


@pytest.fixture
def coded(want: Expected) -> Coded:
    article = read_report(want.report, want.published)
    assert article is not None
    return code_report(article)


def sentence_with(coded: Coded, words: str) -> tuple[int, int]:
    """Offsets of the first sentence that holds `words`."""
    at = coded.article.text.index(words)
    return next((start, end) for start, end in coded.article.sentences if start <= at < end)


def events_in(coded: Coded, sentence: tuple[int, int], *types: str) -> list[EventMention]:
    start, end = sentence
    found = [e for e in coded.events if start <= e.trigger.start < end]
    return [e for e in found if not types or e.event_type in types]


def parties(event: EventMention) -> tuple[Actor, ...]:
    return event.actors + event.recipients


def codes(actors: Iterable[Actor | MentionRecord]) -> set[str | None]:
    return {a.code for a in actors}


def mentions_of(coded: Coded, words: str, within: tuple[int, int] | None = None) -> list[MentionRecord]:
    """The mentions whose text is `words`, but for case and an article, in one sentence or anywhere."""
    start, end = within or (0, len(coded.article.text))
    found = [m for m in coded.mentions if start <= m.start and m.end <= end]
    wanted = words.casefold().removeprefix("the ")
    return [m for m in found if m.text.casefold().removeprefix("the ") == wanted]


def statement_with(coded: Coded, words: str) -> Statement:
    """The statement in whose content `words` stand; the narrowest if several hold them."""
    found = [s for s in coded.statements if any(words in c.text for c in s.content)]
    assert found, f"no statement holds {words!r}"
    return min(found, key=lambda s: sum(len(c.text) for c in s.content))


def check_minister(actor: Actor | None, name: str, code: str) -> None:
    assert actor is not None
    assert (actor.name, actor.code, actor.role) == (name, code, "foreign minister")
    assert actor.sectors[:1] == ("GOV",)


def test_row_01_page_chrome_is_left_out(want: Expected, coded: Coded) -> None:
    article = coded.article
    assert [x for x in want.chrome if x in article.text] == []
    assert article.text.count(want.caption) <= 1
    assert article.title is not None
    assert article.title.startswith(want.title_begins)
    assert (article.byline, article.language) == (want.byline, "en")
    assert [m.text for m in coded.mentions if m.kind == "actor" and want.byline in (m.text, m.name)] == []


def test_row_02_talks_of_the_two_ministers(want: Expected, coded: Coded) -> None:
    pair = {want.home, want.host}
    talks = [e for e in coded.events if e.event_type == "CONSULT" and e.factuality == "asserted"]
    talks = [e for e in talks if codes(parties(e)) == pair]
    assert any(e.mode == "visit" for e in talks)
    assert any(e.when and (e.when.from_, e.when.to) == (want.day, want.day) for e in talks)
    names = {want.home_minister, want.host_minister}
    (placed, *_) = [e for e in talks if e.place and {a.name for a in parties(e)} == names]
    by_code = {a.code: a for a in parties(placed)}
    check_minister(by_code[want.home], want.home_minister, want.home)
    check_minister(by_code[want.host], want.host_minister, want.host)
    assert placed.place is not None
    assert (placed.place.text, placed.place.country) == (want.host_capital, want.host)
    assert placed.place.lat is not None
    assert placed.place.lon is not None


def test_row_03_press_conference_is_of_the_same_parties(want: Expected, coded: Coded) -> None:
    text = coded.article.text
    for match in re.finditer("press conference", text):
        sentence = next((s, e) for s, e in coded.article.sentences if s <= match.start() < e)
        for event in events_in(coded, sentence, "CONSULT"):
            assert codes(parties(event)) <= {want.home, want.host}, event.trigger.text


def test_row_04_agreement_on_the_stalled_talks(want: Expected, coded: Coded) -> None:
    sentence = sentence_with(coded, want.agreed_in)
    agreed = [e for e in events_in(coded, sentence, "AGREE") if e.factuality == "asserted"]
    assert agreed
    for event in agreed:
        assert codes(event.actors) == {want.home, want.host}
        assert event.recipients == ()
    start, end = sentence
    assert want.topic in {m.code for m in coded.mentions if m.kind == "actor" and start <= m.start < end}
    assert [e for e in events_in(coded, sentence, "CONSULT") if e.factuality == "asserted"] == []


def test_row_05_direct_quotation(want: Expected, coded: Coded) -> None:
    statement = statement_with(coded, want.quote_begins)
    assert statement.kind == "direct"
    check_minister(statement.speaker, want.home_minister, want.home)
    (content,) = statement.content
    assert content.text.startswith(want.quote_begins)
    assert content.text.rstrip(",").endswith(want.quote_ends)
    within = (content.start, content.end)
    assert codes(mentions_of(coded, want.both_quoted, within)) == {want.home, want.host}


def test_row_06_indirect_statement(want: Expected, coded: Coded) -> None:
    statement = statement_with(coded, want.indirect_begins)
    assert statement.kind == "indirect"
    check_minister(statement.speaker, want.home_minister, want.home)
    sentence = sentence_with(coded, want.indirect_begins)
    assert codes(mentions_of(coded, want.both_indirect, sentence)) == {want.home, want.host}
    assert codes(mentions_of(coded, want.topic_short, sentence)) == {want.topic}


def test_row_07_mixed_statement(want: Expected, coded: Coded) -> None:
    mixed = [s for s in coded.statements if s.kind == "mixed"]
    (statement,) = [s for s in mixed if any(want.mixed_phrase in c.text for c in s.content)]
    check_minister(statement.speaker, want.host_minister, want.host)


def test_row_08_broken_quotation_in_another_language(want: Expected, coded: Coded) -> None:
    statement = statement_with(coded, want.broken_quote_begins)
    assert (statement.kind, statement.language) == ("direct", want.language)
    check_minister(statement.speaker, want.host_minister, want.host)
    first, second = statement.content
    assert first.text.startswith(want.broken_quote_begins)
    assert second.text.startswith(want.second_part_begins)
    assert want.inserted in second.text


def test_row_09_call_is_not_a_resumption(want: Expected, coded: Coded) -> None:
    check_minister(statement_with(coded, want.call).speaker, want.host_minister, want.host)
    at = coded.article.text.index(want.call)
    called = [e for e in coded.events if at <= e.trigger.start < at + len(want.call)]
    assert [e.trigger.text for e in called if e.event_type != "REQUEST" and e.factuality == "asserted"] == []


def test_row_10_capitals_as_actors_in_a_belief(want: Expected, coded: Coded) -> None:
    sentence = sentence_with(coded, want.belief_in)
    for capital, code in ((want.home_capital, want.home), (want.host_capital, want.host)):
        (mention,) = mentions_of(coded, capital, sentence)
        assert (mention.kind, mention.code, mention.sectors) == ("actor", code, ("GOV",))
    assert [e.trigger.text for e in events_in(coded, sentence) if e.factuality == "asserted"] == []


def test_row_11_former_talks_are_history(want: Expected, coded: Coded) -> None:
    sentence = sentence_with(coded, want.format_in)
    start, end = sentence
    named = [m for m in coded.mentions if m.kind == "actor" and start <= m.start < end]
    assert set(want.format_members) <= codes(named)
    assert [e.trigger.text for e in events_in(coded, sentence) if e.factuality == "asserted"] == []


def test_row_12_conditional_visit_is_a_commitment(want: Expected, coded: Coded) -> None:
    sentence = sentence_with(coded, want.condition)
    (agreed,) = events_in(coded, sentence, "AGREE")
    assert codes(agreed.actors) == {want.home, want.host}
    (commitment,) = [c for c in coded.commitments if c.event_id == agreed.id]
    assert want.visitor in commitment.what.text
    assert commitment.condition is not None
    assert commitment.condition.text == want.condition
    assert commitment.due is not None
    assert (commitment.due.text, commitment.due.from_, commitment.due.to) == (want.due, None, None)
    assert commitment.status == "open"
    assert agreed.attribution is not None
    assert agreed.attribution.speaker is not None
    assert want.source in agreed.attribution.speaker.text
    assert agreed.attribution.speaker.code == want.home
    assert [e for e in events_in(coded, sentence, "CONSULT") if e.factuality == "asserted"] == []


def test_row_13_ceremony_and_its_anniversary(want: Expected, coded: Coded) -> None:
    held = events_in(coded, sentence_with(coded, want.ceremony_in), "CONSULT", "SUPPORT")
    assert held
    for event in held:
        assert codes(parties(event)) == {want.home, want.host}
        assert event.when is not None
        assert (event.when.from_, event.when.to) == (want.day, want.day)
    at = coded.article.text.index(want.ceremony_in)
    times = [m for m in coded.mentions if m.kind == "time" and m.start < at + len(want.ceremony_in) and at < m.end]
    assert times == []


def test_row_14_diplomatic_relations_of_old(want: Expected, coded: Coded) -> None:
    (event,) = events_in(coded, sentence_with(coded, want.established_in), "SUPPORT")
    assert event.factuality == "historical"
    assert codes(parties(event)) == {want.home, want.host}
    assert event.when is not None
    assert (event.when.text, event.when.precision) == (want.established, "year")
    assert (event.when.from_, event.when.to) == (f"{want.established}-01-01", f"{want.established}-12-31")


def test_row_15_month_after_publication_and_the_leader(want: Expected, coded: Coded) -> None:
    (time,) = mentions_of(coded, want.month_phrase)
    assert (time.from_, time.to, time.precision) == (want.month_from, want.month_to, "month")
    leaders = {(m.name, m.code, m.role, m.sectors) for m in coded.mentions if want.leaving in m.text}
    assert leaders == {(want.leaving, want.home, want.leaving_role, ("GOV",))}


def test_row_16_nothing_is_guessed_without_a_date(want: Expected, coded: Coded) -> None:
    undated = code_article(msgspec.structs.replace(coded.article, published_at=None, published_basis=None))
    noted = {(i.start, i.end) for i in undated.issues}
    for phrase in want.relative:
        found = mentions_of(undated, phrase)
        assert found, phrase
        for mention in found:
            assert (mention.from_, mention.to, mention.basis) == (None, None, "unresolved")
            assert (mention.start, mention.end) in noted, phrase
    dated = [e.when for e in undated.events if e.when and (e.when.from_ or e.when.to)]
    assert [w.text for w in dated if w.basis != "explicit"] == []
