"""The manual goes along as pages: a double click opens them, and their links and pictures are there."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from urllib.parse import unquote

from bundling.manual import write_pages
from bundling.program import HOME


def test_every_link_and_picture_of_the_pages_is_there(tmp_path: Path) -> None:
    """The manual's tables and pictures are shown; no link leads to Markdown or nowhere."""
    docs = tmp_path / "docs"
    shutil.copytree(HOME / "docs", docs)
    pages = {path.stem: path.read_text(encoding="utf-8") for path in write_pages(docs)}
    assert {"使用手册", "规则目录", "消息样例"} <= set(pages)
    assert pages["使用手册"].count("<table>") > 5
    assert pages["使用手册"].count("<img ") > 10
    for page in pages.values():
        assert all(f'id="{unquote(aim)}"' in page for aim in re.findall(r'href="#([^"]+)"', page))
        aims = re.findall(r'(?:href|src)="(?!https?:|#)([^"#]+)', page)
        assert not [aim for aim in aims if not (docs / unquote(aim)).exists() or aim.endswith(".md")]
