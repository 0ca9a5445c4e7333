"""The words (文字) that staff read before any Python runs: files that .bat and .sh show, and 使用前请看.txt."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bundling.program import version

if TYPE_CHECKING:
    from bundling.platforms import Target

CLOSE = {True: "按任意键关闭这个窗口。", False: "按回车键关闭这个窗口。"}
MISSING = "还没有装好：请先双击“{installer}”，看到“安装完成”以后，再双击这里。"
NO_PYTHON = {
    True: """安装包不完整：少了 carried\\python 里的 Python（可能被杀毒软件删掉了）。
请把整个文件夹从 U 盘重新复制一遍，再双击“安装.bat”。""",
    False: """这台电脑没有 Python {python}，安装包里也没有带。请选一种办法：
一、请系统管理员装好 Python {python}（命令叫 python{python}），然后再运行“安装.sh”；
二、请给您安装包的人重新打包，把 Python {python} 一起带上（make bundle 的 INTERPRETER），再拿来安装。""",
}
GUIDE = """绩效自评程序 {version}，用于{called}。

一、把这个文件夹整个复制到电脑的硬盘上（例如 {example}）。不要在 U 盘里直接用，也不要只复制一部分。
二、{install}，等到屏幕上出现“安装完成”。不用联网，不用管理员。{python}
三、以后每次：把填好的工作簿放进 input 文件夹，双击下面的一个：

    生成报告    核对工作簿，生成报告
    仅校验      只核对，不生成报告
    新建工作簿  写一份空白工作簿
    核对报告    领导改过的报告（放进“待核对”文件夹）和工作簿还一不一样
    结转上年    用上年的工作簿或报告（放进“上年”文件夹）生成今年的工作簿
    汇总各单位  把 input 里各单位的工作簿汇总成一张表
    夜间任务    每天夜里自动核对：设好、查看、取消
    检查电脑    缺什么字体、什么软件，能不能正常运行

结果在 output 文件夹。怎么填、怎么看结果，见 docs 文件夹里的“使用手册.html”。
换新版本：把新文件夹放在旁边装好，再把旧文件夹里的 input、output 和“邮件设置.toml”复制过去。
不用了：先在“夜间任务”里取消，再把整个文件夹删掉就行，别处没有留下东西。
"""


def write_words(target: Target, into: Path, *, interpreter: bool) -> None:
    """Write every text for the target: UTF-8, on Windows with its line ends."""
    windows = target.platform.windows
    into.mkdir(parents=True, exist_ok=True)
    installer = "安装.bat" if windows else "安装.sh"
    texts = {
        "close": CLOSE[windows],
        "not-installed": MISSING.format(installer=installer),
        "no-python": NO_PYTHON[windows].format(python=target.python),
    }
    end = "\r\n" if windows else "\n"
    for name, text in texts.items():
        (into / f"{name}.txt").write_text(f"{text}\n", encoding="utf-8", newline=end)
    guide = _guide(target, interpreter=interpreter)
    (into.parents[1] / "使用前请看.txt").write_text(guide, encoding="utf-8-sig", newline=end)


def _guide(target: Target, *, interpreter: bool) -> str:
    windows = target.platform.windows
    return GUIDE.format(
        version=version(),
        called=target.platform.called,
        example="D:\\绩效" if windows else "主目录下的“绩效”",
        install="双击“安装.bat”" if windows else "双击“安装.sh”，选“在终端中运行”（或在终端里输入：sh 安装.sh）",
        python="" if interpreter else f"电脑上要先有 Python {target.python}，没有的话安装程序会说明怎么办。",
    )
