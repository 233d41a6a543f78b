"""Copies of a whole ledger: Parquet tables in a folder (snapshot) or in one zip file (backup, restore)."""

from __future__ import annotations

import os
import shutil
import tempfile
import zipfile
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import duckdb
import msgspec
from msgspec import Struct

from dragoman.errors import LedgerError, UsageError
from dragoman.ledger import append, files

MANIFEST = "manifest.json"
# Not copied: what the file is, and copies that follow from claims and judgements (they name rows of their file).
NOT_COPIED = ("schema_versions", "corrected_codings", "corrected_events", "corrected_statements",
              "corrected_commitments")  # fmt: skip


class TableCopy(Struct, frozen=True):
    """One table of a copy: rows and the SHA-256 of its Parquet file."""

    rows: int
    sha256: str


class Manifest(Struct, frozen=True):
    """What a copy holds. `version` is that of the ledger's tables."""

    format: str
    version: int
    made_at: str
    tables: dict[str, TableCopy]


def write_snapshot(con: duckdb.DuckDBPyConnection, folder: Path) -> Path:
    """Write each table as Parquet in a new folder under `folder`, named by the time; whole or not there."""
    name = datetime.now(UTC).strftime("%Y-%m-%dT%H%M%S.%fZ")
    aside, target = folder / f".{name}", folder / name
    try:
        aside.mkdir(parents=True)
        _write_tables(con, aside)
        aside.rename(target)
    except (OSError, duckdb.IOException) as e:
        raise LedgerError(f"{target}: cannot be written: {_say(e)}; free space or make it writable") from e
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return target


def write_backup(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Write the ledger into one new zip file; UsageError where the path exists."""
    if path.exists():
        raise UsageError(f"{path} exists; a backup overwrites nothing: give another name")
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".backup-") as made:
            _write_tables(con, Path(made))
            with zipfile.ZipFile(aside, "x", zipfile.ZIP_STORED) as bundle:
                for file in sorted(Path(made).iterdir()):
                    bundle.write(file, file.name)
        os.link(aside, path)
    except (OSError, duckdb.IOException) as e:
        raise LedgerError(f"{path}: the backup cannot be written: {_say(e)}; choose another place") from e
    finally:
        if os.access(path.parent, os.W_OK):
            aside.unlink(missing_ok=True)


def _say(error: OSError | duckdb.IOException) -> str:
    """What the system said; DuckDB puts it at the end of a message about its own parts."""
    if isinstance(error, OSError):
        return error.strerror or str(error)
    told = [text for text in ("No space left on device", "File too large", "Disk quota exceeded") if text in str(error)]
    return told[0] if told else files.first_lines(error)


def _write_tables(con: duckdb.DuckDBPyConnection, folder: Path) -> None:
    version = con.execute("SELECT max(version) FROM schema_versions").fetchone()
    tables = {}
    con.execute("BEGIN")  # every table as of one moment
    try:
        for (name,) in con.execute(
            "SELECT table_name FROM duckdb_tables() WHERE schema_name = 'main' AND NOT temporary ORDER BY table_name"
        ).fetchall():
            if name not in NOT_COPIED:
                tables[name] = _write_table(con, name, folder / f"{name}.parquet")
    finally:
        con.execute("ROLLBACK")
    manifest = Manifest("dragoman ledger", version[0] if version else 0, datetime.now(UTC).isoformat(), tables)
    (folder / MANIFEST).write_bytes(msgspec.json.format(msgspec.json.encode(manifest)))


def _write_table(con: duckdb.DuckDBPyConnection, name: str, file: Path) -> TableCopy:
    quoted = str(file).replace("'", "''")
    con.execute(f"COPY {name} TO '{quoted}' (FORMAT parquet, COMPRESSION zstd)")
    rows = con.execute(f"SELECT count(*) FROM {name}").fetchone()
    return TableCopy(rows[0] if rows else 0, _hash_file(file))


def _hash_file(file: Path) -> str:
    digest = sha256()
    with file.open("rb") as handle:
        while block := handle.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def restore(backup: Path, folder: Path) -> None:
    """Make the ledger of a backup in `folder`, which must hold none. Whole, or nothing is left there."""
    if (folder / files.DATABASE).exists():
        raise UsageError(f"{folder} holds a ledger; restore overwrites nothing: name a new folder with --ledger")
    if not backup.is_file():
        raise UsageError(f"{backup}: no such backup file")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".restore-") as made:
            _unpack(backup, Path(made))
            aside = Path(made) / "new"
            _load(Path(made), aside)
            os.link(aside / files.DATABASE, folder / files.DATABASE)
    except (zipfile.BadZipFile, msgspec.MsgspecError, KeyError) as e:
        raise LedgerError(f"{backup}: this is no backup of a ledger, or it is damaged ({e})") from e
    except OSError as e:
        raise LedgerError(f"{folder}: cannot restore here: {e.strerror}; name another folder with --ledger") from e
    except duckdb.Error as e:
        raise files.explain(e, folder / files.DATABASE) from e


def _unpack(backup: Path, folder: Path) -> None:
    with zipfile.ZipFile(backup) as bundle:
        manifest = msgspec.json.decode(bundle.read(MANIFEST), type=Manifest)
        ours = files.list_migrations()[-1][0]
        if manifest.version > ours:
            raise LedgerError(
                f"{backup}: a backup of version {manifest.version}, and this program knows up to {ours}; "
                "upgrade dragoman (`pip install -U dragoman`)"
            )
        for name in (MANIFEST, *(f"{table}.parquet" for table in manifest.tables)):
            bundle.extract(name, folder)
    for table, copy in manifest.tables.items():
        if _hash_file(folder / f"{table}.parquet") != copy.sha256:
            raise LedgerError(f"{backup}: the table {table} is damaged (its hash differs); use another backup")


def _load(copy: Path, folder: Path) -> None:
    manifest = msgspec.json.decode((copy / MANIFEST).read_bytes(), type=Manifest)
    con = files.open_database(folder, create=True, read_only=False, wait=0, tell=None)
    with con:
        con.execute("BEGIN")
        con.execute("DELETE FROM about")
        for table in manifest.tables:
            quoted = str(copy / f"{table}.parquet").replace("'", "''")
            con.execute(f"INSERT INTO {table} BY NAME SELECT * FROM read_parquet('{quoted}')")
        append.refresh_corrected(con)
        con.execute("COMMIT")
        files.define_views(con)
        con.execute("CHECKPOINT")
