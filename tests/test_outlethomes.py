"""Homes of outlets: a table for papers as a whole, and what an outlet's own articles agree on."""

from __future__ import annotations

from newslab import gazetteer
from newslab.articles import Article
from newslab.places import outlethomes

GAZ = gazetteer.default()


def test_name_and_host_of_a_paper_lead_to_one_home() -> None:
    by_name = outlethomes.home_of("The Columbus Dispatch", GAZ)
    assert by_name is not None
    assert by_name == outlethomes.home_of("dispatch.com", GAZ)
    assert by_name.admin1 == "US-OH"


def test_a_host_is_looked_up_whole() -> None:
    assert outlethomes.home_of("parisnews.example", GAZ) is None
    assert outlethomes.home_of(None, GAZ) is None


def test_every_row_of_the_table_finds_its_town() -> None:
    lost = [key for key in outlethomes._rows() if outlethomes.home_of(key, GAZ) is None]
    assert lost == []


def test_an_outlets_articles_tell_its_home() -> None:
    texts = [
        "The Athens council met. Roads in Georgia need repair, said a planner from Athens.",
        "A bakery opened in Athens. Georgia has few like it, and people came from Marietta.",
        "Schools in Athens, Ga., stay closed.",
    ]
    home = outlethomes.learn(texts, GAZ)
    assert home is not None
    assert home.admin1 == "US-GA"


def test_articles_that_do_not_agree_tell_nothing() -> None:
    assert outlethomes.learn(["It rained in Ohio.", "It snowed in Bavaria.", "Wind in Tuscany."], GAZ) is None
    assert outlethomes.learn(["It rained in Ohio."], GAZ) is None


def test_homes_of_a_drop() -> None:
    articles = [Article("1", "Rain.", outlet="The Seattle Times"), Article("2", "Rain.", outlet="Nobody's Letter")]
    assert list(outlethomes.homes(articles, GAZ)) == ["The Seattle Times"]
