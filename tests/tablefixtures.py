# ruff: noqa: E501 - a row reads best on one line
"""Small honest tables with invented rows, for whatever draws or shows tables.

Every row's offsets are found in its invented text, and the tables pass the same checks as parsed ones.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from newslab import tables as tbl

META = {"newslab": "0.1.0", "model": "0" * 64, "drop": "fedcba9876543210", "name": "invented", "rule": "range"}
HOSTILE = '<img src=x onerror=alert(1)> $x_{1}$ \\(y\\) | \u202etxt.exe \x1b[31m "q"'

PLACES = {
    "Chernivtsi": ("gn:710719", 710719, None, "town", "UA", "UA-77", "point", 25.94, 48.29),
    "Izmail": ("gn:707753", 707753, None, "town", "UA", "UA-51", "point", 28.84, 45.35),
    "Reni": ("gn:695754", 695754, None, "town", "UA", "UA-51", "point", 28.28, 45.45),
    "Odesa region": ("iso:UA-51", 698738, "UA-51", "region", "UA", "UA-51", "region", 30.2, 46.7),
    "Ukraine": ("iso:UA", 690791, "UA", "country", "UA", None, "country", 31.4, 49.0),
    "Lima": ("gn:3936456", 3936456, None, "town", "PE", "PE-LIM", "point", -77.03, -12.04),
}


def article(n: int, text: str, outlet: str | None, published: str | None) -> dict[str, Any]:
    key = f"a{n:02d}"
    return {
        "article_id": key, "path": f"{key}.txt", "paths": "[]", "outlet": outlet,
        "outlet_key": outlet.lower() if outlet else None, "outlet_basis": "given" if outlet else "none",
        "title": text.split("\n")[0], "label": outlet or text[:30],
        "published": dt.date.fromisoformat(published) if published else None,
        "published_basis": "metadata" if published else "none", "authors": "[]", "language": "en",
        "n_words": len(text.split()), "copy_group": key, "status": "read", "text": text,
        "lines": str([[0, len(text), "body"]]).replace("'", '"'),
    }  # fmt: skip


def figure(home: dict[str, Any], words: str, **given: Any) -> dict[str, Any]:
    start = home["text"].index(words)
    row = {
        "figure_id": f"{home['article_id']}-{start}", "article_id": home["article_id"], "start": start,
        "end": start + len(words), "text": words, "num_start": start, "num_end": start + len(words),
        "sentence": home["text"], "section": "body", "in_quote": False, "bound": "eq", "approx": False,
        "kind": "count", "unit": "person", "counted": "people", "counted_key": "people", "outcome": "displaced",
        "change": "level", "modality": "stated", "background": False, "lead": True, "speaker_basis": "none",
        "place_basis": "none", "date_basis": "none", "figure_rule": "test", "score": 0.9,
    }  # fmt: skip
    speaker = given.get("speaker")
    if speaker:
        row |= {"speaker_key": str(speaker).lower(), "speaker_kind": "official", "speaker_basis": "clause"}
    return row | given


def mention(home: dict[str, Any], words: str, known: str | None = None, **given: Any) -> dict[str, Any]:
    start = home["text"].index(words)
    row = {
        "mention_id": f"{home['article_id']}-p{start}", "article_id": home["article_id"], "start": start,
        "end": start + len(words), "text": words, "section": "body", "role": "literal", "status": "unresolved",
        "n_candidates": 0, "candidates": "[]", "rule": "no_such_name", "lon": None, "lat": None,
    }  # fmt: skip
    if known:
        key, gnid, iso, feature, country, admin1, precision, lon, lat = PLACES[known]
        row |= {
            "status": "resolved", "place_id": key, "geonameid": gnid, "iso": iso, "name": known, "feature": feature,
            "country": country, "admin1": admin1, "precision": precision, "lon": lon, "lat": lat, "score": 0.9,
            "n_candidates": 1, "rule": "only_candidate",
        }  # fmt: skip
    return row | given


def claim(key: str, what: str, members: list[dict[str, Any]], **given: Any) -> dict[str, Any]:
    for member in members:
        member["claim_id"] = key
    limits = [m[c] for m in members for c in ("low", "value", "high") if m.get(c) is not None]
    return {
        "claim_id": key, "what": what, "counted_key": what, "outcome": "displaced", "kind": "count", "unit": "person",
        "modality": "stated", "n_figures": len(members), "n_articles": len({m["article_id"] for m in members}),
        "n_outlets": len({m["article_id"] for m in members}), "n_origins": len({m.get("speaker") for m in members}),
        "origins": "[]", "low": min(limits, default=None), "high": max(limits, default=None), "rule": "range",
        "agreement": "consistent", "figure_ids": "[]",
    } | given  # fmt: skip


def flood() -> tbl.Tables:
    """Five articles on one flood: a point, a range, both bounds, a vague word, a plan, a denial, no date, no speaker."""
    arts = [
        article(1, "At least 400 people left Izmail as the Danube rose, mayor Olha Bondar said.", "Delta Post", "2024-05-02"),
        article(2, "Between 300 and 500 people left Izmail in the Odesa region, the emergency service told Interwire.",
                "The Harbour", "2024-05-03"),
        article(3, "Up to 650 people were moved from Izmail and Reni, according to the governor, while dozens of people "
                   "stayed. The region plans to move 1,200 people. Ukraine has asked for pumps.", "Delta Post", "2024-05-05"),
        article(4, "About 480 people left Izmail. The ministry denied that 2,000 people had left. In Lima a fair opened. "
                   "Stara Nikolaivka was dry.", None, None),
        article(5, "More than 500 people left Izmail, mayor Olha Bondar said. 7 boats reached Chernivtsi and Izmail.",
                "Morning Ledger", "2024-05-06"),
    ]  # fmt: skip
    one, two, three, four, five = arts
    members = [
        figure(one, "At least 400 people", value=400, low=400, bound="ge", speaker="Olha Bondar", speaker_country="UA"),
        figure(two, "Between 300 and 500 people", low=300, high=500, bound="range", speaker="emergency service",
               relay="Interwire"),
        figure(three, "Up to 650 people", value=650, high=650, bound="le", speaker="governor"),
        figure(three, "dozens of people", bound="vague", speaker="governor"),
        figure(three, "1,200 people", value=1200, modality="planned"),
        figure(four, "About 480 people", value=480, approx=True),
        figure(four, "2,000 people", value=2000, modality="denied", speaker="ministry"),
        figure(five, "More than 500 people", value=500, low=500, bound="gt", speaker="Olha Bondar", speaker_country="UA"),
    ]  # fmt: skip
    boats = figure(five, "7 boats", value=7, unit="boat", counted="boats", outcome="deployed")
    claims = [
        claim("c1", "people displaced", members, place="Izmail", place_id="gn:707753", agreement="contradicts"),
        claim("c2", "boats", [boats], agreement="single"),
    ]
    places = [
        mention(one, "Izmail", "Izmail"), mention(two, "Izmail", "Izmail"), mention(two, "Odesa region", "Odesa region"),
        mention(three, "Izmail", "Izmail"), mention(three, "Reni", "Reni"),
        mention(three, "Ukraine", "Ukraine", role="actor"), mention(four, "Izmail", "Izmail"),
        mention(four, "Lima", "Lima"), mention(four, "Stara Nikolaivka", rule="no_such_name"),
        mention(five, "Chernivtsi", "Chernivtsi"), mention(five, "Izmail", "Izmail"),
    ]  # fmt: skip
    problem = {"path": "a09.bin", "stage": "read", "reason": "not_text", "detail": "binary", "remedy": "leave it out"}
    return tbl.build(
        {
            "articles": arts,
            "figures": [*members, boats],
            "places": tbl.with_points(places),
            "claims": claims,
            "problems": [problem],
        },
        META,
    )


def crowd(n: int) -> tbl.Tables:
    """One claim told by ``n`` outlets with long names, over ``n`` days, by four speakers."""
    arts, members, places = [], [], []
    bounds = ("eq", "ge", "le", "gt")
    for i in range(n):
        value = 1000 + 37 * i
        words = f"{value:,} people"
        day = (dt.date(2024, 1, 1) + dt.timedelta(days=i)).isoformat()
        text = f"{words} left Reni and Izmail, said spokesman number {i % 4} of a service with a rather long name."
        home = article(i, text, f"Evening Courier of District {i} and Surroundings", day)
        arts.append(home)
        members.append(
            figure(
                home,
                words,
                value=value,
                bound=bounds[i % 4],
                speaker=f"Spokesman {i % 4} of a service with a long name",
            )
        )
        places += [mention(home, "Reni", "Reni"), mention(home, "Izmail", "Izmail")]
    return tbl.build(
        {
            "articles": arts,
            "figures": members,
            "places": tbl.with_points(places),
            "claims": [claim("c1", "people displaced", members)],
        },
        META,
    )


def hostile() -> tbl.Tables:
    """One article whose every text is an attack."""
    home = article(1, f"{HOSTILE}\n7 people {HOSTILE} left Izmail.", HOSTILE, "2024-05-02")
    words = f"7 people {HOSTILE}"
    row = figure(home, words, value=7, speaker=HOSTILE, relay=HOSTILE, counted=HOSTILE)
    where = mention(home, "Izmail", "Izmail", name=HOSTILE)
    lost = mention(home, "left", text="left", rule=HOSTILE)
    return tbl.build(
        {
            "articles": [home],
            "figures": [row],
            "places": tbl.with_points([where, lost]),
            "claims": [claim("c1", HOSTILE, [row], place=HOSTILE)],
        },
        META,
    )


def nothing() -> tbl.Tables:
    """No row anywhere."""
    return tbl.build({}, META)
