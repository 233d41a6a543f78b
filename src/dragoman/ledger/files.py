"""A ledger's folder: made, opened, waited for, migrated. Every way in which opening fails is told here."""

from __future__ import annotations

import os
import re
import time
import uuid
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import duckdb

from dragoman.errors import DragomanError, LedgerError, UsageError
from dragoman.ids import hash_fields
from dragoman.ledger import kept

Tell = Callable[[str], None]

HERE = Path(__file__).parent
DATABASE = "ledger.duckdb"
STORAGE_VERSION = "v1.2.0"  # the oldest format with compressed texts; every DuckDB since 1.2 reads it
CONFIG = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
POLL = 0.1  # seconds between two tries at a held ledger
LOCKED = re.compile(r"lock on file|different configuration|being used by another process", re.IGNORECASE)
HOLDER = re.compile(r"\(PID (\d+)\)")


@lru_cache
def list_migrations() -> tuple[tuple[int, str], ...]:
    """Versions with their SQL, in order: tables.sql is 1, then `migrations/NNNN_name.sql`."""
    later = sorted((HERE / "migrations").glob("[0-9]*.sql"))
    steps = [(1, HERE / "tables.sql"), *((int(p.name.split("_")[0]), p) for p in later)]
    return tuple((number, path.read_text(encoding="utf-8")) for number, path in steps)


@lru_cache
def list_views() -> tuple[str, ...]:
    """The SQL of the views: views.sql, then those of the stages that follow."""
    files = [HERE / "views.sql", HERE / "views_link.sql", HERE / "views_track.sql"]
    return tuple(p.read_text(encoding="utf-8") for p in files if p.exists())


def open_database(
    folder: Path, *, create: bool, read_only: bool, wait: float, tell: Tell | None
) -> duckdb.DuckDBPyConnection:
    """A connection to the ledger in `folder`, at this program's version with this program's views."""
    path = folder / DATABASE
    if not path.exists():
        if not create:
            raise LedgerError(f"{folder}: no ledger here; make one with `dragoman init --ledger {folder}`")
        _create(folder)
    waiting = _Waiting(path, wait, tell)
    con = _connect(path, read_only, waiting)
    try:
        if not _is_current(con, path):
            con.close()
            con = _bring_up_to_date(path, read_only, waiting)
        con.execute("SET search_path = 'main,derived'")
        return con
    except duckdb.Error as e:
        con.close()
        raise explain(e, path) from e
    except BaseException:
        con.close()
        raise


class _Waiting:
    """How long a held ledger is waited for, and who was told."""

    def __init__(self, path: Path, seconds: float, tell: Tell | None) -> None:
        self.path, self.seconds, self.tell = path, seconds, tell
        self.until = time.monotonic() + seconds
        self.told = False

    def again(self, error: duckdb.Error) -> None:
        """Sleep before another try, or raise LedgerError when the time is up."""
        held = HOLDER.search(str(error))
        who = f"process {held[1]}" if held else "another connection of this process"
        if time.monotonic() >= self.until:
            raise LedgerError(
                f"{self.path}: the ledger is in use by {who} and was not released in {self.seconds:g} s; "
                "wait for it to end, or give a longer --wait"
            ) from error
        if self.tell and not self.told:
            self.tell(f"the ledger is in use by {who}; waiting (up to {self.seconds:g} s)")
            self.told = True
        time.sleep(POLL)


def _connect(path: Path, read_only: bool, waiting: _Waiting) -> duckdb.DuckDBPyConnection:
    while True:
        try:
            return duckdb.connect(str(path), read_only=read_only, config=dict(CONFIG))
        except duckdb.Error as e:
            if not LOCKED.search(str(e)):
                raise explain(e, path) from e
            waiting.again(e)


def first_lines(error: duckdb.Error) -> str:
    """The message of the database in one line, without its drawing of the statement."""
    lines = str(error).split("\n\n")[0].splitlines()
    return " ".join(line.strip() for line in lines if line.strip() and not line.startswith("LINE"))


def explain(error: duckdb.Error, path: Path) -> DragomanError:
    """What a failure of the database means, in a line: the file, what is wrong, the way out.

    UsageError where the statement was wrong, LedgerError where the file is.
    """
    message = first_lines(error)
    low = message.lower()
    if "no space left" in low or "file too large" in low or "disk quota" in low:
        return LedgerError(
            f"{path}: the disk is full; free some space and run it again: "
            f"what was committed is safe, nothing half-written stays ({message})"
        )
    if "read-only file system" in low or "permission denied" in low or "read-only mode" in low:
        return LedgerError(
            f"{path}: cannot be written; make it writable, copy the ledger to another disk, "
            f"or name another folder with --ledger ({message})"
        )
    if "we can only read versions" in low or "newer version" in low:
        return LedgerError(
            f"{path}: written by a newer DuckDB than the {duckdb.__version__} here; upgrade it "
            f"(`pip install -U duckdb`) or restore a backup with this version ({message})"
        )
    if "not a valid duckdb" in low or "not a duckdb" in low:
        return LedgerError(
            f"{path}: this file is no ledger (or its first block is damaged); name another folder with --ledger, "
            f"or restore a backup: `dragoman restore FILE --ledger NEW_FOLDER`"
        )
    if isinstance(error, (duckdb.ProgrammingError, duckdb.DataError, duckdb.PermissionException)):
        return UsageError(
            f'{message} (`dragoman sql "SHOW TABLES"` lists what can be read; `dragoman link` makes the views across '
            "reports)"
        )
    return LedgerError(
        f"{path}: the ledger is damaged or cannot be read; restore a backup: "
        f"`dragoman restore FILE --ledger NEW_FOLDER` ({message})"
    )


def _create(folder: Path) -> None:
    """Make a whole new file aside and link it into place, so that a stop leaves no half ledger."""
    path = folder / DATABASE
    aside = folder / f"ledger.new-{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        aside.unlink(missing_ok=True)
        _write_new(aside)
        os.link(aside, path)
    except FileExistsError:
        if not path.is_file():
            raise LedgerError(f"{folder}: is no folder; name another one with --ledger") from None
    except OSError as e:
        raise LedgerError(
            f"{folder}: cannot make a ledger here: {e.strerror}; name a writable folder with --ledger"
        ) from e
    except duckdb.Error as e:
        raise explain(e, path) from e
    finally:
        if folder.is_dir() and os.access(folder, os.W_OK):
            aside.unlink(missing_ok=True)
            aside.with_name(aside.name + ".wal").unlink(missing_ok=True)


def _write_new(path: Path) -> None:
    quoted = str(path).replace("'", "''")
    with duckdb.connect(":memory:", config=dict(CONFIG)) as con:
        con.execute(f"ATTACH '{quoted}' AS made (STORAGE_VERSION '{STORAGE_VERSION}')")
        con.execute("DETACH made")
    with duckdb.connect(str(path), config=dict(CONFIG)) as con:
        _migrate(con, 0)
        con.execute("INSERT INTO about VALUES ('ledger_id', ?)", [uuid.uuid4().hex])
        define_views(con)
        con.execute("CHECKPOINT")


def _migrate(con: duckdb.DuckDBPyConnection, version: int) -> None:
    for number, sql in list_migrations():
        if number > version:
            con.execute("BEGIN")
            con.execute(sql)
            con.execute("INSERT INTO schema_versions VALUES (?, current_timestamp::TIMESTAMP)", [number])
            con.execute("COMMIT")


def read_version(con: duckdb.DuckDBPyConnection, path: Path) -> int:
    """The version of the file; LedgerError where the file is no ledger, or newer than this program."""
    try:
        row = con.execute("SELECT max(version) FROM main.schema_versions").fetchone()
    except duckdb.CatalogException as e:
        raise LedgerError(f"{path}: a DuckDB file, but no ledger; name another folder with --ledger") from e
    except duckdb.Error as e:
        raise explain(e, path) from e
    version = row[0] if row and row[0] else 0
    ours = list_migrations()[-1][0]
    if version > ours:
        raise LedgerError(
            f"{path}: version {version} of the ledger, and this program knows up to {ours}; "
            "upgrade dragoman (`pip install -U dragoman`)"
        )
    return int(version)


def _is_current(con: duckdb.DuckDBPyConnection, path: Path) -> bool:
    if read_version(con, path) < list_migrations()[-1][0]:
        return False
    row = con.execute("SELECT value FROM main.about WHERE key = 'views'").fetchone()
    return row is not None and row[0] == _views_hash()


def _bring_up_to_date(path: Path, read_only: bool, waiting: _Waiting) -> duckdb.DuckDBPyConnection:
    con = _connect(path, False, waiting)
    try:
        _migrate(con, read_version(con, path))
        define_views(con)
        if not read_only:
            return con
    except duckdb.Error as e:
        raise explain(e, path) from e
    con.close()
    return _connect(path, True, waiting)


def _views_hash() -> str:
    return hash_fields(*list_views())


def define_views(con: duckdb.DuckDBPyConnection) -> None:
    """Drop every view and derived table, define the views of this program and fill the kept tables: one transaction."""
    con.execute("SET search_path = 'main,derived'")
    con.execute("BEGIN")
    made = con.execute(
        "SELECT 'VIEW', schema_name, view_name FROM duckdb_views() WHERE NOT internal AND NOT temporary "
        "UNION ALL SELECT 'TABLE', schema_name, table_name FROM duckdb_tables() WHERE schema_name = 'derived'"
    ).fetchall()
    for kind, schema, name in made:
        con.execute(f'DROP {kind} "{schema}"."{name}"')
    for sql in list_views():
        con.execute(sql)
    kept.make(con)
    con.execute("DELETE FROM about WHERE key = 'views'")
    con.execute("INSERT INTO about VALUES ('views', ?)", [_views_hash()])
    con.execute("COMMIT")
