"""What belongs together becomes one claim, and look-alikes stay apart; ids hold when the drop grows."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd
import pytest

import newslab as nl
from newslab.claims import facts, kin, linking, origins
from newslab.tables import Tables

if TYPE_CHECKING:
    from pathlib import Path

Article = tuple[str, str, str, str]  # outlet, day, title, text


def parse(*articles: Article) -> Tables:
    columns = ["outlet", "published", "title", "text"]
    return nl.parse(pd.DataFrame(articles, columns=columns), use_cache=False)


def groups(tables: Tables) -> list[set[str]]:
    """The words of each claim's figures."""
    told = tables.figures.dropna(subset="claim_id")
    return [set(words) for _, words in told.groupby("claim_id")["text"]]


def together(tables: Tables, *parts: str) -> bool:
    """Whether one claim holds a figure with each of these words; all of them must be in some claim."""
    held = [words for group in groups(tables) for words in group]
    assert all(any(part in words for words in held) for part in parts), f"no claim holds {parts}: {held}"
    return any(all(any(part in words for words in group) for part in parts) for group in groups(tables))


DRAFT: tuple[Article, ...] = (
    ("Harbour Post", "2024-10-29", "Veldania plans to call up 120,000",
     "Veldania is planning to draft another 120,000 troops into its army as the border war with Norland drags on. "
     "“There are plans to call up more than 120,000 people,” said Defence Minister Olen Marsk in Oslo."),
    ("Daily Ledger", "2024-10-30", "Norland border war: Veldania to draft more soldiers",
     "Veldania will mobilise at least 120,000 additional soldiers for the border war with Norland, "
     "Defence Minister Olen Marsk told lawmakers. About 120,000 people still remain in the border town of Narvik."),
)  # fmt: skip

FERRY: tuple[Article, ...] = (
    ("Harbour Post", "2024-05-02", "Ferry Santa Brisa sinks off Bergen, killing 36",
     "At least 36 people were killed when the ferry Santa Brisa sank off Bergen on Wednesday, Norway’s coast guard "
     "said. In Oslo, 2 people died in a fire. A flood in Peru killed 900 people in 1998."),
    ("Daily Ledger", "2024-05-03", "Bergen ferry: toll rises to 41",
     "At least 41 people were killed when the ferry Santa Brisa sank off Bergen on Wednesday, "
     "Norway’s coast guard said on Friday. The Santa Brisa had left Bergen on Wednesday."),
    ("Morning Bell", "2024-05-04", "Santa Brisa ferry: 43 dead off Bergen",
     "The sinking of the ferry Santa Brisa off Bergen killed 43 people, Norway’s coast guard said on Saturday."),
)  # fmt: skip


@pytest.fixture(scope="module")
def draft() -> Tables:
    return parse(*DRAFT)


@pytest.fixture(scope="module")
def ferry() -> Tables:
    return parse(*FERRY)


def test_one_plan_in_several_wordings(draft: Tables) -> None:
    assert together(draft, "another 120,000", "more than 120,000", "at least 120,000")


def test_those_who_remain_are_not_those_drafted(draft: Tables) -> None:
    assert not together(draft, "About 120,000", "at least 120,000")


def test_a_toll_over_time_is_one_claim(ferry: Tables) -> None:
    assert together(ferry, "36", "41", "43")


def test_other_disasters_stay_apart(ferry: Tables) -> None:
    assert not together(ferry, "900", "36")
    assert not together(ferry, "2 people", "36")


def test_revisions_by_one_speaker_point_to_the_figure_before(ferry: Tables) -> None:
    figures = ferry.figures.set_index("figure_id")
    steps = {figures.loc[r.revises, "value"]: r.value for r in figures.dropna(subset="revises").itertuples()}
    assert steps.get(36.0) == 41.0
    assert steps.get(41.0) == 43.0


def test_a_growing_total_of_one_speaker_is_a_series(ferry: Tables) -> None:
    assert "cumulative" in set(ferry.claims["series"].dropna())


def test_headline_and_lede_are_one_report(ferry: Tables) -> None:
    toll = ferry.claims.sort_values("n_figures").iloc[-1]
    assert toll["n_outlets"] == 3
    assert toll["n_origins"] == 1


def test_two_towns_are_two_claims() -> None:
    found = parse(
        ("Harbour Post", "2024-05-02", "Storm", "The storm killed two people in Bergen and four in Oslo, police said.")
    )
    assert not together(found, "two", "four")


GROWING: tuple[Article, ...] = (
    ("Harbour Post", "2024-05-02", "Rockets kill at least 36 in Norway",
     "Rockets hit a maternity clinic in Bergen and other cities of Norway on Thursday. "
     "At least 36 people were killed across Norway, officials said."),
    ("Daily Ledger", "2024-05-03", "Bergen clinic: at least 41 dead as rockets hit Norway",
     "Rescuers searched the ruins of the maternity clinic in Bergen on Friday. "
     "At least 41 people were killed across Norway when rockets hit, officials said."),
    ("Morning Bell", "2024-05-04", "Norway mourns 43 killed by rockets",
     "Norway mourned on Saturday. At least 43 people were killed when rockets hit the maternity clinic in Bergen "
     "and other cities."),
    ("Morning Bell", "2024-06-04", "Market in Bergen shelled, 44 killed",
     "Shells fell on a crowded fish market in Bergen on Tuesday and 44 people were killed, the mayor said."),
)  # fmt: skip


def test_a_growing_toll_is_one_claim_and_another_attack_weeks_later_is_not() -> None:
    found = parse(*GROWING)
    assert together(found, "36", "41", "43")
    assert not together(found, "44", "43")


def test_a_few_people_doing_the_same_elsewhere_are_no_claim() -> None:
    found = parse(
        ("Harbour Post", "2024-05-02", "Bergen votes", "In Bergen on Thursday 12 people wrote to the council."),
        ("Daily Ledger", "2024-05-02", "Bergen council", "The council said that 12 people wrote about the tram."),
    )
    assert found.claims["n_articles"].max() == 1


STRIKES: tuple[Article, ...] = (
    ("Harbour Post", "2024-05-02", "Seven dead after rockets hit Bergen, Oslo and Stavanger",
     "Seven people were killed when rockets hit three cities of Norway on Thursday. In Bergen four people were killed. "
     "In Oslo two people were killed, and one person was killed in Stavanger, police said."),
    ("Daily Ledger", "2024-05-02", "Rockets hit Bergen and Oslo",
     "Rockets that hit Bergen on Thursday killed at least four people, the mayor said. Two people were killed in Oslo, "
     "and one person was killed in Stavanger, police said."),
)  # fmt: skip


def test_a_total_for_several_places_is_no_towns_toll() -> None:
    found = parse(*STRIKES)
    assert together(found, "four people", "at least four people")
    assert not together(found, "Seven people", "four people")
    total = found.figures.loc[found.figures["text"] == "Seven people", "claim_id"].iloc[0]
    assert found.claims.set_index("claim_id").loc[total, ["place_id"]].isna().all()


def test_unnamed_officials_are_an_origin_per_outlet_only() -> None:
    said = "Officials said 12 people were killed when the ferry Santa Brisa sank off Bergen on Wednesday."
    found = parse(
        ("Harbour Post", "2024-05-02", "Ferry Santa Brisa sinks", said + " The Santa Brisa had left Bergen at dawn."),
        ("Daily Ledger", "2024-05-02", "Twelve dead as a ferry sinks off Bergen",
         "The ferry Santa Brisa went down off Bergen on Wednesday and 12 people were killed, officials said."),
    )  # fmt: skip
    claim = found.claims.iloc[0]
    assert (claim["n_outlets"], claim["n_origins"]) == (2, 2)


COPIED = (
    "The ferry Santa Brisa sank off Bergen on Wednesday with 36 people killed and 12 children missing in the cold sea. "
    "Boats from three harbours searched the fjord all night, and helicopters lit the waves where the hull went down. "
    "The Santa Brisa had left Bergen at dawn with a full deck of holidaymakers bound for the northern islands. "
)


def test_a_near_copy_is_no_origin_of_its_own() -> None:
    found = parse(
        ("Agence France-Presse", "2024-05-02", "Ferry Santa Brisa sinks off Bergen", "BERGEN (AFP) - " + COPIED),
        ("Daily Ledger", "2024-05-03", "Ferry Santa Brisa sinks off Bergen", COPIED + "More to follow."),
    )
    assert found.articles["copy_group"].iloc[0] == found.articles["copy_group"].iloc[1]
    dead = found.claims[found.claims["outcome"] == "killed"].iloc[0]
    assert (dead["n_articles"], dead["n_origins"]) == (2, 1)


def test_two_relays_of_one_agency_are_one_origin() -> None:
    found = parse(
        ("Harbour Post", "2024-05-02", "Ferry Santa Brisa sinks",
         "The ferry Santa Brisa sank off Bergen on Wednesday and 36 people were killed, Reuters reported."),
        ("Daily Ledger", "2024-05-02", "Ferry sinks off Bergen with 36 dead",
         "BERGEN (Reuters) - Thirty-six people were killed when the ferry Santa Brisa sank off Bergen on Wednesday."),
    )  # fmt: skip
    dead = found.claims[found.claims["outcome"] == "killed"].iloc[0]
    assert (dead["n_outlets"], json.loads(dead["origins"])) == (2, ["reuters"])


def test_an_announced_plan_stays_a_plan(draft: Tables) -> None:
    plan = draft.claims.sort_values("n_figures").iloc[-1]
    assert plan["modality"] == "planned"


def test_other_numbers_of_other_bodies_contradict() -> None:
    found = parse(
        ("Harbour Post", "2024-05-02", "Mine collapse at Tarnow kills dozens",
         "The collapse of the Tarnow Deep mine near Oslo killed 35 people on Wednesday, the group Open Hands said."),
        ("Daily Ledger", "2024-05-02", "Tarnow mine collapse near Oslo",
         "The collapse of the Tarnow Deep mine near Oslo killed 60 people on Wednesday, the White House said."),
    )  # fmt: skip
    claim = found.claims.iloc[0]
    assert claim["agreement"] == "contradicts"
    assert "35 people" in claim["agreement_reason"]
    assert "60 people" in claim["agreement_reason"]


@pytest.mark.parametrize("articles", [DRAFT, FERRY], ids=["draft", "ferry"])
def test_claims_do_not_depend_on_the_order_of_articles(articles: tuple[Article, ...]) -> None:
    one, other = parse(*articles), parse(*articles[::-1])
    assert dict(zip(one.figures["figure_id"], one.figures["claim_id"], strict=True)) == dict(
        zip(other.figures["figure_id"], other.figures["claim_id"], strict=True)
    )


def test_a_later_article_renames_no_claim(ferry: Tables) -> None:
    before = parse(*FERRY[:2])
    assert set(before.claims["claim_id"]) <= set(ferry.claims["claim_id"])


def test_every_figure_is_in_at_most_one_claim(ferry: Tables) -> None:
    members = [figure for ids in ferry.claims["figure_ids"] for figure in json.loads(ids)]
    assert len(members) == len(set(members))
    assert set(members) == set(ferry.figures.dropna(subset="claim_id")["figure_id"])


def test_a_label_of_the_user_makes_one_claim(ferry: Tables) -> None:
    wanted = ferry.figures["figure_id"].tolist()[:2]
    figures, claims = nl.claims.build(
        ferry.figures, ferry.places, ferry.articles, labels=dict.fromkeys(wanted, "what I mean")
    )
    assert len(set(figures.set_index("figure_id").loc[wanted, "claim_id"])) == 1
    assert "what I mean" in set(claims["what"])


def test_an_empty_label_of_the_user_drops_a_figure_from_its_claim(ferry: Tables) -> None:
    dropped = json.loads(ferry.claims["figure_ids"].iloc[0])
    figures, claims = nl.claims.build(ferry.figures, ferry.places, ferry.articles, labels=dict.fromkeys(dropped, ""))
    assert figures.set_index("figure_id").loc[dropped, "claim_id"].isna().all()
    assert ferry.claims["claim_id"].iloc[0] not in set(claims["claim_id"])
    assert len(figures) == len(ferry.figures)


STORY: tuple[Article, ...] = (
    ("Harbour Post", "2024-05-02", "Gas attack on the Veldanian town of Narvik kills 61",
     "At least 61 people were killed in a gas attack on Narvik, a town in the north of Norway, on Thursday, the relief "
     "group Open Hands said. Among the dead were 27 children. Veldania's President Olen Marsk blamed Norland."),
    ("Daily Ledger", "2024-05-04", "Norland bombs airfield in answer to Narvik gas attack",
     "Norland fired 48 cruise missiles at an airfield of Veldania on Saturday, three days after the gas attack on "
     "Narvik. President Olen Marsk called it a crime. Some 66 people were killed in Narvik on Thursday, Open Hands "
     "said. Four soldiers died at the airfield."),
    ("Morning Bell", "2024-05-06", "Council condemns strike on Veldanian airfield",
     "The council met on Monday over Norland's 48 cruise missiles and the gas attack on Narvik. Norland's envoy said "
     "President Olen Marsk of Veldania had known of the plan. The war has killed more than 300,000 people since 2011."),
    ("Evening Star", "2024-05-06", "Marsk defiant after strike on airfield",
     "President Olen Marsk said Veldania would rebuild the airfield that Norland bombed after the gas attack on "
     "Narvik. More than 300,000 people have been killed in the war. In Narvik 27 children died, doctors said."),
)  # fmt: skip


@pytest.fixture(scope="module")
def story() -> Tables:
    return parse(*STORY)


def test_a_large_number_is_known_again_in_another_event_of_its_story(story: Tables) -> None:
    assert len(_claim(story, "48 cruise")) == 1
    assert len(_claim(story, "300,000 people")) == 1
    assert together(story, "At least 61 people", "Some 66 people")


def test_a_part_told_alone_is_the_same_part(story: Tables) -> None:
    assert len(_claim(story, "27 children")) == 1


def test_the_war_is_not_the_attack(story: Tables) -> None:
    assert not together(story, "300,000", "61 people")
    assert not together(story, "Four soldiers", "66 people")


def _claim(tables: Tables, words: str) -> set[str]:
    """Claims of the figures that hold these words, at least two of them."""
    told = tables.figures[tables.figures["text"].str.contains(words)]
    assert len(set(told["article_id"])) > 1
    return set(told["claim_id"])


GROUND: tuple[Article, ...] = (
    ("Harbour Post", "2024-05-02", "Norland's army pushes into Bergen region",
     "Norland's army has captured 400 square kilometers of Norway's Bergen region, General Tor Brandt said. "
     "Norland's soldiers hold 31 villages there."),
    ("Daily Ledger", "2024-05-05", "Norland army takes more of Norway's Bergen region",
     "Norland's army now controls 270 square miles of the Bergen region in Norway, General Tor Brandt said on Sunday. "
     "It took 55 villages in the Bergen region."),
)  # fmt: skip


def test_ground_gained_moves_by_the_day_whatever_the_unit() -> None:
    found = parse(*GROUND)
    assert together(found, "400 square kilometers", "270 square miles")
    claim = found.claims[found.claims["kind"] == "area"].iloc[0]
    assert claim["unit"] == "km2"
    assert (claim["low"], round(claim["high"])) == (400, 699)
    told = nl.charts.accounts.of_claim(found, claim["claim_id"])
    assert told["value"].round().tolist() == [400, 699]
    says = nl.charts.accounts.side_by_side(found, claim["claim_id"])["says"]
    assert says.tolist()[0] == "400"
    assert "270 square miles" in says.tolist()[1]


def test_one_number_of_two_towns_in_one_article_is_two_claims() -> None:
    found = parse(
        ("Harbour Post", "2024-05-02", "Storm Dagny", "The storm killed 58 people in Bergen on Wednesday. In Oslo 58 "
         "people were killed by storms last winter."),
    )  # fmt: skip
    assert found.claims["n_figures"].max() == 1


FAIR: tuple[Article, ...] = (
    ("Harbour Post", "2024-05-02", "6 shot, 1 fatally, at Lindgard fair",
     "Six people were shot, one of them fatally, at the Lindgard fair in Bergen on Wednesday night, police said. "
     "At least five more people were injured when shots were fired at the carousel."),
    ("Daily Ledger", "2024-05-03", "One killed, five injured at Lindgard fair in Bergen",
     "A gunman killed one person and injured five others at the Lindgard fair in Bergen on Wednesday night, "
     "police said. He had fired at the carousel."),
    ("Morning Bell", "2024-05-03", "Four women among the hurt at Lindgard fair",
     "Police in Bergen spoke on Friday of the shooting at the Lindgard fair. “Six people were shot at the carousel,” "
     "the chief said."),
)  # fmt: skip


def test_a_main_count_is_whole_and_those_shot_are_not_the_injured_revised() -> None:
    found = parse(*FAIR)
    assert together(found, "At least five more", "five")
    assert not together(found, "Six people", "five")


def test_victims_under_another_word_are_the_same_victims() -> None:
    found = parse(
        ("Harbour Post", "2024-05-02", "Four nurses killed as clinic in Bergen burns",
         "Four nurses were killed when the Lindgard clinic in Bergen burned on Wednesday night, police said."),
        ("Daily Ledger", "2024-05-03", "Lindgard clinic in Bergen: police look for the cause",
         "Police looked for the cause of the fire at the Lindgard clinic in Bergen. The flames killed four people on "
         "Wednesday night, the chief said."),
    )  # fmt: skip
    assert together(found, "Four nurses", "four people")


def test_the_dead_of_a_war_are_one_count_that_every_report_carries_on() -> None:
    found = parse(
        ("Harbour Post", "2024-05-02", "Bridge in Bergen hit",
         "A rocket hit the Lindgard bridge in Bergen on Thursday. More than 41,600 people have been killed in Norway "
         "since the war began, the health ministry says."),
        ("Daily Ledger", "2024-05-06", "Talks in Geneva end without a result",
         "Delegates left Geneva on Monday. Since then 41,870 people have been killed in Norway, according to the "
         "health ministry."),
        ("Morning Bell", "2024-05-09", "School reopens near Oslo",
         "Pupils came back to a school near Oslo. The war has killed a total of 42,060 people in Norway."),
    )  # fmt: skip
    assert together(found, "41,600", "41,870", "42,060")


def test_a_verb_that_says_nothing_keeps_equal_numbers_together_and_others_apart() -> None:
    found = parse(
        ("Harbour Post", "2024-05-02", "Veldania raids Norland's Narvik region",
         "Norland said that 1,200 Veldanian soldiers stormed across the border into the Narvik region on Thursday, "
         "General Tor Brandt said. It was the boldest raid of the border war."),
        ("Daily Ledger", "2024-05-03", "Raid on Narvik region: what is known",
         "Up to 1,200 Veldanian soldiers entered Norland's Narvik region on Thursday, General Tor Brandt said. "
         "Another 1,500 soldiers waited near the border in the boldest raid of the border war."),
    )  # fmt: skip
    assert together(found, "1,200 Veldanian", "Up to 1,200")
    assert not together(found, "1,200", "1,500")


@pytest.mark.parametrize("fewer", ["19", "6"])
def test_one_articles_two_tolls_are_two_claims(fewer: str) -> None:
    found = parse(
        ("Harbour Post", "2024-05-02", "At least 36 killed as rockets hit Norway",
         "At least 36 people were killed when rockets hit cities across Norway on Thursday, officials said. "
         f"At least {fewer} people were killed in Bergen, the mayor said."),
        ("Daily Ledger", "2024-05-03", "Rockets on Norway: 38 dead",
         "At least 38 people were killed when rockets hit cities across Norway on Thursday, officials said."),
    )  # fmt: skip
    assert together(found, "At least 36", "At least 38")
    assert not together(found, f"At least {fewer}", "At least 36")


@pytest.fixture(scope="module")
def seeds(shared: Path) -> pd.DataFrame:
    tables = nl.parse(shared / "drops" / "seeds")
    return tables.figures.dropna(subset="claim_id")


def _claims_of(figures: pd.DataFrame, value: float, outcome: str, modality: str | None = None) -> list[str]:
    """Claim of each figure of a value and outcome."""
    meant = (figures["value"] == value) & (figures["outcome"] == outcome)
    if modality:
        meant &= figures["modality"] == modality
    return figures.loc[meant, "claim_id"].tolist()


def test_the_seeds_sets_hold_across_texts(seeds: pd.DataFrame) -> None:
    draft = _claims_of(seeds, 160_000, "mobilised")
    assert len(draft) == 4
    assert len(set(draft)) == 1
    in_russia = _claims_of(seeds, 10_000, "deployed") + _claims_of(seeds, 11_000, "deployed")
    assert len(in_russia) >= 6
    assert len(set(in_russia)) == 1
    on_the_way = seeds[(seeds["value"] == 2_000) & (seeds["change"] == "increment")]
    assert len(on_the_way) == 2
    assert len(set(on_the_way["claim_id"])) == 1
    trained = _claims_of(seeds, 10_000, "trained", "planned")
    assert trained
    assert not set(trained) & set(in_russia)


def test_the_seeds_look_alikes_stay_apart(seeds: pd.DataFrame) -> None:
    remaining = _claims_of(seeds, 11_000, "remaining")
    assert remaining
    assert not set(remaining) & set(_claims_of(seeds, 11_000, "deployed"))
    dead = seeds[(seeds["outcome"] == "killed") & (seeds["value"] < 5)]
    assert len(dead) == 3
    assert dead["claim_id"].nunique() == len(dead)


def test_one_body_under_fuller_and_shorter_names_is_one_origin() -> None:
    places = origins.place_words(["Narvik", "Norland", "Veldania"])
    names = [
        "health ministry narvik norland-run",
        "health ministry norland-run territory",
        "health ministry in post",
    ]
    assert set(origins.one_body([*names, "un"], places).items()) == {(name, names[0]) for name in names[1:]}
    assert origins.one_body(["health ministry", "health ministry norland", "health ministry veldania"], places) == {}


@pytest.mark.parametrize(
    "names",
    [
        ("defence ministry in ledger", "defence ministry in post"),
        ("official in ledger", "official in post"),
        ("nations united", "children fund nations united"),
        ("national police", "national police union"),
        ("coast guard", "auxiliary coast guard"),
        ("brandt tor", "brandt ida"),
    ],
)
def test_bodies_that_only_share_words_are_two_origins(names: tuple[str, str]) -> None:
    assert origins.one_body(names, origins.place_words(["Norland"])) == {}


def test_civilians_are_no_fighters() -> None:
    found = parse(
        ("Harbour Post", "2024-05-02", "29 rebels killed in failed raid on Narvik",
         "Norland's army killed 29 rebels in the old town of Narvik on Thursday when a raid on Fort Lindgard failed."),
        ("Daily Ledger", "2024-05-03", "Raid on Narvik: 13 civilians killed",
         "Rebels who raided Fort Lindgard killed 13 civilians in the old town of Narvik on Thursday, the army said."),
    )  # fmt: skip
    assert not together(found, "29 rebels", "13 civilians")


FLIGHT: tuple[Article, ...] = (
    ("Harbour Post", "2024-05-02", "Thousands flee Bergen as river rises",
     "Thousands of people were evacuated from Bergen on Thursday as the river rose, officials said."),
    ("Daily Ledger", "2024-05-04", "Bergen flood: 60,000 evacuated",
     "More than 60,000 people have been evacuated from Bergen as the river flooded the town, the mayor said."),
    ("Morning Bell", "2024-05-05", "Bergen under water",
     "The flooded river has forced tens of thousands of people from their homes in Bergen, the army said."),
)  # fmt: skip


def test_people_driven_from_home_are_one_running_count() -> None:
    assert together(parse(*FLIGHT), "Thousands of people", "More than 60,000 people", "tens of thousands of people")


def test_two_countries_people_are_two_counts() -> None:
    found = parse(
        ("Harbour Post", "2024-05-02", "Flood", "Floods displaced 40,000 Norwegians and drowned fields near Bergen."),
        ("Daily Ledger", "2024-05-03", "Flood", "Floods displaced 50,000 Swedes and drowned fields near Bergen."),
    )
    assert not together(found, "40,000 Norwegians", "50,000 Swedes")


def test_the_children_among_the_dead_of_one_toll_are_one_part() -> None:
    found = parse(
        ("Harbour Post", "2024-05-02", "Rockets kill 40 in Bergen",
         "Rockets hit a clinic in Bergen on Thursday and killed 40 people, including 7 children, officials said."),
        ("Daily Ledger", "2024-05-03", "Bergen clinic: 48 dead after rockets",
         "Rockets hit a clinic in Bergen on Thursday and killed 48 people, including 11 children, officials said."),
    )  # fmt: skip
    assert together(found, "7 children", "11 children")
    assert not together(found, "7 children", "40 people")


def test_a_fraction_and_per_cent_are_one_share() -> None:
    found = parse(
        ("Harbour Post", "2024-05-02", "Fire", "A fire in Bergen destroyed a fifth of the homes on Thursday."),
        ("Daily Ledger", "2024-05-02", "Fire", "A fire in Bergen destroyed 20% of the homes on Thursday."),
    )
    assert found.claims["n_articles"].max() == 2


def test_a_site_prints_one_line_below_every_story_and_it_is_no_claim() -> None:
    line = "Our readers have chosen over 60 of the finest gardens to be seen anywhere in the north this spring."
    found = parse(
        ("Harbour Post", "2024-05-02", "Council votes on tram", f"The council of Bergen voted for the tram. {line}"),
        ("Harbour Post", "2024-08-09", "Ferry runs aground", f"A ferry ran aground in fog off Stavanger. {line}"),
    )
    assert found.figures.loc[found.figures["value"] == 60, "claim_id"].isna().all()


WAR: tuple[Article, ...] = (
    ("Harbour Post", "2024-05-02", "Veldania strikes Norland's ports",
     "Two weeks of strikes in Sweden have killed more than 1,200 people, and driven 400,000 from their homes. "
     "A raid on a fair in Norway in March killed 1,200 people."),
    ("Daily Ledger", "2024-05-09", "Sweden buries its dead",
     "Sweden's cabinet met on Thursday as the bombardment went on in the hills. "
     "More than 1,500 people have been killed in the war, the health ministry said."),
    ("Morning Bell", "2024-05-14", "Talks on Sweden fail",
     "Envoys to Sweden left without a truce. The conflict has killed more than 1,900 people."),
)  # fmt: skip


def test_a_wars_toll_is_one_running_count_and_no_single_attack() -> None:
    found = parse(*WAR)
    assert together(found, "more than 1,200 people", "More than 1,500 people", "more than 1,900 people")
    assert "1,200 people" in {words for group in groups(found) for words in group if len(group) == 1}


def test_two_wars_are_two_tolls() -> None:
    found = parse(
        ("Harbour Post", "2024-05-02", "Sweden", "The war in Sweden has killed 1,200 people, its ministry said."),
        ("Daily Ledger", "2024-05-03", "Norway", "The war in Norway has killed 1,300 people, its ministry said."),
    )
    assert not together(found, "1,200 people", "1,300 people")


def test_an_attack_recalled_later_is_known_by_place_and_day() -> None:
    found = parse(
        ("Harbour Post", "2024-05-02", "Bomb at Bergen market", "A bomb killed 16 people in Bergen on Thursday."),
        ("Daily Ledger", "2024-08-20", "Stavanger buries a judge",
         "A gunman killed a judge in Stavanger on Monday. In May, a bomb killed 16 people in Bergen."),
        ("Morning Bell", "2024-08-21", "Avalanche", "In March an avalanche killed 16 people in Bergen."),
    )  # fmt: skip
    assert sorted(len(group) for group in found.figures.groupby("claim_id")["article_id"].agg(set)) == [1, 2]


def test_a_sentence_printed_again_is_one_report_of_one_thing() -> None:
    line = "The group has thousands of fighters, who know every path and cave of the hills above the northern border."
    found = parse(
        ("Harbour Post", "2024-05-02", "Raid on a dam", f"Rebels raided a dam near Narvik on Thursday. {line}"),
        ("Daily Ledger", "2024-05-03", "Talks at Narvik", f"Envoys met in Narvik to talk of a truce. {line}"),
    )
    assert found.claims["n_articles"].max() == 2


def test_a_share_of_a_population_is_the_whole_count_of_its_outcome() -> None:
    found = parse(
        ("Harbour Post", "2024-05-02", "Flood", "About 40,000 of Bergen's 280,000 people were displaced by the flood."),
        ("Daily Ledger", "2024-05-03", "Flood", "The flood displaced 40,000 people in Bergen."),
    )
    assert together(found, "About 40,000 of Bergen's 280,000 people", "40,000 people")


def test_another_volley_is_another_days() -> None:
    found = parse(
        ("Harbour Post", "2024-05-06", "Rockets", "Rebels fired more than 135 rockets at Narvik on Sunday."),
        ("Daily Ledger", "2024-05-07", "Rockets", "Another 135 rockets were fired at Narvik on Monday, the army said."),
    )
    assert not together(found, "more than 135 rockets", "Another 135 rockets")


def test_few_people_told_twice_in_one_sentence_are_others() -> None:
    found = parse(
        ("Harbour Post", "2024-05-02", "Shots at Bergen fair",
         "At a fair in Bergen on Thursday, one man was shot in the chest and one man was shot in the leg."),
    )  # fmt: skip
    assert len(found.claims) == len(found.figures)


def test_men_are_no_women() -> None:
    found = parse(
        ("Harbour Post", "2024-05-02", "Bergen fair", "Two women were shot at a fair in Bergen on Thursday."),
        ("Daily Ledger", "2024-05-02", "Bergen fair", "Two men were shot at a fair in Bergen on Thursday."),
        ("Morning Bell", "2024-05-02", "Bergen fair", "Two people were shot at a fair in Bergen on Thursday."),
    )
    assert not together(found, "Two women", "Two men")


def test_a_days_count_is_no_sum_to_date() -> None:
    found = parse(
        ("Harbour Post", "2024-05-02", "Narvik front", "Norland lost 280 soldiers near Narvik in the past 24 hours."),
        ("Daily Ledger", "2024-05-03", "Narvik front", "Norland has lost 400 soldiers at Narvik since war broke out."),
    )
    assert not together(found, "280 soldiers", "400 soldiers")


def test_a_towns_part_is_not_the_lands_count() -> None:
    found = parse(
        ("Harbour Post", "2024-05-02", "Storm kills 46 across Norway",
         "At least 46 people, including 33 in Bergen, were killed by the storm Hilda on Thursday, police said."),
        ("Daily Ledger", "2024-05-02", "Storm Hilda in Bergen",
         "In Bergen, 29 people were killed by the storm Hilda on Thursday, Norway's police said."),
        ("Morning Bell", "2024-05-03", "Storm Hilda kills at least 43",
         "Bergen woke to ruins after the storm Hilda. At least 43 people were killed on Thursday, police said."),
    )  # fmt: skip
    assert together(found, "33", "29 people")
    assert together(found, "At least 46 people", "At least 43 people")
    assert not together(found, "29 people", "At least 43 people")


def test_those_of_an_uncounted_group_are_all_that_are_told() -> None:
    found = parse(
        (
            "Harbour Post",
            "2024-05-02",
            "Flood",
            "Anger grew among villagers near Bergen, thousands of whom fled the flood.",
        ),
        ("Daily Ledger", "2024-05-03", "Flood", "The flood near Bergen has driven 8,000 people from their homes."),
    )
    assert together(found, "thousands of whom", "8,000 people")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The violence on Monday has killed 140 people in Bergen, medics said.",
         "Gunmen shot dead 140 people in Bergen on Monday, police said."),
        ("The army lost 40 men near Narvik on Monday, police said.",
         "The army lost 40 soldiers near Narvik on Monday, officials said."),
    ],
)  # fmt: skip
def test_one_event_in_other_words(one: str, other: str) -> None:
    found = parse(("Harbour Post", "2024-05-07", "North", one), ("Daily Ledger", "2024-05-07", "North", other))
    assert found.claims["n_articles"].max() == 2


def test_undated_tolls_of_a_war_do_not_depend_on_other_sentences() -> None:
    for road in range(3):
        found = nl.parse(
            [f"The war in Sweden has killed 6,312 people, the ministry said.\nRains are due on road {road}.",
             "The war in Sweden has killed 10,214 people, the United Nations said."], use_cache=False,
        )  # fmt: skip
        assert len(found.claims) == 1


def test_a_shelter_in_another_town_is_another_even_with_the_same_room() -> None:
    found = parse(
        ("Harbour Post", "2024-05-02", "Flood in Bergen",
         "A concert hall in Bergen, now a shelter, can house 4,000 people. "
         "An ice rink in Oslo, also a shelter, can house 4,000 people. More rain is due in Bergen."),
        ("Daily Ledger", "2024-05-03", "Bergen after the flood",
         "In Bergen the water fell. The concert hall, which can house 4,000 people, was full."),
    )  # fmt: skip
    held = found.figures.groupby("claim_id")["place_id"].agg(lambda ids: set(ids.dropna()))
    assert sorted(map(len, held)) == [1, 1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The war has left 3.7 million people internally displaced, the EU said.",
         "The war in Sweden drove 3.9 million people to other countries."),
        ("The army shot down four drones over Narvik and neighbouring regions.",
         "The army shot down seven drones over Narvik."),
        ("The war has left 3.7 million people internally displaced in Sweden.",
         "The war has displaced 3.9 million people who fled to neighbouring countries from Sweden."),
    ],
)  # fmt: skip
def test_like_counts_of_other_things_stay_apart(one: str, other: str) -> None:
    found = parse(("Harbour Post", "2024-05-07", "North", one), ("Daily Ledger", "2024-05-07", "South", other))
    assert found.claims["n_articles"].tolist() == [1, 1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nurses came to the sea. A diver spoke of millions of Norwegians.",
         "Taxes rise. The law speaks for millions of Norwegians."),
        ("Bakers struck in Narvik on Monday. The town received a $2 million grant.",
         "Trams are late in Oslo again. The yard received a $1.8 million grant."),
    ],
)  # fmt: skip
def test_peoples_and_money_of_another_year_are_others(one: str, other: str) -> None:
    found = parse(("Harbour Post", "2024-05-07", "Strike", one), ("Daily Ledger", "2025-06-25", "Trams", other))
    assert found.claims["n_articles"].tolist() == [1, 1]


def test_a_storm_is_one_event_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    articles = (
        ("Harbour Post", "2024-05-02", "Boats in the streets of Bergen",
         "Rain flooded Bergen on Thursday as Hurricane Odalys came ashore. Odalys killed 23 people, rescuers said. "
         "Boats took families from their roofs, and the trams stood still."),
        ("Daily Ledger", "2024-05-11", "Parliament votes on aid",
         "Lawmakers in Oslo voted a billion crowns for those whom Storm Odalys hit. It killed 41 people "
         "in Norway, said the minister. The bill on Odalys goes to the king, and Odalys will not be forgotten."),
    )  # fmt: skip
    assert together(parse(*articles), "23 people", "41 people")
    monkeypatch.setattr("newslab.claims.likeness.storm", lambda text: None)
    assert not together(parse(*articles), "23 people", "41 people")


RAIDS: tuple[tuple[str, str, str], ...] = (
    ("Rockets", "Rockets hit Norway again on Thursday. In the last 24 hours 151 people were injured, officials said.",
     "Rockets hit Norway again. In the last 24 hours 150 people were injured, officials said."),
    ("Raid", "Rebels lost their hold on the road near Narvik: 29 rebels dead after the raid.",
     "A raid on the road near Narvik led to the death of eight rebels."),
)  # fmt: skip


@pytest.mark.parametrize(("title", "one", "other"), RAIDS)
def test_another_days_count_is_no_revision(title: str, one: str, other: str) -> None:
    found = parse(("Harbour Post", "2024-05-02", title, one), ("Daily Ledger", "2024-05-04", title, other))
    assert found.claims["n_articles"].max() == 1


def test_one_number_in_one_town_within_a_day_is_known_again_in_its_story() -> None:
    found = parse(
        ("Harbour Post", "2024-05-02", "Block falls", "Nine people were killed when a block fell in Bergen, Norway."),
        ("Daily Ledger", "2024-05-03", "Block fell", "The block that fell in Bergen, Norway, killed nine people."),
    )
    one, other = facts.of(found.figures, found.places, found.articles, {})
    apart = replace(other, event=one.event + 1, placed=False, story=one.story, words={}, ending="")
    late = replace(apart, published=dt.date(2024, 5, 6))
    elsewhere = replace(apart, story=one.story + 1)
    assert kin.kinship(one, apart)[0] > linking.LINKED
    assert [kin.kinship(one, other) for other in (late, elsewhere)] == [(kin.EXCLUDED, "another event")] * 2


def test_those_in_hospital_are_not_all_who_are_hurt() -> None:
    found = parse(
        ("Harbour Post", "2024-05-02", "Stand falls in Bergen",
         "A stand fell in Bergen on Thursday and killed 58 people. It left 515 hospitalized, the mayor said."),
        ("Daily Ledger", "2024-05-02", "Stand falls in Bergen",
         "A stand fell in Bergen on Thursday and killed 58 people. It left at least 523 injured, police said."),
    )  # fmt: skip
    assert together(found, "515", "523")
    assert found.claims.set_index("outcome")["agreement"]["injured"] == "differs by scope"


def test_a_claim_is_summed_up_in_the_unit_that_most_print() -> None:
    found = parse(
        ("Evening Star", "2024-05-01", "Up", "Norland's army has captured 270 square miles of Norway's Bergen region."),
        *GROUND[:1],
        ("Daily Ledger", "2024-05-04", "Norland army in Bergen region",
         "Norland's army now controls 410 square kilometers of the Bergen region in Norway, an aide said."),
    )  # fmt: skip
    (claim,) = found.claims[found.claims["kind"] == "area"].itertuples()
    assert (claim.unit, claim.low, round(claim.high)) == ("km2", 400, 699)


def test_a_few_victims_told_of_in_passing_days_apart_are_others() -> None:
    found = parse(
        ("Harbour Post", "2024-05-02", "Shots in the harbour", "Three other men were hurt by the shots, police said."),
        ("Daily Ledger", "2024-05-03", "Shots in the harbour", "Three other men were hurt by the shots, a nurse said."),
    )
    one, other = (
        replace(fact, lead=False, words={}, ending=str(n), event=0)
        for n, fact in enumerate(facts.of(found.figures, found.places, found.articles, {}))
    )
    days = (3, 6, 30)
    later = [replace(other, published=dt.date(2024, 5, 2) + dt.timedelta(days=n)) for n in days]
    assert [kin.kinship(one, fact)[0] == kin.EXCLUDED for fact in later] == [False, True, False]
