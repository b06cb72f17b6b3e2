"""What the guides print as code runs, and does what they say."""

from __future__ import annotations

import re
from pathlib import Path

from aftermosul import catalogue, resources
from aftermosul.evidence.tables import load


def test_the_maintainers_whole_figure_can_be_drawn(root: Path) -> None:
    text = (root / "docs" / "maintainers.md").read_text(encoding="utf-8")
    (code,) = [
        c for c in re.findall(r"```python\n(.*?)```", text, re.DOTALL) if "-> Instrument" in c
    ]
    names: dict[str, object] = {}
    exec(compile(code, "docs/maintainers.md", "exec"), names)
    figure = names["one_year"]()  # type: ignore[operator]
    counts = load("hijackings_by_year").set_index("year")["incidents"]
    figure.set(pick=int(counts.idxmax()))
    assert figure.said().startswith(f"{counts.idxmax()}: {counts.max()} incidents, ")
    assert "<img" in figure.still()


def test_the_teachers_readme_links_every_page_and_every_key_and_each_page_its_plan(
    root: Path,
) -> None:
    folder = root / "docs" / "teachers"
    text = (folder / "README.md").read_text(encoding="utf-8")
    linked = set(re.findall(r"\]\(([\w/.-]+\.md)\)", text))
    pages = {path.relative_to(folder).as_posix() for path in folder.rglob("*.md")}
    assert linked == pages - {"README.md"}
    first = next(line for line in text.splitlines() if "](lesson-" in line)
    assert "the same" not in first
    for path in resources.lesson_paths():
        page = (folder / f"lesson-{path.stem}.md").read_text(encoding="utf-8")
        row = next(line for line in page.splitlines() if line.startswith("| 0–"))
        assert len(row.split("|")[2].split()) >= 25, path.stem
        if path.name[:2] != "00":
            assert re.search(r"sentences? \d\d|C\d\d", row), path.stem


def test_the_readme_counts_the_tables_and_the_lessons_that_there_are(root: Path) -> None:
    words = " ".join((root / "README.md").read_text(encoding="utf-8").split())
    assert f"The evidence is {len(catalogue())} tables" in words
    last = resources.lesson_paths()[-1].name[:2]
    assert f"Lessons 00 to {last} and assignment 02 are finished" in words
    assert [name[:2] for name in resources.assignment_names()] == ["02"]


def test_what_a_lesson_to_come_does_is_said_of_the_future(root: Path) -> None:
    """A lesson that is not in the tree is no promise kept: it "will ask", and does not ask."""
    written = {path.name[:2] for path in resources.lesson_paths()}
    places = [*resources.lesson_paths(), *root.glob("docs/**/*.md"), *root.glob("src/**/*.py")]
    broken = []
    for place in [*places, root / "README.md"]:
        text = " ".join(place.read_text(encoding="utf-8").replace("\\n", " ").split())
        for found in re.finditer(r"[^.:|]*\blessons? (\d\d)\b[^.|]*", text, re.IGNORECASE):
            if found[1] not in written and not re.search(r"\bwill\b|\bmeant for\b", found[0]):
                broken.append((place.name, found[0].strip()[:100]))
    assert broken == []
