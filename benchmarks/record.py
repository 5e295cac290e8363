"""Figures of a drop beside the reference series of the shared folder: a check on the reading that needs no labels.

    python benchmarks/record.py ../shared/drops/native [--shared ../shared] [--words]

Each series is compared with the figures credited to the body that publishes it. "Other size" are those whose number is
less than half or more than twice the entry: a day's toll beside a total to date. What is left outside is most likely
misread; ``--words`` prints it with its sentence.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

import newslab as nl

OTHER_SIZE = 2.0
PEOPLE = ("killed", "injured", "casualties", "lost")


@dataclass(frozen=True)
class Record:
    """A series, who publishes it, and which figures count the same."""

    name: str
    series: pd.DataFrame
    speaker: str
    unit: str
    outcomes: tuple[str, ...] = ()
    days: int = 2
    counted: str = ""

    def compare(self, tables: nl.Tables) -> pd.DataFrame:
        """The body's own figures beside its series."""
        figures = tables.figures
        meant = figures["speaker_key"].str.contains(self.speaker, regex=True).fillna(value=False)
        meant &= figures["unit"] == self.unit
        meant &= figures["counted"].fillna("").str.contains(self.counted)
        if self.outcomes:
            meant &= figures["outcome"].isin(self.outcomes)
        return nl.compare(tables, self.series, figures=figures[meant], unit=self.unit, days=self.days)


def daily(path: Path, date: str, column: str, source: str) -> pd.DataFrame:
    rows = pd.DataFrame(json.loads(path.read_text(encoding="utf-8"))).dropna(subset=[column])
    return pd.DataFrame({"date": rows[date], "low": rows[column], "high": rows[column], "source": source})


def estimates(path: Path, kind: str, country: str) -> pd.DataFrame:
    """Estimates of losses by date and source; several of one source and day are one from the least to the most."""
    rows = pd.read_csv(path, thousands=",").rename(columns={"estimate_low": "low", "estimate_high": "high"})
    rows = rows[(rows["type"] == kind) & (rows["country"] == country)]
    rows["low"], rows["high"] = rows["low"].fillna(rows["estimate"]), rows["high"].fillna(rows["estimate"])
    rows["date"] = pd.to_datetime(rows["date"], format="%d/%m/%Y")
    return rows.groupby(["date", "source"], as_index=False).agg(low=("low", "min"), high=("high", "max"))


def launched(truth: Path, category: str) -> pd.DataFrame:
    """Missiles or drones launched on each day an attack ended."""
    models = pd.read_csv(truth / "DTL-DA__missiles_and_uavs.csv").set_index("model")["category"]
    rows = pd.read_csv(truth / "DTL-DA__missile_attacks_daily.csv")
    kinds = rows["model"].map(models[~models.index.duplicated()]).fillna("")
    rows = rows[kinds.str.contains(category, regex=False)]
    days = rows.groupby(rows["time_end"].str[:10])["launched"].sum().reset_index()
    return pd.DataFrame(
        {"date": days["time_end"], "low": days["launched"], "high": days["launched"], "source": "Air Force"}
    )


def records(truth: Path) -> list[Record]:
    gaza = truth / "TechForPalestine__casualties_daily.json"
    lebanon = truth / "TechForPalestine__lebanon_casualties_daily.json"
    losses = truth / "PetroIvaniuk__russia_losses_equipment.json"
    economist = truth / "TheEconomist__Soldier_deaths_casualties_in_Ukraine_-_estimates.csv"
    ministry, staff = r"^(?!.*\((?!PS)[A-Z]{2}\)).*(?:hamas-run|health ministry|gaza)", r"general staff|armed forces"
    found = []
    for outcome in ("killed", "injured"):
        column = f"{outcome}_cum"
        found += [
            Record(f"Gaza {outcome}", daily(gaza, "report_date", f"ext_{column}", "ministry"), ministry, "person",
                   (outcome,)),
            Record(f"Lebanon {outcome}", daily(lebanon, "report_date", column, "ministry"), r"\(LB\)|leban", "person",
                   (outcome,), days=7),
        ]  # fmt: skip
    people = daily(truth / "PetroIvaniuk__russia_losses_personnel.json", "date", "personnel", "General Staff")
    found.append(Record("General Staff, personnel", people, staff, "person", PEOPLE))
    for column in ("tank", "aircraft", "helicopter", "drone", "cruise missiles", "naval ship"):
        series, unit = daily(losses, "date", column, "General Staff"), column.split()[-1].removesuffix("s")
        found.append(Record(f"General Staff, {column}", series, staff, unit))
    for category, unit in (("missile", "missile"), ("UAV", "drone")):
        found.append(Record(f"Launched in a day, {unit}", launched(truth, category), "zelensk|air force", unit,
                            ("fired", "launched"), days=0))  # fmt: skip
    for kind, country in (("deaths", "russia"), ("casualties", "russia"), ("deaths", "ukraine")):
        side = "adviser|ukrain|pentagon|defen[cs]e|officials|csis|mediazona"
        series, outcomes = estimates(economist, kind, country), PEOPLE[:1] if kind == "deaths" else PEOPLE[1:]
        found.append(Record(f"Estimates, {kind} {country}", series, side, "person", outcomes, days=60,
                            counted="soldier|troop|servicem|casualt|personnel|(?i:russian)"))  # fmt: skip
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("drop", type=Path)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--words", action="store_true", help="print what is outside, with its sentence")
    args = parser.parse_args()
    tables = nl.parse(args.drop)
    print(f"{'series':<30}{'compared':>9}{'within':>8}{'of its size':>13}{'outside':>9}{'other size':>12}{'not':>6}")
    for record in records(args.shared / "truth"):
        found = record.compare(tables)
        compared = found[found["verdict"] != "not compared"]
        size = compared["ratio"].between(1 / OTHER_SIZE, OTHER_SIZE)
        within, outside = compared["verdict"] == "within", compared["verdict"] == "outside"
        counts = (len(compared), within.sum(), (within & size).sum(), (outside & size).sum(), (outside & ~size).sum())
        print(f"{record.name:<30}" + "".join(f"{n:>{w}}" for n, w in zip(counts, (9, 8, 13, 9, 12), strict=True))
              + f"{len(found) - len(compared):>6}")  # fmt: skip
        if args.words:
            for row in compared[outside].itertuples():
                print(f"    {row.text} | {row.speaker} | {row.day:%Y-%m-%d} | {row.series_source}: {row.series_low:g} "
                      f"to {row.series_high:g} | {row.sentence}")  # fmt: skip


if __name__ == "__main__":
    main()
