"""Test cells, sealed: run past the shell's hooks, in a Python as it was before the student's code.

A seal in the same process keeps out every trick that replaces something: builtins, modules,
functions of the helpers, input transformers. It can't keep out code that walks frames to the
runner and answers for it; `watch` reports that kind.
"""

from __future__ import annotations

import ast
import asyncio
import builtins
import inspect
import operator
import sys
import types
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from IPython.core.inputtransformer2 import TransformerManager

# Kept here, since the student's code may replace them where everybody finds them.
_compile, _exec, _eval, _parse = compile, exec, eval, ast.parse
_all, _map, _is = all, map, operator.is_
_AWAIT = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
# What tests call, and the runner itself; each with what lies below it.
_GUARDED = (
    "aftermosul.evidence",
    "aftermosul.expect",
    "aftermosul.grading.shell",
    "aftermosul.problems",
    "contextlib",
    "math",
    "numbers",
    "warnings",
)
_TOP = "aftermosul"
_HIDDEN = "aftermosul.grading"
_BELOW = tuple(f"{name}." for name in _GUARDED)


@dataclass
class Seal:
    """What Python was like before the student's code ran."""

    modules: dict[str, Any] = field(default_factory=dict)
    contents: list[tuple[Any, str, dict[str, Any]]] = field(default_factory=list)
    codes: list[tuple[Any, Any, Any, Any]] = field(default_factory=list)
    finders: tuple[list[Any], list[Any]] = ([], [])
    _builtins: dict[str, Any] = field(default_factory=dict)
    _of_the_grader: list[tuple[Any, str, dict[str, Any]]] = field(default_factory=list)
    _functions_changed: bool = False

    @classmethod
    def of_now(cls, classes: Iterable[type] = ()) -> Seal:
        """Note the modules that are loaded, and what guarded modules and `classes` hold."""
        seal = cls(modules=dict(sys.modules))
        seal._builtins = {key: value for key, value in vars(builtins).items() if callable(value)}
        seal.finders = (list(sys.meta_path), list(sys.path_hooks))
        for name, module in seal.modules.items():
            if name == _TOP or f"{name}.".startswith(_BELOW):
                seal._note(module, name)
        for guarded in classes:
            seal._note(guarded, guarded.__name__)
        seal._of_the_grader = [one for one in seal.contents if one[1].startswith(_HIDDEN)]
        return seal

    def _note(self, owner: Any, name: str) -> None:
        held = {key: value for key, value in vars(owner).items() if _is_guarded(value)}
        self.contents.append((owner, name, held))
        for key, value in held.items():
            if isinstance(value, types.FunctionType):
                code = (value, value.__code__, value.__defaults__, value.__kwdefaults__)
                self.codes.append(code)
            elif (
                isinstance(value, type)
                and isinstance(owner, types.ModuleType)
                and value.__module__ == name
            ):
                self._note(value, f"{name}.{key}")

    def hide_the_grader(self) -> None:
        """Take the runner's modules from where `import` finds them: a cell gets a copy of its own.

        What runs already needs no names to be found by.
        """
        for name in [name for name in self.modules if f"{name}.".startswith(f"{_HIDDEN}.")]:
            del self.modules[name], sys.modules[name]
        for owner, name, held in self.contents:
            if name == _TOP:
                held.pop("grading", None)
                vars(owner).pop("grading", None)

    def restore_the_grader(self) -> list[str]:
        """Put back what the runner needs itself, to take in a cell's results: no more than that."""
        found = [f"{key} in builtins" for key in self._replaced(builtins, self._builtins)]
        for owner, name, held in self._of_the_grader:
            found += [f"{key} in {name}" for key in self._replaced(owner, held)]
        if self._functions_changed:
            self._functions_changed = False
            found += self._restore_codes()
        return found

    @staticmethod
    def _replaced(owner: Any, held: dict[str, Any]) -> list[str]:
        now = vars(owner)
        if _same(now.get, held):
            return []
        return [
            key
            for key, value in held.items()
            if now.get(key, _compile) is not value and _put_back(owner, key, value)
        ]

    def restore(self) -> list[str]:
        """Put back what was replaced; returns the names of what was."""
        found = self.restore_the_grader()
        if not _same(sys.modules.get, self.modules):
            for name, module in self.modules.items():
                if sys.modules.get(name) is not module:
                    found.append(f"the module {name}")
                    sys.modules[name] = module
        for owner, name, held in self.contents:
            found += [f"{key} in {name}" for key in self._replaced(owner, held)]
        meta, hooks = self.finders
        if sys.meta_path != meta or sys.path_hooks != hooks:
            found.append("Python's importing")
            sys.meta_path[:], sys.path_hooks[:] = meta, hooks
        return found

    def note_a_changed_function(self) -> None:
        """Have the code of every guarded function looked at by the next `restore`.

        Python tells an audit hook whenever a function gets other code or other defaults. Without
        such a word there is nothing to look at, and a look at all of them before each test is dear.
        """
        self._functions_changed = True

    def _restore_codes(self) -> list[str]:
        found = []
        for function, code, defaults, keywords in self.codes:
            if function.__code__ is not code:
                found.append(f"the code of {function.__qualname__}")
                function.__code__ = code
            if function.__defaults__ is not defaults or function.__kwdefaults__ is not keywords:
                function.__defaults__, function.__kwdefaults__ = defaults, keywords
                found.append(f"the defaults of {function.__qualname__}")
        return found


def _same(now: Callable[[str], Any], held: dict[str, Any]) -> bool:
    """Whether `now` gives for each name what is held. Asked so often that no loop is written."""
    return _all(_map(_is, _map(now, held), held.values()))


def _is_guarded(value: Any) -> bool:
    """What tests call; plain values of modules change as a program goes along."""
    kinds = (classmethod, staticmethod, property, types.ModuleType)
    return callable(value) or isinstance(value, kinds)


def _put_back(owner: Any, key: str, value: Any) -> bool:
    """Set an attribute as it was, where it can be set."""
    try:
        setattr(owner, key, value)
    except (AttributeError, TypeError):
        return False
    return True


class SealedCell:
    """A test cell, compiled from its own source by nobody's rules but Python's."""

    def __init__(self, source: str, number: int) -> None:
        tree = _tree(source)
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        name = f"<test {number}>"
        self._body = _compile(tree, name, "exec", _AWAIT)
        self._last = None
        if isinstance(last, ast.Expr) and not source.rstrip().endswith(";"):
            self._last = _compile(ast.Expression(last.value), name, "eval", _AWAIT)
        elif isinstance(last, ast.Expr):
            tree.body = [last]
            self._last_quiet = _compile(tree, name, "exec", _AWAIT)

    _last_quiet: Any = None

    def run(self, names: dict[str, Any], loop: asyncio.AbstractEventLoop) -> Any:
        """Run the cell in the student's names; returns the value of its last line, or None."""
        names["__builtins__"] = builtins
        _settled(_eval(self._body, names), self._body, loop)
        if self._last_quiet is not None:
            _settled(_eval(self._last_quiet, names), self._last_quiet, loop)
        if self._last is None:
            return None
        return _settled(_eval(self._last, names), self._last, loop)


def _tree(source: str) -> ast.Module:
    """A cell's syntax. What is Python as it stands has nothing that IPython would translate."""
    try:
        return _parse(source)
    except SyntaxError:
        return _parse(TransformerManager().transform_cell(source))  # type: ignore[no-untyped-call]


def _settled(value: Any, code: types.CodeType, loop: asyncio.AbstractEventLoop) -> Any:
    """Where the code awaits something, what came of it."""
    if code.co_flags & inspect.CO_COROUTINE:
        return loop.run_until_complete(value)
    return value
