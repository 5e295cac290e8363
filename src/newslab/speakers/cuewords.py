"""The words that report, from ``resources/reporting.yaml``, as sets of lemmas."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True)
class CueWords:
    """Reporting verbs by what they take, and the nouns and labels that report."""

    verbs: frozenset[str]
    objects: frozenset[str]
    evidence: frozenset[str]
    records: frozenset[str]
    describing: frozenset[str]
    revising: frozenset[str]
    prepositional: dict[str, frozenset[str]]
    at: frozenset[str]
    infinitive: frozenset[str]
    quoting: frozenset[str]
    relaying: frozenset[str]
    addressee: frozenset[str]
    attitude: frozenset[str]
    passive: frozenset[str]
    cue_nouns: frozenset[str]
    documents: frozenset[str]
    revised: frozenset[str]
    containers: frozenset[str]
    mute: frozenset[str]
    sides: frozenset[str]
    refusing: frozenset[str]
    pending: frozenset[str]
    hearsay: frozenset[str]
    source_labels: frozenset[str]
    content_labels: frozenset[str]
    statements: dict[str, str]

    @property
    def speech(self) -> frozenset[str]:
        """Verbs of speech proper, without those of thought."""
        return self.verbs - self.attitude


@functools.cache
def cue_words() -> CueWords:
    """The word lists, read once."""
    import yaml

    text = resources.files("newslab.resources").joinpath("reporting.yaml").read_text(encoding="utf-8")
    raw: dict[str, Any] = yaml.safe_load(text)
    prepositional: dict[str, str] = raw["verbs"].pop("prepositional")
    verbs = {k: frozenset(str(v).split()) for k, v in raw["verbs"].items()}
    nouns = {k: frozenset(str(v).split()) for k, v in raw["nouns"].items()}
    return CueWords(
        verbs=verbs["clause"],
        objects=verbs["object"],
        evidence=verbs["evidence"],
        records=verbs["records"],
        describing=verbs["as"],
        revising=verbs["revising"],
        prepositional={verb: frozenset(listed.split()) for verb, listed in prepositional.items()},
        at=verbs["at"],
        infinitive=verbs["infinitive"],
        quoting=verbs["quote_only"] | verbs["clause"],
        relaying=verbs["relaying"],
        addressee=verbs["addressee"],
        attitude=verbs["attitude"],
        passive=verbs["passive"],
        cue_nouns=nouns["cue"],
        documents=nouns["document"],
        revised=nouns["revised"],
        containers=nouns["container"],
        mute=nouns["mute"],
        sides=nouns["side"],
        refusing=frozenset(str(raw["refusing"]).split()),
        pending=frozenset(str(raw["pending"]).split()),
        hearsay=frozenset(str(raw["hearsay"]).split()),
        source_labels=frozenset(raw["labels"]["source"]),
        content_labels=frozenset(raw["labels"]["content"]),
        statements={word: kind for kind, listed in raw["statements"].items() for word in str(listed).split()},
    )
