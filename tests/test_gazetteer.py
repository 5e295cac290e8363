"""Look-ups of the gazetteer: folding, homonyms, kinds of place, demonyms, areas, the user's own places."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newslab import gazetteer
from newslab.errors import OverrideError, ResourceError
from newslab.gazetteer import userplaces
from newslab.gazetteer.placenames import arabic_key, fold, slavic_key
from newslab.gazetteer.placestore import Store

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def gaz() -> gazetteer.Gazetteer:
    return gazetteer.Gazetteer()


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Donets'k", "donetsk"),
        ("Donets’k", "donetsk"),
        ("U.S.", "us"),
        ("U.S.A.", "usa"),
        ("St. Louis", "st louis"),
        ("Saint-Étienne", "st etienne"),
        ("Deir ez-Zor", "deir ez zor"),
        ("Київ", "kiiv"),
        ("Łódź", "lodz"),
        ("Mount Vernon", "mt vernon"),
        ("  ", ""),
        ("—", ""),
    ],
)
def test_fold(name: str, folded: str) -> None:
    assert fold(name) == folded


@given(st.text(max_size=60))
@settings(max_examples=150)
def test_fold_settles(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Guirnyk", "Hirnyk"),
        ("Girnyk", "Hirnyk"),
        ("Bogoyavlenka", "Bohoiavlenka"),
        ("Novogrodovka", "Novohrodovka"),
        ("Jytomyr", "Zhytomyr"),
        ("Selidovo", "Selidove"),
        ("Yevlashi", "Evlashy"),
    ],
)
def test_slavic_spellings_meet(one: str, other: str) -> None:
    assert slavic_key(one) == slavic_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Deir al-Balah", "Dayr al Balah"), ("Edlib", "Idlib"), ("El Koubba", "Al Kubbah"), ("Beit Lahia", "Bayt Lahiya")],
)
def test_arabic_spellings_meet(one: str, other: str) -> None:
    assert arabic_key(one) == arabic_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Mykolaivka", "Mykhailivka"), ("Pisky", "Pishky"), ("Horlivka", "Hurivka")]
)
def test_other_names_stay_apart(one: str, other: str) -> None:
    assert slavic_key(one) != slavic_key(other)


@pytest.mark.parametrize(
    ("name", "feature", "country", "shown"),
    [
        ("Paris", "town", "FR", "Paris"),
        ("Kyiv", "town", "UA", "Kyiv"),
        ("Kiev", "town", "UA", "Kyiv"),
        ("Odessa", "town", "UA", "Odesa"),
        ("Bombay", "town", "IN", "Mumbai"),
        ("Artemivsk", "town", "UA", "Bakhmut"),
        ("Georgia", "country", "GE", "Georgia"),
        ("the Netherlands", "country", "NL", "Netherlands"),
        ("Britain", "country", "GB", "United Kingdom"),
        ("Burma", "country", "MM", "Myanmar"),
        ("Crimea", "region", "UA", "Crimea"),
        ("Scotland", "region", "GB", "Scotland"),
        ("Sicily", "region", "IT", "Sicily"),
        ("Catalonia", "region", "ES", "Catalonia"),
        ("Kursk region", "region", "RU", "Kursk Oblast"),
        ("Kursk oblast", "region", "RU", "Kursk Oblast"),
        ("Province of Aleppo", "region", "SY", "Aleppo Governorate"),
        ("Wayne County", "district", "US", "Wayne County"),
        ("Devon", "district", "GB", "Devon"),
        ("Middle East", "area", None, "Middle East"),
        ("the Balkans", "area", None, "Balkans"),
        ("Donbas", "area", "UA", "Donbas"),
        ("Black Sea", "water", None, "Black Sea"),
        ("Deir al-Balah", "town", "PS", "Dayr al Balah"),
        ("Guirnyk", "town", "UA", "Hirnyk"),
    ],
)
def test_best_known(gaz: gazetteer.Gazetteer, name: str, feature: str, country: str | None, shown: str) -> None:
    best = gaz.candidates(name)[0]
    assert (best.feature, best.country, best.name) == (feature, country, shown)


def test_unknown_name_has_no_candidate(gaz: gazetteer.Gazetteer) -> None:
    assert gaz.candidates("Qwrtzpsdfg") == ()
    assert gaz.candidates("") == ()


def test_homonyms_all_come(gaz: gazetteer.Gazetteer) -> None:
    springfields = gaz.candidates("Springfield")
    assert {"US-IL", "US-MA", "US-MO", "US-OH"} <= {p.admin1 for p in springfields}
    assert len({p.place_id for p in springfields}) == len(springfields)


def test_countries_of_one_name(gaz: gazetteer.Gazetteer) -> None:
    assert {p.country for p in gaz.candidates("Congo")[:2]} == {"CD", "CG"}


def test_case_of_abbreviations(gaz: gazetteer.Gazetteer) -> None:
    assert gaz.candidates("US")[0].country == "US"
    assert gaz.candidates("U.S.")[0].feature == "country"
    assert all(p.feature != "country" for p in gaz.candidates("us"))
    assert gaz.candidates("DPRK")[0].country == "KP"
    illinois = gaz.abbreviation("Ill.")
    assert illinois is not None
    assert illinois.iso == "US-IL"
    assert gaz.abbreviation("ill") is None


def test_place_knows_its_parents(gaz: gazetteer.Gazetteer) -> None:
    town = gaz.candidates("Ann Arbor")[0]
    assert [p.name for p in gaz.parents(town)] == ["Washtenaw County", "Michigan", "United States"]
    pokrovsk = next(p for p in gaz.candidates("Pokrovsk") if p.country == "UA" and p.feature == "town")
    assert (pokrovsk.admin1, pokrovsk.admin1_name) == ("UA-14", "Donetsk Oblast")
    assert gaz.get(pokrovsk.place_id) == pokrovsk


def test_countries_and_regions_have_geonames_ids(gaz: gazetteer.Gazetteer) -> None:
    ukraine, donetsk = gaz.country("UA"), gaz.by_code("UA-14")
    assert ukraine is not None
    assert donetsk is not None
    assert (ukraine.geonameid, donetsk.geonameid) == (690791, 709716)
    assert gaz.by_code("UA.05") == donetsk


def test_simferopol_is_in_ukraine(gaz: gazetteer.Gazetteer) -> None:
    from shapely import Point

    town = gaz.candidates("Simferopol")[0]
    assert (town.country, town.admin1) == ("UA", "UA-43")
    countries = gazetteer.areas(level="country")
    holding = countries[countries.geometry.contains(Point(town.lon, town.lat))]
    assert list(holding["iso"]) == ["UA"]
    assert gazetteer.contains("UA-43", town.lat, town.lon)
    assert not gazetteer.contains("RU", town.lat, town.lon)


def test_capitals(gaz: gazetteer.Gazetteer) -> None:
    for name in ("Kyiv", "London", "Seoul", "Nairobi"):
        assert gaz.candidates(name)[0].capital
    assert not gaz.candidates("Kharkiv")[0].capital


@pytest.mark.parametrize(
    ("word", "country"),
    [
        ("Syrian", "SY"),
        ("Syrians", "SY"),
        ("South Korean", "KR"),
        ("South Koreans", "KR"),
        ("British", "GB"),
        ("Britons", "GB"),
        ("Icelandic", "IS"),
        ("Americans", "US"),
        ("Scottish", "GB"),
        ("Texans", "US"),
        ("Chechens", "RU"),
        ("Swiss", "CH"),
        ("Kurdish", None),
        ("Europeans", None),
        ("polish", None),
        ("Paris", None),
    ],
)
def test_demonyms(gaz: gazetteer.Gazetteer, word: str, country: str | None) -> None:
    assert gaz.demonym(word) == country


def test_people_without_a_country_are_still_a_people(gaz: gazetteer.Gazetteer) -> None:
    kurdish, europeans = gaz.demonym_of("Kurdish"), gaz.demonym_of("Europeans")
    assert kurdish is not None
    assert kurdish.place_id is None
    assert europeans is not None
    assert europeans.place_id == "gn:6255148"


@pytest.mark.parametrize("word", ["march", "reading", "nice", "mobile", "most"])
def test_words_that_are_names_are_marked(gaz: gazetteer.Gazetteer, word: str) -> None:
    assert gaz.is_name(word)
    assert gaz.common_word(word)


def test_names_that_are_no_words_are_not_marked(gaz: gazetteer.Gazetteer) -> None:
    assert not gaz.common_word("kyiv")
    assert not gaz.common_word("pokrovsk")
    assert gaz.person_name("victoria")
    assert gaz.person_name("jackson")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Shells fell near Pokrovsk's station and in Deir ez-Zor.", ["Pokrovsk", "Deir ez-Zor"]),
        ("He flew from St. Louis to New York City.", ["St. Louis", "New York City"]),
        ("King's Lynn, not Kings Cross", ["King's Lynn"]),
        ("the Isle of Wight and Frankfurt am Main", ["Isle of Wight", "Frankfurt am Main"]),
        ("Troops in the U.S. went home.", ["U.S."]),
        ("kyiv said", []),
        ("", []),
    ],
)
def test_scan(gaz: gazetteer.Gazetteer, text: str, names: list[str]) -> None:
    found = [text[s.start : s.end] for s in gaz.scan(text)]
    assert [name for name in found if name in names] == names
    assert not names or len(found) <= len(names) + 2


def test_scan_in_lower_case(gaz: gazetteer.Gazetteer) -> None:
    assert "kyiv" in {s.folded for s in gaz.scan("strikes on kyiv", lower=True)}


@given(st.text(max_size=200))
@settings(max_examples=100)
def test_scan_takes_any_text(text: str) -> None:
    for span in gazetteer.default().scan(text, lower=True):
        assert 0 <= span.start < span.end <= len(text)


def test_distance(gaz: gazetteer.Gazetteer) -> None:
    kyiv, lviv = gaz.candidates("Kyiv")[0], gaz.candidates("Lviv")[0]
    assert gazetteer.distance_km(kyiv, lviv) == pytest.approx(469, abs=6)
    assert gazetteer.distance_km(kyiv, kyiv) == 0


def test_explain_tells_what_a_name_could_be(gaz: gazetteer.Gazetteer) -> None:
    rows = gaz.explain("Odessa")
    assert {"UA", "US"} <= {row["country"] for row in rows}
    assert set(rows[0]) == {"place_id", "name", "feature", "country", "admin1", "lat", "lon", "population", "match"}


def test_areas_by_code_and_level() -> None:
    chosen = gazetteer.areas(["UA-14", "RU-KRS", "XX-99"])
    assert set(chosen["iso"]) == {"UA-14", "RU-KRS"}
    assert chosen.crs.to_epsg() == 4326
    assert gazetteer.areas(["UA"], level="country")["name"].tolist() == ["Ukraine"]
    assert len(gazetteer.areas(level="admin1")) > 3000


def test_neighbours_share_their_border() -> None:
    donetsk, luhansk = gazetteer.areas(["UA-14", "UA-09"]).geometry
    assert donetsk.intersection(luhansk).area < 1e-4
    assert donetsk.touches(luhansk) or donetsk.distance(luhansk) < 0.002


def test_user_csv(tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    file.write_text(
        "name,lat,lon,country,admin1,alternates\nTestivka,48.1,37.2,UA,UA-14,Testovka|Testiwka\n", encoding="utf-8"
    )
    folder = tmp_path / "own"
    assert userplaces.add(file, folder) == 1
    assert userplaces.add(file, folder) == 1
    own = gazetteer.Gazetteer(folder)
    (place,) = own.candidates("Testovka")
    assert (place.name, place.admin1_name, place.country, place.match) == (
        "Testivka",
        "Donetsk Oblast",
        "UA",
        "alternate",
    )
    assert own.get(place.place_id) is not None
    assert own.is_name("testivka")
    assert [s.folded for s in own.scan("In Testivka")] == ["testivka"]
    assert own.candidates("Kyiv")[0].country == "UA"


def test_user_geonames_dump(tmp_path: Path) -> None:
    cells = [
        "99999901",
        "Testove",
        "Testove",
        "Testovo,TST,Тестове",
        "48.2",
        "37.3",
        "P",
        "PPL",
        "UA",
        "",
        "05",
        "",
        "",
        "",
    ]
    line = "\t".join([*cells, "312", "", "120", "Europe/Kyiv", "2024-01-01"])
    stream = "\t".join(["99999902", "Mine", "Mine", "", "48.2", "37.3", "S", "MN", *line.split("\t")[8:]])
    file = tmp_path / "XX.txt"
    file.write_text(f"{line}\n{stream}\n", encoding="utf-8")
    assert userplaces.add(file, tmp_path / "own") == 1
    (place,) = gazetteer.Gazetteer(tmp_path / "own").candidates("Testovo")
    assert (place.place_id, place.admin1, place.population) == ("gn:99999901", "UA-14", 312)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("name,lat\nA,1\n", "lat and lon are needed"),
        ("name,lat,lon,colour\nAb,1,2,red\n", "colour"),
        ("name,lat,lon\nAbc,95,2\n", "latitude 95"),
        ("name,lat,lon\nAbc,x,2\n", "'x' is not a number"),
        ("name,lat,lon\nAbc,nan,2\n", "latitude nan"),
        ("name,lat,lon,country\nAbc,5,2,Ukraine\n", "'Ukraine'"),
        ("name,lat,lon,feature\nAbc,5,2,village\n", "'village'"),
        ("name,lat,lon,admin1\nAbc,5,2,Donetsk\n", "'Donetsk'"),
        ("name,lat,lon\n--,5,2\n", "no letter"),
        ("name,lat,lon\nA, b,5,2\n", "more cells"),
        ("name,lat,lon\n", "holds no place"),
    ],
)
def test_bad_user_file_changes_nothing(tmp_path: Path, text: str, complaint: str) -> None:
    file = tmp_path / "bad.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(OverrideError, match=complaint):
        userplaces.add(file, tmp_path / "own")
    assert not (tmp_path / "own").exists()


def test_missing_files_say_so(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match="missing or damaged"):
        Store(tmp_path)
    with pytest.raises(OverrideError, match="cannot be read"):
        userplaces.add(tmp_path / "none.csv", tmp_path / "own")


def test_looking_up_loads_nothing_heavy() -> None:
    code = (
        "import sys; from newslab import gazetteer; gazetteer.Gazetteer().candidates('Kyiv');"
        "heavy = {'pandas', 'geopandas', 'spacy', 'pyarrow', 'shapely', 'numpy'} & set(sys.modules);"
        "sys.exit(', '.join(sorted(heavy)) or 0)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize(
    ("name", "feature"),
    [("Misrata", "town"), ("Vinnytsia", "town"), ("Kursk", "town"), ("Quebec", "region"), ("Gaza", "region")],
)
def test_a_bare_name_is_the_towns_also_where_its_region_is_spelt_otherwise(name: str, feature: str) -> None:
    assert gazetteer.default().candidates(name)[0].feature == feature
