"""The reading of the project's own labelled figures does not sink below what was reached."""

from __future__ import annotations

import pytest

from newslab import evaluate

FLOORS = {  # column: (precision, recall), a little below what was reached
    "figure": (0.98, 0.98), "value": (0.98, 0.98), "bound": (0.92, 0.92), "counted": (0.93, 0.95),
    "outcome": (0.88, 0.85), "change": (0.93, 0.93), "modality": (0.90, 0.90), "time": (0.91, 0.92),
    "speaker": (0.90, 0.80), "place": (0.85, 0.68),
}  # fmt: skip


@pytest.fixture(scope="module")
def result() -> evaluate.Evaluation:
    return evaluate.run()


@pytest.mark.parametrize("column", evaluate.COLUMNS)
def test_floor(result: evaluate.Evaluation, column: str) -> None:
    row = result.columns.set_index("column").loc[column]
    precision, recall = FLOORS[column]
    assert row["precision"] >= precision, result.misses[result.misses["column"] == column].to_string()
    assert row["recall"] >= recall, result.misses[result.misses["column"] == column].to_string()


def test_batches_part_the_labels() -> None:
    parts = [evaluate.gold(batch) for batch in evaluate.BATCHES]
    assert [s for part in parts for s in part] == evaluate.gold()


def test_labels_are_in_their_sentences() -> None:
    sentences = evaluate.gold()
    assert sum(len(s["figures"]) for s in sentences) >= 200
    assert len({s["id"] for s in sentences}) == len({s["text"] for s in sentences}) == len(sentences)
    for sentence in sentences:
        for figure in sentence["figures"]:
            assert figure["words"] in sentence["text"]


def test_every_miss_names_its_sentence(result: evaluate.Evaluation) -> None:
    texts = {s["text"] for s in evaluate.gold()}
    assert set(result.misses["sentence"]) <= texts
    assert list(result.misses.columns) == ["sentence", "words", "column", "gold", "predicted"]
