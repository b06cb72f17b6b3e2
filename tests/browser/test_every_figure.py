"""Every figure in Chromium: its steps walked by keyboard, its labels measured, its words compared.

Each figure is opened alone, with the real script; what a notebook adds is in the lessons' tests.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from aftermosul import instruments
from aftermosul.figures.widget import GUESS, Instrument
from tests.browser import standalone

# Width, and whether on dark ground: the narrowest and the widest stand for those between, which
# `make audit` walks too.
SHOWN = (
    pytest.param(360, True, id="360-dark"),
    pytest.param(700, False, id="700-light", marks=pytest.mark.audit),
    pytest.param(700, True, id="700-dark", marks=pytest.mark.audit),
    pytest.param(1100, False, id="1100-light"),
)
MOST_LABELS = 12
every_figure = pytest.mark.parametrize("name", instruments.__all__)

# The boxes of all labels of a drawing, with what they say.
_BOXES = """() => [...document.querySelectorAll('.am-chart g.role-mark[class*="label"] text')]
  .map((text) => ({ says: text.textContent, box: text.getBoundingClientRect().toJSON(),
    of: text.closest(".am-chart").getBoundingClientRect().toJSON() }))
  .filter(({ says, box }) => says.trim() && box.width > 0)"""


def labels(page: Page) -> list[dict]:
    found: list[dict] = page.evaluate(_BOXES)
    return found


def overlapping(boxes: list[dict]) -> list[tuple[str, str]]:
    """Pairs of labels of which one covers more than a hair of the other."""
    pairs = []
    for place, one in enumerate(boxes):
        for other in boxes[place + 1 :]:
            a, b = one["box"], other["box"]
            wide = min(a["right"], b["right"]) - max(a["left"], b["left"])
            high = min(a["bottom"], b["bottom"]) - max(a["top"], b["top"])
            # A line of text has room above and below its letters.
            if wide > 1 and high > 4:
                pairs.append((one["says"], other["says"]))
    return pairs


def cut_off(boxes: list[dict]) -> list[str]:
    """Labels that leave their drawing to the left or the right."""
    return [
        one["says"]
        for one in boxes
        if one["box"]["left"] < one["of"]["left"] - 1
        or one["box"]["right"] > one["of"]["right"] + 1
    ]


@every_figure
@pytest.mark.parametrize(("width", "dark"), SHOWN)
def test_its_steps_are_walked_by_keyboard_no_label_covers_another_and_axe_finds_nothing(
    name: str, width: int, dark: bool, chrome: Browser, tmp_path: Path
) -> None:
    figure: Instrument = getattr(instruments, name)()
    assert figure.steps, "a figure without a story"
    with standalone.opened(chrome, figure, tmp_path, width=width, dark=dark) as page:
        steps = page.locator(".am-steps button")
        assert steps.count() == len(figure.steps) + 1
        steps.first.focus()
        for place, (_, values, says) in enumerate(figure.steps):
            if place:
                page.keyboard.press("ArrowRight")
            expect(steps.nth(place)).to_be_focused()
            expect(steps.nth(place)).to_have_attribute("aria-pressed", "true")
            expect(page.locator(".am-step")).to_have_text(says)
            figure.set(**values)
            if figure.said():
                expect(page.locator(".am-say")).to_have_text(figure.said())
            standalone.settled(page)
            boxes = labels(page)
            assert len(boxes) <= MOST_LABELS
            assert overlapping(boxes) == [], f"step {place + 1}"
            assert cut_off(boxes) == [], f"step {place + 1}"
        page.keyboard.press("ArrowRight")
        expect(page.locator(".am-step")).to_have_text("Move the controls yourself.")
        page.keyboard.press("Home")
        expect(steps.first).to_have_attribute("aria-pressed", "true")
        for summary in page.locator("summary").all():
            summary.click()
        found = Axe().run(page).response["violations"]
        assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in found] == []


@every_figure
def test_a_hand_on_a_control_leaves_the_story_and_is_told_to_python(
    name: str, chrome: Browser, tmp_path: Path
) -> None:
    figure: Instrument = getattr(instruments, name)()
    with standalone.opened(chrome, figure, tmp_path) as page:
        page.wait_for_timeout(300)  # A guess that was skipped has been told by then.
        page.evaluate("() => (globalThis.saved.length = 0)")
        control = page.locator(".am-controls :is(input, select)").first
        if control.evaluate("(input) => input.tagName === 'SELECT'"):
            control.select_option(index=1)
        elif control.get_attribute("type") == "range":
            control.press("ArrowRight")
        else:
            page.locator(".am-controls input").nth(1).click()
        expect(page.locator(".am-steps button").last).to_have_attribute("aria-pressed", "true")
        page.wait_for_function("() => globalThis.saved.length > 0")
        told = page.evaluate("() => globalThis.saved.at(-1)")
        figure.values = told
        assert {k: v for k, v in figure.values.items() if k != GUESS} != figure.steps[0][1]


def figures_with(trait: str) -> list[str]:
    made = {name: getattr(instruments, name)() for name in instruments.__all__}
    if trait == "guess":
        return [name for name, figure in made.items() if figure.guess]
    return [n for n, f in made.items() if any(c.get("plays_ms") for c in f.controls)]


def test_a_guess_comes_before_the_data_and_stays_as_a_mark(chrome: Browser, tmp_path: Path) -> None:
    asked = figures_with("guess")
    assert asked
    for name in asked:
        figure: Instrument = getattr(instruments, name)()
        path = tmp_path / f"{name}.html"
        path.write_text(standalone.page_of(figure), encoding="utf-8")
        page = chrome.new_page()
        page.goto(path.as_uri())
        expect(page.locator(".am-ask")).to_have_text(figure.guess[0]["asks"])
        assert page.locator(".am-chart svg").count() == 0
        expect(page.locator(".am-body")).to_be_hidden()
        for slider in page.locator(".am-guess input").all():
            slider.press("ArrowRight")
        page.get_by_role("button", name="Show the data").click()
        page.locator(".am-chart svg.marks").first.wait_for()
        page.wait_for_function("() => globalThis.saved.length > 0")
        figure.values = page.evaluate("() => globalThis.saved.at(-1)")
        assert figure._guess is not None
        words = figure._guess.said(figure.values[GUESS])
        assert words
        expect(page.locator(".am-guessed")).to_have_text(words)
        page.close()


def test_play_walks_stops_at_a_hand_and_takes_one_step_where_motion_is_unwanted(
    chrome: Browser, tmp_path: Path
) -> None:
    playing = figures_with("plays_ms")
    assert playing
    for name in playing:
        figure: Instrument = getattr(instruments, name)()
        with standalone.opened(chrome, figure, tmp_path) as page:
            play = page.locator(".am-play").first
            expect(play).to_contain_text("Play")
            play.click()
            expect(play).to_contain_text("Pause")
            page.wait_for_function("() => globalThis.saved.length > 0")
            slider = page.locator(".am-controls input[type=range]").first
            slider.press("ArrowRight")  # It plays from the left.
            expect(play).to_contain_text("Play")
            page.emulate_media(reduced_motion="reduce")
            before = slider.input_value()
            play.click()
            expect(play).to_contain_text("Play")
            assert slider.input_value() != before


def test_a_window_can_be_drawn_over_the_bars(chrome: Browser, tmp_path: Path) -> None:
    figure = instruments.hijackings()
    with standalone.opened(chrome, figure, tmp_path) as page:
        bars = page.locator("svg g.bars_marks path")
        left, right = (bars.nth(year - 1942).bounding_box() for year in (1970, 1975))
        assert left is not None
        assert right is not None
        height = left["y"] + left["height"] - 2
        page.mouse.move(left["x"] + left["width"] / 2, height)
        page.mouse.down()
        page.mouse.move(right["x"] + right["width"] / 2, height, steps=5)
        page.mouse.up()
        figure.set(window=(1970, 1975))
        expect(page.locator(".am-say")).to_have_text(figure.said())


def test_a_window_without_incidents_says_so_in_either_view(chrome: Browser, tmp_path: Path) -> None:
    figure = instruments.hijackings()
    with standalone.opened(chrome, figure, tmp_path) as page:
        for measure in ("incidents", "deaths"):
            figure.set(window=(1942, 1947), measure=measure)
            page.evaluate("(values) => globalThis.fromPython(values)", dict(figure.values))
            expect(page.locator(".am-say")).to_have_text(figure.said())
