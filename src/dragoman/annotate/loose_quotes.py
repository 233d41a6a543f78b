"""Quotes that no reporting clause of their sentence took: whose they are, and what they go on from."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from dragoman.annotate.datelines import past_stamp
from dragoman.annotate.main_clauses import DASHES, IMPERSONAL, acting_before
from dragoman.annotate.quotemarks import Quoted
from dragoman.annotate.subjects import Phrase, antecedent, phrase_end, phrase_start
from dragoman.records import Token

_SIGNATURE = re.compile(r"\s*(?:[―—–]|--)\s*([A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3})[ \t\xa0.]*(?:\n|$)")
_ENDS = re.compile(r"[^:“„«\"`‘'\n]*?[.!?]")  # the rest of a sentence that leads to no quote
_LONGEST = 200  # tokens before a quote that are searched for a subject
_CLAUSE = 20  # tokens behind a quote that are searched for a speaker and a verb
FRAGMENT = 5  # quoted words below this without a stop are a fragment, not speech of their own


class Draft:
    """A quotation in the making: content offsets grow while the text is read."""

    def __init__(self, start: int, content: list[tuple[int, int]]) -> None:
        self.start = start
        self.content = content
        self.cue: tuple[int, int] | None = None
        self.speaker: tuple[int, int] | None = None
        self.told: tuple[int, int] | None = None
        self.language: str | None = None
        self.quotes: set[int] = set()
        self.verbatim = False  # given word for word without quote marks


def attach_quotes(text: str, quoted: Sequence[Quoted], drafts: list[Draft], tokens: Sequence[Token]) -> list[Draft]:
    """Gives whole quoted sentences that no clause took to the statement they go on from, or makes them their own."""
    owner = {number: d for d in drafts for number in d.quotes}
    for alone in [d for d in drafts if not d.content and d.cue and _ENDS.match(text, d.cue[1])]:
        _take_before(text, quoted, alone, owner)
        drafts = drafts if alone.content else [d for d in drafts if d is not alone]
    out = list(drafts)
    for number, quote in enumerate(quoted):
        if number in owner or not _is_speech(text, quote):
            continue
        draft = _continued(text, quoted, number, owner, drafts, tokens)
        if draft is None:
            draft = Draft(quote.start, [])
            out.append(draft)
            signed = _SIGNATURE.match(text, quote.closed)
            if signed:
                draft.speaker = signed.span(1)
            else:
                behind, draft.cue = _clause_behind(text, quote, tokens)
                before = behind or _subject_before(text, quote, drafts, tokens)
                draft.speaker = before or _speaker_before(text, quote, drafts)
        draft.content.append((quote.start, quote.end))
        draft.quotes.add(number)
        owner[number] = draft
    return out


def _take_before(text: str, quoted: Sequence[Quoted], draft: Draft, owner: dict[int, Draft]) -> None:
    """Gives a sentence that only tells who spoke the quote right before it (""We stay."\\n\\nRuiz added.")."""
    first = min(at for at, _ in (draft.cue or (draft.start, 0), draft.speaker or (draft.start, 0)))
    number = bisect_right(quoted, first, key=lambda q: q.closed) - 1
    if number < 0 or number in owner:
        return
    between, opened = text[quoted[number].closed : first], text[: quoted[number].opened]
    if between.strip() or ("\n\n" in between and opened.rstrip(" ")[-1:] not in ("", "\n")):
        return
    draft.content.append((quoted[number].start, quoted[number].end))
    draft.quotes.add(number)
    owner[number] = draft


def _is_speech(text: str, quote: Quoted) -> bool:
    """Whether quoted words are a sentence of their own rather than a fragment of the writer's."""
    words = text[quote.start : quote.end]
    if text[: quote.opened].rstrip(" ").endswith(":") and text[quote.closed : quote.closed + 1] in ("", "\n"):
        return True  # a headline's "Ruiz: “We stay”"
    before = text[max(0, quote.opened - 2) : quote.opened].rpartition("\n")[2].strip()
    opens = not before or before[-1] in ".!?:”\"'’\n" or quote.opened == 0
    return quote.runs_on or (words[-1] in ".!?…" and opens) or (opens and len(words.split()) > FRAGMENT)


def _continued(
    text: str,
    quoted: Sequence[Quoted],
    number: int,
    owner: dict[int, Draft],
    drafts: Sequence[Draft],
    tokens: Sequence[Token],
) -> Draft | None:
    """The statement that quote `number` goes on from: announced by a colon, or the quote before it."""
    quote = quoted[number]
    before = bisect_left(drafts, quote.opened, key=lambda d: d.start) - 1
    if before >= 0 and not drafts[before].content:
        draft = drafts[before]
        between = text[draft.cue[1] if draft.cue else draft.start : quote.opened]
        if between.rstrip().endswith(":") or "\n\n" not in between:
            return draft
    behind = number - 1
    while behind >= 0 and behind not in owner and "\n\n" not in text[quoted[behind].closed : quote.opened]:
        behind -= 1  # a title or a word that the writer keeps at a distance
    if behind not in owner or (behind < number - 1 and owner[behind].cue is None):
        return None
    last, draft = quoted[behind], owner[behind]
    between = text[last.closed : quote.opened]
    if _SIGNATURE.match(text, last.closed):
        return None
    if last.runs_on and not between.strip():
        return draft
    draft = next((d for d in drafts if d.start < draft.start and _goes_aside(draft, d, tokens)), draft)
    later = (d for d in drafts[: before + 1] if d.start > last.closed and d.speaker and d.content and d is not draft)
    if not all(_goes_aside(other, draft, tokens) for other in later):
        return None  # somebody speaks in between
    if _another_acts(text, quote, draft, drafts, tokens):
        return None
    return draft if "\n\n" not in between and len(between.split()) < 40 else None


def _another_acts(text: str, quote: Quoted, draft: Draft, drafts: Sequence[Draft], tokens: Sequence[Token]) -> bool:
    """Whether a sentence between `draft` and the quote tells what somebody else does whom it names ("Ruiz nodded.")."""
    at = bisect_left(tokens, quote.opened, key=lambda t: t.start) - 1
    cue = bisect_left(tokens, draft.cue[0], key=lambda t: t.start) if draft.cue else at
    acting = _subject_before(text, quote, drafts, tokens) if tokens[at].sentence != tokens[cue].sentence else None
    if acting is None or draft.speaker is None:
        return False
    last = tokens[bisect_left(tokens, acting[1], key=lambda t: t.start) - 1]
    return last.tag == "PROPN" and last.text not in text[slice(*draft.speaker)]


def _goes_aside(draft: Draft, main: Draft, tokens: Sequence[Token]) -> bool:
    """Whether the clause of `draft` only tells more of who speaks in `main`, behind the quote (""...," said X, who
    backs it", ""...," X said, citing a poll")."""
    if not (draft.cue and main.cue and draft.speaker and main.speaker and main.quotes):
        return False
    first, second = (bisect_left(tokens, cue[0], key=lambda t: t.start) for cue in (main.cue, draft.cue))
    if not first < second or tokens[first].sentence != tokens[second].sentence or tokens[second - 1].tag == "CCONJ":
        return False
    same = draft.speaker[0] < main.speaker[1] and main.speaker[0] < draft.speaker[1]
    return same and all(end <= main.cue[0] for _, end in main.content)


def _clause_behind(
    text: str, quote: Quoted, tokens: Sequence[Token]
) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    """Speaker and verb behind a quote that a comma, "?" or "!" ends, whatever the verb (""...!" Ruiz barked.")."""
    first = bisect_left(tokens, quote.closed, key=lambda t: t.start)
    high = first
    while high < len(tokens) and high < first + _CLAUSE and "\n" not in text[quote.closed : tokens[high].end]:
        high += 1
    if text[quote.end - 1] not in ",?!" or high - first < 2:
        return None, None
    inverted = tokens[first].tag == "VERB" and not tokens[first].text.endswith("ing")
    begin = first + inverted
    last = phrase_end(tokens, begin, high)
    hidden = not inverted and begin < last < high - 1 and _ends_clause(tokens[last], tokens[last + 1])
    last -= hidden
    verb = first if inverted else _past_apposition(tokens, last + 1, high)
    while not inverted and verb < high and tokens[verb].tag == "ADV":
        verb += 1
    starts = tokens[begin].tag in ("PROPN", "DET", "NUM") or tokens[begin].text in ("he", "she", "they")
    # ""Stop!" Greek guards barked.", but not ""Who won?" Greek analysts expect Peru to lead.", "Guards marched by."
    following = tokens[verb + 1].tag if verb + 1 < high else ""
    adjective = tokens[begin].tag == "ADJ" or tokens[begin].text.islower()
    starts = starts or (tokens[begin].tag in ("ADJ", "NOUN") and adjective and following in ("PUNCT", "ADP"))
    if last < begin or not starts or verb >= high or not (hidden or tokens[verb].tag == "VERB"):
        return None, None
    return offsets(tokens, Phrase(begin, last)), (tokens[verb].start, tokens[verb].end)


def _past_apposition(tokens: Sequence[Token], at: int, high: int) -> int:
    """Behind what two commas from `at` on put in ("Ruiz, the mayor, shouted"); else `at`."""
    opened = at < high and tokens[at].text == ","
    closing = next((k for k in range(at + 1, high - 1) if tokens[k].text == ","), 0) if opened else 0
    inside = tokens[at + 1 : closing]
    return closing + 1 if inside and not any(t.tag in ("VERB", "AUX", "SCONJ") for t in inside) else at


def _ends_clause(token: Token, following: Token) -> bool:
    """Whether a word that ends its clause is the past of a verb, taken for an adjective ("guards shouted.")."""
    return token.tag == "ADJ" and token.text.endswith("ed") and following.tag == "PUNCT"


def _subject_before(
    text: str, quote: Quoted, drafts: Sequence[Draft], tokens: Sequence[Token]
) -> tuple[int, int] | None:
    """Who acts in the sentence of the same paragraph that leads to a quote without saying so ("X was blunt. ...")."""
    last = bisect_left(tokens, quote.opened, key=lambda t: t.start) - 1
    if last < 0 or ("\n" in text[tokens[last].end : quote.opened] and tokens[last].text != ":"):
        return None
    low = last
    while low > max(0, last - _LONGEST) and tokens[low - 1].sentence == tokens[last].sentence:
        low -= 1
    begin = past_stamp(text, tokens[low].start, tokens[last].end)
    while low < last and tokens[low].start < begin:
        low += 1
    at = bisect_left(drafts, tokens[low].start, key=lambda d: d.start)
    if at < len(drafts) and drafts[at].start < quote.opened and drafts[at].speaker:
        return None
    if low < last and tokens[last].text == ":" and phrase_end(tokens, low, last) == last - 1:
        return tokens[low].start, tokens[last - 1].end
    if low < last and tokens[last].text == ":":
        first = phrase_start(tokens, last - 1, low)
        if first > low and (tokens[first - 1].text in DASHES or tokens[first - 1].lemma == "from"):
            return tokens[first].start, tokens[last - 1].end  # "Turnout falls - Ana Ruiz: ..."
    subject = acting_before(tokens, low, last) or antecedent(tokens, low, last)
    if subject is None or tokens[subject.last].text.lower() in IMPERSONAL:
        return None
    return offsets(tokens, subject)


def _speaker_before(text: str, quote: Quoted, drafts: Sequence[Draft]) -> tuple[int, int] | None:
    """The last speaker named before a quote that names none, within the paragraph before it."""
    floor = text.rfind("\n\n", 0, max(0, text.rfind("\n\n", 0, quote.opened)))
    at = bisect_left(drafts, quote.opened, key=lambda d: d.start) - 1
    while at >= 0 and drafts[at].start > floor:
        if drafts[at].speaker:
            return drafts[at].speaker
        at -= 1
    return None


def offsets(tokens: Sequence[Token], phrase: Phrase | None) -> tuple[int, int] | None:
    return (tokens[phrase.first].start, tokens[phrase.last].end) if phrase else None
