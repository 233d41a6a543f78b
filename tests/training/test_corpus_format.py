"""The corpus reader: spans, rows, faults, and that the whole corpus is without fault."""

from pathlib import Path

import pytest

from training.corpus_format import (
    CORPUS,
    CorpusError,
    check_files,
    count_corpus,
    main,
    parse_marks,
    read_corpus,
)

HEAD = """## demo-01
meta: register=wire; region=africa; decade=1990s; phenomena=reciprocal,condition
a1: TZA GOV | Tanzania
a2: BDI GOV | Burundi | government
"""
GOOD = (
    HEAD
    + """
[a1 Tanzania] and [a2 Burundi] [e1 promised] [d1 by [t1 June]] to [w1 reopen the lake port] [k1 if the rains end].
> e1 AGREE; by a1 a2; what w1; if k1; due d1
"[q1 [a1+a2 We] will not wait]," [a1 the minister] [c1 said], "[q2 for ever]."
> c1 direct; speaker a1; content q1 q2
Mangoes were cheap.
[a1 Dodoma] [e2 called] the visit [e2 off].
> e2 REJECT meet; by a1; to a2
"""
)


def write_corpus(folder: Path, text: str) -> Path:
    (folder / "x.txt").write_text(text, encoding="utf-8")
    return folder


def list_faults(folder: Path, text: str) -> list[str]:
    write_corpus(folder, text)
    return [str(f) for f in check_files([folder / "x.txt"])[1]]


def test_spans_cover_their_words(tmp_path: Path) -> None:
    passage = read_corpus(write_corpus(tmp_path, GOOD))[0]
    assert passage.sentences[0].text == (
        "Tanzania and Burundi promised by June to reopen the lake port if the rains end."
    )
    for sentence in passage.sentences:
        assert all(sentence.text[s.start : s.end] == s.text for s in sentence.spans)
        assert "[" not in sentence.text


def test_rows_are_read(tmp_path: Path) -> None:
    passage = read_corpus(write_corpus(tmp_path, GOOD))[0]
    event = passage.sentences[0].events[0]
    assert (event.event_type, event.actors, event.what, event.condition, event.due) == (
        "AGREE", ("a1", "a2"), "w1", "k1", "d1",
    )  # fmt: skip
    assert event.factuality == "asserted"
    statement = passage.sentences[1].statements[0]
    assert (statement.kind, statement.speaker, statement.content) == ("direct", "a1", ("q1", "q2"))
    assert passage.entities["a2"].role == "government"
    assert passage.meta["phenomena"] == "reciprocal,condition"


def test_plural_nominal_carries_all_ids(tmp_path: Path) -> None:
    sentence = read_corpus(write_corpus(tmp_path, GOOD))[0].sentences[1]
    assert [s.ids for s in sentence.find_spans("a2")] == [("a1", "a2")]


def test_trigger_in_two_pieces(tmp_path: Path) -> None:
    sentence = read_corpus(write_corpus(tmp_path, GOOD))[0].sentences[3]
    assert [s.text for s in sentence.find_spans("e2")] == ["called", "off"]


def test_offsets_count_code_points() -> None:
    text, spans, complaints = parse_marks("The 🚢 of [a1 Côte d’Ivoire] sank.")
    assert not complaints
    assert text[spans[0].start : spans[0].end] == "Côte d’Ivoire"


@pytest.mark.parametrize(
    ("body", "needle"),
    [
        ("[a1 Tanzania [e1 agreed].\n> e1 AGREE; by a1", "never closed"),
        ("[a1 Tanzania]] [e1 agreed].\n> e1 AGREE; by a1", "closes nothing"),
        ("[a9 Rwanda] [e1 agreed].\n> e1 AGREE; by a9", "a9 is not declared"),
        ("[a1 Tanzania] [e1 agreed].\n> e1 PARLEY; by a1", "unknown event type"),
        ("[a1 Tanzania] [e1 met].\n> e1 CONSULT dinner; by a1", "no mode 'dinner'"),
        ("[a1 Tanzania] agreed.\n> e1 AGREE; by a1", "no trigger"),
        ("[a1 Tanzania] [e1 agreed].", "e1 has no row"),
        ("[a1 Tanzania] [e1 agreed].\n> e1 AGREE; by a7", "a7 is unknown"),
        ("[a1 Tanzania] [e1 agreed].\n> e1 AGREE; by a1; with a2", "unknown key"),
        ("[a1 Tanzania] [e1 agreed].\n> e1 AGREE; by a1; fact maybe", "unknown factuality"),
        ("The plan was [e1 backed].\n> e1 SUPPORT", "names nobody"),
        ("[a1 Tanzania] [c1 spoke].\n> c1 direct; speaker a1", "no content"),
        ("[q1 Rain is near], [a1 it] [c1 said].\n> c1 direct; speaker a1; content q1", "no quotation marks"),
        ("Rain fell.\nRain  fell.", "already at"),
        ("Rain fell [hard].", "unreadable mark"),
        ("[a1 Tanzania] [e1 agreed].\n> e1 AGREE; by a1; at t1", "takes ids"),
    ],
)
def test_fault_is_named(tmp_path: Path, body: str, needle: str) -> None:
    faults = list_faults(tmp_path, HEAD + body + "\n")
    assert any(needle in f for f in faults), faults
    assert all(f.startswith("x.txt:") for f in faults)


@pytest.mark.parametrize(
    ("head", "needle"),
    [
        (
            "## d\nmeta: register=wire; region=asia; decade=1990s\na1: QQQ GOV | Nowhere\nRain.",
            "unknown code",
        ),
        (
            "## d\nmeta: register=wire; region=asia; decade=1990s\na1: TZA XXX | Tanzania\nRain.",
            "unknown sector",
        ),
        ("## d\nmeta: register=wire; region=asia\nRain.", "lacks decade"),
        ("Rain.", "before the first passage"),
        (HEAD + "Rain.\n" + HEAD + "Snow.", "is taken at"),
    ],
)
def test_faulty_head_is_named(tmp_path: Path, head: str, needle: str) -> None:
    assert any(needle in f for f in list_faults(tmp_path, head))


def test_by_nobody_is_said(tmp_path: Path) -> None:
    text = HEAD + "The plan was [e1 backed].\n> e1 SUPPORT; by -\n"
    assert read_corpus(write_corpus(tmp_path, text))[0].sentences[0].events[0].actors == ()


def test_faults_stop_the_reader(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"x\.txt:6"):
        read_corpus(write_corpus(tmp_path, HEAD + "\n[a1 Tanzania agreed.\n"))


def test_check_tells_by_exit_status(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_corpus(tmp_path, GOOD)
    assert main(["check", str(tmp_path / "x.txt")]) == 0
    write_corpus(tmp_path, HEAD + "[a1 Tanzania sang.\n")
    assert main(["check", str(tmp_path / "x.txt")]) == 1
    assert "never closed" in capsys.readouterr().out


def test_counts(tmp_path: Path) -> None:
    counts = count_corpus(read_corpus(write_corpus(tmp_path, GOOD)))
    assert counts["totals"]["sentences"] == 4
    assert counts["totals"]["sentences without event"] == 2
    assert counts["totals"]["commitments"] == 1
    assert counts["types"] == {"AGREE": 1, "REJECT": 1}


def test_whole_corpus_is_without_fault() -> None:
    assert [str(f) for f in check_files(sorted(CORPUS.glob("*.txt")))[1]] == []
