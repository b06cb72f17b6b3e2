"""Every lesson's form: a valid notebook without outputs, and the frame a reader knows it by."""

from __future__ import annotations

import itertools
import re

import nbformat
import pytest

from aftermosul.desk.verdicts import LABELS
from aftermosul.evidence.claims import claim, claim_ids
from aftermosul.evidence.tables import load
from tests.lessons import reading

every = pytest.mark.parametrize("name", reading.NAMES)
lessons = pytest.mark.parametrize("name", [n for n in reading.NAMES if not n.startswith("00")])
# Lesson 01 is about two claims that no table can judge.
with_evidence = pytest.mark.parametrize("name", [n for n in reading.NAMES if n[:2] > "01"])


def titles(name: str) -> list[str]:
    """The headings of a lesson, in order."""
    return re.findall(
        r"^#+ (.+)$", "\n".join(c.source for c in reading.cells(name, "markdown")), re.MULTILINE
    )


def calls(name: str, function: str) -> list[str]:
    """What a function is called with in a lesson's code."""
    return re.findall(rf"^{re.escape(function)}\((.*)\)", reading.code(name), re.MULTILINE)


def position(name: str, cell_id_or_heading: str) -> int:
    """The number of the first cell that calls or says this."""
    for number, cell in enumerate(reading.notebook(name).cells):
        if cell_id_or_heading in cell.source:
            return number
    raise AssertionError(f"{name} has no {cell_id_or_heading!r}")


# ---- the notebook


@every
def test_it_is_a_valid_notebook(name: str) -> None:
    nbformat.validate(reading.notebook(name))
    assert reading.notebook(name).nbformat == 4
    assert reading.notebook(name).nbformat_minor >= 5


@every
def test_it_is_kept_without_outputs_and_without_traces_of_a_run(name: str) -> None:
    for cell in reading.cells(name, "code"):
        assert cell.outputs == []
        assert cell.execution_count is None
    assert all(set(cell.metadata) <= {"tags"} for cell in reading.notebook(name).cells)
    assert set(reading.notebook(name).metadata) <= {"kernelspec", "language_info", "title"}


def test_only_lesson_00_makes_errors_on_purpose() -> None:
    tagged = {n: [c for c in reading.notebook(n).cells if c.metadata] for n in reading.NAMES}
    assert [name for name, cells in tagged.items() if cells] == reading.NAMES[:1]
    assert all(c.metadata == {"tags": ["raises-exception"]} for c in tagged[reading.NAMES[0]])


@every
def test_its_kernel_is_any_python_3(name: str) -> None:
    metadata = reading.notebook(name).metadata
    assert metadata.kernelspec == {
        "display_name": "Python 3",
        "language": "python",
        "name": "python3",
    }
    assert metadata.language_info == {"name": "python"}


@every
def test_cell_ids_are_words_and_each_is_used_once(name: str) -> None:
    ids = [cell.id for cell in reading.notebook(name).cells]
    assert sorted(set(ids)) == sorted(ids)
    for cell_id in ids:
        assert re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", cell_id), cell_id
        assert not re.fullmatch(r"[0-9a-f]{8,}", cell_id), cell_id


@every
def test_it_has_25_to_45_cells_and_none_is_empty(name: str) -> None:
    cells = reading.notebook(name).cells
    assert 25 <= len(cells) <= 45
    assert all(cell.source.strip() for cell in cells)


@every
def test_a_code_cell_is_at_most_eight_lines(name: str) -> None:
    """But for the list of sources at the end, which nobody has to read as code."""
    for cell in reading.cells(name, "code")[:-1]:
        assert len(cell.source.splitlines()) <= 8, cell.id


@every
def test_two_cells_of_code_never_stand_without_a_word_but_where_they_show_a_result(
    name: str,
) -> None:
    cells = reading.notebook(name).cells
    shows = ("claim(", "choose(", "ledger(", "check(", "instruments.", "verdict(", "scholars(")
    wordless = [
        after.id
        for before, after in itertools.pairwise(cells)
        if before.cell_type == after.cell_type == "code" and not after.source.startswith(shows)
    ]
    assert wordless == []


# ---- the frame


@every
def test_the_first_cell_has_title_question_time_and_three_outcomes(name: str) -> None:
    first = reading.notebook(name).cells[0]
    assert first.cell_type == "markdown"
    title = reading.notebook(name).metadata.title
    assert first.source.splitlines()[0] == f"# {name[:2]} · {title}"
    assert re.search(r"^\*\*[^*]+\?\*\*$", first.source, re.MULTILINE)
    minutes = re.search(r"\*About (\d+) minutes \(an estimate[^)]*\)\.", first.source)
    assert minutes is not None
    assert 45 <= int(minutes.group(1)) <= 60
    after = first.source.split("At the end of this lesson you can", 1)[1]
    outcomes = [line for line in after.splitlines() if line.startswith("- ")]
    assert len(outcomes) == 3
    assert [line[-1] for line in outcomes] == [";", ";", "."]


@every
def test_headings_have_no_gap_and_no_double(name: str) -> None:
    source = "\n".join(cell.source for cell in reading.cells(name, "markdown"))
    levels = [len(marks) for marks in re.findall(r"^(#+) ", source, re.MULTILINE)]
    assert levels[0] == 1
    for before, after in itertools.pairwise(levels):
        assert after <= before + 1
    assert len(set(titles(name))) == len(titles(name))


@every
def test_it_ends_with_a_recap_three_questions_to_discuss_and_sources(name: str) -> None:
    assert titles(name)[-2:] == ["Recap", "To discuss"]
    recap = reading.cells(name, "markdown")[-1].source
    to_discuss = recap.split("### To discuss", 1)[1]
    questions = re.findall(r"^\d\. (.+)$", to_discuss, re.MULTILINE)
    assert len(questions) == 3
    assert all("?" in question for question in questions)
    last = reading.notebook(name).cells[-1]
    assert last.cell_type == "code"
    assert last.source.startswith("from aftermosul import sources_note\n\nsources_note(")
    listed = reading.sources_listed(name)
    assert len({reference.source_id for reference in listed}) == len(listed) >= 1


@lessons
def test_it_opens_with_a_claim_and_ends_with_a_verdict_on_it_in_dots(name: str) -> None:
    claims = [each for asked in calls(name, "claim") for each in re.findall(r"C\d+", asked)]
    assert claims
    assert set(claims) <= set(claim_ids())
    # A view that the essay rejects is judged with the claim that it stands beside.
    role = load("claims").set_index("claim_id")["role"].astype(str)
    judged = [claim_id for claim_id in claims if role[claim_id] != "counter-view-rejected"]
    verdicts = calls(name, "verdict")
    assert verdicts == [f'"{claim_id}"' for claim_id in judged]
    cells = reading.notebook(name).cells
    assert position(name, 'claim("') < 6
    # The last cells are the verdicts, the ledger, the recap and the sources.
    assert position(name, 'verdict("') >= len(cells) - 4 - len(claims)


@with_evidence
def test_the_claims_tables_are_those_that_the_lesson_loads(name: str) -> None:
    speaks = load("claim_evidence")
    claims = [each for asked in calls(name, "claim") for each in re.findall(r"C\d+", asked)]
    loaded = set(re.findall(r'load\("([^"]+)"\)', reading.code(name)))
    assert loaded & set(speaks.loc[speaks["claim_id"].isin(claims), "table_name"])


@lessons
def test_it_has_an_instrument_self_checks_and_the_other_side_in_order(name: str) -> None:
    assert len(re.findall(r"^instruments\.\w+\(\)$", reading.code(name), re.MULTILINE)) >= 1
    assert len(calls(name, "check")) + len(calls(name, "choose")) >= 4
    # Lesson 01 is the one that needs no code.
    assert name.startswith("01") or len(calls(name, "check")) >= 3
    order = [
        'claim("',
        "instruments.",
        "## What happened",
        "## Look at the data",
        "## What scholars have argued",
        "### The other side",
        "## Your verdict",
        'verdict("',
        "## Recap",
    ]
    found = [
        next(
            n
            for n, cell in enumerate(reading.notebook(name).cells)
            if any(line.startswith(mark) for line in cell.source.splitlines())
        )
        for mark in order
    ]
    assert found == sorted(found)


MOST_BEFORE_A_FIGURE = 350
MOST_BEFORE_THE_ESSAY = 120


@every
def test_a_figure_comes_early(name: str) -> None:
    words = 0
    for cell in reading.notebook(name).cells:
        if cell.cell_type == "code" and re.search(r"^instruments\.", cell.source, re.MULTILINE):
            break
        words += len(cell.source.split()) if cell.cell_type == "markdown" else 0
    assert words <= (MOST_BEFORE_THE_ESSAY if name[:2] == "00" else MOST_BEFORE_A_FIGURE)


def test_a_note_of_care_stands_before_the_first_figure_and_in_full_after_it() -> None:
    before, after = reading.prose(reading.NAMES[0]).split("You may stop at any time.", 1)
    assert "killed and driven out" in before
    assert "### A note of care" in after
    assert position(reading.NAMES[0], "You may stop") < position(reading.NAMES[0], "instruments.")


@lessons
def test_the_labels_of_a_verdict_are_listed_as_the_code_knows_them(name: str) -> None:
    """Lesson 02 lists them, where a verdict is first written in code; the form always does."""
    listed = re.findall(r"Labels: ([^.]+)\.", reading.prose(name))
    assert set(listed) <= {", ".join(f"*{label}*" for label in LABELS)}
    assert listed or not name.startswith("02")


@lessons
def test_two_verdicts_are_explained_only_where_two_are_asked(name: str) -> None:
    """And where one is asked, the lesson says so before it."""
    asked = [argument.strip('"') for argument in calls(name, "verdict")]
    kinds = {claim(claim_id).judged_once for claim_id in asked}
    (head,) = (c.source for c in reading.cells(name, "markdown") if "## Your verdict" in c.source)
    for moment in ("then", "since"):
        assert (f"**{moment}**: " in head) == (False in kinds)
        assert (f'{moment}="' in head) <= (False in kinds)
    assert ("wo verdicts" in head) == (False in kinds)
    assert ("judge it once" in head) == (True in kinds)
    if len(kinds) == 2:
        once = [claim_id for claim_id in asked if claim(claim_id).judged_once]
        assert all(claim_id in head for claim_id in once)


@every
def test_a_stub_asks_with_dots_and_the_check_that_belongs_to_it(name: str) -> None:
    stubs = [cell.source for cell in reading.cells(name, "code") if "= ...\n" in cell.source]
    form = r"(\w+) = \.\.\.\n\ncheck\(\"[a-z0-9-]+\", \1\)$"
    assert [stub for stub in stubs if not re.match(form, stub)] == []


@every
def test_names_in_the_text_exist_in_the_lesson(name: str) -> None:
    """`peak_year`, hint("peak-year") and the like: what the text names can be found."""
    text = reading.prose(name)
    code = reading.code(name)
    asked = re.findall(r"`(?:hint|solution|check|choose)\(\"([^\"]+)\"\)`", text)
    assert [word for word in asked if f'"{word}"' not in code] == []
    stored = re.findall(r"[Ss]tore (?:the \w+ )+as `(\w+)`", text)
    assert [word for word in stored if f"{word} = ..." not in code] == []


# ---- voice


@every
def test_the_text_is_british_calm_and_without_haste(name: str) -> None:
    words = set(re.findall(r"[a-z]+", reading.prose(name).lower()))
    american = {
        "color",
        "behavior",
        "center",
        "organize",
        "organization",
        "favor",
        "program",
        "analyze",
        "labor",
        "defense",
        "gray",
        "traveled",
        "labeled",
    }
    drama = {
        "shocking",
        "horrific",
        "horrifying",
        "evil",
        "terrifying",
        "chilling",
        "brutal",
        "simply",
        "obviously",
        "just",
    }
    assert not words & american
    assert not words & drama
    assert "!" not in re.sub(r"`[^`]*`|```.*?```", "", reading.prose(name))
