"""Reading the value spec: numbered clauses with a strength, an owner and text."""

from __future__ import annotations

import re
from dataclasses import dataclass

STRENGTHS = ("off", "discretionary", "preferred", "default", "firm")

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_FENCES = ("```", "~~~")
_HEADING = re.compile(r"^(#{1,3})[ \t]+(\S.*)$")
_NUMBER = re.compile(r"^(\d+\.\d+) (.+)$")
_FIELD = re.compile(r"^\**(Strength|Owner)\**:\**[ \t]+(\S.*)$", re.IGNORECASE)


@dataclass(frozen=True)
class Clause:
    number: str
    title: str
    strength: str
    owner: str
    text: str


def clauses(document: str) -> list[Clause]:
    """Every `###` clause, in order.

    The text is whatever stands between its heading and the next one of that size or above, smaller headings included.
    Rationale quotes and comments are not part of it. Inside a fence nothing is a heading, a field or a quote.
    """
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
        if any(clause.number == number for clause in found):
            raise ValueError(f"{number}: there twice")
        found.append(Clause(number, title, fields["Strength"], fields["Owner"], text))

    fenced = False
    for line in _COMMENT.sub("", document).splitlines():
        if line.startswith(_FENCES):
            fenced = not fenced
            body.append(line)
            continue
        heading = None if fenced else _HEADING.match(line)
        if heading:
            close()
            numbered = _NUMBER.match(" ".join(heading[2].split())) if heading[1] == "###" else None
            number, title = numbered.groups() if numbered else ("", "")
            fields, body = {}, []
            continue
        field = None if fenced else _FIELD.match(line)
        if field:
            name, value = field[1].capitalize(), " ".join(field[2].split())
            if fields.setdefault(name, value) != value and number:
                raise ValueError(f"{number}: {name} is both {fields[name]} and {value}")
        elif fenced or not line.lstrip().startswith(">"):
            body.append(line)
    close()
    return found


def rater_weight(strength: str) -> float:
    """How much a clause counts when the reward model's raters compare two answers."""
    return {"off": 0.0, "discretionary": 0.25, "preferred": 0.5, "default": 1.0, "firm": 2.0}[strength]
