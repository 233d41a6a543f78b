"""The verbs of correction on the command line. Heavy imports stand inside the commands."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

Tell = Callable[[str], None]
Guard = Callable[[Callable[[], int]], int]
WHO = click.option("--who", metavar="NAME", help="Who decides (default: your user name).")
SAYS = {
    "accept": "Accept ID, an event, statement or commitment, as coded: it was looked at and is right.",
    "reject": "Reject ID: it leaves every list. Of a linked event: all its mentions.",
    "split": "Take event mention ID out of its event, report ID out of its story, or an actor's names apart.",
}


def register(main: click.Group, guarded: Guard, tell: Tell, ledger_options: tuple[Any, ...]) -> None:
    """Add the verbs of correction; `guarded` turns errors into a line and an exit status."""

    def ledger_choice(command: Any) -> Any:
        for option in reversed(ledger_options):
            command = option(command)
        return command

    def run(ledger: Path, wait: float, who: str | None, why: str | None, name: str, *given: str) -> None:
        from dragoman.correct_run import run_correction
        from dragoman.ledger import correct, corrections
        from dragoman.ledger_run import Where

        judges = {
            "accept": lambda at, by: correct.judge_verdict(at, given[0], corrections.ACCEPTED, by),
            "reject": lambda at, by: correct.judge_verdict(at, given[0], corrections.REJECTED, by),
            "edit": lambda at, by: correct.judge_edit(at, given[0], given[1], given[2], by),
            "merge": lambda at, by: correct.judge_merge(at, given[0], given[1], by),
            "split": lambda at, by: correct.judge_split(at, given[0], by),
            "undo": lambda at, by: correct.judge_undo(at, given[0], by),
        }
        where = Where(ledger, wait, tell)
        sys.exit(guarded(lambda: run_correction(where, who, why, judges[name])))

    _register_single(main, run, ledger_choice)
    _register_pairs(main, run, ledger_choice)
    _register_lists(main, guarded, tell, ledger_choice)


def _register_single(main: click.Group, run: Callable[..., None], ledger_choice: Callable[[Any], Any]) -> None:
    for verb, summary in SAYS.items():

        def command(id: str, who: str | None, why: str | None, ledger: Path, wait: float, verb: str = verb) -> None:
            run(ledger, wait, who, why, verb, id)

        why = click.option("--why", required=verb == "reject", metavar="WORDS", help="The reason, in words.")
        made = click.argument("id")(WHO(why(ledger_choice(command))))
        main.command(verb, help=summary)(made)

    @main.command()
    @click.argument("judgement")
    @WHO
    @click.option("--why", metavar="WORDS", help="The reason, in words.")
    @ledger_choice
    def undo(judgement: str, who: str | None, why: str | None, ledger: Path, wait: float) -> None:
        """Take back JUDGEMENT (an id that a correction printed), with what was decided together with it."""
        run(ledger, wait, who, why, "undo", judgement)


def _register_pairs(main: click.Group, run: Callable[..., None], ledger_choice: Callable[[Any], Any]) -> None:
    @main.command()
    @click.argument("id")
    @click.argument("field")
    @click.argument("value")
    @WHO
    @click.option("--why", required=True, metavar="WORDS", help="The reason, in words.")
    @ledger_choice
    def edit(id: str, field: str, value: str, who: str | None, why: str, ledger: Path, wait: float) -> None:
        """Give FIELD of ID another VALUE: edit ID event_type THREATEN; edit ID recipients "Uganda=UGA; Kigali".

        Parties are the report's own words, with =CODE where the code is wrong too. '' stands for unknown. The
        status of a commitment (reported kept, withdrawn ...) wins over what is computed.
        """
        run(ledger, wait, who, why, "edit", id, field, value)

    @main.command()
    @click.argument("id")
    @click.argument("other")
    @WHO
    @click.option("--why", metavar="WORDS", help="The reason, in words.")
    @ledger_choice
    def merge(id: str, other: str, who: str | None, why: str | None, ledger: Path, wait: float) -> None:
        """Say that ID and OTHER are one event (mentions or linked events), reports of one story, or one actor."""
        run(ledger, wait, who, why, "merge", id, other)


def _register_lists(main: click.Group, guarded: Guard, tell: Tell, ledger_choice: Callable[[Any], Any]) -> None:
    @main.command()
    @click.option("--format", "form", type=click.Choice(("table", "jsonl", "csv")), help="table, jsonl or csv.")
    @ledger_choice
    def judgements(form: str | None, ledger: Path, wait: float) -> None:
        """What persons decided and nobody took back, oldest first."""
        from dragoman.correct_run import run_judgements
        from dragoman.ledger_run import Where

        sys.exit(guarded(lambda: run_judgements(Where(ledger, wait, tell), form)))

    @main.command()
    @click.argument("file", type=click.Path(path_type=Path))
    @ledger_choice
    def corrections(file: Path, ledger: Path, wait: float) -> None:
        """Write all corrections to a new FILE (jsonl) as training data: text, span, field, old and new value."""
        from dragoman.correct_run import run_export
        from dragoman.ledger_run import Where

        sys.exit(guarded(lambda: run_export(Where(ledger, wait, tell), file)))
