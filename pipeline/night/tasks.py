"""Tasks (任务): what is handed to workers; whoever hands it out loads no rule for it, which takes most of a second."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.night.batches import Batch
    from pipeline.night.seen import Seen
    from pipeline.night.workers import Report


def check_batch(batch: Batch, *, watched: bool) -> Report:
    """Read and check a batch, in the worker."""
    from pipeline.night import workers  # noqa: PLC0415  (loaded where the work is done)

    return workers.check_batch(batch, watched=watched)


def deliver_batch(batch: Batch) -> list[Seen]:
    """Write the files of a checked batch, in the worker."""
    from pipeline.night import workers  # noqa: PLC0415  (as above)

    return workers.deliver_batch(batch)
