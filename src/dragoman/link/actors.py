"""Actors grouped across reports: one person or body under the names that different reports use.

A name that a report leaves without a country takes the one that the other reports give it, where they agree.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from msgspec import Struct

from dragoman.ids import hash_fields
from dragoman.records import Actor, Coded

# Of the reports that code a name, this part must agree on its country before others take it.
LEAST_AGREEMENT = 0.8


class ActorGroup(Struct, frozen=True):
    """One actor across reports: names most frequent first, the country or body acted for, offices, reports."""

    id: str
    name: str
    code: str | None
    names: tuple[str, ...]
    offices: tuple[str, ...]
    reports: tuple[str, ...]


def fold_name(name: str) -> str:
    """A name in the form that is compared: lower case, without article, possessive and titles' stops."""
    words = name.lower().replace("’s", "").replace("'s", "").replace(".", "").split()
    return " ".join(words[1:] if words and words[0] == "the" else words)


def list_named(coded: Coded) -> Iterable[Actor]:
    """Every actor of the report's events, statements and commitments that has a name."""
    for event in coded.events:
        yield from (a for a in (*event.actors, *event.recipients) if a.name)
    for statement in coded.statements:
        yield from (a for a in (statement.speaker, *statement.addressees) if a is not None and a.name)


def learn_codes(reports: Iterable[Coded]) -> dict[str, str]:
    """Country or body of each folded name, where the reports that know it agree."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for coded in reports:
        for name, code in {(fold_name(a.name), a.code) for a in list_named(coded) if a.name and a.code}:
            votes[name][code] += 1
    agreed = {}
    for name, counts in votes.items():
        code, most = min(counts.items(), key=lambda item: (-item[1], item[0]))
        if most >= LEAST_AGREEMENT * counts.total():
            agreed[name] = code
    return agreed


def find_key(actor: Actor, codes: dict[str, str]) -> str | None:
    """What parties of two reports are compared by: the country or body acted for, else the folded proper name."""
    name = fold_name(actor.name) if actor.name and actor.name != actor.name.lower() else None
    return actor.code or (codes.get(name) or name if name else None)


def group_actors(reports: Iterable[Coded]) -> list[ActorGroup]:
    """Actors by folded name and country, in order of name; a surname joins the one full name it can belong to."""
    listed = list(reports)
    codes = learn_codes(listed)
    seen: dict[tuple[str, str | None], list[tuple[Actor, str]]] = defaultdict(list)
    for coded in listed:
        for actor in list_named(coded):
            name = fold_name(actor.name or "")
            seen[name, actor.code or codes.get(name)].append((actor, coded.article.id))
    full = defaultdict(set)
    for name, code in seen:
        if " " in name:
            full[name.rsplit(" ", 1)[1], code].add(name)
    groups: dict[tuple[str, str | None], list[tuple[Actor, str]]] = defaultdict(list)
    for (name, code), rows in seen.items():
        longer = full.get((name, code), set())
        groups[next(iter(longer)) if len(longer) == 1 else name, code] += rows
    return [_group(key, rows) for key, rows in sorted(groups.items(), key=lambda kv: (kv[0][0], kv[0][1] or ""))]


def _group(key: tuple[str, str | None], rows: list[tuple[Actor, str]]) -> ActorGroup:
    names = Counter(a.name or a.text for a, _ in rows)
    ranked = sorted(names, key=lambda n: (-names[n], n))
    longest = max(ranked, key=lambda n: (len(n.split()), names[n], n))
    return ActorGroup(
        id=hash_fields("actor", key[0], key[1] or ""),
        name=longest,
        code=key[1],
        names=tuple(ranked),
        offices=tuple(sorted({a.role for a, _ in rows if a.role})),
        reports=tuple(sorted({r for _, r in rows})),
    )
