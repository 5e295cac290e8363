"""The few errors newslab raises: each is a builtin's subclass, and its message names the bad value and the remedy."""

from __future__ import annotations


class DropError(ValueError):
    """A drop cannot be read at all, or holds no usable article."""


class ModelError(RuntimeError):
    """The language model is missing, of the wrong version, or its weights are not the ones that were checked."""


class ResourceError(RuntimeError):
    """A file built into the package (gazetteer, areas, word list) is missing or damaged."""


class ContractError(ValueError):
    """A table does not keep the contract in :mod:`newslab.schema`."""


class OverrideError(ValueError):
    """A file of the user's corrections cannot be understood."""


class UnknownKeyError(KeyError):
    """An article, figure, place or claim with this id is not in the tables."""

    def __str__(self) -> str:  # KeyError would print the repr of the message
        return str(self.args[0]) if self.args else ""
