"""Tokens (记号): {支出万元} and its kin in 报告正文, filled in from the workbook."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from pipeline.model.quick import make
from pipeline.model.token_words import PROJECT_TOKENS, REPORT_TOKENS

if TYPE_CHECKING:
    from pipeline.model.book import Book, Project
    from pipeline.model.cells import Cell
    from pipeline.model.policy import Policy


class Piece(NamedTuple):
    """A stretch of printed text; `token` is the token it came from, with the cells that it prints."""

    text: str
    token: str | None = None
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """A token that cannot be filled in: the excerpt as typed and what is wrong with it, in Chinese.

    `told` where the token is right and what it needs is missing or unread: that is reported at its own cell.
    """

    excerpt: str
    wrong: str
    fix: str
    told: bool = False
    unnumbered: bool = False  # it speaks of a project, and its row has no 项目序号


class Expansion(NamedTuple):
    """A text with its tokens filled in; a token with a problem is left as typed."""

    pieces: tuple[Piece, ...]
    problems: tuple[Problem, ...]

    @property
    def text(self) -> str:
        """The whole printed text."""
        return "".join(piece.text for piece in self.pieces)


_OF_A_BUDGET = frozenset({"执行率", "得分"})
_BRACES = re.compile(r"(\{{2,}[^{}｛｝]*\}{2,}|[{｛][^{}｛｝]*[}｝]|[{}｛｝])")
_OF_PROJECT = re.compile(r"项目\s*([0-9]{1,6})\s*[.．]\s*(.+)")
_REPEATED_UNITS = {
    "元": re.compile(r"[\s　]*(?:[万亿]?元(?![旦宵件器素]|月(?!均))|万(?!余|多))"),
    "%": re.compile(r"[\s　]*[%％‰]"),
}
_SHOWN = 30
_FIX_UNKNOWN = "请改成使用手册“记号”表里有的记号，例如 {支出万元}。"
_FIX = "请改成 {支出万元} 这样的半角大括号记号，记号的写法见使用手册。"


def _idle(project: Project) -> bool:
    """Tell whether a project has neither budget nor spending: it has no rate, and nothing else says so of a token."""
    return (project.budget, project.spent) == (0, 0)


def _misnumbered(book: Book, number: int) -> bool:
    """Tell whether the list is at fault for a number it lacks: it is missing, or its own number there is."""
    numbers = [project.number for project in book.projects]
    there = numbers[number - 1] if 0 < number <= len(numbers) else number
    return not numbers or there is None or numbers.count(there) > 1


def _fill(typed: str, book: Book, own: int | None, policy: Policy) -> tuple[Piece, Problem | None]:
    word = typed[1:-1].strip()
    tell, project = PROJECT_TOKENS.get(word), book.by_number.get(own) if own is not None else None
    text, cells = tell(book, project, policy) if tell and project else (None, ())
    if text is not None:
        return make(Piece, (text, typed, cells)), None
    return _fill_odd(typed, word, book, own, policy)


def _fill_odd(typed: str, word: str, book: Book, own: int | None, policy: Policy) -> tuple[Piece, Problem | None]:
    """Fill in what speaks of the report, of a project by its number, or of nothing that can be printed."""
    number = own
    named = None if word in PROJECT_TOKENS else _OF_PROJECT.fullmatch(word)
    if named:
        word, number = named[2].strip(), int(named[1])
    if word not in PROJECT_TOKENS and (named or word not in REPORT_TOKENS):
        return Piece(typed), Problem(typed, f"不认识记号 {typed}", _FIX_UNKNOWN)
    if word in REPORT_TOKENS and not named:
        text, cells = REPORT_TOKENS[word](book)
        return (Piece(text, typed, cells), None) if text is not None else (Piece(typed), _empty(typed, None))
    if number is None:
        fix = f"请在这一行填写项目序号，或写成 {{项目3.{word}}}。"
        wrong = f"记号 {typed} 要说某个项目的数字，但这一行没有项目序号"
        return Piece(typed), Problem(typed, wrong, fix, unnumbered=True)
    if number not in book.by_number:
        wrong, fix = f"记号 {typed} 所说的项目 {number} 不在项目清单里", "请改成项目清单里有的序号。"
        return Piece(typed), Problem(typed, wrong, fix, told=named is None or _misnumbered(book, number))
    project = book.by_number[number]
    text, cells = PROJECT_TOKENS[word](book, project, policy)
    return (Piece(text, typed, cells), None) if text is not None else (Piece(typed), _empty(typed, project, word))


def _empty(typed: str, project: Project | None, word: str = "") -> Problem:
    """Say why a right token prints nothing."""
    if project is not None and word in _OF_A_BUDGET and _idle(project):
        wrong = f"记号 {typed} 没有数可印：这个项目的全年预算和支出都是 0"
        return Problem(typed, wrong, "请删去这个记号，或用文字说明。")
    return Problem(typed, f"记号 {typed} 要用的数字没有填或读不出来", "请先填好它所用的单元格。", told=True)


def _repeated(piece: Piece, rest: str) -> Problem | None:
    repeat = _REPEATED_UNITS.get(piece.text[-1:]) if piece.token else None
    match = repeat.match(rest) if repeat else None
    if match is None:
        return None
    excerpt = f"{piece.token}{match[0]}"
    return Problem(excerpt, f"记号 {piece.token} 自带单位，后面又写了一遍单位", "请删去记号后面的单位。")


def _odd_braces(typed: str, excerpt: str) -> Problem:
    """Say what is wrong with ｛支出万元｝, or with a brace that stands alone."""
    if typed.startswith("{{"):
        return Problem(typed[:_SHOWN], f"记号 {typed[:_SHOWN]} 写了不止一层大括号", _FIX)
    if len(typed) > 1:
        return Problem(typed[:_SHOWN], f"记号 {typed[:_SHOWN]} 用了全角大括号", _FIX)
    wrong = f"用了全角大括号 {typed}，而且没有成对" if typed in "｛｝" else f"大括号 {typed} 没有成对"
    return Problem(excerpt, wrong, _FIX)


def expand(text: str, book: Book, own: int | None, policy: Policy) -> Expansion:
    """Fill in the tokens of a text whose row speaks of project `own` (None: of the whole report)."""
    pieces: list[Piece] = []
    problems: list[Problem] = []
    parts = _BRACES.split(text)  # text and braces in turn
    for at, part in enumerate(parts):
        if at % 2 == 0:
            if part:
                pieces.append(make(Piece, (part, None, ())))
            continue
        if part[0] == "{" and part[-1] == "}" and not part.startswith("{{"):
            piece, problem = _fill(part, book, own, policy)
            problem = problem or _repeated(piece, parts[at + 1])
        else:
            piece, problem = Piece(part), _odd_braces(part, "".join(parts[at:])[:12])
        pieces.append(piece)
        if problem:
            problems.append(problem)
    return Expansion(tuple(pieces), tuple(problems))
