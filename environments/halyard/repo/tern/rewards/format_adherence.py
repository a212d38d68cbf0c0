"""Format adherence: the shape that was asked for, checked without a judge."""

from __future__ import annotations

import json
import re

from tern.rewards.transcript import NEUTRAL, Transcript

TABLE_ROW = re.compile(r"^\s*\|.*\|\s*$", re.MULTILINE)
HEADING = re.compile(r"^#{1,4} \S", re.MULTILINE)
BULLET = re.compile(r"^\s*(?:[-*]|\d+\.) \S", re.MULTILINE)


def is_json(text: str) -> bool:
    body = re.sub(r"^```(?:json)?\s*|\s*```$", "", text.strip())
    try:
        json.loads(body)
    except ValueError:
        return False
    return True


CHECKS = {
    "json": is_json,
    "table": lambda text: len(TABLE_ROW.findall(text)) >= 2,
    "headings": lambda text: len(HEADING.findall(text)) >= 2,
    "list": lambda text: len(BULLET.findall(text)) >= 2,
    "prose": lambda text: not BULLET.search(text) and not TABLE_ROW.search(text),
}


def score(transcript: Transcript) -> float:
    """1 if the answer has the requested shape, -1 if not, neutral if none was requested."""
    shape = transcript.facts.get("shape")
    if shape is None:
        return NEUTRAL
    return 1.0 if CHECKS[shape](transcript.answer) else -1.0
