"""Tool accuracy: calls that worked, and recovery from those that did not."""

from __future__ import annotations

from tern.rewards.transcript import NEUTRAL, Transcript, clip

RECOVERED = 0.5
BLIND_RETRY = -0.5


def score(transcript: Transcript) -> float:
    """Share of good calls mapped to -1..1, adjusted for what followed each failure."""
    calls = [turn for turn in transcript.turns if turn.tool]
    if not calls:
        return NEUTRAL
    value = 2.0 * sum(call.ok for call in calls) / len(calls) - 1.0
    for failed, following in zip(calls, calls[1:]):
        if failed.ok:
            continue
        if (following.tool, following.text) == (failed.tool, failed.text):
            value += BLIND_RETRY
        elif following.ok:
            value += RECOVERED
    return clip(value)
