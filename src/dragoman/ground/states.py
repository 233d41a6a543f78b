"""The states that a report names, and where: its lists of them, and the state that it is told from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from dragoman.annotate.actor_names import load_words, match_any
from dragoman.annotate.setting import find_state_names
from dragoman.records import Span

_LIST = re.compile(r"[-–]|\s*,?\s*(?:and\s+)?(?:the\s+)?")  # "the Kyrgyz-Tajik border" too
_MISSION = re.compile(r"(?:embass(?:y|ies)|consulates?)\b", re.I)
_TAIL = re.compile(r"\s+(?:of|from)\s+(?:[^.;()]{3,80})")


@lru_cache(maxsize=8)
def _load_many(overlay: Path | None) -> re.Pattern[str]:
    words = match_any(load_words(overlay).kinds["many_states"])
    return re.compile(rf"(?:(?:the|an?) )?(?:[a-z\d][\w,]* )?(?:{words})\b", re.I)  # "a senior Western diplomat"


def is_of_many(phrase: str, overlay: Path | None = None) -> bool:
    """Whether somebody acts for no one state of the report: "the international tribunal", "West African leaders"."""
    return _load_many(overlay).match(phrase) is not None


class NamedStates:
    """Offsets and codes of every state that a text names, by whatever form, in reading order."""

    def __init__(self, text: str, overlay: Path | None = None) -> None:
        self.text = text
        named = find_state_names(text, overlay)
        self.named = [(hit.start, code) for hit, code in named]
        self._ends = {hit.start: hit.end for hit, _ in named}
        self.counts = Counter(code for _, code in self.named)

    def code_at(self, offset: int) -> str | None:
        """The state named from just that character on."""
        return next((code for at, code in self.named if at == offset), None)

    @staticmethod
    def is_mission(phrase: str) -> bool:
        """Whether a phrase names an embassy or consulate."""
        return _MISSION.search(phrase) is not None

    def find_mission(self, span: Span) -> str | None:
        """Whose embassy or consulate `span` is: of the state that one was last named with, or the only one ("the U.S.
        Embassy"); None where it is none."""
        if not self.is_mission(span.text):
            return None
        named = [(at, code) for at, code in self.named if _MISSION.match(self.text, self._ends[at] + 1)]
        said = [code for at, code in named if at < span.start]
        if said:
            return said[-1]
        return named[0][1] if len({code for _, code in named}) == 1 else None

    def list_behind(self, span: Span) -> tuple[str, ...]:
        """States listed after a plural office: "the ambassadors" + "of Hungary, Poland and the Czech Republic"."""
        tail = _TAIL.match(self.text[span.end : span.end + 90])
        if not tail:
            return ()
        codes: list[str] = []
        reached = span.end
        for at, state in self.named:
            if span.end <= at < span.end + tail.end():
                if codes and not _LIST.fullmatch(self.text[reached:at]):
                    break
                codes.append(state)
                reached = self._ends[at]
        return tuple(dict.fromkeys(codes))

    def last_list(self, before: int, number: int) -> tuple[str, ...]:
        """The last list of just so many states before an offset, places among them ("in Kenya and Tanzania")."""
        found: tuple[str, ...] = ()
        run: list[str] = []
        reached = -1
        for at, state in (*self.named, (len(self.text) + 1, "")):
            if at < 0 or not (run and _LIST.fullmatch(self.text[reached:at])):
                if len(set(run)) == number:
                    found = tuple(dict.fromkeys(run))
                run = []
            if at >= before:
                break
            run.append(state)
            reached = self._ends[at]
        return found

    def find_home(self, acted_for: Iterable[str]) -> str | None:
        """The state the report is written about from inside: by far the most named, or most named and first.

        `acted_for`: the states of the persons it names, once for each naming.
        """
        ranked = (self.counts + Counter(acted_for)).most_common(2)
        if not ranked:
            return None
        if len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1]:
            return ranked[0][0]
        first = self.named[0][1] if self.named else None
        return first if first == ranked[0][0] and ranked[0][1] > ranked[1][1] else None

    def find_here(self, home: str | None) -> str | None:
        """The state "here" speaks from: home, or the state named first where it is among the most named."""
        if home or not self.named:
            return home
        first = self.named[0][1]
        return first if 4 * self.counts[first] >= 3 * max(self.counts.values()) else None
