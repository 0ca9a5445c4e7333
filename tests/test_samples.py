"""The committed sample workbooks are current, look like the blank, and say what they promise to say."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook, load_workbook

from pipeline.intake.blank.check_kit import FINE
from pipeline.intake.load import load
from pipeline.model.contract import SECTIONS, SHEETS
from pipeline.model.policy import policy
from pipeline.model.scoring import recomputed_mean
from pipeline.model.token_words import PROJECT_TOKENS, REPORT_TOKENS
from tests.samples import build
from tests.samples.content import sample_content
from tests.samples.faults import FAULTS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Convert

BUILDS = {"sample": (build.SAMPLE, build.sample_workbook), "faulty": (build.FAULTY, build.faulty_workbook)}
SPENT = (
    "325067.00 462880.00 277500.00 233162.00 430000.00 150000.00 78200.00 110000.00 "
    "42000.00 43600.00 30000.00 32600.00 15000.00 11400.00 832841.00 828483.78"
)


def parts(data: bytes) -> list[tuple[str, bytes]]:
    """Return what an archive holds, in order, however it was packed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


@pytest.fixture(scope="module")
def sample() -> Workbook:
    """Return the committed sample with the values that its formulas show."""
    return load_workbook(io.BytesIO(build.SAMPLE.read_bytes()), data_only=True)


@pytest.mark.parametrize("name", BUILDS)
def test_the_committed_file_is_the_one_that_the_content_makes(name: str) -> None:
    """Written anew with the formula values stored in it, it has the same parts."""
    path, make = BUILDS[name]
    committed = path.read_bytes()
    assert parts(make(build.stored_values(committed))) == parts(committed)


@pytest.mark.parametrize("name", BUILDS)
def test_the_stored_formula_values_are_those_that_libreoffice_calculates(
    name: str, soffice: str, tmp_path: Path
) -> None:
    """No stored value is stale."""
    committed = BUILDS[name][0].read_bytes()
    anew = build.stored_values(build.recalculated(soffice, committed, tmp_path))
    unstored = {(fault.sheet, fault.cell) for fault in FAULTS if fault.unstored}
    stored = build.stored_values(committed)
    assert {place: value for place, value in stored.items() if place not in unstored} == {
        place: value for place, value in anew.items() if place in stored and place not in unstored
    }


def test_the_sample_reads_without_a_remark() -> None:
    """Neither guidance nor check columns nor the empty rows below disturb the reading."""
    book, findings = load(build.SAMPLE.read_bytes(), build.SAMPLE.name)
    assert findings == []
    assert book is not None
    assert (len(book.projects), len(book.indicators), len(book.payments)) == (16, 96, len(sample_content()["payments"]))


def test_the_sample_reads_the_same_after_a_save_by_libreoffice(convert: Convert, tmp_path: Path) -> None:
    """Every value and every cell address survives."""
    path = tmp_path / build.SAMPLE.name
    path.write_bytes(build.SAMPLE.read_bytes())
    saved = convert(path, "xlsx").read_bytes()
    book, findings = load(saved, path.name)
    assert findings == []
    original, _ = load(path.read_bytes(), path.name)
    assert book is not None
    assert original is not None
    assert replace(book, sha256=original.sha256) == original


def test_the_declared_score_of_the_sample_is_the_mean() -> None:
    """Declared and recomputed score agree with 自评得分."""
    book, _ = load(build.SAMPLE.read_bytes(), build.SAMPLE.name)
    assert book is not None
    assert recomputed_mean(book, policy()) == book.info.score


def test_the_sample_has_the_facts_of_the_published_report() -> None:
    """Sixteen projects, 3,902,733.78 yuan, thresholds, year and label."""
    content = sample_content()
    info, spent = content["info"][0], [Decimal(str(row["spent"])) for row in content["projects"]]
    assert spent == [Decimal(amount) for amount in SPENT.split()]
    assert Decimal(str(info["control"])) == sum(spent) == Decimal("3902733.78")
    assert (info["year"], info["label"], info["cap"], info["count"]) == (2023, "附件4-2", 2000000, 16)
    assert (info["office_from"], info["party_from"]) == (5000, 100000)


def test_every_check_cell_of_the_sample_is_fine(sample: Workbook) -> None:
    """No 核对结果 of the sample names a mistake, and every used row has one."""
    assert sample["基本信息"]["D3"].value == "全部表格：没有发现不符"
    verdicts = [sample["项目清单"].cell(row, 19).value for row in range(6, 23)]
    assert verdicts == [FINE] * 17


def test_the_ledger_of_each_project_sums_to_its_spending() -> None:
    """To the fen, and no payment stands there twice."""
    content = sample_content()
    sums: dict[object, Decimal] = {}
    for row in content["payments"]:
        sums[row["project"]] = sums.get(row["project"], Decimal(0)) + Decimal(str(row["amount"]))
    assert sums == {row["number"]: Decimal(str(row["spent"])) for row in content["projects"]}
    assert len({row["voucher"] for row in content["payments"]}) == len(content["payments"])


def test_the_sample_shows_every_section_and_describes_every_project() -> None:
    """Forty paragraphs and more, 96 indicators, each project in section 三."""
    content = sample_content()
    assert {row["section"] for row in content["paragraphs"]} == set(SECTIONS)
    assert len(content["paragraphs"]) >= 40
    assert {row["project"] for row in content["paragraphs"] if row["section"] == "三"} == set(range(1, 17))
    assert len(content["indicators"]) == 96


def test_the_sample_uses_most_tokens() -> None:
    """A reader of the sample sees how tokens are written."""
    text = "".join(str(row["text"]) for row in sample_content()["paragraphs"])
    shown = {token for token in (*PROJECT_TOKENS, *REPORT_TOKENS) if f"{{{token}}}" in text}
    assert set(PROJECT_TOKENS) | set(REPORT_TOKENS) == shown | {"合计元"}
    assert "{项目1.预算项目}" in text


def test_every_fault_changes_the_sample_at_a_place_of_its_own() -> None:
    """Each fault has a name and a cell, and no two faults are found at the same cell."""
    places = [(fault.sheet, fault.cell) for fault in FAULTS]
    assert len(set(places)) == len(places) >= 25
    assert len({fault.name for fault in FAULTS}) == len(FAULTS)
    assert {fault.severity for fault in FAULTS} == {"critical", "warning", "info"}
    assert {fault.sheet for fault in FAULTS} <= {sheet.name for sheet in SHEETS}


def test_the_faulty_workbook_differs_from_the_sample_where_its_faults_were_made() -> None:
    """And nowhere else, but for the added project and the formulas that follow."""
    sound, faulty = (load_workbook(io.BytesIO(path.read_bytes())) for path in (build.SAMPLE, build.FAULTY))
    edited = {(sheet, ref) for fault in FAULTS for sheet, ref, _ in fault.edits}
    for page in faulty.worksheets:
        if page.title == "项目清单":
            continue
        for row in page.iter_rows():
            changed = {cell.coordinate for cell in row if cell.value != sound[page.title][cell.coordinate].value}
            typed = {ref for ref in changed if page[ref].data_type != "f"}
            assert typed <= {ref for sheet, ref in edited if sheet == page.title}
