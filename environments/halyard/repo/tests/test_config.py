import json
import tempfile
import unittest
from pathlib import Path

from tern.config import ConfigError, RunConfig, compose, get, merge

FIXTURES = Path(__file__).parent / "fixtures" / "configs"


class MergeTest(unittest.TestCase):
    def test_maps_merge_and_the_child_wins(self):
        base = {"rl": {"steps": 2400, "kl": {"target": 0.06}}}
        child = {"rl": {"steps": 1200}}
        self.assertEqual(merge(base, child), {"rl": {"steps": 1200, "kl": {"target": 0.06}}})

    def test_lists_replace(self):
        self.assertEqual(merge({"suites": ["core", "tools"]}, {"suites": ["core"]}), {"suites": ["core"]})

    def test_parents_are_left_alone(self):
        base = {"run": {"seed": 1}}
        merge(base, {"run": {"seed": 2}})["run"]["seed"] = 3
        self.assertEqual(base, {"run": {"seed": 1}})


class ComposeTest(unittest.TestCase):
    def test_overrides_come_last(self):
        layers = [{"a": {"b": 1, "c": 1}}, {"a": {"b": 2}}]
        self.assertEqual(compose(layers, {"a.b": 5, "d.e": 6}), {"a": {"b": 5, "c": 1}, "d": {"e": 6}})

    def test_an_override_that_is_a_map_keeps_what_it_does_not_name(self):
        layers = [{"a": {"b": 1, "c": [1, 2]}}]
        self.assertEqual(compose(layers, {"a": {"b": 5}}), {"a": {"b": 5, "c": [1, 2]}})
        self.assertEqual(compose(layers, {"a.c": [3]}), {"a": {"b": 1, "c": [3]}})

    def test_override_below_a_number_is_an_error(self):
        with self.assertRaisesRegex(ConfigError, "a.b.c: 'b' is not a map"):
            compose([{"a": {"b": 1}}], {"a.b.c": 2})

    def test_get_names_the_whole_path(self):
        with self.assertRaises(KeyError) as caught:
            get({"rl": {}}, "rl.kl.target")
        self.assertEqual(caught.exception.args, ("rl.kl.target",))


class LoadTest(unittest.TestCase):
    def test_resolved_dump(self):
        run = RunConfig.load(FIXTURES / "resolved.json")
        self.assertEqual(run.name, "pike")
        self.assertEqual(run.get("rl.steps"), 600)
        self.assertEqual(run.component_weights(), {"helpfulness": 0.5, "tool_accuracy": 0.25})

    def test_unresolved_dump_is_refused(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "raw.json"
            path.write_text(json.dumps({"name": "raw", "extends": ["configs/base/reward.yaml"]}))
            with self.assertRaisesRegex(ConfigError, "not resolved"):
                RunConfig.load(path)


if __name__ == "__main__":
    unittest.main()
