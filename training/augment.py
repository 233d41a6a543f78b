"""Sentences with some of their words exchanged for others of the same kind: more for teachers to speak about.

What such a sentence means nobody marked, but teachers say what they make of it, and a student so hears them on far
more words in far more company than the marked text has (data augmentation of TinyBERT, Jiao et al. 2020).
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from dragoman.annotate.pieces import LOWER
from training.examples import Sample
from training.labels import TRIGGERS, UPOS

Word = tuple[int, ...]

# Of the words that can be exchanged, this share is.
SHARE = 0.25
# Ends that verbs and nouns of a kind have in common.
ENDINGS = ("ed", "ing", "s")
VERB, NOUN = UPOS.index("VERB"), UPOS.index("NOUN")
# Places 0 to 99 of the vocabulary are unused, 100 to 103 are marks.
SPECIAL = 104


class Exchange:
    """Words that may stand for each other: acts, other verbs, other nouns, each with its ending."""

    def __init__(self, marked: Iterable[Sample], parsed: Iterable[Sample], words: Sequence[str]) -> None:
        parts: dict[Word, Counter[int]] = defaultdict(Counter)
        for sample in parsed:
            for at, word in list_words(sample):
                parts[word][sample.labels["upos"][at]] += 1
        part_of = {word: counts.most_common(1)[0][0] for word, counts in parts.items()}
        names = {word: UPOS[part] for word, part in part_of.items() if part in (VERB, NOUN)}
        acts = {
            word
            for sample in marked
            for at, word in list_words(sample)
            if 0 < sample.labels["trigger"][at] < len(TRIGGERS) - 1 and sample.cases[at] == LOWER
        }
        names |= {word: "act" for word in acts if part_of.get(word, VERB) in (VERB, NOUN)}
        self._kind_of = {word: f"{name} {_ending(word, words)}" for word, name in names.items()}
        self._members: dict[str, list[Word]] = defaultdict(list)
        for word in sorted(names):
            self._members[self._kind_of[word]].append(word)

    def alter(self, sample: Sample, rng: random.Random) -> Sample | None:
        """The sample without labels and with other words; None where it has none that can be exchanged."""
        others: dict[int, Word] = {}
        for at, word in list_words(sample):
            kind = self._kind_of.get(word)
            if kind and rng.random() < SHARE:
                others[at] = rng.choice(self._members[kind])
        return replace_words(sample, others) if others else None


def _ending(word: Word, words: Sequence[str]) -> str:
    text = "".join(words[i].removeprefix("##") for i in word)
    return next((e for e in ENDINGS if text.endswith(e)), "")


def list_words(sample: Sample) -> Iterator[tuple[int, Word]]:
    """(place, pieces) of each word of the sentence itself."""
    ends = [*sample.words[1:], None]
    for at, end in zip(sample.words, ends, strict=True):
        stop = end if end is not None else next(i for i in range(at, len(sample.ids)) if sample.ids[i] < SPECIAL)
        yield at, tuple(sample.ids[at:stop])


def replace_words(sample: Sample, others: dict[int, Word]) -> Sample:
    """The sample with other pieces in place of the words that begin at those places, and no label."""
    sizes = {at: len(word) for at, word in list_words(sample)}
    ids: list[int] = []
    cases: list[int] = []
    moved: dict[int, int] = {}
    i = 0
    while i < len(sample.ids):
        moved[i] = len(ids)
        if i in others:
            ids += others[i]
            cases += [sample.cases[i]] * len(others[i])
            i += sizes[i]
        else:
            ids.append(sample.ids[i])
            cases.append(sample.cases[i])
            i += 1
    words, slots = [moved[i] for i in sample.words], [moved[i] for i in sample.slots]
    return Sample(ids, cases, words, slots=slots, origin="unmarked")
