"""The rule catalogue (规则目录), printed from the declarations."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.model.money import plain
from pipeline.model.policy import DEFAULT_PRESET, policy
from tests.docs.subjects import HOME, LABELS, grouped

if TYPE_CHECKING:
    from pipeline.model.findings import Rule
    from pipeline.model.limits import Preset

CATALOGUE = HOME / "docs" / "规则目录.md"
_BLANKS = {
    "第 {row} 行的": "这一行的",
    "{above}": "按公式计算的数",
    "{rounded_up}": "按公式计算的数",
    "{meetings_missing}": "缺少的会议日期",
    "{count:places}": "",
}
_SOURCES = {
    "scoring": "评分规则",
    "payments": "支付审查要点",
    "verify": "报告核对约定",
    "contract": "工作簿约定",
}
_INTRO = """# 规则目录

程序检查的每一条规则都在这里，由程序自己的声明生成（`make docs`），与实际检查的内容一致。

- **必须修改**：不改好，只能得到草稿。
- **提醒**：请看一遍；核实无误的，可在“核实说明”里写明原因。
- **说明**：供了解，可以不改。
- “编号”就是 校验结果.json 里的 `rule`；核实说明的“规则”一栏写题目或编号都可以。
- “来源”：评审第几条，指评审中常被退回的问题清单的条目；工作簿约定，指本工作簿自己的填写规则。
"""


def remedy(rule: Rule) -> str:
    """Give what to do, as said of no cell in particular."""
    text = rule.fix
    for blank, words in _BLANKS.items():
        text = text.replace(blank, words)
    return text


def source_text(source: str) -> str:
    """Say in Chinese where a rule comes from."""
    said = [f"评审第 {number} 条" for number in re.findall(r"\d+", source)]
    said += [words for word, words in _SOURCES.items() if word in source]
    if "报告核对约定" in said:
        said.remove("工作簿约定")
    return "、".join(said)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("*.", "\\*.").replace("_", "\\_").replace("<", "&lt;")


def _table(rules: list[Rule]) -> list[str]:
    lines = ["| 题目 | 编号 | 轻重 | 规则 | 怎么改 | 来源 |", "|---|---|---|---|---|---|"]
    for rule in rules:
        cells = (LABELS[rule.severity], rule.notes, remedy(rule), source_text(rule.source))
        lines.append("| " + " | ".join((_cell(rule.title), f"`{rule.id}`", *map(_cell, cells))) + " |")
    return lines


def _percent(share: Decimal) -> str:
    return f"{plain(share * 100)}%"


def _preset_row(preset: Preset) -> tuple[str, ...]:
    weights = "、".join(f"{level} {plain(points)}" for level, points in preset.weights.items())
    full, partial = _percent(preset.full_tier), _percent(preset.partial_tier)
    beyond = {"linear": "（1−超出÷指标值）×分值", "ratio": "指标值÷完成值×分值"}[preset.beyond]
    caps = "；".join(f"低于 {_percent(below)} 的，总分不超过 {plain(most)}" for below, most in preset.caps)
    return (
        preset.source,
        f"预算执行率 {plain(preset.execution)}、{weights}",
        f"达成 100%–{full}（含）；部分达成 {full} 以下–{partial}（含）；未达成 {partial} 以下",
        beyond,
        f"达到指标值的 {_percent(preset.over_target)} 起须说明原因",
        f"低于 {_percent(preset.execution_floor)} 须在完成情况里说明",
        plain(preset.tolerance),
        "、".join(f"{grade} ≥ {plain(floor)}" for grade, floor in preset.grades.items()) + "，其余为差",
        caps or "不设",
    )


def _presets() -> list[str]:
    heads = (
        "依据",
        "权重（合计 100 分）",
        "定性指标得分档（占分值）",
        "要求不超过的指标，超出时",
        "超额较多",
        "执行率",
        "得分允许相差",
        "等级",
        "执行率封顶（只提醒，不改分）",
    )
    presets = policy().presets
    columns = {name: _preset_row(preset) for name, preset in presets.items()}
    title = "| | " + " | ".join(f"`{name}`" + ("（默认）" if name == DEFAULT_PRESET else "") for name in presets) + " |"
    lines = [title, "|---" * (len(presets) + 1) + "|"]
    lines += [
        f"| {head} | " + " | ".join(column[at] for column in columns.values()) + " |" for at, head in enumerate(heads)
    ]
    return lines


def _limits() -> list[str]:
    checks = policy().checks
    return [
        f"- 执行率低于 {_percent(checks.almost_nothing)} 而产出全是满分，提醒。",
        f"- 一个项目有 {checks.placeholder_rows} 行以上定量指标都是同一对数字，提醒。",
        f"- {checks.split_days} 天内付给同一人的几笔都在起点的 {_percent(checks.split_share)} 以上而不到起点，提醒。",
    ]


def catalogue() -> str:
    """Print the whole catalogue."""
    groups = grouped()
    count = sum(map(len, groups.values()))
    lines = [
        _INTRO,
        f"共 {count} 条：" + "，".join(f"{subject} {len(rules)}" for subject, rules in groups.items()) + "。",
        "",
    ]
    for subject, rules in groups.items():
        lines += [f"## {subject}", "", *_table(rules), ""]
    lines += [
        "## 评分办法",
        "",
        "在基本信息的“评分办法”里选用；各地规定不同的，由维护人员在 `expectations/policy.toml` 里增改。",
        "",
    ]
    lines += [
        *_presets(),
        "",
        "预算执行率得分 = 支出 ÷ 全年预算 × 分值，最多得满分；由程序计算，不用填成指标。",
        "",
        *_limits(),
    ]
    return "\n".join(lines) + "\n"
