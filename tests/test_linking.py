"""What linking spares itself changes nothing: no figure is left uncompared that could have been kin."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import fields, replace

import pytest

import newslab as nl
from costs import grows
from newslab.claims import facts, linking
from newslab.claims.agreement import admits, magnitude
from newslab.claims.claim import Traits
from newslab.claims.fact import Fact, Where
from newslab.claims.kin import kinship
from newslab.claims.numbers import close


@pytest.fixture(scope="module")
def told() -> list[Fact]:
    tables = nl.parse(nl.sample_drop())
    return facts.of(tables.figures, tables.places, tables.articles, {})


def of_value(fact: Fact, value: float) -> Fact:
    report = replace(fact.report, value=value, low=None, high=None, bound="eq")
    return replace(fact, report=report, size=magnitude(report) or 0.0, interval=admits(report, rounding=True))


def troops(told: list[Fact], n: int, value: float) -> Fact:
    """A number of soldiers in an event, at a place and by words that no other has."""
    like = next(fact for fact in told if fact.person and not fact.victims)
    own = replace(
        like, figure_id=f"f{n}", article_id=f"a{n}", order=n, event=n, story=n, region=None, ending=f"f{n}", words={},
        thing="soldier", outcome="deployed", outcome_class="deployed", modifiers=frozenset(), standing="level",
        where=Where(f"gn:{n}", "town", None, None, None),
    )  # fmt: skip
    return of_value(own, value)


def test_kinship_is_never_more_than_traits_allow(told: list[Fact]) -> None:
    rng, akin = random.Random(0), 0
    for fact in told * 40:  # against itself with a few aspects of others, for one drop has few that are kin
        names = rng.sample([field.name for field in fields(Fact)], rng.randint(1, 12))
        other = replace(fact, **{name: getattr(rng.choice(told), name) for name in names})
        traits = Traits()
        traits.add(other)
        score, _ = kinship(fact, other)
        assert score <= traits.most_akin(fact)
        assert traits.admit(fact) or not close(fact, other)
        akin += score > 0
    assert akin > len(told)


def test_a_figure_is_not_compared_once_no_claim_can_be_nearer(
    told: list[Fact], monkeypatch: pytest.MonkeyPatch
) -> None:
    apart = [troops(told, n, 8_000.0) for n in range(20)]
    again = replace(apart[7], figure_id="again", article_id="again", order=99)
    compared = []

    def counted(a: Fact, b: Fact) -> tuple[float, str]:
        compared.append(b.figure_id) if a is again else None
        return kinship(a, b)

    monkeypatch.setattr(linking, "kinship", counted)
    claims = linking.link([*apart, again], {})
    assert ["f7", "again"] in [[m.figure_id for m in claim.members] for claim in claims]
    assert compared == ["f7"]


def test_figures_of_one_block_cost_what_their_number_does(told: list[Fact]) -> None:
    one = troops(told, 0, 0.0)

    def work(size: int) -> Callable[[], object]:
        like = [replace(one, figure_id=f"f{i}", article_id=f"a{i}", order=i) for i in range(size)]
        numbers = [of_value(fact, 6_001.0 + 2 * i) for i, fact in enumerate(like)]
        return lambda: linking.link(numbers, {})

    assert grows(work) < 2.5
