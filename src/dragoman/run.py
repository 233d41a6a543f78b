"""One run of `dragoman code`: inputs to output with progress, a line for each failure, nothing lost on a stop."""

from __future__ import annotations

import csv
import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import date
from pathlib import Path
from typing import Any, TextIO

import msgspec
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from dragoman.acquire import count_inputs, read_articles
from dragoman.engine import code_articles
from dragoman.errors import UsageError
from dragoman.records import Article, Coded
from dragoman.terminal import print_report

LAST_RUN_REPORTS = 500  # as many coded reports are kept for `explain` without inputs (about 5 MB)
Tell = Callable[[str], None]


class RunOptions(msgspec.Struct, frozen=True):
    """What the user chose."""

    form: str = "jsonl"
    published: str | None = None
    output: Path | None = None
    resume: bool = False
    min_confidence: float = 0.0
    processes: int | None = None
    allow_private: bool = False
    overlay: Path | None = None


def run_code(inputs: Sequence[str], options: RunOptions, tell: Tell) -> int:
    """Code the inputs and write them; returns 0, or 1 when some input could not be coded."""
    published = parse_day(options.published)
    done = _already_done(options)
    failures = 0

    def articles(advance: Callable[[], None]) -> Iterator[Article]:
        nonlocal failures
        acquired = read_articles(
            inputs, published=published, allow_private=options.allow_private, overlay=options.overlay
        )
        for item in acquired:
            advance()
            if item.issue is not None:
                tell(item.issue.message)
                failures += item.failed
            if item.article is not None and item.article.id not in done:
                yield item.article

    with _output(options) as out, _last_run() as keep, _progress(inputs, options) as advance:
        write = _writer(options.form, out)
        for coded in code_articles(articles(advance), overlay=options.overlay, processes=options.processes):
            shown = _confident(coded, options.min_confidence)
            write(shown)
            keep(shown)
            for issue in coded.issues:
                if issue.stage == "pipeline":
                    tell(issue.message)
                    failures += issue.code == "coder-failed"
    return 1 if failures else 0


def parse_day(given: str | None) -> str | None:
    """A date or datetime in ISO 8601, checked; UsageError says what was expected."""
    if given is None:
        return None
    try:
        date.fromisoformat(given[:10])
    except ValueError:
        raise UsageError(f"--published {given!r} is no date; write it as YYYY-MM-DD, as 2021-10-27") from None
    return given


def _confident(coded: Coded, least: float) -> Coded:
    if least <= 0:
        return coded
    events = tuple(e for e in coded.events if e.confidence >= least)
    kept = {e.id for e in events}
    commitments = tuple(c for c in coded.commitments if c.event_id in kept)
    return msgspec.structs.replace(coded, events=events, commitments=commitments)


def _already_done(options: RunOptions) -> set[str]:
    """Ids of the articles that a stopped run wrote; a half-written last line is cut off."""
    path = options.output
    if path is None or not path.exists():
        return set()
    if not options.resume:
        raise UsageError(f"{path} exists; give --resume to go on with it, or another --output")
    if options.form != "jsonl":
        raise UsageError(f"--resume goes on with jsonl only, not {options.form}")
    body = path.read_bytes()
    whole = body[: body.rfind(b"\n") + 1]
    if len(whole) < len(body):
        path.write_bytes(whole)
    return {msgspec.json.decode(line)["article"]["id"] for line in whole.splitlines()}


@contextmanager
def _output(options: RunOptions) -> Iterator[TextIO]:
    if options.output is None:
        with nullcontext(io.TextIOWrapper(sys.stdout.buffer, "utf-8", write_through=True)) as out:
            yield out
            out.detach()
        return
    try:
        handle = options.output.open("a" if options.resume else "x", encoding="utf-8", newline="")
    except OSError as e:
        raise UsageError(f"{options.output} cannot be written: {e.strerror}; choose another --output") from e
    with handle:
        yield handle


def _writer(form: str, out: TextIO) -> Callable[[Coded], None]:
    if form == "csv":
        return _csv_writer(out)
    if form == "table":
        console = Console(file=out)
        return lambda coded: print_report(coded, console)
    encode = msgspec.json.Encoder().encode

    def write(coded: Coded) -> None:
        out.write(encode(coded).decode("utf-8") + "\n")
        out.flush()

    return write


CSV_COLUMNS = (
    "source", "published_at", "event_id", "when_from", "when_to", "actors", "actor_names", "event_type", "mode",
    "cameo", "quad_class", "intensity", "recipients", "recipient_names", "place", "country", "lat", "lon",
    "factuality", "confidence", "speaker", "trigger", "sentence", "start", "end",
)  # fmt: skip


def _csv_writer(out: TextIO) -> Callable[[Coded], None]:
    writer = csv.writer(out)
    writer.writerow(CSV_COLUMNS)

    def write(coded: Coded) -> None:
        writer.writerows(_csv_rows(coded))
        out.flush()

    return write


def _csv_rows(coded: Coded) -> Iterable[list[Any]]:
    for e in coded.events:
        place, when = e.place, e.when
        speaker = e.attribution.speaker if e.attribution else None
        start, end = e.sentence
        yield [
            coded.article.source, coded.article.published_at, e.id,
            when.from_ if when else None, when.to if when else None,
            ";".join(a.code or "" for a in e.actors), ";".join(a.name or a.text for a in e.actors),
            e.event_type, e.mode, e.cameo, e.quad_class, e.intensity,
            ";".join(a.code or "" for a in e.recipients), ";".join(a.name or a.text for a in e.recipients),
            place.text if place else None, place.country if place else None,
            place.lat if place else None, place.lon if place else None,
            e.factuality, e.confidence, (speaker.name or speaker.text) if speaker else None,
            e.trigger.text, " ".join(coded.article.text[start:end].split()), e.trigger.start, e.trigger.end,
        ]  # fmt: skip


def last_run_path() -> Path:
    """Where the reports of the last `dragoman code` are kept for `explain`."""
    root = os.environ.get("XDG_CACHE_HOME")
    return (Path(root) if root else Path.home() / ".cache") / "dragoman" / "last.jsonl"


@contextmanager
def _last_run() -> Iterator[Callable[[Coded], None]]:
    """Keeps what this run coded; where the cache cannot be written, nothing is kept."""
    path = last_run_path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = path.with_suffix(f".{os.getpid()}").open("wb")
    except OSError:
        yield lambda coded: None
        return
    kept = 0

    def keep(coded: Coded) -> None:
        nonlocal kept
        kept += 1
        if kept <= LAST_RUN_REPORTS:
            handle.write(msgspec.json.encode(coded) + b"\n")

    try:
        yield keep
    finally:
        handle.close()
        Path(handle.name).replace(path)


def _progress(inputs: Sequence[str], options: RunOptions) -> AbstractContextManager[Callable[[], None]]:
    """A bar on stderr for long work that does not itself fill the terminal."""
    total = count_inputs(inputs)
    quiet = not sys.stderr.isatty() or (options.output is None and sys.stdout.isatty())
    if quiet or total == 1:
        return nullcontext(lambda: None)
    return _bar(total)


@contextmanager
def _bar(total: int | None) -> Iterator[Callable[[], None]]:
    columns = (TextColumn("coding"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("coding", total=total)
        yield lambda: progress.advance(task)
