"""A file that another program holds costs nothing: a neighbour is written, a stale one stays, the rest goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.outputs import files
from pipeline.outputs.deliver import Wish
from pipeline.run import run
from tests.night_support import SOUND, UNIT, lay


@pytest.fixture
def held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a file that nobody may replace, rename or remove: what Windows says while Word has it open."""
    path = tmp_path / "报告.xlsx"
    path.write_bytes(b"old")
    for name in ("replace", "rename", "unlink"):
        real = getattr(Path, name)

        def refuse(self: Path, *target: Path, real: object = real, **more: bool) -> object:
            if path in (self, *target):
                raise PermissionError(13, "held", str(path))
            return real(self, *target, **more)  # type: ignore[operator]  (a method of Path)

        monkeypatch.setattr(Path, name, refuse)
    return path


def test_a_finished_file_gets_a_neighbour_of_one_that_is_held(held: Path) -> None:
    """Nothing is lost, the old one stays whole."""
    aside = held.with_name("aside")
    aside.write_bytes(b"new")
    path = files.move_in(aside, held)
    assert path != held
    assert (path.read_bytes(), held.read_bytes()) == (b"new", b"old")
    assert not aside.exists()


def test_a_finished_file_takes_its_place_where_nobody_holds_it(tmp_path: Path) -> None:
    """Old or not there yet."""
    aside, path = tmp_path / "aside", tmp_path / "报告.xlsx"
    for content in (b"one", b"two"):
        aside.write_bytes(content)
        assert files.move_in(aside, path) == path
        assert path.read_bytes() == content


def test_a_stale_file_that_is_held_stays(held: Path) -> None:
    """It is removed by a later run."""
    files.drop(held)
    assert held.read_bytes() == b"old"


@pytest.mark.parametrize("what", ["put", "move_in"])
def test_a_folder_that_may_not_be_written_is_told(what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No neighbour helps where nothing at all may be written."""

    def refuse(_self: Path, _target: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "replace", refuse)
    aside = tmp_path / "aside"
    aside.write_bytes(b"new")
    with pytest.raises(PermissionError):
        files.put(tmp_path / "报告.xlsx", b"new") if what == "put" else files.move_in(aside, tmp_path / "报告.xlsx")


def test_a_file_that_cannot_be_written_is_named_itself(tmp_path: Path, held: Path) -> None:
    """Not the one written aside, of which nobody knows."""
    with pytest.raises(PermissionError) as told:
        files.write_whole(held, b"new")
    assert (told.value.filename, told.value.filename2) == (str(held), None)
    assert [path.name for path in tmp_path.iterdir()] == [held.name]


def test_a_file_that_a_virus_scanner_holds_for_a_moment_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows refuses while it looks; a second try does it, and no neighbour is written."""
    path, real, refused = tmp_path / "报告.xlsx", Path.replace, []
    monkeypatch.setattr(files, "_PAUSES", (0.01, 0.01))

    def scanned(self: Path, target: Path) -> Path:
        if len(refused) < 2:
            refused.append(target)
            raise PermissionError(13, "held", str(self), None, str(target))
        return real(self, target)

    monkeypatch.setattr(Path, "replace", scanned)
    assert files.put(path, b"new") == path
    assert (path.read_bytes(), len(refused)) == (b"new", 2)


def test_a_document_nobody_may_read_is_none_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Held as some programs do: it stays where it is, the run goes on."""

    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "held", str(self))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    path = tmp_path / "报告.docx"
    path.write_text("held", encoding="utf-8")
    assert files.made_from(path) is None
    files.drop(path)
    assert path.is_file()


def test_a_file_that_nobody_may_read_is_none_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While Word has a report open, its ~$ file beside it is not even readable; a folder may bear any name."""
    (tmp_path / "甲.docx").mkdir()
    owner = tmp_path / "~$报告.docx"
    owner.write_bytes(b"\x04user")

    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "held", str(self))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert [files.made_from(path) for path in (owner, tmp_path / "甲.docx", tmp_path / "无.docx")] == [None] * 3


def test_a_report_open_in_word_costs_its_workbook_no_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The report gets a numbered neighbour, though the ~$ file beside it cannot be read."""
    folder = tmp_path / "out" / f"{UNIT}-2023"
    given = lay(tmp_path / "in", 甲=SOUND)
    run(given, tmp_path / "out", Wish(), lambda *_: None)
    (folder / "~$报告.docx").write_bytes(b"\x04user")
    reports = [path for path in folder.glob("*绩效报告*.docx") if not path.name.startswith("~$")]
    read, replace = Path.read_bytes, Path.replace

    def reading(self: Path) -> bytes:
        if self.name.startswith("~$"):
            raise PermissionError(13, "held", str(self))
        return read(self)

    def replacing(self: Path, target: Path) -> Path:
        if target in reports:
            raise PermissionError(13, "held", str(self), None, str(target))
        return replace(self, target)

    monkeypatch.setattr(Path, "read_bytes", reading)
    monkeypatch.setattr(Path, "replace", replacing)
    monkeypatch.setattr(files, "_PAUSES", ())
    (done,) = run(given, tmp_path / "out", Wish(), lambda *_: None)
    assert "~$" not in (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert (done.whole, done.report) == (True, reports[0].with_name(f"{reports[0].stem}-2.docx"))
    assert done.remarks == (f"“{reports[0].name}”正在别的程序里打开，新的写在“{reports[0].stem}-2.docx”。",)
