"""The topics' rooms are found, say what they are, and hold what they say."""

from __future__ import annotations

import json
import pkgutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import aftermosul
from aftermosul import instruments, resources
from aftermosul.desk.register import all_questions
from aftermosul.desk.rooms import rooms

ROOMS = {room.__name__.rpartition(".")[2]: room for room in rooms()}
TITLES = {
    path.name[:2]: json.loads(path.read_text(encoding="utf-8"))["cells"][0]["source"]
    for path in resources.lesson_paths()
}


@pytest.fixture(params=ROOMS)
def room(request: pytest.FixtureRequest) -> ModuleType:
    return ROOMS[request.param]


def test_every_lesson_has_its_room_in_the_order_of_the_numbers() -> None:
    assert [room.NUMBER for room in rooms()] == sorted(TITLES)
    folder = Path(aftermosul.__file__).parent / "topics"
    assert sorted(ROOMS) == sorted(path.parent.name for path in folder.glob("*/__init__.py"))


def test_a_room_bears_its_lessons_number_and_title(room: ModuleType) -> None:
    assert room.__name__.rpartition(".")[2].startswith(f"t{room.NUMBER}_")
    first = "".join(TITLES[room.NUMBER]).splitlines()[0]
    assert first == f"# {room.NUMBER} · {room.TITLE}"


def test_a_rooms_questions_are_its_lessons(room: ModuleType) -> None:
    own = pkgutil.resolve_name(f"{room.__name__}.questions").QUESTIONS
    assert own
    assert {question.lesson for question in own} == {room.NUMBER}


def test_a_rooms_figures_are_functions_that_stand_where_it_says(room: ModuleType) -> None:
    for name, home in room.FIGURES.items():
        drawn = pkgutil.resolve_name(f"{room.__name__}.{home}")
        assert drawn.__module__.startswith(f"{room.__name__}.")
        assert getattr(instruments, name).__wrapped__ is drawn


def test_no_figure_is_named_twice() -> None:
    names = [name for room in rooms() for name in room.FIGURES]
    assert sorted(names) == sorted(instruments.__all__) == sorted(set(names))


def test_a_new_room_is_found_without_being_entered_anywhere(tmp_path: Path) -> None:
    room = tmp_path / "t98_new"
    room.mkdir()
    (room / "__init__.py").write_text('NUMBER = "98"\nFIGURES = {"new": "figure:new"}\n')
    (room / "figure.py").write_text("def new():\n    return 98\n")
    code = f"""
from aftermosul import topics
topics.__path__.append({str(tmp_path)!r})
from aftermosul import instruments
from aftermosul.desk.register import all_questions
print(instruments.new(), len(all_questions()))
"""
    command = [sys.executable, "-c", code]
    run = subprocess.run(command, capture_output=True, check=False, text=True, cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    assert run.stdout.split() == ["98", str(len(all_questions()))]


def test_to_know_the_figures_names_loads_none_of_them(tmp_path: Path) -> None:
    code = "import sys; from aftermosul import instruments; print(dir(instruments)); "
    code += "print({'pandas', 'altair', 'anywidget', 'networkx'} & set(sys.modules))"
    command = [sys.executable, "-c", code]
    run = subprocess.run(command, capture_output=True, check=True, text=True, cwd=tmp_path)
    assert run.stdout.splitlines() == [str(sorted(instruments.__all__)), "set()"]
