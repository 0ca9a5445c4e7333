"""The manual (使用手册): written by hand, but for the parts between markers, made from contract and sample."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from pipeline.model.contract import SHEETS
from pipeline.model.fields import Field, Kind, Sheet
from pipeline.model.policy import policy
from pipeline.model.token_words import PROJECT_TOKENS, REPORT_TOKENS
from pipeline.model.tokens import expand
from tests.docs.edited_reports import sample
from tests.docs.subjects import HOME

MANUAL = HOME / "docs" / "使用手册.md"
EXAMPLE = 15  # the project of the sample that the examples speak of
_MARKED = re.compile(r"(<!-- 生成：(\S+) -->\n).*?(<!-- 生成完 -->)", re.DOTALL)
_MEANINGS = {
    "支出元": "本项目的支出，到分",
    "支出万元": "本项目的支出，万元，最多两位小数",
    "全年预算万元": "本项目的全年预算",
    "执行率": "支出 ÷ 全年预算",
    "预算项目": "本项目的全称",
    "简称": "本项目的简称；没有填简称的，印全称",
    "得分": "本项目的得分（执行率得分加指标得分）",
    "合计元": "全部项目的支出合计，到分",
    "合计万元": "全部项目的支出合计，万元",
    "项目数量": "项目清单里有几个项目",
    "自评得分": "基本信息里的自评得分",
    "单位名称": "基本信息里的单位名称",
    "年度": "预算年度",
}


def _kind(field: Field) -> str:
    if not field.choices:
        return {Kind.MONEY: "金额", Kind.MEASURE: "数字、日期或文字"}.get(field.kind, field.kind.value)
    return "选：" + "、".join(field.choices).replace("<", "&lt;")


def _table(sheet: Sheet) -> Iterator[str]:
    yield f"**{sheet.name}**{'' if sheet.required else '（可以不填）'}——{sheet.purpose}"
    yield ""
    yield f"| {'项目' if sheet.paired else '列'} | 必填 | 填什么 | 怎么填 |"
    yield "|---|---|---|---|"
    for field in sheet.fields:
        guidance = field.guidance.replace("|", "\\|")
        yield f"| {field.heading} | {'必填' if field.required else ''} | {_kind(field)} | {guidance} |"
    yield ""


def columns() -> str:
    """Print every sheet and column of the contract."""
    return "\n".join(line for sheet in SHEETS for line in _table(sheet))


def tokens() -> str:
    """Print every token with what it prints in the sample."""
    book, _ = sample()
    lines = [f"| 记号 | 印出来是（示例工作簿，项目 {EXAMPLE}） | 意思 |", "|---|---|---|"]
    for word in (*PROJECT_TOKENS, *REPORT_TOKENS):
        printed = expand(f"{{{word}}}", book, EXAMPLE, policy())
        assert not printed.problems, word
        lines.append(f"| `{{{word}}}` | {printed.text} | {_MEANINGS[word]} |")
    other = f"{{项目{EXAMPLE}.支出万元}}"
    lines.append(f"| `{other}` | {expand(other, book, None, policy()).text} | 在别处提到项目 {EXAMPLE} 时这样写 |")
    return "\n".join(lines) + "\n"


PARTS: Mapping[str, Callable[[], str]] = {"各表各列": columns, "记号": tokens}


def manual() -> str:
    """Print the manual with its generated parts made anew."""
    text = MANUAL.read_text(encoding="utf-8")
    found = [name for _, name, _ in _MARKED.findall(text)]
    assert sorted(found) == sorted(PARTS), f"the manual marks {found}"
    return _MARKED.sub(lambda match: f"{match[1]}{PARTS[match[2]]()}{match[3]}", text)
