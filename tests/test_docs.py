"""What the documents say is what the program does."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import click
import pytest

from dragoman.cli import main

ROOT = Path(__file__).parents[1]


def test_the_output_in_the_readme_is_what_is_printed() -> None:
    """README opens with real output (`python docs/refresh.py` writes it anew)."""
    refresh = runpy.run_path(str(ROOT / "docs" / "refresh.py"))["refresh"]
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert refresh(text) == text


@pytest.mark.parametrize("document", ["README.md", *sorted(f"docs/{p.name}" for p in (ROOT / "docs").glob("*.md"))])
def test_every_verb_in_the_documents_exists(document: str) -> None:
    """A command line shown to the reader names a verb of the program."""
    text = (ROOT / document).read_text(encoding="utf-8")
    shown = {m[1] for m in re.finditer(r"^(?:\$ )?dragoman ([a-z]+)", text, re.MULTILINE)}
    assert isinstance(main, click.Group)
    assert shown <= set(main.commands)


def test_every_linked_document_exists() -> None:
    """No link of the README leads nowhere."""
    links = re.findall(r"\]\(([^)#]+)\)", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert [x for x in links if "://" not in x and not (ROOT / x).exists()] == []
