"""Attacks in MUC-4's reports: whether where, when, by whom and upon whom they were comes out as its templates say.

    python benchmarks/attack_slots.py PATH/TO/dev [--reports N] [--show FIELD ...]

PATH/TO/dev holds `event_muc4_dev` (DARPA's MUC-3 and MUC-4, a public release; measured, never trained on): reports from
Latin America of 1988 to 1990, set in capitals, with one template an attack. A report's date is read from its dateline.
Reports are split by their id into a half whose misses are read and one that is only counted.

Two things are asked of each template whose kind of act is found in its report. First, whether *some* act has the field
as the template has it ("any"). Then, of the template's own acts, which are those in whose sentence one of its victims
or targets (a perpetrator, where it has neither) is named: whether the field is right, is something else ("other"), or
is empty although the sentence of the act ("passed over") or the one before ("told before") names it; the rest is empty
and not named there. A sentence may tell of another attack on the same people, so "other" holds some that are no faults.
"""

from __future__ import annotations

import argparse
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from cameo_sentences import Range, read_rows
from msgspec import Struct
from unseen_sets import half_of

from dragoman.acquire import parse_text
from dragoman.annotate.datelines import body_start
from dragoman.pipeline import code_article
from dragoman.records import Actor, Coded, EventMention

FIELDS = ("place", "when", "by", "to")
KINDS = ("ATTACK", "BOMBING", "KIDNAPPING", "ARSON", "ROBBERY")
MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_DAY = re.compile(r"(\d{1,2}) ([A-Z]{3})[A-Z]* (\d{2})")
_DAY_TURNED = re.compile(r"([A-Z]{3})[A-Z]* (\d{1,2}),? (\d{2})")
_QUOTED = re.compile(r'"([^"]+)"')
_KINDS_OF_PLACE = re.compile(r"\([^)]*\)")
# Words of names that say nothing of which is meant.
_COMMON = frozenset(("DEL", "LOS", "LAS", "THE", "AND", "SAN", "SANTA", "CITY", "HIS", "HER", "ITS", "THEIR", "FOR"))


class Template(Struct, frozen=True):
    """An attack as marked: the words of its place from the narrowest to the country, its day, and who took part."""

    places: tuple[frozenset[str], ...]
    day: date | None
    by: frozenset[str]
    to: frozenset[str]
    targets: frozenset[str]
    stage: str


class Report(Struct, frozen=True):
    """A report with its date and templates."""

    id: str
    text: str
    published: date | None
    templates: tuple[Template, ...]


def to_day(text: str) -> date | None:
    """The day that a template or dateline tells; None of a stretch ("- 30 DEC 89") and of what is no day."""
    found = _DAY.fullmatch(text.strip())
    if found is None or found[2] not in MONTHS:
        return None
    try:
        return date(1900 + int(found[3]), MONTHS.index(found[2]) + 1, int(found[1]))
    except ValueError:
        return None  # "31 JUN 89"


def read_dateline(text: str) -> date | None:
    """The date in the first words of a report."""
    opening = text[:90]
    found = _DAY.search(opening)
    if found:
        return to_day(f"{found[1]} {found[2]} {found[3]}")
    turned = _DAY_TURNED.search(opening)
    return to_day(f"{turned[2]} {turned[1]} {turned[3]}") if turned else None


def words_of(text: str) -> frozenset[str]:
    """The words of a name that tell it from others."""
    return frozenset(re.findall(r"[^\W\d_]{3,}|\w+-\w+", text.upper())) - _COMMON


def _fillers(template: dict[str, list[str]], *slots: str) -> frozenset[str]:
    texts = (text for slot in slots for text in template.get(slot, ()))
    return frozenset(word for text in texts for name in _QUOTED.findall(text) for word in words_of(name))


def to_template(template: dict[str, list[str]]) -> Template:
    """A template as the set writes it, taken apart."""
    where = template.get("INCIDENT: LOCATION", [""])[0].split(" - ")[0]
    parts = (words_of(_KINDS_OF_PLACE.sub("", part)) for part in reversed(where.split(":")))
    return Template(
        places=tuple(part for part in parts if part),
        day=to_day(template.get("INCIDENT: DATE", [""])[0]),
        by=_fillers(template, "PERP: INDIVIDUAL ID", "PERP: ORGANIZATION ID"),
        to=_fillers(template, "HUM TGT: NAME", "HUM TGT: DESCRIPTION"),
        targets=_fillers(template, "PHYS TGT: ID"),
        stage=template.get("INCIDENT: STAGE OF EXECUTION", [""])[0],
    )


def read_reports(folder: Path) -> Iterator[Report]:
    """The reports with an attack."""
    for row in read_rows(folder, "event_muc4_dev*"):
        own = [t for t in row["templates"] if t.get("INCIDENT: TYPE", [""])[0] in KINDS]
        if own:
            yield Report(row["id"], row["text"], read_dateline(row["text"]), tuple(map(to_template, own)))


def named(actors: Iterable[Actor]) -> frozenset[str]:
    """The words of the actors' mentions and names."""
    return frozenset(w for a in actors for w in words_of(f"{a.text} {a.name or ''}"))


def place_of(act: EventMention) -> frozenset[str]:
    """The words of an act's place."""
    return words_of(f"{act.place.text} {act.place.name or ''}") if act.place else frozenset()


def is_on(act: EventMention, day: date) -> bool:
    """Whether an act has that very day."""
    return act.when is not None and act.when.from_ == act.when.to == day.isoformat()


def has_field(field: str, act: EventMention, template: Template) -> bool:
    """Whether a field of the act is as the template has it; a place at any level that the template tells."""
    match field:
        case "place":
            return any(part & place_of(act) for part in template.places)
        case "when":
            return template.day is not None and is_on(act, template.day)
        case "by":
            return bool(named(act.actors) & template.by)
        case _:
            return bool(named(act.recipients) & template.to)


def is_filled(field: str, act: EventMention) -> bool:
    """Whether the act has the field at all; of the time, whether any words tell it."""
    match field:
        case "place":
            return act.place is not None
        case "when":
            return act.when is not None and bool(act.when.text)
        case "by":
            return bool(act.actors)
        case _:
            return bool(act.recipients)


def is_asked(field: str, template: Template) -> bool:
    """Whether the template tells the field."""
    return bool({"place": template.places, "when": template.day, "by": template.by, "to": template.to}[field])


def is_told(field: str, sentence: Range, template: Template, coded: Coded) -> bool:
    """Whether a sentence names what the template has in a field."""
    text, (start, end) = coded.article.text, sentence
    start = body_start(text, start, end)  # a dateline tells of no act
    if field == "when":
        days = (m for m in coded.mentions if m.kind == "time" and start <= m.start < end)
        return template.day is not None and any(m.from_ == m.to == template.day.isoformat() for m in days)
    wanted = {"place": template.places[:-1] or template.places, "by": (template.by,), "to": (template.to,)}[field]
    here = words_of(text[start:end])
    return any(part & here for part in wanted)


def sentence_before(act: EventMention, coded: Coded) -> Range | None:
    """The sentence before an act's own."""
    number = list(coded.article.sentences).index(act.sentence)
    return coded.article.sentences[number - 1] if number else None


def list_own(template: Template, acts: Iterable[EventMention], text: str) -> list[EventMention]:
    """The acts in whose sentences who or what was hit is named; who did it, where the template has neither."""
    marks = template.to | template.targets or template.by
    return [a for a in acts if marks & words_of(text[slice(*a.sentence)])]


def is_staged(act: EventMention, stage: str) -> bool:
    """Whether an act is told as done, not come about, or threatened, as its template says."""
    match stage:
        case "THREATENED":
            return act.event_type == "THREATEN" or act.factuality in ("planned", "hypothetical", "conditional")
        case "ATTEMPTED":
            return act.factuality not in ("asserted", "historical")
        case _:
            return act.factuality in ("asserted", "historical")


def judge(report: Report, coded: Coded) -> Iterator[tuple[str, str, EventMention | None, Template]]:
    """(what is asked, outcome, act, template) for each template of a report."""
    acts = [e for e in coded.events if e.event_type in ("ASSAULT", "COERCE")]
    threats = [e for e in coded.events if e.event_type == "THREATEN"]
    for template in report.templates:
        yield "found", "right" if acts else "passed over", None, template
        if not acts:
            continue
        own = list_own(template, acts, coded.article.text)
        staged = own
        if template.stage == "THREATENED":
            staged = [*own, *list_own(template, threats, coded.article.text)]
        if template.stage and staged:
            fits = any(is_staged(a, template.stage) for a in staged)
            yield f"stage {template.stage}", "right" if fits else "other", None, template
        for field in FIELDS:
            if is_asked(field, template) and (field != "when" or report.published is not None):
                yield from judge_field(field, template, acts, own, coded)


def judge_field(
    field: str, template: Template, acts: list[EventMention], own: list[EventMention], coded: Coded
) -> Iterator[tuple[str, str, EventMention | None, Template]]:
    """Outcomes of one field: over all acts of the report, then for each of the template's own."""
    yield f"any {field}", "right" if any(has_field(field, a, template) for a in acts) else "other", None, template
    if field == "place" and len(template.places) > 1:
        there = any(template.places[0] & place_of(a) for a in acts)
        yield "any place, narrowest", "right" if there else "other", None, template
    for act in own:
        if has_field(field, act, template):
            outcome = "right"
        elif is_filled(field, act):
            outcome = "other"
        elif is_told(field, act.sentence, template, coded):
            outcome = "passed over"
        else:
            before = sentence_before(act, coded)
            outcome = "told before" if before and is_told(field, before, template, coded) else "empty"
        yield f"own {field}", outcome, act, template


def describe(act: EventMention, field: str, template: Template, coded: Coded) -> str:
    """A line with a field that is otherwise than the template says, and the sentence with the one before."""
    text = coded.article.text
    before = " ".join(text[slice(*(sentence_before(act, coded) or (0, 0)))].split())
    wanted: dict[str, object] = {
        "place": " < ".join(" ".join(sorted(part)) for part in template.places),
        "when": template.day,
        "by": sorted(template.by),
        "to": sorted(template.to),
    }
    own = (
        f"by {' & '.join(a.text for a in act.actors) or '-'} to {' & '.join(a.text for a in act.recipients) or '-'} "
        f"at {act.place.text if act.place else '-'} on {act.when.text if act.when else '-'}"
        f" ({act.when.from_ if act.when else None})"
    )
    seen = (m for m in coded.mentions if act.sentence[0] <= m.start < act.sentence[1])
    known = "; ".join(f"{m.kind[0]}:{m.text}" for m in seen)
    here = " ".join(text[slice(*act.sentence)].split())
    told = f"{act.event_type} {act.trigger.text!r} {act.factuality} {own} [{act.rule}]"
    return f"want {wanted[field]}\t{told}\n\t< {before}\n\t> {here}\n\t= {known}"


def measure(reports: Iterable[Report], show: Iterable[str]) -> dict[str, dict[str, int]]:
    """How often each outcome came up for each thing asked; misses of the fields `show` are printed."""
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for report in reports:
        published = report.published.isoformat() if report.published else None
        coded = code_article(parse_text(report.text, source=report.id, published_at=published))
        judged = list(judge(report, coded))
        right = {(what, act.id) for what, outcome, act, _ in judged if act is not None and outcome == "right"}
        for what, outcome, act, template in judged:
            counts[what][outcome] += 1
            field = what.removeprefix("own ")
            if act is None or field not in show or outcome not in ("other", "passed over"):
                continue
            if (what, act.id) not in right:  # by no other template either; each is printed once
                right.add((what, act.id))
                print(f"{report.id} {field} {outcome}\t{describe(act, field, template, coded)}")
    return counts


def main() -> None:
    """Print the figures of both halves, or the misses of a field in the one that is read."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--reports", type=int, default=100, help="of each half (100)")
    parser.add_argument("--show", nargs="+", choices=FIELDS, default=(), help="print misses of these in the read half")
    args = parser.parse_args()
    reports = list(read_reports(args.folder))
    for half in ("read",) if args.show else ("read", "counted"):
        own = [r for r in reports if half_of(r.id) == half]
        step = max(1, len(own) // args.reports)
        for what, outcomes in measure(own[::step][: args.reports], args.show).items():
            shares = ", ".join(f"{o} {n / sum(outcomes.values()):.3f}" for o, n in sorted(outcomes.items()))
            print(f"{half}: {what}: {shares} of {sum(outcomes.values())}", flush=True)


if __name__ == "__main__":
    main()
