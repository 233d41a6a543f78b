"""The grammar of time expressions: patterns over the letters of `times_words`, and what each one means.

Every pattern stands beside the function that writes its key. A key is `TYPE op args name=value...`:

    DATE abs VALUE          a TIMEX3 value that stands in the text (2021, 2021-10-27, 2021-Q3, 2014-SU, 199)
    DATE part P             lacks its year: MM-DD, MM, SU, Q3, H1, nth:.. easter:.. election; dir=last|next|this
    DATE dow N              weekday 1-7; dir=last|next|this, or rel=UNIT:N (the week that holds it)
    DATE weekend            the weekend beside the report; dir=last|next|this
    DATE off U N            N units U (D W WE M Q Y E C) from the date of the report; same=Q: of a quarter spoken of, the same
    DATE ref U N            the same from the last date that the report spoke of
    DATE in U N P           part P of the year `off U N`;  DATE rin U N P: of the year `ref U N`
    DATE week P|VALUE       the week that holds a day
    DATE vague PAST_REF     no interval
    DURATION dur P3D        span=past|next when it ends or begins at the report
    SET set XXXX-WXX-1
    mod=START|MID|END|APPROX, tod=MO|AF|EV|NI, clock=HH:MM go with any; with tod or clock the type is TIME.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

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
    """Value of numeral tokens: "two hundred and ten" 210, "2 1/2" 2.5, "two and a half" 2.5."""
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
        elif word.letter == "a" and not current:
            current = 0.0
    return total + current


def _plain(number: float) -> str:
    return str(int(number)) if number == int(number) else str(number)


def _period(number: str, unit: str) -> str:
    """TIMEX3 duration: ("3", "D") -> P3D; decades and fortnights and quarters in their base units."""
    scale = {"E": ("Y", 10, "PXE"), "C": ("Y", 100, "PXC"), "FN": ("W", 2, "PXW"), "Q": ("M", 3, "PXQ"),
             "L": ("Y", 1000, "PXL"), "WE": ("D", 2, "PXD")}  # fmt: skip
    if unit in scale:
        base, times, many = scale[unit]
        return many if number == "X" else f"P{_plain(float(number) * times)}{base}"
    if number.endswith(".5") and unit in ("Y", "TH", "TM"):
        whole, part = number[:-2], {"Y": "6M", "TH": "30M", "TM": "30S"}[unit]
        head = "PT" if unit.startswith("T") else "P"
        return head + (f"{whole}{unit[-1]}" if whole != "0" else "") + part
    return f"PT{number}{unit[1]}" if unit.startswith("T") else f"P{number}{unit}"


def _clock(tokens: list[Word]) -> str:
    """HH:MM of "8 p.m.", "10:35 a.m.", "14:30", "noon"; empty when there is none."""
    if not tokens:
        return ""
    first = tokens[0]
    if first.letter == "n":
        return first.value
    hour, _, minute = first.lower.partition(":")
    half = next((w.lower[0] for w in tokens if w.letter == "x"), "")
    number = int(hour)
    if number > 24 or (half and number > 12):
        return ""
    number = number % 12 + (12 if half == "p" else 0) if half else number
    return f"{number:02d}:{minute[:2] or '00'}"


def _key(hit: Hit, core: str, kind: str = "DATE") -> str:
    """Core with the modifiers that the pattern caught around it."""
    mod = hit.value("mod") or hit.value("mod2") or hit.value("edge")
    clock = _clock(hit.tokens("clk") or hit.tokens("clk2"))
    tod = hit.value("tod") or ("NI" if hit.tokens("night") else "")
    if kind == "DATE" and (clock or tod):
        kind = "TIME"
    extras = [f"{n}={v}" for n, v in (("mod", mod), ("clock", clock), ("tod", "" if clock else tod)) if v]
    return " ".join([kind, core, *extras])


_DIRECTION = {
    "l": "last",
    "P": "last",
    "X": "next",
    "G": "next",
    "T": "this",
    "H": "this",
    "b": "last",
    "L": "last",
    "F": "after",
}
_STEP = {"l": -1, "P": -1, "b": -1, "X": 1, "G": 1, "F": 1, "T": 0, "H": 0, "@": 0, "S": 0, "L": -1}


_VAGUE = {"R": "PAST_REF", "b": "PAST_REF", "H": "PRESENT_REF", "G": "FUTURE_REF"}


def _direction(hit: Hit) -> str:
    found = hit.tokens("dir")
    letter = found[-1].letter if found else ""
    return f" dir={_DIRECTION[letter]}" if letter in _DIRECTION else ""


def _relative(hit: Hit, part: str) -> str | None:
    """ "June last year": part of a year counted from the report or, after "that", from the reference."""
    found = hit.tokens("rel")
    if not found or hit.value("relu") != "Y":
        return None
    letter = found[0].letter
    return f"{'rin' if letter in '@FSP' else 'in'} Y {_STEP[letter]} {part}"


def _dated(hit: Hit, part: str) -> str:
    year = hit.value("year")
    if year:
        return f"abs {year}-{part}" if ":" not in part and part != "election" else f"named {year} {part}"
    return _relative(hit, part) or f"part {part}{_direction(hit)}"


def _month_day(hit: Hit) -> list[Part] | None:
    month = hit.value("mon")
    days = [n for n in ("day", "day2") if hit.tokens(n)]
    numbers = {n: int(parse_number(hit.tokens(n)) or int(hit.value(n) or 0)) for n in days}
    if any(not 1 <= n <= 31 for n in numbers.values()):
        return None
    keys = {n: _key(hit, _dated(hit, f"{month}-{d:02d}")) for n, d in numbers.items()}
    if len(days) == 1:
        return [(hit.start, hit.end, keys["day"])]
    first, last = ("day", "day2") if hit.span("day") < hit.span("day2") else ("day2", "day")
    return [(hit.start, hit.span(first)[1], keys[first]), (hit.span(last)[0], hit.end, keys[last])]


def _month(hit: Hit) -> str | None:
    bare = hit.end - hit.start == 1
    if bare and hit.tokens("mon")[0].lower in ("may", "march") and not _in_date_place(hit):
        return None
    return _key(hit, _dated(hit, hit.value("mon")))


def _in_date_place(hit: Hit) -> bool:
    """Whether a bare "May" or "March" stands where a month stands, not a person, a verb or a rally."""
    return hit.before in "IOM>-5Z" or (hit.before in "&," and hit.after in ",;#&IO")


def _season(hit: Hit) -> str:
    return _key(hit, _dated(hit, hit.value("season")))


def _named(hit: Hit) -> str:
    core = _dated(hit, hit.value("named"))
    return _key(hit, "week" + core[core.index(" ") :] if hit.value("week") == "W" else core)


def _weekday(hit: Hit) -> str:
    found = hit.tokens("rel")
    if found and hit.value("relu") == "W":
        return _key(hit, f"dow {hit.value('dow')} rel={_STEP[found[0].letter]}")
    return _key(hit, f"dow {hit.value('dow')}{_direction(hit)}")


def _quarter(hit: Hit) -> str | None:
    number = int(hit.value("nth") or 0)
    letter = "Q" if hit.tokens("q") else "H"
    if not 1 <= number <= (4 if letter == "Q" else 2):
        return None
    return _key(hit, _dated(hit, f"{letter}{number}"))


def _pointed(hit: Hit) -> str | None:
    """ "last week", "this year", "the following day", "that month", "the quarter"."""
    unit = hit.value("unit")
    letter = hit.tokens("dir")[-1].letter if hit.tokens("dir") else "@"
    if unit.startswith("T") or unit in ("S", "L", "FN", "WE"):
        return None
    if letter == "b":
        return f"DURATION dur {_period('1', unit)} span=past"
    anchored = letter in "@SF" or (letter == "P") or (hit.tokens("the") and letter == "X" and unit == "D")
    return _key(hit, f"{'ref' if anchored else 'off'} {unit} {_STEP[letter]}")


def _quantity(hit: Hit) -> tuple[str, float | None]:
    """The amount as TIMEX3 writes it, and as a number when it is one."""
    if hit.tokens("few"):
        return ("2", 2.0) if hit.tokens("few")[0].lower == "couple" else ("X", None)
    number = parse_number(hit.tokens("num")) if hit.tokens("num") else 1.0
    return _plain(number), number


def _duration(hit: Hit) -> str | None:
    unit = hit.value("unit")
    amount, _ = _quantity(hit)
    if amount == "0" or (hit.tokens("unit")[0].lower == "quarters" and hit.tokens("hyphen")):
        return None  # "three-quarters of the vote"
    found = hit.tokens("dir")
    span = {"l": " span=past", "b": " span=past", "X": " span=next", "G": " span=next"}.get(
        found[0].letter if found else "", ""
    )
    return f"DURATION dur {_period(amount, unit)}{span}" + (" mod=APPROX" if hit.tokens("about") else "")


def _many(hit: Hit) -> str:
    return f"DURATION dur {_period('X', hit.value('unit'))}" + (" span=past" if hit.tokens("dir") else "")


def _distance(hit: Hit) -> str | None:
    """ "two years ago", "a week earlier", "three days later", "in two weeks' time"."""
    unit = hit.value("unit")
    amount, number = _quantity(hit)
    back = bool(hit.tokens("ago") or hit.tokens("earlier"))
    if number is None or unit in ("N", "L") or unit.startswith("T"):
        if unit.startswith("T") and number is not None:
            return f"DURATION dur {_period(amount, unit)} span={'past' if back else 'next'}"
        return f"DATE vague {'PAST_REF' if back else 'FUTURE_REF'}"
    if number != int(number):
        return f"DURATION dur {_period(amount, unit)} span={'past' if back else 'next'}"
    steps = int(number) * (2 if unit == "FN" else 1)
    op = "off" if hit.tokens("ago") or hit.tokens("hence") else "ref"
    same = " same=Q" if op == "off" and unit == "Y" and steps == 1 else ""
    return _key(hit, f"{op} {'W' if unit == 'FN' else unit} {-steps if back else steps}{same}")


def _beside(hit: Hit) -> str | None:
    """ "the day before", "two days after" at the end of a clause; "the day after tomorrow"."""
    back = hit.tokens("side")[0].lower == "before"
    steps = parse_number(hit.tokens("num")) if hit.tokens("num") else 1.0
    unit = hit.value("unit")
    if steps != int(steps) or unit.startswith("T") or unit in ("FN", "L"):
        return None
    moved = int(-steps if back else steps)
    if hit.tokens("day"):
        return f"DATE off D {moved + int(hit.value('day'))}" if unit == "D" else None
    return f"DATE ref {unit} {moved}"


def _whole(hit: Hit) -> str | None:
    """ "later in the day", "the end of the year", "year-end": the unit that holds the report."""
    unit = hit.value("unit")
    if unit.startswith("T") or unit in ("FN", "L", "WE"):
        return None
    if hit.tokens("last_part") and unit != "Y":
        return None
    return _key(hit, f"off {unit} 0") + (" mod=END" if hit.tokens("last_part") else "")


def _weekend(hit: Hit) -> str | None:
    return _key(hit, f"weekend{_direction(hit)}") if hit.value("unit") == "WE" else None


def _year_ago(hit: Hit) -> str | None:
    """ "the year-earlier quarter", "the year-ago period"."""
    return "DATE ref Y -1" if hit.value("unit") == "Y" else None


def _the_year(hit: Hit) -> str | None:
    """ "for the year", "the fiscal year", "the full year"; "the year of the flood" and "man of the year" are none."""
    if hit.value("unit") != "Y" or hit.after == "O" or not (hit.before == "I" or hit.end - hit.start > 2):
        return None
    return "DATE off Y 0"


def _same_quarter(hit: Hit) -> str:
    return "DATE ref Q 0"


def _spelled_year(hit: Hit) -> str | None:
    """ "nineteen ninety-six"."""
    century, *rest = (int(w.value) for w in hit.tokens("num") if w.letter == "1")
    year = century * 100 + sum(rest)
    return f"DATE abs {year}" if century in (18, 19, 20) and 10 <= sum(rest) <= 99 else None


def _no_time(hit: Hit) -> list[Part]:
    """Ages ("a 6-year-old", "52 years old") are taken out before the durations see them."""
    return [(hit.start, hit.start, "")]


def _year(hit: Hit) -> str:
    return _key(hit, f"abs {hit.value('year')}")


def _decade(hit: Hit) -> str:
    if hit.tokens("word"):
        return _key(hit, f"abs 19{hit.value('word')}")
    digits = hit.value("dec").rstrip("s'’S")
    return _key(
        hit, f"abs {digits[:3] if len(digits) == 4 else '19' + digits[0] if digits[0] > '2' else '20' + digits[0]}"
    )


def _century(hit: Hit) -> str | None:
    number = int(hit.value("nth") or 0)
    return _key(hit, f"abs {number - 1:02d}") if 5 <= number <= 22 and hit.value("unit") == "C" else None


def _day_word(hit: Hit) -> str:
    return _key(hit, f"off D {hit.value('day')}")


def _day_part(hit: Hit) -> str:
    found = hit.tokens("dir")
    letter = found[0].letter if found else ""
    step = {"l": -1, "P": -1, "X": 1, "F": 1}.get(letter, 0)
    return _key(hit, f"{'off' if letter in 'lT' and letter else 'ref'} D {step}")


def _time(hit: Hit) -> str | None:
    return _key(hit, "ref D 0", "TIME") if _clock(hit.tokens("clk")) else None


def _iso(hit: Hit) -> str:
    date, _, clock = hit.value("iso").upper().partition("T")
    return f"TIME abs {date} clock={clock[:5]}" if clock else f"DATE abs {date}"


def _slashed(hit: Hit) -> str | None:
    first, second, year = (int(x) for x in hit.value("slash").split("/"))
    year += 0 if year > 99 else 1900 if year > 50 else 2000
    if first > 12 or second > 12 or first == second:
        day, month = (first, second) if first > 12 else (second, first)
        return f"DATE abs {year}-{month:02d}-{day:02d}" if month <= 12 and day <= 31 else None
    return f"DATE abs {year}"  # day-first or month-first: the text does not say


def _week_of(hit: Hit) -> str:
    return f"DATE week part {hit.value('mon')}-{int(hit.value('day')):02d}"


def _vague(hit: Hit) -> str:
    return f"DATE vague {hit.value('vague')}"


def _recent(hit: Hit) -> str:
    if hit.tokens("unit"):
        return f"DURATION dur {_period('X', hit.value('unit'))} span={'past' if hit.tokens('dir')[0].letter == 'R' else 'next'}"
    return f"DATE vague {_VAGUE[hit.tokens('dir')[0].letter]}"


def _set_word(hit: Hit) -> str:
    return f"SET set {hit.value('set')}"


def _set_unit(hit: Hit) -> str | None:
    amount, _ = _quantity(hit)
    return f"SET set {_period(amount, hit.value('unit'))}"


def _set_named(hit: Hit) -> str:
    if hit.tokens("dow"):
        return f"SET set XXXX-WXX-{hit.value('dow')}" + (f"T{hit.value('tod')}" if hit.value("tod") else "")
    part = hit.value("tod")
    return f"SET set XXXX-XX-XXT{part}" if part else f"SET set XXXX-{hit.value('mon') or hit.value('season')}"


Build = Callable[[Hit], "str | list[Part] | None"]


class Rule(NamedTuple):
    """A pattern over token letters and the function that writes the key of what it matched."""

    pattern: str
    build: Build


_NUM = r"(?P<num>(?:a(?=1))?(?:[d0]3?1?|1(?:-?1|&1)*(?:&aK)?))"
_PRE = r"(?:(?P<mod>M)(?:-|I(?=[tTy]))?|(?P<mod2>[eZ])(?:[Io](?=[tTy]))?|t?(?P<edge>B)O)?"
_CLK = r"(?:(?P<clk>cx?|dx|n)(?:,?\(?z\)?)?,?[oI]?)?"
_AFT = r"(?:(?P<tod>p)|(?P<night>N)|,?U(?:~)?(?P<clk2>cx?|dx|n)(?:,?\(?z\)?)?)?"
_REL = r",?O?(?P<rel>[TlXP@F])(?P<relu>u)"
_YEAR = rf"(?:,?[OI]?!?(?P<year>y)(?!%)|{_REL})?"
_MON = r"(?P<mon>m;?(?![;])|4;|4(?=[d2y]))"
_ABOUT = r"(?P<about>~)?"

RULES: tuple[Rule, ...] = (
    Rule(r"(?P<iso>i)", _iso),
    Rule(r"(?P<slash>/)", _slashed),
    Rule(rf"t?(?P<unit>u)O{_MON}(?P<day>[d2])", _week_of),
    Rule(
        rf"{_PRE}{_CLK}(?:[jh];?,?)?(?:(?P<dir>[lXT]))?{_MON}t?(?P<day>[d2])(?:[-&>](?P<day2>[d2])(?=[,;#IoUy&)]))?(?![xv3%]){_YEAR}{_AFT}",
        _month_day,
    ),
    Rule(rf"{_PRE}{_CLK}(?:[jh];?,?(?:ot)?|t)?(?:(?P<day2>[d2])[-&>])?(?P<day>[d2])O?{_MON}{_YEAR}{_AFT}", _month_day),
    Rule(r"E(?:(?P<dow>j)(?P<tod>p)?|(?P<mon>m)|(?P<season>s))", _set_named),
    Rule(r"(?P<dow>J)(?P<tod>p)?", _set_named),
    Rule(rf"{_PRE}(?:t?(?P<dir>Tb|[lXPGFT]))?{_MON}(?![d2]\b){_YEAR}", _month),
    Rule(
        rf"{_PRE}{_CLK}(?:t?(?P<dir>Tb|TG|[lXPGFT]))?(?P<dow>j)(?:(?P<tod>p)|(?P<night>N)|,?U(?P<clk2>cx?|dx|n)z?|{_REL})?",
        _weekday,
    ),
    Rule(r"t?(?P<year>y)!?-?(?P<nth>2)-?(?P<q>Q)", _quarter),
    Rule(r"(?P<rel>[lXT])(?P<relu>u)'!?(?P<nth>2)-?(?:(?P<q>Q)|K)", _quarter),
    Rule(rf"{_PRE}t?!?-?(?P<nth>[2])-?(?:(?P<q>Q)|K(?=Oy|OT|Ol|OX)){_YEAR}", _quarter),
    Rule(rf"{_PRE}t?(?P<nth>2)-?(?P<unit>u)", _century),
    Rule(rf"{_PRE}(?:t?(?P<dir>Tb|[lXPGFT])|(?:t|(?<=I)))(?P<season>s){_YEAR}", _season),
    Rule(rf"{_PRE}(?P<season>s)(?:O|IO)?t?(?P<year>y)", _season),
    Rule(rf"{_PRE}(?P<dir>[lXT])?(?P<named>Y){_YEAR}(?P<week>u)?", _named),
    # amounts
    Rule(rf"t?(?:{_NUM}|a)-?[uv]-?g", _no_time),
    Rule(r"(?P<num>1-?1(?:-?1)?)(?!-?[uvQ1])", _spelled_year),
    Rule(rf"E(?:{_NUM})?(?P<unit>[uvQ])", _set_unit),
    Rule(
        rf"{_ABOUT}(?:{_NUM}|a?(?P<few>f)O?|a)-?(?P<unit>[uvQ])-?(?:(?P<ago>A)|(?P<earlier>e)|(?P<later>Z))", _distance
    ),
    Rule(rf"{_ABOUT}(?:{_NUM}|t|a)-?(?P<unit>u|v)(?P<side>5)(?P<day>D)?(?=[,;#&)-]|$)", _beside),
    Rule(rf"(?<=I)(?:{_NUM}|a)-?(?P<unit>[uvQ])'(?P<hence>W)", _distance),
    Rule(rf"{_ABOUT}t?(?P<dir>[lbXGFL])?(?:2)?{_NUM}r?(?P<hyphen>-)?r?(?P<unit>[uvQ])(?:-r)?", _duration),
    Rule(r"t?(?P<dir>[lbXG])?(?:a?(?P<few>f)O?)(?:r)?-?(?P<unit>[uvQ])", _duration),
    Rule(r"(?P<dir>[RG])(?P<unit>v)", _recent),
    Rule(r"a(?P<unit>u)(?![AeZ])", _duration),
    # a unit pointed at
    Rule(r"(?:(?P<mod2>[eZM])It|t?(?P<edge>B)Ot)(?P<unit>[uQ])", _whole),
    Rule(r"t?(?P<unit>u)(?:-|')?(?P<last_part>B)(?!O)", _whole),
    Rule(rf"{_PRE}(?:(?P<dir>Tb|[lXPFTG])|t)(?P<unit>u)", _weekend),
    Rule(r"t?(?P<unit>u)-[Ae](?:2?Q|k)?", _year_ago),
    Rule(r"t(?:Q|L[kQ])", _same_quarter),
    Rule(r"t!?r?(?P<unit>u)", _the_year),
    Rule(r"t(?P<dir>b)(?![1d0afuvQs])", _recent),
    Rule(rf"{_PRE}(?P<the>t)?(?P<dir>Tb|tS|@S|[lbXPFT@SLH])!?(?P<unit>[uQ])", _pointed),
    Rule(r"(?P<dir>[lTXS@P])(?P<tod>p)", _day_part),
    Rule(r"t(?P<dir>[FXPS])(?P<tod>p)", _day_part),
    Rule(rf"{_PRE}{_CLK}(?P<day>D)(?:(?P<tod>p)|,?U(?P<clk2>cx?|dx|n)z?)?", _day_word),
    Rule(r"(?P<day>N)(?P<night>)", _day_word),
    Rule(rf"{_PRE}t?(?P<dec>q)", _decade),
    Rule(rf"{_PRE}t(?P<word>w)", _decade),
    Rule(r"(?:(?P<mod>M)-?I?|t?(?P<edge>B)O)?(?:!|tu(?=y))?(?P<year>y)(?!%)", _year),
    Rule(r"(?P<clk>cx?|dx)(?:,?\(?z\)?)?", _time),
    Rule(r"(?P<vague>V)", _vague),
    Rule(r"(?P<dir>[RH])", _recent),
    Rule(r"(?P<set>C)", _set_word),
    Rule(r"(?P<unit>v)", _many),
)


@lru_cache(maxsize=1)
def _compiled() -> tuple[re.Pattern[str], tuple[tuple[re.Pattern[str], Build], ...]]:
    plain = (re.sub(r"\?P<\w+>", "?:", rule.pattern) for rule in RULES)
    union = "|".join(f"(?P<r{n}>{p})" for n, p in enumerate(plain))
    # nothing begins with these letters: one look ahead spares the union at most positions
    return re.compile(rf"(?![_#,;()'%&>oUOIzrxA5gWk-])(?:{union})"), tuple(
        (re.compile(r.pattern), r.build) for r in RULES
    )


def parse_words(words: list[Word]) -> list[Part]:
    """Every time expression among the tokens, left to right, without overlap."""
    letters = "".join(w.letter for w in words)
    union, rules = _compiled()
    parts: list[Part] = []
    position = 0
    while (match := union.search(letters, position)) is not None:
        first = int((match.lastgroup or "r0")[1:])
        start = match.start()
        position = start + 1
        for pattern, build in rules[first:]:
            again = pattern.match(letters, start)
            made = build(Hit(again, words)) if again and again.end() > start else None
            if again and made:
                parts += [p for p in made if p[2]] if isinstance(made, list) else [(start, again.end(), made)]
                position = again.end()
                break
    return parts
