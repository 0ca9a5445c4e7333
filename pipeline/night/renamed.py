"""Renamed workbooks (改名): the bytes of one that is gone under another name; its findings are as old as before."""

from __future__ import annotations

import hashlib
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from pipeline.night.remember import stored_name
from pipeline.night.unchanged import THREADS, digest_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.intake.sources import Source
    from pipeline.night.memory import Memory

_NOTHING = hashlib.sha256(b"").hexdigest()  # empty files are no one workbook


def follow(sources: Sequence[Source], history: Memory) -> None:
    """Give the history the new name of each workbook that was renamed or moved; copies are workbooks of their own."""
    known = history.known()
    names = {stored_name(source.name) for source in sources}
    missing = {name: digest for name, digest in known.items() if digest and name not in names}
    fresh = [source for source in sources if missing and stored_name(source.name) not in known]
    if not fresh:
        return
    times = Counter(missing.values())
    went = {digest: name for name, digest in missing.items() if times[digest] == 1}
    with ThreadPoolExecutor(THREADS) as threads:
        digests = list(threads.map(digest_of, fresh))
    for source, digest in zip(fresh, digests, strict=True):
        if digest and digest != _NOTHING and (old := went.pop(digest, None)):
            history.rename(old, stored_name(source.name))
