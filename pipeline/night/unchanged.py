"""Unchanged workbooks (未变): same bytes, same rules, results still there; last night's verdict stands."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING

from pipeline.intake.sources import fetch
from pipeline.model.contract import HANDBACK_PREFIX
from pipeline.outputs.deliver import RESULT_PAGE
from pipeline.outputs.names import RESULT_JSON, safe_name, stem_of
from pipeline.outputs.result import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from pipeline.intake.sources import Source
    from pipeline.night.seen import Seen

THREADS = 8  # a network share answers slowly, but several at once
_HEAD = 4096


def _results_stand(seen: Seen, output: Path) -> bool:
    """Tell whether the files of last night are all there and are of these bytes."""
    folder = output / seen.folder
    expected = [RESULT_PAGE] if seen.verdict is not Verdict.PASSED else []
    if seen.verdict in {Verdict.REMINDED, Verdict.FAILED}:
        expected.append(f"{HANDBACK_PREFIX}{safe_name(stem_of(seen.name))}.xlsx")
    try:
        with (folder / RESULT_JSON).open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return False
    return f'"sha256": "{seen.sha256}"'.encode() in head and all((folder / name).is_file() for name in expected)


def digest_of(source: Source) -> str | None:
    """Take the digest of a file's bytes; None where it cannot be read."""
    data = fetch(source)
    return hashlib.sha256(data).hexdigest() if isinstance(data, bytes) else None


def _stands(source: Source, seen: Seen | None, ruleset: str, output: Path) -> Seen | None:
    """Return what was seen last night where it still holds."""
    if seen is None or not seen.folder or seen.ruleset != ruleset or not _results_stand(seen, output):
        return None
    return seen if digest_of(source) == seen.sha256 else None


def still_standing(
    sources: Sequence[Source], last: Callable[[str], Seen | None], ruleset: str, output: Path
) -> list[Seen | None]:
    """Return, for each workbook, what was seen last night where it still holds; None where it has to be checked."""
    known = [last(source.name) for source in sources]
    if not any(known):
        return [None] * len(sources)
    with ThreadPoolExecutor(THREADS) as threads:
        return list(threads.map(partial(_stands, ruleset=ruleset, output=output), sources, known))
