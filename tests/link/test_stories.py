"""Reports into stories and copies, on reports of ours and against networkx on random graphs."""

from __future__ import annotations

import random

import networkx
import pytest

from dragoman.ledger import Judgement
from dragoman.link.duplicates import find_originals, find_shingles, is_near_duplicate, lead_to_first
from dragoman.link.judgements import apply_pairs
from dragoman.link.stories import LEAST_SIMILAR, Report, _connected, group_reports

SUMMIT = (
    "The presidents of Kenya and Uganda met in Nairobi on Monday and agreed to reopen the Busia border post, "
    "closed since a dispute over fish exports. Kenyan officials said traffic would resume within a week."
)
SUMMIT_TOLD_ANEW = (
    "Kenya and Uganda will reopen the border post at Busia, their presidents announced after talks in Nairobi. "
    "The crossing had been shut during a quarrel about exports of fish, Ugandan officials said."
)
FLOOD = (
    "Rescue teams searched for villagers in northern Peru on Tuesday after three days of rain. The river burst its "
    "banks near Piura and swept away a bridge, the civil defence office reported."
)


def test_two_accounts_of_one_meeting_are_one_story() -> None:
    """Different wording, same happening: one story; the flood stays apart."""
    texts = (SUMMIT, FLOOD, SUMMIT_TOLD_ANEW)
    grouped = group_reports([Report(str(i), "", t) for i, t in enumerate(texts)])
    assert grouped[0].story_id == grouped[2].story_id != grouped[1].story_id


def test_two_matters_alone_are_two_stories() -> None:
    """Two reports of different matters are two stories though no third report shows which words are common ones."""
    one, other = group_reports([Report("a", "", SUMMIT), Report("b", "", FLOOD + " The office said it met officials.")])
    assert one.story_id != other.story_id


def test_reports_of_one_crisis_are_one_story_without_others() -> None:
    """What all reports of a small set share, the names of one quarrel, joins them; no other matter is needed."""
    texts = (
        "Mali closed its border with Niger on Monday after an attack on a convoy near Menaka, Bamako said.",
        "Niger protested on Monday against the closing of its border by Mali, which followed an attack near Menaka.",
        "Trucks queued at the border between Mali and Niger, which Bamako closed after an attack on a convoy.",
        "Mali will keep its border with Niger closed for a month, the government in Bamako said after the attack.",
    )
    grouped = group_reports([Report(str(i), "", t, "2013-04-08") for i, t in enumerate(texts)])
    assert len({g.story_id for g in grouped}) == 1


def test_a_told_anew_report_is_no_copy() -> None:
    """The same story in other words is not a near-duplicate."""
    assert find_originals([SUMMIT, SUMMIT_TOLD_ANEW]) == [None, None]


@pytest.mark.parametrize(
    "edited",
    [
        SUMMIT.replace("Kenyan officials", "Officials"),
        "NAIROBI (Agency) - " + SUMMIT,
        SUMMIT.split(". ")[0] + ".",
        SUMMIT.upper(),
    ],
    ids=["word dropped", "dateline added", "cut", "capitals"],
)
def test_an_edited_copy_is_found(edited: str) -> None:
    """Wire copies are edited lightly or cut; the earlier report is the original."""
    assert find_originals([FLOOD, SUMMIT, edited]) == [None, None, 1]


def test_copies_of_copies_lead_to_the_first() -> None:
    """A chain of edits names the earliest text as the original of all."""
    second = SUMMIT.replace("Monday", "the first day of the week")
    third = second.replace("Kenyan officials", "Officials from Kenya")
    assert find_originals([SUMMIT, second, third]) == [None, 0, 0]


def test_story_ids_do_not_depend_on_order() -> None:
    """The same reports in another order get the same story ids."""
    reports = [Report(str(i), "", t) for i, t in enumerate((SUMMIT, FLOOD, SUMMIT_TOLD_ANEW))]
    forward = {g.id: g.story_id for g in group_reports(reports)}
    backward = {g.id: g.story_id for g in group_reports(reports[::-1])}
    assert forward == backward


def test_nothing_in_nothing_out() -> None:
    """No report gives no group; an empty text is alone and a copy of nothing."""
    assert group_reports([]) == []
    assert find_originals(["", ""]) == [None, None]


def test_shingles_of_a_short_text() -> None:
    """Fewer than four words are one shingle, no words are none."""
    assert find_shingles("Talks resume") == {"talks resume"}
    assert not is_near_duplicate(find_shingles(""), find_shingles(""))


@pytest.mark.parametrize("seed", range(20))
def test_connected_parts_are_those_of_networkx(seed: int) -> None:
    """Oracle: the parts that are clustered together are networkx's connected components."""
    rng = random.Random(seed)
    total = rng.randint(2, 40)
    similar: list[dict[int, float]] = [{} for _ in range(total)]
    graph = networkx.empty_graph(total)
    for _ in range(rng.randint(0, total)):
        a, b = rng.sample(range(total), 2)
        score = rng.choice([LEAST_SIMILAR - 0.01, LEAST_SIMILAR, 0.9])
        similar[a][b] = similar[b][a] = score
    graph.add_edges_from((a, b) for a, row in enumerate(similar) for b, score in row.items() if score >= LEAST_SIMILAR)
    wanted = sorted(sorted(c) for c in networkx.connected_components(graph) if len(c) > 1)
    assert sorted(_connected(total, similar)) == wanted


@pytest.mark.parametrize("seed", range(20))
def test_copies_are_the_connected_components_of_networkx(seed: int) -> None:
    """Oracle: two texts with one copy in common have one origin, the earliest of all that are connected."""
    rng = random.Random(seed)
    graph = networkx.gnp_random_graph(rng.randint(1, 60), rng.choice([0.01, 0.03, 0.1]), seed=seed)
    pairs = [tuple(rng.sample(edge, 2)) for edge in rng.sample(list(graph.edges), len(graph.edges))]
    firsts = {member: min(part) for part in networkx.connected_components(graph) for member in part}
    assert lead_to_first(len(graph), pairs) == [None if firsts[n] == n else firsts[n] for n in sorted(graph)]


@pytest.mark.parametrize("seed", range(20))
def test_judged_the_same_are_the_connected_components_of_networkx(seed: int) -> None:
    """Oracle: rows judged the same by pairs, in whatever order, form networkx's connected components."""
    rng = random.Random(seed)
    graph = networkx.gnp_random_graph(rng.randint(2, 40), 0.05, seed=seed)
    names = {n: f"row{n:02}" for n in graph}
    judged = [
        Judgement("same_story", names[a], names[b], value="same", person="ada", decided_at=f"2031-01-{1 + n % 28:02}")
        for n, (a, b) in enumerate(rng.sample(list(graph.edges), len(graph.edges)))
    ]
    found = apply_pairs({name: name for name in names.values()}, judged, "same_story")
    parts: dict[str, set[str]] = {}
    for name, group in found.items():
        parts.setdefault(group, set()).add(name)
    wanted = [{names[n] for n in part} for part in networkx.connected_components(graph)]
    assert sorted(map(sorted, parts.values())) == sorted(map(sorted, wanted))
