"""What a ledger that cannot be used gets: one clear error naming the thing and the way out, nothing lost."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from ledger_samples import METHOD

from dragoman.errors import LedgerError, UsageError
from dragoman.ledger import Ledger, backup, open_ledger
from dragoman.records import Coded


def in_the_file(folder: Path, sql: str) -> None:
    """Write into the database of a ledger by other means."""
    with duckdb.connect(str(folder / "ledger.duckdb")) as con:
        con.execute(sql)


def newer(folder: Path) -> None:
    """A ledger of a later program."""
    in_the_file(folder, "INSERT INTO schema_versions VALUES (9999, now()::TIMESTAMP)")


def no_ledger_file(folder: Path) -> None:
    """Some other file under the ledger's name."""
    (folder / "ledger.duckdb").write_bytes(b"not a database, only some words\n" * 900)


def other_database(folder: Path) -> None:
    """A DuckDB file of somebody else."""
    (folder / "ledger.duckdb").unlink()
    in_the_file(folder, "CREATE TABLE mine (a INTEGER)")


def empty_file(folder: Path) -> None:
    """A file without a byte."""
    (folder / "ledger.duckdb").write_bytes(b"")


def cut_off(folder: Path) -> None:
    """Half of the file is gone."""
    path = folder / "ledger.duckdb"
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def no_header(folder: Path) -> None:
    """The first blocks are zero."""
    path = folder / "ledger.duckdb"
    path.write_bytes(bytes(12288) + path.read_bytes()[12288:])


def newer_duckdb(folder: Path) -> None:
    """The storage format of a DuckDB to come."""
    path = folder / "ledger.duckdb"
    body = bytearray(path.read_bytes())
    body[12:20] = (999).to_bytes(8, "little")
    path.write_bytes(body)


def gone(folder: Path) -> None:
    """No file at all."""
    (folder / "ledger.duckdb").unlink()


BROKEN: list[tuple[Callable[[Path], None], str, str]] = [
    (newer, "version 9999", "upgrade dragoman"),
    (no_ledger_file, "is no ledger", "--ledger"),
    (other_database, "no ledger", "--ledger"),
    (empty_file, "no ledger", "--ledger"),
    (cut_off, "damaged", "dragoman restore"),
    (no_header, "no ledger", "dragoman restore"),
    (newer_duckdb, "newer DuckDB|ledger.duckdb", "dragoman restore|upgrade it"),
    (gone, "no ledger here", "dragoman init"),
]


@pytest.mark.parametrize(("breaking", "what", "way_out"), BROKEN, ids=[b[0].__name__ for b in BROKEN])
def test_a_ledger_that_cannot_be_opened(
    coded: tuple[Coded, ...], tmp_path: Path, breaking: Callable[[Path], None], what: str, way_out: str
) -> None:
    """The error names the file, what is wrong, and what to do, in one line."""
    with open_ledger(tmp_path, create=True) as ledger:
        ledger.append(coded, METHOD)
    breaking(tmp_path)
    with pytest.raises(LedgerError, match=what) as caught, open_ledger(tmp_path, read_only=True) as ledger:
        list(ledger.verify())
    message = str(caught.value)
    assert str(tmp_path) in message
    assert any(way in message for way in way_out.split("|"))
    assert "\n" not in message


def test_bytes_damaged_inside_are_found(coded: tuple[Coded, ...], tmp_path: Path) -> None:
    """A flipped stretch in the middle of the data: opening or verifying says so."""
    with open_ledger(tmp_path, create=True) as ledger:
        ledger.append(coded, METHOD)
    path = tmp_path / "ledger.duckdb"
    body = bytearray(path.read_bytes())
    for at in range(12288 + 5000, len(body), 20000):
        body[at] ^= 0xFF
    path.write_bytes(body)
    with pytest.raises(LedgerError, match="restore"), open_ledger(tmp_path, read_only=True) as ledger:
        list(ledger.verify())


def test_a_damaged_block_is_told_wherever_it_lies(coded: tuple[Coded, ...], tmp_path: Path) -> None:
    """Any one block of the file: opening or verifying says so, or nothing reads it; no other error comes out."""
    with open_ledger(tmp_path, create=True) as ledger:
        ledger.append(coded, METHOD)
    path = tmp_path / "ledger.duckdb"
    whole, told = path.read_bytes(), []
    for at in range(12288 + 1000, len(whole), 262144):
        path.write_bytes(whole[:at] + bytes(200) + whole[at + 200 :])
        try:
            with open_ledger(tmp_path, read_only=True) as ledger:
                list(ledger.verify())
        except LedgerError as e:
            told.append(str(e))
    assert len(told) > 2
    assert all(str(path) in message and "dragoman restore" in message for message in told)


def test_a_ledger_cannot_be_made_where_a_file_is(tmp_path: Path) -> None:
    """A path that is a file."""
    (tmp_path / "taken").write_text("words")
    with pytest.raises(LedgerError, match="--ledger"):
        open_ledger(tmp_path / "taken", create=True)


def test_a_ledger_cannot_be_made_where_nothing_can_be_written() -> None:
    """A file system that takes no folders."""
    with pytest.raises(LedgerError, match="name a writable folder"):
        open_ledger("/proc/dragoman", create=True)


WRITER = """
import os, resource, signal, sys
from pathlib import Path
import msgspec
from dragoman.errors import DragomanError
from dragoman.ledger import Method, open_ledger
from dragoman.records import Coded

folder, rows, mode = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
coded = [msgspec.json.decode(line, type=Coded) for line in rows.read_bytes().splitlines()]
os.chdir(folder)
if mode == "full":
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[4]), resource.RLIM_INFINITY))
if mode == "read-only" and os.geteuid() == 0:
    os.setuid(65534)
try:
    with open_ledger(".", read_only=mode == "full" and len(sys.argv) > 5) as ledger:
        if len(sys.argv) > 5:
            ledger.backup(Path(sys.argv[5]))
        while True:
            ledger.append(coded, Method("dragoman", "1.2.0", os.urandom(8).hex()))
except DragomanError as e:
    print(f"{type(e).__name__}: {e}")
    sys.exit(2)
"""


def write_coded(path: Path, coded: tuple[Coded, ...]) -> Path:
    """Coded reports as the lines of a file."""
    import msgspec

    path.write_bytes(b"\n".join(msgspec.json.encode(c) for c in coded))
    return path


def run_writer(folder: Path, rows: Path, mode: str, *more: str) -> subprocess.CompletedProcess[str]:
    """Append to the ledger in another process, in a bad place, until it fails."""
    return subprocess.run(
        [sys.executable, "-c", WRITER, str(folder), str(rows), mode, *more], capture_output=True, text=True, timeout=60,
        check=False,
    )  # fmt: skip


def test_a_full_disk_loses_nothing_that_was_committed(coded: tuple[Coded, ...], tmp_path: Path) -> None:
    """The error says so; afterwards the ledger is whole and goes on."""
    folder = tmp_path / "ledger"
    with open_ledger(folder, create=True) as ledger:
        ledger.append(coded[:2], METHOD)
    size = max(p.stat().st_size for p in folder.iterdir())
    done = run_writer(folder, write_coded(tmp_path / "coded.jsonl", coded), "full", str(size + 200_000))
    assert done.returncode == 2, done.stderr
    assert "the disk is full" in done.stdout
    assert "LedgerError" in done.stdout
    with open_ledger(folder) as ledger:
        assert list(ledger.verify()) == []
        assert len(ledger.known_reports(METHOD)) == 2
        ledger.append(coded, METHOD)
        assert list(ledger.verify()) == []


def test_a_backup_that_finds_the_disk_full_leaves_nothing(coded: tuple[Coded, ...], tmp_path: Path) -> None:
    """The error names the backup and not the ledger."""
    folder = tmp_path / "ledger"
    with open_ledger(folder, create=True) as ledger:
        ledger.append(coded[:2], METHOD)
    rows, out = write_coded(tmp_path / "coded.jsonl", coded), tmp_path / "out"
    out.mkdir()
    done = run_writer(folder, rows, "full", "400", str(out / "backup.zip"))
    assert done.returncode == 2, done.stderr
    assert done.stdout.startswith(f"LedgerError: {out / 'backup.zip'}: the backup cannot be written: File too large")
    assert list(out.iterdir()) == []


def test_a_read_only_disk(coded: tuple[Coded, ...], tmp_path: Path) -> None:
    """Writing is refused with the way out."""
    folder = tmp_path / "ledger"
    with open_ledger(folder, create=True) as ledger:
        ledger.append(coded[:2], METHOD)
    folder.chmod(0o555)
    (folder / "ledger.duckdb").chmod(0o444)
    rows = write_coded(tmp_path / "coded.jsonl", coded)
    done = run_writer(folder, rows, "read-only")
    folder.chmod(0o755)
    assert done.returncode == 2, done.stderr
    assert "cannot be written" in done.stdout
    assert "--ledger" in done.stdout


HOLDER = """
import sys, time
from dragoman.ledger import open_ledger
with open_ledger(sys.argv[1]) as ledger:
    print("held", flush=True)
    time.sleep(float(sys.argv[2]))
"""


@pytest.fixture
def held(tmp_path: Path, coded: tuple[Coded, ...]) -> Callable[[float], subprocess.Popen[str]]:
    """A function that lets another process hold the ledger for some seconds."""
    with open_ledger(tmp_path, create=True) as ledger:
        ledger.append(coded[:1], METHOD)

    def hold(seconds: float) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", HOLDER, str(tmp_path), str(seconds)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        return process

    return hold


def test_a_held_ledger_is_waited_for_and_says_by_whom(
    held: Callable[[float], subprocess.Popen[str]], tmp_path: Path
) -> None:
    """The second process waits with one message and then goes on."""
    said: list[str] = []
    with held(1.0) as process:
        with open_ledger(tmp_path, read_only=True, wait=30, tell=said.append) as ledger:
            assert ledger.query("SELECT count(*) AS n FROM reports") == [{"n": 1}]
        assert [str(process.pid) in s and "waiting" in s for s in said] == [True]


def test_a_ledger_held_too_long_is_an_error(held: Callable[[float], subprocess.Popen[str]], tmp_path: Path) -> None:
    """With the process and the option that waits longer."""
    with held(60) as process:
        with pytest.raises(LedgerError, match=rf"process {process.pid}.*--wait"):
            open_ledger(tmp_path, wait=0.2)
        process.kill()


@pytest.mark.parametrize(
    ("sql", "why"),
    [
        ("DELETE FROM events", "DELETE is refused"),
        ("INSERT INTO about VALUES ('a', 'b')", "INSERT is refused"),
        ("UPDATE texts SET text = ''", "UPDATE is refused"),
        ("DROP TABLE events", "DROP is refused"),
        ("CREATE TABLE x AS SELECT 1", "CREATE is refused"),
        ("COPY events TO '/tmp/never.csv'", "COPY is refused"),
        ("ATTACH '/tmp/never.duckdb'", "ATTACH is refused"),
        ("SET threads = 1", "SET is refused"),
        ("SELECT 1; DROP TABLE events", "DROP is refused"),
        ("SELECT 1; SELECT 2", "one SELECT"),
        ("", "one SELECT"),
        ("SELEKT 1", "not SQL"),
        ("SELECT * FROM event_mention", "event_mentions"),
        ("SELECT typ FROM events", "typ"),
        ("SELECT * FROM read_text('/etc/hostname')", "disabled"),
    ],
)
def test_sql_that_does_not_read_is_refused(ledger: Ledger, sql: str, why: str) -> None:
    """With what to do instead; the ledger is as before."""
    folder = ledger.path
    ledger.close()
    with open_ledger(folder, read_only=True) as reading:
        with pytest.raises(UsageError, match=why):
            reading.read_sql(sql)
        assert reading.read_sql("SELECT count(*) AS n FROM reports") == [{"n": 12}]


def test_a_backup_overwrites_nothing(ledger: Ledger, tmp_path: Path) -> None:
    """Neither a file nor a ledger."""
    file = tmp_path / "backup.zip"
    ledger.backup(file)
    before = file.read_bytes()
    with pytest.raises(UsageError, match="exists"):
        ledger.backup(file)
    assert file.read_bytes() == before
    with pytest.raises(UsageError, match="overwrites nothing"):
        backup.restore(file, ledger.path)


@pytest.mark.parametrize("keep", [0, 10, 2000, -100])
def test_a_damaged_backup_leaves_no_ledger(ledger: Ledger, tmp_path: Path, keep: int) -> None:
    """Cut off anywhere, it is refused by name and the folder stays without a ledger."""
    file = tmp_path / "backup.zip"
    ledger.backup(file)
    file.write_bytes(file.read_bytes()[:keep])
    with pytest.raises(LedgerError, match=r"backup\.zip"):
        backup.restore(file, tmp_path / "new")
    assert list((tmp_path / "new").iterdir()) == []


def test_a_backup_whose_table_was_changed_is_refused(ledger: Ledger, tmp_path: Path) -> None:
    """The hash of each table is in the manifest."""
    import zipfile

    file = tmp_path / "backup.zip"
    ledger.backup(file)
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(tmp_path / "changed.zip", "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name) + (b"x" if name == "events.parquet" else b""))
    with pytest.raises(LedgerError, match="events is damaged"):
        backup.restore(tmp_path / "changed.zip", tmp_path / "new")


def test_a_backup_in_a_folder_that_is_not_there(ledger: Ledger, tmp_path: Path) -> None:
    """The error names the path."""
    with pytest.raises(LedgerError, match="cannot be written"):
        ledger.backup(tmp_path / "no" / "where.zip")


def test_a_restored_ledger_is_the_same(ledger: Ledger, tmp_path: Path) -> None:
    """Views byte for byte, and nothing wrong."""
    from ledger_samples import dump_views

    ledger.backup(tmp_path / "backup.zip")
    backup.restore(tmp_path / "backup.zip", tmp_path / "again")
    with open_ledger(tmp_path / "again", read_only=True) as again:
        assert dump_views(again) == dump_views(ledger)
        assert list(again.verify()) == []


def test_a_snapshot_holds_every_table(ledger: Ledger) -> None:
    """As Parquet files that anything reads."""
    folder = ledger.snapshot()
    assert folder.parent == ledger.path / "snapshots"
    with duckdb.connect() as con:
        count = con.execute(f"SELECT count(*) FROM '{folder}/events.parquet'").fetchone()
    assert count == (ledger.query("SELECT count(*) AS n FROM events")[0]["n"],)
