"""Drawing sources in proportion to their shares, the same way on every worker."""

from __future__ import annotations

import hashlib
from typing import Iterator, Mapping


def unit(seed: int, position: int) -> float:
    """A number in [0, 1) that depends on the seed and the position alone."""
    digest = hashlib.sha256(f"{seed}:{position}".encode()).digest()
    return int.from_bytes(digest[:7], "big") / float(1 << 56)


def pick(shares: Mapping[str, float], point: float) -> str:
    """The source whose stretch of [0, 1) holds the point. Order is by name, so file order is free."""
    edge = 0.0
    names = sorted(shares)
    for name in names:
        edge += shares[name]
        if point < edge:
            return name
    return names[-1]


def draw(shares: Mapping[str, float], seed: int, start: int, count: int) -> Iterator[str]:
    """`count` draws from position `start`; workers take disjoint stretches of positions."""
    for position in range(start, start + count):
        yield pick(shares, unit(seed, position))
