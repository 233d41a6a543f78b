"""Time expressions to the calendar: the key that annotate wrote, resolved against the date of the report.

`ground_time` resolves one mention, `ground_times` an article's, keeping the date that was last spoken of for
"the same day" and "a year earlier". Nothing is guessed: without a date of the report a relative expression
stays unresolved, and no interval is narrower than what the words say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple

from msgspec import structs

from dragoman.ground.calendar_values import bounds, part_value, step_month, step_value, week_value
from dragoman.records import Basis, Issue, Mention, TimeValue, TimexType

Tense = Literal["past", "future", "present"]
_COMPARED = re.compile(r"DATE (?:ref|off) Y ")  # "a year earlier" compares; the story stays where it was
_NEAR_DAY = 75  # days within which a date without a year is the nearest one, whatever the tense
_NEAR_MONTH = 45  # the same for a month


class _Key(NamedTuple):
    """A mention's key taken apart."""

    type: TimexType
    op: str
    args: tuple[str, ...]
    names: dict[str, str]


class _Anchor(NamedTuple):
    """What relative expressions count from: the report's date, the TIMEX3 value and the quarter last spoken of."""

    document: date
    reference: str | None
    tense: Tense | None
    quarter: str | None = None


def _parse_key(key: str) -> _Key:
    kind, op, *rest = key.split(" ")
    names = dict(x.split("=", 1) for x in rest if "=" in x)
    return _Key(kind, op, tuple(x for x in rest if "=" not in x), names)  # type: ignore[arg-type]


def _first_day(value: str | None) -> date | None:
    start = bounds(value)[0]
    return date.fromisoformat(start) if start else None


def _choose(values: list[str], anchor: _Anchor, direction: str, exact: bool) -> str | None:
    """Among the same part of neighbouring years, the one that direction, else nearness and tense point at."""
    here = anchor.document.isoformat()
    spans = [(v, start, end) for v in values for start, end, _ in (bounds(v),) if start and end]
    past = [v for v, start, end in spans if (end < here if direction == "last" else start <= here)]
    future = [v for v, start, end in spans if (start > here if direction == "next" else end >= here)]
    if direction == "this":
        return next((v for v in values if v.startswith(f"{anchor.document.year:04d}")), None)
    if direction == "":
        near = _nearest(spans, anchor.document)
        if near and _settles(near, anchor, exact):
            return near
    if direction == "last" or (direction == "" and anchor.tense == "past"):
        return past[-1] if past else None
    return future[0] if future else None


def _settles(near: str, anchor: _Anchor, exact: bool) -> bool:
    """Whether the nearest one stands although the tense may point elsewhere.

    A day a few weeks off is not said without its year if another year is meant; further off the tense decides.
    """
    start, end, _ = bounds(near)
    if start is None or end is None or anchor.tense not in ("past", "future"):
        return True
    ahead = (date.fromisoformat(start) - anchor.document).days
    behind = (anchor.document - date.fromisoformat(end)).days
    against = ahead if anchor.tense == "past" else behind
    return against <= (_NEAR_DAY if exact else _NEAR_MONTH)


def _nearest(spans: list[tuple[str, str, str]], day: date) -> str | None:
    far = [
        (max((date.fromisoformat(start) - day).days, (day - date.fromisoformat(end)).days, 0), value)
        for value, start, end in spans
    ]
    return min(far)[1] if far else None


def _resolve_part(part: str, anchor: _Anchor, direction: str) -> str | None:
    year = anchor.document.year
    values = [v for y in range(max(1, year - 8), min(9999, year + 9)) if (v := part_value(part, y))]
    exact = re.fullmatch(r"\d\d-\d\d", part) is not None or ":" in part or part == "election"
    return _choose(values, anchor, direction, exact)


def _resolve_weekday(number: int, anchor: _Anchor, key: _Key) -> str:
    here = anchor.document
    if "rel" in key.names:
        monday = here - timedelta(days=here.isoweekday() - 1) + timedelta(weeks=int(key.names["rel"]))
        return (monday + timedelta(days=number - 1)).isoformat()
    direction = key.names.get("dir", "")
    back = (here.isoweekday() - number) % 7
    ahead = (number - here.isoweekday()) % 7
    if direction == "last":
        return (here - timedelta(days=back or 7)).isoformat()
    if direction == "next":
        return (here + timedelta(days=ahead or 7)).isoformat()
    if anchor.tense == "future" or (direction == "this" and anchor.tense != "past"):
        return (here + timedelta(days=ahead)).isoformat()
    return (here - timedelta(days=back)).isoformat()


def _resolve_end(key: _Key, anchor: _Anchor) -> str | None:
    """The end of a range: the first such day on or after the day that begins it."""
    start = _first_day(anchor.reference) or anchor.document
    ahead = _Anchor(start, anchor.reference, "future")
    if key.op == "dow":
        return _resolve_weekday(int(key.args[0]), ahead, key)
    values = (part_value(key.args[0], year) for year in range(start.year, min(start.year + 9, 10000)))
    return next((v for v in values if v and (bounds(v)[1] or "") >= start.isoformat()), None)


def _reaches(reference: str | None, unit: str) -> bool:
    """Whether the reference is fine enough to count `unit` from: no days from a year."""
    fine = {"day": "DWMQYECWE", "week": "WMQYEC", "month": "MQYEC", "quarter": "QYEC", "year": "YEC"}
    return unit in fine.get(bounds(reference)[2] or "", "")


def _resolve_weekend(anchor: _Anchor, direction: str) -> str | None:
    """The last weekend, this one when it has begun or lies ahead in tense."""
    begun = anchor.document.isoweekday() >= 6
    if direction == "":
        direction = "this" if begun or anchor.tense == "future" else "last"
    if direction == "this" and not begun and anchor.document.isoweekday() <= 3 and anchor.tense == "past":
        direction = "last"
    return step_value(anchor.document, "WE", {"last": -1, "this": 0}.get(direction, 1))


def _resolve_reference(unit: str, steps: int, anchor: _Anchor) -> str | None:
    reference = anchor.reference
    day = (_first_day(reference) if _reaches(reference, unit) else None) or anchor.document
    quarter = anchor.quarter
    if unit == "Y" and steps == -1 and quarter:
        return f"{int(quarter[:4]) + steps}{quarter[4:]}"
    if unit == "Q":
        # results are told after their quarter has ended: without one named it is the last full quarter
        return step_value(_first_day(quarter) or step_month(anchor.document, -3), unit, steps)
    return step_value(day, unit, steps)


def _resolve_in(key: _Key, anchor: _Anchor) -> str | None:
    _, steps, part = key.args
    base = anchor.document if key.op == "in" else _first_day(anchor.reference) or anchor.document
    return part_value(part, base.year + int(steps))


def _resolve_week(args: tuple[str, ...], anchor: _Anchor | None) -> str | None:
    if args[0] == "abs":
        value: str | None = args[1]
    elif args[0] == "named":
        value = part_value(args[2], int(args[1]))
    else:
        value = _resolve_part(args[-1], anchor, "") if anchor else None
    day = _first_day(value)
    return week_value(day) if day else None


def _resolve(key: _Key, anchor: _Anchor | None) -> str | None:
    """TIMEX3 value of a DATE or TIME key, without clock; None when it cannot be known."""
    if key.op in ("abs", "vague"):
        return key.args[0]
    if key.op == "named":
        return part_value(key.args[1], int(key.args[0]))
    if key.op == "week":
        return _resolve_week(key.args, anchor)
    if anchor is None:
        return None
    if key.op in ("part", "dow") and "after" in key.names:
        return _resolve_end(key, anchor)
    if key.op == "part":
        return _resolve_part(key.args[0], anchor, key.names.get("dir", ""))
    if key.op == "dow":
        return _resolve_weekday(int(key.args[0]), anchor, key)
    if key.op == "weekend":
        return _resolve_weekend(anchor, key.names.get("dir", ""))
    if key.op == "off" and "same" in key.names and anchor.quarter:
        return _resolve_reference(key.args[0], int(key.args[1]), anchor)
    if key.op == "off":
        return step_value(anchor.document, key.args[0], int(key.args[1]))
    if key.op == "ref":
        return _resolve_reference(key.args[0], int(key.args[1]), anchor)
    return _resolve_in(key, anchor)


def _unresolved_value(key: _Key) -> str | None:
    """What TIMEX3 can still write of a relative key: XXXX-10-27, XXXX-WXX-3; None when nothing."""
    if key.op == "part" and ":" not in key.args[0] and key.args[0] != "election":
        return f"XXXX-{key.args[0]}"
    return f"XXXX-WXX-{key.args[0]}" if key.op == "dow" else None


def _basis(key: _Key, value: str | None) -> Basis:
    if key.op == "vague" or value is None:
        return "unresolved"
    return "explicit" if key.op in ("abs", "named") or (key.op == "week" and key.args[0] != "part") else "relative"


def _duration(mention: Mention, key: _Key, document_time: date | None) -> TimeValue:
    """A duration or set; a duration that ends or begins at the report gets that interval."""
    value, start, end = key.args[0], None, None
    shape = re.fullmatch(r"P(\d+)([DWMY])|PT(?P<hours>\d+)H", value)
    span = key.names.get("span")
    if shape and span and document_time:
        # 24 hours begin or end on the day beside
        unit, amount = (shape[2], int(shape[1])) if shape[2] else ("D", -(-int(shape["hours"]) // 24))
        other = _step_day(document_time, unit, amount * (-1 if span == "past" else 1))
        if other:
            start, end = sorted((other.isoformat(), document_time.isoformat()))
    basis: Basis = "relative" if start else "unresolved" if span or key.type == "SET" or "X" in value else "explicit"
    return TimeValue(mention.start, mention.end, mention.text, key.type, value, start, end, None, basis)


def _step_day(day: date, unit: str, steps: int) -> date | None:
    try:
        if unit in "DW":
            return day + timedelta(days=steps * (7 if unit == "W" else 1))
        first = step_month(day, steps * (12 if unit == "Y" else 1))
    except (OverflowError, ValueError):
        return None
    return first.replace(day=min(day.day, (step_month(first, 1) - timedelta(days=1)).day))


def _issue(mention: Mention, document_time: date | None) -> Issue:
    why = (
        f"{mention.text!r} counts from the date of the report, which is not known; give it with --published DATE"
        if document_time is None
        else f"{mention.text!r} names no day of the calendar; check the words"
    )
    return Issue("ground", "time-unresolved", why, mention.start, mention.end)


def _ground(
    mention: Mention, document_time: date | None, tense: Tense | None, reference: str | None, quarter: str | None
) -> tuple[TimeValue, Issue | None]:
    if mention.key is None:
        bare = TimeValue(mention.start, mention.end, mention.text, "DATE", None, None, None, None, "unresolved")
        return bare, _issue(mention, document_time)
    key = _parse_key(mention.key)
    if key.type in ("DURATION", "SET"):
        return _duration(mention, key, document_time), None
    counted = key.op in ("ref", "rin") and _reaches(reference, key.args[0])
    start_of_reference = _first_day(reference) if counted else None
    origin = document_time or start_of_reference
    found = _resolve(key, _Anchor(origin, reference, tense, quarter) if origin else None)
    start, end, precision = bounds(found)
    unusable = found is None or (key.op != "vague" and start is None)
    basis = _basis(key, None if unusable else found)
    value = _unresolved_value(key) if unusable else found
    clock = key.names.get("clock") or key.names.get("tod")
    if value and clock and len(value) == 10:
        value = f"{value}T{clock}"
    made = TimeValue(mention.start, mention.end, mention.text, key.type, value, start, end, precision, basis)
    return made, _issue(mention, document_time) if unusable else None


def ground_time(
    mention: Mention, *, document_time: date | None, tense: Tense | None = None
) -> tuple[TimeValue, Issue | None]:
    """One time mention as TIMEX3 value and interval (ISO days, both inclusive).

    `document_time` is the date of the report; `tense` the tense of the verb beside it, which decides whether
    "Wednesday" lies before (the default) or after. The Issue (`time-unresolved`) says what is missing.
    """
    return _ground(mention, document_time, tense, None, None)


def ground_times(
    mentions: Sequence[Mention], document_time: date | None, tenses: Sequence[Tense | None] = ()
) -> tuple[tuple[TimeValue, ...], tuple[Issue, ...]]:
    """All time mentions of one article, in reading order; `tenses` runs beside `mentions` (or is empty).

    "The same day" and "a year earlier" count from the last date resolved before them, else from the report's.
    """
    values: list[TimeValue] = []
    issues: list[Issue] = []
    reference: str | None = None
    behind: str | None = None  # the last that lies behind the report: "the day before" of what was told, not of a plan
    quarter: str | None = None
    for index, mention in enumerate(mentions):
        tense = tenses[index] if index < len(tenses) else None
        known = behind if tense == "past" and (mention.key or "").startswith("DATE ref D -") else reference
        value, issue = _ground(mention, document_time, tense, known, quarter)
        values.append(value)
        if issue:
            issues.append(issue)
        if value.value and value.from_ and value.type in ("DATE", "TIME"):
            reference = value.value.partition("T")[0]
            behind = reference if document_time is None or value.from_ <= document_time.isoformat() else behind
            if "-Q" in reference and not _COMPARED.match(mention.key or ""):
                quarter = reference
    counted = (_count(v, m.key, values, n) for n, (v, m) in enumerate(zip(values, mentions, strict=True)))
    return tuple(counted), tuple(issues)


_COUNTED = re.compile(r"DURATION dur P(\d+)([DWMY]) counts=([-+])(before|behind)")


def _count(length: TimeValue, key: str | None, values: Sequence[TimeValue], number: int) -> TimeValue:
    """A length with the day, week or month that it leads to, from the date beside it: "on Tuesday, a day after"."""
    counted = _COUNTED.fullmatch(key or "")
    if counted is None:
        return length
    unit, at = counted[2], number + (1 if counted[4] == "behind" else -1)
    beside = values[at].value if 0 <= at < len(values) else None
    day = _first_day(beside) if _reaches(beside, unit) else None
    if day is None:
        return length
    start, end, precision = bounds(step_value(day, unit, int(counted[3] + counted[1])))
    return structs.replace(length, from_=start, to=end, precision=precision, basis="relative")
