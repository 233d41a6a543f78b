"""Reporting clauses behind what is said: "..., X said", "as X put it"."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.annotate.cues import Cue
from dragoman.annotate.main_clauses import DASHES
from dragoman.annotate.overlaps import THOUGHT, Overlaps
from dragoman.annotate.speakers import CLOSE, SPEECH, Report
from dragoman.annotate.subjects import TIME_WORDS, Phrase, phrase_end

_NOBODY = frozenset(("nobody", "none", "no", "neither"))


class Behind(Overlaps):
    """The view of a sentence that finds what went before its reporting clause."""

    def _told_as(self, phrase: Phrase, speaker: Phrase | None, cue: Cue, told: Phrase | None) -> bool:
        """Reads "..., as X claimed, ..." and "As X told Y, ...": the clause beside it is what X says."""
        if speaker is None or speaker.last > phrase.first:
            return False
        return self._tells_as(phrase, speaker, cue, speaker.first - 1, told)

    def _told_as_by(self, phrase: Phrase, cue: Cue) -> bool:
        """Reads "As first reported by X, ...": the clause beside it is what X says."""
        opening, by = phrase.first - 1, phrase.last + 1
        while opening > self.low and self.tokens[opening].tag in ("ADV", "ADJ"):
            opening -= 1
        last = phrase_end(self.tokens, by + 1, self.high)
        return last > by and self._tells_as(phrase, Phrase(by + 1, last), cue, opening)

    def _tells_as(self, phrase: Phrase, speaker: Phrase, cue: Cue, opening: int, told: Phrase | None = None) -> bool:
        """Adds the report of a clause that opens with the "as" at `opening`; False where it is none."""
        tokens, edge = self.tokens, self._as_end(max(phrase.last, speaker.last) + 1, cue)
        if cue.kind != "say" or opening < self.low or tokens[opening].lemma != "as" or not edge:
            return False
        if edge + 1 < self.high and self.quoted[edge + 1] and self._closes_otherwise(edge + 1):
            return False
        if opening == self.low or (tokens[edge].text == "," and edge + 1 < self.high and self.quoted[edge + 1]):
            content = [(edge + 1, self.end())]
        elif tokens[opening - 1].text == ",":
            outer = [a for r in self.found if r.kind in SPEECH for a, b in r.content if a < opening <= b]
            dash = max((k + 1 for k in range(self.low, opening) if tokens[k].text in DASHES), default=self.low)
            start = dash if tokens[edge].text in DASHES else self.low
            content = [(max(outer, default=start), opening - 1)]
            if tokens[edge].text == "," and not any(t.tag in ("VERB", "AUX") for t in tokens[start:opening]):
                content.append((edge + 1, self.end()))  # "The port, as Ruiz noted, is shut"
        else:
            return False
        if any(end <= start for start, end in content):
            return False
        if content[0][1] < opening:
            self.found = [r._replace(content=_cut_at(r.content, opening)) for r in self.found]
        self._add(Report(phrase, speaker, tuple(content), told, cue.kind, True))
        return True

    def _closes_otherwise(self, quote: int) -> bool:
        """Whether a reporting verb stands behind the quote at `quote` ("As X wrote, “...,” Y said")."""
        rest = range(quote, self.high)
        return any(not self.quoted[k] and self.tokens[k].lemma in self.cues.verbs for k in rest)

    def _as_end(self, at: int, cue: Cue) -> int:
        """The mark that ends an "as" clause behind its verb, past when, where or to whom it was said; else 0, also
        where what was said stands there ("As X told Y about Z, ...")."""
        if at >= self.high or self.tokens[at].tag == "PUNCT":
            return at if at < self.high else 0
        tells = cue.word in self.cues.beside["tell"] or "any" in cue.patterns or cue.word in ("report", "write")
        beside = self.tokens[at].tag in ("ADP", "ADV") or self.tokens[at].text.lower() in TIME_WORDS
        if not tells or not (beside or cue.word in self.cues.beside["tell"]):
            return 0
        while at < self.high and self.tokens[at].tag not in ("PUNCT", "VERB", "AUX", "SCONJ") and not self.quoted[at]:
            if self.tokens[at].text == "about":
                return 0
            at += 1
        return at if at < self.high and self.tokens[at].tag == "PUNCT" and not self.quoted[at] else 0

    def _closed_quote(self, cue: Phrase, speaker: Phrase | None, word: Cue) -> bool:
        """Whether the sentence opens with a quote that the reporting clause closes ("...," X said on Y's "Z")."""
        edge = self._edge(cue, speaker)
        if edge <= self.low or not self.quoted[edge] or not self.quoted[self.low] or "post" not in word.patterns:
            return False
        if any(r.behind and r.cue.first < cue.first and (b == edge + 1) for r in self.found for _, b in r.content):
            return False  # "...," X told Y, who came in and said it was late
        return any(self.tokens[k].text in (",", "?", "!") for k in (edge, edge - 1))

    def _quoted_before(self, cue: Phrase, speaker: Phrase | None, word: Cue, start: int) -> tuple[tuple[int, int], ...]:
        """The first half of a quotation that the reporting clause interrupts."""
        if not self.quoted[start] or "post" not in word.patterns:
            return ()
        edge = self._edge(cue, speaker, adverbs=False)
        if edge < self.low or not self.quoted[edge] or self.tokens[start - 1].text not in (",", ".", ":"):
            return ()
        begin = self._segment_start(edge + 1)
        return ((begin, edge + 1),) if edge >= begin else ()

    def _edge(self, cue: Phrase, speaker: Phrase | None, *, adverbs: bool = True) -> int:
        """The token before the reporting clause, adverbs stepped over."""
        edge = min(cue.first, speaker.first if speaker else cue.first) - 1
        while adverbs and edge > self.low and self.tokens[edge].tag == "ADV" and not self.quoted[edge]:
            edge -= 1
        return edge

    def _behind(self, cue: Phrase, speaker: Phrase | None, told: Phrase | None, word: Cue, body: int) -> None:
        """ "..., X said", "...," said X, and the interrupted form with content on both sides."""
        if "post" not in word.patterns:
            return
        tokens = self.tokens
        edge = self._edge(cue, speaker)
        if speaker is not None and (name := self._named_before(edge)) is not None:
            speaker, edge = name, self._edge(cue, name)
        if speaker is not None and self.relative(cue.first) and self.main_clause(cue.first, cue.last):
            return  # "X, who insisted on it, called ..."
        if edge < self.low:
            led = (
                self.later_quote(body)
                or self.tokens[self.high - 1].text == ":"
                or self._is_alone(cue, speaker, word, body)
            )
            if speaker is not None and led:
                self._add(Report(cue, speaker, (), told, word.kind, True))
            return
        token = self.tokens[edge]
        if speaker is not None and not self.quoted[edge] and tokens[self.high - 1].text == ":":
            self._add(Report(cue, speaker, (), told, word.kind, True))  # "Following the talks, X said:"
            return
        if not self.quoted[edge] and (word.kind not in THOUGHT or self._has_object(body)):
            return
        if not (self.quoted[edge] or token.text in (",", "--", "–", "—", "_") or token.text in CLOSE):
            if speaker is not None and self.later_quote(body):
                self._add(Report(cue, speaker, (), told, word.kind, True))
            return
        end = edge if not self.quoted[edge] else edge + 1
        if speaker is None and not self.quoted[end - 1]:
            return
        start = self._segment_start(end)
        ranges = [(start, end)] if end > start else []
        inverted = speaker is not None and speaker.first > cue.first
        rest = self.resumed(body, inverted, unfinished=end > start and self.unfinished(start, end))
        if rest and (self.quoted[rest[0]] or not self.quoted[end - 1]):
            ranges.append(rest)
        if any(self.quoted[k] or tokens[k].tag in ("VERB", "AUX") for a, b in ranges for k in range(a, b)):
            self._add(Report(cue, speaker, tuple(ranges), told, word.kind, True))

    def _named_before(self, comma: int) -> Phrase | None:
        """The name between a quote and a comma that nothing closes (""We stay," *Ruiz*, a clerk of the mill said")."""
        first = comma
        while first - 1 > self.low and self.tokens[first - 1].tag == "PROPN" and not self.quoted[first - 1]:
            first -= 1
        named = comma > self.low and self.tokens[comma].text == "," and not self.quoted[comma] and first < comma
        return Phrase(first, comma - 1) if named and self.quoted[first - 1] else None

    def _is_alone(self, cue: Phrase, speaker: Phrase | None, word: Cue, body: int) -> bool:
        """Whether the sentence only tells who said what stands before it (""We stay." *Ruiz added on Monday.*")."""
        if speaker is None or speaker.last > cue.first or self.found or word.kind not in SPEECH:
            return False
        nothing = self.tokens[speaker.first].text.lower() in _NOBODY or self.negated(cue.first)
        if nothing or self._has_object(body):
            return False  # "Nobody replied", "Ruiz added three pages"
        behind = self.tokens[body : self.high]
        acts = any(t.tag == "VERB" for t in (*self.tokens[speaker.last + 1 : cue.first], *behind))
        return not acts and not any(t.tag == "AUX" for t in behind)

    def _has_object(self, body: int) -> bool:
        """Whether the verb has a noun phrase of its own behind it, so that what went before is not its content."""
        if body >= self.high or self.tokens[body].text.lower() in TIME_WORDS:
            return False
        return self.tokens[body].tag in ("DET", "NOUN", "NUM", "ADJ")


def _cut_at(content: Sequence[tuple[int, int]], opening: int) -> tuple[tuple[int, int], ...]:
    """Content without what stands from the comma before `opening` on."""
    return tuple((a, min(b, opening - 1)) if a < opening else (a, b) for a, b in content)
