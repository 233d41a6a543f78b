"""The grammar of one corpus line: inline marks, event rows, cue rows."""

from __future__ import annotations

import re
from typing import get_args

from dragoman.records import EventType, Factuality, StatementKind
from training.corpus_records import MODES, EventRow, MarkedSpan, StatementRow

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
MARK = re.compile(r"\[([asptqeckdw]\d+(?:\+[as]\d+)*) |\[|\]")
IDS = re.compile(r"[a-z]\d+$")


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


def parse_event(head: list[str], body: str, line: int) -> tuple[EventRow, list[str]]:
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
        complaints.append("the event names nobody: add by or to, or write 'by -' where the text names no actor")
    actors = () if pairs.get("by") == ("-",) else pairs.get("by", ())
    row = EventRow(
        head[0], kind, mode, actors, pairs.get("to", ()), _one(pairs, "at"), _one(pairs, "when"), fact,
        _one(pairs, "what"), _one(pairs, "if"), _one(pairs, "due"), line,
    )  # fmt: skip
    return row, complaints + _check_kinds(pairs, EVENT_KEYS)


def parse_statement(head: list[str], body: str, line: int) -> tuple[StatementRow, list[str]]:
    pairs, complaints = _parse_pairs(body, CUE_KEYS)
    kind = head[1] if len(head) > 1 else ""
    if kind not in get_args(StatementKind) or len(head) > 2:
        complaints.append(f"a cue row starts 'cN direct;', 'cN indirect;' or 'cN mixed;', not {' '.join(head)!r}")
    if not pairs.get("content"):
        complaints.append("the cue has no content: mark the words [q1 ...] and write 'content q1'")
    if pairs.get("speaker") == ("-",):
        pairs["speaker"] = ()
    row = StatementRow(head[0], kind, _one(pairs, "speaker"), pairs.get("to", ()), pairs.get("content", ()), line)
    return row, complaints + _check_kinds(pairs, CUE_KEYS)


def _check_kinds(pairs: dict[str, tuple[str, ...]], keys: dict[str, str]) -> list[str]:
    complaints = []
    for key, values in pairs.items():
        for value in values:
            if keys[key] and value != "-" and not (IDS.match(value) and value[0] in keys[key]):
                complaints.append(f"{key!r} takes ids {' or '.join(x + 'N' for x in keys[key])}, not {value!r}")
        if key in ("at", "when", "what", "if", "due", "fact", "speaker") and len(values) > 1:
            complaints.append(f"{key!r} takes one value, not {' '.join(values)}")
    return complaints
