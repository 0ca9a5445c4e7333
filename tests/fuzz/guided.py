"""Coverage-guided fuzzing of intake where atheris is installed: `python -m tests.fuzz.guided -runs=10000 -seed=1`."""

from __future__ import annotations

import random
import sys

import atheris  # type: ignore[import-not-found]  # an optional tool, for Linux only

with atheris.instrument_imports(include=["pipeline.intake"]):
    from pipeline.intake.load import load

from tests.fuzz.mutations import damaged_bytes, damaged_xml


def read(data: bytes) -> None:
    """Read damaged files, the damage chosen by what atheris tries; any exception stops it."""
    load(data, "表.xlsx")
    dice = random.Random(data)  # noqa: S311  (seeded variety, no secret)
    load(dice.choice([damaged_bytes, damaged_xml])(dice), "表.xlsx")


if __name__ == "__main__":
    atheris.Setup(sys.argv, read)
    atheris.Fuzz()
