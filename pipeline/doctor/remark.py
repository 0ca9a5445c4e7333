"""A remark (一条检查结果): what was looked at, how it stands, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class State(Enum):
    """How a thing stands; the value is the word on the screen."""

    FINE = "正常"
    HINT = "提醒"
    ACT = "请处理"
    FAULT = "故障"


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing looked at: its subject, how it stands, a sentence on what is, and one on what to do.

    `stops`: whether what has to be done keeps a report from being made.
    """

    subject: str
    state: State
    sentence: str
    todo: str = ""
    stops: bool = True
