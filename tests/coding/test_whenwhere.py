"""Which time and place of a sentence are an act's own."""

import pytest

from dragoman.annotate.annotate import annotate
from dragoman.annotate.places import find_places
from dragoman.annotate.times import find_times
from dragoman.annotate.tokens import find_tokens
from dragoman.coding.governors import tells_plan
from dragoman.coding.units import view_sentence
from dragoman.coding.whenwhere import find_when, find_where, is_aside
from dragoman.records import EventType, Span


def read(text: str, trigger: str) -> tuple[str | None, str | None]:
    """The words for when and where of the act that `trigger` tells."""
    sentences = [(0, len(text))]
    tokens = find_tokens(text, sentences)
    times, places = find_times(text, sentences), find_places(text, sentences, tokens)
    view = view_sentence(tokens, (*places, *times))
    at = text.index(trigger)
    act = Span(at, at + len(trigger), trigger)
    when, where = find_when(view, act, times), find_where(view, act)
    return when.text if when else None, where.text if where else None


@pytest.mark.parametrize(
    ("text", "trigger", "when"),
    [
        ("Officials said the army on Monday shelled the town.", "shelled", "Monday"),
        ("Norway on Tuesday summoned the envoy and demanded an apology.", "demanded", "Tuesday"),
        ("The president resigned and fled the country on Sunday.", "resigned", "Sunday"),
        ("The army seized power before dawn on Friday.", "seized", "Friday"),
        ("Norway had last week recognised the new state.", "recognised", "last week"),
        ("The minister, who visited Zagreb at the weekend, is due in Oslo on Wednesday.", "due", "Wednesday"),
        ("An attack that killed six on Monday drew protests.", "attack", "Monday"),
        ("Talks in Oslo on Tuesday ended without a deal.", "Talks", "Tuesday"),
        ("The envoy is expected to fly to Lima on Thursday.", "expected", "Thursday"),
        ("Rebels fought in Lima and Oslo on Friday, two days after a truce had begun.", "truce", "two days"),
        ("Norway sailed on Friday, a day after rebels took two envoys and killed six.", "killed", "a day"),
        ("Rebels shelled the town on Monday, killing six soldiers.", "killing", "Monday"),
        ("Norway agreed to meet the rebels in May.", "agreed", "May"),
        ("Three soldiers were killed over the past week.", "killed", "the past week"),
        ("The president will pay a two-day visit to Oslo beginning on Thursday.", "visit", "Thursday"),
        ("Norway will close the port starting Monday.", "close", "Monday"),
        ("Norway said it was starting talks on Monday.", "starting", "Monday"),
        ("Police charged the crowd on Tuesday and arrested ninety people.", "arrested", "Tuesday"),
        ("The ministers met on Monday and signed the accord with Norway and Chad on Tuesday.", "signed", "Tuesday"),
        ("Nine people were killed on Monday when rebels shelled the town.", "shelled", "Monday"),
        ("Rebels retook the town on Monday in Chad as soldiers withdrew.", "withdrew", "Monday"),
        ("Nine people were killed on Monday, when rebels shelled the town.", "shelled", "Monday"),
        ("By Monday the rebels had seized the port.", "seized", "Monday"),
        ("The town saw a raid on Monday in which nine soldiers were killed.", "killed", "Monday"),
        ("A raid on Monday, which killed nine soldiers, drew protests.", "raid", "Monday"),
        ("The raid, which took place on Monday, drew protests.", "raid", "Monday"),
        ("Rebels seized the port on the morning of 3 May.", "seized", "3 May"),
        ("Rebels seized the port in the early hours of Monday.", "seized", "Monday"),
        ("On Monday rebels stormed the port, killed six soldiers and burned a bus.", "killed", "Monday"),
        ("On Monday rebels stormed the port, killed six soldiers and burned a bus.", "burned", "Monday"),
        ("Six soldiers were killed and nine others were wounded on Monday.", "killed", "Monday"),
        ("Norway said that on Monday rebels had shelled the town.", "shelled", "Monday"),
        ("Juan Ruiz, in a speech on Monday, demanded an apology.", "demanded", "Monday"),
        ("On Monday, rebels began to shell the town.", "shell", "Monday"),
        ("The two states agreed to jointly build the jet in 2014.", "agreed", "2014"),
        ("On Monday, after rebels attacked the town, the army shelled them.", "shelled", "Monday"),
        ("On Monday, when rebels attacked the town, six soldiers died.", "attacked", "Monday"),
        ("Polls on Sunday, two days after he was shot, went to his party.", "shot", "two days"),
        ("Returning fire two days after raids in Chad, troops on Monday burned a bus.", "raids", "two days"),
        ("Attacks in Lima, Puno and Cusco killed six on Monday.", "Attacks", "Monday"),
        ("He was held over the May 3, 1998, bombing of a bus.", "bombing", "May 3, 1998"),
        ("Norway condemned the failure of Wednesday's meeting with Chad.", "meeting", "Wednesday"),
        ("The pledges of last year's COP 26 climate talks are forgotten.", "talks", "last year"),
        ("The 2015 attacks killed six people.", "killed", "2015"),
        ("Norway will resume flights once a week from next month.", "resume", "next month"),
        ("Rebels have held the town since May 2011.", "held", "May 2011"),
        ("The biggest guild of the town has boycotted the vote since Monday.", "boycotted", "Monday"),
        ("The rally was in response to the arrest of six men in Chad since May 2011.", "arrest", "May 2011"),
        ("The raid, carried out on Monday, killed six.", "raid", "Monday"),
        ("They quoted the May 3 accord signed by the rebels.", "signed", "May 3"),
        ("Rebels launched a raid on the port on Monday.", "raid", "Monday"),
        ("Rebels on Monday carried out a raid on the port.", "raid", "Monday"),
    ],
)
def test_a_time_dates_the_act_whose_verb_it_stands_by(text: str, trigger: str, when: str) -> None:
    assert read(text, trigger)[0] == when


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("The army said on Thursday it had shelled the town.", "shelled"),
        ("Troops shelled the town, residents said on Monday.", "shelled"),
        ("Norway condemned a strike after six soldiers were killed on Monday.", "condemned"),
        ("Norway asked the rebels to leave on Monday.", "asked"),
        ("The ministers met for three hours.", "met"),
        ("Norway threatened to cut the aid it sends every year.", "threatened"),
        ("Norway condemned Monday's vote.", "condemned"),
        ("Under the February accord the rebels agreed to leave.", "agreed"),
        ('"We reject the offer," he said on Friday.', "reject"),
        ("The town has now been shelled.", "shelled"),
        ("Norway will withdraw its troops by Friday.", "withdraw"),
        ("Norway promised to send grain by November.", "promised"),
        ("Norway visited the port for the first time since 2014.", "visited"),
        ("The general, who came to power in 1990, and signed the accord, has died.", "signed"),
        ("Norway closed the port on Monday as part of a plan and asked for help.", "asked"),
        ("The minister took office on Monday, and the rebels who attacked the town fled.", "attacked"),
        ("Norway on Monday condemned the raid on the port.", "raid"),
        ("Norway criticised on Monday the arrest of two reporters.", "arrest"),
        ("The president referred on Tuesday to the killing of six priests.", "killing"),
        ("The arrest was condemned on Monday by Norway.", "arrest"),
        ("Rebels, who on Monday fled the town, stormed the port and killed six.", "stormed"),
        ("Rebels, who on Monday fled the town, stormed the port and killed six.", "killed"),
        ("The president, until Monday thought a loyal man, sacked the minister and left.", "sacked"),
        ("Annan, who had telephoned him daily and on Friday spoken of crimes, left.", "telephoned"),
        ("The raid, which Norway condemned on Monday, killed six.", "raid"),
        ("Norway said that on Monday rebels had shelled the town.", "said"),
        ("On Monday rebels stormed the port, and the army shelled the town.", "shelled"),
        ("Juan Ruiz, envoy to Chad from 2007 to 2013, demanded an apology.", "demanded"),
        ("On Monday, rebels vowed to shell the town.", "shell"),
        ("On Monday, after rebels attacked the town, the army shelled them.", "attacked"),
        ("After the attack in Chad, troops on Monday arrested six men.", "attack"),
        ("Norway spoke on Friday in response to raids in Chad of a crime.", "raids"),
        ("He was charged in the May 3, 1998, bombing of a bus.", "charged"),
        ("It was the deadliest attack on the port since May 2011.", "attack"),
        ("Gunmen killed six men in Lima, as in May 2011.", "killed"),
        ("Unlike in May 2011, Norway condemned the raid.", "condemned"),
        ("It was the first time that he could inspect it since March 3.", "inspect"),
    ],
)
def test_a_time_of_another_verb_or_no_date_dates_no_act(text: str, trigger: str) -> None:
    assert read(text, trigger)[0] is None


@pytest.mark.parametrize(
    ("text", "ahead"),
    [
        ("Norwegian minister to visit Lima on Friday", True),
        ("Turkish, Norwegian ministers to meet on Friday", True),
        ("Talks fail: Norway to free prisoners on Friday", True),
        ("Norway to free prisoners seized on Friday", False),
        ("Norway to free prisoners held since Friday", False),
        ("Police kill man on Friday", False),
        ("Norway asked the rebels to leave on Friday.", False),
    ],
)
def test_a_time_behind_the_plan_of_a_headline_lies_ahead(text: str, ahead: bool) -> None:
    annotation = annotate(text)
    time = next(m for m in annotation.mentions if m.kind == "time")
    assert tells_plan(annotation, 0, time) == ahead


@pytest.mark.parametrize(
    ("text", "trigger", "where"),
    [
        ("Jets bombed a hospital in Aleppo, killing six.", "bombed", "Aleppo"),
        ("The ministers met near Lima and condemned the strike.", "met", "Lima"),
        ("The ministers met near Lima and condemned the strike.", "condemned", None),
        ("The envoy visited rebels and condemned last week's attack in Lima.", "visited", None),
        ("Nine people were killed in Lima on Monday when rebels attacked a bus.", "attacked", "Lima"),
        ("The envoy, who lives in Lima, condemned the strike.", "condemned", None),
        ("Officials in Lima said the rebels had attacked a village.", "attacked", None),
        ("The report was of a raid in Lima in which nine soldiers were killed.", "killed", "Lima"),
        ("The general said that in the Peruvian port of Callao rebels had burned a bus.", "burned", "Callao"),
        ("Norway condemned the raids which have occurred in Peru.", "raids", "Peru"),
    ],
)
def test_a_place_belongs_to_the_act_whose_verb_it_stands_by(text: str, trigger: str, where: str | None) -> None:
    assert read(text, trigger)[1] == where


@pytest.mark.parametrize(
    ("text", "trigger", "where"),
    [
        ("The president flew to Banjul for talks.", "flew", "Banjul"),
        ("India demanded arrests after an attack on Mumbai.", "attack", "Mumbai"),
        ("The police in Nablus arrested six men.", "arrested", "Nablus"),
        ("The ministers met the chancellor in Vienna.", "met", "Vienna"),
        ("The EU foreign ministers met in Brussels on Monday.", "met", "Brussels"),
        ("The president agreed to prepare a visit to Banjul.", "agreed", None),
        ("The foreign ministry in Cairo demanded restraint.", "demanded", None),
        ("The prime minister in Paris asked for elections.", "asked", None),
        ("The ministers called on Brussels to lift the ban.", "called", None),
    ],
)
def test_where_a_body_sits_and_a_place_that_acts_are_no_place_of_the_act(
    text: str, trigger: str, where: str | None
) -> None:
    at = text.index(trigger)
    annotation = annotate(text)
    found = find_where(view_sentence(annotation.tokens, annotation.mentions), Span(at, at + len(trigger), trigger))
    assert (found.text if found else None) == where


@pytest.mark.parametrize(
    ("text", "trigger", "where"),
    [
        ("Police arrested six reporters in the northern town of Cizre.", "arrested", "Cizre"),
        ("Police arrested six reporters in the Peruvian capital, Lima, on Monday.", "arrested", "Lima"),
        ("Police arrested six reporters on the outskirts of Mosul.", "arrested", "Mosul"),
        ("Police arrested six reporters in Lima's main square.", "arrested", "Lima"),
        ("Police arrested six reporters in Afghanistan's Helmand province.", "arrested", "Helmand"),
        ("Gunmen attacked a convoy on the border between Peru and Ecuador.", "attacked", "Peru"),
        ("Gunmen attacked a convoy 20 km south of Mosul.", "attacked", "Mosul"),
        ("Gunmen attacked a convoy in the West Bank city of Nablus.", "attacked", "Nablus"),
        ("Gunmen attacked a convoy between Mosul and Erbil.", "attacked", "Mosul"),
        ("Rebels seized the port of Mosul.", "seized", "Mosul"),
        ("Rebels retook Mosul on Monday.", "retook", "Mosul"),
        ("The president visited Lima.", "visited", "Lima"),
        ("In Lima, Peru expelled two envoys.", "expelled", "Lima"),
        ("Norway broke off relations with Peru.", "broke", None),
        ("Rebels seized parts of Chad.", "seized", "Chad"),
        ("Gunmen killed four policemen in the Kenyan capital.", "killed", "Kenyan capital"),
        ("Gunmen killed four policemen in Kenya's capital on Monday.", "killed", "Kenya's capital"),
        ("The raid in the capital of Peru killed four soldiers.", "raid", "capital of Peru"),
        ("Rebels attacked the Sudanese capital.", "attacked", "Sudanese capital"),
        ("Police arrested six reporters in the streets of the capital.", "arrested", "capital"),
        ("Rebels seized the envoy of Chad.", "seized", None),
    ],
)
def test_words_between_a_place_and_its_preposition(text: str, trigger: str, where: str | None) -> None:
    at = text.index(trigger)
    annotation = annotate(text)
    found = find_where(view_sentence(annotation.tokens, annotation.mentions), Span(at, at + len(trigger), trigger))
    assert (found.text if found else None) == where


@pytest.mark.parametrize(
    ("text", "trigger", "kind", "where"),
    [
        ("The court in Cusco rejected the appeal.", "rejected", "REJECT", None),
        ("Gunmen in Nablus attacked a convoy.", "attacked", "ASSAULT", "Nablus"),
        ("At a meeting in Lima, the ministers rejected the plan.", "rejected", "REJECT", "Lima"),
        ("With 600 men in Lima, the president rejected the plan.", "rejected", "REJECT", None),
        ("Norway condemned a bombing in Mosul.", "condemned", "ACCUSE", None),
        ("Norway condemned a bombing in Mosul.", "bombing", "ASSAULT", "Mosul"),
        ("Norway urged the rebels to end the siege of a town near Mosul.", "urged", "REQUEST", None),
        ("The ministers signed an accord with Norway in Lima.", "signed", "SUPPORT", "Lima"),
        ("The ministers signed a declaration on schools in Lima.", "signed", "SUPPORT", None),
        ("Norway rejected the offer in Lima on Monday.", "rejected", "REJECT", "Lima"),
        ("Norway rejected the changes in Lima.", "rejected", "REJECT", None),
        ("Police arrested six reporters over the war in Syria.", "arrested", "COERCE", None),
        ("Police arrested six reporters ahead of a vote in Lima.", "arrested", "COERCE", None),
        ("The president will fly to Lima next week.", "fly to", "AGREE", "Lima"),
        ("Gunmen attacked the convoy before dawn in Mosul.", "attacked", "ASSAULT", "Mosul"),
        ("Police arrested six reporters before Sunday's vote in Lima.", "arrested", "COERCE", None),
        ("The ministers discussed the fighting in Aleppo.", "discussed", "CONSULT", None),
        ("The ministers held talks on the crisis in Sudan.", "held", "CONSULT", None),
        ("The ministers held talks on a truce in Doha.", "held", "CONSULT", "Doha"),
        ("Nine soldiers were killed in a raid in Aleppo.", "killed", "ASSAULT", "Aleppo"),
        ("The deadly Nairobi attack killed six.", "attack", "ASSAULT", "Nairobi"),
        ("Norway mourned the dead of the Nairobi bombing.", "bombing", "ASSAULT", "Nairobi"),
        ("Norway mourned the dead of the Moscow raid on Kharkiv.", "raid", "ASSAULT", "Kharkiv"),
        ("The minister lashed out at Turkey on Monday.", "lashed", "ACCUSE", None),
        ("Police held six men at Chad's border with Niger.", "held", "COERCE", "Chad"),
        ("Norway stepped in after Sudan's raid on Adre.", "raid", "ASSAULT", "Adre"),
        ("Norway took part in Chad's raid.", "raid", "ASSAULT", None),
        ("Police fired at crowds at Kabul airport.", "fired", "ASSAULT", "Kabul"),
        ("Two men were killed in Lima on Monday as Norway condemned Peru.", "condemned", "ACCUSE", None),
        ("Two men were killed in Lima on Monday as gunmen attacked a bus.", "attacked", "ASSAULT", "Lima"),
    ],
)
def test_what_is_said_or_granted_is_not_where_its_matter_is(
    text: str, trigger: str, kind: EventType, where: str | None
) -> None:
    at = text.index(trigger)
    annotation = annotate(text)
    act = Span(at, at + len(trigger), trigger)
    found = find_where(view_sentence(annotation.tokens, annotation.mentions), act, kind)
    assert (found.text if found else None) == where


@pytest.mark.parametrize(
    ("text", "trigger", "aside"),
    [
        ("Norway and Peru held talks about the fighting in Idlib.", "held talks", "Idlib"),
        ("Norway and Peru held talks in Lima about the fighting in Idlib.", "held talks", "Idlib"),
        ("Norway and Peru held talks on a truce in Idlib.", "held talks", "Idlib"),
        ("Norway and Peru held talks on the accord in Lima.", "held talks", None),
        ("Norway and Peru held talks for the first time since 2014.", "held talks", "2014"),
        ("Norway and Peru held talks after midnight in Lima.", "held talks", None),
    ],
)
def test_an_occasion_and_the_end_of_a_stretch_are_no_setting_whoever_reads_it(
    text: str, trigger: str, aside: str | None
) -> None:
    at = text.index(trigger)
    annotation = annotate(text)
    view = view_sentence(annotation.tokens, annotation.mentions)
    named = [m for m in annotation.mentions if m.kind in ("place", "time")]
    found = [m.text for m in named if is_aside(view, Span(at, at + len(trigger), trigger), m, "CONSULT")]
    assert found == [aside] * (aside is not None)
