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
