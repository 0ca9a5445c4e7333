"""A workbook tells which version of the form it was made from: older ones are read, one for a newer program not."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from pipeline.intake.blank.workbook import blank_workbook
from pipeline.intake.load import load
from pipeline.intake.safety.archive import Archive
from pipeline.intake.safety.version import form_version
from pipeline.model.contract import CONTRACT_VERSION, VERSION_PROPERTY
from pipeline.model.policy import policy

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Convert


@cache
def blank() -> bytes:
    """Write the blank workbook once."""
    return blank_workbook()


def of_version(version: str, *, core_only: bool = False) -> bytes:
    """Write the blank workbook as another version of the program would have."""
    out = io.BytesIO()
    now = f">{CONTRACT_VERSION}</vt:lpwstr>"
    with zipfile.ZipFile(io.BytesIO(blank())) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name).decode() if name.startswith("docProps/") else old.read(name)
            if isinstance(part, str):
                part = part.replace(now, "></vt:lpwstr>" if core_only else f">{version}</vt:lpwstr>")
                part = part.replace(f"version>{CONTRACT_VERSION}<", f"version>{version}<")
            new.writestr(name, part)
    return out.getvalue()


def said(data: bytes) -> list[str]:
    """Give the rules of the form's version that are found."""
    return [it.rule.id for it in load(data, "工作簿.xlsx")[1] if it.rule.id.startswith("form-")]


def version_of(data: bytes) -> str | None:
    """Read the version of a file."""
    return form_version(Archive(data, policy().intake))


def test_the_blank_workbook_carries_the_contracts_version_where_staff_do_not_see_it() -> None:
    """A property of the file, of which nothing is said."""
    properties = {it.name: it.value for it in load_workbook(io.BytesIO(blank())).custom_doc_props.props}
    assert properties == {VERSION_PROPERTY: CONTRACT_VERSION}
    assert version_of(blank()) == CONTRACT_VERSION
    assert said(blank()) == []


@pytest.mark.parametrize("core_only", [False, True])
@pytest.mark.parametrize(
    ("version", "rules"),
    [("1", ["form-version"]), ("0.9", ["form-version"]), ("1.99", ["form-version"]), ("2.0", ["form-newer"])],
)
def test_other_versions_are_recognised(version: str, rules: list[str], *, core_only: bool) -> None:
    """Older ones and a newer second number are read and said, a newer first number is refused in plain words."""
    data = of_version(version, core_only=core_only)
    assert said(data) == rules
    book, findings = load(data, "工作簿.xlsx")
    assert (book is None) == (rules == ["form-newer"])
    assert version in findings[0].message
    assert ("更新本程序" in findings[0].fix) == (version in {"1.99", "2.0"})


@pytest.mark.parametrize("version", ["", "二", "1.2.3", "99999", "-1"])
def test_what_is_no_version_is_passed_over(version: str) -> None:
    """A property someone has edited is no reason for anything."""
    assert said(of_version(version)) == []


def test_another_programs_version_is_not_ours() -> None:
    """A workbook of a foreign tool may bear any version number."""
    data = of_version("7.5", core_only=True)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace("项目支出绩效自评工作簿<".encode(), "别的表<".encode()))
    assert version_of(out.getvalue()) is None
    assert said(out.getvalue()) == []


def test_the_version_survives_another_office_program(convert: Convert, tmp_path: Path) -> None:
    """LibreOffice keeps it."""
    path = tmp_path / "空白.xlsx"
    path.write_bytes(of_version("0.9"))
    assert version_of(convert(path, "xlsx").read_bytes()) == "0.9"
