"""Whether a condition can ever hold, or always does, given between which bounds each of its names lies."""

import ast
import math
from collections.abc import Mapping
from typing import Final

Bounds = tuple[float, float] | str  # a text is the one that a setting has
ANY: Final[Bounds] = (-math.inf, math.inf)
TURNED: Final[dict[type[ast.cmpop], type[ast.cmpop]]] = {
    ast.Lt: ast.Gt,
    ast.LtE: ast.GtE,
    ast.Gt: ast.Lt,
    ast.GtE: ast.LtE,
    ast.Eq: ast.Eq,
}
OPPOSITE: Final[dict[type[ast.cmpop], type[ast.cmpop]]] = {
    ast.Lt: ast.GtE,
    ast.LtE: ast.Gt,
    ast.Gt: ast.LtE,
    ast.GtE: ast.Lt,
    ast.NotEq: ast.Eq,
    ast.Eq: ast.NotEq,
}


def never_holds(condition: str, bounds: Mapping[str, Bounds]) -> str:
    """Return the piece of a condition because of which it never holds; empty if it may.

    Comparisons of a name with a number are judged, alone and where several must hold at once; all else may hold.

    Parameters
    ----------
    condition : str
        Which `mnistlab.experiments.conditions.check_condition` has found to be one.
    bounds : mapping
        The lowest and the highest value of each name; a name that is missing may be anything.
    """
    return _judge(ast.parse(condition.strip(), mode="eval").body, dict(bounds))


def always_holds(condition: str, bounds: Mapping[str, Bounds]) -> bool:
    """Return whether a condition holds whatever its names are within their bounds; False where that is not known."""
    return _always(ast.parse(condition.strip(), mode="eval").body, dict(bounds))


def _always(node: ast.expr, bounds: dict[str, Bounds]) -> bool:
    if isinstance(node, ast.BoolOp):
        return (all if isinstance(node.op, ast.And) else any)(_always(value, bounds) for value in node.values)
    if not isinstance(node, ast.Compare) or len(node.ops) != 1 or type(node.ops[0]) not in OPPOSITE:
        return False
    opposite = ast.Compare(node.left, [OPPOSITE[type(node.ops[0])]()], node.comparators)
    return not _narrow(opposite, dict(bounds))


def _judge(node: ast.expr, bounds: dict[str, Bounds]) -> str:
    if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or):
        judged = [_judge(value, bounds) for value in node.values]
        return ast.unparse(node) if all(judged) else ""
    if isinstance(node, ast.BoolOp):
        together = dict(bounds)
        for value in node.values:
            found = _judge(value, together)
            if found:
                return found if _judge(value, dict(bounds)) else ast.unparse(node)
            _narrow(value, together)
        return ""
    together = dict(bounds)
    return "" if _narrow(node, together) else ast.unparse(node)


def _narrow(node: ast.expr, bounds: dict[str, Bounds]) -> bool:
    """Narrow the bounds to those with which a comparison holds, and return whether any are left."""
    if not isinstance(node, ast.Compare) or len(node.ops) != 1:
        return True
    left, right, kind = node.left, node.comparators[0], type(node.ops[0])
    if isinstance(right, ast.Name):
        left, right, kind = right, left, TURNED.get(kind, kind)
    number = _number(right)
    between = bounds.get(left.id, ANY) if isinstance(left, ast.Name) else ANY
    if isinstance(between, str):
        is_it = between == getattr(right, "value", None)
        return is_it if kind is ast.Eq else not is_it if kind is ast.NotEq else True
    if not isinstance(left, ast.Name) or number is None or kind not in OPPOSITE:
        return True
    low, high = between
    if kind in (ast.Gt, ast.GtE, ast.Eq):
        low = max(low, number)
    if kind in (ast.Lt, ast.LtE, ast.Eq):
        high = min(high, number)
    bounds[left.id] = low, high
    if kind is ast.NotEq:
        return not low == high == number
    return low < high or (low == high and not (kind in (ast.Gt, ast.Lt) and low == number))


def _number(node: ast.expr) -> float | None:
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        inner = _number(node.operand)
        return None if inner is None else -inner
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return float(node.value)
    return None
