"""Conciseness: is the answer about as long as the request deserves?

The length model upstream gives an expected number of words per prompt; answers inside the band
around it score full marks, and the score falls off linearly on both sides.
"""

from __future__ import annotations

from tern.rewards.transcript import NEUTRAL, Transcript, clip

BAND_LOW = 0.6
BAND_HIGH = 1.25
FLOOR_AT = 3.0
PREAMBLE = 0.2
OPENERS = ("great question", "certainly", "sure", "of course", "i'd be happy to")


def score(transcript: Transcript) -> float:
    """1 inside the band, falling to -1 at `FLOOR_AT` times the expected length; openers cost extra."""
    expected = transcript.facts.get("expected_words")
    if not expected:
        return NEUTRAL
    ratio = len(transcript.answer.split()) / float(expected)
    if ratio < BAND_LOW:
        value = 1.0 - 2.0 * (BAND_LOW - ratio) / BAND_LOW
    elif ratio <= BAND_HIGH:
        value = 1.0
    else:
        value = 1.0 - 2.0 * (ratio - BAND_HIGH) / (FLOOR_AT - BAND_HIGH)
    if transcript.answer.lower().startswith(OPENERS):
        value -= PREAMBLE
    return clip(value)
