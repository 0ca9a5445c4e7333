"""The pages in a real browser: search and filter, links, paper, phone, keyboard, and who else could read them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from pipeline.outputs.page.pages import result_page
from tests import page_samples as samples

PAGES = samples.pages()
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
Opener = Callable[..., Page]


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """One headless Chromium for all tests of this file."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Opener]:
    """Open a page as a double click does; afterwards nothing may have been complained of or asked for."""
    complaints: list[str] = []
    asked: list[str] = []
    file = tmp_path / "校验结果.html"
    contexts: list[BrowserContext] = []

    def open_page(text: str, size: dict[str, int] = DESK, *, script: bool = True) -> Page:
        context = browser.new_context(viewport=size, java_script_enabled=script)
        contexts.append(context)
        file.write_text(text, encoding="utf-8")
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(file.as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []
    assert {url.partition("#")[0] for url in asked} == {file.as_uri()}


def _shown(page: Page, items: str = "[data-severity]") -> int:
    return page.locator(f"[data-item]{items}:visible").count()


def _count(page: Page, of: str = "finding") -> str:
    return page.locator(f"[data-filter={of}] [data-count]").inner_text()


def _search(page: Page, words: str, of: str = "finding") -> None:
    page.fill(f"#{of}-words", words)
    page.wait_for_timeout(250)


def test_search_narrows_the_findings_and_says_how_many(opened: Opener) -> None:
    """Words, cells, full-width letters and rule titles are found; all words have to fit."""
    page = opened(PAGES["failed"])
    assert (_shown(page), _count(page)) == (7, "共 7 条")
    for words, number in (("食堂", 1), ("H8", 1), ("ｈ8", 1), ("项目清单!h4", 1), ("处处满分", 2), ("正文 46.29", 1)):
        _search(page, words)
        assert (_shown(page), _count(page)) == (number, f"显示 {number} 条，共 7 条"), words


def test_headings_without_findings_left_are_hidden_and_nothing_found_is_said(opened: Opener) -> None:
    """A search without a hit explains itself; clearing brings everything back."""
    page = opened(PAGES["failed"])
    _search(page, "食堂")
    assert page.locator("h3:visible", has_text="提醒").count() == 0
    assert page.locator("h4:visible").all_inner_texts() == ["支出超过预算"]
    _search(page, "没有这个词")
    assert (_shown(page), page.locator("[data-none]:visible").count()) == (0, 1)
    page.click("[data-filter=finding] [data-reset]")
    assert (_shown(page), page.locator("[data-none]:visible").count()) == (7, 0)
    assert page.evaluate("document.activeElement.id") == "finding-words"


def test_filters_by_severity_and_sheet_hold_together(opened: Opener) -> None:
    """A finding on two sheets is found under both."""
    page = opened(PAGES["failed"])
    page.select_option("#finding-severity", label="必须修改")
    assert _shown(page) == 3
    page.select_option("#finding-sheets", label="基本信息")
    assert page.locator("[data-severity]:visible .message").all_inner_texts()[0].startswith("合计行的支出")
    assert _shown(page) == 1
    page.select_option("#finding-severity", label="全部")
    assert _shown(page) == 2
    page.select_option("#finding-sheets", label="附注")
    assert _shown(page) == 1


def test_figures_and_workbooks_can_be_filtered_too(opened: Opener) -> None:
    """The same bar serves every list."""
    page = opened(PAGES["failed"])
    page.select_option("#figure-status", label="不一致")
    assert (_shown(page, "[data-status]"), _count(page, "figure")) == (1, "显示 1 条，共 5 条")
    page = opened(PAGES["index"])
    page.select_option("#book-verdict", label="通过")
    assert _shown(page, "[data-verdict]") == 2
    _search(page, "甲街道 2022", "book")
    assert _shown(page, "[data-verdict]") == 1
    assert page.locator("h2:visible").all_inner_texts() == ["以前的结果（1）"]


def test_one_goes_from_a_figure_to_its_cell_and_back(opened: Opener) -> None:
    """Two clicks there and back, even where the filter hides the figure."""
    page = opened(PAGES["failed"])
    page.click("li[data-status=mismatched] .sources a")
    cell = page.locator("tr:target")
    assert cell.get_attribute("id") == "cell-项目清单-H4"
    page.select_option("#figure-status", label="未核对")
    cell.get_by_role("link", name="报告正文!C4 的 46.92万元").click()
    back = page.locator("li:target")
    back.wait_for(state="visible")
    assert "46.92万元" in back.inner_text()
    assert back.evaluate("it => { const at = it.getBoundingClientRect(); return at.top >= 0 && at.top < innerHeight; }")


def test_without_scripts_everything_is_there_and_no_dead_controls(opened: Opener) -> None:
    """The filter only appears where it works."""
    page = opened(PAGES["failed"], script=False)
    assert _shown(page) == 7
    assert page.locator(".filter:visible").count() == 0


def test_the_keyboard_alone_is_enough(opened: Opener) -> None:
    """The first stop skips to the main part, each stop is visible, and Enter in the search box is harmless."""
    page = opened(PAGES["failed"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "跳到正文"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.focus("#finding-words")
    page.keyboard.type("食堂")
    page.keyboard.press("Enter")
    page.wait_for_timeout(250)
    assert _shown(page) == 1
    outline = "getComputedStyle(document.activeElement).outlineStyle"
    assert page.evaluate(outline) == "solid"


@pytest.mark.parametrize("name", PAGES)
def test_nothing_sticks_out_on_a_phone(opened: Opener, name: str) -> None:
    """Wide tables scroll in their own frame, not the page."""
    page = opened(PAGES[name], PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.parametrize(
    ("name", "device"), [*((name, "desk") for name in PAGES), ("failed", "phone"), ("index", "phone")]
)
def test_nobody_is_shut_out(opened: Opener, name: str, device: str) -> None:
    """Axe finds no violation of accessibility: contrast, names, roles, order."""
    found = Axe().run(opened(PAGES[name], PHONE if device == "phone" else DESK))
    assert found.violations_count == 0, found.generate_report()


def test_paper_shows_every_finding_and_no_controls(opened: Opener) -> None:
    """Folded cells are unfolded, the filter, the menu and the list of cells stay on the screen."""
    page = opened(PAGES["failed"])
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".filter:visible, nav:visible, .skip:visible, #cells:visible").count() == 0
    assert (_shown(page), page.locator("svg:visible").count()) == (7, 1)
    assert page.locator("details:not([open])").count() == 0
    assert page.pdf().startswith(b"%PDF")


def test_five_thousand_findings_are_filtered_while_typing(opened: Opener) -> None:
    """A bad workbook does not freeze the browser."""
    page = opened(result_page(samples.many(5000)))
    took = page.evaluate(
        """() => {
          const box = document.getElementById("finding-severity"), begin = performance.now();
          document.getElementById("finding-words").value = "4321.00";
          box.dispatchEvent(new Event("change"));
          return performance.now() - begin;
        }"""
    )
    assert _shown(page) == 1
    assert took < 1500


def test_an_attack_in_a_workbook_runs_nothing(opened: Opener) -> None:
    """The title would tell if any text of the workbook had been run."""
    page = opened(PAGES["hostile"])
    page.wait_for_timeout(100)
    assert page.title().startswith("有提醒")
    assert page.locator("img").count() == 0
