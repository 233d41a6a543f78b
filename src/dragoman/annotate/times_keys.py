"""What each time rule means: functions from a match to the key that `ground.calendar` reads.

A key is `TYPE op args name=value...`:

    DATE abs VALUE          a TIMEX3 value that stands in the text (2021, 2021-10-27, 2021-Q3, 2014-SU, 199)
    DATE part P             lacks its year: MM-DD, MM, SU, Q3, H1, nth:.. easter:.. election; dir=last|next|this
    DATE dow N              weekday 1-7; dir=last|next|this, or rel=UNIT:N (the week that holds it)
    DATE weekend            the weekend beside the report; dir=last|next|this
    DATE off U N            N units U (D W WE M Q Y E C) from the report; same=Q: the same of a quarter spoken of
    DATE ref U N            the same from the last date that the report spoke of
    DATE in U N P           part P of the year `off U N`;  DATE rin U N P: of the year `ref U N`
    DATE week P|VALUE       the week that holds a day
    DATE vague PAST_REF     no interval
    DURATION dur P3D        span=past|next when it ends or begins at the report; counts=-before|-behind|+before|+behind
                            when it leads back or on to an act from the date that the mention before or behind it tells
    SET set XXXX-WXX-1
    mod=START|MID|END|APPROX, tod=MO|AF|EV|NI, clock=HH:MM go with any; with tod or clock the type is TIME.
    after=1: it ends a range that the mention before begins.

A function that returns None refuses the match; the next rule is tried at the same place.
"""

from __future__ import annotations

import re

from dragoman.annotate.times_amounts import read_quantity
from dragoman.annotate.times_hit import Hit, Part, clock_value, duration_value, parse_number, write_key

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


def key_month_day(hit: Hit) -> list[Part] | None:
    month = hit.value("mon")
    days = [n for n in ("day", "day2") if hit.tokens(n)]
    numbers = {n: int(parse_number(hit.tokens(n)) or int(hit.value(n) or 0)) for n in days}
    if any(not 1 <= n <= 31 for n in numbers.values()):
        return None
    keys = {n: write_key(hit, _dated(hit, f"{month}-{d:02d}")) for n, d in numbers.items()}
    if len(days) == 1:
        return [(hit.start, hit.end, keys["day"])]
    first, last = ("day", "day2") if hit.span("day") < hit.span("day2") else ("day2", "day")
    return [(hit.start, hit.span(first)[1], keys[first]), (hit.span(last)[0], hit.end, keys[last])]


def key_month(hit: Hit) -> str | None:
    bare = hit.end - hit.start == 1
    if bare and hit.tokens("mon")[0].lower in ("may", "march") and not _in_date_place(hit):
        return None
    return write_key(hit, _dated(hit, hit.value("mon")))


def _in_date_place(hit: Hit) -> bool:
    """Whether a bare "May" or "March" stands where a month stands, not a person, a verb or a rally."""
    return hit.before in "IOM>-5Z" or (hit.before in "&," and hit.after in ",;#&IO")


def key_season(hit: Hit) -> str | None:
    """ "the spring", "autumn 2003"; "the fall of Kabul" and "the fall-out" are none."""
    if (hit.after == "O" or (hit.after == "-" and hit.joined)) and hit.tokens("season")[0].lower == "fall":
        return None
    return write_key(hit, _dated(hit, hit.value("season")))


def key_named(hit: Hit) -> str:
    core = _dated(hit, hit.value("named"))
    return write_key(hit, "week" + core[core.index(" ") :] if hit.value("week") == "W" else core)


def key_weekday(hit: Hit) -> str:
    found = hit.tokens("rel")
    if found and hit.value("relu") == "W":
        return write_key(hit, f"dow {hit.value('dow')} rel={_STEP[found[0].letter]}")
    return write_key(hit, f"dow {hit.value('dow')}{_direction(hit)}")


def key_quarter(hit: Hit) -> str | None:
    number = int(hit.value("nth") or 0)
    letter = "Q" if hit.tokens("q") else "H"
    if not 1 <= number <= (4 if letter == "Q" else 2):
        return None
    return write_key(hit, _dated(hit, f"{letter}{number}"))


def key_coded_quarter(hit: Hit) -> str | None:
    """ "Q3 2022", "in H1"."""
    return write_key(hit, _dated(hit, hit.value("code"))) if hit.tokens("year") or hit.before in "IO" else None


def key_pointed(hit: Hit) -> str | None:
    """ "last week", "this year", "the following day", "that month", "the quarter"."""
    unit = hit.value("unit")
    letter = hit.tokens("dir")[-1].letter if hit.tokens("dir") else "@"
    if unit.startswith("T") or unit in ("S", "L", "FN", "WE"):
        return None
    if letter == "l" and hit.after == "O" and "t" in (hit.before, *(w.letter for w in hit.tokens("the"))):
        return None  # "the last week of the campaign"; "accused last week of spying" has a time
    if letter == "b":
        return f"DURATION dur {duration_value('1', unit)} span=past"
    anchored = letter in "@SF" or (letter == "P") or (hit.tokens("the") and letter == "X" and unit == "D")
    return write_key(hit, f"{'ref' if anchored else 'off'} {unit} {_STEP[letter]}")


def key_whole(hit: Hit) -> str | None:
    """ "the end of the year", "year-end": of the report; "later in the day": of the day last named."""
    unit = hit.value("unit")
    if unit.startswith("T") or unit in ("FN", "L", "WE"):
        return None
    if hit.tokens("last_part") and unit != "Y":
        return None
    return write_key(hit, f"{'ref' if unit == 'D' else 'off'} {unit} 0") + (
        " mod=END" if hit.tokens("last_part") else ""
    )


def key_weekend(hit: Hit) -> str | None:
    return write_key(hit, f"weekend{_direction(hit)}") if hit.value("unit") == "WE" else None


def key_year_ago(hit: Hit) -> str | None:
    """ "the year-earlier quarter", "the year-ago period"."""
    return "DATE ref Y -1" if hit.value("unit") == "Y" else None


def key_ended_year(hit: Hit) -> str | None:
    """ "the year ended March 31": a length; the day that follows says which."""
    return "DURATION dur P1Y" if hit.value("unit") == "Y" else None


def key_the_year(hit: Hit) -> str | None:
    """ "for the year", "the fiscal year", "the full year"; "the year of the flood" and "man of the year" are none."""
    if hit.value("unit") != "Y" or hit.after == "O" or not (hit.before == "I" or hit.end - hit.start > 2):
        return None
    return "DATE off Y 0"


def key_same_quarter(hit: Hit) -> str:
    return "DATE ref Q 0"


def key_spelled_year(hit: Hit) -> str | None:
    """ "nineteen ninety-six"."""
    century, *rest = (int(w.value) for w in hit.tokens("num") if w.letter == "1")
    year = century * 100 + sum(rest)
    return f"DATE abs {year}" if century in (18, 19, 20) and 10 <= sum(rest) <= 99 else None


def key_year(hit: Hit) -> str | None:
    number = int(hit.value("year"))
    counted = hit.after == "_" and hit.end - hit.start == 1 and (number < 1900 or number % 50 == 0)
    if hit.before == "~" or (counted and hit.before not in "IO-&>t"):
        return None  # "2000 troops", "about 1800 people"
    return write_key(hit, f"abs {hit.value('year')}")


def key_years(hit: Hit) -> list[Part] | None:
    """ "1947-48": two years, the second written short."""
    year, last = hit.value("year"), hit.value("last")
    if len(last) != 2 or not last.isdigit() or int(last) <= int(year[2:]):
        return None
    return [(hit.start, hit.start + 1, f"DATE abs {year}"), (hit.end - 1, hit.end, f"DATE abs {year[:2]}{last}")]


def key_decade(hit: Hit) -> str:
    if hit.tokens("word"):
        return write_key(hit, f"abs 19{hit.value('word')}")
    digits = hit.value("dec").rstrip("s'’S")
    return write_key(
        hit, f"abs {digits[:3] if len(digits) == 4 else '19' + digits[0] if digits[0] > '2' else '20' + digits[0]}"
    )


def key_century(hit: Hit) -> str | None:
    number = int(hit.value("nth") or 0)
    return write_key(hit, f"abs {number - 1:02d}") if 5 <= number <= 22 and hit.value("unit") == "C" else None


def key_day_word(hit: Hit) -> str:
    key = write_key(hit, f"off D {hit.value('day')}")
    night = hit.tokens("day")[0].letter == "N"
    return key.replace("DATE", "TIME", 1) + " tod=NI" if night else key


def key_day_part(hit: Hit) -> str | None:
    found = hit.tokens("dir")
    letter = found[0].letter if found else ""
    if not found and hit.after == "O" and hit.tokens("tod")[0].lower == "dawn":
        return None  # "since the dawn of the republic"
    step = {"l": -1, "P": -1, "X": 1, "F": 1}.get(letter, 0)
    return write_key(hit, f"{'off' if letter in 'lT' and letter else 'ref'} D {step}")


def key_time(hit: Hit) -> str | None:
    return write_key(hit, "ref D 0", "TIME") if clock_value(hit.tokens("clk")) else None


def key_iso(hit: Hit) -> str:
    date, _, clock = hit.value("iso").upper().partition("T")
    return f"TIME abs {date} clock={clock[:5]}" if clock else f"DATE abs {date}"


def key_slashed(hit: Hit) -> str | None:
    first, second, year = (int(x) for x in re.split(r"[/.-]", hit.value("slash")))
    year += 0 if year > 99 else 1900 if year > 50 else 2000
    if first > 12 or second > 12 or first == second:
        day, month = (first, second) if first > 12 else (second, first)
        return f"DATE abs {year}-{month:02d}-{day:02d}" if month <= 12 and day <= 31 else None
    return f"DATE abs {year}"  # day-first or month-first: the text does not say


def key_week_of(hit: Hit) -> str:
    return f"DATE week part {hit.value('mon')}-{int(hit.value('day')):02d}"


def key_vague(hit: Hit) -> str:
    return f"DATE vague {hit.value('vague')}"


def key_set_word(hit: Hit) -> str:
    return f"SET set {hit.value('set')}"


def key_set_unit(hit: Hit) -> str | None:
    amount, _ = read_quantity(hit)
    return f"SET set {duration_value(amount, hit.value('unit'))}"


def key_set_named(hit: Hit) -> str:
    if hit.tokens("dow"):
        return f"SET set XXXX-WXX-{hit.value('dow')}" + (f"T{hit.value('tod')}" if hit.value("tod") else "")
    part = hit.value("tod")
    return f"SET set XXXX-XX-XXT{part}" if part else f"SET set XXXX-{hit.value('mon') or hit.value('season')}"
