"""Which country a phrase names: "the Ukrainian ministry", "Russia's Belgorod region", "the Pentagon"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from newslab.speakers import names

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newslab.speakers.identity import Places

_CAPITALISED: Final = r"[A-Z][\w’'.-]*"
_PLACE_WORD: Final = re.compile(rf"{_CAPITALISED}(?: {_CAPITALISED}){{0,2}}")


@dataclass(frozen=True, slots=True)
class Origins:
    """Countries by demonym, country or place name, from a gazetteer and the alias table.

    Parameters
    ----------
    places : Places or None
        A gazetteer.
    aliases : mapping
        As :func:`newslab.speakers.names.aliases` gives it.
    """

    places: Places | None
    aliases: Mapping[str, names.Alias]

    def country(self, text: str) -> str | None:
        """Country that a phrase's words name; None where they name two."""
        found = set(self.words(text).values())
        return found.pop() if len(found) == 1 else None

    def words(self, text: str) -> dict[str, str]:
        """Words of the phrase that name a country, and its code."""
        found: dict[str, str] = {}
        for match in _PLACE_WORD.finditer(names.without_possessive(text)):
            parts = match.group().split()
            k = 0
            while k < len(parts):
                for n in range(min(3, len(parts) - k), 0, -1):
                    word = " ".join(parts[k : k + n])
                    alias = self.aliases.get(names.alias_key(word))
                    code = alias.country if alias is not None else names.country_code(self.places, word)
                    if code is not None:
                        found[word] = code
                        k += n - 1
                        break
                k += 1
        return found
