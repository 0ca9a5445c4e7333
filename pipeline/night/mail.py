"""Mail (邮件): each office is told of its own findings; what goes wrong is a word in the log, never the night's end."""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from pipeline.model.text import printable
from pipeline.night.changes import changes
from pipeline.night.letter import Letter, compose
from pipeline.night.mail_settings import MailFault, address, read_mail_settings
from pipeline.night.recipients import due, mark_sent

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from email.message import EmailMessage
    from pathlib import Path

    from pipeline.night.mail_settings import MailSettings
    from pipeline.night.recipients import Due

NAME = "localhost"  # what we call ourselves: the machine's own name is nobody's business
TRIES = 3  # sessions in a row that may fail before a night's mail is given up
_OF_ONE_LETTER = (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPDataError)
_WORDS: tuple[tuple[type[OSError], str], ...] = (
    (smtplib.SMTPRecipientsRefused, "服务器不收这个地址"),
    (smtplib.SMTPAuthenticationError, "用户名或密码不对"),
    (smtplib.SMTPSenderRefused, "服务器不许用这个发件地址"),
    (smtplib.SMTPNotSupportedError, "服务器不支持所设的加密或登录方式"),
    (smtplib.SMTPDataError, "服务器拒收了内容"),
    (ssl.SSLError, "服务器的证书不可信"),
    (TimeoutError, "服务器没有回应"),
    (smtplib.SMTPException, "服务器中断了会话"),
)


@dataclass(slots=True)
class Post:
    """What became of a night's mail: how many were sent, and a sentence for each that was not."""

    sent: int = 0
    words: list[str] = field(default_factory=list)

    @property
    def lines(self) -> list[str]:
        """What console and log say."""
        return [*self.words, f"邮件：发出 {self.sent} 封。"]


def _connect(settings: MailSettings) -> smtplib.SMTP:
    """Open a session; OSError (smtplib's own errors are such) where the server does not take us."""
    context = ssl.create_default_context(cafile=str(settings.ca_file) if settings.ca_file else None)
    host, port, timeout = settings.server, settings.port, settings.timeout
    if settings.security == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, NAME, timeout=timeout, context=context)
    else:
        server = smtplib.SMTP(host, port, NAME, timeout=timeout)
    try:
        if settings.security == "starttls":
            server.starttls(context=context)
        if settings.user:
            server.login(settings.user, settings.password or "")
    except BaseException:
        server.close()
        raise
    return server


def _why(error: OSError) -> str:
    return next((word for kind, word in _WORDS if isinstance(error, kind)), "连不上邮件服务器")


class _Carrier:
    """One session for all letters, opened anew where the server has hung up."""

    def __init__(self, settings: MailSettings) -> None:
        self._settings = settings
        self._server: smtplib.SMTP | None = None
        self.failures = 0

    def carry(self, letter: Letter) -> None:
        """Send one letter; OSError where it could not be."""
        message = compose(letter, self._settings, datetime.now().astimezone())
        stale = self._server is not None
        try:
            self._send(message)
        except _OF_ONE_LETTER:
            raise
        except OSError:
            if not stale:
                raise
            self._send(message)

    def _send(self, message: EmailMessage) -> None:
        try:
            self._server = self._server or _connect(self._settings)
            self._server.send_message(message)
        except _OF_ONE_LETTER:
            raise
        except OSError:
            self.failures += 1
            self.hang_up()
            raise
        self.failures = 0

    def hang_up(self) -> None:
        """End the session, politely where the server still listens."""
        server, self._server = self._server, None
        if server is not None:
            try:
                server.quit()
            except OSError:
                server.close()


def _post(items: Iterable[Due], settings: MailSettings, database: sqlite3.Connection, run: int) -> Post:
    post, carrier = Post(), _Carrier(settings)
    try:
        for item in items:
            name = printable(item.workbook)
            to = address(item.email)
            if to is None:
                post.words.append(f"邮件：“{name}”的电子邮箱写法不对，没有发。")
                continue
            try:
                carrier.carry(Letter(to, item.unit, name, item.verdict, item.findings, item.new))
            except OSError as error:
                post.words.append(f"邮件：“{name}”的没有发出，{_why(error)}；下次再试。")
            else:
                mark_sent(database, item, run)
                post.sent += 1
            if carrier.failures >= TRIES:
                post.words.append("邮件：服务器一直连不上，其余的这次不发了；下次再试。")
                break
    finally:
        carrier.hang_up()
    return post


def send_mail(database: sqlite3.Connection, path: Path) -> list[str]:
    """Send what is due after the last run, and tell what came of it; no line where mail is off."""
    try:
        settings = read_mail_settings(path)
        now = changes(database, 1)
        if settings is None or now is None:
            return []
        return _post(due(database, settings.when), settings, database, now.now.run).lines
    except MailFault as fault:
        return [str(fault)]
    except Exception as error:  # noqa: BLE001  (the night is done by then; a fault of its mail must not undo it)
        return [f"邮件：程序出了故障（{type(error).__name__}），其余的没有发；核对结果不受影响。"]
