"""Event mentions into events: on sentences of ours, and against networkx where links decide alone."""

from __future__ import annotations

import random

import networkx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.acquire import parse_text
from dragoman.engine import code_articles
from dragoman.link.account import view_events
from dragoman.link.events import MentionView, average_link, cluster_mentions, explain_pair, group_mentions, view_mention
from dragoman.link.triggers import find_base, find_root, read_content, read_trigger

SENTENCES = (
    ("r1", "The presidents of Kenya and Uganda met in Nairobi on Monday.", "met"),
    ("r2", "Talks between the presidents of Kenya and Uganda took place in Nairobi.", "Talks"),
    ("r2", "Uganda accused Kenya of delays at the border in March.", "accused"),
    ("r3", "The Kenyan and Ugandan presidents met in Nairobi and agreed on the border.", "met"),
    ("r3", "A storm destroyed forty houses near Kisumu.", "destroyed"),
)


def views(story: str = "s") -> list[MentionView]:
    """One view for each sentence, numbered in order."""
    made = []
    for number, (report, text, trigger) in enumerate(SENTENCES):
        start = text.index(trigger)
        made.append(view_mention(f"m{number}", report, story, number, text, start, start + len(trigger)))
    return made


def test_one_meeting_told_by_three_reports_is_one_event() -> None:
    """Met, talks and met; the accusation and the storm stay apart."""
    found = group_mentions(views())
    assert found["m0"] == found["m1"] == found["m3"]
    assert len(set(found.values())) == 3


def test_mentions_of_two_stories_are_never_joined() -> None:
    """The same sentence in another story is another event."""
    one, other = views("s")[0], view_mention("x", "r9", "t", 0, SENTENCES[0][1], 34, 37)
    assert len(set(cluster_mentions([one, other]).values())) == 2


def test_days_that_cannot_meet_keep_mentions_apart() -> None:
    """Two meetings of the same parties on different days are two events."""
    text = SENTENCES[0][1]
    made = [
        view_mention(f"m{n}", f"r{n}", "s", 0, text, 34, 37, event_type="CONSULT", first=day, last=day)
        for n, day in enumerate(("2031-03-03", "2031-03-03", "2031-03-10"))
    ]
    labels = cluster_mentions(made)
    assert labels["m0"] == labels["m1"] != labels["m2"]


@pytest.mark.parametrize(("fresh", "events"), [(True, 2), (False, 1)])
def test_what_two_reports_tell_of_their_own_day_is_two_events(fresh: bool, events: int) -> None:
    """Accounts of one event may differ by a day; the news of Tuesday and that of Wednesday are of two days."""
    text = SENTENCES[0][1]
    made = [
        view_mention(f"m{n}", f"r{n}", "s", 0, text, 34, 37, event_type="CONSULT", first=day, last=day, fresh=fresh)
        for n, day in enumerate(("2031-03-03", "2031-03-04"))
    ]
    assert len(set(cluster_mentions(made).values())) == events


@pytest.mark.parametrize(
    ("who", "events"),
    [
        (("Kenyan President William Ruto", "Kenya"), 1),
        (("Kenyan President William Ruto", "Kenyan Senator Okoth Berg"), 2),
        (("Kenyan President William Ruto", "President Ruto"), 1),
        (("A Kenyan company", "Kenya"), 2),
        (("Kenyan farmers", "Kenyan farmers"), 1),
    ],
)
def test_acts_of_two_persons_of_a_state_are_two(who: tuple[str, str], events: int) -> None:
    """Who acts for a state is the state; other persons, a company or people of it are not."""
    texts = [
        f"{who[0]} criticised the plan of Uganda on Monday.",
        f"There {who[1]} has criticised a Ugandan plan, too.",
    ]
    articles = [parse_text(text, source=f"{n}", published="2023-03-14") for n, text in enumerate(texts)]
    reports = list(code_articles(iter(articles)))
    views = view_events(reports, dict.fromkeys((c.article.id for c in reports), "s"))
    assert len(views) == len(who)
    assert len(set(group_mentions(views).values())) == events


@pytest.mark.parametrize(
    ("contents", "events"),
    [
        (("pay its debts to exporters", "pay what it owes"), 1),
        (("pay its debts to exporters", "withdraw its troops"), 2),
        (("withdraw its troops", "pull out within a month"), 1),
        (("withdraw its troops", "it"), 1),
    ],
)
def test_promises_of_different_things_are_kept_apart(contents: tuple[str, str], events: int) -> None:
    """What is promised tells two promises of one day apart, where both reports say it; a class of words is one."""
    made = [
        view_mention(
            f"m{n}", f"r{n}", "s", 0, f"Kenya promised Uganda to {content}.", 6, 14,
            event_type="AGREE", content=read_content(content),
        )
        for n, content in enumerate(contents)
    ]  # fmt: skip
    assert len(set(cluster_mentions(made).values())) == events


@settings(max_examples=25, deadline=None)
@given(st.permutations(range(len(SENTENCES))))
def test_order_changes_nothing(order: list[int]) -> None:
    """The same claims in any order give the same events under the same ids."""
    made = views()
    assert group_mentions([made[i] for i in order]) == group_mentions(made)


def test_an_explanation_sums_to_the_weight() -> None:
    """Every part of the weight is named."""
    reasons = explain_pair(views(), "m0", "m3")
    assert "same head" in {r.feature for r in reasons}
    assert sum(r.weight for r in reasons) > 0


@pytest.mark.parametrize("seed", range(5))
def test_groups_of_certain_links_are_connected_components(seed: int) -> None:
    """Where a link outweighs any number of missing ones, groups are networkx's connected components."""
    graph = networkx.gnp_random_graph(30, 0.05, seed=seed)
    weights = np.full((30, 30), -1e-9)
    for a, b in graph.edges:
        weights[a, b] = weights[b, a] = 1.0 + random.Random(a * 31 + b).random()
    expected = sorted(sorted(c) for c in networkx.connected_components(graph))
    assert sorted(average_link(weights, 1e-6)) == expected


@pytest.mark.parametrize(
    ("word", "base"), [("checked", "check"), ("met", "meet"), ("talks", "talk"), ("dying", "die"), ("agreed", "agree")]
)
def test_base_forms(word: str, base: str) -> None:
    """Irregular forms by table, the others by rule."""
    assert find_base(word) == base


def test_a_verb_and_its_noun_share_a_root() -> None:
    """Derivation is undone far enough to compare."""
    assert find_root("negotiate") == find_root(find_base("negotiations"))
    assert read_trigger("caught fire").head == "fire"
