"""The pipeline is the stock one, only faster, and sentences stay within their line."""

from __future__ import annotations

import pytest
import spacy

from newslab import language
from newslab.errors import ModelError

TEXTS = [
    "There are 40 houses left in Marivka, and nobody has counted them since.\n\nBut the mayor, who was there, didn't.",
    "They had been told that the bridge, which is being rebuilt, won't carry trucks. It's because it has no pillars.",
    "He does what everyone does; once they have been hit, do they leave? All of this was said despite the ban.",
]


def test_word_classes_are_those_of_the_stock_pipeline() -> None:
    language.load()  # registers the component that ends sentences with their line
    stock = spacy.load(language.MODEL)
    stock.add_pipe("newslab_lines", before="parser")
    for expected, found in zip(stock.pipe(TEXTS), language.parse(TEXTS), strict=True):
        for attribute in ("pos_", "lemma_", "dep_", "tag_"):
            assert [getattr(t, attribute) for t in found] == [getattr(t, attribute) for t in expected]
        assert [str(t.morph) for t in found] == [str(t.morph) for t in expected]


def test_sentences_end_with_their_line() -> None:
    doc = next(language.parse(["Twelve dead in raid on Marivka\n\nThe mayor spoke at noon"]))
    assert [s.text.strip() for s in doc.sents] == ["Twelve dead in raid on Marivka", "The mayor spoke at noon"]


def test_other_weights_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(language.WEIGHTS, "ner/model", "0" * 64)
    language.load.cache_clear()
    try:
        with pytest.raises(ModelError, match="sha256"):
            language.load()
    finally:
        language.load.cache_clear()


def test_a_stretch_without_a_full_stop_is_cut() -> None:
    doc = next(language.parse(["40 boats " * 400]))
    assert max(len(s) for s in doc.sents) <= language.LONGEST_SENTENCE + 1
