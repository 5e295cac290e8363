"""Stretches of text whose digits are no figures by their shape alone: dates, clock times, addresses, keys, idioms."""

from __future__ import annotations

import re

from newslab.lexicon import read
from newslab.numerals.digits import either
from newslab.numerals.units import money_before

_LEX = read("nonfigures.yaml")
_MONTHS: list[str] = _LEX["months"]
_MODAL = {"may", "march", "mar", "sun"}  # words of another sense in lower case
_CASES = [*_MONTHS, *(m.upper() for m in _MONTHS), *(m.lower() for m in _MONTHS if m.lower() not in _MODAL)]
_MONTH = rf"(?:{either(_CASES)})\b\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR = r"(?:1[5-9]|20)\d\d\b"
_MAY_YEAR = r"\b20\d\d"  # "2 May 2022 05.42"
_IDIOMS: list[str] = _LEX["idioms"]
_NOT_AFTER_NUMBER = r"(?<![\d.,$£€])"

_COUNT = r"\d{1,4} ?(?:of|/|of /) ?\d{1,4}\b"
_LABELS = [cased for label in _LEX["counter_labels"] for cased in (label, label.capitalize(), label.upper())]
# a counter of pictures shows by its label, by a button or a headline in capitals behind it, or by standing alone
_COUNTER = (
    rf"(?:{either(_LABELS)}):? {_COUNT}|(?<=\n){_COUNT}(?=\s*(?:\n|$))"
    rf"|{_COUNT}(?: {_COUNT})+|{_COUNT}(?= (?:{either(_LEX['counter_ends'])})|(?: [A-Z]{{2,}}){{3}})"
)

# Every alternative starts at the start of a word or sign; that test comes first because it fails fast.
_SHAPES = re.compile(
    r"(?<!\w)(?=[\w#@+(\[.’'])(?:"
    r"(?P<url>(?:https?://|www\.)\S{1,2000})"
    r"|(?P<tag>[#@]\w{1,60})"
    r"|(?P<iso>\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?)?(?!\d))"
    rf"|(?P<monthday>{_MONTH} (?:the )?{_DAY}(?:(?: ?[-–] ?| and | to ){_DAY}(?! of (?:the|them|whom)\b))?"
    rf"(?!\d|,\d{{3}}|\.\d| (?:people|percent|per cent))(?:,? {_YEAR})?)"
    rf"|(?P<daymonth>{_NOT_AFTER_NUMBER}{_DAY}(?: ?[-–] ?{_DAY}| (?:and|to) {_DAY})?"
    rf"\s{{1,2}}(?:of )?{_MONTH}(?:,? {_YEAR})?)"
    rf"|(?P<monthyear>{_MONTH},? (?:of )?{_YEAR})"
    r"|(?P<slashdate>(?<!/)\d{1,4}/\d{1,2}/\d{1,4}(?![\d/])|(?<!\.)\d{1,2}\.\d{1,2}\.(?:19|20)\d\d(?!\d))"
    rf"|(?P<stamped>(?:(?<={_MAY_YEAR} )|(?<=\n))[0-2]\d\.[0-5]\d\b(?!\.?\d| ?%))"
    r"|(?P<clock>(?<!:)\d{1,2}:\d{2}(?::\d{2})?(?:\.\d{1,3})?(?!\d)(?: ?[aApP]\.?[mM]\b\.?)?"
    rf"|{_NOT_AFTER_NUMBER}(?:\d{{1,2}}(?:\.\d{{2}})?|\d{{3,4}})(?: ?[-–] ?\d{{1,2}}(?:\.\d{{2}})?)?"
    r" ?(?:[aApP][mM]\b|[aApP]\.[mM]\b\.?)"
    rf"|{_NOT_AFTER_NUMBER}[0-2]\d[0-5]\d (?:GMT|BST|EST|EDT|UTC|CET|ET|PT|hours\b|hrs\b))"
    r"|(?P<decade>[’']?(?:\d0|(?:1\d|20)\d0)[’']?s\b)"
    rf"|(?P<season>{_NOT_AFTER_NUMBER}(?:1[89]|20)\d\d ?[-–/] ?\d{{2,4}}(?!\d|,\d)(?! ?(?:km|kg|people)))"
    r"|(?P<phone>\+\d{1,3}[ -]\(?\d[\d ()-]{5,18}\d|\(\d{3}\) ?\d{3}-\d{4}|(?<!-)(?:1-)?\d{3}-\d{3}-\d{4}(?!\d)"
    r"|(?<!-)\d{3}-\d{4}(?![\d-]))"
    r"|(?P<agegroup>(?:[Uu]nder|[Oo]ver|U)-\d{1,2}s?\b(?![%.,]?\d|%|-| (?:per ?cent|[mb]illion|minute|hour|day)))"
    r"|(?P<dialled>(?:[Tt]el(?:ephone)?|[Pp]hone|[Cc]all|[Ff]ax|[Tt]ext)\b\.?:? \+?[\d(][\d ()-]{5,18}\d)"
    rf"|(?P<bore>\d{{1,3}}(?:\.\d{{1,2}})?[ -]?mm (?:{either(_LEX['arms'])})s?\b)"
    r"|(?P<emergency>(?:911|999|112) (?:calls?|callers?|dispatch|dispatchers?|operators?|tapes?|systems?"
    r"|cent(?:er|re)s?|lines?)\b"
    r"|(?:(?<=[Cc]all )|(?<=[Cc]alled )|(?<=[Cc]alling )|(?<=[Dd]ial )|(?<=[Dd]ialed )|(?<=[Cc]alls to ))"
    r"(?:911|999|112)\b)"
    r"|(?P<odds>[a-z]{3,5}-to-(?:one|two|three)\b)"
    r"|(?P<numbered>[Nn]os?\.\d{1,5}\b)"
    r"|(?P<round>[Rr]ound of \d{1,3}\b)|(?P<note>\[\d{1,3}\])"
    r"|(?P<clause>\d{1,4}\([a-h]\)(?:\(\d{1,2}\))?|(?<=[a-h]\))\(\d{1,2}\))"
    rf"|(?P<gallery>{_COUNTER})|(?P<channel>\d{{1,2}} (?:{either(_LEX['broadcasts'])})\b"
    rf"|(?:{either(_LEX['networks'])}) ?\d{{1,2}}\b(?! (?:percent|per cent|million|billion)|%|[.,]\d))"
    r"|(?P<door>(?<=at )\d{4,5} [A-Z][a-z])"
    r"|(?P<lettered>1-8\d\d-[A-Z\d-]{4,14}|(?:\d{3}-){1,2}(?:[A-Z]{4}|\d{1,3}[A-Z]{3,8})\b)|(?P<height>\d['’′]\d{1,2}(?:[\"”″]|'')?)"
    r"|(?P<compass>\d{1,5} [NSEW]\. ?[A-Z0-9]|\d{3,5} [NSEW] [A-Z0-9])"
    rf"|(?P<block>{_NOT_AFTER_NUMBER}\d{{2,5}}(?:th)? [Bb]lock\b)|(?P<caliber>\.?\d{{2,3}}[ -][Cc]al(?:ib(?:er|re))?\b)"
    r"|(?P<ordinal>(?<!\.)\d{1,3}(?:,\d{3})?(?:st|nd|rd|th|ST|ND|RD|TH)\b)"
    rf"|(?P<address>(?<![.,-])\d{{1,5}}[A-Za-z]?(?:-\d{{1,4}})?,? "
    rf"(?:(?:[A-Z0-9][\w.’']{{0,20}} ){{1,4}}(?:{either(_LEX['streets'])})(?![\w-])"
    rf"|(?:{either(_LEX['streets_before'])}) [A-Z]\w{{1,20}}))"
    r"|(?P<zip>[A-Z]{2} \d{5}(?:-\d{4})?\b(?! [a-z])|\d{5} ZIP\b)"
    r"|(?P<coded>(?<![$£€])(?!(?:[Ss]ub|[Mm]inus)-)(?:[A-Z][A-Za-z]{0,11}[-–]?|[a-z]{1,4}|COVID ?-)"
    r"\d[\w-]{0,20}(?:/\d{1,4})?)"
    r"|(?P<version>(?<!\.)\d{1,3}\.\d{1,3}\.\d{1,3}(?:\.\d{1,3})?(?![\d.]*\d{3}))"
    r"|(?P<record>(?<![,.$£€-])\d{1,3}[-–]\d{1,3}[-–]\d{1,3}(?![\d,.%-]))"
    rf"|(?P<idiom>(?<!-)(?:{either({*_IDIOMS, *(i.capitalize() for i in _IDIOMS)})})(?!\w)))"
)


class Shapes:
    """The stretches of a text whose numbers are no figures.

    Every pattern is bounded, so the cost grows with the text's length only.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._found = _SHAPES.finditer(text)
        self._next = next(self._found, None)

    def cover(self, start: int, end: int) -> bool:
        """Whether a numeral touches such a stretch; to be asked from left to right."""
        while self._next is not None and self._next.end() <= start:
            self._next = next(self._found, None)
        if self._next is None or self._next.start() >= end:
            return False
        if self._next.lastgroup != "coded":
            return True
        # no key holds a grouped number: "with14,593" is a lost blank
        return "," not in self._text[start:end] and money_before(self._text, start) is None
