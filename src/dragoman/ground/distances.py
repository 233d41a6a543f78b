"""How far places are from each other."""

from __future__ import annotations

import math
from collections.abc import Sequence

from dragoman.annotate.gazetteer import Candidate


def spread(candidates: Sequence[Candidate]) -> float:
    """How far the first of some places is from the farthest of them, in kilometres."""
    return max(km(candidates[0], c) for c in candidates)


def km(a: Candidate, b: Candidate) -> float:
    """Great-circle distance in kilometres."""
    return distance(position(a), position(b))


def position(place: Candidate) -> tuple[float, float, float]:
    """Latitude and longitude in radians, and the cosine of the former."""
    lat = math.radians(place.lat)
    return lat, math.radians(place.lon), math.cos(lat)


def distance(a: tuple[float, float, float], b: tuple[float, float, float]) -> float:
    """Kilometres between two positions."""
    lat1, lon1, cos1 = a
    lat2, lon2, cos2 = b
    x = math.sin((lat2 - lat1) / 2) ** 2 + cos1 * cos2 * math.sin((lon2 - lon1) / 2) ** 2
    return 12742.0 * math.asin(min(1.0, math.sqrt(x)))
