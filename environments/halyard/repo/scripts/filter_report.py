"""Print what a filter keeps of its corpus slice: per label, and how often each rule decided."""

import sys
from collections import Counter
from pathlib import Path

from tern.filters import Filter, kept_share, read_corpus


def main(corpus: str) -> int:
    rules = Filter.load(Path("configs/filters") / f"{corpus}.toml")
    records = read_corpus(Path("tests/fixtures/corpus") / f"{corpus}.jsonl")
    print(f"{corpus}: {len(records)} records")
    for label, share in kept_share(rules, records).items():
        print(f"  {label:<16}{share:6.2f} kept")
    decided = Counter(rules.judge(record).rule or "(no rule)" for record in records)
    for name, count in decided.most_common():
        print(f"  {name:<20}{count:>4}")
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python3 -m scripts.filter_report sft|preference")
    sys.exit(main(sys.argv[1]))
