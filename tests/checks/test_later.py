"""A library that is put off is loaded when it is asked for something."""

from __future__ import annotations

import importlib
import sys

import pytest

from pipeline.checks.later import load_later


def test_a_library_put_off_is_loaded_when_it_is_asked_for_something(monkeypatch: pytest.MonkeyPatch) -> None:
    """Importing it is not asking; afterwards everybody has the library itself."""
    monkeypatch.delitem(sys.modules, "colorsys", raising=False)
    load_later("colorsys")
    put_off = importlib.import_module("colorsys")
    assert "rgb_to_hsv" not in vars(put_off)
    assert put_off.rgb_to_hsv(0, 0, 0) == (0, 0, 0)
    assert importlib.import_module("colorsys") is not put_off
    assert put_off.hsv_to_rgb is importlib.import_module("colorsys").hsv_to_rgb


def test_what_is_loaded_or_is_not_there_is_left_alone() -> None:
    """Whoever imports it is told so as ever."""
    before = sys.modules["json"]
    load_later("json", "no_such_library")
    assert sys.modules["json"] is before
    with pytest.raises(ModuleNotFoundError):
        importlib.import_module("no_such_library")
