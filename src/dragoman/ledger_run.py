"""What the ledger verbs do: `add` with progress, lists as tables or rows, verify, backup, restore, status, diff."""

from __future__ import annotations

import csv
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any

import msgspec
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from dragoman.acquire import count_inputs, read_articles
from dragoman.engine import code_articles
from dragoman.errors import UsageError
from dragoman.ledger import AppendCount, Ledger, backup, files, open_ledger
from dragoman.ledger.compare import list_changes, list_methods
from dragoman.ledger.methods import read_method
from dragoman.ledger.queries import Filters, Page, list_commitments, list_events, list_reports, list_statements
from dragoman.records import Actor, Article
from dragoman.run import parse_day
from dragoman.terminal import FACT_STYLE, QUAD_STYLE, describe_actors

Tell = Callable[[str], None]
Row = dict[str, Any]
SNIPPET = 160  # characters around the first word found
NOT_SHOWN = {"text"}  # columns that no list writes


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
    processes: int = 1
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
            for item in read_articles(inputs, published=published, allow_private=options.allow_private):
                advance()
                if item.issue is not None:
                    where.tell(item.issue.message)
                    failures += 1
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
        for fault in ledger.verify():
            print(f"{fault.check}\t{fault.id}\t{fault.message}")
            faults += 1
    where.tell(f"{where.folder}: {faults} faults" if faults else f"{where.folder}: nothing is wrong")
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
    where.tell(f"restored {file} into {where.folder}")
    return 0


STATUS = (
    ("reports", "SELECT count(*) AS n FROM reports"),
    ("texts withheld", "SELECT count(*) - (SELECT count(*) FROM texts) AS n FROM reports"),
    ("period", "SELECT coalesce(min(published_at)[1:10] || ' to ' || max(published_at)[1:10], '-') AS n FROM reports"),
    ("event mentions", "SELECT count(*) AS n FROM event_mentions"),
    ("statements", "SELECT count(*) AS n FROM statement_list"),
    ("commitments", "SELECT count(*) AS n FROM commitment_list"),
    ("judgements", "SELECT count(*) AS n FROM standing_judgements"),
    ("runs", "SELECT count(*) AS n FROM runs"),
)


def run_status(where: Where, form: str) -> int:
    """What the ledger holds, in a few lines."""
    with where.open() as ledger:
        facts: Row = {"ledger": str(where.folder)}
        facts |= {name: ledger.query(sql)[0]["n"] for name, sql in STATUS}
        facts["version"] = ledger.query("SELECT max(version) AS n FROM schema_versions")[0]["n"]
        facts["size"] = f"{(where.folder / files.DATABASE).stat().st_size / 1e6:.1f} MB"
        methods = list_methods(ledger)
    for method in methods:
        facts[f"method {method['id'][:8]}"] = f"{method['name']} {method['version']}, {method['reports']} reports"
    if form != "table":
        _write_rows([facts], form)
        return 0
    table = Table(box=None, show_header=False, pad_edge=False)
    for name, value in facts.items():
        table.add_row(Text(name, style="dim"), str(value))
    Console().print(table)
    return 0


def run_sql(where: Where, sql: str, form: str) -> int:
    """Run a SELECT and print its rows."""
    with where.open() as ledger:
        rows = ledger.read_sql(sql)
    _show(rows, form, _plain_table)
    return 0


def run_diff(where: Where, old: str | None, new: str | None, form: str) -> int:
    """Print what changed between two method versions."""
    with where.open() as ledger:
        rows = list_changes(ledger, old, new)
    _show(rows, form, _plain_table)
    if not rows:
        where.tell("both read the same events")
    return 0


def run_list(where: Where, verb: str, filters: Filters, form: str, words: str = "") -> int:
    """List events, statements, commitments, or reports that hold `words`."""
    with where.open() as ledger:
        if verb == "search":
            page = list_reports(ledger, filters, words)
            page = msgspec.structs.replace(page, rows=[_with_snippet(row, words) for row in page.rows])
        else:
            page = LISTS[verb](ledger, filters)
    _show(page.rows, form, TABLES[verb])
    _tell_rest(where, filters, page)
    return 0


def _tell_rest(where: Where, filters: Filters, page: Page) -> None:
    first = filters.limit * (filters.page - 1)
    if page.total == 0:
        where.tell("nothing in this ledger meets these filters")
    elif not page.rows:
        where.tell(f"page {filters.page} is past the end: there are {page.total} rows")
    elif page.total > len(page.rows):
        more = f"; --page {filters.page + 1} goes on" if first + len(page.rows) < page.total else ""
        where.tell(f"{first + 1} to {first + len(page.rows)} of {page.total}{more}")


def _with_snippet(row: Row, words: str) -> Row:
    """The row with the stretch of text around the first word found; null where the text is withheld."""
    text, low = row.pop("text") or "", words.casefold().replace('"', " ").replace("*", " ").split()
    places = [at for at in (text.casefold().find(word) for word in low) if at >= 0]
    start = max(0, min(places) - SNIPPET // 3) if places else 0
    return {**row, "snippet": " ".join(text[start : start + SNIPPET].split()) or None}


LISTS = {"events": list_events, "statements": list_statements, "commitments": list_commitments}


def show_rows(rows: list[Row], form: str) -> None:
    """Rows on standard output as a table, jsonl or csv."""
    _show(rows, form, _plain_table)


def _show(rows: list[Row], form: str, table: Callable[[list[Row]], Table]) -> None:
    if form == "table":
        Console().print(table(rows))
    else:
        _write_rows(rows, form)


def _write_rows(rows: Sequence[Row], form: str) -> None:
    """Rows on standard output as jsonl or csv; in csv, lists and records stand as JSON in their cell."""
    if form == "jsonl":
        for row in rows:
            print(json.dumps(row, ensure_ascii=False, default=str))
        return
    writer = csv.writer(sys.stdout)
    if rows:
        writer.writerow(rows[0])
    for row in rows:
        writer.writerow([_cell(value) for value in row.values()])


def _cell(value: Any) -> Any:
    if isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False, default=str)
    return value


def _plain_table(rows: list[Row]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name, value in (rows[0] if rows else {}).items():
        number = isinstance(value, (int, float)) and not isinstance(value, bool)
        table.add_column(name, justify="right" if number else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text("" if v is None else str(_cell(v))) for v in row.values()))
    return table


def _columns(*names: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for name in names:
        fixed = name in ("when", "id", "said")
        table.add_column(name, no_wrap=fixed, overflow="fold", style="dim" if fixed else "")
    return table


def _who(actors: Iterable[Row] | None) -> str:
    return describe_actors(msgspec.convert(list(actors or ()), list[Actor]))


def _source(row: Row) -> str:
    return str(row["publisher"] or Path(row["source"]).name)


def _events_table(rows: list[Row]) -> Table:
    table = _columns("when", "event", "source", "id")
    for row in rows:
        style = QUAD_STYLE[row["quad_class"]]
        line = Text(_who(row["actors"]) or "somebody", style="bold")
        line.append(f" {row['event_type']}", style=f"bold {style}")
        line.append(f" {row['mode']}" if row["mode"] else "", style=style)
        line.append(f" “{_flat(row['trigger'])}”", style="not bold")
        if row["recipients"]:
            line.append(" → ", style="dim").append(_who(row["recipients"]), style="bold")
        if row["place"]:
            line.append(f", {row['place']}", style="not bold")
        if row["factuality"] != "asserted":
            line.append(f"  {row['factuality']}", style=FACT_STYLE.get(row["factuality"], "not bold magenta"))
        day = {"published": "by ", "report": "told "}.get(row["day_basis"], "") + (row["day"] or "")
        table.add_row(day, line, _source(row), row["id"][:8])
    return table


def _statements_table(rows: list[Row]) -> Table:
    table = _columns("said", "who", "what", "source", "id")
    for row in rows:
        words = f"“{_flat(row['words'])}”" if row["kind"] == "direct" else _flat(row["words"])
        who = _who([row["speaker"]] if row["speaker"] else []) or "(no speaker named)"
        table.add_row(row["published_at"], Text(who, style="bold"), Text(words), _source(row), row["id"][:8])
    return table


def _commitments_table(rows: list[Row]) -> Table:
    table = _columns("said", "who", "what", "due", "source", "id")
    for row in rows:
        who = Text(_who(row["by"]) or "?", style="bold")
        if row["to"]:
            who.append(f" to {_who(row['to'])}", style="not bold")
        what = Text(_flat(row["what_text"]))
        if row["condition_text"]:
            what.append(f"\ncondition: {_flat(row['condition_text'])}", style="yellow")
        due = row["due_to"] or row["due_text"] or ""
        table.add_row(row["published_at"], who, what, due, _source(row), row["id"][:8])
    return table


def _reports_table(rows: list[Row]) -> Table:
    table = _columns("said", "report", "events", "id")
    for row in rows:
        line = Text(row["title"] or row["source"], style="bold")
        line.append(f"  {_source(row)}\n", style="not bold dim").append(row["snippet"] or "", style="not bold")
        table.add_row((row["published_at"] or "")[:10], line, str(row["events"]), row["id"][:8])
    return table


TABLES: dict[str, Callable[[list[Row]], Table]] = {
    "events": _events_table,
    "statements": _statements_table,
    "commitments": _commitments_table,
    "search": _reports_table,
}


def _flat(text: str) -> str:
    return " ".join(text.split())


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
