"""verify as a command: several reports, results in folders, exit statuses, files that cannot be read."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from pipeline.checks.prose import read_prose
from pipeline.cli import FAULT, STAFF_ACT, main
from pipeline.model.policy import HOME, policy
from pipeline.outputs.compose import compose
from pipeline.outputs.report.write import write_report
from pipeline.verify import stages
from pipeline.verify.against import hold_against
from pipeline.verify.reading.blocks import read_blocks
from pipeline.verify.reading.opening import UnreadableError, open_report
from pipeline.verify.stages import verify
from tests.hostile_support import bomb, doctype, doubled, encrypted_entry, many_entries, ole, truncated, zipped
from tests.outputs_support import a_book
from tests.verify_support import SAMPLE, by_word, forms, parts_of, report

if TYPE_CHECKING:
    from pipeline.verify.reading.blocks import Block
    from pipeline.verify.remarks import Remark

KEYS = ["rule", "title", "severity", "sheet", "cell", "cells", "found", "expected", "message", "fix", "where"]
SAID = {"空文件": "空的", "损坏或不完整": "损坏", "DTD 声明": "Excel"}
RESULTS = {"核对结果.json", "核对结果.html"}


def _json(folder: Path) -> dict[str, object]:
    content: dict[str, object] = json.loads((folder / "核对结果.json").read_text(encoding="utf-8"))
    return content


def _changed() -> bytes:
    """Return the sample's report with one amount of the table changed."""

    def edit(word: object) -> None:
        cell = word.tables[0].rows[3].cells[2]  # type: ignore[attr-defined]  # python-docx's own document
        run = next(run for run in cell.paragraphs[0].runs if run.text)
        run.text = "277,500.01"

    return by_word(report().package, edit)


def _run(monkeypatch: pytest.MonkeyPatch, *words: str | Path) -> int:
    monkeypatch.setattr(sys, "argv", ["jixiao", "verify", *map(str, words)])
    return main()


def _unreadable() -> dict[str, bytes]:
    """Files that are no readable report, by what is wrong with them."""
    package = report().package
    body = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]>' + b'<w:document xmlns:w="x"/>'
    return {
        "空文件": b"",
        "旧版 .doc": ole("WordDocument"),
        "打开密码": ole("EncryptedPackage"),
        "PDF": b"%PDF-1.7",
        "RTF": b"{\\rtf1}",
        "网页": b"<html></html>",
        "损坏": package[: len(package) // 2],
        "损坏或不完整": truncated(0.9),
        "解压后过大": bomb(1 << 31, name="word/document.xml"),
        "内部文件过多": many_entries(),
        "同名": doubled("xl/workbook.xml"),
        "加了密": encrypted_entry(),
        "Excel": SAMPLE.read_bytes(),
        "DTD": zipped({**parts_of(package), "word/document.xml": body}),
        "DTD 声明": doctype("&lt;"),
        "没有正文": zipped({"[Content_Types].xml": b"<Types/>"}),
        "OpenDocument": zipped({"content.xml": b"<a/>", "mimetype": b"x"}),
        "内容已经损坏": zipped({**parts_of(package), "word/document.xml": b"<w:document"}),
        "嵌入": zipped(
            {
                **parts_of(package),
                "word/_rels/document.xml.rels": b'<Relationships><Relationship Type="http://x/aFChunk" Target="a.htm"/>'
                b"</Relationships>",
            }
        ),
    }


def test_a_file_that_is_no_readable_report_says_why_in_chinese() -> None:
    """Every kind of file gets its own sentence, and never an exception of ours."""
    for kind, content in _unreadable().items():
        with pytest.raises(UnreadableError) as caught:
            open_report(content)
        sentence = str(caught.value)
        assert SAID.get(kind, kind) in sentence
        assert re.fullmatch(
            r"[^a-zA-Z]*((docx|doc|Word|Excel|PDF|RTF|DTD|XML|OpenDocument|MB|GB)[^a-zA-Z]*)*", sentence
        )


def test_one_call_takes_several_reports_and_one_bad_one_stops_none(tmp_path: Path) -> None:
    """Verdicts, folders by stem, the same keys as 校验结果.json and the place of each finding."""
    (tmp_path / "b").mkdir()
    paths = [tmp_path / name for name in ("好.docx", "改.docx", "坏.docx", "b/好.docx", "自评表.docx")]
    for path, content in zip(paths, (report().package, _changed(), b"%PDF", _changed(), forms().package), strict=True):
        path.write_bytes(content)
    folder = tmp_path / "一个文件夹.docx"
    folder.mkdir()
    done = verify([*paths, folder], SAMPLE, tmp_path / "out")
    assert [(outcome.verdict.value, place.name) for outcome, place in done] == [
        ("一致", "好"),
        ("不一致", "改"),
        ("无法读取", "坏"),
        ("不一致", "好-2"),
        ("一致", "自评表"),
        ("无法读取", "一个文件夹"),
    ]
    for _, place in done:
        assert {path.name for path in place.iterdir()} == RESULTS
    finding = _json(tmp_path / "out" / "改")["findings"][0]  # type: ignore[index]  # the shape is what this test shows
    assert list(finding) == KEYS
    assert (finding["rule"], finding["where"], finding["severity"]) == (
        "report-number-changed",
        "表1第4行第3列",
        "critical",
    )
    assert (finding["found"], finding["expected"], finding["sheet"]) == ("277,500.01", "277,500.00", "项目清单")
    told = str(_json(tmp_path / "out" / "一个文件夹")["findings"])
    assert "是文件夹" in told
    assert "工作簿" not in told
    bad = _json(tmp_path / "out" / "坏")
    assert (bad["verdict"], bad["workbook"], bad["report"]) == ("无法读取", SAMPLE.name, "坏.docx")
    assert [(it["severity"], it["cell"], it["sheet"]) for it in bad["findings"]] == [("critical", None, None)]  # type: ignore[attr-defined]  # as above


def test_the_same_report_gives_the_same_bytes(tmp_path: Path) -> None:
    """Nothing of the day or the machine is in the results."""
    path = tmp_path / "报告.docx"
    path.write_bytes(_changed())
    for name in ("一", "二"):
        verify([path], SAMPLE, tmp_path / name)
    for name in RESULTS:
        assert (tmp_path / "一" / "报告" / name).read_bytes() == (tmp_path / "二" / "报告" / name).read_bytes()


@pytest.mark.parametrize("content", [b"", b"not a workbook", b"PK\x03\x04"])
def test_an_unreadable_workbook_leaves_every_report_unverified(tmp_path: Path, content: bytes) -> None:
    """The reason is told with each report; a report that is itself unreadable says that instead."""
    workbook, good, bad = (tmp_path / name for name in ("表.xlsx", "好.docx", "坏.docx"))
    for path, data in ((workbook, content), (good, report().package), (bad, b"")):
        path.write_bytes(data)
    done = verify([good, bad], workbook, tmp_path / "out")
    assert [outcome.verdict.value for outcome, _ in done] == ["无法读取"] * 2
    rules = [[remark.finding.rule.id for remark in outcome.remarks] for outcome, _ in done]
    assert rules == [["workbook-unreadable-for-report"], ["report-unreadable"]]


def test_exit_status_tells_who_has_to_act(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """0 nothing critical, 1 staff act, 2 unusable arguments."""
    monkeypatch.chdir(tmp_path)
    Path("好.docx").write_bytes(report().package)
    Path("改.docx").write_bytes(_changed())
    assert _run(monkeypatch, "好.docx", "--workbook", SAMPLE) == 0
    assert Path("output/核对/好/核对结果.html").is_file()
    assert _run(monkeypatch, "好.docx", "改.docx", "--workbook", SAMPLE) == STAFF_ACT
    assert _run(monkeypatch, "改.docx") == STAFF_ACT, "its own table no longer adds up"
    assert _run(monkeypatch, "没有.docx") == FAULT
    assert _run(monkeypatch) == FAULT


def test_the_console_speaks_chinese(tmp_path: Path) -> None:
    """Verdict, place and message of each finding, where the page is, and what to do next."""
    (tmp_path / "改.docx").write_bytes(_changed())
    command = [sys.executable, "-m", "pipeline", "verify", str(tmp_path / "改.docx"), "--workbook", str(SAMPLE)]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONPATH": str(HOME)}
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, env=environment, timeout=120, check=False)  # noqa: S603  (our own program)
    said = done.stdout.decode("utf-8").replace(os.sep, "/")
    assert done.returncode == STAFF_ACT, done.stderr.decode("utf-8", "replace")
    assert said.splitlines() == [
        "改.docx  不一致：有 1 处与工作簿“示例工作簿.xlsx”对不上，请逐条改正。",
        "  【必须修改】表1第4行第3列：报告写的是“277,500.01”，这里按工作簿应为“277,500.00”。",
        "  详见 output/核对/改/核对结果.html",
        "下一步：1 份报告有必须修改的地方，请打开“核对结果.html”逐条改正。",
    ]


def test_the_page_shows_found_expected_fix_place_and_cell(tmp_path: Path) -> None:
    """One self-contained page; names are escaped."""
    path = tmp_path / "改<b>.docx" if os.name == "posix" else tmp_path / "改.docx"
    path.write_bytes(_changed())
    [(outcome, folder)] = verify([path], SAMPLE, tmp_path / "out")
    page = (folder / "核对结果.html").read_text(encoding="utf-8")
    finding = outcome.remarks[0].finding
    for words in (outcome.sentence, finding.found, finding.expected, finding.fix, "表1第4行第3列", SAMPLE.name):
        assert words in page
    assert finding.cells[0].address in page
    assert "<b>" not in page
    assert not re.search(r"""(src|href)=["'](?!#|data:)""", page)


def test_a_part_of_another_name_and_strict_files_are_read() -> None:
    """The body is found through the relations of the package; strict WordprocessingML is read like the usual one."""
    parts = parts_of(report().package)
    renamed = {name.replace("word/document.xml", "word/document2.xml"): part for name, part in parts.items()}
    renamed["word/_rels/document2.xml.rels"] = renamed.pop("word/_rels/document.xml.rels")
    renamed["_rels/.rels"] = renamed["_rels/.rels"].replace(b"word/document.xml", b"word/document2.xml")
    assert read_blocks(zipped(renamed)) == report().blocks
    ours = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    theirs = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    strict = {name: part.replace(ours, theirs) for name, part in parts.items()}
    assert read_blocks(zipped(strict)) == report().blocks


def test_a_workbook_with_critical_findings_still_verifies() -> None:
    """Its mistakes are told elsewhere: here only the report is held against what it says."""
    book = a_book((("一（一）", None, "共{无此记号}个，{合计万元"), ("三", 99, "支出{支出万元}与 5 件")))
    draft = write_report(compose(book, read_prose(book)[1], policy()), draft=True)
    assert hold_against(book, read_blocks(draft)) == []


def test_a_fault_of_ours_over_one_report_is_told_with_it_and_stops_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The report it happens to is not verified, and says so; the next one is."""
    for name in ("坏.docx", "好.docx"):
        (tmp_path / name).write_bytes(report().package)
    held = stages.hold_alone

    def broken(blocks: Sequence[Block], name: str) -> list[Remark]:
        if name == "坏.docx":
            raise ZeroDivisionError
        return held(blocks, name)

    monkeypatch.setattr(stages, "hold_alone", broken)
    done = verify([tmp_path / "坏.docx", tmp_path / "好.docx"], None, tmp_path / "out")
    assert [outcome.verdict.value for outcome, _ in done] == ["无法读取", "一致"]
    [remark] = done[0][0].remarks
    assert remark.finding.rule.id == "check-crashed"
    assert "坏.docx" in remark.finding.message


def test_a_workbook_that_is_gone_or_lacks_a_sheet_is_none_to_hold_a_report_against(tmp_path: Path) -> None:
    """Why it cannot be used is said."""
    gone = stages.read_workbook(tmp_path / "没有.xlsx")
    assert gone.book is None
    assert "没有.xlsx" in gone.why_not
    book = load_workbook(SAMPLE)
    del book["报告正文"]
    book.save(tmp_path / "缺.xlsx")
    assert stages.read_workbook(tmp_path / "缺.xlsx").why_not == "工作簿“缺.xlsx”缺少工作表：报告正文。"


def test_whatever_a_report_does_to_its_reader_is_told_of_that_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of the reader is no verdict on the numbers."""

    def fail(_: bytes) -> object:
        raise ZeroDivisionError

    monkeypatch.setattr(stages, "read_report", fail)
    outcome = stages.verify_one("甲.docx", report().package, None)
    assert outcome.unreadable
    assert outcome.remarks[0].finding.message == "“甲.docx”：这个 Word 文件的结构异常，无法读取。"
