"""Which corpus passages training keeps back: some to steer by, some to fit on what is chosen by its reading."""

from __future__ import annotations

import re
import zlib

HELD_OUT = 12  # one passage in twelve


def is_held_out(passage_id: str) -> bool:
    """Whether a passage is kept back; by its id, so that adding passages moves none."""
    return zlib.crc32(passage_id.encode()) % HELD_OUT == 0


# Files that no encoder is taught: what is chosen by its reading, whom an act is aimed at and which state is meant, is
# fitted to them. Of a passage that it was taught an encoder knows too much.
_KEPT = re.compile(r"b[ij]\d")


def is_kept(passage_id: str) -> bool:
    """Whether a passage is kept to fit on."""
    return _KEPT.match(passage_id) is not None


def is_taught(passage_id: str) -> bool:
    """Whether an encoder may be taught a passage."""
    return not is_held_out(passage_id) and not is_kept(passage_id)
