"""Reports without a reporting verb: "according to X", "X's warning that", "X is worried that"."""

from __future__ import annotations

from dragoman.annotate.cues import Cue
from dragoman.annotate.main_clauses import DASHES, IMPERSONAL, acting_before, acting_behind
from dragoman.annotate.speakers import Report, Speakers
from dragoman.annotate.subjects import TIME_WORDS, Phrase, find_subject, phrase_end, phrase_start
from dragoman.records import Token

_CONNECTIVE = 5  # tokens of words that join sentences, with their comma
_OWNERS = {"his": ("he",), "her": ("she",), "its": ("it",), "their": ("they", "both", "some", "many", "others")}


class PhraseReports(Speakers):
    """The view of a sentence that reads reports from nouns, adjectives and "according to"."""

    def _according(self, at: int) -> None:
        """ "according to X" at either end of its content."""
        first = at + 2
        last = phrase_end(self.tokens, first, self.high)
        told = self._told_what(first)
        comma = self.next(",", first)
        if last < first:
            last = (comma or self.end()) - 1
        if last < first or self.tokens[first].lemma in ("plan", "schedule"):
            return
        begins = self.tokens[at - 1].tag == "CCONJ" and comma > last and self.clause_follows(comma + 1)
        if at <= self.low + 1 or begins:
            comma = self._past_apposition(comma) if comma == last + 1 else comma
            start = (comma + 1) if comma > last else last + 1
            content = [(start, self.end())]
        else:
            end = at - 1 if self.tokens[at - 1].text in (",", "—", "–", "--") else at
            content = [(self._segment_start(end), end)]
            closing = comma if not any(t.tag in ("VERB", "AUX") for t in self.tokens[last + 1 : comma]) else 0
            if closing and end < at:
                unfinished = content[0][0] < end and self.unfinished(content[0][0], end)
                rest = self.resumed(closing, inverted=False, unfinished=unfinished)
                # "according to Ruiz, head of the guild" has no verb, "It was, according to Ruiz, a bomb" one before.
                told_on = [self.tokens[end - 1], *self.tokens[slice(*rest)]] if rest else []
                content += [rest] if rest and any(t.tag in ("VERB", "AUX") for t in told_on) else []
        content = [(a, b) for a, b in content if a < b]
        if len(content) > 1 or any(b - a > 2 for a, b in content):
            phrase = told or Phrase(first, last)
            self.found.append(Report(Phrase(at, at + 1), phrase, tuple(content), None, "say", True))

    def _told_what(self, what: int) -> Phrase | None:
        """Who says it in "according to what X said"; None where no such clause begins at `what`."""
        if what + 1 >= self.high:
            return None
        last = phrase_end(self.tokens, what + 1, self.high)
        said = last + 1
        while said < self.high and self.tokens[said].tag == "AUX":
            said += 1
        told = self.tokens[what].text == "what" and what < last < said < self.high
        return Phrase(what + 1, last) if told and self.tokens[said].lemma in self.cues.verbs else None

    def _past_apposition(self, comma: int) -> int:
        """The comma behind what tells who the one named before the comma is ("Ruiz, the mayor, ..."), else `comma`."""
        closing = self.next(",", comma + 1)
        inside = self.tokens[comma + 1 : closing]
        if not inside or any(t.tag in ("VERB", "AUX", "SCONJ") for t in inside) or self.quoted[comma + 1]:
            return comma
        last = phrase_end(self.tokens, closing + 1, self.high)
        listed = any(t.tag == "CCONJ" for t in self.tokens[closing + 1 : last])
        return closing if self.clause_follows(closing + 1) and not listed else comma

    def _words_of(self, at: int) -> None:
        """ "in the words of X, ...": the quote behind it."""
        last = phrase_end(self.tokens, at + 4, self.high)
        start = next((k for k in range(last + 1, self.high) if self.quoted[k]), 0)
        if last >= at + 4 and start:
            end = next((k for k in range(start, self.high) if not self.quoted[k]), self.end())
            self.found.append(Report(Phrase(at, at + 3), Phrase(at + 4, last), ((start, end),), None, "say", True))

    def _adjective(self, at: int, cue: Cue) -> bool:
        """ "X is worried that ...", "X was critical of ..."."""
        if at + 2 >= self.high or not self.progressive(at):
            return False
        subject, following = find_subject(self.tokens, at, self.low), self.tokens[at + 1]
        if subject is None or self.tokens[subject.last].text.lower() in IMPERSONAL:
            return False
        start = at + 1 if following.text == "to" else at + 2
        if following.text not in cue.patterns:
            if "that" not in cue.patterns or not self.clause_follows(at + 1):
                return False
            start = at + 1
        self._add(Report(Phrase(at, at), subject, self.forward(at, start, cue), None, cue.kind, False))
        return True

    def _noun(self, at: int, token: Token) -> None:
        """ "X's warning that ...", "signals from X on Sunday that ..."."""
        if at + 2 >= self.high:
            return
        speaker = self._owner(at)
        that = self._that_behind(at)
        cue = Phrase(at, at)
        if speaker is None and that == at + 1 and "held" in self.cues.nouns[token.lemma].patterns:
            speaker, cue = self._stands_by(at)
        start = that + 1 if that else 0
        link, dated = self.tokens[at + 1].lemma, self.tokens[at + 2].text.lower() in TIME_WORDS
        if not that and not dated and speaker is not None and link in self.cues.nouns[token.lemma].patterns - {"that"}:
            start = at + 2 if link != "to" else at + 1
        if not start or start >= self.high:
            return
        if self.tokens[at + 1].text in ("from", "by", "of") and that:
            last = phrase_end(self.tokens, at + 2, that)
            speaker = Phrase(at + 2, last) if last > at + 1 else speaker
        if that and speaker is None and that != at + 1:
            return
        if any(a == start for r in self.found for a, _ in r.content):
            return  # "said in a statement that ..."
        end = self.main_clause(at, start) or self.contrast(start) or self.end()
        if that:
            end = self.own_verb(at, start, end)
        else:
            end = self.phrase_limit(start, self.acts(start, end))
            end = next((k for k in range(start + 1, end - 2) if not self.quoted[k] and self.goes_on(k, False)), end)
        self.found.append(Report(cue, speaker, ((start, end),), None, "noun", False))

    def _stands_by(self, at: int) -> tuple[Phrase | None, Phrase]:
        """Who holds or rejects what the noun at `at` says, and the cue ("rejected the notion", "in the hope")."""
        back = at - 1
        while back > self.low and self.tokens[back].tag in ("DET", "ADJ"):
            back -= 1
        if self.tokens[back].tag == "VERB" and back > self.low:
            to = self.tokens[back - 1].lemma == "to"
            holder = self._acting(back) if to else find_subject(self.tokens, back, self.low)
        else:
            holder = self._acting(back) if self.tokens[back].lemma == "in" else None
        if holder is None or self.tokens[holder.last].text.lower() in IMPERSONAL:
            return None, Phrase(at, at)
        return holder, Phrase(back, at)

    def _possessor(self, at: int) -> Phrase:
        """Whom the possessive pronoun at `at` means: the subject of its clause when that can be, else the pronoun."""
        word, before = self.tokens[at].text.lower(), self.tokens[at - 1] if at > self.low else None
        low = self._open_start()
        acting = acting_before(self.tokens, low, at) or acting_behind(self.tokens, low, at, self.high)
        if acting is None or (before is not None and before.lemma in ("be", ":")):
            return Phrase(at, at)
        head = self.tokens[acting.last]
        if head.tag == "PRON" and head.text.lower() not in _OWNERS[word]:
            return Phrase(at, at)
        return acting

    def _owner(self, at: int) -> Phrase | None:
        """Whose word the noun at `at` is: "X's call", "his call"."""
        back = at - 1
        while back > self.low and self.tokens[back].tag == "ADJ":
            back -= 1
        if back - 1 >= self.low and self.tokens[back].lemma in ("'s", "'"):
            first = phrase_start(self.tokens, back - 1, self.low)
            joined = [k for k in range(first, back - 1) if self.tokens[k].tag == "CCONJ"]
            links = [k for k in range(first, back - 1) if self.tokens[k].tag == "ADP"]
            cuts = [k for k in links if self.tokens[k].lemma != "of"] + (joined if links else [])
            return Phrase(max(cuts, default=first - 1) + 1, back - 1)  # "the fall in polls and X's call"
        if back >= self.low and self.tokens[back].text.lower() in _OWNERS:
            return self._possessor(back)
        while back > self.low and self.tokens[back].tag in ("DET", "NOUN", "NUM", "ADJ"):
            back -= 1
        if self.tokens[back].lemma in self.cues.beside["light"] and self.tokens[back].tag == "VERB" and back > self.low:
            return find_subject(self.tokens, back, self.low)
        return None

    def _that_behind(self, at: int) -> int:
        """The "that" which opens what the noun says; 0 when none does."""
        that = next((k for k in range(at + 1, min(at + 8, self.high)) if self.tokens[k].text == "that"), 0)
        between = self.tokens[at + 1 : that] if that else ()
        if any(t.tag in ("VERB", "AUX", "PUNCT") for t in between):
            return 0
        if that and that + 1 < self.high and (self.tokens[that + 1].tag in ("VERB", "AUX") or self._points_back(that)):
            return 0
        return that

    def _points_back(self, that: int) -> bool:
        """Whether "that" stands for the noun before it ("a claim that X denied", "a promise that X made in May")."""
        at = phrase_end(self.tokens, that + 1, self.high) + 1
        while at < self.high and self.tokens[at].tag in ("AUX", "ADV", "PART"):
            at += 1
        if at + 1 >= self.high or self.tokens[at].tag != "VERB":
            return False
        word, following = self.tokens[at].lemma, self.tokens[at + 1]
        cue = self.cues.verbs.get(word)
        judged = word in self.cues.beside["light"] or (cue is not None and cue.kind in ("stance", "announce"))
        alone = following.tag in ("ADP", "PUNCT") or following.text.lower() in TIME_WORDS
        return alone and (judged or following.lemma == "as")

    def _add(self, report: Report) -> None:
        nobody = report.speaker is None and not report.behind and len(report.content) == 1
        if nobody and self.tokens[report.cue.first].text.endswith("ed") and self.fronted(report.cue.first):
            return  # "Asked about it, ...", "Suspected rebels ..."
        if report.kind == "commit" and report.speaker and self._is_cause(report.speaker):
            return
        if report.speaker and report.kind in ("think", "commit", "refuse"):
            only = report.speaker.first == report.speaker.last
            if only and self.tokens[report.speaker.first].lemma in ("i", "we", "you"):
                return
        self.found.append(report)

    def _is_cause(self, speaker: Phrase) -> bool:
        """Whether a happening threatens or promises something without a word ("the row over fish threatens to")."""
        inside = range(speaker.first + 1, speaker.last)
        last = next((k - 1 for k in inside if self.tokens[k].tag == "ADP"), speaker.last)
        return self.tokens[last].tag == "NOUN" and self.tokens[last].lemma in self.cues.beside["cause"]

    def _past_connective(self, start: int, end: int) -> int:
        """Behind words that join the sentence to the one before ("In contrast, ..."); else `start`."""
        comma = next((k for k in range(start, min(start + _CONNECTIVE, end)) if self.tokens[k].text == ","), end)
        words = " ".join(t.text.lower() for t in self.tokens[start:comma])
        return min(comma + 1, end) if words in self.cues.beside["connective"] else start

    def _set_off(self, start: int, end: int) -> int:
        """Behind the bracket that is not closed before `end`, or the mark that parts a quote ending there from the
        writer's clause ("The mayor was blunt: “We stay,” he said"); else `start`."""
        unclosed = [k for k in range(start, end) if self.tokens[k].text == "(" and not self.quoted[k]]
        if unclosed and not any(self.tokens[k].text == ")" for k in range(unclosed[-1], end)):
            return unclosed[-1] + 1
        opening = end - 1
        while opening > start and self.quoted[opening]:
            opening -= 1
        if opening in (end - 1, start) or self.tokens[opening].text not in (":", *DASHES):
            return start
        speaks = any(t.tag in ("VERB", "AUX") for t in self.tokens[opening + 1 : end])
        return opening + 1 if speaks and self.tokens[opening + 2].text[0].isupper() else start

    def _segment_start(self, end: int) -> int:
        """Where content that ends at `end` begins: behind the last report that has its content before it."""
        start = self.low
        for report in self.found:
            if report.behind and report.content and report.cue.last < end:
                start = max(start, report.cue.last + 1, (report.speaker.last + 1) if report.speaker else 0)
        stops = [k + 1 for k in range(start, end - 1) if self.tokens[k].text == ";" and not self.quoted[k]]
        start = stops[-1] if stops else start
        while start < end and self.tokens[start].text in (",", ".", "and", "but", "But"):
            start += 1
        start = self._set_off(self._past_connective(start, end), end)
        if start == end:
            return end
        told = any(t.tag in ("VERB", "AUX") for t in self.tokens[start:end])
        return start if told else self.low  # "“...,” X told reporters, according to Y": all of it
