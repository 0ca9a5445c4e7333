"""The spool (暂存): what the check of a batch found, kept on disk until every folder is chosen."""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.outputs.result import Verdict, to_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pipeline.intake.sources import Source
    from pipeline.night.seen import Seen
    from pipeline.outputs.result import Result


@dataclass(frozen=True, slots=True)
class Parcel:
    """One workbook on its way: a sound one as its finished json, another with all that page and copy need."""

    source: Source
    seen: Seen
    text: bytes | None = None
    result: Result | None = None
    data: bytes | None = None


def parcel_of(source: Source, seen: Seen, result: Result, data: bytes | None) -> Parcel:
    """Pack a result; of a sound workbook only its json is kept."""
    if result.verdict is Verdict.PASSED:
        return Parcel(source, seen, text=to_json(result).encode())
    return Parcel(source, seen, result=result, data=data)


def store(path: Path, parcels: Iterable[Parcel]) -> None:
    """Write parcels one after the other; the file has its name only once it is whole."""
    aside = path.with_suffix(".part")
    with aside.open("wb") as file:
        for parcel in parcels:
            pickle.dump(parcel, file, pickle.HIGHEST_PROTOCOL)
    aside.replace(path)


def parcels(path: Path) -> Iterator[Parcel]:
    """Read the parcels of our own spool back, one at a time."""
    with path.open("rb") as file:
        while True:
            try:
                yield pickle.load(file)  # noqa: S301  (written by this very run, in a folder of its own)
            except EOFError:
                return
