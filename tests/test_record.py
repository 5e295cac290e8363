"""Figures beside a reference series: what their bound and rounding allow is within; what is no total is said to be."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

import pandas as pd
import pytest

import newslab as nl
import tablefixtures as made
from newslab import contracts
from newslab.errors import ContractError, UnknownKeyError


def series(low: float | None, high: float | None = None, day: Any = "2024-05-02", **more: Any) -> pd.DataFrame:
    top = low if high is None else high
    return pd.DataFrame({"date": [day], "low": [low], "high": [top], "source": ["relief office"]} | more)


def verdicts(frame: pd.DataFrame) -> dict[str, str]:
    return dict(zip(frame["text"], frame["verdict"], strict=True))


def told(words: str, **given: Any) -> Any:
    """The row of one figure in an article of 2 May, beside 100 of that day."""
    unit = given.pop("series_unit", None)
    home = made.article(1, f"{words} were counted in Izmail.", "Delta Post", "2024-05-02")
    row = made.figure(home, words, **given)
    tables = nl.Tables(
        **{name: getattr(made.nothing(), name) for name in ("places", "quotes", "problems")},
        articles=contracts.conform("articles", [home]),
        figures=contracts.conform("figures", [row]),
        claims=contracts.empty("claims"),
        meta=made.META,
    )
    return nl.compare(tables, series(100), unit=unit).iloc[0]


def test_a_bound_is_within_where_it_allows_the_entry() -> None:
    flood = made.flood()
    assert verdicts(nl.compare(flood, series(430)))["At least 400 people"] == "within"
    assert verdicts(nl.compare(flood, series(380)))["At least 400 people"] == "outside"
    assert verdicts(nl.compare(flood, series(395)))["At least 400 people"] == "within"  # within two per cent


def test_how_far_off_is_a_share_of_the_entry() -> None:
    assert told("120 people", value=120)["off_by"] == pytest.approx(0.15)  # 120 may be 115 rounded
    assert told("fewer than 90 people", value=90, bound="lt")["off_by"] == pytest.approx(-0.1)
    assert told("99 people", value=99)["off_by"] == pytest.approx(-0.01)
    assert told("at least 20 people", value=20, low=20, bound="ge")["off_by"] == 0


def test_the_ratio_tells_a_bound_of_another_size_from_one_near_the_entry() -> None:
    assert told("at least 20 people", value=20, low=20, bound="ge")["ratio"] == pytest.approx(0.2)
    assert told("nearly 110 people", value=110, approx=True)["ratio"] == pytest.approx(1.1)


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"change": "subset"}, "a part, no total"),
        ({"change": "increment"}, "an increment, no total"),
        ({"change": "decrease"}, "a decrease, no total"),
        ({"modality": "planned"}, "planned, not done"),
        ({"modality": "denied"}, "denied by the speaker"),
        ({"kind": "rate", "unit": "person/day"}, "a rate, no total"),
        ({"background": True}, "background of another time, which is not said"),
        ({"value": None, "bound": "range"}, "no number in the words"),
        ({"date_end": dt.date(2024, 3, 1)}, "no entry of this source near the day"),
        ({"kind": "money", "unit": "USD"}, "in USD; the series is in no unit"),
        ({"series_unit": "km"}, "in person; the series is in km"),
    ],
)
def test_what_is_no_total_of_the_day_is_not_compared_and_says_why(given: dict[str, Any], reason: str) -> None:
    row = told("100 people", **{"value": 100} | given)
    assert (row["verdict"], row["reason"]) == ("not compared", reason)


def test_background_with_a_day_of_its_own_is_compared() -> None:
    row = told("100 people", value=100, background=True, date_end=dt.date(2024, 5, 2))
    assert (row["verdict"], row["day_basis"]) == ("within", "figure")


@pytest.mark.parametrize(
    ("value", "unit", "into", "verdict"),
    [(62, "mi", "km", "within"), (62, "mi", "kilometres", "within"), (62, "km", "km", "outside")],
)
def test_measures_are_converted_to_the_unit_of_the_series(value: int, unit: str, into: str, verdict: str) -> None:
    row = told(f"{value} miles", value=value, kind="distance", unit=unit, series_unit=into)
    assert (row["verdict"], row["series_unit"]) == (verdict, "km")


def test_no_figure_is_lost() -> None:
    flood = made.flood()
    found = nl.compare(flood, series(430))
    assert found["figure_id"].tolist() == flood.figures["figure_id"].tolist()
    reasons = dict(zip(found["text"], found["reason"], strict=True))
    assert reasons["About 480 people"] == "no day: neither the figure nor the article has one"
    assert reasons["More than 500 people"] == "no entry of this source near the day"
    assert reasons["1,200 people"] == "planned, not done"


def test_only_the_figures_asked_for() -> None:
    flood = made.flood()
    assert nl.compare(flood, series(7), claims=["c2"])["text"].tolist() == ["7 boats"]
    mayor = flood.figures[flood.figures["speaker"] == "Olha Bondar"]
    assert nl.compare(flood, series(430), figures=mayor)["text"].tolist() == [
        "At least 400 people",
        "More than 500 people",
    ]
    with pytest.raises(UnknownKeyError, match="no claim 'c9'"):
        nl.compare(flood, series(7), claims=["c9"])


def test_each_source_has_its_newest_entry_up_to_the_day() -> None:
    several = pd.concat(
        [series(9, day="2024-04-20"), series(430, day="2024-05-01"), series(431), series(900, day="2024-05-03")]
    )
    both = pd.concat([several, series(400).assign(source="mayor")])
    first = made.flood().figures.head(1)
    found = nl.compare(made.flood(), both, figures=first)
    assert found[["series_source", "series_low"]].values.tolist() == [["mayor", 400], ["relief office", 431]]
    assert set(found["series_date"].dt.date) == {dt.date(2024, 5, 2)}


@pytest.mark.parametrize(
    ("low", "high", "ratio"), [(100, 200, 1.2), (200, 300, 1), (300, 400, 0.8), (None, 120, 2), (None, 300, 1)]
)
def test_the_ratio_is_to_the_nearest_end_of_the_entry(low: float | None, high: float, ratio: float) -> None:
    figure = made.flood().figures.head(1).assign(value=240.0, low=240.0)
    assert nl.compare(made.flood(), series(low, high), figures=figure)["ratio"].tolist() == pytest.approx([ratio])


def test_an_open_end_of_an_entry_admits_everything_beyond() -> None:
    flood, first = made.flood(), made.flood().figures.head(1)
    open_ended = series(None, 395)
    assert nl.compare(flood, open_ended, figures=first)["verdict"].tolist() == ["within"]
    assert nl.compare(flood, series(None, 300), figures=first)["verdict"].tolist() == ["outside"]


def test_an_empty_drop_gives_the_columns_and_no_row() -> None:
    found = nl.compare(made.nothing(), series(7))
    assert len(found) == 0
    assert {"verdict", "reason", "series_source", "sentence"} <= set(found.columns)


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        (series(1).drop(columns=["high", "source"]), "lacks high, source"),
        (series(5, 3), r"low is above high in the series \(row 0: 2024-05-02, 5, 3, relief office\); swap"),
        (series(1, day="03/04/2024"), "date is no day .*dayfirst"),
        (series(1, day=None), "date is no day"),
        (series(1, day=pd.Timestamp("2024-05-02", tz="Europe/Kyiv")), "time zone"),
        (series(1, day="2024-05-02T00:00:00+02:00"), "time zone"),
        (pd.concat([series(1), series(1, day="2024-05-02T00:00:00+02:00")]), "time zone"),
        (pd.concat([series(1), series(2)]), "several rows of one date and source"),
        (pd.concat([series(1), series(2, day="2024-05-02 18:00")]), "several rows of one date and source"),
        (series(1).assign(source=None), "source is missing"),
        (series(1).assign(high="many"), "high is no number"),
        (series(1).assign(high=math.inf), "high is no number in the series .*inf"),
        (series(None, None), "neither low nor high"),
        (pd.concat([series(5, 3, day=f"2024-05-{d:02}") for d in range(1, 9)]), "and 3 more"),
        (series(1).assign(unit="km"), "leave out unit='mi'"),
    ],
)
def test_a_series_that_cannot_be_read_is_refused(bad: pd.DataFrame, message: str) -> None:
    with pytest.raises(ContractError, match=message):
        nl.compare(made.flood(), bad, unit="mi" if "unit" in bad else None)
