"""The same bytes whatever the time zone, language or hash seed, and nothing leaves the machine."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.command_support import ENGLISH, FAULTY, HOME, SAMPLE, call, command, contents, environment
from tests.faults.sound import sound
from tests.faults.typed import write
from tests.warm import call_warm

PLACES = (
    {"TZ": "Asia/Shanghai", "LANG": "zh_CN.UTF-8", "PYTHONHASHSEED": "1"},
    {"TZ": "America/St_Johns", "LANG": "C", "LC_ALL": "C", "PYTHONHASHSEED": "4711"},
)
# A process that begins with this cannot open a socket, look a name up or start another program that could.
WITHOUT_NETWORK = """
import socket
def refuse(*args, **options):
    raise RuntimeError("the network was asked for")
class Forbidden(socket.socket):
    def __init__(self, family=-1, *args, **options):
        if family != getattr(socket, "AF_UNIX", None):
            refuse()
        super().__init__(family, *args, **options)
socket.socket, socket.create_connection = Forbidden, refuse
socket.getaddrinfo = socket.gethostbyname = socket.gethostbyaddr = refuse
"""


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Put the sample, the faulty one and some generated workbooks together."""
    folder = tmp_path_factory.mktemp("given")
    for path in (SAMPLE, FAULTY):
        shutil.copy(path, folder)
    for seed in (2, 9):
        (folder / f"第{seed}份.xlsx").write_bytes(write(sound(seed)))
    return folder


def test_the_same_bytes_in_any_place(given: Path, tmp_path: Path) -> None:
    """Time zone, language and hash seed of the process do not show in any file."""
    written = []
    for at, place in enumerate(PLACES):
        call("report", "--input", given, "--output", tmp_path / str(at), **place)
        written.append(contents(tmp_path / str(at)))
    assert written[0].keys() == written[1].keys()
    assert [name for name in written[0] if written[0][name] != written[1][name]] == []
    assert len(written[0]) >= 4 * 5


def test_a_computer_whose_settings_know_no_chinese_names_writes_the_same_files(tmp_path: Path) -> None:
    """Python kept from UTF-8, as in some crontabs and containers: it starts, and says what it says anywhere."""
    call("validate", "--input", FAULTY, "--output", tmp_path / "usual")
    line = command("validate", "--input", FAULTY, "--output", tmp_path / "plain")
    plain = [part for part in line if part not in {"-X", "utf8"}]
    narrow = environment() | {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    del narrow["PYTHONIOENCODING"]
    done = subprocess.run(plain, cwd=HOME, env=narrow, capture_output=True, check=False)  # noqa: S603  (our own command)
    assert (done.returncode, done.stderr) == (1, b"")
    assert "下一步：1 份工作簿有必须修改的问题" in done.stdout.decode()
    kept = re.compile("history|校验汇总|lock")
    usual, plainly = (contents(tmp_path / name) for name in ("usual", "plain"))
    assert {name for name in usual if not kept.search(name)} == {name for name in plainly if not kept.search(name)}
    assert [name for name in usual if not kept.search(name) and usual[name] != plainly[name]] == []


def test_the_whole_job_needs_no_network(given: Path, tmp_path: Path) -> None:
    """Reports are written where every socket is refused, here proven to be refused."""
    guard = tmp_path / "guard"
    guard.mkdir()
    (guard / "sitecustomize.py").write_text(WITHOUT_NETWORK, encoding="utf-8")
    home = Path(__file__).resolve().parents[1]
    paths = f"{guard}{';' if ';' in str(home) else ':'}{home}"
    status, said = call("report", "--input", given, "--output", tmp_path / "out", PYTHONPATH=paths)
    assert status == 1, said
    assert not ENGLISH.search(said)
    assert len(contents(tmp_path / "out")) >= 4 * 5


def test_nobody_s_name_number_or_address_is_said_or_logged(tmp_path: Path) -> None:
    """填报人, 审核人 and 联系电话 are on no screen, in no json, page or history; 电子邮箱 only for mail."""
    folder = tmp_path / "in"
    folder.mkdir()
    typed = sound(3)
    typed.info.update(author="欧阳某某", reviewer="上官某某", phone="13912345678", email="person@example.com")
    (folder / "表.xlsx").write_bytes(write(typed))
    private = re.compile("欧阳某某|上官某某|13912345678|person@example")
    for verb in ("report", "validate"):
        said = call_warm(verb, "--input", folder, "--output", tmp_path / "out", cwd=tmp_path)[1]
        assert not private.search(said)
    for path in (tmp_path / "out").rglob("*"):
        if path.suffix in {".json", ".html", ".log", ".sqlite", ".sqlite-wal"}:
            text = path.read_bytes().decode(errors="replace")
            found = set(private.findall(text)) - ({"person@example"} if "sqlite" in path.name else set())
            assert not found, path.name
