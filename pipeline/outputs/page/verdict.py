"""The verdict on the page (结论): one sentence, what to do next, and the totals behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.model import money
from pipeline.model.findings import Severity
from pipeline.outputs.page.projects import rate, yuan
from pipeline.outputs.result import Verdict

if TYPE_CHECKING:
    from pipeline.model.book import Book, Info
    from pipeline.model.cells import Cell
    from pipeline.outputs.result import Result, Totals

UNSUMMED = "算不出"


@dataclass(frozen=True, slots=True)
class Total:
    """One total: as computed, and in `remark` how it compares with what was typed at `cell`."""

    label: str
    value: str
    unit: str
    remark: str
    cell: Cell | None = None

    @property
    def differs(self) -> bool:
        """Tell whether the two disagree (said in words by the remark, stressed by the page)."""
        return "不一致" in self.remark


def sentence(result: Result) -> str:
    """Say the verdict in one sentence."""
    critical, warning, info = (result.count(severity) for severity in Severity)
    if result.verdict is Verdict.UNREADABLE:
        return "无法读取：这个文件没有能够打开，里面的内容还没有检查。"
    if result.verdict is Verdict.FAILED:
        return f"不通过：有 {critical} 个问题必须修改" + (f"，另有 {warning} 条提醒。" if warning else "。")
    if result.verdict is Verdict.REMINDED:
        return f"有提醒：没有必须修改的问题，有 {warning} 条提醒请核对。"
    return "通过：没有发现需要修改的问题" + (f"，另有 {info} 条说明供参考。" if info else "。")


def next_step(result: Result, handback_name: str | None) -> str:
    """Say what to do next."""
    if result.verdict is Verdict.UNREADABLE:
        return "请按下面说的办法处理这个文件，放回原处，再运行一次。"
    marked = f"（“{handback_name}”里已在单元格上逐处标出）" if handback_name else ""
    if result.verdict is Verdict.FAILED:
        return f"请按下面“必须修改”的各条，在工作簿里改正{marked}，保存后再运行一次。改完以前不能生成正式报告。"
    if result.verdict is Verdict.REMINDED:
        return f"请逐条核对下面的提醒{marked}：确有问题的请改正后再运行一次；核实无误的，可以在“核实说明”表里写明原因。"
    return "工作簿里的数字前后一致，可以使用由它生成的报告。"


def _compared(word: str, typed: int | None, computed: int | None) -> str:
    if typed is None:
        return f"{word}没有填或读不出来"
    if computed is None:
        return f"{word} {yuan(typed)} 元"
    same = "一致" if typed == computed else f"不一致，相差 {yuan(abs(typed - computed))} 元"
    return f"{word} {yuan(typed)} 元，{same}"


def _info_cell(book: Book, key: str) -> Cell | None:
    return book.info_cell(key) if book.has("info") and key in book.places["info"].columns else None


def _count(info: Info, projects: int) -> str:
    if info.count is None:
        return "填报的项目数量空白"
    return f"填报 {info.count} 个，{'一致' if info.count == projects else '不一致'}"


def _score(info: Info, totals: Totals) -> str:
    if totals.score is None:
        return "资料不全，没有复算"
    if info.score is None:
        return f"按公式复算 {totals.score:.2f} 分"
    apart = abs(info.score - totals.score)
    return f"按公式复算 {totals.score:.2f} 分，" + (f"相差 {money.plain(apart)} 分" if apart else "一致")


def totals_shown(book: Book, totals: Totals) -> tuple[Total, ...]:
    """Print the totals, each beside what was typed."""
    info, listed = book.info, book.total
    budget_typed = listed.budget if listed else None
    spent = UNSUMMED if totals.spent_fen is None else yuan(totals.spent_fen)
    budget = UNSUMMED if totals.budget_fen is None else yuan(totals.budget_fen)
    score = "没有填" if info.score is None else money.plain(info.score)
    return (
        Total("项目数", str(totals.projects), "个", _count(info, totals.projects), _info_cell(book, "count")),
        Total(
            "支出合计",
            spent,
            "元",
            _compared("填报的支出合计", info.control, totals.spent_fen),
            _info_cell(book, "control"),
        ),
        Total(
            "全年预算合计",
            budget,
            "元",
            _compared("合计行", budget_typed, totals.budget_fen),
            book.cell(listed, "budget") if listed else None,
        ),
        Total("执行率", rate(totals.spent_fen, totals.budget_fen), "", "支出合计 ÷ 全年预算合计"),
        Total("自评得分（填报）", score, "分", _score(info, totals), _info_cell(book, "score")),
    )
