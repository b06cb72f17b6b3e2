"""`import aftermosul`: cheap, complete, and at home without Unix."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import aftermosul
from aftermosul import instruments

# Stands where Windows and the browser stand: neither has these two modules.
WITHOUT_UNIX = """
import sys

class NotHere:
    def find_spec(self, name, path=None, target=None):
        if name in ("fcntl", "resource"):
            raise ImportError(f"No module named {name!r}")

sys.meta_path.insert(0, NotHere())
for name in ("fcntl", "resource"):
    sys.modules.pop(name, None)
"""


def python(code: str, folder: Path) -> str:
    """What a fresh Python prints that runs `code` in `folder`."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env={**os.environ, "IPYTHONDIR": str(folder / "ipython")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("name", aftermosul.__all__)
def test_every_public_name_can_be_had(name: str) -> None:
    assert getattr(aftermosul, name) is not None


def test_completion_offers_the_public_names_and_no_others() -> None:
    assert dir(aftermosul) == sorted(aftermosul.__all__)
    assert len(set(aftermosul.__all__)) == len(aftermosul.__all__)


def test_the_functions_are_functions_and_say_what_they_do() -> None:
    for name in ("check", "choose", "cite", "claim", "hint", "ledger", "load", "solution"):
        assert callable(getattr(aftermosul, name))
        assert getattr(aftermosul, name).__doc__


def test_every_instrument_can_be_had_and_is_a_function() -> None:
    for name in instruments.__all__:
        assert callable(getattr(instruments, name))


@pytest.mark.parametrize("module", [aftermosul, instruments])
def test_a_name_that_is_not_there_is_told_as_python_tells_it(module: object) -> None:
    assert not hasattr(module, "lode")
    with pytest.raises(AttributeError, match="has no attribute 'lode'"):
        module.lode  # type: ignore[attr-defined]  # noqa: B018


def test_importing_from_it_a_name_that_is_not_there_is_an_import_error() -> None:
    with pytest.raises(ImportError, match="lode"):
        from aftermosul import lode  # noqa: F401


def test_importing_it_loads_nothing_that_takes_time(tmp_path: Path) -> None:
    code = "import sys, aftermosul; print('\\n'.join(sys.modules))"
    loaded = {name.split(".")[0] for name in python(code, tmp_path).split()}
    assert "aftermosul" in loaded
    heavy = {"pandas", "numpy", "altair", "nbgrader", "anywidget", "ipywidgets", "IPython"}
    assert loaded & (heavy | {"networkx", "typer", "filelock", "traitlets"}) == set()


def test_in_a_notebook_it_loads_neither_pandas_nor_altair(tmp_path: Path) -> None:
    code = """
import sys
from IPython.core.interactiveshell import InteractiveShell
InteractiveShell.instance()
before = set(sys.modules)
import aftermosul
print("\\n".join(set(sys.modules) - before))
"""
    loaded = {name.split(".")[0] for name in python(code, tmp_path).split()}
    assert loaded & {"pandas", "numpy", "altair", "nbgrader", "anywidget"} == set()


def test_loading_a_table_draws_nothing(tmp_path: Path) -> None:
    code = "import sys, aftermosul; aftermosul.load('claims'); print('\\n'.join(sys.modules))"
    loaded = {name.split(".")[0] for name in python(code, tmp_path).split()}
    assert loaded & {"altair", "anywidget", "nbgrader"} == set()


def test_every_module_can_be_imported_where_there_is_no_unix(tmp_path: Path) -> None:
    code = f"""{WITHOUT_UNIX}
import importlib, pkgutil
import aftermosul
names = [module.name for module in pkgutil.walk_packages(aftermosul.__path__, "aftermosul.")]
# These run inside the sandbox, and there is one on Linux alone.
inside = {{"confinement", "namespaces", "server", "supervisor"}}
names = [name for name in names if name.rpartition("grading.shell.")[2] not in inside]
for name in names:
    importlib.import_module(name)
for name in aftermosul.__all__:
    getattr(aftermosul, name)
print(len(names), sorted({{"fcntl", "resource"}} & set(sys.modules)))
"""
    count, rest = python(code, tmp_path).strip().split(" ", 1)
    assert int(count) > 40
    assert rest == "[]"


def test_the_core_works_where_there_is_no_unix(tmp_path: Path, workspace: Path) -> None:
    code = f"""{WITHOUT_UNIX}
import aftermosul
from aftermosul.workspace import ledger
ledger.add_verdict("C25", dict(judged="mixed"), 70, "The wave came before.")
print(aftermosul.verdict("C24", then="mixed", since="mixed", confidence=5, because="x").title)
print(aftermosul.check("peak-year", 1969).kind)
print(len(aftermosul.instruments.hijackings().charts))
"""
    assert python(code, tmp_path).splitlines() == ["Recorded: your verdict on C24", "right", "1"]
    kept = json.loads((workspace / "ledger.json").read_text(encoding="utf-8"))
    assert [entry["claim_id"] for entry in kept["verdicts"]] == ["C25", "C24"]
    assert [entry["question"] for entry in kept["checks"]] == ["peak-year"]


def test_an_instrument_stays_callable_whatever_was_imported_first(tmp_path: Path) -> None:
    code = """
import importlib, pkgutil
from aftermosul import instruments, topics
for module in pkgutil.walk_packages(topics.__path__, "aftermosul.topics."):
    importlib.import_module(module.name)
print([callable(getattr(instruments, name)) for name in instruments.__all__])
"""
    assert set(python(code, tmp_path).strip("[]\n").split(", ")) == {"True"}
