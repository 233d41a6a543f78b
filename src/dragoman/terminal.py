"""How a coded report looks in a terminal: events, quotations under their speakers, commitments, issues."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from dragoman.records import Actor, Coded, Commitment, EventMention, Statement, TimeValue

QUAD_STYLE = {1: "cyan", 2: "green", 3: "yellow", 4: "red"}
FACT_STYLE = {"historical": "not bold dim"}
LONGEST_QUOTE = 400
UNSURE = 0.5  # an act of less confidence is more likely none, or another, than what is written


def describe_actor(actor: Actor) -> str:
    """A name a reader knows, with the code: `Sergei Lavrov (RUS GOV)`."""
    code = " ".join(x for x in (actor.code, actor.sectors[0] if actor.sectors else None) if x)
    return f"{actor.name or actor.text} ({code})" if code else (actor.name or actor.text)


def describe_actors(actors: Iterable[Actor]) -> str:
    """Several actors, each once, in order."""
    return ", ".join(dict.fromkeys(describe_actor(a) for a in actors))


def describe_time(when: TimeValue | None) -> str:
    """A date or a range; the words where it is unresolved; `by DATE` where the text is silent."""
    if when is None:
        return ""
    if when.basis == "published":
        return f"by {when.to}" if when.to else ""
    if when.from_ is None:
        return when.text
    if when.precision == "year":
        return when.from_[:4]
    if when.precision == "month" and when.from_[:7] == (when.to or "")[:7]:
        return when.from_[:7]
    return when.from_ if when.from_ == when.to else f"{when.from_} to {when.to or '...'}"


def _head(coded: Coded) -> RenderableType:
    article = coded.article
    first_words = article.text[:70].split("\n")[0]
    facts = [article.byline, article.publisher]
    if article.published_at:
        facts.append(f"{article.published_at} ({article.published_basis})")
    else:
        facts.append("no publication date")
    facts += [article.language, article.source]
    return Group(
        Rule(style="dim"),
        Text(article.title or first_words or "(no text)", style="bold"),
        Text(" · ".join(x for x in facts if x), style="dim"),
    )


def _events(events: Sequence[EventMention]) -> RenderableType:
    """One line an event, wrapped under itself: when, who did what to whom, where, how it is told, id."""
    table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 2, 0, 0))
    table.add_column("when", no_wrap=True, style="dim")
    table.add_column("event", overflow="fold")
    table.add_column("id", style="dim", no_wrap=True)
    for event in events:
        table.add_row(describe_time(event.when), _event_line(event), event.id[:8])
    return table


def _event_line(event: EventMention) -> Text:
    style = QUAD_STYLE[event.quad_class]
    line = Text(describe_actors(event.actors) or "somebody", style="bold")
    line.append(f" {event.event_type}", style=f"bold {style}")
    line.append(f" {event.mode}" if event.mode else "", style=style)
    line.append(f" “{_shorten(event.trigger.text)}”", style="not bold")
    if event.recipients:
        line.append(" → ", style="dim").append(describe_actors(event.recipients), style="bold")
    if event.place:
        line.append(f", {event.place.text}", style="not bold")
    return line.append_text(tell_how(event.factuality, event.confidence))


def tell_how(factuality: str, confidence: float) -> Text:
    """What stands behind an act: how it is told, where it is not simply told, and that it is doubtful."""
    told = Text()
    if factuality != "asserted":
        told.append(f"  {factuality}", style=FACT_STYLE.get(factuality, "not bold magenta"))
    if confidence < UNSURE:
        told.append(f"  unsure ({confidence:.2f})", style="not bold dim")
    return told


def _shorten(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST_QUOTE else flat[: LONGEST_QUOTE - 1] + "…"


def _statements(statements: Sequence[Statement]) -> RenderableType:
    by_speaker: dict[str, list[Statement]] = {}
    for statement in statements:
        speaker = statement.speaker
        label = "(no speaker named)"
        if speaker:
            label = describe_actor(speaker) + (f", {speaker.role}" if speaker.role else "")
        by_speaker.setdefault(label, []).append(statement)
    lines: list[RenderableType] = []
    for label, said in by_speaker.items():
        lines.append(Text(label, style="bold"))
        for statement in said:
            words = " … ".join(_shorten(span.text) for span in statement.content)
            quoted = f"“{words}”" if statement.kind == "direct" else words
            note = f" [{statement.kind}{', in ' + statement.language if statement.language else ''}]"
            lines.append(Padding(Text(quoted).append(note, style="dim"), (0, 0, 0, 2)))
    return Group(*lines)


def _commitment(item: Commitment) -> Text:
    line = Text("○ ", style="bold green")
    line.append(describe_actors(item.by) or "?", style="bold")
    if item.to:
        line.append(f" to {describe_actors(item.to)}")
    line.append(f": {_shorten(item.what.text)}")
    if item.condition:
        line.append(f"\n    condition: {_shorten(item.condition.text)}", style="yellow")
    if item.due:
        line.append(f"\n    due: {item.due.text}", style="cyan")
        if item.due.from_:
            line.append(f" ({describe_time(item.due)})", style="dim")
    return line


def render_report(coded: Coded) -> RenderableType:
    """One report as a person reads it; sections without content are left out."""
    parts: list[RenderableType] = [_head(coded)]
    if coded.events:
        parts += [Text("\nWHAT HAPPENED", style="bold blue"), _events(coded.events)]
    elif not coded.issues:
        parts.append(Text("\nNo political event found.", style="dim"))
    if coded.statements:
        parts += [Text("\nWHO SAID WHAT", style="bold blue"), _statements(coded.statements)]
    if coded.commitments:
        parts += [Text("\nOPEN COMMITMENTS", style="bold blue"), *map(_commitment, coded.commitments)]
    if coded.issues:
        parts.append(Text("\nISSUES", style="bold blue"))
        parts += [Text(f"! {issue.message}", style="yellow") for issue in coded.issues]
    return Group(*parts, Text(""))


def print_report(coded: Coded, console: Console) -> None:
    """Print one report."""
    console.print(render_report(coded))
