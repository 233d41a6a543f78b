"""Text -> place mentions: every toponym the gazetteer knows, and strongly marked ones it does not.

Names are looked up longest first at each capitalised word. A name that is also a word, a surname or a given name
("Reading", "Jordan") needs a hint: a locative preposition, a state or country after a comma, or the same name
taken elsewhere in the report. A name inside a person's or body's name ("Paris Hilton", "Bank of England") is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Literal

from msgspec import Struct

from dragoman.annotate.actor_names import find_text_names
from dragoman.annotate.gazetteer import (
    CAPITAL,
    COUNTRY,
    OTHER_NAME,
    REGION,
    STATE,
    TOWN,
    Candidate,
    Entry,
    Gazetteer,
    load_gazetteer,
)
from dragoman.records import Mention, Token
from dragoman.tables import read_table

# sure: the words around say so; yes: the name itself is enough; person: part of a person's or body's name.
Verdict = Literal["sure", "yes", "maybe", "person", "no"]
_WORD = re.compile(
    r"\b(?=[A-Z])(?:W\. ?Va\.|People['’]s\b|U\. S\.?)|(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?"
    r"|\b(?=[A-Z])(?:St|Ste|Ft|Mt|Calif|Mass|Conn|Fla|Ga|Ala|Ariz|Ark|"
    r"Colo|Del|Ill|Ind|Kan|Ky|La|Md|"
    r"Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Ore|Pa|Tenn|Tex|Va|Vt|Wash|Wis|Wyo|Ont|Que|Sask|Alta|Man)\."
    r"|[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)*"
)
_LONGEST = 6
_SPEECH = frozenset(["said", "says", "told", "added", "who", "asked"])
_BIG = 100_000


class _Word(Struct, frozen=True, gc=False):
    start: int
    end: int
    text: str
    upper: bool


class _Found(Struct, frozen=True):
    first: int
    last: int
    start: int
    end: int
    entry: Entry
    verdict: Verdict


@lru_cache(maxsize=4)
def read_place_words(overlay: Path | None) -> dict[str, frozenset[str]]:
    """Word classes of table `place_words`: title, given, body_of, body_for, institution, direction, inner, generic."""
    classes: dict[str, set[str]] = {}
    for row in read_table("place_words", overlay):
        classes.setdefault(row["class"], set()).update(row["words"].split())
    return {k: frozenset(v) for k, v in classes.items()}


def find_places(
    text: str,
    sentences: Sequence[tuple[int, int]],
    tokens: Sequence[Token] = (),
    *,
    overlay: Path | None = None,
) -> tuple[Mention, ...]:
    """Place mentions in reading order, never overlapping, whatever their use (country names as actors too).

    `form` is country, capital or place; `key` is "country:ALPHA3" for a country, else "name:NAME", the candidate
    set that `ground.places.ground_places` chooses from, and None for a name no table holds.
    """
    scan = _Scan(text, sentences, tokens, overlay)
    found = scan.find()
    return tuple(scan.mention(f) for f in found)


class _Scan:
    """One report's words and what was found in them."""

    def __init__(
        self, text: str, sentences: Sequence[tuple[int, int]], tokens: Sequence[Token], overlay: Path | None
    ) -> None:
        self.text = text
        self.gazetteer: Gazetteer = load_gazetteer(overlay)
        self.classes = read_place_words(overlay)
        self.words = [_Word(m.start(), m.end(), m.group(), _capitalised(m.group())) for m in _WORD.finditer(text)]
        self.openings = frozenset(s for s, _ in sentences)
        self.names = [h for h in find_text_names(text, overlay) if h.kind in ("person", "organisation")]
        self.previous: _Found | None = None
        self.tokens = tokens

    def find(self) -> list[_Found]:
        found: list[_Found] = []
        index, words = 0, self.words
        while index < len(words):
            if not words[index].upper or words[index].end - words[index].start == 1:
                index += 1
                continue
            hit = self._match(index)
            if hit is None:
                index += 1
                continue
            found.append(hit)
            self.previous = hit
            index = hit.last + 1
        return self._settle(found)

    def _settle(self, found: Sequence[_Found]) -> list[_Found]:
        """A doubtful name stands when the report uses it as a place elsewhere; a person's surname does not."""
        written = {id(f): self.text[f.start : f.end] for f in found}
        sure = {written[id(f)] for f in found if f.verdict == "sure"}
        people = {written[id(f)] for f in found if f.verdict == "person"} - sure
        taken = sure | {written[id(f)] for f in found if f.verdict == "yes"} - people
        kept = []
        for one in found:
            name = written[id(one)]
            lone_person = name in people and not self._well_known(one.entry)
            doubtful = one.verdict in ("yes", "maybe") and name in taken and not lone_person
            if one.verdict == "sure" or doubtful or (one.verdict == "yes" and not lone_person):
                kept.append(one)
        return kept

    def _well_known(self, entry: Entry) -> bool:
        return any(_is_region(c, "") or c.population >= _BIG for c in entry.candidates)

    def mention(self, found: _Found) -> Mention:
        written = self.text[found.start : found.end]
        best = found.entry.candidates[0] if found.entry.candidates else None
        country = next((c for c in found.entry.candidates if c.kind == COUNTRY), None)
        if country:
            return Mention(found.start, found.end, written, "place", "country", f"country:{country.country}")
        capital = any(c.kind == CAPITAL for c in found.entry.candidates)
        key = f"name:{best.name}" if best else None
        return Mention(found.start, found.end, written, "place", "capital" if capital else "place", key)

    def _gap(self, left: int) -> str:
        return self.text[self.words[left].end : self.words[left + 1].start]

    def _match(self, index: int) -> _Found | None:
        """The longest name that starts at word `index`, with its verdict; unknown marked names too."""
        words, inner = self.words, self.classes["inner"]
        last = index
        while last + 1 < len(words) and last - index + 1 < _LONGEST:
            if self._gap(last) not in (" ", "-", "'", "’", "\n", " - ") or not (
                words[last + 1].upper or words[last + 1].text in inner
            ):
                break
            last += 1
        for end in range(last, index - 1, -1):
            if not words[end].upper and end > index:
                continue
            span = (words[index].start, words[end].end)
            entry = self.gazetteer.find_spelled(self.text[span[0] : span[1]])
            stop = 0
            if entry is None and words[end].text[-1] == "." and words[end].text.count(".") == 1:
                entry, stop = self.gazetteer.find_spelled(self.text[span[0] : span[1] - 1]), 1
            if entry is not None:
                verdict = self._judge(index, end, entry)
                if verdict in ("yes", "sure", "maybe") and self._division_follows(end):
                    return _Found(index, end + 1, span[0], words[end + 1].end, entry, "sure")
                return _Found(index, end, span[0], span[1] - stop, entry, verdict)
        return self._match_unknown(index, last)

    def _match_unknown(self, index: int, last: int) -> _Found | None:
        """A name no table holds: "the village of X", "in X, Country", "X Province", "X River"."""
        words, generic, joined = self.words, self.classes["generic"], index
        while joined < last and (words[joined + 1].upper or words[joined + 1].text in self.classes["particle"]):
            joined += 1
        last = joined
        while last > index and not words[last].upper:
            last -= 1
        nothing = Entry("", ())
        span = (words[index].start, words[last].end)
        if self._settlement_before(index):
            return _Found(index, last, *span, nothing, "sure")
        suffix = next((n for n in range(last, index, -1) if words[n].text in generic), None)
        if suffix is not None and suffix - index <= 3 and words[index].text not in self.classes["article"]:
            return _Found(index, suffix, words[index].start, words[suffix].end, nothing, "sure")
        before = words[index - 1].text if index else ""
        after = words[last + 1].text if last + 1 < len(words) and self._gap(last) == " " else ""
        if after in self.classes["kind_after"] and before in ("in", "the", "of", "from") and self._proper(index, last):
            return _Found(index, last, *span, nothing, "sure")
        if before in ("in", "near", "outside") and last - index <= 2 and self._region_follows(last):
            return _Found(index, last, *span, nothing, "sure")
        return None

    @cached_property
    def tags(self) -> dict[int, str]:
        """Tags by offset: few names need them."""
        return {t.start: t.tag for t in self.tokens}

    def _proper(self, first: int, last: int) -> bool:
        """Whether the tagger calls all words from `first` to `last` proper nouns."""
        words = self.words[first : last + 1]
        return all(self.tags.get(w.start) == "PROPN" and not w.text.isupper() for w in words)

    def _division_follows(self, end: int) -> bool:
        """Whether the next word is written as part of the name: "Akita Prefecture", "Salinas Valley"."""
        if end + 1 >= len(self.words) or self._gap(end) != " " or not self.words[end + 1].upper:
            return False
        return self.words[end + 1].text in self.classes["division"]

    def _region_follows(self, end: int) -> bool:
        """Whether ", STATE" or ", COUNTRY" or "(COUNTRY" comes after word `end`."""
        if end + 1 >= len(self.words) or not self.words[end + 1].upper or self._gap(end) not in (", ", " ("):
            return False
        for more in (2, 1, 0):
            if end + 1 + more < len(self.words):
                span = self.text[self.words[end + 1].start : self.words[end + 1 + more].end]
                entry = self.gazetteer.find_spelled(span) or self.gazetteer.find_spelled(span.rstrip("."))
                if entry and any(_is_region(c, "") for c in entry.candidates):
                    return True
        return False

    def _listed(self, first: int) -> bool:
        """Whether word `first` goes on a list of places: "Oslo and NAME", "Oslo, NAME"."""
        before = self.previous
        if before is None or before.verdict not in ("yes", "sure"):
            return False
        if before.last == first - 1:
            return self._gap(before.last) == ", "
        return before.last == first - 2 and self.words[first - 1].text in ("and", "or") and self._gap(first - 1) == " "

    def _opens_dateline(self, first: int, last: int) -> bool:
        """ "NAME (Agency) -" or "NAME - " where a sentence opens."""
        if self.words[first].start not in self.openings or last + 1 >= len(self.words):
            return False
        return self._gap(last) in (" — ", " – ", " -- ", " - ", "—") and self.words[last + 1].upper

    def _judge(self, first: int, last: int, entry: Entry) -> Verdict:
        words, classes = self.words, self.classes
        before = words[first - 1] if first and self._gap(first - 1) in (" ", ". ", "-") else None
        after = words[last + 1] if last + 1 < len(words) and self._gap(last) == " " else None
        region = any(_is_region(c, entry.flags) for c in entry.candidates)
        if not entry.candidates:
            return "no"
        if self._region_follows(last) or self._opens_dateline(first, last) or self._settlement_before(first):
            return "sure"
        if self._inside_name(first, last, entry, before, after, region) or (not region and self._named(first, last)):
            return "person"
        if "x" in entry.flags or self.text[words[last].end : words[last].end + 1] == "$":
            return "no"
        people = max((c.population for c in entry.candidates if c.kind not in "AB"), default=0)
        written = words[first].text
        opening = words[first].start in self.openings
        town = all(c.kind in (TOWN, OTHER_NAME) for c in entry.candidates)
        if last > first and town and people < 30_000 and self._given(written):
            return "maybe"
        # "OSLO (Agency)", but "NATO ambassadors" is no town called Nato
        filed = opening and (after is None or after.upper)
        if first == last and len(written) < 6 and written.isupper() and not (filed or self.gazetteer.find(written)):
            return "no"
        if region or last > first:
            return "yes"
        if len(written) < 4 and people < 1_000_000 and written.isupper():
            return "no"
        if before and before.text.lower() in classes["locative"]:
            loose = before.text in ("of", "for", "to", "from")
            if not (loose and entry.flags):
                return "yes" if loose else "sure"
        if after and after.upper and after.text in classes["institution"]:
            return "yes"
        if after and after.text in _SPEECH and people < _BIG:
            return "maybe"
        if self._listed(first):
            return "yes"
        if "w" in entry.flags and (opening or people < 1_000_000):
            return "maybe"
        if entry.flags and people < 500_000:
            return "maybe"
        if people < 3_000 and opening:
            return "maybe"
        return "yes"

    def _settlement_before(self, first: int) -> bool:
        """Whether "town of" or the like stands before word `first`, in lower case: "the City of London" is a body."""
        words = self.words
        return first > 1 and words[first - 1].text == "of" and words[first - 2].text in self.classes["settlement"]

    def _named(self, first: int, last: int) -> bool:
        """Whether the words are part of a longer name of the tables of actors ("Tupac Amaru Movement")."""
        start, end = self.words[first].start, self.words[last].end
        return any(h.start <= start and end <= h.end and h.end - h.start > end - start for h in self.names)

    def _given(self, word: str) -> bool:
        known = self.gazetteer.find(word)
        return word in self.classes["given"] or (known is not None and "g" in known.flags)

    def _inside_name(
        self, first: int, last: int, entry: Entry, before: _Word | None, after: _Word | None, region: bool
    ) -> bool:
        """Whether the name is part of a person's or a body's name."""
        words, classes = self.words, self.classes
        gap = self._gap(first - 1) if first else ""
        if before and gap in (" ", ". ") and (before.text.rstrip(".") in classes["title"]):
            return True
        joint = before.text.lower() if before and first > 1 else ""
        if joint in ("of", "for") and words[first - 2].text in classes[f"body_{joint}"]:
            return True
        if after and after.upper and after.text in classes["body"]:
            return True
        if before and before.upper and gap == " " and before.text not in classes["direction"]:
            if words[first].text in ("Al", "El"):
                return True
            if self._given(before.text):
                return not region or "g" in entry.flags
            opening = before.start in self.openings or before.text in classes["article"]
            if not opening and (entry.flags or not region) and before.text not in classes["institution"]:
                return True
        if after and after.upper and after.text not in classes["institution"]:
            if self._given(words[first].text) and last == first and not _weekday(after.text):
                firm = any(_is_region(c, "g") for c in entry.candidates)
                return not firm or words[last].text in classes["given_and_country"]
            return not region and len(entry.flags) > 0 and not _weekday(after.text)
        return False


def _capitalised(word: str) -> bool:
    return word[0].isupper() or (len(word) > 2 and word[1] in "'’" and word[2].isupper())


def _is_region(candidate: Candidate, flags: str) -> bool:
    """Countries, hand-written states and regions, and unflagged first divisions: seldom anything else."""
    if candidate.kind == STATE:
        return not flags or candidate.population >= 1_000_000
    return candidate.kind in (COUNTRY, REGION)


def _weekday(word: str) -> bool:
    return word.endswith("day") or word in ("January", "February", "March", "April", "June", "July", "August")
