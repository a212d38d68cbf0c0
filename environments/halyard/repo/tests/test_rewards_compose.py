import unittest

from tern.rewards import COUNTED
from tern.rewards.compose import normalised, reward, shift
from tern.rewards.transcript import Transcript


class ComposeTest(unittest.TestCase):
    def test_weights_are_relative(self):
        self.assertEqual(normalised({"a": 0.3, "b": 0.1}), normalised({"a": 0.6, "b": 0.2}))

    def test_out_of_range(self):
        with self.assertRaisesRegex(ValueError, "a: weight 1.2"):
            normalised({"a": 1.2})

    def test_weighted_mean(self):
        self.assertAlmostEqual(reward({"a": 1.0, "b": -1.0}, {"a": 0.3, "b": 0.1}), 0.5)

    def test_component_without_a_score_sits_out(self):
        self.assertAlmostEqual(reward({"a": 0.4}, {"a": 0.3, "b": 0.1}), 0.4)

    def test_zero_weight_leaves_the_rest(self):
        self.assertAlmostEqual(reward({"a": 0.4, "b": -1.0}, {"a": 0.3, "b": 0.0}), 0.4)

    def test_shift_lists_the_largest_change_first(self):
        changes = shift({"a": 0.2, "b": 0.2}, {"a": 0.2, "b": 0.6})
        self.assertEqual(list(changes), ["a", "b"])
        self.assertEqual(changes, {"a": -0.25, "b": 0.25})


class CountedTest(unittest.TestCase):
    def test_every_component_is_neutral_on_an_empty_rollout(self):
        empty = Transcript(request="", turns=())
        self.assertEqual({score(empty) for score in COUNTED.values()}, {0.0})


if __name__ == "__main__":
    unittest.main()
