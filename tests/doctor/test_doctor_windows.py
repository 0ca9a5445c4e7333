"""What the doctor finds on Windows, where a stand-in answers for the registry that only Windows has."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from pipeline.doctor import fonts, office

if TYPE_CHECKING:
    from collections.abc import Iterator

MACHINE, USER = 1, 2
FONTS = {
    MACHINE: [("SimSun & NSimSun (TrueType)", "simsun.ttc", 1), ("仿宋 (TrueType)", "simfang.ttf", 1)],
    USER: [("方正小标宋简体 (TrueType)", "C:/Users/a/FZXBSJW.TTF", 1)],
}


class Registry:
    """Answers like winreg: keys by root, their values in order, OSError where there is none."""

    HKEY_LOCAL_MACHINE, HKEY_CURRENT_USER = MACHINE, USER

    def __init__(self, keys: dict[tuple[int, str], list[tuple[str, str, int]]]) -> None:
        """Take the values of each key, by root and the last word of its path."""
        self._keys = keys

    def OpenKey(self, root: int, path: str) -> Registry.Key:  # noqa: N802  (winreg's own name)
        """Open a key."""
        name = path.rpartition("\\")[2]
        if (root, name) not in self._keys:
            raise FileNotFoundError(path)
        return Registry.Key(self._keys[root, name])

    class Key:
        """A key that is closed by its block or by hand."""

        def __init__(self, values: list[tuple[str, str, int]]) -> None:
            """Hold the values."""
            self.values = values

        def __enter__(self) -> Registry.Key:
            """Give itself."""
            return self

        def __exit__(self, *_: object) -> None:
            """Do nothing."""

    @staticmethod
    def QueryInfoKey(key: Registry.Key) -> tuple[int, int, int]:  # noqa: N802  (as above)
        """Tell how many values there are."""
        return 0, len(key.values), 0

    @staticmethod
    def EnumValue(key: Registry.Key, number: int) -> tuple[str, str, int]:  # noqa: N802  (as above)
        """Give one value."""
        return key.values[number]

    @staticmethod
    def CloseKey(_: Registry.Key) -> None:  # noqa: N802  (as above)
        """Close a key."""


@contextmanager
def windows(
    monkeypatch: pytest.MonkeyPatch, module: object, keys: dict[tuple[int, str], list[tuple[str, str, int]]]
) -> Iterator[None]:
    """Let a module see Windows with this registry, and no program on its path."""
    with monkeypatch.context() as patch:
        patch.setattr(module, "sys", SimpleNamespace(platform="win32"))
        patch.setitem(sys.modules, "winreg", Registry(keys))
        patch.setenv("PATH", "")
        yield


def test_fonts_of_all_users_and_of_this_one_are_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """By the names in the registry, by their files, and by files that are copied only."""
    copied = tmp_path / "Microsoft" / "Windows" / "Fonts"
    copied.mkdir(parents=True)
    (copied / "KaiTi_GB2312.ttf").touch()
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    monkeypatch.setenv("WINDIR", str(tmp_path / "none"))
    with windows(monkeypatch, fonts, {(root, "Fonts"): values for root, values in FONTS.items()}):
        assert fonts.installed_fonts() == {
            *("simsun", "nsimsun", "仿宋", "simfang", "方正小标宋简体", "fzxbsjw", "kaiti_gb2312")
        }


def test_a_user_without_fonts_of_his_own_has_those_of_the_computer(monkeypatch: pytest.MonkeyPatch) -> None:
    """The key of the user is missing then."""
    monkeypatch.setenv("LOCALAPPDATA", "")
    monkeypatch.setenv("WINDIR", "nowhere")
    with windows(monkeypatch, fonts, {(MACHINE, "Fonts"): FONTS[MACHINE]}):
        assert fonts.installed_fonts() == {"simsun", "nsimsun", "仿宋", "simfang"}


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({(MACHINE, "winword.exe"): []}, "有 Word；要生成 PDF（--pdf）还须装 LibreOffice"),
        ({(USER, "wpsoffice.exe"): []}, "有 WPS；要生成 PDF（--pdf）还须装 LibreOffice"),
        ({}, "没有找到 WPS、Word 或 LibreOffice，在这台电脑上打不开报告"),
    ],
    ids=["Word for all", "WPS for this user", "nothing"],
)
def test_office_programs_that_are_registered_are_found(
    keys: dict[tuple[int, str], list[tuple[str, str, int]]], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are not on the path of Windows."""
    monkeypatch.setattr(office, "find_office", lambda: None)
    monkeypatch.setattr(office, "FOLDERS", {})
    with windows(monkeypatch, office, keys):
        assert [remark.sentence for remark in office.office()] == [said]
