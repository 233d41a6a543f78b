"""Which corpus passages training keeps back to steer by."""

from __future__ import annotations

import zlib

HELD_OUT = 12  # one passage in twelve


def is_held_out(passage_id: str) -> bool:
    """Whether a passage is kept back; by its id, so that adding passages moves none."""
    return zlib.crc32(passage_id.encode()) % HELD_OUT == 0
