"""Habits (惯例): figures that say how often something is done by rule, and so stay true from year to year."""

from __future__ import annotations

import re

_OFTEN = re.compile("[一两二三四五六七八九十]{1,3}[次遍回场轮]$")
_CLAUSE = re.compile("[，。；：、,;:]")
_LOOK_BACK = 24


def is_habit(text: str, start: int, figure: str) -> bool:
    """Tell whether the figure at `start` says how often something is done by rule: 每月抽查一次."""
    clause = _CLAUSE.split(text[max(0, start - _LOOK_BACK) : start])[-1]
    return "每" in clause and _OFTEN.match(figure) is not None
