"""What is known of each number of a text: as printed, the words before it, and the words of its clause."""

from __future__ import annotations

import pytest

from pipeline.verify.comparing.numbers import find_numbers, folded, key_of

LONG = "甲" * 50 + "支出3次" + "乙" * 50
EACH = "".join(f"{sign}类{at}个" for at, sign in enumerate("天地玄黄宇宙洪荒盈", start=1))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "龙岭 社区支出 83.28 万元，其中培训3次用5万元。剩余2万元上缴",
            [
                ("83.28 万元", "龙岭社区支出", "龙岭社区支出"),
                ("3次", "其中培训", "其中培训用"),
                ("5万元", "用", "其中培训用"),
                ("2万元", "剩余", "剩余上缴"),
            ],
        ),
        ("共：5个，3个，完成", [("5个", "", "共"), ("3个", "", "完成")]),
        ("按期：5个，多：3次，建设", [("5个", "", "按期多"), ("3次", "", "多建设")]),
        ("前后：资金5元，左右", [("5元", "资金", "资金")]),
        ("前后：丙5元，左右", [("5元", "丙", "前后丙左右")]),
        ("共计：5元", [("5元", "", "共计")]),
        (LONG, [("3次", "甲" * 38 + "支出", "甲" * 38 + "支出" + "乙" * 40)]),
        (
            EACH,
            [
                ("1个", "天类", "天类地类玄类黄类宇类5个宙类6个洪类7个荒类8个盈类9个"),
                ("2个", "地类", "天类地类玄类黄类宇类宙类6个洪类7个荒类8个盈类9个"),
                ("3个", "玄类", "天类地类玄类黄类宇类宙类洪类7个荒类8个盈类9个"),
                ("4个", "黄类", "天类地类玄类黄类宇类宙类洪类荒类8个盈类9个"),
                ("5个", "宇类", "天类1个地类玄类黄类宇类宙类洪类荒类盈类9个"),
                ("6个", "宙类", "天类1个地类2个玄类黄类宇类宙类洪类荒类盈类"),
                ("7个", "洪类", "天类1个地类2个玄类3个黄类宇类宙类洪类荒类盈类"),
                ("8个", "荒类", "天类1个地类2个玄类3个黄类4个宇类宙类洪类荒类盈类"),
                ("9个", "盈类", "天类1个地类2个玄类3个黄类4个宇类5个宙类洪类荒类盈类"),
            ],
        ),
        ("于2024-03-05开工", [("2024", "于", "于开工"), ("03", "", "于开工"), ("05", "", "于开工")]),
    ],
)
def test_a_number_knows_the_words_around_it(text: str, told: list[tuple[str, str, str]]) -> None:
    """Its clause without the nearest other numbers; of a clause that hardly has words, those of its neighbours, too."""
    assert [(it.text, it.before, it.clause) for it in find_numbers(text)] == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("(391,728.39)", ["-391728.39"]),
        (" （300.00） ", ["-300"]),
        ("支出(300.00)元", ["300"]),
        ("支出-5元", ["-5 元"]),
        ("5%-8%", ["5 %", "8 %"]),
        ("为：-3元，-4元", ["-3 元", "-4 元"]),
        ("3.5G网络升级", ["3", "5"]),
        ("3.5G网", ["3.5"]),
        ("3.5G网络", ["3.5"]),
        ("3.5G网络升", ["3", "5"]),
        ("3.5万元用于网络升级", ["3.5 万元"]),
        ("3.5%的项目已完成", ["3.5 %"]),
        ("3.5‰的人受益了", ["3.5 ‰"]),
        ("82,85万元", ["82,85 万元"]),
        ("391,72839元", ["391,72839 元"]),
        ("1,234.50元", ["1234.5 元"]),
        ("1,2,3", ["1", "2", "3"]),
        ("0.50", ["0.5"]),
        ("1/7", ["1/7"]),
        ("7分之1", ["1/7"]),
        ("三分之一", ["1/3"]),
        ("2024-03-05", ["2024 年", "3 月", "5 日"]),
        ("2024年03月05号", ["2024 年", "3 月", "5 日"]),
        ("3月5号", ["3 月", "5 日"]),
        ("三十三万元", ["33 万元"]),
        ("百分之七点八", ["7.8 %"]),
        ("千分之三", ["3 ‰"]),
        ("三至五个", ["3 个", "5 个"]),
        ("5—7月", ["5 月", "7 月"]),
        ("5万元—7月", ["5 万元", "7 月"]),
        ("支出5，7月", ["5", "7 月"]),
        ("百余人", ["百余人"]),
        ("服务三千多人", ["三千余人"]),
        ("20多人", ["20 余人"]),
        ("单位：万元", [" 万元"]),
        ("支出（元）", [" 元"]),
        ("村（社区）", []),
        ("党的二十大报告", []),
        ("十四五规划", []),
        ("100位", ["100 人"]),
        ("100㎡和100m²、100m2", ["100 平方米"] * 3),
        ("5公里", ["5 千米"]),
        ("两百平方米", ["200 平方米"]),
        ("人均100元/人", ["100 元/人"]),
        ("（3）人员", ["3"]),
    ],
)
def test_a_number_is_its_value_and_its_unit_however_it_is_spelt(text: str, told: list[str]) -> None:
    """Names that only look like numbers are none; what is no plain number stays as printed."""
    assert [f"{it.value} {it.unit}".rstrip() for it in find_numbers(text)] == told


def test_one_of_a_thing_may_be_a_way_of_speaking() -> None:
    """办一次 may become 办好 in a rewording, 办两次 may not."""
    assert [it.loose for it in find_numbers("办一次、两次、1次、十一次")] == [True, False, False, False]


def test_widths_are_folded_one_for_one() -> None:
    """A place in the folded text is the place in the text: ① and ㎡ stay, for they would become longer or another."""
    assert folded("支出１２．５万元①㎡，第④Ａ") == "支出12.5万元①㎡,第④A"
    assert key_of("支 出\t１２") == "支出12"
