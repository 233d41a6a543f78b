"""Reported speech: who said what, by which word, to whom; in quote marks or not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from dragoman.annotate.announced import attach_paragraphs
from dragoman.annotate.cues import Cues, read_cues
from dragoman.annotate.datelines import body_start, past_stamp
from dragoman.annotate.loose_quotes import FRAGMENT, Draft, attach_quotes, offsets
from dragoman.annotate.quotemarks import Quoted, QuoteIndex, find_quoted
from dragoman.annotate.reports import Clause
from dragoman.annotate.speakers import Report
from dragoman.annotate.subjects import POSSESSIVE
from dragoman.annotate.turns import find_turns
from dragoman.records import Mention, Quotation, Span, StatementKind, Token

_LANGUAGES = {
    "russian": "ru", "english": "en", "arabic": "ar", "french": "fr", "chinese": "zh", "mandarin": "zh",
    "korean": "ko", "japanese": "ja", "german": "de", "spanish": "es", "persian": "fa", "farsi": "fa",
    "hebrew": "he", "turkish": "tr", "ukrainian": "uk", "portuguese": "pt", "italian": "it", "polish": "pl",
    "urdu": "ur", "hindi": "hi", "serbian": "sr", "greek": "el", "dutch": "nl", "indonesian": "id",
    "vietnamese": "vi", "thai": "th", "georgian": "ka", "armenian": "hy", "swedish": "sv", "hungarian": "hu",
}  # fmt: skip
_AND = re.compile(r"\s*,?\s+(?:and|&)\s+(?:(?:the|his|her|its|their)\s+)?|,\s+(?:the\s+)?")
# Where a list of speakers may open, behind a day too ("On Monday, the United States, Peru and Chile said").
_OPENED = re.compile(r"(?:^|\n|[.!?]\s|[–—-]\s|\b(?:that|which|while|as|and|but|said)\s|day,\s)(?:[Tt]he\s)?\Z")
_LISTED = re.compile(r"\s(?:and|&)\s")
_LINK = re.compile(r"\s+(?:of|at|in|for|from|with|on|to|against|between)\s+")  # ends the head of a noun phrase
_PRONOUN = re.compile(r"\W{0,3}\b(who|which|that)\b[^,;]*$")
_LONGEST = 600  # tokens; a longer "sentence" is a table or a broken page and reports nothing


def find_quotations(
    text: str,
    sentences: Sequence[tuple[int, int]],
    tokens: Sequence[Token],
    mentions: Sequence[Mention],
    overlay: Path | None = None,
) -> tuple[Quotation, ...]:
    """Direct, indirect and mixed quotations in reading order.

    Content of direct speech stands inside the quote marks, of indirect speech behind "that" or the cue; one
    quotation has several content spans when it is interrupted or goes on without a new cue. `speaker` is the span of
    a mention where one covers the head of the noun phrase, else the noun phrase; None when nobody is named.
    `overlay` is a folder whose `cues.tsv` lies over ours.
    """
    quoted = find_quoted(text)
    index = QuoteIndex(quoted)
    inside = [index.at(t.start) >= 0 for t in tokens]
    cues = read_cues(overlay)
    drafts: list[Draft] = []
    for first, high in _ranges(tokens):
        low = _past_dateline(text, tokens, first, high)
        if high - low > _LONGEST or low == high:
            continue
        drafts += _sentence_drafts(text, tokens, low, high, inside, cues, index)
    drafts.sort(key=lambda d: d.start)
    drafts = attach_paragraphs(text, drafts, index)
    drafts = attach_quotes(text, quoted, drafts, tokens)
    actors = [m for m in mentions if m.kind == "actor"]
    drafts += find_turns(text, index, actors, cues.beside["label"])
    told = (d for d in drafts if any(c.isalnum() for a, b in d.content for c in text[a:b]))
    found = [_quotation(text, d, quoted, actors) for d in told]
    return tuple(sorted(_unique(found), key=lambda q: (q.content[0].start, q.content[-1].end)))


def _ranges(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Token ranges of the sentences."""
    cuts = [0, *(n for n, (a, b) in enumerate(pairwise(tokens), 1) if a.sentence != b.sentence), len(tokens)]
    return [(a, b) for a, b in pairwise(cuts) if b > a]


def _past_dateline(text: str, tokens: Sequence[Token], low: int, high: int) -> int:
    begin = body_start(text, tokens[low].start, tokens[high - 1].end)
    begin = past_stamp(text, begin, tokens[high - 1].end)
    while low < high and tokens[low].start < begin:
        low += 1
    return low


def _sentence_drafts(
    text: str,
    tokens: Sequence[Token],
    low: int,
    high: int,
    inside: Sequence[bool],
    cues: Cues,
    index: QuoteIndex,
) -> list[Draft]:
    drafts = []
    for report in Clause(tokens, low, high, inside, cues).reports():
        draft = Draft(tokens[report.cue.first].start, [])
        draft.cue = offsets(tokens, report.cue)
        draft.speaker = offsets(tokens, report.speaker)
        draft.told = offsets(tokens, report.told)
        draft.language = _language(tokens, report.cue.last + 1, high)
        for first, last in report.content:
            begin, end = _content(text, tokens, first, last, index, draft)
            if end > begin:
                draft.content.append((begin, end))
        if not draft.content:
            _nearby_quotes(text, tokens, report, high, index, draft)
        drafts.append(draft)
    return drafts


def _language(tokens: Sequence[Token], at: int, high: int) -> str | None:
    """Language of "said in Russian"."""
    for k in range(at, min(at + 8, high - 1)):
        if tokens[k].lemma == "in" and tokens[k + 1].lemma in _LANGUAGES:
            following = tokens[k + 2].tag if k + 2 < high else "PUNCT"
            return _LANGUAGES[tokens[k + 1].lemma] if following not in ("NOUN", "PROPN") else None
    return None


def _content(
    text: str, tokens: Sequence[Token], first: int, last: int, index: QuoteIndex, draft: Draft
) -> tuple[int, int]:
    """Offsets of the content in tokens[first:last], without quote marks that enclose it as a whole."""
    while first < last - 1 and tokens[first].text in (",", ":", "--", "—", "–"):
        first += 1
    begin, end = tokens[first].start, tokens[last - 1].end
    number = index.at(tokens[last - 1].start)
    if number >= 0:
        draft.quotes.add(number)
        quote = index.quoted[number]
        end = quote.end
        if index.at(begin) == number or quote.opened <= begin:
            begin = quote.start
    number = index.at(begin)
    if number >= 0 and number not in draft.quotes:
        draft.quotes.add(number)
        # "“It is late. We have no” way out, X said": the sentence opens inside of the quote.
        opens = first > 0 and tokens[first - 1].sentence != tokens[first].sentence
        begin = index.quoted[number].start if opens else max(begin, index.quoted[number].start)
    for k in range(first, last):
        number = index.at(tokens[k].start)
        if number >= 0:
            draft.quotes.add(number)
    while end > begin and (text[end - 1].isspace() or text[end - 1] == ","):
        end -= 1
    return begin, end


def _nearby_quotes(
    text: str, tokens: Sequence[Token], report: Report, high: int, index: QuoteIndex, draft: Draft
) -> None:
    """Quoted words of the sentence for a cue whose content was not found ("X said in Oslo, which ... "...".)."""
    for k in range(report.cue.last + 1, high):
        number = index.at(tokens[k].start)
        if number >= 0 and number not in draft.quotes:
            quote = index.quoted[number]
            if len(text[quote.start : quote.end].split()) <= FRAGMENT and text[quote.end - 1] not in ".!?,":
                continue
            draft.quotes.add(number)
            draft.content.append((quote.start, quote.end))


# ---------------------------------------------------------------------- records
def _quotation(text: str, draft: Draft, quoted: Sequence[Quoted], actors: Sequence[Mention]) -> Quotation:
    content = tuple(_span(text, *_balanced(text, span, quoted)) for span in sorted(set(draft.content)))
    cue = draft.cue or (0, 0)
    actors = [m for m in actors if m.end <= cue[0] or cue[1] <= m.start]  # "Stated Ruiz" taken for a name
    speaker = _first_named(text, _prefer_mention(text, draft.speaker, draft.cue, actors), draft.speaker, actors)
    told = _prefer_mention(text, draft.told, None, actors)
    return Quotation(
        kind=_kind(draft, quoted),
        content=content,
        cue=_span(text, *draft.cue) if draft.cue else None,
        speaker=_span(text, *speaker) if speaker else None,
        addressees=(_span(text, *(told or draft.told)),) if draft.told else (),
        language=draft.language,
    )


def _balanced(text: str, span: tuple[int, int], quoted: Sequence[Quoted]) -> tuple[int, int]:
    """The content with both marks of quotes that are a part of it, and no comma at its end."""
    start, end = span
    while end > start + 1 and (text[end - 1].isspace() or text[end - 1] == ","):
        end -= 1
    for quote in quoted:
        if start <= quote.opened < end <= quote.closed and quote.start < end and not quote.runs_on:
            return start, quote.closed
        if start == quote.start and quote.closed < end:
            start = quote.opened
    return start, end


def _span(text: str, start: int, end: int) -> Span:
    return Span(start, end, text[start:end])


def _kind(draft: Draft, quoted: Sequence[Quoted]) -> StatementKind:
    if draft.verbatim:
        return "direct"
    bounds = {(quoted[n].start, quoted[n].end) for n in draft.quotes}
    if all(any(a <= begin and end <= b for a, b in bounds) for begin, end in draft.content):
        return "direct"
    overlaps = any(a < end and begin < b for a, b in bounds for begin, end in draft.content)
    return "mixed" if overlaps else "indirect"


def _prefer_mention(
    text: str, phrase: tuple[int, int] | None, cue: tuple[int, int] | None, actors: Sequence[Mention]
) -> tuple[int, int] | None:
    """The longest actor mention over the head of the phrase, the phrase itself when there is none.

    The head stands before "of", "at" and the like ("a clerk at the ministry said"); a relative pronoun may mean the
    last noun ("praise from Ruiz, who said"): "which" does, and "who" does when a person is named there.
    """
    if phrase is None:
        return None
    start, end = phrase
    link = _LINK.search(text, start, end)
    pronoun = _PRONOUN.match(text, end, cue[0]) if cue and cue[0] > end else None
    if link and pronoun:
        last = [m for m in actors if m.start < end <= m.end and (pronoun[1] != "who" or m.form == "person")]
        link = None if last or pronoun[1] != "who" else link
    end = link.start() if link else end
    over = [m for m in actors if m.start < end and start < m.end]
    heads = [m for m in over if m.start < end <= m.end] or [m for m in over if not _belongs(text, m, end)]
    if not heads:
        return phrase
    best = max(heads, key=lambda m: (m.end - m.start, -m.start))
    return best.start, best.end


def _belongs(text: str, mention: Mention, end: int) -> bool:
    """Whether the mention only tells whose or of which state the head behind it is ("her lawyer", "X's campaign")."""
    if mention.end >= end:
        return False
    owner = text[mention.end : mention.end + 1] in ("'", "’")
    return owner or mention.form == "demonym" or mention.text.lower() in POSSESSIVE


def _first_named(
    text: str, speaker: tuple[int, int] | None, phrase: tuple[int, int] | None, actors: Sequence[Mention]
) -> tuple[int, int] | None:
    """The first of several who speak together ("Norway and Chile said"); the others stand in the text beside it.

    A list whose first names stand before `phrase` is one only where it opens its sentence ("Peru, Norway and Chile").
    """
    if speaker is None or phrase is None:
        return speaker
    first, begin = speaker, phrase[0]
    for mention in reversed([m for m in actors if m.end <= speaker[0]]):
        if _AND.fullmatch(text, mention.end, first[0]) is None:
            break
        first = mention.start, mention.end
        if phrase[0] <= first[0]:
            speaker = first
        elif begin == phrase[0]:
            begin = mention.end  # of who is named right before the phrase
    opens = _OPENED.search(text[max(0, first[0] - 12) : first[0]]) is not None
    return first if opens and _LISTED.search(text, begin, phrase[1]) else speaker


def _unique(found: Sequence[Quotation]) -> list[Quotation]:
    seen: dict[tuple[tuple[Span, ...], Span | None], Quotation] = {}
    for quotation in found:
        seen.setdefault((quotation.content, quotation.speaker), quotation)
    return list(seen.values())
