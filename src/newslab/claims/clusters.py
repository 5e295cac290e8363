"""Average-link clustering of items of which only some pairs have a score, with pairs that must stay apart.

Two clusters are joined while the mean score over all their pairs is above zero, the best first; a pair without a score
counts as :data:`STRANGERS`. So one strong likeness never chains two groups together, and the cost grows with the number
of scored pairs.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

STRANGERS: Final = -6.0


def join(n: int, scores: Mapping[tuple[int, int], float], owners: Sequence[str]) -> list[int]:
    """Cluster the items 0 to n - 1.

    Parameters
    ----------
    n : int
        How many items.
    scores : mapping of (int, int) to float
        Log-odds that two items, the lower first, belong together.
    owners : sequence of str
        Two items of one owner never share a cluster.

    Returns
    -------
    list of int
        Per item its cluster, named by the lowest item in it.
    """
    members = {i: [i] for i in range(n)}
    held = {i: {owners[i]} for i in range(n)}
    links: dict[int, dict[int, float]] = defaultdict(dict)
    for (i, j), score in scores.items():
        if score > STRANGERS and owners[i] != owners[j]:
            links[i][j] = links[j][i] = score - STRANGERS
    heap = [(-(gain + STRANGERS), i, j) for i, near in links.items() for j, gain in near.items() if i < j]
    heap = [entry for entry in heap if entry[0] < 0]
    heapq.heapify(heap)
    following = n
    while heap:
        _, a, b = heapq.heappop(heap)
        if a not in members or b not in members or held[a] & held[b]:
            continue
        members[following] = members.pop(a) + members.pop(b)
        held[following] = held.pop(a) | held.pop(b)
        _relink(links, a, b, following)
        for other, gain in links[following].items():
            mean = gain / (len(members[following]) * len(members[other])) + STRANGERS
            if mean > 0:
                heapq.heappush(heap, (-mean, min(other, following), max(other, following)))
        following += 1
    of = {i: min(items) for items in members.values() for i in items}
    return [of[i] for i in range(n)]


def _relink(links: dict[int, dict[int, float]], a: int, b: int, new: int) -> None:
    """Give the links of two joined clusters to the new one; sums of gains, so that means follow from sizes."""
    total: dict[int, float] = defaultdict(float)
    for old in (a, b):
        for other, gain in links.pop(old, {}).items():
            if other not in (a, b):
                total[other] += gain
                links[other].pop(old, None)
                links[other][new] = total[other]
    links[new] = dict(total)
