"""Whom a report means by "he", "its", "the minister", "the group": the names Dragoman gives against marked chains.

    python benchmarks/chains_of_actors.py PATH/TO/dev [SET ...] [--show read]

SET is `gum` (news, interviews, speeches, court, lives of people: Zeldes 2017, annotations CC BY 4.0, texts of several
licences) or `ecbplus` (short news reports, the marked sentences alone: Cybulska and Vossen 2014, annotation CC BY 3.0).
For each chain of one person, organisation or state that has a name, each pronoun and nominal is asked: is the `name`
that Dragoman gives it one of the chain, or, where it gives none, is the code that of the chain's named mentions?
`right`, `wrong` and `nobody` are counted by class, of all, and of those that are a party of an act or a speaker.
A possessive is asked by what it owns, where Dragoman has an actor right behind it ("his government").

The texts are put together from the sets' words. They are in halves by document (ECB+: by story): misses of the half
"read" have been read, those of the half "counted" never. Measured, never trained on.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import lru_cache
from pathlib import Path
from typing import Any

from msgspec import Struct
from unseen_sets import half_of

from dragoman.acquire import parse_text
from dragoman.pipeline import code_article
from dragoman.records import Actor, Coded, MentionRecord
from dragoman.tables import read_table

GENRES = ("news", "interview", "speech", "court", "bio")
_PRONOUNS = {
    "he": "he/she", "she": "he/she", "him": "he/she", "her": "he/she", "they": "they", "them": "they", "it": "it",
    "his": "possessive", "its": "possessive", "their": "possessive",
}  # fmt: skip
CLASSES = ("he/she", "they", "it", "possessive", "office", "group", "plural", "other")
_NO_SPACE_BEFORE = re.compile(r"[.,;:!?%)\]}’”]|'s?|n't|'(?:re|ve|ll|d|m)|’(?:s|re|ve|ll|d|m)|n’t|''")
_OPENS = frozenset(("(", "[", "{", "$", "“", "‘", "``"))
_BOTH_WAYS = frozenset(('"', "'"))
_ENDS = frozenset((".", "!", "?", '"', "''", "”", "'", ":"))
_TYPOGRAPHIC = {"``": "“", "''": "”"}
# Where the words that name end: "the prime minister | of Peru", "a man | who".
_CUT = re.compile(r"[,;(“\"–—-]|who|that|which|of|in|for|from|at|on|to|with|by|and|or|'s|’s|is|was|said")
_PLURAL = re.compile(r"(?:the\s+)?(?:two|three|both|four|five)\b|these\b|those\b", re.I)
_NO_NOUN = frozenset(("to", "and", "in", "for", "with", "that", "on", "at", "from", "as", "by", "after", "about", "of"))
_CONNECTIVES = frozenset(
    (
        "The",
        "A",
        "An",
        "This",
        "That",
        "These",
        "Those",
        "Both",
        "His",
        "Her",
        "Its",
        "Their",
        "He",
        "She",
        "They",
        "It",
    )
)


class Asked(Struct, frozen=True):
    """A marked pronoun or nominal: where it stands, of what class, how its chain is named."""

    start: int
    end: int
    text: str
    kind: str
    names: frozenset[str]
    named: tuple[tuple[int, int], ...]


class Report(Struct, frozen=True):
    """A text put together, with what is asked of it."""

    id: str
    half: str
    text: str
    date: str | None
    asked: tuple[Asked, ...]


@lru_cache(maxsize=1)
def _titles() -> tuple[frozenset[str], frozenset[str]]:
    """Words of titles and offices, and the last words of offices."""
    rows = [row["title"].lower() for row in read_table("titles", None)]
    return frozenset(w for r in rows for w in r.split()) - {"will"}, frozenset(r.split()[-1] for r in rows if r)


def put_together(sentences: Sequence[Sequence[str]]) -> tuple[str, list[list[tuple[int, int]]]]:
    """The text of marked words, and the offsets of each word of each sentence."""
    text, offsets = "", []
    for words in sentences:
        spans: list[tuple[int, int]] = []
        opened = set[str]()
        for at, word in enumerate(words):
            shown = "\n\n" if word == "\\n" else _TYPOGRAPHIC.get(word, word)
            if not (_is_glued(words, at, opened) or not text or text[-1].isspace() or shown.isspace()):
                text += " "
            if word in _BOTH_WAYS:
                opened ^= {word}
            spans.append((len(text), len(text) + len(shown)))
            text += shown
        text += " " if words and words[-1] in _ENDS else "\n\n"
        offsets.append(spans)
    return text, offsets


def _is_glued(words: Sequence[str], at: int, opened: Set[str]) -> bool:
    """Whether no space stands before a word; `opened` are the marks of quotation that are open there."""
    word, before = words[at], words[at - 1] if at else ""
    if word in opened or before in _OPENS or (before in _BOTH_WAYS and before in opened):
        return True
    joined = "-" in (word, before) and 0 < at < len(words) - 1 and (before + word).replace("-", "").isalnum()
    ends = word not in _BOTH_WAYS and _NO_SPACE_BEFORE.fullmatch(word) is not None
    return joined or ends or (before == "’" and word == "s")


def _head(words: Sequence[str]) -> list[str]:
    """The words up to what only says more of whom they name; behind the last possessor."""
    at = next((i for i, w in enumerate(words) if i and _CUT.fullmatch(w) and w not in ("'s", "’s")), len(words))
    words = list(words[:at])
    words = words[:-1] if len(words) > 1 and words[-1] in ("'s", "’s", "'", "’") else words
    owners = [i for i, w in enumerate(words[:-1]) if w in ("'s", "’s")]
    return words[owners[-1] + 1 :] if owners else words


def _names(words: Sequence[str], opens: bool) -> frozenset[str]:
    """The words of a mention that name, but for titles and a first word that any sentence may open with."""
    titles, _ = _titles()
    found = [w for i, w in enumerate(words) if w[:1].isupper() and not (opens and not i and w in _CONNECTIVES)]
    return frozenset(w.lower() for w in found if w.lower().rstrip(".") not in titles and w not in _CONNECTIVES
                     and w.lower() not in titles and len(w) > 1)  # fmt: skip


def _class_of(words: Sequence[str], kind: str, after: str) -> str:
    """The class of a pronoun or nominal by its words, the type that the set marks and the word behind."""
    lowered = [w.lower() for w in words]
    if lowered == ["her"] and after[:1].isalpha() and after.lower() not in _NO_NOUN:
        return "possessive"
    if len(words) == 1 and lowered[0] in _PRONOUNS:
        return _PRONOUNS[lowered[0]]
    if lowered[0] not in ("the", "this", "that", "these", "those", "both", "his", "her", "its", "their", "two"):
        return ""
    if _PLURAL.match(" ".join(words)) or (lowered[-1].endswith("s") and not lowered[-1].endswith(("ss", "us"))):
        return "plural"
    if lowered[-1] in _titles()[1]:
        return "office"
    return "group" if kind in ("organization", "place", "HUMAN_PART_ORG", "HUMAN_PART_GPE") else "other"


class _Marked(Struct, frozen=True):
    sentence: int
    start: int
    end: int
    kind: str
    chain: str


def _ask(
    sentences: Sequence[Sequence[str]], offsets: Sequence[Sequence[tuple[int, int]]], marks: Iterable[_Marked]
) -> Iterator[Asked]:
    """The pronouns and nominals of each chain that has a name."""
    chains = defaultdict(list)
    for mark in marks:
        chains[mark.chain].append(mark)
    for members in chains.values():
        heads = [_head(sentences[m.sentence][m.start : m.end]) for m in members]
        names = [_names(h, m.start == 0) for h, m in zip(heads, members, strict=True)]
        all_names = frozenset[str]().union(*names)
        spans = [(offsets[m.sentence][m.start][0], offsets[m.sentence][m.end - 1][1]) for m in members]
        named = tuple(s for s, n in zip(spans, names, strict=True) if n)
        for mark, head, own in zip(members, heads, names, strict=True):
            words = sentences[mark.sentence]
            if own or not all_names or not head:
                continue
            first = mark.start + words[mark.start : mark.end].index(head[0])
            if head[0].islower() and first and words[first - 1].lower() in ("the", "his", "her", "its", "their"):
                head = [words[first - 1], *head]  # ECB+ marks no article
                first -= 1
            if kind := _class_of(head, mark.kind, words[mark.end] if mark.end < len(words) else "."):
                at = offsets[mark.sentence]
                yield Asked(at[first][0], at[first + len(head) - 1][1], " ".join(head), kind, all_names, named)


def read_set(path: Path) -> Iterator[dict[str, Any]]:
    """Rows of one file, the first (a note on its fields) left out."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from (json.loads(line) for n, line in enumerate(lines) if n)


def read_gum(folder: Path) -> Iterator[Report]:
    """Documents with public actors, all entities marked."""
    for split in ("train", "dev"):
        for row in read_set(folder / f"coref_gum_{split}.jsonl.gz"):
            if row["genre"] not in GENRES:
                continue
            text, offsets = put_together(row["sentences"])
            marks = [_Marked(s, a, b, kind, str(chain)) for s, a, b, kind, chain, *_ in row["entities"]
                     if kind in ("person", "organization", "place")]  # fmt: skip
            date = row["date"] if re.fullmatch(r"\d{4}-\d{2}-\d{2}", row["date"] or "") else None
            yield Report(row["id"], half_of(row["id"]), text, date, tuple(_ask(row["sentences"], offsets, marks)))


def read_ecbplus(folder: Path) -> Iterator[Report]:
    """Short reports, the actors of some sentences marked; by story."""
    for row in read_set(folder / "coref_ecbplus_train.jsonl.gz"):
        text, offsets = put_together(row["sentences"])
        marks = [_Marked(m["sent"], m["start"], m["end"], m["type"], m["chain"]) for m in row["mentions"]
                 if m["type"].startswith("HUMAN_PART")]  # fmt: skip
        yield Report(row["id"], half_of(row["subtopic"]), text, None, tuple(_ask(row["sentences"], offsets, marks)))


SETS = {"gum": read_gum, "ecbplus": read_ecbplus}


def _words_of(name: str | None) -> set[str]:
    """Words of a name that Dragoman gives that tell who it is."""
    titles, _ = _titles()
    found = re.findall(r"[^\W_][\w'’.-]*", name or "")
    return {
        w.lower().removesuffix("'s")
        for w in found
        if w[0].isupper() and w.lower() not in titles and w not in _CONNECTIVES
    }


def _alike(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether two names share a word, or the stem of one ("Russian", "Russia")."""
    return any(a == b or (min(len(a), len(b)) > 3 and a[:4] == b[:4]) for a in one for b in other)


def _of(records: Iterable[MentionRecord], asked: Asked) -> list[MentionRecord]:
    """The actors that Dragoman has at a pronoun or nominal: those that hold its last word, or begin right behind a
    possessive."""
    if asked.kind == "possessive":
        return [r for r in records if r.start == asked.end + 1]
    return [r for r in records if asked.start <= r.start <= asked.end - 1 < r.end]


def judge(coded: Coded, asked: Asked) -> str:
    """right, wrong or nobody."""
    records = [r for r in coded.mentions if r.kind == "actor"]
    found = _of(records, asked)
    codes = {r.code for r in records if r.code and any(a <= r.start and r.end <= b for a, b in asked.named)}
    answers = []
    for record in found:
        words = _words_of(record.name) if asked.kind != "possessive" else set[str]()
        if words:
            answers.append(_alike(words, asked.names))
        elif record.code and codes:
            answers.append(record.code in codes)
    return "nobody" if not answers else "right" if all(answers) else "wrong"


def is_party(coded: Coded, asked: Asked) -> bool:
    """Whether it is a party of an act or a speaker (a possessive: whether what it owns is)."""
    parties: list[Actor] = [a for e in coded.events for a in (*e.actors, *e.recipients)]
    parties += [s.speaker for s in coded.statements if s.speaker]
    at = asked.end + 1 if asked.kind == "possessive" else asked.end - 1
    return any(a.start <= at < a.end and a.start >= asked.start for a in parties)


def describe(coded: Coded, asked: Asked, verdict: str) -> str:
    """A line for somebody who reads: the verdict, the sentence round the mention, what was given."""
    before = " ".join(coded.article.text[max(0, asked.start - 350) : asked.start].split())
    after = " ".join(coded.article.text[asked.end : asked.end + 90].split())
    given = " & ".join(f"{r.text}={r.name}[{r.code}]" for r in coded.mentions if r.kind == "actor"
                       and (r.start <= asked.start < r.end or r.start <= asked.end - 1 < r.end))  # fmt: skip
    named = "/".join(sorted(asked.names)[:5])
    return f"{verdict}\t{asked.kind}\t{named}\tgiven: {given or '-'}\t{before} [[{asked.text}]] {after}"


def main() -> None:
    """Print the figures of each set and half."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("sets", nargs="*", metavar="SET", help=", ".join(SETS))
    parser.add_argument("--show", choices=["read"])
    options = parser.parse_args()
    if unknown := set(options.sets) - set(SETS):
        parser.error(f"no set is called {', '.join(sorted(unknown))}; there are {', '.join(SETS)}")
    for name in options.sets or SETS:
        counts: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
        for report in SETS[name](options.folder):
            if not report.asked or (options.show and report.half != options.show):
                continue
            coded = code_article(parse_text(report.text, source=report.id, published_at=report.date))
            for asked in report.asked:
                verdict = judge(coded, asked)
                counts[report.half, asked.kind, "all"][verdict] += 1
                if is_party(coded, asked):
                    counts[report.half, asked.kind, "party"][verdict] += 1
                if options.show and verdict != "right":
                    print(
                        report.id, "PARTY" if is_party(coded, asked) else "-", describe(coded, asked, verdict), sep="\t"
                    )
        _print(name, counts)


def _print(name: str, counts: dict[tuple[str, str, str], Counter[str]]) -> None:
    print(f"{name:10}{'class':12}{'half':9}{'of':7}{'asked':>6}{'right':>7}{'wrong':>7}{'nobody':>7}")
    for kind in CLASSES:
        for half in ("read", "counted"):
            for what in ("all", "party"):
                if c := counts.get((half, kind, what)):
                    print(
                        f"{'':10}{kind:12}{half:9}{what:7}{sum(c.values()):6}{c['right']:7}{c['wrong']:7}{c['nobody']:7}"
                    )


if __name__ == "__main__":
    main()
