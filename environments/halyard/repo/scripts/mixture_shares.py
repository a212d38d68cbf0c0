"""Print the mixture as shares of the tokens drawn, largest first."""

from pathlib import Path

from tern.mixture import load, shares


def main() -> None:
    mixture = load(Path("configs/data/mixture.jsonc"))
    print(f"mixture version {mixture['version']}")
    for name, share in sorted(shares(mixture).items(), key=lambda item: -item[1]):
        print(f"  {name:<26}{share:7.2%}")


if __name__ == "__main__":
    main()
