"""Who speaks: one construction a row."""

from __future__ import annotations

import pytest

from dragoman.annotate.actors import find_actors
from dragoman.annotate.quotations import find_quotations
from dragoman.annotate.sentences import find_sentences
from dragoman.annotate.tokens import find_tokens


def speakers_of(text: str) -> dict[str, str | None]:
    """Speaker by cue ("-" for a quote without one)."""
    sentences = find_sentences(text)
    tokens = find_tokens(text, sentences)
    found = find_quotations(text, sentences, tokens, find_actors(text, sentences, tokens))
    return {q.cue.text if q.cue else "-": q.speaker.text if q.speaker else None for q in found}


ROWS = [
    # long subjects
    ("Ana Ruiz, 61, who lives near the port, says the road is open.", "says", "Ana Ruiz"),
    ("The head of the union backing the strike, Ana Ruiz, praised the miners.", "praised", "head"),
    ("One of the pilots who signed the letter called it a mistake.", "called", "One of the pilots"),
    ("The fishermen who backed the mayor warned that the port would freeze.", "warned", "fishermen"),
    ("A chart from a lecture that Orlov and his students gave shows that the ice is thin.", "shows",
     "A chart from a lecture"),
    ("The minister of fisheries, Mrs. Ruiz Orlova, argues there is little herring left.", "argues",
     "minister of fisheries"),
    ("Some older miners - including many from the north - warn that the shaft is wet.", "warn", "older miners"),
    ("She has done little about it, and people familiar with her thinking say the port will close.", "say", "people"),
    ("A clerk at the Foreign Ministry said the talks had failed.", "said", "A clerk at the Foreign Ministry"),
    ("Orlov himself said that the port was open.", "said", "Orlov"),
    ("But aides said the mayor simply liked walking.", "said", "aides"),
    ("The guilds that have backed him say the port will close.", "say", "The guilds"),
    ("A driver asked for a stamp and Ruiz said that the port was open.", "said", "Ruiz"),
    ("The mayor did not speak, but at least a dozen members of the guild said the port was open.", "said",
     "a dozen members of the guild"),
    ("Miners, Ruiz notes, applaud the plan.", "notes", "Ruiz"),
    ("Ana Ruiz said on Sunday in Bergen, Norway, that the port was open.", "said", "Ana Ruiz"),
    ("The talks failed, Ivo Orlov, the envoy, said on Monday.", "said", "Ivo Orlov"),
    ("The raid was a mistake, Ivo Orlov, the envoy, conceded.", "conceded", "Ivo Orlov"),
    ("The port is shut, two people close to the talks said.", "said", "two people"),
    ("The port is shut, a clerk who asked not to be named said.", "said", "a clerk"),
    ("The United States, Norway and Peru urged calm.", "urged", "United States"),
    ("On Monday, Norway, Peru and Chile urged calm.", "urged", "Norway"),
    ("The port is shut, the envoys of Norway, Peru and Chile said.", "said", "envoys"),
    ("The pact was signed in Norway, Peru and Chile said.", "said", "Peru and Chile"),
    ("Peru will stay, men from Norway who met the guild in Bergen announced.", "announced", "men"),
    # openings before the subject
    ("In a letter printed on Friday, Ana Ruiz answered the guild, saying the mayor would stay.", "saying", "Ana Ruiz"),
    ("Monday at the harbour in Bergen, after a walk with the mayor, Ana Ruiz (Labour), said the road was open.",
     "said", "Ana Ruiz"),
    ("The rain had stopped, but the mayor stayed at home, saying the road was wet.", "saying", "mayor"),
    ("When he came back he began by saying that the road was open.", "saying", "he"),
    ("“What a year!” Ruiz's niece, the clerk Ana Soto, hollered to the crowd.", "hollered", "Ruiz's niece"),
    ("Where most of his rivals called for peace, Ruiz hewed to the old plan, noting that the road was open.",
     "noting", "Ruiz"),
    ("Some clerks spoke of Ruiz vowing to fight on and said that the port was shut.", "said", "Some clerks"),
    ("“It is late,” Coastal Watch president Tom Ruiz said.", "said", "president Tom Ruiz"),
    ("“We stay,” Tom Ruiz told Ana Orlov, who opened her door and said she planned to leave.", "told", "Tom Ruiz"),
    ("Ruiz began by saying that the road was open, and said he had doubts.", "said", "Ruiz"),
    # participles
    ("It was a long night, with Ana Ruiz — who had lost her seat — mocking the mayor.", "mocking", "Ana Ruiz"),
    ("The guild split, with a clerk of the mayor, Ivo Orlov, blaming the miners.", "blaming", "a clerk of the mayor"),
    ("The film uses pictures of Ana Ruiz praising the mayor.", "praising", "Ana Ruiz"),
    ("The two met in Oslo, each praising the mayor.", "praising", "each"),
    ("The film features miners telling their stories and praising the mayor.", "praising", "miners"),
    ("There were letters showing that the mayor knew.", "showing", "letters"),
    ("Ana Ruiz, after initially saying that she would stay, left the hall.", "saying", "Ana Ruiz"),
    ("Ana Ruiz, despite admitting that the road was wet, opened it.", "admitting", "Ana Ruiz"),
    ("Ruiz was cross with a driver who said that he was late, saying, “You had time enough.”", "saying", "Ruiz"),
    ("Ruiz left the hall before claiming that the port was safe.", "claiming", "Ruiz"),
    ("Norway opposes the plan, Ruiz said, urging the miners to go.", "urging", "Ruiz"),
    ("The guild signed a pact called the Rule, a step hailed in Oslo, and warned of war.", "warned of", "The guild"),
    ("The guild called on Monday and said the road was open.", "said", "The guild"),
    # possessive pronouns
    ("Ana Ruiz was frank in her warning that the port would freeze.", "warning", "Ana Ruiz"),
    ("Besides his remarks about the port, Orlov spoke of the road.", "remarks", "Orlov"),
    ("The plan is her promise to open the road.", "promise", "her"),
    ("There was anger after his remarks about the miners.", "remarks", "his"),
    # nouns of thought held or rejected
    ("Ana Ruiz flatly rejected the notion that the port was full.", "rejected the notion", "Ana Ruiz"),
    ("The court returned the case in the hope that both sides would talk.", "in the hope", "court"),
    # relative clauses
    ("They praised Ana Ruiz and Ivo Orlov, who said the road was open.", "said", "Ivo Orlov"),
    ("They wrote to the miners here, who said the road was open.", "said", "miners"),
    ("Orlov—who had praised the mayor—left.", "praised", "Orlov"),
    ("Orlov, who has in the past said that the road was wet, left.", "said", "Orlov"),
    ("Orlov, who has both praised the mayor and paid him, left.", "praised", "Orlov"),
    # verbs that look like nouns or adjectives
    ("“The road is open to all of us now,” Ana Ruiz notes.", "notes", "Ana Ruiz"),
    ("“The road is open to all of us now,” the letter reads.", "reads", "the letter"),
    ("But some note that the road is wet.", "note", "some"),
    ("Unions and environmental groups worried that if the road closed, trade would suffer.", "worried", "Unions"),
    # inversion
    ("Said Ellis: “The road is open to all of us now.”", "Said", "Ellis"),
    ("“The road is open,” says a driver involved in the strike.", "says", "driver"),
    ("“The road is open,” wrote a man calling himself Orlov.", "wrote", "man"),
    ("“The road is open,” said his best friend in Bergen.", "said", "his best friend"),
    # quotes without a reporting verb of the table
    ("“The road is open at last!” beamed Ana Ruiz.", "beamed", "Ana Ruiz"),
    ("“The road is open to all of us now,” Orlov barked.", "barked", "Orlov"),
    ("Turnout falls again - Ana Ruiz: “Few of the young came to vote this time.”", "-", "Ana Ruiz"),
    ("In the hours after ten ships were lost, a calm voice spoke on the radio: “We are all safe here.”", "-",
     "a calm voice"),
    # nobody
    ("Orlov spoke to the Ruiz Tribune when asked whether the road was open.", "asked", None),
    ("It is simply astounding that Ruiz demands calm from miners, yet refuses to open the road.", "refuses", "Ruiz"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "cue", "speaker"), ROWS)
def test_speaker(text: str, cue: str, speaker: str | None) -> None:
    found = speakers_of(text)
    assert cue in found, found
    assert found[cue] == speaker


def test_a_clause_that_a_reporting_noun_leads_to_is_no_part_of_it() -> None:
    found = speakers_of("His promises to mend the road notwithstanding, most drivers agree that it is wet.")
    assert found == {"promises": "His", "agree": "most drivers"}


def test_a_participle_before_a_noun_reports_nothing() -> None:
    assert speakers_of("The guild wrote a letter on proposed rules.") == {}


def test_what_is_not_said_is_no_statement() -> None:
    assert speakers_of("Ruiz did not say when the road would open.") == {}
    assert speakers_of("Ruiz did not say that the road was open.") == {"say": "Ruiz"}
    assert speakers_of("Ruiz will urge the miners to stay.") == {}
    assert speakers_of("Ruiz has neither confirmed nor denied the raid.") == {}
    assert speakers_of("Ruiz would say only that the road was open.") == {"say": "Ruiz"}


def test_what_a_song_is_called_is_no_statement() -> None:
    assert speakers_of("Ruiz played a song called “The Herring”.") == {}


def test_a_turned_mark_behind_a_comma_closes_the_quote() -> None:
    assert speakers_of("“It is wet,“ said Ana Ruiz, a driver.") == {"said": "Ana Ruiz"}


def test_a_curly_mark_closes_what_a_straight_one_opened() -> None:
    assert speakers_of('"It is wet,” said Ana Ruiz, a driver.') == {"said": "Ana Ruiz"}
