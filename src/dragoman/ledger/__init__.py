"""The ledger: append-only claims in one DuckDB file, and views that are pure functions of them.

The only code that opens the database. See `tables.sql` (claims and judgements), `views.sql` (what is read).
"""

from dragoman.ledger.claims import AppendCount, Fault, Judgement, Method
from dragoman.ledger.store import Ledger, open_ledger

__all__ = ["AppendCount", "Fault", "Judgement", "Ledger", "Method", "open_ledger"]
