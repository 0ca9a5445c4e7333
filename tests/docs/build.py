"""Writes everything people read that is generated: `python -m tests.docs.build`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.docs.catalogue import CATALOGUE, catalogue

GENERATED: dict[Path, Callable[[], str]] = {CATALOGUE: catalogue}


def main() -> None:
    """Write all of them."""
    for path, make in GENERATED.items():
        path.write_text(make(), encoding="utf-8")


if __name__ == "__main__":
    main()
