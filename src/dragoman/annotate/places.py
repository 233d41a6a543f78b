"""Text -> place mentions: every toponym the gazetteer knows, and strongly marked ones it does not.

Names are looked up longest first at each capitalised word. A name that is also a word, a surname or a given name
("Reading", "Jordan") needs a hint: a locative preposition, a state or country after a comma, or the same name
taken elsewhere in the report. A name inside a person's or body's name ("Paris Hilton", "Bank of England") is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Literal

from msgspec import Struct

from dragoman.annotate.gazetteer import CAPITAL, COUNTRY, OTHER_NAME, TOWN, Entry
from dragoman.annotate.place_words import PlaceWords, is_region
from dragoman.records import Mention, Token

# sure: the words around say so; yes: the name itself is enough; person: part of a person's or body's name.
Verdict = Literal["sure", "yes", "maybe", "person", "no"]
_LONGEST = 6
_SPEECH = frozenset(["said", "says", "told", "added", "who", "asked"])
_BIG = 100_000


class _Found(Struct, frozen=True):
    first: int
    last: int
    start: int
    end: int
    entry: Entry
    verdict: Verdict


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
        self.beside = PlaceWords(text, sentences, overlay)
        self.text, self.words, self.classes = text, self.beside.words, self.beside.classes
        self.gazetteer = self.beside.gazetteer
        self.previous: _Found | None = None
        self.tokens = tokens

    def find(self) -> list[_Found]:
        found: list[_Found] = []
        index, words = 0, self.words
        while index < len(words):
            if not (words[index].upper or self.beside.article_before(index)) or len(words[index].text) == 1:
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
        return any(is_region(c, "") or c.population >= _BIG for c in entry.candidates)

    def mention(self, found: _Found) -> Mention:
        written = self.text[found.start : found.end]
        best = found.entry.candidates[0] if found.entry.candidates else None
        country = next((c for c in found.entry.candidates if c.kind == COUNTRY), None)
        if country:
            return Mention(found.start, found.end, written, "place", "country", f"country:{country.country}")
        capital = any(c.kind == CAPITAL for c in found.entry.candidates)
        key = f"name:{best.name}" if best else None
        return Mention(found.start, found.end, written, "place", "capital" if capital else "place", key)

    def _match(self, index: int) -> _Found | None:
        """The longest name that starts at word `index`, with its verdict; unknown marked names too."""
        words, inner = self.words, self.classes["inner"]
        last = index
        while last + 1 < len(words) and last - index + 1 < _LONGEST:
            if self.beside.gap(last) not in (" ", "-", "'", "’", "\n", " - ") or not (
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
                if verdict in ("yes", "sure", "maybe") and self.beside.division_follows(end):
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
        if self.beside.settlement_before(index):
            return _Found(index, last, *span, nothing, "sure")
        suffix = next((n for n in range(last, index, -1) if words[n].text in generic), None)
        if suffix is not None and suffix - index <= 3 and words[index].text not in self.classes["article"]:
            return _Found(index, suffix, words[index].start, words[suffix].end, nothing, "sure")
        before = words[index - 1].text if index else ""
        after = words[last + 1].text if last + 1 < len(words) and self.beside.gap(last) == " " else ""
        if after in self.classes["kind_after"] and before in ("in", "the", "of", "from") and self._proper(index, last):
            return _Found(index, last, *span, nothing, "sure")
        if before in ("in", "near", "outside") and last - index <= 2 and self.beside.region_follows(last):
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

    def _listed(self, first: int) -> bool:
        """Whether word `first` goes on a list of places: "Oslo and NAME", "Oslo, NAME"."""
        before = self.previous
        if before is None or before.verdict not in ("yes", "sure"):
            return False
        if before.last == first - 1:
            return self.beside.gap(before.last) == ", "
        joined = before.last == first - 2 and self.words[first - 1].text in ("and", "or")
        return joined and self.beside.gap(first - 1) == " "

    def _judge(self, first: int, last: int, entry: Entry) -> Verdict:
        words, classes = self.words, self.classes
        before = words[first - 1] if first and self.beside.gap(first - 1) in (" ", ". ", "-") else None
        after = words[last + 1] if last + 1 < len(words) and self.beside.gap(last) == " " else None
        region = any(is_region(c, entry.flags) for c in entry.candidates)
        if not entry.candidates:
            return "no"
        if self.beside.marked(first, last):
            return "no" if entry.flags and self.beside.ends_name(first, entry) else "sure"
        if self.beside.inside_name(first, last, entry, before, after, region):
            return "person"
        if "x" in entry.flags or self.text[words[last].end : words[last].end + 1] == "$":
            return "no"
        people = max((c.population for c in entry.candidates if c.kind not in "AB"), default=0)
        written = words[first].text
        opening = words[first].start in self.beside.openings
        town = all(c.kind in (TOWN, OTHER_NAME) for c in entry.candidates)
        if last > first and town and people < 30_000 and self.beside.given(written):
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
