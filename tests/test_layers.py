"""The file list is the pipeline: a module imports records, errors, tables, ids and folders to its left."""

from __future__ import annotations

import ast
from pathlib import Path

import dragoman

ROOT = Path(dragoman.__file__).parent
STAGES = ("acquire", "annotate", "coding", "ground", "ledger", "link", "track", "web")
SHARED = {"records", "errors", "tables", "ids"}


def _imported(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("dragoman."):
            names.add((node.module or "").split(".")[1])
    return names


def test_stages_import_only_to_their_left() -> None:
    """No stage reaches to its right or to the files that run the pipeline."""
    faults = []
    for number, stage in enumerate(STAGES):
        allowed = SHARED | set(STAGES[: number + 1])
        for path in (ROOT / stage).rglob("*.py"):
            wrong = _imported(path) - allowed
            if wrong:
                faults.append(f"{path.relative_to(ROOT)} imports {', '.join(sorted(wrong))}")
    assert faults == []


def test_every_folder_is_a_known_stage() -> None:
    """A new folder takes a place in the pipeline, or it does not come in."""
    folders = {p.name for p in ROOT.iterdir() if p.is_dir() and p.name != "__pycache__"}
    assert folders <= {*STAGES, "data"}
