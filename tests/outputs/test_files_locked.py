"""A file that another program holds costs nothing: a neighbour is written, a stale one stays, the rest goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.outputs import files


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
