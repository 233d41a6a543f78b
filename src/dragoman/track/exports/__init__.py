"""Exports: pure functions from rows of the ledger's views to the lines of other programs' files."""
