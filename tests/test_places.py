"""Place mentions: which names are places, what they stand for, and which place of a name is meant."""

from __future__ import annotations

import functools
import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newslab import gazetteer, language, places
from newslab.articles import Article, Line
from newslab.places import PlaceMention, evidence, pagewords, toponyms
from newslab.places.factors import FACTORS, Home
from newslab.schema import FEATURES, PLACE_STATUS, PRECISIONS, ROLES


@functools.cache
def find(text: str, prior: Home | None = None) -> list[PlaceMention]:
    doc = next(language.parse([text]))
    return places.find(doc, Article("a", text), gazetteer.default(), prior)


def named(text: str, words: str) -> PlaceMention:
    found = [m for m in find(text) if m.text == words]
    assert found, f"{words!r} not found; found {[m.text for m in find(text)]}"
    return found[0]


@pytest.mark.parametrize(
    ("text", "words", "name", "feature"),
    [
        ("Two houses burned down in Odesa on Monday, rescuers said.", "Odesa", "Odesa", "town"),
        ("Drones were shot down over the Kursk region of Russia overnight.", "Kursk", "Kursk Oblast", "region"),
        ("The governor of the Belgorod region in Russia spoke of ten drones.", "Belgorod", "Belgorod Oblast", "region"),
        ("The floods reached Paris, Texas, on Friday, after weeks of rain.", "Paris", "Paris", "town"),
        ("Trains in Germany and France stood still because of the snow.", "Germany", "Germany", "country"),
        ("The minister flew from Tokyo in Japan to Seoul for talks on trade.", "Seoul", "Seoul", "town"),
        ("Refugees crossed into Poland and Romania from Ukraine.", "Romania", "Romania", "country"),
        (
            "A fire in Syrias Idlib province hurt nine people. Rain fell in Syrias Idlib.",
            "Idlib",
            "Idlib Governorate",
            "region",
        ),
        ("A raid in Ukraines Kharkiv region hurt nine people.", "Kharkiv", "Kharkiv Oblast", "region"),
        ("A flood in Mexicos Oaxaca killed nine people.", "Oaxaca", "Oaxaca", "town"),
        ("A fire in Georgias Atlanta hurt nine people.", "Georgias", "Georgia", "region"),
        ("A fire in Perus Lima hurt nine people.", "Lima", "Lima", "town"),
    ],
)
def test_resolves(text: str, words: str, name: str, feature: str) -> None:
    found = named(text, words)
    assert (found.status, found.name, found.feature) == ("resolved", name, feature)
    assert found.geonameid is not None
    assert found.lat is not None


def test_an_owner_whose_apostrophe_was_lost_is_its_land() -> None:
    owner = named("A flood in Mexicos Oaxaca killed nine people.", "Mexicos")
    assert (owner.name, owner.role, owner.feature) == ("Mexico", "demonym", "country")


@pytest.mark.parametrize(
    "text",
    ["Philippines Manila slept.", "Netherlands Utrecht slept.", "Maldives Hithadhoo slept.", "Chads Smith slept."],
)
def test_a_land_or_person_whose_name_ends_so_owns_nothing(text: str) -> None:
    page = pagewords.lay_out(next(language.parse([text])), text, [Line(0, len(text), "body")])
    assert all(c.source != "owner" for c in toponyms.propose(page, gazetteer.default()))


def test_looking_for_lost_apostrophes_leaves_the_layout_alone() -> None:
    text = "A flood in Mexicos Oaxaca killed nine people."
    page = pagewords.lay_out(next(language.parse([text])), text, [Line(0, len(text), "body")])
    page.entity = [("GPE", 11, 25) if word in ("Mexicos", "Oaxaca") else None for word in page.words]
    before = list(page.entity)
    toponyms.propose(page, gazetteer.default())
    parted = toponyms.part_owners(page, gazetteer.default())
    assert page.entity == before
    assert parted.entity[3:5] == [("NORP", 11, 18), ("GPE", 19, 25)]


@pytest.mark.parametrize(
    "text",
    [
        "The truce holds, according to Western sources, Warsaw and Lisbon.",
        "The truce holds, according to Warsaw, Oslo and Lisbon.",
        "Warsaw, Oslo and Lisbon said that the truce holds.",
        "Western diplomats, Warsaw and Lisbon say that the truce holds.",
    ],
)
def test_all_who_tell_are_actors(text: str) -> None:
    assert {m.role for m in find(text)} == {"actor"}


@pytest.mark.parametrize(
    ("text", "feature"),
    [
        ("It rained in Gaza before noon. Later it rained in Rafah as well.", "region"),
        ("It rained in Gaza before noon. Later it rained in Gaza City as well.", "region"),
        ("It rained in Gaza before noon. Later it rained in the whole of the Gaza Strip.", "region"),
        ("It rained in Gaza before noon. Later it rained all over northern Gaza.", "region"),
        ("It rained in Gaza before noon, and in Egypt at night.", "region"),
        ("It rained in the city of Gaza before noon. Later it rained in Rafah as well.", "town"),
        ("It rained in Gaza, Rafah and Khan Younis before noon.", "town"),
        ("It rained in Gaza and Rafah before noon.", "town"),
        ("It rained in Quebec before noon. Later it rained in Montreal as well.", "region"),
        ("It rained in Kursk before noon. Later it rained in Sudzha and in northern Kursk as well.", "town"),
        ("It rained in Kharkiv before noon, in Izium at noon and in Poland at night.", "town"),
    ],
)
def test_a_name_of_a_land_and_its_town_is_the_lands_beside_other_towns(text: str, feature: str) -> None:
    assert find(text)[0].feature == feature


def test_a_land_behind_its_town_is_no_town() -> None:
    assert named("It rained in Monterrey, Mexico, before noon.", "Mexico").feature == "country"


def test_lists_of_regions_are_regions_each() -> None:
    text = "Troops advanced in the Donetsk and Luhansk regions of Ukraine, while fighting went on in the south."
    assert [m.iso for m in find(text) if m.feature == "region"] == ["UA-14", "UA-09"]


@pytest.mark.parametrize(
    "text",
    [
        "The envoys met in Washington, the United States, on Tuesday to talk of grain.",
        "Talks stay open in Washington\nThe United States confirmed on Tuesday that soldiers are there.",
    ],
)
def test_no_list_of_states_goes_into_another_name_or_line(text: str) -> None:
    assert [m.name for m in find(text)] == ["Washington", "United States"]


def test_a_town_named_with_its_state_lies_there() -> None:
    found = named("A school bus overturned near Springfield, Illinois, early on Tuesday.", "Springfield")
    assert found.admin1 == "US-IL"
    assert found.rule == "named with the place it lies in"


def test_an_abbreviated_state_is_a_place_of_its_own_with_its_stop() -> None:
    text = "A fire destroyed a mill in Columbia, Mo., on Sunday, officials said."
    assert named(text, "Columbia").admin1 == "US-MO"
    assert named(text, "Mo.").iso == "US-MO"


def test_the_town_of_a_region_named_as_a_city_stays_a_town() -> None:
    text = "Shells hit the city of Kharkiv. In the Kharkiv region, two villages in Ukraine were without power."
    assert [m.feature for m in find(text) if m.text == "Kharkiv"] == ["town", "region"]


@pytest.mark.parametrize(
    ("text", "words", "role"),
    [
        ("Moscow said it would respond to the new sanctions.", "Moscow", "actor"),
        ("Talks between Washington and Beijing broke down on Friday.", "Beijing", "actor"),
        ("Snow fell in Moscow for the third day in a row.", "Moscow", "literal"),
        ("Russian troops left the town of Kherson in November.", "Russian", "demonym"),
        ("Missiles struck Kharkiv twice during the night, police in Ukraine said.", "Kharkiv", "literal"),
        ("KYIV, Ukraine - The harvest is late this year, farmers say.", "KYIV", "literal"),
    ],
)
def test_role(text: str, words: str, role: str) -> None:
    assert named(text, words).role == role


def test_a_people_has_its_countrys_point() -> None:
    found = named("Several Portuguese fishermen were rescued.", "Portuguese")
    assert (found.role, found.country) == ("demonym", "PT")
    assert found.lat is not None


@pytest.mark.parametrize(
    "text",
    [
        "In March, Mark Street thought the idea was nice.",
        "Victoria Nelson read the report in her mobile home.",
        "NATO and OPEC will meet next week.",
        "The quick brown fox jumps over the lazy dog.",
        "",
        "   \n\n  ",
    ],
)
def test_words_and_persons_get_no_pin(text: str) -> None:
    assert [m.text for m in find(text) if m.status == "resolved"] == []


def test_namesakes_that_nothing_tells_apart_get_no_pin() -> None:
    found = find("The village of Katerynivka and the village of Hirnyk were shelled.")
    assert found
    assert all(m.status != "resolved" and m.lat is None for m in found)
    assert all(m.rule for m in found)


def test_possessives_and_articles_are_trimmed() -> None:
    texts = [m.text for m in find("Ukraine's allies in the Netherlands met on Monday.")]
    assert "Ukraine" in texts
    assert "Netherlands" in texts


def test_small_letters_do_not_hide_a_capital() -> None:
    assert named("Air raid sirens sounded in kyiv at dawn.", "kyiv").name == "Kyiv"


def test_the_outlets_home_settles_what_the_text_leaves_open() -> None:
    text = "The Athens council voted on Monday to mend the bridge. Athens has put it off for years."
    home = Home(33.95, -83.38, "US", "US-GA")
    settled = [m for m in find(text, home) if m.status == "resolved"]
    assert {m.admin1 for m in settled} == {"US-GA"}


def test_only_readable_lines_are_read() -> None:
    text = "Rain fell in Lisbon.\nMore from Madrid: subscribe"
    article = Article("a", text, lines=(Line(0, 20, "body"), Line(21, len(text), "signup")))
    doc = next(language.parse([text]))
    assert [m.text for m in places.find(doc, article, gazetteer.default())] == ["Lisbon"]


def test_fields_keep_their_vocabularies() -> None:
    text = "Moscow said on Tuesday that Russian forces took a village in the Donetsk region of Ukraine, near Pokrovsk."
    for m in find(text):
        assert m.role in ROLES
        assert m.status in PLACE_STATUS
        assert text[m.start : m.end] == m.text
        assert m.feature is None or m.feature in FEATURES
        assert m.precision is None or m.precision in PRECISIONS
        assert (m.status == "resolved") == (m.lat is not None) == (m.place_id is not None)
        assert m.score is None or 0 <= m.score <= 1


def test_reading_twice_gives_the_same() -> None:
    text = "Floods in Valencia, Spain, killed dozens; Valencia declared three days of mourning."
    assert find(text) == find.__wrapped__(text)


def test_a_list_of_towns_as_long_as_a_book_is_read_in_parts() -> None:
    names = ["Springfield", "Newport", "Salem", "Clinton", "Georgetown", "Franklin", "Fairview", "Madison", "Bristol"]
    text = " ".join(f"{a} {b}, and {a} near {b}." for a in names for b in names) * 3
    assert all(m.score is None or 0 <= m.score <= 1 for m in find(text))


def test_weights_fit_the_factors() -> None:
    assert {len(w) for w in evidence.weights()["rounds"]} == {len(FACTORS)}


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet=st.sampled_from("KyivParis ,.-'’\n()USA1é"), max_size=200))
def test_no_text_breaks_it_and_spans_do_not_overlap(text: str) -> None:
    found = find(text)
    assert all(text[m.start : m.end] == m.text for m in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


def test_an_unknown_name_in_a_list_with_a_town_is_a_row_without_a_pin() -> None:
    text = "The army named three places near Pokrovsk: Selydove, Olhynivkaa and Dubrovka Nova."
    rows = {m.text: m for m in find(text)}
    assert rows["Selydove"].status == "resolved"
    assert rows["Olhynivkaa"].status != "resolved"
    assert rows["Olhynivkaa"].lat is None


def test_names_of_persons_after_a_town_are_no_list_of_places() -> None:
    assert {m.text for m in find("In Kherson, Zelenskyy said he would go.")} == {"Kherson"}
