"""A broken template, suite or policy is reported with its place before any report is made: status 2, no file."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from tests.command_support import ENGLISH, SAMPLE, call, copy_of_the_program


def _with_text(template: Path, old: str, new: str) -> None:
    """Edit the text of a Word template."""
    out = BytesIO()
    with zipfile.ZipFile(template) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == "word/document.xml":
                assert old in content.decode()
                content = content.decode().replace(old, new, 1).encode()
            target.writestr(entry.filename, content)
    template.write_bytes(out.getvalue())


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, path.name
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """Give a copy of the program whose files may be broken."""
    return copy_of_the_program(tmp_path / "program")


def _said(program: Path, verb: str = "report") -> str:
    """Run the copy on the sample; it must refuse and write nothing."""
    output = program / "out"
    status, said = call(verb, "--input", SAMPLE, "--output", output, cwd=program, home=program)
    assert status == 2, said
    assert not ENGLISH.search(said), said
    assert not output.exists() or not list(output.iterdir())
    return said


@pytest.mark.parametrize(
    ("template", "old", "new", "told"),
    [
        ("报告模板.docx", "标题", "题目", "题目"),
        ("报告模板.docx", "{{", "｛｛", "全角"),
        ("自评表模板.docx", "{{", "{{ 不认识的 }}{{", "不认识的"),
    ],
)
def test_a_template_with_a_wrong_tag_is_named_with_the_tag(
    program: Path, template: str, old: str, new: str, told: str
) -> None:
    """Unknown or full-width, in the report's template or the forms'."""
    _with_text(program / "input_templates" / template, old, new)
    said = _said(program)
    assert template in said
    assert told in said


def test_a_template_that_lost_a_tag_is_named_with_what_would_be_missing(program: Path) -> None:
    """A report without its numbers is not written."""
    _with_text(program / "input_templates" / "报告模板.docx", "{{r 合计 }}", "")
    assert "合计" in _said(program) or "缺少" in _said(program)


@pytest.mark.parametrize("content", [b"", b"no archive"])
def test_a_template_that_is_no_word_file_is_named(program: Path, content: bytes) -> None:
    """Empty or something else."""
    (program / "input_templates" / "报告模板.docx").write_bytes(content)
    assert "报告模板.docx" in _said(program)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("[text]", "[text", "第 "),
        ("execution = 10", "execution = 15", "preset.mof-2020"),
        ("execution = 10\n", "\n", "execution"),
        ("tiers = [0.80, 0.60]", "tiers = [0.60, 0.80]", "preset.mof-2020"),
        ('beyond = "linear"', 'beyond = "curved"', "preset.mof-2020"),
        ("'__+'", "'__+('", "policy.toml"),
        ("[preset.mof-2020]", "[preset.mof-2019]", "mof-2020"),
    ],
)
@pytest.mark.parametrize("verb", ["report", "validate"])
def test_a_policy_that_cannot_be_used_is_named_with_its_place(
    program: Path, verb: str, old: str, new: str, told: str
) -> None:
    """Line and column, or the item."""
    _replace(program / "expectations" / "policy.toml", old, new)
    said = _said(program, verb)
    assert "policy.toml" in said
    assert told in said


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"expectations": [', '"expectations": [,', r"第 \d+ 行、第 \d+ 列"),
        ('"severity": "critical"', '"severity": "deadly"', "第 1 条"),
        ('"rule": "', '"rules": "', "第 1 条"),
        (
            '"expect_column_values_to_not_be_null"',
            '"expect_column_values_to_be_nice"',
            "expect_column_values_to_be_nice",
        ),
    ],
)
def test_a_suite_that_cannot_be_used_is_named_with_its_place(program: Path, old: str, new: str, told: str) -> None:
    """Line and column, or the number of the expectation, or its unknown type."""
    _replace(program / "expectations" / "projects.json", old, new)
    said = _said(program)
    assert "projects" in said
    assert re.search(told, said), said
