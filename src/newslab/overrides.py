"""The user's word wins: corrections to figures, places, speakers and claims, kept in a CSV beside the drop.

Columns of the file, one correction a row:

``article``
    url, title, path or id of the article; empty means every article of the drop.
``words``
    the words of the row as they stand in the text: a figure's phrase or its numeral, or a place's name.
``occurrence``
    which of the rows with those words in that article, counting from 1; empty means all of them. Articles are named by
    url or title and rows by their words, so that an edit elsewhere in the text does not drop a correction.
``column``
    what to correct: ``value``, ``low``, ``high``, ``bound``, ``counted``, ``outcome``, ``modality``, ``speaker``,
    ``place`` or ``claim`` of a figure, ``wrong`` to take a figure out; ``place_id`` or ``role`` of a place mention;
    ``alias`` to read one thing counted as another in the whole drop, by the words or the noun of ``counted``.
``value``
    the right value. Empty clears it: no speaker, no place. For ``claim`` any label: figures with one label are one
    claim, one with a label of its own stands alone, one with an empty label is in no claim. For ``place`` and
    ``place_id`` a key such as ``gn:706448``.
``reason``
    why, in the user's words; shown beside the row.

A correction that finds no row, and one that contradicts an earlier one, is listed in ``problems``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from newslab import schema
from newslab.drop import sheet
from newslab.drop.items import Problem
from newslab.errors import OverrideError
from newslab.numerals.units import to_si

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    import pandas as pd

    from newslab.gazetteer import Gazetteer

FILE: Final = "overrides.csv"
FIELDS: Final = ("article", "words", "occurrence", "column", "value", "reason")
NUMBERS: Final = frozenset({"value", "low", "high"})
VOCABULARIES: Final = {"bound": schema.BOUNDS, "modality": schema.MODALITIES, "role": schema.ROLES}
FIGURE_COLUMNS: Final = NUMBERS | {"bound", "counted", "outcome", "modality", "speaker", "place", "claim", "wrong"}
PLACE_COLUMNS: Final = frozenset({"place_id", "role"})
_OF_PLACE: Final = (
    "place_id", "geonameid", "iso", "name", "feature", "country", "admin1", "admin1_name",
)  # fmt: skip
DROP_COLUMNS: Final = frozenset({"alias"})
_DEFUSED: Final = re.compile(r"^'(?=\s*[=+\-@])")
"""The mark by which a table to fill in keeps a spreadsheet from calculating "-5 degrees"."""
_YES: Final = ("", "yes", "true", "1", "x")
_UNCOUNTED: Final = "nothing of that name is counted in the drop"


@dataclass(frozen=True, slots=True)
class Override:
    """One correction, with the line of the file it stands on."""

    line: int
    article: str
    words: str
    occurrence: int | None
    column: str
    value: str
    reason: str

    @property
    def label(self) -> str:
        """What the table shows beside a corrected row."""
        return f"line {self.line}: {self.column}={self.value}" + (f" ({self.reason})" if self.reason else "")


def read(path: Path) -> list[Override]:
    """Read and check a file of corrections.

    Parameters
    ----------
    path : pathlib.Path
        CSV with the columns above; further columns (those of ``newslab review``) are ignored. Rows whose
        ``column`` is empty are skipped.

    Raises
    ------
    OverrideError
        Listing every line at fault.
    """
    columns, given = sheet.rows(path)
    missing = [f for f in ("words", "column", "value") if f not in columns]
    if missing:
        raise OverrideError(f"{path.name} lacks the columns {', '.join(missing)}; it needs {', '.join(FIELDS)}")
    rows = [(number, row) for number, row in enumerate(given, start=2) if row["column"]]
    found, faults = [], []
    for number, row in rows:
        fields = {name: _DEFUSED.sub("", row.get(name, "")) for name in FIELDS}
        fault = _fault(fields)
        if fault:
            faults.append(f"line {number}: {fault}")
            continue
        nth = fields.pop("occurrence")
        found.append(Override(number, occurrence=int(nth) if nth else None, **fields))
    if faults:
        raise OverrideError(f"{path.name}: " + "; ".join(faults))
    return found


def _fault(row: dict[str, str]) -> str | None:
    """What is wrong with a row, or None."""
    column, value = row["column"], row["value"]
    known = sorted(FIGURE_COLUMNS | PLACE_COLUMNS | DROP_COLUMNS)
    if column not in known:
        return f"no column {column!r}; columns are {', '.join(known)}"
    if not row["words"]:
        return "no words to find the row by"
    if row["occurrence"] and not (row["occurrence"].isdecimal() and int(row["occurrence"]) > 0):
        return f"occurrence {row['occurrence']!r} is no number from 1"
    if column in NUMBERS and value and not _is_number(value):
        return f"{column} {value!r} is no number"
    if column in VOCABULARIES and value not in VOCABULARIES[column]:
        return f"{column} {value!r} is none of {', '.join(VOCABULARIES[column])}"
    if column == "alias" and not value:
        return "an alias needs the thing it stands for"
    if column == "wrong" and value.casefold() not in _YES:
        return f"wrong {value!r} is neither empty nor yes; without the line the figure stays"
    return None


def _is_number(text: str) -> bool:
    try:
        return abs(float(text)) < float("inf")
    except ValueError:
        return False


@dataclass(slots=True)
class Frames:
    """The tables that corrections touch."""

    articles: pd.DataFrame
    figures: pd.DataFrame
    places: pd.DataFrame


def apply(
    frames: Frames, overrides: Iterable[Override], gazetteer: Gazetteer
) -> tuple[Frames, dict[str, str], list[Problem]]:
    """Apply corrections.

    Parameters
    ----------
    frames : Frames
        Tables as parsed, each with the columns of its contract.
    overrides : iterable of Override
        In the file's order; of two that contradict each other the first one holds.
    gazetteer : Gazetteer
        To look up the keys of places.

    Returns
    -------
    Frames
        Copies with the corrections made, each touched row saying so in ``override``.
    dict
        ``figure_id`` to the label of the claim the user put it in.
    list of Problem
        Corrections that found no row, name no known place, contradict an earlier one, or put a limit on the wrong side.
    """
    out = Frames(frames.articles, frames.figures.copy(), frames.places.copy())
    claims: dict[str, str] = {}
    problems: list[Problem] = []
    done: dict[tuple[str, Any], Override] = {}
    for override in overrides:
        if override.column == "alias":
            problems += [] if _is_counted(out.figures, override.words) else [_problem(override, "unused", _UNCOUNTED)]
            continue
        frame, rows = _rows(out, override)
        if not len(rows):
            problems.append(_problem(override, "unused", "no row of that article has those words"))
            continue
        for index in rows:
            key = (override.column, frame.loc[index, frame.columns[0]])
            if key in done and done[key].value != override.value:
                problems.append(_problem(override, "contradicts", f"line {done[key].line} sets {done[key].value!r}"))
                continue
            done[key] = override
            fault = _set(out, frame, index, override, claims, gazetteer)
            if fault:
                problems.append(_problem(override, "unknown_place", fault))
                break
    problems += _put_in_order(out.figures, frames.figures, done)
    wrong = {figure_id for column, figure_id in done if column == "wrong"}
    out.figures = out.figures[~out.figures["figure_id"].isin(wrong)].reset_index(drop=True)
    return out, claims, problems


def _put_in_order(figures: pd.DataFrame, parsed: pd.DataFrame, done: dict[tuple[str, Any], Override]) -> list[Problem]:
    """Take back the numbers of each figure whose limits do not enclose its value; known once all lines are read."""
    low, value, high = (figures[name] for name in ("low", "value", "high"))
    taken: dict[Override, None] = {}
    for index in figures.index[(low > value) | (value > high) | (low > high)]:
        mine = [o for (_, key), o in done.items() if key == figures.loc[index, "figure_id"]]
        columns = ["value", "low", "high", "value_si"]
        figures.loc[index, columns] = parsed.loc[index, columns]
        figures.loc[index, "override"] = "; ".join(o.label for o in mine if o.column not in NUMBERS) or None
        taken |= dict.fromkeys(o for o in mine if o.column in NUMBERS)
    return [_problem(o, "out_of_order", "low, value and high would not be in order; none is set") for o in taken]


def aliases(overrides: Iterable[Override]) -> dict[str, str]:
    """Things counted that the user wants read as another."""
    return {o.words.casefold(): o.value for o in overrides if o.column == "alias"}


def places_of(frames: Frames, gazetteer: Gazetteer) -> pd.DataFrame:
    """What is known of every place: the mentions, and places without one where only the user puts a figure."""
    import pandas as pd

    mentioned = pd.DataFrame(frames.places[["article_id", "start", "end", *_OF_PLACE]])
    others = sorted(set(frames.figures["place_id"].dropna()) - set(mentioned["place_id"].dropna()))
    found = [place for key in others if (place := gazetteer.get(key)) is not None]
    if not found:
        return mentioned
    added = [{column: getattr(place, column) for column in _OF_PLACE} for place in found]
    return pd.concat([mentioned.astype("object"), pd.DataFrame(added, dtype="object")], ignore_index=True)


def _rows(frames: Frames, override: Override) -> tuple[pd.DataFrame, list[Any]]:
    frame = frames.places if override.column in PLACE_COLUMNS else frames.figures
    words = override.words.casefold()
    match = frame["text"].str.casefold() == words
    if override.column not in PLACE_COLUMNS and not match.any():
        match |= np.array([t[a - s : b - s].casefold() == words for t, s, a, b in _numerals(frame)], dtype=bool)
    if override.article:
        match &= frame["article_id"].isin(_articles(frames.articles, override.article))
    found = frame[match].sort_values(["article_id", "start"])
    if override.occurrence is not None:
        found = found[found.groupby("article_id").cumcount() == override.occurrence - 1]
    return frame, list(found.index)


def _numerals(figures: pd.DataFrame) -> Iterator[tuple[str, int, int, int]]:
    return zip(figures["text"], figures["start"], figures["num_start"], figures["num_end"], strict=True)


def _articles(articles: pd.DataFrame, name: str) -> set[str]:
    wanted = name.casefold()
    hit = articles["article_id"] == name
    for column in ("url", "title", "path"):
        hit |= articles[column].str.casefold() == wanted
    return set(articles.loc[hit.fillna(value=False), "article_id"])


def _set(
    frames: Frames, frame: pd.DataFrame, index: Any, override: Override, claims: dict[str, str], gazetteer: Gazetteer
) -> str | None:
    """Make one correction on one row; what is wrong with it, or None."""
    column, value = override.column, override.value
    if column == "place_id":
        fault = _set_place(frame, index, value, gazetteer)
        if fault:
            return fault
        mention = frame.loc[index, "mention_id"]
        where = frames.figures["place_mention_id"] == mention
        frames.figures.loc[where, "place_id"] = value or None
    elif column == "place":
        if value and gazetteer.get(value) is None:
            return f"no place has the key {value!r}; newslab gazetteer show NAME lists keys"
        frame.loc[index, ["place_id", "place_mention_id", "place_rule"]] = [value or None, None, "override"]
    elif column == "claim":
        claims[frame.loc[index, "figure_id"]] = value
    elif column == "speaker":
        frame.loc[index, ["speaker", "speaker_rule"]] = [value or None, "override"]
        frame.loc[index, "speaker_key"] = value.casefold() or None
        frame.loc[index, ["speaker_kind", "speaker_role", "speaker_country", "speaker_start", "speaker_end"]] = None
    elif column == "counted":
        _set_counted(frame, index, value)
    elif column in NUMBERS:
        _set_number(frame, index, column, float(value) if value else None)
    elif column != "wrong":
        frame.loc[index, column] = value or None
    before = frame.loc[index, "override"]
    frame.loc[index, "override"] = f"{before}; {override.label}" if isinstance(before, str) else override.label
    return None


def _is_counted(figures: pd.DataFrame, words: str) -> bool:
    return any(figures[column].str.casefold().eq(words.casefold()).any() for column in ("counted", "counted_head"))


def _set_counted(figures: pd.DataFrame, index: Any, words: str) -> None:
    """Set the thing counted; its noun comes last."""
    *others, head = words.casefold().split() or [""]
    key = " ".join([*sorted(others), head])
    figures.loc[index, ["counted", "counted_key", "counted_head"]] = [words or None, key or None, head or None]


def _set_number(figures: pd.DataFrame, index: Any, column: str, number: float | None) -> None:
    """Set a number; a limit that was the value itself ("at least 40") moves with it."""
    before = figures.loc[index, "value"]
    moved = [c for c in ("low", "high") if column == "value" and figures.loc[index, c] == before]
    figures.loc[index, [column, *moved]] = number
    unit = figures.loc[index, "unit"]
    if column == "value" and isinstance(unit, str):
        figures.loc[index, "value_si"] = None if number is None else to_si(number, unit)


def _set_place(places: pd.DataFrame, index: Any, key: str, gazetteer: Gazetteer) -> str | None:
    from shapely import Point

    if not key:
        places.loc[index, [*_OF_PLACE, "precision", "geometry"]] = None
        places.loc[index, ["status", "rule", "score"]] = ["unresolved", "override", None]
        return None
    place = gazetteer.get(key)
    if place is None:
        return f"no place has the key {key!r}; newslab gazetteer show NAME lists keys"
    for column in _OF_PLACE:
        places.loc[index, column] = getattr(place, column)
    places.loc[index, ["status", "precision", "rule", "score"]] = [
        "resolved",
        _precision(place.feature),
        "override",
        1.0,
    ]
    places.at[index, "geometry"] = Point(place.lon, place.lat)
    return None


def _precision(feature: str) -> str:
    return feature if feature in schema.PRECISIONS else "vague"


def _problem(override: Override, reason: str, detail: str) -> Problem:
    return Problem(
        FILE,
        None,
        "overrides",
        reason,
        f"line {override.line}, {override.words!r}: {detail}",
        "correct or remove the line",
    )
