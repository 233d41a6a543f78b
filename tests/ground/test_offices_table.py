"""The shipped table of offices: every row can be read, dated and told apart."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from itertools import combinations

import pytest

from dragoman.tables import Row, read_table

COLUMNS = ["person_id", "name", "aliases", "code", "sectors", "role", "start", "end", "source"]


def words(text: str) -> list[str]:
    return text.split()


DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
SECTORS = set(words("GOV MIL COP JUD LEG PTY OPP REB SPY PRM UAF CVL BUS JRN EDU MED LAB REL REF CRM ELI SOC AGR UNK"))
NOT_STATES = set(words("UNO EUR IGO NGO ISM IMG MNC XKX"))
ISO_3166 = set(
    words("""ABW AFG AGO AIA ALA ALB AND ARE ARG ARM ASM ATA ATF ATG AUS AUT AZE BDI BEL BEN BES BFA BGD BGR BHR BHS
    BIH BLM BLR BLZ BMU BOL BRA BRB BRN BTN BVT BWA CAF CAN CCK CHE CHL CHN CIV CMR COD COG COK COL COM CPV CRI
    CUB CUW CXR CYM CYP CZE DEU DJI DMA DNK DOM DZA ECU EGY ERI ESH ESP EST ETH FIN FJI FLK FRA FRO FSM GAB GBR
    GEO GGY GHA GIB GIN GLP GMB GNB GNQ GRC GRD GRL GTM GUF GUM GUY HKG HMD HND HRV HTI HUN IDN IMN IND IOT IRL
    IRN IRQ ISL ISR ITA JAM JEY JOR JPN KAZ KEN KGZ KHM KIR KNA KOR KWT LAO LBN LBR LBY LCA LIE LKA LSO LTU LUX
    LVA MAC MAF MAR MCO MDA MDG MDV MEX MHL MKD MLI MLT MMR MNE MNG MNP MOZ MRT MSR MTQ MUS MWI MYS MYT NAM NCL
    NER NFK NGA NIC NIU NLD NOR NPL NRU NZL OMN PAK PAN PCN PER PHL PLW PNG POL PRI PRK PRT PRY PSE PYF QAT REU
    ROU RUS RWA SAU SDN SEN SGP SGS SHN SJM SLB SLE SLV SMR SOM SPM SRB SSD STP SUR SVK SVN SWE SWZ SXM SYC SYR
    TCA TCD TGO THA TJK TKL TKM TLS TON TTO TUN TUR TUV TWN TZA UGA UKR UMI URY USA UZB VAT VCT VEN VGB VIR VNM
    VUT WLF WSM YEM ZAF ZMB ZWE""")
)
# Offices that one person holds at a time; the others (senator, envoy, deputy) may be shared.
SINGLE = {
    "president",
    "prime minister",
    "premier",
    "chancellor",
    "foreign minister",
    "foreign secretary",
    "secretary of state",
    "secretary-general",
    "defence minister",
    "defence secretary",
    "king",
    "queen",
    "emperor",
    "emir",
    "sultan",
    "pope",
    "supreme leader",
}
# Two claimants or two governments at once, as it was; anything else that overlaps is a slip of ours.
REAL_OVERLAPS = {
    ("RUS", "eduard-shevardnadze", "andrei-kozyrev"),
    ("RUS", "andrei-kozyrev", "eduard-shevardnadze"),  # ministers of the Soviet Union and of its republic
    ("RUS", "andrei-kozyrev", "alexander-bessmertnykh"),
    ("RUS", "andrei-kozyrev", "boris-pankin"),
    ("MDA", "pavel-filip", "maia-sandu"),  # the constitutional crisis of June 2019
    ("LBY", "baghdadi-mahmudi", "mahmoud-jibril"),  # the civil war of 2011
    ("LBY", "abdullah-al-thinni", "fayez-al-sarraj"),  # governments in the east and in Tripoli
    ("LBY", "abdul-hamid-dbeibah", "fathi-bashagha"),
    ("LBY", "abdul-hamid-dbeibah", "osama-hammad"),
    ("PSE", "farouk-kaddoumi", "nabil-shaath"),  # ministers of the PLO and of the Palestinian Authority
    ("IRN", "shapour-bakhtiar", "mehdi-bazargan"),  # the revolution of February 1979
    ("CIV", "laurent-gbagbo", "alassane-ouattara"),  # the disputed election of 2010
    ("GMB", "yahya-jammeh", "adama-barrow"),  # the disputed election of 2016
    ("MDG", "didier-ratsiraka", "marc-ravalomanana"),  # the disputed election of 2001
}
STATES = words(
    "USA RUS CHN GBR FRA DEU JPN KOR PRK IND PAK IRN IRQ ISR PSE SYR LBN JOR EGY SAU TUR ARE QAT KWT YEM OMN AFG "
    "UKR BLR POL CZE SVK HUN ROU BGR SRB HRV BIH XKX GRC CYP ITA ESP PRT NLD BEL SWE NOR FIN DNK AUT IRL CAN MEX "
    "CUB VEN COL BRA ARG CHL PER AUS NZL IDN MYS SGP THA VNM PHL MMR KHM BGD LKA NPL TWN KAZ UZB GEO ARM AZE MDA "
    "EST LVA LTU LBY TUN DZA MAR SDN SSD ETH ERI SOM KEN UGA RWA COD NGA GHA CIV SEN MLI ZAF ZWE AGO MOZ"
)


def earliest(date: str) -> str:
    """First day that a date of day, month or year precision can mean."""
    return date + "-01-01"[len(date) - 4 :] if len(date) < 10 else date


def latest(date: str) -> str:
    """Last day that a date can mean; an empty date (still in office) is after all others."""
    return {0: "9999-12-31", 4: date + "-12-31", 7: date + "-31", 10: date}[len(date)]


def aliases(row: Row) -> list[str]:
    return [a for a in row["aliases"].split("|") if a]


def has_columns(row: Row) -> bool:
    return list(row) == COLUMNS and all(row[c] for c in COLUMNS if c not in ("aliases", "sectors", "end"))


def has_plain_cells(row: Row) -> bool:
    return all(v == v.strip() and "  " not in v for v in row.values())


def has_person_id(row: Row) -> bool:
    return re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", row["person_id"]) is not None


def has_known_code(row: Row) -> bool:
    return row["code"] in ISO_3166 | NOT_STATES


def has_known_sectors(row: Row) -> bool:
    """Officials of international organisations may have none; everybody else has at least one."""
    sectors = [s for s in row["sectors"].split(",") if s]
    return set(sectors) <= SECTORS and (bool(sectors) or row["code"] in NOT_STATES)


def has_dates(row: Row) -> bool:
    ends = not row["end"] or DATE.fullmatch(row["end"]) is not None
    return DATE.fullmatch(row["start"]) is not None and ends


def starts_before_it_ends(row: Row) -> bool:
    return earliest(row["start"]) <= latest(row["end"])


def has_lower_case_role(row: Row) -> bool:
    return row["role"] == row["role"].lower()


def has_distinct_aliases(row: Row) -> bool:
    return len({row["name"], *aliases(row)}) == 1 + len(aliases(row))


@pytest.mark.parametrize(
    "holds",
    [
        has_columns,
        has_plain_cells,
        has_person_id,
        has_known_code,
        has_known_sectors,
        has_dates,
        starts_before_it_ends,
        has_lower_case_role,
        has_distinct_aliases,
    ],
)
def test_every_row(holds: Callable[[Row], bool]) -> None:
    assert [row for row in read_table("offices") if not holds(row)] == []


def test_a_person_has_one_name_and_one_set_of_aliases() -> None:
    names: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for row in read_table("offices"):
        names[row["person_id"]].add((row["name"], row["aliases"]))
    assert [person for person, found in names.items() if len(found) > 1] == []


def test_no_term_is_listed_twice() -> None:
    keys = [(r["person_id"], r["code"], r["role"], r["start"]) for r in read_table("offices")]
    assert len(keys) == len(set(keys))


def test_terms_of_one_office_overlap_only_where_they_did() -> None:
    terms: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in read_table("offices"):
        if row["role"] in SINGLE:
            terms[row["code"], row["role"]].append(row)
    overlaps = set()
    for (code, _), rows in terms.items():
        ordered = sorted(rows, key=lambda r: earliest(r["start"]))
        for a, b in combinations(ordered, 2):
            if latest(b["start"]) < earliest(a["end"] or "9999"):
                overlaps.add((code, a["person_id"], b["person_id"]))
    assert overlaps <= REAL_OVERLAPS


@pytest.mark.parametrize("code", STATES)
def test_state_has_leaders_and_foreign_ministers(code: str) -> None:
    roles = {row["role"] for row in read_table("offices") if row["code"] == code}
    heads = {"president", "prime minister", "premier", "chancellor", "king", "supreme leader", "leader"}
    foreign = {"foreign minister", "secretary of state", "foreign secretary"}
    assert roles & (heads | {"emir", "sultan", "chairman of the sovereignty council"})
    assert roles & foreign


@pytest.mark.parametrize(
    ("name", "day", "code", "role"),
    [
        ("Sergei Lavrov", "2021-03-01", "RUS", "foreign minister"),
        ("Boris Johnson", "2017-05-05", "GBR", "foreign secretary"),
        ("Boris Johnson", "2020-05-05", "GBR", "prime minister"),
        ("Kofi Annan", "2003-01-01", "UNO", "secretary-general"),
        ("Margaret Thatcher", "1985-11-01", "GBR", "prime minister"),
        ("Frank-Walter Steinmeier", "2015-06-01", "DEU", "foreign minister"),
        ("Frank-Walter Steinmeier", "2022-06-01", "DEU", "president"),
        ("Aung San Suu Kyi", "1995-07-10", "MMR", "opposition leader"),
        ("Hassan Nasrallah", "2006-07-12", "LBN", "hezbollah leader"),
    ],
)
def test_who_held_what_on_a_day(name: str, day: str, code: str, role: str) -> None:
    held = {
        (row["code"], row["role"])
        for row in read_table("offices")
        if name in (row["name"], *aliases(row)) and earliest(row["start"]) <= day <= latest(row["end"])
    }
    assert (code, role) in held
