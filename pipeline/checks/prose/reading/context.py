"""Context (上下文): which numerals are no figures: dates, numbers of documents and houses, ordinals, set phrases."""

from __future__ import annotations

import re

from pipeline.checks.prose.reading.lexicon import BARE_AFTER, DIGITS, NUMBER_LABELS, SET_PHRASES
from pipeline.checks.prose.reading.numerals import CN_DIGITS, CN_SCALES

_D = f"[{DIGITS}]"
_B = "[ 　]*"
_TO = rf"{_B}[-－—–~～至到、/]{{1,2}}{_B}"
_YEAR = r"(?:(?:19|20)[0-9]{2}|[１２][０９][０-９]{2})"
_MONTH = rf"{_D}{{1,2}}(?:{_TO}{_D}{{1,2}})?{_B}月(?:份|底|初|末)?"
_DAY = rf"{_D}{{1,2}}(?:{_TO}{_D}{{1,2}})?{_B}(?:日(?![历内])|号)"
_NOT_FIGURES = re.compile(
    rf"{_YEAR}(?:{_TO}{_D}{{2,4}})*{_B}(?:年|学年)(?:{_B}{_MONTH}(?:{_B}{_DAY})?)?"
    rf"|{_MONTH}(?:{_B}{_DAY})?|{_DAY}"
    rf"|{_YEAR}(?:[-/]{_D}{{1,2}}){{1,2}}(?!{_D})|{_YEAR}[.．]{_D}{{1,2}}[.．]{_D}{{1,2}}(?!{_D})"
    rf"|{_D}{{1,2}}[:：][0-5０-５]{_D}(?:[:：]{_D}{{2}})?(?!{_D})|{_D}{{1,2}}(?:时(?!间)"
    rf"|点(?!位))(?:{_D}{{1,2}}分|半)?"
    rf"|0{_D}{{2,3}}[-－—– ]?{_D}{{7,8}}(?!{_D})|1[3-9]{_D}{{9}}(?!{_D})"
    rf"|400[-－— ]?{_D}{{3,4}}[-－— ]?{_D}{{3,4}}(?!{_D})"
    rf"|{_D}{{14,}}[Xx]?|{_D}{{1,6}}(?:[-－—、]{_D}{{1,6}})*{_B}(?:号|#)"
    rf"|{_D}{{1,4}}(?:[栋幢]|单元)(?={_D}{{3,4}}(?![{DIGITS}户套间人余多平㎡])|{_D}{{1,2}}[单号层楼-]|单|楼(?![房体宇栋])|[A-Za-z]座)|{_D}{{3,4}}室|{_D}{{1,3}}(?:单元|楼(?![栋宇房院])"
    rf"|后(?=[^，。、期勤续来])|周年|级|版|型|年代)"
    rf"|{_D}{{1,3}}[.．、](?={_YEAR}{_B}年)"
)
_TIME = re.compile(rf"{_D}{{1,2}}[:：]")
_ORDINAL = re.compile(
    rf"[{DIGITS}{CN_DIGITS}{CN_SCALES}]+(?:[.．][{DIGITS}]+)*(?:(?:{_TO}"
    rf"|[和及与])第?[{DIGITS}{CN_DIGITS}{CN_SCALES}]+)*[名位次个届条款项期批号方]?"
)
_RANKED = re.compile(rf"{_D}+[名位强]")
_NAMED = re.compile("(?:[^”’」』》]{1,3}[^”’」』》0-9 ]{2,8}[”’」』]|[0-9][^0-9”]{1,2}[0-9]”)")
_SITTING = re.compile("[一二三四五六七八九十]+次(?:会议|全会|全体)")
_DATE_FOLLOWS = frozenset("年月日号时点:：-－—–~～至到、/.．#栋幢单室楼后周级版型 　学Xx") | frozenset(
    "0123456789０１２３４５６７８９"
)
_NUMBERED_CLASS = frozenset("0123456789【")
_DURATION = re.compile(rf"{_D}{{1,2}}年(?=[期龄内]|以上|以内|来(?!说)|时间)")
_LASTING = (
    "连续",
    "为期",
    "办学",
    "历时",
    "期限",
    "质保",
    "质保期",
    "保修期",
    "年限",
    "满",
    "近",
    "工期",
    "服务期",
    "建设期",
    "管护期",
    "运营期",
    "实施期",
    "合同期",
    "租期",
    "长达",
    "超过",
    "不少于",
    "最近",
    "未来",
    "过去",
)
_HOTLINE = re.compile("(?:1[12][0-9]|12[0-9]{3}|96[0-9]{3})$")
_STAKE = re.compile("[A-Za-z][0-9]+[+]$")  # K18+350
_AROUND_THE_CLOCK = frozenset({"7×", "7*"})
_DATE_SIGNS = "".join(sorted(sign for sign in _DATE_FOLLOWS if sign >= "一"))
_UNLABELLED = r"(?<![第前〔［“‘「『《〈\"A-Za-z0-9×*+－−-].)(?<!第[ 　].)"
PLAINLY = (  # behind the first digit: plainly a figure, nothing around it that passed_over looks for
    rf"{_UNLABELLED}(?<!零下.)(?={_D}{{0,3}}(?:[.．]{_D}+)?[ 　]?(?![{_DATE_SIGNS}])[一-龥%，。；,])"
)
YEAR = rf"{_UNLABELLED}(?:(?<=1)9|(?<=2)0)[0-9]{{2}}年(?![0-9０-９ 　])"  # behind the first digit: a year, no figure
_BOUNDARY = frozenset("，。；、,;)）]】！!？?\n ")
_IDLE_ONE = frozenset("每同某哪任这那另统进唯单之专合划下上新逐是第万前不跑")
_QUOTED = re.compile('[“‘「『《〈"][^”’」』》〉"，。；]{0,7}$')  # “新十条”
_IDLE_ANY = frozenset("第之前")
_RANKS = frozenset("队退入行")  # 队伍 is no five
_NEARLY = frozenset("近约超逾上")
_SECOND = frozenset("次期轮批类")  # 二次装修 is the second, 两次 are two
_SOME = frozenset("几数")
_ROLE_ONE = ("作为", "成为", "当作", "视为")
_QUOTES = frozenset('“‘「『《〈"')
_AGO = frozenset({"学前", "目前", "此前", "当前", "产前", "会前", "岗前"})  # 学前54名 is no rank
_LABELLING = _QUOTES | frozenset("×*+")


def passed_over(text: str, start: int) -> int:
    """Where to go on behind an Arabic number that is plainly no figure; 0 where it may be one."""
    before = text[start - 1 : start]
    if before in {"第", "前"} or (before in {" ", "　"} and text[start - 2 : start - 1] == "第"):
        found = (_RANKED if before == "前" else _ORDINAL).match(text, start)
        return found.end() if found and text[start - 2 : start] not in _AGO else 0
    end = start + 1
    while text[end : end + 1].isdigit():
        end += 1
    if ((before.isascii() and before.isalnum()) or before in {"〔", "［"}) and not text.endswith("RMB", 0, start):
        return end
    if before in _LABELLING and _labelled(text, start, before):
        return end
    behind = text[end : end + 1] if text[end : end + 1] not in {" ", "　"} else text[end + 1 : end + 2]
    if behind not in _DATE_FOLLOWS and end - start < 5:  # noqa: PLR2004  (longer runs may be telephone numbers)
        return _listed(text, start, end)
    found = _NOT_FIGURES.match(text, start)
    if found and not (_TIME.match(found[0]) and "比" in text[max(0, start - 5) : start]):
        return found.end()
    return _listed(text, start, end)


def _labelled(text: str, start: int, before: str) -> bool:
    """Tell whether a number is part of a name in quotes, of 7×24 or of a stake's number."""
    if before in _QUOTES:
        return bool(_NAMED.match(text, start))
    return bool(_STAKE.search(text[max(0, start - 8) : start])) or text[start - 2 : start] in _AROUND_THE_CLOCK


def _listed(text: str, start: int, end: int) -> int:
    """Pass over a list number: （1）, 1) or, at the beginning of a sentence, 1. and 1、."""
    before, behind = text[start - 1 : start], text[end : end + 1]
    if behind in {"）", ")"} and end - start <= 2 and (before in {"（", "(", "", "。", "；", " "}):  # noqa: PLR2004  (list numbers are short)
        return end
    opens = before in {"", "\n", "。", "；", ";", "：", ":", "\x1e", " ", "　"}
    if opens and behind in {".", "．", "、"} and end - start <= 2 and not text[end + 1 : end + 2].isdigit():  # noqa: PLR2004  (as above)
        return end + 1
    return 0


def is_duration(text: str, start: int, end: int) -> bool:
    """Tell whether 3年 is a span of time and no year."""
    if not text.startswith("年", end):
        return False
    return bool(_DURATION.match(text, start)) or text[max(0, start - 4) : start].rstrip("约达为").endswith(_LASTING)


def is_bare_quantity(text: str, start: int, end: int) -> bool:
    """Tell whether a number without unit is a quantity by the words around it."""
    digits = text[start:end]
    if text[end : end + 1] not in _BOUNDARY and end < len(text):
        return False
    if len(digits) == 4 and digits[:2] in {"19", "20"}:  # noqa: PLR2004  (a year)
        return False
    before = text[max(0, start - 8) : start].rstrip(" 　")
    if before.endswith(("、", "和", "与")) and _HOTLINE.match(digits):
        return False
    return before.endswith(BARE_AFTER) and not before.rstrip(":：为是").endswith(NUMBER_LABELS)


def chinese_is_plain(text: str, start: int, end: int, vague: str = "") -> bool:
    """Tell whether a Chinese numeral counts something here, and is no part of a word, an ordinal or a set phrase."""
    before, first = text[start - 1 : start], text[start]
    if (
        _QUOTED.search(text[max(0, start - 8) : start])
        or before in _IDLE_ANY
        or before in _SOME
        or text.startswith(SET_PHRASES, start)
    ):
        return False
    if (before.isascii() and before.isalnum()) or (first == "伍" and before in _RANKS):
        return False
    if text.startswith("最后", start - 2) or ("届" in text[max(0, start - 8) : start] and _SITTING.match(text, start)):
        return False
    if first in "百千万亿佰仟萬億" and not vague and not (end - start > 1 or before in _NEARLY):
        return False
    return end - start > 1 or not _idle(text, start, before)


def _idle(text: str, start: int, before: str) -> bool:
    """One sign that counts nothing here: 二次装修, 十分, and 一 in many words."""
    if text[start] == "一":
        return _idle_one(text, start, before)
    behind = text[start + 1 : start + 2]
    if behind == "类" and text[start + 2 : start + 3] in _NUMBERED_CLASS:
        return True  # 一类86户、二类203户、三类143户; 三类【待填】户
    return (text[start] == "二" and behind in _SECOND) or (text[start] == "十" and behind == "分")


def _idle_one(text: str, start: int, before: str) -> bool:
    """一 that counts nothing: 每一位, 是一项, 作为一个, 一户一档."""
    twice = text[start + 1 : start + 2] == text[start + 2 : start + 3]  # 一件件
    if before in _IDLE_ONE or twice or text.startswith(_ROLE_ONE, start - 2):
        return True
    return "一" in text[start + 2 : start + 5] or (
        text[start - 3 : start].rfind("一") >= 0 and text[start - 1] not in "，、。和"
    )
