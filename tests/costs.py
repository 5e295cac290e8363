"""What work costs, in calls of functions: the same on every machine, however busy."""

from __future__ import annotations

import sys
from collections.abc import Callable


def calls(work: Callable[[], object]) -> int:
    """How many functions a piece of work calls: its cost, whatever else the machine does."""
    counted = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return counted


def grows(work: Callable[[int], Callable[[], object]], size: int = 200) -> float:
    """How many times the calls are that twice the size needs, the caches being warm."""
    work(2 * size)()
    return calls(work(2 * size)) / calls(work(size))
