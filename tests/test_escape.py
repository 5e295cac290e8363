"""Hostile text shown: nothing in it acts."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslab import escape

ANY = st.text(alphabet=st.characters(), max_size=60)  # lone surrogates included


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain words, 1,200 of them", "plain words, 1,200 of them"),
        ("a\x1b[31mb", "a␛[31mb"),
        ("file\u202egpj.exe", "filegpj.exe"),
        ("soft\u00adhyphen\u200b\ufeff", "softhyphen"),
        ("\ud800", "\ufffd"),
        ("\x9b31m", "\ufffd31m"),
        ("one\r\ntwo\u2028three", "one\ntwo\nthree"),
        ("Київ – 東京", "Київ – 東京"),
        ("Mu\u0308nchen \u0623\u064e\u0652", "Mu\u0308nchen \u0623\u064e\u0652"),
        ("to" + "\u0301\u20dd" * 30 + "wer", "to" + "\u0301\u20dd" * 2 + "wer"),
        (None, ""),
        (float("nan"), ""),
    ],
)
def test_visible(text: object, shown: str) -> None:
    assert escape.visible(text) == shown


@pytest.mark.parametrize(
    ("text", "limit", "shown"),
    [
        ("two\nlines and more", 12, "two lines…"),
        ("short", 12, "short"),
        ("unbreakablewordwithoutend", 10, "unbreakab…"),
        ("  many \t\n spaces ", None, "many spaces"),
    ],
)
def test_line(text: str, limit: int | None, shown: str) -> None:
    assert escape.line(text, limit) == shown


def test_html_has_no_markup_and_no_pair_of_dollars() -> None:
    shown = escape.html('<script>alert("$x$")</script> \\(y\\) a|b')
    assert "<script" not in shown
    assert "$" not in shown
    assert "\\" not in shown
    assert "|" not in shown


@given(ANY)
def test_html_keeps_the_visible_text(text: str) -> None:
    shown = escape.html(text).replace("<span>", "").replace("</span>", "")
    assert html.unescape(shown) == escape.visible(text)


@given(ANY)
def test_attribute_cannot_be_left(text: str) -> None:
    shown = escape.attribute(text)
    assert not set(shown) & set("<>\"'$\n")
    shown.encode("utf-8")


@given(ANY, st.integers(4, 40))
def test_line_is_bounded_and_printable(text: str, limit: int) -> None:
    shown = escape.line(text, limit)
    assert len(shown) <= limit
    assert "\n" not in shown
    assert "\x1b" not in shown
    shown.encode("utf-8")


def test_terminal_has_no_sequence_and_no_markup() -> None:
    assert escape.terminal("[red]\x1b[0mname") == "\\[red]␛\\[0mname"
