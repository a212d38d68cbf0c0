"""Gate arithmetic: does a checkpoint's metric meet its bound, and what follows if it does not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Iterable, Mapping

MODES = ("off", "report", "warn", "block")


@dataclass(frozen=True)
class Gate:
    """A bound on one metric. Exactly one of `min` and `max` is set."""

    id: str
    metric: str
    mode: str
    min: float | None = None
    max: float | None = None

    def __post_init__(self) -> None:
        if self.mode not in MODES:
            raise ValueError(f"{self.id}: mode: expected one of {', '.join(MODES)}")
        if (self.min is None) == (self.max is None):
            raise ValueError(f"{self.id}: expected either min or max")

    def margin(self, value: float) -> float:
        """How far inside the bound a value lies; negative when outside."""
        return value - self.min if self.min is not None else (self.max or 0.0) - value


@dataclass(frozen=True)
class Reading:
    gate: str
    mode: str
    value: float | None
    margin: float | None

    @property
    def met(self) -> bool:
        return self.margin is not None and self.margin >= 0


def read(gates: Iterable[Gate], metrics: Mapping[str, float]) -> list[Reading]:
    """One reading per gate that is not off. A metric that was not measured counts as missed."""
    readings = []
    for gate in gates:
        if gate.mode == "off":
            continue
        value = metrics.get(gate.metric)
        margin = None if value is None else round(gate.margin(value), 6)
        readings.append(Reading(gate=gate.id, mode=gate.mode, value=value, margin=margin))
    return readings


def verdict(readings: Iterable[Reading]) -> str:
    """`blocked`, `warned` or `clear`: the worst mode among the missed gates that can act."""
    missed = {reading.mode for reading in readings if not reading.met}
    if "block" in missed:
        return "blocked"
    return "warned" if "warn" in missed else "clear"
