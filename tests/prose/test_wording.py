"""Traces of the template, brackets, document numbers, doubled words, attachments and private numbers are found."""

from __future__ import annotations

import pytest

from pipeline.checks.prose import read_prose
from tests.prose_support import book, indicator, project, raised

C3 = "报告正文!C3"
QUIET = ("prose-undescribed", "prose-unproven", "prose-name")


def told(text: str, number: int | None = 1, section: str = "三", **info: str) -> set[tuple[str, str]]:
    """Give the findings about a paragraph at C3, those about names and claims left out."""
    made = book(
        [project(1, "环境整治经费", "999999")], [("三", 1, "环境整治经费已使用。"), (section, number, text)], **info
    )
    return {it for it in raised(made) if it[0] not in QUIET}


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("项目支出{支出亿元}。", "prose-token"),
        ("项目支出｛支出万元｝。", "prose-token"),
        ("项目支出{支出万元。", "prose-token"),
        ("项目支出{支出万元}元。", "prose-token"),
        ("项目支出{{支出万元}}。", "prose-token"),
        ("此处填写项目情况。", "prose-hint"),
        ("填写说明：请写实际情况。", "prose-hint"),
        ("在XX社区开展活动。", "prose-leftover"),
        ("请填写项目组织实施情况。", "prose-leftover"),
        ("（单位名称）成立自评小组。", "prose-leftover"),
        ("小组于  年  月  日成立。", "prose-leftover"),
        ("小组于 年月 日成立。", "prose-leftover"),
        ("小组于  年月日成立。", "prose-leftover"),
        ("小组于2023年  月  日成立。", "prose-leftover"),
        ("字数在300字以内。", "prose-leftover"),
        ("负责人____签字。", "prose-leftover"),
        ("社会效益待补充。", "prose-leftover"),
        ("培训成效（待填写）", "prose-leftover"),
        ("发放补贴金额待核实，群众反映良好。", "prose-leftover"),
        ("项目成效（待定）。", "prose-leftover"),
        ("开展培训**场。", "prose-leftover"),
        ("开展培训  场，覆盖社区。", "prose-leftover"),
        ("满意度达到　　%。", "prose-leftover"),
        ("项目成效？？？", "prose-leftover"),
        ("**主要做法**：每周巡查。", "prose-leftover"),
        ("主要做法如下。\n### 一是每周巡查", "prose-leftover"),
        ("## 主要做法", "prose-leftover"),
        ("每周巡查。<br/>每月通报。", "prose-leftover"),
        ('<p class="a">每周巡查。', "prose-leftover"),
        ("每周&nbsp;巡查。", "prose-leftover"),
        ("全年巡查#REF!次。", "prose-leftover"),
        ("情况见错误！未找到引用源。", "prose-leftover"),
        ("3.开展集中整治。", "prose-list-number"),
        ("3、开展集中整治。", "prose-list-number"),
        ("3.2023年度开展集中整治。", "prose-list-number"),
        ("根据实施方案（试行要求开展。", "prose-brackets"),
        ("依据《管理办法开展。", "prose-brackets"),
        ("落实“门前三包制度。", "prose-brackets"),
        ("按照某政发（2021）65号文件执行。", "prose-document-number"),
        ("按照某办通[2021]6号文件执行。", "prose-document-number"),
        ("按照财预(2020)10号文件执行。", "prose-document-number"),
        ("服务服务居民。", "prose-doubled"),
        ("改善了了环境，，效果明显。", "prose-doubled"),
        ("改善了环境，。效果明显。", "prose-doubled"),
        ("改善了环境、，效果明显。", "prose-doubled"),
        ("按月租用（含税）车位（10个））。", "prose-brackets"),
        ("名单详见附件2。", "prose-attachment"),
        ("咨询电话0871-12345678。", "prose-private"),
        ("联系人手机13800001111。", "prose-private"),
        ("身份证530102199001011234。", "prose-private"),
        ("打入账户6222021234567890123。", "prose-private"),
    ],
)
def test_each_fault_of_wording_is_found_at_its_paragraph(text: str, rule: str) -> None:
    """One rule, one cell."""
    assert {it for it in told(text) if it[0] == rule} == {(rule, C3)}
    assert {it[0] for it in told(text)} == {rule}


def test_traces_of_one_paragraph_are_one_finding_and_so_are_paragraphs_with_the_same() -> None:
    """Copied out of one page, they have one cause."""
    texts = ["**做法**：**每周**巡查。", "**成效**：明显。", "<p>在XX社区推广。</p>"]
    made = book([project(1, "环境整治经费", "999999")], [("四.1", None, it) for it in texts])
    found = [
        (it.found, [cell.ref for cell in it.cells]) for it in read_prose(made)[0] if it.rule.id == "prose-leftover"
    ]
    assert sorted(found) == [("**", ["C2", "C3"]), ("XX社区、<p>、</p>", ["C4"])]


def test_a_sign_doubled_again_and_again_is_told_once_a_cell() -> None:
    """Five hundred semicolons are one slip of the hand; another word beside them is another."""
    made = book([project(1, "环境整治经费", "999999")], [("三", 1, f"环境整治经费已用完。{'；' * 500}开展开展宣传。")])
    found = [it.found for it in read_prose(made)[0] if it.rule.id == "prose-doubled"]
    assert found == ["；；", "开展开展"]


@pytest.mark.parametrize(
    "text",
    [
        "项目支出{支出万元}，执行率{执行率}。",
        "全年开展3.5公里河道清理。",
        "2023年度开展集中整治。",
        "（1）开展整治；（2）加强巡查。",
        "工作分两步：1）排查；2）整改。",
        "按照某政发〔2021〕65号文件执行。",
        "该企业（2021年成立）参与共建。",
        "签订采购合同（2021）6号，凭证（2021）15号入账。",
        "目的的确达到，是是非非得到化解，居民了解政策，为了了却心愿。",
        "服务热线12345全天受理，编号20230015000。",
        "依据《办法（试行）》和“门前三包”制度执行。",
        "发放物资1380000111元以下的部分。",
        "工作力量有待补充，3名网格员尚待补充。",
        "对待核实的线索逐一走访，问题待核实后办理。",
        "向张**发放救助金。",
        "向张**、李**两户发放救助金，李**已脱困，电话138****0000、139****1111。",
        "使用#2车位，C#井和3#楼改造完成。",
        "水质指标a<b，R&D投入，p<0.05。",
        "错误率比上年下降，错误！一次也没有。",
        "　　人员经费按月发放。",
        "开展培训 12 场，参加 300 人。",
        "群众问：“怎么办？”干部答。",
    ],
)
def test_correct_wording_is_left_alone(text: str) -> None:
    """List signs, decimals, years and hotlines are no faults."""
    assert told(text) == set()


def test_a_number_before_a_plain_paragraph_is_no_item_number() -> None:
    """Only rows with 项目序号 become numbered items."""
    assert told("1.制度健全。", None, "四.1") == set()


def test_the_reports_own_attachment_may_be_named() -> None:
    """附件编号 in 基本信息 is the attachment that the report itself is."""
    assert told("详见附件4-2。", label="附件4-2") == set()


def test_tokens_and_hints_outside_the_report_text_are_critical_at_their_cells() -> None:
    """绩效目标 and 完成情况 are printed as they stand."""
    made = book(
        [project(1, "环境整治经费", "1", goal="支出{支出万元}", outcome="此处填写")],
        [("三", 1, "环境整治经费已使用。")],
    )
    assert raised(made) == {("prose-token-place", "项目清单!J2"), ("prose-hint", "项目清单!K2")}


def test_a_token_in_a_title_a_name_or_an_indicator_is_critical_there_and_other_braces_are_words() -> None:
    """They are printed as typed: nothing fills them in."""
    made = book(
        [project(1, "{年度}年环境整治经费", "1"), project(2, "{一期}管网经费", "1")],
        [("三", 1, "已开展整治。"), ("三", 2, "已铺设管网。")],
        [indicator(4, 1, "整治点位｛项目 1．简称｝", "5", "5", "处")],
        title="{单位名称}项目支出绩效报告",
    )
    places = {made.info_cell("title").address, "项目清单!B2", "绩效指标!D4"}
    assert raised(made, "prose-token-place") == {("prose-token-place", place) for place in places}


def test_all_missing_attachments_are_one_finding_with_every_place() -> None:
    """One cause, one finding."""
    rows = [("三", 1, "环境整治经费见附件2。"), ("四.1", None, "详见附件3。")]
    (finding,) = read_prose(book([project(1, "环境整治经费", "1")], rows))[0]
    assert [cell.ref for cell in finding.cells] == ["C2", "C3"]


def test_a_private_number_is_not_repeated_in_the_finding() -> None:
    """The page that shows the finding may be passed on."""
    made = book([project(1, "环境整治经费", "1")], [("三", 1, "环境整治经费，联系13800001111。")])
    (finding,) = read_prose(made)[0]
    assert "13800001111" not in finding.message + finding.found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("（请在此处填写存在的问题）", "“此处填写”、“请在此处”"),
        ("联系电话0871-12345678，身份证530102199001011234。", "“0871…、5301…”"),
    ],
)
def test_all_hints_and_all_private_numbers_of_a_cell_are_one_finding(text: str, said: str) -> None:
    """Whoever mends the first would meet the second only the next time."""
    (finding,) = read_prose(book([project(1, "环境整治经费", "1")], [("三", 1, "环境整治经费。"), ("五", None, text)]))[
        0
    ]
    assert said in finding.message
