"""Reporting clauses behind what is said: "..., X said", "as X put it"."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.annotate.cues import Cue
from dragoman.annotate.overlaps import THOUGHT, Overlaps
from dragoman.annotate.speakers import CLOSE, Report
from dragoman.annotate.subjects import TIME_WORDS, Phrase


class Behind(Overlaps):
    """The view of a sentence that finds what went before its reporting clause."""

    def _told_as(self, phrase: Phrase, speaker: Phrase | None, cue: Cue) -> bool:
        """Reads "..., as X claimed, ..." and "As X put it, ...": the clause beside it is what X says."""
        tokens, after = self.tokens, phrase.last + 1
        if speaker is None or cue.kind != "say" or speaker.last > phrase.first or after >= self.high:
            return False
        opening = speaker.first - 1
        if opening < self.low or tokens[opening].lemma != "as" or tokens[after].tag != "PUNCT":
            return False
        if opening == self.low or (tokens[after].text == "," and after + 1 < self.high and self.quoted[after + 1]):
            content = (after + 1, self.end())
        elif tokens[opening - 1].text == ",":
            outer = [a for r in self.found for a, b in r.content if a < opening <= b]
            content = (max(outer, default=self.low), opening - 1)
        else:
            return False
        if content[1] <= content[0]:
            return False
        if content[1] < opening:
            self.found = [r._replace(content=_cut_at(r.content, opening)) for r in self.found]
        self._add(Report(phrase, speaker, (content,), None, cue.kind, True))
        return True

    def _closed_quote(self, cue: Phrase, speaker: Phrase | None, word: Cue) -> bool:
        """Whether the sentence opens with a quote that the reporting clause closes ("...," X said on Y's "Z")."""
        edge = self._edge(cue, speaker)
        if edge <= self.low or not self.quoted[edge] or not self.quoted[self.low] or "post" not in word.patterns:
            return False
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
        if speaker is not None and self.relative(cue.first) and self.main_clause(cue.first, cue.last):
            return  # "X, who insisted on it, called ..."
        if edge < self.low:
            if speaker is not None and (self.later_quote(body) or self.tokens[self.high - 1].text == ":"):
                self._add(Report(cue, speaker, (), told, word.kind, True))
            return
        token = self.tokens[edge]
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
        rest = self.resumed(body, speaker is not None and speaker.first > cue.first)
        if rest and (self.quoted[rest[0]] or not self.quoted[end - 1]):
            ranges.append(rest)
        if any(self.quoted[k] or tokens[k].tag in ("VERB", "AUX") for a, b in ranges for k in range(a, b)):
            self._add(Report(cue, speaker, tuple(ranges), told, word.kind, True))
        elif speaker is not None and tokens[self.high - 1].text == ":":  # "The minister, X, said:" and what follows
            self._add(Report(cue, speaker, (), told, word.kind, True))

    def _has_object(self, body: int) -> bool:
        """Whether the verb has a noun phrase of its own behind it, so that what went before is not its content."""
        if body >= self.high or self.tokens[body].text.lower() in TIME_WORDS:
            return False
        return self.tokens[body].tag in ("DET", "NOUN", "NUM", "ADJ")


def _cut_at(content: Sequence[tuple[int, int]], opening: int) -> tuple[tuple[int, int], ...]:
    """Content without what stands from the comma before `opening` on."""
    return tuple((a, min(b, opening - 1)) if a < opening else (a, b) for a, b in content)
