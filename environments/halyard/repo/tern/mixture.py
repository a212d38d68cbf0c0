"""The data mixture: JSONC in, normalised shares out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Mapping


def strip_comments(text: str) -> str:
    """Remove // and /* */ comments outside strings, and commas before a closing bracket."""
    out: list[str] = []
    position, quoted = 0, False
    while position < len(text):
        character = text[position]
        pair = text[position : position + 2]
        if quoted:
            out.append(character)
            if character == "\\":
                out.append(text[position + 1])
                position += 1
            elif character == '"':
                quoted = False
        elif character == '"':
            quoted = True
            out.append(character)
        elif pair == "//":
            while position < len(text) and text[position] != "\n":
                position += 1
            continue
        elif pair == "/*":
            position = text.index("*/", position) + 2
            continue
        elif character in "]}":
            while out and out[-1].isspace():
                out.pop()
            if out and out[-1] == ",":
                out.pop()
            out.append(character)
        else:
            out.append(character)
        position += 1
    return "".join(out)


def load(path: Path) -> dict[str, Any]:
    """The mixture file as data."""
    return json.loads(strip_comments(path.read_text(encoding="utf-8")))


def shares(mixture: Mapping[str, Any]) -> dict[str, float]:
    """Each source's share of the tokens drawn; sources at 0 are left out."""
    weights = {name: float(source["weight"]) for name, source in mixture["sources"].items()}
    negative = [name for name, weight in weights.items() if weight < 0]
    if negative:
        raise ValueError(f"negative weight: {', '.join(negative)}")
    total = sum(weights.values())
    if total == 0:
        raise ValueError("no source has a weight above 0")
    return {name: weight / total for name, weight in weights.items() if weight > 0}
