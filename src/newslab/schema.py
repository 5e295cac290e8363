"""The tables as contracts: each column's type, unit, allowed values and meaning.

One list of :class:`Column` per table is the single source for everything that must agree on it: the typed frames and
their checks (:mod:`newslab.contracts`) and the data dictionary in the README (:func:`dictionary`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from newslab.errors import ContractError

if TYPE_CHECKING:
    from collections.abc import Mapping


# --- closed vocabularies -------------------------------------------------------------------------------------------
PUBLISHED_BASIS: Final = ("header", "byline", "metadata", "filename", "text", "none")
OUTLET_BASIS: Final = ("given", "metadata", "host", "filename", "text", "none")
ARTICLE_STATUS: Final = ("read", "not_english", "empty")
LINE_LABELS: Final = (
    "headline", "dateline", "byline", "body", "background", "caption",
    "advert", "links", "author_note", "signup", "furniture", "tail",
)  # fmt: skip
READABLE: Final = frozenset({"headline", "dateline", "body", "background", "caption"})
"""Line labels whose figures and places are rows; everything else is page furniture."""

MINOR: Final = 0.3
"""Figures with a lower score ("one of the", an age in a description) are kept in the table, but neither marked in an
article nor joined into claims."""
BOUNDS: Final = ("eq", "gt", "ge", "lt", "le", "range", "vague")
KINDS: Final = (
    "count", "area", "distance", "percent", "money", "duration", "age", "rate", "ratio", "mass", "volume", "speed",
    "energy", "temperature", "other",
)  # fmt: skip
CHANGES: Final = ("level", "increment", "decrease", "subset", "cumulative")
MODALITIES: Final = ("stated", "claimed", "estimated", "planned", "confirmed", "denied", "hearsay")
SPEAKER_KINDS: Final = (
    "official", "military", "agency", "outlet", "international", "ngo", "expert", "company", "witness", "document",
    "person", "other",
)  # fmt: skip
PLACE_BASIS: Final = ("clause", "sentence", "carried", "dateline", "none")
SPEAKER_BASIS: Final = ("quote", "clause", "according_to", "noun", "label", "headline", "passive", "carried", "none")
DATE_BASIS: Final = ("explicit", "relative", "carried", "none")

ROLES: Final = ("literal", "actor", "demonym", "in_name")
PLACE_STATUS: Final = ("resolved", "ambiguous", "unresolved")
FEATURES: Final = ("country", "region", "district", "town", "water", "area")
PRECISIONS: Final = ("point", "town", "district", "region", "country", "vague")

QUOTE_TYPES: Final = ("direct", "indirect", "mixed")
STATEMENTS: Final = ("reports", "estimates", "pledges", "denials", "hearsay")
AGREEMENT: Final = (
    "single", "consistent", "differs by rounding", "differs by scope", "differs by time", "contradicts",
)  # fmt: skip
STAGES: Final = ("drop", "read", "article", "language", "figures", "places", "speakers", "overrides", "claims")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Parameters
    ----------
    name : str
        Column name.
    dtype : str
        ``str``, ``float64``, ``int64``, ``Int64`` (nullable), ``bool``, ``date`` (``datetime64[s]``, midnight),
        ``time`` (``datetime64[s, UTC]``), ``category`` (with ``allowed``), ``json`` (JSON text) or ``geometry``.
    meaning : str
        One line for the data dictionary.
    nullable : bool
        Whether an unknown value is allowed; text is then missing, never the word "unknown".
    allowed : tuple of str
        The closed vocabulary of a ``category`` column.
    unit : str
        Unit of a number, where it has one.
    """

    name: str
    dtype: str
    meaning: str
    nullable: bool = False
    allowed: tuple[str, ...] = ()
    unit: str = ""


def _c(
    name: str, dtype: str, meaning: str, *, null: bool = False, allowed: tuple[str, ...] = (), unit: str = ""
) -> Column:
    return Column(name, dtype, meaning, null, allowed, unit)


ARTICLES: Final = (
    _c("article_id", "str", "digest of the text"),
    _c("path", "str", "file within the drop, with '#row' where a file holds several articles"),
    _c("paths", "json", "further files with the same text"),
    _c("outlet", "str", "who published it, as a reader knows the outlet", null=True),
    _c("outlet_key", "str", "outlet folded for joining: BBC News, BBC and bbc.co.uk are one", null=True),
    _c("outlet_basis", "category", "where the outlet's name was found", allowed=OUTLET_BASIS),
    _c("title", "str", "headline", null=True),
    _c("label", "str", "outlet, or a short title where the outlet is unknown; what charts print"),
    _c("published", "date", "day of publication", null=True),
    _c("published_at", "time", "time of publication, where one is stated", null=True),
    _c("published_basis", "category", "where the date was found", allowed=PUBLISHED_BASIS),
    _c("event_date", "date", "day of the event, where the source states it apart", null=True),
    _c("scraped", "time", "when the copy was taken", null=True),
    _c("authors", "json", "names of the authors"),
    _c("agency", "str", "news agency credited with the text", null=True),
    _c("language", "str", "ISO 639-1 code", null=True),
    _c("url", "str", "address of the article", null=True),
    _c("n_words", "int64", "words of the text", unit="words"),
    _c("copy_group", "str", "id of the article this one copies (its own id where it leads)"),
    _c("focus_place_id", "str", "where the main news happened", null=True),
    _c("focus_basis", "str", "rule that chose it", null=True),
    _c("status", "category", "whether the text was parsed", allowed=ARTICLE_STATUS),
    _c("lines", "json", "[start, end, label] of every line"),
    _c("text", "str", "the exact text; every offset counts its characters"),
)

FIGURES: Final = (
    _c("figure_id", "str", "digest of article and offsets"),
    _c("article_id", "str", "article"),
    _c("start", "int64", "first character of the whole phrase", unit="characters"),
    _c("end", "int64", "one past its last character", unit="characters"),
    _c("text", "str", "the words: modifier, number and noun"),
    _c("num_start", "int64", "first character of the numeral alone", unit="characters"),
    _c("num_end", "int64", "one past its last character", unit="characters"),
    _c("sentence", "str", "the sentence it stands in"),
    _c("section", "category", "label of the line it stands in", allowed=LINE_LABELS),
    _c("in_quote", "bool", "inside quotation marks"),
    _c("value", "float64", "number as printed; missing for ranges and vague words", null=True),
    _c("low", "float64", "lower limit as printed", null=True),
    _c("high", "float64", "upper limit as printed", null=True),
    _c("bound", "category", "what the words say of the value", allowed=BOUNDS),
    _c("approx", "bool", "marked as approximate"),
    _c("kind", "category", "what sort of quantity", allowed=KINDS),
    _c("unit", "str", "SI symbol, ISO 4217 code, person, household, or the counted noun", null=True),
    _c("alt_value", "float64", "the same quantity in another unit, where the text gives it", null=True),
    _c("alt_unit", "str", "unit of alt_value", null=True),
    _c("value_si", "float64", "value in SI base units, for measures", null=True, unit="SI"),
    _c("counted", "str", "the words for what is counted", null=True),
    _c("counted_key", "str", "counted, normalised: lemmas, sorted modifiers, head last", null=True),
    _c("counted_head", "str", "lemma of the head noun", null=True),
    _c("subject", "str", "whom or what the figure describes, where that is another phrase", null=True),
    _c("outcome", "str", "what happened to it: killed, injured, deployed, ... or the verb's lemma", null=True),
    _c("change", "category", "level, increment, decrease, subset or cumulative", allowed=CHANGES),
    _c("change_cue", "str", "the word that decided it", null=True),
    _c("modality", "category", "standing of the statement", allowed=MODALITIES),
    _c("modality_cue", "str", "the word that decided it", null=True),
    _c("background", "bool", "background to the article's own news"),
    _c("lead", "bool", "the article's main figure of its outcome"),
    _c("speaker", "str", "who is credited with it, as written or resolved", null=True),
    _c("speaker_key", "str", "one key per person or body, across spellings", null=True),
    _c("speaker_kind", "category", "what sort of speaker", null=True, allowed=SPEAKER_KINDS),
    _c("speaker_role", "str", "office or function, as written", null=True),
    _c("speaker_country", "str", "ISO 3166-1 alpha-2 code of the speaker's side", null=True),
    _c("speaker_basis", "category", "how the speaker was found", allowed=SPEAKER_BASIS),
    _c("speaker_start", "Int64", "first character of the speaker's mention", null=True, unit="characters"),
    _c("speaker_end", "Int64", "one past its last character", null=True, unit="characters"),
    _c("relay", "str", "through whom the speaker's words came", null=True),
    _c("relay_start", "Int64", "first character of the relay's mention", null=True, unit="characters"),
    _c("relay_end", "Int64", "one past its last character", null=True, unit="characters"),
    _c("place_id", "str", "where, as a stable key", null=True),
    _c("place_mention_id", "str", "the mention in the places table", null=True),
    _c("place_basis", "category", "how the place was found", allowed=PLACE_BASIS),
    _c("date_start", "date", "first day the figure is about", null=True),
    _c("date_end", "date", "last day the figure is about", null=True),
    _c("date_cue", "str", "the words for the time", null=True),
    _c("date_basis", "category", "how the time was found", allowed=DATE_BASIS),
    _c("claim_id", "str", "the claim it belongs to", null=True),
    _c("figure_rule", "str", "rule that read the figure"),
    _c("place_rule", "str", "rule that chose the place", null=True),
    _c("speaker_rule", "str", "rule that chose the speaker, and the one that resolved a pronoun", null=True),
    _c("link_rule", "str", "rule that joined it to its claim", null=True),
    _c("revises", "str", "earlier figure of the same origin in the claim that this one replaces", null=True),
    _c("score", "float64", "confidence from 0 to 1"),
    _c("override", "str", "the user's correction that changed this row", null=True),
)

PLACES: Final = (
    _c("mention_id", "str", "digest of article and offsets"),
    _c("article_id", "str", "article"),
    _c("start", "int64", "first character", unit="characters"),
    _c("end", "int64", "one past the last character", unit="characters"),
    _c("text", "str", "the words"),
    _c("section", "category", "label of the line it stands in", allowed=LINE_LABELS),
    _c("role", "category", "meant as a place, as an actor, as a people or language, or inside a name", allowed=ROLES),
    _c("status", "category", "resolved, ambiguous or unresolved", allowed=PLACE_STATUS),
    _c("place_id", "str", "stable key: gn:<geonameid>, iso:<code> or area:<name>", null=True),
    _c("geonameid", "Int64", "GeoNames id", null=True),
    _c("iso", "str", "ISO 3166-1 or 3166-2 code, for countries and regions", null=True),
    _c("name", "str", "the place's usual English name", null=True),
    _c("feature", "category", "what sort of place", null=True, allowed=FEATURES),
    _c("country", "str", "ISO 3166-1 alpha-2 code", null=True),
    _c("admin1", "str", "code of the first-level division", null=True),
    _c("admin1_name", "str", "name of the first-level division", null=True),
    _c("precision", "category", "how finely the words place it", null=True, allowed=PRECISIONS),
    _c("n_candidates", "int64", "places of this name that were weighed"),
    _c("candidates", "json", "the best of them: place_id, name, country, admin1, score"),
    _c("score", "float64", "confidence from 0 to 1", null=True),
    _c("rule", "str", "rule that settled it, or the reason why not"),
    _c("override", "str", "the user's correction that changed this row", null=True),
    _c("geometry", "geometry", "point of every resolved mention, EPSG:4326; None elsewhere", null=True),
)

QUOTES: Final = (
    _c("quote_id", "str", "digest of article and content offsets"),
    _c("article_id", "str", "article"),
    _c("type", "category", "direct, indirect or mixed", allowed=QUOTE_TYPES),
    _c("speaker", "str", "who is credited, resolved", null=True),
    _c("speaker_key", "str", "one key per person or body", null=True),
    _c("speaker_kind", "category", "what sort of speaker", null=True, allowed=SPEAKER_KINDS),
    _c("speaker_role", "str", "office or function, as written", null=True),
    _c("speaker_country", "str", "ISO 3166-1 alpha-2 code", null=True),
    _c("speaker_text", "str", "the mention as written", null=True),
    _c("speaker_start", "Int64", "first character of the mention", null=True, unit="characters"),
    _c("speaker_end", "Int64", "one past its last character", null=True, unit="characters"),
    _c("relay", "str", "through whom", null=True),
    _c("cue", "str", "the word that reports", null=True),
    _c("cue_start", "Int64", "first character of the cue", null=True, unit="characters"),
    _c("cue_end", "Int64", "one past its last character", null=True, unit="characters"),
    _c("start", "int64", "first character of the content", unit="characters"),
    _c("end", "int64", "one past the last character of the content", unit="characters"),
    _c("text", "str", "text[start:end] of the article"),
    _c("spans", "json", "[start, end] of each part, where the content is broken by its cue"),
    _c("statement", "category", "what the speaker does with it", allowed=STATEMENTS),
    _c("rule", "str", "rule that found it"),
)

CLAIMS: Final = (
    _c("claim_id", "str", "digest of the claim's key"),
    _c("what", "str", "the thing counted, in the words most used"),
    _c("counted_key", "str", "normalised thing counted", null=True),
    _c("outcome", "str", "what happened to it", null=True),
    _c("kind", "category", "what sort of quantity", allowed=KINDS),
    _c("unit", "str", "unit", null=True),
    _c("place_id", "str", "where", null=True),
    _c("place", "str", "name of the place", null=True),
    _c("date_start", "date", "first day it is about", null=True),
    _c("date_end", "date", "last day it is about", null=True),
    _c("modality", "category", "planned, or the most settled standing among its figures", allowed=MODALITIES),
    _c("n_figures", "int64", "figure rows joined"),
    _c("n_articles", "int64", "articles"),
    _c("n_outlets", "int64", "outlets that carry it"),
    _c("n_origins", "int64", "independent origins behind it"),
    _c("origins", "json", "the origins by name"),
    _c("low", "float64", "lowest, under the named rule", null=True),
    _c("best", "float64", "best, under the named rule", null=True),
    _c("high", "float64", "highest, under the named rule", null=True),
    _c("rule", "str", "the summary rule that gave low, best and high"),
    _c("agreement", "category", "do the origins agree", allowed=AGREEMENT),
    _c("agreement_reason", "str", "figure ids and words that decided it", null=True),
    _c("series", "str", "'cumulative' where one origin's totals grow over three days and more", null=True),
    _c("figure_ids", "json", "its members"),
)

PROBLEMS: Final = (
    _c("path", "str", "file within the drop", null=True),
    _c("article_id", "str", "article, where one was made", null=True),
    _c("stage", "category", "where it went wrong", allowed=STAGES),
    _c("reason", "str", "a short code"),
    _c("detail", "str", "what was found"),
    _c("remedy", "str", "what to do about it"),
)

TABLES: Final[Mapping[str, tuple[Column, ...]]] = {
    "articles": ARTICLES,
    "figures": FIGURES,
    "places": PLACES,
    "quotes": QUOTES,
    "claims": CLAIMS,
    "problems": PROBLEMS,
}

MEANING: Final[Mapping[str, str]] = {
    "articles": "one row per distinct text",
    "figures": "one row per reported figure",
    "places": "one row per place mention (GeoDataFrame, EPSG:4326)",
    "quotes": "one row per attributed statement",
    "claims": "one row per thing counted across the drop",
    "problems": "what could not be read, and why",
}


def columns(table: str) -> tuple[Column, ...]:
    """Columns of a table.

    Raises
    ------
    ContractError
        If there is no such table.
    """
    try:
        return TABLES[table]
    except KeyError:
        raise ContractError(f"no table {table!r}; tables are {', '.join(TABLES)}") from None


def dictionaries() -> str:
    """The data dictionary of every table as Markdown, under a heading each."""
    return "\n".join(f"## {name}\n\n{MEANING[name]}\n\n{dictionary(name)}\n" for name in TABLES)


def dictionary(table: str) -> str:
    """The table's data dictionary as Markdown."""
    lines = ["| column | type | meaning |", "|---|---|---|"]
    for col in columns(table):
        allowed = ": " + ", ".join(col.allowed) if col.allowed else ""
        unit = f" ({col.unit})" if col.unit else ""
        null = ", may be missing" if col.nullable else ""
        lines.append(f"| `{col.name}` | {col.dtype}{null} | {col.meaning}{unit}{allowed} |")
    return "\n".join(lines)
