"""Read, check and count the marked passages of training/corpus (format: training/GUIDE.md).

    python -m training.corpus_format check [FILES]   every fault with file:line and what to do; exit 1 on faults
    python -m training.corpus_format stats [FILES]   what the corpus holds

Offsets are half-open, in code points, into the sentence without its marks: text[start:end] == span.text.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import get_args

from msgspec import Struct

from dragoman.records import EventType, Factuality, StatementKind

CORPUS = Path(__file__).parent / "corpus"
MODES: dict[str, frozenset[str]] = {
    kind: frozenset(modes.split())
    for kind, modes in {
        "AGREE": "",
        "CONSULT": "visit third-party multilateral phone",
        "SUPPORT": "",
        "CONCEDE": "",
        "COOPERATE": "",
        "AID": "",
        "RETREAT": "withdraw release disarm ceasefire access resign",
        "REQUEST": "assist change yield meet",
        "ACCUSE": "disapprove investigate allege",
        "REJECT": "assist change yield meet",
        "THREATEN": "restrict arrest relations expel territory violence",
        "PROTEST": "demo riot strike hunger boycott obstruct vandalize",
        "SANCTION": "convict expel withdraw discontinue",
        "MOBILIZE": "troops weapons police militia",
        "COERCE": ("seize restrict censor curfew martial-law arrest deport withhold misinformation cyber"),
        "ASSAULT": (
            "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial "
            "drone heavy-weapons crowd-control unconventional"
        ),
    }.items()
}
_SECTORS = (
    "GOV MIL COP JUD LEG PTY OPP REB SPY PRM UAF CVL BUS JRN EDU MED LAB REL REF CRM ELI SOC AGR UNK PRE"
)
SECTORS = frozenset(_SECTORS.split())
BODIES = frozenset({"UNO", "EUR", "IGO", "NGO", "ISM", "IMG", "MNC", "-"})
LAYERS = {
    "a": "actor", "s": "speaker", "p": "place", "t": "time", "e": "trigger", "q": "content", "c": "cue",
    "k": "condition", "d": "due", "w": "what",
}  # fmt: skip
EVENT_KEYS = {
    "by": "as",
    "to": "as",
    "at": "pa",
    "when": "td",
    "what": "w",
    "if": "k",
    "due": "d",
    "fact": "",
}
CUE_KEYS = {"speaker": "as", "to": "as", "content": "q"}
ENTITY = re.compile(r"([as]\d+): *([A-Z]{3}|-)(?: +([A-Z,]+|-))? *(?:\|(.*))?$")
MARK = re.compile(r"\[([asptqeckdw]\d+(?:\+[as]\d+)*) |\[|\]")
IDS = re.compile(r"[a-z]\d+$")
QUOTES = frozenset("\"“”„«»'‘’")
MARKS_OUTSIDE = frozenset('"“”„«»')  # an apostrophe may end a span: "the ministers'"


class Entity(Struct, frozen=True):
    """One actor or speaker of a passage: `code` null when unknown, `sectors` primary first."""

    id: str
    code: str | None
    sectors: tuple[str, ...]
    name: str
    role: str | None


class MarkedSpan(Struct, frozen=True):
    """One marked piece of a sentence; `ids` has several members for a plural nominal ("the two sides")."""

    ids: tuple[str, ...]
    layer: str
    start: int
    end: int
    text: str


class EventRow(Struct, frozen=True):
    """One act of a sentence. Ids name spans and entities; `actors` is empty where the text names nobody."""

    id: str
    event_type: str
    mode: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    place: str | None
    when: str | None
    factuality: str
    what: str | None
    condition: str | None
    due: str | None
    line: int


class StatementRow(Struct, frozen=True):
    """One speech act: cue id, kind, speaker (null when nobody is named), addressees, content ids."""

    cue: str
    kind: str
    speaker: str | None
    addressees: tuple[str, ...]
    content: tuple[str, ...]
    line: int


class MarkedSentence(Struct, frozen=True):
    """A sentence without its marks, with its spans in order of start (outer before inner)."""

    text: str
    spans: tuple[MarkedSpan, ...]
    events: tuple[EventRow, ...]
    statements: tuple[StatementRow, ...]
    line: int

    def find_spans(self, identifier: str) -> tuple[MarkedSpan, ...]:
        """All spans that carry `identifier`, in reading order."""
        return tuple(s for s in self.spans if identifier in s.ids)


class Passage(Struct, frozen=True):
    """One marked report: its id, the `meta:` pairs, its entities by id, its sentences."""

    id: str
    meta: dict[str, str]
    entities: dict[str, Entity]
    sentences: tuple[MarkedSentence, ...]
    file: str
    line: int


class Fault(Struct, frozen=True):
    """One thing wrong in a corpus file, and what to do."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class CorpusError(ValueError):
    """The corpus has faults; the message lists them."""


def parse_marks(line: str) -> tuple[str, tuple[MarkedSpan, ...], tuple[str, ...]]:
    """Strip the marks from a sentence: (text, spans by start then longest, complaints)."""
    pieces: list[str] = []
    length = last = 0
    opened: list[tuple[str, int]] = []
    found: list[tuple[int, int, str]] = []
    complaints: list[str] = []
    for mark in MARK.finditer(line):
        pieces.append(line[last : mark.start()])
        length += mark.start() - last
        last = mark.end()
        if mark[1]:
            opened.append((mark[1], length))
        elif mark[0] == "[":
            near = line[mark.start() :][:16]
            complaints.append(f"unreadable mark at {near!r}: write [a1 words], no other brackets")
        elif opened:
            name, start = opened.pop()
            found.append((start, length, name))
        else:
            complaints.append(f"']' closes nothing after {line[: mark.start()][-24:]!r}: remove it")
    pieces.append(line[last:])
    text = "".join(pieces)
    complaints += [f"span {name} is never closed: add its ']'" for name, _ in opened]
    spans = []
    for start, end, name in sorted(found, key=lambda f: (f[0], -f[1])):
        if not text[start:end].strip() or text[start:end] != text[start:end].strip():
            complaints.append(f"span {name} {text[start:end]!r} is empty or padded: brackets hug the words")
        ids = tuple(name.split("+"))
        spans.append(MarkedSpan(ids, LAYERS[ids[0][0]], start, end, text[start:end]))
    return text, tuple(spans), tuple(complaints)


def _parse_pairs(body: str, keys: dict[str, str]) -> tuple[dict[str, tuple[str, ...]], list[str]]:
    """Key and ids of each `;` part after the head; complaints for unknown keys and repeated ones."""
    pairs: dict[str, tuple[str, ...]] = {}
    complaints = []
    for part in filter(None, (p.strip() for p in body.split(";"))):
        key, *values = part.split()
        if key not in keys:
            complaints.append(f"unknown key {key!r}: use {', '.join(keys)}")
        elif key in pairs:
            complaints.append(f"{key!r} is given twice: put its ids behind one key")
        else:
            pairs[key] = tuple(values)
            if not values:
                complaints.append(f"{key!r} is empty: name an id, or leave the key out")
    return pairs, complaints


def _one(pairs: dict[str, tuple[str, ...]], key: str) -> str | None:
    values = pairs.get(key, ())
    return values[0] if values else None


def _parse_event(head: list[str], body: str, line: int) -> tuple[EventRow, list[str]]:
    pairs, complaints = _parse_pairs(body, EVENT_KEYS)
    kind = head[1] if len(head) > 1 else ""
    mode = head[2] if len(head) > 2 else None
    fact = _one(pairs, "fact") or "asserted"
    if kind not in get_args(EventType):
        complaints.append(f"unknown event type {kind!r}: use {' '.join(get_args(EventType))}")
    elif mode and mode not in MODES[kind]:
        complaints.append(f"{kind} has no mode {mode!r}: use {' '.join(sorted(MODES[kind])) or 'none'}")
    if len(head) > 3:
        complaints.append(f"stray {' '.join(head[3:])!r} before the first ';': put ';' between parts")
    if fact not in get_args(Factuality):
        complaints.append(f"unknown factuality {fact!r}: use {' '.join(get_args(Factuality))}")
    if "by" not in pairs and "to" not in pairs:
        complaints.append(
            "the event names nobody: add by or to, or write 'by -' where the text names no actor"
        )
    actors = () if pairs.get("by") == ("-",) else pairs.get("by", ())
    row = EventRow(
        head[0], kind, mode, actors, pairs.get("to", ()), _one(pairs, "at"), _one(pairs, "when"), fact,
        _one(pairs, "what"), _one(pairs, "if"), _one(pairs, "due"), line,
    )  # fmt: skip
    return row, complaints + _check_kinds(pairs, EVENT_KEYS)


def _parse_statement(head: list[str], body: str, line: int) -> tuple[StatementRow, list[str]]:
    pairs, complaints = _parse_pairs(body, CUE_KEYS)
    kind = head[1] if len(head) > 1 else ""
    if kind not in get_args(StatementKind) or len(head) > 2:
        complaints.append(
            f"a cue row starts 'cN direct;', 'cN indirect;' or 'cN mixed;', not {' '.join(head)!r}"
        )
    if not pairs.get("content"):
        complaints.append("the cue has no content: mark the words [q1 ...] and write 'content q1'")
    if pairs.get("speaker") == ("-",):
        pairs["speaker"] = ()
    row = StatementRow(
        head[0], kind, _one(pairs, "speaker"), pairs.get("to", ()), pairs.get("content", ()), line
    )
    return row, complaints + _check_kinds(pairs, CUE_KEYS)


def _check_kinds(pairs: dict[str, tuple[str, ...]], keys: dict[str, str]) -> list[str]:
    complaints = []
    for key, values in pairs.items():
        for value in values:
            if keys[key] and value != "-" and not (IDS.match(value) and value[0] in keys[key]):
                complaints.append(
                    f"{key!r} takes ids {' or '.join(x + 'N' for x in keys[key])}, not {value!r}"
                )
        if key in ("at", "when", "what", "if", "due", "fact", "speaker") and len(values) > 1:
            complaints.append(f"{key!r} takes one value, not {' '.join(values)}")
    return complaints


class _Builder:
    """One passage while its lines are read."""

    def __init__(self, file: str, line: int, identifier: str) -> None:
        self.file, self.line, self.id = file, line, identifier
        self.meta: dict[str, str] = {}
        self.entities: dict[str, Entity] = {}
        self.sentences: list[MarkedSentence] = []
        self.faults: list[Fault] = []

    def complain(self, line: int, messages: Iterable[str]) -> None:
        self.faults += [Fault(self.file, line, m) for m in messages]

    def take(self, number: int, line: str) -> None:
        """Read one non-empty line of the passage."""
        entity = ENTITY.match(line)
        if line.startswith("> "):
            self._take_row(number, line[2:].strip())
        elif not self.sentences and line.startswith("meta:"):
            pairs = (p.partition("=") for p in line[5:].split(";") if p.strip())
            self.meta = {k.strip(): v.strip() for k, _, v in pairs}
        elif not self.sentences and entity:
            self._take_entity(number, entity)
        elif re.match(r"[asetpcqkdw]\d+:", line):
            self.complain(
                number, [f"unreadable entity line {line[:40]!r}: write 'a1: KOR GOV | name | role' first"]
            )
        else:
            text, spans, complaints = parse_marks(line)
            self.complain(number, complaints)
            self.sentences.append(MarkedSentence(text, spans, (), (), number))

    def _take_entity(self, number: int, entity: re.Match[str]) -> None:
        identifier, code, sectors, rest = entity.groups()
        name, _, role = (part.strip() for part in (rest or "").partition("|"))
        named = tuple(x for x in (sectors or "-").split(",") if x != "-")
        wrong = [x for x in named if x not in SECTORS]
        self.complain(number, [f"unknown sector {x!r}: use {' '.join(sorted(SECTORS))}" for x in wrong])
        if code not in BODIES and code not in _country_codes():
            self.complain(number, [f"unknown code {code!r}: ISO 3166 alpha-3, {' '.join(sorted(BODIES))}"])
        if identifier in self.entities:
            self.complain(number, [f"{identifier} is declared twice in {self.id}: renumber one"])
        if not name:
            self.complain(
                number, [f"{identifier} has no name: write '{identifier}: {code} ... | name | role'"]
            )
        self.entities[identifier] = Entity(
            identifier, None if code == "-" else code, named, name, role or None
        )

    def _take_row(self, number: int, row: str) -> None:
        head, _, body = row.partition(";")
        words = head.split()
        if not self.sentences or not words or not re.match(r"[ec]\d+$", words[0]):
            wanted = "'> e1 TYPE; ...' or '> c1 direct; ...' below its sentence"
            self.complain(number, [f"unreadable row {row[:40]!r}: {wanted}"])
            return
        sentence = self.sentences[-1]
        if words[0][0] == "e":
            event, complaints = _parse_event(words, body, number)
            new = MarkedSentence(
                sentence.text, sentence.spans, (*sentence.events, event), sentence.statements, sentence.line
            )
        else:
            statement, complaints = _parse_statement(words, body, number)
            new = MarkedSentence(
                sentence.text,
                sentence.spans,
                sentence.events,
                (*sentence.statements, statement),
                sentence.line,
            )
        self.complain(number, complaints)
        self.sentences[-1] = new

    def build(self) -> Passage:
        self.faults += _check_passage(self)
        return Passage(self.id, self.meta, self.entities, tuple(self.sentences), self.file, self.line)


def _check_passage(passage: _Builder) -> Iterator[Fault]:
    """Faults of ids across the lines of one passage."""
    file = passage.file
    if not passage.sentences:
        yield Fault(file, passage.line, f"passage {passage.id} has no sentence")
    for key in ("register", "region", "decade"):
        if not passage.meta.get(key):
            yield Fault(file, passage.line, f"meta of {passage.id} lacks {key}=: add it to the meta line")
    everywhere = {i for s in passage.sentences for span in s.spans for i in span.ids}
    told = {q for s in passage.sentences for row in s.statements for q in row.content}
    homes: dict[str, int] = {}
    for sentence in passage.sentences:
        here = {i for span in sentence.spans for i in span.ids}
        for identifier in sorted(here):
            if identifier[0] == "a" and identifier not in passage.entities:
                yield Fault(
                    file, sentence.line, f"{identifier} is not declared: add '{identifier}: CODE ... | name'"
                )
            if identifier[0] == "q" and identifier not in told:
                yield Fault(file, sentence.line, f"{identifier} is content of no cue: mark its cue, or unmark it")
            if identifier[0] in "ec" and homes.setdefault(identifier, sentence.line) != sentence.line:
                yield Fault(file, sentence.line, f"{identifier} is in two sentences: give this one a new id")
        yield from _check_rows(file, sentence, here, everywhere | set(passage.entities))


def _check_rows(file: str, sentence: MarkedSentence, here: set[str], known: set[str]) -> Iterator[Fault]:
    rows = Counter([e.id for e in sentence.events] + [s.cue for s in sentence.statements])
    for identifier in sorted(i for i in here if i[0] in "ec" and i not in rows):
        yield Fault(
            file, sentence.line, f"{identifier} has no row: add '> {identifier} ...' below the sentence"
        )
    for identifier, count in rows.items():
        if count > 1:
            yield Fault(
                file, sentence.line, f"{identifier} has {count} rows: keep one, or number the second anew"
            )
    for row in sentence.events:
        if row.id not in here:
            yield Fault(file, row.line, f"{row.id} has no trigger in its sentence: mark [{row.id} word]")
        roles = (*row.actors, *row.recipients, row.place, row.when, row.what, row.condition, row.due)
        yield from _check_known(file, row.line, roles, known)
        for value in (row.what, row.condition, row.due):
            if value and value in known and value not in here:
                yield Fault(
                    file, row.line, f"{value} is in another sentence: mark what, if and due where they stand"
                )
    for statement in sentence.statements:
        if statement.cue not in here:
            yield Fault(file, statement.line, f"{statement.cue} has no cue here: mark [{statement.cue} said]")
        used = (statement.speaker, *statement.addressees, *statement.content)
        yield from _check_known(file, statement.line, used, known)
        if statement.content and not here.intersection(statement.content):
            yield Fault(file, statement.line, f"no content of {statement.cue} is in its sentence: mark it there")
        if statement.kind == "direct":
            yield from _check_quoted(file, sentence, statement)


def _check_known(file: str, line: int, used: Iterable[str | None], known: set[str]) -> Iterator[Fault]:
    for value in used:
        if value and value != "-" and value not in known:
            yield Fault(file, line, f"{value} is unknown in this passage: mark it, or correct the id")


def _check_quoted(file: str, sentence: MarkedSentence, statement: StatementRow) -> Iterator[Fault]:
    spans = [s for i in statement.content for s in sentence.find_spans(i)]
    edges = {sentence.text[s.start - 1 : s.start] for s in spans} | {
        sentence.text[s.end : s.end + 1] for s in spans
    }
    if spans and not any(edge and edge in QUOTES for edge in edges):
        yield Fault(
            file, statement.line, f"{statement.cue} is direct but its content stands in no quotation marks"
        )
    for span in spans:
        if span.text[:1] in MARKS_OUTSIDE or (
            span.text[-1:] in MARKS_OUTSIDE and span.text.count(span.text[-1]) % 2
        ):
            yield Fault(
                file, statement.line, f"{span.ids[0]} holds a quotation mark: leave the marks outside"
            )


def _country_codes() -> frozenset[str]:
    return frozenset(_ISO.split())


def read_file(path: Path) -> tuple[list[Passage], list[Fault]]:
    """Passages of one corpus file and its faults, in file order."""
    passages: list[Passage] = []
    faults: list[Fault] = []
    builder: _Builder | None = None

    def finish() -> None:
        if builder is not None:
            passages.append(builder.build())
            faults.extend(builder.faults)

    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        line = raw.strip()
        if line.startswith("## "):
            finish()
            builder = _Builder(path.name, number, line[3:].strip())
        elif line and builder is None:
            faults.append(Fault(path.name, number, "text before the first passage: start with '## id'"))
        elif line and builder is not None:
            builder.take(number, line)
    finish()
    return passages, faults


def find_repeats(passages: Iterable[Passage]) -> Iterator[Fault]:
    """Passage ids and sentences that are given more than once, at each later place."""
    ids: dict[str, str] = {}
    texts: dict[str, str] = {}
    for passage in passages:
        if passage.id in ids:
            yield Fault(
                passage.file, passage.line, f"passage id {passage.id} is taken at {ids[passage.id]}: renumber"
            )
        ids.setdefault(passage.id, f"{passage.file}:{passage.line}")
        for sentence in passage.sentences:
            key = " ".join(sentence.text.casefold().split())
            if key in texts:
                yield Fault(
                    passage.file, sentence.line, f"this sentence is already at {texts[key]}: write another"
                )
            texts.setdefault(key, f"{passage.file}:{sentence.line}")


def check_files(files: Iterable[Path]) -> tuple[list[Passage], list[Fault]]:
    """All passages of `files`, and all faults including repeats between the files."""
    passages: list[Passage] = []
    faults: list[Fault] = []
    for path in files:
        read, found = read_file(path)
        passages += read
        faults += found
    return passages, faults + list(find_repeats(passages))


def read_corpus(folder: Path = CORPUS) -> list[Passage]:
    """Passages of folder/*.txt in file order. Raises CorpusError listing every fault when there is one."""
    passages, faults = check_files(sorted(folder.glob("*.txt")))
    if faults:
        raise CorpusError("\n".join(map(str, faults)))
    return passages


def count_corpus(passages: Iterable[Passage]) -> dict[str, Counter[str]]:
    """What the passages hold: a counter for each heading, "totals" first."""
    counts: dict[str, Counter[str]] = {
        h: Counter()
        for h in (
            "totals",
            "types",
            "modes",
            "factuality",
            "statements",
            "register",
            "region",
            "decade",
            "phenomena",
        )
    }
    for passage in passages:
        counts["totals"]["passages"] += 1
        for key in ("register", "region", "decade"):
            counts[key][passage.meta.get(key, "-")] += 1
        counts["phenomena"].update(
            p.strip() for p in passage.meta.get("phenomena", "").split(",") if p.strip()
        )
        for sentence in passage.sentences:
            _count_sentence(sentence, counts)
    return counts


def _count_sentence(sentence: MarkedSentence, counts: dict[str, Counter[str]]) -> None:
    counts["totals"].update(
        {
            "sentences": 1,
            "sentences without event": not sentence.events,
            "events": len(sentence.events),
            "statements": len(sentence.statements),
            "commitments": sum(bool(e.what or e.due) for e in sentence.events),
            "conditions": sum(bool(e.condition) for e in sentence.events),
            "due dates": sum(bool(e.due) for e in sentence.events),
            "words": len(sentence.text.split()),
        }
    )
    for event in sentence.events:
        counts["types"][event.event_type] += 1
        counts["modes"][f"{event.event_type} {event.mode or '-'}"] += 1
        counts["factuality"][event.factuality] += 1
    counts["statements"].update(s.kind for s in sentence.statements)


def main(arguments: list[str]) -> int:
    """Run `check` or `stats`; returns the exit status."""
    if not arguments or arguments[0] not in ("check", "stats"):
        print("usage: python -m training.corpus_format check|stats [FILES]", file=sys.stderr)
        return 2
    files = [Path(a) for a in arguments[1:]] or sorted(CORPUS.glob("*.txt"))
    passages, faults = check_files(files)
    if arguments[0] == "check":
        for fault in faults:
            print(fault)
        print(f"{len(passages)} passages in {len(files)} files, {len(faults)} faults")
        return 1 if faults else 0
    counts = count_corpus(passages)
    total = counts["totals"]
    for heading, counter in counts.items():
        print(heading + ": " + ", ".join(f"{k} {n}" for k, n in counter.most_common() if k))
    print(f"share without event: {total['sentences without event'] / max(1, total['sentences']):.3f}")
    return 0


# ISO 3166-1 alpha-3, all current codes, and XKX for Kosovo. A state that is gone takes its legal successor's.
_ISO = """
ABW AFG AGO AIA ALA ALB AND ARE ARG ARM ASM ATA ATF ATG AUS AUT AZE BDI BEL BEN BES BFA BGD BGR BHR BHS BIH BLM
BLR BLZ BMU BOL BRA BRB BRN BTN BVT BWA CAF CAN CCK CHE CHL CHN CIV CMR COD COG COK COL COM CPV CRI CUB CUW CXR
CYM CYP CZE DEU DJI DMA DNK DOM DZA ECU EGY ERI ESH ESP EST ETH FIN FJI FLK FRA FRO FSM GAB GBR GEO GGY GHA GIB
GIN GLP GMB GNB GNQ GRC GRD GRL GTM GUF GUM GUY HKG HMD HND HRV HTI HUN IDN IMN IND IOT IRL IRN IRQ ISL ISR ITA
JAM JEY JOR JPN KAZ KEN KGZ KHM KIR KNA KOR KWT LAO LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA MAC MAF MAR MCO MDA
MDG MDV MEX MHL MKD MLI MLT MMR MNE MNG MNP MOZ MRT MSR MTQ MUS MWI MYS MYT NAM NCL NER NFK NGA NIC NIU NLD NOR
NPL NRU NZL OMN PAK PAN PCN PER PHL PLW PNG POL PRI PRK PRT PRY PSE PYF QAT REU ROU RUS RWA SAU SDN SEN SGP SGS
SHN SJM SLB SLE SLV SMR SOM SPM SRB SSD STP SUR SVK SVN SWE SWZ SXM SYC SYR TCA TCD TGO THA TJK TKL TKM TLS TON
TTO TUN TUR TUV TWN TZA UGA UKR UMI URY USA UZB VAT VCT VEN VGB VIR VNM VUT WLF WSM YEM ZAF ZMB ZWE
XKX
"""

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
