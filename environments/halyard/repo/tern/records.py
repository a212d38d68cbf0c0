"""Reader for the flat YAML records under jobs/ and reviews/.

These files hold one `key: value` per line, and longer text as a folded or literal block. Anything
richer goes through the `halyard` command.
"""

from __future__ import annotations

import re
from pathlib import Path

Value = str | int | float | bool | None

_LINE = re.compile(r"^([a-z_]+):(?:\s+(.*))?$")


def scalar(text: str) -> Value:
    """One YAML scalar: quoted text, number, boolean, null or plain text."""
    text = text.strip()
    if text in ("", "null", "~"):
        return None
    if text in ("true", "false"):
        return text == "true"
    if len(text) >= 2 and text[0] == text[-1] and text[0] in "\"'":
        return text[1:-1]
    if re.fullmatch(r"-?\d+", text):
        return int(text)
    if re.fullmatch(r"-?\d+\.\d+", text):
        return float(text)
    return text


def parse(text: str) -> dict[str, Value]:
    """The record as a dict, in file order."""
    record: dict[str, Value] = {}
    lines = text.splitlines()
    position = 0
    while position < len(lines):
        line = lines[position]
        position += 1
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        match = _LINE.match(line)
        if match is None:
            raise ValueError(f"line {position}: expected 'key: value', found {line!r}")
        key, rest = match.group(1), match.group(2) or ""
        if rest in ("|", "|-", ">", ">-"):
            block = []
            while position < len(lines) and (lines[position].startswith("  ") or not lines[position].strip()):
                block.append(lines[position].strip())
                position += 1
            record[key] = (" " if rest.startswith(">") else "\n").join(block).strip()
        else:
            record[key] = scalar(rest)
    return record


def load(path: Path) -> dict[str, Value]:
    """Read one record file."""
    try:
        return parse(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ValueError(f"{path}: {error}") from error
