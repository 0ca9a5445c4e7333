"""Every table below the input folder is found, nothing else, and nothing makes the search hang."""

import os
from pathlib import Path

import pytest

from pipeline.intake import sources
from pipeline.intake.sources import Source, fetch, find_sources
from pipeline.model.findings import Finding


def _touch(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")


def test_tables_are_found_in_subfolders_whatever_their_case(tmp_path: Path) -> None:
    """Old and foreign formats are found too: they get a verdict instead of silence."""
    _touch(tmp_path, "b.XLSX", "子/a.xlsx", "旧.xls", "表.et", "宏.xlsm", "c.csv", "说明.docx", "readme.txt")
    names = [source.name for source in find_sources(tmp_path, tmp_path / "output")]
    assert sorted(names) == sorted(["b.XLSX", "c.csv", "宏.xlsm", "旧.xls", "表.et", "子/a.xlsx"])


def test_lock_files_and_unfinished_copies_are_ignored(tmp_path: Path) -> None:
    """As the contract lists them."""
    _touch(tmp_path, "~$a.xlsx", ".~lock.a.xlsx#", ".a.xlsx", "._a.xlsx", "a.xlsx.part", "a.xlsx.tmp", ".暂存/a.xlsx")
    assert find_sources(tmp_path, tmp_path / "output") == []


def test_results_of_earlier_runs_are_never_taken_for_input(tmp_path: Path) -> None:
    """Also where the output folder lies inside the input folder or is the same."""
    _touch(tmp_path, "a.xlsx", "output/某处-2023/批注-a.xlsx", "某处-2023/批注-a.xlsx", "某处-2023/校验结果.json")
    assert [source.name for source in find_sources(tmp_path, tmp_path / "output")] == ["a.xlsx"]


def test_tables_of_ours_are_no_input_where_they_were_written(tmp_path: Path) -> None:
    """Beside what is written with them; elsewhere somebody may have called a workbook so."""
    ours = ["校验汇总.xlsx", "校验汇总-2.xlsx", "已改-校验汇总.xlsx", "汇总表.xlsx", "汇总表-2.xlsx"]
    _touch(tmp_path, "a.xlsx", "history.sqlite", "汇总表.docx", *ours)
    _touch(tmp_path / "区", *ours)
    names = [source.name for source in find_sources(tmp_path, tmp_path)]
    assert sorted(names) == sorted(["a.xlsx", *(f"区/{name}" for name in ours)])


def test_a_single_file_is_its_own_source(tmp_path: Path) -> None:
    """It is named by its file name."""
    _touch(tmp_path, "a.xlsx")
    assert find_sources(tmp_path / "a.xlsx", tmp_path) == [Source("a.xlsx", tmp_path / "a.xlsx")]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_device_or_a_dead_link_is_a_finding_and_never_hangs(tmp_path: Path) -> None:
    """A pipe named like a workbook would block whoever opens it."""
    os.mkfifo(tmp_path / "管道.xlsx")
    (tmp_path / "链接.xlsx").symlink_to(tmp_path / "没有.xlsx")
    (tmp_path / "循环").symlink_to(tmp_path, target_is_directory=True)
    found = [fetch(source) for source in find_sources(tmp_path, tmp_path / "output")]
    assert [finding.rule.id for finding in found if isinstance(finding, Finding)] == ["not-a-file", "not-a-file"]


def test_a_regular_file_is_read_whole(tmp_path: Path) -> None:
    """Byte for byte."""
    _touch(tmp_path, "a.xlsx")
    assert fetch(Source("a.xlsx", tmp_path / "a.xlsx")) == b"x"


def _growing(path: Path, times: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a file grow by a byte so many times, each time just after it has been read."""
    read = sources._up_to  # noqa: SLF001  (the one place where a file is read)
    left = iter(range(times))

    def read_and_grow(asked: Path, size: int) -> bytes:
        data = read(asked, size)
        if asked == path and next(left, None) is not None:
            with path.open("ab") as file:
                file.write(b"x")
        return data

    monkeypatch.setattr(sources, "_up_to", read_and_grow)
    monkeypatch.setattr(sources, "PAUSE", 0.0)


def test_a_file_that_is_still_being_copied_is_read_once_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second time it is whole."""
    path = tmp_path / "表.xlsx"
    path.write_bytes(b"half")
    _growing(path, 1, monkeypatch)
    assert fetch(Source("表.xlsx", path)) == b"halfx"


def test_a_file_that_keeps_changing_gets_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing half is ever judged."""
    path = tmp_path / "表.xlsx"
    path.write_bytes(b"half")
    _growing(path, 2, monkeypatch)
    found = fetch(Source("表.xlsx", path))
    assert isinstance(found, Finding)
    assert found.rule.id == "file-changing"


def test_a_file_that_is_far_too_large_is_refused_unread(tmp_path: Path) -> None:
    """A terabyte that is all holes costs neither time nor memory, and its size is said."""
    path = tmp_path / "巨.xlsx"
    with path.open("wb") as file:
        file.truncate(1 << 40)
    found = fetch(Source("巨.xlsx", path))
    assert isinstance(found, Finding)
    assert found.rule.id == "file-too-large"
    assert found.message == "这个文件有 1024 GB，超过上限 100 MB，没有读取。"


def test_a_file_that_vanishes_while_it_is_read_gets_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Someone moves it away, or the share is gone."""
    path = tmp_path / "表.xlsx"
    path.write_bytes(b"x")
    read = sources._up_to  # noqa: SLF001  (the one place where a file is read)

    def read_and_lose(asked: Path, size: int) -> bytes:
        data = read(asked, size)
        asked.unlink()
        return data

    monkeypatch.setattr(sources, "_up_to", read_and_lose)
    found = fetch(Source("表.xlsx", path))
    assert isinstance(found, Finding)
    assert found.rule.id == "not-a-file"


def test_a_file_that_another_program_holds_gets_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As Windows refuses it while Excel saves, and any system without the right to read."""
    path = tmp_path / "表.xlsx"
    path.write_bytes(b"x")

    def refuse(_path: Path, _size: int) -> bytes:
        raise PermissionError

    monkeypatch.setattr(sources, "_up_to", refuse)
    found = fetch(Source("表.xlsx", path))
    assert isinstance(found, Finding)
    assert found.rule.id == "file-unreachable"


def test_a_folder_that_cannot_be_opened_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its workbooks must not go missing without a word; the others are found all the same."""
    _touch(tmp_path, "甲/a.xlsx")
    _touch(tmp_path, "乙/b.xlsx")
    look = os.scandir

    def refuse(folder: str) -> object:
        if Path(folder).name == "甲":
            raise PermissionError(13, "denied", folder)
        return look(folder)

    monkeypatch.setattr(os, "scandir", refuse)
    found = find_sources(tmp_path, tmp_path / "out")
    assert [source.name for source in found] == ["乙/b.xlsx", "甲"]
    told = fetch(found[1])
    assert isinstance(told, Finding)
    assert (told.rule.id, told.message) == ("file-unreachable", "文件夹“甲”打不开，里面的工作簿都没有读取。")


def test_a_folder_that_is_gone_meanwhile_is_no_mistake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files come and go."""
    _touch(tmp_path, "甲/a.xlsx")
    _touch(tmp_path, "乙/b.xlsx")
    look = os.scandir

    def lose(folder: str) -> object:
        if Path(folder).name == "甲":
            raise FileNotFoundError(2, "gone", folder)
        return look(folder)

    monkeypatch.setattr(os, "scandir", lose)
    assert [source.name for source in find_sources(tmp_path, tmp_path / "out")] == ["乙/b.xlsx"]


def test_an_input_folder_that_cannot_be_opened_ends_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A share that is gone is not a folder without workbooks: nothing may be remembered of such a night."""

    def refuse(folder: str) -> object:
        raise PermissionError(13, "denied", folder)

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(PermissionError):
        find_sources(tmp_path, tmp_path / "out")


def test_a_folder_whose_files_cannot_be_looked_at_costs_nobody_else_anything(tmp_path: Path) -> None:
    """As one that may be listed and not entered: its way is so long that no file in it can be named."""
    _touch(tmp_path, "a.xlsx")
    deep = tmp_path
    while len(os.fsencode(deep)) < 4095 - 201:
        deep /= "d" * 200
    deep.parent.mkdir(parents=True)
    deep = deep.parent / ("d" * (4095 - len(os.fsencode(deep.parent)) - 1))
    deep.mkdir()
    with pytest.raises(OSError, match="name too long"):
        (deep / "校验结果.json").is_file()
    assert [source.name for source in find_sources(tmp_path, tmp_path / "output")] == ["a.xlsx"]
