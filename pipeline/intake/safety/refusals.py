"""Refusals (无法读取): every reason not to read a file at all, each a rule of its own, without a cell."""

from __future__ import annotations

from pipeline.model.findings import Finding, Rule, declare

READABLE = "能正常打开的 .xlsx 工作簿"
_SAVE_AS = "请用 Excel 或 WPS 打开这个文件，另存为“Excel 工作簿（*.xlsx）”后重新提交。"
_RESAVE = "请用 Excel 或 WPS 重新打开原文件，另存为一个新的 .xlsx 工作簿后再提交；打不开的，请找一份完好的副本。"
_RESEND = (
    "如果还在复制，请等复制完再运行一次；否则请从原来的电脑或邮件重新复制一份完整的文件，"
    "原文件也打不开的，请找一份完好的副本。"
)
_OWN_FILE = "请用 Excel 或 WPS 把内容复制到空白模板里，保存为 .xlsx 后提交；来历不明的文件请不要使用。"


class RefusalError(Exception):
    """Carries the finding of a file that is not read, up to the one place that hands it out."""

    def __init__(self, finding: Finding) -> None:
        """Keep the finding."""
        super().__init__(finding.message)
        self.finding = finding


def _declare(rule_id: str, title: str, notes: str, fix: str) -> Rule:
    return declare(rule_id, title, "critical", source="contract, Input", notes=notes, fix=fix)


EMPTY = _declare("file-empty", "文件是空的", "提交的文件必须有内容。", _RESEND)
TOO_LARGE = _declare(
    "file-too-large",
    "文件过大",
    "工作簿的大小不得超过规定的上限。",
    "请删去图片、附件和无关的工作表，另存后重新提交。",
)
ENCRYPTED = _declare(
    "file-encrypted",
    "文件已加密",
    "工作簿不得设打开密码。",
    "请用 Excel 或 WPS 打开这个文件，取消打开密码或文档加密，保存后重新提交。",
)
OLD_XLS = _declare("file-xls", "旧版 .xls 格式", "工作簿必须是 .xlsx 格式，不能是旧版 .xls。", _SAVE_AS)
WPS_ET = _declare("file-et", "WPS 的 .et 格式", "工作簿必须是 .xlsx 格式，不能是 WPS 的 .et。", _SAVE_AS)
MACRO = _declare("file-macro", "工作簿带宏", "工作簿不得带宏（.xlsm）。", _SAVE_AS)
BINARY = _declare("file-xlsb", "二进制 .xlsb 格式", "工作簿必须是 .xlsx 格式，不能是 .xlsb。", _SAVE_AS)
CSV = _declare(
    "file-csv", "纯文本表格", "工作簿必须是 .xlsx 格式，不能是 .csv 等纯文本。", "请把内容填进空白模板，保存为 .xlsx。"
)
ODS = _declare("file-ods", "OpenDocument 格式", "工作簿必须是 .xlsx 格式，不能是 .ods。", _SAVE_AS)
WEB = _declare("file-web", "网页或 XML 表格", "工作簿必须是 .xlsx 格式，不能是网页或 XML 2003 表格。", _SAVE_AS)
PDF = _declare("file-pdf", "PDF 文件", "工作簿必须是 .xlsx 格式，不能是 PDF。", "请提交生成这份 PDF 的 .xlsx 工作簿。")
FOREIGN = _declare(
    "file-foreign",
    "不是 xlsx 工作簿",
    "提交的文件必须是 .xlsx 工作簿。",
    "请确认没有选错文件，提交用空白模板填写的 .xlsx 工作簿。",
)
DAMAGED = _declare("file-damaged", "文件损坏", "工作簿必须完整无损。", _RESEND)
LOCKED_ENTRY = _declare(
    "file-entry-encrypted",
    "文件内部加了密",
    "工作簿内部不得有加密的部分。",
    "请用 Excel 或 WPS 打开后另存为普通的 .xlsx，不要用压缩软件加密。",
)
BOMB = _declare("file-bomb", "解压后过大", "工作簿解压后的大小不得超过规定的上限。", _OWN_FILE)
ENTRIES = _declare("file-entries", "内部文件过多", "工作簿内部的文件数不得超过规定的上限。", _OWN_FILE)
PATHS = _declare("file-paths", "内部路径不安全", "工作簿内部的文件路径不得指向工作簿之外。", _OWN_FILE)
DUPLICATE = _declare("file-duplicate-parts", "内部文件重名", "工作簿内部的文件不得重名。", _RESAVE)
DTD = _declare("file-dtd", "含有外部引用声明", "工作簿内部不得有引用外部内容的声明（DTD）。", _OWN_FILE)
MALFORMED = _declare("file-malformed", "内部内容损坏", "工作簿内部的数据必须完好、合乎格式。", _RESAVE)
NO_SHEETS = _declare(
    "file-no-sheets", "找不到工作表", "工作簿里必须有工作表。", "请用 Excel 或 WPS 把内容复制到空白模板里，保存后提交。"
)
TOO_WIDE = _declare(
    "sheet-range",
    "表格范围过大",
    "一张工作表里有内容的范围不得超过规定的上限。",
    "请删去远处那个单元格的内容（选中整行或整列后删除），保存后重新提交。",
)
TOO_MANY = _declare(
    "sheet-cells",
    "单元格过多",
    "工作簿里有内容的单元格总数不得超过规定的上限。",
    "请删去无关的数据或分成几个工作簿，保存后重新提交。",
)
HEAVY = _declare(
    "file-heavy",
    "读取太费时间或内存",
    "读取一个工作簿用的时间和内存不得超过规定的上限。",
    "请用 Excel 或 WPS 把内容复制到空白模板里，或分成几个工作簿，保存后重新提交。",
)
UNREADABLE = _declare("file-structure", "文件结构异常", "工作簿的内部结构必须能够读出。", _RESAVE)


def refuse(rule: Rule, found: str, message: str, *, expected: str = READABLE, fix: str = "") -> RefusalError:
    """Build the refusal of a file, to be raised."""
    return RefusalError(rule.at(found=found, expected=expected, message=message, fix=fix))


def too_large(size: int, most: int) -> RefusalError:
    """Build the refusal of a file of more bytes than the policy allows."""
    found, limit = size_text(size), size_text(most)
    return refuse(TOO_LARGE, found, f"这个文件有 {found}，超过上限 {limit}，没有读取。", expected=f"不超过 {limit}")


def macro() -> RefusalError:
    """Build the refusal of a workbook with macros."""
    return refuse(MACRO, "宏", "这个工作簿带宏，为了安全没有读取。")


def inner(part: str) -> str:
    """Name a part inside the file, for found: 内部文件 xl/workbook.xml."""
    return f"内部文件 {part[:80]}"


def size_text(count: int) -> str:
    """Size in bytes for staff: 100 MB, 12 KB; rounded up, so that one byte too many is seen to be too many."""
    for unit, size in (("GB", 1 << 30), ("MB", 1 << 20), ("KB", 1 << 10)):
        if count >= size:
            return f"{-(-count * 10 // size) / 10:.1f}".removesuffix(".0") + f" {unit}"
    return f"{count} 字节"
