"""The words of a text as the finder of places reads them, and what the words beside a name say of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from msgspec import Struct

from dragoman.annotate.actor_names import find_text_names
from dragoman.annotate.gazetteer import COUNTRY, REGION, STATE, Candidate, Entry, Gazetteer, load_gazetteer
from dragoman.tables import group_rows

_WORD = re.compile(
    r"\b(?=[A-Z])(?:W\. ?Va\.|People['’]s\b|U\. S\.?)|(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?"
    r"|\b(?=[A-Z])(?:St|Ste|Ft|Mt|Calif|Mass|Conn|Fla|Ga|Ala|Ariz|Ark|"
    r"Colo|Del|Ill|Ind|Kan|Ky|La|Md|"
    r"Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Ore|Pa|Tenn|Tex|Va|Vt|Wash|Wis|Wyo|Ont|Que|Sask|Alta|Man)\."
    r"|[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)*"
)


_ARTICLES = ("al", "el")


class Word(Struct, frozen=True, gc=False):
    """A word with its offsets; `upper` where it is written as a name is."""

    start: int
    end: int
    text: str
    upper: bool


@lru_cache(maxsize=4)
def read_place_words(overlay: Path | None) -> dict[str, frozenset[str]]:
    """The words of each class of table `place_words`, whose rows say what the classes are for."""
    classes = group_rows("place_words", "class", overlay)
    return {name: frozenset(w for row in rows for w in row["words"].split()) for name, rows in classes.items()}


class PlaceWords:
    """The words of one text; a name is told by the numbers of its first and last word."""

    def __init__(self, text: str, sentences: Sequence[tuple[int, int]], overlay: Path | None) -> None:
        self.text = text
        self.gazetteer: Gazetteer = load_gazetteer(overlay)
        self.classes = read_place_words(overlay)
        self.words = [Word(m.start(), m.end(), m.group(), _capitalised(m.group())) for m in _WORD.finditer(text)]
        self.openings = frozenset(s for s, _ in sentences)
        self.names = [h for h in find_text_names(text, overlay) if h.kind in ("person", "organisation")]

    def gap(self, left: int) -> str:
        """What stands between a word and the next."""
        return self.text[self.words[left].end : self.words[left + 1].start]

    def division_follows(self, end: int) -> bool:
        """Whether the next word is written as part of the name: "Akita Prefecture", "Salinas Valley"."""
        if end + 1 >= len(self.words) or self.gap(end) != " " or not self.words[end + 1].upper:
            return False
        return self.words[end + 1].text in self.classes["division"]

    def region_follows(self, end: int) -> bool:
        """Whether ", STATE" or ", COUNTRY" or "(COUNTRY" comes after word `end`."""
        if end + 1 >= len(self.words) or not self.words[end + 1].upper or self.gap(end) not in (", ", " ("):
            return False
        for more in (2, 1, 0):
            if end + 1 + more < len(self.words):
                span = self.text[self.words[end + 1].start : self.words[end + 1 + more].end]
                entry = self.gazetteer.find_spelled(span) or self.gazetteer.find_spelled(span.rstrip("."))
                if entry and any(is_region(c, "") for c in entry.candidates):
                    return True
        return False

    def marked(self, first: int, last: int) -> bool:
        """Whether the words around say for sure that a name is a place's."""
        return self.region_follows(last) or self._opens_dateline(first, last) or self.settlement_before(first)

    def ends_name(self, first: int, entry: Entry) -> bool:
        """Whether word `first` only ends a name or title: "Executive Officer (Thailand)", "the Central Bank, Peru"."""
        words, classes = self.words, self.classes
        if not first or self.gap(first - 1) != " " or not words[first - 1].upper:
            return False
        apart = classes["article"] | classes["title"] | (frozenset() if "x" in entry.flags else classes["direction"])
        return words[first - 1].start not in self.openings and words[first - 1].text not in apart

    def article_before(self, index: int) -> bool:
        """Whether word `index` is the Arabic article of a name ("al-Hol")."""
        words = self.words
        if index + 1 >= len(words) or words[index].text not in _ARTICLES or self.gap(index) != "-":
            return False
        return words[index + 1].upper

    def _opens_dateline(self, first: int, last: int) -> bool:
        """ "NAME (Agency) -" or "NAME - " where a sentence opens."""
        if self.words[first].start not in self.openings or last + 1 >= len(self.words):
            return False
        return self.gap(last) in (" — ", " – ", " -- ", " - ", "—") and self.words[last + 1].upper

    def settlement_before(self, first: int) -> bool:
        """Whether "town of" or the like stands before word `first`, in lower case: "the City of London" is a body."""
        words = self.words
        return first > 1 and words[first - 1].text == "of" and words[first - 2].text in self.classes["settlement"]

    def _named(self, first: int, last: int) -> bool:
        """Whether the words are part of a longer name of the tables of actors ("Tupac Amaru Movement")."""
        start, end = self.words[first].start, self.words[last].end
        return any(h.start <= start and end <= h.end and h.end - h.start > end - start for h in self.names)

    def _joined_body(self, at: int) -> bool:
        """Whether word `at` is joined to another that names a body ("the Lima Union-Tribune")."""
        return at + 1 < len(self.words) and self.gap(at) == "-" and self.words[at + 1].text in self.classes["body"]

    def given(self, word: str) -> bool:
        """Whether a word is a given name."""
        known = self.gazetteer.find(word)
        return word in self.classes["given"] or (known is not None and "g" in known.flags)

    def inside_name(
        self, first: int, last: int, entry: Entry, before: Word | None, after: Word | None, region: bool
    ) -> bool:
        """Whether the name is part of a person's or a body's name."""
        words, classes = self.words, self.classes
        if not region and self._named(first, last):
            return True
        gap = self.gap(first - 1) if first else ""
        if before and gap in (" ", ". ") and (before.text.rstrip(".") in classes["title"]):
            return True
        joint = before.text.lower() if before and first > 1 else ""
        if joint in ("of", "for") and words[first - 2].text in classes[f"body_{joint}"]:
            return True
        if after and after.upper and (after.text in classes["body"] or self._joined_body(last + 1)):
            return True
        if before and before.upper and gap == " " and before.text not in classes["direction"]:
            if words[first].text.lower() in _ARTICLES:
                return True
            if self.given(before.text):
                return not region or "g" in entry.flags
            opening = before.start in self.openings or before.text in classes["article"]
            if not opening and (entry.flags or not region) and before.text not in classes["institution"]:
                return True
        if after and after.upper and after.text not in classes["institution"]:
            if self.given(words[first].text) and last == first and not _weekday(after.text):
                firm = any(is_region(c, "g") for c in entry.candidates)
                return not firm or words[last].text in classes["given_and_country"]
            return not region and len(entry.flags) > 0 and not _weekday(after.text)
        return False


def _capitalised(word: str) -> bool:
    return word[0].isupper() or (len(word) > 2 and word[1] in "'’" and word[2].isupper())


def is_region(candidate: Candidate, flags: str) -> bool:
    """Countries, hand-written states and regions, and unflagged first divisions: seldom anything else."""
    if candidate.kind == STATE:
        return not flags or candidate.population >= 1_000_000
    return candidate.kind in (COUNTRY, REGION)


def _weekday(word: str) -> bool:
    return word.endswith("day") or word in ("January", "February", "March", "April", "June", "July", "August")
