"""Why an event was coded so: its sentence with marked spans, what decided each field, what the encoder saw there
(also what it decided against), the codebook entry."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import msgspec
from rich.console import Console
from rich.table import Table
from rich.text import Text

from dragoman.acquire import read_articles
from dragoman.annotate.annotate import annotate, read_predicates
from dragoman.annotate.encoder import load_encoder
from dragoman.annotate.readings import Asked
from dragoman.annotate.setting import find_setting
from dragoman.coding import Codebook, load_codebook
from dragoman.engine import code_articles
from dragoman.errors import UsageError
from dragoman.ledger import open_ledger
from dragoman.ledger.files import DATABASE
from dragoman.records import Coded, EventMention, Predicate, Statement
from dragoman.run import last_run_path, parse_day
from dragoman.terminal import describe_actor, describe_time

Tell = Callable[[str], None]
MARKS = {"trigger": "bold black on yellow", "actor": "bold cyan", "recipient": "bold magenta", "place": "green",
         "when": "blue"}  # fmt: skip


def explain_event(
    event_id: str, inputs: Sequence[str], published: str | None, overlay: Path | None, tell: Tell, ledger: Path
) -> int:
    """Print the explanation of the event whose id begins with `event_id`; UsageError when none does.

    Without inputs it is looked for in the ledger where there is one, and in the reports of the last `dragoman code`.
    """
    in_ledger = not inputs and (ledger / DATABASE).exists()
    found = _find(_read_ledger(ledger, event_id, tell), event_id) if in_ledger else {}
    if not found and (inputs or not in_ledger or last_run_path().exists()):
        found = _find(_coded_reports(inputs, published, overlay, tell), event_id)
    if not found:
        here = f"in {ledger}, nor " if in_ledger else ""
        where = "in the inputs" if inputs else f"{here}among the reports of the last `dragoman code`; name the report"
        raise UsageError(f"no event {event_id!r} {where}")
    if len(found) > 1:
        raise UsageError(f"{event_id!r} begins the ids of {len(found)} events; give more of it: {', '.join(found)}")
    coded, event = next(iter(found.values()))
    print_explanation(coded, event, load_codebook(overlay), Console())
    return 0


def _find(reports: Iterable[Coded], event_id: str) -> dict[str, tuple[Coded, EventMention]]:
    return {e.id: (coded, e) for coded in reports for e in coded.events if e.id.startswith(event_id)}


def _read_ledger(folder: Path, event_id: str, tell: Tell) -> Iterator[Coded]:
    """The reports of a ledger with an event of such an id, as corrected."""
    with open_ledger(folder, read_only=True, tell=tell) as ledger:
        rows = ledger.query(
            "SELECT DISTINCT report_id FROM event_mentions WHERE starts_with(id, ?) ORDER BY report_id", [event_id]
        )
        for row in rows:
            yield ledger.read_coded(row["report_id"], corrected=True)


def _coded_reports(inputs: Sequence[str], published: str | None, overlay: Path | None, tell: Tell) -> Iterator[Coded]:
    if not inputs:
        path = last_run_path()
        if not path.exists():
            raise UsageError("nothing was coded here yet; name the report: dragoman explain EVENT INPUT")
        yield from _read_coded(path)
        return
    to_code: list[str] = []
    for name in inputs:
        if name.endswith(".jsonl") and _is_coded(Path(name)):
            yield from _read_coded(Path(name))
        else:
            to_code.append(name)
    acquired = read_articles(to_code, published=parse_day(published), overlay=overlay)
    articles = []
    for item in acquired:
        if item.issue is not None:
            tell(item.issue.message)
        if item.article is not None:
            articles.append(item.article)
    yield from code_articles(articles, overlay=overlay)


def _is_coded(path: Path) -> bool:
    """Whether a .jsonl holds coded reports rather than texts to code."""
    if not path.exists():
        return False
    with path.open("rb") as handle:
        return b'"article"' in handle.read(200)


def _read_coded(path: Path) -> Iterator[Coded]:
    with path.open("rb") as handle:
        for line in handle:
            if line.strip():
                yield msgspec.json.decode(line, type=Coded)


def print_explanation(coded: Coded, event: EventMention, codebook: Codebook, console: Console) -> None:
    """The sentence with its marks, a row for each field with what decided it, the codebook entry."""
    console.print(Text(coded.article.title or coded.article.source, style="bold"))
    console.print(_marked_sentence(coded, event))
    table = Table(box=None, pad_edge=False, show_header=False)
    for column in ("field", "value", "why"):
        table.add_column(column, style="dim" if column != "value" else "", overflow="fold")
    for row in _field_rows(coded, event):
        table.add_row(*row)
    console.print(table)
    predicate = read_again(coded, event, codebook.overlay)
    if predicate is not None:
        console.print(_reading_table(predicate))
    entry = codebook.entry(event.event_type, event.mode)
    name = event.event_type + (f" {event.mode}" if event.mode else "")
    console.print(Text(f"\nCodebook, {name}: ", style="bold").append(entry.definition, style="default"))


def read_again(coded: Coded, event: EventMention, overlay: Path | None = None) -> Predicate | None:
    """What the encoder reads at the event's trigger; None without an encoder, or where the trigger was cut off."""
    encoder = load_encoder()
    if encoder is None:
        return None
    text = coded.article.text
    annotation = annotate(text, overlay=overlay)
    number = next((i for i, (a, b) in enumerate(annotation.sentences) if a <= event.trigger.start < b), None)
    if number is None:
        return None
    asked = Asked([number], [event.trigger], annotation.mentions, find_setting(text, overlay))
    found = read_predicates(text, annotation, encoder, asked).predicates
    here = (p for p in found if p.trigger.start < event.trigger.end and event.trigger.start < p.trigger.end)
    return next(here, None)


def _reading_table(predicate: Predicate) -> Table:
    """The encoder's alternatives with their probabilities, likeliest first."""
    table = Table(box=None, pad_edge=False, show_header=False, title="What the encoder saw", title_justify="left")
    table.add_column(style="dim")
    table.add_column(overflow="fold")
    types = [*predicate.types, ("no act", 1 - sum(p for _, p in predicate.types))]
    table.add_row("type", _list_chances(types))
    table.add_row("told as", _list_chances(predicate.factualities))
    pointed = (("by", predicate.actors), ("to", predicate.recipients), ("at", predicate.places))
    for role, spans in (*pointed, ("when", predicate.times)):
        if spans:
            table.add_row(role, _list_chances([(f"“{span.text}”", p) for span, p in spans]))
    stretches = (("content", predicate.what), ("condition", predicate.condition), ("due", predicate.due))
    for role, stretch in stretches:
        if stretch is not None:
            table.add_row(role, f"“{stretch.text}”")
    return table


def _list_chances(chances: Sequence[tuple[str, float]]) -> str:
    ordered = sorted(chances, key=lambda c: -c[1])
    return ", ".join(f"{name} {p:.2f}" for name, p in ordered if p >= 0.005)


def _marked_sentence(coded: Coded, event: EventMention) -> Text:
    start, end = event.sentence
    line = Text(coded.article.text[start:end])
    marked = [("trigger", event.trigger.start, event.trigger.end)]
    marked += [("actor", a.start, a.end) for a in event.actors]
    marked += [("recipient", a.start, a.end) for a in event.recipients]
    if event.place:
        marked.append(("place", event.place.start, event.place.end))
    if event.when:
        marked.append(("when", event.when.start, event.when.end))
    for role, s, e in marked:
        if start <= s and e <= end:
            line.stylize(MARKS[role], s - start, e - start)
    return line.append("\n")


def _field_rows(coded: Coded, event: EventMention) -> Iterator[tuple[str, str, str]]:
    yield "event", event.id, "hash of report, type and trigger offsets"
    yield "type", f"{event.event_type} {event.mode or ''}".strip(), f"“{event.trigger.text}”: {event.rule}"
    yield "CAMEO", event.cameo or "none", "same rule"
    yield "quad, intensity", f"{event.quad_class}, {event.intensity}", "codebook, by type and mode"
    for role, actors in (("actor", event.actors), ("recipient", event.recipients)):
        for actor in actors:
            yield role, describe_actor(actor), f"“{actor.text}” at {actor.start}-{actor.end}: {actor.grounding}"
    if event.place:
        place = event.place
        yield "place", f"{place.name or place.text}, {place.country}", f"GeoNames {place.geonames_id}"
    if event.when:
        why = f"“{event.when.text}”, {event.when.basis}" if event.when.text else "no time in the sentence: published"
        yield "when", describe_time(event.when), why
    yield "told as", event.factuality, "words around the trigger"
    yield "confidence", f"{event.confidence:.2f}", ""
    statement = _statement_of(coded, event)
    if statement:
        speaker = describe_actor(statement.speaker) if statement.speaker else "nobody named"
        cue = f"“{statement.cue.text}”" if statement.cue else "quotation marks"
        yield "according to", speaker, cue
    if event.contexts:
        yield "contexts", ", ".join(event.contexts), "words of the sentence"


def _statement_of(coded: Coded, event: EventMention) -> Statement | None:
    wanted = event.attribution.statement_id if event.attribution else None
    return next((s for s in coded.statements if s.id == wanted), None)
