"""What the corpus reader yields, and the words that its rows may use (training/GUIDE.md)."""

from __future__ import annotations

from msgspec import Struct

MODES: dict[str, frozenset[str]] = {
    kind: frozenset(modes.split())
    for kind, modes in {
        "AGREE": "",
        "CONSULT": "visit third-party multilateral phone",
        "SUPPORT": "",
        "CONCEDE": "",
        "COOPERATE": "",
        "AID": "",
        "RETREAT": "withdraw release disarm ceasefire access resign",
        "REQUEST": "assist change yield meet",
        "ACCUSE": "disapprove investigate allege",
        "REJECT": "assist change yield meet",
        "THREATEN": "restrict arrest relations expel territory violence",
        "PROTEST": "demo riot strike hunger boycott obstruct vandalize",
        "SANCTION": "convict expel withdraw discontinue",
        "MOBILIZE": "troops weapons police militia",
        "COERCE": ("seize restrict censor curfew martial-law arrest deport withhold misinformation cyber"),
        "ASSAULT": (
            "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial "
            "drone heavy-weapons crowd-control unconventional"
        ),
    }.items()
}
_SECTORS = "GOV MIL COP JUD LEG PTY OPP REB SPY PRM UAF CVL BUS JRN EDU MED LAB REL REF CRM ELI SOC AGR UNK PRE"
SECTORS = frozenset(_SECTORS.split())
BODIES = frozenset({"UNO", "EUR", "IGO", "NGO", "ISM", "IMG", "MNC", "-"})
# ISO 3166-1 alpha-3, all current codes, and XKX for Kosovo. A state that is gone takes its legal successor's.
_COUNTRIES = """
ABW AFG AGO AIA ALA ALB AND ARE ARG ARM ASM ATA ATF ATG AUS AUT AZE BDI BEL BEN BES BFA BGD BGR BHR BHS BIH BLM
BLR BLZ BMU BOL BRA BRB BRN BTN BVT BWA CAF CAN CCK CHE CHL CHN CIV CMR COD COG COK COL COM CPV CRI CUB CUW CXR
CYM CYP CZE DEU DJI DMA DNK DOM DZA ECU EGY ERI ESH ESP EST ETH FIN FJI FLK FRA FRO FSM GAB GBR GEO GGY GHA GIB
GIN GLP GMB GNB GNQ GRC GRD GRL GTM GUF GUM GUY HKG HMD HND HRV HTI HUN IDN IMN IND IOT IRL IRN IRQ ISL ISR ITA
JAM JEY JOR JPN KAZ KEN KGZ KHM KIR KNA KOR KWT LAO LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA MAC MAF MAR MCO MDA
MDG MDV MEX MHL MKD MLI MLT MMR MNE MNG MNP MOZ MRT MSR MTQ MUS MWI MYS MYT NAM NCL NER NFK NGA NIC NIU NLD NOR
NPL NRU NZL OMN PAK PAN PCN PER PHL PLW PNG POL PRI PRK PRT PRY PSE PYF QAT REU ROU RUS RWA SAU SDN SEN SGP SGS
SHN SJM SLB SLE SLV SMR SOM SPM SRB SSD STP SUR SVK SVN SWE SWZ SXM SYC SYR TCA TCD TGO THA TJK TKL TKM TLS TON
TTO TUN TUR TUV TWN TZA UGA UKR UMI URY USA UZB VAT VCT VEN VGB VIR VNM VUT WLF WSM YEM ZAF ZMB ZWE
XKX
"""
COUNTRIES = frozenset(_COUNTRIES.split())


class Entity(Struct, frozen=True):
    """One actor or speaker of a passage: `code` null when unknown, `sectors` primary first."""

    id: str
    code: str | None
    sectors: tuple[str, ...]
    name: str
    role: str | None


class MarkedSpan(Struct, frozen=True):
    """One marked piece of a sentence; `ids` has several members for a plural nominal ("the two sides")."""

    ids: tuple[str, ...]
    layer: str
    start: int
    end: int
    text: str


class EventRow(Struct, frozen=True):
    """One act of a sentence. Ids name spans and entities; `actors` is empty where the text names nobody."""

    id: str
    event_type: str
    mode: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    place: str | None
    when: str | None
    factuality: str
    what: str | None
    condition: str | None
    due: str | None
    line: int


class StatementRow(Struct, frozen=True):
    """One speech act: cue id, kind, speaker (null when nobody is named), addressees, content ids."""

    cue: str
    kind: str
    speaker: str | None
    addressees: tuple[str, ...]
    content: tuple[str, ...]
    line: int


class MarkedSentence(Struct, frozen=True):
    """A sentence without its marks, with its spans in order of start (outer before inner)."""

    text: str
    spans: tuple[MarkedSpan, ...]
    events: tuple[EventRow, ...]
    statements: tuple[StatementRow, ...]
    line: int

    def find_spans(self, identifier: str) -> tuple[MarkedSpan, ...]:
        """All spans that carry `identifier`, in reading order."""
        return tuple(s for s in self.spans if identifier in s.ids)


class Passage(Struct, frozen=True):
    """One marked report: its id, the `meta:` pairs, its entities by id, its sentences."""

    id: str
    meta: dict[str, str]
    entities: dict[str, Entity]
    sentences: tuple[MarkedSentence, ...]
    file: str
    line: int


class Fault(Struct, frozen=True):
    """One thing wrong in a corpus file, and what to do."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class CorpusError(ValueError):
    """The corpus has faults; the message lists them."""
