"""The codebook's tables read: codebook, frames, contexts, cameo, compositions (each `data/NAME.tsv`, a user's folder
laid over them)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import cast

from dragoman.coding.codebook import EVENT_TYPES, CameoCode, Codebook, Composition, Entry, Frame, Trigger
from dragoman.coding.contexts import build_finder
from dragoman.coding.examples import read_example
from dragoman.coding.word_lists import expand_lists
from dragoman.errors import TableError
from dragoman.records import EventType
from dragoman.tables import Row, read_own_keys, read_table

DEFAULT_ARGS = {
    "v": "subj > obj",
    "n": "poss by subj > on against",
    "a": "subj > with to",
    "m": "subj > obj",
}
# Types of other frames up to which a verb of an example phrase tells the act by itself.
NARROW = 1  # wordings of the gate's passages: F1 .39, .43, .41 with 0, 1, 2 (benchmarks/own_entries.py)
# What a frame out of an example phrase says of its words: the parties may stand where those of most acts do.
_EXAMPLE = {
    "kind": "v", "cameo": "", "args": "subj > obj@ with to against from on at@", "needs": "e", "quality": "7",
    "compose": "", "reason": "example of a codebook entry",
}  # fmt: skip


@lru_cache(maxsize=8)
def load_codebook(overlay: Path | None = None) -> Codebook:
    """The codebook with the rows of a user's folder laid over it, cached per folder.

    Raises TableError naming table and row when a row cannot be used.
    """
    entries = _read_entries(overlay)
    frames, triggers = _read_frames(overlay, entries)
    return Codebook(
        entries=entries,
        frames=frames,
        triggers=triggers,
        forms=_inflected(triggers),
        cameo=_read_cameo(overlay, entries),
        compositions=_read_compositions(overlay, entries),
        contexts=build_finder(read_table("contexts", overlay)),
        overlay=overlay,
        examples=tuple((f"{r['event_type']}.{r['mode']}", phrase) for r, phrase in _list_examples(overlay)),
    )


def _list_examples(overlay: Path | None) -> list[tuple[Row, str]]:
    """Every example phrase with the codebook row that it stands in."""
    rows = read_table("codebook", overlay)
    return [(row, phrase) for row in rows for phrase in (x.strip() for x in row["examples"].split(";")) if phrase]


def _fail(table: str, row: Row, message: str) -> TableError:
    return TableError(f"{table}.tsv, row {next(iter(row.values()))!r}: {message}")


def _event_type(table: str, row: Row, name: str) -> EventType:
    if name not in EVENT_TYPES:
        raise _fail(table, row, f"event type {name!r} is not one of {' '.join(EVENT_TYPES)}")
    return name


def _read_entries(overlay: Path | None) -> dict[tuple[str, str | None], Entry]:
    entries: dict[tuple[EventType, str | None], Entry] = {}
    for row in read_table("codebook", overlay):
        kind, mode = _event_type("codebook", row, row["event_type"]), row["mode"] or None
        general = entries.get((kind, None))  # a mode without numbers of its own takes its type's
        try:
            quad = int(row["quad"] or (general.quad if general else ""))
            intensity = float(row["intensity"] or (general.intensity if general else ""))
        except ValueError:
            raise _fail("codebook", row, "quad and intensity must be numbers") from None
        if not (1 <= quad <= 4 and -10 <= intensity <= 10):
            raise _fail("codebook", row, "quad is 1 to 4, intensity -10 to 10")
        cameo = row["cameo"] or (general.cameo if general else "")
        entries[kind, mode] = Entry(kind, mode, quad, intensity, cameo, row["definition"])
    return cast("dict[tuple[str, str | None], Entry]", entries)


def _check_mode(
    table: str, row: Row, kind: str, mode: str | None, entries: dict[tuple[str, str | None], Entry]
) -> None:
    if (kind, mode) not in entries:
        known = [m for t, m in entries if t == kind and m]
        raise _fail(table, row, f"mode {mode!r} is not a mode of {kind}; it has {', '.join(known) or 'none'}")


def _read_frames(
    overlay: Path | None, entries: dict[tuple[str, str | None], Entry]
) -> tuple[dict[str, Frame], dict[str, tuple[Trigger, ...]]]:
    frames: dict[str, Frame] = {}
    index: dict[str, list[Trigger]] = {}
    own = read_own_keys("frames", overlay)
    for row in read_table("frames", overlay):
        frame = _parse_frame(row, entries, own=row["frame"] in own)
        frames[frame.id] = frame
        for text in filter(None, (x.strip() for x in expand_lists(row, overlay).split(";"))):
            head, trigger = _parse_trigger(frame, text)
            for word in head:
                index.setdefault(word, []).append(trigger)
    for frame, text in _read_examples(overlay, entries, index):
        frames[frame.id] = frame
        head, trigger = _parse_trigger(frame, text)
        index.setdefault(head[0], []).append(trigger)
    # Longer wordings are tried first, then surer ones, so that "call off" is not read as "call".
    ordered = {w: tuple(sorted(ts, key=lambda t: (-t.words, -t.frame.quality))) for w, ts in index.items()}
    return frames, ordered


def _read_examples(
    overlay: Path | None, entries: dict[tuple[str, str | None], Entry], index: dict[str, list[Trigger]]
) -> list[tuple[Frame, str]]:
    """Frames and triggers out of the example phrases of codebook rows."""
    found = []
    for row, phrase in _list_examples(overlay):
        kind = _event_type("codebook", row, row["event_type"])
        trigger = read_example(phrase, {w for w, ts in index.items() if _is_broad(ts, kind)}, overlay)
        if trigger is None:
            raise _fail("codebook", row, f"example {phrase!r} does not begin with a verb (kidnapped two engineers)")
        cells = {"frame": row["entry"], "triggers": trigger, "event_type": kind, "mode": row["mode"]}
        found.append((_parse_frame({**_EXAMPLE, **cells}, entries, own=True), trigger))
    return found


def _is_broad(triggers: Sequence[Trigger], kind: EventType) -> bool:
    """Whether a head tells too many acts to tell one of `kind` by itself."""
    others = {t.frame.event_type for t in triggers} - {kind}
    return len(others) > NARROW or any(t.words == 1 and t.frame.event_type != kind for t in triggers)


def _parse_trigger(frame: Frame, text: str) -> tuple[list[str], Trigger]:
    """The forms of the head (the word marked `*`, else the first) and the trigger."""
    words = text.split()
    at = next((n for n, word in enumerate(words) if word.startswith("*")), 0)
    parts = [None if x == "_" else frozenset(x.split("|")) for x in words]
    known = 1 + sum(p is not None for n, p in enumerate(parts) if n != at)
    trigger = Trigger(frame, text, tuple(parts[at + 1 :]), known, tuple(reversed(parts[:at])))
    return words[at].removeprefix("*").split("|"), trigger


def _inflected(triggers: dict[str, tuple[Trigger, ...]]) -> dict[str, str]:
    """Regular inflections of all words in triggers, so that a wrong lemma does not hide a known word."""
    words = set(triggers)
    for rows in triggers.values():
        words.update(w for t in rows for part in (*t.rest, *t.before) if part for w in part)
    forms: dict[str, str] = {}
    for word in sorted(w for w in words if w.isalpha()):
        stem = word[:-1] if word.endswith("e") else word
        ends: tuple[str, ...] = (f"{word}s", f"{stem}ed", f"{stem}ing", f"{word}{word[-1]}ed", f"{word}{word[-1]}ing")
        if word.endswith("y"):
            ends += (f"{word[:-1]}ies", f"{word[:-1]}ied")
        for form in ends:
            if form not in words:
                forms.setdefault(form, word)
    return forms


def _parse_frame(row: Row, entries: dict[tuple[str, str | None], Entry], *, own: bool) -> Frame:
    kind = row["kind"]
    if kind not in DEFAULT_ARGS:
        raise _fail("frames", row, f"kind {kind!r} is not one of v n a m")
    if not row["triggers"].strip():
        raise _fail("frames", row, "no triggers")
    event_type, mode = _event_type("frames", row, row["event_type"]), row["mode"] or None
    _check_mode("frames", row, event_type, mode, entries)
    actors, _, recipients = (row["args"] or DEFAULT_ARGS[kind]).partition(">")
    needs, quality = row["needs"] or "a", row["quality"] or "5"
    if needs not in ("a", "r", "ar", "e", "n") or not quality.isdigit():
        raise _fail("frames", row, "needs is a, r, ar, e or n; quality is 1 to 9")
    return Frame(
        row["frame"], kind, event_type, mode, row["cameo"] or entries[event_type, mode].cameo,
        tuple(actors.split()), tuple(recipients.split()), needs, int(quality), row["compose"], row["reason"],
        own,
    )  # fmt: skip


def _read_cameo(overlay: Path | None, entries: dict[tuple[str, str | None], Entry]) -> dict[str, CameoCode]:
    codes = {}
    for row in read_table("cameo", overlay):
        kind = None if row["event_type"] == "-" else _event_type("cameo", row, row["event_type"])
        mode = row["mode"] or None
        if kind:
            _check_mode("cameo", row, kind, mode, entries)
        contexts = tuple(filter(None, row["contexts"].split(",")))
        value = float(row["goldstein"]) if row["goldstein"] else None
        codes[row["code"]] = CameoCode(row["code"], row["label"], value, kind, mode, contexts)
    return codes


def _read_compositions(
    overlay: Path | None, entries: dict[tuple[str, str | None], Entry]
) -> dict[tuple[str, str], Composition]:
    found = {}
    for row in read_table("compositions", overlay):
        kind = _event_type("compositions", row, row["event_type"])
        keep = row["mode"] == "*"
        mode = None if keep else row["mode"] or None
        _check_mode("compositions", row, kind, mode, entries)
        found[row["outer"], row["inner"]] = Composition(kind, mode, keep, tuple(row["cameo"].split("/")))
    return found
