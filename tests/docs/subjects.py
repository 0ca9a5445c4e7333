"""Subjects (门类): every rule of the program, grouped as a reader looks for it."""

from __future__ import annotations

import importlib
import pkgutil
import re
from functools import cache
from pathlib import Path

import pipeline
from pipeline.model.findings import RULES, Rule, Severity

HOME = Path(__file__).resolve().parents[2]
LABELS = {Severity.CRITICAL: "必须修改", Severity.WARNING: "提醒", Severity.INFO: "说明"}
# Where a rule is declared says what it is about; the longest prefix counts.
SUBJECTS = {
    "pipeline/intake": "工作簿读取：表和列",
    "pipeline/intake/refusals": "工作簿读取：文件",
    "pipeline/intake/safety/version": "工作簿读取：文件",
    "pipeline/intake/sources": "工作簿读取：文件",
    "pipeline/intake/apart": "工作簿读取：文件",
    "pipeline/intake/faults": "工作簿读取：单元格",
    "expectations/info": "基本信息",
    "expectations/projects": "金额与合计",
    "expectations/parts": "金额与合计",
    "pipeline/checks/title": "基本信息",
    "pipeline/checks/email": "基本信息",
    "pipeline/checks/sum_rows": "金额与合计",
    "pipeline/checks/one_cause": "金额与合计",
    "pipeline/checks/dated": "金额与合计",
    "pipeline/checks/references": "金额与合计",
    "pipeline/checks/sums": "金额与合计",
    "pipeline/checks/totals": "金额与合计",
    "pipeline/checks/score": "得分",
    "pipeline/checks/weights": "得分",
    "expectations/indicators": "指标",
    "pipeline/checks/indicators": "指标",
    "expectations/payments": "支付",
    "pipeline/checks/payments": "支付",
    "expectations/paragraphs": "正文：数字",
    "pipeline/checks/prose": "正文：数字",
    "pipeline/checks/prose/words/naming": "正文：文字",
    "pipeline/checks/prose/words/wording": "正文：文字",
    "pipeline/checks/prose/tables/results": "正文：文字",
    "pipeline/checks/prose/words/tokens_used": "正文：文字",
    "pipeline/checks/prose/words/hints": "正文：文字",
    "pipeline/checks/sections": "正文：文字",
    "pipeline/checks/years": "与上年对照",
    "pipeline/checks/copied": "与上年对照",
    "expectations/explanations": "核实说明",
    "pipeline/checks/explain": "核实说明",
    "pipeline": "检查程序自身",
    "pipeline/night": "工作簿读取：文件",
    "pipeline/verify": "报告核对",
}
ORDER = tuple(dict.fromkeys(["工作簿读取：文件", *SUBJECTS.values()]))
SCORING = frozenset(range(17, 28))  # lines of the rule list that speak of points


@cache
def rules() -> tuple[Rule, ...]:
    """Import every module of the program; all rules, in order of id."""
    for module in pkgutil.walk_packages(pipeline.__path__, "pipeline."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    return tuple(sorted(RULES, key=lambda rule: rule.id))


@cache
def _sources() -> dict[str, str]:
    places = [*(HOME / "pipeline").rglob("*.py"), *(HOME / "expectations").glob("*.json")]
    return {path.relative_to(HOME).as_posix(): path.read_text(encoding="utf-8") for path in sorted(places)}


def home_of(rule: Rule) -> str:
    """Name the one file that declares a rule: by its id in quotes, or by its function."""
    declared = rf"\(\s*\"{rule.id}\",|\"rule\": \"{rule.id}\""
    named = rf"\bdef {rule.id.replace('-', '_')}\(" if rule.run else declared
    (place,) = (path for path, text in _sources().items() if re.search(named, text))
    return place


def subject_of(rule: Rule) -> str:
    """Give the subject of a rule."""
    place = home_of(rule)
    subject = SUBJECTS[max((prefix for prefix in SUBJECTS if place.startswith(prefix)), key=len)]
    lines = {int(number) for number in re.findall(r"\d+", rule.source)}
    return "得分" if subject == "指标" and lines & SCORING else subject


def grouped() -> dict[str, list[Rule]]:
    """All rules by subject; within a subject the heaviest first."""
    weight = list(Severity)
    groups: dict[str, list[Rule]] = {subject: [] for subject in ORDER}
    for rule in sorted(rules(), key=lambda rule: (weight.index(rule.severity), rule.id)):
        groups[subject_of(rule)].append(rule)
    return {subject: members for subject, members in groups.items() if members}
