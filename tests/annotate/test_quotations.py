"""Reported speech."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.annotate.actors import find_actors
from dragoman.annotate.annotate import annotate
from dragoman.annotate.cues import read_cues
from dragoman.annotate.quotations import find_quotations
from dragoman.annotate.quotemarks import find_quoted
from dragoman.annotate.sentences import find_sentences
from dragoman.annotate.tokens import find_tokens
from dragoman.errors import TableError
from dragoman.records import Mention, Quotation


def quotations_of(text: str, mentions: tuple[Mention, ...] = ()) -> tuple[Quotation, ...]:
    sentences = find_sentences(text)
    return find_quotations(text, sentences, find_tokens(text, sentences), mentions)


ONE = [
    ("“We will not yield,” Minister Ana Ruiz said.", "direct", "Minister Ana Ruiz", "said", ["We will not yield"]),
    ("“We will not yield,” said Ana Ruiz, the minister.", "direct", "Ana Ruiz", "said", ["We will not yield"]),
    ("Ana Ruiz said: “We will not yield.”", "direct", "Ana Ruiz", "said", ["We will not yield."]),
    ("Ruiz said, ``We will not yield.''", "direct", "Ruiz", "said", ["We will not yield."]),
    ("Ruiz said that Peru would not yield.", "indirect", "Ruiz", "said", ["Peru would not yield"]),
    ("Ruiz said Peru would not yield.", "indirect", "Ruiz", "said", ["Peru would not yield"]),
    ("Peru would not yield, Ruiz said on Monday.", "indirect", "Ruiz", "said", ["Peru would not yield"]),
    ("According to the ministry, the talks failed.", "indirect", "the ministry", "According to", ["the talks failed"]),
    ("The talks failed, according to the ministry.", "indirect", "the ministry", "according to", ["The talks failed"]),
    ("Ruiz called the deal “a disgrace.”", "mixed", "Ruiz", "called", ["the deal “a disgrace.”"]),
    ("She warned that war was near.", "indirect", "She", "warned", ["war was near"]),
    ("Ruiz, who leads the delegation, said war was near.", "indirect", "Ruiz", "said", ["war was near"]),
    ("The delay, the ministry said, would cost Peru money.", "indirect", "the ministry", "said",
     ["The delay", "would cost Peru money"]),
    ("It was, Ruiz said, the worst of years.", "indirect", "Ruiz", "said", ["It was", "the worst of years"]),
    ("Any ship in the bay, said Ana Ruiz, an envoy of Peru in Oslo, would be late.", "indirect", "Ana Ruiz", "said",
     ["Any ship in the bay", "would be late"]),
    ("Ivo Orlov, the envoy, said the price of salt, oil and bread has doubled.", "indirect", "Ivo Orlov", "said",
     ["the price of salt, oil and bread has doubled"]),
    ("The road, said Ruiz, is open.", "indirect", "Ruiz", "said", ["The road", "is open"]),
    ("Rents fell, but according to Ana Holm, a few firms remain.", "indirect", "Ana Holm", "according to",
     ["a few firms remain"]),
    ("The port will shut, according to what the ministry announced.", "indirect", "the ministry", "according to",
     ["The port will shut"]),
    ("Firms abroad need a plan, according to Ivo Holm, a partner at the guild.", "indirect", "Ivo Holm",
     "according to", ["Firms abroad need a plan"]),
    ("Guards who had been looking for Holm concluded the road was shut.", "indirect", "Guards", "concluded",
     ["the road was shut"]),
    ("According to Ivo Holm, chief of the mill, miners usually leave.", "indirect", "Ivo Holm", "According to",
     ["miners usually leave"]),
    ("Speaking at the mill, Ruiz said after the end of the ban, firms moved to Lima.", "indirect", "Ruiz", "said",
     ["after the end of the ban, firms moved to Lima"]),
    ("Ruiz said in Oslo, he would leave.", "indirect", "Ruiz", "said", ["he would leave"]),
    ("Ruiz said on Monday, a day after the vote, that he would leave.", "indirect", "Ruiz", "said",
     ["he would leave"]),
    ("The guard admitted at a press conference there was no proof that Holm fled.", "indirect", "The guard",
     "admitted", ["there was no proof that Holm fled"]),
    ("“This helps me keep goats,” Joseph Holm, a resident of Lima told IPS.", "direct", "Joseph Holm", "told",
     ["This helps me keep goats"]),
    ("Peru met the envoys of Chile and Norway said it was late.", "indirect", "Norway", "said", ["it was late"]),
    ("The towns are members of the club and their mayors expressed worry about fuel.", "indirect", "their mayors",
     "expressed", ["worry about fuel"]),
    ("Holm said the guild would block laws aimed at Peru, including a toll and continued work.", "indirect", "Holm",
     "said", ["the guild would block laws aimed at Peru, including a toll and continued work"]),
    ("The clerks say this has worked in Peru.", "indirect", "The clerks", "say", ["this has worked in Peru"]),
    ("Ruiz said this week the road was shut.", "indirect", "Ruiz", "said", ["the road was shut"]),
    ("Holm said there have been no delays.", "indirect", "Holm", "said", ["there have been no delays"]),
    ("The guild gets, according to one report, 40 million dollars.", "indirect", "one report", "according to",
     ["The guild gets", "40 million dollars"]),
    ("Like his remarks about Mr. Orlov, Mr. Ruiz said, the old envoy's jabs at Mr. and Mrs. Soto were out of place.",
     "indirect", "Mr. Ruiz", "said",
     ["Like his remarks about Mr. Orlov", "the old envoy's jabs at Mr. and Mrs. Soto were out of place"]),
    ("The town has changed, Ruiz says, especially by the port.", "indirect", "Ruiz", "says",
     ["The town has changed", "especially by the port"]),
    ("Miners who left the port acknowledge that it is shut.", "indirect", "Miners", "acknowledge", ["it is shut"]),
    ("With each winter, miners admit, it becomes harder to stay.", "indirect", "miners", "admit",
     ["With each winter", "it becomes harder to stay"]),
    ("Ruiz admitted taking bribes.", "indirect", "Ruiz", "admitted", ["taking bribes"]),
    ("Witnesses reported seeing smoke over the port.", "indirect", "Witnesses", "reported",
     ["seeing smoke over the port"]),
    ("Ruiz confessed to police that he was late.", "indirect", "Ruiz", "confessed", ["he was late"]),
    ("Ruiz confessed to the theft.", "indirect", "Ruiz", "confessed to", ["the theft"]),
    ("Ruiz admitted to the clerks that he was late.", "indirect", "Ruiz", "admitted", ["he was late"]),
    ("Ruiz confessed to being late.", "indirect", "Ruiz", "confessed to", ["being late"]),
    ("Ruiz confessed to killing the guard.", "indirect", "Ruiz", "confessed to", ["killing the guard"]),
    ("The mayor interrupted the session to announce, “There goes the pact.”", "direct", "The mayor", "announce",
     ["There goes the pact."]),
    ("Ruiz said, if elected, she would ask the guild to stay.", "indirect", "Ruiz", "said",
     ["if elected, she would ask the guild to stay"]),
    ("Ruiz said the heat and unsettled weather could last.", "indirect", "Ruiz", "said",
     ["the heat and unsettled weather could last"]),
    ("“It is late. We have no” way out, says Ana Ruiz, a clerk.", "mixed", "Ana Ruiz", "says",
     ["“It is late. We have no” way out"]),
    ("“We will build it,” Ruiz said “Peru has no choice.”", "direct", "Ruiz", "said",
     ["We will build it", "Peru has no choice."]),
    ("Walking to shouts of “Ruiz! Ruiz!,” the mayor said the road was open.", "indirect", "the mayor", "said",
     ["the road was open"]),
    ("“Let me go,” neighbours heard him say.", "direct", "neighbours", "heard", ["Let me go"]),
    ("“Let us go,” an envoy said he had told the ministry.", "direct", "an envoy", "said", ["Let us go"]),
    ("Still, Ruiz says, the road is open.", "indirect", "Ruiz", "says", ["the road is open"]),
    ("In contrast, according to Ruiz, the road is open.", "indirect", "Ruiz", "according to", ["the road is open"]),
    ("On Monday, Ruiz says, the road is open.", "indirect", "Ruiz", "says", ["On Monday", "the road is open"]),
    ("However, the road was open, Ruiz said.", "indirect", "Ruiz", "said", ["the road was open"]),
    ("“If they leave,” Ruiz said, “we will leave too.”", "direct", "Ruiz", "said",
     ["If they leave", "we will leave too."]),
    ("“We leave today,” Ruiz said. “Nobody stays here.”", "direct", "Ruiz", "said",
     ["We leave today", "Nobody stays here."]),
    ("Norway vowed to close the port.", "indirect", "Norway", "vowed", ["to close the port"]),
    ("Norway opposes the ban on herring.", "indirect", "Norway", "opposes", ["the ban on herring"]),
    ("Ruiz called the raid a crime.", "indirect", "Ruiz", "called", ["the raid a crime"]),
    ("Ruiz is worried that the port will freeze.", "indirect", "Ruiz", "worried", ["the port will freeze"]),
    ("The envoy condemned the raid and withdrew his staff.", "indirect", "The envoy", "condemned", ["the raid"]),
    ("The envoy condemned the raid on Friday.", "indirect", "The envoy", "condemned", ["the raid"]),
    ("The envoy decried that plan.", "indirect", "The envoy", "decried", ["that plan"]),
    ("Ruiz urged the miners to go home.", "indirect", "Ruiz", "urged", ["the miners to go home"]),
    ("Ruiz warned Peru of a long winter.", "indirect", "Ruiz", "warned", ["a long winter"]),
    ("Ruiz warned drivers of delays at the pass.", "indirect", "Ruiz", "warned", ["delays at the pass"]),
    ("The ministry notified the families of the deaths.", "indirect", "The ministry", "notified", ["the deaths"]),
    ("The ministry informed leaders of the guild of the plan.", "indirect", "The ministry", "informed", ["the plan"]),
    ("Ruiz warned the leaders of the strike not to return.", "indirect", "Ruiz", "warned", ["not to return"]),
    ("Ruiz said on RTL's “Meet the World” on Sunday that Peru was quiet.", "indirect", "Ruiz", "said",
     ["Peru was quiet"]),
    ("Ruiz told RTL's “World News” on Sunday that Peru was quiet.", "indirect", "Ruiz", "told", ["Peru was quiet"]),
    ("Ruiz said of the “ghost gang” that robbed the bank: “We will find them.”", "direct", "Ruiz", "said",
     ["We will find them."]),
    ("As Ruiz told the guild about the pact, the port was shut.", "indirect", "Ruiz", "told", ["the pact"]),
    ("As Ruiz told the guild, the port is shut.", "indirect", "Ruiz", "told", ["the port is shut"]),
    ("As the mayor said in a letter to the guild, the port is shut.", "indirect", "the mayor", "said",
     ["the port is shut"]),
    ("As first reported by the guild, the port is shut.", "indirect", "the guild", "reported", ["the port is shut"]),
    ("The port is shut, as the mayor noted on Monday.", "indirect", "the mayor", "noted", ["The port is shut"]),
    ("The port, as Ruiz noted, is shut.", "indirect", "Ruiz", "noted", ["The port", "is shut"]),
    ("As Ruiz announced the plan in May, miners gathered.", "indirect", "Ruiz", "announced", ["the plan in May"]),
    ("While Ruiz says the road is open, the trucks stand still.", "indirect", "Ruiz", "says", ["the road is open"]),
    ("Noting that the road was open, Ruiz went home.", "indirect", "Ruiz", "Noting", ["the road was open"]),
    ("Having said that the road was open, Ruiz went home.", "indirect", "Ruiz", "said", ["the road was open"]),
    ("Ruiz, having said that the road was open, went home.", "indirect", "Ruiz", "said", ["the road was open"]),
    ("Two days after Ruiz said the road was open, rain closed it.", "indirect", "Ruiz", "said", ["the road was open"]),
    ("A few weeks before Peru announced that the port would close, trucks came.", "indirect", "Peru", "announced",
     ["the port would close"]),
    ("And, while Ruiz says the road is open, the trucks stand still.", "indirect", "Ruiz", "says",
     ["the road is open"]),
    ("However, when Ruiz says the road is open, the trucks will go.", "indirect", "Ruiz", "says",
     ["the road is open"]),
    ("Since saying in May that the road was open, Ruiz has stayed.", "indirect", "Ruiz", "saying",
     ["the road was open"]),
    ("Now, after saying that the road was open, Ruiz is away.", "indirect", "Ruiz", "saying", ["the road was open"]),
    ("Meanwhile, Peru says the road is open, the port is shut and the bridge is gone.", "indirect", "Peru", "says",
     ["the road is open, the port is shut and the bridge is gone"]),
    ("Ruiz, who said the road was open, went home.", "indirect", "Ruiz", "said", ["the road was open"]),
    ("Ruiz, citing an old law, closed the port.", "indirect", "Ruiz", "citing", ["an old law"]),
    ("Those who want a new road could pay for it.", "indirect", "Those", "want", ["a new road"]),
    ("Ruiz said the road was open; trucks still waited.", "indirect", "Ruiz", "said", ["the road was open"]),
    ("Ruiz said the road was open, although trucks waited.", "indirect", "Ruiz", "said", ["the road was open"]),
    ("The plan was condemned by the unions.", "indirect", "the unions", "condemned", ["The plan"]),
    ("Ruiz’s call for a truce went round the hall.", "indirect", "Ruiz", "call", ["a truce"]),
    ("“We stay,” Ruiz said at Oslo’s “House of Words.”", "direct", "Ruiz", "said", ["We stay"]),
    ("“We stay,” said Ruiz, the head of the mission, and soon he left.", "direct", "Ruiz", "said", ["We stay"]),
    ("“We stay,” Ana Ruiz, the head of the mission, one of three, said.", "direct", "Ana Ruiz", "said", ["We stay"]),
    ("A poll released in August found that few had voted.", "indirect", "A poll", "found", ["few had voted"]),
    ("Her landlord says the lease is void.", "indirect", "Her landlord", "says", ["the lease is void"]),
    ("Ruiz's campaign says the road is open.", "indirect", "Ruiz's campaign", "says", ["the road is open"]),
    ("The court ruled that the tenants may stay.", "indirect", "The court", "ruled", ["the tenants may stay"]),
    ("Another said the road was open.", "indirect", "Another", "said", ["the road was open"]),
    ("Ruiz said June was too late.", "indirect", "Ruiz", "said", ["June was too late"]),
    ("As Ruiz put it, “the road is open.”", "direct", "Ruiz", "put it", ["the road is open."]),
    ("In the words of Ruiz, “we will stay.”", "direct", "Ruiz", "In the words of", ["we will stay."]),
    ("Ruiz said the road was open, a sign that trucks may pass.", "indirect", "Ruiz", "said", ["the road was open"]),
    ("Norway pledged grain and Peru bought the ships.", "indirect", "Norway", "pledged", ["grain"]),
    ("Ruiz vowed never to close the port.", "indirect", "Ruiz", "vowed", ["never to close the port"]),
    ("The cabinet met for hours, then announced a curfew.", "indirect", "The cabinet", "announced", ["a curfew"]),
    ("“We leave today,” Ned Price, a guide, said.", "direct", "Ned Price", "said", ["We leave today"]),
    # marks of a quote within what is said
    ("Ruiz said that it was “a trap”.", "mixed", "Ruiz", "said", ["it was “a trap”"]),
    ("It was “a trap”, Ruiz said.", "mixed", "Ruiz", "said", ["It was “a trap”"]),
    ("Ruiz voiced “great joy” at the news.", "mixed", "Ruiz", "voiced", ["“great joy” at the news"]),
    ("“Nobody can stay here for long,” one of the miners said.", "direct", "one of the miners", "said",
     ["Nobody can stay here for long"]),
    # where what is said ends and begins
    ("Ruiz said only Peru could open the road.", "indirect", "Ruiz", "said", ["only Peru could open the road"]),
    ("Ruiz stressed the need for a truce and thanked Peru.", "indirect", "Ruiz", "stressed", ["the need for a truce"]),
    ("Ruiz denied any role, with the port still closed.", "indirect", "Ruiz", "denied", ["any role"]),
    ("The plan, which Ruiz described as a mistake, was signed.", "indirect", "Ruiz", "described", ["as a mistake"]),
    ("The port was shut, Ruiz said, two days after it opened.", "indirect", "Ruiz", "said", ["The port was shut"]),
    ("Ruiz warned the road risked closing.", "indirect", "Ruiz", "warned", ["the road risked closing"]),
    ("Ruiz told a press briefing in Oslo that war was near.", "indirect", "Ruiz", "told", ["war was near"]),
    ("Ruiz, asked if he would stay, said he was tired.", "indirect", "Ruiz", "said", ["he was tired"]),
    ("It was a claim that Ruiz dismissed as false.", "indirect", "Ruiz", "dismissed", ["as false"]),
    ("“Nothing is signed until it is signed,” the envoy cautioned.", "direct", "the envoy", "cautioned",
     ["Nothing is signed until it is signed"]),
    ("Ruiz had on Friday voiced concern over the raid.", "indirect", "Ruiz", "voiced", ["concern over the raid"]),
    # said through an agency
    ("Fjord Wire quoted Ana Ruiz as saying that war was near.", "indirect", "Ana Ruiz", "quoted", ["war was near"]),
    ("“We leave today,” the Fjord Wire agency quoted a clerk, Ana Ruiz, as telling reporters.", "direct", "a clerk",
     "quoted", ["We leave today"]),
    ("War was near, Fjord Wire quoted him as saying on Monday.", "indirect", "him", "quoted", ["War was near"]),
    ("Ruiz was quoted by Fjord Wire as saying that war was near.", "indirect", "Ruiz", "quoted", ["war was near"]),
    ("Ruiz was quoted as saying the port was shut.", "indirect", "Ruiz", "quoted", ["the port was shut"]),
    # a clause without "that" behind where it was said
    ("The ministry said in a statement it had closed the port.", "indirect", "The ministry", "said",
     ["it had closed the port"]),
    ("Ruiz said in a speech Peru would not yield.", "indirect", "Ruiz", "said", ["Peru would not yield"]),
    ("Ruiz said during a visit to Oslo the port was shut.", "indirect", "Ruiz", "said", ["the port was shut"]),
    ("The guild said in a report it signed in May that war was near.", "indirect", "The guild", "said",
     ["war was near"]),
    ("Ruiz told reporters the plan was dead.", "indirect", "Ruiz", "told", ["the plan was dead"]),
    ("Ruiz told Reuters Peru would not yield.", "indirect", "Ruiz", "told", ["Peru would not yield"]),
    ("Ruiz told the BBC the plan was dead.", "indirect", "Ruiz", "told", ["the plan was dead"]),
    ("Ruiz told the head of the army to leave.", "indirect", "Ruiz", "told", ["to leave"]),
    ("“If you leave,” he said, his voice rising, “then we will too.”", "direct", "he", "said",
     ["If you leave", "then we will too."]),
    ("In Oslo, Ruiz, when asked if he would stay, said he was tired.", "indirect", "Ruiz", "said", ["he was tired"]),
    ("In Oslo, Ruiz, asked if he would stay, said he was tired.", "indirect", "Ruiz", "said", ["he was tired"]),
    # the writer's own words behind what was said
    ("Ruiz said Peru would stay, dashing the last hopes of peace.", "indirect", "Ruiz", "said", ["Peru would stay"]),
    ("Ruiz said Peru would leave the pact, in what would be a first.", "indirect", "Ruiz", "said",
     ["Peru would leave the pact"]),
    ("Ruiz said the blast was loud, raising clouds of dust.", "indirect", "Ruiz", "said",
     ["the blast was loud, raising clouds of dust"]),
    ("Ruiz said ten men had died, a figure that Peru disputes.", "indirect", "Ruiz", "said", ["ten men had died"]),
    ("The road is shut, Ruiz said, without giving a reason.", "indirect", "Ruiz", "said", ["The road is shut"]),
    ("Ruiz said ten men had left but gave no names.", "indirect", "Ruiz", "said", ["ten men had left"]),
    ("Ruiz said the clerk had left but came back.", "indirect", "Ruiz", "said", ["the clerk had left but came back"]),
    ("Ruiz said Peru would stay and thanked the miners.", "indirect", "Ruiz", "said", ["Peru would stay"]),
    ("Ruiz said Peru would stay and did not exclude war.", "indirect", "Ruiz", "said", ["Peru would stay"]),
    ("Fishermen in Algeciras have threatened to resume a blockade.", "indirect", "Fishermen in Algeciras", "threatened",
     ["to resume a blockade"]),
    ("Ruiz said Peru had stayed and thanked the miners.", "indirect", "Ruiz", "said",
     ["Peru had stayed and thanked the miners"]),
    ("Ruiz said Peru would be bombed and burned.", "indirect", "Ruiz", "said", ["Peru would be bombed and burned"]),
    ("Ruiz said he would stay until Peru left and paid.", "indirect", "Ruiz", "said",
     ["he would stay until Peru left and paid"]),
    ("Norway vowed to block any deal that harmed cod.", "indirect", "Norway", "vowed",
     ["to block any deal that harmed cod"]),
    ("Norway welcomed the offer but that was all.", "indirect", "Norway", "welcomed", ["the offer"]),
    ("The clerk told AFP by telephone that war was near.", "indirect", "The clerk", "told", ["war was near"]),
    ("Ruiz said Peru was glad and would announce a plan.", "indirect", "Ruiz", "said",
     ["Peru was glad and would announce a plan"]),
    ("The ship, according to the navy in Bergen, sank near the port.", "indirect", "the navy", "according to",
     ["The ship", "sank near the port"]),
    ("Ruiz urged the miners to quickly respond to the letter.", "indirect", "Ruiz", "urged",
     ["the miners to quickly respond to the letter"]),
    ("Ruiz urged Peru, a close ally, to go home.", "indirect", "Ruiz", "urged", ["Peru, a close ally, to go home"]),
    ("Ruiz advised Peru, which has a port, to open it.", "indirect", "Ruiz", "advised",
     ["Peru, which has a port, to open it"]),
    ("Ruiz welcomed the truce, and his guild, to his horror, struck.", "indirect", "Ruiz", "welcomed", ["the truce"]),
    ("Ruiz condemned Peru, which has a port, and went home.", "indirect", "Ruiz", "condemned", ["Peru"]),
    ("Ruiz vowed to close the port from Monday on.", "indirect", "Ruiz", "vowed", ["to close the port"]),
    ("Ruiz said Peru would stay, dismissing reports of a rift.", "indirect", "Ruiz", "said", ["Peru would stay"]),
    ("Ruiz announced at once that ships from Peru had left.", "indirect", "Ruiz", "announced",
     ["ships from Peru had left"]),
    ("Ruiz said Peru would stay, without saying when it would pay.", "indirect", "Ruiz", "said", ["Peru would stay"]),
    ("Ruiz, who on Monday called the raid “a crime”, had gone.", "mixed", "Ruiz", "called", ["the raid “a crime”"]),
    # what is promised, what is warned of
    ("Ruiz promised Peru on Monday that the port would open.", "indirect", "Ruiz", "promised", ["the port would open"]),
    ("Ruiz promised ten ships.", "indirect", "Ruiz", "promised", ["ten ships"]),
    ("Norway pledged 40 ships for the north.", "indirect", "Norway", "pledged", ["40 ships for the north"]),
    ("Ruiz warned Peru against closing the port.", "indirect", "Ruiz", "warned", ["closing the port"]),
    ("Peru has shut the port, the Fjord news agency reports.", "indirect", "the Fjord news agency", "reports",
     ["Peru has shut the port"]),
    # who says it
    ("Norway, which lost the vote, lamented the outcome.", "indirect", "Norway", "lamented", ["the outcome"]),
    ("The talks failed, acknowledged the envoy.", "indirect", "the envoy", "acknowledged", ["The talks failed"]),
    ("Norway stayed away, its envoy calling the draft a trap.", "indirect", "its envoy", "calling",
     ["the draft a trap"]),
    # the hour of a live entry
    ("14:32 GMT: Minister Ana Ruiz: “We will not leave.”", "direct", "Minister Ana Ruiz", None, ["We will not leave."]),
    ("14:32 GMT: The port is shut, Ruiz says.", "indirect", "Ruiz", "says", ["The port is shut"]),
    # headlines
    ("Peru's Ruiz: “We will stay here”", "direct", "Peru's Ruiz", None, ["We will stay here"]),
    ("Peru closes port in north - ministry", "indirect", "ministry", "-", ["Peru closes port in north"]),
    # when and where it was said
    ("Ruiz vowed to close the port, in an interview with Fjord Wire.", "indirect", "Ruiz", "vowed",
     ["to close the port"]),
    ("Ruiz said hours later it had closed the port.", "indirect", "Ruiz", "said", ["it had closed the port"]),
    ("Ruiz, the envoy, called for calm; Orlov, the guide, went home.", "indirect", "Ruiz", "called for", ["calm"]),
    # a time between the verb and what belongs to it
    ("Peru called on Monday for a truce.", "indirect", "Peru", "called on Monday for", ["a truce"]),
    ("Peru called again for a truce.", "indirect", "Peru", "called again for", ["a truce"]),
    ("Ruiz condemned Thursday's raid on the port.", "indirect", "Ruiz", "condemned", ["Thursday's raid on the port"]),
    ("Peru will not yield, Ruiz said when visiting Oslo.", "indirect", "Ruiz", "said", ["Peru will not yield"]),
    ("Ruiz informed Peru of the raid, and the envoy has left.", "indirect", "Ruiz", "informed", ["the raid"]),
    ("Ruiz, when asked if he would stay, said he was tired.", "indirect", "Ruiz", "said", ["he was tired"]),
    ("Ruiz promised to release sailors captured during the war.", "indirect", "Ruiz", "promised",
     ["to release sailors captured during the war"]),
    ("Holm urged miners to stop drinking and driving.", "indirect", "Holm", "urged",
     ["miners to stop drinking and driving"]),
    ("Ruiz praised the farms, mills, and markets of Lima.", "indirect", "Ruiz", "praised",
     ["the farms, mills, and markets of Lima"]),
    ("The guild now calls on Peru to open the port.", "indirect", "The guild", "calls on", ["Peru to open the port"]),
    ("Ruiz questioned the minister's motives.", "indirect", "Ruiz", "questioned", ["the minister's motives"]),
    ("Holm questions the independence of a judge.", "indirect", "Holm", "questions", ["the independence of a judge"]),
    ("Those not openly blaming the miners or the clerks expressed fear of raids.", "indirect", "Those", "expressed",
     ["fear of raids"]),
    ("Notices put out on May 13 suggest that the road is shut.", "indirect", "Notices", "suggest",
     ["the road is shut"]),
    ("Ana Ruiz tells IPS farmers are late.", "indirect", "Ana Ruiz", "tells", ["farmers are late"]),
    ("Peru's friends objected that the plan was late.", "indirect", "Peru's friends", "objected",
     ["the plan was late"]),
    ("Holm railed against the pact.", "indirect", "Holm", "railed against", ["the pact"]),
    ("Holm said after the vote, which Peru lost, that the road was shut.", "indirect", "Holm", "said",
     ["the road was shut"]),
    ("Ruiz said this road was shut.", "indirect", "Ruiz", "said", ["this road was shut"]),
    ("Ruiz said this week's rains were bad.", "indirect", "Ruiz", "said", ["this week's rains were bad"]),
    ("Ruiz said this summer Peru would close the road.", "indirect", "Ruiz", "said", ["Peru would close the road"]),
    ("Ruiz accused Holm, who was ill, of theft.", "indirect", "Ruiz", "accused", ["Holm, who was ill, of theft"]),
    # what an infinitive tells that was said
    ("Ruiz went out of his way to say that the war was over.", "indirect", "Ruiz", "say", ["the war was over"]),
    ("Holm took to the radio to announce that the road was open.", "indirect", "Holm", "announce",
     ["the road was open"]),
    ("Ruiz had to admit that the road was shut.", "indirect", "Ruiz", "admit", ["the road was shut"]),
    # a sentence that only tells who said what stands before it
    ("“We came to hear from our friends.”\n\nHolm added.", "direct", "Holm", "added",
     ["We came to hear from our friends."]),
    ("“We came by road.” Ana Holm told reporters on Monday.", "direct", "Ana Holm", "told", ["We came by road."]),
    ("“We came by road,” Ruiz continued to shouts of joy.", "direct", "Ruiz", "continued", ["We came by road"]),
    ("Ruiz urged calm on Friday.", "indirect", "Ruiz", "urged", ["calm"]),
    ("Ruiz Warns That Road Is Closed", "indirect", "Ruiz", "Warns", ["Road Is Closed"]),
    # words of speech that a tagger takes for others
    ("Two Greek envoys replied, “We stay.”", "direct", "Two Greek envoys", "replied", ["We stay."]),
    ("Ana Ruiz, envoy for the army, predicted that it would rain.", "indirect", "Ana Ruiz", "predicted",
     ["it would rain"]),
    ("“We stay,” Greek miners joked.", "direct", "Greek miners", "joked", ["We stay"]),
    ("Guards were quoted as saying that the road was open.", "indirect", "Guards", "quoted", ["the road was open"]),
    # who is not to be named says the rest
    ("“We stay,” a guide who asked not to be named said.", "direct", "a guide", "said", ["We stay"]),
    ("“We stay,” said a guide who requested anonymity.", "direct", "a guide", "said", ["We stay"]),
    ("Ruiz asked that the thief be named.", "indirect", "Ruiz", "asked", ["the thief be named"]),
    # a list or a relative clause before the verb of what is said
    ("Ruiz told Reuters talks with Peru had failed.", "indirect", "Ruiz", "told", ["talks with Peru had failed"]),
    ("Ruiz told AFP news agency more than 40 men had fled.", "indirect", "Ruiz", "told",
     ["more than 40 men had fled"]),
    ("Ruiz claimed bread, salt and oil were scarce.", "indirect", "Ruiz", "claimed",
     ["bread, salt and oil were scarce"]),
    ("Bread, salt and oil are scarce, said Ruiz.", "indirect", "Ruiz", "said", ["Bread, salt and oil are scarce"]),
    ("Norway, which lost the vote, lamented the outcome.", "indirect", "Norway", "lamented", ["the outcome"]),
    ("Ruiz insisted the men who fled wanted to return.", "indirect", "Ruiz", "insisted",
     ["the men who fled wanted to return"]),
    ("Ruiz warned talks with Peru would fail.", "indirect", "Ruiz", "warned", ["talks with Peru would fail"]),
    ("Ruiz warned Peru to stay away.", "indirect", "Ruiz", "warned", ["to stay away"]),
    ("Ruiz denied that the road would be open in March.", "indirect", "Ruiz", "denied",
     ["the road would be open in March"]),
    ("Ruiz denied that the road was shut and went home.", "indirect", "Ruiz", "denied", ["the road was shut"]),
    ("Ruiz denied the raid on Friday.", "indirect", "Ruiz", "denied", ["the raid"]),
    ("Ruiz said the same day that the road was open.", "indirect", "Ruiz", "said", ["the road was open"]),
    ("Ruiz said the next day would be better.", "indirect", "Ruiz", "said", ["the next day would be better"]),
    ("According to Ana Ruiz, the mayor, the road is open.", "indirect", "Ana Ruiz", "According to",
     ["the road is open"]),
    ("According to Ana Ruiz, bread, salt and oil are scarce.", "indirect", "Ana Ruiz", "According to",
     ["bread, salt and oil are scarce"]),
    ("Ruiz said nothing had changed.", "indirect", "Ruiz", "said", ["nothing had changed"]),
    ("Ruiz said there that the road was open.", "indirect", "Ruiz", "said", ["the road was open"]),
    ("When the guests came, Ana Ruiz, the Greek mayor, said the road was open.", "indirect", "Ana Ruiz", "said",
     ["the road was open"]),
    ("Guards who saw the raid were quoted as saying that soldiers fired.", "indirect", "Guards", "quoted",
     ["soldiers fired"]),
    ("The road is open, a guide who spoke on condition of anonymity told AFP.", "indirect", "a guide", "told",
     ["The road is open"]),
    ("A Greek official vowed: “We stay.”", "direct", "A Greek official", "vowed", ["We stay."]),
    ("“We stay!” Greek guards bellowed.", "direct", "Greek guards", "bellowed", ["We stay!"]),
    ("“Stop!” Greek guards shouted.", "direct", "Greek guards", "shouted", ["Stop!"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "speaker", "cue", "content"), ONE)
def test_one_quotation(text: str, kind: str, speaker: str, cue: str | None, content: list[str]) -> None:
    (found,) = quotations_of(text)
    assert found.speaker is not None
    assert (found.kind, found.speaker.text, found.cue and found.cue.text) == (kind, speaker, cue)
    assert [c.text for c in found.content] == content


def test_what_a_noun_tells_ends_before_what_is_said_of_it() -> None:
    claimed, called = quotations_of("Peru rejected claims that it sold ships, calling them false.")
    assert [c.text for c in claimed.content + called.content] == ["it sold ships", "them false"]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("The claim that Peru sold ships was false.", "Peru sold ships"),
        ("Speculation that men jailed in Peru would return lifted hopes.", "men jailed in Peru would return"),
        ("A claim that men shot in Peru lived spread.", "men shot in Peru lived spread"),
        ("The claim that the road Ruiz built was bad hurt.", "the road Ruiz built was bad hurt"),
    ],
)
def test_what_a_noun_tells_ends_before_the_verb_of_the_noun(text: str, content: str) -> None:
    (found,) = quotations_of(text)
    assert [c.text for c in found.content] == [content]


def test_what_somebody_refuses_ends_before_another_speaks() -> None:
    refused, said = quotations_of("Ruiz refused to say when, but men who asked not to be named said it would be soon.")
    assert [c.text for c in refused.content + said.content] == ["to say when", "it would be soon"]


def test_hearsay_in_the_passive_has_no_speaker() -> None:
    (found,) = quotations_of("The rebels are believed to hold the bridge.")
    assert found.speaker is None
    assert [c.text for c in found.content] == ["The rebels", "to hold the bridge"]


@pytest.mark.parametrize(
    "text",
    [
        "The road is expected to open.",
        "A treaty calling for calm hung on the wall.",
        "Suspected rebels burned the mill.",
        "The figures include pledged delegates.",
        "Much has been said about the guild, who left Peru in May.",
        "To free the men held by Peru, Ruiz sent seven guards home.",
        "The guards have questioned more than 90 people.",
        "Clerks questioned him about the road.",
        "The guards questioned Ruiz about the road.",
        "Holm often calls on Ruiz in Lima.",
        "It took the guild years to admit that it was wrong.",
        "The mill used the flood to show that the road was bad.",
        "Shares in dozens of publicly listed firms fell.",
        "She met miners with strongly opposed views.",
        "The guild turned against the Greens' stated plans.",
        "Peru should reiterate its backing for the pact.",
        "The guild must also acknowledge its part in the war.",
        "Peru continues to block the road, which the clerks find “dear.”",
        "His remarks on Monday come after months of rain.",
        "Ruiz's remarks to the guild were long.",
        "It is fair to say that the road is shut.",
        "In April, the minister applauded.",
        "The land claimed by Peru lies north of the river.",
        "The embassy did not respond to questions about the raid.",
        "Ruiz has not commented on the raid.",
        "Peru closes port in north - live updates",
        "They fled over the plot, claims Peru rejects.",
        "The promise that Ruiz made in May was kept.",
        "A claim that Ruiz rejected as false went round.",
        "They burned cars, shops, police reports.",
        "The army will observe a truce of three days.",
        "Ruiz said goodbye to the guards.",
        "Peru declared a truce that would last until the season ends.",
        "Ruiz said nothing.",
        "Gun rights advocates have a new office.",
        "The plan Ruiz backs was late.",
        "The dispute over fish threatens to spread.",
        "The strike threatened to last a week.",
        "Ruiz played a supporting role.",
        "Her best showing is 10 percent in Lima.",
        "The priest admitted to the cells saw nobody.",
        "The army reported growing unrest in the north.",
        "The port reported operating losses.",
        "The company recalled leaking pumps.",
        "Ruiz confessed to the bishop.",
        "He looked round, as if to say, “Who pays?”",
        "Ruiz warned the people of Lima.",
        "Ruiz warned members of the guild.",
        "The guide asked not to be named.",
    ],
)
def test_no_statement(text: str) -> None:
    assert quotations_of(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "“Enough is enough!” Protesters marched in Paris.",
        "“The mill is shut.” Nobody replied.",
        "“The mill is shut.” The guild added three pages.",
    ],
)
def test_a_sentence_behind_a_quote_that_tells_another_act_names_no_speaker(text: str) -> None:
    (found,) = quotations_of(text)
    assert (found.speaker, found.cue) == (None, None)


def test_a_report_may_end_in_the_middle_of_a_sentence() -> None:
    assert quotations_of("The mill was shut, according to") == ()


def test_a_thought_inside_speech_belongs_to_the_speech() -> None:
    (found,) = quotations_of("Ruiz said she hoped that the road would open.")
    assert found.content[0].text == "she hoped that the road would open"


def test_another_speakers_clause_ends_what_was_said() -> None:
    first, second = quotations_of("Ruiz said the road was open and Orlov warned that trucks would wait.")
    assert [q.content[0].text for q in (first, second)] == ["the road was open", "trucks would wait"]


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        ("Ruiz said the ships had left and urged Peru to open the port.",
         ["the ships had left", "Peru to open the port"]),
        ("Ruiz said he welcomed the deal and urged Peru to sign it.",
         ["he welcomed the deal and urged Peru to sign it"]),
        ("Ruiz told of his plan (the road is too short, according to the ministry).",
         ["the road is too short"]),
        ("Ruiz said the road was open, and Ivo Orlov, the envoy, said it was shut.",
         ["the road was open", "it was shut"]),
        ("Ruiz accused Peru of “theft” and Orlov said it was “madness.”", ["Peru of “theft”", "it was “madness.”"]),
        ("The guild wants to print a book: “Read what we know,” the clerk said.",
         ["to print a book", "Read what we know"]),
        ("The mayor was blunt: “We will stay,” he said.", ["We will stay"]),
        ("The offer - “We will stay for a fee,” the envoy said - was turned down.", ["We will stay for a fee"]),
        ("Ruiz said he had one answer: “We stay.”", ["he had one answer: “We stay.”"]),
        ("Ruiz said he had voted for the pact, but warned against haste.", ["he had voted for the pact", "haste"]),
        ("Ruiz says the miners will leave, but he urged the guild to stay.",
         ["the miners will leave", "the guild to stay"]),
        ("Ruiz condemned a law that had split and shamed the guild.", ["a law that had split and shamed the guild"]),
        ("Ruiz said she had seen the map, but she refused to sell it.",
         ["she had seen the map, but she refused to sell it"]),
        ("Ruiz said the ships had left, and promised to return.", ["the ships had left", "to return"]),
        ("Ruiz said the ships had left and promised to return.",
         ["the ships had left and promised to return"]),
    ],
)  # fmt: skip
def test_a_second_act_of_who_speaks_ends_what_was_said(text: str, contents: list[str]) -> None:
    assert [c.text for q in quotations_of(text) for c in q.content] == contents


def test_a_quote_does_not_go_on_from_one_before_another_speaker() -> None:
    text = "Ruiz called it “a trap”. Orlov said he would stay. “We have had enough of it.”"
    first, second, third = quotations_of(text)
    assert [q.content[0].text for q in (first, second)] == ["it “a trap”", "he would stay"]
    assert len(first.content) == 1
    assert third.speaker is not None
    assert third.speaker.text == "Orlov"


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("“The port is ours,” said Ana Ruiz, who backs the strike. “We will not sell it.”",
         ["The port is ours", "We will not sell it."]),
        ("“The port is ours,” Ruiz said, citing an old law. “We will not sell it.”",
         ["The port is ours", "We will not sell it."]),
        ("“Hauls are up,” said Ruiz, who noted that some boats had “sunk” in price. “Things are moving.”",
         ["Hauls are up", "Things are moving."]),
        ("“The port is ours,” Ruiz said in a talk with Ivo Orlov aired Monday on “Good Day.” “We will not sell it.”",
         ["The port is ours", "We will not sell it."]),
        ("“The port is ours,” Ruiz said. The crowd cheered. “We will not sell it.”",
         ["The port is ours", "We will not sell it."]),
        ("“The port is ours,” Ruiz said. Ana Soto shook her head. “We will not sell it.”", ["The port is ours"]),
        ("“The port is ours,” Ruiz said. Orlov said it was not. “We will not sell it.”", ["The port is ours"]),
        ("“The port is ours,” Ruiz said, but Orlov called it a wreck. “We will not sell it.”", ["The port is ours"]),
    ],
)  # fmt: skip
def test_a_quote_goes_on_behind_what_its_speaker_is_said_to_do(text: str, content: list[str]) -> None:
    first = next(q for q in quotations_of(text) if q.cue and q.cue.text == "said")
    assert [c.text for c in first.content] == content


def test_a_second_act_behind_a_quote_ends_what_was_said() -> None:
    first, second = quotations_of("Ruiz told the guild that “ships may leave” and refused to stay.")
    assert [q.content[0].text for q in (first, second)] == ["ships may leave", "to stay"]


def test_another_speaker_behind_but_ends_what_was_said() -> None:
    first, second = quotations_of("War was near, miners said on Friday, but Ruiz insisted that the port was open.")
    assert [c.text for c in first.content] == ["War was near"]
    assert [c.text for c in second.content] == ["the port was open"]


def test_what_a_relative_clause_insists_on_takes_no_later_quote() -> None:
    (found,) = quotations_of("A clerk, who insisted on tea, described the mood at Monday's meeting as “grim.”")
    assert (found.cue.text if found.cue else "") == "described"
    assert found.content[0].text == "the mood at Monday's meeting as “grim.”"


def test_a_clause_in_front_ends_at_its_comma() -> None:
    report, speech = quotations_of("Asked about a report that the road was shut, Ruiz said trucks were moving.")
    assert [q.content[0].text for q in (report, speech)] == ["the road was shut", "trucks were moving"]


def test_a_quote_is_of_who_acts_in_the_sentence_that_leads_to_it() -> None:
    found = quotations_of("Orlov said the road was open. Ruiz was blunt. “That is not what I have seen today.”")
    assert [q.speaker.text for q in found if q.speaker] == ["Orlov", "Ruiz"]


def test_signed_quotes_stand_alone() -> None:
    found = quotations_of("“The road is open at last.” ― Ana Ruiz\n“The trucks may leave now.” ― Ivo Orlov\n")
    assert [q.speaker.text for q in found if q.speaker] == ["Ana Ruiz", "Ivo Orlov"]


def test_language_of_the_speech() -> None:
    (found,) = quotations_of("“We stay,” Orlov said in Russian, which was translated. “Nothing changes.”")
    assert found.language == "ru"
    assert len(found.content) == 2


def test_the_person_told_is_the_addressee() -> None:
    (found,) = quotations_of("Ruiz told reporters that the road was open.")
    assert [a.text for a in found.addressees] == ["reporters"]
    assert found.content[0].text == "the road was open"


def test_brackets_inside_a_quotation_survive() -> None:
    (found,) = quotations_of("“They must agree (to) open the road,” Ruiz said.")
    assert found.content[0].text == "They must agree (to) open the road"


def test_scare_quotes_are_no_statement() -> None:
    assert quotations_of("The so-called “peace train” left the station at noon.") == ()


def test_two_clauses_of_one_speaker_end_where_the_next_begins() -> None:
    first, second = quotations_of("Ruiz said the road was open and added that trucks were moving.")
    assert first.content[0].text == "the road was open"
    assert second.content[0].text == "trucks were moving"
    assert first.speaker == second.speaker


def test_speech_goes_on_over_paragraphs() -> None:
    found = quotations_of("“The road is open,” Ruiz said.\n\n“We will keep it open.”")
    assert [q.speaker.text if q.speaker else None for q in found] == ["Ruiz", "Ruiz"]


def test_a_mention_over_the_head_is_preferred_as_speaker() -> None:
    text = "The tired foreign minister Ana Ruiz said war was near."
    start = text.index("foreign")
    mention = Mention(start, start + 25, text[start : start + 25], "actor", "person")
    (found,) = quotations_of(text, (mention,))
    assert found.speaker is not None
    assert found.speaker.text == "foreign minister Ana Ruiz"


def test_apostrophes_do_not_open_quotations() -> None:
    assert find_quoted("The ministers' plan won't pass in the '90s hall.") == ()


def test_single_quotes_hold_speech() -> None:
    text = "‘They won’t stay here,’ she said."
    (quoted,) = find_quoted(text)
    assert text[quoted.start : quoted.end] == "They won’t stay here,"


def test_a_users_cue_is_respected(tmp_path: Path) -> None:
    text = "Ruiz bellowed that the road was open."
    sentences = find_sentences(text)
    tokens = find_tokens(text, sentences)
    assert find_quotations(text, sentences, tokens, ()) == ()
    row = "cue\tpart\tkind\tpattern\treason\nbellow\tverb\tsay\tthat\tours\n"
    (tmp_path / "cues.tsv").write_text(row, encoding="utf-8")
    assert len(find_quotations(text, sentences, tokens, (), tmp_path)) == 1


def test_a_users_noun_that_sums_up_ends_what_was_said(tmp_path: Path) -> None:
    text = "Ruiz said the road was open, a fib the mayor denied."
    sentences = find_sentences(text)
    tokens = find_tokens(text, sentences)
    row = "entry\tword\tkind\treason\nsum:fib\tfib\tsum\tours\n"
    (tmp_path / "speech_words.tsv").write_text(row, encoding="utf-8")
    ours = find_quotations(text, sentences, tokens, ())[0].content[0]
    theirs = find_quotations(text, sentences, tokens, (), tmp_path)[0].content[0]
    assert (ours.text, theirs.text) == ("the road was open, a fib the mayor denied", "the road was open")


def test_a_kind_of_word_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    (tmp_path / "speech_words.tsv").write_text("entry\tword\tkind\treason\nx\tx\tshout\tours\n", encoding="utf-8")
    with pytest.raises(TableError, match=r"speech_words.tsv: 'x': kind 'shout' is none of tell"):
        read_cues(tmp_path)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("foo\tverb\tsay\tinng", r"'foo': pattern 'inng' is none of"),
        ("foo\tverb\tsaid\tany", r"'foo': kind 'said' is none of"),
    ],
)
def test_a_cue_that_says_nothing_known_is_refused(tmp_path: Path, row: str, message: str) -> None:
    (tmp_path / "cues.tsv").write_text(f"cue\tpart\tkind\tpattern\treason\n{row}\tours\n", encoding="utf-8")
    with pytest.raises(TableError, match=message):
        read_cues(tmp_path)


WORDS = """“ ” " said Ruiz that , . war is he `` '' told and according to The : ( ) ’s
call claim urged of for by was accused believed worried noting who his plan Says ; ―"""


@given(st.lists(st.sampled_from([*WORDS.split(), "\n\n"]), max_size=25))
def test_spans_are_exact_whatever_the_words(words: list[str]) -> None:
    text = " ".join(words)
    for q in quotations_of(text):
        for span in (*q.content, *q.addressees, *filter(None, (q.cue, q.speaker))):
            assert text[span.start : span.end] == span.text
            assert span.text


def test_who_relays_a_quote_relays_the_clause_beside_it_too() -> None:
    first, second = quotations_of("“We leave today,” Ruiz told reporters in Oslo, according to Fjord Wire.")
    assert first.content[0].text == "“We leave today,” Ruiz told reporters in Oslo"
    assert second.content[0].text == "We leave today"


@pytest.mark.parametrize(
    "text",
    [
        "The board read a previously proposed plan.",
        "Peru lost its loudly promised port.",
        "Trucks left the port's alleged owner.",
    ],
)
def test_what_is_called_so_is_not_said(text: str) -> None:
    assert quotations_of(text) == ()


def test_a_quote_is_not_of_who_was_told_of_paragraphs_before() -> None:
    text = "Many miners from Peru admitted to the mill have been late.\n\nHolm was blunt: “Who knows?”"
    (found,) = quotations_of(text)
    assert found.speaker is not None
    assert found.speaker.text == "Holm"


def test_two_who_judge_one_thing_each_speak_for_themselves() -> None:
    first, second = quotations_of("Holm welcomed the pact and the guild criticised it.")
    assert [first.content[0].text, second.speaker and second.speaker.text] == ["the pact", "the guild"]


def test_a_sentence_that_leads_to_a_quote_takes_none_before_it() -> None:
    first, second = quotations_of("“We came by road,” Ruiz said. “It is late.”\n\nHolm added: “We will stay.”")
    assert [len(first.content), second.content[0].text] == [2, "We will stay."]


def test_a_letter_before_a_question_names_nobody() -> None:
    (found,) = quotations_of("Q: Will the port be opened again in May?")
    assert found.speaker is None


def test_a_town_in_front_of_a_report_says_nothing() -> None:
    (found,) = quotations_of("KABUL: The minister said that war was near.")
    assert found.speaker is not None
    assert found.speaker.text == "The minister"


@pytest.mark.parametrize(
    "several",
    [
        "Norway and Chile",
        "Norway and his German colleague Ivo Orlov",
        "Norway and its neighbour Peru, once a rival,",
        "Norway, Peru and Chile",
        "After talks with Peru, Norway and Chile",
        "Chile and Peru, Norway",
    ],
)
def test_of_those_who_speak_together_the_first_is_the_speaker(several: str) -> None:
    text = f"{several} said that the port would stay closed."
    sentences = find_sentences(text)
    tokens = find_tokens(text, sentences)
    (quotation,) = find_quotations(text, sentences, tokens, find_actors(text, sentences, tokens))
    assert quotation.speaker is not None
    assert quotation.speaker.text == "Norway"


@pytest.mark.parametrize("text", ["The port is shut, Human Rights Watch said.", "“We stay,” said Human Rights Watch."])
def test_a_body_whose_name_holds_a_verb_speaks(text: str) -> None:
    (found,) = annotate(text).quotations
    assert (found.speaker and found.speaker.text) == "Human Rights Watch"


def test_a_paper_that_is_told_is_no_part_of_the_name_behind_it() -> None:
    (found,) = annotate("Ruiz told Reuters President Ana Lopez had left.").quotations
    assert [a.text for a in found.addressees] == ["Reuters"]
    assert found.content[0].text == "President Ana Lopez had left"
    (found,) = annotate("Ruiz told the BBC Prime Minister Ana Lopez had left.").quotations
    assert [a.text for a in found.addressees] == ["BBC"]
