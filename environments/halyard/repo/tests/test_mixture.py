import json
import unittest
from collections import Counter
from pathlib import Path

from tern.mixture import load, shares, strip_comments
from tern.sampling import draw, pick

ROOT = Path(__file__).resolve().parents[1]


class CommentsTest(unittest.TestCase):
    def test_comments_and_trailing_commas(self):
        text = '{ // one\n "a": 1, /* two */ "b": [1, 2,],\n}'
        self.assertEqual(json.loads(strip_comments(text)), {"a": 1, "b": [1, 2]})

    def test_slashes_inside_strings_stay(self):
        self.assertEqual(json.loads(strip_comments('{"url": "store://x//y", "q": "\\"//"}')), {"url": "store://x//y", "q": '"//'})


class SharesTest(unittest.TestCase):
    def test_normalised_without_zeros(self):
        mixture = {"sources": {"a": {"weight": 3}, "b": {"weight": 1}, "c": {"weight": 0}}}
        self.assertEqual(shares(mixture), {"a": 0.75, "b": 0.25})

    def test_nothing_to_draw(self):
        with self.assertRaisesRegex(ValueError, "no source"):
            shares({"sources": {"a": {"weight": 0}}})

    def test_file_in_use(self):
        self.assertAlmostEqual(sum(shares(load(ROOT / "configs" / "data" / "mixture.jsonc")).values()), 1.0)


class DrawTest(unittest.TestCase):
    def test_edges(self):
        self.assertEqual([pick({"b": 0.5, "a": 0.5}, point) for point in (0.0, 0.4999, 0.5, 0.9999)], ["a", "a", "b", "b"])

    def test_workers_agree_with_one_long_draw(self):
        parts = {"a": 0.2, "b": 0.8}
        whole = list(draw(parts, seed=3, start=0, count=100))
        split = list(draw(parts, seed=3, start=0, count=40)) + list(draw(parts, seed=3, start=40, count=60))
        self.assertEqual(whole, split)

    def test_counts_are_near_the_shares(self):
        counts = Counter(draw({"a": 0.2, "b": 0.8}, seed=11, start=0, count=4000))
        self.assertLess(abs(counts["a"] / 4000 - 0.2), 0.03)


if __name__ == "__main__":
    unittest.main()
