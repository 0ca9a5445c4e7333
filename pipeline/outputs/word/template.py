"""Templates (模板): a .docx with tags, filled in by docxtpl; what is wrong in one is said with its place."""

from __future__ import annotations

import re
import traceback
from collections.abc import Mapping
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.sandbox import SandboxedEnvironment

from pipeline.model.setting import SettingFault
from pipeline.outputs.word.wordml import w

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from jinja2 import Template
    from lxml.etree import _Element

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")
_BROKEN = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}|[｛｝]")
_MARKUP = re.compile(r"<[^>]+>")
_NAME = re.compile(r"'([^']+)'")
_EXCERPT = 40


class TemplateFault(SettingFault):
    """The template cannot be filled in."""


@lru_cache(maxsize=16)
def _compiled(source: str) -> Template:
    """Compile a template's source once a process: that is most of the cost of a document."""
    return SandboxedEnvironment(autoescape=True, undefined=StrictUndefined).from_string(source)


class _Environment(SandboxedEnvironment):
    """A jinja environment that remembers the last source for its messages."""

    last = ""

    def from_string(self, source: Any, *_args: Any, **_options: Any) -> Template:  # noqa: ANN401  (as in jinja)
        """Compile a source, or take it compiled."""
        self.last = str(source)
        return _compiled(self.last)


def _excerpt(text: str) -> str:
    return f"“{text[:_EXCERPT]}…”" if len(text) > _EXCERPT else f"“{text}”"


def _paragraphs(document: WordDocument) -> list[_Element]:
    return list(document.element.body.iter(w("p")))


def _refuse_broken_tags(document: WordDocument) -> None:
    for index, paragraph in enumerate(_paragraphs(document), start=1):
        text = "".join(node.text or "" for node in paragraph.iter(w("t")))
        if _BROKEN.search(_TAG.sub("", text)):
            message = "模板里的记号不完整或用了全角大括号，请写成半角的 {{ 标题 }}"
            raise TemplateFault(message, f"第 {index} 段{_excerpt(text)}")


def _place(source: str, fault: Exception) -> str:
    """Excerpt of the template where a fault arose: docxtpl starts a line at each paragraph."""
    lines = [frame.lineno or 0 for frame in traceback.extract_tb(fault.__traceback__) if frame.filename == "<template>"]
    number = fault.lineno if isinstance(fault, TemplateSyntaxError) else (lines or [0])[-1]
    around = source.splitlines()[max(number - 1, 0) : number + 1]
    text = next((plain for line in around if (plain := _MARKUP.sub("", line).strip())), "")
    return f"{_excerpt(text)}附近" if text else ""


def _explain(fault: Exception) -> str:
    named = _NAME.findall(str(fault)) if isinstance(fault, UndefinedError) else []
    if isinstance(fault, TemplateSyntaxError):
        return "模板里的记号写法不对，{% for %} 与 {% endfor %}、{% if %} 与 {% endif %} 要成对"
    return f"模板里有不认识的记号 {named[-1]}，请对照原模板改正" if named else "模板里的记号填不进去，请对照原模板改正"


def _open(template: bytes) -> DocxTemplate:
    opened = DocxTemplate(BytesIO(template))
    try:
        opened.init_docx()
    except Exception as fault:  # every way a broken package can fail
        message = "模板打不开，它应当是一个 .docx 文件"
        raise TemplateFault(message) from fault
    return opened


def render(template: bytes, context: Mapping[str, Any]) -> WordDocument:
    """Fill in a template; TemplateFault where a tag is unknown, incomplete or misplaced."""
    opened = _open(template)
    _refuse_broken_tags(opened.docx)
    environment = _Environment()
    try:
        opened.render(dict(context), jinja_env=environment)
    except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError) as fault:
        raise TemplateFault(_explain(fault), _place(environment.last, fault)) from fault
    document: WordDocument = opened.docx
    _refuse_nested_runs(document)
    return document


def _refuse_nested_runs(document: WordDocument) -> None:
    """Refuse {{ 段 }} where {{r 段 }} is meant: Word would not open a run inside a run."""
    nested = next(
        (run for run in document.element.body.iter(w("r")) if next(run.iterancestors(w("r")), None) is not None), None
    )
    if nested is not None:
        text = "".join(node.text or "" for node in nested.iter(w("t")))
        message = "模板里带格式的内容要用 {{r 段 }} 这样的记号"
        raise TemplateFault(message, _excerpt(text))
