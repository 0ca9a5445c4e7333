"""A real mail server on this machine, and settings that lead to it."""

from __future__ import annotations

import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.conftest import program

REFUSED = "no@example.cn"


class Postbox:
    """Keeps what comes in; refuses one address, and hangs up after so many letters where told to."""

    def __init__(self, hang_up_after: int = 0) -> None:
        """Start empty."""
        self.letters: list[tuple[list[str], EmailMessage]] = []
        self.hang_up_after = hang_up_after
        self.encrypted: list[bool] = []

    async def handle_RCPT(self, *given: Any) -> str:  # noqa: ANN401, N802  (the library's name and arguments)
        """Refuse one address."""
        _, _, envelope, address, _ = given
        if address == REFUSED:
            return "550 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802  (as above)
        """Keep a letter."""
        message = message_from_bytes(bytes(envelope.content or b""), policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.letters.append((list(envelope.rcpt_tos), message))
        self.encrypted.append(session.ssl is not None)
        if self.hang_up_after and len(self.letters) % self.hang_up_after == 0:
            server.transport.close()
        return "250 OK"


def _check(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:  # noqa: ANN401, ARG001  (the library's signature)
    good = isinstance(data, LoginPassword) and (data.login, data.password) == (b"jixiao", b"geheim")
    return AuthResult(success=good, handled=False)


@contextmanager
def mail_server(postbox: Postbox, **options: Any) -> Iterator[int]:  # noqa: ANN401  (the library's options)
    """Run a mail server on a free port of loopback."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(postbox, hostname="127.0.0.1", port=port, authenticator=_check, **options)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


def certificate(folder: Path) -> tuple[Path, ssl.SSLContext]:
    """Make a certificate for this machine: the file to trust, and the server's context."""
    key, cert = folder / "key.pem", folder / "cert.pem"
    names = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    made = [
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-keyout",
        str(key),
        "-out",
        str(cert),
        *names,
    ]
    subprocess.run([program("openssl"), *made], check=True, capture_output=True, timeout=60)  # noqa: S603  (our own arguments)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(cert, key)
    return cert, context


def settings(folder: Path, port: int, smtp: str = 'security = "none"', mail: str = "") -> Path:
    """Write a settings file that leads to this port."""
    path = folder / "邮件设置.toml"
    lines = ["[smtp]", 'server = "127.0.0.1"', f"port = {port}", "timeout = 5", smtp]
    lines += ["[mail]", "enabled = true", 'from = "jixiao@example.cn"', 'from_name = "绩效核对"', mail]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path
