"""The letter (信): one workbook's own findings, grouped by cause, as plain text and as a small page."""

from __future__ import annotations

from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from email.headerregistry import Address

    from pipeline.night.mail_settings import MailSettings
    from pipeline.night.seen import Noted

WORDS = {"critical": "必须修改", "warning": "提醒"}
MOST = 100
PLACES = 12
LONGEST = 60


@dataclass(frozen=True, slots=True)
class Letter:
    """What one office is told: its workbook, its open findings, and how many of them are new."""

    to: Address
    unit: str | None
    workbook: str
    verdict: str
    findings: Sequence[Noted]
    new: int


def _line(text: str) -> str:
    """Put a text on one line, without what could end a header or turn the reading direction."""
    return "".join(letter if letter.isprintable() else " " for letter in " ".join(text.split()))


def subject(letter: Letter) -> str:
    """Say in the subject whose workbook it is and what came of it."""
    who = _line(letter.unit or letter.workbook)[:LONGEST]
    new = f"，新增 {letter.new} 处" if letter.new else ""
    return f"绩效自评工作簿核对：{who}，{letter.verdict}，共 {len(letter.findings)} 处{new}"


def _place(noted: Noted) -> str:
    more = f" 等 {len(noted.cells)} 处" if len(noted.cells) > PLACES else ""
    return "、".join(noted.cells[:PLACES]) + more if noted.cells else noted.sheet or "整个文件"


def _groups(letter: Letter) -> Iterator[tuple[str, list[Noted]]]:
    """Group by cause: the heaviest first, each rule once."""
    order = {word: at for at, word in enumerate(WORDS)}
    ranked = sorted(letter.findings, key=lambda it: (order[it.severity], it.title))
    for (severity, title), group in groupby(ranked[:MOST], key=lambda it: (it.severity, it.title)):
        yield f"【{WORDS[severity]}】{title}", list(group)


def _opening(letter: Letter) -> list[str]:
    name, still = _line(letter.workbook), len(letter.findings)
    told = f"您单位的绩效自评工作簿“{name}”已自动核对，结论：{letter.verdict}。"
    return ["您好！", f"{told}现有 {still} 处问题，其中 {letter.new} 处是新增的，按原因列在下面。"]


def _closing(letter: Letter) -> list[str]:
    left = len(letter.findings) - MOST
    more = [f"另有 {left} 处没有列出，见结果文件夹里的“校验结果.html”。"] if left > 0 else []
    ask = "改好后把工作簿放回原来的位置，下次会再核对。提醒核实无误的，可在“核实说明”表里写明。"
    return [*more, ask, "本邮件由程序自动发出。"]


def as_text(letter: Letter) -> str:
    """Write the letter as plain text."""
    parts = ["\n\n".join(_opening(letter))]
    for heading, group in _groups(letter):
        lines = [_line(heading)]
        for it in group:
            lines += [f"  位置：{_line(_place(it))}", f"  问题：{_line(it.message)}", f"  办法：{_line(it.fix)}", ""]
        parts.append("\n".join(lines).rstrip())
    return "\n\n".join([*parts, *_closing(letter)]) + "\n"


def _item(it: Noted) -> str:
    place, message, fix = (escape(_line(text)) for text in (_place(it), it.message, it.fix))
    return f"<li><b>{place}</b><br>{message}<br>办法：{fix}</li>"


def as_html(letter: Letter) -> str:
    """Write the letter as a small page that asks for nothing from outside."""
    body = [f"<p>{escape(line)}</p>" for line in _opening(letter)]
    for heading, group in _groups(letter):
        body.append(f"<h3>{escape(_line(heading))}</h3><ul>{''.join(map(_item, group))}</ul>")
    body += [f"<p>{escape(line)}</p>" for line in _closing(letter)]
    head = '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>核对结果</title></head>'
    return f"{head}<body>{''.join(body)}</body></html>"


def compose(letter: Letter, settings: MailSettings, moment: datetime) -> EmailMessage:
    """Make the message; nothing of a workbook reaches a header but on one clean line."""
    message = EmailMessage(SMTP)
    message["From"] = settings.sender
    message["To"] = letter.to
    if settings.reply_to:
        message["Reply-To"] = settings.reply_to
    message["Subject"] = subject(letter)
    message["Date"] = format_datetime(moment)
    message["Message-ID"] = make_msgid(domain=settings.sender.domain)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(as_text(letter), cte="base64")
    message.add_alternative(as_html(letter), subtype="html", cte="base64")
    return message
