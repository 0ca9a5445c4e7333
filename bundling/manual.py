"""The manual (使用手册) as pages that a double click opens: an office has no reader for Markdown."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

import mistune

PAGE = """<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
body {{ max-width: 50em; margin: 2em auto; padding: 0 1em; line-height: 1.7;
  font-family: "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }}
img {{ max-width: 100%; border: 1px solid #ccc; }}
table {{ border-collapse: collapse; }}
th, td {{ border: 1px solid #bbb; padding: 0.2em 0.6em; text-align: left; vertical-align: top; }}
pre, code {{ background: #f4f4f4; }}
pre {{ padding: 0.6em; overflow-x: auto; }}
</style></head><body>
{body}
</body></html>
"""
_HEADING = re.compile(r"<h([2-4])>(.*?)</h\1>")
_TO_MARKDOWN = re.compile(r'(<a href="[^":]*)\.md(["#])')


def _with_address(heading: re.Match[str]) -> str:
    """Let links within the page find a heading by its own words."""
    level, words = heading.groups()
    return f'<h{level} id="{escape(words)}">{words}</h{level}>'


def write_pages(docs: Path) -> list[Path]:
    """Write a page beside every Markdown file of a folder; links between them lead to pages, too."""
    render = mistune.create_markdown(plugins=["table"], escape=False)
    pages = []
    for path in sorted(docs.glob("*.md")):
        body = _TO_MARKDOWN.sub(r"\1.html\2", str(render(path.read_text(encoding="utf-8"))))
        body = _HEADING.sub(_with_address, body)
        page = path.with_suffix(".html")
        page.write_text(PAGE.format(title=path.stem, body=body), encoding="utf-8", newline="\n")
        pages.append(page)
    return pages
