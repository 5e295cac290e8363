"""Whether words further on still tell of the same event, so that the dead of both may be added up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from newslab.figures import people

if TYPE_CHECKING:
    from spacy.tokens import Token

    from newslab.figures.context import Context

_PLACES: Final = frozenset({"GPE", "LOC", "FAC"})
_WHERE: Final = frozenset({"in", "at", "near", "outside"})
_ORIGINS: Final = frozenset({"of", "from"})
_NAME: Final = 6
"""Words of a long name."""


def is_another(context: Context, told: tuple[int, int], start: int, end: int) -> bool:
    """Whether the words have a place, day or year that those told before lack, or say that they tell of another event.

    Parameters
    ----------
    context : Context
        Of the article.
    told : tuple of int
        First and last character of what was told before.
    start, end : int
        Characters of the words in question.
    """
    if people.pattern("elsewhere").search(context.text, start, end):
        return True
    before = context.text[told[0] : told[1]]
    if any(time.text.split()[-1] not in before for time in context.times_in(start, end)):
        return True
    words = context.doc[context.token(start) : context.token(end - 1) + 1]
    return any(_is_place(token) and token.text not in before for token in words)


def _is_place(token: Token) -> bool:
    """Whether a name tells where something happens, not where somebody is from: "in Leeds", "Leeds police"."""
    if token.tag_ not in ("NNP", "NNPS") or token.ent_type_ in ("PERSON", "ORG"):
        return False
    name = token
    for _ in range(_NAME):  # the end of "of Leeds, Yorkshire" hangs on its begin
        if name.head.tag_ not in ("NNP", "NNPS"):
            break
        name = name.head
    governor = name.head.lower_
    return governor in _WHERE or (token.ent_type_ in _PLACES and governor not in _ORIGINS)
