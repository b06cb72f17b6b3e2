"""The master of 02-hijackings keeps its promises to students, teachers and nbgrader."""

from __future__ import annotations

import json
import re
from typing import Any

import nbformat
import pytest

from aftermosul import essay, load, resources
from tests.grading import prepared

MASTER = prepared.notebook("master")
STUDENT = prepared.notebook("untouched")
POINTS = re.compile(r"^## \d+\. .+ \((\d+) points?(?:, read by a person)?\)$")


def noted(cell: Any) -> dict[str, Any]:
    return dict(cell.metadata.get("nbgrader", {}))


def graded_cells() -> list[Any]:
    return [cell for cell in MASTER.cells if noted(cell).get("grade")]


def test_the_questions_ids_and_points_stay_as_they_are() -> None:
    """Gradebooks and readers' ledgers hold these ids: they are never renamed."""
    assert {noted(cell)["grade_id"]: noted(cell)["points"] for cell in graded_cells()} == {
        "two-totals": 2,
        "yearly-rates": 2,
        "per-year": 3,
        "by-decade": 2,
        "busiest": 1,
        "deaths": 2,
        "year-2001": 3,
        "one-year-out": 2,
        "the-fall": 3,
        "transport": 2,
        "licence": 2,
    }


def test_every_question_has_a_row_of_stated_marks() -> None:
    marks = prepared.stated_marks()
    assert marks["master"] == {noted(c)["grade_id"]: noted(c)["points"] for c in graded_cells()}
    assert set(marks) == {"master", "untouched", *prepared.answer_sets()}


def test_headings_state_the_points_that_the_tests_give() -> None:
    stated = []
    for cell in MASTER.cells:
        if cell.cell_type == "markdown" and (found := POINTS.match(cell.source.splitlines()[0])):
            stated.append(int(found.group(1)))
    given = [noted(cell)["points"] for cell in MASTER.cells if "points" in noted(cell)]
    assert stated == given


@pytest.mark.parametrize("cell", graded_cells(), ids=lambda cell: cell.id)
def test_each_test_cell_says_what_it_looks_for_and_hides_what_decides(cell: Any) -> None:
    lines = [line.strip() for line in cell.source.splitlines()]
    assert re.fullmatch(r"# Looks for: .{20,}[^.]", lines[0])
    begin, end = lines.index("### BEGIN HIDDEN TESTS"), lines.index("### END HIDDEN TESTS")
    # What decides returns before what looks at the form.
    assert any(line.startswith("return expect.marks(") for line in lines[begin:end])
    assert lines[end + 1].startswith("return expect.form(")
    # Run All goes on past a test that is not passed yet.
    assert cell.metadata["tags"] == ["raises-exception"]
    hidden = "\n".join(lines[begin:end])
    # What is compared with comes from the tables, read afresh.
    assert 'load("' in hidden or cell.id in {"licence", "per-year"}


def test_the_notebook_is_clean_and_its_cells_have_readable_names() -> None:
    nbformat.validate(MASTER)
    assert (MASTER.nbformat, MASTER.nbformat_minor) == (4, 5)
    ids = [cell.id for cell in MASTER.cells]
    assert len(ids) == len(set(ids))
    for cell in MASTER.cells:
        assert re.fullmatch(r"[a-z0-9-]+", cell.id)
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None
        assert noted(cell).get("schema_version", 3) == 3
        assert noted(cell).get("grade_id", cell.id) == cell.id


def test_the_student_version_keeps_dots_and_nothing_else_of_the_answers() -> None:
    text = json.dumps(STUDENT, ensure_ascii=False)
    assert prepared.leaks(text, prepared.hidden_lines(*prepared.MARKERS)) == []
    assert not re.search("(BEGIN|END) (SOLUTION|HIDDEN|MARK)", text)
    answers = [c for c in STUDENT.cells if noted(c).get("solution")]
    assert len(answers) == len(graded_cells())
    for cell in answers:
        compile(cell.source, cell.id, "exec")
        assert "# Your code here" in cell.source
        assert "= ...  # replace the dots" in cell.source or cell.source.startswith("def ")


def test_the_essay_is_quoted_only_through_the_package() -> None:
    words = essay.text().split()
    runs = {" ".join(words[i : i + 6]) for i in range(len(words) - 5)}
    for cell in MASTER.cells:
        text = " ".join(cell.source.split())
        assert [run for run in runs if run in text] == [], cell.id


def test_the_sentences_to_choose_from_are_true_and_false_as_marked() -> None:
    """Question 11: a is refuted by the tables, b holds, c is about a cause, d is in no table."""
    years = load("hijackings_by_year").set_index("year")
    counts = years["incidents"]
    assert counts.loc[1980:1989].sum() < counts.loc[1970:1979].sum()

    def rate(first: int) -> float:
        inside = years.loc[first : first + 4]
        return float(inside["fatalities"].sum() / inside["incidents"].sum())

    assert rate(1985) > max(rate(1980), rate(1990))
    assert counts.loc[1973:].max() < counts.loc[1969:1972].min()
    measures = load("security_measures")
    screening = measures[measures["measure"].str.contains("Screening")]
    assert list(screening["date"].dt.year) == [1973]
    assert not {"group", "perpetrator"} & set(years.columns)


def test_the_figures_in_the_sample_answers_hold() -> None:
    """What the mark scheme says of spans, rates, and of two hundred hijackings."""
    table = load("hijackings_by_year")
    years = table.set_index("year")
    tens = table.groupby((table["year"] - 5) // 10 * 10 + 5)["incidents"].sum()
    assert tens[1965] > tens[1975] > tens[1985]
    fives = table.groupby(table["year"] // 5 * 5)[["incidents", "fatalities"]].sum()
    ratio = (fives["fatalities"] / fives["incidents"]).loc[1950:1995]
    assert round(ratio[1985]) == 2
    assert round(ratio[1985] / ratio[1980]) == 6
    assert ratio.idxmax() == 1985
    late = years.loc[1985:1989, "fatalities"]
    assert late.nlargest(2).sum() > late.sum() / 2
    assert 200 < years.loc[1980:1989, "incidents"].sum() < 300


def test_everybody_aboard_the_four_flights_is_in_the_count_of_2001() -> None:
    """Question 7 takes the flights of one table out of the deaths of another."""
    flights = load("hijackings_landmark")
    flights = flights[flights["date"] == "2001-09-11"]
    aboard, victims = flights["passengers_crew"].sum(), flights["deaths_victims_low"].sum()
    note = load("hijackings_by_year").set_index("year").loc[2001, "note"]
    assert f"{victims} victims and {aboard - victims} hijackers" in note
    assert list(flights["deaths_victims_low"]) == list(flights["deaths_victims_high"])


def test_every_assignment_has_prepared_answers_with_a_guide() -> None:
    for name in resources.assignment_names():
        folder = resources.masters().parent / "answers" / name
        sets = {path.stem for path in folder.glob("*.ipynb")}
        assert len([s for s in sets if s.startswith("right-")]) >= 1
        assert len([s for s in sets if s.startswith("wrong-")]) >= 3
        guide = (folder / "README.md").read_text(encoding="utf-8")
        assert all(f"**{s}.ipynb**" in guide for s in sets)


def test_the_teachers_page_lists_the_questions_as_they_are() -> None:
    top = resources.checkout()
    assert top is not None
    page = (top / "docs" / "teachers" / f"assignment-{prepared.NAME}.md").read_text("utf-8")
    rows = re.findall(r"^\| (\d+\. .+?) \| `([a-z0-9-]+)` \| (\d+) \|", page, re.MULTILINE)
    titles = {}
    for cell in MASTER.cells:
        if cell.cell_type == "markdown" and cell.source.startswith("## "):
            title = cell.source.splitlines()[0].removeprefix("## ").rsplit(" (", 1)[0]
        if "points" in noted(cell):
            titles[noted(cell)["grade_id"]] = (title, noted(cell)["points"])
    assert {name: (title, int(points)) for title, name, points in rows} == titles
