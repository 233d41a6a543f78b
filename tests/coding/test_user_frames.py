"""Frames of a user's own table: words before the head, the first party that follows, who wins over whom."""

from pathlib import Path

import pytest

from dragoman.annotate.annotate import annotate
from dragoman.coding import code_events, load_codebook
from dragoman.errors import TableError
from dragoman.records import EventCandidate

HEADER = "frame\ttriggers\tkind\tevent_type\tmode\tcameo\targs\tneeds\tquality\tcompose\treason"
ROWS = """mine.serenade	serenade	v	SUPPORT			subj > next@	a	5
mine.not-sing	not _ *sing	v	REJECT			subj > obj	a	5
mine.would-sing	said _ would *sing	v	THREATEN			subj sayer > obj	a	5
mine.say	say	v	CONSULT			subj > to	a	5
mine.praise	praise	v	COOPERATE			subj > obj	a	1
mine.praised	praised	v	AID			subj > obj	a	1
"""


@pytest.fixture
def overlay(tmp_path: Path) -> Path:
    (tmp_path / "frames.tsv").write_text(f"{HEADER}\n{ROWS}")
    return tmp_path


def _code(text: str, overlay: Path) -> list[EventCandidate]:
    return list(code_events(text, annotate(text, overlay=overlay), load_codebook(overlay)))


@pytest.mark.parametrize(
    ("text", "frame", "factuality"),
    [
        ("France did not loudly sing to Germany.", "mine.not-sing", "asserted"),
        ("France said Germany would sing Kenya.", "mine.would-sing", "asserted"),
        ("France did not sing and dance to Germany.", "mine.not-sing", "asserted"),
    ],
)
def test_words_before_the_head_are_part_of_the_wording(text: str, frame: str, factuality: str, overlay: Path) -> None:
    [event] = _code(text, overlay)
    assert (event.rule, event.factuality) == (frame, factuality)


def test_the_trigger_is_the_words_from_the_head_on(overlay: Path) -> None:
    [event] = _code("France did not loudly sing to Germany.", overlay)
    assert event.trigger.text == "sing"


def test_the_first_party_that_follows_may_stand_anywhere(overlay: Path) -> None:
    [event] = _code("France serenaded softly beneath the windows that overlook Germany.", overlay)
    assert [r.text for r in event.recipients] == ["Germany"]


def test_of_wordings_of_one_length_the_users_wins_and_the_very_form(overlay: Path) -> None:
    assert [e.rule for e in _code("France praises Germany.", overlay)] == ["mine.praise"]
    assert [e.rule for e in _code("France praised Germany.", overlay)] == ["mine.praised"]


def test_a_trigger_may_name_a_list_of_the_users_words(tmp_path: Path) -> None:
    (tmp_path / "word_lists.tsv").write_text("list\twords\treason\nsong\tballad anthem\tours\n")
    (tmp_path / "frames.tsv").write_text(f"{HEADER}\nmine.sing\tsing a &song\tv\tSUPPORT\t\t\tsubj > for\ta\t5\n")
    assert [e.rule for e in _code("France sang an ode, and Germany sang a ballad for Kenya.", tmp_path)] == [
        "mine.sing"
    ]


def test_a_list_that_no_table_has_is_named(tmp_path: Path) -> None:
    (tmp_path / "frames.tsv").write_text(f"{HEADER}\nmine.sing\tsing &songs\tv\tSUPPORT\t\t\tsubj > for\ta\t5\n")
    with pytest.raises(TableError, match=r"'mine.sing'.*'songs' is no list"):
        load_codebook(tmp_path)


@pytest.mark.parametrize(("row", "actors"), [("", ["Oslo"]), ("praise\twithin\tany\tmine\n", [])])
def test_a_user_tells_which_verbs_are_passive_without_an_auxiliary(row: str, actors: list[str], overlay: Path) -> None:
    (overlay / "passives.tsv").write_text(f"verb\tbehind\tagent\texample\n{row}")
    events = _code("Oslo praised within days", overlay)
    assert [a.text for event in events for a in event.actors] == actors


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        ("passives", "verb\tbehind\tagent\texample\npraise\twithin\tsometimes\tmine\n"),
        ("means", "word\tmode\tdeed\treason\npraise\tlasers\t\tmine\n"),
        ("clause_modes", "entry\twords\treason\nPRAISE.loud\thelp\tmine\n"),
    ],
)
def test_a_row_that_names_nothing_known_is_named(table: str, rows: str, tmp_path: Path) -> None:
    (tmp_path / f"{table}.tsv").write_text(rows)
    with pytest.raises(TableError, match=rf"{table}.tsv.*(?i:praise)"):
        _code("Oslo praised within days. Rebels shot Oslo's envoy. Oslo asked Rome for help.", tmp_path)


def test_a_users_words_lead_to_the_place_of_an_act(tmp_path: Path) -> None:
    (tmp_path / "place_words.tsv").write_text("class\twords\treason\nat\tbeneath\tmine\n")
    (event,) = _code("Rebels attacked soldiers beneath Aleppo.", tmp_path)
    assert event.place is not None
    assert event.place.text == "Aleppo"
