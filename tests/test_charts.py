"""Charts, tested by the data drawn and by the boxes of their words."""

from __future__ import annotations

import dataclasses
from itertools import pairwise
from typing import TYPE_CHECKING

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd
import pytest

import tablefixtures as fx
from newslab import charts, maps
from newslab.charts import accounts, canvas, labels
from newslab.errors import UnknownKeyError
from newslab.evaluate import Evaluation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from matplotlib.axes import Axes

ALL = ("by_source", "timeline", "over_time", "agreement", "coverage")


@pytest.fixture(autouse=True)
def _headless() -> Iterator[None]:
    plt.switch_backend("Agg")
    yield
    plt.close("all")


def boxes(ax: Axes) -> list[tuple[str, labels.Box]]:
    figure = canvas.figure(ax)
    figure.draw_without_rendering()
    renderer = figure.canvas.get_renderer()
    found = figure.findobj(mpl.text.Text)
    spare = {id(t.label1) for a in figure.axes for axis in (a.xaxis, a.yaxis) for t in axis.majorTicks if _off(axis, t)}
    shown = [t for t in found if t.get_visible() and t.get_text().strip() and id(t) not in spare]
    return [(t.get_text(), labels.Box(*t.get_window_extent(renderer).extents)) for t in shown]


def _off(axis: mpl.axis.Axis, tick: mpl.axis.Tick) -> bool:
    low, high = sorted(axis.get_view_interval())
    return not low <= tick.get_loc() <= high  # matplotlib keeps such a tick and does not draw it


def test_each_report_is_drawn_as_it_is_worded() -> None:
    drawn = charts.drawn(charts.by_source(fx.flood(), "c1")).set_index("words")
    assert drawn["mark"].to_dict() == {
        "At least 400 people": "ge", "Between 300 and 500 people": "range", "Up to 650 people": "le",
        "dozens of people": "vague", "More than 500 people": "gt", "About 480 people": "approx", "1,200 people": "eq",
        "2,000 people": "eq",
    }  # fmt: skip
    ranged = drawn.loc["Between 300 and 500 people"]
    assert (ranged["x"], ranged["x_end"]) == (300, 500)
    assert drawn.loc["At least 400 people", "x"] == 400
    assert pd.isna(drawn.loc["dozens of people", "x"])
    assert drawn["modality"].value_counts()[["stated", "planned", "denied"]].tolist() == [6, 1, 1]
    assert drawn.loc["At least 400 people", "label"] == "Olha Bondar (UA), in Delta Post, 2 May 2024"
    assert drawn.loc["Between 300 and 500 people", "label"].startswith(
        "emergency service, via Interwire, in The Harbour"
    )


def test_arrows_point_to_where_the_number_may_lie() -> None:
    ax = charts.by_source(fx.flood(), "c1")
    heads = {line.get_marker(): float(line.get_xdata()[0]) for line in ax.lines if line.get_marker() in "<>"}
    assert heads["<"] < 650  # up to 650
    assert heads[">"] > 500  # more than 500


def test_plans_and_denials_stand_below_what_is_claimed() -> None:
    drawn = charts.drawn(charts.by_source(fx.flood(), "c1"))
    assert drawn[drawn["modality"] == "stated"]["y"].max() < drawn[drawn["modality"] != "stated"]["y"].min()


def test_drawn_reads_the_marks_not_the_input() -> None:
    ax = charts.by_source(fx.flood(), "c1")
    artist, row = next(pair for pair in canvas.recorded(ax) if pair[1]["words"] == "1,200 people")
    artist.set_xdata([1300.0])
    drawn = charts.drawn(ax).set_index("words")
    assert drawn.loc[row["words"], "x"] == 1300


@pytest.mark.parametrize(
    ("what", "outcome", "heading"),
    [
        ("troops", "deployed", "troops deployed"), ("people", "killed", "people killed"),
        ("villages", "name", "villages (name)"), ("deaths", "killed", "deaths"), ("fatalities", "killed", "fatalities"),
        ("drones", "shot_down", "drones shot down"), ("people", "casualties", "people killed or wounded"),
        ("casualties", "casualties", "casualties"), ("families", "refugees", "families made refugees"),
        ("land", "control", "land controlled"), ("guests", "capacity", "guests (capacity)"),
    ],
)  # fmt: skip
def test_claims_are_named_in_plain_words(what: str, outcome: str, heading: str) -> None:
    row = pd.Series({"what": what, "outcome": outcome, "place": None, "date_start": pd.NaT, "date_end": pd.NaT})
    assert accounts.heading(row) == heading


def test_claims_of_one_name_are_told_apart_by_their_numbers() -> None:
    same = {"what": "people", "outcome": "killed", "place": "Bergen", "date_start": pd.NaT, "date_end": pd.NaT}
    limits = [(36.0, 41.0), (9.0, 9.0), (float("nan"), float("nan"))]
    claims = pd.DataFrame([{**same, "low": low, "high": high} for low, high in limits])
    other = pd.DataFrame([{**same, "place": "Oslo", "low": 2.0, "high": 2.0}])
    assert accounts.headings(pd.concat([claims, other])) == [
        "people killed – Bergen (36 to 41)", "people killed – Bergen (9)", "people killed – Bergen (uncounted)",
        "people killed – Oslo",
    ]  # fmt: skip


def test_one_article_saying_a_thing_twice_is_one_report() -> None:
    tables = fx.flood()
    figures = pd.concat([tables.figures, tables.figures.head(1).assign(figure_id="again")], ignore_index=True)
    doubled = fx.tbl.Tables(
        tables.articles, figures, tables.places, tables.quotes, tables.claims, tables.problems, tables.meta
    )
    told = accounts.of_claim(doubled, "c1")
    assert len(told) == 8
    assert told["mentions"].max() == 2


def test_time_goes_by_day_and_leaves_out_the_undated() -> None:
    drawn = charts.drawn(charts.over_time(fx.flood(), "c1"))
    assert len(drawn) == 6
    assert drawn["x"].dropna().min() == pd.Timestamp("2024-05-02")
    assert drawn["x"].dropna().max() == pd.Timestamp("2024-05-06")
    assert drawn.loc[drawn["words"] == "1,200 people", "y"].tolist() == [1200]


def test_timeline_draws_every_article_once() -> None:
    drawn = charts.drawn(charts.timeline(fx.flood()))
    assert drawn["articles"].sum() == 5
    assert drawn.loc[drawn["mark"] == "no date", "x"].isna().all()


def test_a_day_of_many_articles_stays_in_its_row() -> None:
    daily = [fx.article(n, f"Report {n}.", "Daily" if n else "Weekly", "2024-05-02") for n in range(90)]
    ax = charts.timeline(fx.tbl.build({"articles": daily}, fx.META))
    many, one = (artist for artist, row in canvas.recorded(ax) if row["mark"] == "day")
    inches = [float(dot.get_sizes()[0]) ** 0.5 / 72 for dot in (many, one)]
    row = ax.get_position().height * canvas.figure(ax).get_size_inches()[1] / 2
    assert 0.6 * row < inches[0] < row
    assert inches[0] / inches[1] == pytest.approx(89**0.5)


def test_agreement_and_coverage() -> None:
    drawn = charts.drawn(charts.agreement(fx.flood()))
    assert drawn["number"].tolist() == [300, 400, 480, 500, 650]  # neither the plan nor what is denied
    assert drawn["x"].tolist() == pytest.approx([n / 300 for n in (300, 400, 480, 500, 650)])
    drawn = charts.drawn(charts.coverage(fx.flood()))
    assert drawn[drawn["mark"] == "origins"]["x_end"].tolist() == [5, 1]


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("tables", [fx.flood(), fx.crowd(3), fx.crowd(60), fx.hostile(), fx.nothing()], ids=repr)
def test_words_are_inside_the_picture_and_apart(name: str, tables: fx.tbl.Tables) -> None:
    ax = getattr(charts, name)(tables)
    found = boxes(ax)
    page = labels.Box(*canvas.figure(ax).bbox.extents)
    for text, box in found:
        assert box.within(page), f"{text!r} is cut off"
    for i, (text, box) in enumerate(found):
        inner = labels.Box(box.left + 1, box.bottom + 2, box.right - 1, box.top - 2)
        clash = [other for other, b in found[i + 1 :] if inner.meets(b)]
        assert not clash, f"{text!r} covers {clash}"


@pytest.mark.parametrize("name", ALL)
def test_source_note_is_part_of_the_picture(name: str) -> None:
    shown = " ".join(text for text, _ in boxes(getattr(charts, name)(fx.flood())))
    assert "5 articles" in shown
    assert "newslab 0.1.0" in shown


@pytest.mark.parametrize("name", ALL)
def test_hostile_text_is_drawn_as_text(name: str) -> None:
    ax = getattr(charts, name)(fx.hostile())
    texts = canvas.figure(ax).findobj(mpl.text.Text)
    assert not any(t.get_parse_math() for t in texts if "$" in t.get_text())
    assert not any(set("\u202e\x1b") & set(t.get_text()) for t in texts)
    canvas.figure(ax).canvas.draw()


def test_quality_draws_precision_and_recall() -> None:
    columns = pd.DataFrame(
        {"column": ["value", "place"], "gold": [20, 10], "precision": [0.9, 0.8], "recall": [1.0, 0.5]}
    )
    ax = charts.quality(Evaluation(columns, pd.DataFrame()))
    drawn = charts.drawn(ax).pivot_table(index="label", columns="mark", values="x")
    assert drawn.loc["place"].to_dict() == {"precision": 0.8, "recall": 0.5}


def test_a_movement_of_near_numbers_is_seen_and_its_axis_says_so() -> None:
    tables = fx.flood()
    tables.figures["value"] = tables.figures["value"].fillna(400) / 100 + 41_600
    tables.figures[["low", "high"]] = float("nan")
    ax = charts.over_time(tables, "c1")
    assert ax.get_ylim()[0] > 41_000
    assert any("not from zero" in text for text, _ in boxes(ax))
    assert charts.over_time(fx.flood(), "c1").get_ylim()[0] == 0


@pytest.mark.parametrize("name", ["by_source", "over_time", "agreement", "coverage"])
def test_the_summary_rule_is_named(name: str) -> None:
    assert any("rule" in text and "“range”" in text for text, _ in boxes(getattr(charts, name)(fx.flood())))


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (300, 2000, "300 – 2,000. "),
        (300, 480, "300 – 480; beyond it “More than 500 people”. "),
        (700, 900, "700 – 900; beyond it “Up to 650 people”. "),
        (None, 650, "up to 650. "),
        (400, None, "from 400. "),
    ],
)
def test_a_summary_says_what_lies_beyond_it_and_which_end_is_open(
    low: float | None, high: float | None, said: str
) -> None:
    flood = fx.flood()
    flood.claims.loc[0, ["low", "high"]] = [low, high]
    shown = [text for text, _ in boxes(charts.by_source(flood, "c1"))]
    assert any(f"By the rule “range”: {said}Oldest" in " ".join(shown[k : k + 2]) for k in range(len(shown)))


def test_speakers_without_a_colour_of_their_own_are_counted() -> None:
    crowd = fx.crowd(9)
    crowd.figures["speaker_key"] = [f"speaker {k}" for k in range(9)]
    shown = " ".join(text for text, _ in boxes(charts.over_time(crowd)))
    assert "Grey: 3 other speakers." in shown
    assert "Grey:" not in " ".join(text for text, _ in boxes(charts.over_time(fx.crowd(9))))


def test_a_line_is_labelled_with_the_fullest_name_of_its_reports() -> None:
    flood = fx.flood()
    told = flood.figures["speaker"] == "Olha Bondar"
    names = ["Emergency service of Izmail", "Emergency service"]  # the shorter name comes last
    flood.figures.loc[told, "speaker"] = names
    flood.figures.loc[told, "speaker_key"] = [name.lower() for name in names]
    shown = " ".join(text for text, _ in boxes(charts.over_time(flood, "c1")))
    assert names[0] in shown


def test_an_undated_drop_shows_no_day() -> None:
    flood = fx.flood()
    flood.articles["published"] = pd.NaT
    shown = [text for text, _ in boxes(charts.timeline(flood))]
    assert "Hollow, at the left: 5 articles without a date." in " ".join(shown)
    assert not any("19" in text or "May" in text for text in shown)


def test_days_at_the_turn_of_a_month_do_not_touch() -> None:
    flood = fx.flood()
    flood.articles["published"] = pd.to_datetime(["2024-09-28", "2024-10-01", "2024-10-05", "2024-10-09", "2024-10-14"])
    found = [(text, box) for text, box in boxes(charts.timeline(flood)) if text.endswith(" 2024")]
    assert len(found) > 2
    assert not [a for (a, one), (_, other) in pairwise(sorted(found, key=lambda f: f[1].left)) if one.meets(other)]


@pytest.mark.parametrize("draw", [charts.by_source, charts.over_time, maps.places])
@pytest.mark.parametrize("rank", [0, -1])
def test_no_rank_counts_from_the_end(draw: Callable[..., Axes], rank: int) -> None:
    with pytest.raises(ValueError, match="rank must be 1 or more"):
        draw(fx.flood(), rank=rank)


def test_a_claim_that_nobody_is_named_for_is_drawn_over_time() -> None:
    flood = fx.flood()
    nobody = dict.fromkeys(("speaker", "speaker_key", "speaker_kind"))
    tables = dataclasses.replace(flood, figures=flood.figures.assign(**nobody).astype({"speaker_key": "str"}))
    assert len(charts.drawn(charts.over_time(tables, "c1"))) == 6
    assert len(charts.drawn(charts.by_source(tables, "c1", limit=0))) == 0


def test_too_little_is_said_in_plain_words() -> None:
    assert "This drop holds no claim: nothing to draw." in [t for t, _ in boxes(charts.by_source(fx.nothing()))]
    second = [t for t, _ in boxes(charts.over_time(fx.flood(), rank=2))]
    assert "This drop holds fewer than 2 claims of more than one day: nothing to draw." in second


def test_more_rows_than_the_limit_are_counted() -> None:
    ax = charts.by_source(fx.crowd(60), limit=10)
    assert len(charts.drawn(ax)) == 10
    assert any("And 50 more reports, not drawn" in text for text, _ in boxes(ax))


def test_settings_of_matplotlib_stay_as_they_were() -> None:
    before = dict(mpl.rcParams)
    charts.by_source(fx.flood())
    assert dict(mpl.rcParams) == before


def test_lists_behind_the_charts() -> None:
    tables = fx.flood()
    assert accounts.contested(tables)["claim_id"].tolist() == ["c1"]
    assert accounts.comparable(tables)["claim_id"].tolist() == ["c1"]
    moved = accounts.most_moved(tables)
    assert moved[["claim_id", "days", "numbers"]].values.tolist() == [["c1", 4, 4]]
    revised = accounts.revisions(tables, "c1")
    assert revised[["speaker", "before", "after"]].values.tolist() == [
        ["Olha Bondar", "At least 400 people", "More than 500 people"]
    ]
    assert accounts.revisions(tables, None).empty
    told = accounts.side_by_side(tables, "c1")
    assert told["says"].tolist()[:3] == ["at least 400", "300 to 500", "up to 650"]


def test_unknown_claim_is_named() -> None:
    with pytest.raises(UnknownKeyError, match="no claim 'nope'"):
        charts.by_source(fx.flood(), "nope")
    with pytest.raises(ValueError, match="by must be"):
        charts.over_time(fx.flood(), by="moon")


def test_numbers_far_apart_share_a_logarithmic_scale() -> None:
    tables = fx.crowd(2)
    tables.figures.loc[0, ["value"]] = 5.0
    tables.figures.loc[1, ["value"]] = 50_000.0
    ax = charts.by_source(tables)
    assert ax.get_xscale() == "log"
    assert any("logarithmic" in text for text, _ in boxes(ax))


@pytest.mark.parametrize(
    ("wanted", "gap", "placed"),
    [
        ([], 1, []),
        ([1.0], 1, [1.0]),
        ([1.0, 1.0], 1, [1.0, 2.0]),
        ([9.9, 9.8], 1, [10.0, 9.0]),
        ([5, 5, 5], 9, [0, 5, 10]),
    ],
)
def test_spread(wanted: list[float], gap: float, placed: list[float]) -> None:
    assert labels.spread(wanted, gap, 0, 10) == pytest.approx(placed)


def test_labels_never_collide_and_give_up_in_a_crowd() -> None:
    anchors = [labels.Anchor(x * 12.0, y * 6.0, 2.0, 20.0, 5.0) for x in range(8) for y in range(8)]
    placed = labels.place(anchors, labels.Box(-30, -30, 120, 80))
    found = [box for box in placed if box]
    assert found
    assert None in placed
    assert not any(a.meets(b) for i, a in enumerate(found) for b in found[i + 1 :])


@pytest.mark.parametrize(("left", "away"), [(3.0, False), (9.0, True)])
def test_a_label_far_from_its_symbol_needs_a_line(left: float, away: bool) -> None:
    anchor = labels.Anchor(0.0, 0.0, 2.0, 20.0, 5.0)
    assert labels.far(labels.Box(left, -2.5, left + 20, 2.5), anchor) is away


def test_wrap_keeps_the_width() -> None:
    lines = labels.wrap("a rather long name of an outlet anduninterruptedlylongword of some kind", 1.0, 8, 3)
    assert len(lines) == 3
    assert all(labels.width(line, 8) <= 1.0 for line in lines)
    assert lines[-1].endswith("…")
