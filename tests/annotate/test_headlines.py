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
