"""The version of the form (模板版本): which contract a workbook was made for, and whether this program knows it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.intake.safety.refusals import RefusalError
from pipeline.model.contract import CONTRACT_VERSION, VERSION_PROPERTY
from pipeline.model.findings import Finding, declare

if TYPE_CHECKING:
    from pipeline.intake.safety.archive import Archive

NEWER = declare(
    "form-newer",
    "模板版本比程序新",
    "critical",
    source="contract",
    notes="用更新的模板填写的工作簿，旧程序读不全，不予读取。",
    fix="请更新本程序后再核对；或用本程序的空白工作簿重新填写。",
)
OTHER = declare(
    "form-version",
    "模板版本与程序不同",
    "info",
    source="contract",
    notes="用较早的模板填写的工作簿照样读取，稍新的只差多出来的栏目，并作说明。",
    fix="不用修改；下次可以改用新的空白工作簿。",
)
NEWER_FIX = "工作簿不用修改；请更新本程序，再核对一次。"
CUSTOM, CORE = "docprops/custom.xml", "docprops/core.xml"
_LONGEST = 200_000  # bytes; properties of ours are a thousandth of it
_NUMBER = r"\s*([0-9]{1,4}(?:\.[0-9]{1,4})?)\s*"
_PROPERTY = re.compile(rf'name="{VERSION_PROPERTY}"[^>]*>\s*<(?:\w+:)?lpwstr[^>]*>{_NUMBER}</')
_OURS = re.compile(r"<(?:\w+:)?title[^>]*>项目支出绩效自评工作簿</")
_VERSION = re.compile(rf"<(?:\w+:)?version[^>]*>{_NUMBER}</")


def _text(archive: Archive, name: str) -> str:
    part = archive.part(name) if name in archive.names else b""
    return part[:_LONGEST].decode("utf-8", "replace")


def form_version(archive: Archive) -> str | None:
    """Read the version of the form a workbook was made from; None where it was not made from ours, or tells nothing."""
    custom = _PROPERTY.search(_text(archive, CUSTOM))
    if custom:
        return custom[1]
    core = _text(archive, CORE)
    found = _VERSION.search(core) if _OURS.search(core) else None
    return found[1] if found else None


def _parts(version: str) -> tuple[int, int]:
    major, _, minor = version.partition(".")
    return int(major), int(minor or 0)


def judge_version(version: str | None) -> list[Finding]:
    """Say that a form is not of this program's version; RefusalError where only a newer program can read it."""
    if version is None or _parts(version) == _parts(CONTRACT_VERSION):
        return []
    words = {"found": f"{version} 版", "expected": f"{CONTRACT_VERSION} 版"}
    if _parts(version)[0] > _parts(CONTRACT_VERSION)[0]:
        message = f"这份工作簿用的是 {version} 版模板，本程序只认识到 {CONTRACT_VERSION} 版，没有读取。"
        raise RefusalError(NEWER.at(**words, message=message))
    if _parts(version) < _parts(CONTRACT_VERSION):
        message = f"这份工作簿用的是较早的 {version} 版模板（本程序是 {CONTRACT_VERSION} 版），内容照样读取。"
        return [OTHER.at(**words, message=message)]
    message = f"这份工作簿用的是较新的 {version} 版模板（本程序是 {CONTRACT_VERSION} 版），新模板多出来的栏目没有读取。"
    return [OTHER.at(**words, message=message, fix=NEWER_FIX)]
