"""Actors grouped across reports: one person or body under the names that different reports use.

A name that a report leaves without a country takes the one that the other reports give it, where they agree.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from msgspec import Struct

from dragoman.ids import hash_fields
from dragoman.link.judgements import Decided, apply_pairs
from dragoman.records import Actor, Coded

# Of the reports that code a name, this part must agree on its country before others take it.
LEAST_AGREEMENT = 0.8
# Sectors that act against or beside a state: such a body is a party of its own, not its country.
APART = frozenset(("REB", "UAF", "OPP", "CRM"))
OF_STATE = frozenset(("GOV", "MIL", "COP", "JUD", "LEG", "SPY"))


class ActorGroup(Struct, frozen=True):
    """One actor across reports: names most frequent first, the country or body acted for, offices, reports."""

    id: str
    name: str
    code: str | None
    names: tuple[str, ...]
    sectors: tuple[str, ...]
    offices: tuple[str, ...]
    reports: tuple[str, ...]


class ActorLink(Struct, frozen=True):
    """A name with a code, as reports have them, and the actor it belongs to.

    `name_id` stands for all spellings that are compared as one name (and code); judgements join and part these.
    """

    actor_id: str
    name_id: str
    name: str
    code: str | None


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


def list_sides(key: str | None, sectors: Sequence[str] | None) -> frozenset[str]:
    """What a party may be recognised by: its country or body, and those who act against or beside that apart.

    Of whom it is not said which of the two they are ("the Serbs"), both. Who acts for neither (a company, a family) is
    only others of his sector there.
    """
    if not key:
        return frozenset()
    first = sectors[0] if sectors else None
    apart = f"{key} apart"
    if first in APART:
        return frozenset([apart])
    return frozenset([key, apart] if first is None else [key] if first in OF_STATE else [f"{key} {first}"])


Key = tuple[str, str | None]  # folded name, code


def group_actors(
    reports: Iterable[Coded], judgements: Iterable[Decided] = ()
) -> tuple[list[ActorGroup], list[ActorLink]]:
    """Actors by folded name and country, in order of their first name; a surname joins its one full name.

    Judgements of kind same_actor, between `name_id`s, win over that.
    """
    listed = list(reports)
    codes = learn_codes(listed)
    seen: dict[Key, list[tuple[Actor, str]]] = defaultdict(list)
    for coded in listed:
        for actor in list_named(coded):
            name = fold_name(actor.name or "")
            seen[name, actor.code or codes.get(name)].append((actor, coded.article.id))
    computed = {_name_id(key): _name_id(home) for key, home in _find_homes(seen).items()}
    homes = apply_pairs(computed, judgements, "same_actor")
    members: dict[str, list[Key]] = defaultdict(list)
    for key in sorted(seen, key=lambda k: (k[0], k[1] or "")):
        members[homes[_name_id(key)]].append(key)
    groups, links = [], []
    for home, keys in members.items():
        own = [_name_id(key) for key in keys]
        group = _make_group(home if home in own else min(own), [row for key in keys for row in seen[key]])
        groups.append(group)
        links += [
            ActorLink(group.id, _name_id(key), name, code)
            for key in keys
            for name, code in sorted({(a.name or "", a.code) for a, _ in seen[key]}, key=lambda n: (n[0], n[1] or ""))
        ]
    return groups, links


def _name_id(key: Key) -> str:
    return hash_fields("actor", key[0], key[1] or "")


def _find_homes(seen: Iterable[Key]) -> dict[Key, Key]:
    """For each name the fullest one that it can belong to: itself, or for a surname the one full name."""
    keys = list(seen)
    full: dict[Key, set[str]] = defaultdict(set)
    for name, code in keys:
        if " " in name:
            full[name.rsplit(" ", 1)[1], code].add(name)
    longer = {key: full[key] for key in keys if len(full.get(key, ())) == 1}
    return {key: (next(iter(longer[key])), key[1]) if key in longer else key for key in keys}


def _make_group(id: str, rows: list[tuple[Actor, str]]) -> ActorGroup:
    names = Counter(a.name or a.text for a, _ in rows)
    codes = Counter(a.code for a, _ in rows if a.code)
    ranked = sorted(names, key=lambda n: (-names[n], n))
    longest = max(ranked, key=lambda n: (len(n.split()), names[n], n))
    return ActorGroup(
        id=id,
        name=longest,
        code=min(codes, key=lambda c: (-codes[c], c)) if codes else None,
        names=tuple(ranked),
        sectors=tuple(sorted({x for a, _ in rows for x in a.sectors})),
        offices=tuple(sorted({a.role for a, _ in rows if a.role})),
        reports=tuple(sorted({r for _, r in rows})),
    )
