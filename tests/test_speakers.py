"""Who is credited with a figure: (text, numeral, speaker as written, relay, basis), in sentences of our own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from newslab import language, speakers
from newslab.articles import Article, Line, read_articles
from newslab.drop import open_drop
from newslab.schema import QUOTE_TYPES, SPEAKER_BASIS, SPEAKER_KINDS

if TYPE_CHECKING:
    from pathlib import Path

CREDITED = [
    # clausal complements in every order
    ("The mayor said that 14 houses burned.", "14", "The mayor", None, "clause"),
    ("Fourteen houses burned, the mayor said.", "Fourteen", "the mayor", None, "clause"),
    ("Fourteen houses burned, said Olena Bondar, the mayor of Rivne.", "Fourteen", "Olena Bondar", None, "clause"),
    ("Some 300 people, the council said, have left the village.", "300", "the council", None, "clause"),
    ("Officials confirmed the attack and said 90 people were hurt.", "90", "Officials", None, "clause"),
    ("The ministry, which said 560 people had been hurt, closed two roads.", "560", "The ministry", None, "clause"),
    ("The governor toured the town, saying 20 homes were destroyed.", "20", "The governor", None, "clause"),
    ("The mayor said two people died, adding that 30 were in hospital.", "30", "The mayor", None, "clause"),
    ("As the agency noted, the river rose by 3 metres.", "3", "the agency", None, "clause"),
    ("The army told the families at the gate that 17 men were missing.", "17", "The army", None, "clause"),
    # the name behind a noun of the content
    (
        "The army will call up at least 700 men, Ihor Savchuk, head of the council, told reporters.",
        "700", "Ihor Savchuk", "reporters", "clause",
    ),
    # objects
    ("The ministry announced a mobilisation of 4,000 men.", "4,000", "The ministry", None, "clause"),
    ("The military reported 62 clashes near the river.", "62", "The military", None, "clause"),
    ("The Pentagon estimates losses of 900 vehicles.", "900", "The Pentagon", None, "clause"),
    ("The watchdog put the toll at 85.", "85", "The watchdog", None, "clause"),
    ("The union called for 300 more buses.", "300", "The union", None, "clause"),
    ("The regime claims to have shot down 40 drones.", "40", "The regime", None, "clause"),
    # passives
    ("The toll was put at 3,100 by the health ministry.", "3,100", "the health ministry", None, "passive"),
    ("Losses of 25 tanks were confirmed by the general staff.", "25", "the general staff", None, "passive"),
    # according to
    ("About 600 tanks are lost, according to the institute.", "600", "the institute", None, "according_to"),
    ("According to the institute, 600 tanks are lost.", "600", "the institute", None, "according_to"),
    ("As reported by the police, 12 cars were damaged.", "12", "the police", None, "according_to"),
    ("In the words of the mayor, 30 houses are gone.", "30", "the mayor", None, "according_to"),
    # nouns
    ("He doubted the ministry's claim that 5,000 soldiers had fled.", "5,000", "the ministry", None, "noun"),
    ("Moscow shrugged off Western estimates of 5,000 dead.", "5,000", "Western estimates", None, "noun"),
    ("In a new poll, 46 percent of voters were undecided.", "46", "a new poll", None, "noun"),
    ("Data from the UN show that 3,000 people crossed the border.", "3,000", "Data from the UN", None, "clause"),
    # relays
    ("Fifty people were killed, a senior official told Reuters.", "Fifty", "a senior official", "Reuters", "clause"),
    (
        "Fifty people were killed, a senior official told Reuters, Ukrainska Pravda reports.",
        "Fifty", "a senior official", "Reuters", "clause",
    ),
    ("Reuters, citing a senior official, reported that 300 men were captured.", "300", "a senior official", "Reuters",
     "clause"),
    ("The governor said 8 bridges were destroyed, Interfax reported.", "8", "The governor", "Interfax", "clause"),
    ("The recruitment will take 3 months, the AFP news agency reports.", "3", "the AFP news agency", None, "clause"),
    ("The governor was quoted by Interfax as saying that 8 bridges fell.", "8", "The governor", "Interfax", "clause"),
    # one statement inside another
    ("The governor said he expected 250 guests.", "250", "The governor", None, "clause"),
    ("The institute said satellite images showed 12 ships.", "12", "The institute", None, "clause"),
    ("The mayor says 263 homes are left, according to the council.", "263", "the council", None, "according_to"),
    ("The mayor says 263 homes are left, according to Reuters.", "263", "The mayor", "Reuters", "clause"),
    ('"The council says 30 roads are closed," the mayor said.', "30", "the mayor", None, "clause"),
    # where the small parser errs
    ("It lost 31 tanks in May, estimated Poland's General Staff.", "31", "Poland's General Staff", None, "clause"),
    ("The council raised 57 million, tax office records show.", "57", "tax office records", None, "clause"),
    ("“We saw 30 planes,” Petro, 58, told AFP in an interview.", "30", "Petro", "AFP", "clause"),
    # direct quotes
    ('"We lost 12 trucks," the driver said.', "12", "the driver", None, "clause"),
    ("“We lost 12 trucks,” the driver said. “Another 5 were damaged.”", "5", "the driver", None, "clause"),
    ('The driver put it bluntly: "We lost 12 trucks."', "12", "The driver", None, "quote"),
    ('In March, "nearly 40 homes were lost," the mayor said.', "March", "the mayor", None, "clause"),
    ("“We lost 12 trucks,” the driver said.\n“Another 5 trucks were badly damaged that day.”", "5", "the driver", None,
     "carried"),
    ("“We lost 12 trucks,” the driver said. “Then it went on.\n“Another 5 trucks were damaged,” he said.", "5", "he",
     None, "clause"),
    ("Moss was quoted as saying by Reuters that 12 trucks were lost.", "12", "Moss", "Reuters", "clause"),
    # layout
    ("The station reports:\nAt least 70 homes are flooded tonight.", "70", "The station", None, "carried"),
    ("SMITH: We saw 30 planes.\nJONES: I saw 20 planes.", "20", "JONES", None, "label"),
]  # fmt: skip

NOBODY = [
    ("Four bridges were destroyed in the night.", "Four"),
    ("Some 300 people are believed to be missing.", "300"),
    ("12 percent of voters say they would leave the country.", "12"),
    ("The spokesman declined to say how many of the 90 men survived.", "90"),
    ("The spokesman did not say that 90 men survived.", "90"),
    ("The storm claimed the lives of 45 people.", "45"),
    ("A van believed to hold 6 people was found.", "6"),
    ("No group reported 30 losses.", "30"),
    ("A temptation to believe that 30 men fled is strong.", "30"),
    ("The town says it is safe - its 3 bridges were mined last year - and quiet.", "3"),
    ("The economy showed that 40 firms can fail in a day.", "40"),
    ("The Danish plan suggests 300 homes will be built.", "300"),
    ("The army claimed the town, which had some 20,000 inhabitants.", "20,000"),
]


def read(text: str, article: Article | None = None) -> tuple[list[speakers.Quote], object]:
    doc = next(iter(language.parse([text])))
    return speakers.find(doc, article), doc


def credit(text: str, number: str, article: Article | None = None) -> speakers.Credit:
    quotes, doc = read(text, article)
    start = re.search(rf"\b{re.escape(number)}\b", text).start()
    return speakers.credit(doc, article, quotes, start, start + len(number))


@pytest.mark.parametrize(("text", "number", "speaker", "relay", "basis"), CREDITED, ids=lambda v: str(v)[:40])
def test_credited(text: str, number: str, speaker: str, relay: str | None, basis: str) -> None:
    found = credit(text, number)
    assert found.speaker is not None
    assert found.speaker.text == speaker
    assert (found.relay.text if found.relay else None) == relay
    assert found.basis == basis


@pytest.mark.parametrize(("text", "number"), NOBODY, ids=lambda v: str(v)[:40])
def test_nobody(text: str, number: str) -> None:
    assert credit(text, number) == speakers.Credit()


@pytest.mark.parametrize(
    ("headline", "number", "speaker"),
    [
        ("Enemy wants to recruit 900 sailors – Savchuk", "900", "Savchuk"),
        ("Enemy deploys 900 sailors: Savchuk", "900", "Savchuk"),
        ("Enemy Deploys 900 Sailors, Savchuk Says", "900", "Savchuk"),
        ("Savchuk: Enemy deploys 900 sailors", "900", "Savchuk"),
        ("Floods kill 30 - officials", "30", "officials"),
        ("Floods kill 30 - BBC News", "30", None),
        ("Floods: 30 killed in the valley", "30", None),
        ("Savchuk: 30 killed in the valley", "30", None),
    ],
)
def test_headlines(headline: str, number: str, speaker: str | None) -> None:
    text = f"{headline}\n\nDefence minister Ihor Savchuk spoke in Lutsk on Monday."
    article = Article("a", text, lines=(Line(0, len(headline), "headline"), Line(len(headline) + 2, len(text), "body")))
    found = credit(text, number, article).speaker
    assert (found.text if found else None) == speaker
    assert speaker != "Savchuk" or found.name == "Ihor Savchuk"


def test_labels() -> None:
    text = (
        "Source: Savchuk at a press conference in Lutsk\n"
        "Details: The enemy has moved 900 sailors to the coast.\n"
        'Quote: "I know of a plan to train 800 more."\n'
        "The coast is 40 kilometres long."
    )
    for number in ("900", "800"):
        found = credit(text, number)
        assert found.speaker is not None
        assert (found.speaker.text, found.basis) == ("Savchuk", "label")
    assert credit(text, "40").speaker is None


def test_page_furniture_is_nobody() -> None:
    text = "Photo: the agency said 40 pictures were taken.\nTwo men were hurt."
    article = Article("a", text, lines=(Line(0, 46, "furniture"), Line(47, len(text), "body")))
    assert read(text, article)[0] == []


def test_quote_record() -> None:
    text = "“We lost 12 trucks,” the driver told Reuters on Monday. “Another 5 were damaged.”"
    (quote,), _ = read(text)
    assert [text[s:e] for s, e in quote.spans] == ["“We lost 12 trucks,”", "“Another 5 were damaged.”"]
    assert text[quote.cue_start : quote.cue_end] == "told"
    assert (quote.type, quote.speaker.text, quote.relay.name) == ("direct", "the driver", "Reuters")


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("The army said 20 men fled.", "reports"),
        ("The army estimates that 20 men fled.", "estimates"),
        ("The minister promised to send 20 trucks.", "pledges"),
        ("The army denied that 20 men had fled.", "denials"),
        ("The mayor said 20 men reportedly fled.", "hearsay"),
    ],
)
def test_statement_class(text: str, statement: str) -> None:
    (quote,), _ = read(text)
    assert quote.statement == statement


def test_offsets_and_vocabularies_on_odd_text() -> None:
    odd = (
        '"“”" said said, ‘he’ told: "\n\n: "\n' + "“" * 50 + "\nHe said \ud7ff 5.\n" + "according to\n" + "said " * 300
    )
    quotes, _ = read(odd)
    for quote in quotes:
        assert quote.basis in SPEAKER_BASIS
        assert quote.type in QUOTE_TYPES
        assert all(0 <= s < e <= len(odd) for s, e in quote.spans)
        if quote.speaker is not None:
            assert quote.speaker.kind in SPEAKER_KINDS
            assert odd[quote.speaker.start : quote.speaker.end] == quote.speaker.text


def test_no_text_no_quotes() -> None:
    assert read("")[0] == []
    assert read("\n\n")[0] == []


def test_seed_articles(shared: Path) -> None:
    """Three spellings are one person, agencies relay, and nobody speaks in a photo credit."""
    articles, _ = read_articles(open_drop(shared / "drops" / "seeds"))
    found = []
    for article in articles:
        (doc,) = language.parse([article.text])
        found += speakers.find(doc, article)
    names = {q.speaker.key: q.speaker.text for q in found if q.speaker and "zelensk" in q.speaker.key}
    assert len(names) == 1
    assert {q.relay.name for q in found if q.relay} >= {"Reuters", "Agence France-Presse"}
    assert not [q for q in found if q.speaker and "Lukatsk" in q.speaker.name]
