"""Every function and method of the program, and a way to let one of them do something else first."""

import importlib
import inspect
import pkgutil
import sys
import types
from collections.abc import Callable, Iterator

import mnistlab

# What Qt calls to hand a wish to the engine, or a frame to the window: one that is lost on the way is not answered.
LEFT_OUT = ("Worker.perform", "Worker.want_frame", "Lab._pass_frame", "Lab._want_frame")


def import_all() -> None:
    """Import every module of the program."""
    for module in pkgutil.walk_packages(mnistlab.__path__, "mnistlab."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)


def places() -> Iterator[tuple[str, types.FunctionType]]:
    """Yield every function of the modules that have been imported, with its name."""
    seen = set()
    for name, module in sorted(sys.modules.items()):
        if not name.startswith("mnistlab.") or module is None:
            continue
        for thing in list(vars(module).values()):
            if getattr(thing, "__module__", None) != name:
                continue
            for one in list(vars(thing).values()) if isinstance(thing, type) else [thing]:
                found = one.fget if isinstance(one, property) else one
                found = getattr(found, "__func__", None) or getattr(found, "func", None) or found
                if not isinstance(found, types.FunctionType) or found in seen or found.__qualname__ in LEFT_OUT:
                    continue
                if found.__module__ == name and found.__code__.co_filename == module.__file__:
                    seen.add(found)
                    yield f"{name}:{found.__qualname__}", found


def plant(function: types.FunctionType, hook: Callable[[], None]) -> None:
    """Have `hook` called whenever a function is, whoever holds the function, with the same parameters as before.

    Its code is exchanged, because other modules, signals of Qt’s and partial functions hold the function itself; and
    Qt counts its parameters.
    """
    code = function.__code__
    real = types.FunctionType(
        code, function.__globals__, function.__name__, function.__defaults__, function.__closure__
    )
    real.__kwdefaults__ = function.__kwdefaults__
    names, count, only = list(code.co_varnames), code.co_argcount, code.co_kwonlyargcount
    first, plain, named = (
        names[: code.co_posonlyargcount],
        names[code.co_posonlyargcount : count],
        names[count : count + only],
    )
    rest = names[count + only :]
    star = [f"*{rest.pop(0)}"] if code.co_flags & inspect.CO_VARARGS else []
    stars = [f"**{rest.pop(0)}"] if code.co_flags & inspect.CO_VARKEYWORDS else []
    declared = [*first, *("/" for _ in first[:1]), *plain, *(star or ["*" for _ in named[:1]]), *named, *stars]
    given = [*first, *plain, *star, *(f"{name}={name}" for name in named), *stars]
    key = f"_planted_{id(function)}"
    text = "\n".join(
        [
            "def outer():",
            *(f"  {name} = None" for name in code.co_freevars),
            f"  def planted({', '.join(declared)}):",
            f"    if 0: ({', '.join([*code.co_freevars, '0'])})",  # so that it has the same closure
            f"    return {key}({', '.join(given)})",
        ]
    )
    for _ in range(2):  # the code of `outer`, and in it that of `planted`
        made = compile(text, code.co_filename, "exec") if isinstance(text, str) else text
        text = next(one for one in made.co_consts if isinstance(one, types.CodeType))

    def planted(*arguments, **facts):
        hook()
        return real(*arguments, **facts)

    function.__globals__[key] = planted
    function.__code__ = text.replace(
        co_name=code.co_name, co_qualname=code.co_qualname, co_firstlineno=code.co_firstlineno
    )
