"""Mutants (变异体): every small change of a module's meaning, one at a time, from its syntax tree.

Comparisons, arithmetic, and/or/not, constants, conditions, returned and yielded values, and calls of a statement.
Annotations, docstrings, what staff read (Chinese words) and the declarations of rules (`declare`, `@rule`) are left
alone: the catalogue's own tests hold those.
"""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_CHINESE = re.compile("[\u3000-\u9fff\uff00-\uffef]")
_SKIPPED_CALLS = frozenset({"declare", "rule", "_declare"})
_COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
}


@dataclass(frozen=True)
class Mutant:
    """One change: its line and how that reads, what stood there and stands there now, and the code of the module."""

    line: int
    source: str
    before: str
    after: str
    code: str

    @property
    def name(self) -> str:
        """Tell the change in a line, so that it is known by it wherever the line has moved to."""
        return f"{self.before} → {self.after} in `{self.source}`"


def _comparisons(node: ast.Compare) -> Iterator[ast.AST]:
    for at, operator in enumerate(node.ops):
        for other in _COMPARISONS.get(type(operator), ()):
            changed = copy.deepcopy(node)
            changed.ops[at] = other()
            yield changed


def _constants(node: ast.Constant) -> Iterator[ast.AST]:
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int):
        yield ast.Constant(value + 1)
        if value:
            yield ast.Constant(value - 1)
    elif isinstance(value, str) and value and not _CHINESE.search(value):
        yield ast.Constant(value + "XX")
    elif isinstance(value, bytes) and value:
        yield ast.Constant(value + b"XX")


def _changed(node: ast.AST) -> Iterator[ast.AST]:
    """Give every change of one node."""
    if isinstance(node, ast.Compare):
        yield from _comparisons(node)
    elif isinstance(node, ast.BinOp) and type(node.op) in _ARITHMETIC:
        yield ast.BinOp(node.left, _ARITHMETIC[type(node.op)](), node.right)
    elif isinstance(node, ast.BoolOp):
        yield ast.BoolOp(ast.And() if isinstance(node.op, ast.Or) else ast.Or(), node.values)
        yield from (_one_less(node, at) for at in range(len(node.values)) if len(node.values) > 2)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.USub):
        yield node.operand
    elif isinstance(node, ast.Constant):
        yield from _constants(node)
    elif isinstance(node, ast.If | ast.While | ast.IfExp) and not isinstance(node.test, ast.Compare | ast.UnaryOp):
        changed = copy.copy(node)
        changed.test = ast.UnaryOp(ast.Not(), node.test)
        yield changed
    elif isinstance(node, ast.Return) and node.value is not None and not _is_none(node.value):
        yield ast.Return(ast.Constant(None))
    elif isinstance(node, ast.Continue):
        yield ast.Break()
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Yield | ast.YieldFrom | ast.Call):
        yield ast.Pass() if isinstance(node.value, ast.Call) else ast.Expr(ast.YieldFrom(ast.Tuple([], ast.Load())))


def _one_less(node: ast.BoolOp, at: int) -> ast.AST:
    return ast.BoolOp(node.op, [*node.values[:at], *node.values[at + 1 :]])


def _is_none(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _is_skipped(node: ast.AST) -> bool:
    """Tell whether nothing below a node is changed."""
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id in _SKIPPED_CALLS
    if isinstance(node, ast.If):
        return isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
    text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return text or isinstance(node, ast.Import | ast.ImportFrom | ast.JoinedStr)


Setter = Callable[[ast.AST], None]
_NOT_CODE = frozenset({"annotation", "returns", "decorator_list", "keywords_of_dataclass", "type_params"})


def _places(tree: ast.AST) -> Iterator[tuple[ast.AST, Setter]]:
    """Every node of a tree that may be changed, with the way to put another in its place."""
    for field, value in ast.iter_fields(tree):
        if field in _NOT_CODE:
            continue
        if isinstance(value, ast.AST) and not _is_skipped(value):
            yield value, lambda new, tree=tree, field=field: setattr(tree, field, new)  # type: ignore[misc]
            yield from _places(value)
        elif isinstance(value, list):
            for at, one in enumerate(value):
                if isinstance(one, ast.AST) and not _is_skipped(one):
                    yield one, lambda new, value=value, at=at: value.__setitem__(at, new)  # type: ignore[misc]
                    yield from _places(one)


def mutants(code: str) -> Iterator[Mutant]:
    """Give every mutant of a module's code that can be compiled, in order of place."""
    tree, lines = ast.parse(code), code.splitlines()
    for node, put in list(_places(tree)):
        line = getattr(node, "lineno", 0)
        for new in _changed(node):
            ast.copy_location(new, node)
            put(new)
            try:
                changed = ast.unparse(ast.fix_missing_locations(tree))
                compile(changed, "mutant", "exec")
            except (SyntaxError, ValueError):
                continue
            finally:
                put(node)
            yield Mutant(line, lines[line - 1].strip(), _short(node), _short(new), changed)


def _short(node: ast.AST) -> str:
    if isinstance(node, ast.If | ast.While):
        return f"if {ast.unparse(node.test)}"
    return ast.unparse(ast.fix_missing_locations(copy.deepcopy(node))).split("\n")[0][:100]
