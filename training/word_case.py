"""Counts behind data/word_case.tsv: how often each word of our own reports is written small and with a capital.

    python -m training.word_case > src/dragoman/data/word_case.tsv

Counted are the passages of training/corpus and the reports of training/unmarked, but for the first word of a sentence
or quotation, which is a capital whatever it is. The gate and the held-out passages are not counted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from dragoman.annotate.word_case import NAME, NUMBER, split_case_words
from training.corpus_format import CORPUS, parse_marks
from training.heldout import is_held_out

HEADER = """\
# How often a word of our own training reports is written small and how often with a capital, first words of sentences
# left out (`python -m training.word_case`). `before` and `behind` are the word beside it, for words that are often
# written both ways ("^": any that no report has small); an ending ("-tion") counts the rare words that end so;
# `acronym` are the places in which the whole word is in capitals. Texts set in capitals are read by it.
word\tbefore\tbehind\tsmall\tcapital\tacronym"""
UNMARKED = CORPUS.parent / "unmarked"
LINE_OF_MARKS = re.compile(r"#|>|meta: |[as]\d+: ")
OPENS = re.compile(r"(?:^|[.!?:\"“”`'‘(\[_—–-])\s*$")
# A word is written both ways where the rarer one is this share, in at least so many places; a pair is kept from so
# many.
BOTH_WAYS, FEWEST_PLACES, FEWEST_PAIRS = 0.05, 10, 3
FEWEST_CAPITAL = 4  # places of a word that is never small
RARE = 2  # places of a word from whose ending others are guessed
ENDINGS = (3, 4)
FEWEST_OF_ENDING, MOST_CAPITAL = 8, 0.2  # rare words with an ending that tells, and the share of names among them

Key = tuple[str, str, str]


def main() -> None:
    """Count and print the table."""
    small, capital, acronym = count_words()
    print(HEADER)
    for word, before, behind in sorted(small.keys() | capital.keys()):
        key = (word, before, behind)
        if small[key] or before or behind or capital[key] >= FEWEST_CAPITAL:
            print(word, before, behind, small[key], capital[key], acronym[word], sep="\t")


def count_words() -> tuple[Counter[Key], Counter[Key], Counter[str]]:
    """Places of each word, word with a neighbour, and ending, written small and with a capital; of each acronym."""
    acronym: Counter[str] = Counter()
    counts: tuple[Counter[Key], Counter[Key]] = (Counter(), Counter())
    places = [place for line in read_lines() for place in list_places(line)]
    for word, _, _, form in places:
        acronym[word] += len(form) > 1 and form.isupper()
        counts[not form.islower()][word, "", ""] += 1
    small, capital = counts
    both = {w for w, _, _ in small if _is_both(small[w, "", ""], capital[w, "", ""])}
    _count_endings(small, capital)
    _count_pairs([p for p in places if p[0] in both], small, capital)
    return small, capital, acronym


def _count_pairs(places: Iterable[tuple[str, str, str, str]], small: Counter[Key], capital: Counter[Key]) -> None:
    pairs: tuple[Counter[Key], Counter[Key]] = (Counter(), Counter())
    for word, *beside, form in places:
        before, behind = (b if b in ("", NUMBER) or small[b, "", ""] else NAME for b in beside)
        for key in ((word, before, ""), (word, "", behind)):
            pairs[not form.islower()][key] += any(key[1:])
    for key in pairs[0].keys() | pairs[1].keys():
        if pairs[0][key] + pairs[1][key] >= FEWEST_PAIRS:
            small[key], capital[key] = pairs[0][key], pairs[1][key]


def _is_both(small: int, capital: int) -> bool:
    return small + capital >= FEWEST_PLACES and min(small, capital) > BOTH_WAYS * (small + capital)


def _count_endings(small: Counter[Key], capital: Counter[Key]) -> None:
    rare = {w for w, *beside in small.keys() | capital.keys() if not any(beside)}
    ends: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    for word in rare:
        places = small[word, "", ""], capital[word, "", ""]
        if sum(places) <= RARE:
            for size in ENDINGS:
                if len(word) > size:
                    ends[places[1] > places[0]][f"-{word[-size:]}"] += 1
    for end in ends[0]:
        words = ends[0][end] + ends[1][end]
        if words >= FEWEST_OF_ENDING and ends[1][end] < MOST_CAPITAL * words:
            small[end, "", ""], capital[end, "", ""] = ends[0][end], ends[1][end]


def list_places(line: str) -> Iterator[tuple[str, str, str, str]]:
    """Each word of a line that could be written small, its neighbours, and the word as it stands, without 's."""
    words = split_case_words(line)
    for word in words:
        if word.low != NUMBER and not OPENS.search(line[: word.start]):
            yield word.low, word.before, word.behind, line[word.start : word.start + len(word.low)]


def read_lines() -> Iterator[str]:
    """The sentences that are counted, without marks; lines in capitals tell nothing."""
    for path in (*sorted(CORPUS.glob("*.txt")), *sorted(UNMARKED.glob("*.txt"))):
        held_out = False
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("## "):
                held_out = is_held_out(line[3:].strip())
            elif line and not held_out and not LINE_OF_MARKS.match(line):
                text = _without_marks(path, line)
                if not text.isupper():
                    yield text


def _without_marks(path: Path, line: str) -> str:
    return parse_marks(line)[0] if path.parent == CORPUS else line


if __name__ == "__main__":
    main()
