"""Corpus filters: ordered rules in TOML, applied to records one at a time."""

from __future__ import annotations

import json
import operator
import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Callable, Iterable, Mapping

Record = Mapping[str, Any]

_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "<=": operator.le,
    ">=": operator.ge,
    "!=": operator.ne,
    "=": operator.eq,
    "<": operator.lt,
    ">": operator.gt,
}
_CONDITION = re.compile(r"^(<=|>=|!=|=|<|>|matches)\s+(.+)$", re.DOTALL)
ACTIONS = ("drop", "keep", "downweight")


class FilterError(ValueError):
    """A rule that cannot be read."""


@dataclass(frozen=True)
class Condition:
    """One field's test, such as `score >= 0.85`."""

    field: str
    sign: str
    operand: str

    @classmethod
    def parse(cls, field: str, text: str) -> "Condition":
        match = _CONDITION.match(text.strip())
        if match is None:
            raise FilterError(f"{field}: cannot read condition {text!r}")
        return cls(field=field, sign=match.group(1), operand=match.group(2))

    def holds(self, record: Record) -> bool:
        if self.field not in record:
            return False
        value = record[self.field]
        if self.sign == "matches":
            return re.search(self.operand, str(value)) is not None
        compare = _COMPARE[self.sign]
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return compare(float(value), float(self.operand))
        return compare(str(value), self.operand)


@dataclass(frozen=True)
class Rule:
    """What happens to the records that meet every condition."""

    id: str
    action: str
    reason: str
    when: tuple[Condition, ...]
    factor: float = 1.0

    @classmethod
    def parse(cls, table: Mapping[str, Any]) -> "Rule":
        rule_id = str(table.get("id", "?"))
        action = table.get("action")
        if action not in ACTIONS:
            raise FilterError(f"{rule_id}: action: expected one of {', '.join(ACTIONS)}")
        if (action == "downweight") != ("factor" in table):
            raise FilterError(f"{rule_id}: factor goes with downweight, and only with it")
        when = table.get("when")
        if not when:
            raise FilterError(f"{rule_id}: a rule without conditions would swallow the rest")
        conditions = tuple(Condition.parse(field, str(text)) for field, text in when.items())
        return cls(
            id=rule_id,
            action=action,
            reason=str(table.get("reason", "")),
            when=conditions,
            factor=float(table.get("factor", 1.0)),
        )

    def meets(self, record: Record) -> bool:
        return all(condition.holds(record) for condition in self.when)

    @property
    def weight(self) -> float:
        """The weight a record has after this rule."""
        if self.action == "drop":
            return 0.0
        return self.factor if self.action == "downweight" else 1.0


@dataclass(frozen=True)
class Verdict:
    """A record's weight and the rule that decided it; no rule means kept."""

    weight: float
    rule: str | None

    @property
    def kept(self) -> bool:
        return self.weight > 0


@dataclass(frozen=True)
class Filter:
    """An ordered list of rules; the first that meets a record decides."""

    corpus: str
    rules: tuple[Rule, ...]

    @classmethod
    def loads(cls, text: str) -> "Filter":
        document = tomllib.loads(text)
        rules = tuple(Rule.parse(table) for table in document.get("rules", []))
        repeated = [name for name, count in Counter(rule.id for rule in rules).items() if count > 1]
        if repeated:
            raise FilterError(f"rule id used twice: {', '.join(repeated)}")
        return cls(corpus=str(document.get("corpus", "")), rules=rules)

    @classmethod
    def load(cls, path: Path) -> "Filter":
        return cls.loads(path.read_text(encoding="utf-8"))

    def judge(self, record: Record) -> Verdict:
        for rule in self.rules:
            if rule.meets(record):
                return Verdict(weight=rule.weight, rule=rule.id)
        return Verdict(weight=1.0, rule=None)


def read_corpus(path: Path) -> list[dict[str, Any]]:
    """Records of a JSONL file; blank lines are skipped."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def kept_share(rules: Filter, records: Iterable[Record]) -> dict[str, float]:
    """Share of kept records per label."""
    total: Counter[str] = Counter()
    kept: Counter[str] = Counter()
    for record in records:
        label = str(record["label"])
        total[label] += 1
        kept[label] += rules.judge(record).kept
    return {label: kept[label] / total[label] for label in sorted(total)}
