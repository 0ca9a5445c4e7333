"""The rule list (评审常见问题), line by line: which rules implement each line, or why none does."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tests.docs.subjects import HOME, rules

RECORD = HOME / "docs" / "decisions" / "0020-the-rule-list-line-by-line.md"
_MARKED = re.compile(r"(<!-- generated -->\n).*(<!-- end -->)", re.DOTALL)
# number: what the line asks for, and what a reader should know of how it is done.
ASKED: Mapping[int, tuple[str, str]] = {
    1: ("rows add up to 合计 and to the control total, in any amount column", ""),
    2: ("declared project count", ""),
    3: ("total = 财政拨款 + 结转 + 其他", "the form prints the sum; what can differ is 资金构成 against 项目清单"),
    4: ("执行率 and its score follow from the amounts", "the score is computed, never typed; the rate is held in text"),
    5: ("全年预算 blank, or zero with spending", ""),
    6: ("支出 > 全年预算", ""),
    7: ("budget cut to fit the spending", ""),
    8: ("one quantity given two values", ""),
    9: ("amount in text ≠ table", ""),
    10: ("parts named in the text do not add up", "其中 alone is a warning, as the contract says"),
    11: ("a part exceeds its plan", ""),
    13: ("project above 单项上限; 元/万元 slips", ""),
    14: ("spending ÷ quantity is absurd", "only people, households and the like, with wide limits in the policy"),
    15: ("tail difference of 0.01 万元 accepted and logged", ""),
    16: ("counts: parts ≠ whole; products hold", "shares and growth computed from figures of the same sentence, too"),
    17: (
        "weights of a project; first-level weights",
        "a sum shared by all projects is one finding",
    ),
    18: ("得分 > 分值", ""),
    19: ("declared total ≠ scores", "0003 says which mean is compared"),
    20: (
        "score above or below the formula",
        "held to its own decimals; negative targets: met or no formula",
    ),
    21: ("qualitative score outside its tier", ""),
    22: ("points lost and no reason", ""),
    23: ("far over target and no reason", ""),
    24: ("everything at full marks", ""),
    25: ("low execution, high total (caps)", "only where the preset sets caps; warns, never computes"),
    26: ("nothing spent but outputs full; nothing delivered and points", ""),
    27: ("full marks while the text says unfinished", ""),
    30: ("完成值 copies the target", "a deadline copied as the day of completion, too"),
    31: ("words in a numeric 完成值", ""),
    32: ("blank indicator cells", ""),
    33: ("kinds of indicators missing", ""),
    34: ("三级指标 twice in a project", ""),
    35: ("a quantity indicator that counts money", ""),
    36: ("a cost indicator with ≥", ""),
    37: ("a benefit without measure", ""),
    40: ("satisfaction without survey", ""),
    41: ("full score without evidence", ""),
    42: ("target 0 with ≥; placeholder pairs", ""),
    43: ("goal text and indicator disagree", ""),
    44: ("impossible percentage", "shares by their names only: growth may exceed 100 %"),
    45: ("project named otherwise than in the list", ""),
    46: ("project never described in section 三", ""),
    47: ("goal pasted as result; future tense", ""),
    48: (
        "another unit's or year's name",
        "in its own voice; goals and results that open with an earlier year",
    ),
    49: ("详见附件N without attachment", ""),
    50: ("brackets, 文号, doubled words", ""),
    51: ("存在问题 “无” while points were lost", ""),
    52: ("hint text; unknown token", ""),
    55: ("telephone or ID numbers", ""),
}
UNNUMBERED = {
    "payments": "payments, where the ledger is given",
    "scoring": "names of levels and grades, as the preset has them",
}
LINES = sorted(ASKED)


def cited(text: str) -> set[str]:
    """Every rule id that a text names in backticks."""
    return set(re.findall(r"`([a-z0-9]+(?:-[a-z0-9]+)+)`", text))


def _named(wanted: str) -> str:
    ids = [rule.id for rule in rules() if "rules" in rule.source and re.search(rf"\b{wanted}\b", rule.source)]
    return ", ".join(f"`{rule_id}`" for rule_id in ids) or "—"


def table() -> str:
    """Print the table of the record."""
    lines = ["| line | asks for | rules | remark |", "|---|---|---|---|"]
    lines += [f"| {number} | {asked} | {_named(str(number))} | {why} |" for number, (asked, why) in ASKED.items()]
    lines += [f"| — | {asked} | {_named(word)} | |" for word, asked in UNNUMBERED.items()]
    return "\n".join(lines) + "\n"


def record() -> str:
    """Print the record with its table made anew."""
    return _MARKED.sub(lambda match: f"{match[1]}{table()}{match[2]}", RECORD.read_text(encoding="utf-8"))
