"""Maps, tested by what is drawn and by the boxes of their words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pytest

import tablefixtures as fx
from newslab import maps
from newslab.charts import canvas, labels
from newslab.errors import UnknownKeyError
from newslab.maps import basemap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.axes import Axes


@pytest.fixture(autouse=True)
def _headless() -> Iterator[None]:
    plt.switch_backend("Agg")
    yield
    plt.close("all")


def boxes(ax: Axes) -> list[tuple[str, labels.Box]]:
    figure = canvas.figure(ax)
    figure.draw_without_rendering()
    renderer = figure.canvas.get_renderer()
    found = [t for t in figure.findobj(mpl.text.Text) if t.get_text().strip()]
    return [(t.get_text(), labels.Box(*t.get_window_extent(renderer).extents)) for t in found]


def test_only_what_is_meant_as_a_place_is_on_the_map() -> None:
    drawn = maps.drawn(maps.places(fx.flood()))
    assert drawn["name"].tolist() == ["Odesa region", "Izmail", "Reni", "Chernivtsi"]  # neither Ukraine, an actor ...
    assert "Lima" not in set(drawn["name"])  # ... nor what lies far off
    assert set(maps.literal(fx.flood().places)["role"]) == {"literal"}


def test_dots_stand_where_the_towns_are_and_their_area_follows_the_count() -> None:
    ax = maps.places(fx.flood())
    drawn = maps.drawn(ax).set_index("name")
    assert drawn.loc["Izmail", ["lon", "lat"]].tolist() == pytest.approx([28.84, 45.35], abs=0.01)
    assert drawn.loc["Odesa region", "mark"] == "region"
    sizes = {row["name"]: dot.get_sizes()[0] for dot, row in canvas.recorded(ax) if row["mark"] == "dot"}
    assert sizes["Izmail"] / sizes["Reni"] == pytest.approx(5)


def test_what_is_off_the_map_or_not_placed_is_listed() -> None:
    shown = [text for text, _ in boxes(maps.places(fx.flood()))]
    assert "Lima (1)" in shown
    assert "Stara Nikolaivka: not found" in shown
    weak = fx.flood()
    weak.places["n_candidates"] = 3
    assert "Stara Nikolaivka: too little speaks for a place" in [text for text, _ in boxes(maps.places(weak))]
    lost = maps.unplaced(fx.flood())
    assert lost[["text", "status", "rule"]].values.tolist() == [["Stara Nikolaivka", "unresolved", "no_such_name"]]


@pytest.mark.parametrize("tables", [fx.flood(), fx.crowd(60), fx.hostile()], ids=repr)
def test_no_name_covers_another_and_none_is_cut_off(tables: fx.tbl.Tables) -> None:
    ax = maps.places(tables)
    found = boxes(ax)
    page = labels.Box(*canvas.figure(ax).bbox.extents)
    for i, (text, box) in enumerate(found):
        assert box.within(page), f"{text!r} is cut off"
        inner = labels.Box(box.left + 1, box.bottom + 2, box.right - 1, box.top - 2)
        clash = [other for other, b in found[i + 1 :] if inner.meets(b)]
        assert not clash, f"{text!r} covers {clash}"


def test_the_key_explains_what_this_map_shows() -> None:
    whole = [text for text, _ in boxes(maps.places(fx.flood()))]
    assert {"town, 1 mention", "town, 5 mentions", "region or district"} <= set(whole)
    assert any("dots, their area the number of mentions; 1 region shaded. Actors" in text for text in whole)
    lima = fx.PLACES["Lima"][0]
    part = [text for text, _ in boxes(maps.places(fx.flood(), around=lima))]
    assert "town, 1 mention" in part
    assert not {"town, 5 mentions", "region or district"} & set(part)
    assert any(text.startswith("1 place as a dot, its area the number of mentions. Actors") for text in part)


def test_note_names_source_licence_and_borders() -> None:
    shown = " ".join(text for text, _ in boxes(maps.places(fx.flood())))
    for words in ("GeoNames, CC BY 4.0", "Natural Earth", "ISO 3166", "no position implied", "5 articles", "100 km"):
        assert words in shown


def test_simferopol_lies_in_ukraine() -> None:
    ground = basemap.around(np.array([34.1]), np.array([44.95]), 1.2)
    countries = ground.areas("country").set_index("iso").geometry
    import shapely

    point = shapely.Point(*ground.project(34.1, 44.95))
    assert [iso for iso, shape in countries.items() if shape.contains(point)] == ["UA"]


def test_nothing_to_draw_is_said() -> None:
    ax = maps.places(fx.nothing())
    assert maps.drawn(ax).empty
    assert any("No place in this drop" in text for text, _ in boxes(ax))
    third = [text for text, _ in boxes(maps.places(fx.flood(), rank=3))]
    assert "This drop holds fewer than 3 neighbourhoods to map: nothing to draw." in third
    with pytest.raises(ValueError, match="by must be one of"):
        maps.places(fx.flood(), by="size")


def test_counts_may_be_figures_or_articles() -> None:
    found = maps.settled(fx.flood(), by="articles").set_index("name")
    assert found.loc["Izmail", "n"] == 5
    assert maps.settled(fx.flood(), by="figures").empty
    assert set(maps.settled(fx.flood(), articles=["a05"])["name"]) == {"Chernivtsi", "Izmail"}


@pytest.mark.parametrize(
    ("lon", "lat", "weight", "close"),
    [
        ([30, 31, 30.5, -77], [46, 46, 47, -12], [5, 5, 5, 1], [True, True, True, False]),
        ([30, -95], [46, 30], [5, 5], [True, True]),  # half of it elsewhere: then the map is the world
        ([179.5, -179.5, 178], [-17, -17, -18], [1, 1, 1], [True, True, True]),
        ([10.0], [50.0], [1], [True]),
    ],
)
def test_neighbourhood(lon: list[float], lat: list[float], weight: list[float], close: list[bool]) -> None:
    assert basemap.near(*map(lambda v: np.array(v, float), (lon, lat, weight))).tolist() == close  # noqa: C417


def test_neighbourhoods_are_listed_and_mapped() -> None:
    parts = maps.neighbourhoods(fx.flood(), reach_km=300)
    assert parts["name"].tolist() == ["Izmail", "Lima", "Chernivtsi"]
    drawn = maps.drawn(maps.places(fx.flood(), rank=1, reach_km=100))
    assert {"Izmail", "Reni"} <= set(drawn["name"])
    assert "Chernivtsi" not in set(drawn["name"])
    assert maps.drawn(maps.places(fx.flood(), rank=9)).empty
    with pytest.raises(UnknownKeyError, match="no place 'gn:1'"):
        maps.places(fx.flood(), around="gn:1")


def test_a_map_may_cross_the_line_of_the_day() -> None:
    ground = basemap.around(np.array([179.0, -179.0]), np.array([-17.0, -17.0]), 1.2)
    assert not ground.world
    assert ground.holds(np.array([179.0, -179.0]), np.array([-17.0, -17.0])).all()
    assert "FJ" in set(ground.areas("country")["iso"])


def test_interactive_map_asks_for_nothing_and_neutralises_text(tmp_path: object) -> None:
    page = maps.interactive(fx.hostile()).page
    assert "<img src=x" not in page
    assert "<script src" not in page  # BokehJS names a CDN in its code and does not ask it for anything
    assert "<link" not in page
    shown = maps.interactive(fx.flood())
    assert shown.n_places == 5
    assert shown._repr_html_().startswith("<iframe srcdoc=")
    assert repr(maps.interactive(fx.nothing())).startswith("<WebMap of 0 places")
