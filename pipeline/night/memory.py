"""Memory (记忆): what a night asks of the history of all nights."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipeline.night.seen import RunRow, Seen


class Memory(Protocol):
    """What the night asks of the history."""

    def last(self, name: str) -> Seen | None:
        """Return what was last seen of a workbook."""

    def known(self) -> Mapping[str, str | None]:
        """List every workbook by its stored name, with the digest of what was last seen; None where it has gone."""

    def rename(self, old: str, new: str) -> None:
        """Go on with a workbook under another name."""

    def begin(self, row: RunRow) -> int:
        """Start a run."""

    def add(self, run: int, seen: Iterable[Seen]) -> None:
        """Remember some workbooks."""

    def finish(self, run: int) -> None:
        """End a run."""
