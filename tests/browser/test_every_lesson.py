"""Every lesson in a real JupyterLab: it runs, its figures obey the keyboard, axe finds nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page

from tests.browser import lab as real_lab
from tests.browser.lab import Lab
from tests.lessons import reading

OUTPUT = ".jp-Notebook [data-mime-type='application/vnd.jupyter.{}']"


@pytest.fixture(scope="module", params=reading.NAMES)
def page(request: pytest.FixtureRequest, lab: Lab, chrome: Browser) -> Iterator[Page]:
    """A lesson, run from top to bottom as it is handed out."""
    opened = chrome.new_page(viewport={"width": 1400, "height": 1000})
    real_lab.open_notebook(opened, lab, f"lessons/{request.param}.ipynb")
    real_lab.run_all(opened)
    real_lab.wait_for_figures(opened)
    yield opened
    opened.close()


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


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
@pytest.mark.parametrize("name", reading.NAMES)
def test_axe_finds_nothing_in_what_we_draw(lab: Lab, chrome: Browser, name: str, theme: str):
    real_lab.settle(lab, theme)
    page = chrome.new_page(viewport={"width": 1400, "height": 1000})
    real_lab.open_notebook(page, lab, f"lessons/{name}.ipynb")
    real_lab.run_all(page)
    real_lab.wait_for_figures(page)
    for box in page.locator(".am-instrument details summary").all():
        box.click()
    said = violations(page)
    # What axe is asked to look at must be what we draw: a picture without words is found there.
    page.locator(".jp-OutputArea-output").last.evaluate(
        "e => e.append(Object.assign(new Image(), {src: 'data:,'}))"
    )
    planted = violations(page)
    page.close()
    real_lab.settle(lab)
    assert said == []
    assert [line.split(":")[0] for line in planted] == ["image-alt"]


def violations(page: Page) -> list[str]:
    """What axe objects to in outputs and texts."""
    ours = {"include": [[".jp-OutputArea-output"], [".jp-RenderedMarkdown"]]}
    found = Axe().run(page, context=ours).response["violations"]
    return [f"{v['id']}: {node['html'][:160]}" for v in found for node in v["nodes"]]
