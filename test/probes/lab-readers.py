"""What the lab's own readers make of each folder under cases/; run in the lab's repository."""

import json
from pathlib import Path

from tern import config, filters, mixture, records, spec

ROOT = Path(".")


def attempt(read):
    try:
        return {"value": read()}
    except Exception as problem:
        return {"error": f"{type(problem).__name__}: {problem}"}


def read_spec(case):
    document = (case / "docs/spec/tern-values.md").read_text(encoding="utf-8")
    return {clause.number: [clause.strength, " ".join(clause.text.split())] for clause in spec.clauses(document)}


def read_configs(case):
    bodies = json.loads((case / "configs.json").read_text(encoding="utf-8"))

    def resolve(path):
        body = dict(bodies[path])
        parents = body.pop("extends", [])
        overrides = body.pop("overrides", None)
        layers = [resolve(parent) for parent in ([parents] if isinstance(parents, str) else parents)]
        return config.compose([*layers, body], overrides)

    experiments = [path for path in bodies if path.startswith("configs/experiments/")]
    return {Path(path).stem: attempt(lambda path=path: resolve(path)) for path in experiments}


def read_filter(case, name):
    rules = filters.Filter.load(case / f"configs/filters/{name}.toml")
    corpus = filters.read_corpus(ROOT / f"tests/fixtures/corpus/{name}.jsonl")
    weights = {}
    for record in corpus:
        weights[record["label"]] = weights.get(record["label"], 0) + rules.judge(record).weight
    return {label: round(weight, 9) for label, weight in sorted(weights.items())}


def read_mixture(case):
    sources = mixture.load(case / "configs/data/mixture.jsonc")["sources"]
    return {name: source["weight"] for name, source in sources.items()}


def read_records(case):
    paths = sorted([*case.glob("jobs/J-*.yaml"), *case.glob("reviews/*/review.yaml")])
    return {str(path.relative_to(case)): attempt(lambda path=path: records.load(path)) for path in paths}


found = {}
for case in sorted(Path("cases").iterdir()):
    found[case.name] = {
        "spec": attempt(lambda: read_spec(case)),
        "configs": read_configs(case),
        "filters": {name: attempt(lambda: read_filter(case, name)) for name in ("sft", "preference")},
        "mixture": attempt(lambda: read_mixture(case)),
        "records": read_records(case),
    }
Path("found.json").write_text(json.dumps(found), encoding="utf-8")
