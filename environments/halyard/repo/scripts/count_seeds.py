"""Print how many seed records there are per behaviour, conduct and split."""

from pathlib import Path

from tern.seeds import SPLITS, conducts, load


def main() -> None:
    root = Path("data/seeds")
    print(f"{'behaviour':<18}{'conduct':<20}" + "".join(f"{split:>9}" for split in SPLITS))
    for folder in sorted(path for path in root.iterdir() if path.is_dir()):
        counts = conducts(load(folder))
        for conduct in sorted({name for name, _ in counts}):
            print(f"{folder.name:<18}{conduct:<20}" + "".join(f"{counts[conduct, split]:>9}" for split in SPLITS))


if __name__ == "__main__":
    main()
