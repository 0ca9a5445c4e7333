"""Each office gets one letter with its own findings, from a real server; nothing that fails spoils the night."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.night.letter import Letter, as_html, as_text, compose, subject
from pipeline.night.mail import send_mail
from pipeline.night.mail_settings import MailFault, MailSettings, address, read_mail_settings
from pipeline.night.seen import Noted, Seen
from pipeline.outputs.result import Verdict
from tests import history_support as support
from tests.mail_support import REFUSED, Postbox, certificate, mail_server, settings

if TYPE_CHECKING:
    from pipeline.night.history import History

A, B = support.noted(found="1.00"), support.noted("word", "warning", "食堂", "报告正文!C4")
NOTE = support.noted("exempt", "info", "免议")
ON = "[mail]\nenabled = true\nfrom = 'a@x.cn'"
HOSTILE = "甲\r\nBcc: all@example.cn\u202e<b>&"


def _books(path: Path, *seen: Seen) -> History:
    return support.history(path / "history.sqlite", [seen])


def _to(name: str, *found: Noted, email: str | None = "jia@example.cn") -> Seen:
    return support.seen(name, found, email=email)


def _texts(postbox: Postbox) -> list[str]:
    return [message.get_body(("plain",)).get_content() for _, message in postbox.letters]  # type: ignore[union-attr]


def test_each_office_is_told_of_its_own_findings_only(tmp_path: Path) -> None:
    """No letter without an address or without anything to do; infos are nothing to do."""
    postbox = Postbox()
    seen = [
        _to("甲.xlsx", A, B, NOTE),
        _to("乙.xlsx", support.noted(found="7.00"), email="yi@example.cn"),
        _to("丙.xlsx", A, email=None),
        _to("丁.xlsx", NOTE),
    ]
    with mail_server(postbox) as port, _books(tmp_path, *seen) as book:
        assert send_mail(book.database, settings(tmp_path, port)) == ["邮件：发出 2 封。"]
    (yi_to, yi), (jia_to, jia) = postbox.letters
    assert (yi_to, jia_to) == (["yi@example.cn"], ["jia@example.cn"])
    assert jia["Subject"] == "绩效自评工作簿核对：甲，不通过，共 2 处，新增 2 处"
    assert (jia["From"], jia["To"], jia["Auto-Submitted"]) == (
        "绩效核对 <jixiao@example.cn>",
        "jia@example.cn",
        "auto-generated",
    )
    text = jia.get_body(("plain",)).get_content()
    assert text.index("【必须修改】") < text.index("【提醒】")
    assert "项目清单!H18" in text
    assert "7.00" not in text
    assert "7.00" in yi.get_body(("html",)).get_content()


def test_only_what_is_new_since_the_last_letter_makes_another(tmp_path: Path) -> None:
    """Also where a server failed in between; `always` writes while anything is open."""
    postbox = Postbox()
    with mail_server(postbox) as port, _books(tmp_path, _to("甲.xlsx", A)) as book:
        path = settings(tmp_path, port)
        assert send_mail(book.database, path)[-1] == "邮件：发出 1 封。"
        book.record(support.row(1), [_to("甲.xlsx", A)])
        assert send_mail(book.database, path)[-1] == "邮件：发出 0 封。"
        book.record(support.row(2), [_to("甲.xlsx", A, B)])
        assert send_mail(book.database, settings(tmp_path, 1))[-1] == "邮件：发出 0 封。"
        book.record(support.row(3), [_to("甲.xlsx", A, B)])
        assert send_mail(book.database, settings(tmp_path, port))[-1] == "邮件：发出 1 封。"
        assert postbox.letters[-1][1]["Subject"].endswith("共 2 处，新增 1 处")
        assert send_mail(book.database, settings(tmp_path, port, mail='when = "always"'))[-1] == "邮件：发出 1 封。"


def test_an_office_whose_file_cannot_be_read_is_told_at_its_last_address(tmp_path: Path) -> None:
    """Only there: a workbook that was never readable has none."""
    postbox = Postbox()
    with mail_server(postbox) as port, _books(tmp_path, _to("甲.xlsx")) as book:
        book.record(support.row(1), [support.unreadable("甲.xlsx"), support.unreadable("乙.xlsx")])
        assert send_mail(book.database, settings(tmp_path, port))[-1] == "邮件：发出 1 封。"
    assert "无法读取" in postbox.letters[0][1]["Subject"]


def test_a_bad_address_and_a_refused_one_cost_only_themselves(tmp_path: Path) -> None:
    """The workbook is named, the address never."""
    postbox = Postbox()
    seen = [_to("丙.xlsx", A, email="jia@@x"), _to("乙.xlsx", A, email=REFUSED), _to("甲.xlsx", A)]
    with mail_server(postbox) as port, _books(tmp_path, *seen) as book:
        lines = send_mail(book.database, settings(tmp_path, port))
    assert lines == [
        "邮件：“丙.xlsx”的电子邮箱写法不对，没有发。",
        "邮件：“乙.xlsx”的没有发出，服务器不收这个地址；下次再试。",
        "邮件：发出 1 封。",
    ]
    assert [to for to, _ in postbox.letters] == [["jia@example.cn"]]


def test_a_server_that_hangs_up_is_called_again(tmp_path: Path) -> None:
    """Many servers take only so many letters a session."""
    postbox = Postbox(hang_up_after=2)
    with mail_server(postbox) as port, _books(tmp_path, *(_to(f"{at}.xlsx", A) for at in range(5))) as book:
        sent = send_mail(book.database, settings(tmp_path, port))
    assert len(postbox.letters) >= 5
    assert int(sent[-1].split()[1]) >= 3


def test_no_server_at_all_is_said_once_and_given_up(tmp_path: Path) -> None:
    """Three tries, not ten thousand."""
    with mail_server(Postbox()) as port:
        pass
    with _books(tmp_path, *(_to(f"{at}.xlsx", A) for at in range(9))) as book:
        lines = send_mail(book.database, settings(tmp_path, port))
    assert lines[-2:] == ["邮件：服务器一直连不上，其余的这次不发了；下次再试。", "邮件：发出 0 封。"]
    assert sum("连不上邮件服务器；" in line for line in lines) == 3


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_letters_and_password_go_encrypted(tmp_path: Path, security: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The password comes from the environment; a certificate that is not trusted stops everything."""
    monkeypatch.setenv("JIXIAO_TEST_PASSWORD", "geheim")
    trusted, context = certificate(tmp_path)
    postbox = Postbox()
    login = f'security = "{security}"\nuser = "jixiao"\npassword_env = "JIXIAO_TEST_PASSWORD"'
    options = {"ssl_context": context} if security == "tls" else {"tls_context": context, "require_starttls": True}
    server = mail_server(postbox, auth_required=True, auth_require_tls=security != "tls", **options)
    with server as port, _books(tmp_path, _to("甲.xlsx", A)) as book:
        lines = send_mail(book.database, settings(tmp_path, port, login))
        assert lines[0] == "邮件：“甲.xlsx”的没有发出，服务器的证书不可信；下次再试。"
        good = settings(tmp_path, port, f'{login}\nca_file = "{trusted.name}"')
        assert send_mail(book.database, good) == ["邮件：发出 1 封。"]
        monkeypatch.setenv("JIXIAO_TEST_PASSWORD", "falsch")
        book.record(support.row(1), [_to("甲.xlsx", A, B)])
        assert "用户名或密码不对" in send_mail(book.database, good)[0]
    assert len(postbox.letters) == 1


def test_without_settings_or_switched_off_nothing_is_sent_or_said(tmp_path: Path) -> None:
    """Off by default: also the example that is handed out."""
    from pipeline.model.policy import HOME  # noqa: PLC0415  (only here)

    off = tmp_path / "off.toml"
    off.write_text("[smtp]\n[mail]\nenabled = false", encoding="utf-8")
    with _books(tmp_path, _to("甲.xlsx", A)) as book:
        for path in (tmp_path / "none.toml", off, HOME / "input_templates" / "邮件设置示例.toml"):
            assert send_mail(book.database, path) == []


def test_the_example_becomes_good_settings_once_switched_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every line of it is understood."""
    from pipeline.model.policy import HOME  # noqa: PLC0415  (only here)

    monkeypatch.setenv("JIXIAO_SMTP_PASSWORD", "x")
    text = (HOME / "input_templates" / "邮件设置示例.toml").read_text(encoding="utf-8")
    path = tmp_path / "邮件设置.toml"
    path.write_text(text.replace("enabled = false", "enabled = true"), encoding="utf-8")
    read = read_mail_settings(path)
    assert read is not None
    assert (read.security, read.port, read.when) == ("starttls", 587, "new")


@pytest.mark.parametrize(
    ("content", "word"),
    [
        ("not = [toml", "读不出来"),
        ("[mail]\nenabled = true", r"\[smtp\]"),
        ("[smtp]\nhost = 'x'\n[mail]\nenabled = true", "不认识的 host"),
        ("[smtp]\nserver = 'x'\n[mail]\nenabled = true\nfrom = 'a b@x'", "from"),
        ("[smtp]\nserver = 'x'\npassword = 'y'\n[mail]\nenabled = true\nfrom = 'a@x.cn'", "不认识的 password"),
        ("[smtp]\nserver = 'x'\nuser = 'u'\n[mail]\nenabled = true\nfrom = 'a@x.cn'", "password_env"),
        *(
            (f"[smtp]\nserver = 'x'\n{wrong}\n{ON}", f"{wrong.split()[0]} 应当是大于 0、不超过 (65535|300) 的数")
            for wrong in ("port = 65536", "port = 0", "port = true", "port = '25'", "timeout = 301", "timeout = 0")
        ),
        (f"[smtp]\nserver = 'x'\n{ON}\nwhen = 'never'", "when 只能是 new、always"),
        (f"[smtp]\nserver = 'x'\n{ON}\nreply_to = 'nobody'", "reply_to 不是一个完整的邮箱地址"),
        ('[smtp]\nserver = "a\\tb"\n' + ON, "server 应当是一行文字"),
        (f"smtp = 1\n{ON}", r"缺少 \[smtp\] 一节"),
        ("[smtp]\nserver = 'x'\nsecurity = 'ssl'\n[mail]\nenabled = true\nfrom = 'a@x.cn'", "security"),
        ("[smtp]\nserver = 'x'\nca_file = 'none.pem'\n[mail]\nenabled = true\nfrom = 'a@x.cn'", "ca_file"),
        (
            "[smtp]\nserver = 'x'\nsecurity = 'none'\nuser = 'u'\npassword_file = 'pw'\n" + ON,
            "不加密就不能送密码",
        ),
        ("[smtp]\nserver = ['x']\n" + ON, "server 应当是一行文字"),
        ("[smtp]\nserver = 'x'\nuser = 'u'\npassword_env = 'JIXIAO_NO_SUCH_WORD'\n" + ON, "里没有密码"),
        ("[smtp]\nserver = 'x'\nuser = 'u'\npassword_file = 'nowhere'\n" + ON, "password_file 指的文件读不出来"),
        ("[smtp]\nserver = 'x'\nuser = '用户'\npassword_file = 'pw'\n" + ON, "只能用英文字母"),
        ("[smtp]\nport = 25\n" + ON, "server 和 from 都要填写"),
    ],
)
def test_settings_that_cannot_be_used_are_a_sentence(tmp_path: Path, content: str, word: str) -> None:
    """And the night goes on: one line, no letter."""
    (tmp_path / "pw").write_text("geheim\n", encoding="utf-8")
    path = tmp_path / "邮件设置.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(MailFault, match=word):
        read_mail_settings(path)
    with _books(tmp_path, _to("甲.xlsx", A)) as book:
        [line] = send_mail(book.database, path)
    assert line.startswith("邮件设置不能用")
    assert "geheim" not in line


def test_a_fault_of_the_mail_is_a_line_too(tmp_path: Path) -> None:
    """Here: a history without its tables."""
    with mail_server(Postbox()) as port:
        [line] = send_mail(sqlite3.connect(":memory:"), settings(tmp_path, port))
    assert "核对结果不受影响" in line


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("jia@example.cn", "jia@example.cn"),
        (" Jia.Yi+a@EXAMPLE.cn ", "Jia.Yi+a@example.cn"),
        ("ｊｉａ＠ｅｘａｍｐｌｅ．ｃｎ", "jia@example.cn"),
        *(
            (bad, None)
            for bad in ("", "无", "jia", "jia@", "@x.cn", "a@b", "a b@x.cn", "a@x.cn;b@x.cn", "a@x.cn,b@x.cn")
        ),
        *(
            (bad, None)
            for bad in (
                "a@x.cn\nBcc: b@x.cn",
                "a@-x.cn",
                "a..b@x.cn",
                '"a"@x.cn',
                "<a@x.cn>",
                "甲@例.中国",
                f"{'a' * 65}@x.cn",
            )
        ),
    ],
)
def test_addresses_are_one_plain_address_or_none(typed: str, read: str | None) -> None:
    """Nothing that a server could take for two, or for a header."""
    found = address(typed)
    assert (found.addr_spec if found else None) == read


def _settings() -> MailSettings:
    sender = address("jixiao@example.cn", "绩效")
    assert sender is not None
    return MailSettings("x", 25, "none", None, None, None, 5, sender, None, "new")


@given(st.text(), st.text(), st.text())
def test_no_text_of_a_workbook_becomes_a_header(unit: str, name: str, said: str) -> None:
    """Whatever stands in it: the same headers, two parts, and only our own tags."""
    to = address("jia@example.cn")
    assert to is not None
    text = [part.encode("utf-8", "replace").decode() for part in (unit, name, said)]
    finding = Noted("x", text[2], "warning", text[0], (text[1],), "", "", text[2], text[2])
    letter = Letter(to, text[0], text[1], Verdict.REMINDED.value, [finding], 1)
    raw = compose(letter, _settings(), support.FIRST).as_bytes()
    head = raw.partition(b"\r\n\r\n")[0].decode("ascii")
    names = [line.partition(":")[0] for line in head.split("\r\n") if line[:1] not in {" ", "\t"}]
    expected = ["From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type"]
    assert names == expected


def test_markup_in_a_workbook_stays_text() -> None:
    """And a line break does not start a new line of ours."""
    to = address("jia@example.cn")
    assert to is not None
    finding = Noted("x", HOSTILE, "warning", None, (), HOSTILE, HOSTILE, HOSTILE, HOSTILE)
    letter = Letter(to, HOSTILE, HOSTILE, "有提醒", [finding], 0)
    assert "<b>&" not in as_html(letter).replace("<b>整个文件", "")
    assert "\nBcc" not in as_text(letter)
    assert "\u202e" not in as_text(letter) + as_html(letter)


LETTER = """您好！

您单位的绩效自评工作簿“报送/甲.xlsx”已自动核对，结论：不通过。现有 4 处问题，其中 1 处是新增的，按原因列在下面。

【必须修改】缺列
  位置：整个文件
  问题：缺了。
  办法：补上。

【必须修改】重复
  位置：项目清单!A2、项目清单!A3、项目清单!A4、项目清单!A5、项目清单!A6、项目清单!A7、项目清单!A8、项目清单!A9、项目清单!A10、项目清单!A11、项目清单!A12、项目清单!A13
  问题：重了。
  办法：删去。

  位置：项目清单!A2、项目清单!A3、项目清单!A4、项目清单!A5、项目清单!A6、项目清单!A7、项目清单!A8、项目清单!A9、项目清单!A10、项目清单!A11、项目清单!A12、项目清单!A13 等 13 处
  问题：又重了。
  办法：删去。

【提醒】多表
  位置：附注
  问题：多了 一张。
  办法：不用。

改好后把工作簿放回原来的位置，下次会再核对。提醒核实无误的，可在“核实说明”表里写明。

本邮件由程序自动发出。
"""  # noqa: E501  (as it is sent)


def test_the_letter_tells_the_heaviest_first_and_each_cause_once() -> None:
    """As plain text and as a page; the first twelve places of a finding, and how many there are."""
    to = address("jia@example.cn")
    assert to is not None
    cells = [f"项目清单!A{row}" for row in range(2, 15)]
    found = [
        Noted("sheet", "多表", "warning", "附注", (), "", "", "多了\u200b一张。", "不用。"),
        Noted("twice", "重复", "critical", "项目清单", tuple(cells[:12]), "", "", "重了。", "删去。"),
        Noted("twice", "重复", "critical", "项目清单", tuple(cells), "", "", "又重了。", "删去。"),
        Noted("column", "缺列", "critical", None, (), "", "", "缺了。", "补上。"),
    ]
    letter = Letter(to, None, "报送/甲.xlsx", "不通过", found, 1)
    assert as_text(letter) == LETTER
    page = as_html(letter)
    assert [page.count(tag) for tag in ("<h3>", "<ul>", "<li>", "<p>")] == [3, 3, 4, 4]
    assert page.startswith('<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>核对结果</title>')
    assert "<h3>【提醒】多表</h3><ul><li><b>附注</b><br>多了 一张。<br>办法：不用。</li></ul><p>改好后" in page
    assert subject(letter) == "绩效自评工作簿核对：报送/甲.xlsx，不通过，共 4 处，新增 1 处"
    assert subject(replace(letter, unit="长" * 61, new=0)) == f"绩效自评工作簿核对：{'长' * 60}，不通过，共 4 处"


@pytest.mark.parametrize("more", [0, 1, 30])
def test_a_very_bad_workbook_makes_no_endless_letter(more: int) -> None:
    """What is left out is counted."""
    to = address("jia@example.cn")
    assert to is not None
    letter = Letter(to, "甲", "甲.xlsx", "不通过", [support.noted(found=str(at)) for at in range(100 + more)], 0)
    assert (f"另有 {more} 处没有列出" in as_text(letter)) is (more > 0)
    assert as_text(letter).count("问题：") == 100


SENDER = "[mail]\nenabled = true\nfrom = 'a@x.cn'\nfrom_name = '绩效'\n"


@pytest.mark.parametrize(
    ("content", "read"),
    [
        ("server = ' x '", ("x", 587, "starttls", None, None, 20, "new")),
        ("server = 'x'\nsecurity = 'tls'\ntimeout = 300", ("x", 465, "tls", None, None, 300, "new")),
        ("server = 'x'\nsecurity = 'none'\ntimeout = 0.5", ("x", 25, "none", None, None, 0.5, "new")),
        ("server = 'x'\nport = 65535\nuser = ''", ("x", 65535, "starttls", None, None, 20, "new")),
        ("server = 'x'\nuser = 'u'\npassword_file = 'pw'", ("x", 587, "starttls", "u", "geheim", 20, "new")),
        *(
            (
                f"server = '{host}'\nport = 1\nsecurity = 'none'\nuser = 'u'\npassword_file = 'pw'",
                (host, 1, "none", "u", "geheim", 20, "new"),
            )
            for host in ("localhost", "127.0.0.1", "::1")
        ),
    ],
)
def test_settings_left_out_are_those_of_the_usual_server(
    tmp_path: Path, content: str, read: tuple[object, ...]
) -> None:
    """The port follows from the security; a password goes unencrypted to this machine only."""
    (tmp_path / "pw").write_text("geheim\n", encoding="utf-8")
    path = tmp_path / "邮件设置.toml"
    path.write_text(f"[smtp]\n{content}\n{SENDER}", encoding="utf-8-sig")
    it = read_mail_settings(path)
    assert it is not None
    assert (it.server, it.port, it.security, it.user, it.password, it.timeout, it.when) == read
    assert (str(it.sender), it.reply_to, it.ca_file) == ("绩效 <a@x.cn>", None, None)


def test_answers_go_where_the_settings_say(tmp_path: Path) -> None:
    """To another address than the one the letters come from."""
    path = tmp_path / "邮件设置.toml"
    path.write_text(f"[smtp]\nserver = 'x'\n{ON}\nreply_to = 'b@x.cn'", encoding="utf-8")
    read = read_mail_settings(path)
    assert read is not None
    assert compose(Letter("c@x.cn", "甲", "甲.xlsx", "不通过", (A,), 1), read, support.FIRST)["Reply-To"] == "b@x.cn"
