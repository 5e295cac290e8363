"""Quantities from plain text, as a table of sentences written for this project."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newslab.numerals import Quantity, find_quantities

_SIGNS = {"gt": ">", "ge": ">=", "lt": "<", "le": "<=", "vague": "?"}


def read(text: str) -> str:
    """Quantities in short: value or low..high, unit, '= parallel', bound, '~'; joined by '|'."""
    return " | ".join(short(q) for q in find_quantities(text))


def short(q: Quantity) -> str:
    number = "" if q.bound == "vague" else f"{q.low:.10g}..{q.high:.10g}" if q.value is None else f"{q.value:.6g}"
    if q.value is not None and abs(q.value) >= 1e5:
        number = f"{q.value:.12g}"
    parts = [number, q.unit or ""]
    if q.alt_unit:
        alt = f"{q.alt_low:.10g}..{q.alt_high:.10g}" if q.alt_value is None else f"{q.alt_value:.12g}"
        parts += ["=", alt, q.alt_unit]
    return " ".join(filter(None, parts)) + _SIGNS.get(q.bound, "") + ("~" if q.approx else "")


NUMBERS = [
    ("The ferry carried 1,200 goats.", "1200"),
    ("The silo holds 1 200 tonnes.", "1200 t"),
    ("The silo holds 2,000 tons (1,814 tonnes).", "2000 ton = 1814 t"),
    ("The silo holds 2,000 tons (1,814 tonnes), the barn 30 tons.", "2000 ton = 1814 t | 30 ton"),
    ("The stonnes hold 30 tons.", "30 ton"),
    ("A barn beside Nine Elms burned.", ""),
    ("The cook gave her story to Nine News.", ""),
    ("Of the 30 hurt in May 3 and 12 of the dead were men.", "30 | 12"),
    ("A barn in nearby Nine Elms burned.", ""),
    ("The gale killed Seven Syrians in the town.", "7"),
    ("The gale killed Three Lions in the town.", "3"),
    ("He gave a farm in the town to Seven Syrians who fled.", "7"),
    ("They counted 12,34,567 ballots.", "1234567"),
    ("Enrolment reached 1.050 million pupils.", "1050000"),
    ("The bridge cost $A82,615,680.", "82615680 AUD"),
    ("The choir has 12k followers.", "12000"),
    ("It is a 3½ mile path.", "3.5 mi"),
    ("The cable is 10 1/2 miles long.", "10.5 mi"),
    ("Turnout was 0.534 percent lower.", "0.534 %"),
    ("The index moved -1.3% in May.", "-1.3 %"),
    ("A rate of .5 per cent was set.", "0.5 %"),
    ("It lost 3,5 million euros.", "3500000 EUR"),
    ("They sold 4.3M copies.", "4300000"),
    ("Some 10m people watched it.", "10000000~"),
    ("The wall is 10m high.", "10 m"),
    ("There were 4 hundred million of them.", "400000000"),
    ("A fund of 35 lakh rupees was opened.", "3500000 rupee"),
    ("It weighs 1.99×10^30 kg.", "1.99e+30 kg"),
    ("They packed twenty-eight thousand six hundred and forty-two boxes.", "28642"),
    ("One hundred and one dogs barked.", "101"),
    ("One million two hundred thousand seeds were sown.", "1200000"),
    ("It needs two and a half tonnes.", "2.5 t"),
    ("Two and a half million trees were felled.", "2500000"),
    ("Two point five million bees were moved.", "2500000"),
    ("A couple of thousand cyclists came.", "2000~"),
    ("Half a dozen boats left; two dozen stayed.", "6 | 24"),
    ("A hundred and fifty lamps were lit.", "150"),
    ("Half a million letters were sent.", "500000"),
    ("They handed over 7,132 rifles.", "7132"),
    ("It lasted over 12 days.", "12 day>"),
    ("A quarter of a million jars broke.", "250000"),
    ("They left by the south gate.Four goats stayed.", "4"),
    ("Two-thirds of the vines died.", "0.666667"),
    ("More than half of the 40 barns leak.", "0.5> | 40"),
    ("It took an hour and a half, not two years and a half.", "1.5 h | 2.5 year"),
]

VAGUE = [
    "Dozens were hurt.",
    "Scores of homes burned.",
    "Tens of thousands of people marched.",
    "Several thousand bats live there.",
    "A handful of guards stayed.",
    "Few survivors were found.",
    "Hundreds of thousands fled.",
    "A few hundred remain.",
]

RANGES = [
    ("Between five and six tonnes were spilled.", "5..6 t"),
    ("3-5 nurses were on duty.", "3..5"),
    ("It fell from $36,040 to $34,935.", "34935..36040 USD"),
    ("It fell from $36,040 at noon on Tuesday to $34,935 a day later.", "34935..36040 USD"),
    ("Growth of 18 to 25 percent is possible.", "18..25 %"),
    ("Three or four shells landed.", "3..4"),
    ("Shares rose 20p to 45p.", "20 penny | 45 penny"),
    ("A 1-in-5 chance is left.", "0.2"),
    ("4 thousand to 5 thousand men joined.", "4000..5000"),
    ("Between 2 and 3 million people need water.", "2000000..3000000"),
    ("It will cost $3 to $5 billion.", "3000000000..5000000000 USD"),
    ("Losses range from $200 to $4 million.", "200..4000000 USD"),
    ("500,000 to 1 million people could move.", "500000..1000000"),
    ("Lows of -5 to -10 degrees Celsius are likely.", "-10..-5 °C"),
    ("It rose by $40 million to $400 million.", "40000000 USD | 400000000 USD"),
    ("Shares rose 18 sen to RM23.50.", "18 sen | 23.5 MYR"),
    ("Sales fell 7% to $2.3 billion.", "7 % | 2300000000 USD"),
    ("Waits of 10- to 12-day length are common.", "10..12 day"),
    ("All 16- and 17-year-olds may vote.", "16 year | 17 year"),
    ("One in five wells is dry; 2 out of 3 pumps work.", "0.2 | 0.666667"),
    ("They broke 3 in 2 days.", "3 | 2 day"),
    ("About 1 in 8,000 bulbs fails.", "0.000125~"),
]

BOUNDS = [
    ("At least 40 goats escaped.", "40>="),
    ("Upwards of 40 goats escaped.", "40>"),
    ("More than 40 goats escaped.", "40>"),
    ("40 or more goats escaped.", "40>="),
    ("40 goats or more escaped.", "40>="),
    ("Just under 40 goats escaped.", "40<"),
    ("Fewer than 40 goats escaped.", "40<"),
    ("Up to 40 goats escaped.", "40<="),
    ("As many as 40 goats escaped.", "40<="),
    ("No more than 40 goats escaped.", "40<="),
    ("No fewer than 40 goats escaped.", "40>="),
    ("Close to 40 goats escaped.", "40~"),
    ("Nearly 40 goats escaped.", "40~"),
    ("Some 40-odd goats escaped.", "40~"),
    ("~40 goats escaped.", "40~"),
    ("40 or so goats escaped.", "40~"),
    ("Well over 300 goats escaped.", "300>"),
    ("Just over 300 goats escaped.", "300>"),
    ("The fair takes place over three months.", "3 month"),
    ("The siege lasted over three months.", "3 month>"),
    ("He was jailed for over 20 years.", "20 year>"),
    ("It was finished in just over two months.", "2 month>"),
]

UNITS = [
    ("They export 6m to 8m tonnes a month.", "6000000..8000000 t/month"),
    ("The pool is 6m to 8m long.", "6..8 m"),
    ("Hatch died on 23 April at 88.", "88 year"),
    ("The mill lost billions of pounds.", "GBP?"),
    ("An area of 478 km2 flooded.", "478 km2"),
    ("It gained 201sq km of scrub.", "201 km2"),
    ("A plot of 12 square kilometres was sold.", "12 km2"),
    ("The ford is 18 km (11 miles) away.", "18 km = 11 mi"),
    ("The ford is 7 miles/11 km away.", "7 mi = 11 km"),
    ("Highs of 30 to 35 degrees Celsius (86 to 95 Fahrenheit) are due.", "30..35 °C = 86..95 °F"),
    ("A 500mg dose was given.", "500 mg"),
    ("He drove at 50mph.", "50 mph"),
    ("A 5ft 10in gate blocked it.", "70 in"),
    ("It ran for 2 hours and 30 minutes.", "150 min"),
    ("A 7.1-magnitude quake struck; an aftershock of magnitude 5.2 came.", "7.1 magnitude | 5.2 magnitude"),
    ("It hit -14 C with wind.", "-14 °C"),
    ("Turbines of 5.5kWh and a 64GB card were lost.", "5.5 kWh | 64 GB"),
    ("The port got €3bn, US$4.5bn and $1.2m.", "3000000000 EUR | 4500000000 USD | 1200000 USD"),
    ("The yacht cost USD10m and the berth £400k.", "10000000 USD | 400000 GBP"),
    ("The grant of 5 million euros ($5.4 million) is due.", "5000000 EUR = 5400000 USD"),
    ("Gold closed at $31.20 US.", "31.2 USD"),
    ("A $25,000 reward is offered.", "25000 USD"),
    ("It cost 13 dollars and 45 cents.", "13.45 USD"),
    ("She was fined 200 pounds and lost 5 million pounds.", "200 GBP | 5000000 GBP"),
    ("A 200-pound bell hung by a 6-foot-4 post.", "200 lb | 76 in"),
    ("Of 12 seats, 3 won praise in four quarter finals.", "12 | 3 | 4"),
    ("Millions of dollars are missing.", "USD?"),
    ("The lead grew by two percentage points.", "2 pp"),
    ("Debt is 30 per cent of GDP.", "30 %"),
    ("Oil is at $5 per barrel and shares at $98 a share.", "5 USD/barrel | 98 USD/share"),
    ("It was $6 billion a year earlier.", "6000000000 USD"),
    ("Guns fired 20 a day.", "20 1/day"),
    ("Every man aged between 25 and 60 must sign.", "25..60 year"),
    ("A 24-year-old cook and boys ages 14 and 15 left.", "24 year | 14 year | 15 year"),
    ("She was 82.", "82 year"),
    ("The crash hurt a woman, 82.", "82 year"),
    ("The singer died at 74.", "74 year"),
    ("They died at 12 sites.", "12"),
    ("They try 3 doors.", "3"),
    ("It went on for seven straight days and three more weeks.", "7 day | 3 week"),
]

NO_FIGURES = [
    "The station will run beyond 2030.",
    "It has been open since at least 2015.",
    "They lost by roughly two-to-one.",
    "Dial 911 or the county's 911 system.",
    "They made calls to 911.",
    "4 June 2023 05.42 The ferry sailed.",
    "See the notes at mill dot org/2023/06/26/weir; they are short.",
    "On day 109 of the strike, the mill closed.",
    "It was built after world war two.",
    "The abbey was founded in 1054.",
    "The Group of Seven met.",
    "On 12 March 2024 it rained.",
    "It has rained since 1991.",
    "In 2024 and between 2014 and 2017 it was dry.",
    "They met at 10:27 PM.",
    "They met at 10.45pm and at 5am.",
    "They met at four o’clock.",
    "The ferry left at 630 a.m. as planned.",
    "Under Decree No.6 the port closed.",
    "Operators took 911 calls all night.",
    "The 92nd Brigade left.",
    "He bought an iPhone 14.",
    "An S-300 battery stood there.",
    "A Boeing 737 landed.",
    "The G7 met.",
    "COVID-19 spread.",
    "F-16 jets flew.",
    "It fell under Article 5.",
    "Route 66 is shut.",
    "See Resolution 2231.",
    "It ran on Channel 4.",
    "They met Pack 136 of Elm.",
    "See paragraphs 3 and 4, or Articles 5, 6 and 7.",
    "Delegates left COP28 for a PS5.",
    "Tel: 020 7946 0000",
    "It fired 155mm shells.",
    "Image 2 of 32",
    "It is a 501(c)(4) group.",
    "It fell in the Six Day War.",
    "She plays on day seven of The Open.",
    "IMAGE 2/32",
    "Image 1 of / 3",
    "Photo: 3 of 12",
    "1 / 8 Back to Gallery The bridge at noon",
    "1/15 SLIDES",
    "3 of 12 Next Video",
    "A flooded barn. 4 of 9 FLOODS IN THE VALLEY. A cow on a roof.",
    "1 of 3 2 of 3 3 of 3",
    "A cow on a roof.\n4 / 9\nA flooded barn.",
    "Photo: Pro 21 Video",
    "Photo: CBS 21",
    "They read H.R.1546 at 3701 Timberline on 11 News.",
    "It rained on 9\nNovember.",
    "He is 5'10\" and lives at 148 W. Elm.",
    "Ring 404-577-TIPS at about 3 p.m, they said.",
    "Ring 844-5RESCUE, they said.",
    "He is at No. 10.",
    "They won 3-1.",
    "She won 6-4, 6-3.",
    "1. Buy bread",
    "He lives at 12 Baker Street.",
    "Call +380 44 123 4567.",
    "It is open 24/7.",
    "They blamed one another.",
    "The shots came one right after another.",
    "The shops shut one after the other.",
    "See www.site10.com/2024 now.",
    "Write to anna12@mail34.com.",
    "The tag #rain2024 spread.",
    "Version 3.10.2 is out.",
    "It was built in the 1990s.",
    "The first half of the year was dry.",
    "The 2018 elections were held.",
    "The 2024-25 season began.",
    "It was the twenty-first day.",
    "Phase 2 begins.",
    "It stood in the 300 block of Oak Lane.",
    "World War Three began.",
    "As noted.[45] Then it ended.",
    "BBC One showed it.",
    "The bill passed 52 to 48.",
    "Each one counts.",
    "The under-17 side met the over-65s.",
    "It beat them in the round of 16.",
    "Open id=2027&x=3 to see it.",
]


@pytest.mark.parametrize(("text", "expected"), NUMBERS + RANGES + BOUNDS + UNITS)
def test_reads(text: str, expected: str) -> None:
    assert read(text) == expected


@pytest.mark.parametrize("text", VAGUE)
def test_vague_words_have_no_value(text: str) -> None:
    (found,) = find_quantities(text)
    assert (found.value, found.low, found.high, found.bound) == (None, None, None, "vague")


@pytest.mark.parametrize("text", NO_FIGURES)
def test_no_figures(text: str) -> None:
    assert read(text) == ""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1 of 8 people killed was a baker.", 2),
        ("30 out of 38 were destroyed.", 2),
        ("Two of eight barges sank.", 2),
        ("Rebels freed 3 of 9 NATO engineers.", 2),
        ("10 OF 48 MINERS FOUND ALIVE", 2),
    ],
)
def test_shares_are_no_counters_of_pictures(text: str, found: int) -> None:
    assert len(find_quantities(text)) == found


def test_counts_that_look_like_years_or_names() -> None:
    assert read("Police held 2,024 people and 2000 voters left.") == "2024 | 2000"
    assert read("Blast Kills 30 In Market As Crowd Gathers") == "30"
    assert read("Ten men, 300 Dutch cyclists and 12 nurses came.") == "10 | 300 | 12"


def test_a_sentence_end_is_no_label() -> None:
    assert read("She left the Hospital. Five other nurses stayed at Motel 6.") == "5"
    assert read("4 Hurt During Drive-By Raid") == "4"


def test_a_lost_blank_and_hard_blanks() -> None:
    assert read("They house with14,593 families and more\u00a0than\u00a01\u202f000 guests.") == "14593 | 1000>"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("No one was hurt.", 0),
        ("I want that one.", 0),
        ("She is the first one in line.", 0),
        ("One should know.", 0),
        ("She said that one was hurt.", 1),
        ("He is the one survivor.", 1),
        ("Only one person left.", 1),
        ("One of the vans is red.", 1),
    ],
)
def test_one_is_left_to_the_parse_unless_the_words_settle_it(text: str, found: int) -> None:
    assert len(find_quantities(text)) == found


def test_direction_of_a_move() -> None:
    assert [q.direction for q in find_quantities("Rents rose 3% as wages fell by 2%; tax is 20%.")] == [
        "up",
        "down",
        None,
    ]


def test_rules_that_figures_may_judge() -> None:
    rules = [q.rule for q in find_quantities("Ana Ruiz, 54, is one of two judges; a third of cases took one day more.")]
    assert rules == ["person_age", "one_of", "words", "fraction", "one"]


def test_spans_cover_bound_number_and_unit() -> None:
    text = "They walked at least 18km (11 miles) that day."
    (found,) = find_quantities(text)
    assert text[found.start : found.end] == "at least 18km (11 miles)"
    assert text[found.num_start : found.num_end] == "18"


@pytest.mark.parametrize(
    "text",
    [
        "7" * 300_000,
        "1" * 10_000,
        "7," * 30_000,
        "one " * 20_000,
        "one hundred and " * 5_000,
        "$" * 100_000,
        "A1" * 30_000,
        "\u00a0" * 100_000,
        "tens of " * 10_000,
        "(7" * 10_000,
        "1/2 " * 10_000,
        "7 to " * 10_000,
        "at least " * 10_000 + "5",
    ],
    ids=lambda text: text[:8],
)
def test_hostile_text_is_read_to_its_end(text: str) -> None:
    check_spans(text, find_quantities(text))


def check_spans(text: str, found: list[Quantity]) -> None:
    end = 0
    for q in found:
        assert end <= q.start <= q.num_start < q.num_end <= q.end <= len(text)
        assert q.low is None or q.high is None or q.low <= q.high
        end = q.end


WORDS = [
    "at least",
    "12",
    "1,200",
    "three",
    "and",
    "a",
    "half",
    "million",
    "of",
    "$",
    "km",
    "(11 miles)",
    "to",
    "-",
    "between",
    "percent",
    "\n",
    "dozens",
    "or more",
    "2024",
    "May",
    "Smith,",
    "54,",
    "one",
    "in",
    "five",
    "½",
    "1/0",
    "year-old",
    "per",
    "day",
    "€",
    "USD",
    ".",
    ",",
]


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_text_is_read(text: str) -> None:
    check_spans(text, find_quantities(text))


@given(st.lists(st.sampled_from(WORDS), max_size=25), st.sampled_from(["", " "]))
@settings(max_examples=400, deadline=None)
def test_any_mix_of_number_words_is_read(words: list[str], gap: str) -> None:
    text = gap.join(words)
    check_spans(text, find_quantities(text))


@given(st.integers(min_value=2, max_value=10**12))
@settings(deadline=None)
def test_digits_come_back(number: int) -> None:
    for words in (f"{number:,}", f"{number:,}".replace(",", " "), f"{number:,}".replace(",", "\u202f")):
        (found,) = find_quantities(f"They counted more than {words} birds.")
        assert found.value == number


@given(st.integers(min_value=2, max_value=10**12))
@settings(deadline=None)
def test_words_come_back(number: int) -> None:
    (found,) = find_quantities(f"They counted more than {spelled(number)} birds.")
    assert found.value == number


@given(st.decimals(min_value="0.01", max_value="999", places=2), st.sampled_from(["thousand", "million", "billion"]))
@settings(deadline=None)
def test_multipliers_come_back(number: object, scale: str) -> None:
    (found,) = find_quantities(f"They spent ${number} {scale} there.")
    assert found.value == pytest.approx(float(str(number)) * {"thousand": 1e3, "million": 1e6, "billion": 1e9}[scale])


_ONES = [
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred"))


def spelled(number: int) -> str:
    for scale, word in _SCALES:
        if number >= scale:
            rest = number % scale
            joint = " and " if scale == 100 else " "
            return f"{spelled(number // scale)} {word}" + (f"{joint}{spelled(rest)}" if rest else "")
    if number >= 20:
        return _TENS[number // 10 - 2] + (f"-{_ONES[number % 10]}" if number % 10 else "")
    return _ONES[number]
