"""Who counts as a source of its own: one body under several names, one wire in two outlets, one paper on two days."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import cast

import pandas as pd
import pytest
from rapidfuzz import fuzz

import newslab as nl
from costs import grows
from newslab.claims import bodies, claimrows, origins, wires
from newslab.claims.agreement import Report
from newslab.claims.claim import Claim
from newslab.tables import Tables

PLACES = origins.place_words(["Narvik", "Norland", "Veldania"])

Article = tuple[str | None, str, str, str]  # outlet, day, title, text


def parse(*articles: Article) -> Tables:
    columns = ["outlet", "published", "title", "text"]
    return nl.parse(pd.DataFrame(articles, columns=columns), use_cache=False)


def voices(tables: Tables, outcome: str = "killed") -> list[list[str]]:
    """Origins of each claim with an outcome that several articles report."""
    found = tables.claims[(tables.claims["outcome"] == outcome) & (tables.claims["n_articles"] > 1)]
    return [json.loads(told) for told in found["origins"]]


@pytest.mark.parametrize(
    "names",
    [
        ("harbour oslo-based watch", "harbour watch"),
        ("group harbour monitoring watch", "harbour watch"),
        ("amber news-linked wire", "amber wire"),
        ("agency amber news norland-run", "agency amber news veldania-linked"),
        ("authorities (NO)", "official (NO)"),
        ("authorities (NO)", "state (NO)"),
        ("official narvik", "authorities narvik"),
        ("observatory", "harbour human observatory rights (NO)"),
        ("oslo-based observatory", "harbour human observatory rights (NO)"),
        ("andry shevchuk", "andry shevtchuk"),
        ("agency ambar news norland-run", "agency ambaar news veldania-linked"),
    ],
)
def test_names_of_one_body_are_one_origin(names: tuple[str, str]) -> None:
    assert len(origins.one_body(names, PLACES)) == 1


@pytest.mark.parametrize(
    "names",
    [
        ("health ministry norland-run", "health ministry veldania-run"),
        ("authorities (NO)", "authorities (SE)"),
        ("state (NO)", "health ministry (NO)"),
        ("office president (NO)", "defence ministry (NO)"),
        ("command eastern", "command western"),
        ("brandt tor", "brandt tom"),
        ("army in post", "army (NO)"),
        ("official in post", "official (NO)"),
        ("un", "children fund un"),
    ],
)
def test_two_bodies_stay_two_origins(names: tuple[str, str]) -> None:
    assert origins.one_body(names, PLACES) == {}


FERRY = "At least 36 people were killed when the ferry Santa Brisa sank off Bergen on Wednesday, "
SEARCH = "Boats searched the fjord all night."


def test_a_body_and_its_head_are_one_origin() -> None:
    found = parse(
        ("Harbour Post", "2024-05-02", "Ferry Santa Brisa sinks off Bergen",
         FERRY + "the Nordic Ferry Observatory said. " + SEARCH),
        ("Daily Ledger", "2024-05-02", "Ferry Santa Brisa sinks off Bergen, 36 dead",
         "Ida Brandt, director of the Nordic Ferry Observatory, said 36 people were killed when the ferry Santa Brisa "
         "sank off Bergen on Wednesday."),
    )  # fmt: skip
    assert [len(told) for told in voices(found)] == [1]


def test_a_spokesman_with_a_rank_speaks_for_the_body() -> None:
    found = parse(
        ("Harbour Post", "2024-05-02", "Ferry Santa Brisa sinks off Bergen", FERRY + "the Pentagon said. " + SEARCH),
        ("Daily Ledger", "2024-05-02", "Ferry Santa Brisa sinks off Bergen, 36 dead",
         "Pentagon spokesman Gen. Tor Brandt said 36 people were killed when the ferry Santa Brisa sank off Bergen on "
         "Wednesday."),
    )  # fmt: skip
    assert [len(told) for told in voices(found)] == [1]


def test_a_monitoring_group_is_the_one_that_the_article_names() -> None:
    found = parse(
        ("Harbour Post", "2024-05-02", "Ferry Santa Brisa sinks off Bergen",
         FERRY + "a monitoring group said. The Nordic Ferry Observatory said 12 people were still missing."),
        ("Daily Ledger", "2024-05-02", "Ferry Santa Brisa sinks off Bergen, 36 dead",
         FERRY + "the Nordic Ferry Observatory said. " + SEARCH),
    )  # fmt: skip
    assert [len(told) for told in voices(found)] == [1]


def test_the_governor_is_whom_the_article_names_as_governor() -> None:
    found = parse(
        ("Harbour Post", "2024-05-02", "Ferry Santa Brisa sinks off Bergen",
         FERRY + "the governor said. " + SEARCH + " Governor Ida Brandt went to the harbour."),
        ("Daily Ledger", "2024-05-02", "Ferry Santa Brisa sinks off Bergen, 36 dead",
         FERRY + "Ida Brandt, the governor, said. " + SEARCH),
    )  # fmt: skip
    assert voices(found) == [["ida brandt"]]


def test_a_minister_and_her_ministry_are_one_but_no_president() -> None:
    found = parse(
        ("Harbour Post", "2024-05-02", "Ferry Santa Brisa sinks off Bergen", FERRY + "Norway’s health ministry said."),
        ("Daily Ledger", "2024-05-02", "Ferry Santa Brisa sinks off Bergen, 36 dead",
         "Norway’s health minister said 36 people were killed when the ferry Santa Brisa sank off Bergen on "
         "Wednesday."),
        ("Morning Bell", "2024-05-02", "Ferry Santa Brisa sinks off Bergen with 36 dead",
         "Norway’s prime minister said 36 people were killed when the ferry Santa Brisa sank off Bergen on "
         "Wednesday."),
    )  # fmt: skip
    assert [len(told) for told in voices(found)] == [2]


def test_a_report_speaks_for_whoever_issued_it() -> None:
    found = parse(
        ("Harbour Post", "2024-05-02", "Ferry Santa Brisa sinks off Bergen", FERRY + "the United Nations said."),
        ("Daily Ledger", "2024-05-02", "Ferry Santa Brisa sinks off Bergen, 36 dead",
         "A UN report said 36 people were killed when the ferry Santa Brisa sank off Bergen on Wednesday. The UN said "
         "12 were missing."),
    )  # fmt: skip
    assert voices(found) == [["nations united"]]


def test_one_sentence_in_two_outlets_is_one_wire() -> None:
    wire = (
        "The ferry Santa Brisa sank in a storm off Bergen on Wednesday with 36 people killed and most of the crew lost "
        "to the sea before {} boats of the harbour reached the wreck."
    )
    found = parse(
        ("Harbour Post", "2024-05-02", "Ferry Santa Brisa sinks off Bergen", wire.format("the first") + " " + SEARCH),
        ("Daily Ledger", "2024-05-03", "Grief in Bergen after the ferry Santa Brisa sank",
         "Candles burned in every window of Bergen last night. " + wire.format("first")),
    )  # fmt: skip
    assert voices(found) == [["harbour-post"]]


def test_an_outlet_that_repeats_a_number_does_not_confirm_it() -> None:
    found = parse(
        ("Harbour Post", "2024-05-02", "Ferry Santa Brisa sinks off Bergen", FERRY + "the Oslo coast guard said."),
        ("Harbour Post", "2024-05-03", "Bergen mourns the Santa Brisa",
         "Bergen mourned on Friday after the ferry Santa Brisa sank off Bergen on Wednesday, killing 36 people."),
        ("Daily Ledger", "2024-05-03", "Bergen mourns 36 dead of the Santa Brisa",
         "Flags flew low on Friday after 36 people died on Wednesday in the ferry Santa Brisa off Bergen."),
    )  # fmt: skip
    assert [len(told) for told in voices(found)] == [2]


def test_articles_of_one_file_without_outlets_are_one_unknown_outlet() -> None:
    articles = pd.DataFrame(
        {
            "article_id": ["a", "b", "c", "d", "e"],
            "copy_group": ["a", "b", "c", "d", "e"],
            "path": ["old.csv#0", "old.csv#1", "mixed.csv#0", "mixed.csv#1", "alone.txt"],
            "outlet_key": [None, None, "harbour-post", None, None],
        }
    )
    assert origins.printers(articles) == {
        "a": "unknown outlet of old.csv", "b": "unknown outlet of old.csv", "c": "harbour-post", "d": "d", "e": "e",
    }  # fmt: skip


def word(number: int) -> str:
    """A word of letters that no other number has, with other letters everywhere."""
    digest = hashlib.sha256(str(number).encode()).digest()
    return "".join(chr(ord("a") + byte % 26) for byte in digest[:10])


def ferry_report(number: int) -> Report:
    """Every other outlet credits the number, each its own police; the others quote those on something else."""
    credited, outlet = number % 2 == 0, f"outlet{number}"
    key = f"police in {outlet}" if credited else outlet
    origin = origins.Origin(key, outlet, frozenset({f"police in {outlet}", "harbour watch"}))
    return Report(f"f{number}", "58 people", 58.0, None, None, origin=origin, credited=credited)


def large_claim(size: int) -> Claim:
    members = [SimpleMember(f"f{i}", f"a{i}", i, ferry_report(i)) for i in range(size)]
    return cast("Claim", SimpleNamespace(members=members))


@dataclass(frozen=True)
class SimpleMember:
    figure_id: str
    article_id: str
    order: int
    report: Report


def test_a_large_claims_voices_cost_what_its_reports_do() -> None:
    def work(size: int) -> Callable[[], object]:
        claim = large_claim(size)
        return lambda: (claimrows.one_report_each([claim]), claimrows.one_voice_each([claim], PLACES))

    assert grows(work) < 2.5


@pytest.mark.parametrize("key", ["mayor in {0}", "health ministry in {0}", "{0} tor{0}"])
def test_a_claims_bodies_cost_what_their_number_does(key: str) -> None:
    def work(size: int) -> Callable[[], object]:
        keys = [key.format(word(i)) for i in range(size)]
        return lambda: origins.one_body(keys, PLACES)

    assert grows(work) < 2.5


def template(places: Iterable[str]) -> pd.DataFrame:
    sentence = (
        "{0} deputies said that two people were killed when a car left the road and hit a tree by the old mill near {0}"
    )
    rows = [(f"f{i}", f"a{i}", sentence.format(f"{name} " * 6), 2.0) for i, name in enumerate(places)]
    return pd.DataFrame(rows, columns=["figure_id", "article_id", "sentence", "value"]).assign(low=None, high=None)


def printed(figures: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    return wires.of(figures, pd.DataFrame({"article_id": figures["article_id"].unique(), "published": "2024-05-02"}))


def test_sentences_of_a_template_cost_what_their_number_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wires, "fuzz", SimpleNamespace(ratio=lambda *told, **least: fuzz.ratio(*told, **least)))

    def work(size: int) -> Callable[[], object]:
        figures = template(map(word, range(size)))
        return lambda: printed(figures)

    assert grows(work) < 2.5


def test_a_sentence_printed_again_is_known_among_many_of_its_template() -> None:
    names = [word(i) for i in range(100)]
    assert printed(template([*names, names[70]])) == dict.fromkeys(["f70", "f100"], ("a100", "a70"))


def test_who_printed_a_sentence_first_costs_the_same_for_each_who_prints_it() -> None:
    sentence = (
        "The ferry Santa Brisa sank off Bergen on Wednesday with all hands and took 36 people with it, it was said"
    )
    speaker = [f"speaker_{part}" for part in ("key", "kind", "role", "country", "start", "end")]

    def work(size: int) -> Callable[[], object]:
        names = [f"a{i}" for i in range(size)]
        figures = pd.DataFrame({"figure_id": names, "article_id": names, "sentence": sentence, "value": 36.0})
        figures = figures.assign(**dict.fromkeys(["low", "high", "relay", "speaker", *speaker]))
        articles = pd.DataFrame({"article_id": names, "copy_group": names, "path": names, "outlet_key": names})
        articles = articles.assign(agency="Reuters", text="", published="2024-05-02")
        return lambda: origins.Origins(figures, articles)

    assert grows(work) < 2.5


def test_a_number_printed_before_anybody_was_credited_is_the_outlets() -> None:
    plain = (
        "Bergen woke to grief on Thursday after the ferry Santa Brisa sank off Bergen on Wednesday, killing 36 people."
    )
    credited = FERRY + "the Oslo coast guard said."
    before = parse(
        ("Harbour Post", "2024-05-02", "Bergen mourns the Santa Brisa", plain),
        ("Harbour Post", "2024-05-04", "Ferry Santa Brisa sinks off Bergen", credited),
    )
    same_day = parse(
        ("Harbour Post", "2024-05-02", "Bergen mourns the Santa Brisa", plain),
        ("Harbour Post", "2024-05-02", "Ferry Santa Brisa sinks off Bergen", credited),
    )
    assert [len(told) for tables in (before, same_day) for told in voices(tables)] == [2, 1]


@pytest.mark.parametrize(
    ("quoted", "told"),
    [
        ("President Ida Brandt", 2),
        ("the governor of Narvik", 2),
        ("Norway’s health ministry", 1),
        ("the Nordic Ferry Observatory", 1),
        ("Ida Brandt, director of the Nordic Ferry Observatory,", 1),
    ],
)
def test_a_number_goes_to_a_body_quoted_on_another_and_to_no_person(quoted: str, told: int) -> None:
    body = "the Nordic Ferry Observatory" if "Observatory" in quoted else quoted
    found = parse(
        ("Harbour Post", "2024-05-02", "Ferry Santa Brisa sinks off Bergen",
         f"The ferry Santa Brisa sank off Bergen on Wednesday, killing 36 people. Later {quoted} said that three ships "
         "searched the fjord."),
        ("Daily Ledger", "2024-05-02", "Ferry Santa Brisa sinks off Bergen, 36 dead",
         FERRY + f"{body} said. " + SEARCH),
    )  # fmt: skip
    assert [len(origin) for origin in voices(found)] == [told]


def test_a_speaker_of_hundreds_of_words_costs_what_its_length_does() -> None:
    figures = pd.DataFrame(columns=["speaker_key", "speaker_role", "speaker_country", "speaker_kind", "speaker",
                                    "speaker_start", "speaker_end", "article_id"])  # fmt: skip
    told = bodies.Tellers(figures, pd.DataFrame(columns=["article_id", "text"]))

    def work(size: int) -> Callable[[], object]:
        row = SimpleNamespace(
            speaker="head of the " + " ".join(map(word, range(size))), speaker_role=None, speaker_country=None,
            speaker_key="harbour", speaker_kind="other", article_id="a",
        )  # fmt: skip
        return lambda: told.known(row)

    assert grows(work) < 2.5
