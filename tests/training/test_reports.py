"""Our reports without marks, which teachers speak about."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.annotate.encoder import load_encoder
from training.corpus_records import CorpusError
from training.silver import REPORTS, read_reports, report_samples


def test_reports_are_read_a_sentence_a_line(tmp_path: Path) -> None:
    text = "## x01-01\nmeta: date=1999-01-02\nPeru left.\nChile stayed.\n\n## x01-02\nmeta: date=2001\nRain.\n"
    (tmp_path / "x01.txt").write_text(text)
    assert list(read_reports(tmp_path)) == [["Peru left.", "Chile stayed."], ["Rain."]]


@pytest.mark.parametrize("text", ["Peru left.\n## x01-01\nmeta: date=1999\nRain.\n", "Peru left.\n", ""])
def test_text_before_the_first_report_is_an_error(tmp_path: Path, text: str) -> None:
    (tmp_path / "x01.txt").write_text(text)
    with pytest.raises(CorpusError, match=r"x01\.txt"):
        list(read_reports(tmp_path))


def test_states_of_the_report_stand_behind_each_sentence(tmp_path: Path) -> None:
    (tmp_path / "x01.txt").write_text("## x01-01\nmeta: date=1999\nPeru left the talks.\nIt rained.\n")
    encoder = load_encoder()
    assert encoder
    samples = report_samples(encoder.tokenizer, tmp_path)
    assert [len(s.slots) for s in samples] == [1, 1]
    assert all(not s.labels for s in samples)


def test_every_report_of_ours_has_sentences() -> None:
    reports = list(read_reports(REPORTS))
    assert reports
    assert all(reports)
