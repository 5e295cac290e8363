"""Quantities of a corpus as lines for the scorer.

One look-up table (TABLE) and no other logic: what newslab's columns are called there.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

TABLE = {
    "bound": {"eq": "=", "gt": ">", "ge": ">", "lt": "<", "le": "<", "range": "=", "vague": "="},
    "unit": {
        "pp": "percentage point",
        "lb": "pound-mass",
        "st": "stone",
        "Wh": "watt hour",
        "MWh": "megawatt hour",
        "TWh": "terawatt hour",
        "N m": "newton metre",
        "lb-ft": "pound-foot",
        "V": "volt",
        "GPa": "gigapascal",
        "dB": "decibel",
        "°C": "celsius",
        "°F": "fahrenheit",
        "µg": "microgram",
        "µg/g": "microgram per gram",
        "USD/MMBtu": "dollar per mega british thermal unit",
        "DEM": "deutsche mark",
        "CRC": "costa rican colón",
        "LAK": "lao kip",
    },
    "vague": {
        "dozens": [12, 120],
        "hundreds": [100, 1000],
        "thousands": [1000, 10000],
        "millions": [1e6, 1e7],
        "tens of thousands": [10000, 100000],
        "hundreds of thousands": [100000, 1000000],
        "tens of millions": [1e7, 1e8],
        "hundreds of millions": [1e8, 1e9],
        "billions": [1e9, 1e10],
    },
}


def lines(gold: Path) -> list[dict]:
    from newslab.numerals import find_quantities

    out = []
    for raw in gold.read_text("utf-8").splitlines():
        row = json.loads(raw)
        quantities = []
        for q in find_quantities(row["text"]):
            change = "~" if q.approx else TABLE["bound"][q.bound]
            value = q.value if q.value is not None else [q.low, q.high]
            if q.bound == "vague":
                value = TABLE["vague"].get(row["text"][q.num_start : q.num_end].lower())
                if not value:
                    continue
            unit = TABLE["unit"].get(q.unit, q.unit)
            if q.kind == "age":
                unit = f"{q.unit} of age"
            quantities.append({"value": value, "unit": unit, "change": change})
            if q.alt_unit:
                alt = q.alt_value if q.alt_value is not None else [q.alt_low, q.alt_high]
                quantities.append({"value": alt, "unit": TABLE["unit"].get(q.alt_unit, q.alt_unit), "change": change})
        out.append({"id": row["id"], "quantities": quantities})
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", help="for example newsquant.even")
    parser.add_argument("out", type=Path)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    args = parser.parse_args()
    rows = lines(args.shared / "corpora" / f"{args.corpus}.jsonl")
    args.out.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")


if __name__ == "__main__":
    main()
