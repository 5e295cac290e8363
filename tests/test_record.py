"""Figures beside a reference series: what their bound and rounding allow is within."""

from __future__ import annotations

import pandas as pd
import pytest

import newslab as nl
import tablefixtures as made
from newslab.errors import ContractError


def series(low: float, high: float | None = None, day: str = "2024-05-02") -> pd.DataFrame:
    return pd.DataFrame({"date": [day], "low": [low], "high": [high or low], "source": ["relief office"]})


def verdicts(frame: pd.DataFrame) -> dict[str, str]:
    return dict(zip(frame["text"], frame["verdict"], strict=True))


def test_a_bound_is_within_where_it_allows_the_entry() -> None:
    flood = made.flood()
    assert verdicts(nl.compare(flood, series(430)))["At least 400 people"] == "within"
    assert verdicts(nl.compare(flood, series(380)))["At least 400 people"] == "outside"
    assert verdicts(nl.compare(flood, series(395)))["At least 400 people"] == "within"  # within two per cent


def test_no_day_and_no_entry_are_said() -> None:
    found = verdicts(nl.compare(made.flood(), series(430)))
    assert found["About 480 people"] == "no day"
    assert found["More than 500 people"] == "no entry"


def test_only_the_claims_asked_for() -> None:
    assert nl.compare(made.flood(), series(7), claims=["c2"])["text"].tolist() == ["7 boats"]


def test_a_series_without_its_columns_is_refused() -> None:
    with pytest.raises(ContractError, match="lacks high, source"):
        nl.compare(made.flood(), series(1).drop(columns=["high", "source"]))
