"""Where figures, places and speakers of one article meet."""

from __future__ import annotations

import pandas as pd
import pytest

import newslab as nl
from newslab import speakers


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Two senior officials told Reuters that 40 soldiers had died.", ["40 soldiers"]),
        ("Three witnesses said four shells fell on the market.", ["four shells"]),
        ("Four shells fell on the market and killed three traders.", ["Four shells", "three traders"]),
        ("At night 40 nurses fled Three Rivers, Michigan.", ["40 nurses"]),
        ("At night 40 nurses swam in three rivers.", ["40 nurses", "three rivers"]),
        ("He said 13,000 people remained in the city but said it was safe.", ["13,000 people"]),
    ],
)
def test_those_who_speak_and_numbers_in_names_are_not_counted(text: str, figures: list[str]) -> None:
    assert nl.find_figures(text, use_cache=False)["text"].tolist() == figures


def test_a_figure_meets_its_place_speaker_and_relay() -> None:
    text = "At least 20 people were killed in Kharkiv on Tuesday, the mayor told Reuters."
    tables = nl.parse(text, use_cache=False)
    row = tables.figures.iloc[0]
    place = tables.places[tables.places["mention_id"] == row["place_mention_id"]].iloc[0]
    assert (place["name"], row["place_basis"]) == ("Kharkiv", "clause")
    assert (row["speaker"], row["relay"]) == ("the mayor", "Reuters")
    assert text[row["speaker_start"] : row["speaker_end"]] == "the mayor"
    assert text[row["relay_start"] : row["relay_end"]] == "Reuters"


def test_a_resolved_pronoun_says_so() -> None:
    text = "Mayor Olena Bondar said 5 men fled. She said 9 stayed."
    rows = nl.parse(text, use_cache=False).figures
    assert rows["speaker"].tolist() == ["Olena Bondar", "Olena Bondar"]
    assert rows["speaker_rule"].tolist() == ["clause", "clause, pronoun"]


@pytest.mark.parametrize(
    ("sentence", "basis"),
    [
        ("Rescuers counted 25 people killed.", "dateline"),
        ("The law covers men aged between 25 and 60.", "none"),
        ("The state will call up 90,000 men.", "none"),
    ],
)
def test_a_dateline_places_only_what_happened(sentence: str, basis: str) -> None:
    found = nl.find_figures(f"NAIROBI, Kenya - A bus fell into a river.\n\nIt was late. {sentence}", use_cache=False)
    assert set(found["place_basis"]) == {basis}


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("LISBON, Portugal - The flood in Krakow, Poland, is over.\n\nIt was late. Rescuers counted 25 dead.", "none"),
        ("LISBON, Portugal - The flood in Porto is over.\n\nIt was late. Rescuers counted 25 dead.", "none"),
        ("LISBON, Portugal - The flood in Lisbon is over.\n\nIt was late. Rescuers counted 25 dead.", "dateline"),
        ("TAMPA, Florida - The flood in Denver, Colorado, is over.\n\nIt was late. They counted 25 dead.", "none"),
        ("TAMPA, Florida - The flood in Denver is over.\n\nIt was late. Rescuers counted 25 dead.", "dateline"),
        ("TAMPA, Florida - The flood in Miami is over.\n\nIt was late. Rescuers counted 25 dead.", "dateline"),
    ],
)
def test_news_from_elsewhere_is_not_where_its_reporter_sits(text: str, basis: str) -> None:
    frame = pd.DataFrame([{"text": text, "title": text.partition(" - ")[2].partition(".")[0]}])
    assert nl.find_figures(frame, use_cache=False)["place_basis"].tolist() == [basis]


@pytest.mark.parametrize(
    ("sentence", "basis"),
    [
        ("The shells killed 12 people.", "carried"),
        ("The mayor has three sons.", "none"),
        ("A fire killed 12 people in March 2011.", "none"),
    ],
)
def test_only_the_news_itself_is_where_the_sentence_before_was(sentence: str, basis: str) -> None:
    frame = pd.DataFrame([{"text": f"Shells fell on Kharkiv. {sentence}", "published": "2023-05-18"}])
    assert nl.find_figures(frame, use_cache=False)["place_basis"].tolist() == [basis]


def test_an_age_that_only_describes_is_nowhere() -> None:
    rows = nl.find_figures("The 34-month-old war has killed 900 people in Kharkiv.", use_cache=False)
    assert rows.set_index("value")["place_basis"].to_dict() == {34.0: "none", 900.0: "clause"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It rained in Lisbon. At least 40 sailors were killed near the Meldrake Bridge.", "Meldrake Bridge"),
        ("It rained in Lisbon. The gauge measured 40 inches of rain at Velmora Bayou on Friday.", "Velmora Bayou"),
    ],
)
def test_a_place_that_is_not_settled_is_said_to_be_so(text: str, words: str) -> None:
    tables = nl.parse(text, use_cache=False)
    row = tables.figures.iloc[0]
    place = tables.places.set_index("mention_id").loc[row["place_mention_id"]]
    assert (place["text"], place["status"]) == (words, "unresolved")
    assert (pd.isna(row["place_id"]), row["place_basis"]) == (True, "clause")
    assert row["place_rule"].endswith("unresolved: no place of this name is known")


def test_a_row_told_twice_is_a_problem_of_its_article_only(monkeypatch: pytest.MonkeyPatch) -> None:
    find = speakers.find
    monkeypatch.setattr("newslab.link.speakers.find", lambda *given: find(*given) * 2)
    tables = nl.parse("The mayor said 40 soldiers had died.", use_cache=False)
    assert len(tables.quotes) == 1
    assert tables.problems[["stage", "detail"]].to_numpy().tolist() == [["speakers", "quotes told twice"]]
