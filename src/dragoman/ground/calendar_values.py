"""TIMEX3 values as calendar arithmetic: steps of a unit, days of a rule, the interval a value names."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from dragoman.records import Precision

Interval = tuple[str | None, str | None, Precision | None]

SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 14)}  # months; meteorological, northern
_SHAPE = re.compile(
    r"(?P<y>\d{4})(?:-(?:W(?P<w>\d\d)(?P<we>-WE)?|Q(?P<q>[1-4])|H(?P<h>[12])|(?P<s>SP|SU|FA|WI)|(?P<m>\d\d)(?:-(?P<d>\d\d))?))?(?:T.*)?"
)


def week_value(day: date) -> str:
    """ISO week: 2021-10-27 -> 2021-W43."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def step_month(day: date, months: int) -> date:
    """First day of the month `months` away."""
    index = day.year * 12 + day.month - 1 + months
    return date(min(max(index // 12, 1), 9999), index % 12 + 1, 1)


def step_value(day: date, unit: str, steps: int) -> str | None:
    """TIMEX3 value of the unit that lies `steps` units from the one holding `day`; None beyond the calendar."""
    try:
        if unit == "D":
            return (day + timedelta(days=steps)).isoformat()
        if unit in ("W", "WE"):
            return week_value(day + timedelta(weeks=steps)) + ("-WE" if unit == "WE" else "")
        if unit == "M":
            return step_month(day, steps).isoformat()[:7]
        if unit == "Q":
            first = step_month(day, 3 * steps)
            return f"{first.year}-Q{(first.month + 2) // 3}"
    except OverflowError:
        return None
    year = {"Y": day.year + steps, "E": day.year + 10 * steps, "C": day.year + 100 * steps}.get(unit)
    if year is None or not 1 <= year <= 9999:
        return None
    return f"{year:04d}"[: {"Y": 4, "E": 3, "C": 2}[unit]]


def _easter(year: int) -> date:
    """Western Easter Sunday (anonymous Gregorian computus, Meeus, Astronomical Algorithms)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    n = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * n) // 451
    month, day = divmod(h + n - 7 * m + 114, 31)
    return date(year, month, day + 1)


def _nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    last = calendar.monthrange(year, month)[1]
    days = [d for d in range(1, last + 1) if date(year, month, d).isoweekday() == weekday]
    return date(year, month, days[nth - 1 if nth > 0 else nth])


def part_value(part: str, year: int) -> str | None:
    """TIMEX3 value of a part of a year: ("10-27", 2021), ("SU", 2014), ("easter:-2", 2021); None when no such day."""
    if part == "election":
        return (_nth_weekday(year, 11, 1, 1) + timedelta(days=1)).isoformat()
    if part.startswith("nth:"):
        return _nth_weekday(year, *(int(x) for x in part.split(":")[1:])).isoformat()
    if part.startswith("easter:"):
        return (_easter(year) + timedelta(days=int(part.split(":")[1]))).isoformat()
    value = f"{year:04d}-{part}"
    return value if bounds(value)[0] else None


def _decade_bounds(value: str) -> Interval:
    width = 10 if len(value) == 3 else 100
    first = int(value) * width
    if first < 1:
        return None, None, None
    # records.Precision stops at decade: a century is an interval without a named precision
    return f"{first:04d}-01-01", f"{first + width - 1:04d}-12-31", "decade" if width == 10 else None


def bounds(value: str | None) -> Interval:
    """First and last day (ISO, inclusive) and the precision that a TIMEX3 value names; Nones when it names none."""
    if value is None:
        return None, None, None
    if re.fullmatch(r"\d{2,3}", value):
        return _decade_bounds(value)
    shape = _SHAPE.fullmatch(value)
    if shape is None:
        return None, None, None
    year = int(shape["y"])
    try:
        if shape["w"]:
            return _week_bounds(year, int(shape["w"]), bool(shape["we"]))
        if shape["d"]:
            day = date(year, int(shape["m"]), int(shape["d"])).isoformat()
            return day, day, "day"
        return _month_bounds(year, shape)
    except ValueError:
        return None, None, None


def _week_bounds(year: int, week: int, weekend: bool) -> Interval:
    monday = date.fromisocalendar(year, week, 1)
    first = monday + timedelta(days=5 if weekend else 0)
    return first.isoformat(), (monday + timedelta(days=6)).isoformat(), "week"


def _month_bounds(year: int, shape: re.Match[str]) -> Interval:
    precision: Precision = "year"
    if shape["m"]:
        first, last, precision = int(shape["m"]), int(shape["m"]), "month"
    elif shape["q"]:
        first, last, precision = 3 * int(shape["q"]) - 2, 3 * int(shape["q"]), "quarter"
    elif shape["h"]:
        first, last, precision = 6 * int(shape["h"]) - 5, 6 * int(shape["h"]), "year"
    elif shape["s"]:
        first, last = SEASONS[shape["s"]]
        precision = "quarter"
    else:
        first, last = 1, 12
    start = date(year, first, 1)
    end = step_month(start, last - first + 1) - timedelta(days=1) if (year, last) < (9999, 12) else date(9999, 12, 31)
    return start.isoformat(), end.isoformat(), precision
