"""From whatever holds articles to tables that keep their promises, on every drop there is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import newslab as nl
from newslab import articles, cache, contracts, language, link, schema, tables
from newslab.errors import DropError, OverrideError

TEXT = "At least 20 people were killed in Kharkiv on Tuesday, the mayor said. Another 31 were wounded."


def test_one_string_a_list_and_a_frame_give_the_same_figures() -> None:
    expected = nl.find_figures(TEXT)[["text", "value", "bound", "outcome"]].values.tolist()
    assert expected
    for source in ([TEXT], pd.DataFrame({"text": [TEXT]})):
        assert nl.find_figures(source)[["text", "value", "bound", "outcome"]].values.tolist() == expected


def test_a_frame_may_say_what_is_known() -> None:
    frame = pd.DataFrame({"text": [TEXT], "title": ["Raid"], "outlet": ["Delta Post"], "published": ["2024-05-02"]})
    row = nl.parse(frame).articles.iloc[0]
    assert (row["outlet"], str(row["published"].date())) == ("Delta Post", "2024-05-02")


def test_places_and_quotes_of_a_string() -> None:
    assert "Kharkiv" in set(nl.find_places(TEXT)["text"])
    assert (nl.find_quotes(TEXT)["speaker_text"] == "the mayor").any()


@pytest.mark.parametrize("blank", ["", "  ", " \n\t"])
def test_a_blank_string_is_a_text_without_figures(blank: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "raid.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for find in (nl.find_figures, nl.find_places, nl.find_quotes):
        found = find(blank)
        assert found.empty
        assert list(found.columns) == list(find(TEXT).columns)
    with pytest.raises(DropError, match="no usable article"):
        nl.parse(blank)


def test_nothing_to_read_is_an_error() -> None:
    with pytest.raises(DropError, match="no usable article in the texts given; there is none"):
        nl.parse([])
    for nothing in (None, 5):
        with pytest.raises(DropError, match=f"no articles in a {type(nothing).__name__}; give a path"):
            nl.parse(nothing)


@pytest.mark.parametrize(
    "typed", ["/no/such/drop", "./drops", "../drops", "~/drops", "wire.csv", "here/wire", "no-such-folder/raid.txt"]
)
def test_a_mistyped_path_is_no_text(typed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path)
    with pytest.raises(DropError, match="no such folder or file"):
        nl.parse(typed)
    for text in ("100km/h", "5", "He drove at 90km/h.", "It is in here/wire, he said"):
        assert len(nl.find_places(text)) == 0


def test_one_mapping_and_strings_of_numpy_are_texts() -> None:
    for source in ({"text": TEXT}, np.array([TEXT]), [{"text": np.str_(TEXT)}]):
        assert len(nl.find_figures(source)) == 2


def test_no_column_of_a_frame_hides_another() -> None:
    twice = pd.DataFrame([[TEXT, "x"]], columns=["text", "text"])
    deep = pd.DataFrame([[TEXT, "Raid"]], columns=pd.MultiIndex.from_tuples([("a", "text"), ("a", "title")]))
    odd = pd.DataFrame([[TEXT, "x", "y"]], columns=["text", 1, None])
    for frame in (twice, deep, odd):
        assert nl.parse(frame).articles["text"].str.contains("At least 20").all()


def keeps_promises(parsed: nl.Tables) -> None:
    for name in schema.TABLES:
        contracts.check(name, getattr(parsed, name))
    tables.check_together(parsed)
    labels = {a: [tuple(x) for x in json.loads(ls)] for a, ls in parsed.articles[["article_id", "lines"]].values}
    for row in parsed.figures.itertuples():
        label = next(what for start, end, what in labels[row.article_id] if start <= row.num_start < end)
        assert label == row.section
        assert label in schema.READABLE


def test_the_reference_drop_keeps_the_contracts() -> None:
    parsed = nl.parse(nl.sample_drop())
    keeps_promises(parsed)
    assert len(parsed.figures) > 20
    assert not set(parsed.problems["stage"]) & {"figures", "places", "speakers", "claims"}


@pytest.mark.parametrize("name", ["seeds", "events", "native"])
def test_every_shared_drop_keeps_the_contracts(shared: Path, name: str) -> None:
    parsed = nl.parse(shared / "drops" / name)
    keeps_promises(parsed)
    assert not set(parsed.problems["stage"]) & {"figures", "places", "speakers", "claims"}


def test_same_input_same_output() -> None:
    one, two = (nl.parse(nl.sample_drop(), use_cache=flag) for flag in (False, True))
    for name in schema.TABLES:
        pd.testing.assert_frame_equal(pd.DataFrame(getattr(one, name)), pd.DataFrame(getattr(two, name)))


def test_a_second_run_parses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    nl.parse(nl.sample_drop())

    def never(*_: object, **__: object) -> None:
        raise AssertionError("parsed again")

    monkeypatch.setattr(language, "parse", never)
    assert len(nl.parse(nl.sample_drop()).figures)


def test_the_users_names_join_spellings_of_a_speaker(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "At least 20 people were hurt, the Harbour Office of Izmail said.", encoding="utf-8"
    )
    (tmp_path / "aliases.csv").write_text(
        "alias,name,kind,country\nHarbour Office of Izmail,Izmail port authority,official,UA\n", encoding="utf-8"
    )
    row = nl.parse(tmp_path).figures.iloc[0]
    assert (row["speaker"], row["speaker_country"]) == ("Izmail port authority", "UA")
    for wrong, why in {
        "alias,who\nx,y\n": "lacks the column 'name'",
        "alias,name,kind\nx\n": "row 2: it needs an alias, a name",
        "alias,name,kind\nx,y,boss\n": "and a kind among official",
    }.items():
        (tmp_path / "aliases.csv").write_text(wrong, encoding="utf-8")
        with pytest.raises(OverrideError, match=why):
            nl.parse(tmp_path)


def test_what_breaks_one_stage_costs_no_other_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RecursionError("a text too strange")

    monkeypatch.setattr(link.places, "find", broken)
    monkeypatch.setattr(cache, "code_digest", lambda: "test")
    parsed = nl.parse(TEXT, use_cache=False)
    assert len(parsed.figures) == 2
    assert parsed.problems[["stage", "reason"]].values.tolist() == [["places", "RecursionError"]]


def test_rows_out_of_order_cost_their_article_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    read = link.read

    def strange(doc: Any, article: Any, *more: Any) -> link.ArticleRows:
        rows = read(doc, article, *more)
        if "Lviv" in article.text:
            rows.figures[0] |= {"low": 9.0, "value": 5.0, "score": 7.0}
        return rows

    monkeypatch.setattr(link, "read", strange)
    parsed = nl.parse([TEXT, "In Lviv 5 people were killed, the mayor said."], use_cache=False)
    assert (len(parsed.articles), len(parsed.figures), len(parsed.quotes)) == (2, 2, 2)
    assert parsed.problems[["stage", "reason"]].values.tolist() == [["figures", "ContractError"]]


def test_what_breaks_among_the_claims_costs_the_claims_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise AttributeError("no such kin")

    monkeypatch.setattr("newslab.claims.build", broken)
    parsed = nl.parse(TEXT, use_cache=False)
    assert (len(parsed.figures), len(parsed.claims)) == (2, 0)
    assert parsed.problems[["stage", "reason"]].values.tolist() == [["claims", "AttributeError"]]
    assert "no such kin (test_pipeline.py" in parsed.problems["detail"].iloc[0]


def test_a_headline_that_breaks_its_reading_costs_no_other_article(monkeypatch: pytest.MonkeyPatch) -> None:
    label = articles.lines.label

    def broken(text: str, **given: Any) -> Any:
        if "Lviv" in text:
            raise IndexError("no such line")
        return label(text, **given)

    monkeypatch.setattr(articles.lines, "label", broken)
    parsed = nl.parse(["In Lviv 5 people were killed.", TEXT], use_cache=False)
    assert len(parsed.articles) == 1
    assert parsed.problems[["stage", "reason"]].values.tolist() == [["article", "IndexError"]]


def test_an_unknown_rule_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="rule"):
        nl.parse(tmp_path / "nothing here", rule="mean")


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.sampled_from(
            ["40 people", "at least", "killed", "Kharkiv", "said", ",", ".", "\n", "“", "12%", "he", "№", "\t"]
        )
    )
)
def test_words_are_the_slice_for_every_row_of_any_text(words: list[str]) -> None:
    text = "Ferry " + " ".join(words)
    parsed = nl.parse(text, use_cache=False)  # build checks that every slice is the words
    assert set(parsed.figures["article_id"]) <= set(parsed.articles["article_id"])
