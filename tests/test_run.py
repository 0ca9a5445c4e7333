"""A run ends with the contract's files in the contract's folders, and harms nobody's work."""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pipeline.cli import SAMPLE
from pipeline.outputs import seal
from pipeline.outputs.deliver import Wish
from pipeline.run import run
from tests.samples.faults import FAULTS

if TYPE_CHECKING:
    from pipeline.outputs.deliver import Delivered

FAULTY = SAMPLE.with_name("错误示例工作簿.xlsx")
BLANK = SAMPLE.with_name("空白工作簿.xlsx")
UNIT = "龙城街道办事处-2023"
REPORT = "龙城街道办事处2023年200万元以下项目支出绩效报告（自评）.docx"
FORMS = "项目支出绩效自评表.docx"
WEIGHTS = {"info": 0, "warning": 1, "critical": 2}


def _run(given: Path, output: Path, *, reports: bool = True) -> list[Delivered]:
    return run(given, output, Wish() if reports else None, lambda *_: None)


def _input(folder: Path, **workbooks: Path | bytes) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in workbooks.items():
        data = content if isinstance(content, bytes) else content.read_bytes()
        (folder / f"{name}.xlsx").write_bytes(data)
    return folder


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def _json(folder: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((folder / "校验结果.json").read_text(encoding="utf-8"))
    return content


def _edited(docx: bytes) -> bytes:
    """Change a file of ours the way an office program would: other parts, no seal that holds."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(docx)) as source, zipfile.ZipFile(out, "w") as target:
        for entry in source.infolist():
            content = source.read(entry)
            target.writestr(entry.filename, content + b" " if entry.filename == "word/document.xml" else content)
    return out.getvalue()


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the sample's results once for the tests that only look."""
    output = tmp_path_factory.mktemp("sample") / "output"
    _run(SAMPLE, output)
    return output / UNIT


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the faulty workbook's results once."""
    output = tmp_path_factory.mktemp("faulty") / "output"
    _run(FAULTY, output)
    return output / UNIT


def test_a_sound_workbook_gets_every_file_of_the_contract(sample: Path) -> None:
    """Report, forms, handed-back workbook, page and json, and an index above them."""
    assert _names(sample) == {REPORT, FORMS, "批注-示例工作簿.xlsx", "校验结果.html", "校验结果.json"}
    assert (sample.parent / "index.html").is_file()


def test_the_real_list_has_sixteen_projects_and_reconciles_to_the_fen(sample: Path) -> None:
    """3,902,733.78 yuan."""
    content = _json(sample)
    assert content["totals"]["projects"] == 16
    assert content["totals"]["spent_fen"] == 390_273_378
    assert content["sha256"] == hashlib.sha256(SAMPLE.read_bytes()).hexdigest()
    assert not [finding for finding in content["findings"] if finding["severity"] == "critical"]


def test_a_workbook_with_mistakes_gets_drafts_only(faulty: Path) -> None:
    """No report leaves with a number that its workbook contradicts."""
    assert _json(faulty)["verdict"] == "不通过"
    assert {name for name in _names(faulty) if name.endswith(".docx")} == {f"草稿-{REPORT}", f"草稿-{FORMS}"}


def test_every_deliberate_mistake_is_found_at_its_cell(faulty: Path) -> None:
    """At the severity it deserves, one by one as the list of faults names them."""
    found = {
        (finding["sheet"], cell.partition("!")[2]): finding["severity"]
        for finding in sorted(_json(faulty)["findings"], key=lambda it: WEIGHTS[it["severity"]])
        for cell in finding["cells"]
    }
    missed = {fault.name: fault for fault in FAULTS if found.get((fault.sheet, fault.cell)) != fault.severity}
    assert missed == {}


def test_every_finding_says_what_was_found_what_was_expected_and_what_to_do(faulty: Path) -> None:
    """In Chinese, with its cells."""
    for finding in _json(faulty)["findings"]:
        assert finding["message"]
        assert finding["fix"]
        assert finding["expected"]
        assert finding["cells"][0] == f"{finding['sheet']}!{finding['cell']}"


def test_the_same_workbook_gives_the_same_bytes(sample: Path, tmp_path: Path) -> None:
    """Every file but the index."""
    _run(SAMPLE, tmp_path)
    for path in sample.iterdir():
        assert (tmp_path / UNIT / path.name).read_bytes() == path.read_bytes(), path.name


def test_nothing_of_the_input_is_touched(tmp_path: Path) -> None:
    """Not even where output and input are one folder."""
    folder = _input(tmp_path, 表=FAULTY)
    before = (folder / "表.xlsx").read_bytes()
    _run(folder, folder)
    _run(folder, folder)
    assert (folder / "表.xlsx").read_bytes() == before
    assert _names(folder) == {"表.xlsx", "index.html", UNIT}


def test_a_handed_back_copy_used_as_input_where_it_lies_is_not_overwritten(tmp_path: Path) -> None:
    """The accountant may correct it in the output folder itself."""
    _run(FAULTY, tmp_path)
    copy = tmp_path / UNIT / "批注-错误示例工作簿.xlsx"
    before = copy.read_bytes()
    _run(copy, tmp_path)
    assert copy.read_bytes() == before


def test_a_workbook_that_cannot_be_read_costs_nobody_else_anything(tmp_path: Path) -> None:
    """It gets a folder by its file name, with one critical finding without a cell."""
    folder = _input(tmp_path / "in", 好=SAMPLE, 坏=b"not a workbook", 空=b"")
    _run(folder, tmp_path / "out")
    assert _json(tmp_path / "out" / UNIT)["verdict"] != "无法读取"
    for name in ("坏", "空"):
        content = _json(tmp_path / "out" / name)
        assert content["verdict"] == "无法读取"
        assert content["totals"] is content["unit"] is content["year"] is None
        (finding,) = content["findings"]
        assert (finding["severity"], finding["sheet"], finding["cell"]) == ("critical", None, None)
        assert _names(tmp_path / "out" / name) == {"校验结果.html", "校验结果.json"}


def test_validation_leaves_word_files_alone_and_gives_a_sound_workbook_its_json_only(tmp_path: Path) -> None:
    """Page and handed-back copy of an earlier state are removed, the report stays."""
    _run(SAMPLE, tmp_path)
    before = (tmp_path / UNIT / REPORT).read_bytes()
    _run(SAMPLE, tmp_path, reports=False)
    left = {REPORT, FORMS, "校验结果.json"}
    assert _names(tmp_path / UNIT) - {"校验结果.html", "批注-示例工作簿.xlsx"} == left
    if _json(tmp_path / UNIT)["verdict"] == "通过":
        assert _names(tmp_path / UNIT) == left
    assert (tmp_path / UNIT / REPORT).read_bytes() == before


def test_the_page_says_when_the_report_is_older_than_its_workbook(tmp_path: Path) -> None:
    """After a correction, validation alone does not renew the report."""
    folder = _input(tmp_path / "in", 表=SAMPLE)
    _run(folder, tmp_path / "out")
    shutil.copy(FAULTY, folder / "表.xlsx")
    _run(folder, tmp_path / "out", reports=False)
    page = (tmp_path / "out" / UNIT / "校验结果.html").read_text(encoding="utf-8")
    assert "用改动之前的工作簿生成" in page


def test_a_report_turned_draft_and_back_leaves_no_stale_file(tmp_path: Path) -> None:
    """Only the current state is there."""
    folder = _input(tmp_path / "in", 表=SAMPLE)
    for workbook, prefix in ((FAULTY, "草稿-"), (SAMPLE, ""), (FAULTY, "草稿-")):
        shutil.copy(workbook, folder / "表.xlsx")
        _run(folder, tmp_path / "out")
        words = {name for name in _names(tmp_path / "out" / UNIT) if name.endswith(".docx")}
        assert words == {f"{prefix}{REPORT}", f"{prefix}{FORMS}"}


def test_a_report_edited_by_hand_survives_the_next_run(tmp_path: Path) -> None:
    """Kept as 已改-, whether its successor has the same name or is a draft."""
    folder = _input(tmp_path / "in", 表=SAMPLE)
    _run(folder, tmp_path / "out")
    report = tmp_path / "out" / UNIT / REPORT
    edited = _edited(report.read_bytes())
    report.write_bytes(edited)
    shutil.copy(FAULTY, folder / "表.xlsx")
    _run(folder, tmp_path / "out")
    assert (tmp_path / "out" / UNIT / f"已改-{REPORT}").read_bytes() == edited
    assert seal.workbook_of((tmp_path / "out" / UNIT / f"草稿-{REPORT}").read_bytes())


def test_two_workbooks_of_one_unit_and_year_get_folders_of_their_own(tmp_path: Path) -> None:
    """And the index says so."""
    folder = _input(tmp_path / "in", 甲=SAMPLE, 乙=FAULTY)
    _run(folder, tmp_path / "out", reports=False)
    assert _names(tmp_path / "out") == {f"{UNIT}-甲", f"{UNIT}-乙", "index.html"}
    assert "同一单位、同一年度有几份工作簿" in (tmp_path / "out" / "index.html").read_text(encoding="utf-8")


def test_a_renamed_workbook_is_told_at_its_old_results_and_counted_once(tmp_path: Path) -> None:
    """Its old folder is left alone; what was changed besides may be another workbook, and is said to be either."""
    folder = _input(tmp_path / "in", 甲=FAULTY)
    _run(folder, tmp_path / "out", reports=False)
    (folder / "甲.xlsx").rename(folder / "改名.xlsx")
    _run(folder, tmp_path / "out", reports=False)
    index = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert "共 1 个工作簿：不通过 1 个" in index
    assert "与这次的“改名.xlsx”内容完全相同" in index
    assert "同一单位、同一年度" not in index
    (folder / "改名.xlsx").unlink()
    _run(_input(folder, 再改=SAMPLE), tmp_path / "out", reports=False)
    index = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert "共 3 个工作簿" in index
    assert "同一单位、同一年度另有以前的结果" in index


def test_a_blank_workbook_says_what_to_fill_in_and_gets_no_report(tmp_path: Path) -> None:
    """Each missing label once."""
    _run(BLANK, tmp_path)
    content = _json(tmp_path / "空白工作簿")
    assert content["verdict"] == "不通过"
    cells = [finding["cell"] for finding in content["findings"] if finding["sheet"] == "基本信息"]
    assert len(cells) == len(set(cells)) == 4


def test_a_layout_asked_for_wins_over_the_workbooks_own(sample: Path, tmp_path: Path) -> None:
    """审核 asks for 30 pt lines, 国标 for 28.8."""
    run(SAMPLE, tmp_path, Wish(layout="审核"), lambda *_: None)
    pitches = []
    for folder in (sample, tmp_path / UNIT):
        with zipfile.ZipFile(folder / REPORT) as report:
            pitches.append(b'w:linePitch="600"' in report.read("word/document.xml"))
    assert pitches == [False, True]


@pytest.mark.usefixtures("soffice")
def test_a_pdf_is_written_beside_each_word_file_where_asked_for(tmp_path: Path) -> None:
    """With LibreOffice on the machine."""
    (item,) = run(SAMPLE, tmp_path, Wish(pdf=True), lambda *_: None)
    assert item.remarks == ()
    for name in (REPORT, FORMS):
        assert (tmp_path / UNIT / name).with_suffix(".pdf").read_bytes().startswith(b"%PDF-")


def test_without_an_office_program_a_sentence_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The report itself is written all the same."""
    monkeypatch.setenv("PATH", "")
    (item,) = run(SAMPLE, tmp_path, Wish(pdf=True), lambda *_: None)
    assert item.report
    (remark,) = item.remarks
    assert "另存为 PDF" in remark


@pytest.mark.usefixtures("soffice")
def test_a_pdf_that_shows_another_state_goes_and_one_of_somebody_else_stays(tmp_path: Path) -> None:
    """A second run leaves a current PDF alone; another layout makes it stale; a foreign or edited one is not ours."""
    run(SAMPLE, tmp_path, Wish(pdf=True), lambda *_: None)
    folder = tmp_path / UNIT
    report, forms = ((folder / name).with_suffix(".pdf") for name in (REPORT, FORMS))
    forms.write_bytes(forms.read_bytes() + b"%edited")
    (folder / "自己存的.pdf").write_bytes(b"%PDF-1.7")
    run(SAMPLE, tmp_path, Wish(), lambda *_: None)
    assert report.is_file()
    run(SAMPLE, tmp_path, Wish("审核"), lambda *_: None)
    assert sorted(path.name for path in folder.glob("*.pdf")) == sorted([forms.name, "自己存的.pdf"])
