"""Desktop entries start their script from any folder; what the specification unquotes is what was quoted."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bundling.carried.desktop import entry, write_entries

PATHS = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters="/"), min_size=1).filter(
    lambda name: name not in {".", ".."}
)
ESCAPES = {"s": " ", "n": "\n", "t": "\t", "r": "\r", "\\": "\\"}


def _value(text: str) -> str:
    """Read a string value of a desktop entry."""
    out, rest = "", iter(text)
    for it in rest:
        out += ESCAPES[next(rest)] if it == "\\" else it
    return out


def _arguments(line: str) -> list[str]:
    """Read an Exec line: words or quoted arguments, a backslash in quotes keeps the next character, %% is a %."""
    out: list[str] = []
    word, quoted, rest = "", False, iter(_value(line))
    for it in rest:
        if it == '"':
            quoted = not quoted
        elif it == "\\" and quoted:
            word += next(rest)
        elif it == " " and not quoted:
            out, word = [*out, word], ""
        else:
            assert quoted or it not in "\"'\\><~|&;$*?#()`"
            word += it
    return [it.replace("%%", "%") for it in [*out, word]]


@given(PATHS)
def test_any_folder_name_comes_through(name: str) -> None:
    """Quotes, dollars, backslashes, per cent signs, blanks."""
    script = Path("/数据") / name / "生成报告.sh"
    lines = dict(line.split("=", 1) for line in entry(script).splitlines()[1:])
    assert _arguments(lines["Exec"]) == ["/bin/sh", str(script)]
    assert _value(lines["Path"]) == str(script.parent)
    assert lines["Terminal"] == "true"


def test_an_entry_stands_beside_each_script(tmp_path: Path) -> None:
    """And may be started."""
    (tmp_path / "仅校验.sh").write_text("", encoding="utf-8")
    write_entries(tmp_path)
    written = tmp_path / "仅校验.desktop"
    assert written.stat().st_mode & 0o111 == 0o111
    assert "Name=仅校验\n" in written.read_text(encoding="utf-8")
