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


def test_widths_are_folded_one_for_one() -> None:
    """A place in the folded text is the place in the text: ① and ㎡ stay, for they would become longer or another."""
    assert folded("支出１２．５万元①㎡，第④Ａ") == "支出12.5万元①㎡,第④A"
    assert key_of("支 出\t１２") == "支出12"
