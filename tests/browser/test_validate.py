"""nbgrader's Validate button on the assignment, pressed as a student presses it."""

from __future__ import annotations

import shutil
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from aftermosul.grading.release import fresh_student_versions
from tests.browser import lab as real_lab
from tests.browser.lab import Lab

NAME = "02-hijackings"


def press_validate(page: Page, lab: Lab, path: str) -> str:
    """What the box says after Validate was pressed."""
    real_lab.open_notebook(page, lab, path)
    page.get_by_role("button", name="Validate").click()
    box = page.locator(".jp-Dialog .jp-Dialog-content")
    box.wait_for(timeout=90_000)
    return box.inner_text()


def test_validate_says_that_an_untouched_assignment_is_not_done(lab: Lab, chrome: Browser):
    page = chrome.new_page(viewport={"width": 1200, "height": 900})
    said = press_validate(page, lab, f"assignments/{NAME}/{NAME}.ipynb")
    assert "failed" in said.lower()
    assert "HIDDEN" not in said
    page.close()


def test_validate_is_content_with_right_answers(lab: Lab, chrome: Browser, root: Path):
    answers = root / "assignments" / "answers" / NAME / "right-another-way.ipynb"
    shutil.copy(answers, lab.workspace / "mine.ipynb")
    page = chrome.new_page(viewport={"width": 1200, "height": 900})
    assert "success" in press_validate(page, lab, "mine.ipynb").lower()
    page.close()


def test_validate_claims_no_success_in_a_lesson(lab: Lab, chrome: Browser):
    page = chrome.new_page(viewport={"width": 1200, "height": 900})
    said = press_validate(page, lab, "lessons/02-hijackings.ipynb")
    assert "Nothing is marked in this notebook" in said
    assert "success" not in said.lower()
    page.close()


def test_validate_lists_a_half_right_form(lab: Lab, chrome: Browser, root: Path):
    """A share of 59 where 0 to 1 was asked, beside a right function and a right table."""
    answers = root / "assignments" / "answers" / NAME / "right-another-way.ipynb"
    text = answers.read_text(encoding="utf-8")
    assert "fall_share = 1 -" in text
    half = lab.workspace / "half.ipynb"
    half.write_text(text.replace("fall_share = 1 -", "fall_share = 100 -"), encoding="utf-8")
    page = chrome.new_page(viewport={"width": 1200, "height": 900})
    said = press_validate(page, lab, "half.ipynb")
    assert "failed" in said.lower()
    assert "a number from 0 to 1 is asked for" in said
    page.close()


def test_run_all_goes_through_an_untouched_assignment(lab: Lab, chrome: Browser):
    student = fresh_student_versions() / NAME / f"{NAME}.ipynb"
    shutil.copy(student, lab.workspace / "untouched.ipynb")
    page = chrome.new_page(viewport={"width": 1200, "height": 900})
    real_lab.open_notebook(page, lab, "untouched.ipynb")
    real_lab.run_all(page)
    expect(page.get_by_text("still holds the dots").first).to_be_visible()
    page.close()
