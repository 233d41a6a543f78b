"""Coreference of actors: who is meant again."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.annotate.actors import find_actors
from dragoman.annotate.annotate import annotate
from dragoman.annotate.coreference import link_mentions
from dragoman.annotate.nominals import load_definite
from dragoman.annotate.sentences import find_sentences
from dragoman.annotate.tokens import find_tokens
from dragoman.errors import TableError
from dragoman.records import Mention


def read_linked(text: str) -> tuple[Mention, ...]:
    sentences = find_sentences(text)
    tokens = find_tokens(text, sentences)
    return link_mentions(text, sentences, tokens, find_actors(text, sentences, tokens))


def find_chain(mentions: tuple[Mention, ...], text: str) -> int | None:
    return next(m.chain for m in mentions if m.text == text)


@pytest.mark.parametrize(
    ("text", "first", "again"),
    [
        ("Prime Minister Ilse Brandauer left. Brandauer smiled.", "Prime Minister Ilse Brandauer", "Brandauer"),
        ("Prime Minister Ilse Brandauer left. She smiled.", "Prime Minister Ilse Brandauer", "She"),
        ("Finance Minister Tomo Rastelli spoke. The minister left.", "Finance Minister Tomo Rastelli", "minister"),
        ("Peru summoned Chile's ambassador, Jan Berg. The envoy smiled.", "Jan Berg", "envoy"),
        ("General Nizar al-Rastani left. Al-Rastani smiled.", "General Nizar al-Rastani", "Al-Rastani"),
        ("General Nizar al-Rastani left. Rastani smiled.", "General Nizar al-Rastani", "Rastani"),
        ("Bashar al-Assad left. Assad smiled.", "Bashar al-Assad", "Assad"),
        ("Russia refused. The Kremlin said no.", "Russia", "Kremlin"),
        ("Russia refused. Moscow said no.", "Russia", "Moscow"),
        ("The African Union (AU) met. The AU agreed.", "African Union", "AU"),
        ("Workers left. Police said they had arrested a boy.", "Police", "they"),
        (
            "Peruvian President Tomo Rastelli left. The Peruvian leader smiled.",
            "Peruvian President Tomo Rastelli",
            "Peruvian leader",
        ),
        ("Prime Minister Ilse Brandauer left. The premier smiled.", "Prime Minister Ilse Brandauer", "premier"),
        ("Merkel left. The German chancellor smiled.", "Merkel", "German chancellor"),
        ("Minister Ilse Brandauer left. The 58-year-old smiled.", "Minister Ilse Brandauer", "The 58-year-old"),
        ("Norway and Peru met. The latter refused.", "Peru", "The latter"),
        ("Norway and Peru met. Chile warned the former.", "Norway", "the former"),
        ("Norway signed a pact with Peru. The latter refused.", "Peru", "The latter"),
        ("Norway accused Peru. The former has left.", "Norway", "The former"),
        ("Uganda refused. The landlocked country closed its border.", "Uganda", "The landlocked country"),
        ("Georgia spoke. Chile thanked the former Soviet republic.", "Georgia", "the former Soviet republic"),
        ("Hamas refused. The Islamist movement left the talks.", "Hamas", "The Islamist movement"),
        ("The African Union met. The 55-nation union agreed.", "African Union", "The 55-nation union"),
        ("Greenpeace sued Gazprom. The company paid.", "Gazprom", "The company"),
        ("Peru wept. Peruvian President Ilse Brandauer said her country would act.", "Peru", "her country"),
        ("President Ilse Brandauer said her country would act.", "President Ilse Brandauer", "her country"),
        ("The envoy for Peru, Tomo Rastelli, left. Rastelli smiled.", "envoy", "Rastelli"),
        (
            "Tomo Rastelli, the army's chief of staff, left. The chief of staff smiled.",
            "Tomo Rastelli",
            "army's chief of staff",
        ),
    ],
)
def test_links(text: str, first: str, again: str) -> None:
    mentions = read_linked(text)
    assert find_chain(mentions, first) is not None
    assert find_chain(mentions, first) == find_chain(mentions, again)


@pytest.mark.parametrize(
    ("text", "nominal", "meant"),
    [
        ("Boko Haram shelled a town. The group said so.", "The group", "Boko Haram"),
        ("Boko Haram fled. Peru accused the group of killing a boy.", "the group", "Boko Haram"),
        ("Peru's foreign ministry objected. The ministry said so.", "The ministry", "Peru's foreign ministry"),
        ("The Pacific Islands Forum met Hamas. The forum said so.", "The forum", "Pacific Islands Forum"),
        ("Boko Haram met Peru. The group leader smiled.", "The group", None),
        ("Boko Haram met Peru. The group of seven agreed.", "The group", None),
        ("Peru met Chile. The agency said so.", "The agency", None),
    ],
)
def test_a_noun_means_the_body_that_can_be_called_so(text: str, nominal: str, meant: str | None) -> None:
    mentions = read_linked(text)
    chains = {m.text: m.chain for m in mentions}
    assert chains.get(nominal) == (chains[meant] if meant else None)


def test_bodies_of_one_row_are_one_where_their_names_are() -> None:
    mentions = read_linked("The FARC met the ELN. The Revolutionary Armed Forces of Colombia then left.")
    farc, eln, again = (find_chain(mentions, n) for n in ("FARC", "ELN", "Revolutionary Armed Forces of Colombia"))
    assert farc == again
    assert farc != eln


@pytest.mark.parametrize(
    ("text", "first", "other"),
    [
        ("Danish President Jan Berg left. The president of Peru smiled.", "Danish President Jan Berg", "president"),
        ("President Trump left. The French president smiled.", "President Trump", "French president"),
        ("President Jan Berg left. The leader of the rebels smiled.", "President Jan Berg", "leader"),
        ("President Jan Berg left. The Peruvian rebel leader smiled.", "President Jan Berg", "Peruvian rebel leader"),
        ("After talks with Jan Berg, the mayor left.", "Jan Berg", "mayor"),
        ("General Jan Berg, the mayor and the judge left.", "General Jan Berg", "mayor"),
    ],
)
def test_an_office_of_somebody_else(text: str, first: str, other: str) -> None:
    mentions = read_linked(text)
    assert find_chain(mentions, first) != find_chain(mentions, other)


@pytest.mark.parametrize(
    ("text", "pronoun", "who"),
    [
        ('Peru closed a port. "Chile is weak," it said.', "it", "Peru"),
        ("Minister Jan Berg spoke. “Minister Peter Holm is weak,” he said.", "he", "Minister Jan Berg"),
        ('Peru said: "Never." It said Chile was weak.', "It", "Peru"),
    ],
)
def test_who_says_it_is_not_named_in_the_quotation(text: str, pronoun: str, who: str) -> None:
    mentions = read_linked(text)
    assert find_chain(mentions, pronoun) == find_chain(mentions, who)


@pytest.mark.parametrize(
    ("text", "country", "who"),
    [
        ("The Peruvian minister said his country would sell wheat to Chile.", "his country", "Peruvian minister"),
        ("President Jan Berg met Chancellor Eva Holm. She said her country was ready.", "her country", "She"),
        (
            "Chile left. President Ana Soto of Peru said her own country would not.",
            "her own country",
            "President Ana Soto",
        ),
    ],
)
def test_his_country_is_that_of_who_speaks(text: str, country: str, who: str) -> None:
    mentions = read_linked(text)
    assert find_chain(mentions, country) == find_chain(mentions, who)


def test_another_report_of_the_text_names_nobody_of_this_one() -> None:
    mentions = read_linked("LIMA (AP) - President Jan Berg left. OSLO (AP) - The president smiled.")
    assert find_chain(mentions, "president") != find_chain(mentions, "President Jan Berg")


@pytest.mark.parametrize(
    ("text", "nominal", "members"),
    [
        ("Peru's government and the rebels met. The two parties agreed.", "The two parties",
         ("Peru's government", "rebels")),
        ("President Jan Berg met President Peter Holm and Vice President Ana Soto. The two leaders smiled.",
         "The two leaders", ("President Jan Berg", "President Peter Holm")),
        ("Peru and Chile left. The two republics asked for help.", "The two republics", ("Peru", "Chile")),
        ("Peru's Jan Berg met Chilean envoys. Berg said the two countries should talk.", "the two countries",
         ("Peru", "Chilean envoys")),
        ("Foreign Minister Jan Berg met Foreign Minister Peter Holm and Ambassador Ana Soto. The two ministers"
         " agreed.", "The two ministers", ("Foreign Minister Jan Berg", "Foreign Minister Peter Holm")),
        ("President Jan Berg met President Peter Holm. Envoy Ana Soto told Envoy Eva Lind that the two leaders agreed.",
         "the two leaders", ("President Jan Berg", "President Peter Holm")),
        ("Jan Berg and Peter Holm fled. Berg left. Ana Soto then spoke to the two men.", "the two men",
         ("Jan Berg", "Peter Holm")),
        ("President Jan Berg met President Peter Holm. The two heads of state agreed.", "The two heads of state",
         ("President Jan Berg", "President Peter Holm")),
        ("LIMA - Chilean President Jan Berg met Kenyan President Peter Holm here. The two countries agreed.",
         "The two countries", ("Chilean President Jan Berg", "Kenyan President Peter Holm")),
        ("Peru and Chile fought. Kenya met Norway's envoy. Norway and Kenya, both mediators, urged both sides to stop.",
         "both sides", ("Peru", "Chile")),
        ("Peru told Kenya that Chile left. The two countries must talk. Peru and Chile fought for years.",
         "The two countries", ("Peru", "Chile")),
        ("Jan Berg met Ana Soto. Berg said the two men agreed.", "the two men", ("Jan Berg", "Ana Soto")),
        ("Jan Berg met Ana Soto. The pair agreed.", "The pair", ("Jan Berg", "Ana Soto")),
        ("Norway, Chile and Peru met. The trio agreed.", "The trio", ("Norway", "Chile", "Peru")),
        ("Norway, Chile and Peru met. Kenya urged all three to wait.", "all three", ("Norway", "Chile", "Peru")),
        # Those of one state are no three states.
        ("Norway, Chile and Peru met. All three Kenyan firms agreed.", "All three Kenyan firms", ()),
        ("Norway, Chile and Peru met. The three Kenyan envoys agreed.", "The three Kenyan envoys", ()),
        ("Jan Berg and Peter Holm met. The two Kenyan envoys agreed.", "The two Kenyan envoys",
         ("Jan Berg", "Peter Holm")),
        ("Norway and Chile met. Kenya warned both on Monday.", "both", ("Norway", "Chile")),
    ],
)  # fmt: skip
def test_whom_a_plural_means(text: str, nominal: str, members: tuple[str, ...]) -> None:
    mentions = read_linked(text)
    found = next(m.members for m in mentions if m.text == nominal)
    assert {*found} == {find_chain(mentions, name) for name in members}


def test_both_sides_are_not_who_urges_them() -> None:
    mentions = read_linked("Kenya's Minister Jan Berg met Minister Peter Holm of Peru. Chile urged both sides to wait.")
    nominal = next(m for m in mentions if m.text == "both sides")
    assert find_chain(mentions, "Chile") not in nominal.members


def test_both_men_are_those_of_the_sentence() -> None:
    mentions = read_linked(
        "Chile's President Carlos Ruiz spoke. Minister Jan Berg met Minister Peter Holm and both men laughed."
    )
    wanted = {find_chain(mentions, name) for name in ("Minister Jan Berg", "Minister Peter Holm")}
    assert {*next(m.members for m in mentions if m.text == "both men")} == wanted


def test_who_owns_somebodys_office_is_not_named_by_it() -> None:
    mentions = read_linked("President Jan Berg left. Berg's spokesman Peter Holm stayed. Berg will return.")
    assert find_chain(mentions, "Berg") == find_chain(mentions, "President Jan Berg")


def test_they_are_the_two_persons_of_the_sentence_before() -> None:
    mentions = read_linked(
        "Soldiers left. President Jan Berg invited Minister Peter Holm to Lima. They will meet in May."
    )
    wanted = {find_chain(mentions, name) for name in ("President Jan Berg", "Minister Peter Holm")}
    assert {*next(m.members for m in mentions if m.text == "They")} == wanted


def test_a_minister_is_not_his_state() -> None:
    mentions = read_linked("Peru refused. Peruvian Foreign Minister Luis Quispe spoke.")
    assert find_chain(mentions, "Peru") != find_chain(mentions, "Peruvian Foreign Minister Luis Quispe")


@pytest.mark.parametrize(
    ("text", "meant", "pronoun"),
    [
        ("President Ivo Brand said Minister Peter Holm had told him.", "President Ivo Brand", "him"),
        ("Minister Jan Berg met Minister Peter Holm, who had called him.", "Minister Jan Berg", "him"),
        ("Minister Jan Berg met Minister Peter Holm, whose talks with him had failed.", "Minister Jan Berg", "him"),
        ("Minister Jan Berg met Minister Peter Holm. Holm wanted to speak to him alone.", "Minister Jan Berg", "him"),
        ("Minister Jan Berg met Minister Peter Holm. Holm flew home and wrote to him.", "Minister Jan Berg", "him"),
        ("Minister Peter Holm rang Minister Jan Berg. Berg took with him a letter.", "Minister Jan Berg", "him"),
        ("Minister Jan Berg wrote to Minister Peter Holm, whom he had met in Lima.", "Minister Jan Berg", "he"),
        ("Minister Jan Berg asked Minister Peter Holm to help him.", "Minister Jan Berg", "him"),
        ("Kenyan farmers said police had beaten them.", "Kenyan farmers", "them"),
        ("President Ivo Brand met Minister Peter Holm. Rain fell on him.", "Minister Peter Holm", "him"),
    ],
)
def test_who_is_acted_on_does_not_act(text: str, meant: str, pronoun: str) -> None:
    mentions = read_linked(text)
    assert find_chain(mentions, pronoun) == find_chain(mentions, meant)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (
            "Minister Jan Berg met Minister Peter Holm. Berg hinted that Holm feared he would lose.",
            "Minister Peter Holm",
        ),
        ("Minister Jan Berg flew to Lima after Minister Peter Holm told reporters he was ill.", "Minister Peter Holm"),
        ("Minister Jan Berg is ill. His aide said on Monday that he would rest.", "Minister Jan Berg"),
        ("Minister Jan Berg's lawyer Peter Holm said he was ill.", "Minister Jan Berg"),
        ("The lawyer Peter Holm said he was ill.", "lawyer Peter Holm"),
        ("Minister Ana Berg's lawyer Peter Holm said he was ill.", "lawyer Peter Holm"),
    ],
)
def test_who_says_or_thinks_it_is_meant(text: str, meant: str) -> None:
    mentions = read_linked(text)
    assert find_chain(mentions, "he") == find_chain(mentions, meant)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Norway wrote to Chile. Kenya, which stayed away, denies that it has paid rebels.", "Kenya"),
        ("Norway, in a letter to Kenya, maintained that it will sell grain.", "Norway"),
        ("Chile told reporters it had lost patience.", "Chile"),
    ],
)
def test_a_state_speaks_of_itself_whatever_stands_between(text: str, meant: str) -> None:
    mentions = read_linked(text)
    assert find_chain(mentions, "it") == find_chain(mentions, meant)


@pytest.mark.parametrize(
    "text",
    ["Kenya said on Monday that it was likely to rain.", "Kenya heard reports that it had rained."],
)
def test_it_that_nobody_speaks_of_is_no_actor(text: str) -> None:
    assert not any(m.text == "it" for m in read_linked(text))


@pytest.mark.parametrize(
    "text",
    [
        "President Ivo Brand flew to Lima. “He is a friend,” Minister Peter Holm said.",
        "President Ivo Brand flew to Lima. Minister Peter Holm told reporters: “He is a friend.”",
    ],
)
def test_who_says_it_in_direct_speech_is_not_meant_by_it(text: str) -> None:
    mentions = annotate(text).mentions
    assert find_chain(mentions, "He") == find_chain(mentions, "President Ivo Brand")


def test_a_list_does_not_act_on_itself() -> None:
    mentions = read_linked("Peru and Chile argued. Kenya and Ghana each urged the two states to wait.")
    nominal = next(m for m in mentions if m.text == "the two states")
    assert nominal.members == tuple(find_chain(mentions, name) for name in ("Peru", "Chile"))


def test_sides_are_the_two_states_that_somebody_acts_for() -> None:
    text = "The Foreign Ministry of Peru on Monday told of talks with Chilean Minister Ana Soto. The two sides agreed."
    mentions = read_linked(text)
    nominal = next(m for m in mentions if m.text == "The two sides")
    assert set(nominal.members) == {
        find_chain(mentions, name) for name in ("Foreign Ministry of Peru", "Chilean Minister Ana Soto")
    }


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Farmers shouted. The police used a hose to drive them off.", "Farmers"),
        ("A mob shouted. The police threw stones to scatter them.", "mob"),
        ("Farmers shouted. The police asked soldiers to help them.", "police"),
        ("The police used a hose, which was said to scare them.", "police"),
    ],
)
def test_who_does_something_to_do_it_to_them_is_not_who_they_are(text: str, meant: str) -> None:
    mentions = read_linked(text)
    assert find_chain(mentions, "them") == find_chain(mentions, meant) is not None


def test_them_can_be_holders_of_an_office() -> None:
    mentions = read_linked("Governors of the east threatened to vote. President Ivo Brand rebuked them.")
    assert find_chain(mentions, "them") == find_chain(mentions, "Governors")


def test_pronoun_keeps_to_gender() -> None:
    mentions = read_linked("Minister Maria Lund met Minister Peter Holm. She thanked him.")
    assert find_chain(mentions, "She") == find_chain(mentions, "Minister Maria Lund")
    assert find_chain(mentions, "him") == find_chain(mentions, "Minister Peter Holm")


@pytest.mark.parametrize("nominal", ["The two countries", "The two sides"])
def test_two_of_one_list(nominal: str) -> None:
    mentions = read_linked(f"Norway and Chile held talks on Bolivia. {nominal} agreed.")
    wanted = {find_chain(mentions, "Norway"), find_chain(mentions, "Chile")}
    assert {*next(m.members for m in mentions if m.text == nominal)} == wanted


def test_a_nominal_without_antecedent_has_no_members() -> None:
    assert read_linked("The two sides agreed.")[0].members == ()


def test_text_and_offsets_stay() -> None:
    text = "Norway and Chile met. The two countries agreed, he said."
    sentences = find_sentences(text)
    tokens = find_tokens(text, sentences)
    found = find_actors(text, sentences, tokens)
    linked = link_mentions(text, sentences, tokens, found)
    assert [(m.start, m.end, m.text) for m in linked] == [(m.start, m.end, m.text) for m in found]


def test_a_named_counterpart_is_one_person() -> None:
    mentions = read_linked("Finance Minister Tomo Rastelli met his Peruvian counterpart, Luis Quispe.")
    assert find_chain(mentions, "his Peruvian counterpart") == find_chain(mentions, "Luis Quispe")
    assert find_chain(mentions, "Luis Quispe") != find_chain(mentions, "Finance Minister Tomo Rastelli")


def test_mediators_are_no_sides() -> None:
    mentions = read_linked("Norway and Chile met in talks led by Peru and Bolivia. Both sides agreed.")
    wanted = {find_chain(mentions, "Norway"), find_chain(mentions, "Chile")}
    assert {*next(m.members for m in mentions if m.text == "Both sides")} == wanted


@pytest.mark.parametrize(
    ("text", "pronoun", "who"),
    [
        ("Minister Peter Holm told Minister Jan Berg that he would come.", "he", "Minister Peter Holm"),
        ("Minister Peter Holm met Minister Jan Berg. He was pleased.", "He", "Minister Peter Holm"),
        ("In a letter to Minister Jan Berg, Minister Peter Holm said he was ill.", "he", "Minister Peter Holm"),
    ],
)
def test_he_is_who_the_sentence_is_about(text: str, pronoun: str, who: str) -> None:
    mentions = read_linked(text)
    assert find_chain(mentions, pronoun) == find_chain(mentions, who)


@pytest.mark.parametrize(
    "text",
    [
        "Kenya denied the charge of Peru. It said nobody had crossed.",
        "Kenya sent troops to the border with Peru. It has blocked a road.",
    ],
)
def test_it_is_what_the_sentence_before_is_about(text: str) -> None:
    mentions = read_linked(text)
    assert find_chain(mentions, "It") == find_chain(mentions, "Kenya")


def test_both_are_those_named_side_by_side_before() -> None:
    mentions = read_linked("In Peru, Kenyan and Chilean mediators suspended the talks. Both blamed the weather.")
    wanted = {find_chain(mentions, "Kenyan"), find_chain(mentions, "Chilean mediators")}
    assert [{*m.members} for m in mentions if m.text == "Both"] == [wanted]


def test_they_are_the_actors_named_side_by_side() -> None:
    mentions = read_linked("Norway and Chile suspended the talks. They said they would wait.")
    wanted = {find_chain(mentions, "Norway"), find_chain(mentions, "Chile")}
    assert [{*m.members} for m in mentions if m.text.lower() == "they"] == [wanted, wanted]


@pytest.mark.parametrize(
    ("text", "nominal", "meant"),
    [
        ("Peru voted. Chile objected. The country sat still.", "The country", "Chile"),
        ("Peru voted. Peru spoke. Kenya, Ghana and Peru signed. The country sat still.", "The country", "Peru"),
        ("Peru voted. Kenya and Ghana signed. The country sat still.", "The country", "Peru"),
        ("NATO agreed. The parliament of Peru met. The alliance waited.", "The alliance", "NATO"),
        ("Jordan and Peru talked. Peru left. The kingdom waited.", "The kingdom", "Jordan"),
    ],
)
def test_a_definite_noun_means_what_it_can_be_and_none_of_a_list(text: str, nominal: str, meant: str) -> None:
    mentions = read_linked(text)
    assert find_chain(mentions, nominal) == find_chain(mentions, meant)


def test_whose_spies_they_are_is_no_state_that_acts() -> None:
    assert "his own country" not in [m.text for m in read_linked("Tomo Rastelli was held by his own country's spies.")]


def test_a_kingdom_never_named_is_nobody() -> None:
    assert find_chain(read_linked("Peru left. The kingdom waited."), "The kingdom") is None


@pytest.mark.parametrize(("codes", "named"), [("ATL", "ATL"), ("IGO|NOR ", "NOR ")])
def test_a_definite_noun_of_no_known_code_is_refused(tmp_path: Path, codes: str, named: str) -> None:
    (tmp_path / "definite_nominals.tsv").write_text(f"noun\tcodes\treason\npact\t{codes}\tmine\n")
    with pytest.raises(TableError, match=f"row 'pact': '{named}' is no code"):
        load_definite(tmp_path)


@pytest.mark.parametrize(
    ("text", "pronoun", "meant"),
    [
        ("Kenyan police held six farmers. They were freed in Lima.", "They", "six farmers"),
        ("Kenyan police held six farmers. They were looking for gold.", "They", "Kenyan police"),
        ("Ministers said Kenyan police held six rebels and that they would be tried.", "they", "six rebels"),
    ],
)
def test_they_are_who_was_acted_on_before_a_passive(text: str, pronoun: str, meant: str) -> None:
    mentions = read_linked(text)
    assert find_chain(mentions, pronoun) == find_chain(mentions, meant)


def test_they_are_no_single_body() -> None:
    mentions = read_linked("Kenyan farmers left. The Associated Press told of it. They cheered.")
    assert find_chain(mentions, "They") == find_chain(mentions, "Kenyan farmers")
