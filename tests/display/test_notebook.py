"""What importing the module changes in a notebook, and that it changes nothing elsewhere."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from aftermosul.display.notebook import prepare_notebook

SHELL = """
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance()
"""
SHOW = """
import pandas as pd
def html(thing):
    return shell.display_formatter.format(thing)[0].get("text/html", "")
"""


def python(code: str, folder: Path) -> list[str]:
    """The lines that a fresh Python prints."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env={**os.environ, "IPYTHONDIR": str(folder / "ipython")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.mark.parametrize("first", ["import aftermosul", "import pandas, aftermosul"])
def test_a_table_shown_in_a_notebook_names_the_heading_over_its_rows(
    tmp_path: Path, first: str
) -> None:
    code = f"""{SHELL}
{first}
{SHOW}
shown = html(pd.DataFrame({{"a": [1]}}))
print("<th></th>" in shown, ">row</span>" in shown)
print(html(pd.Series([1])) == "")
"""
    assert python(code, tmp_path) == ["False True", "True"]


@pytest.mark.parametrize(("chosen", "whole"), [("", "True"), ("30", "False")])
def test_a_long_text_is_shown_whole_but_where_the_reader_chose_a_width(
    tmp_path: Path, chosen: str, whole: str
) -> None:
    choice = f'pd.set_option("display.max_colwidth", {chosen})' if chosen else ""
    code = f"""{SHELL}
import aftermosul
{SHOW}
{choice}
print("x" * 150 in html(pd.DataFrame({{"a": ["x" * 150]}})))
"""
    assert python(code, tmp_path) == [whole]


def test_the_same_table_is_shown_as_before_in_a_notebook_without_the_module(
    tmp_path: Path,
) -> None:
    code = f"""{SHELL}{SHOW}
print("<th></th>" in html(pd.DataFrame({{"a": [1]}})))
"""
    assert python(code, tmp_path) == ["True"]


def test_a_reader_who_turned_html_tables_off_gets_none(tmp_path: Path) -> None:
    code = f"""{SHELL}
import aftermosul
{SHOW}
pd.set_option("display.notebook_repr_html", False)
print(repr(html(pd.DataFrame({{"a": [1]}}))))
"""
    assert python(code, tmp_path) == ["''"]


def test_outside_a_notebook_nothing_is_changed(tmp_path: Path) -> None:
    code = """
import sys, pandas as pd
before = pd.DataFrame._repr_html_
import aftermosul
print("IPython" in sys.modules, "aftermosul.display.notebook" in sys.modules)
print(pd.DataFrame._repr_html_ is before, "<th></th>" in pd.DataFrame({"a": [1]})._repr_html_())
"""
    assert python(code, tmp_path) == ["False False", "True True"]


def test_the_core_is_imported_where_ipython_is_not_installed(tmp_path: Path) -> None:
    code = """
import sys
class NotHere:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] == "IPython":
            raise ImportError(name)
sys.meta_path.insert(0, NotHere())
import aftermosul
print(len(aftermosul.load("hijackings_by_year")))
"""
    assert python(code, tmp_path) == ["78"]


def test_without_a_running_shell_there_is_nothing_to_prepare() -> None:
    from IPython.core.getipython import get_ipython

    assert get_ipython() is None
    prepare_notebook()
    assert get_ipython() is None
