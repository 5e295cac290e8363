"""One story in several files is one origin."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace

import pytest

from newslab.articles import Article, article_id, copies, lines

WORDS = tuple(
    f"{first}{second}"
    for first in ("har", "mar", "vil", "con", "fer")
    for second in ("bour", "ket", "lage", "voy", "ry")
)


def story(seed: int, n: int = 220) -> str:
    """Sentences without sense that no other seed shares."""
    draw = random.Random(seed)
    text = [" ".join(draw.choices(WORDS, k=11)).capitalize() + "." for _ in range(n // 11)]
    return "\n\n".join(" ".join(text[i : i + 3]) for i in range(0, len(text), 3))


def article(text: str, day: int | None = None, outlet: str | None = None) -> Article:
    published = dt.date(2024, 10, day) if day else None
    return Article(article_id(text), text, published=published, outlet_key=outlet, lines=lines.label(text))


def leads(*articles: Article) -> list[int]:
    """Position of each article's lead."""
    found = copies.group(articles)
    ids = [a.article_id for a in articles]
    return [ids.index(found[name]) for name in ids]


def test_different_stories_lead_themselves() -> None:
    assert leads(*(article(story(n)) for n in range(6))) == [0, 1, 2, 3, 4, 5]


def test_a_light_edit_is_a_copy_of_the_earlier() -> None:
    text = story(1)
    edited = text.replace("marvoy", "viaduct", 2)
    assert leads(article(edited, day=9), article(text, day=8), article(story(2))) == [1, 1, 2]


def test_a_wire_story_inside_a_longer_article_is_a_copy() -> None:
    wire = story(1)
    longer = f"{story(2, 60)}\n\n{wire}\n\n{story(3, 90)}"
    assert leads(article(wire, day=4), article(longer, day=5)) == [0, 0]


def test_without_dates_the_fullest_leads() -> None:
    wire = story(1)
    assert leads(article(wire), article(f"{wire}\n\n{story(2, 44)}")) == [1, 1]


def test_a_dated_article_leads_an_undated_one() -> None:
    wire = story(1)
    assert leads(article(f"{wire}\n\n{story(2, 44)}"), article(wire, day=3)) == [1, 1]


def test_background_shared_by_many_does_not_join_them() -> None:
    background = story(99, 66)
    assert leads(*(article(f"{story(n)}\n\n{background}") for n in range(5))) == [0, 1, 2, 3, 4]


def test_the_boilerplate_of_an_outlet_is_not_counted() -> None:
    notice = story(98, 132)
    short = [article(f"{story(n, 99)}\n\n{notice}", outlet="harbour-post") for n in range(4)]
    assert leads(*short) == [0, 1, 2, 3]
    assert len(set(leads(*(replace(a, outlet_key=None) for a in short)))) == 1


def test_a_story_printed_often_by_one_outlet_is_still_one_story() -> None:
    text = story(1)
    often = [article(f"{text}\n\nPart {n} of it.", day=n + 1, outlet="harbour-post") for n in range(5)]
    assert leads(*often) == [0] * 5


def test_more_copies_than_a_shingle_remembers() -> None:
    text = story(1)
    many = [article(f"{text}\n\n{story(1000 + n, 22)}", day=1 + n % 30) for n in range(2 * copies.REMEMBERED)]
    assert len(set(leads(*many))) == 1


def test_furniture_alone_joins_nothing() -> None:
    menu = "\n".join(["Menu", "World", "Business", "Sport", "Culture", "Sign in"] * 30)
    assert leads(article(f"{menu}\n\n{story(1, 66)}"), article(f"{menu}\n\n{story(2, 66)}")) == [0, 1]


def test_short_and_empty_texts_lead_themselves() -> None:
    assert leads(article("Four people were hurt."), article("Four people were hurt!"), article("")) == [0, 1, 2]
    assert copies.group([]) == {}


@pytest.mark.parametrize("seed", range(3))
def test_groups_do_not_depend_on_the_order(seed: int) -> None:
    texts = [story(n) for n in range(5)]
    given = [article(t, day=n + 1) for n, t in enumerate(texts)]
    given += [article(t.replace("harket", "stream"), day=n + 10) for n, t in enumerate(texts)]
    expected = copies.group(given)
    random.Random(seed).shuffle(given)
    assert copies.group(given) == expected


@pytest.mark.parametrize("about", [True, False])
def test_pages_that_share_only_an_advertisement_are_no_copies(about: bool) -> None:
    shared = story(97, 132)
    first = " ".join(shared.split()[:3]) if about else "Tram derailed near quay"
    pages = [
        replace(article(f"{title}\n\n{shared}", day=day, outlet="harbour-post"), title=title)
        for day, title in ((2, first), (3, "Bakery burned overnight"))
    ]
    assert leads(*pages) == [0, 0 if about else 1]
