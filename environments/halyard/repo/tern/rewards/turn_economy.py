"""Turn economy: how many turns the work took against how many it should have taken.

The environment records a reference (`reference_turns`), the median over earlier successful
rollouts of the same prompt. Failed work scores nothing here; other components look after it.
"""

from __future__ import annotations

from tern.rewards.transcript import NEUTRAL, Transcript, clip

ON_PAR = 1.0
PER_EXTRA_TURN = -0.25
REPEATED_CALL = -0.5
EARLY = 0.2
SLACK_TURNS = 1


def score(transcript: Transcript) -> float:
    """Full marks at the reference plus the slack; a little more for finishing earlier."""
    reference = transcript.facts.get("reference_turns")
    if reference is None or not transcript.facts.get("succeeded", True):
        return NEUTRAL
    extra = len(transcript.turns) - int(reference)
    value = ON_PAR + PER_EXTRA_TURN * max(0, extra - SLACK_TURNS)
    calls = [(turn.tool, turn.text) for turn in transcript.turns if turn.tool]
    if len(calls) != len(set(calls)):
        value += REPEATED_CALL
    if extra < 0 and len(calls) == len(set(calls)):
        value += EARLY
    return clip(value)
