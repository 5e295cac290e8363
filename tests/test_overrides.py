"""The user's word wins, shows in the table, and is reported where it finds nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import tablefixtures as made
from newslab import gazetteer, overrides, review
from newslab.errors import OverrideError
from newslab.overrides import Override

HEAD = "article,words,occurrence,column,value,reason\n"


def frames() -> overrides.Frames:
    flood = made.flood()
    return overrides.Frames(flood.articles, flood.figures, flood.places)


def apply(*rows: tuple[str, str, int | None, str, str]) -> tuple[overrides.Frames, dict[str, str], list[str]]:
    given = [Override(n, *row, reason="checked by phone") for n, row in enumerate(rows, start=2)]
    out, labels, problems = overrides.apply(frames(), given, gazetteer.default())
    return out, labels, [p.reason for p in problems]


def test_a_value_is_set_with_the_limit_that_was_the_value() -> None:
    out, _, problems = apply(("", "At least 400 people", None, "value", "410"))
    row = out.figures[out.figures["text"] == "At least 400 people"].iloc[0]
    assert (row["value"], row["low"], row["bound"]) == (410, 410, "ge")
    assert row["override"] == "line 2: value=410 (checked by phone)"
    assert not problems


@pytest.mark.parametrize(("mark", "encoding"), [(",", "utf-8-sig"), (";", "cp1252"), ("\t", "utf-16"), (";", "utf-8")])
def test_a_table_is_read_as_any_spreadsheet_program_saves_it(mark: str, encoding: str, tmp_path: Path) -> None:
    lines = [["article", "words", "column", "value", "note"], ["Café; open, again", "7 boats", "value", "8", "=1"]]
    text = "\r\n".join(mark.join(f'"{cell}"' for cell in line) for line in [*lines, ["", "9 boats", "wrong"]])
    (tmp_path / "overrides.csv").write_bytes(text.encode(encoding))
    first, second = overrides.read(tmp_path / "overrides.csv")
    assert (first.article, first.words, first.column, first.value) == ("Café; open, again", "7 boats", "value", "8")
    assert (second.line, second.column, second.value, second.reason) == (3, "wrong", "", "")


def test_limits_on_the_wrong_side_are_taken_back_and_what_is_in_order_in_the_end_is_set() -> None:
    words = "At least 400 people"
    out, _, problems = apply(
        ("", words, None, "high", "-5"), ("", words, None, "outcome", "killed"), ("", "7 boats", None, "low", "900"),
        ("", "7 boats", None, "value", "950"), ("", "7 boats", None, "high", "990"),
    )  # fmt: skip
    row = out.figures[out.figures["text"] == words].iloc[0]
    assert (row["value"], row["low"], row["outcome"]) == (400, 400, "killed")
    assert row["override"] == "line 3: outcome=killed (checked by phone)"
    boats = out.figures[out.figures["text"] == "7 boats"].iloc[0]
    assert boats[["low", "value", "high"]].tolist() == [900, 950, 990]
    assert problems == ["out_of_order"]


def test_a_speaker_can_be_taken_away_and_a_figure_struck_out() -> None:
    out, _, problems = apply(("", "Up to 650 people", None, "speaker", ""), ("", "7 boats", None, "wrong", "yes"))
    row = out.figures[out.figures["text"] == "Up to 650 people"].iloc[0]
    assert row[["speaker", "speaker_key", "speaker_kind"]].isna().all()
    assert "7 boats" not in set(out.figures["text"])
    assert not problems


def test_a_place_is_set_by_its_key_for_every_mention_of_the_name() -> None:
    reni = gazetteer.default().candidates("Reni")[0]
    out, _, problems = apply(("", "Izmail", None, "place_id", reni.place_id))
    changed = out.places[out.places["text"] == "Izmail"]
    assert set(changed["place_id"]) == {reni.place_id}
    assert {round(p.x, 2) for p in changed["geometry"]} == {round(reni.lon, 2)}
    assert not problems


def test_a_forbidden_place_loses_its_point_in_one_article_only() -> None:
    article = made.flood().articles.iloc[0]
    out, _, _ = apply((article["title"], "Izmail", None, "place_id", ""))
    here = out.places["article_id"].eq(article["article_id"]) & out.places["text"].eq("Izmail")
    assert out.places.loc[here, "status"].tolist() == ["unresolved"]
    assert out.places.loc[here, "geometry"].tolist() == [None]
    assert set(out.places.loc[~here & out.places["text"].eq("Izmail"), "status"]) == {"resolved"}


def test_occurrence_chooses_one_row() -> None:
    out, _, _ = apply(("", "Izmail", 2, "role", "in_name"))
    per_article = out.places[out.places["text"] == "Izmail"].groupby("article_id")["role"].agg(list)
    assert all("in_name" not in roles[:1] for roles in per_article)


def test_claims_are_labelled_for_the_linker() -> None:
    _, labels, _ = apply(("", "7 boats", None, "claim", "ferries"))
    assert list(labels.values()) == ["ferries"]


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([("", "nine kites", None, "value", "9")], "unused"),
        ([("no such title", "Izmail", None, "role", "actor")], "unused"),
        ([("", "Izmail", None, "place_id", "gn:0")], "unknown_place"),
        ([("", "7 boats", None, "value", "8"), ("", "7 boats", None, "value", "9")], "contradicts"),
    ],
)
def test_what_cannot_be_done_is_reported(rows: list[tuple[str, str, int | None, str, str]], reason: str) -> None:
    assert reason in apply(*rows)[2]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (",x,,colour,red,", "no column 'colour'"),
        (",,,value,3,", "no words"),
        (",x,0,value,3,", "occurrence '0'"),
        (",x,,value,three,", "'three' is no number"),
        (",x,,bound,atleast,", "none of eq"),
        (",x,,alias,,", "alias needs"),
        (",x,,wrong,no,", "wrong 'no'"),
    ],
)
def test_a_file_at_fault_is_refused_with_its_lines(tmp_path: Path, row: str, fault: str) -> None:
    path = tmp_path / "overrides.csv"
    path.write_text(HEAD + row + "\n")
    with pytest.raises(OverrideError, match=r"line 2: .*" + re.escape(fault)):
        overrides.read(path)


def test_a_file_without_the_columns_says_which_it_needs(tmp_path: Path) -> None:
    path = tmp_path / "overrides.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(OverrideError, match="lacks the columns words, column, value"):
        overrides.read(path)


def test_a_review_table_reads_back_as_no_correction_until_filled_in(tmp_path: Path) -> None:
    path = tmp_path / "out" / "overrides.csv"
    review.write(made.flood(), path)
    assert overrides.read(path) == []
    lines = path.read_text().splitlines()
    assert len(lines) == 1 + len(made.flood().figures)
    assert "ge 400 person" in path.read_text()


def test_aliases_are_for_the_whole_drop() -> None:
    given = [Override(2, "", "Troops", None, "alias", "soldiers", "")]
    assert overrides.aliases(given) == {"troops": "soldiers"}


def test_an_alias_of_nothing_counted_is_reported() -> None:
    assert apply(("", "Boats", None, "alias", "ferries"))[2] == []
    assert apply(("", "trams", None, "alias", "trains"))[2] == ["unused"]


def test_several_corrections_of_one_row_are_all_shown_and_a_wrong_one_stays_out() -> None:
    out, _, _ = apply(("", "7 boats", None, "value", "8"), ("", "7 boats", None, "bound", "ge"))
    row = out.figures[out.figures["text"] == "7 boats"].iloc[0]
    assert row["override"] == "line 2: value=8 (checked by phone); line 3: bound=ge (checked by phone)"
    out, _, _ = apply(("", "7 boats", None, "wrong", ""), ("", "7 boats", None, "bound", "ge"))
    assert "7 boats" not in set(out.figures["text"])


def test_a_reason_that_reads_as_a_correction_strikes_nothing_out() -> None:
    given = [Override(2, "", "7 boats", None, "value", "8", "the paper: wrong=yes")]
    out, _, _ = overrides.apply(frames(), given, gazetteer.default())
    assert "7 boats" in set(out.figures["text"])


def test_a_corrected_measure_and_thing_are_corrected_in_every_column() -> None:
    flood = frames()
    flood.figures.loc[flood.figures["text"] == "7 boats", ["unit", "value_si"]] = ["km", 7000.0]
    given = [
        Override(2, "", "7 boats", None, "value", "8", ""),
        Override(3, "", "7 boats", None, "counted", "Old Ferry", ""),
    ]
    out, _, _ = overrides.apply(flood, given, gazetteer.default())
    row = out.figures[out.figures["text"] == "7 boats"].iloc[0]
    assert (row["value_si"], row["counted"], row["counted_key"], row["counted_head"]) == (
        8000,
        "Old Ferry",
        "old ferry",
        "ferry",
    )


def test_words_that_a_spreadsheet_would_calculate_come_back_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "overrides.csv"
    path.write_text(HEAD + ",'-5 degrees,,value,-6,\n", encoding="utf-8")
    assert overrides.read(path)[0].words == "-5 degrees"


def test_a_review_names_places_and_shows_what_was_corrected(tmp_path: Path) -> None:
    flood = made.flood()
    flood.figures.loc[0, ["place_id", "override"]] = [made.PLACES["Izmail"][0], "line 2: bound=ge"]
    review.write(flood, tmp_path / "review.csv")
    text = (tmp_path / "review.csv").read_text(encoding="utf-8")
    assert "Izmail (gn:707753)" in text
    assert "line 2: bound=ge" in text


def test_a_review_names_a_place_that_only_a_correction_names(tmp_path: Path) -> None:
    flood = made.flood()
    kyiv = gazetteer.default().candidates("Kyiv")[0]
    flood.figures.loc[0, "place_id"] = kyiv.place_id
    review.write(flood, tmp_path / "review.csv")
    assert f"{kyiv.name} ({kyiv.place_id})" in (tmp_path / "review.csv").read_text(encoding="utf-8")


def test_a_file_reads_as_its_rows(tmp_path: Path) -> None:
    path = tmp_path / "overrides.csv"
    path.write_text(HEAD + ",Nine people,,value,8,called\n,Izmail,2,place_id,,\n", encoding="utf-8")
    assert overrides.read(path) == [
        Override(2, "", "Nine people", None, "value", "8", "called"),
        Override(3, "", "Izmail", 2, "place_id", "", ""),
    ]
