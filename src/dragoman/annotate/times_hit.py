"""One match of a time rule, and the numbers, durations and clock times that its tokens write."""

from __future__ import annotations

import re

from dragoman.annotate.times_words import Word

Part = tuple[int, int, str]  # first token, token after the last, key


class Hit:
    """One match of a rule: the tokens behind each named group of its pattern."""

    def __init__(self, match: re.Match[str], words: list[Word]) -> None:
        self.start, self.end = match.span()
        self._match, self._words = match, words
        self._groups = match.re.groupindex
        self.before = words[self.start - 1].letter if self.start else "#"
        self.after = words[self.end].letter if self.end < len(words) else "#"
        self.joined = self.end < len(words) and words[self.end].start == words[self.end - 1].end  # "fall-out"

    def tokens(self, name: str) -> list[Word]:
        if name not in self._groups or self._match.start(name) < 0:
            return []
        return self._words[self._match.start(name) : self._match.end(name)]

    def value(self, name: str) -> str:
        found = self.tokens(name)
        return found[0].value if found else ""

    def span(self, name: str) -> tuple[int, int]:
        return self._match.span(name)


def parse_number(tokens: list[Word]) -> float:
    """Value of numeral tokens: "two hundred and ten" 210, "2 1/2" 2.5, "two and a half" 2.5, "three or four" 4."""
    total = current = 0.0
    for word in tokens:
        if word.letter in "d0y":
            current += float(word.value)
        elif word.letter == "3":
            above, below = word.lower.split("/")
            current += int(above) / int(below)
        elif word.letter == "K":
            current += 0.5
        elif word.letter == "1":
            number = int(word.value)
            if number >= 100:
                current = max(current, 1) * number
                if number == 1000:
                    total, current = total + current, 0.0
            elif number == 12 and word.lower == "dozen":
                current = max(current, 1) * 12
            else:
                current += number
        elif word.lower == "or":
            total = current = 0.0
    return total + current


def plain_number(number: float) -> str:
    return str(int(number)) if number == int(number) else str(number)


def duration_value(number: str, unit: str) -> str:
    """TIMEX3 duration: ("3", "D") -> P3D; decades and fortnights and quarters in their base units."""
    scale = {"E": ("Y", 10, "PXE"), "C": ("Y", 100, "PXC"), "FN": ("W", 2, "PXW"), "Q": ("M", 3, "PXQ"),
             "L": ("Y", 1000, "PXL"), "WE": ("D", 2, "PXD")}  # fmt: skip
    if unit in scale:
        base, times, many = scale[unit]
        return many if number == "X" else f"P{plain_number(float(number) * times)}{base}"
    if number.endswith(".5") and unit in ("Y", "TH", "TM"):
        whole, part = number[:-2], {"Y": "6M", "TH": "30M", "TM": "30S"}[unit]
        head = "PT" if unit.startswith("T") else "P"
        return head + (f"{whole}{unit[-1]}" if whole != "0" else "") + part
    return f"PT{number}{unit[1]}" if unit.startswith("T") else f"P{number}{unit}"


_CLOCK = re.compile(r"(?P<hour>\d\d?)(?:[:.]?(?P<minute>\d\d))?(?::\d\d)?(?P<half>[ap]m)?")
_DIGITS = 4  # of an hour without a colon: "at 0730"


def clock_value(tokens: list[Word]) -> str:
    """HH:MM of "8 p.m.", "10:35 a.m.", "2.45pm", "14:30", "1430" before a zone, "noon"; empty when there is none."""
    if not tokens:
        return ""
    if tokens[0].letter == "n":
        return tokens[0].value
    shape = _CLOCK.fullmatch(tokens[0].lower)
    if shape is None or (tokens[0].letter in "0y" and len(tokens) == 1 and len(tokens[0].lower) < _DIGITS):
        return ""
    half = shape["half"] or next((w.lower for w in tokens if w.letter == "x"), "")
    number, minute = int(shape["hour"]), shape["minute"] or "00"
    if number > (12 if half else 24) or minute > "59":
        return ""
    number = number % 12 + (12 if half[0] == "p" else 0) if half else number
    return f"{number:02d}:{minute}"


def write_key(hit: Hit, core: str, kind: str = "DATE") -> str:
    """A key's core with the modifiers that the pattern caught around it."""
    mod = hit.value("mod") or hit.value("mod2") or hit.value("edge")
    clock = clock_value(hit.tokens("clk") or hit.tokens("clk2"))
    tod = hit.value("tod") or ("NI" if hit.tokens("night") else "")
    if kind == "DATE" and (clock or tod):
        kind = "TIME"
    extras = [f"{n}={v}" for n, v in (("mod", mod), ("clock", clock), ("tod", "" if clock else tod)) if v]
    return " ".join([kind, core, *extras])
