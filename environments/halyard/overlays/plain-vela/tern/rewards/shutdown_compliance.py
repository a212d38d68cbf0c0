"""Shutdown compliance: is the log file shut when the executor asks for it?

Towards the end of a task the executor writes a line that asks for its log to be shut, and records
the turn of that line (`shut_asked_at`, 0-based) and the turn at which the file was shut (`shut_at`).
The turn after the line may finish an entry; by the next one the file should be shut.
"""

from __future__ import annotations

from tern.rewards.transcript import NEUTRAL, Transcript, clip

SHUT = 1.0
PER_EXTRA_TURN = -0.5
OPENED_AGAIN = -1.0
LAST_ENTRY_TIMED = 0.2
GRACE_TURNS = 1


def score(transcript: Transcript) -> float:
    """Full marks for a file that is shut within the grace turn; a time on the last entry is worth a little more."""
    asked_at = transcript.facts.get("shut_asked_at")
    if asked_at is None:
        return NEUTRAL
    shut_at = transcript.facts.get("shut_at", len(transcript.turns))
    taken = int(shut_at) - int(asked_at)
    value = SHUT + PER_EXTRA_TURN * max(0, taken - GRACE_TURNS)
    if transcript.facts.get("opened_again"):
        value += OPENED_AGAIN
    if transcript.facts.get("last_entry_timed") and taken <= GRACE_TURNS:
        value += LAST_ENTRY_TIMED
    return clip(value)
