"""One run over every kind of hostile and broken file, under odd names, with one sound workbook among them."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path

import pytest

from pipeline.outputs.deliver import Wish
from pipeline.run import run
from tests.command_support import ENGLISH, SAMPLE, call, contents, copy_of_the_program
from tests.hostile_support import KINDS, built
from tests.warm import call_warm

ODD_NAMES = (
    "行\n列.xlsx",
    "\u202e倒过来.xlsx",
    "长" * 80 + ".xlsx",
    "CON.xlsx",
    " 空白 .xlsx",
    "点..xlsx",
    "'引号\".xlsx",
)


def results(output: Path) -> dict[str, dict[str, object]]:
    """Give every result by the name of its workbook."""
    read = [json.loads(path.read_text(encoding="utf-8")) for path in output.glob("*/校验结果.json")]
    return {one["workbook"]: one for one in read}


def rules(result: dict[str, object]) -> list[str]:
    """Name the rules of a result."""
    return [finding["rule"] for finding in result["findings"]]  # type: ignore[attr-defined]  (a list of dicts)


def test_each_kind_gets_its_verdict_and_the_sound_one_its_report(tmp_path: Path) -> None:
    """Byte for byte the report that it gets alone."""
    alone, together = tmp_path / "alone", tmp_path / "together"
    for folder in (alone, together):
        folder.mkdir()
        shutil.copy(SAMPLE, folder / "好.xlsx")
    kinds = [kind for kind in KINDS if "GiB" not in kind]
    for number, kind in enumerate(kinds):
        (together / f"{number}.xlsx").write_bytes(built(kind))
    run(alone, tmp_path / "out1", Wish(), lambda *_: None)
    run(together, tmp_path / "out2", Wish(), lambda *_: None)
    found = results(tmp_path / "out2")
    assert {kind: rules(found[f"{number}.xlsx"]) for number, kind in enumerate(kinds)} == {
        kind: [KINDS[kind][1]] for kind in kinds
    }
    assert {one["verdict"] for name, one in found.items() if name != "好.xlsx"} == {"无法读取"}
    sound = contents(tmp_path / "out1")
    assert sound.items() <= contents(tmp_path / "out2").items()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
def test_odd_names_lead_to_folders_that_any_system_can_hold(tmp_path: Path) -> None:
    """Line breaks, words turned round, 250 bytes, reserved words, and bytes that are no UTF-8."""
    folder = tmp_path / "in"
    folder.mkdir()
    shutil.copy(SAMPLE, folder / "好.xlsx")
    for name in ODD_NAMES:
        (folder / name).write_bytes(b"no workbook")
    Path(os.fsdecode(os.fsencode(folder) + b"/\xff\xfe.xlsx")).write_bytes(b"no workbook")
    status, said = call_warm("report", "--input", folder, "--output", tmp_path / "out")
    assert status == 1
    assert not ENGLISH.search(said)
    found = results(tmp_path / "out")
    assert len(found) == len(ODD_NAMES) + 2
    assert found["好.xlsx"]["verdict"] == "通过"
    assert {one["verdict"] for name, one in found.items() if name != "好.xlsx"} == {"无法读取"}
    for path in (tmp_path / "out").iterdir():
        assert not set('\\/:*?"<>|\n') & set(path.name)
        assert len(path.name.encode()) <= 255
        assert path.stem == path.stem.strip()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_pipes_devices_and_dead_links_hold_nobody_up(tmp_path: Path) -> None:
    """Each gets its verdict at once; folders that point at themselves are not followed."""
    folder = tmp_path / "in"
    folder.mkdir()
    shutil.copy(SAMPLE, folder / "好.xlsx")
    os.mkfifo(folder / "管道.xlsx")
    (folder / "链接.xlsx").symlink_to(folder / "没有.xlsx")
    (folder / "设备.xlsx").symlink_to("/dev/zero")
    (folder / "自己.xlsx").symlink_to(folder / "自己.xlsx")
    (folder / "循环").symlink_to(folder, target_is_directory=True)
    (folder / "文件夹.xlsx").mkdir()
    delivered = run(folder, tmp_path / "out", Wish(), lambda *_: None)
    assert [one.result.verdict.value for one in delivered if one.result.workbook == "好.xlsx"] == ["通过"]
    found = results(tmp_path / "out")
    bad = {name: rules(one) for name, one in found.items() if name != "好.xlsx"}
    assert bad == {
        "管道.xlsx": ["not-a-file"],
        "链接.xlsx": ["not-a-file"],
        "设备.xlsx": ["not-a-file"],
        "自己.xlsx": ["file-unreachable"],
    }


@pytest.mark.parametrize("verb", ["report", "validate"])
def test_a_suite_with_an_unknown_expectation_stops_either_command_with_its_place(verb: str, tmp_path: Path) -> None:
    """Exit status 2, and no verdict that rests on half of the rules."""
    home = copy_of_the_program(tmp_path / "program")
    path = home / "expectations" / "projects.json"
    text = path.read_text(encoding="utf-8")
    start = text.index('"type": "') + len('"type": "')
    path.write_text(text[:start] + "expect_nothing_known" + text[text.index('"', start) :], encoding="utf-8")
    status, said = call(verb, "--input", SAMPLE, "--output", tmp_path / "out", home=home, cwd=tmp_path)
    assert status == 2
    assert "“projects”" in said
    assert "expect_nothing_known" in said
    assert "leaked" not in said, "what a library says of its own processes is not for staff"
    assert not list((tmp_path / "out").glob("*/校验结果.json"))
