"""What the ledger verbs do: `add` with progress, verify, backup, restore, status, sql, diff."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from itertools import chain
from pathlib import Path
from typing import Any

import msgspec
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from dragoman import query
from dragoman.acquire import count_inputs, read_articles
from dragoman.engine import code_articles
from dragoman.errors import UsageError
from dragoman.ledger import AppendCount, Ledger, backup, files, open_ledger
from dragoman.ledger.compare import list_changes
from dragoman.ledger.methods import read_method
from dragoman.ledger.queries import is_linked
from dragoman.listings import draw_diff
from dragoman.records import Article
from dragoman.run import parse_day
from dragoman.show import show_rows
from dragoman.track.lists import find_stale
from dragoman.track.verify import find_view_faults

Tell = Callable[[str], None]


class Where(msgspec.Struct, frozen=True):
    """Which ledger, and how long it is waited for."""

    folder: Path
    wait: float
    tell: Tell

    def open(self, *, create: bool = False, read_only: bool = True) -> Ledger:
        """The ledger, for reading unless said otherwise."""
        return open_ledger(
            self.folder, create=create, read_only=read_only and not create, wait=self.wait, tell=self.tell
        )


class AddOptions(msgspec.Struct, frozen=True):
    """What the user chose for `add`."""

    published: str | None = None
    processes: int | None = None
    allow_private: bool = False
    overlay: Path | None = None


def run_init(where: Where) -> int:
    """Make an empty ledger; UsageError where there is one."""
    if (where.folder / files.DATABASE).exists():
        raise UsageError(f"{where.folder} is a ledger already; `dragoman add` goes on with it")
    where.open(create=True).close()
    where.tell(f"made an empty ledger in {where.folder}")
    return 0


def run_add(where: Where, inputs: Sequence[str], options: AddOptions) -> int:
    """Code what the ledger does not hold yet and append it; 1 when some input could not be coded."""
    published = parse_day(options.published)
    method = read_method(options.overlay)
    failures = skipped = other = 0

    with where.open(create=True) as ledger, _progress(inputs) as advance:
        known = ledger.known_reports(method)
        dates = _read_dates(ledger) if published else {}

        def articles() -> Iterator[Article]:
            nonlocal failures, skipped, other
            acquired = read_articles(
                inputs, published=published, allow_private=options.allow_private, overlay=options.overlay
            )
            for item in acquired:
                advance()
                if item.issue is not None:
                    where.tell(item.issue.message)
                    failures += item.failed
                if item.article is not None and item.article.id in known:
                    skipped += 1
                    other += bool(published) and dates.get(item.article.id) != item.article.published_at
                elif item.article is not None:
                    yield item.article

        def coded() -> Iterator[Any]:
            nonlocal failures
            for one in code_articles(articles(), overlay=options.overlay, processes=options.processes):
                for issue in one.issues:
                    if issue.stage == "pipeline":
                        where.tell(issue.message)
                        failures += issue.code == "coder-failed"
                yield one

        count = ledger.append(coded(), method)
        if count.codings:
            ledger.append_run("add", " ".join(inputs)[:2000], count, method)
            ledger.index()
    where.tell(_describe_count(count, skipped + count.known, where.folder))
    if other:
        where.tell(
            f"{other} of them were added with another publication date, which stays: claims are never changed. To "
            f"code them with --published {options.published}, add them to a new ledger (--ledger OTHER_FOLDER)"
        )
    return 1 if failures else 0


def _read_dates(ledger: Ledger) -> dict[str, str | None]:
    return {row["id"]: row["published_at"] for row in ledger.query("SELECT id, published_at FROM reports")}


def _describe_count(count: AppendCount, known: int, folder: Path) -> str:
    said = f"{folder}: added {count.codings} reports ({count.events} events, {count.statements} statements, "
    said += f"{count.commitments} commitments)"
    return said + (f"; {known} were there already" if known else "")


def run_verify(where: Where) -> int:
    """Print what is wrong, a line each; 1 when something is."""
    faults = 0
    with where.open() as ledger:
        for fault in chain(ledger.verify(), find_view_faults(ledger)):
            print(f"{fault.check}\t{fault.id}\t{fault.message}")
            faults += 1
        stale = find_stale(ledger) if is_linked(ledger) else None
    where.tell(f"{where.folder}: {faults} faults" if faults else f"{where.folder}: nothing is wrong")
    if stale:
        where.tell(f"views across reports were not checked: {stale}")
    return 1 if faults else 0


def run_backup(where: Where, file: Path) -> int:
    """Write the ledger into one new file."""
    with where.open() as ledger:
        ledger.backup(file)
    where.tell(f"wrote {file}")
    return 0


def run_restore(where: Where, file: Path) -> int:
    """Make a ledger from a backup, in a folder that holds none."""
    backup.restore(file, where.folder)
    where.tell(f"restored {file} into {where.folder}; `dragoman link` makes its views across reports")
    return 0


def run_status(where: Where, form: str | None) -> int:
    """What the ledger holds, in a few lines."""
    with where.open() as ledger:
        facts = query.status(ledger)
    facts["size"] = f"{(where.folder / files.DATABASE).stat().st_size / 1e6:.1f} MB"
    show_rows([facts], form, lambda rows: _draw_facts(rows[0]))
    return 0


def _draw_facts(facts: dict[str, object]) -> Table:
    table = Table(box=None, show_header=False, pad_edge=False)
    for name, value in facts.items():
        table.add_row(Text(name, style="dim"), str(value))
    return table


def run_sql(where: Where, sql: str, form: str | None) -> int:
    """Run a SELECT and print its rows."""
    with where.open() as ledger:
        rows = ledger.read_sql(sql)
    show_rows(rows, form)
    return 0


def run_diff(where: Where, old: str | None, new: str | None, form: str | None) -> int:
    """Print what changed between two method versions."""
    with where.open() as ledger:
        rows = list_changes(ledger, old, new)
    show_rows(rows, form, draw_diff)
    if not rows:
        where.tell("both read the same events")
    return 0


def _progress(inputs: Sequence[str]) -> AbstractContextManager[Callable[[], None]]:
    """A bar on stderr where that is a terminal and there is more than one report."""
    total = count_inputs(inputs)
    if not sys.stderr.isatty() or total == 1 or os.environ.get("TERM") == "dumb":
        return nullcontext(lambda: None)
    return _bar(total)


@contextmanager
def _bar(total: int | None) -> Iterator[Callable[[], None]]:
    columns = (TextColumn("adding"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("adding", total=total)
        yield lambda: progress.advance(task)
