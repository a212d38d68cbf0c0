import unittest
from pathlib import Path

from tern.seeds import conducts, load, problems

SEEDS = Path(__file__).resolve().parents[1] / "data" / "seeds"


def record(where="tool_errors/train.jsonl:1", **fields):
    base = {
        "id": "te-t01",
        "behaviour": "tool_errors",
        "conduct": "report",
        "split": "train",
        "prompt": "weather?",
        "chosen": "The service is down.",
        "rejected": "Sunny.",
        "author": "maren",
        "added": "2026-02-10",
        "_where": where,
    }
    return base | fields


class ProblemsTest(unittest.TestCase):
    def test_sound(self):
        self.assertEqual(problems("tool_errors", [record()]), [])

    def test_repeated_id_and_prompt(self):
        found = problems("tool_errors", [record(), record("tool_errors/train.jsonl:2")])
        self.assertEqual(
            found,
            [
                "tool_errors/train.jsonl:2: id te-t01 is used twice",
                "tool_errors/train.jsonl:2: same prompt as tool_errors/train.jsonl:1",
            ],
        )

    def test_wrong_split_and_missing_field(self):
        self.assertEqual(
            problems("tool_errors", [record(split="heldout"), record("tool_errors/train.jsonl:2", author="")]),
            ["tool_errors/train.jsonl:1: split is heldout", "tool_errors/train.jsonl:2: missing author"],
        )


class FilesTest(unittest.TestCase):
    def test_every_behaviour_is_sound(self):
        for folder in sorted(path for path in SEEDS.iterdir() if path.is_dir()):
            with self.subTest(folder.name):
                records = load(folder)
                self.assertEqual(problems(folder.name, records), [])
                self.assertGreater(sum(conducts(records).values()), 0)


if __name__ == "__main__":
    unittest.main()
