"""What a reward component sees of a rollout."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Mapping

NEUTRAL = 0.0


@dataclass(frozen=True)
class Turn:
    """One turn of the assistant. `tool` names the call it made, if it made one."""

    text: str = ""
    tool: str | None = None
    ok: bool = True
    irreversible: bool = False


@dataclass(frozen=True)
class Transcript:
    """A finished rollout with the facts the environment recorded about it."""

    request: str
    turns: tuple[Turn, ...]
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def answer(self) -> str:
        """The text of the last turn that says something."""
        for turn in reversed(self.turns):
            if turn.text.strip():
                return turn.text
        return ""


def clip(value: float, low: float = -1.0, high: float = 1.0) -> float:
    return max(low, min(high, value))
