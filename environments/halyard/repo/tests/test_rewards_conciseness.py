import unittest

from tern.rewards import conciseness
from tern.rewards.transcript import Transcript, Turn


def answer(words, expected=100, opener=""):
    text = opener + " ".join(["word"] * words)
    return Transcript(request="Why is the sky blue?", turns=(Turn(text=text),), facts={"expected_words": expected})


class ConcisenessTest(unittest.TestCase):
    def test_inside_the_band_scores_full(self):
        self.assertEqual([conciseness.score(answer(words)) for words in (60, 100, 125)], [1.0, 1.0, 1.0])

    def test_longer_scores_lower(self):
        scores = [conciseness.score(answer(words)) for words in (130, 200, 290)]
        self.assertEqual(scores, sorted(scores, reverse=True))
        self.assertAlmostEqual(scores[1], 1 - 2 * 0.75 / 1.75)

    def test_floor(self):
        self.assertEqual(conciseness.score(answer(900)), -1.0)

    def test_too_short(self):
        self.assertAlmostEqual(conciseness.score(answer(30)), 0.0)

    def test_opener(self):
        self.assertAlmostEqual(conciseness.score(answer(100, opener="Certainly! ")), 0.8)

    def test_no_expectation(self):
        self.assertEqual(conciseness.score(answer(50, expected=None)), 0.0)


if __name__ == "__main__":
    unittest.main()
