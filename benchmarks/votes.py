"""One line of whole-program figures for each set of votes, without reading anything twice.

    python benchmarks/votes.py PATH/TO/score.py [--reader FOLDER] [--second-look .6] [VOTES ...]

VOTES names weights of `coding/votes.py` as in `frame=1,no_frame=-3`; the shipped ones come first. Columns: news with
type and parties, quad class and parties, type, parties; its commitments; AFP's source-target-root and dyads; open
coding's relevance, root and quad; then acts, typed acts, those with parties and commitments of the gate, and the same
of the passages that training held out. Newer tables of plans/error-analysis.md are made with it.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec

sys.path.insert(0, str(Path(__file__).parents[1]))

import dragoman.annotate.readings
from dragoman.acquire import read_articles
from dragoman.annotate.encoder import MODEL, Encoder
from dragoman.coding.votes import VOTES, Votes
from dragoman.pipeline import Read, code_read, read_article
from dragoman.records import Article, Coded
from training.corpus_format import CORPUS, read_corpus
from training.gate import GATE, measure_passages
from training.heldout import is_held_out

# Columns, by the scorer's name of the figure, and by the gate's.
NEWS = "news end to end F1: "
COLUMNS = {
    "who": f"{NEWS}same sentence, type, actors and recipients overlap", "quad": f"{NEWS}quad class instead of type",
    "type": f"{NEWS}type only", "party": f"{NEWS}who only", "promise": "news commitments F1",
    "afp": "AFP sentences end to end: (source, target, CAMEO root) F1", "dyads": "AFP sentences end to end: dyad F1",
    "relev": "open coding: relevance accuracy", "root": "open coding: CAMEO root set F1",
    "oquad": "open coding: quad set F1",
}  # fmt: skip
MARKED = {"act": "event", "typed": "event type", "whole": "event type and who", "promise": "commitment"}


class Program:
    """The program with an encoder and votes of one's choice; what was read once is kept."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder
        self.votes = VOTES
        self._reads: dict[str, Read] = {}

    def code_article(self, article: Article) -> Coded:
        """As `dragoman.pipeline.code_article`, by these votes."""
        if article.id not in self._reads:
            self._reads[article.id] = read_article(article, self.encoder)
        return code_read(self._reads[article.id], votes=self.votes)

    def code(self, rows: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
        """Output records by row id: what the scorer asks of its runner."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "rows.jsonl"
            path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
            articles = [found.article for found in read_articles([str(path)]) if found.article]
        return {a.source: msgspec.to_builtins(self.code_article(a)) for a in articles}


def load_scorer(path: Path) -> ModuleType:
    """The external scorer as a module."""
    spec = importlib.util.spec_from_file_location("score", path)
    if not path.is_file() or spec is None or spec.loader is None:
        sys.exit(f"{path} is no Python file; give the path of the scorer, score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def parse_votes(spec: str) -> Votes:
    """The shipped votes with the weights that `spec` names; exits where it names none of ours."""
    changed: dict[str, float] = {}
    for part in filter(None, spec.split(",")):
        name, _, value = part.partition("=")
        if not isinstance(getattr(VOTES, name, None), float):
            known = ", ".join(n for n in Votes.__struct_fields__ if isinstance(getattr(VOTES, n), float))
            sys.exit(f"{part!r} of {spec!r} names no weight; there are {known}")
        try:
            changed[name] = float(value)
        except ValueError:
            sys.exit(f"{value!r} in {part!r} of {spec!r} is no number; write it as in frame=1.5")
    return msgspec.structs.replace(VOTES, **changed)


def measure(program: Program, scorer: ModuleType) -> list[float]:
    """The figures in the order of the columns."""
    tasks = (scorer.e2e, scorer.open_coding)
    external = {name: value for task in tasks for name, value, _ in task(program, scorer.HERE / "dev", None)}
    held_out = [p for p in read_corpus(CORPUS) if is_held_out(p.id)]
    marked = [measure_passages(passages, program.code_article) for passages in (read_corpus(GATE), held_out)]
    return [external[name] for name in COLUMNS.values()] + [m[name] for m in marked for name in MARKED.values()]


def main() -> None:
    """Read everything once, then print a line for each set of votes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scorer", type=Path)
    parser.add_argument("votes", nargs="*", help="as in frame=1,no_frame=-3")
    parser.add_argument("--reader", type=Path, default=MODEL, help="folder with the model files")
    parser.add_argument("--second-look", type=float, help="share of the second look at a word")
    args = parser.parse_intermixed_args()
    if args.second_look is not None:
        dragoman.annotate.readings.SECOND_LOOK = args.second_look
    wanted = {spec: parse_votes(spec) for spec in ("", *args.votes)}
    scorer, program = load_scorer(args.scorer), Program(Encoder(args.reader))
    print(f"{'votes':24}", *(f"{name:>7}" for name in (*COLUMNS, *MARKED, *MARKED)), flush=True)
    for spec, program.votes in wanted.items():
        print(f"{spec or 'shipped':24}", *(f"{value:7.3f}" for value in measure(program, scorer)), flush=True)


if __name__ == "__main__":
    main()
