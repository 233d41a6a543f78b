"""Dragoman: who did, said, promised or demanded what, from what is reported."""
