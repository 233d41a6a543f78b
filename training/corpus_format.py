"""Read, check and count the marked passages of training/corpus (format: training/GUIDE.md).

    python -m training.corpus_format check [FILES]   every fault with file:line and what to do; exit 1 on faults
    python -m training.corpus_format stats [FILES]   what the corpus holds

Offsets are half-open, in code points, into the sentence without its marks: text[start:end] == span.text.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from pathlib import Path

from training.corpus_check import find_faults, find_repeats
from training.corpus_records import (
    BODIES,
    COUNTRIES,
    MODES,
    SECTORS,
    CorpusError,
    Entity,
    EventRow,
    Fault,
    MarkedSentence,
    MarkedSpan,
    Passage,
    StatementRow,
)
from training.corpus_rows import parse_event, parse_marks, parse_statement
from training.corpus_stats import count_corpus

__all__ = [
    "CORPUS", "MODES", "CorpusError", "Entity", "EventRow", "Fault", "MarkedSentence", "MarkedSpan", "Passage",
    "StatementRow", "check_files", "count_corpus", "main", "parse_marks", "read_corpus", "read_file",
]  # fmt: skip
CORPUS = Path(__file__).parent / "corpus"
# Ids of passages in the manner of real copy (files aa to aj and ba to bo).
COPY = re.compile(r"(?:a[a-j]|b[a-o])\d")
# Of these, passages with few of the places and times of their acts marked, and those from which recipients were taken
# out that no mention names.
FEW_PLACES = re.compile(r"b[a-gn]\d")
FEW_RECIPIENTS = re.compile(r"b[ce]\d")
ENTITY = re.compile(r"([as]\d+): *([A-Z]{3}|-)(?: +([A-Z,]+|-))? *(?:\|(.*))?$")


class _Builder:
    """One passage while its lines are read."""

    def __init__(self, file: str, line: int, identifier: str) -> None:
        self.file, self.line, self.id = file, line, identifier
        self.meta: dict[str, str] = {}
        self.entities: dict[str, Entity] = {}
        self.sentences: list[MarkedSentence] = []
        self.faults: list[Fault] = []

    def complain(self, line: int, messages: Iterable[str]) -> None:
        self.faults += [Fault(self.file, line, m) for m in messages]

    def take(self, number: int, line: str) -> None:
        """Read one non-empty line of the passage."""
        entity = ENTITY.match(line)
        if line.startswith("> "):
            self._take_row(number, line[2:].strip())
        elif not self.sentences and line.startswith("meta:"):
            pairs = (p.partition("=") for p in line[5:].split(";") if p.strip())
            self.meta = {k.strip(): v.strip() for k, _, v in pairs}
        elif not self.sentences and entity:
            self._take_entity(number, entity)
        elif re.match(r"[asetpcqkdw]\d+:", line):
            self.complain(number, [f"unreadable entity line {line[:40]!r}: write 'a1: KOR GOV | name | role' first"])
        else:
            text, spans, complaints = parse_marks(line)
            self.complain(number, complaints)
            self.sentences.append(MarkedSentence(text, spans, (), (), number))

    def _take_entity(self, number: int, entity: re.Match[str]) -> None:
        identifier, code, sectors, rest = entity.groups()
        name, _, role = (part.strip() for part in (rest or "").partition("|"))
        named = tuple(x for x in (sectors or "-").split(",") if x != "-")
        wrong = [x for x in named if x not in SECTORS]
        self.complain(number, [f"unknown sector {x!r}: use {' '.join(sorted(SECTORS))}" for x in wrong])
        if code not in BODIES and code not in COUNTRIES:
            self.complain(number, [f"unknown code {code!r}: ISO 3166 alpha-3, {' '.join(sorted(BODIES))}"])
        if identifier in self.entities:
            self.complain(number, [f"{identifier} is declared twice in {self.id}: renumber one"])
        if not name:
            self.complain(number, [f"{identifier} has no name: write '{identifier}: {code} ... | name | role'"])
        self.entities[identifier] = Entity(identifier, None if code == "-" else code, named, name, role or None)

    def _take_row(self, number: int, row: str) -> None:
        head, _, body = row.partition(";")
        words = head.split()
        if not self.sentences or not words or not re.match(r"[ec]\d+$", words[0]):
            wanted = "'> e1 TYPE; ...' or '> c1 direct; ...' below its sentence"
            self.complain(number, [f"unreadable row {row[:40]!r}: {wanted}"])
            return
        sentence = self.sentences[-1]
        if words[0][0] == "e":
            event, complaints = parse_event(words, body, number)
            new = MarkedSentence(
                sentence.text, sentence.spans, (*sentence.events, event), sentence.statements, sentence.line
            )
        else:
            statement, complaints = parse_statement(words, body, number)
            new = MarkedSentence(
                sentence.text,
                sentence.spans,
                sentence.events,
                (*sentence.statements, statement),
                sentence.line,
            )
        self.complain(number, complaints)
        self.sentences[-1] = new

    def build(self) -> Passage:
        """The passage as read; the faults across its lines join `faults`."""
        passage = Passage(self.id, self.meta, self.entities, tuple(self.sentences), self.file, self.line)
        self.faults += find_faults(passage)
        return passage


def read_file(path: Path) -> tuple[list[Passage], list[Fault]]:
    """Passages of one corpus file and its faults, in file order."""
    passages: list[Passage] = []
    faults: list[Fault] = []
    builder: _Builder | None = None

    def finish() -> None:
        if builder is not None:
            passages.append(builder.build())
            faults.extend(builder.faults)

    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        line = raw.strip()
        if line.startswith("## "):
            finish()
            builder = _Builder(path.name, number, line[3:].strip())
        elif line and builder is None:
            faults.append(Fault(path.name, number, "text before the first passage: start with '## id'"))
        elif line and builder is not None:
            builder.take(number, line)
    finish()
    return passages, faults


def check_files(files: Iterable[Path]) -> tuple[list[Passage], list[Fault]]:
    """All passages of `files`, and all faults including repeats between the files."""
    passages: list[Passage] = []
    faults: list[Fault] = []
    for path in files:
        read, found = read_file(path)
        passages += read
        faults += found
    return passages, faults + list(find_repeats(passages))


def read_corpus(folder: Path = CORPUS) -> list[Passage]:
    """Passages of folder/*.txt in file order. Raises CorpusError listing every fault when there is one."""
    passages, faults = check_files(sorted(folder.glob("*.txt")))
    if faults:
        raise CorpusError("\n".join(map(str, faults)))
    return passages


def main(arguments: list[str]) -> int:
    """Run `check` or `stats`; returns the exit status."""
    if not arguments or arguments[0] not in ("check", "stats"):
        print("usage: python -m training.corpus_format check|stats [FILES]", file=sys.stderr)
        return 2
    files = [Path(a) for a in arguments[1:]] or sorted(CORPUS.glob("*.txt"))
    passages, faults = check_files(files)
    if arguments[0] == "check":
        for fault in faults:
            print(fault)
        print(f"{len(passages)} passages in {len(files)} files, {len(faults)} faults")
        return 1 if faults else 0
    counts = count_corpus(passages)
    total = counts["totals"]
    for heading, counter in counts.items():
        print(heading + ": " + ", ".join(f"{k} {n}" for k, n in counter.most_common() if k))
    print(f"share without event: {total['sentences without event'] / max(1, total['sentences']):.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
