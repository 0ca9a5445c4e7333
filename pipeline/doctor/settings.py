"""Settings (设置和定时): policy, suites, Word templates, mail, and whether the night is scheduled."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from pipeline.doctor.remark import Remark, State
from pipeline.model.policy import HOME, policy
from pipeline.model.setting import SettingFault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

MAIL = "邮件设置.toml"
TODO = "请维护人员改正，或重新复制程序文件夹。"


def settings() -> list[Remark]:
    """Read everything that a maintainer may have edited."""
    return [*_sound("评分办法和规则", _rules), *_sound("Word 模板", _templates), *_mail(HOME / MAIL)]


def _rules() -> None:
    policy()
    importlib.import_module("pipeline.intake.load")
    importlib.import_module("pipeline.checks.run_checks")


def _templates() -> None:
    from pipeline.outputs.preflight import check_templates  # noqa: PLC0415  (Word libraries are heavy)

    check_templates()


def _mail(path: Path) -> Iterator[Remark]:
    """Read the settings of mail, where staff have written some."""
    from pipeline.night.mail_settings import MailFault, read_mail_settings  # noqa: PLC0415  (keeps --help fast)

    try:
        found = read_mail_settings(path)
    except MailFault as fault:
        sentence, todo = str(fault).partition("：")[2].rstrip("。"), f"请照 input_templates 里的示例改正“{MAIL}”。"
        yield Remark("邮件设置", State.ACT, f"不能用，不会发邮件：{sentence}", todo, stops=False)
    else:
        if path.is_file():
            yield Remark("邮件设置", State.FINE, "可以使用" if found else "已关闭，不发邮件")


def _sound(subject: str, read: Callable[[], object]) -> Iterator[Remark]:
    """Read one setting: what cannot be used is ours to mend, not staff's; a library that does not load is staff's."""
    try:
        read()
    except SettingFault as fault:
        yield Remark(subject, State.FAULT, str(fault), TODO)
    except ImportError as fault:
        sentence = f"组件 {fault.name or ''} 不能用"
        yield Remark(subject, State.ACT, sentence, "请重新安装（双击“安装”，或运行 make setup）。")
    except OSError as fault:
        yield Remark(subject, State.FAULT, f"“{fault.filename}”读不出来", TODO)
    else:
        yield Remark(subject, State.FINE, "可以使用")


def schedule() -> Remark:
    """Ask the computer's own scheduler."""
    from pipeline.night import schedule as night  # noqa: PLC0415  (keeps --help fast)
    from pipeline.night.windows import ScheduleError  # noqa: PLC0415  (as above)

    try:
        said = night.show()
    except ScheduleError as error:
        return Remark("定时", State.HINT, str(error).rstrip("。"), "不用夜间自动核对的，不必理会。")
    return Remark("定时", State.FINE, " ".join(said).rstrip("。"))
