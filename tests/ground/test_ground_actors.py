"""Actor grounding: state, sectors, name and office of a span, and of a phrase on its own."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dragoman.acquire import parse_text
from dragoman.annotate.actors import find_actors
from dragoman.annotate.annotate import annotate
from dragoman.annotate.coreference import link_mentions
from dragoman.annotate.sentences import find_sentences
from dragoman.annotate.tokens import find_tokens
from dragoman.errors import UsageError
from dragoman.ground.actors import ActorGrounder
from dragoman.ground.resolve import resolve_phrase
from dragoman.pipeline import code_article
from dragoman.records import Actor, Annotation, Link, Place, Span
from dragoman.tables import read_table


def give(start: int, end: int, code: str, probability: float) -> Link:
    """What an encoder says that gives one state, and none with what is left."""
    return Link(start, end, 1 - probability, ((code, probability),))


def ground(text: str, phrase: str, day: date | None = None, link: tuple[str, float] | None = None) -> tuple[Actor, ...]:
    """Actors at the last place where `phrase` stands; `link` is the state the encoder gives it, how surely."""
    sentences = find_sentences(text)
    tokens = find_tokens(text, sentences)
    mentions = link_mentions(text, sentences, tokens, find_actors(text, sentences, tokens))
    start = text.rindex(phrase)
    end = start + len(phrase)
    links = tuple(give(m.start, m.end, *link) for m in mentions if link and start <= m.start < end)
    grounder = ActorGrounder(text, day, Annotation(sentences, tokens, mentions, (), links=links))
    return grounder.ground(Span(start, end, phrase))


@pytest.mark.parametrize(
    ("phrase", "code", "sector"),
    [
        ("Chilean farmers", "CHL", "AGR"),
        ("the Norwegian prime minister", "NOR", "GOV"),
        ("Ghana's ambassador to Canada", "GHA", "GOV"),
        ("Kremlin", "RUS", "GOV"),
        ("Soviet troops", "RUS", "MIL"),
        ("police in Peru", "PER", "COP"),
        ("Central American bishops", None, "REL"),
        ("Obama", "USA", "GOV"),
        ("President Bush", "USA", "GOV"),
        ("President López Obrador", "MEX", "GOV"),
        ("director of the CIA", "USA", "SPY"),
        ("the US secretary of state", "USA", "GOV"),
        ("State Department spokesman", "USA", "GOV"),
        ("the IMF managing director", "IGO", "GOV"),
        ("the European Commission president", "EUR", "GOV"),
        ("Taiwan affairs minister", None, "GOV"),
        ("the Volkskammer", "DEU", "LEG"),
        ("the Milli Majlis", "AZE", "LEG"),
        ("the Bavarian premier", "DEU", "GOV"),
        ("Rhodesian troops", "ZWE", "MIL"),
        ("the chief minister of Tamil Nadu", "IND", "GOV"),
        ("Parisians", "FRA", "SOC"),
        ("the French gas giant", "FRA", "BUS"),
        ("I.A.E.A. inspectors", "UNO", "GOV"),
        ("UN peacekeepers", "UNO", "MIL"),
        ("Russian-backed rebels", None, "REB"),
        ("masked gunmen", None, "UAF"),
        ("a former Danish minister", "DNK", "ELI"),
        ("students in the UK", "GBR", "EDU"),
        ("a group of nurses", None, "MED"),
        ("Croat villages", "HRV", "CVL"),
        ("a town in Peru", "PER", "CVL"),
        ("NATO-member Norway's army", "NOR", "MIL"),
        ("the International Labour Organization", "UNO", "LAB"),
        ("border patrol agents", None, "COP"),
        ("an American leader of a UN inspection team", "UNO", "GOV"),
        ("the Dutch spokesman for the European Commission", "EUR", "GOV"),
        ("Norway's envoy to the United Nations", "NOR", "GOV"),
        ("Chile's U.N. ambassador", "CHL", "GOV"),
        ("Peru's Senate", "PER", "LEG"),
        ("the Senate", "USA", "LEG"),
        ("the Baltic states", None, "GOV"),
        ("US-based Human Rights Watch", "NGO", "NGO"),
        ("Nepal's King Gyanendra", "NPL", "GOV"),
        ("Niger Delta militants", "NGA", "REB"),
        ("a Bosnian Croat commander", "BIH", "MIL"),
        ("Krajina Serb rebels", "HRV", "REB"),
        ("Kosovo Serb policemen", "XKX", "COP"),
        ("President Ratu Sir Kamisese Mara", "FJI", "GOV"),
        ("Norwegian forces", "NOR", "MIL"),
        ("Okinawan officials", "JPN", "GOV"),
        ("Mapuche leaders", None, "SOC"),
        ("Tutsi fighters", None, "REB"),
        ("Catholic officials", None, "REL"),
        ("the Islamic Jihad movement", "PSE", "REB"),
        ("IS fighters", "ISM", "REB"),
        ("Arab states", None, "GOV"),
        ("Chile's trading partners", None, "GOV"),
        ("Lima's Andean rivals", None, "GOV"),
        ("Chad's development partners", None, "GOV"),
        ("the general secretary of the union", None, "GOV"),
        ("a Peruvian major general", "PER", "MIL"),
        ("the general sacked by Peru", "PER", "MIL"),
        ("the general public", None, "CVL"),
        ("Peru's neighbours", None, "CVL"),
        ("Peru's major army units", "PER", "MIL"),
        ("an army major from Peru", "PER", "MIL"),
        ("Togo's Ministry of Family and Youth", "TGO", "GOV"),
        ("the Attorney General's Office", None, "JUD"),
        ("London Mayor Sadiq Khan", "GBR", "GOV"),
        ("the Trump campaign", "USA", "PTY"),
        ("coalition warplanes", "IMG", "MIL"),
        ("the DNC", "USA", "PTY"),
        ("many U.S. textile companies", "USA", "BUS"),
        ("a prominent foreign leader", None, "GOV"),
    ],
)
def test_resolves_phrase(phrase: str, code: str | None, sector: str) -> None:
    actor = resolve_phrase(phrase)
    assert (actor.code, actor.sectors[0]) == (code, sector)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("LIMA - Peru closed a port. President Rastelli of Peru objected. The Senate agreed.", "PER"),
        ("WASHINGTON - America warned Peru. The Senate agreed.", "USA"),
        ("Peru warned Chile. Chile's Senate met. The Senate agreed.", "CHL"),
        ("The Senate agreed.", "USA"),
    ],
)
def test_a_body_of_many_states_is_of_one_that_the_report_is_about(text: str, code: str) -> None:
    (actor,) = ground(text, "Senate")
    assert actor.code == code


@pytest.mark.parametrize("phrase", ["Norway", "the United States", "Palestinians"])
def test_a_state_alone_has_no_sector_outside_a_report(phrase: str) -> None:
    assert resolve_phrase(phrase).sectors == ()


@pytest.mark.parametrize(("phrase", "code"), [("Google's rivals", None), ("Putin's rivals", "RUS")])
def test_whom_no_state_owns_as_rivals_are_no_states(phrase: str, code: str | None) -> None:
    actor = resolve_phrase(phrase)
    assert (actor.code, actor.sectors) == (code, ())


@pytest.mark.parametrize("phrase", ["Tomo Rastelli", "the mechanism", ""])
def test_what_nobody_knows_is_null(phrase: str) -> None:
    actor = resolve_phrase(phrase)
    assert (actor.code, actor.sectors) == (None, ())


@pytest.mark.parametrize(
    ("phrase", "day", "code", "sector"),
    [
        ("President Marcos", "2024-05-14", "PHL", "GOV"),
        ("President Aquino", "1990-05-14", "PHL", "GOV"),
        ("Secretary of State John Kerry", "2010-05-14", "USA", "GOV"),  # a senator that day
        ("Nigerian President Olusegun Obasanjo", "2010-05-14", "NGA", "GOV"),  # an envoy of the UN that day
        ("African Union envoy Olusegun Obasanjo", "2010-05-14", "IGO", "GOV"),
        ("the Sandinista leader Daniel Ortega", "2010-05-14", "NIC", "GOV"),  # president, not the leader he was
    ],
)
def test_the_office_said_comes_before_that_of_the_day(phrase: str, day: str, code: str, sector: str) -> None:
    actor = resolve_phrase(phrase, None, day)
    assert (actor.code, actor.sectors[:1]) == (code, (sector,))


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Peter Holm, the president's first national security adviser, left. Holm slept.", "national security adviser"),
        ("Peter Holm, the minister’s spokesman, left. Holm slept.", "spokesman"),
        ("Peter Holm, with Queen Elizabeth II, left. Holm slept.", None),
        ("Peter Holm, a minister, left. Holm slept.", "minister"),
    ],
)
def test_the_office_is_that_of_the_person_and_not_of_whom_he_serves(text: str, role: str | None) -> None:
    (actor,) = ground(text, "Holm")
    assert actor.role == role


def test_the_group_has_the_sectors_of_the_body_named_before() -> None:
    (actor,) = ground("Boko Haram fled. The group said so.", "The group", link=("PER", 0.9))
    assert (actor.code, actor.sectors, actor.name) == ("NGA", ("REB",), "Boko Haram")


def test_what_a_body_is_called_besides_is_not_its_name() -> None:
    (actor,) = ground("ECOWAS met. The West African bloc said so.", "West African bloc")
    assert (actor.code, actor.name) == ("IGO", "ECOWAS")


def test_a_state_behind_a_name_tells_whose_surname_it_is() -> None:
    (actor,) = ground("President Marcos of the Philippines left.", "President Marcos", date(2010, 5, 14))
    assert actor.code == "PHL"


@pytest.mark.parametrize("phrase", ["Gul Rahman", "Odin Sanchez", "Maduro"])
def test_somebody_with_a_known_surname_is_not_taken_for_its_bearer(phrase: str) -> None:
    assert resolve_phrase(phrase).code is None


@pytest.mark.parametrize(
    ("text", "phrase", "code"),
    [
        ("A court in Istanbul freed the German journalist.", "court", "TUR"),
        ("The international court heard the French lawyer.", "international court", None),
        ("In Niger on Thursday West African leaders met.", "African leaders", None),
    ],
)
def test_a_body_is_of_the_town_where_it_is_and_of_no_state_where_it_is_of_many(
    text: str, phrase: str, code: str | None
) -> None:
    assert ground(text, phrase)[0].code == code


def test_one_name_has_two_roles_at_two_dates() -> None:
    earlier = resolve_phrase("Vladimir Putin", None, "2009-01-01")
    later = resolve_phrase("Vladimir Putin", None, "2021-01-01")
    assert (earlier.role, later.role) == ("prime minister", "president")


@pytest.mark.parametrize("article", ["al-", "Al-", "al ", "Al "])
def test_an_arabic_article_is_read_as_papers_spell_it(article: str) -> None:
    assert resolve_phrase(f"Sabah {article}Ahmad {article}Sabah", None, "2010-01-01").role == "emir"


@pytest.mark.parametrize(
    ("name", "day", "code", "sector"),
    [
        ("Vladimir Putin", "1999-01-01", "RUS", "SPY"),
        ("François Lecointre", "2020-01-01", "FRA", "MIL"),
        ("Guillermo Botero", "2019-01-01", "COL", "GOV"),
        ("Guillermo Botero", "2023-01-01", "COL", "ELI"),
    ],
)
def test_heads_of_forces_and_services_by_date(name: str, day: str, code: str, sector: str) -> None:
    actor = resolve_phrase(name, None, day)
    assert (actor.code, actor.sectors[0]) == (code, sector)


@pytest.mark.parametrize(
    ("name", "year", "code"),
    [
        ("Assad", 2014, "SYR"),
        ("al-Sisi", 2019, "EGY"),
        ("El-Sissi", 2019, "EGY"),
        ("Qaddafi", 2005, "LBY"),
        ("Zelenskiy", 2022, "UKR"),
        ("Xi", 2018, "CHN"),
        ("Abiy", 2020, "ETH"),
        ("Saddam", 1998, "IRQ"),
        ("Kagame", 2018, "RWA"),  # in the chair of the African Union too
        ("Saleh", 2010, "YEM"),  # as Eritrea's foreign minister was called
    ],
)
def test_who_leads_a_state_is_known_by_what_papers_call_him(name: str, year: int, code: str) -> None:
    (actor,) = ground(f"{name} arrived late.", name, date(year, 7, 10))
    assert actor.code == code


def test_a_surname_in_office_needs_no_title() -> None:
    (actor,) = ground("Lavrov arrived late.", "Lavrov", date(2021, 10, 27))
    assert (actor.code, actor.sectors, actor.role) == ("RUS", ("GOV",), "foreign minister")


def test_context_gives_the_state() -> None:
    assert resolve_phrase("Defence Minister", "Chilean").code == "CHL"


def test_a_date_that_is_none_is_refused() -> None:
    with pytest.raises(UsageError, match="is no date"):
        resolve_phrase("Putin", None, "soonish")


def test_a_country_in_a_report_is_its_government() -> None:
    (actor,) = ground("Norway refused.", "Norway")
    assert (actor.code, actor.sectors, actor.name) == ("NOR", ("GOV",), "Norway")


def test_plural_nominal_gives_one_actor_each() -> None:
    actors = ground("Norway and Chile met. The two countries agreed.", "The two countries")
    assert [a.code for a in actors] == ["NOR", "CHL"]
    assert {(a.start, a.text) for a in actors} == {(22, "The two countries")}


def test_the_sides_are_those_of_the_border_named_before() -> None:
    actors = ground("Oslo is worried about the Kyrgyz-Tajik border. The sides must talk.", "The sides")
    assert [a.code for a in actors] == ["KGZ", "TJK"]


def test_a_plural_office_gives_one_actor_for_each_state_listed() -> None:
    actors = ground("The ambassadors of Norway, Chile and Peru signed.", "ambassadors")
    assert [(a.code, a.sectors) for a in actors] == [("NOR", ("GOV",)), ("CHL", ("GOV",)), ("PER", ("GOV",))]


def test_several_of_both_sides_are_one_of_each() -> None:
    actors = ground("Norway and Chile met. Officials from both sides smiled.", "Officials")
    assert [(a.code, a.sectors) for a in actors] == [("NOR", ("GOV",)), ("CHL", ("GOV",))]


def test_a_state_of_two_presidents_has_the_states_name() -> None:
    text = "The Norwegian president, Jan Berg, met the Chilean president, Ana Soto. The two countries agreed."
    assert [(a.code, a.name) for a in ground(text, "The two countries")] == [("NOR", "Norway"), ("CHL", "Chile")]


def test_apposition_grounds_an_unknown_person() -> None:
    (actor,) = ground("Tomo Rastelli, a Maltese fisherman, said the sea was rough. He left.", "He")
    assert (actor.code, actor.sectors, actor.name) == ("MLT", ("AGR",), "Tomo Rastelli")


def test_a_body_takes_the_home_country_when_it_is_clear() -> None:
    (actor,) = ground("Norway voted. Norwegian farmers cheered. The foreign ministry declined.", "foreign ministry")
    assert (actor.code, actor.sectors) == ("NOR", ("GOV",))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Peru sent guards to the Chilean Embassy in Lima. The embassy was closed.", "CHL"),
        ("Peru closed the embassy. The Chilean Embassy in Lima was empty.", "CHL"),
        ("The Chilean Embassy is in Lima. The Kenyan Embassy is old. The embassy was closed.", "KEN"),
    ],
)
def test_an_embassy_is_the_one_named_with_its_state(text: str, code: str) -> None:
    phrase = "The embassy" if "The embassy" in text else "the embassy"
    (actor,) = ground(text, phrase)
    assert actor.code == code


@pytest.mark.parametrize(
    ("text", "phrase", "code"),
    [
        ("Norway asked about Rwanda. Hutu soldiers fled.", "Hutu soldiers", "RWA"),
        ("Rwanda and Burundi talked. Hutu soldiers fled.", "Hutu soldiers", None),
        ("Norway waited. Zulu farmers marched.", "Zulu farmers", "ZAF"),
        ("Turkey struck in Iraq. Turkey said Kurdish fighters fled.", "Kurdish fighters", "TUR"),
    ],
)
def test_a_people_is_of_the_state_that_the_report_names(text: str, phrase: str, code: str | None) -> None:
    (actor,) = ground(text, phrase)
    assert actor.code == code


@pytest.mark.parametrize(
    ("text", "phrase", "told"),
    [
        ("Norway waited. Kerala police left.", "police", True),
        ("Norway waited. Kerala's police left.", "police", True),
        ("Norway waited. Kerala state police left.", "state police", True),
        ("Norway waited. The Kerala regional governor left.", "regional governor", True),
        ("Norway waited. In Kerala, police left.", "police", False),
        ("Norway waited. The Kerala embassy was closed.", "embassy", False),
        ("Norway waited. Kerala farmers left.", "farmers", False),
    ],
)
def test_a_body_of_state_is_of_the_place_right_before_it(text: str, phrase: str, *, told: bool) -> None:
    sentences = find_sentences(text)
    tokens = find_tokens(text, sentences)
    mentions = link_mentions(text, sentences, tokens, find_actors(text, sentences, tokens))
    at = text.index("Kerala")
    place = Place(at, at + 6, "Kerala", "IND", 10.0, 76.5, 1267254)
    grounder = ActorGrounder(text, None, Annotation(sentences, tokens, mentions, ()), places=[place])
    start = text.index(phrase)
    [actor] = grounder.ground(Span(start, start + len(phrase), phrase))
    assert ("the place named before it" in (actor.grounding or "")) is told
    assert not told or actor.code == "IND"


def test_the_north_is_a_state_where_the_report_is_about_korea() -> None:
    (actor,) = ground("South Korea waited. The North fired. South Korea answered.", "North")
    assert actor.code == "PRK"


def test_an_office_is_of_whom_its_possessive_means() -> None:
    (actor,) = ground("Chile recalled its ambassador from Peru.", "ambassador")
    assert actor.code == "CHL"


def test_its_rulers_are_not_those_of_whom_soldiers_do_not_rule() -> None:
    text = "The African Union closed its office in Mali after its military rulers put off a vote."
    (actor,) = ground(text, "military rulers", link=("MLI", 0.9))
    assert actor.code == "MLI"


def test_a_body_that_one_state_lacks_is_of_the_other_whatever_the_encoder_says() -> None:
    text = "Peru met America. The Foreign Ministry said no."
    assert ground(text, "Foreign Ministry", link=("USA", 0.97))[0].code == "PER"
    assert ground(text, "Foreign Ministry", link=("PER", 0.97))[0].code == "PER"
    assert ground("America spoke. The Foreign Ministry said no.", "Foreign Ministry")[0].code is None


@pytest.mark.parametrize(("sure", "code"), [(0.9, "PER"), (0.4, "CHL")])
def test_the_country_is_the_one_that_the_encoder_is_sure_of(sure: float, code: str) -> None:
    (actor,) = ground("Peru voted. Chile objected. The country sat still.", "The country", link=("PER", sure))
    assert actor.code == code


def test_a_first_name_is_no_people() -> None:
    assert resolve_phrase("Karen Holm").code is None
    assert resolve_phrase("Karen fighters").code == "MMR"


def test_nothing_is_guessed_without_a_state() -> None:
    (actor,) = ground("The foreign ministry declined.", "foreign ministry")
    assert (actor.code, actor.sectors) == (None, ("GOV",))


def test_grounding_names_what_decided() -> None:
    assert resolve_phrase("Chilean rebels").grounding == "agent:rebel in phrase; demonym in phrase"


TITLE_ROW = "title\trole\tsectors\tgender\tkind\tsource\nherald\therald\tGOV\t\toffice\tours\n"


def test_a_users_office_takes_the_sectors_of_the_body_it_serves(tmp_path: Path) -> None:
    (tmp_path / "titles.tsv").write_text(TITLE_ROW, encoding="utf-8")
    assert resolve_phrase("French army herald", overlay=tmp_path).sectors == ("GOV",)
    row = "entry\tword\tkind\tsource\nserving:herald\therald\tserving\tours\n"
    other = tmp_path / "with"
    other.mkdir()
    (other / "titles.tsv").write_text(TITLE_ROW, encoding="utf-8")
    (other / "actor_words.tsv").write_text(row, encoding="utf-8")
    assert resolve_phrase("French army herald", overlay=other).sectors == ("MIL",)


def test_a_user_may_take_away_every_word_of_a_kind(tmp_path: Path) -> None:
    gone = [r["entry"] for r in read_table("actor_words") if r["kind"] in ("former", "settlement")]
    (tmp_path / "actor_words.tsv").write_text("entry\tword\n" + "".join(f"{e}\t-\n" for e in gone), encoding="utf-8")
    assert resolve_phrase("the former French prime minister").sectors[0] == "ELI"
    assert resolve_phrase("the former French prime minister", overlay=tmp_path).sectors == ("GOV",)
    assert resolve_phrase("the Syrian village", overlay=tmp_path).sectors != ("CVL",)


def test_a_users_table_adds_a_person(tmp_path: Path) -> None:
    (tmp_path / "offices.tsv").write_text(
        "person_id\tname\tcode\tsectors\trole\tstart\ntomo\tTomo Rastelli\tMLT\tGOV\tharbour minister\t2020\n"
    )
    actor = resolve_phrase("Rastelli", None, "2021-05-01", overlay=tmp_path)
    assert (actor.code, actor.role, actor.name) == ("MLT", "harbour minister", "Tomo Rastelli")


def test_here_is_the_state_the_report_is_written_from() -> None:
    text = (
        "Norway and Chile agreed on fish. Norway thanked Chile. Both will buy more, "
        "according to the Foreign Ministry here."
    )
    (actor,) = ground(text, "Foreign Ministry")
    assert (actor.code, actor.sectors) == ("NOR", ("GOV",))


@pytest.mark.parametrize(
    ("text", "phrase", "code"),
    [
        ("Peru refused. Peru closed a port. The ministry summoned the Danish ambassador.", "ministry", "PER"),
        ("Peru met Chile. The government in Lima refused.", "government", "PER"),
        ("Peru closed a port. Peru refused. Deputy Minister Tomo Rastelli met Danish envoys.", "Tomo Rastelli", "PER"),
        ("Danish Foreign Minister Ilse Holm met her Peruvian counterpart, Tomo Rastelli.", "Tomo Rastelli", "PER"),
        (
            "America refused. America met Peru, and America spoke. The Foreign Ministry said no.",
            "Foreign Ministry",
            "PER",
        ),
        ("Peru met America. The Prime Minister in America said no.", "Prime Minister", "PER"),
        ("America spoke. America left. The Foreign Ministry here said no.", "Foreign Ministry", None),
        ("Peru met America. Peru refused. Peru spoke. The Foreign Ministry said no.", "Foreign Ministry", "PER"),
    ],
)
def test_a_body_without_a_state_is_of_the_reports_home_if_it_has_one(text: str, phrase: str, code: str | None) -> None:
    (actor,) = ground(text, phrase)
    assert actor.code == code


@pytest.mark.parametrize(
    ("text", "phrase", "code", "role"),
    [
        ("Iraq's Tariq Aziz flew in. The Pakistani envoy telephoned Aziz.", "Aziz", "IRQ", "foreign minister"),
        ("Alan Foley, a sailor, spoke. The men freed Foley.", "Foley", None, None),
        ("The king of Kenya met Bush in Lima.", "king", "KEN", "king"),
        ("Jody Bush, a sailor, spoke. The men freed Bush.", "Bush", None, None),
        ("Tomo Rastelli, a Thatcher admirer who flew to Peru, spoke. The men freed Rastelli.", "Rastelli", None, None),
        ("Tomo Rastelli, wed to a Foley, spoke.", "Tomo Rastelli", None, None),
        ("Tomo Rastelli, an adviser to President Bush, spoke.", "Tomo Rastelli", "USA", "adviser"),
        ("Tomo Rastelli, a cousin of President Bush, spoke.", "Tomo Rastelli", "USA", None),
        ("Tomo Rastelli, a Kenyan general under George Bush, spoke.", "Tomo Rastelli", "KEN", "general"),
        ("Dr. Hana al-Assad, a vet, spoke.", "Dr. Hana al-Assad", None, None),
        ("Kenyan President Jan Berg's spokesman, Tomo Rastelli, left.", "Tomo Rastelli", "KEN", "spokesman"),
        ("Thomas S. Foley spoke. The envoy met Foley.", "Foley", "USA", "speaker of the house"),
        (
            "Chinese Vice Minister Chen Qiaomu left. Vice Minister Chen smiled.",
            "Vice Minister Chen",
            "CHN",
            "vice minister",
        ),
        ("Chinese Vice Minister Chen Qiaomu left. Chen smiled.", "Chen", "CHN", "vice minister"),
        ("Tajik President Emomali Rakhmonov left. Rakhmonov smiled.", "Rakhmonov", "TJK", "president"),
    ],
)
def test_a_surname_is_of_the_person_named_in_full(text: str, phrase: str, code: str | None, role: str | None) -> None:
    (actor,) = ground(text, phrase, date(1991, 1, 10))
    assert (actor.code, actor.role) == (code, role)


def test_an_office_before_a_comma_and_a_name_is_one_actor() -> None:
    (actor,) = ground("The Peruvian foreign minister, Tomo Rastelli, met the Danish envoy.", "foreign minister")
    assert (actor.code, actor.name, actor.role) == ("PER", "Tomo Rastelli", "foreign minister")


@pytest.mark.parametrize(
    ("text", "phrase", "code", "sector", "name"),
    [
        ("Kenya's opposition leader Raila Odinga left. Odinga's spokesman smiled.", "Odinga's spokesman", "KEN", "OPP",
         None),
        ("Peru spoke. Chilean President Jan Berg left. His spokesman smiled.", "spokesman", "CHL", "GOV", None),
        ("Peru closed a port in Chile. Its embassy in Santiago was shut.", "embassy", "PER", "GOV", None),
        ("Chilean rebels took a town in Peru. A spokesman for the rebels smiled.", "spokesman", "CHL", "REB", None),
        ("The Peruvian senator Jan Khan left. Khan's lawyer smiled.", "Khan's lawyer", "PER", "JUD", None),
        ("The UN envoy for Peru, Jan Berg, left.", "Jan Berg", "UNO", "GOV", "Jan Berg"),
        ("Jan Berg, leader of the rebels in Peru, left.", "Jan Berg", "PER", "REB", "Jan Berg"),
        ("The United Nations envoy, Leonardo Simao, left.", "Leonardo Simao", "UNO", "GOV", "Leonardo Simao"),
        ("After talks with Merkel, the French president said no.", "Merkel", "DEU", "ELI", "Merkel"),
        ("The Chilean president met his Peruvian opposite number, Jan Berg.", "Jan Berg", "PER", "GOV", "Jan Berg"),
        ("Peru closed a port. Chilean President Jan Berg met Peruvian Foreign Minister Ana Soto. He left.", "He", "CHL",
         "GOV", "Jan Berg"),
        ("Jordan's air force shot down a drone. The kingdom said no.", "The kingdom", "JOR", "GOV", "Jordan"),
        ("Peru's government refused. Lima will not pay.", "Peru's government", "PER", "GOV", "Peru"),
        ("The Peruvian and Chilean police met.", "Peruvian", "PER", "COP", None),
        ("The president of neighbouring Gabon, Omar Bongo, left.", "Omar Bongo", "GAB", "GOV", "Omar Bongo"),
        ("Peru's attorney general, Isaias Rodriguez, left.", "Isaias Rodriguez", "PER", "JUD", "Isaias Rodriguez"),
        ("Pakistan's foreign office refused.", "Pakistan's foreign office", "PAK", "GOV", "Pakistan's foreign office"),
        ("The Soviet Union and Russia differ.", "Soviet Union", "RUS", "GOV", "Soviet Union"),
        ("Peru spoke. Odinga's spokesman Jan Berg smiled.", "Odinga's spokesman Jan Berg", "KEN", "OPP", "Jan Berg"),
        ("Suspected Taliban gunmen left.", "Taliban gunmen", "AFG", "GOV", None),
        ("The militant group Hamas left.", "militant group Hamas", "PSE", "REB", "Hamas"),
        ("The opposition Movement for Democratic Change left.", "Movement for Democratic Change", "ZWE", "OPP",
         "Movement for Democratic Change"),
        ("Peru's Lieutenant-Colonel Jan Berg left.", "Peru's Lieutenant-Colonel Jan Berg", "PER", "MIL", "Jan Berg"),
        ("North Korean envoys left. The North said no. South Korea agreed.", "North", "PRK", "GOV", "North Korea"),
        ("Peru's National Intelligence Service left.", "Peru's National Intelligence Service", "PER", "SPY",
         "Peru's National Intelligence Service"),
        ("Peru's information minister, Issa Salah el-Din, left.", "Issa Salah el-Din", "PER", "GOV",
         "Issa Salah el-Din"),
        ("Peru spoke. Colonel-Major Issa Berg, flanked by his men, left.", "Colonel-Major Issa Berg", "PER", "MIL",
         "Issa Berg"),
        ("Peru voted. The National Election Commission smiled.", "National Election Commission", "PER", "GOV",
         "National Election Commission"),
        ("Peru voted. Peruvian Rebels smiled.", "Peruvian Rebels", "PER", "REB", None),
        ("Ukraine lost Crimea.", "Crimea", "UKR", "GOV", "Crimea"),
        ("Peru mourned. US allies had left.", "US allies", None, "GOV", None),
        ("Peru mourned. US partners had left.", "US partners", None, "GOV", None),
        ("Peru mourned. 300 foreigners had left.", "300 foreigners", None, "CVL", None),
        ("Peru closed a port. The BBC reported it.", "BBC", "GBR", "JRN", "BBC"),
        ("Peru mourned. Foreign tourists had left.", "Foreign tourists", None, "CVL", None),
        ("Peru mourned. A senior Western diplomat had left.", "senior Western diplomat", None, "GOV", None),
        ("Peru mourned. Arab citizens of Israel had left.", "Arab citizens", "ISR", "CVL", None),
        ("The King of Jordan left.", "King", "JOR", "GOV", None),
        ("Peru's Minister of Fisheries and Marine Resources Jan Berg left.",
         "Peru's Minister of Fisheries and Marine Resources Jan Berg", "PER", "GOV", "Jan Berg"),
        ("Peru's Minister of Trade, Industry and Energy B. Holm left. Holm smiled.", "Holm", "PER", "GOV", "B. Holm"),
        ("Lima Metropolitan Police smiled.", "Lima Metropolitan Police", "PER", "COP", "Lima Metropolitan Police"),
        ("The Metropolitan Police smiled.", "Metropolitan Police", "GBR", "COP", "Metropolitan Police"),
        ("The Royal Air Force of Oman left.", "Royal Air Force", "OMN", "MIL", "Royal Air Force"),
        ("The Royal Nursing College left.", "Royal Nursing College", None, "EDU", "Royal Nursing College"),
        ("Kenyan President Fernando “Nando” Holm left.", "Kenyan President Fernando “Nando” Holm", "KEN", "GOV",
         "Fernando “Nando” Holm"),
        ("The Mayor of Lima, Jan Berg, left.", "Mayor", "PER", "GOV", "Jan Berg"),
        ("The Bishop of Lima left.", "Bishop", "PER", "REL", None),
        ("Foreign Minister of Peru Ottokar Rastelli left.", "Foreign Minister of Peru Ottokar Rastelli", "PER", "GOV",
         "Ottokar Rastelli"),
    ],
)  # fmt: skip
def test_who_somebody_is(text: str, phrase: str, code: str | None, sector: str, name: str | None) -> None:
    (actor,) = ground(text, phrase, date(2023, 8, 1))
    assert (actor.code, actor.sectors[0], actor.name) == (code, sector, name)


@pytest.mark.parametrize(("phrase", "role"), [("Mr. Clinton", "former president"), ("Mrs. Clinton", "senator")])
def test_a_title_tells_whose_surname_it_is(phrase: str, role: str) -> None:
    assert resolve_phrase(phrase, day="2005-05-02").role == role


@pytest.mark.parametrize(
    ("text", "phrase", "sectors"),
    [
        ("Peru mourned. Jan Berg, president of Harbour Watch, left.", "Jan Berg", ()),
        ("Peru mourned. HWC President Jan Berg left.", "President Jan Berg", ()),
        ("Peru mourned. CAR President Jan Berg left.", "President Jan Berg", ("GOV",)),
        ("Peru mourned. The director of Harbour Watch, Jan Berg, left.", "Jan Berg", ()),
        ("Peru mourned. Jan Berg, director of the National Harbour Board, left.", "Jan Berg", ("GOV",)),
        ("Peru mourned. Jan Berg, director of Public Works, left.", "Jan Berg", ("GOV",)),
        ("Peru mourned. Jan Berg, head of the Quispe district, left.", "Jan Berg", ("GOV",)),
        ("On Monday President Jan Berg of Peru left.", "President Jan Berg", ("GOV",)),
    ],
)
def test_who_heads_an_unknown_body_is_of_no_government(text: str, phrase: str, sectors: tuple[str, ...]) -> None:
    assert ground(text, phrase)[0].sectors == sectors


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Kenyan front-runner Jan Berg left.", "Kenyan front-runner Jan Berg"),
        ("The premier met his Peruvian counterpart Jan Berg.", "Peruvian counterpart Jan Berg"),
        ("Kenyan contender Jan Berg left.", "Kenyan contender Jan Berg"),
    ],
)
def test_what_somebody_is_is_no_part_of_his_name(text: str, phrase: str) -> None:
    assert ground(text, phrase)[0].name == "Jan Berg"


def test_a_former_office_is_told_once() -> None:
    (actor,) = ground("The former Peruvian prime minister left.", "former Peruvian prime minister")
    assert actor.sectors.count("ELI") == 1


def test_a_body_has_no_office() -> None:
    text = "The head of the International Atomic Energy Agency, Rafael Grossi, left."
    (actor,) = ground(text, "International Atomic Energy Agency", date(2023, 8, 1))
    assert actor.role is None


def test_he_of_no_told_state_keeps_what_the_report_says_of_him() -> None:
    text = "Ministers of Peru and Chile met. Governor Tomo Rastelli waited. He left."
    (actor,) = ground(text, "He", link=("PER", 0.95))
    assert (actor.name, actor.role) == ("Tomo Rastelli", "governor")


def test_a_counterpart_holds_the_same_office() -> None:
    text = "Danish Foreign Minister Ilse Holm met her Peruvian counterpart, Tomo Rastelli."
    (actor,) = ground(text, "her Peruvian counterpart")
    assert (actor.name, actor.role, actor.sectors) == ("Tomo Rastelli", "foreign minister", ("GOV",))


def test_one_name_for_several_states() -> None:
    assert [a.code for a in ground("The two Koreas met in May.", "The two Koreas")] == ["KOR", "PRK"]


def test_a_region_gives_its_state_no_name() -> None:
    (actor,) = ground("Fighting went on in Chechnya. Moscow denied it.", "Moscow")
    assert actor.name == "Russia"


def test_he_acts_for_the_state_of_his_office() -> None:
    text = "Peru closed a port. Peru refused. Foreign Minister Tomo Rastelli met Danish envoys. He left."
    (actor,) = ground(text, "He")
    assert (actor.code, actor.name) == ("PER", "Tomo Rastelli")


@pytest.mark.parametrize(
    ("phrase", "link", "code"),
    [
        ("demonstrators", ("PER", 0.9), "PER"),
        ("demonstrators", ("BOL", 0.9), "BOL"),
        ("Chilean farmers", ("PER", 0.9), "CHL"),
    ],
)
def test_encoder_gives_a_state_only_to_who_has_none(phrase: str, link: tuple[str, float], code: str | None) -> None:
    """A sure link fills a missing state; words that name a state are not overruled."""
    text = "Ministers of Peru, Chile and Bolivia met. Crowds of demonstrators jeered at Chilean farmers."
    assert [a.code for a in ground(text, phrase, link=link)] == [code]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Peru praised the Chilean army for its patience and urged it to wait", "CHL"),
        ("Peru had mediated, and Minister Jan Berg of Norway thanked it", "PER"),
        ("Peru quarrelled with Chile. On Monday Kenya backed it", "CHL"),
        ("Kenya backed it", None),
    ],
)
def test_it_is_acted_on_by_somebody_else(text: str, code: str | None) -> None:
    assert ground(text, " it"[1:])[0].code == code


def test_a_clause_that_goes_on_is_no_apposition() -> None:
    text = "Her Chilean counterpart, Jan Berg, did not speak at the joint press conference. Jan Berg left."
    assert ground(text, "Jan Berg")[0].sectors != ("JRN",)


def test_what_a_body_is_accused_of_does_not_say_whose_it_is() -> None:
    (actor,) = ground("Kenya accused the neighbouring government of drilling off the Peruvian coast.", "government")
    assert actor.code != "PER"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Peru's army said three men had died in Chile. A spokesman said the search went on.", "PER"),
        ('Chile protested. Peru\'s navy said it was sorry. "We were lost," the spokeswoman said.', "PER"),
        ("Peru's army said it was sorry. Talks ended. Rain fell. Snow fell. A spokesman spoke.", None),
    ],
)
def test_a_spokesman_alone_speaks_for_the_body_that_spoke_before(text: str, code: str | None) -> None:
    annotation = annotate(text)
    (spokesman,) = (m for m in annotation.mentions if m.text.startswith("spokes"))
    (actor,) = ActorGrounder(text, None, annotation).ground(Span(spokesman.start, spokesman.end, spokesman.text))
    assert (actor.code if "of Peru" in (actor.grounding or "") else None) == code


def test_a_water_gives_no_state() -> None:
    assert resolve_phrase("a navy ship in the Indian Ocean").code is None


@pytest.mark.parametrize(
    ("text", "recipients"),
    [
        ("Iran seized a tanker in the Gulf of Oman on Monday.", []),
        ("Ghana sent warships to the Sea of Japan on Monday.", []),
        ("Chile attacked the Gulf of Guinea pirates on Monday.", []),
        ("Iran warned Oman over the Gulf on Monday.", ["OMN"]),
    ],
)
def test_a_water_is_nobody(text: str, recipients: list[str | None]) -> None:
    (event,) = code_article(parse_text(text, source="test")).events
    assert [r.code for r in event.recipients] == recipients


def test_an_actor_that_only_the_encoder_sees_takes_its_link() -> None:
    text = "The host smiled."
    sentences = find_sentences(text)
    links = (give(0, 8, "PER", 0.9),)
    grounder = ActorGrounder(text, None, Annotation(sentences, find_tokens(text, sentences), (), (), links=links))
    assert grounder.ground(Span(0, 8, "The host"))[0].code == "PER"


def test_a_name_that_a_line_broke_is_whole() -> None:
    phrase = "Colonel Ruben\nQuispe"
    text = f"Rebels in the mountains of southern Peru have held for a week {phrase} and two of his men, it said."
    (found,) = ground(text, phrase)
    assert (found.text, found.name) == (phrase, "Ruben Quispe")


@pytest.mark.parametrize(
    ("said", "phrase"),
    [
        ("His government rejected the plan.", "government"),
        ("His ruling party rejected the plan.", "ruling party"),
        ("Ghana warned his spokesman.", "spokesman"),
        ("He rejected the plan.", "He"),
    ],
)
def test_what_is_somebodys_is_of_the_state_that_a_table_gives_him(said: str, phrase: str) -> None:
    """The report names another state alone, which the encoder may be sure of."""
    text = f"President Recep Tayyip Erdogan flew to Peru on Sunday. {said}"
    assert ground(text, phrase, date(2018, 7, 10), ("PER", 0.95))[0].code == "TUR"


def test_the_chair_of_many_states_leads_his_own_first() -> None:
    assert resolve_phrase("Muammar Gaddafi", day="2009-07-10").code == "LBY"
    assert resolve_phrase("the Blair government", day="2000-07-10").code == "GBR"


@pytest.mark.parametrize(
    ("text", "likeliest", "code"),
    [
        ("Iran-backed rebels attacked a post.", "IRN", None),
        ("Iran-backed rebels attacked a post in Iraq.", "IRQ", "IRQ"),
        ("Iranian-armed rebels attacked a post.", "IRN", None),
    ],
)
def test_rebels_are_not_of_who_backs_them(text: str, likeliest: str, code: str | None) -> None:
    phrase = text.partition(" attacked")[0]
    assert ground(text, phrase, link=(likeliest, 0.9))[0].code == code


@pytest.mark.parametrize(
    ("phrase", "code", "sectors"),
    [
        ("two Palestinians", "PSE", ("CVL",)),
        ("Tibetans", "CHN", ("SOC",)),
        ("Turkish Cypriots", "CYP", ("SOC",)),
        ("Peruvians", "PER", ()),
        ("French political and military officials", "FRA", ("MIL", "GOV")),
    ],
)
def test_some_of_a_states_people_are_no_government(phrase: str, code: str, sectors: tuple[str, ...]) -> None:
    (found,) = ground(f"Chile praised {phrase}.", phrase)
    assert (found.code, found.sectors) == (code, sectors)
