"""The label sets of every head, in the order of the model's outputs."""

from __future__ import annotations

from typing import get_args

from dragoman.records import EventType, Factuality
from training.corpus_format import MODES as LEGAL_MODES

CASES = ("pad", "lower", "title", "upper", "mixed", "digit", "other")
MENTIONS = ("O", *(f"{edge}-{kind}" for kind in ("actor", "place", "time", "speaker") for edge in "BI"))
TYPES: tuple[str, ...] = get_args(EventType)
TRIGGERS = ("O", *TYPES, "I")
ACTS = ("O", *TYPES)
MODES = tuple((t, m) for t in TYPES for m in (None, *sorted(LEGAL_MODES[t])))
FACTS: tuple[str, ...] = get_args(Factuality)
CUES = ("O", "B", "I")
ROLES = (
    "by", "to", "at", "when", "content_start", "content_end", "what_start", "what_end",
    "if_start", "if_end", "due_start", "due_end",
)  # fmt: skip
# Roles of which a predicate may have several, each a first word of a mention; the others are edges of one span.
OPEN_ROLES = 4
NER = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "B-OTH", "I-OTH")
UPOS = (
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ",
    "SYM", "VERB", "X",
)  # fmt: skip
RELATIONS = (
    "nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent", "nmod", "nmod:poss", "amod", "advmod", "advcl",
    "acl", "acl:relcl", "ccomp", "xcomp", "conj", "cc", "mark", "case", "det", "aux", "aux:pass", "cop", "root",
    "punct", "compound", "flat", "appos", "nummod", "parataxis", "other",
)  # fmt: skip
