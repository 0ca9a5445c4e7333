"""Settings (设置文件): policy, suites and templates, which a maintainer may edit; what is wrong in one is said here."""

from __future__ import annotations


class SettingFault(Exception):  # noqa: N818  (a fault of a setting, not an error of the program)
    """A policy, suite or template cannot be used: what is wrong, in Chinese, and where; nothing is made of it."""

    def __init__(self, message: str, place: str = "") -> None:
        """Keep the place beside the message."""
        super().__init__(f"{message}（位置：{place}）" if place else message)
        self.place = place
