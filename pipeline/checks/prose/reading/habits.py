"""Habits (惯例): figures that say how often something is done by rule, and so stay true from year to year."""

from __future__ import annotations

import re

_OFTEN = re.compile("[一两二三四五六七八九十]{1,3}[次遍回场轮]$")
_BY_RULE = re.compile("每|[按逐][日周月季年]|定期")
_CLAUSE = re.compile("[，。；：、,;:]")
_LOOK_BACK = 24


def is_habit(text: str, start: int, figure: str) -> bool:
    """Tell whether the figure at `start` says how often something is done by rule: 每月抽查一次."""
    clause = _CLAUSE.split(text[max(0, start - _LOOK_BACK) : start])[-1]
    return _BY_RULE.search(clause) is not None and _OFTEN.match(figure) is not None
