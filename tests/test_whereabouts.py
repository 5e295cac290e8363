"""Where a figure, and where an article's news, took place."""

from __future__ import annotations

from typing import Any

import pytest

from newslab import gazetteer, language, places
from newslab.articles import Article, Line


def place_of(text: str, number: str) -> tuple[str | None, str]:
    doc = next(language.parse([text]))
    article = Article("a", text)
    mentions = places.find(doc, article, gazetteer.default())
    start = text.index(number)
    found, basis, rule = places.place_of(doc, article, mentions, start, start + len(number))
    assert rule
    return (found.text if found else None), basis


@pytest.mark.parametrize(
    ("text", "number", "place", "basis"),
    [
        ("A strike on Odesa killed 14 people on Friday.", "14", "Odesa", "clause"),
        ("A raid in Odesa claimed the lives of 9 men and did harm to 40 others.", "40", "Odesa", "sentence"),
        ("At least 30 people were injured in Kharkiv, Ukraine.", "30", "Kharkiv", "clause"),
        ("Two people were killed in Kherson and seven in Zaporizhzhia, Ukraine.", "Two", "Kherson", "clause"),
        ("Two people were killed in Kherson and seven in Zaporizhzhia, Ukraine.", "seven", "Zaporizhzhia", "clause"),
        ("Rain flooded the streets of Valencia in Spain. At least 60 people died.", "60", "Valencia", "carried"),
        ("The company has 500 employees.", "500", None, "none"),
        ("The country will call up 90,000 men as troops close in on Pokrovsk.", "90,000", None, "none"),
        ("It came a year after the fire in Valencia, Spain. The flood killed 58 people.", "58", None, "none"),
        ("At least 20 people were missing after a ferry sank near Odesa.", "20", "Odesa", "clause"),
        ("Shells struck a mill in Kharkiv, killing two and wounding six.", "six", "Kharkiv", "sentence"),
        ("The London-based monitor said 40 nurses were killed.", "40", None, "none"),
        ("A missile made in Taiwan killed 40 nurses.", "40", None, "none"),
        ("The army had the means to make gains in Kherson. It took 40 men.", "40", "Kherson", "carried"),
        ("The army holds 300 square miles of Russian territory.", "300", "Russian", "clause"),
        ("The army took 12 hamlets near the Ukrainian town of Kherson.", "12", "Kherson", "clause"),
        ("Peru's health ministry reported that 40 nurses had died.", "40", "Peru", "sentence"),
        ("Speaking in Brussels, he condemned an attack in Odesa that killed 40 nurses.", "40", "Odesa", "sentence"),
        ("Six were killed and 18 hurt in raids on Odesa, which Brussels condemned.", "Six", "Odesa", "sentence"),
        ("At least 46 people, including 33 in Kyiv, died across Ukraine.", "46", "Ukraine", "clause"),
        ("At least 46 people, including 33 in Kyiv, died across Ukraine.", "33", "Kyiv", "clause"),
        ("Most raids were in Odesa, with 40, and in Kherson with 12.", "12", "Kherson", "clause"),
        ("A rocket killed 86 people, including 27 nuns, in Odesa, Ukraine.", "86", "Odesa", "clause"),
        ("Raids hit 20 villages in the south, including the town of Kherson.", "20", None, "none"),
        ("At least 190 were hurt across the land, including some in Kyiv.", "190", None, "none"),
        ("At least 58 guests, including six nuns, died in Kyiv.", "58", "Kyiv", "clause"),
        ("Local officials in Texas said 40 nurses had died.", "40", "Texas", "sentence"),
        (
            "TAMPA, Florida - It was late.\n\nIt rained. Texas officials said 40 homes burned.",
            "40",
            "Texas",
            "sentence",
        ),
        ("Floods damaged 90 barns in Odesa and Kharkiv, Ukraine.", "90", "Ukraine", "clause"),
        ("Floods damaged 90 barns in Kyiv, Dnipro, Sloviansk and Kramatorsk.", "90", None, "none"),
        ("Raids hit four mills in the regions of Kharkiv and Kherson.", "four", None, "none"),
        ("They lost one barn each in Odesa and Kharkiv, Ukraine.", "one", "Odesa", "clause"),
        ("Two nuns died in the Kharkiv region of eastern Ukraine.", "Two", "Kharkiv", "clause"),
        ("KYIV, Ukraine - It was late.\n\nIt rained. It killed 900 nuns in less than six months.", "900", None, "none"),
        ("KYIV, Ukraine - It was late.\n\nIt rained. It killed 900 nuns.", "900", "KYIV", "dateline"),
        ("Peru has a population of 900, which borders Chile to the south.", "900", None, "none"),
        ("The bishop went to Odesa, where he said 60 nuns had died in Kharkiv.", "60", "Kharkiv", "clause"),
        ("The bishop came from Kyiv to Odesa, where 60 nuns died.", "60", "Odesa", "sentence"),
        (
            "They are near Sloviansk, where officials said 60 nuns died in a raid, and Kramatorsk, where a mill fell.",
            "60",
            "Sloviansk",
            "sentence",
        ),
        ("Peru's army reported that 40 rebels had died.", "40", None, "none"),
        ("Rebels have shelled Odesa while Peru has lost 40 nurses.", "40", None, "none"),
        ("Rebels have shelled Odesa while bombs have killed 40 nurses.", "40", "Odesa", "sentence"),
        (
            "The bank froze loans to Chile over the raid on southern Peru, in which 40 nurses died.",
            "40",
            "Peru",
            "sentence",
        ),
        (
            "They had sent 900 sailors to train in Chile, which will “likely” result in “a buildup of men near Peru.”",
            "900",
            "Chile",
            "sentence",
        ),
        (
            "Shells fell on Odesa. In nearby Kherson, the mayor rose early. The raid killed 40.",
            "40",
            "Kherson",
            "carried",
        ),
    ],
)
def test_place_of_a_figure(text: str, number: str, place: str | None, basis: str) -> None:
    assert place_of(text, number) == (place, basis)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Floods damaged 40 barns in Odesa and Kharkiv, and each of the owners wept.", None),
        ("Floods damaged 40 barns in Odesa and Kharkiv on each of the two days.", None),
        ("Floods damaged 40 barns in each of Odesa and Kharkiv.", "Odesa"),
        ("Floods damaged 40 barns in Odesa, home to 1 million, and Kharkiv.", None),
        ("Floods damaged 40 barns in Odesa, a city of 1 million people, and Kharkiv.", None),
        ("About 40 nuns were hurt in Odesa and Kyiv was quiet.", "Odesa"),
        ("Floods damaged 40 barns in Houston and Dallas, Texas.", "Texas"),
        ("Storms hit Houston and Dallas, Texas, killing 40 nuns.", "Texas"),
        ("Floods in Texas damaged 40 barns in Houston and Memphis.", None),
        ("Floods damaged 40 barns in Odesa, Ukraine, and Kharkiv.", "Ukraine"),
        ("Floods damaged 40 barns in Odesa and Lisbon, Portugal.", None),
        ("A raid on Ukraine's third city, Odesa, hurt 40 nuns.", "Odesa"),
        ("Most barns fell: in Odesa Oblast — 93%, and in Kherson Oblast — 40%.", "Kherson Oblast"),
        ("Storms hit Colorado and New Mexico, each of which lost 40 barns.", "New Mexico"),
        ("Kharkiv and Odesa were shelled, with 40 nuns dead.", None),
        ("Kharkiv and Odesa were shelled, killing 40 nuns.", None),
    ],
)
def test_a_figure_of_a_list_of_places_is_in_what_holds_them_all(text: str, place: str | None) -> None:
    assert place_of(text, "40")[0] == place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("At least 40 were hurt across the land, including a man in Kyiv.", None),
        ("At least 40 were hurt on Friday, including the mayor of Kherson.", None),
        ("At least 40 were hurt across the land, including a man shot in Kyiv.", None),
        ("A rocket killed 40 nuns, including two girls, when it hit a mill in Odesa.", "Odesa"),
        ("A rocket killed 40 nuns including two girls in the western province of Kharkiv on Friday.", "Kharkiv"),
        ("About 90 nuns, including 40 girls in Kyiv, were hurt on Friday.", "Kyiv"),
    ],
)
def test_where_one_of_them_was_is_not_where_all_were(text: str, place: str | None) -> None:
    assert place_of(text, "40")[0] == place


def test_only_what_happened_is_placed_by_the_sentence_before() -> None:
    text = "Rain flooded the streets of Valencia in Spain. The company has 500 employees."
    doc = next(language.parse([text]))
    mentions = places.find(doc, Article("a", text), gazetteer.default())
    start = text.index("500")
    found, _, _ = places.place_of(doc, Article("a", text), mentions, start, start + 3, happened=False)
    assert found is None


def test_where_something_was_said_is_not_where_it_happened() -> None:
    found, basis = place_of("Officials said in Brussels that 40 soldiers had been killed.", "40")
    assert found is None
    assert basis == "none"


@pytest.mark.parametrize(
    ("text", "number", "place"),
    [
        ("Tampa reopened its ice rink as a refuge for 400 dancers.", "400", "Tampa"),
        ("Tampa said it can house 400 dancers.", "400", "Tampa"),
        ("Tampa is opening a refuge that can hold 400 dancers.", "400", "Tampa"),
        ("Nevada has deployed 400 wardens.", "400", "Nevada"),
        ("Nevada plans to activate 400 wardens.", "400", "Nevada"),
        ("Nevada has deployed 400 wardens to Tampa.", "400", "Tampa"),
        ("It rained in Jacksonville. Florida has activated 400 wardens.", "400", "Florida"),
        ("Tampa recorded 12 inches of rain.", "12", "Tampa"),
        ("The Tampa arena holds 400 people.", "400", "Tampa"),
        ("Tampa's concert hall was sheltering 400 dancers.", "400", "Tampa"),
        ("Portugal has been reinforced by 400 sailors.", "400", "Portugal"),
    ],
)
def test_a_figure_is_where_the_town_is_that_holds_it(text: str, number: str, place: str) -> None:
    opening = "RENO, Nevada - Dams broke in Tampa, Florida, and in Memphis, Tennessee.\n\nIt was late. "
    assert place_of(opening + text, number)[0] == place


@pytest.mark.parametrize(
    "text",
    [
        "Tampa sent 400 buses.",
        "Tampa said 400 people had died.",
        "Lisbon has activated 400 reservists.",
        "Portugal has deployed 400 sailors.",
    ],
)
def test_who_sends_tells_or_rules_holds_nothing(text: str) -> None:
    assert place_of(text, "400") == (None, "none")


@pytest.mark.parametrize(
    "text",
    [
        "A dam broke in Lisbon. About 40 sailors drowned near Velmora on Friday.",
        "A dam broke in Lisbon. About 40 sailors drowned in the village of Velmora.",
        "Shells fell in Lisbon, and at least 40 sailors were killed near Velmora.",
        "LISBON - It was late.\n\nIt rained. At least 40 sailors were killed in Velmora on Friday.",
    ],
)
def test_no_other_place_stands_in_for_one_that_is_not_known(text: str) -> None:
    assert place_of(text, "40") == (None, "none")


@pytest.mark.parametrize(
    "text",
    [
        "A dam broke in Lisbon. About 40 sailors drowned in March.",
        "A dam broke in Lisbon. About 40 sailors drowned in the Town Hall.",
    ],
)
def test_a_month_or_a_building_is_no_other_place(text: str) -> None:
    assert place_of(text, "40") == ("Lisbon", "carried")


@pytest.mark.parametrize(
    "text",
    [
        "Some 40 sailors have died, according to Western sources, Warsaw and Lisbon.",
        "About 40 sailors were killed, according to Washington, Tokyo and Seoul.",
        "Warsaw, Lisbon and Oslo said that 40 sailors were killed.",
        "About 40 sailors died, according to officials in Porto and Leeds.",
        "Officials in Porto and Leeds say 40 sailors drowned.",
        "About 40 sailors died, according to diplomats in Lisbon.",
    ],
)
def test_none_of_a_list_of_tellers_is_where_it_happened(text: str) -> None:
    assert place_of(text, "40") == (None, "none")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Around 40 sailors drowned in Porto, according to Western officials, Prague and Vienna.", "Porto"),
        ("According to Prague and Vienna, a fire in Porto killed 40 sailors.", "Porto"),
        ("About 40 sailors drowned, according to the health directorate in Porto.", "Porto"),
    ],
)
def test_tellers_leave_the_place_that_is_told_of(text: str, place: str) -> None:
    assert place_of(text, "40")[0] == place


@pytest.mark.parametrize(
    ("told", "place"),
    [
        ("The governor of the eastern Kharkiv region said 40 nurses had been hurt.", "Kharkiv"),
        ("Officials in the city of Kharkiv said 40 nurses had been hurt.", "Kharkiv"),
        ("Officials in the Kharkiv region said 40 nurses had been hurt.", "Porto"),
        ("Officials in Kharkiv and Oslo said 40 nurses had been hurt.", "Porto"),
        ("About 40 nurses were burned and six monks were lost, citing Kharkiv’s regional head.", "Kharkiv"),
        ("In the Kharkiv region, 40 nurses were left without tents, and in the Toledo region, rain fell.", "Kharkiv"),
        ("About 40 nurses were hurt, Kharkiv Fire Department's Ann Bell said.", "Kharkiv"),
        ("The manager of Mykolaiv hospital in Kharkiv said 40 nurses had been hurt.", "Kharkiv"),
        ("Officials in Oslo said 40 nurses had been hurt.", "Porto"),
        ("The head of the Kharkiv region's health authority said 40 nurses were hurt.", "Kharkiv"),
        ("About 40 nurses were hurt, according to the Kharkiv region's health authority.", "Kharkiv"),
        ("The civil war has killed 40 nurses.", None),
        ("About 40 nurses have died since the start of the war.", None),
        ("In the Kharkiv region, 40 nurses fled, and in the Toledo region, rain fell.", "Kharkiv"),
    ],
)
def test_the_sentence_before_gives_way_to_whoever_tells(told: str, place: str | None) -> None:
    assert place_of(f"On Friday a fire broke out in Porto, Portugal. {told}", "40")[0] == place


@pytest.mark.parametrize(
    "told",
    [
        "Officials in Texas and Florida said 40 barns burned.",
        "Officials in Texas and Ohio said 40 barns burned.",
        "Texas officials said 40 nuns died in the Mexican flood.",
        "Officials in Texas said 40 nuns were hurt on a Chilean ship.",
    ],
)
def test_what_regions_tell_together_or_of_abroad_has_no_place(told: str) -> None:
    assert place_of(f"TAMPA, Florida - It was late.\n\nIt rained. {told}", "40") == (None, "none")


@pytest.mark.parametrize(
    ("told", "basis"),
    [
        ("About 900 nuns have died in two years.", "none"),
        ("Raids have killed 900 nuns over the past six months.", "none"),
        ("About 900 nuns died in the worst fire in 20 years.", "dateline"),
        ("About 900 nuns were shot in the city's third raid in two months.", "dateline"),
        ("About 900 nuns sang for the first time in 12 months.", "dateline"),
        ("A judge jailed 900 nuns for 20 years.", "dateline"),
        ("Police have detained 900 nuns in two months.", "dateline"),
    ],
)
def test_what_went_on_for_months_is_not_at_the_dateline(told: str, basis: str) -> None:
    assert place_of(f"LISBON, Portugal - It was late.\n\nIt rained. {told}", "900")[1] == basis


@pytest.mark.parametrize(
    "text",
    [
        "Officials of Texas said 40 sailors were sent overseas.",
        "Officials in Texas said 40 sailors had been killed abroad.",
        "Officials in Tampa, Florida, said 40 sailors had been killed abroad.",
        "Police in Tampa, Florida, said 40 dancers hurt elsewhere had died.",
        "A dam broke in Tampa, Florida. Tampa has lost 40 people abroad.",
        "A dam broke in Tampa, Florida. Tampa houses 40 dancers worldwide.",
        "A dam broke in Tampa, Florida. Some 40 people were killed elsewhere.",
    ],
)
def test_who_speaks_of_anywhere_or_of_elsewhere_places_nothing(text: str) -> None:
    assert place_of(text, "40") == (None, "none")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Tampa lost 40 people in the flood.", "Tampa"),
        ("Tampa reported 40 deaths.", "Tampa"),
        ("Tampa has lost 40 homes.", "Tampa"),
        ("Tampa lost 40 players to injury.", None),
        ("Tampa lost 40 matches.", None),
        ("Tampa has recorded 40 wins.", None),
        ("Tampa reported 40 people hurt in Asia.", "Asia"),
        ("Tampa has reported 40 cars sold in Asia.", "Asia"),
    ],
)
def test_a_town_suffers_only_what_befell_its_people_and_homes(text: str, place: str | None) -> None:
    opening = "Dams broke in Tampa, Florida, and in Memphis, Tennessee. It was late. "
    assert place_of(opening + text, "40")[0] == place


def test_what_befell_nobody_is_not_where_the_town_is_that_has_it() -> None:
    text = "A dam broke in Tampa, Florida. Tampa has 40 people."
    doc = next(language.parse([text]))
    article = Article("a", text)
    mentions = places.find(doc, article, gazetteer.default())
    assert places.place_of(doc, article, mentions, text.index("40"), text.index("40") + 2, happened=False)[0] is None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("The raid that killed 40 nurses led to the end of Springfield.", None),
        ("The raid killed 40 nurses in the town of Springfield.", "Springfield"),
        ("The raid killed 40 nurses on the outskirts of Springfield.", "Springfield"),
    ],
)
def test_a_name_in_doubt_counts_only_where_a_place_stands(text: str, place: str | None) -> None:
    assert place_of(text, "40")[0] == place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("About 40 nurses from Portugal were hurt near Odesa.", "Odesa"),
        ("About 40 nurses from Portugal were hurt on Friday.", None),
        ("The port bought 40 cranes from Portugal.", None),
        ("About 40 nurses were evacuated from Odesa.", "Odesa"),
        ("The army evacuated 40 nurses from Odesa.", "Odesa"),
        ("About 40 rockets were fired from Odesa.", "Odesa"),
        ("The evacuation of 40 nurses from Odesa was over by noon.", "Odesa"),
        ("A crowd from Portugal came by bus. About 40 nurses were hurt.", None),
        ("Ewan Doyle, from Lisbon, hurt 40 nurses.", None),
        ("Ewan Doyle, 29, of Lisbon, hurt 40 nurses.", None),
        ("About 40 nurses from Lisbon were shot on Friday.", None),
        ("A former monk from Lisbon shot 40 nurses.", None),
    ],
)
def test_where_somebody_is_from_is_not_where_they_are(text: str, place: str | None) -> None:
    assert place_of(text, "40")[0] == place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("The state wants 40,000 nurses to return to their homes near the Chilean border.", None),
        ("About 40 nurses were hurt near the border with Chile.", None),
        ("The mill lies 40 miles north of the Chile-Peru border.", None),
        ("At least 40 nurses were hurt at the Chilean border.", "Chilean"),
        ("At least 40 nurses were hurt near the Chilean border town of Arica.", "Arica"),
        ("Rebels fired 40 rockets towards Chile.", None),
        ("Rebels fired 40 rockets from Peru towards Chile.", "Peru"),
        ("About 40,000 nurses have fled to Poland.", None),
        ("About 40,000 nurses have fled from Peru across the hills into Chile.", "Peru"),
        ("At least 40 nurses were brought to Poland.", "Poland"),
        ("At least 40 nurses lost their homes close to Chile.", None),
        ("At least 40 nurses lost their homes near Chile.", None),
        ("At least 40 nurses lost their homes close to Valencia.", "Valencia"),
    ],
)
def test_which_way_or_how_near_a_land_is_does_not_place_in_it(text: str, place: str | None) -> None:
    assert place_of(text, "40")[0] == place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Rebels attacked Peru on Friday, killing 40 nurses.", "Peru"),
        ("It was the day of the attack on Peru, in which 40 nurses were killed.", "Peru"),
        ("The raid came in retaliation for a strike in Lisbon. It killed 40 nurses.", None),
        ("They shot down the 40 drones sent on Friday in revenge for the strike in Lisbon.", None),
        ("They came in response to a raid on southern Peru, in which 40 nurses were killed.", "Peru"),
    ],
)
def test_what_is_attacked_is_the_place_and_what_is_avenged_is_none(text: str, place: str | None) -> None:
    assert place_of(text, "40")[0] == place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Rescuers found 40 bodies near the al-Chile al-Rafi Hospital.", None),
        ("At least 40 nurses were hurt at Kuwait General Hospital.", None),
        ("At least 40 pupils were hurt outside Susan Tampa high school.", None),
        ("At least 40 pupils were hurt in a Tampa high school.", "Tampa"),
        ("At least 40 nurses were hurt in the Tampa General Hospital.", "Tampa"),
    ],
)
def test_a_name_within_a_sites_name_is_no_place(text: str, place: str | None) -> None:
    assert place_of(text, "40")[0] == place


def test_a_wars_toll_is_not_that_of_a_place_in_doubt() -> None:
    assert place_of("A raid hit the town of Springfield. The war has killed 40 nurses.", "40") == (None, "none")


def test_a_wars_toll_is_not_that_of_a_town_told_of_beside_it() -> None:
    text = "At least 40 nurses had died in the war, it said, after it had learned of nine more deaths in Odesa."
    assert place_of(text, "40") == (None, "none")
    assert place_of("Police in Tampa seek two men who shot 40 nurses during a home invasion.", "40")[0] == "Tampa"


def test_two_places_in_the_sentence_before_are_not_guessed_between() -> None:
    found, basis = place_of("Storms hit Lisbon, and later they reached Rome. In all, 12 people died.", "12")
    assert (found, basis) == (None, "none")


def test_the_place_of_an_earlier_event_is_not_this_ones() -> None:
    found, _ = place_of("At least 19 people were killed hours after an explosion in Valencia, Spain.", "19")
    assert found is None


def test_a_dateline_is_no_place_of_its_sentence() -> None:
    text = "NAIROBI - Kenya is planning to draft another 900 sailors as the war drags on."
    doc = next(language.parse([text]))
    article = Article("a", text, lines=(Line(0, 10, "dateline"), Line(10, len(text), "body")))
    mentions = places.find(doc, article, gazetteer.default())
    assert [m.section for m in mentions][:1] == ["dateline"]
    start = text.index("another")
    assert places.place_of(doc, article, mentions, start, start + len("another 900"))[1] == "dateline"


def test_dateline_comes_last() -> None:
    text = "NAIROBI, Kenya - A bus fell into a river.\n\nRescuers worked all night. They counted 25 bodies."
    assert place_of(text, "25") == ("NAIROBI", "dateline")


def test_focus_is_where_the_news_is_not_who_spoke() -> None:
    title = "Fire in Lisbon market kills four"
    body = "A fire in a market in Lisbon killed four people. Madrid offered help. A similar fire hit Rome in 1990."
    text = f"{title}\n\n{body}"
    lines = (Line(0, len(title), "headline"), Line(len(title) + 2, len(text), "body"))
    doc = next(language.parse([text]))
    article = Article("a", text, title=title, lines=lines)
    found = places.focus(doc, article, places.find(doc, article, gazetteer.default()), ())
    assert found.mention is not None
    assert found.mention.name == "Lisbon"
    assert found.place_id == found.mention.place_id
    assert found.basis


def test_no_place_no_focus() -> None:
    text = "Prices rose by 3 percent."
    doc = next(language.parse([text]))
    assert places.focus(doc, Article("a", text), [], ()).place_id is None


class _Parse:
    """A parse whose text is never asked for: it is put together anew each time."""

    def __init__(self, doc: Any) -> None:
        self.doc = doc

    def __getattr__(self, name: str) -> Any:
        assert name != "text"
        return getattr(self.doc, name)

    def __getitem__(self, key: Any) -> Any:
        return self.doc[key]


def test_the_text_is_not_put_together_anew_for_each_place() -> None:
    text = "A dam broke in Tampa. A strike on Odesa killed 14 nuns. It hurt 6 nuns."
    doc = next(language.parse([text]))
    article = Article("a", text)
    mentions = places.find(doc, article, gazetteer.default())
    for number in ("14", "6"):
        start = text.index(number)
        assert places.place_of(_Parse(doc), article, mentions, start, start + len(number))[0] is not None
