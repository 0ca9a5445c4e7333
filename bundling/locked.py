"""The locked requirements (组件清单): requirements.lock, cut to what one target needs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from packaging.requirements import Requirement

if TYPE_CHECKING:
    from bundling.platforms import Target

_HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


def _logical_lines(lock: str) -> Iterator[str]:
    """Join what backslashes continue; drop comments and blank lines."""
    for line in lock.replace("\\\n", " ").splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            yield line


def for_target(lock: str, target: Target) -> list[str]:
    """Give the lines of a universal lock whose markers hold on the target, without markers, sorted.

    pip itself holds markers against the computer it runs on, so a foreign platform would get the wrong set.
    """
    kept = []
    for line in _logical_lines(lock):
        requirement = Requirement(line.partition("--hash")[0].strip())
        if requirement.marker is None or requirement.marker.evaluate(target.environment):
            kept.append(" ".join([f"{requirement.name}{requirement.specifier}", *_HASH.findall(line)]))
    return sorted(kept)
