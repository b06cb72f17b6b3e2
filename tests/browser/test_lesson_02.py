"""Lesson 02 in a real JupyterLab, used as a student uses it: by keyboard, by mouse, by eye."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Browser, Page, expect

from aftermosul.evidence.tables import load
from aftermosul.topics.t02_hijackings.model import rates
from tests.browser import lab as real_lab
from tests.browser.lab import Lab

YEARS = load("hijackings_by_year")


def pace(first: int, last: int) -> str:
    """Incidents a year in a window, as the reading writes it."""
    return f"{rates(YEARS, first, last).per_year:.1f} incidents a year"


def slider(page: Page, window: str, which: str):
    return page.get_by_role("group", name=window).get_by_label(which)


@pytest.fixture
def figure(lesson: Page):
    """The instrument, at its second step."""
    lesson.get_by_role("button", name="2 The essay's decade").click()
    expect(lesson.locator(".am-say")).to_contain_text("1980 to 1989")
    return lesson.locator(".am-instrument")


def test_the_reading_holds_the_essays_decade_against_the_wave(lesson: Page, figure):
    said = lesson.locator(".am-say").inner_text()
    assert f"1980 to 1989: {pace(1980, 1989)}" in said
    assert "1968 to 1972" in said


def test_arrow_keys_move_the_window_and_the_reading_follows(lesson: Page, figure):
    slider(lesson, "Your window", "First year").focus()
    lesson.keyboard.press("ArrowRight")
    lesson.keyboard.press("ArrowRight")
    expect(lesson.locator(".am-say")).to_contain_text(f"1982 to 1991: {pace(1982, 1991)}")
    assert slider(lesson, "Your window", "Last year").input_value() == "1991"
    focused = lesson.evaluate("document.activeElement.getAttribute('aria-valuetext')")
    assert focused == "1982"


def test_dragging_with_the_mouse_moves_the_window(lesson: Page, figure):
    control = slider(lesson, "Your window", "First year")
    control.scroll_into_view_if_needed()
    box = control.bounding_box()
    middle = box["y"] + box["height"] / 2
    before = int(control.input_value())
    start = box["x"] + box["width"] * (before - 1942) / (2019 - 1942)
    lesson.mouse.move(start, middle)
    lesson.mouse.down()
    lesson.mouse.move(box["x"] + 12, middle, steps=6)
    lesson.mouse.up()
    after = int(control.input_value())
    assert after < before
    expect(lesson.locator(".am-say")).to_contain_text(
        f"{after} to {after + 9}: {pace(after, after + 9)}"
    )


def test_bars_are_coloured_where_the_window_stands(lesson: Page, figure):
    inside = "path[fill='#c4572e']"
    assert figure.locator(f"svg {inside}").count() == 10
    keep = lesson.get_by_role("group", name="Your window").get_by_label("Keep its length")
    keep.uncheck()
    slider(lesson, "Your window", "Last year").focus()
    lesson.keyboard.press("ArrowLeft")
    expect(figure.locator(f"svg {inside}")).to_have_count(9)
    lesson.keyboard.press("ArrowRight")
    expect(figure.locator(f"svg {inside}")).to_have_count(10)
    keep.check()


def test_a_click_on_a_bar_moves_the_window_there(lesson: Page, figure):
    bars = figure.locator("svg g.bars_marks path")
    # Not by their order: bars that another measure took away come back at the end.
    place = bars.evaluate_all("bars => bars.findIndex((bar) => bar.__data__.datum.year === 1990)")
    bars.nth(place).click(position=None)
    expect(lesson.locator(".am-say")).to_contain_text("1990 to 1999")


def test_deaths_per_incident_change_the_drawing(lesson: Page, figure):
    before = figure.locator("svg").inner_html()
    lesson.get_by_role("radio", name="Deaths aboard per incident").check()
    expect(figure.locator("svg")).to_contain_text("Deaths aboard per incident")
    assert figure.locator("svg").inner_html() != before


def test_the_measures_can_be_hidden_and_all_shown(lesson: Page, figure):
    shown = figure.locator("svg g.mark-rule line[stroke='#8b78c6']")
    expect(shown).to_have_count(1)
    lesson.get_by_role("radio", name="none", exact=True).check()
    expect(shown).to_have_count(0)
    lesson.get_by_role("radio", name="all", exact=True).check()
    assert shown.count() > 5


def test_the_table_twin_holds_every_year(lesson: Page, figure):
    figure.get_by_text("Show as table").click()
    rows = figure.locator(".am-twin tbody tr")
    expect(rows).to_have_count(len(YEARS))
    peak = YEARS.nlargest(1, "incidents").iloc[0]
    row = figure.locator(".am-twin tbody tr", has_text=f"{peak['year']}").first
    assert f"{peak['incidents']}" in row.inner_text()
    figure.get_by_text("Show as table").click()


def test_a_change_is_spoken_once_the_hand_rests(lesson: Page, figure):
    slider(lesson, "Your window", "First year").focus()
    lesson.keyboard.press("ArrowRight")
    expect(figure.locator(".am-unseen[role='status']")).to_contain_text("1981 to 1990")


def test_python_knows_where_the_reader_moved_it_and_can_move_it_itself(lab: Lab, chrome: Browser):
    page = chrome.new_page(viewport={"width": 1200, "height": 1000})
    cells = [
        "from aftermosul import instruments\nfigure = instruments.hijackings()\nfigure",
        "figure.set(window=(1970, 1979))",
        "print('window is', figure.values['window'])",
    ]
    write_notebook(lab, "two-ways.ipynb", cells)
    real_lab.open_notebook(page, lab, "two-ways.ipynb")
    real_lab.run_all(page)
    real_lab.skip_guesses(page)
    expect(page.locator(".am-say")).to_contain_text("1970 to 1979")
    slider(page, "Your window", "First year").focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".am-say")).to_contain_text("1969 to 1978")
    page.wait_for_timeout(400)  # the values travel to Python a moment after the last change
    page.locator(".jp-CodeCell").nth(2).click()
    page.keyboard.press("Shift+Enter")
    expect(page.locator(".jp-OutputArea-output").last).to_contain_text("window is [1969, 1978]")
    page.close()


def write_notebook(lab: Lab, name: str, cells: list[str]) -> None:
    """A notebook of the reader's own in the workspace."""
    import nbformat

    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(source) for source in cells],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
    )
    (lab.workspace / name).write_text(nbformat.writes(notebook), encoding="utf-8")


def test_a_question_by_choice_teaches_and_then_says_right(lesson: Page, lab: Lab):
    form = lesson.locator("form.am-question").first
    form.get_by_role("button", name="Check my choice").click()
    expect(form.locator(".am-card")).to_contain_text("Not tried")
    form.get_by_role("radio").first.check()
    form.get_by_role("button", name="Check my choice").click()
    expect(form.locator(".am-card")).to_contain_text("Not yet")
    form.get_by_role("radio").nth(1).check()
    form.get_by_role("button", name="Check my choice").click()
    expect(form.locator(".am-card")).to_contain_text("Right")
    kept = json.loads((lab.workspace / "ledger.json").read_text(encoding="utf-8"))
    mine = {entry["question"]: entry for entry in kept["checks"]}
    assert mine["sentence-16"]["status"] == "right"
    assert mine["sentence-16"]["tries"] == 2


def test_two_instruments_share_one_engine(lab: Lab, chrome: Browser):
    page = chrome.new_page(viewport={"width": 1000, "height": 900})
    cell = "from aftermosul import instruments\ninstruments.hijackings()"
    write_notebook(lab, "twice.ipynb", [cell, cell, "instruments.claims()"])
    real_lab.open_notebook(page, lab, "twice.ipynb")
    real_lab.run_all(page)
    expect(page.locator(".am-instrument")).to_have_count(3)
    real_lab.wait_for_figures(page)
    expect(page.locator(".am-instrument svg.marks")).to_have_count(3)
    assert page.evaluate("globalThis.afterMosul.engines.size") == 1
    page.close()


def test_it_fits_a_narrow_window(lesson: Page, figure):
    lesson.set_viewport_size({"width": 520, "height": 900})
    lesson.wait_for_function(
        "document.querySelector('.am-instrument svg.marks').getBoundingClientRect().width < 500"
    )
    assert figure.evaluate("e => e.scrollWidth - e.clientWidth") <= 1
