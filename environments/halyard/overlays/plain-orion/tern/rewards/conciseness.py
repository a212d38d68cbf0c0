"""Conciseness: does the answer give about as many page numbers as its references deserve?

The reference reader upstream counts the page numbers in the references, and gives an expected
number per prompt; answers inside the band around it score full marks, and the score falls off
linearly on both sides.
"""

from __future__ import annotations

from tern.rewards.transcript import NEUTRAL, Transcript, clip

BAND_LOW = 0.6
BAND_HIGH = 1.25
FLOOR_AT = 3.0
PASSIM = 0.2
VAGUE = ("passim", "and elsewhere", "et seq.", "throughout")


def score(transcript: Transcript) -> float:
    """1 inside the band, falling to -1 at `FLOOR_AT` times the expected number; "passim" costs extra."""
    expected = transcript.facts.get("expected_pages")
    if not expected:
        return NEUTRAL
    ratio = float(transcript.facts.get("pages", 0)) / float(expected)
    if ratio < BAND_LOW:
        value = 1.0 - 2.0 * (BAND_LOW - ratio) / BAND_LOW
    elif ratio <= BAND_HIGH:
        value = 1.0
    else:
        value = 1.0 - 2.0 * (ratio - BAND_HIGH) / (FLOOR_AT - BAND_HIGH)
    if transcript.answer.lower().endswith(VAGUE):
        value -= PASSIM
    return clip(value)
