"""Shares of what is right, by name: what the panels count and how they print it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence


class Tally:
    """How often each field was asked and right under each name, in the order in which names come up."""

    def __init__(self, fields: Sequence[str]) -> None:
        self.fields = fields
        self._counts: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))

    def add(self, names: Iterable[str], judged: Mapping[str, bool | None]) -> None:
        """Count one sentence under each name; a field that is None was not asked."""
        for name in names:
            for field, right in judged.items():
                if right is not None:
                    count = self._counts[name][field]
                    count[0] += 1
                    count[1] += right

    def print(self) -> None:
        """A line a name: how many sentences, and the share of each field that is right."""
        width = min(72, max(map(len, self._counts), default=0))
        print(f"{'':{width}} {'n':>6}" + "".join(f"{field:>11}" for field in self.fields))
        for name, counts in self._counts.items():
            asked = max(count for count, _ in counts.values())
            shares = "".join(f"{counts[f][1] / counts[f][0]:11.3f}" if f in counts else f"{'':11}" for f in self.fields)
            print(f"{name[:width]:{width}} {asked:6}{shares}")
