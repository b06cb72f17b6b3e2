"""Every lesson in a real JupyterLab: it runs, its figures obey the keyboard, axe finds nothing."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page

from tests.browser.lab import Lab
from tests.browser.opened import Lessons
from tests.lessons import reading

OUTPUT = ".jp-Notebook [data-mime-type='application/vnd.jupyter.{}']"


@pytest.fixture(params=reading.NAMES)
def page(request: pytest.FixtureRequest, lessons: Lessons) -> Page:
    """A lesson, run from top to bottom as it is handed out."""
    return lessons.at(request.param)


def picture(figure: Locator) -> str:
    """What a figure shows now."""
    return str(figure.evaluate("e => [...e.querySelectorAll('svg')].map(s => s.innerHTML).join()"))


def settled(figure: Locator) -> str:
    """What a figure shows once it changes no more."""
    before = picture(figure)
    for _ in range(40):
        figure.page.wait_for_timeout(50)
        after = picture(figure)
        if after == before:
            break
        before = after
    return before


def test_every_cell_runs_without_an_error_but_those_meant(
    page: Page, request: pytest.FixtureRequest
) -> None:
    name = request.node.callspec.params["page"]
    meant = [cell for cell in reading.notebook(name).cells if reading.meant_to_fail(cell)]
    # JupyterLab draws an error as it draws the error stream.
    assert page.locator(OUTPUT.format("error")).count() == 0
    assert page.locator(OUTPUT.format("stderr")).count() == len(meant)


def test_every_control_changes_the_drawing_by_keyboard(page: Page) -> None:
    """Each is moved by one key and moved back; a switch for how a window moves draws nothing."""
    for figure in page.locator(".am-instrument").all():
        moved = 0
        for control in figure.locator(".am-controls :is(input, select)").all():
            name = str(control.evaluate("e => e.labels[0].textContent"))
            if name == "Keep its length" or control.evaluate(
                "e => e.type == 'radio' && !e.checked"
            ):
                continue
            there, back = keys_of(control)
            before = settled(figure)
            control.focus()
            page.keyboard.press(there)
            after = settled(figure)
            assert after != before, f"{name} moves nothing"
            page.keyboard.press(back)
            assert settled(figure) != after, f"{name} does not move back"
            moved += 1
        assert moved


def keys_of(control: Locator) -> tuple[str, str]:
    """The key that moves a control one step, and the one that moves it back."""
    kind = control.evaluate("e => e.type")
    if kind == "checkbox":
        return "Space", "Space"
    if kind == "range":
        at_end = control.evaluate("e => e.value == e.max")
    elif kind == "radio":
        at_end = control.evaluate("e => [...document.getElementsByName(e.name)].at(-1) == e")
    else:
        at_end = control.evaluate("e => e.selectedIndex == e.options.length - 1")
    ahead = "ArrowRight" if kind == "range" else "ArrowDown"
    behind = "ArrowLeft" if kind == "range" else "ArrowUp"
    return (behind, ahead) if at_end else (ahead, behind)


def test_every_figure_shows_itself_as_a_table(page: Page) -> None:
    for figure in page.locator(".am-instrument").all():
        box = figure.locator(".am-twin")
        box.locator("summary").click()
        box.locator("tbody tr").first.wait_for()
        heads = box.locator("thead th").all_inner_texts()
        assert len(heads) >= 2
        assert all(head.strip() for head in heads)
        cells = box.locator("tbody tr").first.locator("td").all_inner_texts()
        assert len(cells) == len(heads)
        assert "undefined" not in box.inner_text()
        assert "NaN" not in box.inner_text()
        box.locator("summary").click()


def test_what_a_figure_says_has_no_gap(page: Page) -> None:
    for figure in page.locator(".am-instrument").all():
        said = figure.locator(".am-say").inner_text()
        assert len(said.split()) >= 4
        for hole in ("undefined", "NaN", "null", "{", "}"):
            assert hole not in said


def test_no_lesson_asks_anything_of_any_other_machine(
    page: Page, lessons: Lessons, lab: Lab
) -> None:
    foreign = [url for url in lessons.asked if not url.startswith((lab.url, "data:", "blob:"))]
    assert len(lessons.asked) > 10
    assert foreign == []


# A lesson of each kind: sealing and forms, two figures on a page, a map, a curve of choices. The
# others, made of the same cards, forms and figures, are looked at by `make audit`.
OF_EACH_KIND = ("00", "03", "06", "10")


@pytest.mark.parametrize(
    "page",
    [
        name if name[:2] in OF_EACH_KIND else pytest.param(name, marks=pytest.mark.audit)
        for name in reading.NAMES
    ],
    indirect=True,
)
def test_axe_finds_nothing_in_what_we_draw_in_either_theme(page: Page) -> None:
    fold(page, True)
    light = violations(page)
    with dark(page):
        said = violations(page)
    # What axe is asked to look at must be what we draw: a picture without words is found there.
    last = page.locator(".jp-OutputArea-output").last
    last.evaluate("e => e.append(Object.assign(new Image(), {src: 'data:,', id: 'planted'}))")
    planted = violations(page)
    page.evaluate("() => document.getElementById('planted').remove()")
    fold(page, False)
    assert light == []
    assert said == []
    assert [line.split(":")[0] for line in planted] == ["image-alt"]


def fold(page: Page, is_open: bool) -> None:
    """Open or shut every note and table of the figures."""
    for box in page.locator(".am-instrument details").all():
        if box.evaluate("e => e.open") != is_open:
            box.locator("summary").first.click()


@contextlib.contextmanager
def dark(page: Page) -> Iterator[None]:
    """JupyterLab's dark theme, chosen from its menu, and the light one again at the end."""
    choose_theme(page, "JupyterLab Dark", "false")
    try:
        yield
    finally:
        choose_theme(page, "JupyterLab Light", "true")


def choose_theme(page: Page, theme: str, light: str) -> None:
    page.locator(".lm-MenuBar-item", has_text=re.compile("^Settings$")).click()
    page.locator(".lm-Menu-item", has_text=re.compile("^Theme$")).hover()
    page.locator(".lm-Menu-item", has_text=re.compile(f"^{theme}$")).click()
    page.locator(f"body[data-jp-theme-light='{light}']").wait_for(state="attached")


def violations(page: Page) -> list[str]:
    """What axe objects to in outputs and texts."""
    ours = {"include": [[".jp-OutputArea-output"], [".jp-RenderedMarkdown"]]}
    found = Axe().run(page, context=ours).response["violations"]
    return [f"{v['id']}: {node['html'][:160]}" for v in found for node in v["nodes"]]
