"""From component scores and weights to one reward."""

from __future__ import annotations

from typing import Mapping


def normalised(weights: Mapping[str, float]) -> dict[str, float]:
    """Weights as shares of their sum. All zero is an error: the run would learn nothing."""
    for name, weight in weights.items():
        if not 0.0 <= weight <= 1.0:
            raise ValueError(f"{name}: weight {weight}: expected 0 to 1")
    total = sum(weights.values())
    if total == 0:
        raise ValueError("every weight is 0")
    return {name: weight / total for name, weight in weights.items()}


def reward(scores: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Weighted mean of the scores. A component without a score sits the rollout out."""
    present = {name: weight for name, weight in weights.items() if name in scores}
    if not any(present.values()):
        return 0.0
    return sum(share * scores[name] for name, share in normalised(present).items())


def shift(before: Mapping[str, float], after: Mapping[str, float]) -> dict[str, float]:
    """Change of each component's share, largest first; what reviewers of a weight change look at."""
    old, new = normalised(before), normalised(after)
    names = sorted(set(old) | set(new))
    changes = {name: round(new.get(name, 0.0) - old.get(name, 0.0), 4) for name in names}
    return dict(sorted(changes.items(), key=lambda item: -abs(item[1])))
