"""The grammar of time expressions: patterns over the letters of `times_words`, tried in order at each place.

Every pattern stands beside the function of `times_keys` that writes the key of what it matched.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from dragoman.annotate import times_amounts as a
from dragoman.annotate import times_keys as k
from dragoman.annotate.times_hit import Hit, Part
from dragoman.annotate.times_words import Word

Build = Callable[[Hit], "str | list[Part] | None"]


class Rule(NamedTuple):
    """A pattern over token letters and the function that writes the key of what it matched."""

    pattern: str
    build: Build


_NUM = r"(?P<num>(?:a(?=1))?(?:[d0]3?1?|y(?=-?v)|1(?:-?1|&1){0,6}(?:&aK)?))"
_PRE = r"(?:t?(?P<mod>M)(?:-|I(?=[tTy]))?|(?P<mod2>[eZ])(?:[Io](?=[tTy]))?|t?(?P<edge>B)O)?"
# 10:30, 6 p.m., 2.45 pm, noon, 1030 GMT, at 1030 on (today, last night)
_HOURS = r"[0y](?=z)|(?<=U)[0y](?=[,;#()oIDTl])"
_CLOCK = rf"cx?|dx|0x|n|{_HOURS}"
_ZONE = r"(?:,?z|,?\(z\)|_W)?(?:\([c0y]z\))?"  # 6 p.m. local time (1500 GMT)
_CLK = rf"(?:(?P<clk>{_CLOCK}){_ZONE},?[oI]?)?"
_AFT = rf"(?:(?P<tod>p)|(?P<night>N)|,?U(?:~)?(?P<clk2>{_CLOCK}){_ZONE})?"
_REL = r",?O?(?P<rel>[TlXP@F])(?P<relu>u)"
_YEAR = rf"(?:(?:,?[OI]?!?|-)(?P<year>y)(?!%)|{_REL})?"
_MON = r"(?P<mon>m|4;|4(?=-?[d2y]))"
_ABOUT = r"(?P<about>~)?"

RULES: tuple[Rule, ...] = (
    Rule(r"(?P<iso>i)", k.key_iso),
    Rule(r"(?P<slash>/)", k.key_slashed),
    Rule(rf"t?(?P<unit>u)O{_MON}(?P<day>[d2])", k.key_week_of),
    Rule(
        rf"{_PRE}{_CLK}(?:[jh];?,?)?(?:(?P<dir>[lXT]))?{_MON}t?(?P<day>[d2])(?:[-&>](?P<day2>[d2])(?=[,;#IoUy&)]))?(?![xv3%]){_YEAR}{_AFT}",
        k.key_month_day,
    ),
    Rule(
        rf"{_PRE}{_CLK}(?:[jh];?,?(?:ot)?|t)?(?:(?P<day2>[d2])[-&>])?(?P<day>[d2])(?:O|-(?=[m4]-y))?{_MON}{_YEAR}{_AFT}",
        k.key_month_day,
    ),
    Rule(r"E(?:(?P<dow>j)(?P<tod>p)?|(?P<mon>m)|(?P<season>s))", k.key_set_named),
    Rule(r"(?P<dow>J)(?P<tod>p)?", k.key_set_named),
    Rule(r"E(?P<tod>p)", k.key_set_named),
    Rule(rf"{_PRE}(?:t?(?P<dir>Tb|[lXPGFT]))?{_MON}(?![d2]\b){_YEAR}", k.key_month),
    Rule(
        rf"{_PRE}{_CLK}(?:t?(?P<dir>Tb|TG|[lXPGFT]))?(?P<dow>j)(?:(?P<tod>p)|(?P<night>N)|,?U(?P<clk2>{_CLOCK})z?|{_REL})?",
        k.key_weekday,
    ),
    Rule(r"t?(?P<year>y)!?-?(?P<nth>2)-?(?P<q>Q)", k.key_quarter),
    Rule(r"(?P<rel>[lXT])(?P<relu>u)'!?(?P<nth>2)-?(?:(?P<q>Q)|K)", k.key_quarter),
    Rule(rf"{_PRE}t?!?-?(?P<nth>[2])-?(?:(?P<q>Q)|K(?=Oy|OT|Ol|OX)){_YEAR}", k.key_quarter),
    Rule(r"(?P<code>7)(?:,?O?(?P<year>y))?", k.key_coded_quarter),
    Rule(rf"{_PRE}t?(?P<nth>2)-?(?P<unit>u)", k.key_century),
    Rule(rf"{_PRE}(?:t?(?P<dir>Tb|[lXPGFT])|(?:t|(?<=I)))(?P<season>s){_YEAR}", k.key_season),
    Rule(rf"{_PRE}(?P<season>s)(?:O|IO)?t?(?P<year>y)", k.key_season),
    Rule(rf"{_PRE}(?P<dir>[lXT])?(?P<named>Y){_YEAR}(?P<week>u)?", k.key_named),
    # amounts
    Rule(rf"t?(?:{_NUM}|a)?-?[uv]-?g", a.key_no_time),
    Rule(r"(?P<num>1-?1(?:-?1)?)(?!-?[uvQ1])", k.key_spelled_year),
    Rule(rf"E(?:{_NUM})?(?P<unit>[uvQ])", k.key_set_unit),
    Rule(rf"{_ABOUT}(?P<half>K)a(?P<unit>u)(?:(?P<ago>A)|(?P<earlier>e)|(?P<later>Z))?", a.key_half),
    Rule(
        rf"{_ABOUT}(?:{_NUM}|a?(?P<few>f)O?|a)-?(?P<unit>[uvQ])-?(?:(?P<ago>A)|(?P<earlier>e)|(?P<later>Z))",
        a.key_distance,
    ),
    Rule(rf"{_ABOUT}(?:{_NUM}|t|a)-?(?P<unit>u|v)(?P<side>5)(?:(?P<day>D)|(?=[,;#&)-]|$))", a.key_beside),
    Rule(rf"(?<=I)(?:{_NUM}|a)-?(?P<unit>[uvQ])'(?P<hence>W)", a.key_distance),
    Rule(rf"{_ABOUT}t?(?P<dir>[lbXGFL])?(?:2)?{_NUM}r?(?P<hyphen>-)?r?(?P<unit>[uvQ])(?:-r)?", a.key_duration),
    Rule(r"t?(?P<dir>[lbXG])?(?:a?(?P<few>f)O?)(?:r)?-?(?P<unit>[uvQ])", a.key_duration),
    Rule(r"(?P<dir>[RG])(?P<unit>v)", a.key_recent),
    Rule(r"a(?P<unit>u)(?![AeZ])", a.key_duration),
    # a unit pointed at
    Rule(r"(?:(?P<mod2>[eZM])It|t?(?P<edge>B)Ot)(?P<unit>[uQ])", k.key_whole),
    Rule(r"t?(?P<unit>u)(?:-|')?(?P<last_part>B)(?!O)", k.key_whole),
    Rule(rf"{_PRE}(?:(?P<dir>Tb|[lXPFTG])|t)(?P<unit>u)", k.key_weekend),
    Rule(r"t?(?P<unit>u)-[Ae](?:2?Q|k)?", k.key_year_ago),
    Rule(r"t(?:Q|L[kQ])", k.key_same_quarter),
    Rule(r"t!?(?P<unit>u)(?=6)", k.key_ended_year),
    Rule(r"t!?r?(?P<unit>u)", k.key_the_year),
    Rule(r"(?:t?(?P<mod>M)-?|(?<=I)t)(?P<tod>p)", k.key_day_part),
    Rule(r"t(?P<dir>b)(?![1d0afuvQs])", a.key_recent),
    Rule(rf"{_PRE}(?P<the>t)?(?P<dir>Tb|tS|@S|[lbXPFT@SLH])!?(?P<unit>[uQ])", k.key_pointed),
    Rule(r"(?P<dir>[lTXS@P])(?P<tod>p)", k.key_day_part),
    Rule(r"t(?P<dir>[FXPS])(?P<tod>p)", k.key_day_part),
    Rule(rf"{_PRE}{_CLK}(?P<day>D)(?:(?P<tod>p)|,?U(?P<clk2>{_CLOCK})z?)?", k.key_day_word),
    Rule(r"(?P<day>N)", k.key_day_word),
    Rule(rf"{_PRE}t?(?P<dec>q)", k.key_decade),
    Rule(rf"{_PRE}t(?P<word>w)", k.key_decade),
    Rule(r"(?P<year>y)-(?P<last>[d0])(?![-%v&])", k.key_years),
    Rule(rf"(?P<clk>{_HOURS})(?:,?z|,?\(z\))?", k.key_time),
    Rule(r"(?:(?P<mod>M)-?I?|t?(?P<edge>B)O)?(?:!|tu(?=y))?(?P<year>y)(?![%z])", k.key_year),
    Rule(r"(?P<clk>cx?|dx|0x|(?<=[UI&>])n)(?:,?z|,?\(z\))?", k.key_time),
    Rule(r"(?P<vague>V)(?!-_)", k.key_vague),
    Rule(r"(?P<dir>[RH])", a.key_recent),
    Rule(r"(?P<set>C)", k.key_set_word),
    Rule(r"(?P<unit>v)", a.key_many),
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
    return _count_lengths(_join_ranges(parts, letters), words)


_UNDATED = re.compile(r"(?:DATE|TIME) (dow|part) \S+(?! dir)")


def _join_ranges(parts: list[Part], letters: str) -> list[Part]:
    """Marks the second of "Monday through Friday", "3 March to 9 March", so that it comes after the first."""
    out = parts[:1]
    for before, part in pairwise(parts):
        between = letters[before[1] : part[0]]
        first, last = _UNDATED.match(before[2]), _UNDATED.match(part[2])
        joined = between in (">", "-", "I") and first and last and first[1] == last[1]
        out.append((part[0], part[1], part[2] + " after=1") if joined else part)
    return out


_LENGTH = re.compile(r"DURATION dur P\d+[DWMY]")
_DATED = re.compile(r"(?:DATE|TIME) (?!vague)")
_MAIN = re.compile(r"[^,#]*,[^,#]*")  # behind it the subordinate clause ends at one comma


def _count_lengths(parts: list[Part], words: list[Word]) -> list[Part]:
    """Marks a length between an act and another that the sentence dates, before it or in the main clause behind it:
    "on Tuesday, a day after it fell", "A day after it fell, the army on Tuesday ..."."""
    letters = "".join(w.letter for w in words)
    out = list(parts)
    for n, (first, after, key) in enumerate(parts):
        if not _LENGTH.fullmatch(key) or letters[after : after + 1] != "5":
            continue
        before, behind = parts[n - 1 : n], parts[n + 1 : n + 2]
        lead = letters[before[0][1] : first] if before else "#"
        tail = letters[after : behind[0][0]] if behind else "#"
        sign = "-" if words[after].lower == "after" else "+"
        if before and _DATED.match(before[0][2]) and lead.endswith(",") and "#" not in lead:
            out[n] = (first, after, f"{key} counts={sign}before")
        elif lead.endswith("#") and behind and _DATED.match(behind[0][2]) and _MAIN.fullmatch(tail):
            out[n] = (first, after, f"{key} counts={sign}behind")
    return out
