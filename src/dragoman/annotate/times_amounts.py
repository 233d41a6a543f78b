"""Keys of lengths of time and of days counted by them: "three days", "two years ago", "the day before".

`times_keys` says what a key is.
"""

from __future__ import annotations

from dragoman.annotate.times_hit import Hit, Part, duration_value, parse_number, plain_number, write_key

_VAGUE = {"R": "PAST_REF", "b": "PAST_REF", "H": "PRESENT_REF", "G": "FUTURE_REF"}


def read_quantity(hit: Hit) -> tuple[str, float | None]:
    """The amount as TIMEX3 writes it, and as a number when it is one."""
    if hit.tokens("few"):
        return ("2", 2.0) if hit.tokens("few")[0].lower == "couple" else ("X", None)
    number = parse_number(hit.tokens("num")) if hit.tokens("num") else 1.0
    return plain_number(number), number


def key_duration(hit: Hit) -> str | None:
    unit = hit.value("unit")
    amount, _ = read_quantity(hit)
    if amount == "0" or (hit.tokens("unit")[0].lower == "quarters" and hit.tokens("hyphen")):
        return None  # "three-quarters of the vote"
    found = hit.tokens("dir")
    span = {"l": " span=past", "b": " span=past", "X": " span=next", "G": " span=next"}.get(
        found[0].letter if found else "", ""
    )
    return f"DURATION dur {duration_value(amount, unit)}{span}" + (" mod=APPROX" if hit.value("about") else "")


def key_many(hit: Hit) -> str | None:
    """Bare "years", "weeks"; bare "quarters" are more often rooms or fractions."""
    return None if hit.value("unit") == "Q" else f"DURATION dur {duration_value('X', hit.value('unit'))}"


def key_half(hit: Hit) -> str | None:
    """ "half a century", "half an hour later"; a distance only in whole years."""
    unit, years = hit.value("unit"), {"E": 5, "C": 50, "L": 500}
    way = -1 if hit.tokens("ago") or hit.tokens("earlier") else 1
    if unit not in years:
        return f"DURATION dur {duration_value('0.5', unit)}" if unit in ("Y", "TH", "TM") else None
    if hit.tokens("ago") or hit.tokens("earlier") or hit.tokens("later"):
        return write_key(hit, f"{'off' if hit.tokens('ago') else 'ref'} Y {way * years[unit]}")
    return f"DURATION dur P{years[unit]}Y"


def key_distance(hit: Hit) -> str | None:
    """ "two years ago", "a week earlier", "three days later", "in two weeks' time"."""
    unit = hit.value("unit")
    amount, number = read_quantity(hit)
    back = bool(hit.tokens("ago") or hit.tokens("earlier"))
    if number is None or unit in ("N", "L") or unit.startswith("T"):
        if unit.startswith("T") and number is not None:
            return f"DURATION dur {duration_value(amount, unit)} span={'past' if back else 'next'}"
        if not hit.tokens("ago"):  # "a few days later": later than a day that is itself vague
            return f"DURATION dur {duration_value('X', unit)}"
        return "DATE vague PAST_REF"
    if number != int(number):
        return f"DURATION dur {duration_value(amount, unit)} span={'past' if back else 'next'}"
    steps = int(number) * (2 if unit == "FN" else 1)
    op = "off" if hit.tokens("ago") or hit.tokens("hence") else "ref"
    same = " same=Q" if op == "off" and unit == "Y" and steps == 1 else ""
    return write_key(hit, f"{op} {'W' if unit == 'FN' else unit} {-steps if back else steps}{same}")


def key_beside(hit: Hit) -> str | None:
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


def key_no_time(hit: Hit) -> list[Part]:
    """Ages ("a 6-year-old", "52 years old") are taken out before the durations see them."""
    return [(hit.start, hit.start, "")]


def key_recent(hit: Hit) -> str:
    if hit.tokens("unit"):
        span = "past" if hit.tokens("dir")[0].letter == "R" else "next"
        return f"DURATION dur {duration_value('X', hit.value('unit'))} span={span}"
    return f"DATE vague {_VAGUE[hit.tokens('dir')[0].letter]}"
