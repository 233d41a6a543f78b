"""Names of persons, bodies, states and places: whole, cut short, run on, taken for another kind, or missing.

    python benchmarks/names.py PATH/TO/dev [SET ...] [--show read]

SET is one of those in `SETS` (all, when none is named): `worldwide` (English newswire of five parts of the world,
stanfordnlp's en-worldwide-newswire; no licence given, news texts of others), `politics` (CrossNER, Wikipedia, MIT) and
`reports` (re3d, texts of governments and the press on Iraq and Syria, licences by source). The rows of a document are
one text. Documents are split by their names into two halves as in `unseen_sets.py`: of one the misses are read, the
other is only counted; --show prints those of the half read. Measured, never trained on.

A name is `whole` when a mention of the rules has its span, titles before a person and an article left aside, and
`inside` when a longer phrase has it whose other words are no part of a name ("Iranian" of "Iranian envoys").
`run on`: a mention has further words of a name; `cut`: it has a part only; `other`: a person is taken for a place, a
place or body for a person, a body for a place. Those who act are mentions, and all places and states: a body that no
table has and no act needs may rightly be `missing`. `ours` tells of the names that we mark how many nobody marked.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from cameo_sentences import read_rows
from msgspec import Struct
from unseen_sets import half_of

from dragoman.acquire import parse_text
from dragoman.annotate.actor_names import find_phrase_names
from dragoman.annotate.annotate import annotate
from dragoman.annotate.capitals import lower_capitals
from dragoman.annotate.small_letters import raise_names
from dragoman.records import Mention

OUTCOMES = ("whole", "inside", "run on", "cut", "other", "missing")
# What the marks of the sets are called here; names of other things are marked, and not asked for.
KINDS = {
    "Person": "person", "person": "person", "politician": "person",
    "Organization": "body", "Organisation": "body", "organisation": "body", "politicalparty": "body",
    "NORP": "people", "Nationality": "people",
    "Location": "place", "location": "place", "country": "place",
}  # fmt: skip
# Forms of mentions that are names, by kind; an office or a group is none.
FORMS = {
    "person": "person", "organisation": "body", "ministry": "body", "demonym": "people", "country": "place",
    "capital": "place", "seat": "place", "place": "place",
}  # fmt: skip
# As what a name of a kind is wrongly taken; a state may act, and a people's name may be its state's.
_WRONG = {"person": frozenset(("place",)), "place": frozenset(("person",)), "body": frozenset(("person", "place"))}
_CLOSING = frozenset((",", ".", ";", ":", "!", "?", ")", "]", "%", "’", "”", "'s", "’s", "n't", "n’t"))
_OPENING = frozenset(("(", "[", "$", "“", "‘", "#"))
_CLITICS = frozenset(("s", "t", "d", "m", "re", "ve", "ll"))
_ELIDED = frozenset(("O", "d", "D", "l", "L", "N", "M"))
# A hyphen between these stands for a dash.
_APART = frozenset(
    ("the", "a", "an", "and", "but", "not", "who", "which", "including", "with", "he", "she", "it", "they")
)
_DATED = re.compile(r"\d+|January|February|March|April|May|June|July|August|September|October|November|December")
# For what or where somebody is in office who is named behind it.
_SERVED = re.compile(r"\b(?:Minister|Secretary|Undersecretary|President)s? (?:of|for) .*", re.DOTALL)
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")


class Name(Struct, frozen=True):
    """A marked name: its range, and its kind, empty for a thing of another kind."""

    start: int
    end: int
    kind: str


class Report(Struct, frozen=True):
    """A document with its marked names."""

    id: str
    group: str
    text: str
    names: tuple[Name, ...]


def join_tokens(tokens: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    """The sentence as it was printed, and the range of each token in it."""
    text, glued, quoted = "", True, False
    spans: list[tuple[int, int]] = []
    for i, token in enumerate(tokens):
        before, behind = (tokens[i - 1] if i else ""), (tokens[i + 1] if i + 1 < len(tokens) else "")
        hyphen = token == "-" and before[-1:].isalnum() and behind[:1].isalnum() and not _APART & {before, behind}
        hyphen = hyphen and not (_DATED.fullmatch(before) and behind[0].isupper())
        closing = token in _CLOSING or (token[:1] in "'’" and len(token) > 1) or token == "/" or hyphen
        closing = closing or (token == '"' and quoted) or (token == "'" and before.endswith("s"))
        initial = before == "." and len(tokens[i - 2]) == 1 and len(token) == 1 and token.isupper() and i > 1
        clitic = before in ("'", "’") and i > 1 and spans[-1][0] == spans[-2][1]
        clitic = clitic and (token in _CLITICS or tokens[i - 2] in _ELIDED)
        if not (glued or closing or initial or clitic):
            text += " "
        spans.append((len(text), len(text) + len(token)))
        text += token
        quoted ^= token == '"'
        glued = token in _OPENING or token == "/" or hyphen or (token == '"' and quoted)
    return text, spans


def _read_sentences(folder: Path, pattern: str) -> Iterator[Report]:
    """Reports of a set of sentences in tokens, those of a document as one text."""
    documents: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in read_rows(folder, pattern):
        documents[row.get("doc", row["id"])].append(row)
    for name, rows in documents.items():
        text, names = "", list[Name]()
        for row in rows:
            sentence, spans = join_tokens(row["tokens"])
            ranges = ((spans[a][0], spans[b - 1][1], kind) for a, b, kind in row["ents"])
            names += [Name(len(text) + s, len(text) + e, KINDS.get(kind, "")) for s, e, kind in ranges]
            text += sentence + "\n"
        yield Report(name, rows[0].get("region", "all"), text, tuple(names))


def read_worldwide(folder: Path) -> Iterator[Report]:
    """Newswire of five parts of the world."""
    return _read_sentences(folder, "ner_worldwide_train*")


def read_politics(folder: Path) -> Iterator[Report]:
    """Sentences of Wikipedia on politics."""
    return _read_sentences(folder, "ner_crossner_politics_dev*")


def read_reports(folder: Path) -> Iterator[Report]:
    """Texts on Iraq and Syria; of what is marked in them the names ("we" and "young men" are marked too)."""
    for row in read_rows(folder, "ie_re3d*"):
        names = [Name(e["start"], e["end"], KINDS.get(e["type"], "")) for e in row["entities"] if _is_name(e["text"])]
        yield Report(row["id"], row["subset"], row["text"], tuple(names))


def _is_name(text: str) -> bool:
    words = _WORD.findall(text)
    return len(text) > 1 and bool(words) and all(w[0].isupper() or len(w) < 4 for w in words) and words[-1][0].isupper()


SETS: dict[str, Callable[[Path], Iterator[Report]]] = {
    "worldwide": read_worldwide, "politics": read_politics, "reports": read_reports,
}  # fmt: skip


def find_mentions(text: str) -> list[Mention]:
    """Actors and places that the rules find in a text."""
    article = parse_text(text, source="names")
    if article.text != text:
        raise ValueError("the text is not taken as it is")
    marked = annotate(raise_names(lower_capitals(text))).mentions
    return [m for m in marked if m.kind != "time" and m.form not in ("pronoun", "nominal")]


def _bare(name: Name, text: str) -> Name:
    """The name without what some annotators mark with it: an article, the sign of possession."""
    start = name.start + (4 if text[name.start : name.start + 4].lower() == "the " else 0)
    end = name.end - (2 if text[: name.end].endswith(("'s", "’s")) else 0)
    return Name(start, end, name.kind)


def _others(name: Name, mention: Mention, text: str, names: Iterable[Name]) -> list[str]:
    """Capitalised words of a mention beside the name that neither a table nor another mark accounts for."""
    told = [(n.start, n.end) for n in names]
    told += [(mention.start + h.start, mention.start + h.end) for h in find_phrase_names(mention.text)]
    if name.kind == "person" and (served := _SERVED.search(text[mention.start : name.start])):
        told.append((mention.start + served.start(), name.start))
    words = ((m.start(), m.end()) for m in _WORD.finditer(text, mention.start, mention.end))
    apart = ((s, e) for s, e in words if not any(a < e and s < b for a, b in [(name.start, name.end), *told]))
    return [text[s:e] for s, e in apart if text[s].isupper()]


def judge_name(name: Name, text: str, names: Sequence[Name], mentions: Sequence[Mention]) -> tuple[str, list[Mention]]:
    """How a marked name comes out, with the mentions on its words."""
    name = _bare(name, text)
    found = [m for m in mentions if m.start < name.end and name.start < m.end]
    around = [m for m in found if m.start <= name.start and name.end <= m.end]
    if not found:
        return "missing", found
    if not around:
        return "cut", found
    same = {FORMS.get(m.form, "") for m in around if m.end == name.end and m.start == name.start}
    if same and same <= _WRONG.get(name.kind, frozenset()):
        return "other", found
    if any(not _others(name, m, text, names) for m in around):
        titled = any(m.end == name.end and (name.kind == "person" or m.start == name.start) for m in around)
        return ("whole" if titled else "inside"), found
    return "run on", found


def judge_mention(mention: Mention, names: Sequence[Name]) -> str:
    """`marked` where a name of any kind is marked on its words, `thing` where only one of another kind is."""
    here = [n for n in names if n.start < mention.end and mention.start < n.end]
    return "thing" if here and not any(n.kind for n in here) else "marked" if here else "nobody"


def measure(reports: Iterable[Report], *, show: bool) -> Iterator[str]:
    """Lines with the shares of each kind and group; with `show`, one for each name before that is not whole."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    ours: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for report in reports:
        text, mentions = report.text, find_mentions(report.text)
        lines = []
        for name in report.names:
            if name.kind:
                outcome, found = judge_name(name, text, report.names, mentions)
                for group in ("all", report.group):
                    counts[group, name.kind][outcome] += 1
                if outcome not in ("whole", "inside"):
                    lines.append((outcome, name.kind, name.start, name.end, found))
        for m in mentions:
            if kind := FORMS.get(m.form):
                judged = judge_mention(m, report.names)
                for group in ("all", report.group):
                    ours[group, kind][judged] += 1
                if judged != "marked":
                    lines.append((f"ours: {judged}", kind, m.start, m.end, [m]))
        for what, kind, start, end, found in lines if show else ():
            around = " ".join(f"{text[max(0, start - 80) : start]}<<{text[start:end]}>>{text[end : end + 60]}".split())
            yield "\t".join((what, kind, around, "; ".join(f"{m.text} [{m.form}]" for m in found), report.id))
    for (group, kind), outcomes in sorted(counts.items()):
        total, mine = outcomes.total(), ours[group, kind]
        shares = ", ".join(f"{o} {outcomes[o] / total:.3f}" for o in OUTCOMES)
        extra = f"; ours {mine.total()}, unmarked {mine['nobody']}, of other things {mine['thing']}"
        yield f"{group}: {kind} {total}: {shares}{extra}"


def main() -> None:
    """Print the figures of both halves, or what is wrong in one."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("sets", nargs="*", metavar="SET", help=", ".join(SETS))
    parser.add_argument("--show", choices=("read",), help="print the misses of this half")
    args = parser.parse_args()
    if unknown := set(args.sets) - set(SETS):
        parser.error(f"no set is called {', '.join(sorted(unknown))}; there are {', '.join(SETS)}")
    for name in args.sets or SETS:
        reports = list(SETS[name](args.folder))
        for half in ("read",) if args.show else ("read", "counted"):
            for line in measure([r for r in reports if half_of(r.id) == half], show=bool(args.show)):
                print(f"{name} ({half})\t{line}", flush=True)


if __name__ == "__main__":
    main()
