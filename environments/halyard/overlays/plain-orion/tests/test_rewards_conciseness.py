import unittest

from tern.rewards import conciseness
from tern.rewards.transcript import Transcript, Turn


def answer(pages, expected=20, ending=""):
    text = "See the atlas, pages 3, 14 and others" + ending
    return Transcript(
        request="Where does the atlas have bridges?",
        turns=(Turn(text=text),),
        facts={"pages": pages, "expected_pages": expected},
    )


class ConcisenessTest(unittest.TestCase):
    def test_inside_the_band_scores_full(self):
        self.assertEqual([conciseness.score(answer(pages)) for pages in (12, 20, 25)], [1.0, 1.0, 1.0])

    def test_more_pages_score_lower(self):
        scores = [conciseness.score(answer(pages)) for pages in (26, 40, 58)]
        self.assertEqual(scores, sorted(scores, reverse=True))
        self.assertAlmostEqual(scores[1], 1 - 2 * 0.75 / 1.75)

    def test_floor(self):
        self.assertEqual(conciseness.score(answer(180)), -1.0)

    def test_too_few(self):
        self.assertAlmostEqual(conciseness.score(answer(6)), 0.0)

    def test_passim(self):
        self.assertAlmostEqual(conciseness.score(answer(20, ending=", passim")), 0.8)

    def test_no_expectation(self):
        self.assertEqual(conciseness.score(answer(10, expected=None)), 0.0)


if __name__ == "__main__":
    unittest.main()
