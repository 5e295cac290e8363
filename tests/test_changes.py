"""Two deliveries of one drop: articles by content and address, figures by their sentence."""

from __future__ import annotations

import time
from typing import Any

import tablefixtures as made
from newslab import changes, tables

LONG = "The river stood at the dyke of Reni for the third day while crews carried sand, the service said. "


def delivery(*arts: dict[str, Any], numbers: bool = True) -> tables.Tables:
    figures = []
    if numbers:
        for home in arts:
            words = next(w for w in ("About 480 people", "About 510 people") if w in home["text"])
            sentence = home["text"].split("\n")[0]
            value = float(words.split()[1])
            figures.append(made.figure(home, words, value=value, approx=True, sentence=sentence))
    return tables.build({"articles": arts, "figures": figures}, made.META)


def article(n: int, text: str, **given: Any) -> dict[str, Any]:
    return made.article(n, text, "Delta Post", "2024-05-02") | given


def test_the_same_delivery_twice_has_no_change() -> None:
    assert changes.between(made.flood(), made.flood()).empty


def test_articles_are_told_apart_by_content_and_address_not_by_file() -> None:
    kept = article(1, LONG + "About 480 people left the lower town.")
    edited = article(2, LONG * 2 + "About 480 people crossed the bridge before noon.")
    moved = article(3, "About 480 people waited at the northern ferry.", url="https://x.example/ferry")
    lost = article(4, "About 480 people queued for bread in the old market hall.")
    new = article(8, "About 510 people signed up to fill sandbags by lamplight.")
    rows = changes.between(
        delivery(kept, edited, moved, lost),
        delivery(
            kept | {"path": "other-name.txt"},
            edited | {"article_id": "a12", "text": edited["text"].replace("480", "510")},
            moved | {"article_id": "a13", "text": "About 510 people took the last boat south."},
            new,
        ),
    )
    found = {(r.change, r.old_id, r.new_id) for r in rows[rows["table"] == "articles"].itertuples()}
    assert found == {
        ("renamed", "a01", "a01"), ("edited", "a02", "a12"), ("edited", "a03", "a13"), ("gone", "a04", ""),
        ("new", "", "a08"),
    }  # fmt: skip


def test_a_revised_figure_is_shown_before_and_after() -> None:
    old = article(2, LONG + "About 480 people crossed the bridge before noon.")
    new = old | {"article_id": "a12", "text": old["text"].replace("480", "510")}
    rows = changes.between(delivery(old), delivery(new))
    figures = rows[rows["table"] == "figures"]
    assert figures[["change", "before", "after"]].values.tolist() == [
        ["changed", "About 480 people", "About 510 people"]
    ]


def test_an_edit_of_page_furniture_changes_no_figure() -> None:
    old = article(2, LONG + "About 480 people crossed the bridge before noon.")
    new = old | {"article_id": "a12", "text": old["text"] + "\nShare this story"}
    rows = changes.between(delivery(old), delivery(new))
    assert rows["table"].tolist() == ["articles"]
    assert rows["change"].tolist() == ["edited"]


def test_claims_are_told_in_words_the_changed_ones_first() -> None:
    old, new = made.flood(), made.flood()
    money = {"what": "aid", "outcome": "aid", "kind": "money", "unit": "USD", "low": 4e10, "high": 4e10, "n_origins": 1}
    old.claims.loc[1, list(money)] = list(money.values())
    new.claims.loc[0, "high"] = 700
    new.claims.loc[1, "claim_id"] = "c3"
    new.figures.loc[new.figures["claim_id"] == "c2", ["claim_id", "text"]] = ["c3", "9 boats"]
    rows = changes.between(old, new)
    told = rows.loc[rows["table"] == "claims", ["change", "where", "before"]].values.tolist()
    assert told == [
        ["changed", "people displaced – Izmail", "300 to 2,000; 5 origins; contradicts"],
        ["went", "aid", "40,000,000,000 USD; 1 origin; single"],
        ["appeared", "boats displaced", ""],
    ]


def test_a_claim_founded_by_another_report_is_the_same_claim() -> None:
    old, new = made.flood(), made.flood()
    for frame in (new.claims, new.figures):
        frame.loc[frame["claim_id"] == "c1", "claim_id"] = "c9"
    assert changes.between(old, new).empty
    new.claims.loc[new.claims["claim_id"] == "c9", "high"] = 700
    rows = changes.between(old, new)
    assert rows[["change", "old_id", "new_id"]].values.tolist() == [["changed", "c1", "c9"]]


def test_of_a_claim_that_fell_apart_the_part_with_most_reports_is_it() -> None:
    def claims(**parts: range) -> tables.Tables:
        home = article(1, " ".join(f"{n} people left." for n in range(11)))
        rows = {key: [made.figure(home, f"{n} people", value=n) for n in part] for key, part in parts.items()}
        own = [made.claim(key, "people", members) for key, members in rows.items()]
        figures = [row for members in rows.values() for row in members]
        return tables.build({"articles": [home], "figures": figures, "claims": own}, made.META)

    rows = changes.between(claims(whole=range(1, 11)), claims(one=range(1, 2), rest=range(2, 11)))
    told = rows[["change", "old_id", "new_id"]].values.tolist()
    assert told == [["changed", "whole", "rest"], ["appeared", "", "one"]]


def test_many_claims_are_not_compared_all_with_all() -> None:
    old, new = ({f"{side}{n}": {("9 boats", f"Sentence {n}.")} for n in range(4000)} for side in "ab")
    began = time.process_time()
    assert len(changes._renamed_claims(old, new)) == 4000
    assert time.process_time() - began < 1
