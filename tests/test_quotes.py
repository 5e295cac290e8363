"""Passages between quotation marks: (text, passages), and offsets on any text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslab.speakers.quotes import Passage, find_passages


@pytest.mark.parametrize(
    ("text", "passages"),
    [
        ('He said "no".', ['"no"']),
        ("He said “no” and “yes”.", ["“no”", "“yes”"]),
        ("He said ``no'' twice.", ["``no''"]),
        ("''We are late,'' he said.", ["''We are late,''"]),
        ("“She told me ‘go’ twice,” he said.", ["“She told me ‘go’ twice,”"]),
        ("The ‘big wave’ came.", ["‘big wave’"]),
        ("He spoke of ‘a very large wave’ then.", ["‘a very large wave’"]),
        ("The workers' strike and the drivers' strike ended.", []),
        ('It measured 5\'10" and 24" across.', []),
        ("Unopened” mark.", []),
        ("He said “no and left.", ["“no and left."]),
        ('"One," he said. "Two," she said.', ['"One,"', '"Two,"']),
        ('He said "one. "Two," she said.', ['"one. ', '"Two,"']),
        ("«Oui», a-t-il dit.", ["«Oui»"]),
    ],
)
def test_passages(text: str, passages: list[str]) -> None:
    assert [text[p.start : p.end] for p in find_passages(text)] == passages


def test_speech_over_paragraphs() -> None:
    text = "“First part.\n\n“Second part.\n\n“Last part,” he said.\nNo quote."
    assert [(p.closed, p.continues) for p in find_passages(text)] == [(False, True), (False, True), (True, False)]


@given(st.text(alphabet="\"“”‘’'«»`ab .,:\n", max_size=120))
def test_passages_are_in_order_and_apart(text: str) -> None:
    found = find_passages(text)
    assert all(0 <= p.start < p.end <= len(text) for p in found)
    assert all("\n" not in text[p.start : p.end] for p in found)
    ends = [Passage(0, 0), *found]
    assert all(a.end <= b.start for a, b in zip(ends, found, strict=False))
