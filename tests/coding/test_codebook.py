"""The tables: every code and mode is legal, figures are PLOVER's, a user's folder lays rows over them."""

from pathlib import Path
from typing import get_args

import pytest

from dragoman.coding import code_intensity, code_quad, load_codebook
from dragoman.errors import TableError, UsageError
from dragoman.records import EventType

BOOK = load_codebook()


def test_the_types_are_the_sixteen() -> None:
    assert {t for t, _ in BOOK.entries} == set(get_args(EventType))


def test_there_are_37_contexts() -> None:
    assert len(set(BOOK.contexts.names)) == 37


@pytest.mark.parametrize("code", BOOK.cameo.values(), ids=lambda c: c.code)
def test_every_cameo_target_is_legal(code) -> None:  # type: ignore[no-untyped-def]
    assert code.event_type is None or (code.event_type, code.mode) in BOOK.entries
    assert set(code.contexts) <= set(BOOK.contexts.names)
    assert (code.event_type is None) == code.code.startswith("01")


@pytest.mark.parametrize("frame", BOOK.frames.values(), ids=lambda f: f.id)
def test_every_frame_names_a_cameo_code(frame) -> None:  # type: ignore[no-untyped-def]
    assert frame.cameo in BOOK.cameo
    assert frame.reason


def test_every_default_and_composed_code_is_known() -> None:
    assert {e.cameo for e in BOOK.entries.values()} <= BOOK.cameo.keys()
    assert {c for x in BOOK.compositions.values() for c in x.cameo} <= BOOK.cameo.keys()


def test_there_are_many_ways_to_word_an_act() -> None:
    assert len({(t.frame.id, t.text) for rows in BOOK.triggers.values() for t in rows}) > 1000


@pytest.mark.parametrize(
    ("event_type", "mode", "quad", "intensity"),
    [
        ("AGREE", None, 1, 2.5), ("CONSULT", None, 1, 2.5), ("CONSULT", "visit", 1, 4), ("CONSULT", "phone", 1, 1.5),
        ("CONSULT", "multilateral", 1, 4), ("CONSULT", "third-party", 1, 1), ("SUPPORT", None, 1, 5),
        ("CONCEDE", None, 1, 4.5), ("COOPERATE", None, 2, 9.5), ("AID", None, 2, 10), ("RETREAT", None, 2, 6.5),
        ("RETREAT", "disarm", 2, 10), ("REQUEST", None, 3, 0), ("REQUEST", "assist", 3, 0.5), ("ACCUSE", None, 3, -2),
        ("ACCUSE", "allege", 3, -3.5), ("REJECT", "assist", 3, -1.5), ("THREATEN", "territory", 3, -4),
        ("PROTEST", "riot", 4, -7), ("SANCTION", None, 4, -6), ("SANCTION", "expel", 4, -5.5),
        ("MOBILIZE", "troops", 4, -6.5), ("COERCE", "martial-law", 4, -7.5), ("ASSAULT", None, 4, -9),
        ("ASSAULT", "unconventional", 4, -10), ("ASSAULT", "beat", 4, -7.5),
    ],
)  # fmt: skip
def test_plover_scores(event_type: str, mode: str | None, quad: int, intensity: float) -> None:
    assert code_quad(event_type, mode, BOOK) == quad
    assert code_intensity(event_type, mode, BOOK) == intensity


@pytest.mark.parametrize(
    ("event_type", "cameo", "rule", "quad"),
    [
        ("SANCTION", "160", "plover", 4), ("SANCTION", "160", "icews", 4), ("SANCTION", "160", "phoenix", 3),
        ("PROTEST", "141", "phoenix", 4), ("REQUEST", "020", "icews", 1), ("REQUEST", "020", "phoenix", 0),
        ("AID", "070", "phoenix", 2), ("COERCE", None, "icews", 4),
    ],
)  # fmt: skip
def test_quad_rules_of_other_tools(event_type: str, cameo: str | None, rule: str, quad: int) -> None:
    assert code_quad(event_type, None, BOOK, cameo=cameo, rule=rule) == quad


def test_goldstein_by_code() -> None:
    assert code_intensity("ASSAULT", "unconventional", BOOK, cameo="204", rule="icews") == -10
    assert code_intensity("CONSULT", None, BOOK, cameo="0421", rule="phoenix") == 1.9


def test_an_unknown_rule_is_told() -> None:
    with pytest.raises(UsageError, match="plover, icews, phoenix"):
        code_quad("AID", None, BOOK, rule="tabari")
    with pytest.raises(UsageError, match=r"AID\.phone"):
        BOOK.entry("AID", "phone")


@pytest.mark.parametrize(
    ("code", "event_type", "mode"),
    [
        ("036", "AGREE", None), ("042", "CONSULT", "visit"), ("057", "SUPPORT", None), ("055", "CONCEDE", None),
        ("062", "COOPERATE", None), ("075", "AID", None), ("081", "CONCEDE", None), ("0813", "RETREAT", None),
        ("0814", "RETREAT", None), ("0841", "RETREAT", "release"), ("0871", "RETREAT", "ceasefire"),
        ("090", "ACCUSE", "investigate"), ("1053", "REQUEST", "yield"), ("106", "REQUEST", "meet"),
        ("112", "ACCUSE", "disapprove"), ("114", "ACCUSE", "allege"), ("125", "REJECT", "meet"),
        ("1382", "THREATEN", "territory"), ("141", "PROTEST", "demo"), ("154", "MOBILIZE", "troops"),
        ("163", "COERCE", "restrict"), ("166", "SANCTION", "expel"), ("1712", "ASSAULT", "destroy"),
        ("173", "COERCE", "arrest"), ("175", "ASSAULT", "crowd-control"), ("191", "COERCE", "restrict"),
        ("192", "COERCE", "seize"), ("195", "ASSAULT", "aerial"), ("010", None, None),
    ],
)  # fmt: skip
def test_the_mapping_by_hand(code: str, event_type: str | None, mode: str | None) -> None:
    found = BOOK.cameo[code]
    assert (found.event_type, found.mode) == (event_type, mode)


def test_a_user_adds_a_frame(tmp_path: Path) -> None:
    row = "frame\ttriggers\tkind\tevent_type\tmode\nmine.v\tparley\tv\tCONSULT\tphone\n"
    (tmp_path / "frames.tsv").write_text(row)
    book = load_codebook(tmp_path)
    assert "mine.v" in {t.frame.id for t in book.triggers["parley"]}
    assert book.frames["mine.v"].cameo == "041"
    assert len(book.frames) == len(BOOK.frames) + 1


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("bad\tmeet\tv\tPARLEY\t", "PARLEY"),
        ("bad\tmeet\tv\tCONSULT\tletter", "letter.*visit"),
        ("bad\tmeet\tx\tCONSULT\t", "kind 'x'"),
        ("bad\t \tv\tCONSULT\t", "no triggers"),
    ],
)
def test_a_bad_row_is_named(tmp_path: Path, row: str, says: str) -> None:
    (tmp_path / "frames.tsv").write_text(f"frame\ttriggers\tkind\tevent_type\tmode\n{row}\n")
    with pytest.raises(TableError, match=f"frames.tsv, row 'bad'.*{says}"):
        load_codebook(tmp_path)
