"""What a child says, taken with care."""

from __future__ import annotations

import os
from pathlib import Path

import nbformat
import pytest

from aftermosul.grading.execution import Limits
from aftermosul.grading.shell import messages
from aftermosul.grading.shell.messages import Cell, Task

GOOD = [
    {"output_type": "stream", "name": "stdout", "text": "hi"},
    {"output_type": "error", "ename": "E", "evalue": "v", "traceback": ["a", "b"]},
    {"output_type": "display_data", "data": {"text/plain": "x"}, "metadata": {}},
    {
        "output_type": "execute_result",
        "data": {"application/json": {"a": [1]}},
        "metadata": {},
        "execution_count": 3,
    },
]
BAD = [
    None,
    "text",
    {},
    {"output_type": "stream", "name": "elsewhere", "text": "x"},
    {"output_type": "display_data", "data": "no dictionary"},
    {"output_type": "update_display_data", "data": {}},
]
ODD = [
    {"output_type": "stream", "name": "stderr", "text": 3},
    {"output_type": "error", "traceback": "one text"},
    {"output_type": "execute_result", "data": {"text/plain": [1]}, "execution_count": "three"},
]


@pytest.mark.parametrize("output", GOOD)
def test_a_proper_output_stays_as_it_is(output: dict) -> None:
    assert messages.fit(output) == output


@pytest.mark.parametrize("output", BAD)
def test_what_is_no_output_is_left_out(output: object) -> None:
    assert messages.fit(output) is None


@pytest.mark.parametrize("output", [*GOOD, *ODD])
def test_what_is_kept_makes_a_valid_notebook(output: dict) -> None:
    cell = nbformat.v4.new_code_cell("1", outputs=[nbformat.from_dict(messages.fit(output))])
    nbformat.validate(nbformat.v4.new_notebook(cells=[cell]))


@pytest.mark.parametrize("text", [b"", b"nonsense", b"[1]", b'"text"', b"{" * 5000, b"\xff\xfe"])
def test_a_line_that_is_no_message_is_none(text: bytes) -> None:
    assert messages.parsed(text) is None


def test_a_task_comes_through_whole_with_its_files() -> None:
    task = Task(
        (Cell(1, "print('ä')\n", "secret", True),),
        Limits(2.5),
        (("a/b.csv", b"\x00\n1"), ("c", b"")),
    )
    assert messages.read_task(messages.write_task(task)) == task


def test_a_file_that_would_leave_its_folder_is_not_written(tmp_path: Path) -> None:
    (tmp_path / "inside").mkdir()
    files = (("../out.txt", b"x"), ("/etc/own", b"x"), ("sub/in.txt", b"x"))
    messages.put_files(Task((), Limits(), files), tmp_path / "inside")
    assert sorted(p.name for p in tmp_path.rglob("*") if p.is_file()) == ["in.txt"]
    assert not os.path.exists("/etc/own")  # noqa: PTH110
