"""Print how the share of each reward component moves between two launch records."""

import json
import sys
from pathlib import Path

from tern.rewards.compose import shift


def weights(path: str) -> dict[str, float]:
    return json.loads(Path(path).read_text(encoding="utf-8"))["weights"]


def main(before: str, after: str) -> int:
    for name, change in shift(weights(before), weights(after)).items():
        print(f"  {name:<24}{change:+.4f}")
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: python3 -m scripts.compare_weights launches/BEFORE.json launches/AFTER.json")
    sys.exit(main(sys.argv[1], sys.argv[2]))
