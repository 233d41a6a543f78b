"""When and where of acts: each act of setting_acts.tsv in each form of place and of time of setting_forms.tsv.

python benchmarks/settings.py                     # the shares that are right, form by form and over all
python benchmarks/settings.py --show              # every sentence with something wrong, with what was coded
python benchmarks/settings.py --forms dateline    # only the forms whose name has one of these words

The sentences are made, so that one thing varies at a time; setting_sentences.tsv holds whole ones, for acts told by
nouns and for places that only one verb takes. What is judged is the act itself: where no act was found at its word,
nothing else is asked. A place or time is right by its words, and by the state or the days that they stand for.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass

from panels import read_rows
from tallies import Tally

from dragoman.acquire import parse_text
from dragoman.pipeline import code_article
from dragoman.records import EventMention

MEASURES = ("act", "place", "country", "when", "days")
PUBLISHED = "2021-06-17"


@dataclass(frozen=True)
class Case:
    """A sentence, the words that tell its act, and what place and time it may be given."""

    form: str
    text: str
    words: frozenset[str]
    wanted: dict[str, str]


def cases(words: list[str]) -> Iterator[Case]:
    """Each act in each form, and the whole sentences."""
    acts = list(read_rows("setting_acts.tsv"))
    for form in read_rows("setting_forms.tsv"):
        for act in acts:
            subject = act["subject"]
            text = form["sentence"].format(**act, Subject=subject[0].upper() + subject[1:])
            if not words or any(word in form["form"] for word in words):
                yield Case(form["form"], text, frozenset((act["past"], act["participle"], act["base"])), form)
    for row in read_rows("setting_sentences.tsv"):
        if not words or any(word in row["form"] for word in words):
            yield Case(row["form"], row["sentence"], frozenset(row["words"].split()), row)


def judge(case: Case, events: list[EventMention]) -> dict[str, bool | None]:
    """What is right of the act told by the case's own word; None is not asked."""
    fit = [event for event in events if case.words & set(event.trigger.text.split())]
    if not fit:
        return {**dict.fromkeys(MEASURES), "act": False}
    place, when = fit[0].place, fit[0].when
    when = when if when and when.text else None
    where, day = place.text if place else "-", when.text if when else "-"
    put, dated = where in case.wanted["place"].split("|"), day in case.wanted["when"].split("|")
    start, end = (when.from_ or "-", when.to or "-") if when else ("-", "-")
    spans = all(wanted in ("*", found) for wanted, found in ((case.wanted["from"], start), (case.wanted["to"], end)))
    return {
        "act": True,
        "place": put,
        "country": ((place and place.country) or "-") in case.wanted["country"].split("|") if put else None,
        "when": dated,
        "days": spans if dated else None,
    }


def told(event: EventMention) -> str:
    """An event in a line."""
    place = f"{event.place.text!r} [{event.place.country}]" if event.place else "nowhere"
    when = f"{event.when.text!r} [{event.when.from_}, {event.when.to}]" if event.when and event.when.text else "no time"
    return f"{event.event_type} {event.trigger.text!r}, {place}, {when}"


def main() -> None:
    """Print the shares of each form, and what came out otherwise if asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", action="store_true", help="print every sentence with something wrong")
    parser.add_argument("--forms", nargs="+", default=[], help="only forms with one of these words in their names")
    options = parser.parse_args()
    tally = Tally(MEASURES)
    for case in cases(options.forms):
        coded = code_article(parse_text(case.text, source="settings", published_at=PUBLISHED))
        right = judge(case, list(coded.events))
        tally.add(("all", case.form), right)
        if options.show and False in right.values():
            wrong = " ".join(measure for measure in MEASURES if right[measure] is False)
            events = "; ".join(told(event) for event in coded.events) or "no act"
            print(f"{case.form} | {wrong} | {case.text} | {events}")
    tally.print()


if __name__ == "__main__":
    main()
