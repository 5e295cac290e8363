"""Agreement is an interval question, and no summary rule averages."""

from __future__ import annotations

import datetime as dt
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslab import schema
from newslab.claims.agreement import Report, admits, judge
from newslab.claims.summaries import RULES, Summary, summarise


def report(n: int, value: float | None, bound: str = "eq", **more: object) -> Report:
    limits = {"low": value if bound in ("gt", "ge") else None, "high": value if bound in ("lt", "le") else None}
    return Report(f"f{n}", str(value), value, **{"bound": bound, "origin": f"o{n}", **limits, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("reports", "verdict"),
    [
        (
            [report(1, 10_000), report(2, 10_000, approx=True), report(3, 10_000, "gt"), report(4, 11_000, "le")],
            "consistent",
        ),
        ([report(1, 355), report(2, 1429)], "contradicts"),
        ([report(1, 1_203), report(2, 1_200)], "differs by rounding"),
        ([report(1, 20), report(2, 21)], "contradicts"),
        ([report(1, 40, scope=("Odesa",)), report(2, 60, scope=("Izmail",))], "differs by scope"),
        ([report(1, 40), report(2, 60, scope=("Izmail",))], "contradicts"),
        ([report(1, 40, day=dt.date(2024, 5, 1)), report(2, 60, day=dt.date(2024, 5, 2))], "differs by time"),
        ([report(1, 59, day=dt.date(2024, 5, 1)), report(2, 58, day=dt.date(2024, 5, 2))], "differs by time"),
        ([report(1, 59, day=dt.date(2024, 5, 1)), report(2, 58, day=dt.date(2024, 5, 1))], "contradicts"),
        ([report(1, 355, day=dt.date(2024, 5, 1)), report(2, 1429, day=dt.date(2024, 5, 9))], "contradicts"),
        ([report(1, 58, told=dt.date(2024, 5, 1)), report(2, 87, told=dt.date(2024, 5, 4))], "differs by time"),
        (
            [
                report(1, 58, told=dt.date(2024, 5, 1)),
                report(2, 87, told=dt.date(2024, 5, 4)),
                report(3, 70, scope=("Odesa",)),
                report(4, 72, scope=("Izmail",)),
            ],
            "contradicts",
        ),
        ([report(1, 2, day=dt.date(2024, 5, 1)), report(2, 40, day=dt.date(2024, 5, 2))], "differs by time"),
        ([report(1, 40, day=dt.date(2024, 5, 1)), report(2, 2, day=dt.date(2024, 5, 2))], "contradicts"),
        ([report(1, 160), Report("f2", "dozens", None, None, None, "vague", origin="o2")], "consistent"),
        (
            [
                report(1, 120_000, told=dt.date(2024, 5, 6)),
                Report("f2", "thousands", None, None, None, "vague", origin="o2", told=dt.date(2024, 5, 1)),
            ],
            "differs by time",
        ),
        ([report(1, 2_000), Report("f2", "dozens", None, None, None, "vague", origin="o2")], "contradicts"),
        ([report(1, 40), report(1, 60)], "single"),
        ([report(1, 40), report(2, None, "vague")], "single"),
        ([report(1, 130), Report("f2", "hundreds of homes", None, None, None, "vague", origin="o2")], "contradicts"),
        ([report(1, 430), Report("f2", "hundreds of homes", None, None, None, "vague", origin="o2")], "consistent"),
        ([report(1, 45), Report("f2", "40 to 50", None, 40, 50, "range", origin="o2")], "consistent"),
    ],
)
def test_verdicts(reports: list[Report], verdict: str) -> None:
    assert verdict in schema.AGREEMENT
    assert judge(reports)[0] == verdict
    assert judge(reports[::-1])[0] == verdict


def test_the_pair_that_decided_is_named() -> None:
    _, pairs = judge([report(1, 40), report(2, 41, approx=True), report(3, 90)])
    assert {(a.figure_id, b.figure_id) for a, b in pairs} == {("f1", "f3"), ("f2", "f3")}


def test_of_reports_that_agree_the_pair_that_leaves_least_room_is_named() -> None:
    verdict, pairs = judge([report(1, 40, "ge"), report(2, 70, "le"), report(3, 60, "ge"), report(4, 65, approx=True)])
    assert verdict == "consistent"
    assert [{a.figure_id, b.figure_id} for a, b in pairs] == [{"f2", "f3"}]
    assert judge([report(1, 40)]) == ("single", ())


def test_a_bound_admits_everything_beyond_it() -> None:
    assert admits(report(1, 5, "ge"), rounding=False) == (5, math.inf)
    assert admits(report(1, 5, "le"), rounding=False) == (-math.inf, 5)


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=8), st.sampled_from(sorted(RULES)))
def test_a_summary_gives_only_numbers_that_were_reported(values: list[float], rule: str) -> None:
    got = summarise([report(i, float(int(v))) for i, v in enumerate(values)], rule)
    reported = {float(int(v)) for v in values} | {None}
    assert {got.low, got.best, got.high} <= reported


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("range", Summary(30, None, 60)),
        ("latest", Summary(45, 45, 45)),
        ("ucdp", Summary(30, 45, 60)),
        ("acled", Summary(30, 30, 30)),
        ("per-speaker", Summary(30, None, 60)),
    ],
)
def test_rules(rule: str, expected: Summary) -> None:
    reports = [report(1, 45), report(2, 60, "le"), report(3, 30, "ge"), report(4, 45)]
    assert summarise(reports, rule) == expected


@pytest.mark.parametrize(
    ("bound", "expected"), [("le", Summary(None, None, 60)), ("ge", Summary(60, None, None))], ids=["upper", "lower"]
)
def test_a_bound_is_not_the_limit_that_nobody_gave(bound: str, expected: Summary) -> None:
    assert summarise([report(1, 60, bound)], "range") == expected
    latest = summarise([report(1, 45), report(2, 60, bound)], "latest")
    assert (latest.low, latest.high) == (expected.low, expected.high)


def test_a_range_stays_open_where_a_bound_lies_beyond_every_limit() -> None:
    assert summarise([report(1, 30), report(2, 43, "ge")], "range") == Summary(30, None, None)
    assert summarise([report(1, 30), report(2, 20, "le")], "range") == Summary(None, None, 30)


def test_only_acled_gives_a_vague_word_a_number() -> None:
    vague = [Report("f1", "dozens of homes", None, None, None, "vague", origin="o1")]
    assert summarise(vague, "acled") == Summary(12, 12, 12)
    assert all(summarise(vague, rule) == Summary() for rule in RULES if rule != "acled")


def test_an_unknown_rule_lists_the_known_ones() -> None:
    with pytest.raises(ValueError, match="per-speaker"):
        summarise([], "mean")
