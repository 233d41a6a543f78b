"""Exports of a small ledger, read back by other programs' means."""

from __future__ import annotations

import csv
import json
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import duckdb
import pytest
from click.testing import CliRunner
from icalendar import Calendar

import dragoman
from dragoman.cli import main
from dragoman.errors import UsageError
from dragoman.ledger import Ledger, Method, open_ledger
from dragoman.track.derive import derive_account
from dragoman.track.exports.write import FORMATS, ExportOptions, Written, write_export

EXAMPLES = Path(dragoman.__file__).parent / "data" / "examples"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of two of the bundled stories."""
    path = tmp_path_factory.mktemp("exports") / "ledger"
    coded = dragoman.code([str(EXAMPLES / "troop-withdrawal"), str(EXAMPLES / "minister-talks")])
    with open_ledger(path, create=True) as ledger:
        ledger.append(coded, Method("coder", "1.0", "test"))
    return path


@pytest.fixture
def ledger(folder: Path) -> Iterator[Ledger]:
    with open_ledger(folder, read_only=True) as opened:
        yield opened


def _count(ledger: Ledger, source: str) -> int:
    return int(ledger.query(f"SELECT count(*) AS n FROM {source}")[0]["n"])


@pytest.mark.parametrize(
    ("form", "columns"), [("gdelt", 61), ("gdelt-mentions", 16), ("icews", 20), ("phoenix", 26), ("polecat", 40)]
)
def test_layouts_have_their_columns_in_every_row(ledger: Ledger, tmp_path: Path, form: str, columns: int) -> None:
    out = tmp_path / "out.tsv"
    written = write_export(ledger, form, out)
    lines = out.read_text("utf-8").removesuffix("\n").split("\n")
    assert len(lines) == written.rows + (form in ("icews", "polecat"))
    assert {len(line.split("\t")) for line in lines} == {columns}


def test_icews_codes_read_back_as_text(ledger: Ledger, tmp_path: Path) -> None:
    out = tmp_path / "out.tab"
    write_export(ledger, "icews", out)
    with out.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert len({row["Event ID"] for row in rows}) == len(rows)
    assert any(row["CAMEO Code"].startswith("0") for row in rows)
    assert all(len(row["CAMEO Code"]) >= 3 for row in rows)


def test_layouts_hold_only_what_is_told_as_happening(ledger: Ledger, tmp_path: Path) -> None:
    write_export(ledger, "polecat", tmp_path / "asserted")
    write_export(ledger, "polecat", tmp_path / "planned", ExportOptions(factualities=("planned", "conditional")))
    asserted, other = ((tmp_path / n).read_text("utf-8").count("\n") - 1 for n in ("asserted", "planned"))
    assert asserted == _count(ledger, "event_mentions WHERE factuality = 'asserted'")
    assert other == _count(ledger, "event_mentions WHERE factuality IN ('planned', 'conditional')")


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
def test_tables_read_back_whole(ledger: Ledger, tmp_path: Path, form: str) -> None:
    out = tmp_path / f"out.{form}"
    options = {"csv": ", all_varchar = true", "jsonl": "", "parquet": ""}[form]
    reader = {"csv": "read_csv", "jsonl": "read_json", "parquet": "read_parquet"}[form]
    written = write_export(ledger, form, out)
    read = duckdb.sql(f"SELECT id, cameo, actors FROM {reader}('{out}'{options})").fetchall()
    ours = ledger.query("SELECT id, cameo FROM event_mentions")
    assert written.rows == len(read) == len(ours)
    if form == "csv":
        assert sorted((i, c) for i, c, _ in read) == sorted((r["id"], r["cameo"]) for r in ours)
        assert all(isinstance(json.loads(actors), list) for _, _, actors in read)


def test_any_view_can_be_exported(ledger: Ledger, tmp_path: Path) -> None:
    written = write_export(ledger, "jsonl", tmp_path / "s.jsonl", ExportOptions(view="statement_list"))
    first = json.loads((tmp_path / "s.jsonl").read_text("utf-8").split("\n", 1)[0])
    assert written.rows == _count(ledger, "statement_list")
    assert {"id", "speaker", "words"} <= set(first)


def test_excel_has_three_sheets_and_codes_as_text(ledger: Ledger, tmp_path: Path) -> None:
    written = write_export(ledger, "xlsx", tmp_path / "out.xlsx")
    with zipfile.ZipFile(tmp_path / "out.xlsx") as book:
        names = [s.get("name") for s in ElementTree.fromstring(book.read("xl/workbook.xml")).iter(f"{SHEET}sheet")]
        rows = list(ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml")).iter(f"{SHEET}row"))
        shared = ["".join(s.itertext()) for s in ElementTree.fromstring(book.read("xl/sharedStrings.xml"))]
    assert names == ["events", "codebook", "provenance"]
    assert len(rows) == written.rows + 1
    codes = [c for row in rows[1:] for c in row if (c.get("r") or "").startswith("E")]
    assert {c.get("t") for c in codes} == {"s"}
    assert any(shared[int("".join(c.itertext()))].startswith("0") for c in codes)


def test_calendar_has_due_commitments_on_their_day(ledger: Ledger, tmp_path: Path) -> None:
    write_export(ledger, "ics", tmp_path / "out.ics")
    calendar = Calendar.from_ical((tmp_path / "out.ics").read_bytes())
    due = {str(e["UID"]): e for e in calendar.walk("VEVENT") if str(e["UID"]).startswith("commitment-")}
    rows = ledger.query("SELECT id, report_id, due_to FROM commitment_list WHERE due_to IS NOT NULL")
    assert rows
    for row in rows:
        entry = due[f"commitment-{row['id']}-{row['report_id']}@dragoman"]
        assert entry["DTSTART"].dt.isoformat() == row["due_to"][:10]
        assert (entry["DTEND"].dt - entry["DTSTART"].dt).days == 1


def test_json_ld_names_its_reports(ledger: Ledger, tmp_path: Path) -> None:
    write_export(ledger, "jsonld", tmp_path / "out.jsonld")
    graph = json.loads((tmp_path / "out.jsonld").read_text("utf-8"))["@graph"]
    known = {node["@id"] for node in graph}
    events = [node for node in graph if "Event" in node["@type"]]
    assert len(events) == _count(ledger, "event_mentions")
    assert all(set(node["prov:wasDerivedFrom"]) <= known for node in events)


def test_ftm_entities_are_unique_and_point_at_each_other(ledger: Ledger, tmp_path: Path) -> None:
    write_export(ledger, "ftm", tmp_path / "out.ftm.json")
    entities = [json.loads(line) for line in (tmp_path / "out.ftm.json").read_text("utf-8").splitlines()]
    ids = {e["id"] for e in entities}
    assert len(ids) == len(entities)
    assert {e["schema"] for e in entities} <= {
        "Event", "Person", "PublicBody", "Organization", "LegalEntity", "Article",
    }  # fmt: skip
    pointed = {i for e in entities for name in ("involved", "proof") for i in e["properties"].get(name, ())}
    assert pointed <= ids


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_ledger_gives_the_same_bytes(ledger: Ledger, tmp_path: Path, form: str) -> None:
    if form == "xlsx":
        pytest.skip("an Excel file holds the time when it was made")
    write_export(ledger, form, tmp_path / "a")
    write_export(ledger, form, tmp_path / "b")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_a_path_that_exists_is_refused_and_left_alone(ledger: Ledger, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    out.write_text("mine")
    with pytest.raises(UsageError, match=r"out\.csv exists.*--overwrite"):
        write_export(ledger, "csv", out)
    assert out.read_text() == "mine"
    write_export(ledger, "csv", out, ExportOptions(overwrite=True))
    assert out.read_text().startswith("id,")


def test_a_failed_export_leaves_nothing_half_written(ledger: Ledger, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    with pytest.raises(UsageError, match="no view"):
        write_export(ledger, "csv", tmp_path / "out", ExportOptions(view="nothing", overwrite=True))
    assert [p.name for p in tmp_path.iterdir()] == ["out"]
    assert (tmp_path / "out").read_text() == "mine"


@pytest.mark.parametrize(
    ("form", "options", "said"),
    [
        ("xml", ExportOptions(), "format 'xml' is not known"),
        ("csv", ExportOptions(rule="icews"), "--rule 'icews' is for gdelt"),
        ("gdelt", ExportOptions(rule="mine"), "--rule 'mine'"),
        ("gdelt", ExportOptions(factualities=("sure",)), "--factuality 'sure'"),
    ],
)
def test_wrong_options_are_named(ledger: Ledger, tmp_path: Path, form: str, options: ExportOptions, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        write_export(ledger, form, tmp_path / "out", options)


def test_an_empty_ledger_exports_headers_and_no_rows(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "ledger", create=True) as empty:
        for form in FORMATS:
            assert write_export(empty, form, tmp_path / form) == Written(0)


def test_a_linked_ledger_has_one_entry_an_event(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "ledger")
    with open_ledger(tmp_path / "ledger") as ledger:
        account = derive_account(ledger)
        written = write_export(ledger, "jsonld", tmp_path / "out.jsonld")
    graph = json.loads((tmp_path / "out.jsonld").read_text("utf-8"))["@graph"]
    ids = {n["@id"].rpartition(":")[2] for n in graph if "Event" in n["@type"]}
    assert ids == {event.id for event in account.events}
    assert written.rows < sum(len(event.mention_ids) for event in account.events)


def test_the_verb_says_what_it_wrote(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.gdelt"
    ran = CliRunner().invoke(main, ["export", "gdelt", str(out), "--ledger", str(folder)])
    assert ran.exit_code == 0
    assert f"rows to {out}" in ran.output
    assert CliRunner().invoke(main, ["export", "gdelt", str(out), "--ledger", str(folder)]).exit_code == 2
