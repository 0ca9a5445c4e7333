"""Pictures (图) of what people hold in their hands: `make pictures` (LibreOffice, poppler, Chromium)."""

from __future__ import annotations

import json
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import sync_playwright
from pypdf import PdfReader

from pipeline.verify.stages import OUTCOME_PAGE
from tests.conftest import convert_with, program
from tests.docs.products import NEXT_YEAR, SCREEN, Products, fingerprint, make_products
from tests.docs.subjects import HOME

PICTURES = HOME / "docs" / "图"
RECORD = PICTURES / "来源.json"
LARGEST = 150_000
POINTS = 72  # an inch


@dataclass(frozen=True)
class Picture:
    """One picture: the upper part of the page on paper that holds these words, or a window of this size."""

    name: str
    source: str
    words: str = ""
    window: tuple[int, int] | None = None
    dots: int = 60
    part: float = 1
    at: str = ""  # what a window is scrolled to


SOUND, FAULTY = "output/*-示例工作簿", "output/*-错误示例工作簿"
ALL = (
    Picture("空白-基本信息", "空白工作簿.xlsx", "单位名称", dots=90, part=0.66),
    Picture("空白-项目清单", "空白工作簿.xlsx", "一行一个项目", dots=110, part=0.4),
    Picture("示例-绩效指标", "input/示例工作簿.xlsx", "三级指标", dots=110, part=0.42),
    Picture("示例-报告正文", "input/示例工作簿.xlsx", "{支出万元}", dots=80, part=0.75),
    Picture("屏幕", SCREEN, window=(900, 300)),
    Picture("校验结果", f"{FAULTY}/校验结果.html", window=(1100, 1000)),
    Picture("校验结果-手机", f"{FAULTY}/校验结果.html", window=(390, 844), at="[data-item]"),
    Picture("总表", "output/index.html", window=(1100, 520)),
    Picture("批注-校验结果", f"{FAULTY}/批注-*.xlsx", "校验结果", dots=100, part=0.45),
    Picture("批注-项目清单", f"{FAULTY}/批注-*.xlsx", "一行一个项目", dots=80, part=0.62),
    Picture("报告-首页", f"{SOUND}/龙城*.docx", "附件4-2"),
    Picture("报告-正文", f"{SOUND}/龙城*.docx", "三、项目组织实施情况"),
    Picture("草稿", f"{FAULTY}/草稿-龙城*.docx", "草稿"),
    Picture("自评表", f"{SOUND}/项目支出绩效自评表.docx", "总分", part=0.7),
    Picture("沿用上年", NEXT_YEAR, "一行一个项目", dots=80, part=0.5),
    Picture("核对结果", f"核对/*/{OUTCOME_PAGE}", window=(1100, 450)),
)


def sources(products: Products) -> dict[str, str]:
    """Fingerprint what each picture is made from."""
    return {picture.name: fingerprint(products.one(picture.source)) for picture in ALL}


def _page_of(pdf: Path, words: str) -> tuple[int, float]:
    """Find the first page with these words: its number and its height in inches."""
    for number, page in enumerate(PdfReader(pdf).pages, start=1):
        if words in "".join((page.extract_text() or "").split()):
            return number, float(page.mediabox.height) / POINTS
    message = f"no page of {pdf.name} says {words}"
    raise ValueError(message)


def _paper(picture: Picture, file: Path, papers: dict[Path, Path]) -> None:
    if file not in papers:
        papers[file] = convert_with(program("soffice", "libreoffice"), file, "pdf")
    page, height = _page_of(papers[file], picture.words)
    target = PICTURES / picture.name
    command = [program("pdftoppm"), "-png", "-singlefile", "-r", str(picture.dots), "-f", str(page), "-l", str(page)]
    command += ["-x", "0", "-y", "0", "-H", str(round(height * picture.dots * picture.part))]
    subprocess.run([*command, str(papers[file]), str(target)], check=True)  # noqa: S603  (our own arguments, no shell)


def _windows(products: Products) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program("chromium", "chromium-browser", "google-chrome"), args=["--no-sandbox"]
        )
        for picture in (picture for picture in ALL if picture.window):
            assert picture.window is not None
            page = browser.new_page(viewport=dict(zip(("width", "height"), picture.window, strict=True)))
            page.goto(products.one(picture.source).as_uri())
            if picture.at:
                page.locator(picture.at).first.evaluate("it => it.closest('section').scrollIntoView()")
            page.screenshot(path=PICTURES / f"{picture.name}.png")
            page.close()
        browser.close()


def main() -> None:
    """Take every picture anew and record what it was taken of."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        products = make_products(Path(folder))
        papers: dict[Path, Path] = {}
        for picture in (picture for picture in ALL if not picture.window):
            _paper(picture, products.one(picture.source), papers)
        _windows(products)
        record = json.dumps(sources(products), ensure_ascii=False, indent=1)
        RECORD.write_text(record + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
