"""The gallery of messages (消息样例): what the program says, taken from real runs over faulty files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from pipeline.checks.run_checks import check
from pipeline.intake.load import load
from pipeline.intake.sources import Source, fetch
from pipeline.model.policy import policy
from pipeline.verify.remarks import Remark
from tests import hostile_support
from tests.docs.edited_reports import remarks
from tests.docs.subjects import HOME, LABELS, grouped
from tests.docs.variants import VARIANTS
from tests.samples.build import FAULTY

if TYPE_CHECKING:
    from pipeline.model.findings import Finding, Rule

GALLERY = HOME / "docs" / "消息样例.md"
_INTRO = """# 消息样例

程序说的话都在这里：每一条都是拿有错的文件实际运行得来的（`make docs`），不是另写的。
先看单元格，再看“现在是”和“应当是”，最后照“怎么办”改。规则的全文见[规则目录](规则目录.md)。
"""


def _refused() -> Iterator[Finding]:
    """Every kind of file that cannot be read, the first of each rule."""
    seen: set[str] = set()
    for kind, (_, rule_id) in hostile_support.KINDS.items():
        if rule_id not in seen:
            seen.add(rule_id)
            book, findings = load(hostile_support.built(kind), "龙城街道办事处2023.xlsx")
            assert book is None, kind
            yield from findings
    yield from load(bytes(policy().intake.file_bytes + 1), "龙城街道办事处2023.xlsx")[1]
    gone = fetch(Source("龙城街道办事处2023.xlsx", HOME / "没有这个文件.xlsx"))
    assert not isinstance(gone, bytes)
    yield gone


def _checked(files: Sequence[tuple[str, bytes]]) -> list[list[Finding]]:
    """Read and check files, all that can be read in one pool; what is found in each."""
    loaded = [load(data, name) for name, data in files]
    books = [(book, findings) for book, findings in loaded if book is not None]
    verdicts = iter(check([book for book, _ in books], [findings for _, findings in books]))
    return [findings if book is None else list(next(verdicts).findings) for book, findings in loaded]


@cache
def shown() -> dict[str, Remark]:
    """One finding a rule: of the variant made for it, else of the faulty sample, else of any run."""
    files = [(FAULTY.name, FAULTY.read_bytes()), *((f"样例{at}.xlsx", it.data()) for at, it in enumerate(VARIANTS, 1))]
    faulty, *runs = _checked(files)
    result: dict[str, Remark] = {}
    for variant, findings in zip(VARIANTS, runs, strict=True):
        aimed = variant.shows.split()
        _keep(result, (_placed(finding) for finding in findings if finding.rule.id in aimed))
    for findings in ([*_refused()], faulty, *runs):
        _keep(result, map(_placed, findings))
    _keep(result, remarks())
    return result


def _keep(result: dict[str, Remark], remarks: Iterable[Remark]) -> None:
    for remark in remarks:
        result.setdefault(remark.finding.rule.id, remark)


def unshown() -> list[Rule]:
    """Rules that no run breaks here."""
    return [rule for rules in grouped().values() for rule in rules if rule.id not in shown()]


def _placed(finding: Finding) -> Remark:
    """Say where a finding is, as the page does."""
    if not finding.cells:
        return Remark(finding, f"工作表 {finding.sheet.strip()}" if finding.sheet else "整个文件")
    more = len(finding.cells) - 1
    return Remark(finding, finding.cells[0].address + (f"（另有 {more} 处）" if more else ""))


def _escaped(text: str) -> str:
    for sign in "*_<|":
        text = text.replace(sign, f"\\{sign}")
    return " ".join(text.split())


def _entry(remark: Remark) -> list[str]:
    finding, rule = remark.finding, remark.finding.rule
    return [
        f"**{_escaped(rule.title)}** · {LABELS[rule.severity]} · `{rule.id}`",
        "",
        f"> **{remark.where or '整份报告'}**　{_escaped(finding.message)}<br>",
        f"> 现在是：{_escaped(finding.found)}　应当是：{_escaped(finding.expected) or '（不作要求）'}<br>",
        f"> 怎么办：{_escaped(finding.fix)}",
        "",
    ]


def gallery() -> str:
    """Print the whole gallery."""
    findings, missing = shown(), unshown()
    lines = [_INTRO]
    for subject, rules in grouped().items():
        shown_here = [findings[rule.id] for rule in rules if rule.id in findings]
        lines += [f"## {subject}", ""] if shown_here else []
        for remark in shown_here:
            lines += _entry(remark)
    lines += ["## 这里没有样例的规则", "", "它们要么说的是程序自己的毛病，要么需要坏掉的磁盘或网络才会出现："]
    lines += ["、".join(f"{rule.title}（`{rule.id}`）" for rule in missing) + "。"]
    return "\n".join(lines) + "\n"
