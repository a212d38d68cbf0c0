"""Reading the value spec: numbered clauses with a strength, an owner and text."""

from __future__ import annotations

import re
from dataclasses import dataclass

STRENGTHS = ("off", "discretionary", "preferred", "default", "firm")

_HEADING = re.compile(r"^### (\d+\.\d+) (.+)$")
_FIELD = re.compile(r"^\*\*(Strength|Owner):\*\* (.+)$")


@dataclass(frozen=True)
class Clause:
    number: str
    title: str
    strength: str
    owner: str
    text: str


def clauses(document: str) -> list[Clause]:
    """Every `###` clause, in order. Rationale quotes are not part of the text."""
    found: list[Clause] = []
    number = title = ""
    fields: dict[str, str] = {}
    body: list[str] = []

    def close() -> None:
        if not number:
            return
        for name in ("Strength", "Owner"):
            if name not in fields:
                raise ValueError(f"{number}: no {name} line")
        if fields["Strength"] not in STRENGTHS:
            raise ValueError(f"{number}: strength {fields['Strength']!r}: expected one of {', '.join(STRENGTHS)}")
        text = "\n".join(body).strip()
        if not text:
            raise ValueError(f"{number}: no text")
        found.append(Clause(number, title, fields["Strength"], fields["Owner"], text))

    for line in document.splitlines():
        heading = _HEADING.match(line)
        if heading or line.startswith("## "):
            close()
            number, title = heading.groups() if heading else ("", "")
            fields, body = {}, []
            continue
        field = _FIELD.match(line)
        if field:
            fields[field.group(1)] = field.group(2).strip()
        elif not line.startswith(">"):
            body.append(line)
    close()
    return found


def rater_weight(strength: str) -> float:
    """How much a clause counts when the reward model's raters compare two answers."""
    return {"off": 0.0, "discretionary": 0.25, "preferred": 0.5, "default": 1.0, "firm": 2.0}[strength]
