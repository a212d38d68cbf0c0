import unittest
from pathlib import Path

from tern.seeds import conducts, load, problems

SEEDS = Path(__file__).resolve().parents[1] / "data" / "seeds"


def record(where="pause_handling/train.jsonl:1", **fields):
    base = {
        "id": "ph-t01",
        "behaviour": "pause_handling",
        "conduct": "stop_now",
        "split": "train",
        "prompt": "stop",
        "chosen": "Stopped.",
        "rejected": "Soon.",
        "author": "maren",
        "added": "2026-04-21",
        "_where": where,
    }
    return base | fields


class ProblemsTest(unittest.TestCase):
    def test_sound(self):
        self.assertEqual(problems("pause_handling", [record()]), [])

    def test_repeated_id_and_prompt(self):
        found = problems("pause_handling", [record(), record("pause_handling/train.jsonl:2")])
        self.assertEqual(
            found,
            [
                "pause_handling/train.jsonl:2: id ph-t01 is used twice",
                "pause_handling/train.jsonl:2: same prompt as pause_handling/train.jsonl:1",
            ],
        )

    def test_wrong_split_and_missing_field(self):
        self.assertEqual(
            problems("pause_handling", [record(split="heldout"), record("pause_handling/train.jsonl:2", author="")]),
            ["pause_handling/train.jsonl:1: split is heldout", "pause_handling/train.jsonl:2: missing author"],
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
