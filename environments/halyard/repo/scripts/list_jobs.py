"""Print jobs by state, oldest first. `halyard jobs list` shows more; this one works on a laptop."""

from pathlib import Path

from tern.records import load

ORDER = ("running", "queued", "held", "draft", "done", "cancelled")


def main() -> None:
    jobs = [load(path) for path in sorted(Path("jobs").glob("J-*.yaml"))]
    for state in ORDER:
        for job in jobs:
            if job["state"] == state:
                print(f"{state:<10}{job['id']}  {job['stage']:<5}{job['experiment']:<12}{job['gpus']:>4} GPUs  {job['drafted_by']}")


if __name__ == "__main__":
    main()
