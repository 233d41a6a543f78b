"""Names and verb forms of a user's tables settle a word's tag."""

from __future__ import annotations

from pathlib import Path

from dragoman.annotate.sentences import find_sentences
from dragoman.annotate.tokens import find_tokens


def test_a_verb_form_of_the_users_is_a_verb(tmp_path: Path) -> None:
    (tmp_path / "verb_forms.tsv").write_text("form\tsource\nfoos\tours\n", encoding="utf-8")
    text = "The foos of Oslo."
    tags = {t.text: t.tag for t in find_tokens(text, find_sentences(text), tmp_path)}
    assert tags["foos"] == "VERB"
