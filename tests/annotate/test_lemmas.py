"""Every verb that a frame is looked up by is known in its past form."""

from __future__ import annotations

import re

from dragoman.annotate.lemmas import find_lemma
from dragoman.tables import read_table

# Verbs whose past is told by lemmas.tsv itself.
_IRREGULAR = {row["lemma"] for row in read_table("lemmas") if row["tag"] == "VERB" and not row["form"].endswith("ed")}
_DOUBLED = re.compile(r"[^aeiou][aeiou][bdgklmnprtvz]\Z")


def _past_forms(verb: str) -> list[str]:
    """The regular past; both spellings where the last letter may be doubled."""
    if verb.endswith("e"):
        return [f"{verb}d"]
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return [f"{verb[:-1]}ied"]
    return [f"{verb}ed", *([f"{verb}{verb[-1]}ed"] if _DOUBLED.search(verb) else [])]


def test_a_frames_verb_is_found_in_its_past() -> None:
    rows = [row for row in read_table("frames") if row["kind"] == "v"]
    triggers = [t.split() for row in rows for t in row["triggers"].split("; ")]
    heads = {next((word[1:] for word in t if word.startswith("*")), t[0]) for t in triggers}
    verbs = {v for words in heads for v in words.split("|") if re.fullmatch("[a-z]{3,}", v)}
    unknown = {v for v in verbs - _IRREGULAR if v not in {find_lemma(form, "VERB|VBD") for form in _past_forms(v)}}
    assert unknown <= {"gas"}  # no verb of news in its past: "gassed" is told of other things
