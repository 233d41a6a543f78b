"""Sentence boundaries by rule: stops, what stands before them, and what follows."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from dragoman.annotate.datelines import body_start
from dragoman.tables import read_table

_PARAGRAPH = re.compile(r"\n[ \t\r\f\v\u00a0]*\n\s*")
_LINE = re.compile(r"(?<![ \t\r])[ \t\r]*\n\s*")
# A stop (or an ellipsis) with the quotes and brackets that close behind it, then white space. Here and below the
# first character is looked at before what stands in front of it: so the search runs from stop to stop.
_STOP = re.compile(
    r"""(?P<stop>[.!?…。](?<![.!?…。]{2})(?:(?<=\.)(?:\s\.){2,8}|[.!?…。]*))(?P<close>(?:['’"”»)\]]|(?<=\W)'|\s?\[\d{1,3}\])*)(?P<gap>\s+)(?=[^\s.…])"""
)
# "ended.The next": a lower-case word, a stop and a capitalised word with no blank between them.
_GLUED = re.compile(r"""[.!?](?<=[a-z]{2}[.!?])[.!?]*["”’']?(?=["“]?[A-Z][a-z]+[ ,’'])""")
_BEFORE = re.compile(r"[^\s(\[“\"‘«/—–]*$")
_NEXT = re.compile(r"""(?P<open>[\s"'“‘«`(\[*•·\-–—_]*)(?P<word>[\w’'.&-]*)""")
_SPEECH = re.compile(
    r"(?:[A-Z][\w.’'-]*,?\s+){1,5}(?:\w+ly\s+)?(?:said|says|asked|asks|wrote|told|added|replied|continued|shouted|declared|"
    r"exclaimed|wondered|tweeted|noted|responded|recalled|argued|explained|insisted|demanded|warned|joked|quipped)\b"
)
_MARKER = re.compile(r"(?:(?<=^)|(?<=\s))[•⁃*\-]?\s?(\d{1,2}|[a-z])(\.\)|\.|\))\s*(?=[A-Z])")
_DOTTED = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]$")

# Words that open a sentence far more often than they continue a name.
_STARTERS_LIST = """
the a an he she it they we you i his her its their our my this that these those there here but and or so
yet in on at by for from with after before during since while when where what who how why if as although
though because however meanwhile moreover also another some many most both all each every no not one two
three did do does is are was were has have had can could will would should may might now then still once
even despite according under over between among about last next earlier later mr mrs ms dr please let
yes thanks thank to of such only other others just nor until unless today yesterday officials instead
"""
_STARTERS = frozenset(_STARTERS_LIST.split())
# Words that open a sentence behind a single capital, which is no initial then ("wrote on X. His party").
_AFTER_LETTER = frozenset(("the", "he", "she", "they", "it", "but", "in", "his", "her", "its", "their"))
_OPENERS = " \"'“‘«(["
_INDENT = 2  # columns by which the first line of a paragraph stands in
_NUMBERED = re.compile(r"\d\s?\Z")


@lru_cache(maxsize=8)
def _abbreviations(overlay: Path | None) -> dict[str, str]:
    return {r["word"]: r["kind"] for r in read_table("abbreviations", overlay)}


def find_sentences(text: str, overlay: Path | None = None) -> tuple[tuple[int, int], ...]:
    """Half-open code-point offsets of the sentences of `text`, in order, trimmed of white space.

    A sentence never crosses a blank line. `overlay` is a folder whose `abbreviations.tsv` is laid over ours.
    """
    kinds = _abbreviations(overlay)
    found: list[tuple[int, int]] = []
    begin = 0
    for gap in [*_PARAGRAPH.finditer(text), None]:
        end = gap.start() if gap else len(text)
        for start, stop in _lines(text, begin, end, kinds):
            _split(text, start, stop, kinds, found)
        begin = gap.end() if gap else end
    return tuple(found)


def _lines(text: str, begin: int, end: int, kinds: dict[str, str]) -> list[tuple[int, int]]:
    """Parts of a paragraph that single line ends keep apart; wrapped lines stay together."""
    if text.find("\n", begin, end) < 0:
        return [(begin, end)]
    parts: list[tuple[int, int]] = []
    start = line = begin
    indent = 0
    for match in _LINE.finditer(text, begin, end):
        if match.end() >= end:
            break
        last, first = text[match.start() - 1 : match.start()], text[match.end()]
        deeper = match.end() - text.rfind("\n", match.start(), match.end()) - 1 - indent
        full = 45 <= match.start() - line <= 100 and deeper < _INDENT
        goes_on = last not in ".!?:”\"'’" or (last == "." and _is_short(text, line, match.start() - 1, kinds))
        wrapped = (full and goes_on) or first.islower() or last in ",;"
        if not wrapped:
            parts.append((start, match.start()))
            start = match.end()
        line = match.end()
        indent += deeper
    parts.append((start, end))
    return parts


def _is_short(text: str, begin: int, stop: int, kinds: dict[str, str]) -> bool:
    """Whether the word before the full stop at `stop` is an abbreviation ("Mr.", "U.S.", "Feb.")."""
    before = _word_before(text, begin, stop)
    return before.lower() in kinds or _DOTTED.search(before) is not None


def _word_before(text: str, begin: int, stop: int) -> str:
    lead = _BEFORE.search(text, max(begin, stop - 24), stop)
    return lead.group() if lead else ""


def _split(text: str, begin: int, end: int, kinds: dict[str, str], found: list[tuple[int, int]]) -> None:
    """Adds the sentences of text[begin:end] to `found`."""
    while begin < end and text[begin].isspace():
        begin += 1
    while begin < end and text[end - 1].isspace():
        end -= 1
    cuts = {m.end("close"): m.end() for m in _STOP.finditer(text, begin, end) if _ends(text, begin, end, m, kinds)}
    for match in _GLUED.finditer(text, begin, end):
        word = text[text.rfind(" ", begin, match.start()) + 1 : match.start()]
        if "@" not in word and "/" not in word and "www" not in word and "." not in word:
            cuts[match.end()] = match.end()
    if _MARKER.match(text, begin, end):
        cuts = _list_cuts(text, begin, end, cuts)
    start = begin
    body = body_start(text, begin, end)  # "MOSCOW. Feb 2 (Agency) - " is no sentence
    for cut in sorted(c for c in cuts if cuts[c] > body or body == begin):
        if cut > start and cuts[cut] < end:
            found.append((start, cut))
            start = cuts[cut]
    if start < end:
        found.append((start, end))


def _list_cuts(text: str, begin: int, end: int, cuts: dict[int, int]) -> dict[int, int]:
    """Cuts before the markers of a list that opens the paragraph (1. 2. 3.), and none behind a marker."""
    expected, form = "", ""
    for match in _MARKER.finditer(text, begin, end):
        label = match.group(1)
        if expected and (label != expected or match.group(2) != form):
            continue
        form = match.group(2)
        expected = str(int(label) + 1) if label.isdigit() else chr(ord(label) + 1)
        cuts = {a: b for a, b in cuts.items() if not match.start() < a <= match.end()}
        if match.start() > begin:
            cut = match.start()
            while cut > begin and text[cut - 1].isspace():
                cut -= 1
            cuts[cut] = match.start()
    return cuts


def _ends(text: str, begin: int, end: int, match: re.Match[str], kinds: dict[str, str]) -> bool:
    """Whether the stop found by `match` closes a sentence."""
    following = _NEXT.match(text, match.end("close"), end)
    word = following.group("word") if following else ""
    opening = following.group("open").strip() if following else ""
    stop = match.group("stop")
    if not word:
        return not opening or opening[0] not in "-–—_)]"
    if word[0].islower() and not opening[:1].startswith(("•", "*")):
        return not opening and not match.group("close") and _careless(text, begin, match, stop, kinds)
    if opening[:1] in ("-", "–", "—", "_"):
        return stop != "." or (word[0].isupper() and text[match.start() - 1].islower() and opening[0] == "-")
    if match.group("close") and stop != "." and _SPEECH.match(text, match.end(), end):
        return False
    if opening.startswith(("(", "[")) and match.group("close"):
        return False
    return stop != "." or _full_stop(text, begin, match, word, opening, kinds)


def _careless(text: str, begin: int, match: re.Match[str], stop: str, kinds: dict[str, str]) -> bool:
    """Whether a stop before a lower-case word still closes a sentence, as in text written without capitals."""
    before = _word_before(text, begin, match.start())
    if stop[0] == "?":
        return before.islower()
    return stop == "." and len(before) > 3 and before.isalpha() and before.islower() and before not in kinds


def _full_stop(text: str, begin: int, match: re.Match[str], word: str, opening: str, kinds: dict[str, str]) -> bool:
    """Whether a single full stop before `word` closes a sentence or belongs to an abbreviation."""
    before = _word_before(text, begin, match.start())
    low = before.lower()
    starter = word.rstrip(".").lower() in _STARTERS or bool(opening)
    kind = kinds.get(low)
    if kind is None and kinds.get(low.rpartition("-")[2]) == "title":
        kind = "title"  # "Maj.-Gen."
    if match.group("close") and kind is None:
        return True
    if len(before) == 1 and before.isupper():
        return starter and (before == "I" or word.lower() in _AFTER_LETTER)
    if _DOTTED.search(before) and kind is None:
        kind = "end"
    if kind == "end" and before.isupper() and word.isupper() and len(word) > 1:
        return word.lower() in _AFTER_LETTER and word != "IN"  # a text in capitals: "THE U.S. AND", "U.S. WILL"
    if before.isdigit() and len(before) < 3 and not text[begin : match.start()].strip(_OPENERS).removeprefix(before):
        return False
    if kind is None or (kind == "unit" and not _NUMBERED.search(text, begin, match.start() - len(before))):
        return True
    if kind in ("title", "number") and before in ("no", "art", "st"):
        return (low == "no" and not word[0].isdigit()) or starter
    if kind == "month" and before in ("sun", "sat", "mar"):
        return not word[0].isdigit()
    if kind in ("title", "inner"):
        return False
    if kind == "number":
        return not word[0].isdigit()
    return starter and not opening.startswith("(")  # "at 5 p.m. (1400 GMT)"
