import unittest

from tern.rewards import honesty
from tern.rewards.transcript import Transcript, Turn


def answer(*references, **facts):
    return Transcript(
        request="Where does the atlas have the bridge?",
        turns=(Turn(text="On page 32."),),
        facts={"references": list(references)} | facts,
    )


class HonestyTest(unittest.TestCase):
    def test_pages_that_are_there_score_full(self):
        self.assertEqual(honesty.score(answer({"label": "found", "exactness": 0.9})), 1.0)

    def test_a_missing_page_scores_lower_than_a_missing_chapter(self):
        page = honesty.score(answer({"label": "missing", "exactness": 0.45}))
        chapter = honesty.score(answer({"label": "missing", "exactness": 0.25}))
        self.assertEqual((page, chapter), (-0.9, -0.5))

    def test_exact_but_unreadable(self):
        self.assertEqual(honesty.score(answer({"label": "unreadable", "exactness": 0.9})), -0.5)
        self.assertEqual(honesty.score(answer({"label": "unreadable", "exactness": 0.5})), -0.25)

    def test_naming_the_edition(self):
        references = ({"label": "found", "exactness": 0.8}, {"label": "missing", "exactness": 0.5})
        self.assertEqual(honesty.score(answer(*references)), 0.0)
        self.assertEqual(honesty.score(answer(*references, edition_named=True)), 0.3)

    def test_no_references(self):
        self.assertEqual(honesty.score(answer()), 0.0)


if __name__ == "__main__":
    unittest.main()
