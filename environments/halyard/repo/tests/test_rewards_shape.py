"""Format adherence and tool accuracy."""

import unittest

from tern.rewards import format_adherence, tool_accuracy
from tern.rewards.transcript import Transcript, Turn


def answer(text, shape=None):
    return Transcript(request="Compare the two", turns=(Turn(text=text),), facts={} if shape is None else {"shape": shape})


def work(*turns):
    return Transcript(request="Look it up", turns=turns)


class FormatAdherenceTest(unittest.TestCase):
    def test_shapes(self):
        table = "| a | b |\n|---|---|\n| 1 | 2 |"
        samples = {"table": table, "headings": "# A\nx\n## B\ny", "list": "- a\n- b", "json": "```json\n{}\n```", "prose": "Yes, both."}
        for shape, text in samples.items():
            with self.subTest(shape):
                self.assertEqual(format_adherence.score(answer(text, shape)), 1.0)

    def test_missed_shape(self):
        self.assertEqual(format_adherence.score(answer("Yes, both.", "table")), -1.0)
        self.assertEqual(format_adherence.score(answer("{'a': 1}", "json")), -1.0)

    def test_no_shape_asked_for(self):
        self.assertEqual(format_adherence.score(answer("Yes, both.")), 0.0)


class ToolAccuracyTest(unittest.TestCase):
    def test_all_good(self):
        self.assertEqual(tool_accuracy.score(work(Turn("a", "search"), Turn("b", "search"))), 1.0)

    def test_recovery_and_blind_retry(self):
        failed = Turn("a", "search", ok=False)
        self.assertEqual(tool_accuracy.score(work(failed, Turn("b", "search"))), 0.5)
        self.assertEqual(tool_accuracy.score(work(failed, Turn("a", "search"))), -0.5)

    def test_no_calls(self):
        self.assertEqual(tool_accuracy.score(work(Turn("hello"))), 0.0)


if __name__ == "__main__":
    unittest.main()
