"""Hard-wrapped lines back to paragraphs: told by the width of the text, by indents and by marks of items."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

WRAP_COLUMNS = 100
LEAST_WIDTH = 45
# Of lines with another one below them: the share that must be so wide; of the wide ones the share that no stop
# ends (where a paragraph is one line nearly all have one); the share that may be longer than a wrapped line is.
WIDE_SHARE = 0.2
OPEN_SHARE = 0.5
LONG_SHARE = 0.1
# A line is full when the next word had no place on it. Lines set by hand are shorter by up to so much.
HAND_SLACK = 12
GREEDY_SHARE = 0.8
INDENT = 2
BLANK = re.compile(r"\n[ \t]*\n")
STOP = re.compile(r"[.!?。؟…:;][\"'”’»)\]]*$")
HYPHEN = re.compile(r"\w-$")
ITEM = re.compile(r"(?:[•▪*·–—-]|\(?(?:\d{1,2}|[a-z])[.)])\s")


def list_paragraphs(text: str, *, alone: Callable[[str], bool]) -> list[str]:
    """The paragraphs of `text`, stripped: lines of a wrapped text are joined, of any other each is one.

    In a wrapped text too a line stands apart that is not full, is an item or is indented behind a stop; so do
    those for which `alone` says so (bylines, dates, furniture).
    """
    blocks = [[x.expandtabs() for line in b.split("\n") if (x := line.rstrip())] for b in BLANK.split(text)]
    width, slack = _find_width(blocks)
    if not width:
        return [line.strip() for block in blocks for line in block]
    return [x for block in blocks for x in _join_block(block, width - slack, alone)]


def _find_width(blocks: Sequence[Sequence[str]]) -> tuple[int, int]:
    """How wide a wrapped text is and how much shorter its full lines may be; 0, 0 when it is not wrapped."""
    pairs = [pair for block in blocks for pair in pairwise(block)]
    if blocks and len(blocks[0]) > 1 and not blocks[0][1].lstrip()[0].islower():
        del pairs[0]  # the first line may be a title
    short = [(a, b) for a, b in pairs if len(a) <= WRAP_COLUMNS]
    if not pairs or len(short) < (1 - LONG_SHARE) * len(pairs):
        return 0, 0
    wide = [(a, b) for a, b in short if len(a) >= LEAST_WIDTH]
    running = [(a, b) for a, b in wide if not STOP.search(a)]
    if len(wide) < WIDE_SHARE * len(pairs) or len(running) < OPEN_SHARE * max(len(wide), 1):
        return 0, 0
    width = max(len(a) for a, _ in short)
    greedy = sum(_reach(a, b) > width for a, b in running)
    return width, 0 if greedy >= GREEDY_SHARE * len(running) else HAND_SLACK


def _reach(line: str, below: str) -> int:
    """How long `line` would be with the first word of the next."""
    return len(line) + 1 + len(below.split(maxsplit=1)[0])


def _join_block(block: Sequence[str], full: int, alone: Callable[[str], bool]) -> list[str]:
    parts: list[str] = []
    last = ""
    for line in block:
        if last and _goes_on(last, line, full) and not alone(last.strip()) and not alone(line.strip()):
            parts[-1] += line.strip() if HYPHEN.search(last) else f" {line.strip()}"
        else:
            parts.append(line.strip())
        last = line
    return parts


def _goes_on(last: str, line: str, full: int) -> bool:
    word = line.lstrip()
    item = ITEM.match(word) is not None
    if HYPHEN.search(last) or (word[0].islower() and not item and len(last) >= full / 2):
        return True
    if _reach(last, line) <= full:
        return False
    deeper = len(line) - len(word) >= len(last) - len(last.lstrip()) + INDENT
    return not (STOP.search(last) and (deeper or item))
