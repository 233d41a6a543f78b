"""Wordings that decide whether an act was done: by the rules, and where the encoder reads it otherwise."""

from pathlib import Path

import pytest

from dragoman.acquire import parse_text
from dragoman.coding import score_factuality
from dragoman.errors import TableError
from dragoman.pipeline import code_article


def _told(text: str) -> dict[str, str]:
    """The factuality of each act by its type."""
    coded = code_article(parse_text(text, source="doubts", published_at="2023-01-24"))
    return {event.event_type: event.factuality for event in coded.events}


@pytest.mark.parametrize(
    ("text", "kind", "factuality"),
    [
        ("There is no evidence that Norway expelled two Ghanaian envoys.", "SANCTION", "hypothetical"),
        ("Inspectors found no evidence on Monday that Norway had supplied weapons to Ghana.", "AID", "hypothetical"),
        ("It was not clear whether Norway had suspended aid to Ghana.", "SANCTION", "hypothetical"),
        ("It is unlikely that Norway would hold a summit with Ghana.", "CONSULT", "hypothetical"),
        ("It is unlikely Norway would hold a summit with Ghana.", "CONSULT", "hypothetical"),
        ("There is no way that Norway expelled two Ghanaian envoys.", "SANCTION", "negated"),
        ("The envoys had no way out as Norway suspended flights to Ghana.", "SANCTION", "asserted"),
        ("The rebels will leave when Norway frees two Ghanaian envoys.", "RETREAT", "conditional"),
        ("Norway condemns Ghana after it expels two Norwegian envoys and will not talk.", "SANCTION", "asserted"),
        ("He is unlikely to come because Norway's minister criticised Ghana.", "ACCUSE", "asserted"),
        ("Norway faces the prospect of sanctions by Ghana.", "COERCE", "hypothetical"),
        ("Talk of sanctions against Ghana is idle, Norway said.", "COERCE", "hypothetical"),
        ("There is no prospect of talks between Norway and Ghana.", "CONSULT", "hypothetical"),
        ("Lopez denied speculation that he would step down as Norway's prime minister.", "RETREAT", "denied"),
        ("Lopez, the Norwegian minister, would often visit Ghana.", "CONSULT", "asserted"),
        ("His heir, the Emperor Minas, had two Norwegian envoys arrested.", "COERCE", "asserted"),
        ("Had Norway arrested the envoys, Ghana would have cut ties.", "COERCE", "conditional"),
        ("Norway's premier Lopez meets Ghana's president next week.", "AGREE", "asserted"),
        ("Officials would not say if Norway had rejected Ghana's offer.", "REJECT", "hypothetical"),
        ("Norway came close to recognising Ghana's new government.", "SUPPORT", "negated"),
        ("Norway came close to offering Ghana a loan.", "AGREE", "negated"),
        ("Norway stopped short of accusing Ghana of spying.", "ACCUSE", "negated"),
        ("Norway stopped short of lodging a protest with Ghana.", "ACCUSE", "negated"),
        ("Instead of bombing Ghanaian positions, Norway called a session of parliament.", "ASSAULT", "negated"),
        ("Norway will no longer criticise Ghana's election law.", "ACCUSE", "negated"),
        ("Norway almost severed diplomatic ties with Ghana.", "SANCTION", "negated"),
        ("Has Norway expelled two Ghanaian envoys?", "SANCTION", "hypothetical"),
        ("Did Norway criticise Ghana's election law?", "ACCUSE", "hypothetical"),
        ("[Lopez] Did Norway criticise Ghana's election law?", "ACCUSE", "hypothetical"),
        ("Norway is believed to have apologised to Ghana.", "CONCEDE", "hypothetical"),
        ("Norway allegedly suspended aid to Ghana.", "SANCTION", "hypothetical"),
        ("Norway has yet to expel the two Ghanaian envoys.", "SANCTION", "negated"),
        ("Norway was to have expelled two Ghanaian envoys.", "SANCTION", "hypothetical"),
        ("Norway thanked rather than criticised Ghana.", "ACCUSE", "negated"),
        ("Norwegian soldiers kept rebels from attacking Ghana.", "ASSAULT", "negated"),
        ("Norwegian soldiers could not prevent rebels from attacking Ghana.", "ASSAULT", "asserted"),
        ("Police foiled an attack by rebels on Ghana's embassy.", "ASSAULT", "negated"),
        ("An attack by rebels on Ghana's embassy was foiled.", "ASSAULT", "negated"),
        ("Norway cancelled a deployment of troops to Ghana.", "MOBILIZE", "negated"),
        ("It is not true that Norway expelled two Ghanaian envoys.", "SANCTION", "negated"),
        ("It was not Norway that expelled two Ghanaian envoys.", "SANCTION", "negated"),
        ("It was not a mine that killed two Ghanaian soldiers in Norway.", "ASSAULT", "asserted"),
        ("Norway never had to apologise to Ghana.", "CONCEDE", "negated"),
        ("Norway may have had to apologise to Ghana.", "CONCEDE", "hypothetical"),
        ("Norway was too quick to criticise Ghana's election law.", "ACCUSE", "asserted"),
        ("Were Norway to attack Ghana, Mali would condemn it.", "ASSAULT", "conditional"),
        ("Norway neither confirmed nor denied that it had suspended aid to Ghana.", "SANCTION", "hypothetical"),
        ("Norway would neither confirm nor deny reports of an attack on Ghana.", "ASSAULT", "hypothetical"),
        ("Norwegian soldiers appear to have attacked Ghana.", "ASSAULT", "hypothetical"),
        ("Norwegian soldiers did not appear to have attacked Ghana.", "ASSAULT", "negated"),
        ("Norwegian jets have probably bombed Ghana.", "ASSAULT", "hypothetical"),
        ("Norway was too weak to attack Ghana.", "ASSAULT", "negated"),
        ("Norway tried in vain to seize two Ghanaian ships.", "COERCE", "negated"),
        ("Norway gave Ghana no weapons.", "AID", "negated"),
        ("Norway's jets have bombed nobody, Ghana said.", "ASSAULT", "negated"),
        ("Prices fell, nor has Norway expelled two Ghanaian envoys.", "SANCTION", "negated"),
        ("Had Norway attacked Ghana, Mali would have condemned it.", "ASSAULT", "conditional"),
        ("Should Norway attack Ghana, prices will rise.", "ASSAULT", "conditional"),
        ("Norway would have had to withdraw its troops from Ghana.", "RETREAT", "hypothetical"),
        ("If Norway had to withdraw its troops from Ghana, prices would rise.", "RETREAT", "conditional"),
        # no doubt
        ("It is unclear if the Ghanaian soldiers killed in Oslo were armed.", "ASSAULT", "asserted"),
        ("There was no sign of the raids ending as Norway bombed Ghana.", "ASSAULT", "asserted"),
        ("Norway has yet again attacked Ghana.", "ASSAULT", "asserted"),
        ("Norway had to withdraw its troops from Ghana.", "RETREAT", "asserted"),
        ("Norway had no choice but to withdraw its troops from Ghana.", "RETREAT", "asserted"),
        ("Norway did not hesitate to send troops to Ghana.", "MOBILIZE", "asserted"),
        ("Norway had already attacked Ghana when prices rose.", "ASSAULT", "asserted"),
        ("Norway, led by its generals, had itself attacked Ghana.", "ASSAULT", "asserted"),
        ("Norway did not stop short of accusing Ghana of spying.", "ACCUSE", "asserted"),
        ("Norway almost immediately expelled two Ghanaian envoys.", "SANCTION", "asserted"),
        ("Norway neither regrets nor explains that it expelled two Ghanaian envoys.", "SANCTION", "asserted"),
        ("Norway expelled two Ghanaian envoys, and who would be surprised?", "SANCTION", "asserted"),
        ("Why did Norway expel two Ghanaian envoys?", "SANCTION", "asserted"),
        ("There is evidence that Norway expelled two Ghanaian envoys.", "SANCTION", "asserted"),
        ("Norway once again expelled two Ghanaian envoys.", "SANCTION", "asserted"),
    ],
)
def test_doubted(text: str, kind: str, factuality: str) -> None:
    assert _told(text)[kind] == factuality


@pytest.mark.parametrize(
    "text",
    [
        "Norway stopped short of recognising Ghana's new government.",
        "Norway fell short of expressing support for Ghana's bid.",
    ],
)
def test_stopping_short_sanctions_nobody(text: str) -> None:
    assert not {"SANCTION", "REJECT", "RETREAT"} & set(_told(text))


@pytest.mark.parametrize(
    ("text", "word", "low", "high"),
    [
        ("There is no evidence that the army shelled the port.", "shelled", -1, 1),
        ("The army came close to shelling the port.", "shelling", -3, -0.5),
        ("The army has never come close to shelling the port.", "shelling", -3, -0.5),
        ("The army dug in rather than attacking the port.", "attacking", -3, -1),
    ],
)
def test_scale(text: str, word: str, low: float, high: float) -> None:
    start = text.index(word)
    assert low <= score_factuality(text, (start, start + len(word)))[1] <= high


@pytest.mark.parametrize("row", ["half\there\tnegated\t-1\t", "half\tverb\tnegated\tmuch\t"])
def test_a_row_that_says_nothing_known_is_named(row: str, tmp_path: Path) -> None:
    (tmp_path / "doubts.tsv").write_text(f"words\tover\tclass\tscore\texample\n{row}\n")
    with pytest.raises(TableError, match="half"):
        score_factuality("The army half attacked the port.", (15, 23), tmp_path)
