"""Headlines: the verb that a tagger takes for a noun."""

from __future__ import annotations

import pytest

from dragoman.annotate.sentences import find_sentences
from dragoman.annotate.tokens import find_tokens


@pytest.mark.parametrize(
    ("text", "verbs"),
    [
        ("Manila recalls envoy after attack on supply boat", ["recalls"]),
        ("Nicosia blocks sanctions; Vilnius thanks mediators", ["blocks", "thanks"]),
        ("Skopje seals off its southern border", ["seals"]),
        # A sentence, a clause that has its verb, a noun that no verb is spelt like.
        ("In Oslo the firm blocks of granite.", []),
        ("Oslo denies Lima arms deal", ["denies"]),
        # Verbs that only a frame knows, and a noun that says who acts.
        ("Chile slams Peruvian envoy over islands", ["slams"]),
        ("Peru bans Chilean fish; Quito rebuffs miners", ["bans", "rebuffs"]),
        ("Chad rebels near capital", []),
        ("Six things about the Danube", []),
    ],
)
def test_a_headline_has_the_verb_that_its_clause_lacks(text: str, verbs: list[str]) -> None:
    found = find_tokens(text, find_sentences(text))

    assert [t.text for t in found if t.tag == "VERB"] == verbs


@pytest.mark.parametrize(
    ("text", "verbs"),
    [
        ("Senior Democrats blast Sato over the levy.", ["blast"]),
        ("Peru's rebels free nine Chinese miners.", ["free"]),
        ("Republicans back Sato on trade.", ["back"]),
        ("Critics hail the pact.", ["hail"]),
        ("Police chief Sato met the envoy.", ["met"]),
        ("Police sources blame the rebels.", ["blame"]),
        # A past form between a plural or a name and an object.
        ("The two armies halted fighting along the river.", ["halted"]),
        ("The last Danish troops left Chad.", ["left"]),
        ("Holm faced fierce criticism.", ["faced"]),
        ("Darfur armed groups near the river", []),
        ("United Nations report on Chad", []),
    ],
)
def test_a_clause_has_the_verb_that_a_tagger_took_for_something_else(text: str, verbs: list[str]) -> None:
    found = find_tokens(text, find_sentences(text))

    assert [t.text for t in found if t.tag == "VERB"] == verbs
