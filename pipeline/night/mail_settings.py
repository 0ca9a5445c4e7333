"""Mail settings (邮件设置.toml): which server, whose name, and when; without the file no mail is ever sent."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass
from email.headerregistry import Address
from pathlib import Path
from typing import Any, NoReturn

from pipeline.model.addresses import address_parts

SECURITIES = {"starttls": 587, "tls": 465, "none": 25}
MOMENTS = ("new", "always")
LOOPBACK = {"localhost", "127.0.0.1", "::1"}
_KNOWN = {
    "smtp": {"server", "port", "security", "user", "password_env", "password_file", "ca_file", "timeout"},
    "mail": {"enabled", "from", "from_name", "reply_to", "when"},
}


class MailFault(Exception):  # noqa: N818  (as SettingFault: a fault of a file, not of the program)
    """Settings that cannot be used; its text is the Chinese sentence to show."""


@dataclass(frozen=True, slots=True)
class MailSettings:
    """How mail is sent; `when` is new (something came since the last letter) or always (while anything is open)."""

    server: str
    port: int
    security: str
    user: str | None
    password: str | None
    ca_file: Path | None
    timeout: float
    sender: Address
    reply_to: Address | None
    when: str


def address(text: str, name: str = "") -> Address | None:
    """Read one e-mail address as typed; None where it is none, or more than one."""
    parts = address_parts(text)
    return Address(name, *parts) if parts else None


def _refuse(sentence: str) -> NoReturn:
    message = f"邮件设置不能用，这次没有发邮件：{sentence}"
    raise MailFault(message)


def _table(content: dict[str, Any], name: str) -> dict[str, Any]:
    table = content.get(name)
    if not isinstance(table, dict):
        _refuse(f"缺少 [{name}] 一节。")
    unknown = sorted(set(table) - _KNOWN[name])
    if unknown:
        _refuse(f"[{name}] 里有不认识的 {'、'.join(unknown)}。")
    return table


def _text(table: dict[str, Any], key: str) -> str | None:
    value = table.get(key)
    if value is None or value == "":
        return None
    if not isinstance(value, str) or not value.isprintable():
        _refuse(f"{key} 应当是一行文字。")
    return value.strip()


def _own_address(table: dict[str, Any], key: str, name: str = "") -> Address | None:
    typed = _text(table, key)
    if typed is None:
        return None
    read = address(typed, name)
    if read is None:
        _refuse(f"{key} 不是一个完整的邮箱地址。")
    return read


def _password(smtp: dict[str, Any], folder: Path) -> str | None:
    """Read the password from where the settings say it is; it never stands in the settings themselves."""
    variable, file = _text(smtp, "password_env"), _text(smtp, "password_file")
    if variable:
        found = os.environ.get(variable)
        if not found:
            _refuse(f"环境变量 {variable} 里没有密码。")
        return found
    if not file:
        return None
    try:
        return (folder / file).read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        _refuse("password_file 指的文件读不出来。")


def _number(smtp: dict[str, Any], key: str, default: float, most: float) -> float:
    value = smtp.get(key, default)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= most:
        _refuse(f"{key} 应当是大于 0、不超过 {most} 的数。")
    return value


def _login(smtp: dict[str, Any], folder: Path, server: str, security: str) -> tuple[str | None, str | None]:
    """Read who logs in; a password never goes over the network unencrypted."""
    user, password = _text(smtp, "user"), _password(smtp, folder)
    if user and not password:
        _refuse("有 user，却没有 password_env 或 password_file。")
    if user and security == "none" and server not in LOOPBACK:
        _refuse("不加密就不能送密码：security 请用 starttls 或 tls。")
    if not (user or "").isascii() or not (password or "").isascii():
        _refuse("用户名和密码只能用英文字母、数字和符号。")
    return user, password


def _read(content: dict[str, Any], folder: Path) -> MailSettings | None:
    smtp, mail = _table(content, "smtp"), _table(content, "mail")
    if mail.get("enabled") is not True:
        return None
    server, security, when = _text(smtp, "server"), _text(smtp, "security") or "starttls", _text(mail, "when") or "new"
    sender = _own_address(mail, "from", _text(mail, "from_name") or "")
    if not server or not sender:
        _refuse("server 和 from 都要填写。")
    if security not in SECURITIES or when not in MOMENTS:
        _refuse(f"security 只能是 {'、'.join(SECURITIES)}，when 只能是 {'、'.join(MOMENTS)}。")
    ca_file = _text(smtp, "ca_file")
    if ca_file and not (folder / ca_file).is_file():
        _refuse("ca_file 指的文件不存在。")
    port, timeout = _number(smtp, "port", SECURITIES[security], 65535), _number(smtp, "timeout", 20, 300)
    user, password = _login(smtp, folder, server, security)
    trusted, reply_to = folder / ca_file if ca_file else None, _own_address(mail, "reply_to")
    return MailSettings(server, int(port), security, user, password, trusted, timeout, sender, reply_to, when)


def read_mail_settings(path: Path) -> MailSettings | None:
    """Read the settings; None where there are none or mail is switched off, MailFault where they cannot be used."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        _refuse(f"“{path.name}”读不出来，或写法不对（TOML）。")
    return _read(content, path.parent)
