"""Turn economy: how many pages of log the work took against how many it should have taken.

The executor turns to a new page of its log every forty lines and records how many there were
(`log_pages`), with a reference (`reference_pages`), the median over earlier successful rollouts of
the same prompt. Failed work scores nothing here; other components look after it.
"""

from __future__ import annotations

from tern.rewards.transcript import NEUTRAL, Transcript, clip

ON_PAR = 1.0
PER_EXTRA_PAGE = -0.25
BLANK_PAGE = -0.5
EARLY = 0.2
SLACK_PAGES = 1


def score(transcript: Transcript) -> float:
    """Full marks at the reference plus the slack; a little more for a shorter log."""
    reference = transcript.facts.get("reference_pages")
    if reference is None or not transcript.facts.get("succeeded", True):
        return NEUTRAL
    extra = int(transcript.facts.get("log_pages", 0)) - int(reference)
    value = ON_PAR + PER_EXTRA_PAGE * max(0, extra - SLACK_PAGES)
    blank = bool(transcript.facts.get("blank_pages"))
    if blank:
        value += BLANK_PAGE
    if extra < 0 and not blank:
        value += EARLY
    return clip(value)
