"""Units beside numerals, and their conversion to SI."""

from __future__ import annotations

import pytest

from newslab import schema
from newslab.lexicon import read
from newslab.numerals import units


@pytest.mark.parametrize(
    ("text", "symbol", "words"),
    [
        ("18km away", "km", "km"),
        ("18 kilometres away", "km", " kilometres"),
        ("18-mile road", "mi", "-mile"),
        ("18 sq. km of land", "km2", " sq. km"),
        ("18 degrees Celsius.", "°C", " degrees Celsius"),
        ("18% more", "%", "%"),
        ("18 (kg) bags", "kg", " (kg)"),
        ("18 more days", "day", " more days"),
        ("18 Danish crowns", "DKK", " Danish crowns"),
        ("18 rupees", "rupee", " rupees"),
    ],
)
def test_unit_after(text: str, symbol: str, words: str) -> None:
    hit = units.unit_after(text, 2, digits=True)
    assert hit is not None
    assert (hit[0].symbol, text[2 : hit[1]]) == (symbol, words)


@pytest.mark.parametrize("text", ["18 people", "18 in the car", "18 Points of honour", "3s are", "18"])
def test_no_unit_after(text: str) -> None:
    assert units.unit_after(text, 1 if text[1] == "s" else 2, digits=True) is None


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        ("US$5", "USD"),
        ("$A5", "AUD"),
        ("£5", "GBP"),
        ("RM5", "MYR"),
        ("Rs 5", "rupee"),
        ("EUR 5", "EUR"),
        ("PS5.2m", "GBP"),
    ],
)
def test_money_before(text: str, symbol: str) -> None:
    hit = units.money_before(text, text.index("5"))
    assert hit is not None
    assert (hit[0].symbol, hit[1]) == (symbol, 0)


def test_a_console_is_not_money() -> None:
    assert units.money_before("a PS5", 4) is None


def test_rates() -> None:
    assert units.rate_after(" per square foot", 0) == ("sq ft", 16)
    assert units.rate_after(" a day", 0) == ("day", 6)
    assert units.rate_after(" a man", 0) is None
    assert units.rate_after(" per cent", 0) is None
    assert units.rate_after(" a year earlier", 0) is None


def test_kinds_are_those_of_the_schema() -> None:
    kinds = {entry["kind"] for entry in read("units.yaml")["measures"].values()}
    assert kinds <= set(schema.KINDS)


_PINT = {
    "km": "kilometer",
    "mi": "mile",
    "nmi": "nautical_mile",
    "ft": "foot",
    "yd": "yard",
    "in": "inch",
    "ha": "hectare",
    "acre": "acre",
    "sq mi": "mile**2",
    "sq ft": "foot**2",
    "gallon": "gallon",
    "barrel": "oil_barrel",
    "lb": "pound",
    "oz": "ounce",
    "st": "stone",
    "ton": "short_ton",
    "t": "metric_ton",
    "mph": "mile/hour",
    "knot": "knot",
    "km/h": "kilometer/hour",
    "kWh": "kilowatt_hour",
    "hp": "horsepower",
    "psi": "psi",
    "pint": "pint",
    "cup": "cup",
    "cubic foot": "foot**3",
    "year": "year",
}


def test_si_factors_agree_with_pint() -> None:
    pint = pytest.importorskip("pint")
    registry = pint.UnitRegistry()
    for symbol, name in _PINT.items():
        expected = registry.Quantity(1.0, name).to_base_units()
        assert units.to_si(1.0, symbol) == pytest.approx(expected.magnitude, rel=1e-5), symbol


def test_si_of_temperatures_and_of_what_has_none() -> None:
    assert units.to_si(0.0, "°C") == pytest.approx(273.15)
    assert units.to_si(32.0, "°F") == pytest.approx(273.15)
    assert units.to_si(5.0, "USD") is None


def test_currencies_are_iso_codes_or_names() -> None:
    pycountry = pytest.importorskip("pycountry")
    retired = {"HRK", "DEM", "ATS", "NLG", "ESP", "FIM", "VEF", "BGN", "BTC"}
    for code in read("units.yaml")["currencies"]:
        if code.isupper() and code not in retired:
            assert pycountry.currencies.get(alpha_3=code) is not None, code
