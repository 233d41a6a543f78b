"""Who is only alleged to be something acts all the same, and "alleged" tells no verb there."""

from __future__ import annotations

import pytest

from dragoman.annotate.sentences import find_sentences
from dragoman.annotate.tokens import find_tokens


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("It was reported today that alleged rebels attacked a post.", "ADJ"),
        ("Police in Lima said that alleged members of a gang fled.", "ADJ"),
        ("Yesterday alleged rebels attacked a post.", "ADJ"),
        ("In Cusco, suspected rebels burned a bus.", "ADJ"),
        ("He said that suspected smugglers crossed the border.", "ADJ"),
        ("He alleged fraud.", "VERB"),
        ("The minister alleged army abuses in Cusco.", "VERB"),
        ("A report that alleged army abuses was withdrawn.", "VERB"),
        ("The rebels alleged that troops fired first.", "VERB"),
        ("The man suspected of the attack fled.", "VERB"),
    ],
)
def test_words_of_doubt(text: str, tag: str) -> None:
    tokens = find_tokens(text, find_sentences(text))
    assert next(t.tag for t in tokens if t.text in ("alleged", "suspected")) == tag
