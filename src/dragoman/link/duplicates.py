"""Near-duplicate texts: wire copies, re-edits and cut versions of one original.

MinHash over word 4-shingles proposes pairs, the Jaccard index of the shingles decides them (Broder 1997).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from rensa import RMinHash, RMinHashLSH

SHINGLE = 4  # words; shorter ones join texts that share only phrases
# Half the shingles in common, or a cut version wholly inside the other: edits of one original, not two reports.
LEAST_JACCARD = 0.5
LEAST_CONTAINED = 0.8
PERMUTATIONS = 128
BANDS = 32  # with 128 permutations: pairs of Jaccard .3 are proposed with .23, of .5 with .87, of .7 with 1.0
SEED = 20261123  # fixed, so that the same texts give the same pairs on every run

WORD = re.compile(r"\w+")


def find_shingles(text: str) -> frozenset[str]:
    """Every run of four words, lower-case; a shorter text is one shingle."""
    words = WORD.findall(text.lower())
    if len(words) <= SHINGLE:
        return frozenset([" ".join(words)]) if words else frozenset()
    return frozenset(" ".join(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1))


def is_near_duplicate(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two sets of shingles come from one original."""
    if not one or not other:
        return False
    shared = len(one & other)
    return shared >= LEAST_JACCARD * len(one | other) or shared >= LEAST_CONTAINED * min(len(one), len(other))


def find_duplicate_pairs(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Index pairs (earlier, later) of near-duplicate texts, in order of the later one."""
    lsh = RMinHashLSH(threshold=LEAST_JACCARD, num_perm=PERMUTATIONS, num_bands=BANDS)
    shingles: list[frozenset[str]] = []
    for number, text in enumerate(texts):
        own = find_shingles(text)
        shingles.append(own)
        if not own:
            continue
        signature = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
        signature.update(sorted(own))
        for earlier in sorted(lsh.query(signature)):
            if is_near_duplicate(shingles[earlier], own):
                yield earlier, number
        lsh.insert(number, signature)


def find_originals(texts: Sequence[str]) -> list[int | None]:
    """For each text the earliest one that it is a copy of, directly or through others, by index; else None."""
    return lead_to_first(len(texts), find_duplicate_pairs(texts))


def lead_to_first(total: int, pairs: Iterable[tuple[int, int]]) -> list[int | None]:
    """For each of `total` numbers the least one that pairs connect it with; None for that one itself."""
    first = list(range(total))

    def find(number: int) -> int:
        while first[number] != number:
            first[number] = first[first[number]]
            number = first[number]
        return number

    for one, other in pairs:
        least, more = sorted((find(one), find(other)))
        first[more] = least
    return [None if find(number) == number else find(number) for number in range(total)]
