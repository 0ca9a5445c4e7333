"""An edited template: what is wrong in it is said in Chinese, with the place; nothing is printed wrongly."""

from __future__ import annotations

import pytest

from pipeline.model.policy import policy
from pipeline.outputs.compose import compose
from pipeline.outputs.package import pack, unpack
from pipeline.outputs.report.write import TEMPLATE, write_report
from pipeline.outputs.word.readback import NotWritten, printed_paragraphs
from pipeline.outputs.word.template import TemplateFault
from tests.outputs_support import a_book

PART = "word/document.xml"


def edited(*changes: tuple[str, str]) -> bytes:
    """Return our template with some of its words replaced."""
    parts = unpack(TEMPLATE.read_bytes())
    text = parts[PART].decode()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return pack(parts | {PART: text.encode()})


def write(template: bytes) -> bytes:
    """Write the sample report through a template."""
    return write_report(compose(a_book(), (), policy()), template=template)


@pytest.mark.parametrize(
    ("old", "new", "message", "place"),
    [
        ("{{r 标题 }}", "{{r 题目 }}", "不认识的记号 题目", "题目"),
        ("{{r 标题 }}", "｛｛r 标题｝｝", "全角大括号", "标题"),
        ("{{r 标题 }}", "{{r 标题 }", "不完整", "标题"),
        ("{{r 标题 }}", "{{r 标题 | 大写 }}", "要成对", "标题"),
        ("{{r 段 }}", "{{r 段.作者 }}", "不认识的记号 作者", "段.作者"),
        ("{%p endfor %}", "结束", "要成对", ""),
        ("{{r 标题 }}", "{{r ''.__class__.mro() }}", "模板里", "mro"),
        ("{{r 标题 }}", "{{ 标题 }}", "{{r 段 }}", ""),
    ],
)
def test_a_broken_tag_is_named_with_its_place(old: str, new: str, message: str, place: str) -> None:
    """Unknown, full-width, half, mispaired, dangerous or misplaced: said in Chinese, and where."""
    with pytest.raises(TemplateFault, match=message) as caught:
        write(edited((old, new)))
    assert place in caught.value.place


def test_a_template_that_drops_a_section_is_noticed() -> None:
    """The written file is read back: a paragraph without its place is missed, not lost in silence."""
    with pytest.raises(NotWritten):
        write(edited(('正文["三"]', '正文["四.1"]')))


def test_a_file_that_is_no_template_is_refused() -> None:
    """Any bytes will not do."""
    with pytest.raises(TemplateFault, match="模板打不开"):
        write(b"no package")


def test_headings_and_words_around_the_tags_may_be_edited() -> None:
    """Curly quotes inside a tag, as Word types them, and other headings are fine."""
    package = write(edited(('正文["三"]', "正文[“三”]"), ("三、项目组织实施情况", "三、组织实施")))
    assert "三、组织实施" in printed_paragraphs(package)
