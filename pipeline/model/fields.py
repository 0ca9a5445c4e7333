"""Fields (列): what a sheet of the workbook and each of its columns is declared with."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "文字"
    YEAR = "年份"
    MONEY = "金额（元）"
    COUNT = "整数"
    SCORE = "分数"
    CHOICE = "选项"
    DATE = "日期"
    MEASURE = "数值、日期或文字"


@dataclass(frozen=True, slots=True)
class Field:
    """One column (or one line of 基本信息); `key` is its name in code, `width` in characters of the blank workbook."""

    key: str
    heading: str
    kind: Kind
    guidance: str
    required: bool = False
    choices: tuple[str, ...] = ()
    width: int = 16


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; `paired` where it is a list of 项目 | 内容 instead of one row a record."""

    key: str
    name: str
    purpose: str
    fields: tuple[Field, ...]
    required: bool = True
    paired: bool = False

    def field(self, key: str) -> Field:
        """Return the field of this key; KeyError where there is none."""
        return {field.key: field for field in self.fields}[key]
