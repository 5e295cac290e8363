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
    (
        " date 2024-05-02 OSLO - Norway wants to call up another 2,000 people, while the rest wait.",
        "2,000", "Norway", None, "clause",
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
    # wishes, demands and revisions
    ("The governor wants to call up 900 reservists.", "900", "The governor", None, "clause"),
    ("The airline agreed to pay 40 million euros.", "40", "The airline", None, "clause"),
    ("The union demanded 300 more inspectors.", "300", "The union", None, "clause"),
    ("The mayor has called for the fee, now 5 euros, to be raised to 8 euros.", "8", "The mayor", None, "clause"),
    ("The rescue service raised the death toll from the landslide to 61.", "61", "The rescue service", None, "clause"),
    ("It cut its forecast for the harvest by 12 percent.", "12", "It", None, "clause"),
    ("The atlas office lists the population of the island as 2,140.", "2,140", "The atlas office", None, "clause"),
    ("The watchdog rated 30 bridges as unsafe.", "30", "The watchdog", None, "clause"),
    ("The UN has recorded 1,180 raids on clinics since March.", "1,180", "The UN", None, "clause"),
    ("The survey gave the incumbent 38 percent.", "38", "The survey", None, "clause"),
    ("The captain talked about a crew of 14 sailors.", "14", "The captain", None, "clause"),
    ("Prosecutors charged the broker with robbing 70 savers.", "70", "Prosecutors", None, "clause"),
    # relative clauses
    ("The 340 men that Minsk says were released came home.", "340", "Minsk", None, "clause"),
    ("The 340 men Minsk says were released came home.", "340", "Minsk", None, "clause"),
    ("The toll, which the clinic puts at 26, may rise.", "26", "the clinic", None, "clause"),
    # nouns
    ("Traders feared a Reuters report that 60 tankers were lost.", "60", "Reuters", None, "noun"),
    ("In the valley alone, 500 acres have burned, by one estimate.", "500", "one estimate", None, "noun"),
    ("By the union's own count, 300 men walked out.", "300", "the union", None, "noun"),
    ("The bank's estimate of growth at 2 percent was ignored.", "2", "The bank", None, "noun"),
    ("Analysts mocked the mayor's comment about 47 villages.", "47", "the mayor", None, "noun"),
    ("Western estimates of 5,000 dead were ignored.", "5,000", "Western estimates", None, "noun"),
    # what goes on after the cue
    ("Twenty miners died, the ministry said, and 30 were injured.", "30", "the ministry", None, "clause"),
    ("The army said most of the drones had been stopped, but two hit a port.", "two", "The army", None, "clause"),
    ("The cooks, the owner explained earlier at the hearing, were paid 900 euros.", "900", "the owner", None, "clause"),
    ("The guards came late, the warden said, adding that 7 men had escaped.", "7", "the warden", None, "clause"),
    ("He pledged to build a port and cut taxes, suggested that 300 ships would call.", "300", "He", None, "clause"),
    ("KYIV (Reuters) - Six workers died on a night shift, the mayor reported on Friday - a heavy toll.", "Six",
     "the mayor", None, "clause"),
    ("The river broke its record, with a reading, since the storm began, of 9 metres at the mill, the bureau reported.",
     "9", "the bureau", None, "clause"),
    # relays
    ("The line was cut and 5 workers were hurt, Reuters reported, citing the regional governor.", "5",
     "the regional governor", "Reuters", "clause"),
    ("The video shows footage of Oleh Bondar saying 30 men fled.", "30", "Oleh Bondar", None, "clause"),
    ("The army confirmed 2 dead while KDKA, citing the coroner, said 4 children drowned.", "4", "the coroner", "KDKA",
     "clause"),
    ("The army confirmed 2 dead while KDKA, citing the coroner, said 4 children drowned.", "2", "The army", None,
     "clause"),
    ("The general said troops had come, and that Russia had lost 215 men.", "215", "The general", None, "clause"),
    ("The ministry said its troops found “152 sacks of grain” that it claims were stolen.", "152", "The ministry", None,
     "clause"),
    ('Dr Berg told Agence-France Presse: "We have 24 patients here."', "24", "Dr Berg", "Agence-France Presse",
     "clause"),
    ("State television reported an official as saying 7 plans were drawn up.", "7", "an official", "State television",
     "clause"),
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
    ('The clerk read on: "He wrote: “Do you know?” Then 40 letters came."', "40", "The clerk", None, "quote"),
    ('"First, the bridge fell," the engineer said.\n"Then 12 houses burned down in one night.', "12", "the engineer",
     None, "carried"),
    ('The problem is put well in this finding: "Nine clinics had closed by June."', "Nine", "this finding", None,
     "quote"),
    # no comma before who speaks
    ("The toll of the landslide near the port reached at least 112 people the Harbour Watch monitoring group said on "
     "Sunday.", "112", "the Harbour Watch monitoring group", None, "clause"),
    ("A landslide killed at least 16 people in the mountain city of Rivne on Tuesday a rights group said.", "16",
     "a rights group", None, "clause"),
    ("More than 21,000 people have died in the war which will enter its fifth year next month the Observatory has "
     "estimated with no end in sight.", "21,000", "the Observatory", None, "clause"),
    ("A bomb killed six people and injured 32 in the old harbour district of Lviv Ukrainian state television reported "
     "on Wednesday without giving further details.", "32", "Ukrainian state television", None, "clause"),
    # the hour of a live blog's entry
    ("12 May 2023 22.52 The governor of Rivne has said that 170 people are held.", "170", "The governor of Rivne", None,
     "clause"),
    ("Around 10 million have been displaced across the battered country UN estimates suggest.", "10 million",
     "UN estimates", None, "clause"),
    # layout
    ('"BONDAR: We saw 30 planes.\n"Later we counted 9 tanks.\n"SAVCHUK: I saw 20 planes.', "9", "BONDAR", None,
     "label"),
    ("“We had no water for 12 days.” — Olena Bondar, teacher\nIt rained.", "12", "Olena Bondar", None, "label"),
    ("The station reports:\nAt least 70 homes are flooded tonight.", "70", "The station", None, "carried"),
    ("SMITH: We saw 30 planes.\nJONES: I saw 20 planes.", "20", "JONES", None, "label"),
]  # fmt: skip

NOBODY = [
    ('The hall burned. "Another 40 were hurt," said **.', "40"),
    ('The hall burned. "Another 40 were hurt," said =.', "40"),
    ("\U0001f525\u200d\U0001f525 said 40 were injured.", "40"),
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
    ("When the river rose by 3 metres, the mayor spoke.", "3"),
    ("The council will announce 30 new posts.", "30"),
    ("The bank is expected to announce 300 job cuts.", "300"),
    ("Olena Bondar found it hard to play after the raid killed 40 people.", "40"),
    ("He stands accused of jailing 300 people.", "300"),
    ("The number of towns declared unsafe has risen to 18.", "18"),
    ("It would be wrong to say that 30 men fled.", "30"),
    ("The firm delayed the ferry by 3 months, citing costs.", "3"),
    ("The boxes were stacked according to size in 4 rows.", "4"),
    ('The raid of "The Night of Ten Thousand Candles" was filmed. It cost 3 million.', "Ten"),
    ('The 20 boats came at night, which is "alarming". Mayor Olena Bondar said it would rain.', "20"),
    ("Half of those asked said they expected 3 more years of war.", "3"),
    ("The clinics, the owner said, were safe. There were 40 of them.", "40"),
    ("More than 60 people said they were ill for 3 days.", "3"),
    ("The dam put 300 homes at risk.", "300"),
    ("In the spring 40 people fled the town after an attack by the army reported on Monday.", "40"),
    ("These are the 300 short and plain things that the mayor of the town said.", "300"),
    ("The coroner has yet to confirm how many of the 755 deaths were natural.", "755"),
    ('The minister condemned a raid that killed 38 people as "cruel beyond words", as he vowed to help.', "38"),
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
        ("Floods kill 30 – rescue service", "30", "rescue service"),
        ("Floods kill 30 – what the mayor saw", "30", None),
        ("Savchuk: 30 killed in the valley", "30", None),
    ],
)
def test_headlines(headline: str, number: str, speaker: str | None) -> None:
    text = f"{headline}\n\nDefence minister Ihor Savchuk spoke in Lutsk on Monday."
    article = Article("a", text, lines=(Line(0, len(headline), "headline"), Line(len(headline) + 2, len(text), "body")))
    found = credit(text, number, article).speaker
    assert (found.text if found else None) == speaker
    assert speaker != "Savchuk" or found.name == "Ihor Savchuk"


def test_a_quoted_headline_is_one_statement() -> None:
    headline = "Savchuk: 'We are going to plant 900 trees here.'"
    text = f"{headline}\n\nDefence minister Ihor Savchuk spoke in Lutsk on Monday."
    article = Article("a", text, lines=(Line(0, len(headline), "headline"), Line(len(headline) + 2, len(text), "body")))
    found = [q for q in read(text, article)[0] if q.spans[0][0] < len(headline)]
    assert [(q.speaker.name, q.rule) for q in found if q.speaker] == [("Ihor Savchuk", "headline_start")]


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


def test_label_beside_a_verb_that_reports_nothing() -> None:
    text = "Source: Rescue Service of Lviv Oblast on Telegram\nDetails: Divers found 6 bodies."
    assert credit(text, "6").speaker.text == "Rescue Service of Lviv Oblast"


def test_an_interviewer_does_not_answer() -> None:
    text = "I said that 9 years had passed.\n“We need 30 more years of guarantees, whatever they cost.”"
    assert credit(text, "30").speaker is None


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


def test_a_colon_repeats_no_verb() -> None:
    (quote,), _ = read('Dr Berg told the crowd: "We have 24 patients here."')
    assert quote.speaker.text == "Dr Berg"


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
