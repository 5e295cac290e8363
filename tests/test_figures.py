"""What each row says of a number: tables of sentences written for this project, and what they report."""

from __future__ import annotations

import datetime as dt
import json
import sys
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newslab import figures, language
from newslab.articles import Article, Line
from newslab.figures import people

if TYPE_CHECKING:
    from pathlib import Path

    from newslab.figures import Figure

PUBLISHED = dt.date(2023, 5, 18)


def read(text: str, lines: tuple[Line, ...] = (), published: dt.date | None = PUBLISHED) -> list[Figure]:
    (doc,) = language.parse([text])
    found = figures.find(doc, Article("a", text, published=published, lines=lines))
    for figure in found:
        assert 0 <= figure.start <= figure.quantity.num_start < figure.quantity.num_end <= figure.end <= len(text)
    return found


def rows(text: str, *columns: str) -> list[tuple[Any, ...]]:
    """Value and columns of each firm row of a text."""
    return [(f.quantity.value, *(getattr(f, c) for c in columns)) for f in read(text) if f.score >= 0.3]


OUTCOMES = [
    ("Some 900 homes were left without heat and 40 without water.", [(900, "without_heat"), (40, "without_water")]),
    ("The raid disrupted the power supply for 900 families.", [(900, "without_power")]),
    ("Some 900 villagers have no access to running water.", [(900, "without_water")]),
    ("About 500 homes lost power.", [(500, "without_power")]),
    ("At least 60 sailors died or went missing in the gale.", [(60, "killed_or_missing")]),
    ("Some 70 barns were damaged or destroyed.", [(70, "damaged")]),
    ("Four nuns feared taken hostage", [(4, "abducted")]),
    ("Nine nuns were among 40 people executed in the camp.", [(9, "killed"), (40, "killed")]),
    ("Some 60 soldiers were transferred to a detention facility.", [(60, "detained")]),
    ("Bombs fell on six schools sheltering displaced pupils.", [(6, None)]),
    ("Each year 700 operations are carried out at the hospital.", [(700, None)]),
    ("A raft was found with the remains of 14 people.", [(14, "killed")]),
    ("24 dead, 30 hurt as a ferry sinks", [(24, "killed"), (30, "injured")]),
    ("12 killed and 30 injured in market blast", [(12, "killed"), (30, "injured")]),
    ("Rockets hit the station, killing three and wounding six.", [(3, "killed"), (6, "injured")]),
    ("The death toll rose to 58.", [(58, "killed")]),
    ("The death toll may be as high as 400.", [(400, "killed")]),
    ("The centre put the death toll from the conflict at as high as 470.", [(470, "killed")]),
    ("About 40 of Norland's 90 soldiers were killed.", [(40, "killed"), (90, None)]),
    ("The storm claimed the lives of 40 farmers and left 12 people missing.", [(40, "killed"), (12, "missing")]),
    ("At least 50 people were feared dead.", [(50, "killed")]),
    ("Rescuers found 14 bodies in the river.", [(14, "killed")]),
    ("Three men were shot dead and four others were taken to hospital.", [(3, "killed"), (4, "injured")]),
    ("Nine women who fled the valley were arrested.", [(9, "detained")]),
    ("Two people killed in the raid were buried on Friday.", [(2, "killed")]),
    ("About 2,000 families lost their homes.", [(2000, "displaced")]),
    ("Floods drove 6,000 villagers from their homes.", [(6000, "displaced")]),
    ("The army shot down 40 drones.", [(40, "shot_down")]),
    ("The army sent 300 engineers to the coast.", [(300, "deployed")]),
    ("The capture of three towns was announced.", [(3, "captured")]),
    ("Seventy barns were reduced to rubble.", [(70, "destroyed")]),
    ("Rebels freed 23 of the 60 hostages.", [(23, "released"), (60, None)]),
    ("None of the 90 pupils were hurt.", [(90, None)]),
    ("Two officers shot four wolves.", [(2, "shoot"), (4, "shot")]),
    ("Houses destroyed: 40", [(40, "destroyed")]),
    ("A miller was killed at the dam, along with two other men.", [(2, "killed")]),
    ("A teenager was shot along with three others at a fair.", [(3, "shot")]),
    ("A farmer, who was killed with seven others, was buried.", [(7, "killed")]),
    ("A painter was seen with seven others.", [(7, None)]),
    ("A baker was charged with fraud along with six counts of theft.", [(6, None)]),
    ("A baker was arrested along with six clerks.", [(6, "detained")]),
    ("2 men killed, 2 others in critical after mill fire", [(2, "killed"), (2, None)]),
    ("The rider was killed after a quarrel with seven others.", [(7, None)]),
    ("Two men were taken by ambulance to a hospital.", [(2, "injured")]),
    ("Two men were driven by taxi to a theatre.", [(2, "drive")]),
    ("Two other people have minor injuries.", [(2, "injured")]),
    ("Two other people have new homes.", [(2, None)]),
    ("The town plans to house 300 refugees.", [(300, "sheltered")]),
    ("The hall was planned to house 300 refugees.", [(300, "capacity")]),
    ("The town opened a hall. It planned to house 300 refugees.", [(300, "capacity")]),
    ("The mayor spoke to the town. It planned to house 300 refugees.", [(300, "sheltered")]),
    ("Builders prepared the hall to house 300 people.", [(300, "capacity")]),
    ("Officials limited the hall to 300 people.", [(300, "capacity")]),
    ("The school, limited to 300 guests, is open.", [(300, "capacity")]),
    ("Visits can be limited to 300 residents.", [(300, None)]),
    ("Magazines are limited to 10 rounds.", [(10, None)]),
    ("Two soldiers in Norway said the road was shut.", [(2, None)]),
    ("About 40 soldiers at the front told reporters of hunger.", [(40, None)]),
    ("About 40 soldiers at the front are short of food.", [(40, "deployed")]),
    ("Four towns fell silent.", [(4, "fall")]),
    ("Three towns fell to the rebels.", [(3, "captured")]),
    ("Two of the clerks sent a brief letter.", [(2, "send")]),
    ("They sent 300 men in two of the largest raids of the year.", [(300, "deployed"), (2, None)]),
    ("Some 50 prisoners of war murdered in a jail were buried.", [(50, "killed")]),
    ("Some 50 relatives of miners killed in a fire wept.", [(50, None)]),
    ("An alliance counted 6 boats seized along with 9 were burned.", [(6, "captured"), (9, "destroyed")]),
    ("The quake led to the deaths and injuries of 12 miners.", [(12, "killed")]),
    ("The five towns gave themselves a year.", [(5, None)]),
    ("Two of the vans were deployed near the ruins of the mill.", [(2, "deployed")]),
    ("Two of the vans lay in ruins.", [(2, "destroyed")]),
    ("All five bodies had wounds.", [(5, "killed")]),
    ("One man died and four others, including a cook, were named.", [(1, "killed"), (4, "name")]),
    ("The fire led to the death of one worker and injury to three other workers.", [(1, "killed"), (3, "injured")]),
    ("Medics took two men to the morgue.", [(2, "killed")]),
    ("The province has 40 hospitals.", [(40, None)]),
    ("Three men were shot near the port and a porter was killed.", [(3, "shot")]),
    ("Four people shot outside mill in Rovno - Channel 9", [(4, "shot")]),
    ("Two others remain in critical condition.", [(2, "injured")]),
    ("Two miners remain in hospital.", [(2, "injured")]),
    ("The guard carried a six-shot revolver.", [(6, "carry")]),
    ("Two customs agents were wounded at the crossing.", [(2, "injured")]),
    ("The trial over a triple murder begins on Monday.", [(3, "killed")]),
    ("A quadruple shooting shook the port.", [(4, "shot")]),
    ("The fatal shooting of two guards and wounding of three others is a riddle.", [(2, "killed"), (3, "injured")]),
    ("The three other sailors were taken to nearby hospitals.", [(3, "injured")]),
    ("They sell triple glazing.", []),
    ("Both men in the car were killed.", [(2, "killed")]),
    ("Both sides fired on Friday.", []),
    ("Both remain in critical condition.", [(2, "injured")]),
    ("A couple was found dead in a barn.", [(2, "killed")]),
    ("The couple met in Rovno.", []),
    ("Three civilians died driving along the front.", [(3, "killed")]),
    ("Seven people were receiving treatment.", [(7, "treated")]),
    ("At least one involving gas was found.", []),
    ("No casualties were reported.", [(0, "casualties")]),
    ("No one was killed in the fire.", [(0, "killed")]),
    ("None of the 44 passengers was injured.", [(0, "injured"), (44, None)]),
    ("No one was seriously hurt.", []),
    ("No other injuries were reported.", []),
    ("No soldiers spoke to the press.", []),
    ("Maria Petrova, 54 and retired, was killed.", []),
    ("Between 60 and 80 migrants drowned off Crotone.", [(None, "killed")]),
    ("Rescuers dug out three of them alive.", [(3, "survived")]),
    ("The three other nurses survived but were wounded by glass.", [(3, "injured")]),
    ("The nurses moved 70 infants to another hospital.", [(70, "move")]),
    ("They listed 600 barns with heavy damage.", [(600, "damaged")]),
    ("A total of 9,000 soldiers are in the valley.", [(9000, "deployed")]),
    ("There were 800 marines on the island.", [(800, "deployed")]),
    ("About 400 paratroopers have arrived.", [(400, "deployed")]),
    ("About 400 tourists have arrived.", [(400, "arrive")]),
    ("The number of dead rose by 12 to 60.", [(12, "killed"), (60, "killed")]),
    ("Some 40 people were killed or wounded.", [(40, "casualties")]),
    ("The blast killed and injured 60 miners.", [(60, "casualties")]),
    ("The blast killed six and injured nine.", [(6, "killed"), (9, "injured")]),
    ("Crews made 200 air and 900 boat rescues.", [(200, "rescued"), (900, "rescued")]),
    ("The corps seized 40 square miles of steppe and 19 farms.", [(40, "captured"), (19, "captured")]),
    ("The corps took 19 villages.", [(19, "captured")]),
    ("The rebels lost control over at least 60 square miles of steppe.", [(60, "lost")]),
    ("Marines regained control of 14 villages.", [(14, "captured")]),
    ("The column advanced 25 miles through the hills.", [(25, "advance")]),
    ("The guards had pushed 12km into the valley.", [(12, "advance")]),
    ("Among the dead were two cooks and five guards.", [(2, "killed"), (5, "killed")]),
    ("Among those wounded are four sailors.", [(4, "injured")]),
    ("There were nine sailors among the missing.", [(9, "missing")]),
    ("Four boys were among the dead after a bus was found under the rubble.", [(4, "killed")]),
    ("The mayor put the number of injured at 56 and the number of missing at 14.", [(56, "injured"), (14, "missing")]),
    ("Police put the number of dead at 23.", [(23, "killed")]),
    ("A sniper shot at twelve cyclists.", [(12, None)]),
    ("The navy intercepted two dinghies.", [(2, "intercept")]),
    ("Guards intercepted 120 smugglers.", [(120, "intercept")]),
    ("Gunners intercepted 30 drones.", [(30, "shot_down")]),
    ("Gunners shot down 30 out of 38 rockets.", [(30, "shot_down"), (38, None)]),
    ("Raid Kills Five Injures Seven - Rovno Mayor", [(5, "killed"), (7, "injured")]),
    ("Raids on the port kill 51, says ministry", [(51, "killed")]),
    ("The board sent 400 letters and 60 marines.", [(400, "send"), (60, "deployed")]),
    ("Rebels launched three appeals and fired nine rockets.", [(3, "launch"), (9, "fired")]),
    ("The gunmen took 25 guards as hostages.", [(25, "abducted")]),
    ("About 4,000 people sought refuge in two schools.", [(4_000, "sheltered"), (2, None)]),
    ("It saw 60 people killed and 25 taken hostage.", [(60, "killed"), (25, "abducted")]),
    ("A hut housing three guards was destroyed.", [(3, None)]),
    ("Some 60 migrants are believed to have drowned.", [(60, "killed")]),
    ("A dozen sailors are missing.", [(12, "missing")]),
    ("The crews intercepted 20 rockets fired by rebels.", [(20, "shot_down")]),
    ("The king is sending up to 225 marines to the isle.", [(225, "deployed")]),
    ("Rebels have hit 20 fuel depots in the occupied areas.", [(20, "struck")]),
    ("Clerks counted 17 seizures.", [(17, None)]),
    ("The rebels have made confirmed advances up to 10 kilometers into the delta.", [(10, "advance")]),
    ("The army reported an advance of 12 km along the coast.", [(12, "advance")]),
    ("The corps had penetrated 12 kilometers inside the border.", [(12, "advance")]),
    ("Troops are fighting more than 12km inside Norland.", [(12, "advance")]),
    ("The troops now operate 12km (seven miles) inside Norland.", [(12, "advance")]),
    ("Tanks had advanced to posts 12km into the delta.", [(12, "advance")]),
    ("Norland's forces drove 20 miles deep into the delta.", [(20, "advance")]),
    ("The tanks were positioned 15 miles inside the border.", [(15, "advance")]),
    ("Troops threaten a town as they fight 12km (seven miles)  inside Norland.", [(12, "advance")]),
    ("Norland drove 900 families 2 miles into the hills.", [(900, "drive"), (2, None)]),
    ("Reports say troops operate over 12km (six miles) inside Norland - the deepest advance.", [(12, "advance")]),
    ("Residents drove 20 miles into town.", [(20, "drive")]),
    ("Residents wept as they drove 20 miles into town.", [(20, "drive")]),
    ("The soldiers hid in a village 12 km inside the border.", [(12, None)]),
    ("The soldiers fought in a village 12 km inside the border.", [(12, None)]),
    ("The drones flew 90 km into Norland.", [(90, "fly")]),
    ("Rebels still hold about 90 nuns, many of whom might be dead.", [(90, "hold")]),
    ("They freed 90 sailors, most of whom were wounded.", [(90, "released")]),
    ("The 90 sailors, two of whom were killed, came home.", [(90, "come"), (2, "killed")]),
    ("The 90 sailors, all of whom were killed, were buried.", [(90, "killed")]),
    ("About 90 nuns, some of them hurt, were freed.", [(90, "released")]),
    ("Two men whose wives were killed wept.", [(2, None)]),
    ("In Norland, one million people are displaced and more than 3,000 dead.", [(1e6, "displaced"), (3000, "killed")]),
    ("The guards charged two men who are at large after two were killed.", [(2, "charged"), (2, "killed")]),
    ("A baker faces two counts of murder.", [(2, "face")]),
    ("Two vans pulled up at the bank.", [(2, "pull up")]),
    ("Two riders were pulled from the river.", [(2, "rescued")]),
    ("He shot at three guards, after which they returned fire.", [(3, None)]),
    ("The man who fled to Norland after killing his wife and four sons was caught.", [(4, "catch")]),
    ("Aunts who declined to be named place wreaths and eight candles on a step.", [(8, None)]),
    ("2 nurses among at least 31 dead in shelling of hill town", [(2, "killed"), (31, "killed")]),
    ("The width of the push was 40km.", [(40, None)]),
    ("Sixty hill villages were under rebel control.", [(60, "control")]),
    ("He told the king that 28 villages had fallen to the rebels.", [(28, "captured")]),
    ("It took the loss of nearly 30 settlements.", [(30, "lost")]),
    ("They mourned the loss of 30 lives.", [(30, "killed")]),
    ("Ceding one-fifth of the eastern region was no answer.", [(0.2, "lost")]),
    ("They had to hand over the 20% of the region that they held.", [(20, "lost")]),
    ("Aid groups handed over 200 tents.", [(200, "delivered")]),
    ("The hall was being outfitted to handle 5,000 evacuees.", [(5000, "capacity")]),
    ("It was planned to house 5,000 people.", [(5000, "capacity")]),
    ("The barracks can house 400 men.", [(400, "capacity")]),
    ("The school has room for 300 people.", [(300, "capacity")]),
    ("The hall was full at double its intended 5,000 capacity.", [(5000, "capacity")]),
    ("The stadium has a capacity of 40,000.", [(40_000, "capacity")]),
    ("The clinic has 300 beds.", [(300, "capacity")]),
    (
        "They limited the shelter to 5,000 people, but it had swelled to 9,000.",
        [(5000, "capacity"), (9000, "sheltered")],
    ),
    ("The van was believed to hold six sailors.", [(6, "hold")]),
    ("The town houses 400 refugees.", [(400, "sheltered")]),
    ("Some 400 people could need shelter.", [(400, None)]),
    ("Some 4,000 people continue to evacuate their homes.", [(4000, "evacuated")]),
    ("Some 400 guards evacuated a school.", [(400, "evacuate")]),
    ("The town strained under the arrival of 12,000 people at city shelters.", [(12_000, "sheltered")]),
    ("Some 700 people arrived at a sports hall, which clerks use as a shelter.", [(700, "sheltered")]),
    ("The storm forced 30,000 people to flee to emergency shelters.", [(30_000, "sheltered")]),
    ("The storm forced 30,000 people to flee.", [(30_000, "displaced")]),
    ("On Friday, about 8,000 were at the sports hall, which had hosted evacuees before.", [(8000, "sheltered")]),
    ("The patrols ended with 1,100 villagers being brought to safety.", [(1100, "rescued")]),
    ("The raid inflicted harm on 200 civilians.", [(200, "injured")]),
    ("The gas left 300 guards suffering symptoms including fainting.", [(300, "injured")]),
    ("Sixty miners suffered breathing problems.", [(60, "injured")]),
    ("Sixty miners suffered problems.", [(60, "affected")]),
    ("Hail did damage to 300 barns.", [(300, "damaged")]),
    ("Some 9,000 troops are engaged in the raid.", [(9000, "deployed")]),
    ("Some 9,000 marines are taking part in the raid.", [(9000, "deployed")]),
    ("About 6,000 soldiers are fighting in the valley.", [(6000, "deployed")]),
    ("The king diverted 900 troops from the front.", [(900, "transferred")]),
    ("The army shifted 700 soldiers from the coast.", [(700, "transferred")]),
    ("The army moved 700 soldiers to the coast.", [(700, "deployed")]),
    ("Crews pulled three soldiers from the rubble.", [(3, "rescued")]),
    ("Around 100 civilians were on Sunday evacuated from the mill.", [(100, "evacuated")]),
    ("The crisis led to 20,000 job losses.", [(20_000, "laid_off")]),
    ("They opened the hall as a shelter for 5,000 people.", [(5000, "capacity")]),
    ("They unleashed a barrage of 96 drones and 29 missiles.", [(96, "fired"), (29, "fired")]),
    ("It came after the launch of 100 rockets at the bay.", [(100, "fired")]),
    ("It came after the launch of two journals.", [(2, None)]),
    ("Over the week they used 40 missiles against towns.", [(40, "fired")]),
    ("They used 40 missiles in a film.", [(40, "use")]),
    ("They published 40 images captured at the port.", [(40, None)]),
    ("The two chambers have passed a law to close coal-fired power plants.", [(2, None)]),
    ("The storm cut power to 30,000 homes.", [(30_000, "without_power")]),
    ("Fifteen victims were brought to Rovno for treatment.", [(15, "treated")]),
    ("Twenty men suffered from suffocation.", [(20, "injured")]),
    ("Two others are in a moderate condition.", [(2, "injured")]),
    ("The army carried out air strikes on 120 rebel targets.", [(120, "struck")]),
    ("There were 71 attacks on 32 clinics.", [(71, None), (32, "struck")]),
    ("Danish strikes on southern Selma kill 51, says the mayor", [(51, "killed")]),
    ("They made 70 raids to find arms.", [(70, None)]),
    ("There were 71 deaths in 32 villages.", [(71, "killed"), (32, None)]),
    ("Almost 180,000 people are in centres for the displaced.", [(180_000, "sheltered")]),
    ("The mayor was killed along with two bodyguards.", [(2, "killed")]),
    ("The king has 90,000 troops on the front.", [(90_000, "deployed")]),
    ("10,000 Danish troops already in Norway", [(10_000, "deployed")]),
    ("Some 60 soldiers are undergoing training.", [(60, "trained")]),
    ("The army carried out 70 raids and launched 60 strikes.", [(70, None), (60, None)]),
    ("Rebels bombed four airfields and shelled 12 villages.", [(4, "struck"), (12, "struck")]),
    ("Some 568 civilians were holed up in the plant.", [(568, "sheltered")]),
    ("Some 400,000 people live under rebel control.", [(400_000, "live")]),
    ("The general alleged that 6,000 tanks were there.", [(6000, None)]),
    ("The governor activated 3,000 guardsmen.", [(3000, "mobilised")]),
    ("Clerks activated 3,000 accounts.", [(3000, "activate")]),
    ("The town, which had 120,000 inhabitants, was bombed.", [(120_000, "live")]),
    ("It stayed away from the metropolitan area of 6.6 million.", [(6_600_000, "live")]),
    ("It is a town of 40 mills.", [(40, None)]),
    ("The flood put 900 homes in the area at further risk.", [(900, "threatened")]),
    ("Some 400 farms were threatened by the river.", [(400, "threatened")]),
    ("Some 338,000 customers on the coast were without power.", [(338_000, "without_power")]),
    ("There are about 107,000 power outages.", [(107_000, "without_power")]),
    ("The quake left 40,000 homes without electricity.", [(40_000, "without_power")]),
    ("There was no visit to meet the 12,000 evacuees.", [(12_000, "evacuated")]),
    ("The town took in 12,000 evacuees.", [(12_000, "take in")]),
    ("The reservoir was swollen by 52 inches of rain.", [(52, None)]),
    ("The storm caused $3 billion in damage.", [(3e9, "damaged")]),
]


@pytest.mark.parametrize(("sentence", "expected"), OUTCOMES)
def test_outcome(sentence: str, expected: list[tuple[float, str | None]]) -> None:
    found = rows(sentence, "outcome")
    assert [r for r in found if r[0] in {e[0] for e in expected}] == expected


COUNTED = [
    ("They shot down 300 drones and missiles.", "drones and missiles", "drone", "drone"),
    ("They fired 90 missiles, rockets and drones at a port.", "missiles, rockets and drones", "missile", "missile"),
    ("About 300 men and women were hurt.", "men and women", "man", "person"),
    ("Thousands of men and women fled.", "men and women", "man", "person"),
    ("Some 200 tanks and depots burned.", "tanks", "tank", "tank"),
    ("The blast killed 30 guards and hurt drivers.", "guards", "guard", "person"),
    ("More than 10,000 North Korean troops marched.", "North Korean troops", "korean north troop", "person"),
    ("Some 4,000 newly displaced people arrived.", "newly displaced people", "people", "person"),
    ("They took in 125 families.", "families", "family", "household"),
    ("It shot down 12 cruise missiles.", "cruise missiles", "cruise missile", "missile"),
    ("The quake ruined 500 mud-and-brick houses.", "mud-and-brick houses", "brick mud house", "household"),
    ("The number of evacuees rose to 452.", "evacuees", "evacuee", "person"),
    ("Dozens of mourners came.", "mourners", "mourner", "person"),
    ("Another 160 miners were hired.", "miners", "miner", "person"),
    ("It has a population of 4,500.", "population", "population", "person"),
    ("Fire ruined 40 of the town's shops.", "town's shops", "town shop", "shop"),
    ("Blast kills at least 58 Observatory", None, None, "person"),
    ("The mill stands 12 miles southeast of Rovno.", None, None, "mi"),
    ("The raid damaged several air bases.", "air bases", "air base", "base"),
    (
        "They closed two cement production and storage plants.",
        "cement production and storage plants",
        "cement production storage plant",
        "plant",
    ),
    ("It acted, increasing to 4,000 the number of guardsmen sent to the towns.", "guardsmen", "guardsman", "person"),
    ("Rainfall could reach up to 50 inches.", "Rainfall", "rainfall", "in"),
    ("It broke the record for rainfall, with a top reading of 51 inches.", "rainfall", "rainfall", "in"),
    (
        "It broke the record for rainfall, with a top reading on Monday, since the storm began, of 51 inches.",
        "rainfall",
        "rainfall",
        "in",
    ),
    ("The town stands 12 inches above the river.", None, None, "in"),
    ("The water climbed to 3 feet.", "water", "water", "ft"),
    ("The storm caused $3 billion in damage.", "damage", "damage", "USD"),
    ("Damage was great, with losses totaling $3 billion.", "Damage", "damage", "USD"),
    ("The storm did $5 million worth of damage.", "damage", "damage", "USD"),
    ("Bilateral trade has soared to $65bn.", "Bilateral trade", "bilateral trade", "USD"),
    ("Trade between them was worth $65 billion.", "Trade", "trade", "USD"),
    ("The firm made $65 billion.", None, None, "USD"),
]


@pytest.mark.parametrize(("sentence", "words", "key", "unit"), COUNTED)
def test_counted(sentence: str, words: str | None, key: str | None, unit: str) -> None:
    (figure,) = read(sentence)
    assert (figure.counted, figure.counted_key, figure.unit) == (words, key, unit)


def test_a_number_without_a_noun_borrows_the_one_before() -> None:
    text = (
        "Up to 900 soldiers were sent east, with at least 300 at the border. A couple of hundred more are on the way."
    )
    first, second, third = read(text)
    assert (first.counted, second.counted, third.counted) == ("soldiers",) * 3
    assert (second.change, second.outcome) == ("subset", "deployed")
    assert (third.change, third.quantity.value) == ("increment", 200)


def test_people_are_never_counted_as_things() -> None:
    assert rows("Three blasts killed five.", "unit") == [(3, "blast"), (5, "person")]


CHANGES = [
    ("Another 12 men were held.", "increment", "Another"),
    ("12 more men were held.", "increment", "more"),
    ("More than 12 men were held.", "level", None),
    ("An extra 300 beds were found.", "increment", "extra"),
    ("Twelve people were held, including three children.", "subset", "including"),
    ("Forty were hurt, of whom 12 were children.", "subset", "of whom"),
    ("Forty women were hurt, 12 of them badly.", "subset", "of them"),
    ("A total of 60 clashes were counted.", "cumulative", "total"),
    ("So far 60 bodies have been found.", "cumulative", "So far"),
    ("They have killed 60 wolves since 2014.", "cumulative", "since 2014"),
    ("Output fell by 60 tonnes.", "decrease", "fell"),
    ("Output fell to 60 tonnes.", "level", None),
    ("The fire killed 60 people in total.", "cumulative", "in total"),
    ("A total of 60 clashes were counted in the past 24 hours.", "level", None),
    ("The town emptied, with a further 60 told to leave.", "increment", "further"),
    ("The column advanced 60 miles.", "level", None),
    ("There were 60 sailors among the dead.", "subset", "among"),
    ("It is sold in all 60 towns.", "level", None),
    ("They need to bring 60 lists up to date.", "level", None),
    ("The war has killed 60 sailors.", "cumulative", "war"),
    ("Three weeks of raids have killed 60 sailors.", "cumulative", "weeks"),
    ("The port was shut by weeks of raids and fires that have killed 60 sailors.", "cumulative", "weeks"),
    ("Sixty sailors have been killed in the war.", "cumulative", "war"),
    ("The war killed 60 sailors on Monday.", "level", None),
    ("The fire has killed 60 sailors.", "level", None),
    ("It has moved 60 sailors from the war to the coast.", "level", None),
    ("Since then, 60 sailors have drowned.", "cumulative", "Since then"),
    ("The army has carried out 60 raids since the war began.", "cumulative", "since"),
    ("It gave the clerks 60 days advance notice.", "level", None),
    ("Gunners shot down 30 out of 38 rockets.", "level", None),
    ("The gas killed 50 people and hurt an additional 300.", "level", None),
    ("The gas killed 50 people; another 30 people are missing.", "increment", "another"),
    ("The gas killed 50 people and later killed another 30.", "increment", "another"),
]


@pytest.mark.parametrize(("sentence", "change", "cue"), CHANGES)
def test_change(sentence: str, change: str, cue: str | None) -> None:
    last = read(sentence)[-1]
    assert (last.change, last.change_cue) == (change, cue)


MODALITIES = [
    ("A man wanted in the shooting of two guards fled.", "stated", None),
    ("A gunman sought in the killing of two guards fled.", "stated", None),
    ("They hold a suspect wanted in two killings.", "stated", None),
    ("The mayor wants to train 300 men.", "planned", "wants"),
    ("The two victims are expected to survive.", "stated", None),
    ("Two wounded men are expected to make a full recovery.", "stated", None),
    ("Some 300 people are expected to live in the new homes.", "planned", "expected"),
    ("The army sent 300 men.", "stated", None),
    ("The army claims it killed 300 men.", "claimed", "claims"),
    ("The army plans to send 300 men.", "planned", "plans"),
    ("The army will send 300 men.", "planned", "will"),
    ("There are plans to call up 300 men.", "planned", "plans"),
    ("Seoul estimates that 300 men have left.", "estimated", "estimates"),
    ("An estimated 300 men have left.", "estimated", "estimated"),
    ("Up to 300 men may have drowned.", "estimated", "may"),
    ("Police confirmed that 300 men had left.", "confirmed", "confirmed"),
    ("Police denied that 300 men had left.", "denied", "denied"),
    ("Reportedly 300 men have left.", "hearsay", "Reportedly"),
    ("It is believed that 300 men have left.", "hearsay", "believed"),
    ("Kyiv claims Moscow plans to send 300 men.", "planned", "plans"),
    ("The storm claimed the lives of 300 men.", "stated", None),
    ("The king announced a mobilisation of 300 men.", "planned", "announced"),
    ("The mayor ordered the evacuation of 300 men.", "planned", "ordered"),
    ("The target is 300 beds.", "planned", "target"),
    ("They are far off a 300-bed goal.", "planned", "goal"),
    ("Some 300 men sought refuge in a hall, as police warned that the river would rise.", "stated", None),
    ("In a letter printed in 300 papers, he rejected the charge.", "stated", None),
    ("In a town of 300 homes, the mayor plans to build a pool.", "stated", None),
    ("With 300 men, the army plans to cross the river.", "planned", "plans"),
    ("There was no visit to meet the 300 evacuees.", "stated", None),
    ("A poll of 300 likely voters was published.", "stated", None),
    ("It would take the loss of 300 villages before he answered.", "stated", None),
]


@pytest.mark.parametrize(("sentence", "modality", "cue"), MODALITIES)
def test_modality(sentence: str, modality: str, cue: str | None) -> None:
    (figure,) = read(sentence)
    assert (figure.modality, figure.modality_cue) in {(modality, cue), (modality, f"to {cue}"), (modality, "to call")}


@pytest.mark.parametrize(
    ("sentence", "subject"),
    [
        ("Ford employs 13,000 workers.", "Ford"),
        ("Farmers pledge 1% of their earnings.", "earnings"),
        ("Volvo says it employs 9,000 people.", "Volvo"),
        ("The worst were Volvo Group, down 68p.", "Volvo Group"),
        ("The index rose 2 percent.", "index"),
        ("They paid a fine of $5 million.", "fine"),
        ("Farms lost 40 percent of their cattle.", "cattle"),
        ("A total of 62 clashes were counted.", None),
    ],
)
def test_subject(sentence: str, subject: str | None) -> None:
    assert read(sentence)[-1].subject == subject


def test_background_and_lead() -> None:
    text = (
        "Blast kills 9 in market\nNine people were killed on Tuesday. A blast there killed 70 people in 2011. "
        "Officials later put the toll at 11."
    )
    headline = Line(0, text.index("\n"), "headline")
    found = read(text, (headline, Line(headline.end + 1, len(text), "body")))
    assert [(f.quantity.value, f.background, f.lead, f.section) for f in found] == [
        (9, False, True, "headline"), (9, False, False, "body"), (70, True, False, "body"), (11, False, False, "body"),
    ]  # fmt: skip
    assert found[1].date_start == dt.date(2023, 5, 16)


@pytest.mark.parametrize(
    ("text", "leads"),
    [
        ("Two adults were killed by the first bomb; the second hit a bus, killing 41 people in total.", [41]),
        ("The storm killed two women and three men. Five people have died, police said.", [5]),
        ("It comes a year after a gunman killed 49 people. The blaze killed 38 guests.", [38]),
        ("Since last October's raid which saw 1,200 people killed, two men have died.", [2]),
        ("The blaze killed 38 guests, a decade after the fire that killed 49.", [38]),
        ("The deaths bring the county's homicide total to 106 for the year. Two men were killed.", [2]),
        ("Nine people have been killed in the county this year. Three were killed on Friday.", [3]),
        ("Seven people were hit by a train. Two of the victims died.", [2]),
    ],
)
def test_the_whole_leads_and_no_part_or_old_event(text: str, leads: list[float]) -> None:
    assert [f.quantity.value for f in read(text) if f.lead and f.outcome == "killed"] == leads


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("The cousin of the man who killed nine guests was questioned on Monday.", None),
        ("The queen will visit Dorn on Saturday to see what the gale left, which killed 14 people.", None),
        ("A tram left its track on Monday, killing nine guests.", "on Monday"),
        ("It backed the decision to fire missiles after this week's raid that killed nine guests.", "this week"),
        ("An attack on Monday that killed nine guests was condemned.", "on Monday"),
    ],
)
def test_a_deed_told_beside_has_no_time_of_the_news(text: str, cue: str | None) -> None:
    assert [f.date_cue for f in read(text)] == [cue]


@pytest.mark.parametrize(
    ("text", "background", "change"),
    [
        ("The army has taken 90 sq km since the start of its bold assault.", False, "cumulative"),
        ("The town has recorded 20 inches of rain since the storm began.", False, "cumulative"),
        ("The army has lost 900 men since the start of the war.", True, "cumulative"),
        ("Six sailors were killed at sea, the navy's first losses since the start of the drill.", False, "level"),
    ],
)
def test_what_a_count_runs_since(text: str, background: bool, change: str) -> None:
    (figure,) = read(text)
    assert (figure.background, figure.change) == (background, change)


def test_another_event_is_past_also_where_the_day_of_publication_is_unknown() -> None:
    found = read("The raid was unlike last year's Selma attack that killed 49 people. Two men died.", published=None)
    assert [(f.quantity.value, f.background, f.lead) for f in found] == [(49, True, False), (2, False, True)]


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("One nun and 12 choir singers were hurt.", ["nun", "singer"]),
        ("Shells hit one chapel and 12 apartment blocks.", ["chapel", "block"]),
        ("One child and four family members died.", ["child", "member"]),
        ("Some 14 police and 40 army cooks fled.", ["police", "cook"]),
        ("Crews made 30 sea and 900 land rescues.", ["rescue", "rescue"]),
    ],
)
def test_what_two_numbers_share_is_of_a_kind(text: str, counted: list[str]) -> None:
    assert [f.counted_head for f in read(text) if "together" not in f.rule] == counted


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("40 guards and two cooks were hurt, and the rest they had killed", ["injured", "injured"]),
        ("The 12 nuns have no power over it.", [None]),
        ("The 12 nuns have no power to act.", [None]),
        ("The 12 barns have no power.", ["without_power"]),
        ("The 12 barns have no water to cook with.", ["without_water"]),
    ],
)
def test_what_words_beside_do_not_say(text: str, expected: list[str | None]) -> None:
    told = {"killed", "injured", "without_power", "without_water"}
    assert [f.outcome if f.outcome in told else None for f in read(text)] == expected


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("The gales on Monday, which have killed 40 cooks, are over.", "on Monday"),
        ("On Monday, a guard who killed nine nuns was hanged.", "On Monday"),
        ("On Monday, the guard who killed nine nuns was hanged.", None),
    ],
)
def test_a_time_of_what_is_described_stays(text: str, cue: str | None) -> None:
    assert [f.date_cue for f in read(text)] == [cue]


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("The gangs have only killed 40 cooks since April.", "cumulative"),
        ("A record 40 cooks have died since April.", "cumulative"),
        ("They have killed a record 40 cooks since April.", "cumulative"),
        ("Since May 11 to 15 the gale has killed 40 cooks.", "cumulative"),
        ("The blast killed 40 cooks, the first dead since April.", "level"),
        ("The gale, the strongest to strike since April, killed 40 cooks.", "level"),
    ],
)
def test_a_rank_is_that_of_a_noun(text: str, change: str) -> None:
    assert [f.change for f in read(text)] == [change]


@pytest.mark.parametrize(
    "text",
    [
        "Rovers lost in April 2-0. The gale killed 40 people.",
        "May 0-0 and 0 and 31 June. The gale killed 40 people.",
        "Rovers lost on 31 and 0 April. The gale killed 40 people.",
    ],
)
@pytest.mark.parametrize("published", [PUBLISHED, dt.date(9999, 12, 31), dt.date(1, 1, 1), None])
def test_no_day_costs_an_article_its_figures(text: str, published: dt.date | None) -> None:
    assert "killed" in [f.outcome for f in read(text, published=published)]


@pytest.mark.parametrize(
    ("text", "background"),
    [
        ("The army has killed 900 people since the start of its offensive.", True),
        ("The army has killed 900 people since the start of the siege.", True),
        ("The army has killed 900 people since the start of the blockades.", True),
        ("The army has killed 900 people since the start of its offensive on Monday.", False),
        ("The army has killed 900 people since the start of its offensive in 2019.", True),
        ("The army has killed 900 people since the start of the siege, he said on Monday.", True),
    ],
)
def test_what_runs_long_is_background(text: str, background: bool) -> None:
    assert [f.background for f in read(text) if f.outcome == "killed"] == [background]


@pytest.mark.parametrize(
    ("text", "background"),
    [
        ("On anniversaries of the raid that killed 300 people, bells ring.", True),
        ("He came on 16 May to mark the anniversary of the raid that killed 300 people.", True),
        ("Dorn marks the anniversary with a race that killed 300 people on 16 May.", False),
        ("He came a week before the anniversary of the raid on a school that killed 300 people.", True),
        ("A raid on the anniversary of the revolt killed 300 people.", False),
    ],
)
def test_an_anniversary_is_of_something_past(text: str, background: bool) -> None:
    assert [f.background for f in read(text) if f.outcome == "killed"] == [background]


def test_what_happened_on_a_day_to_come_was_a_year_ago() -> None:
    text = "It began with the raid on 20 May, in which 90 people were killed and 25 others taken hostage."
    days = {f.quantity.value: f.date_start for f in read(text)}
    assert days == {90: dt.date(2022, 5, 20), 25: dt.date(2022, 5, 20)}


@pytest.mark.parametrize(
    ("headline", "leads"),
    [
        ("Police: 4 adults, 1 child shot in Lviv", [(5, "shot")]),
        ("East Rovno gunplay leaves 3 men, 1 woman wounded", [(4, "injured")]),
        ("UPDATE: 5 people shot, 1 dead after raid on Clock Tower - ABC", [(5, "casualties"), (1, "killed")]),
        ("Rovno attacker identified; 2 people, including a guard, dead, 3 wounded", [(2, "killed"), (3, "injured")]),
        ("Man, 3 girls shot in Selma", [(4, "shot")]),
        ("1 dead after 4 people shot in Selma", [(1, "killed"), (4, "casualties")]),
        ("2 dead, 4 shot in Selma", [(2, "killed"), (4, "shot")]),
        ("Gunman kills wife, 4 kids, self", [(6, "killed")]),
        ("Gunman Fatally Shoots 3 Nurses, Self in Rovno: Police", [(4, "killed")]),
    ],
)
def test_headlines(headline: str, leads: list[tuple[float, str]]) -> None:
    found = read(headline, (Line(0, len(headline), "headline"),))
    assert [(f.quantity.value, f.outcome) for f in found if f.lead] == leads


def test_a_phrase_ends_with_its_line() -> None:
    text = "Town mourns after man kills wife and four daughters\nPetro Melnyk has fled."
    lines = (Line(0, text.index("\n"), "headline"), Line(text.index("\n") + 1, len(text), "body"))
    assert [f.quantity.value for f in read(text, lines) if f.lead] == [5]


def test_those_hurt_lead_before_their_wounds() -> None:
    text = "The man had three gunshot wounds. Two people were wounded. One of the two wounds was deep."
    assert [f.quantity.value for f in read(text) if f.lead and f.outcome == "injured"] == [2]


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("Six people were shot, two of them fatally. Seventy were killed last year.", 2),
        ("Seven people were shot at the port. Five were taken to hospital.", None),
        ("Seven people were shot at the port. Two died and five were taken to hospital.", 5),
        ("Seven people were shot at the port and one of them died. Six others were wounded.", 6),
        ("Five people were wounded at the port. Seven people were shot at the mill.", 5),
        ("Both are in hospital. Three people were shot at the mill.", None),
        ("Both are in hospital. Three people were wounded.", 3),
        ("One man is in critical condition and three others are hurt. All four victims were taken to hospital.", 4),
    ],
)
def test_some_of_those_hit_are_not_all_the_injured(text: str, lead: float | None) -> None:
    outcome = "killed" if "fatally" in text else "injured"
    assert next((f.quantity.value for f in read(text) if f.lead and f.outcome == outcome), None) == lead


@pytest.mark.parametrize(
    ("sentence", "column", "expected"),
    [
        ("The toll may rise from six to at least ten.", "modality", ["stated", "estimated"]),
        ("2 nurses among at least 31 dead in mill fire", "counted", ["nurses", None]),
        ("A raider killed a young couple and shot two others.", "counted", ["couple", None]),
        ("He killed two nuns and injured two more after he fled.", "counted", ["nuns", "nuns"]),
        ("Guards charged two cooks after two were killed.", "counted", ["cooks", None]),
        ("It kept firing one right after another about 15 times.", "change", ["level"]),
        ("Five sailors fell in; the other two died.", "change", ["level", "subset"]),
        ("Since the truce collapsed, 1,700 families have fled to Tawila.", "change", ["cumulative"]),
        ("With 38 dead, it was the worst crash since 1968.", "change", ["level"]),
        ("With 38 dead, it was the worst crash since 1968.", "date_start", [None]),
        ("Damage from the quake is put at $400 million.", "date_cue", [None]),
        ("They promised to free 40 more by Sunday.", "date_end", [dt.date(2023, 5, 21)]),
        ("They had freed 40 men by Sunday.", "date_end", [dt.date(2023, 5, 14)]),
        ("They plan to free 40 men by 1 March.", "date_end", [dt.date(2024, 3, 1)]),
        ("The raid on 9 June killed 40 men.", "date_end", [dt.date(2022, 6, 9)]),
        ("Six mills will open this November.", "date_end", [dt.date(2023, 11, 30)]),
        ("Prices rose 4 percent compared to May 2021.", "date_end", [None]),
        ("An April 4 attack killed 40 men.", "date_end", [dt.date(2023, 4, 4)]),
        ("38 A shell hit the mill.", "quantity", []),
        ("The ten-year-old dispute cost 40 lives.", "kind", ["count"]),
        ("Cholera cases in Hama climbed to 1,310 from 980.", "counted", ["Cholera cases", "Cholera cases"]),
        ("Fewer than a third have received food.", "kind", ["ratio"]),
        ("At least 30 men drowned, up from eight a day earlier.", "lead", [True, False]),
        ("The blast claimed 59 lives and hurt 500 people.", "modality", ["stated", "stated"]),
        ("The mayor added that 500 lorries were sent.", "change", ["level"]),
        ("The famine from 1932 to 1933 killed 40,000 people.", "date_end", [dt.date(1933, 12, 31)]),
        ("The toll was put at five but it has increased to seven.", "outcome", ["killed", "killed"]),
        ("Some 20m tons of grain are stuck. About 9m tonnes left.", "unit", ["t", "t"]),
        ("Some 20m tons of coal are stuck.", "unit", ["ton"]),
        ("Eight of the soldiers have been killed.", "change", ["subset"]),
        ("The raid saw 900 people killed and 251 taken hostage.", "outcome", ["killed", "abducted"]),
        ("The war has killed 900 people wounded at least 6,000.", "outcome", ["killed", "injured"]),
        ("They seek the safe return of 900 villagers.", "outcome", ["returned"]),
        ("The fund made a return of 3 percent.", "outcome", [None]),
        ("It is known that Norland and the toll may be as high as 400.", "outcome", ["killed"]),
        ("Protests in May 2011 led to a war that has killed 900 people.", "date_cue", [None]),
        ("The blast, the first since the coup in 2011, killed nine guests.", "date_cue", [None]),
        (
            "It had injured at least 80 people and more than a dozen were killed.",
            "outcome",
            ["injured", "killed"],
        ),
        ("It was due to guests fleeing the scene and several people were injured.", "outcome", ["injured"]),
        ("A raid sent five people, including two teens to the hospital.", "outcome", ["injured", "injured"]),
        ("We know of 3 fatalities tonight, 1 injured.", "counted", ["fatalities", None]),
        ("The four men are expected to recover from their injuries.", "modality", ["stated"]),
        ("They crossed a two-lane road.", "value", []),
        ("Her barn beside Seven Meadows burned.", "value", []),
        ("Planes have dropped 40 barrel bombs.", "unit", ["bomb"]),
        ("It pumps 40,000 barrels and one 900 barrel-a-day well.", "unit", ["barrel", "barrel/day"]),
        ("The bomb killed more than 90 mostly women and children.", "counted", [None]),
        ("It left 100 people killed and 400 wounded mostly women and children.", "outcome", ["killed", "injured"]),
        ("Some 900 villagers remain, including 40 nuns.", "outcome", ["remaining", "remaining"]),
        ("Fire Kills Six Injures Nine", "counted", [None, None]),
        ("Waves of pager blasts killed at least 32.", "unit", ["person"]),
        ("The navy made 30 air and 900 boat rescues.", "unit", ["rescue", "rescue"]),
        ("Nine guests were hurt and scores of others fled.", "change", ["level", "level"]),
        ("It brought the number of soldiers deployed to over 900.", "outcome", ["deployed"]),
        ("It brought the number of soldiers deployed to over 900.", "counted", ["soldiers"]),
        ("Over half of the town's 900 people have been forced to flee.", "outcome", ["displaced", None]),
        ("The group counted 7,523 raids, a 103% increase from 2022.", "date_cue", [None, None]),
        ("After the Sept. 11 attacks 15 residents met.", "date_cue", [None]),
        ("Some 300 customers queued. The war left tens of thousands dead.", "counted", ["customers", None]),
        ("Five guards were shot. Two died.", "counted", ["guards", "guards"]),
        ("They want to add another horse or two.", "counted", ["horse"]),
        ("It grounded two new 737 Max jets.", "counted", ["new 737 Max jets"]),
        ("They sold 400 digital and physical copies.", "counted", ["digital and physical copies"]),
        ("Wheat rose by 2 percent but barley fell by 1.", "unit", ["%", "%"]),
        ("Mileage rose from about 14-18 mpg to 24.", "unit", ["mpg", "mpg"]),
        ("The index rose 2 percent to 11,300 points.", "unit", ["%", "point"]),
        ("IDPs total 122 387", "counted", ["IDPs"]),
        ("Some 900 Ahwars fled their homes.", "unit", ["person"]),
        ("Some 1,099 rockets were fired in five days, of which 300 fell short.", "unit", ["rocket", "day", "rocket"]),
    ],
)
def test_column(sentence: str, column: str, expected: list[Any]) -> None:
    assert [getattr(f, column, None) for f in read(sentence) if f.score >= 0.3] == expected


@pytest.mark.parametrize(
    ("sentence", "outcome_of_all"),
    [
        ("Five people were shot, one fatally, at the port.", "casualties"),
        ("4 Shot, 2 Fatally, at Mill", "casualties"),
        ("Four people were shot, one man fatally, at the port.", "casualties"),
        ("Gunmen shot six people, killing two of them.", "casualties"),
        ("Eight miners were hit by a train, three of whom died.", "casualties"),
        ("Three people were shot and two guards were killed.", "shot"),
        ("Three people were shot. One was killed in another raid.", "shot"),
        ("Shells struck two hospitals, killing one.", "struck"),
    ],
)
def test_those_hit_are_casualties_where_some_of_them_died(sentence: str, outcome_of_all: str) -> None:
    all_, some = read(sentence)
    assert (all_.outcome, some.outcome) == (outcome_of_all, "killed")


@pytest.mark.parametrize(
    ("sentence", "words", "value", "outcome", "printed"),
    [
        ("A man and two women were killed when a shell hit a bus.", "A man and two women", 3, "killed", 1),
        ("The blast killed a mother and her three children.", "a mother and her three children", 4, "killed", 1),
        ("Two guards and the attacker are dead.", "Two guards and the attacker", 3, "killed", 1),
        ("He shot dead his wife, two sons and himself.", "his wife, two sons and himself", 4, "killed", 1),
        ("A father and son were wounded.", "A father and son", 2, "injured", 0),
        (
            "The raid left the guard, his boss and a coworker dead.",
            "the guard, his boss and a coworker",
            3,
            "killed",
            0,
        ),
        (
            "Police named the dead as Ann Lee, 6; Tom Poe, 7; and Kay Poe.",
            "Ann Lee, 6; Tom Poe, 7; and Kay Poe",
            3,
            "killed",
            0,
        ),
        ("Those hurt were identified as Ann Lee and Kay Poe.", "Ann Lee and Kay Poe", 2, "injured", 0),
        ("A 3-year-old and four adults were shot.", "A 3-year-old and four adults", 5, "shot", 1),
        ("The couple and their son were killed.", "The couple and their son", 3, "killed", 1),
        ("The blast killed the mayor and two others.", "the mayor and two others", 3, "killed", 1),
        ("Four adults and at least two children were killed.", "Four adults and at least two children", 6, "killed", 2),
        (
            "An engineer, a driver and two guards were abducted.",
            "An engineer, a driver and two guards",
            4,
            "abducted",
            1,
        ),
        ("Olena Tkach, 34, and Petro Hnatiuk, 29, were killed.", "Olena Tkach, 34, and Petro Hnatiuk", 2, "killed", 0),
        ("A 3-year-old and four adults were killed.", "A 3-year-old and four adults", 5, "killed", 1),
        ("He killed three men before killing himself.", "three men before killing himself", 4, "killed", 1),
        (
            "He killed two men, then turned the gun on himself.",
            "two men, then turned the gun on himself",
            3,
            "killed",
            1,
        ),
        (
            "He shot his wife and their two sons dead before he burnt the barn and hanged himself.",
            "his wife and their two sons dead before he burnt the barn and hanged himself",
            4,
            "killed",
            2,
        ),
        (
            "Two nurses were fatally shot at noon. The gunman then shot himself.",
            "Two nurses were fatally shot at noon. The gunman then shot himself",
            3,
            "killed",
            1,
        ),
        (
            "The driver was shot and killed on Friday. A woman was also killed.",
            "The driver was shot and killed on Friday. A woman was also killed",
            2,
            "killed",
            0,
        ),
        (
            "A man accused of killing two guards was found with a self-inflicted gunshot wound.",
            "two guards was found with a self-inflicted gunshot wound",
            3,
            "killed",
            1,
        ),
        (
            "The gunman shot two guards dead. He fled to a barn. Police shot and killed him at noon.",
            "two guards dead. He fled to a barn. Police shot and killed him",
            3,
            "killed",
            1,
        ),
        (
            "Two guards were killed by a man in Rovno. He was shot dead by police.",
            "Two guards were killed by a man in Rovno. He was shot dead by police",
            3,
            "killed",
            1,
        ),
        (
            "Two nurses were killed when a gunman opened fire in Rovno. The suspect was found dead in Rovno.",
            "Two nurses were killed when a gunman opened fire in Rovno. The suspect was found dead",
            3,
            "killed",
            1,
        ),
        (
            "A driver was killed in Rovno. A cyclist also died. A nurse was also killed.",
            "A driver was killed in Rovno. A cyclist also died. A nurse was also killed",
            3,
            "killed",
            0,
        ),
    ],
)
def test_people_joined_in_one_phrase_are_counted_together(
    sentence: str, words: str, value: float, outcome: str, printed: int
) -> None:
    whole, *parts = read(sentence)
    assert (sentence[whole.start : whole.end], whole.quantity.value, whole.outcome) == (words, value, outcome)
    assert (whole.lead, whole.unit, whole.score < 0.9) == (True, "person", True)
    assert [(f.change, f.lead) for f in parts if f.kind == "count"] == [("subset", False)] * printed


@pytest.mark.parametrize(
    "sentence",
    [
        "Guards found a cook dead inside the barn on Maple Court and a woman shot in another barn.",
        "A wife and mother was killed in the market.",
        "A singer and actor was killed in the crash.",
        "Gunmen killed a man and several children.",
        "The raid killed a man and his family.",
        "The raid killed 14 soldiers and 31 attackers.",
        "Six people, three men and three women, were wounded.",
        "Two people, a man and his son, were wounded.",
        "The minister met a man and two women.",
        "Six people, a guard and five others, were wounded.",
        "Bullets hit a guard and two others.",
        "The flood killed a man, and two women fled.",
        "The bomber killed nine people before police shot him.",
        "The blast killed nine people. The man accused of it shot himself in the leg.",
        "The raid killed nine people. One guard killed himself.",
        "Nine people were killed, including the gunman, who shot himself.",
        "Two suspects were killed at noon. The gunman was shot dead, police said.",
        "The gunman killed two guards. He shot himself and is in critical condition.",
        "A guard was killed by the blast. He was also robbed.",
        "The blast killed two. A woman also died.",
        "Police named the dead man as Tom Poe and said Ann Lee had fled.",
        "The gunman killed two guards and then two nurses. He tried to kill himself.",
    ],
)
def test_what_a_phrase_leaves_open_is_not_added_up(sentence: str) -> None:
    assert not [f for f in read(sentence) if f.quantity.rule in ("together", "killer")]


@pytest.mark.parametrize(
    "sentence",
    [
        "Three people were killed in a train crash. A suspect was shot dead in an unrelated chase on Friday.",
        "Three people were killed in a train crash. The suspect in a robbery was shot dead.",
        "A gunman fled. Three people were killed in a train crash. The gunman was found dead.",
        "Two women were killed by a storm. He was shot dead by police at noon.",
        "A gunman fled. Two women were killed by a storm. He was shot dead by police.",
        "Five were killed in a bombing in Rovno. In Texas, police shot and killed the gunman of a robbery.",
        "Five were fatally shot in Rovno. In Texas, police shot and killed the gunman.",
        "Five were fatally shot in Rovno. Police in Texas held three men. Officers killed the gunman.",
        "Five people were fatally shot by a man. In 2015 a shooter killed himself in the same mill.",
        "Five people were fatally shot by a man. The shooter killed himself in 2015.",
        "A man shot dead five people on Monday. On Friday the gunman was found dead.",
        "Two guards were fatally shot. A clerk was found with a self-inflicted gunshot wound.",
        "Two guards were fatally shot by a man. Another suspect was killed by police.",
        "Two guards were fatally shot by a man. The suspect in an earlier shooting was found dead.",
        "Two guards were fatally shot by a man. In a separate raid, the gunman was found dead.",
        "Two guards were killed by police. The suspect was shot dead at noon.",
        "A driver killed two guards in a crash. The suspect was found dead.",
        "Soldiers killed two guards. The attacker was killed.",
        "One man was fatally shot. He was killed by police, his wife said.",
    ],
)
def test_a_death_told_later_is_no_killers_unless_the_words_say_so(sentence: str) -> None:
    assert not [f for f in read(sentence) if f.quantity.rule == "killer"]


@pytest.mark.parametrize(
    "sentence",
    [
        "A gunman killed two guards and a clerk before killing himself.",
        "A gunman killed two guards and then fatally shot a clerk before killing himself.",
        "A gunman killed two guards, a clerk, and a nurse before killing himself.",
        "A gunman killed two guards along with a clerk before killing himself.",
        "A gunman killed two guards and, minutes later, a clerk before killing himself.",
        "A gunman killed two guards and shot a clerk dead before killing himself.",
        "A gunman killed two guards and a clerk. He then shot himself.",
    ],
)
def test_no_killer_is_counted_on_top_of_some_of_the_killed(sentence: str) -> None:
    assert 3 not in [f.quantity.value for f in read(sentence)]


@pytest.mark.parametrize(
    "sentence",
    [
        "A driver was killed in Leeds. In an unrelated crash in York, a cyclist also died.",
        "A driver was killed in Leeds. A cyclist also died in York.",
        "A driver was killed in Leeds and in York a cyclist also died.",
        "A driver was killed. In another crash, a cyclist also died.",
        "A driver was killed on Monday. A cyclist also died on Friday.",
        "A driver was killed on Monday. A cyclist also died the next day.",
        "A driver was killed. A cyclist also died of cancer.",
        "The police chief said a driver was also killed.",
        "A teacher died of cancer in May. In other news, a student also died.",
        "A driver was killed. The road was closed for hours. A cyclist also died.",
    ],
)
def test_unrelated_deaths_are_not_added_up(sentence: str) -> None:
    assert not [f for f in read(sentence) if f.quantity.rule == "together"]


def test_a_killer_who_is_dead_is_counted_on_top_of_those_whom_the_headline_counts() -> None:
    text = "Two killed in Rovno mill\nA clerk killed two guards and wounded five others before killing himself."
    lines = (Line(0, text.index("\n"), "headline"), Line(text.index("\n") + 1, len(text), "body"))
    assert [(f.quantity.value, f.outcome) for f in read(text, lines) if f.lead] == [(3, "killed"), (5, "injured")]


@pytest.mark.parametrize(
    ("sentence", "low", "high"),
    [
        ("They keep 70 to 80,000 sheep.", 70_000, 80_000),
        ("They keep 5 to 10,000 sheep.", 5, 10_000),
        ("They keep 900 to 1,000 sheep.", 900, 1000),
    ],
)
def test_thousands_said_once_hold_for_both_ends(sentence: str, low: float, high: float) -> None:
    (figure,) = read(sentence)
    assert (figure.quantity.low, figure.quantity.high) == (low, high)


def test_a_rate_behind_the_counted_noun_is_its_unit() -> None:
    assert [(f.kind, f.unit) for f in read("The lab runs 3,000 tests per day.")] == [("rate", "test/day")]


@pytest.mark.parametrize(
    ("sentence", "units"),
    [
        ("In terms of daily losses, 200 to 300 die.", ["person/day"]),
        ("As for the daily death toll, 40 to 50 people are killed.", ["person/day"]),
        ("The camp takes in 40 families a day.", ["household/day"]),
        ("Forty people are killed a month in the camps.", ["person/month"]),
        ("The road that was mined kills 40 people every day.", ["person/day"]),
        ("He said every day 40 people were killed.", ["person/day"]),
        ("The men who hold the road every day, he said, kill 40 people a day.", ["person/day"]),
        ("Doctors there treat up to 60 patients each day.", ["person/day"]),
        ("Each day up to 40 trucks enter the valley.", ["truck/day"]),
        ("On average 25 people daily cross the pass.", ["person/day"]),
        ("Between 100 and 200 miners were dying every week.", ["person/week"]),
        ("The army was losing up to 100 dead and 500 wounded every day.", ["person/day", "person/day"]),
        ("Gunners fire 300 shells daily.", ["shell/day"]),
        ("The field sees 30 weekly flights.", ["flight/week"]),
        ("Up to 40 a day are killed.", ["person/day"]),
        ("The surgeon sees about 30 injured women and girls a day.", ["person/day"]),
        ("They evacuate 20 to 30 families every single day.", ["household/day"]),
        ("Some 2,000 calls are made daily.", ["call/day"]),
        ("Each day he saw between 10 and 20 deaths and up to 40 cows.", ["person/day", "cow/day"]),
        ("Every night some 90 drones were launched at the port.", ["drone/night"]),
    ],
)
def test_so_many_in_each_period_are_a_rate(sentence: str, units: list[str]) -> None:
    assert [(f.kind, f.unit) for f in read(sentence)] == [("rate", unit) for unit in units]


@pytest.mark.parametrize(
    "sentence",
    [
        "Two daily newspapers closed.",
        "Four Oxley Daily News clerks left.",
        "The paper is printed each day in 14 towns.",
        "He fears it every day. Gunmen shot 12 people.",
        "The three brothers fish every day.",
        "Eight miners died, up from five a day earlier.",
        "Four men who cross the river every day were held.",
        "The camp holds 300 children, and lorries arrive daily.",
        "The storm killed 40 people a day after it turned.",
        "A month and a half after the flood four people died.",
        "In terms of daily life, 40 people were killed.",
        "As for the daily papers, 40 clerks were sacked.",
        "Forty people were killed a month to the day after the raid.",
        "Gunmen killed 40 people a month to the day after the raid.",
        "Gunmen shot 40 people a week to the hour before the vote.",
        "Forty people were killed a day short of the truce.",
        "The bus that runs every day killed 40 people.",
        "The bus that runs daily killed 40 people.",
        "The bus running each night injured 40 people.",
    ],
)
def test_what_only_stands_beside_a_period_is_no_rate(sentence: str) -> None:
    assert {f.kind for f in read(sentence)} <= {"count", "duration"}


def test_a_number_that_leaves_out_the_verb_shares_its_outcome() -> None:
    found = read("Forty people died on Sunday and another 12 on Monday.")
    assert [(f.outcome, f.change, f.date_cue) for f in found] == [
        ("killed", "level", "on Sunday"), ("killed", "increment", "on Monday"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "cues"),
    [
        ("Ten people killed in a raid on Sunday were buried on Monday.", ["on Sunday"]),
        ("The mayor wrote on Monday of 60 people leaving in the past 24 hours.", ["in the past 24 hours"]),
        ("Ten men who had fled in March were freed on Sunday.", ["on Sunday"]),
        ("Four miners died and many were injured on Sunday.", ["on Sunday"]),
        ("The region lost 40 men, according to the governor on Tuesday.", [None]),
        ("According to the staff of the armed forces, on Tuesday they lost 40 men.", ["on Tuesday"]),
        ("Two men who were shot and killed last week are mourned after Friday's rite.", ["last week"]),
        ("The scene of Friday's raid was near Elm Lane, where two boys were shot last month.", ["last month"]),
        ("Aunts met on Friday for one of two men killed Wednesday, May 10, 2023.", ["Wednesday, May 10, 2023"] * 2),
        ("Since 7 October 2022, when raiders killed 900 men, the road is shut.", ["7 October 2022"]),
        ("Since 7 May, when raiders killed 900 men, 40 have died.", ["7 May", "Since 7 May"]),
        ("Since 7 October 2022, 900 men have died.", ["Since 7 October 2022"]),
        ("Since 2015 they had trained 300 men but in February stopped the course.", ["Since 2015"]),
        ("Four men were in a bar on Sunday when a rider fired into it.", ["on Sunday"]),
        ("The army lost a total of 280 men in the past 24 hours.", ["in the past 24 hours"]),
        ("Five men died in a fire in a camp, which had 900 guests before the war.", [None, "before the war"]),
    ],
)
def test_the_time_of_what_happened_to_those_counted_is_theirs(sentence: str, cues: list[str]) -> None:
    assert [f.date_cue for f in read(sentence) if f.kind == "count"] == cues


def test_dozens_in_the_headline_are_those_the_text_counts() -> None:
    text = "Ferry fire kills dozens\nTwo people died on deck. Thirty-six people were killed in all the cabins."
    lines = (Line(0, text.index("\n"), "headline"), Line(text.index("\n") + 1, len(text), "body"))
    assert [f.quantity.value for f in read(text, lines) if f.lead] == [36]


def test_ages_that_only_describe_are_kept_low() -> None:
    (children,) = [f for f in read("The blast hurt four children, ages 6 to 16.") if f.score >= 0.3]
    assert children.quantity.value == 4


def test_only_readable_lines_hold_figures() -> None:
    text = "Win 300 prizes today\nThe army sent 40 men."
    lines = (Line(0, 20, "advert"), Line(21, len(text), "body"))
    assert [f.quantity.value for f in read(text, lines)] == [40]


@pytest.mark.parametrize(
    "sentence",
    [
        "Maria Petrova, 54, was named mayor.",
        "He wanted the red one.",
        "The 92nd Brigade left on 17 October.",
        "The boys, aged 7 and 10, were unhurt.",
        "The boys, 7 and 10, were unhurt.",
        "The two agreed to meet.",
        "Either of the two could win.",
    ],
)
def test_what_is_no_figure(sentence: str) -> None:
    assert [f for f in read(sentence) if f.score >= 0.3 and f.kind == "count"] == []


def test_quotation_marks_are_seen() -> None:
    inside, outside = read('"We lost 40 men," he said, and 12 women left.')
    assert (inside.in_quote, outside.in_quote) == (True, False)


def test_units_of_people() -> None:
    assert [people.unit_of(w) for w in ("troop", "physicist", "refugee", "committee", "house", "tank")] == [
        "person", "person", "person", "committee", "household", "tank",
    ]  # fmt: skip


ODD = ["12", "of", "the", "3,000", "killed", "dead", "more", ",", "-", "'", "(", "men", "at least", "%", "since", "\n"]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(ODD), max_size=30))
def test_odd_texts_are_read(words: list[str]) -> None:
    found = read(" ".join(words))
    assert [f.quantity.num_start for f in found] == sorted(f.quantity.num_start for f in found)


def test_one_endless_sentence_is_read() -> None:
    assert len(read("12 killed and 30 of them " * 300)) > 300


@pytest.mark.parametrize("name", ["displacement", "incidents"])
def test_adapters_give_a_line_per_text(shared: Path, root: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The adapters run on the first texts of their corpora."""
    monkeypatch.syspath_prepend(str(root / "benchmarks"))
    sys.modules.pop(name, None)
    module = __import__(name)
    gold = next((shared / "corpora").glob(f"{name}.*.jsonl")).open(encoding="utf-8")
    row = json.loads(next(gold))
    gold.close()
    if name == "displacement":
        (doc,) = language.parse([row["text"]])
        assert module.prediction(doc, row["id"])["id"] == row["id"]
    else:
        article = module.as_article(row["texts"][0])
        (doc,) = language.parse([article.text])
        assert {"id", "killed", "injured"} <= set(module.prediction(doc, article))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two people died in Lviv and one in the Odesa region.", [(2, "killed"), (1, "killed")]),
        ("Three men were hurt, and another woman died on the way.", [(3, "injured"), (1, "killed")]),
        ("Another man said the shelling had stopped.", []),
        ("A third victim of the blast that killed two others has died.", [(3, "killed"), (2, "killed")]),
        ("Two guards were hurt and a third guard was killed.", [(2, "injured")]),
        ("Two guards were killed; police know of no third victim who died.", [(2, "killed")]),
        ("He wants another person in the job.", []),
    ],
)
def test_one_more_victim_is_counted(text: str, expected: list[tuple[float, str]]) -> None:
    found = figures.find(next(language.parse([text])), Article("a", text))
    assert [(f.quantity.value, f.outcome) for f in found] == expected
