"""One key per person or body across spellings; who pronouns and short forms stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import pytest

from newslab import language, speakers
from newslab.articles import Article
from newslab.speakers import names, usernames

if TYPE_CHECKING:
    from pathlib import Path


class Demonyms:
    """A gazetteer of three countries."""

    codes: ClassVar = {"ukrainian": "UA", "ukraine": "UA", "russian": "RU", "us": "US", "american": "US"}

    def demonym(self, word: str) -> str | None:
        return self.codes.get(word.lower())


def speakers_of(text: str) -> list[speakers.Speaker]:
    doc = next(iter(language.parse([text])))
    return [q.speaker for q in speakers.find(doc, None, Demonyms()) if q.speaker]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zelensky", "Zelenskiy"),
        ("Zelensky", "Zelenskyy"),
        ("Andrii Yermak", "Andriy Yermak"),
        ("Mikhail Mishustin", "Mihail Mishustin"),
        ("President Olena Bondar", "Olena Bondar"),
        ("Gen. Olena Bondar", "Olena Bondar's"),
        ("Olena M. Bondar", "Olena Bondar"),
    ],
)
def test_one_person(one: str, other: str) -> None:
    assert names.person_key(one) == names.person_key(other)


def test_two_persons() -> None:
    assert names.person_key("Olena Bondar") != names.person_key("Olha Bondar")
    assert names.person_key("Petrenko") != names.person_key("Petrov")


@pytest.mark.parametrize(
    "spellings",
    [
        (
            "The National Security and Defence Council of Ukraine said 5 men fled.",
            "Ukraine's National Security Council said 5 men fled.",
            "The Ukrainian National Security and Defense Council said 5 men fled.",
        ),
        ("The Pentagon said 5 men fled.", "The US Department of Defense said 5 men fled."),
        (
            "The Russian defence ministry said 5 men fled.",
            "The Russian Ministry of Defense said 5 men fled.",
            "The Defence Ministry, the Russian one, said 5 men fled.",
        )[:2],
        ("AFP said 5 men fled.", "Agence France-Presse said 5 men fled."),
    ],
    ids=lambda v: v[0][:30],
)
def test_one_body(spellings: tuple[str, ...]) -> None:
    assert len({speakers_of(text)[0].key for text in spellings}) == 1


@pytest.mark.parametrize(
    ("text", "name", "rule"),
    [
        ("Mayor Olena Bondar came. She said 5 men fled.", "Olena Bondar", "pronoun"),
        ("Mayor Olena Bondar spoke. Bondar said 5 men fled.", "Olena Bondar", "named"),
        ("The ministry met. It said 5 men fled.", "ministry", "pronoun"),
        ("Rebels took the town. They said 5 men fled.", "Rebels", "pronoun"),
        (
            "Olena Bondar, a spokeswoman for the army, said 5 men fled. The spokeswoman said 9 stayed.",
            "Olena Bondar", "definite",
        ),
        ("Anna Berg met Olena Bondar. Then Ivan Bondar came. Bondar said 5 men fled.", "Ivan Bondar", "named"),
        ("Mayor Olena Bondar said 5 men fled. Ivan Bondar said 6 fled. Mr Bondar said 7 fled.", "Ivan Bondar", "named"),
        (
            "Ukraine's border service said 5 men fled. Later the border service said 6 fled.",
            "Ukraine's border service", "definite",
        ),
        ("The mayor's aide Jean-Marc Diallo said 5 men fled.", "Jean-Marc Diallo", "named"),
        ("Two died, according to Lviv's mayor Andrij Bondar", "Andrij Bondar", "named"),
        ("“Pro-war bloggers” said 5 men fled.", "Pro-war bloggers", "as_written"),
        ("The TASS agency said 5 men fled.", "TASS", "named"),
        ("Five men fled, according to the Russian state news agency TASS .", "TASS", "named"),
        ("The doctor in charge of the ward, Petro Rudik, said 5 men fled.", "Petro Rudik", "named"),
        ("Lviv's mayor, Ihor Savchuk, said 5 men fled. He said 6 stayed.", "Ihor Savchuk", "pronoun"),
        ("The Coalition said 5 men fled.", "Coalition", "named"),
        ("Data in May from the port office showed 5 men fled.", "Data in May from the port office", "as_written"),
        ("The Red Dawn said its men hit the base. It also said 5 men fled.", "Red Dawn", "pronoun"),
        ("The army said it fired back. The Red Dawn said its men hit the base. It also said 5 men fled.", "Red Dawn",
         "pronoun"),
        ("The army said 4 men fled. A Facebook page run by traders listed their names. It said 5 men fled.",
         "Facebook page run by traders", "pronoun"),
        ("The governor of Lviv said 4 men fled. According to the governor, Ivan Petrenko, 5 men fled.",
         "Ivan Petrenko", "named"),
        ("Ida Van Dyke, the mayor, came. Van Dyke said 5 men fled.", "Ida Van Dyke", "named"),
        ("The Director of the Harbour Watch Ivan Petrenko said 5 men fled.", "Ivan Petrenko", "named"),
    ],
)  # fmt: skip
def test_antecedents(text: str, name: str, rule: str) -> None:
    last = speakers_of(text)[-1]
    assert (last.name, last.rule) == (name, rule)


def test_no_antecedent_is_in_another_entry_of_a_live_blog() -> None:
    text = (
        "21 May 2022 22.10 The ministry said 4 men fled. 21 May 2022 23.34 A list was found. On it were 963 names, "
        "it said."
    )
    assert speakers_of(text)[-1].rule == "pronoun_open"


def test_whose_a_body_is_with_and_without_its_hyphen() -> None:
    assert names.body_key("Norland run Amber news agency") == names.body_key("Norland-run Amber news agency")
    assert names.body_key("the Long Run Club") == "club long run"


def test_two_persons_speak_as_two() -> None:
    (both,) = speakers_of("Mayor Olena Bondar and Governor Ivan Petrenko said 5 men fled.")
    assert (both.name, both.kind) == ("Mayor Olena Bondar and Governor Ivan Petrenko", "official")


def test_a_pronoun_reaches_no_further_than_its_antecedents() -> None:
    text = "Mayor Olena Bondar said 5 men fled.\n" + "Rain fell on the empty town. " * 50 + "\n“It was loud,” she said."
    assert (speakers_of(text)[-1].name, speakers_of(text)[-1].rule) == ("she", "pronoun_open")


def test_antecedent_is_not_the_one_talked_about() -> None:
    text = "Mayor Olena Bondar spoke. “Ivan Petrenko is gone,” she said. She said 5 men fled."
    assert {s.name for s in speakers_of(text)} == {"Olena Bondar"}


@pytest.mark.parametrize(
    ("text", "kind", "role", "country"),
    [
        ("Ihor Savchuk, secretary of the Ukrainian council, said 5 men fled.", "official",
         "secretary of the Ukrainian council", "UA"),
        ("Ukrainian President Olena Bondar said 5 men fled.", "official", "Ukrainian President", "UA"),
        ("The Ukrainian army said 5 men fled.", "military", None, "UA"),
        ("A senior US official said 5 men fled.", "official", None, "US"),
        ("Reuters said 5 men fled.", "agency", None, None),
        ("The World Health Organization said 5 men fled.", "international", None, None),
        ("A charity worker saw it; the charity said 5 men fled.", "ngo", None, None),
        ("Military analysts said 5 men fled.", "expert", None, None),
        ("Residents said 5 men fled.", "witness", None, None),
        ("The report said 5 men fled.", "document", None, None),
        ("Ukraine said 5 men fled.", "official", None, "UA"),
        ("Foreign minister Anna Berg met a banker. Berg said 5 men fled.", "official", "Foreign minister", None),
        ("Ivan Petrenko, head of the port of Odesa, came. Petrenko said 5 men fled.", "official",
         "head of the port of Odesa", None),
        ("Julien Marten, an analyst at the European Council, said 5 men fled.", "expert",
         "an analyst at the European Council", None),
        ("A source in the Ukrainian security service said 5 men fled.", "official", None, "UA"),
        ("An AFP team in the town said 5 men fled.", "agency", None, None),
        ("CNN Investigates said 5 men fled.", "outlet", None, None),
        ("Ivan Petrenko, US ambassador to NATO, said 5 men fled.", "official", "US ambassador to NATO", "US"),
        ("Ivan Petrenko, head of the UN mission in Ukraine, said 5 men fled.", "international",
         "head of the UN mission in Ukraine", None),
        ("The president's chief of staff Ivan Petrenko said 5 men fled.", "official", "president's chief of staff",
         None),
        ("Sociologist Olena Bondar said 5 men fled.", "expert", "Sociologist", None),
        ("Ukraine's National Guard said 5 men fled.", "military", None, "UA"),
        ("FEMA Administrator Olena Bondar said 5 men fled.", "official", "FEMA Administrator", None),
        ("Officers said 5 men fled.", "official", None, None),
        ("Army officers said 5 men fled.", "military", None, None),
        ("Civil defence workers said 5 men fled.", "official", None, None),
    ],
)  # fmt: skip
def test_kind_role_country(text: str, kind: str, role: str | None, country: str | None) -> None:
    who = speakers_of(text)[-1]
    assert (who.kind, who.role, who.country) == (kind, role, country)


def test_anonymous_stay_as_written_and_group_by_role_and_country() -> None:
    one, other = speakers_of("A senior US official said 5 men fled. US officials said 9 stayed.")
    assert (one.name, other.name) == ("A senior US official", "US officials")
    assert one.key == other.key == "official (US)"


def test_users_aliases(tmp_path: Path) -> None:
    table = tmp_path / "aliases.csv"
    table.write_text("alias,name,kind,country\nBig House,Council of Rivne,official,UA\n", encoding="utf-8")
    known = usernames.load(table)
    assert known[names.alias_key("the Big House")].name == "Council of Rivne"
    assert names.alias_key("Pentagon") in known
    doc = next(iter(language.parse(["The Big House said 5 men fled."])))
    (quote,) = speakers.find(doc, None, None, known)
    assert quote.speaker.name == "Council of Rivne"


def test_suggestions_join_nothing() -> None:
    pairs = names.suggest(["Volodomyr Savchuk", "Volodymyr Savchuk", "Olena Bondar"])
    assert [(a, b) for a, b, _ in pairs] == [("Volodomyr Savchuk", "Volodymyr Savchuk")]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("The mayor said 12 people died.", "mayor #one"),
        ("Police said 12 people died.", "police #one"),
        ("City council said 12 people died.", "city council #one"),
        ("Its Ministry of Defence said 12 people died.", "defence its ministry #one"),
        ("They said 12 people died.", "they #one"),
        ("The mayor of Kherson said 12 people died.", "mayor kherson"),
        ("Two senior Ukrainian officials said 12 people died.", "official (UA)"),
    ],
)
def test_the_unnamed_join_nothing_outside_their_article(text: str, key: str) -> None:
    doc = next(iter(language.parse([text])))
    found = speakers.find(doc, Article(article_id="one", text=text), Demonyms())
    assert [q.speaker.key for q in found if q.speaker] == [key]


@pytest.mark.parametrize(
    ("role", "kind"),
    [
        ("Pentagon spokesman Gen.", "official"),
        ("Army spokesman Col.", "military"),
        ("Gen.", "military"),
        ("press secretary", "official"),
        ("UN spokesman", "international"),
        ("a doctor at the hospital", "witness"),
    ],
)
def test_kind_of_a_role_is_that_of_its_body(role: str, kind: str) -> None:
    assert names.kind_of_role(role) == kind


def test_a_name_and_its_office_without_commas() -> None:
    (who,) = speakers_of("Peter Marlow mayor of Tarnby said 12 people died.")
    assert (who.name, who.role, who.kind) == ("Peter Marlow", "mayor of Tarnby", "official")


@pytest.mark.parametrize("audience", ["MPs", "lawmakers", "reporters", "parliament"])
def test_an_audience_is_no_antecedent(audience: str) -> None:
    text = (
        f"Defence secretary Peter Marlow told {audience} the army lost 40 tanks. According to him, 85 crews survived."
    )
    assert [who.name for who in speakers_of(text)] == ["Peter Marlow", "Peter Marlow"]
