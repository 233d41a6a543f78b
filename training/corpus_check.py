"""Faults that show only across the lines of a passage, or across files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from training.corpus_records import Fault, MarkedSentence, Passage, StatementRow

QUOTES = frozenset("\"“”„«»'‘’")
MARKS_OUTSIDE = frozenset('"“”„«»')  # an apostrophe may end a span: "the ministers'"


def find_faults(passage: Passage) -> Iterator[Fault]:
    """Faults of ids across the lines of one passage."""
    file = passage.file
    if not passage.sentences:
        yield Fault(file, passage.line, f"passage {passage.id} has no sentence")
    for key in ("register", "region", "decade"):
        if not passage.meta.get(key):
            yield Fault(file, passage.line, f"meta of {passage.id} lacks {key}=: add it to the meta line")
    everywhere = {i for s in passage.sentences for span in s.spans for i in span.ids}
    told = {q for s in passage.sentences for row in s.statements for q in row.content}
    homes: dict[str, int] = {}
    for sentence in passage.sentences:
        here = {i for span in sentence.spans for i in span.ids}
        for identifier in sorted(here):
            if identifier[0] == "a" and identifier not in passage.entities:
                yield Fault(file, sentence.line, f"{identifier} is not declared: add '{identifier}: CODE ... | name'")
            if identifier[0] == "q" and identifier not in told:
                yield Fault(file, sentence.line, f"{identifier} is content of no cue: mark its cue, or unmark it")
            if identifier[0] in "ec" and homes.setdefault(identifier, sentence.line) != sentence.line:
                yield Fault(file, sentence.line, f"{identifier} is in two sentences: give this one a new id")
        yield from _check_rows(file, sentence, here, everywhere | set(passage.entities))


def _check_rows(file: str, sentence: MarkedSentence, here: set[str], known: set[str]) -> Iterator[Fault]:
    rows = Counter([e.id for e in sentence.events] + [s.cue for s in sentence.statements])
    for identifier in sorted(i for i in here if i[0] in "ec" and i not in rows):
        yield Fault(file, sentence.line, f"{identifier} has no row: add '> {identifier} ...' below the sentence")
    for identifier, count in rows.items():
        if count > 1:
            yield Fault(file, sentence.line, f"{identifier} has {count} rows: keep one, or number the second anew")
    for row in sentence.events:
        if row.id not in here:
            yield Fault(file, row.line, f"{row.id} has no trigger in its sentence: mark [{row.id} word]")
        roles = (*row.actors, *row.recipients, row.place, row.when, row.what, row.condition, row.due)
        yield from _check_known(file, row.line, roles, known)
        for value in (row.what, row.condition, row.due):
            if value and value in known and value not in here:
                yield Fault(file, row.line, f"{value} is in another sentence: mark what, if and due where they stand")
    for statement in sentence.statements:
        if statement.cue not in here:
            yield Fault(file, statement.line, f"{statement.cue} has no cue here: mark [{statement.cue} said]")
        used = (statement.speaker, *statement.addressees, *statement.content)
        yield from _check_known(file, statement.line, used, known)
        if statement.content and not here.intersection(statement.content):
            yield Fault(file, statement.line, f"no content of {statement.cue} is in its sentence: mark it there")
        if statement.kind == "direct":
            yield from _check_quoted(file, sentence, statement)


def _check_known(file: str, line: int, used: Iterable[str | None], known: set[str]) -> Iterator[Fault]:
    for value in used:
        if value and value != "-" and value not in known:
            yield Fault(file, line, f"{value} is unknown in this passage: mark it, or correct the id")


def _check_quoted(file: str, sentence: MarkedSentence, statement: StatementRow) -> Iterator[Fault]:
    spans = [s for i in statement.content for s in sentence.find_spans(i)]
    edges = {sentence.text[s.start - 1 : s.start] for s in spans} | {sentence.text[s.end : s.end + 1] for s in spans}
    if spans and not any(edge and edge in QUOTES for edge in edges):
        yield Fault(file, statement.line, f"{statement.cue} is direct but its content stands in no quotation marks")
    for span in spans:
        if span.text[:1] in MARKS_OUTSIDE or (span.text[-1:] in MARKS_OUTSIDE and span.text.count(span.text[-1]) % 2):
            yield Fault(file, statement.line, f"{span.ids[0]} holds a quotation mark: leave the marks outside")


def find_repeats(passages: Iterable[Passage]) -> Iterator[Fault]:
    """Passage ids and sentences that are given more than once, at each later place."""
    ids: dict[str, str] = {}
    texts: dict[str, str] = {}
    for passage in passages:
        if passage.id in ids:
            yield Fault(passage.file, passage.line, f"passage id {passage.id} is taken at {ids[passage.id]}: renumber")
        ids.setdefault(passage.id, f"{passage.file}:{passage.line}")
        for sentence in passage.sentences:
            key = " ".join(sentence.text.casefold().split())
            if key in texts:
                yield Fault(passage.file, sentence.line, f"this sentence is already at {texts[key]}: write another")
            texts.setdefault(key, f"{passage.file}:{sentence.line}")
