"""The prose of the notebooks, computed: a standfirst for each story, and one figure followed from words to row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from newslab import maps, view
from newslab.charts import accounts
from newslab.charts.canvas import of

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from newslab.evaluate import Evaluation
    from newslab.tables import Tables
    from newslab.view import Shown


_SHORT: Final = 500  # words of an article that is followed by hand


def drop(tables: Tables) -> Shown:
    """Say what is in the drop: articles, outlets, days, and what could not be read."""
    articles = tables.articles
    outlets, undated = articles["outlet_key"].nunique(), int(articles["published"].isna().sum())
    lacking = {
        "without a date": undated if undated < len(articles) else 0,
        "without a named outlet": int(articles["outlet"].isna().sum()) if outlets else 0,
        "a near copy of another": int((articles["copy_group"] != articles["article_id"]).sum()),
    }
    lacks = ", ".join(f"{n}{'' if k else ' of them'} {what}" for k, (what, n) in enumerate(_some(lacking)))
    return view.paragraph(
        f"{of(len(articles), 'article')} of {of(outlets, 'outlet') if outlets else 'unnamed outlets'}, "
        f"{_span(articles['published'].dropna())}. {lacks}{'. ' if lacks else ''}"
        f"{of(len(tables.problems), 'problem') if len(tables.problems) else 'No problem'} on the way"
        f"{', listed below' if len(tables.problems) else ''}. newslab read "
        f"{of(len(tables.figures), 'figure')}, {of(len(tables.places), 'place name')}, "
        f"{of(len(tables.quotes), 'quote')} and {of(len(tables.claims), 'claim')} in them."
    )


def _some(counts: dict[str, int]) -> list[tuple[str, int]]:
    return [(what, n) for what, n in counts.items() if n]


def _span(days: pd.Series[Any]) -> str:
    if days.empty:
        return "none of them dated"
    first, last = days.min(), days.max()
    if first == last:
        return f"published on {accounts.day(first)}"
    return f"published from {accounts.day(first)} to {accounts.day(last)}"


def one_article(tables: Tables, article_id: str | None) -> Shown:
    """Say what was read in one article."""
    if article_id is None:
        return view.paragraph("This drop holds no figure to follow.")
    article = tables.article(article_id)
    title = article["title"] if isinstance(article["title"], str) else article["label"]
    figures, places = (frame[frame["article_id"] == article_id] for frame in (tables.figures, tables.places))
    credited, placed = int(figures["speaker"].notna().sum()), int(figures["place_id"].notna().sum())
    return view.paragraph(
        f"“{title}”: {of(len(figures), 'figure')}, "
        f"{credited} of them credited to somebody and {placed} with a place; {of(len(places), 'place name')}, "
        f"{len(maps.literal(places))} of which may go on a map."
    )


def reported(tables: Tables) -> Shown:
    """Say what is reported most, and by how many."""
    claims = tables.claims
    if claims.empty:
        return view.paragraph("No figure of this drop could be made a claim: there is nothing to compare.")
    top, shared = accounts.best_covered(tables, 1).iloc[0], int((claims["n_origins"] > 1).sum())
    return view.paragraph(
        f"{of(len(claims), 'thing')} counted in this drop; {shared} of them by two or more independent origins. Best "
        f"covered: {accounts.heading(top)}, in {of(top['n_articles'], 'article')} of {of(top['n_outlets'], 'outlet')}, "
        f"from {of(top['n_origins'], 'independent origin')}. Lowest and highest follow the rule “{top['rule']}”."
    )


def where(tables: Tables) -> Shown:
    """Say how many places are on the map, and how many names are not."""
    found, lost = maps.settled(tables), maps.unplaced(tables)
    other = int((tables.places["role"] != "literal").sum())
    acts = "speaks or acts, names a people or belongs" if other == 1 else "speak or act, name a people or belong"
    stay = f"{other} of them {acts} to another name, and {'stays' if other == 1 else 'stay'} off the map. "
    most = f" Most mentioned: {', '.join(found['name'].head(3))}." if len(found) else ""
    rest = f"{'The rest name' if other else 'They name'} {of(len(found), 'place')} on the map"
    none = f"; {of(len(lost), 'name')} could not be settled and {'gets' if len(lost) == 1 else 'get'} no pin"
    return view.paragraph(
        f"{of(len(tables.places), 'place name')} in {of(len(tables.articles), 'article')}. "
        f"{stay if other else ''}{rest}{none if len(lost) else ''}.{most}"
    )


def disputed(tables: Tables) -> Shown:
    """Say how many claims agree and how many do not."""
    several = tables.claims[tables.claims["n_origins"] > 1]
    if several.empty:
        return view.paragraph("No claim of this drop has two independent origins: agreement cannot be judged.")
    counts = several["agreement"].astype("str").value_counts()
    parts = ", ".join(f"{n} {name}" for name, n in counts.items())
    return view.paragraph(
        f"{of(len(several), 'claim')} with two or more independent origins: {parts}. The verdict asks whether the "
        "words allow one number that fits them all; it does not ask which is true."
    )


def moved(tables: Tables) -> Shown:
    """Say which claim moved most."""
    claims = accounts.most_moved(tables, 100)
    if claims.empty:
        return view.paragraph("No claim of this drop is dated on more than one day: no movement can be shown.")
    top = claims.iloc[0]
    changed = len(accounts.revisions(tables, str(top["claim_id"])))
    return view.paragraph(
        f"{of(len(claims), 'claim')} reported on more than one day. The one with most different numbers: "
        f"{accounts.heading(top)}, {of(int(top['numbers']), 'number')} on {of(int(top['days']), 'day')}, with "
        f"{of(changed, 'revision')} by the same speaker."
    )


def quality(evaluation: Evaluation) -> Shown:
    """Say how much was found and how much of it is right."""
    rows = evaluation.columns.set_index("column")
    weakest = rows["f1"].idxmin()
    found = rows.loc["figure"]
    right = rows["precision"]
    return view.paragraph(
        f"On {of(int(found['gold']), 'labelled figure')}: {right['figure']:.1%} of the figures read are figures, and "
        f"{found['recall']:.1%} of the figures there were read. Of what was read, the value is right in "
        f"{right['value']:.1%}, the speaker in {right['speaker']:.1%}, the place in {right['place']:.1%}. "
        f"Weakest: {weakest} (F {rows.loc[weakest, 'f1']:.2f})."
    )


def changed(changes: pd.DataFrame) -> Shown:
    """Say what changed between two deliveries, from :func:`newslab.diff`."""
    if changes.empty:
        return view.paragraph("Nothing changed between the two deliveries.")
    counts = changes.groupby(["table", "change"], sort=True).size()
    parts = [f"{table}: {', '.join(f'{n} {kind}' for kind, n in part.droplevel(0).items())}" for table, part in
             counts.groupby(level=0)]  # fmt: skip
    return view.paragraph("; ".join(parts) + ".")


def example(tables: Tables) -> str | None:
    """Choose the article with most figures that have a speaker and a place, of those short enough to be read at once.

    None where no figure was read.
    """
    figures = tables.figures
    known = figures["speaker"].notna().astype("int64") + figures["place_id"].notna()
    totals = known.groupby(figures["article_id"]).sum().sort_index()
    short = totals[totals.index.isin(tables.articles.loc[tables.articles["n_words"] <= _SHORT, "article_id"])]
    best = short if len(short) else totals
    return str(best.idxmax()) if len(best) else None


def steps(tables: Tables, article_id: str | None, nth: int = 1) -> pd.DataFrame:
    """Follow one figure from its words to its row.

    Parameters
    ----------
    tables : Tables
        Parsed drop.
    article_id : str or None
        Which article; None gives no rows.
    nth : int
        The best-read figure of the article is 1.

    Returns
    -------
    pandas.DataFrame
        ``step, words, understood, because``: what was read at each stage, and the rule or basis that decided it.
    """
    import pandas as pd

    columns = ["step", "words", "understood", "because"]
    figures = tables.figures[tables.figures["article_id"] == article_id]
    figures = figures.assign(known=figures[["speaker", "place_id", "outcome", "counted"]].notna().sum(axis=1))
    figures = figures.sort_values(["known", "start"], ascending=[False, True], kind="stable")
    if len(figures) < nth:
        return pd.DataFrame(columns=columns)
    row = accounts.records(figures)[nth - 1]
    text = str(tables.article(str(article_id))["text"])
    mention = tables.places[tables.places["mention_id"] == row["place_mention_id"]]
    place = accounts.records(mention)[0] if len(mention) else {"text": None, "name": None, "status": None}
    pin = place["name"] if place["status"] in (None, "resolved") else f"{place['status']}: {place['rule']}"
    claims = tables.claims[tables.claims["claim_id"] == row["claim_id"]]
    claim = f"{accounts.heading(claims.iloc[0])} ({row['claim_id']})" if len(claims) else None
    found = [
        ("the words", text[row["start"] : row["end"]], f"characters {row['start']} to {row['end']}", row["section"]),
        ("the number", text[row["num_start"] : row["num_end"]], accounts.amount(row), row["figure_rule"]),
        ("what is counted", row["counted"], row["counted_key"], f"{row['kind']}, unit {row['unit']}"),
        ("what happened to it", None, row["outcome"], f"{row['change']}, {row['modality']}"),
        ("who said so", _slice(text, row, "speaker"), row["speaker"], row["speaker_rule"]),
        ("through whom", _slice(text, row, "relay"), row["relay"], None),
        ("where", place["text"], pin, row["place_rule"]),
        ("when", row["date_cue"], row["date_start"], row["date_basis"]),
        ("which claim", None, claim, row["link_rule"]),
    ]  # fmt: skip
    return pd.DataFrame(found, columns=columns).astype("object")


def export(folder: str | Path, **frames: pd.DataFrame) -> Shown:
    """Write frames as CSV into a folder, formulas defused, or only say what would be written where none is given.

    Parameters
    ----------
    folder : path
        Is made if need be.
    **frames : pandas.DataFrame
        File names and contents.
    """
    from pathlib import Path

    import pandas as pd

    from newslab.tables import defuse

    for name, frame in frames.items():
        if str(folder):
            Path(folder).mkdir(parents=True, exist_ok=True)
            plain = defuse(pd.DataFrame(frame.drop(columns="geometry", errors="ignore")))
            plain.to_csv(Path(folder) / f"{name}.csv", index=False)
    done = "written" if str(folder) else "not written: no export_path given"
    return view.table(pd.DataFrame([(f"{name}.csv", len(f), done) for name, f in frames.items()],
                                   columns=["file", "rows", "status"]))  # fmt: skip


def _slice(text: str, row: dict[str, Any], who: str) -> str | None:
    start, end = row[f"{who}_start"], row[f"{who}_end"]
    return text[int(start) : int(end)] if start == start and start is not None and str(start) != "<NA>" else None
