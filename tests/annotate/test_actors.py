"""Actor mentions: which phrases name somebody who can act, and how far they reach."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.annotate.actors import find_actors
from dragoman.annotate.nominals import find_nominals
from dragoman.annotate.sentences import find_sentences
from dragoman.annotate.tokens import find_tokens
from dragoman.records import Mention


def read_mentions(text: str, overlay: Path | None = None) -> tuple[Mention, ...]:
    sentences = find_sentences(text)
    return find_actors(text, sentences, find_tokens(text, sentences), overlay=overlay)


def read_texts(text: str) -> list[str]:
    return [m.text for m in read_mentions(text)]


@pytest.mark.parametrize(
    ("text", "phrase", "form"),
    [
        ("The Turkish government rejected the plan.", "Turkish government", "group"),
        ("Russian troops crossed the river.", "Russian troops", "group"),
        ("Kenyan Foreign Minister Amina Odera flew home.", "Kenyan Foreign Minister Amina Odera", "person"),
        ("The spokesman for Norway's Defence Ministry declined.", "Norway's Defence Ministry", "ministry"),
        ("In May 2003 President Bush flew home.", "President Bush", "person"),
        ("Police held 2,000 Kenyan miners.", "2,000 Kenyan miners", "group"),
        ("At least two Kenyan miners drowned.", "two Kenyan miners", "group"),
        ("The African Union condemned the raid.", "African Union", "organisation"),
        ("The Kremlin denied the claim.", "Kremlin", "seat"),
        ("Gunmen attacked a convoy.", "Gunmen", "group"),
        ("It deals with U.S. textile firms.", "U.S. textile firms", "group"),
        ("Peru sued the Clinton campaign.", "Clinton campaign", "group"),
        ("Peru's Arab allies objected.", "Peru's Arab allies", "group"),
        ("US allies objected.", "US allies", "group"),
        ("The Knesset approved the bill.", "Knesset", "organisation"),
        ("Peru recalled its ambassador.", "Peru", "country"),
        ("The envoy in Cairo Ana Assad left.", "Ana Assad", "person"),
        ("Georgian demonstrators received ministers in tents.", "Georgian demonstrators", "group"),
        ("The Security Council warned President Moreau of Togo.", "Security Council", "organisation"),
        ("Moscow invited Foreign Minister Odera to talks.", "Foreign Minister Odera", "person"),
        ("Militiamen took 200 U.N. peacekeepers hostage.", "U.N. peacekeepers", "organisation"),
        ("Shells hit at least 40 civilians.", "40 civilians", "group"),
        ("The Chilean Congress approved the bill.", "Chilean Congress", "organisation"),
        ("Ghana's Senate approved the bill.", "Ghana's Senate", "organisation"),
        ("Russia's Security Council warned Togo.", "Russia's Security Council", "organisation"),
        ("Israel's Shin Bet held two men.", "Israel's Shin Bet", "organisation"),
        ("Syria's U.N. ambassador objected.", "Syria's U.N. ambassador", "office"),
        ("Iran's Hezbollah allies objected.", "Hezbollah", "organisation"),
        ("Thousands marched in Lima.", "Thousands", "group"),
        ("Turkish drones bombed Kurdish rebel camps.", "Kurdish rebel camps", "group"),
        ("A gunman shot dead two Kenyan soldiers.", "two Kenyan soldiers", "group"),
        ("Rebels shell hospital\n\nSudan called for calm.", "Sudan", "country"),
        ("Both blamed the two generals.", "Both", "nominal"),
        ("Hamas said it was ready to talk.", "it", "pronoun"),
        ("Norwegian forces crossed the river.", "Norwegian forces", "group"),
        ("The forces crossed the river.", "forces", "group"),
        ("Okinawans marched in Naha.", "Okinawans", "group"),
        ("Okinawan officials flew home.", "Okinawan officials", "office"),
        ("Mapuche farmers closed a road.", "Mapuche farmers", "office"),
        ("Police held 40 Nuer in a camp.", "40 Nuer", "group"),
        ("Chad expelled 30 Rohingya in May.", "Rohingya", "demonym"),
        ("Rohingya are held in camps.", "Rohingya", "demonym"),
        ("Two IS fighters fled Mosul.", "Two IS fighters", "group"),
        ("The militants of IS fled.", "IS", "organisation"),
        ("West African states closed the border.", "West African states", "group"),
        ("African leaders flew to Lima.", "African leaders", "office"),
        ("He met the Pope in Lima.", "Pope", "office"),
        ("Crown Prince Mohammed bin Nasser flew home.", "Crown Prince Mohammed bin Nasser", "person"),
        ("King Abdullah II flew to Lima.", "King Abdullah II", "person"),
        ("Emperor Theodros II wrote to London.", "Emperor Theodros II", "person"),
        ("Justice Rafiqul Islam freed two men.", "Justice Rafiqul Islam", "person"),
        (
            "Minister of Fisheries and Marine Resources Amina Odera flew home.",
            "Minister of Fisheries and Marine Resources Amina Odera",
            "person",
        ),
        (
            "The Minister of Trade, Industry and Energy B. Odera resigned.",
            "Minister of Trade, Industry and Energy B. Odera",
            "person",
        ),
        ("Minister of Trade and Health Minister Amina Odera left.", "Minister of Trade", "office"),
        ("The Minister of Water and Sanitation flew home.", "Minister of Water and Sanitation", "office"),
        ("Minister of Togo Research Institute Odera left.", "Minister", "office"),
        ("The Presidium condemned the plan.", "Presidium", "organisation"),
        ("Secretary Rice left. Rice visited Togo in April.", "Rice", "person"),
        ("Rice condemned the plan.", "Rice", "person"),
        ("CJ Amina Odera flew home.", "Amina Odera", "person"),
        ("Eng. Amina Odera flew home.", "Eng. Amina Odera", "person"),
        ("Maj-Gen Amina Odera flew home.", "Maj-Gen Amina Odera", "person"),
        (
            "Ambassador Extraordinary and Plenipotentiary Amina Odera flew home.",
            "Ambassador Extraordinary and Plenipotentiary Amina Odera",
            "person",
        ),
        ("Togo's President Amina “Mama” Odera flew home.", "Togo's President Amina “Mama” Odera", "person"),
        ('Police freed Paul "El Rojo" Odera.', 'Paul "El Rojo" Odera', "person"),
        ("It was the worst government Togo has had.", "worst government", "group"),
        ("Lyon Mayor Paul Odera flew home.", "Mayor Paul Odera", "person"),
        ("The Ministry of Fisheries and Water sued Peru.", "Ministry of Fisheries and Water", "ministry"),
        (
            "Togo's Ministry of Trade, Transport and Rural Development objected.",
            "Togo's Ministry of Trade, Transport and Rural Development",
            "ministry",
        ),
        ("The Trade and Fisheries Council objected.", "Trade and Fisheries Council", "group"),
        ("The Ministry of Health and Amnesty International objected.", "Ministry of Health", "ministry"),
        ("The Ministry of Trade and Foreign Minister Odera objected.", "Ministry of Trade", "ministry"),
        ("The Attorney General's Office sued two firms.", "Attorney General's Office", "group"),
        ("The Togo Labour Congress called a strike.", "Togo Labour Congress", "group"),
        ("Togo's National Democratic Congress objected.", "Togo's National Democratic Congress", "group"),
        ("Lawmakers in Congress objected.", "Congress", "organisation"),
        ("The opposition New Unity Front objected.", "opposition New Unity Front", "group"),
    ],
)
def test_finds_phrase(text: str, phrase: str, form: str) -> None:
    assert (phrase, form) in [(m.text, m.form) for m in read_mentions(text)]


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("Seoul said it would send food.", True),
        ("Officials want talks with Pyongyang.", True),
        ("The summit will be held in Moscow.", False),
        ("The envoy arrived in Cairo late.", False),
        ("Washington accused Tehran of cheating.", True),
        ("Riyadh at first denied everything.", True),
        ("Hanoi on Tuesday expelled a clerk.", True),
        ("The bill drew threats of sanctions from Brasilia.", True),
        ("The bus came from Brasilia.", False),
        ("Chile met Peru, and Lima said nothing.", True),
        ("Chile accused Peru and Lima denied it.", True),
        ("Talks held in Chile and Lima have failed.", False),
    ],
)
def test_capital_acts_or_is_a_place(text: str, acts: bool) -> None:
    assert any(m.form == "capital" for m in read_mentions(text)) is acts


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("Police used excessive force in the city.", False),
        ("He condemned the use of force.", False),
        ("The force left the island.", True),
        ("Its rapid reaction force left.", True),
        ("Allied forces left.", True),
        ("Russian forces left.", True),
        ("The forces left.", True),
        ("Market forces will do the rest.", False),
        ("The parties joined forces.", False),
    ],
)
def test_force_acts_where_it_is_counted(text: str, acts: bool) -> None:
    assert any("force" in phrase for phrase in read_texts(text)) is acts


@pytest.mark.parametrize(
    ("text", "phrase", "found"),
    [
        ("They shelled the UN-declared zone.", "UN-declared", False),
        ("The FARC-EP left.", "FARC-EP", True),
        ("He flew to Lima to meet General Jan Berg.", "General Jan Berg", True),
        # Only a body that a noun stands right before, and only what suits it.
        ("The Islamist group al Shabaab claimed it.", "Islamist group", False),
        ("They fought the paramilitary Rapid Support Forces.", "paramilitary", False),
        ("Liberia accused Guinea's neighbour Ivory Coast of murder.", "Ivory Coast", True),
        ("Talks with the Lebanese group Hezbollah failed.", "Lebanese", False),
        ("Talks with the Lebanese and Hezbollah failed.", "Lebanese", True),
        ("They met the rebel group, Hezbollah and others.", "rebel group", True),
        ("He told the parliament NATO would help.", "parliament", True),
        ("Kremlin slams Macron over aid", "Kremlin slams Macron", False),
        ("He demanded that Islamabad punish those responsible.", "those responsible", True),
        ("The White House aide John Brennan left.", "White House aide John Brennan", True),
        ("Peru's ruling party presses ahead.", "Peru's ruling party presses", False),
        ("Gunmen affiliated with the Taliban fled.", "Gunmen affiliated with the Taliban", True),
        ("Soldiers loyal to Hezbollah fled.", "Soldiers", True),
        ("Gunmen fled with the Taliban.", "Gunmen", True),
        # What is called after somebody is not he.
        ("They threw Molotov cocktails.", "Molotov", False),
        ("They met the King of Jordan.", "King", True),
    ],
)
def test_what_is_a_phrase_for_somebody(text: str, phrase: str, found: bool) -> None:
    assert (phrase in read_texts(text)) is found


def test_a_quantity_of_somebody_is_no_actor_of_its_own() -> None:
    assert read_texts("Thousands of students sang.") == ["students"]


def test_country_in_place_use_is_no_actor() -> None:
    assert "France" not in read_texts("The delegates met in France.")


def test_junior_behind_a_comma_is_nobody() -> None:
    found = [m.text for m in read_mentions("President Tomo R. Rastelli, Jr. said no.") if m.form == "person"]
    assert found == ["President Tomo R. Rastelli"]


@pytest.mark.parametrize(
    "text",
    [
        "The president of Peru Monday left.", "He will speak on Monday.", "They crossed Mulberry Street in August.",
        "", "Silence has fallen over the valley.", "Ministers said the Registry will open.",
        "They hired FC Rastania again.", "They bought Alpha Rastania and Beta Rastania.",
        "They met in the Rastania Basin.", "They closed the Amina Mine.", "They bought Amina Foods.",
    ],
)  # fmt: skip
def test_days_streets_and_nothing_are_no_persons(text: str) -> None:
    assert not [m for m in read_mentions(text) if m.form == "person"]


def test_a_river_that_threatens_is_no_body() -> None:
    assert read_mentions("Houses were empty as the Rhine threatened to rise.") == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ilse Brandauer said the vote was fair.", "Ilse Brandauer"),
        ("The vote was fair, said Brandauer.", "Brandauer"),
        ("Tomo Rastelli, a farmer from the hills, waited.", "Tomo Rastelli"),
        ("Mr. Okonjo-Bello declined.", "Mr. Okonjo-Bello"),
        ("Peru's envoy to Chile, Ottokar Rastelli, declined.", "Ottokar Rastelli"),
        ("Foreign Minister of Peru Ottokar Rastelli declined.", "Foreign Minister of Peru Ottokar Rastelli"),
        ("Army spokesman Nabil al-Rastani declined.", "Army spokesman Nabil al-Rastani"),
        ("The prime minister, Abdul Hamid al-Rastani, declined.", "Abdul Hamid al-Rastani"),
        ("Police freed Nizar ad-Din Rastani, a judge.", "Nizar ad-Din Rastani"),
        ("President Nizar Rastani at as-Sweida declined.", "President Nizar Rastani"),
        ("Police shot two men, identified as Tulio Ospina and Wilmer Rastelli.", "Wilmer Rastelli"),
        ("The army killed a man named Tulio Ospina.", "Tulio Ospina"),
        ("Police held the goalkeeper Tulio Ospina in Lima.", "Tulio Ospina"),
        ("Goalkeeper Tulio Ospina left the club.", "Tulio Ospina"),
        ("Police held the son of Tulio Ospina in Lima.", "Tulio Ospina"),
        ("Police freed the archbishops Tulio Ospina and Ottokar Rastelli.", "Ottokar Rastelli"),
        ("The deputies Ilse Brandauer, Tulio Ospina and Ottokar Rastelli, a lawyer, resigned.", "Tulio Ospina"),
        ("Police shot Rastelli, 34, at his home.", "Rastelli"),
        ("Wu Hao-ran (吳浩瀚) was held in Taipei.", "Wu Hao-ran"),
        ("Soldiers took BK Rastelli to a camp.", "BK Rastelli"),
        ("Soldiers took Babatunde Rastani to a camp.", "Babatunde Rastani"),
        ("Soldiers took José Rastelli to a camp.", "José Rastelli"),
        (
            "Envoy João Alberto de Sousa Moreira de Rastelli flew home.",
            "Envoy João Alberto de Sousa Moreira de Rastelli",
        ),
        ("Chief Minister BK Rastelli resigned.", "Chief Minister BK Rastelli"),
        ("Carlos Brandauer left. Regarding Brandauer, the court ruled on Monday.", "Brandauer"),
    ],
)
def test_finds_persons_no_table_knows(text: str, name: str) -> None:
    assert (name, "person") in [(m.text, m.form) for m in read_mentions(text)]


@pytest.mark.parametrize(
    ("text", "nominal"),
    [
        ("The two sides exchanged views.", "The two sides"),
        ("He met his Chilean counterpart.", "his Chilean counterpart"),
        ("Both ministers signed.", "Both ministers"),
    ],
)
def test_finds_nominals(text: str, nominal: str) -> None:
    assert (nominal, "nominal") in [(m.text, m.form) for m in read_mentions(text)]


def test_the_north_is_a_state_only_where_korea_is_spoken_of() -> None:
    assert ("North", "country:PRK") in [
        (m.text, m.key) for m in read_mentions("South Korea urged talks. It said the North must return.")
    ]
    assert "North" not in read_texts("Rain fell in the North of Spain.")


def test_a_users_table_adds_an_organisation(tmp_path: Path) -> None:
    (tmp_path / "organisations.tsv").write_text("id\tname\tcode\tsectors\nrl\tRiver League\tIGO\tGOV\n")
    found = read_mentions("The River League met.", tmp_path)
    assert ("River League", "organisation:rl") in [(m.text, m.key) for m in found]


WORDS = st.sampled_from(
    ["Russian", "troops", "İstanbul", "the two sides", "’s", "Kyiv", "\n\n", "said", "😀", "Ÿves", "."]
)


@settings(deadline=None, max_examples=60)
@given(st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=12).map(" ".join)))
def test_mentions_are_exact_ordered_and_apart(text: str) -> None:
    mentions = read_mentions(text)
    assert all(text[m.start : m.end] == m.text and m.text for m in mentions)
    assert all(a.end <= b.start for a, b in pairwise(mentions))


@pytest.mark.parametrize(
    ("text", "name", "person"),
    [
        ("The Mexican city of Guadalajara was calm.", "Guadalajara", False),
        ("Insurgents in Kirkuk said by telephone that the talks were off.", "Kirkuk", False),
        ("In Rio de Janeiro, envoys of both sides met.", "Rio de Janeiro", False),
        ("The rebels left and Kisangani has been calm since.", "Kisangani", False),
        ("The rebels left and Karakalpakstan has been calm since.", "Karakalpakstan", False),
        ("A power station at Bsalim was bombed.", "Bsalim", False),
        ("The talks were off, Adeyemi said.", "Adeyemi", True),
        ("Ivo Marnic, a farmer, left.", "Ivo Marnic", True),
    ],
)
def test_the_name_of_a_town_is_no_person(text: str, name: str, person: bool) -> None:
    assert (name in read_texts(text)) == person


def test_a_capital_that_names_a_body_is_a_place_where_it_does_not_act() -> None:
    assert read_texts("Ministers met in Brussels.") == ["Ministers"]
    assert "Brussels" in read_texts("Brussels warned Norway.")


def test_a_weekday_after_a_name_is_not_part_of_it() -> None:
    assert "President Bill Clinton" in read_texts("President Bill Clinton Saturday signed the bill.")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Oslo believes that Lima, a friend of the rebels, could help.", True),
        ("The envoy said that Lima, which is close to both, would help.", True),
        ("The envoy lived in Lima, which is far away, for years.", False),
    ],
)
def test_a_capital_acts_behind_an_insertion(text: str, found: bool) -> None:
    sentences = find_sentences(text)
    mentions = find_actors(text, sentences, find_tokens(text, sentences))
    assert ("Lima" in [m.text for m in mentions]) is found


@pytest.mark.parametrize(
    ("text", "acting"),
    [
        ("After a meeting in Geneva, Peru and Chile agreed to reopen the border.", ["Peru", "Chile"]),
        ("In talks in Paris, Oslo and Lima formally pressed Quito to stop.", ["Oslo", "Lima", "Quito"]),
        ("Clashes in Paris, Oslo and Lima killed two.", []),
        ("After riots in Peru, Chile and Italy, it rained.", []),
    ],
)
def test_behind_a_fronted_place_a_list_is_the_subject(text: str, acting: list[str]) -> None:
    assert [m.text for m in read_mentions(text) if m.form in ("country", "capital")] == acting


@pytest.mark.parametrize("text", ["The three Baltic states agreed to talk.", "Both Nordic countries agreed to talk."])
def test_counted_plural_name_is_found_once(text: str) -> None:
    """A plural name that also reads as a plural nominal is one mention, with its states."""
    sentences = find_sentences(text)
    found = find_nominals(text, find_tokens(text, sentences))
    assert [f.key is not None for f in found] == [True]


def test_a_family_name_that_is_a_great_citys_too_is_a_place_behind_a_preposition() -> None:
    assert "Lagos" not in read_texts("Police in Lagos held two men.")
    assert "Lagos" not in read_texts("He flew from Accra to Lagos.")
    assert "Lagos" in read_texts("Bolivia told Lagos that it would wait.")
    assert "Lagos" in read_texts("President Ricardo Lagos left. He sold it to Lagos.")


@pytest.mark.parametrize(
    "text",
    [
        "Police in Turkana held two men.",
        "He spoke Wolof at home.",
        "They took Tal Afar airport.",
        "Chinese is spoken there.",
        "Togo joined forces with Peru.",
        "Kikuyu Sports won.",
        "He said that this IS so.",
        "MILITANTS SAY WHO IS FREE",
    ],
)
def test_a_land_a_language_and_an_idiom_are_no_people_or_army(text: str) -> None:
    assert not {"Turkana", "Wolof", "Afar", "Tal Afar", "Chinese", "forces", "Kikuyu", "IS"} & set(read_texts(text))


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("The US slams companies.", ["US", "companies"]),
        ("As Peru heads toward a vote, Chile waits.", ["Peru", "Chile"]),
        ("Peru began a bombing campaign.", ["Peru"]),
        ("The rivals drew, Peru said.", ["Peru"]),
        ("Nothing that Peru made public pleased Chile.", ["Peru", "Chile"]),
    ],
)
def test_no_verb_and_no_deed_is_taken_for_somebody(text: str, phrases: list[str]) -> None:
    assert read_texts(text) == phrases


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Rebels burned a bus in Puno Department.", ["Rebels"]),
        ("Troops left the towns of Caqueta Department.", ["Troops"]),
        ("Rebels met envoys of the Puno Department.", ["Rebels", "envoys", "Puno Department"]),
    ],
)
def test_a_region_called_department_is_no_body(text: str, named: list[str]) -> None:
    sentences = find_sentences(text)
    assert [m.text for m in find_actors(text, sentences, find_tokens(text, sentences))] == named
