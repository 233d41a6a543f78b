"""Stable identifiers: the same raw fields give the same id, in any process, on any machine."""

from __future__ import annotations

from hashlib import blake2b

ID_BYTES = 16


def hash_fields(*fields: str) -> str:
    """32 hex characters of blake2b over the fields, each preceded by its length in bytes.

    The lengths keep ("ab", "c") and ("a", "bc") apart. Lone surrogates are hashed as they stand.
    Give raw identifying fields only: never cleaned text, a confidence or a run time.
    """
    digest = blake2b(digest_size=ID_BYTES)
    for field in fields:
        raw = field.encode("utf-8", "surrogatepass")
        digest.update(len(raw).to_bytes(8, "big"))
        digest.update(raw)
    return digest.hexdigest()
