import unittest
from pathlib import Path

from tern.filters import Condition, Filter, FilterError, Verdict, kept_share, read_corpus

ROOT = Path(__file__).resolve().parents[1]
FIXTURES = Path(__file__).parent / "fixtures"


def record(**fields):
    return {"id": "x-1", "source": "crawl-a", "lang": "en", "label": "answer", "score": 0.9, "text": "Yes."} | fields


class ConditionTest(unittest.TestCase):
    def test_numbers_compare_as_numbers(self):
        condition = Condition.parse("score", ">= 0.85")
        self.assertEqual([condition.holds(record(score=score)) for score in (0.849, 0.85, 1)], [False, True, True])

    def test_missing_field_never_holds(self):
        self.assertFalse(Condition.parse("region", "!= eu").holds(record()))

    def test_unreadable(self):
        with self.assertRaisesRegex(FilterError, "score: cannot read"):
            Condition.parse("score", "about 0.5")


class RuleOrderTest(unittest.TestCase):
    def setUp(self):
        self.rules = Filter.load(FIXTURES / "filters" / "small.toml")

    def test_first_match_decides(self):
        self.assertEqual(
            self.rules.judge(record(source="helpdesk", text="Sent from my phone")),
            Verdict(weight=1.0, rule="keep-helpdesk"),
        )
        self.assertEqual(self.rules.judge(record(text="sent from my phone")), Verdict(weight=0.0, rule="signature"))

    def test_every_condition_must_hold(self):
        self.assertEqual(self.rules.judge(record(score=0.3)), Verdict(weight=1.0, rule=None))
        self.assertEqual(self.rules.judge(record(score=0.3, lang="de")), Verdict(weight=0.5, rule="weak"))


class RuleFileTest(unittest.TestCase):
    def test_repeated_id(self):
        rule = '[[rules]]\nid = "a"\naction = "drop"\n[rules.when]\nlabel = "= code"\n'
        with self.assertRaisesRegex(FilterError, "used twice: a"):
            Filter.loads(rule + rule)

    def test_factor_only_with_downweight(self):
        with self.assertRaisesRegex(FilterError, "factor goes with downweight"):
            Filter.loads('[[rules]]\nid = "a"\naction = "drop"\nfactor = 0.5\n[rules.when]\nlabel = "= code"\n')

    def test_rule_without_conditions(self):
        with self.assertRaisesRegex(FilterError, "swallow"):
            Filter.loads('[[rules]]\nid = "a"\naction = "drop"\n')


class CorpusTest(unittest.TestCase):
    """The filters in use, over a slice of each corpus."""

    def shares(self, name):
        rules = Filter.load(ROOT / "configs" / "filters" / f"{name}.toml")
        return kept_share(rules, read_corpus(FIXTURES / "corpus" / f"{name}.jsonl"))

    def test_answers_and_code_survive(self):
        for name in ("sft", "preference"):
            with self.subTest(name):
                shares = self.shares(name)
                self.assertEqual(shares["answer"], 1.0)
                self.assertGreater(shares["code"], 0.8)

    def test_hard_refusals_are_for_the_preference_corpus(self):
        self.assertLess(self.shares("sft")["hard_refusal"], 0.2)
        self.assertEqual(self.shares("preference")["hard_refusal"], 1.0)

    def test_records_are_complete(self):
        for name in ("sft", "preference"):
            for line in read_corpus(FIXTURES / "corpus" / f"{name}.jsonl"):
                self.assertEqual(list(line), ["id", "source", "lang", "label", "score", "text"])


if __name__ == "__main__":
    unittest.main()
