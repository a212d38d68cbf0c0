import unittest
from pathlib import Path

from tern.spec import Clause, clauses, rater_weight

SPEC = Path(__file__).resolve().parents[1] / "docs" / "spec" / "tern-values.md"

SAMPLE = """# Values

## 1 First

Intro.

### 1.1 One thing

**Strength:** preferred
**Owner:** rafael

Tern does one thing.

> Rationale: it helps.

### 1.2 Another

**Strength:** off
**Owner:** ines

Tern does another.
"""


class ClausesTest(unittest.TestCase):
    def test_sample(self):
        self.assertEqual(
            clauses(SAMPLE),
            [
                Clause("1.1", "One thing", "preferred", "rafael", "Tern does one thing."),
                Clause("1.2", "Another", "off", "ines", "Tern does another."),
            ],
        )

    def text_of(self, addition):
        return clauses(SAMPLE.replace("Tern does one thing.\n", f"Tern does one thing.\n\n{addition}\n"))[0].text

    def test_what_else_stands_there_is_text(self):
        for addition in ("#### More\n\nAnd this.", "In practice: always", "```\n**Strength:** firm\n```", "<p>Always.</p>"):
            with self.subTest(addition):
                self.assertEqual(self.text_of(addition), f"Tern does one thing.\n\n{addition}")

    def test_comments_are_not(self):
        self.assertEqual(self.text_of("<!-- for editors\n**Strength:** firm\n-->"), "Tern does one thing.")

    def test_two_strengths(self):
        with self.assertRaisesRegex(ValueError, "1.1: Strength is both preferred and firm"):
            clauses(SAMPLE.replace("> Rationale", "**Strength:** firm\n\n> Rationale"))

    def test_unknown_strength(self):
        with self.assertRaisesRegex(ValueError, "1.2: strength 'never'"):
            clauses(SAMPLE.replace("off", "never"))

    def test_missing_text(self):
        with self.assertRaisesRegex(ValueError, "1.2: no text"):
            clauses(SAMPLE.replace("Tern does another.", ""))


class SpecInUseTest(unittest.TestCase):
    def test_numbers_rise_without_repeats(self):
        numbers = [tuple(int(part) for part in clause.number.split(".")) for clause in clauses(SPEC.read_text(encoding="utf-8"))]
        self.assertEqual(numbers, sorted(set(numbers)))
        self.assertGreaterEqual(len(numbers), 30)


class RaterWeightTest(unittest.TestCase):
    def test_rises_with_strength(self):
        weights = [rater_weight(strength) for strength in ("off", "discretionary", "preferred", "default", "firm")]
        self.assertEqual(weights, sorted(weights))


if __name__ == "__main__":
    unittest.main()
