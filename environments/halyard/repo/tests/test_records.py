import unittest
from pathlib import Path

from tern.records import load, parse, scalar

ROOT = Path(__file__).resolve().parents[1]


class ScalarTest(unittest.TestCase):
    def test_kinds(self):
        read = [scalar(text) for text in ("8", "0.5", "true", "null", '"0371"', "2025-11-03", "done")]
        self.assertEqual(read, [8, 0.5, True, None, "0371", "2025-11-03", "done"])


class ParseTest(unittest.TestCase):
    def test_blocks_and_comments(self):
        text = "# a job\nid: J-0001\nnote: >-\n  first line\n  second line\ngpus: 16\n"
        self.assertEqual(parse(text), {"id": "J-0001", "note": "first line second line", "gpus": 16})

    def test_line_number_in_errors(self):
        with self.assertRaisesRegex(ValueError, "line 2"):
            parse("id: J-0001\n  - stray\n")


class JobFilesTest(unittest.TestCase):
    def test_file_names_are_ids(self):
        for path in sorted((ROOT / "jobs").glob("J-*.yaml")):
            with self.subTest(path.name):
                self.assertEqual(load(path)["id"], path.stem)


if __name__ == "__main__":
    unittest.main()
