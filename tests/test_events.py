"""Which articles tell of one event: rare words, names and numbers speak for it, days and boilerplate against."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace
from typing import Any

import pytest

from newslab.claims import clusters, episodes, events, likeness
from newslab.claims.events import Episode

FILLER = "Officials said the matter was being looked into and asked people with information to call them."


def episode(name: str, title: str, text: str, day: int = 1, **more: object) -> Episode:
    return Episode(name, name, title, f"{title}\n{text}\n{FILLER}", dt.date(2024, 5, day), **more)  # type: ignore[arg-type]


def drop() -> list[Episode]:
    ferry = "The ferry Santa Brisa sank off Port Alder after its engine failed, Captain Iva Moreno said."
    mine = "A gallery of the Tarnow Deep mine gave way near Old Quarry Road, foreman Jan Wolski said."
    fair = "A ride at the Maple Hollow fair came loose, organiser Dee Larkin said."
    return [
        episode("a", "Ferry sinks off Port Alder", ferry, 1, counts=frozenset({("killed", 14.0)})),
        episode("b", "Fourteen dead as ferry Santa Brisa goes down", ferry, 2, counts=frozenset({("killed", 14.0)})),
        episode("c", "Mine collapse at Tarnow Deep", mine, 1, counts=frozenset({("killed", 6.0)})),
        episode("d", "Six miners die in Tarnow", mine, 2, counts=frozenset({("killed", 6.0)})),
        episode("e", "Ride fails at Maple Hollow", fair, 1, counts=frozenset({("injured", 3.0)})),
        episode("f", "Council votes on parking", "The council of Elm Bay voted on parking fees.", 1),
    ]


def test_reports_of_one_event_share_a_group() -> None:
    found, _ = events.group(drop())
    assert found["a"] == found["b"]
    assert found["c"] == found["d"]
    assert len({found[x] for x in "acef"}) == 4


def test_the_order_of_articles_does_not_matter() -> None:
    told = drop()
    expected = events.group(told)
    random.Random(3).shuffle(told)
    assert events.group(told) == expected


def test_days_and_numbers_weigh_against() -> None:
    toll, other_toll = frozenset({("killed", 14.0)}), frozenset({("killed", 90.0)})
    a, b = (replace(e, leads=toll) for e in drop()[:2])
    near = {"words": 0.2, "names": 0.2, "facts": 0.2}
    late = replace(b, published=dt.date(2024, 5, 28))
    assert events.odds(a, b, near) > events.odds(a, late, near)
    assert events.odds(a, b, near) > events.odds(a, replace(b, leads=other_toll), near)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ({"region": "NO-46"}, {"region": "NO-03"}),
        ({"streets": frozenset({"quay"})}, {"streets": frozenset({"mill"})}),
        ({"outlet": "harbour-post"}, {"outlet": "harbour-post"}),
        ({"day": dt.date(2024, 5, 1)}, {"day": dt.date(2024, 5, 9)}),
    ],
    ids=["regions", "streets", "one outlet's furniture", "days"],
)
def test_what_differs_weighs_against(ours: dict[str, Any], theirs: dict[str, Any]) -> None:
    a, b = drop()[:2]
    near = {"words": 0.4}
    assert events.odds(replace(a, **ours), replace(b, **theirs), near) < events.odds(a, b, near)


def test_a_story_is_wider_than_its_events() -> None:
    raid = "Jets of Norland bombed the Veldanian town of Narvik on Thursday, General Tor Brandt said."
    told = [
        *drop(),
        episode("g", "Parliament votes on ships' inspections", "Members of parliament in Oslo voted for stricter "
                "inspections of ships after the loss of the Santa Brisa, Minister Olen Marsk said.", 29),
        episode("h", "Norland bombs Narvik", raid, 12),
    ]  # fmt: skip
    event, story = events.group(told)
    assert event["g"] != event["a"]
    assert story["g"] == story["a"] == story["b"]
    assert story["h"] != story["a"]


def test_no_episode_no_group() -> None:
    assert events.group([]) == ({}, {})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shots were fired near Mill Lane and 14th Street.", {"mill", "14th"}),
        ("He crossed the street and drove down the road.", set()),
    ],
)
def test_streets(text: str, expected: set[str]) -> None:
    assert likeness.streets(text) == expected


def test_words_that_few_articles_have_weigh_most() -> None:
    articles = [*"abcdefghijklmnopqrst", "u", "v"]
    calm = [f"Police said town{i} was calm." for i in range(20)]
    told = [*calm, "Police found the Brisa in Bergen.", "The Brisa, they say, is found off Bergen."]
    words = likeness.weighed_words(articles, told, frozenset({"bergen"}))
    assert set(words[told[-2]]) == {"found", "brisa"}
    alike = likeness.shared(words[told[-2]], words[told[-1]])
    assert alike > likeness.shared(words[calm[0]], words[calm[1]]) == 0.0


def test_one_strong_link_does_not_chain_two_groups() -> None:
    within = {(0, 1): 3.0, (2, 3): 3.0, (1, 2): 1.0}
    assert clusters.join(4, within, ["w", "x", "y", "z"]) == [0, 0, 2, 2]


def test_items_of_one_owner_stay_apart() -> None:
    assert clusters.join(2, {(0, 1): 9.0}, ["same", "same"]) == [0, 1]


def test_a_sentence_on_another_event_needs_more_than_an_article() -> None:
    a, b = drop()[:2]
    near = {"words": 0.4}
    assert events.odds(a, replace(b, main=False), near) < events.odds(a, b, near)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Hurricane Odalys came ashore at noon. Odalys flooded the port.", "odalys"),
        ("Typhoon Hagupit, once Tropical Storm Hagupit, weakened. Hagupit and then Hagupit again.", "hagupit"),
        (
            "Storm Hilda, weaker than Hurricane Odalys, hit Bergen. Hilda left, and Hilda is over. Odalys was worse.",
            "hilda",
        ),
        ("A Hurricane Warning was given. The Hurricane Center said so. The Center is in Oslo.", None),
        ("HURRICANE ODALYS HITS. Odalys came ashore.", "odalys"),
        ("Storm Damage was told of. Damage was great, and more damage is feared.", None),
        ("Winter Storm Monday and Monday again.", None),
        ("A storm came ashore.", None),
    ],
)
def test_the_storm_that_a_text_is_about(text: str, name: str | None) -> None:
    assert likeness.storm(text) == name


def test_a_storm_lasts_and_its_toll_grows() -> None:
    toll, other_toll = frozenset({("killed", 2.0)}), frozenset({("killed", 46.0)})
    a, b = drop()[0], drop()[4]
    a = replace(a, leads=toll, day=dt.date(2024, 5, 1), storm="odalys")
    b = replace(b, leads=other_toll, day=dt.date(2024, 5, 9), storm="odalys")
    assert events.odds(a, b, {}) > events.odds(a, replace(b, storm=None), {}) + 4
    assert events.odds(a, b, {}) > events.odds(a, replace(b, storm="hilda"), {}) + 4


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("The storm killed 36 people, the mayor said on Monday.", 6),
        ("The mayor told reporters in Bergen on Monday that 36 people had died.", 6),
        ("The mayor said Monday that 36 people had died.", 6),
        ("On Monday, the mayor said 36 people had died.", 6),
        ("Officials said 36 people died on Monday.", 8),
        ("The army said the attack on Monday killed 36 people.", 8),
        ("He announced strikes on Monday.", 8),
        ("The mayor said Monday's storm killed 36 people.", 8),
        ("The mayor said he would visit the town on Monday, where 36 people died.", 8),
        ("The storm killed 36 people on Monday, the mayor said.", 8),
    ],
)
def test_the_day_on_which_something_was_said(sentence: str, day: int) -> None:
    assert episodes.said_on(sentence, dt.date(2024, 5, 8)) == dt.date(2024, 5, day)
