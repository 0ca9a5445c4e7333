"""Writes every text people read that is generated: `make docs`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from tests.docs.catalogue import CATALOGUE, catalogue
from tests.docs.gallery import GALLERY, gallery
from tests.docs.manual import MANUAL, manual
from tests.docs.rule_list import RECORD, record

GENERATED: Mapping[Path, Callable[[], str]] = {CATALOGUE: catalogue, GALLERY: gallery, MANUAL: manual, RECORD: record}


def main() -> None:
    """Write all of them."""
    for path, make in GENERATED.items():
        path.write_text(make(), encoding="utf-8")


if __name__ == "__main__":
    main()
