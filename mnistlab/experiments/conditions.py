"""Conditions in files: a small vocabulary of names, numbers, comparisons, ``and``, ``or`` and ``not``.

A condition such as ``loss("Adam", 1000) < loss("SGD", 1000)`` is read by Python's own parser and then worked out here.
Nothing in it is executed: what is not in the vocabulary is refused.
"""

import ast
import operator
from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any, Final

Functions = Mapping[str, Callable[..., float]]

AROUND: Final = 25  # characters that are told before a fault and after it

COMPARISONS: Final[dict[type[ast.cmpop], Callable[[float, float], bool]]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}
SUMS: Final[dict[type[ast.operator], Callable[[float, float], float]]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
}


class ConditionError(ValueError):
    """A condition has something in it that is not in the vocabulary. Its text is the piece at fault."""


def check_condition(text: str, names: Functions) -> None:
    """Check that a condition has nothing in it but the vocabulary and these functions.

    Raises
    ------
    ConditionError
        If it has.
    """
    try:
        for node in ast.walk(_parsed(text)):
            if isinstance(node, ast.Name) and node.id not in names:
                raise ConditionError(node.id)
            if isinstance(node, ast.BinOp | ast.UnaryOp) and any(map(_is_text, ast.iter_child_nodes(node))):
                raise ConditionError(ast.unparse(node))  # a text times a number would fill the memory
        _work_out(_parsed(text), dict.fromkeys(names, lambda *_: 0.0))
    except (TypeError, OverflowError, RecursionError) as error:  # such as a text compared with a number
        raise ConditionError(text.strip()) from error


def holds(text: str, names: Functions) -> bool:
    """Return whether a condition holds, where each name stands for a function; `names` are called, nothing else.

    Raises
    ------
    ConditionError
        If it has something in it that is not in the vocabulary.
    """
    return bool(_work_out(_parsed(text), names))


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _parsed(text: str) -> ast.expr:
    line = " ".join(text.splitlines()).strip()
    try:
        return ast.parse(line, mode="eval").body
    except SyntaxError as error:
        raise ConditionError(_piece_at(line, (error.offset or 1) - 1)) from error
    except (ValueError, RecursionError, MemoryError) as error:
        raise ConditionError(line) from error


def _piece_at(line: str, fault: int) -> str:
    """Return a line, or of a long one the words around the place of a fault."""
    begin = line.rfind(" ", 0, max(0, fault - AROUND)) + 1
    end = line.find(" ", fault + AROUND)
    piece = line[begin:] if end < 0 else f"{line[begin:end]} …"
    return f"… {piece}" if begin else piece


def _work_out(node: ast.expr, names: Functions) -> Any:
    def all_of(nodes: list[ast.expr]) -> list[Any]:
        return [_work_out(one, names) for one in nodes]

    result: Any
    match node:
        case ast.Constant(value=bool() | int() | float() | str()):
            result = node.value
        case ast.Name(id=name) if name in names:
            result = names[name]()
        case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]) if name in names:
            result = names[name](*all_of(arguments))
        case ast.BoolOp():
            result = (all if isinstance(node.op, ast.And) else any)(all_of(node.values))
        case ast.UnaryOp(op=ast.Not()):
            result = not _work_out(node.operand, names)
        case ast.UnaryOp(op=ast.USub()):
            result = -_work_out(node.operand, names)
        case ast.BinOp() if type(node.op) in SUMS:
            result = SUMS[type(node.op)](*all_of([node.left, node.right]))
        case ast.Compare() if all(type(op) in COMPARISONS for op in node.ops):
            values = all_of([node.left, *node.comparators])
            result = all(COMPARISONS[type(op)](*pair) for op, pair in zip(node.ops, pairwise(values), strict=True))
        case _:
            raise ConditionError(ast.unparse(node))
    return result
