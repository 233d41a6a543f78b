"""Acts in every clause form: each plain verb of clauses.tsv in each of clause_forms.tsv; who, what, to whom, how sure.

python benchmarks/clauses.py                     # the shares that are right, form by form and over all
python benchmarks/clauses.py --show              # every sentence with something wrong, with what was coded
python benchmarks/clauses.py --forms headline    # only the forms whose name has one of these words

The sentences are made, so that one thing varies at a time: a form that fails with many verbs names a rule that lacks,
a verb that fails in many forms a row. 'both' asks for the actor and the recipient, or for both among the actors of an
act that is mutual.
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

MEASURES = ("type", "actor", "both", "factuality")
# Types that are acts by being said: told as done where the words speak of what is to come.
SAID = {"AGREE", "CONCEDE", "THREATEN", "REJECT", "REQUEST", "ACCUSE"}


@dataclass(frozen=True)
class Case:
    """A sentence, and what may be coded for it."""

    form: str
    text: str
    words: frozenset[str]
    types: frozenset[str]
    actor: str
    recipient: str
    factuality: frozenset[str]


def third_person(base: str) -> str:
    """The verb's form behind 'Turkey' in a headline."""
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ies"
    return base + ("es" if base.endswith(("s", "sh", "ch")) else "s")


def slots(verb: dict[str, str]) -> dict[str, str]:
    """What a form may name: the verb's forms, its object, and its passive's subject and rest."""
    known = {**verb, "third": third_person(verb["base"])}
    if not verb["noun"]:
        del known["noun"]
    if not verb["passive"]:
        del known["passive"], known["relative"]
        return known
    subject, auxiliary = verb["passive"].rsplit(" ", 1)
    rest = verb["object"].removeprefix("Kenya") if verb["object"].startswith("Kenya ") else ""
    rest = verb["object"].removeprefix(subject) if verb["object"].startswith(subject) else rest
    perfect = f"{subject} {'has' if auxiliary == 'was' else 'have'}"
    relative = f"{subject}, {'which' if verb['relative'] == 'which' else 'who'} {auxiliary}"
    capital = {
        "Passive": verb["passive"], "Passive_subject": subject, "Passive_perfect": perfect, "Passive_relative": relative
    }  # fmt: skip
    return {
        **known,
        "rest": rest,
        "passive_subject": subject,
        **{name: text[0].upper() + text[1:] for name, text in capital.items()},
    }


def cases(words: list[str]) -> Iterator[Case]:
    """Each verb in each form that it has the words for."""
    verbs = list(read_rows("clauses.tsv"))
    for form in read_rows("clause_forms.tsv"):
        if words and not any(word in form["form"] for word in words):
            continue
        for verb in verbs:
            known = slots(verb)
            try:
                text = form["sentence"].replace("\\n", "\n").format_map(known)
            except KeyError:
                continue
            types = form["types"].replace("own", verb["types"]).replace("planned", verb["planned"])
            told = {verb["base"], verb["past"], verb["participle"], verb["ing"], known["third"]}
            told |= set(verb["noun"].split()[:1]) or set(verb["object"].split())
            factuality = frozenset(form["factuality"].split())
            sought = frozenset(types.split())
            yield Case(form["form"], text, frozenset(told), sought, form["actor"], form["recipient"], factuality)


def judge(case: Case, events: list[EventMention]) -> dict[str, bool]:
    """What is right of the event that tells the case's act best: its own word before another of the same type."""
    fit = [event for event in events if event.event_type in case.types]
    fit.sort(key=lambda event: not case.words & set(event.trigger.text.split()))
    if not fit:
        return dict.fromkeys(MEASURES, False)
    event = fit[0]
    actors, recipients = ({str(party.code) for party in parties} for parties in (event.actors, event.recipients))
    mutual = not recipients and case.recipient in actors
    actor = case.actor in actors or case.actor == "-"
    actor = actor and (case.recipient not in actors or (mutual and case.actor != "-"))
    sure = event.factuality in case.factuality
    sure = sure or ("planned" in case.factuality and event.factuality == "asserted" and event.event_type in SAID)
    return {
        "type": True,
        "actor": actor,
        "both": actor and (case.recipient in recipients or mutual),
        "factuality": sure,
    }


def told(event: EventMention) -> str:
    """An event in a line."""
    actors, recipients = (
        ", ".join(f"{party.text} [{party.code}]" for party in parties) for parties in (event.actors, event.recipients)
    )
    return f"{event.event_type} {event.trigger.text!r} by {actors or '-'} to {recipients or '-'}, {event.factuality}"


def main() -> None:
    """Print the shares of each form, and what came out otherwise if asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", action="store_true", help="print every sentence with something wrong")
    parser.add_argument("--forms", nargs="+", default=[], help="only forms with one of these words in their names")
    options = parser.parse_args()
    tally = Tally(MEASURES)
    for case in cases(options.forms):
        coded = code_article(parse_text(case.text, source="clauses", published_at="2023-01-24"))
        right = judge(case, list(coded.events))
        tally.add(("all", case.form), right)
        if options.show and not all(right.values()):
            wrong = " ".join(measure for measure in MEASURES if not right[measure])
            events = "; ".join(told(event) for event in coded.events) or "no act"
            print(f"{case.form} | {wrong} | {' '.join(case.text.split())} | {events}")
    tally.print()


if __name__ == "__main__":
    main()
