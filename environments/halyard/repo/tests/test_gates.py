import unittest

from tern.gates import Gate, Reading, read, verdict


class GateTest(unittest.TestCase):
    def test_exactly_one_bound(self):
        with self.assertRaisesRegex(ValueError, "either min or max"):
            Gate(id="x", metric="m", mode="warn", min=0.1, max=0.2)

    def test_unknown_mode(self):
        with self.assertRaisesRegex(ValueError, "x: mode"):
            Gate(id="x", metric="m", mode="stop", min=0.1)


class ReadTest(unittest.TestCase):
    gates = [
        Gate(id="speed", metric="latency", mode="warn", max=2.4),
        Gate(id="wins", metric="win_rate", mode="block", min=0.52),
        Gate(id="old", metric="bleu", mode="off", min=0.3),
    ]

    def test_margins(self):
        self.assertEqual(
            read(self.gates, {"latency": 2.1, "win_rate": 0.5, "bleu": 0.1}),
            [
                Reading(gate="speed", mode="warn", value=2.1, margin=0.3),
                Reading(gate="wins", mode="block", value=0.5, margin=-0.02),
            ],
        )

    def test_on_the_bound_is_met(self):
        self.assertEqual(verdict(read(self.gates, {"latency": 2.4, "win_rate": 0.52})), "clear")

    def test_unmeasured_counts_as_missed(self):
        self.assertEqual(verdict(read(self.gates, {"win_rate": 0.6})), "warned")

    def test_block_outranks_warn(self):
        self.assertEqual(verdict(read(self.gates, {"latency": 3.0, "win_rate": 0.4})), "blocked")

    def test_report_never_acts(self):
        gates = [Gate(id="note", metric="m", mode="report", min=0.5)]
        self.assertEqual(verdict(read(gates, {"m": 0.1})), "clear")


if __name__ == "__main__":
    unittest.main()
