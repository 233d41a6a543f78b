"""Acts of an earlier year than the report's: background by their own time, by whatever reading."""

import pytest

from dragoman.acquire import parse_text
from dragoman.pipeline import code_article


@pytest.mark.parametrize(
    ("text", "kind", "factuality"),
    [
        ("In April 2009, Holm, who led the Norwegian guild, criticised the Ghanaian minister.", "ACCUSE", "historical"),
        ("The Norwegian minister Holm pledged to sell a Ghanaian guild his 1981 car on Friday.", "AGREE", "asserted"),
        ("As in 2009, the Norwegian minister criticised the Ghanaian army.", "ACCUSE", "asserted"),
        ("In 2014, Senator Lopez, as chairman of the club, met Norwegian envoys.", "CONSULT", "historical"),
        ("In one row in 2018, Ghana was accused by Norway of spying.", "ACCUSE", "historical"),
        ("Norway criticised the Ghanaian minister on 9 May 2019.", "ACCUSE", "historical"),
        # may be news
        ("Norway criticised the Ghanaian minister on 30 December 2022.", "ACCUSE", "asserted"),
        (
            "In January 2023, Holm, who leads the Norwegian guild, criticised the Ghanaian minister.",
            "ACCUSE",
            "asserted",
        ),
        # another verb's time, what goes on, and an office that was held then
        ("Norway and Ghana met at a Lima summit, which Peru founded in 2010.", "CONSULT", "asserted"),
        ("It was the first visit of a Norwegian king to Ghana since the revolt of 1979.", "CONSULT", "asserted"),
        ("Norway has in the last year criticised Togo and condemned Ghana.", "ACCUSE", "asserted"),
        ("Norway has criticised the Ghanaian minister since 2014.", "ACCUSE", "asserted"),
        ("Holm, envoy of Norway to Togo from 2007 to 2013, criticised Ghana.", "ACCUSE", "asserted"),
    ],
)
def test_a_year_before_the_reports_sets_an_act_back(text: str, kind: str, factuality: str) -> None:
    coded = code_article(parse_text(text, source="background", published_at="2023-01-24"))
    assert {e.factuality for e in coded.events if e.event_type == kind} == {factuality}


def test_a_promise_of_an_earlier_year_binds_nobody_now() -> None:
    text = "In 2014, Holm, as head of the Norwegian guild, promised Ghana to build a bridge."
    coded = code_article(parse_text(text, source="background", published_at="2023-01-24"))
    assert coded.commitments == ()
