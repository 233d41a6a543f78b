"""Imports: invented PETRARCH dictionaries as overlay tables, GDELT and ICEWS rows beside our own."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

import dragoman
from dragoman.cli import main
from dragoman.coding.codebook_tables import load_codebook
from dragoman.errors import UsageError
from dragoman.ledger import Method, open_ledger
from dragoman.track.exports.write import write_export
from dragoman.track.imports.compare import Compared, Key, compare_keys, parse_gdelt, parse_icews
from dragoman.track.imports.dictionaries import convert_actors, convert_agents, parse_code, write_name
from dragoman.track.imports.patterns import ANYWHERE
from dragoman.track.imports.run import write_tables
from dragoman.track.imports.verbs import convert_verbs, read_codes

EXAMPLES = Path(dragoman.__file__).parent / "data" / "examples"
ACTORS = """<!-- two lines
of comment -->
RURITANIA_ [ RUR ]  # a state that nobody knows
+STRELSAU
RURITANIAN_HUSSARS [RURMIL]
FRANCE [FRA] ;jw
+THE_HEXAGON
RUPERT_OF_HENTZAU
\t[RURMIL <950601]
\t[RURREB 19950601 - 19990815]
\t[RURGOV > 20000101]
NOBODY [---]
"""
VERBS = """&TOYS
+DRUMS
+TRUMPETS

--- HARANGUE [111] ---
HARANGUE {HARANGUES}  # a base code
- * FOR &TOYS [020]
- * DOWN_FLAGS [142]
- SAID * [111]
- * $ [111]
- * SPEECH [010]
- * ODDLY [9x9]
- * NOTHING [---]
"""


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("USAGOV", ("USA", ("GOV",), ())),
        ("IGOUNO", ("UNO", ("GOV",), ())),
        ("IGOEUREEC", ("EUR", ("GOV",), ())),
        ("NGOHRI", ("NGO", (), ("HRI",))),
        ("GOVMED", (None, ("GOV", "JRN"), ())),
        ("ROMMIL", ("ROU", ("MIL",), ())),
        ("RURGOVFRM", ("RUR", ("GOV",), ("FRM",))),
        ("RURREL", ("RUR", ("REL",), ())),
        ("RURMOSREB", ("RUR", ("REL", "REB"), ())),
    ],
)
def test_codes_are_read_by_their_parts(code: str, expected: tuple[object, ...]) -> None:
    part = parse_code(code)
    assert (part.code, part.sectors, part.lost) == expected


@pytest.mark.parametrize(
    ("entry", "name"),
    [("MINAS_TIRITH_", "Minas Tirith"), ("U.N._", "U.N."), ("THE_HAGUE", "Hague"), ("BANK OF_ELVES", "Bank of Elves")],
)  # fmt: skip
def test_names_are_written_as_reports_write_them(entry: str, name: str) -> None:
    assert write_name(entry) == name


def test_actors_come_over_with_their_dates(tmp_path: Path) -> None:
    tables, unmapped = convert_actors(ACTORS)
    write_tables(tables, tmp_path, overwrite=False)
    assert [(u.line, u.text) for u in unmapped] == [(12, "Nobody [---]")]

    def code(phrase: str, day: str) -> tuple[str | None, tuple[str, ...]]:
        found = dragoman.resolve(phrase, date=day, overlay=tmp_path)
        return found.code, found.sectors

    assert code("Strelsau", "2001-01-01")[0] == "RUR"
    assert code("Ruritanian Hussars", "2001-01-01") == ("RUR", ("MIL",))
    assert code("Rupert of Hentzau", "1994-01-01") == ("RUR", ("MIL",))
    assert code("Rupert of Hentzau", "1996-01-01") == ("RUR", ("REB",))
    assert code("Rupert of Hentzau", "2004-01-01") == ("RUR", ("GOV",))


def test_a_state_that_we_know_keeps_its_row() -> None:
    [france] = [r for r in convert_actors(ACTORS)[0]["countries"] if r["id"] == "FRA"]
    assert france["adjectives"] == "French"
    assert "Hexagon" in france["aliases"].split("|")


def test_agents_come_over_with_plurals_and_sets() -> None:
    tables, unmapped = convert_agents(
        "!PERSON! = MAN, WOMEN\nCAMEL_DRIVER [~LAB]\nPOLICE {} [~COP]\nGOOSE {GEESE} [~GOVMED]\n"
        "CONGRESS!PERSON! [~LEG]\nSHAMAN [~XYZ]\nOLD_SHAMAN [~RELXYZ]\nBROKEN"
    )
    found = {r["agent"]: (r["sectors"], r["number"]) for r in tables["agents"]}
    assert found == {
        "camel driver": ("LAB", ""), "police": ("COP", "plural"), "goose": ("GOV|JRN", ""),
        "geese": ("GOV|JRN", "plural"), "congressman": ("LEG", ""), "congresswomen": ("LEG", ""),
        "old shaman": ("REL", ""),
    }  # fmt: skip
    assert [u.line for u in unmapped] == [6, 7, 8]


def test_verb_patterns_become_frames_and_the_others_are_named() -> None:
    tables, unmapped = convert_verbs(VERBS)
    assert [(r["triggers"], r["event_type"], r["cameo"], r["quality"]) for r in tables["frames"]] == [
        ("harangue", "ACCUSE", "111", "9"),  # with a source behind it: tried before the verb alone
        ("harangue", "ACCUSE", "111", "9"),
        ("harangue _ for _ drums|trumpets", "REQUEST", "020", "9"),
        ("harangue _ down flags", "PROTEST", "142", "9"),
        ("said _ *harangue", "ACCUSE", "111", "9"),
        ("harangue _ nothing", "CONSULT", "", "0"),
    ]
    assert [(u.line, u.why) for u in unmapped] == [
        (11, "code 010 tells no act"),
        (12, "code 9x9 is not of CAMEO"),
    ]


SETS = """&MONEY
+DUCATS
+GOLD_FLORINS
+OLD CROWNS
&GIFTS
+&MONEY
+HORSES

"""


@pytest.mark.parametrize(
    ("verb", "pattern", "triggers", "args"),
    [
        ("BREAK {BROKE BREAKS}", "", "break", None),
        ("PIPE_+TAP {PIPE_+TAPPED}", "", "pipe *tap; pipe *tapped", None),
        ("+CALM_DOWN", "", "calm down", None),
        ("SING", "- NEVER_* [020]", "never *sing", None),
        ("SING", "- WOULD * LOUDLY [020]", "would _ *sing _ loudly", None),
        (
            "GIVE", "- * &GIFTS [020]",
            "give _ ducats|horses; give _ gold florins; give _ old _ crowns", None,
        ),
        ("SING", "- + WAS * OUT OF $ [020]", "was _ *sing _ out _ of", "of@ > obj"),
        ("SING", "- NOTED + * [020]", "noted _ *sing", "sayer subj > subj"),
        ("SING", "- * TO + [020]", "sing _ to", "subj > to@"),
        ("SING", "- % HAVE * [020]", "have _ *sing", "subj >"),
        ("SING", "- * WITH % [020]", "sing _ with", "subj with@ >"),
    ],
)  # fmt: skip
def test_patterns_are_written_as_wordings_and_roles(verb: str, pattern: str, triggers: str, args: str | None) -> None:
    base = "" if pattern else " [020]"
    tables, unmapped = convert_verbs(f"{SETS}--- VERB [---] ---\n{verb}{base}\n{pattern}\n")
    assert not unmapped
    [row] = tables["frames"]
    assert (row["triggers"], row["args"]) == (triggers, args or f"subj > {ANYWHERE}")


def test_a_line_that_several_verbs_share_is_named_once() -> None:
    _, unmapped = convert_verbs("--- SING [020] ---\nSING\nDANCE\n- * LOUDLY [9x9]\n")
    assert [(u.line, u.text) for u in unmapped] == [(4, "- * LOUDLY [9x9]")]


def test_a_dictionarys_own_codes_are_read_from_a_table() -> None:
    codes = read_codes("# mine\ncode\tevent_type\tmode\n9x9\tCONSULT\tvisit\n", "codes.tsv")
    tables, _ = convert_verbs("--- SING [9x9] ---\nSING\n", "weis", codes)
    assert [(r["event_type"], r["mode"]) for r in tables["frames"]] == [("CONSULT", "visit")]
    with pytest.raises(UsageError, match=r"codes\.tsv:1: 'DANCE' with mode '' is not in the codebook"):
        read_codes("9x9\tDANCE\n", "codes.tsv")


def test_a_dictionary_alone_takes_our_frames_out(tmp_path: Path) -> None:
    tables, _ = convert_verbs(VERBS, alone=True)
    write_tables(tables, tmp_path, overwrite=False)
    assert {name.partition(".")[0] for name in load_codebook(tmp_path).frames} == {"petr"}


def test_one_name_for_several_states_acts_for_each(tmp_path: Path) -> None:
    write_tables(convert_actors("THE_MARCHES [RUR/ZEN]\n")[0], tmp_path, overwrite=False)
    [coded] = dragoman.code("The Marches praised Germany on Monday.", published="2004-05-04", overlay=tmp_path)
    assert [a.code for a in coded.events[0].actors] == ["RUR", "ZEN"]


def test_a_state_under_another_code_keeps_our_row(tmp_path: Path) -> None:
    tables, _ = convert_actors("KUWAIT [KUW]\nTHE_OLD_REALM\n\t[RHO <790606]\n\t[ZBW]\n")
    write_tables(tables, tmp_path, overwrite=False)
    assert dragoman.resolve("Kuwaiti minister", overlay=tmp_path).code == "KUW"
    assert dragoman.resolve("Old Realm", date="1978-01-01", overlay=tmp_path).code == "RHO"
    assert dragoman.resolve("Old Realm", date="1999-01-01", overlay=tmp_path).code == "ZBW"


def test_the_users_actor_counts_before_ours_of_the_same_name(tmp_path: Path) -> None:
    assert dragoman.resolve("Al-Qaeda").code != "IMG"
    write_tables(convert_actors("AL-QAEDA [IMGMOS]\n")[0], tmp_path, overwrite=False)
    found = dragoman.resolve("Al-Qaeda", overlay=tmp_path)
    assert (found.code, found.sectors) == ("IMG", ("REL",))


def test_older_codes_are_read_by_their_root() -> None:
    tables, _ = convert_verbs("--- FREE [066] ---\nFREE\n--- SHELL [223:224] ---\nSHELL\n", "weis")
    assert [(r["triggers"], r["event_type"], r["cameo"]) for r in tables["frames"]] == [
        ("free", "CONCEDE", ""), ("shell", "ASSAULT", ""),
    ]  # fmt: skip


def test_the_codebook_takes_the_frames(tmp_path: Path) -> None:
    tables, _ = convert_verbs(VERBS)
    write_tables(tables, tmp_path, overwrite=False)
    assert load_codebook(tmp_path).triggers["harangue"]
    [coded] = dragoman.code("France harangued Germany on Monday.", published="2004-05-04", overlay=tmp_path)
    assert [(e.event_type, e.cameo, e.actors[0].code, e.recipients[0].code) for e in coded.events] == [
        ("ACCUSE", "111", "FRA", "DEU")
    ]


def test_tables_that_exist_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "agents.tsv").write_text("mine")
    with pytest.raises(UsageError, match=r"agents\.tsv exists"):
        write_tables({"agents": [], "frames": []}, tmp_path, overwrite=False)
    assert [p.name for p in tmp_path.iterdir()] == ["agents.tsv"]


def test_the_verb_names_each_line_without_a_place(tmp_path: Path) -> None:
    (tmp_path / "verbs.txt").write_text(VERBS)
    ran = CliRunner().invoke(main, ["import", "petrarch-verbs", str(tmp_path / "verbs.txt"), "-o", str(tmp_path / "t")])
    assert ran.exit_code == 0
    assert "verbs.txt:11: - * SPEECH [010]: code 010 tells no act" in ran.output
    assert (tmp_path / "t" / "frames.tsv").exists()


def test_events_are_compared_by_day_pair_and_root() -> None:
    told, same, own = (Key("2004-01-01", "RUS", t, "13") for t in ("MDA", "UKR", "GEO"))
    assert compare_keys([told, same, same], [same, own]) == [
        Compared("2004-01-01", "RUS", "GEO", "13", 0, 1, "ours"),
        Compared("2004-01-01", "RUS", "MDA", "13", 1, 0, "theirs"),
        Compared("2004-01-01", "RUS", "UKR", "13", 2, 1, "both"),
    ]


@pytest.mark.parametrize("kind", ["gdelt", "icews"])
def test_our_own_export_comes_back_as_the_same_events(tmp_path: Path, kind: str) -> None:
    folder, file = tmp_path / "ledger", tmp_path / "theirs.tsv"
    with open_ledger(folder, create=True) as ledger:
        ledger.append(dragoman.code([str(EXAMPLES / "troop-withdrawal")]), Method("coder", "1.0", "test"))
        write_export(ledger, kind, file)
    out = tmp_path / "compared.tsv"
    ran = CliRunner().invoke(main, ["import", kind, str(file), "-o", str(out), "--ledger", str(folder)])
    assert ran.exit_code == 0, ran.output
    found = [line.split("\t")[-1] for line in out.read_text().splitlines()]
    assert found[0] == "found"
    assert set(found[1:]) == {"both"}


def test_files_of_another_form_are_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"x\.csv:1: 2 cells"):
        parse_gdelt("a\tb\n", "x.csv")
    with pytest.raises(UsageError, match=r"x\.tab: the first line is not the header"):
        parse_icews("a\tb\n", "x.tab")
