"""The doctor says in Chinese what is missing and what to do; 0: a report can be made, 1: staff act, 2: our fault."""

from __future__ import annotations

import shutil
import subprocess
from importlib.metadata import version
from pathlib import Path
from typing import NoReturn

import pytest

from pipeline import __version__
from pipeline.cli import doctor as doctor_command
from pipeline.doctor import places, software
from pipeline.doctor.examine import conclusion
from pipeline.doctor.fonts import FONTS, Font, standing
from pipeline.doctor.places import MEGABYTE, room
from pipeline.doctor.remark import Remark, State
from pipeline.doctor.settings import _mail, _sound
from pipeline.doctor.software import LOCK, libraries, pinned
from pipeline.model.setting import SettingFault
from tests.command_support import ENGLISH, HOME, call, command, copy_of_the_program, environment

FAMILIES = "方正小标宋简体,FZXiaoBiaoSong\\-B05S\nSimHei,黑体\n仿宋,FangSong\nDejaVu Sans\n"


def _stand_in(folder: Path, name: str, said: str) -> str:
    """Write a program of the system that says one thing; return the PATH to it."""
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.txt").write_text(said, encoding="utf-8")
    (folder / name).write_text(f"#!/bin/sh\nexec /bin/cat '{folder / name}.txt'\n", encoding="utf-8")
    (folder / name).chmod(0o755)
    return str(folder)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Give an empty folder with an input and an output."""
    (tmp_path / "input").mkdir()
    (tmp_path / "output").mkdir()
    return tmp_path


def _subjects(said: str, word: str) -> set[str]:
    """Give the subjects of the lines with this word in front."""
    marks = [line.removeprefix(f"【{word}】") for line in said.splitlines() if line.startswith(f"【{word}】")]
    return {mark.partition("：")[0] for mark in marks}


def test_a_sound_computer_gets_zero(desk: Path) -> None:
    """Program, libraries, settings, folders; what is missing outside is only a reminder."""
    status, said = call("doctor", cwd=desk, HOME=str(desk))
    assert status == 0, said
    assert f"版本 {__version__}" in said
    assert {"程序", "Python", "组件", "评分办法和规则", "Word 模板", "结果文件夹", "磁盘空间", "屏幕"} <= _subjects(
        said, "正常"
    )
    assert _subjects(said, "提醒") == {"办公软件", "字体", "定时"}
    assert said.splitlines()[-1] == "结论：可以生成报告；有 6 条提醒，请看一遍。"
    assert not ENGLISH.search(said)
    assert {path.name for path in desk.iterdir()} == {"input", "output"}
    assert not list((desk / "output").iterdir())


def test_fonts_are_found_by_any_of_their_names(desk: Path, tmp_path: Path) -> None:
    """As fontconfig lists them; what stands in is said; a font file in the home folder counts."""
    (desk / ".fonts").mkdir()
    (desk / ".fonts" / "KaiTi_GB2312.ttf").write_bytes(b"")
    path = _stand_in(tmp_path / "bin", "fc-list", FAMILIES)
    _, said = call("doctor", cwd=desk, PATH=path, HOME=str(desk))
    assert "方正小标宋简体（标题）已装" in said
    assert "黑体（一级标题）已装" in said
    assert "楷体_GB2312（二级标题）已装" in said
    assert "没有 仿宋_GB2312（正文），有相近的 仿宋" in said


@pytest.mark.parametrize("font", FONTS, ids=lambda font: font.name)
def test_a_font_is_installed_stood_in_for_or_missing(font: Font) -> None:
    """Three states; none of them keeps a report from being made."""
    assert standing(font, frozenset({font.name.lower()})).state is State.FINE
    near = standing(font, frozenset({f"x{font.similar[0].lower()}"}))
    assert (near.state, font.similar[0] in near.sentence) == (State.HINT, True)
    gone = standing(font, frozenset({"dejavu sans"}))
    assert (gone.state, "也没有相近的字体" in gone.sentence) == (State.HINT, True)


def test_a_folder_that_cannot_be_written_is_for_staff(desk: Path) -> None:
    """A file where the folder should be, or a disk mounted read-only."""
    (desk / "taken").write_text("", encoding="utf-8")
    status, said = call("doctor", "--output", desk / "taken", cwd=desk)
    assert (status, _subjects(said, "请处理")) == (1, {"结果文件夹"}), said
    mount = 'mount -t tmpfs -o ro tmpfs "$0" && exec "$@"'
    line = ["unshare", "--map-root-user", "--mount", "/bin/sh", "-c", mount, str(desk / "output"), *command("doctor")]
    system = environment() | {"PATH": "/usr/bin:/bin"}
    done = subprocess.run(line, cwd=desk, env=system, capture_output=True, check=False)  # noqa: S603  (our own command)
    assert (done.returncode, _subjects(done.stdout.decode(), "请处理")) == (1, {"结果文件夹"}), done
    assert "结论：还不能生成报告，请先处理上面 1 条“请处理”。" in done.stdout.decode()


def test_the_workbooks_that_wait_are_counted(desk: Path) -> None:
    """In any case, in sub-folders too; what Excel leaves beside an open one is none."""
    (desk / "input" / "甲").mkdir()
    for name in ("a.xlsx", "甲/B.XLSX", "~$a.xlsx", "c.xls"):
        (desk / "input" / name).write_bytes(b"")
    assert "里面有 2 个 .xlsx 文件" in call("doctor", cwd=desk)[1]


def test_a_missing_input_folder_is_for_staff(desk: Path) -> None:
    """It is said how to make one."""
    (desk / "input").rmdir()
    status, said = call("doctor", cwd=desk)
    assert (status, _subjects(said, "请处理")) == (1, {"输入文件夹"}), said


def test_a_full_disk_is_for_staff(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Below what a run may need."""
    usage = shutil.disk_usage(tmp_path)._replace(free=20 * MEGABYTE)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    assert (room(tmp_path / "not" / "there").state, "20 MB" in room(tmp_path).sentence) == (State.ACT, True)


def test_a_library_that_is_missing_or_of_another_version_is_for_staff(tmp_path: Path) -> None:
    """Named with both versions; libraries of other systems are not asked for."""
    lock = tmp_path / "requirements.lock"
    there = f"typer=={version('typer')}"
    others = ["rich==0.0.1 \\\n    --hash=sha256:0", "not-there==1.0", "elsewhere==2.0 ; sys_platform == 'nowhere'"]
    lock.write_text("\n".join([*others, there, ""]), encoding="utf-8")
    remark = libraries(lock)
    assert remark.state is State.ACT
    assert "rich 0.0.1（" in remark.sentence
    assert "not-there 1.0（没有装）" in remark.sentence
    assert not [name for name in ("elsewhere", "typer") if name in remark.sentence]
    assert libraries(tmp_path / "gone.lock").state is State.ACT
    assert libraries(LOCK).state is State.FINE


def test_every_pin_of_the_lock_is_read() -> None:
    """Those of this computer, each once."""
    names = [name for name, _ in pinned(LOCK.read_text(encoding="utf-8"))]
    assert len(names) == len(set(names)) > 40
    assert {"numpy", "python-calamine", "great-expectations"} <= set(names)


@pytest.mark.parametrize("broken", ["input_templates/报告模板.docx", "expectations/policy.toml"])
def test_a_broken_setting_is_ours(desk: Path, broken: str) -> None:
    """The others are still looked at; status 2."""
    program = copy_of_the_program(desk / "program")
    shutil.copyfile(HOME / "requirements.lock", program / "requirements.lock")
    (program / broken).write_bytes(b"[broken")
    status, said = call("doctor", cwd=desk, home=program)
    assert status == 2, said
    assert len(_subjects(said, "故障")) >= 1
    assert Path(broken).name in said
    assert "结果文件夹" in _subjects(said, "正常")
    assert not ENGLISH.search(said)


def test_mail_settings_that_cannot_be_used_are_for_staff(desk: Path) -> None:
    """They wrote them; without any, nothing is said."""
    program = copy_of_the_program(desk / "program")
    shutil.copyfile(HOME / "requirements.lock", program / "requirements.lock")
    assert "邮件设置" not in call("doctor", cwd=desk, home=program)[1]
    (program / "邮件设置.toml").write_text("[smtp\n", encoding="utf-8")
    status, said = call("doctor", cwd=desk, home=program)
    assert (status, _subjects(said, "请处理")) == (1, {"邮件设置"}), said
    assert "邮件设置：不能用，不会发邮件：“邮件设置.toml”读不出来" in said
    assert said.splitlines()[-1] == "结论：可以生成报告；请处理上面 1 条“请处理”。"


def test_a_library_that_lost_a_file_is_for_staff(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An antivirus program took it; the version is still written beside it."""
    packed = tmp_path / "thing-1.0.dist-info"
    packed.mkdir()
    (packed / "METADATA").write_text("Name: thing\nVersion: 1.0\n", encoding="utf-8")
    (packed / "RECORD").write_text("thing/a.pyd,,\nthing/b.py,,\nthing/b.pyc,,\n../bin/thing,,\n", encoding="utf-8")
    (tmp_path / "thing").mkdir()
    (tmp_path / "thing" / "b.py").write_text("", encoding="utf-8")
    lock = tmp_path / "requirements.lock"
    lock.write_text("thing==1.0\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    remark = libraries(lock)
    assert (remark.state, "thing（少了 1 个文件）" in remark.sentence) == (State.ACT, True)
    (tmp_path / "thing" / "a.pyd").write_text("", encoding="utf-8")
    assert libraries(lock).state is State.FINE


@pytest.mark.parametrize("name", ["typer", "rich"])
def test_without_the_libraries_of_the_command_line_there_is_still_a_sentence(desk: Path, name: str) -> None:
    """What shows sentences may itself be what is missing; status 2."""
    (desk / "gone").mkdir()
    (desk / "gone" / f"{name}.py").write_text(f"raise ImportError('gone', name={name!r})\n", encoding="utf-8")
    line = command("doctor")
    surroundings = environment() | {"PYTHONPATH": f"{desk / 'gone'}:{HOME}"}
    done = subprocess.run(line, cwd=desk, env=surroundings, capture_output=True, check=False)  # noqa: S603  (our own command)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == f"组件 {name} 不能用。请重新安装（双击“安装”，或运行 make setup），再运行一次。\n"


def test_the_schedule_is_told_as_it_stands(desk: Path, tmp_path: Path) -> None:
    """What the crontab of this user says."""
    path = _stand_in(tmp_path / "bin", "crontab", "0 3 * * * somebody else\n")
    _, said = call("doctor", cwd=desk, PATH=path)
    assert "定时：还没有设夜间自动核对" in said


def test_a_screen_that_cannot_show_chinese_is_a_reminder(desk: Path) -> None:
    """Nothing breaks there."""
    done = subprocess.run(  # noqa: S603  (our own command)
        [part for part in command("doctor") if part not in {"-X", "utf8"}],
        cwd=desk,
        env=environment() | {"PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done
    assert b"ascii" in done.stdout


@pytest.mark.parametrize(
    ("states", "said"),
    [
        ([State.FINE], "一切正常"),
        ([State.FINE, State.HINT], "有 1 条提醒"),
        ([State.HINT, State.ACT], "还不能生成报告，请先处理上面 1 条"),
        ([State.ACT, State.FAULT], "程序本身有故障"),
    ],
)
def test_the_worst_of_all_remarks_decides_the_conclusion(states: list[State], said: str) -> None:
    """A fault of the program comes before what staff have to do, and that before hints."""
    assert said in conclusion([Remark("某事", state, "如此") for state in states])


@pytest.mark.parametrize(
    ("error", "state", "said"),
    [
        (SettingFault("设置文件“policy.toml”里有一项不能用", "intake.cells"), State.FAULT, "intake.cells"),
        (ImportError("no", name="lxml"), State.ACT, "组件 lxml 不能用"),
        (FileNotFoundError(2, "gone", "某文件.json"), State.FAULT, "“某文件.json”读不出来"),
    ],
)
def test_a_setting_that_cannot_be_used_is_told_by_whose_it_is(error: Exception, state: State, said: str) -> None:
    """Files of the program are its maintainer's, components are put in again by staff."""

    def read() -> None:
        raise error

    (remark,) = _sound("设置", read)
    assert remark.state is state
    assert said in remark.sentence


def test_mail_settings_are_told_as_they_are(tmp_path: Path) -> None:
    """Usable, switched off, wrong, or not there at all."""
    path = tmp_path / "邮件设置.toml"
    assert list(_mail(path)) == []
    told = []
    settings = "[smtp]\nserver = 'x'\n[mail]\nfrom = 'a@x.cn'\nenabled = {}"
    for content in (settings.format("false"), settings.format("true"), "x"):
        path.write_text(content, encoding="utf-8")
        told += [(remark.state, remark.sentence.partition("：")[0]) for remark in _mail(path)]
    assert told == [
        (State.FINE, "已关闭，不发邮件"),
        (State.FINE, "可以使用"),
        (State.ACT, "不能用，不会发邮件"),
    ]


def test_a_python_that_is_too_old_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the version that is needed."""
    monkeypatch.setattr(software, "OLDEST", (99, 0))
    remark = software._python()  # noqa: SLF001  (the one question)
    assert (remark.state, remark.todo) == (State.ACT, "请安装 Python 3.11 或更新的版本。")


def test_an_input_folder_that_cannot_be_opened_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A share that is gone answers so."""

    def gone(*_: object) -> NoReturn:
        raise OSError

    monkeypatch.setattr(Path, "rglob", gone)
    remark = places._readable(tmp_path)  # noqa: SLF001  (the one question)
    assert (remark.state, remark.sentence) == (State.ACT, f"{tmp_path} 打不开")


def test_what_is_ours_to_mend_gives_status_two(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever else there is."""
    remarks = [Remark("程序", State.FAULT, "坏了", "请转给维护人员。"), Remark("Python", State.ACT, "太旧", "请安装。")]
    monkeypatch.setattr("pipeline.doctor.examine.examine", lambda *_: remarks)
    assert doctor_command.doctor() == 2
