"""Texts that become far more in the cells than they are in the file: refused to the byte, bounded cheaply."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.intake.safety.texts import too_much_text
from pipeline.model.policy import policy

LIMITS = policy().intake
MIB = 1 << 20


def found(texts: bytes, sheets: list[bytes], most: int = LIMITS.text_bytes) -> str | None:
    """Say what is too much; nothing where all may be read."""
    refusal = too_much_text(texts, sheets, replace(LIMITS, text_bytes=most))
    return refusal.finding.found if refusal else None


def shared(*lengths: int) -> bytes:
    """Write shared texts that count so many bytes each, tags included, with something behind the last."""
    return b"<sst>" + b"".join(b"<si" + b"x" * length for length in lengths)


def cells(number: int, times: int, more: bytes = b"") -> bytes:
    """Write cells that show one shared text."""
    return (b'<c r="A1" t="s"' + more + b"><v>" + str(number).encode() + b"</v></c>") * times


@pytest.mark.parametrize("length", [10, 1021, 1024, 5000, 100_000])
@pytest.mark.parametrize("times", [1, 3, 50])
def test_what_cells_show_is_counted_to_the_byte_whatever_the_bound_says(length: int, times: int) -> None:
    """Long and short texts, seldom and often shown, alone and beside one that nobody shows."""
    for texts in (shared(length), shared(200_000, length), shared(length, 1)):
        number = 1 if texts.startswith(b"<sst><si" + b"x" * 200_000) else 0
        sheet = cells(number, times)
        assert found(texts, [sheet], length * times) is None
        assert found(texts, [sheet], length * times - 1) is not None


def test_cells_of_all_sheets_count_with_and_without_other_attributes() -> None:
    """Cells of other types show no shared text; a number beyond the last text shows nothing."""
    texts = shared(100, 10)
    sheets = [cells(0, 2), cells(1, 3, b' s="4"'), b'<c r="A1" t="n"><v>0</v></c>', cells(2, 1)]
    assert found(texts, sheets, 230) is None
    assert found(texts, sheets, 229) == "单元格里的文字共 230 字节"


def test_without_shared_texts_nothing_is_counted() -> None:
    """There is nothing that cells could show."""
    assert found(b"", [cells(0, 1000)], 0) is None


@pytest.mark.parametrize("length", [MIB - 3, MIB - 2])
@pytest.mark.parametrize("before", [0, 1, 700_000])
def test_one_text_of_a_mebibyte_is_refused_in_shared_texts_and_in_sheets(length: int, before: int) -> None:
    """Wherever it stands; with its tag, one byte less may be read."""
    long = b"<a>" + b"y" * before + b"<t>" + b"x" * length + b"</t>" + b"<b/>" * 9
    rule = "一段过长的文字" if length + len(b"<t>") > MIB else None
    assert found(long, []) == rule
    assert found(b"", [b"<v>1</v>", long]) == rule


@pytest.mark.parametrize(
    ("texts", "rule"),
    [
        (b"<" + b"x" * (MIB - 1), None),
        (b"<" + b"x" * MIB, "一段过长的文字"),
        (b"<" + b"x" * (MIB - 1) + b"<", None),
        (b"<" + b"x" * MIB + b"<", "一段过长的文字"),
        (b"<<" + b"x" * (MIB - 1) + b"<", None),
        (b"<<" + b"x" * MIB + b"<", "一段过长的文字"),
    ],
    ids=range(6),
)
def test_a_text_is_measured_from_bracket_to_bracket_or_to_the_end(texts: bytes, rule: str | None) -> None:
    """Neither the first bracket nor two side by side are passed over."""
    assert found(texts, []) == rule


def test_many_texts_of_half_a_mebibyte_are_no_long_one() -> None:
    """Whatever their sum."""
    assert found(b"", [(b"<v>" + b"x" * (MIB // 2) + b"</v>") * 20]) is None
