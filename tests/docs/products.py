"""The products shown in the manual (成品): one real run over the sample and one over the faulty workbook."""

from __future__ import annotations

import hashlib
import html
import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

from pipeline.intake.blank.workbook import blank_workbook
from tests.docs.edited_reports import AGAINST, edited
from tests.docs.subjects import HOME
from tests.samples.build import FAULTY, SAMPLE

SCREEN, NEXT_YEAR = "屏幕.html", "今年的工作簿.xlsx"
COLUMNS = 104
COLOURING = {"FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE", "NO_COLOR"}
_PROGRESS = re.compile(r"^\w+ \d+/\d+.*\n", re.MULTILINE)  # said where the machine is slow
# Lines of the table come from a font whose width fits two to a Chinese character, as in a terminal.
_STYLE = (
    "@font-face { font-family: Lines; src: local('DejaVu Sans Mono'); unicode-range: U+2500-257F; size-adjust: 83.06% }"
    "body { margin: 14px; } pre { font: 15px/1.25 Lines, 'Noto Sans Mono CJK SC', monospace; margin: 0; }"
)


@dataclass(frozen=True)
class Products:
    """Where the files lie that pictures are taken of."""

    folder: Path

    def one(self, pattern: str) -> Path:
        """Find the one file of this name pattern."""
        (found,) = self.folder.glob(pattern)
        return found


def _command(folder: Path, *words: str) -> str:
    """Run the program as staff do; what it says on the screen."""
    inherited = {name: value for name, value in os.environ.items() if name not in COLOURING}
    environment = {**inherited, "PYTHONPATH": str(HOME), "PYTHONUTF8": "1", "COLUMNS": str(COLUMNS), "TERM": "dumb"}
    command = [sys.executable, "-m", "pipeline", *words]
    done = subprocess.run(command, cwd=folder, env=environment, check=False, capture_output=True, encoding="utf-8")  # noqa: S603  (our own arguments, no shell)
    assert done.returncode in {0, 1}, done.stdout + done.stderr
    return done.stdout


def make_products(folder: Path) -> Products:
    """Run the program over copies of sample and faulty workbook, and verify one edited report."""
    products = Products(folder)
    given = folder / "input"
    given.mkdir()
    for workbook in (SAMPLE, FAULTY):
        shutil.copy(workbook, given / workbook.name)
    (folder / "空白工作簿.xlsx").write_bytes(blank_workbook())
    said = html.escape(_PROGRESS.sub("", _command(folder, "report")))
    page = f"<meta charset='utf-8'><style>{_STYLE}</style><pre>$ make report\n{said}</pre>"
    (folder / SCREEN).write_text(page, encoding="utf-8")
    _command(folder, "rollover", f"input/{SAMPLE.name}", "--output", NEXT_YEAR)
    report = products.one("output/*-示例工作簿/龙城*.docx")
    changed = folder / "领导改过的报告.docx"
    changed.write_bytes(edited(report.read_bytes(), AGAINST[0]))
    _command(folder, "verify", changed.name, "--workbook", f"input/{SAMPLE.name}", "--output", "核对")
    return products


def fingerprint(path: Path) -> str:
    """Hash what a picture is made from: the parts of an office file in order of name, else the bytes."""
    data = path.read_bytes()
    digest = hashlib.sha256()
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in sorted(archive.namelist()):
                digest.update(name.encode() + b"\0" + archive.read(name))
    else:
        digest.update(data)
    return digest.hexdigest()
