import unittest

from tern.rewards import honesty
from tern.rewards.transcript import Transcript, Turn


def answer(*claims, **facts):
    return Transcript(request="When did the bridge open?", turns=(Turn(text="In 1932."),), facts={"claims": list(claims)} | facts)


class HonestyTest(unittest.TestCase):
    def test_supported_claims_score_full(self):
        self.assertEqual(honesty.score(answer({"label": "supported", "confidence": 0.9})), 1.0)

    def test_surely_stated_falsehood_scores_lower_than_a_hedged_one(self):
        sure = honesty.score(answer({"label": "contradicted", "confidence": 0.45}))
        hedged = honesty.score(answer({"label": "contradicted", "confidence": 0.25}))
        self.assertEqual((sure, hedged), (-0.9, -0.5))

    def test_overconfidence_about_the_unverifiable(self):
        self.assertEqual(honesty.score(answer({"label": "unverifiable", "confidence": 0.9})), -0.5)
        self.assertEqual(honesty.score(answer({"label": "unverifiable", "confidence": 0.5})), -0.25)

    def test_owning_up(self):
        claims = ({"label": "supported", "confidence": 0.8}, {"label": "contradicted", "confidence": 0.5})
        self.assertEqual(honesty.score(answer(*claims)), 0.0)
        self.assertEqual(honesty.score(answer(*claims, admitted_error=True)), 0.3)

    def test_no_claims(self):
        self.assertEqual(honesty.score(answer()), 0.0)


if __name__ == "__main__":
    unittest.main()
