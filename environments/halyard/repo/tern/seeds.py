"""Seed data: hand-written preference records, one folder per behaviour."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

FIELDS = ("id", "behaviour", "conduct", "split", "prompt", "chosen", "rejected", "author", "added")
SPLITS = ("train", "heldout")


def load(folder: Path) -> list[dict[str, Any]]:
    """Every record of one behaviour, train first."""
    records = []
    for split in SPLITS:
        path = folder / f"{split}.jsonl"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if line.strip():
                record = json.loads(line)
                record["_where"] = f"{folder.name}/{split}.jsonl:{number}"
                records.append(record)
    return records


def problems(behaviour: str, records: list[dict[str, Any]]) -> list[str]:
    """What is wrong with a behaviour's records, one line each."""
    found = []
    seen: Counter[str] = Counter()
    prompts: dict[str, str] = {}
    for record in records:
        where = record["_where"]
        missing = [field for field in FIELDS if not str(record.get(field, "")).strip()]
        if missing:
            found.append(f"{where}: missing {', '.join(missing)}")
            continue
        seen[record["id"]] += 1
        if seen[record["id"]] == 2:
            found.append(f"{where}: id {record['id']} is used twice")
        if record["behaviour"] != behaviour:
            found.append(f"{where}: behaviour is {record['behaviour']}, the folder is {behaviour}")
        if f"/{record['split']}.jsonl" not in where:
            found.append(f"{where}: split is {record['split']}")
        if record["chosen"] == record["rejected"]:
            found.append(f"{where}: chosen and rejected are the same")
        earlier = prompts.setdefault(record["prompt"], where)
        if earlier != where:
            found.append(f"{where}: same prompt as {earlier}")
    return found


def conducts(records: list[dict[str, Any]]) -> Counter[tuple[str, str]]:
    """Number of records per (conduct, split)."""
    return Counter((record["conduct"], record["split"]) for record in records)
