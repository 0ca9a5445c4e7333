"""Agreement (核对): the sums of the summary held against their parts, to the fen."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.district.nouns import total
from pipeline.model.money import yuan_text

if TYPE_CHECKING:
    from pipeline.district.nouns import District, Year


@dataclass(frozen=True, slots=True)
class Agreement:
    """One comparison in fen: what it is about, the sum, what its parts come to."""

    subject: str
    whole: int | None
    parts: int | None

    @property
    def holds(self) -> bool:
        """Tell whether the two are the same to the fen."""
        return self.whole is not None and self.whole == self.parts

    @property
    def words(self) -> str:
        """Say how it ended."""
        if self.whole is None:
            return "没有填写，无从核对"
        return "一致" if self.holds else f"相差 {yuan_text(self.whole - (self.parts or 0))} 元"


def agreements(year: Year) -> list[Agreement]:
    """Hold the sums of all offices against all projects, and each office's 支出合计 against its own list."""
    lines = [project for _, project in year.lines]
    columns = (
        ("各单位年初预算之和与全部项目之和", year.initial, [line.initial for line in lines]),
        ("各单位全年预算之和与全部项目之和", year.budget, [line.budget for line in lines]),
        ("各单位支出之和与全部项目之和", year.spent, [line.spent for line in lines]),
    )
    sums = [Agreement(subject, whole, total(parts)) for subject, whole, parts in columns]
    return sums + [
        Agreement(f"{office.unit}（{office.workbook}）的支出合计与项目清单", office.control, office.spent)
        for office in year.offices
    ]


def repeated_offices(year: Year) -> list[str]:
    """Say of each unit that handed in several workbooks of the year that its amounts are counted as often."""
    files = defaultdict(list)
    for office in year.offices:
        files[office.unit].append(office.workbook)
    return [
        f"{unit}{year.name}有 {len(names)} 份工作簿（{'、'.join(names)}），合计里都计入了；请只留一份再汇总一次。"
        for unit, names in files.items()
        if len(names) > 1
    ]


def what_blocks(district: District) -> list[str]:
    """Collect, as sentences, what has to be settled before the summary may be used."""
    said = [f"“{item.workbook}”没有计入：{item.reason}" for item in district.left_out if item.blocks]
    for year in district.years:
        said += repeated_offices(year)
        said += [f"{year.name}{item.subject}{item.words}。" for item in agreements(year) if not item.holds]
    return said
