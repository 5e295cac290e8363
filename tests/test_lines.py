"""Line labels: what is the article's and what is the page's."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newslab.articles import lines
from newslab.schema import LINE_LABELS, READABLE

PROSE = "The mayor said on Monday that four people had been hurt when a roof came down on the market."
MORE = "Rescue workers searched the halls until the evening, and the market stays closed this week."


def labelled(text: str, **given: object) -> dict[str, str]:
    return {text[line.start : line.end]: line.label for line in lines.label(text, **given)}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("300% Welcome Bonus up to $900 | 50 Free Spins", "advert"),
        ("20% off all tents: order now with promo code RAIN", "advert"),
        ("Sign up for our emails", "signup"),
        ("Get the latest news from harbourpost.example in your inbox.", "signup"),
        ("Follow harbourpost.example on Google News to keep up with the latest stories", "signup"),
        ("Subscribe to our newsletter", "signup"),
        ("READ MORE: Six towns ask for help after the flood", "links"),
        ("All Sections", "furniture"),
        ("Share this article", "furniture"),
        ("Facebook Twitter WhatsApp", "furniture"),
        ("Advertisement", "furniture"),
        ("5 min read", "furniture"),
        ("Getty Images", "furniture"),
        ("Updated at 22.28 BST", "furniture"),
        ("Updated at 3:03 p.m. ET", "furniture"),
        ("Story continues below", "furniture"),
        ("With Reuters, the Associated Press and AFP", "author_note"),
        ("Additional reporting from PA", "author_note"),
        ("Exit mobile version", "furniture"),
        ("Photo: Soldiers rest near the river after the crossing", "caption"),
        ("Camera IconThe mayor speaks to reporters in the market hall. (AP PHOTO)", "caption"),
        ("A harbour crane after the storm. Stock photo: Harbour Post", "caption"),
        ("FILE PHOTO - The old bridge before the flood", "caption"),
        ("A crane lies in the harbour (Jane Doe/Reuters)", "caption"),
        ("© 2024 Harbour Post. All rights reserved.", "tail"),
        ("Tags: flood, market, harbour", "tail"),
        ("Reporting by Jane Doe; Editing by John Roe", "author_note"),
        ("John Roe contributed to this report.", "author_note"),
    ],
)
def test_a_line_between_paragraphs(line: str, label: str) -> None:
    assert labelled(f"{PROSE}\n\n{line}\n\n{MORE}")[line] == label


@pytest.mark.parametrize(
    "line",
    [
        "The bank offered a bonus of up to $20,000 to every recruit who signed before May.",
        "Sales rose by 20% and the chain gave customers 10% off in the last week.",
        "About 300 people signed up for the army in the first week, the ministry said.",
        "Villagers followed the column on Facebook and Telegram as it moved towards the river.",
        "The opposition asked readers to share this article of the constitution with their neighbours.",
        "Officers shared photos of the wounded with reporters in the town.",
        "The ministry says 4,000 tickets were sold: 1,200 of them at the door.",
        "Updated at the weekend, the list holds 300 names of the missing.",
        "With Reuters and two other agencies closing, 300 people lost their work.",
        "Some 40 comments were made by members of parliament during the debate.",
        "Read more slowly, the letter says something else altogether.",
        "“Sign up or leave,” the officer told the men, two of them said.",
        "One dead, twelve hurt in the northern districts",
        "10,000 workers already on strike",
        "• Two bridges and 14 houses were destroyed, according to the region's governor.",
    ],
)
def test_real_text_stays_body(line: str) -> None:
    assert labelled(f"{PROSE}\n\n{line}\n\n{MORE}")[line] == "body"


def test_a_list_of_links_ends_where_its_bullets_end() -> None:
    links = "Read more\n\n  • Five hurt as a bus leaves the road\n  • A harbour with 300 ships"
    text = f"{PROSE}\n\n{links}\n\nIn the north\n\n{MORE}"
    found = labelled(text)
    assert [found[key] for key in found] == ["body", "links", "links", "links", "body", "body"]


def test_a_bare_list_of_headlines_ends_before_prose_and_its_heading() -> None:
    links = "Related stories\n\nBus leaves the road\n\nA harbour with 300 ships"
    text = f"{PROSE}\n\n{links}\n\nIn the north\n\n{MORE}"
    found = labelled(text)
    assert found["Bus leaves the road"] == found["A harbour with 300 ships"] == "links"
    assert found["In the north"] == found[MORE] == "body"


def test_read_more_before_prose_takes_nothing_along() -> None:
    found = labelled(f"{PROSE}\n\nRead more...\n\n{MORE}")
    assert found == {PROSE: "body", "Read more...": "links", MORE: "body"}


def test_headline_date_header_and_byline() -> None:
    head = " date 2024-10-17 All Sections\nFour hurt as market roof comes down"
    text = f"{head}\n\nJane DoeThursday, 17 October 2024, 14:43\n\n{PROSE}"
    assert labelled(text) == {
        "date 2024-10-17": "furniture",
        "All Sections": "furniture",
        "Four hurt as market roof comes down": "headline",
        "Jane DoeThursday, 17 October 2024, 14:43": "byline",
        PROSE: "body",
    }


@pytest.mark.parametrize(
    ("opening", "label"),
    [
        ("KYIV -", "dateline"),
        ("HOUSTON (Reuters) -", "dateline"),
        ("MINSK, 20 June (BelTA) –", "dateline"),
        ("PALM BEACH, Fla. (AP) —", "dateline"),
        ("Dubai, United Arab Emirates (CNN)-", "dateline"),
        ("CNN —", "byline"),
    ],
)
def test_the_dateline_is_a_line_of_its_own(opening: str, label: str) -> None:
    text = f"Four hurt as market roof comes down\n\n{opening} {PROSE}"
    assert labelled(text) == {"Four hurt as market roof comes down": "headline", opening: label, PROSE: "body"}


@pytest.mark.parametrize(
    "text",
    ["UPDATE: Four people were hurt, the mayor said.", "The mayor - a builder - was hurt.", "US-backed men left."],
)
def test_what_is_no_dateline(text: str) -> None:
    assert [line.label for line in lines.label(text)] == ["body"]


def test_a_text_that_opens_with_prose_has_no_headline() -> None:
    texts = (
        f"{PROSE}\n\n{MORE}",
        "A storm closed the harbour on\nMonday, and the ferries with it.",
        "Storm closes harbour",
    )
    assert all(line.label == "body" for text in texts for line in lines.label(text))


def test_the_title_echoed_in_the_body_is_read_once() -> None:
    title = "Four hurt as market roof comes down"
    text = f"{title}\n\n{title} | Harbour Post\n\n{PROSE}\n\n{MORE}"
    found = [line.label for line in lines.label(text, title=title)]
    assert found == ["headline", "furniture", "body", "body"]


@pytest.mark.parametrize("before", ["", "Monday 7 Oct 2024 ", "Published October 7 2024 "])
@pytest.mark.parametrize("after", [". ", " - ", " "])
def test_a_title_run_into_the_first_sentence_is_cut_off(before: str, after: str) -> None:
    title = "Four hurt as market roof comes down"
    body = f"{before}Four Hurt as Market Roof Comes Down{after}{PROSE}"
    assert [line.label for line in lines.label(f"{title}\n\n{body}", title=title)] == ["headline", "furniture", "body"]
    assert [line.label for line in lines.label(body, title=title)] == ["headline", "body"]
    assert labelled(body, title=title)[PROSE] == "body"


@pytest.mark.parametrize(
    "date",
    [
        "7 October 2024",
        "Published October 7 2024",
        "Posted on October 7 2024",
        "Date of publication 7 October 2024",
        "07.10.2024",
    ],
)
def test_the_date_before_the_first_sentence_is_a_byline(date: str) -> None:
    assert labelled(f"{date} {PROSE}") == {date: "byline", PROSE: "body"}


@pytest.mark.parametrize(
    "text", ["7 October 2024 was the day the market hall closed.", "On 7 October 2024 Four Winds closed."]
)
def test_a_date_that_belongs_to_the_sentence_stays(text: str) -> None:
    assert labelled(text) == {text: "body"}


def test_a_first_sentence_that_begins_like_the_title_stays_whole() -> None:
    title = "Four people were hurt"
    text = f"{title} when a roof came down on the market hall.\n\n{MORE}"
    assert [line.label for line in lines.label(text, title=title)] == ["body", "body"]


def test_a_paragraph_printed_twice_is_read_once() -> None:
    found = [line.label for line in lines.label(f"{PROSE}\n\n{MORE}\n\n{PROSE}")]
    assert found == ["body", "body", "furniture"]


def test_background_is_read_and_says_so() -> None:
    recap = "Background:\n\n  • In May a hall in that street burned, and 30 people were hurt.\n  • In June it reopened."
    text = f"{PROSE}\n\n{recap}"
    assert [line.label for line in lines.label(text)] == ["body", "background", "background", "background"]


def test_an_author_box_is_known_by_the_name_in_it() -> None:
    box = (
        "Jane Doe",
        "By Jane Doe",
        "Jane Doe has been a reporter on the city desk since 2013. Before, she worked at three papers. 1-800-555-0100",
    )
    text = "\n\n".join([PROSE, MORE, PROSE.replace("Monday", "Friday"), MORE.replace("week", "month"), *box])
    assert [line.label for line in lines.label(text)][-3:] == ["author_note"] * 3
    claim = "Jane Roe is an American reporter held in the northern town since May, her editor said."
    assert labelled(f"{PROSE}\n\n{MORE}\n\n{claim}")[claim] == "body"


def test_comments_close_the_article() -> None:
    comments = "12 comments\n\nI counted 500 people there.\n\nCancel reply"
    text = f"{PROSE}\n\n{MORE}\n\n{MORE.replace('week', 'month')}\n\n{comments}"
    assert [line.label for line in lines.label(text)] == ["body"] * 3 + ["tail"] * 3


def test_menus_and_feeds_of_a_saved_page() -> None:
    menu = ["Menu", "World", "Business", "Sport", "Culture", "Sign in"] * 5
    feed = [row for n in range(10, 16) for row in (f"{n} October 2024, 09:15", f"Harbour news of the day, part {n}")]
    article = [
        PROSE,
        MORE,
        PROSE.replace("Monday", "Friday"),
        MORE.replace("week", "month"),
        "Two halls stay shut, the city said.",
    ]
    text = "\n".join(
        [*menu, "Four hurt as market roof comes down", *article, *feed, "Contact us", "About us", "Privacy policy"]
    )
    found = lines.label(text, title="Four hurt as market roof comes down")
    assert [text[line.start : line.end] for line in found if line.label == "body"] == article
    assert {line.label for line in found if text[line.start : line.end].startswith("Harbour news")} == {"links"}


@pytest.mark.parametrize(
    "head",
    [
        ["Jane Doe and John Roe", "Harbour Post"],
        ["Jane Doe", "7 October 2024"],
        ["By Jane Doe"],
        ["Harbour Post staff", "7 October 2024, 14:43"][1:],
        ["CTV Harbour Published Saturday, March 31, 2018 1:19PM"],
    ],
)
def test_bylines_below_the_headline(head: list[str]) -> None:
    title = "Four hurt as market roof comes down"
    text = "\n\n".join([title, *head, PROSE, MORE])
    found = [line.label for line in lines.label(text, title=title, names=["Harbour Post"])]
    assert found == ["headline", *["byline"] * len(head), "body", "body"]


@pytest.mark.parametrize("subhead", ["Donald Trump", "War in the north", "What Jane Doe saw", "Kyiv and Moscow"])
def test_a_short_line_before_prose_is_no_byline_by_itself(subhead: str) -> None:
    title = "Four hurt as market roof comes down"
    found = labelled("\n\n".join([title, subhead, PROSE, MORE]), title=title)
    assert found[subhead] == "body"


@pytest.mark.parametrize(
    "unit",
    ["a ", "(", "\n", "x\n", "Read more\n", "17 October 2024\n", "12:30\n", "• x\n", "/", "http://", "Photo: ",
     "Background:\n",     "By Jane Doe\n", "Get the latest ", "“", "AA, ", "a\u0301", "20% off "],
)  # fmt: skip
def test_a_huge_text_of_one_thing_is_labelled(unit: str) -> None:
    text = unit * (60_000 // len(unit))
    assert all(line.label in LINE_LABELS for line in lines.label(text))


@given(st.text(alphabet=st.sampled_from("ab A1.\n\r\t–-•:|()“”«»\u2028é💥"), max_size=400))
@settings(deadline=None)
def test_any_text_is_covered_in_order(text: str) -> None:
    found = lines.label(text)
    covered = set()
    end = 0
    for line in found:
        assert end <= line.start < line.end <= len(text)
        assert line.label in LINE_LABELS
        assert not text[line.start].isspace()
        covered.update(range(line.start, line.end))
        end = line.end
    assert all(c.isspace() for i, c in enumerate(text) if i not in covered)


@pytest.mark.parametrize("corpus", ["polnear.dev", "trnews.train", "lgl.train", "geowebnews.train"])
def test_clean_texts_lose_next_to_nothing(shared, corpus: str) -> None:
    import json

    path = shared / "corpora" / f"{corpus}.jsonl"
    texts = [json.loads(line).get("text", "") for line in path.read_text(encoding="utf-8").split("\n") if line]
    lost = sum(line.end - line.start for t in texts for line in lines.label(t) if line.label not in READABLE)
    assert lost / sum(map(len, texts)) < 0.02
