"""The order of the stages of a summary: read and check every workbook, put the offices together, write both files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.district.agree import what_blocks
from pipeline.district.gather import office_of, put_together
from pipeline.district.tables import workbook_of
from pipeline.intake.apart import Apart
from pipeline.intake.sources import find_sources
from pipeline.model.findings import Severity
from pipeline.outputs import files, seal
from pipeline.outputs.lock import alone
from pipeline.run import calm, check_all, load_source

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pipeline.district.nouns import District, LeftOut, Office

    Progress = Callable[[str, int, int], None]

NAME = "汇总表"
FILES = (f"{NAME}.xlsx", f"{NAME}.docx")
CHUNK = 200  # workbooks held in memory together


@dataclass(frozen=True, slots=True)
class Summary:
    """What a summary came to: the district, the files written (none without an office), what blocks its use.

    `aside` is where earlier files are now that say nothing of these workbooks.
    """

    district: District
    written: tuple[Path, ...]
    blocking: tuple[str, ...]
    aside: tuple[Path, ...] = ()

    @property
    def staff_act(self) -> bool:
        """Tell whether a critical finding stands in any workbook or the summary itself has to be settled."""
        critical = any(office.count(Severity.CRITICAL) for year in self.district.years for office in year.offices)
        return bool(self.blocking) or critical


def _gather(given: Path, output: Path, progress: Progress) -> Iterator[Office | LeftOut]:
    """Check chunk by chunk and keep of each workbook only what the summary needs."""
    sources = find_sources(given, output)
    with Apart() as apart:
        for start in range(0, len(sources), CHUNK):
            loaded = []
            for done, source in enumerate(sources[start : start + CHUNK], start=start + 1):
                progress("读取", done, len(sources))
                loaded.append(load_source(source, apart.load))
            yield from map(office_of, check_all(loaded))


def _write(district: District, output: Path) -> tuple[Path, ...]:
    from pipeline.district.paper import document_of  # noqa: PLC0415  (Word libraries are heavy)

    contents = dict(zip(FILES, (workbook_of(district), document_of(district)), strict=True))
    made_from = seal.combined(office.sha256 for year in district.years for office in year.offices)
    return tuple(files.put(output / name, seal.seal(content, made_from)) for name, content in contents.items())


def summarise(given: Path, output: Path, progress: Progress) -> Summary:
    """Put all workbooks below `given` into output/汇总表.xlsx and .docx; OSError where they cannot be written."""
    with alone(output, lambda: progress("等待另一次运行结束", 0, 0)):
        with calm():
            district = put_together(_gather(given, output, progress))
        written = _write(district, output) if district.years else ()
        aside = () if written else tuple(filter(None, [files.set_aside(output / name) for name in FILES]))
    return Summary(district, written, tuple(what_blocks(district)), aside)
