"""Our figures of the quantity corpora as prediction lines for ``score_qty.py``.

    python benchmarks/quantities.py newsquant.even --out pred.jsonl [--shared ../shared]
    python ../shared/tools/score_qty.py ../shared/corpora/newsquant.even.jsonl newslab=pred.jsonl

One look-up table and no other logic. Those corpora write a share "per cent" out, call bound and blur "change", give a
vague word the limits of its order of magnitude, and a parallel statement ("18 km (11 miles)") its own line. Their
"concept" is the owner or subject of a figure.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newslab import figures, language
from newslab.articles import Article

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from newslab.figures import Figure

TABLE: dict[Any, Any] = {
    # bound, blurred or not
    ("eq", False): "=", ("gt", False): ">", ("ge", False): ">", ("lt", False): "<", ("le", False): "<",
    ("range", False): "=", ("vague", False): "=", ("eq", True): "~", ("gt", True): ">", ("ge", True): ">",
    ("lt", True): "<", ("le", True): "<", ("range", True): "~", ("vague", True): "~",
    # kind and unit
    ("age", "year"): "year of age", ("age", "month"): "month of age", ("age", "week"): "week of age",
    ("age", "day"): "day of age",
    # unit
    "pp": "percentage point", "lb": "pound-mass", "st": "stone", "Wh": "watt hour", "MWh": "megawatt hour",
    "TWh": "terawatt hour", "N m": "newton metre", "lb-ft": "pound-foot", "V": "volt", "GPa": "gigapascal",
    "dB": "decibel", "°C": "celsius", "°F": "fahrenheit", "µg": "microgram", "µg/g": "microgram per gram",
    "USD/MMBtu": "dollar per mega british thermal unit", "DEM": "deutsche mark", "CRC": "costa rican colón",
    "LAK": "lao kip", "A/cm2": "ampere per square centimetre",
    "nmi": "nautical mile", "light-year": "light year", "sq yd": "square yard", "ha": "hectare",
    "cm2": "square centimetre", "cl": "centilitre", "m3": "cubic metre", "km3": "cubic kilometre",
    "acre-foot": "acre foot", "kt": "kilotonne", "Mt": "megatonne", "Gt": "gigaton", "ms": "millisecond",
    "J": "joule", "kJ": "kilojoule", "kcal": "kilocalorie", "TW": "terawatt", "kV": "kilovolt", "A": "ampere",
    "N": "newton", "Pa": "pascal", "hPa": "hectopascal", "kPa": "kilopascal", "MPa": "megapascal",
    "psi": "pound per square inch", "mb": "millibar", "MHz": "megahertz", "kB": "kilobyte", "TB": "terabyte",
    "PB": "petabyte", "Mbps": "megabit per second", "Gbps": "gigabit per second", "MP": "megapixel", "K": "kelvin",
    "TWD": "new taiwan dollar", "BRL": "brazilian real", "ARS": "argentine peso", "CLP": "chilean peso",
    "COP": "colombian peso", "PHP": "philippine peso", "PKR": "pakistani rupee", "LKR": "sri lankan rupee",
    "NPR": "nepalese rupee", "IDR": "indonesian rupiah", "THB": "thai baht", "VND": "vietnamese dong",
    "KRW": "south korean won", "RUB": "russian ruble", "UAH": "ukrainian hryvnia", "PLN": "polish zloty",
    "CZK": "czech koruna", "HUF": "hungarian forint", "RON": "romanian leu", "BGN": "bulgarian lev",
    "RSD": "serbian dinar", "SEK": "swedish krona", "NOK": "norwegian krone", "ISK": "icelandic krona",
    "EGP": "egyptian pound", "LBP": "lebanese pound", "SYP": "syrian pound", "IQD": "iraqi dinar",
    "JOD": "jordanian dinar", "KWD": "kuwaiti dinar", "IRR": "iranian rial", "SAR": "saudi riyal",
    "AED": "united arab emirates dirham", "NGN": "nigerian naira", "KES": "kenyan shilling",
    "UGX": "ugandan shilling", "GHS": "ghanaian cedi", "ETB": "ethiopian birr", "KZT": "kazakhstani tenge",
    "GEL": "georgian lari", "AMD": "armenian dram", "BDT": "bangladeshi taka", "AFN": "afghan afghani",
    "ATS": "austrian schilling", "NLG": "dutch guilder", "ESP": "spanish peseta",
    # vague words
    "dozens": [12, 120], "hundreds": [1e2, 1e3], "thousands": [1e3, 1e4], "tens of thousands": [1e4, 1e5],
    "hundreds of thousands": [1e5, 1e6], "millions": [1e6, 1e7], "tens of millions": [1e7, 1e8],
    "hundreds of millions": [1e8, 1e9], "billions": [1e9, 1e10],
}  # fmt: skip


def line(figure: Figure, text: str) -> list[dict[str, Any]]:
    """One figure as one or two lines: none where a vague word has no limits there, two for a parallel statement."""
    q = figure.quantity
    words = text[q.num_start : q.num_end].lower()
    value = q.value if q.value is not None else [q.low, q.high] if q.low is not None else TABLE.get(words)
    unit = figure.counted_key if figure.kind in ("count", "ratio") else figure.unit
    shared = {"change": TABLE[q.bound, q.approx], "concept": figure.subject}
    first = {"value": value, "unit": TABLE.get((figure.kind, unit), TABLE.get(unit, unit)), **shared}
    alt = q.alt_value if q.alt_value is not None else [q.alt_low, q.alt_high]
    second = {"value": alt, "unit": TABLE.get(q.alt_unit, q.alt_unit), **shared}
    return [first][: value is not None] + [second][: q.alt_unit is not None]


def prediction(doc: Doc, text_id: str) -> dict[str, Any]:
    """One prediction line."""
    found = figures.find(doc, Article(article_id=text_id, text=doc.text))
    return {"id": text_id, "quantities": [row for figure in found for row in line(figure, doc.text)]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", help="for example newsquant.even")
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    source = args.shared / "corpora" / f"{args.corpus}.jsonl"
    gold = [json.loads(row) for row in source.read_text(encoding="utf-8").splitlines()]
    with args.out.open("w", encoding="utf-8") as out:
        for row, doc in zip(gold, language.parse(row["text"] for row in gold), strict=True):
            out.write(json.dumps(prediction(doc, row["id"]), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
