"""Who said what, by which word, to whom: the pieces of statements.tsv put together, each field judged.

python benchmarks/statements.py                   # the shares that are right, for each speaker, form and clause
python benchmarks/statements.py --show            # every sentence with a field that is wrong, too
python benchmarks/statements.py --only told joked # only sentences with one of these words

Every speaker stands in every form, with one clause each. A statement is the right one where it shares most of what is
said; statements inside of what is said are not counted. Quote marks are straight in one half and curly in the other.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from panels import read_rows
from tallies import Tally

from dragoman.acquire import parse_text
from dragoman.pipeline import code_article
from dragoman.records import Coded, Statement

FIELDS = ("one", "speaker", "code", "cue", "content", "kind", "told")
PRONOUNS = ("he", "she", "they")
PLURALS = {
    "they",
    "witnesses",
    "Nigerian officials",
    "Western diplomats",
    "Kenyan police",
    "Norway and Chile",
    "residents",
    "two Kenyan officials",
    "local media",
}
STEP = 7  # from one form's clause to the next one's, for the same speaker; shares no divisor with the number of clauses


class Piece(NamedTuple):
    """A row of the table."""

    part: str
    code: str
    words: str
    cue: str
    kind: str
    told: str
    said: str


class Case(NamedTuple):
    """A text, its pieces, and what is said in it: nothing where `said` is empty."""

    text: str
    form: Piece
    speaker: Piece
    clause: Piece
    said: tuple[str, ...]


def read_pieces() -> dict[str, list[Piece]]:
    """The pieces of the table by part."""
    found: dict[str, list[Piece]] = {}
    for piece in (Piece(**row) for row in read_rows("statements.tsv")):
        found.setdefault(piece.part, []).append(piece)
    return found


def list_cases(pieces: dict[str, list[Piece]]) -> Iterator[Case]:
    """Each speaker in each form that has room for it: no pronoun behind a verb or "of", no comma twice."""
    clauses = pieces["clause"]
    for number, form in enumerate([*pieces["form"], *pieces["nothing"]]):
        for place, speaker in enumerate(pieces["speaker"]):
            before_verb = re.search(r"(?:^|[,;.] |\A(?:But|where) |where ){by} |\" {by}", form.words)
            if speaker.words in PRONOUNS and (not before_verb or "{by}," in form.words or form.words.startswith("Acc")):
                continue
            clause = clauses[(number * STEP + place * 3) % len(clauses)]
            yield _put_together(form, speaker, clause, curly=(number + place) % 2 == 1)


def _put_together(form: Piece, speaker: Piece, clause: Piece, *, curly: bool) -> Case:
    by = speaker.words
    if "{by}," in form.words or not re.search(r"{by} \w", form.words):
        by = by.rstrip(",")
    words = {"by": by, "clause": clause.words, "Clause": _capital(clause.words)}
    text = _capital(form.words.format(**words)).replace("\\n", "\n")
    text = _agree(text, by)
    told = () if form.part == "nothing" else tuple(_said(form).format(**words).split("|"))
    if curly:
        for pattern, mark in ((r'(?<![\w.,!])"', "“"), ('"', "”"), (r"(?<!\w)'", "‘"), ("'", "’")):
            text = re.sub(pattern, mark, text)
    text = text if speaker.said == "-" else f"{speaker.said} {text}"
    return Case(text, form, speaker, clause, tuple(_plain(part) for part in told))


def _said(form: Piece) -> str:
    """What is said in a form."""
    if form.said != "-":
        return form.said
    return "{Clause}" if "{Clause}" in form.words else "{clause}"


def _agree(text: str, by: str) -> str:
    """The text with a verb in the plural behind several."""
    if by in PLURALS:
        for one, many in (("says", "say"), ("was", "were"), ("has", "have"), ("is", "are")):
            text = re.sub(rf"\b({by}) {one}\b", rf"\1 {many}", text, flags=re.I)
    return text


def _capital(words: str) -> str:
    at = 1 if words.startswith('"') else 0
    return words[:at] + words[at : at + 1].upper() + words[at + 1 :]


def _plain(words: str) -> str:
    """Words without the marks at their ends, quote marks of one form."""
    for mark, plain in (("“", '"'), ("”", '"'), ("‘", "'"), ("’", "'")):
        words = words.replace(mark, plain)
    return words.strip(' .,!"\n')


def judge(case: Case, coded: Coded) -> dict[str, bool]:
    """Which fields of the one statement are right; of a sentence that tells none, whether none is found."""
    opens = len(case.speaker.said) if case.speaker.said != "-" else 0
    found = [s for s in coded.statements if s.content and s.content[0].start >= opens]
    if not case.said:
        return {"one": not found}
    best = max(found, key=lambda s: _share(case, s), default=None)
    if best is None or _share(case, best) < 0.5:
        return {"one": False}
    first, last = best.content[0].start, best.content[-1].end
    others = [s for s in found if s is not best and not (first <= s.content[0].start and s.content[-1].end <= last)]
    others = [s for s in others if not any(_plain(c.text) == "The people will decide" for c in s.content)]
    others = [s for s in others if not (s.content[0].start < first and last <= s.content[-1].end)]
    by = best.speaker
    named = re.search(rf"\b{_plain(case.speaker.words).split(',')[0]}\b", _plain(coded.article.text[opens:]), re.I)
    begin = opens + named.start() if named else -1
    kinds = {case.form.kind}
    if "'" in case.clause.words and case.form.kind == "indirect":
        kinds.add("mixed")
    told = {a.text for a in best.addressees if not case.form.told.endswith(_plain(a.text))}
    missing = case.form.told != "-" and not best.addressees
    return {
        "one": not others,
        "speaker": by is not None and (begin < 0 or begin <= by.start < begin + len(case.speaker.words)),
        "code": case.speaker.code == "*" or (by.code if by else None) in (_codes(case) or {None}),
        "cue": best.cue is not None and best.cue.text in (case.form.cue, case.form.cue.removesuffix("s")),
        "content": tuple(_plain(c.text) for c in best.content) == case.said,
        "kind": best.kind in kinds,
        "told": not told and not missing,
    }


def _codes(case: Case) -> set[str]:
    return set(case.speaker.code.split()) - {"-"}


def _share(case: Case, statement: Statement) -> float:
    """How much of what is said a statement has: words of both by words of either."""
    wanted = Counter(" ".join(case.said).lower().split())
    given = Counter(_plain(" ".join(_plain(c.text) for c in statement.content)).lower().split())
    return (wanted & given).total() / max(1, (wanted | given).total())


def main() -> None:
    """Print the shares, and with `--show` the sentences that are read wrongly."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", action="store_true", help="print every sentence with something wrong")
    parser.add_argument("--only", nargs="+", default=[], help="only sentences with one of these words")
    options = parser.parse_args()
    tally = Tally(FIELDS)
    for case in list_cases(read_pieces()):
        if options.only and not any(words in case.text for words in options.only):
            continue
        coded = code_article(parse_text(case.text, source="statement", published_at="2024-02-07"))
        judged = judge(case, coded)
        names = ["nothing"] if not case.said else ["all", case.speaker.words, case.clause.words]
        tally.add((*names, case.form.words), judged)
        if options.show and not all(judged.values()):
            wrong = " ".join(field for field, is_right in judged.items() if not is_right)
            print(f"{wrong}\t{' '.join(case.text.split())}\t{' || '.join(_tell(s) for s in coded.statements)}")
    tally.print()


def _tell(found: Statement) -> str:
    """A statement in a line."""
    by = f"{found.speaker.text}/{found.speaker.code}" if found.speaker else "-"
    told = "".join(f" to {a.text}/{a.code}" for a in found.addressees)
    content = " … ".join(c.text for c in found.content)
    return f"{found.kind} {by}{told} {found.cue.text if found.cue else '-'}: {' '.join(content.split())}"


if __name__ == "__main__":
    main()
