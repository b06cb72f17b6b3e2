"""Lesson 01 in a real JupyterLab: what the argument map shows when it is used."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from aftermosul import instruments
from aftermosul.display import palette
from aftermosul.evidence import essay
from aftermosul.statistics import argument
from tests.browser.opened import Lessons

GRAPH = essay.graph()
LINES = "svg g[class*='lit'] path"


@pytest.fixture
def page(lessons: Lessons) -> Page:
    return lessons.at("01-reading-the-argument")


@pytest.fixture
def figure(page: Page) -> Locator:
    found = page.locator(".am-instrument")
    found.locator(".am-steps button").first.click()
    return found


def move_the_fall(figure: Locator, to: int) -> None:
    slider = figure.get_by_label("The fall", exact=True)
    slider.fill(str(to))
    expect(slider).to_have_value(str(to))


def lines(figure: Locator) -> Locator:
    """The relations that are drawn at this moment."""
    return figure.locator(f"{LINES}[stroke]")


def dots(figure: Locator, tie: str) -> Locator:
    """The claims that are drawn in the colour of a tie."""
    return figure.locator(f"svg g[class*='nodes'] path[fill='{palette.TIES[tie]}']")


def test_the_claim_chosen_is_joined_to_its_neighbours_and_no_other(
    page: Page, figure: Locator
) -> None:
    for claim in ("C09", "C15", "C47"):
        page.get_by_label("Claim", exact=True).select_option(claim)
        expect(lines(figure)).to_have_count(GRAPH.degree(claim))
        for tie, edges in {
            "supports it": argument.supports(GRAPH, claim),
            "attacks it": argument.attacks(GRAPH, claim),
            "rests on it": [t for _, t, r in GRAPH.out_edges(claim, "relation") if r == "supports"],
        }.items():
            expect(figure.locator(f"{LINES}[stroke='{palette.TIES[tie]}']")).to_have_count(
                len(edges)
            )


def test_a_fall_breaks_the_support_of_what_has_fallen_round_by_round(
    page: Page, figure: Locator
) -> None:
    page.get_by_label("Claim", exact=True).select_option("C10")
    figure.get_by_role("radio", name="every reason is needed").check()
    fall = argument.spread(argument.taken_as(GRAPH, "linked"), ["C10"])
    for moment in (1, 2, 4):
        move_the_fall(figure, moment)
        down = {"C10"} | {c for c, (_, last) in fall.items() if last and last < moment}
        broken = [
            edge
            for source, _, edge in GRAPH.edges(data=True)
            if source in down and edge["relation"] == "supports"
        ]
        expect(lines(figure)).to_have_count(len(broken))
        hurt = {c for c, (first, _) in fall.items() if first < moment} - down
        expect(dots(figure, "loses all support")).to_have_count(len(down) - 1)
        expect(dots(figure, "loses a leg")).to_have_count(len(hurt))
        said = instruments.argument()
        said.set(claim="C10", taken="needed", round=moment)
        expect(figure.locator(".am-say")).to_have_text(said.said())


def test_a_click_on_a_name_chooses_its_claim(page: Page, figure: Locator) -> None:
    figure.locator("svg text", has_text="Terrorism in stages").first.click()
    expect(page.get_by_label("Claim", exact=True)).to_have_value("C24")
    expect(figure.locator(".am-say")).to_contain_text(essay.sentence(16)[:40])
