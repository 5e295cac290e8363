"""What is told of a claim: its figures, one row per thing one article says, ready to be drawn or listed."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from newslab import escape, lexicon, schema
from newslab.errors import UnknownKeyError
from newslab.numerals import units

if TYPE_CHECKING:
    import pandas as pd

    from newslab.tables import Tables

_SAID: Final = ["value", "low", "high", "bound", "approx"]
_SAME: Final = ["article_id", "speaker_key", "value", "low", "high", "bound", "planned"]
_NUMBERS: Final = ("value", "low", "high")
_LABEL: Final = 46  # characters that fit beside a row of a chart
_BOUND: Final = {"ge": "at least ", "gt": "more than ", "le": "up to ", "lt": "less than "}
_NOUNS: Final = {
    "capacity": "(capacity)", "casualties": "killed or wounded", "control": "controlled", "en_route": "on the way",
    "refugees": "made refugees",
}  # fmt: skip
"""Outcomes that are no participles, as they are said of things and people."""
_UNITS: Final = {"person": "people", "household": "households", "percent": "per cent", "%": "per cent"}


def pick(tables: Tables, claim: str | None = None, rank: int = 1) -> pd.Series[Any] | None:
    """Find a claim by its id, or by its rank among the best-covered; None where the drop has not so many.

    Raises
    ------
    UnknownKeyError
        If there is no such claim.
    """
    if claim is None:
        best = best_covered(tables, rank)
        return None if len(best) < rank else best.iloc[rank - 1]
    found = tables.claims[tables.claims["claim_id"] == claim]
    if found.empty:
        raise UnknownKeyError(f"no claim {claim!r}; tables.claims.claim_id lists them")
    return found.iloc[0]


def best_covered(tables: Tables, n: int = 6, *, origins: int = 1) -> pd.DataFrame:
    """List the claims most sources speak of: most origins first, then outlets, then different ways to put the number.

    Parameters
    ----------
    tables : Tables
        Parsed drop.
    n : int
        At most so many.
    origins : int
        Only claims with at least so many independent origins.
    """
    ways = tables.figures.drop_duplicates(["claim_id", *_SAID])["claim_id"].value_counts()
    claims = tables.claims[tables.claims["n_origins"] >= origins]
    claims = claims.assign(ways=claims["claim_id"].map(ways))
    order = ["n_origins", "n_outlets", "ways", "n_figures", "claim_id"]
    ranked = claims.sort_values(order, ascending=[False, False, False, False, True])
    return ranked.drop(columns="ways").head(n).reset_index(drop=True)


def comparable(tables: Tables, n: int = 6) -> pd.DataFrame:
    """List the claims of two or more origins: contradictions first, then other differences, then the widest agreement.

    Parameters
    ----------
    tables : Tables
        Parsed drop.
    n : int
        At most so many.
    """
    claims = tables.claims[tables.claims["n_origins"] > 1]
    order = claims["agreement"].astype("str").map(list(schema.AGREEMENT).index)
    ranked = claims.assign(order=order, spread=claims["high"] / claims["low"].where(claims["low"] > 0))
    by = ["order", "spread", "n_origins", "claim_id"]
    ranked = ranked.sort_values(by, ascending=[False, False, False, True])
    return ranked.drop(columns=["order", "spread"]).head(n).reset_index(drop=True)


def contested(tables: Tables, n: int = 6) -> pd.DataFrame:
    """List the claims whose origins do not simply agree, contradictions first.

    Parameters
    ----------
    tables : Tables
        Parsed drop.
    n : int
        At most so many.
    """
    claims = comparable(tables, len(tables.claims))
    return claims[claims["agreement"] != "consistent"].head(n).reset_index(drop=True)


def most_moved(tables: Tables, n: int = 6) -> pd.DataFrame:
    """List the claims reported on most days with most different numbers; ``days`` and ``numbers`` count them.

    Parameters
    ----------
    tables : Tables
        Parsed drop.
    n : int
        At most so many; only claims with at least two days.
    """
    dated = tables.figures.merge(tables.articles[["article_id", "published"]], on="article_id", how="left")
    dated = stated(dated[dated["claim_id"].notna() & dated["published"].notna()])
    told = dated.assign(number=dated["value"].fillna(dated["low"])).groupby("claim_id")
    counts = told.agg(days=("published", "nunique"), numbers=("number", "nunique")).reset_index()
    moved = tables.claims.merge(counts[counts["days"] > 1], on="claim_id", validate="one_to_one")
    order = ["numbers", "days", "n_origins", "claim_id"]
    return moved.sort_values(order, ascending=[False, False, False, True]).head(n).reset_index(drop=True)


def revisions(tables: Tables, claim: str | None) -> pd.DataFrame:
    """List where one speaker gave another number than on a day before.

    Parameters
    ----------
    tables : Tables
        Parsed drop.
    claim : str or None
        ``claim_id``; None gives no rows.

    Returns
    -------
    pandas.DataFrame
        ``speaker, from_day, before, to_day, after``; the words as printed.
    """
    import pandas as pd

    rows = []
    told = stated(of_claim(tables, claim)) if claim else of_claim(tables, "")
    told = told[told["published"].notna() & told["speaker_key"].notna() & (told["bound"] != "vague")]
    for _, said in told.groupby("speaker_key", sort=True):
        for old, new in pairwise(records(said.sort_values("published", kind="stable"))):
            if amount(old) != amount(new) and old["published"] < new["published"]:
                rows.append((new["speaker"], old["published"], old["text"], new["published"], new["text"]))
    return pd.DataFrame(rows, columns=["speaker", "from_day", "before", "to_day", "after"])


def side_by_side(tables: Tables, claim: str | None) -> pd.DataFrame:
    """List every report of a claim with the sentence it stands in.

    Parameters
    ----------
    tables : Tables
        Parsed drop.
    claim : str or None
        ``claim_id``; None gives no rows.

    Returns
    -------
    pandas.DataFrame
        ``said_by, where, says, sentence, article_id, start, end``.
    """
    told = of_claim(tables, claim or "")
    told["says"] = [_as_printed(row) for row in records(told)]
    told = told.rename(columns={"who": "said_by", "where_said": "where"})
    return told[["said_by", "where", "says", "sentence", "article_id", "start", "end"]]


def of_claim(tables: Tables, claim_id: str) -> pd.DataFrame:
    """One row per distinct report of a claim, oldest first, undated last.

    What one article says several times (headline, lede, quote) is one report; ``mentions`` counts them. Numbers are in
    the claim's unit, whatever was printed.

    Returns
    -------
    pandas.DataFrame
        The columns of the figures table and ``outlet, published, copy, mentions, who, where_said, printed_unit``.
    """
    figures = _in_unit(tables.figures[tables.figures["claim_id"] == claim_id], _claim_unit(tables, claim_id))
    articles = tables.articles[["article_id", "label", "outlet", "published", "copy_group"]]
    rows = figures.merge(articles, on="article_id", how="left", validate="many_to_one")
    rows["planned"] = rows["modality"] == "planned"
    rows["mentions"] = rows.groupby(_SAME, dropna=False, observed=True)["figure_id"].transform("size")
    rows = rows.sort_values(["published", "article_id", "lead", "start"], ascending=[True, True, False, True])
    rows = rows.drop_duplicates(_SAME).reset_index(drop=True)
    rows["who"] = [_who(row) for row in records(rows)]
    rows["where_said"] = [_where(row) for row in records(rows)]
    return rows


def _claim_unit(tables: Tables, claim_id: str) -> Any:
    return next(iter(tables.claims.loc[tables.claims["claim_id"] == claim_id, "unit"]), None)


def _in_unit(figures: pd.DataFrame, unit: Any) -> pd.DataFrame:
    """Give the numbers in one unit: reports in miles and in kilometres stand on one scale."""
    both = [(printed, unit) for printed in figures["unit"] if isinstance(printed, str) and isinstance(unit, str)]
    factor = {printed: units.times(printed, into) for printed, into in both}
    known = {printed: times for printed, times in factor.items() if times is not None}
    numbers = {name: figures[name] * figures["unit"].map(known).astype("float64").fillna(1.0) for name in _NUMBERS}
    shown = [unit if printed in known else printed for printed in figures["unit"]]
    return figures.assign(**numbers, printed_unit=figures["unit"], unit=shown)


def stated(told: pd.DataFrame) -> pd.DataFrame:
    """Keep what is neither a plan nor a denial."""
    return told[~told["modality"].isin(("planned", "denied"))]


def _as_printed(row: dict[str, Any]) -> str:
    """The number as printed, with its unit where that is not the claim's."""
    changed = isinstance(row["unit"], str) and row["printed_unit"] != row["unit"]
    return escape.line(row["text"]) if changed else amount(row)


def _who(row: dict[str, Any]) -> str:
    import pandas as pd

    who = row["speaker"] if pd.notna(row["speaker"]) else "no speaker named"
    side = f" ({row['speaker_country']})" if pd.notna(row["speaker_country"]) else ""
    relay = f", via {row['relay']}" if pd.notna(row["relay"]) and row["relay"] != row["speaker"] else ""
    return f"{who}{side}{relay}"


def _where(row: dict[str, Any]) -> str:
    import pandas as pd

    date = row["published"]
    rest = f", {date.day} {date:%b %Y}" if pd.notna(date) else ", no date"
    rest += ", a copy" if row["copy_group"] != row["article_id"] else ""
    room = _LABEL - len(rest)
    if pd.isna(row["outlet"]):
        return f"in unnamed outlet (“{escape.line(row['label'], room - 19)}”){rest}"
    return f"in {escape.line(row['label'], room)}{rest}"


def day(date: Any) -> str:
    """Write a date, or that there is none."""
    import pandas as pd

    return f"{date.day} {date:%B %Y}" if pd.notna(date) else "no date"


def heading(claim: pd.Series[Any]) -> str:
    """Name the claim: what, its outcome, where and when. A verb outside the lexicon stands in brackets."""
    import pandas as pd

    what, outcome = str(claim["what"]), claim["outcome"]
    if pd.notna(outcome) and str(outcome) not in what and not _tells(what):
        plain = _NOUNS.get(str(outcome), str(outcome).replace("_", " "))
        what += f" {plain}" if outcome in _outcomes() else f" ({plain})"
    where = str(claim["place"]) if pd.notna(claim["place"]) else ""
    when = _days(claim["date_start"], claim["date_end"])
    return what + (" – " if where or when else "") + ", ".join(filter(None, [where, when]))


def headings(claims: pd.DataFrame) -> list[str]:
    """Name claims that stand side by side: those of one name with their numbers."""
    names = [heading(claim) for _, claim in claims.iterrows()]
    told = [(claim["low"], claim["high"]) for _, claim in claims.iterrows()]
    return [f"{name} ({_span(*limits)})" if names.count(name) > 1 else name
            for name, limits in zip(names, told, strict=True)]  # fmt: skip


def _span(low: float, high: float) -> str:
    """Write the numbers of a claim, as far as it has any."""
    known = [number(n) for n in (low, high) if n == n]
    return " to ".join(dict.fromkeys(known)) or "uncounted"


def _days(start: Any, end: Any) -> str:
    """Write the time a claim is about, where it is known to a month or better."""
    if start != start or end != end or (end - start).days > 31:  # NaT is not itself
        return ""
    if start == end:
        return day(start)
    return f"{start.day} {start:%b} to {end.day} {end:%b %Y}"


def _tells(what: str) -> bool:
    """Tell whether the thing counted is an outcome itself: deaths, arrests."""
    last = what.lower().split(" ")[-1]
    return bool({last, last.removesuffix("s"), f"{last.removesuffix('ies')}y"} & _event_nouns())


@cache
def _event_nouns() -> frozenset[str]:
    return frozenset(noun for nouns in lexicon.read("outcomes.yaml")["event"].values() for noun in nouns)


@cache
def _outcomes() -> frozenset[str]:
    sections = lexicon.read("outcomes.yaml").values()
    return frozenset(name for section in sections if isinstance(section, dict) for name in section)


def unit(claim: pd.Series[Any]) -> str:
    """Name the unit of the claim's numbers."""
    import pandas as pd

    if pd.isna(claim["unit"]):
        return ""
    known = _UNITS.get(str(claim["unit"]))
    return known or str(claim["what"] if claim["kind"] == "count" else claim["unit"])


def number(value: float) -> str:
    """Write a number for a reader: 160,000, 4.5, 1.2 million."""
    if abs(value) >= 1e6:
        scaled, name = (value / 1e9, "billion") if abs(value) >= 1e9 else (value / 1e6, "million")
        return f"{scaled:,.4g} {name}"
    return f"{value:,.0f}" if value == round(value) else f"{value:,.4g}"


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """List the rows of a frame as mappings."""
    return [{str(k): v for k, v in row.items()} for row in frame.to_dict("records")]


def amount(row: dict[str, Any]) -> str:
    """Write what a figure says: "at least 400", "300 to 500", "dozens"."""
    import pandas as pd

    if row["bound"] == "range":
        said = f"{number(row['low'])} to {number(row['high'])}"
    elif row["bound"] == "vague" or pd.isna(row["value"]):
        return f"no number (“{row['text']}”)"
    else:
        said = number(row["value"])
    return f"{_BOUND.get(str(row['bound']), '')}{'about ' if row['approx'] else ''}{said}"
