"""Resolved run configs.

YAML is resolved by the `halyard` command, never here: trainers and scripts read the JSON that
`halyard config show NAME --json` prints. The merge rules below are the command's, kept in Python
so that launch records can be compared with a proposed change.
"""

from __future__ import annotations

import copy
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Mapping


class ConfigError(ValueError):
    """A config that cannot be used, with the path at fault in the message."""


def merge(base: Mapping[str, Any], child: Mapping[str, Any]) -> dict[str, Any]:
    """Lay `child` over `base`: maps merge, everything else replaces."""
    merged = copy.deepcopy(dict(base))
    for key, value in child.items():
        if isinstance(value, Mapping) and isinstance(merged.get(key), Mapping):
            merged[key] = merge(merged[key], value)
        else:
            merged[key] = copy.deepcopy(value)
    return merged


def get(config: Mapping[str, Any], path: str) -> Any:
    """The value at a dotted path; KeyError with the whole path if a step is missing."""
    node: Any = config
    for step in path.split("."):
        if not isinstance(node, Mapping) or step not in node:
            raise KeyError(path)
        node = node[step]
    return node


def put(config: dict[str, Any], path: str, value: Any) -> None:
    """Lay a value over a dotted path, creating maps on the way; a map merges with the one that is there."""
    *parents, last = path.split(".")
    node = config
    for step in parents:
        node = node.setdefault(step, {})
        if not isinstance(node, dict):
            raise ConfigError(f"{path}: '{step}' is not a map")
    here = node.get(last)
    merges = isinstance(value, Mapping) and isinstance(here, Mapping)
    node[last] = merge(here, value) if merges else copy.deepcopy(value)


def compose(layers: list[Mapping[str, Any]], overrides: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Merge layers in order, then apply dotted overrides."""
    composed: dict[str, Any] = {}
    for layer in layers:
        composed = merge(composed, layer)
    for path, value in (overrides or {}).items():
        put(composed, path, value)
    return composed


@dataclass(frozen=True)
class RunConfig:
    """A resolved config under the name it was launched with."""

    name: str
    values: Mapping[str, Any]

    @classmethod
    def load(cls, path: Path) -> "RunConfig":
        values = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(values, dict):
            raise ConfigError(f"{path.name}: expected an object")
        if "extends" in values or "overrides" in values:
            raise ConfigError(f"{path.name}: not resolved; use the output of `halyard config show --json`")
        name = values.get("name")
        if not isinstance(name, str):
            raise ConfigError(f"{path.name}: name: expected text")
        return cls(name=name, values=values)

    def get(self, path: str) -> Any:
        return get(self.values, path)

    def component_weights(self) -> dict[str, float]:
        """Raw weights of the enabled components."""
        components = self.get("reward.components")
        return {
            name: float(component["weight"])
            for name, component in components.items()
            if component.get("enabled", True)
        }
