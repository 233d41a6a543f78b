"""Frames over invented sentences: every type and mode, active, passive, nominal, reciprocal, light verbs."""

from collections.abc import Callable

import pytest

from dragoman.annotate.annotate import annotate
from dragoman.coding import code_events, load_codebook
from dragoman.records import EventCandidate

Coder = Callable[[str], tuple[EventCandidate, ...]]

# sentence | TYPE.mode | actors | recipients (parties separated by "; ")
SENTENCES = """
[Ankara] agreed to send food to [Malawi]. | AGREE | Ankara | Malawi
[The king] pledged to build a hospital. | AGREE | The king |
[The two premiers] plan to meet in May. | AGREE | The two premiers |
[Rome] invited [the Tunisian president] to the capital. | AGREE | Rome | the Tunisian president
[Madrid] is willing to talk to [the rebels]. | AGREE | Madrid | the rebels
[The envoy] will meet [the general] in May. | AGREE | The envoy | the general
[Oslo] is to sign a pact with [Accra]. | AGREE | Oslo | Accra
[Oslo] and [Accra] will meet [the Turkish premier]. | AGREE | Oslo; Accra | the Turkish premier
[Guards] in blue coats, who had struck [the mayor], ran. | ASSAULT | Guards | the mayor
[Rossi] and [Mbeki] met in Geneva. | CONSULT | Rossi; Mbeki |
[Rossi] met with [Mbeki] on Monday. | CONSULT | Rossi; Mbeki |
[The envoy] held talks with [the general] and with [the king]. | CONSULT | The envoy; the general; the king |
Talks between [Oslo] and [Accra] ended on Friday. | CONSULT | Oslo; Accra |
Talks between [Oslo] and [Accra] arranged by [Lima] ended on Friday. | CONSULT | Oslo; Accra |
[The envoy] held talks with [the general]. | CONSULT | The envoy; the general |
[The bishop] mediated between [the army] and [the rebels]. | CONSULT.third-party | The bishop | the army; the rebels
[The chancellor] visited <Hanoi>. | CONSULT.visit | The chancellor | Hanoi
[The chancellor] arrived in <Hanoi> on Monday. | CONSULT.visit | The chancellor | Hanoi
[The chancellor] paid a visit to <Hanoi>. | CONSULT.visit | The chancellor | Hanoi
[Rossi]'s visit to <Hanoi> ended. | CONSULT.visit | Rossi | Hanoi
The show ended after [Ankara] rejected the offer. | REJECT | Ankara |
[The army] fired old rockets at <Hanoi>. | ASSAULT.heavy-weapons | The army | Hanoi
[The king] suspended his participation in the works. | REJECT.meet | The king |
[The ministers] took part in a ceremony. | CONSULT.multilateral | The ministers |
[The queen] received [the ambassador]. | CONSULT.visit | the ambassador | The queen
[The chancellor] talked by telephone with [the president]. | CONSULT.phone | The chancellor | the president
[The chancellor] telephoned [the president]. | CONSULT.phone | The chancellor | the president
[Ministers of ten states] attended the summit. | CONSULT.multilateral | Ministers of ten states |
[The ministers] waiting in the <Ethiopian> capital rejected the plan. | REJECT | The ministers |
[Lima] demanded a word from the one ally who rejected the plan. | REQUEST | Lima |
[The premier] won praise from <Rome>. | SUPPORT | Rome | The premier
[The premier] faces pressure from [the bishops]. | REQUEST | the bishops | The premier
[The envoy] received assurances from [the general]. | AGREE | the general | The envoy
[The convoy] came under attack from [the militia]. | ASSAULT | the militia | The convoy
[The general] slept after his arrest. | COERCE.arrest | | The general
The [embassy] bombings shook the town. | ASSAULT.explosives | | embassy
The [consulate] attack was the third. | ASSAULT | | consulate
[The rebels]' attack on [the embassy] was the third. | ASSAULT | The rebels | the embassy
The arrest of [the students] by [police] went on. | COERCE.arrest | police | the students
[The rebels]' release took an hour. | RETREAT.release | | The rebels
[Oslo], which had lent [the king] ships, asked [Rome] for oil. | REQUEST | Oslo | Rome
[Oslo] wished [the envoy] well, sent <Rome> a note and rejected the plan. | REJECT | Oslo |
[Rome] wished [a charity] to carry flour to the coast but rejected the plan. | REJECT | Rome |
[Rome] said that [the envoy] was late, and rejected the plan. | REJECT | Rome |
[The two parties] see that the crisis cannot wait and have agreed to talk. | AGREE | The two parties |
[The envoy] flew in, smiled at [the guards] and rejected the plan. | REJECT | The envoy |
[Rome], whose guards hold the bridge, rejected the plan. | REJECT | Rome |
[Lima] praised [Bogota] for the truce. | SUPPORT | Lima | Bogota
[Oslo], [Accra], [Lima] and [Quito] praised [Bogota]. | SUPPORT | Oslo; Accra; Lima; Quito | Bogota
[The rebels] attacked at least [40 farmers], doctors said. | ASSAULT | The rebels | 40 farmers
[The rebels] attacked up to [40 farmers]. | ASSAULT | The rebels | 40 farmers
[Oslo], angry at [the sailors], wept, and [Accra] rejected the plan. | REJECT | Accra |
[Oslo] smiled at [the sailors], and [Accra], its old friend, rejected the plan. | REJECT | Accra |
[The ministry] denied that [its troops] had crossed. | REJECT | The ministry |
[The ministry] denied the charges made by [Rome]. | REJECT | The ministry | Rome
[Oslo] expressed regret over the vote. | ACCUSE.disapprove | Oslo |
[Delhi] exploded nuclear devices in a desert. | MOBILIZE.weapons | Delhi |
[The miners] said on {Friday} [they] would blockade [the port]. | THREATEN.restrict | they | the port
[The Andean Community] ([AC]) rejected the plan. | REJECT | The Andean Community |
Heads of [the Andean Community] (AC) on {Monday} rejected the plan. | REJECT | the Andean Community |
[Ministers] chosen in <Oslo> rejected the plan. | REJECT | Ministers |
[Rebels] exploded bombs in <Quito>, [envoys] in nearby <Lima> said. | ASSAULT.explosives | Rebels | Quito
[Oslo] called on {Friday} for a truce with [the rebels]. | REQUEST.yield | Oslo | the rebels
[Oslo] spoke on {Friday} with [Accra]. | CONSULT | Oslo; Accra |
[The ministers] agreed on {Friday} to a plan. | AGREE | The ministers |
[Oslo] called off this {year}'s talks with [Accra]. | REJECT.meet | Oslo | Accra
[The rebels] called a truce. | RETREAT.ceasefire | The rebels |
[Samoa] sent six observers to [Tonga]. | AID | Samoa | Tonga
The deployment of observers by [Samoa] began. | AID | Samoa |
[Fijian peacekeepers] began deploying in <Tonga>. | AID | Fijian peacekeepers | Tonga
[Vienna] returned eight stolen coins to [Libya]. | RETREAT.release | Vienna | Libya
[The bishop] launched a mediation between [Oslo] and [Accra]. | CONSULT.third-party | The bishop | Oslo; Accra
[The senator] led a delegation to <Hanoi>. | CONSULT.visit | The senator | Hanoi
[The bank] paid 90 million dollars in aid to [Ghana]. | AID | The bank | Ghana
[The union] called off its march. | RETREAT | The union |
[The union] postponed a rally. | RETREAT | The union |
[The army] began a military campaign against [the rebels]. | ASSAULT | The army | the rebels
Neither [Oslo] nor [Accra] praised [Bogota]. | SUPPORT | Oslo; Accra | Bogota
[Oslo] and [Accra] signed a fishing treaty. | SUPPORT | Oslo; Accra |
[Quito] recognised [the new state]. | SUPPORT | Quito | the new state
[Oslo] and [Accra] established diplomatic relations. | SUPPORT | Oslo; Accra |
[The senate] ratified the treaty. | SUPPORT | The senate |
[Oslo] voiced support for [the new cabinet]. | SUPPORT | Oslo | the new cabinet
[The parties] reached an agreement. | SUPPORT | The parties |
[The minister] apologised to [the families]. | CONCEDE | The minister | the families
[The king] pardoned [ten rebels]. | CONCEDE | The king | ten rebels
[The firm] gave in to [the union]. | CONCEDE | The firm | the union
[The ministry] lifted the ban on [the party]. | CONCEDE | The ministry | the party
[Police of Chad] cooperated with [the Nigerian army]. | COOPERATE | Police of Chad; the Nigerian army |
[The Thai navy] and [the Indian navy] held joint exercises. | COOPERATE | The Thai navy; the Indian navy |
[Rome] and [Tunis] broke ground for a tunnel. | COOPERATE | Rome; Tunis |
[Rome] and [Tunis] set up a working group on fish. | COOPERATE | Rome; Tunis |
[Rome] shared intelligence with [Tunis]. | COOPERATE | Rome | Tunis
[Amman] sent food to [the camps]. | AID | Amman | the camps
[The bank] gave [Ghana] a loan of 90 million dollars. | AID | The bank | Ghana
[Prague] supplied tanks to [Kyiv]. | AID | Prague | Kyiv
[Mexico] granted asylum to [the poet]. | AID | Mexico | the poet
[The premier] was grateful to [Rome]. | SUPPORT | The premier | Rome
[Ghanaian peacekeepers] arrived in [Beirut]. | AID | Ghanaian peacekeepers | Beirut
Relief supplies from [Oslo] reached [Haiti]. | AID | Oslo | Haiti
[Ghana] sent troops to the peacekeeping force in [Lebanon]. | AID | Ghana | Lebanon
[The army] withdrew its troops from [the valley]. | RETREAT.withdraw | The army | the valley
[The rebels] freed [two hostages]. | RETREAT.release | The rebels | two hostages
[Two priests] were released by [the rebels]. | RETREAT.release | the rebels | Two priests
[The militia] handed over its weapons. | RETREAT.disarm | The militia |
[Oslo] said on {Friday} that [Accra] and [the guard] in <Lima> must agree. | REQUEST.assist | Oslo | Accra; the guard
[The junta] said [it] will not free [the editor]. | REJECT.yield | it | the editor
[The militia] declared a truce. | RETREAT.ceasefire | The militia |
[The regime] let inspectors in. | RETREAT.access | The regime |
[The premier] resigned on Friday. | RETREAT.resign | The premier |
[Ottawa] lifted sanctions against [the junta]. | RETREAT | Ottawa | the junta
[Lima] asked [Brasilia] for help. | REQUEST.assist | Lima | Brasilia
[Kyiv] urged [Paris] to send tanks. | REQUEST.assist | Kyiv | Paris
[The union] demanded that [the minister] step down. | REQUEST.change | The union | the minister
[The council] called on [both armies] to withdraw. | REQUEST.yield | The council | both armies
[The bishop] called for talks with [the rebels]. | REQUEST.meet | The bishop | the rebels
[Ankara] condemned [the militia]. | ACCUSE.disapprove | Ankara | the militia
[The mayor] was condemned by [Ankara]. | ACCUSE.disapprove | Ankara | The mayor
[Prosecutors] opened an inquiry into [the firm]. | ACCUSE.investigate | Prosecutors | the firm
[Baku] accused [Yerevan] of firing first. | ACCUSE.allege | Baku | Yerevan
[The crew], whom [Ankara] accuses of theft, slept. | ACCUSE.allege | Ankara | The crew
The port saw [a Danish ship], which [it] accused of theft. | ACCUSE.allege | it | a Danish ship
[The union] sued [the ministry]. | ACCUSE.allege | The union | the ministry
[The ministry] protested against the plan. | ACCUSE.allege | The ministry |
[Oslo] lodged a protest with [the embassy]. | ACCUSE.allege | Oslo | the embassy
[The rebels] rejected the plan. | REJECT | The rebels |
[Maria Ruiz], a senator and former mayor of Lima, rejected the plan. | REJECT | Maria Ruiz |
The [EU's envoy] warned that the law was against [EU] rules. | THREATEN | EU's envoy |
[Oslo] refused to help [the junta]. | REJECT.assist | Oslo | the junta
[The premier] refused to resign. | REJECT.change | The premier |
[France] refused to withdraw its troops from [Mali]. | REJECT.yield | France | Mali
[The king] called off his meeting with [the premier]. | REJECT.meet | The king | the premier
[The president] vetoed the bill. | REJECT | The president |
[Ottawa] threatened to impose sanctions on [the junta]. | THREATEN.restrict | Ottawa | the junta
[The governor] vowed to arrest [the rebels]. | THREATEN.arrest | The governor | the rebels
[Oslo] threatened to sever ties with [the junta]. | THREATEN.relations | Oslo | the junta
[Oslo] threatened to expel [the diplomats]. | THREATEN.expel | Oslo | the diplomats
[The militia] threatened to annex [the valley]. | THREATEN.territory | The militia | the valley
[The general] threatened to attack [the port]. | THREATEN.violence | The general | the port
[Ankara] warned [Nicosia] against drilling. | THREATEN | Ankara | Nicosia
[Farmers] marched against [the ministry]. | PROTEST.demo | Farmers | the ministry
[Students] rioted in the capital. | PROTEST.riot | Students |
[The dockers] went on strike. | PROTEST.strike | The dockers |
[The prisoners] began a hunger strike. | PROTEST.hunger | The prisoners |
[The party] boycotted the vote. | PROTEST.boycott | The party |
[Farmers] blocked the highway. | PROTEST.obstruct | Farmers |
[Students] vandalized [the embassy]. | PROTEST.vandalize | Students | the embassy
[The court] convicted [the banker]. | SANCTION.convict | The court | the banker
[Prague] expelled [two Russian diplomats]. | SANCTION.expel | Prague | two Russian diplomats
[Paris] recalled its ambassador. | SANCTION.withdraw | Paris |
[Oslo] suspended aid to [the junta]. | SANCTION.discontinue | Oslo | the junta
[Riyadh] severed ties with [Doha]. | SANCTION.discontinue | Riyadh | Doha
[The king] sent troops to <the coast>. | MOBILIZE.troops | The king | the coast
[The navy] sent a carrier to <the strait>. | MOBILIZE.weapons | The navy | the strait
[The governor] deployed police to <the square>. | MOBILIZE.police | The governor | the square
[The party] raised a militia. | MOBILIZE.militia | The party |
[Customs] seized [the freighter]. | COERCE.seize | Customs | the freighter
[Ottawa] imposed sanctions on [the junta]. | COERCE.restrict | Ottawa | the junta
[The navy] blockaded [the port]. | COERCE.restrict | The navy | the port
[The ministry] shut the newspaper. | COERCE.censor | The ministry |
[The governor] imposed a curfew. | COERCE.curfew | The governor |
[The president] declared martial law. | COERCE.martial-law | The president |
[Police] arrested [three students]. | COERCE.arrest | Police | three students
[Three students] were arrested by [police]. | COERCE.arrest | police | Three students
The arrest of [three students] by [police] went on. | COERCE.arrest | police | three students
[The ministry] deported [the pastor]. | COERCE.deport | The ministry | the pastor
[The firm] cut gas to [the port]. | COERCE.withhold | The firm | the port
[The channel] spread disinformation about [the vote]. | COERCE.misinformation | The channel | the vote
[Hackers] hacked [the ministry]. | COERCE.cyber | Hackers | the ministry
[The militia] attacked [the garrison]. | ASSAULT | The militia | the garrison
The attack by [the militia] on [the garrison] failed. | ASSAULT | the militia | the garrison
[Troops] clashed with [rebels]. | ASSAULT | Troops; rebels |
Fighting broke out between [troops] and [rebels], who say [they] were first. | ASSAULT | troops; rebels |
[Bandits] kidnapped [the engineer]. | ASSAULT.abduct | Bandits | the engineer
[Two engineers], kidnapped on Friday near Lima, were safe. | ASSAULT.abduct |  | Two engineers
[Guards] beat [the prisoner]. | ASSAULT.beat | Guards | the prisoner
[Guards] tortured [the prisoner]. | ASSAULT.torture | Guards | the prisoner
[Soldiers] raped [villagers]. | ASSAULT.sexual | Soldiers | villagers
[Agents] assassinated [the minister]. | ASSAULT.targeted | Agents | the minister
[The militia] burned down [the school]. | ASSAULT.destroy | The militia | the school
[A man] stabbed [the guard]. | ASSAULT.primitive | A man | the guard
[Gunmen] shot [the mayor]. | ASSAULT.firearms | Gunmen | the mayor
[Rebels] blew up [the depot]. | ASSAULT.explosives | Rebels | the depot
The suicide bombing at [the barracks] shook the town. | ASSAULT.suicide-attack | | the barracks
[Jets] carried out air strikes against [the militia]. | ASSAULT.aerial | Jets | the militia
A drone strike by [the air force] on [the depot] failed. | ASSAULT.drone | the air force | the depot
[The army] shelled [the village]. | ASSAULT.heavy-weapons | The army | the village
[Police] fired tear gas at [the marchers]. | ASSAULT.crowd-control | Police | the marchers
[The militia] committed genocide against [the highlanders]. | ASSAULT.unconventional | The militia | the highlanders
"""
CASES = [tuple(x.strip() for x in line.split("|")) for line in SENTENCES.strip().splitlines()]


def parties(cell: str) -> list[str]:
    return [x.strip() for x in cell.split(";") if x.strip()]


@pytest.mark.parametrize(("marked", "entry", "actors", "recipients"), CASES, ids=[c[0] for c in CASES])
def test_frame(code: Coder, marked: str, entry: str, actors: str, recipients: str) -> None:
    event_type, _, mode = entry.partition(".")
    found = [
        (e.event_type, e.mode or "", [a.text for a in e.actors], [r.text for r in e.recipients]) for e in code(marked)
    ]
    assert (event_type, mode, parties(actors), parties(recipients)) in found
    assert len(found) == 1


@pytest.mark.parametrize(
    ("marked", "trigger"),
    [
        ("[Oslo] said [the army] must guard the bridge.", "said"),
        ("[Oslo] said [the army] should guard the bridge.", "said"),
        ("[The junta] said [it] will not free [the editor].", "free"),
        ("[Oslo] will never sign the treaty.", "sign"),
    ],
)
def test_the_word_that_tells_a_demand_or_a_refusal(code: Coder, marked: str, trigger: str) -> None:
    """Not the auxiliary: to an encoder that is asked of it, "must" and "will not" tell little."""
    assert [e.trigger.text for e in code(marked)] == [trigger]


def test_every_type_and_mode_has_a_sentence() -> None:
    told = {entry for _, entry, _, _ in CASES}
    wanted = {f"{t}.{m}" if m else t for t, m in load_codebook().entries}
    # A third place is known only to a reader of the map: no frame gives that mode; REQUEST and ACCUSE without a
    # mode are told by what the act contains.
    assert wanted - told <= {"CONSULT.third-party", "ACCUSE", "PROTEST", "SANCTION", "MOBILIZE", "COERCE"}


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("Thousands of people protested against the plan.", "PROTEST"),
        ("Students protested against the plan.", "PROTEST"),
        ("Peruvians protested against the plan.", "PROTEST"),
        ("Hundreds of Tibetans protested the plan.", "PROTEST"),
        ("The Palestinians protested to the United Nations.", "ACCUSE"),
        ("The Norwegian government protested against the plan.", "ACCUSE"),
        ("Norwegian ministers protested against the plan.", "ACCUSE"),
        ("Hundreds of Norwegians protested against the plan.", "PROTEST"),
        ("Norwegians protested against the plan.", "PROTEST"),
        ("The Norwegians protested against the plan.", "ACCUSE"),
        ("Students set fire to the embassy of Chile.", "PROTEST"),
        ("Rebels set fire to the embassy of Chile.", "ASSAULT"),
        ("Truck drivers closed the road to Chile.", "PROTEST"),
        ("The Norwegian government closed the road to Chile.", "COERCE"),
    ],
)
def test_a_crowd_protests_and_a_government_complains(text: str, entry: str) -> None:
    [event] = code_events(text, annotate(text), load_codebook())
    assert event.event_type == entry


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Moscow denies all part in the poisoning.", ("REJECT", ["Moscow"], [])),
        ("Poland reopened two border crossings with Belarus.", ("RETREAT", ["Poland"], ["Belarus"])),
        ("Canada removed Uruguay from its blacklist.", ("RETREAT", ["Canada"], ["Uruguay"])),
        ("Tunisia dropped its objections to the text.", ("CONCEDE", ["Tunisia"], [])),
        ("Ministers meeting in the Peruvian capital condemned Chile.", ("ACCUSE", ["Ministers"], ["Chile"])),
        ("A report released in the Peruvian capital blamed Chile.", ("ACCUSE", ["Peruvian"], ["Chile"])),
        ("Senators heckled the president.", ("PROTEST", ["Senators"], ["president"])),
        ("The army ousted the president.", ("COERCE", ["army"], ["president"])),
        ("Peru regretted the ouster of the president by the army.", ("COERCE", ["army"], ["president"])),
        ("Peru regretted the ouster of two diplomats by Chile.", ("SANCTION", ["Chile"], [])),
        ("The court overturned the conviction of the mayor.", ("CONCEDE", ["court"], ["mayor"])),
        ("The king scrapped the curfew.", ("RETREAT", ["king"], [])),
        ("Two envoys were returned to Chile.", ("RETREAT", [], ["Chile"])),
        # What is done to somebody is told without who did it, but for what is still to come.
        ("Chile was criticised for the raid.", ("ACCUSE", [], ["Chile"])),
        ("The general was expelled from the party.", ("SANCTION", [], ["general"])),
        ("The general was deposed in May.", ("COERCE", [], ["general"])),
        ("The army launched drones at Odesa.", ("ASSAULT", ["army"], ["Odesa"])),
        ("Canada gave the green light to Ukraine.", ("SUPPORT", ["Canada"], ["Ukraine"])),
        ("Canada recalled its envoy in protest at the raid by Chile.", ("ACCUSE", ["Canada"], [])),
        ("Students walked out in protest against the president.", ("PROTEST", ["Students"], ["president"])),
        ("The king was sorry for the raid.", ("CONCEDE", ["king"], [])),
        # The particle belongs to the verb: who stands before it acts.
        ("Russian police rounded up dozens of Tatars.", ("COERCE", ["Russian police"], ["Tatars"])),
        ("Ten activists rounded up in Minsk were beaten.", ("COERCE", [], ["Ten activists"])),
        ("Russia and China began naval drills near Japan.", ("COOPERATE", ["Russia", "China"], [])),
        ("Russia began naval drills near Japan.", ("MOBILIZE", ["Russia"], ["Japan"])),
        ("Lula came under fire from Israel for his words.", ("ACCUSE", ["Israel"], ["Lula"])),
        ("Togo quit the regional bloc.", ("SANCTION", ["Togo"], ["the regional bloc"])),
        ("The Togolese minister quit on Monday.", ("RETREAT", ["Togolese minister"], [])),
        # A clause of another's ends the verb's reach, also where his adverb or apposition comes before his own verb.
        ("Peru denounced the raid, and Chile later spoke.", ("ACCUSE", ["Peru"], [])),
        ("Peru denounced the raid, and Chile on Sunday blamed Bolivia.", ("ACCUSE", ["Peru"], [])),
        ("Peru denounced the raid and Chile called for calm.", ("ACCUSE", ["Peru"], [])),
        ("Ghana attacked Togo and Benin called for calm.", ("ASSAULT", ["Ghana"], ["Togo"])),
        (
            "Police arrested ten Chechens and two Georgians suspected of theft.",
            ("COERCE", ["Police"], ["ten Chechens", "two Georgians"]),
        ),
        ("Peru denounced the raid, and Chile, its neighbour, quickly spoke.", ("ACCUSE", ["Peru"], [])),
        (
            "Peru denounced Ecuador, Bolivia and Chile, its neighbours.",
            ("ACCUSE", ["Peru"], ["Ecuador", "Bolivia", "Chile"]),
        ),
        ("Manila demanded amends, its army chief, General Brawner, said.", ("REQUEST", ["Manila"], [])),
        # What somebody is warned against is threatened by nobody.
        ("Russia warned NATO against bombing Serb guns.", ("THREATEN", ["Russia"], ["NATO"])),
        # Who warns of what "it" will do does not warn himself.
        ("The army warned on Monday that it would act.", ("THREATEN", ["army"], [])),
        ("Russia has blocked new sanctions.", ("REJECT", ["Russia"], [])),
        # "His" and "its" open the second of two who act together, but not behind a comma.
        (
            "Putin and his Turkish counterpart Hakan Fidan met on Sunday.",
            ("CONSULT", ["Putin", "Turkish counterpart Hakan Fidan"], []),
        ),
        ("Iran and its ally Syria rejected the plan.", ("REJECT", ["Iran", "Syria"], [])),
        ("The general thanked Chad, and his men in Mali fled.", ("SUPPORT", ["general"], ["Chad"])),
        # A party that only modifies a noun opens a clause with it; a party behind a noun opens one with its verb.
        (
            "Chad accused Sudan of arming rebels, and the African Union mission condemned the raid.",
            ("ACCUSE", ["African Union"], []),
        ),
        ("Peru denounced the raid and its ally Chile called up reservists.", ("ACCUSE", ["Peru"], [])),
        ("Israel bombed Hezbollah, and the president of Lebanon spoke.", ("ASSAULT", ["Israel"], ["Hezbollah"])),
        (
            "Cuba accused Chile of training mercenaries, and President Castro, in a speech, warned Washington.",
            ("THREATEN", ["President Castro"], ["Washington"]),
        ),
        (
            "The court barred a former general from running for president, and his supporters rampaged through Lima.",
            ("PROTEST", ["supporters"], []),
        ),
        ("Russia denounced Chile, Peru, and Ecuador on Monday.", ("ACCUSE", ["Russia"], ["Chile", "Peru", "Ecuador"])),
        # The day ends the preposition's reach: who stands behind it is the subject.
        ("President Castro said on Monday he would ban Chilean wine.", ("THREATEN", ["he"], ["Chilean"])),
        ("Peru said on Monday the army had shelled Chile.", ("ASSAULT", ["army"], ["Chile"])),
        ("Peru said in May its army had shelled Chile.", ("ASSAULT", ["army"], ["Chile"])),
        ("Peru said it had shelled Chile.", ("ASSAULT", ["it"], ["Chile"])),
        # Who tells what somebody did, did not do it.
        ("Peru shelled rebels who Chile says are backed by Libya.", ("SUPPORT", ["Libya"], ["rebels"])),
        ("Peru shelled rebels who Chile says it trusts.", ("ASSAULT", ["Peru"], ["rebels"])),
        # Who is the subject of another verb did not do it.
        (
            "The embassy closed after two Togolese soldiers were wounded by gunfire and a Chadian envoy went missing.",
            ("ASSAULT", [], ["two Togolese soldiers"]),
        ),
        # Those who fight for a state arrest, rebels abduct, and a town is seized.
        ("Ghanaian troops captured two rebels.", ("COERCE", ["Ghanaian troops"], ["two rebels"])),
        ("Ghanaian rebels captured two officers.", ("ASSAULT", ["Ghanaian rebels"], ["two officers"])),
        ("FARC captured two policemen.", ("ASSAULT", ["FARC"], ["two policemen"])),
        ("Troops captured Basra from the rebels.", ("COERCE", ["Troops"], ["rebels"])),
        ("Two soldiers died in a shootout with rebels.", ("ASSAULT", ["rebels"], ["Two soldiers"])),
        ("The raids left two soldiers dead.", ("ASSAULT", [], ["two soldiers"])),
        ("Police uncovered a cache of explosives.", ("COERCE", ["Police"], [])),
        ("Sappers of the army defused two mines.", ("COERCE", ["army"], [])),
        # Whose people are, is who they act for.
        ("Men loyal to the FARC burned a village.", ("ASSAULT", ["Men loyal to the FARC"], [])),
        # Somebody with a name or an office who is fired loses it; shots and those fired on are something else.
        (
            "Peru's president fired the defence minister on Monday.",
            ("COERCE", ["Peru's president"], ["defence minister"]),
        ),
        ("General Holm was fired by Peru's president.", ("COERCE", ["Peru's president"], ["General Holm"])),
        ("General Holm was fired on by rebels.", ("ASSAULT", ["rebels"], ["General Holm"])),
        ("Peru fired rockets at Chile.", ("ASSAULT", ["Peru"], ["Chile"])),
        ("The minister spoke following an attack on a bank.", ("ASSAULT", [], ["bank"])),
        ("The minister resigned after a raid on a bank.", ("ASSAULT", [], ["bank"])),
        ("The rebels killed two men in a raid on a bank.", ("ASSAULT", ["rebels"], ["bank"])),
        # A list goes on to those whom nobody names.
        (
            "Japan offered waivers to Kenya, Uganda, Rwanda and a number of other states.",
            ("AGREE", ["Japan"], ["Kenya", "Uganda", "Rwanda"]),
        ),
        ("The mayor pushed back against Peru's plan.", ("ACCUSE", ["mayor"], ["Peru"])),
        ("The premier discussed the nuclear test by Peru.", ("MOBILIZE", ["Peru"], [])),
        # Who talks of deeds did not do those that are told behind "including".
        ("Peru discussed the violence, including a raid on Chile.", ("ASSAULT", [], ["Chile"])),
        (
            "Queen Elizabeth joined President Holm of Peru for his visit to Chile.",
            ("CONSULT", ["President Holm"], ["Chile"]),
        ),
        # Nobody is met who is named behind a second verb.
        (
            "Peru and Chile agreed to closely communicate to resume talks with Bolivia.",
            ("AGREE", ["Peru", "Chile"], []),
        ),
    ],
)
def test_who_did_what_to_whom(text: str, told: tuple[str, list[str], list[str]]) -> None:
    found = code_events(text, annotate(text), load_codebook())
    assert told in [(e.event_type, [a.text for a in e.actors], [r.text for r in e.recipients]) for e in found]


@pytest.mark.parametrize(
    ("text", "modes"),
    [
        ("Russia warned NATO against bombing the Serbs.", [("THREATEN", None)]),
        ("Iran threatened to bomb the port against the advice of Oman.", [("THREATEN", "violence")]),
        ("The president signed a bill on schools.", []),
        ("China and Peru pledged to fight terrorism.", [("AGREE", None)]),
        ("China pledged to fight the rebels.", [("THREATEN", "violence")]),
        ("Peru agreed to open a road and promised to train police.", [("AGREE", None), ("AGREE", None)]),
        ("Peru told the visiting Chilean minister that it rained.", []),
        ("Peru's king was visiting Chile.", [("CONSULT", "visit")]),
        ("Two ministers returned to Peru from Chile.", []),
        ("The general would be criticised.", []),
        ("The UN's observers withdrew from Chad.", [("SANCTION", "withdraw")]),
        ("The UN's soldiers withdrew from Chad.", [("RETREAT", "withdraw")]),
        ("The miners threatened to go on strike.", [("THREATEN", None)]),
        ("The rebels threatened to strike the port.", [("THREATEN", "violence")]),
        ("The farmers blocked the road.", [("PROTEST", "obstruct")]),
        ("Students gathered in protest at the gate.", [("PROTEST", "demo")]),
        ("The premier resigned in protest.", [("RETREAT", "resign")]),
        ("The army restored the licence.", [("CONCEDE", None)]),
        ("The soldiers blocked the road.", [("COERCE", "restrict")]),
        ("The soldiers blocked the road in protest.", [("PROTEST", "obstruct")]),
        ("Hamas threatened to strike unless Israel withdrew.", [("THREATEN", "violence")]),
        ("The miners threatened to strike for higher pay.", [("THREATEN", None)]),
        ("Police sent for the mayor.", []),
        ("The editor was charged with promoting hatred.", [("ACCUSE", "allege")]),
        ("Dozens of police were deployed across Peru.", [("MOBILIZE", "police")]),
        ("Riot police patrolled the square.", [("MOBILIZE", "police")]),
        ("Marines patrolled the square.", [("MOBILIZE", "troops")]),
        ("The navy patrolled the strait.", [("MOBILIZE", "weapons")]),
        ("The army deployed a radar on the coast.", [("MOBILIZE", "weapons")]),
        ("The army's deployment of missiles went on.", [("MOBILIZE", "weapons")]),
        ("The army defaced the website of the ministry.", [("COERCE", "cyber")]),
        ("Moscow vowed to make the Czechs pay.", [("THREATEN", "violence")]),
        ("The general pleaded not guilty to murder.", []),
        # What nature or an accident did, nobody did.
        ("Six Chilean soldiers were killed by a landslide in Peru.", []),
        ("The earthquake killed six Chilean soldiers.", []),
        ("Six Chilean soldiers were killed by rebels near the crash.", [("ASSAULT", None)]),
        ("Peru would not try to free the Chileans.", [("RETREAT", "release")]),
        ("Peru would not free the Chileans.", [("REJECT", "yield")]),
        # What is set for a day, or told in the present with a day to come, is agreed on.
        ("Talks between Peru and Chile are scheduled for Monday.", [("AGREE", None)]),
        ("The talks of Peru and Chile were expected by nobody on Monday.", [("CONSULT", None)]),
        ("Talks between Peru and Chile had been scheduled for May and were held in June.", [("CONSULT", None)]),
        ("The mayor was expelled from the tennis club.", []),
        ("Peru's envoy will tour the port, dine with the mayor and meet the king.", [("AGREE", None)] * 3),
        ("Peru's envoy is due to see the port, speak with aides and meet the king.", [("AGREE", None)] * 2),
        ("Peru is sending an envoy to Chile next week.", [("AGREE", None)]),
        ("Peru sent an envoy to Chile for next week's talks.", [("CONSULT", "visit")]),
        ("Peru is shelling Chile ahead of a vote next week.", [("ASSAULT", "heavy-weapons")]),
        ("Peru's king meets the Chilean king every May, and next week is no exception.", [("CONSULT", None)]),
        ("Peru rejects the accord with Chile next week.", [("REJECT", None)]),
        ("Peru warned of retaliation against Chile over shortages of wheat.", [("THREATEN", "violence")]),
        ("Peru warned of a shortage of wheat in Chile.", []),
        ("Peru appealed against the war.", [("REQUEST", "change")]),
        ("The mayor appealed against the verdict.", []),
        ("Demand pushed up fuel prices in Chile.", []),
        ("The king was sorry for the orphans.", []),
        ("Supplies of oil from Peru reached Chile.", []),
        ("Firefighters arrived within minutes.", []),
        ("Israel bombed the capital of Sudan.", [("ASSAULT", "aerial")]),
        ("Peru cancelled a visit to Chile to open an embassy.", [("REJECT", "meet")]),
        # Weapons of war make it a public matter, whoever is hit; what else befalls people is none.
        ("A car bomb killed nine shoppers.", [("ASSAULT", "explosives")]),
        ("Six people were wounded in two grenade attacks.", [("ASSAULT", "explosives")]),
        ("A boiler killed nine shoppers.", []),
        ("Terrified, he shot two shoppers.", []),
        ("Chile's attack helicopters rust.", []),
        ("The president signed a treaty with Chile.", [("SUPPORT", None)]),
        ("The police fired into the air.", [("ASSAULT", "crowd-control")]),
        ("The soldiers fired ten shots in the air.", [("ASSAULT", "crowd-control")]),
        ("The police burst tear gas near the marchers.", [("ASSAULT", "crowd-control")]),
        ("The police baton-charged the marchers.", [("ASSAULT", "crowd-control")]),
        ("A lathi charge by the police on the marchers went on.", [("ASSAULT", "crowd-control")]),
        ("A boy died in army firing at the gate.", [("ASSAULT", "firearms")]),
        ("The army's firing range is closed.", []),
        ("A mob attacked the mayor.", [("PROTEST", "riot")]),
        ("A rail strike kept the minister at home.", [("PROTEST", "strike")]),
        ("A strike by the dockers of Oslo kept the minister at home.", [("PROTEST", "strike")]),
        ("A strike by the air force kept the minister at home.", []),
        ("The students held placards at the gate of the ministry.", [("PROTEST", "demo")]),
        ("The senator was booked for libel.", [("ACCUSE", "allege")]),
        ("The premier promised compensation for the attack on the village.", [("AGREE", None)]),
        ("The army pledged an end to the raids.", [("AGREE", None)]),
        ("The militia vowed to respond to the attack.", [("THREATEN", "violence")]),
        ("The militia threatened the town with an attack.", [("THREATEN", "violence")]),
        ("The militia claimed responsibility for two attacks on the base.", [("ASSAULT", None)]),
        ("The miners began a hunger strike against the ministry.", [("PROTEST", "hunger")]),
        ("Dozens of police were sent to Lima by the president.", [("MOBILIZE", "police")]),
        ("The governor shot dead the rebel.", [("ASSAULT", "firearms")]),
        ("Clashes prompted the police to open fire on the crowd.", [("ASSAULT", "firearms")]),
        # Words that look like an act: of a campaign, an office, a race, a law suit, a start.
        ("The senator told fans at a rally in Ohio that he would win.", []),
        ("The miners held a rally in Lima.", [("PROTEST", "demo")]),
        ("The minister took over as party leader.", []),
        ("The rebels took over the town.", [("COERCE", "seize")]),
        ("The senator defeated the candidate of the left.", []),
        ("The king left office in May.", []),
        ("Peru's minister gave no reason.", []),
        ("Peru's minister declined to discuss details of the raid.", [("ASSAULT", None)]),
        ("The ministry appealed that ruling.", []),
        ("Relatives fought to keep the boy in Peru.", []),
        ("The rocket blasted off from Chile.", []),
        ("The council charged the inspectors with verifying the list.", []),
        ("Talks between Peru and Chile kicked off.", [("CONSULT", None)]),
        ("The miners kicked off a two-day protest.", [("PROTEST", "demo")]),
        ("Peru's premier kicked off a tour of Africa.", [("CONSULT", "visit")]),
        ("The report is a clear demonstration of will by Peru.", []),
        ("Peru's plan will meet many challenges.", []),
        # Acts that had no wording of their own.
        ("A US drone strike killed the mullah.", [("ASSAULT", "drone")]),
        ("Colonels staged a coup against the king.", [("COERCE", "seize")]),
        ("The coup leader slept.", []),
        ("The last Danish troops left Chad.", [("RETREAT", "withdraw")]),
        ("Danish soldiers have begun leaving Chad.", [("RETREAT", "withdraw")]),
        ("Soldiers left the barracks for lunch.", []),
        ("The leaders of Peru and Chile gathered in Lima.", [("CONSULT", "multilateral")]),
        ("Crowds gathered in Lima.", []),
        ("The Danish corps is advising and assisting Iraqi soldiers.", [("AID", None)]),
        ("Peru made ten missile launches.", [("MOBILIZE", "weapons")]),
        ("The nuclear test by Peru failed.", [("MOBILIZE", "weapons")]),
        ("Peru held out the prospect of aid to Chile.", [("AGREE", None)]),
        ("Peru's intent to bar the Chilean agency was plain.", [("THREATEN", "restrict")]),
        ("Peru appreciates the help of Chile.", [("SUPPORT", None)]),
        ("Peru entered into a contract with Chile.", [("SUPPORT", None)]),
        ("The king presented a cheque to the Red Cross.", [("AID", None)]),
        ("The senator questioned the wisdom of the Chilean policy.", [("ACCUSE", "disapprove")]),
        ("The police questioned the senator.", [("ACCUSE", "investigate")]),
        ("The senate subpoenaed the minister.", [("ACCUSE", "investigate")]),
        ("Peru called the Chilean vote a sham.", [("ACCUSE", "disapprove")]),
        ("Peru called the Chilean envoy.", []),
        ("Peru spoke of what it called the failure of Chile.", []),
        ("Iranian hackers attacked Albanian servers.", [("COERCE", "cyber")]),
        ("Rebels captured the Afghan town.", [("COERCE", "seize")]),
        ("Gunmen stormed the Indian parliament.", [("ASSAULT", "firearms")]),
        ("Peru will soon sign a pact with Chile.", [("AGREE", None)]),
        ("Peru will on Monday sign a pact with Chile.", [("AGREE", None)]),
        ("Peru has now signed a pact with Chile.", [("SUPPORT", None)]),
        ("The senator booked a room for the night.", []),
        ("They were protesting about the wages.", [("PROTEST", "demo")]),
        ("They protested to the ambassador.", [("ACCUSE", "allege")]),
        ("The firm shut down production near the port.", []),
        ("The minister suggested that the judge was biased.", []),
        ("The minister suggested that the two sides hold talks.", [("REQUEST", "meet")]),
        ("The premier will fight for every vote in the capital.", []),
        ("The army fought rebels for control of the town.", [("ASSAULT", None)]),
        ("Tough talks with Chile began in Lima.", [("CONSULT", None)]),
        ("The junta executed workers of the mission.", [("ASSAULT", None)]),
        ("The junta executed its plan.", []),
        ("The miners held out for a better offer by Peru.", [("AGREE", None)]),
        ("The letter of intent was signed by Peru.", [("SUPPORT", None)]),
        ("Opposition leaders gathered at the palace.", []),
        ("Leaders gathered for prayers in Lima.", []),
        ("Rebels captured two soldiers near the town.", [("ASSAULT", "abduct")]),
        ("The senator called for an illegal camp in Peru to be closed.", [("REQUEST", None)]),
        ("Peru called the murder of the Chilean envoy a blow to the town.", [("ASSAULT", None)]),
        ("Peru called the Chilean vote illegal.", [("ACCUSE", "disapprove")]),
        ("The army left the door open for the rebels.", []),
        ("The troops left nine villagers dead.", [("ASSAULT", None)]),
        ("Peru warned that a nuclear test by Chile would bring sanctions.", [("THREATEN", "restrict")]),
        ("The court said the general had intent to kill the king.", []),
        ("The army left the king no choice.", []),
        ("Peru saw the rocket launch of the firm.", []),
        ("The settlers occupied a post.", [("COERCE", "seize")]),
        ("Rebels captured the governor of the town.", [("ASSAULT", "abduct")]),
        ("Rebels captured an airport worker.", [("ASSAULT", "abduct")]),
        ("Rebels captured the island's mayor.", [("ASSAULT", "abduct")]),
        ("Rebels captured most of the town.", [("COERCE", "seize")]),
        ("The king charged his brother with leading the corps.", []),
        ("The judge charged his brother with leading a gang.", [("ACCUSE", "allege")]),
        ("Peru called the Chilean speech nonsense.", [("ACCUSE", "disapprove")]),
        ("Visitors appreciate the mosques of Peru.", []),
        ("The minister suggested that Peru was behind the vote.", [("ACCUSE", "allege")]),
        ("The army wants to fight and kill the rebels.", [("THREATEN", "violence")]),
        ("The premier left office in May.", []),
        ("The minister is fighting to keep his job.", []),
        ("The general took over as head of the army.", []),
        ("The army took over the port.", [("COERCE", "seize")]),
        ("The army took advantage of the border controls.", []),
        ("The premier has put the talks with Chile at risk.", [("CONSULT", None)]),
        ("The premier is on a short visit to Chile.", [("CONSULT", "visit")]),
        ("The efforts of the premier will meet a number of challenges in Chile.", []),
        ("The soldiers' lorry hit a mine.", []),
    ],
)
def test_type_and_mode(text: str, modes: list[tuple[str, str | None]]) -> None:
    assert [(e.event_type, e.mode) for e in code_events(text, annotate(text), load_codebook())] == modes


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("The rebels claimed that they had shelled Chile.", ["ASSAULT"]),
        ("Peru claimed that it had shelled rebels.", ["ASSAULT"]),
        ("Peru claimed that Chile had shelled rebels.", ["ACCUSE", "ASSAULT"]),
        ("Peru charged a Chilean with spying.", ["ACCUSE"]),
    ],
)
def test_who_claims_an_act_of_his_own_accuses_nobody(text: str, types: list[str]) -> None:
    assert [e.event_type for e in code_events(text, annotate(text), load_codebook())] == types


def test_a_rise_to_fame_is_no_shot() -> None:
    text = "The prime minister shot to national fame in the war."
    assert code_events(text, annotate(text), load_codebook()) == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Militants long blamed for the raid denied it.", ("ACCUSE", [], ["Militants"])),
        ("The police helped soldiers to arrest the mayor.", ("COERCE", ["soldiers"], ["mayor"])),
        ("Police arrested Tomo Malaka, 42, and Bela Chiyo, 39.", ("COERCE", ["Police"], ["Tomo Malaka", "Bela Chiyo"])),
        ("The mayor, 61, and the judge were shot dead.", ("ASSAULT", [], ["mayor", "judge"])),
        ("The police opened fire with rifles.", ("ASSAULT", ["police"], [])),
        ("The police again opened fire with rifles.", ("ASSAULT", ["police"], [])),
        ("Bandits hacked farmers to death.", ("ASSAULT", ["Bandits"], ["farmers"])),
        ("The premier praised Peru on May 5, 1999, and Chile.", ("SUPPORT", ["premier"], ["Peru"])),
    ],
)
def test_parties_beside_an_adverb_a_helper_or_an_age(text: str, told: tuple[str, list[str], list[str]]) -> None:
    found = code_events(text, annotate(text), load_codebook())
    assert told in [(e.event_type, [a.text for a in e.actors], [r.text for r in e.recipients]) for e in found]


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("Peru insisted Norway was part of the plan.", []),
        ("Peru insisted on an inquiry.", ["REQUEST"]),
        ("Peru insisted the new plan must be dropped.", ["REQUEST"]),
    ],
)
def test_who_insists_that_something_is_so_demands_nothing(text: str, types: list[str]) -> None:
    assert [e.event_type for e in code_events(text, annotate(text), load_codebook())] == types
