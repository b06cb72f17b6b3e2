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


def test_the_readme_counts_the_tables_and_the_lessons_that_there_are(root: Path) -> None:
    words = " ".join((root / "README.md").read_text(encoding="utf-8").split())
    assert f"The evidence is {len(catalogue())} tables" in words
    last = resources.lesson_paths()[-1].name[:2]
    assert f"Lessons 00 to {last} and assignment 02 are finished" in words
    assert [name[:2] for name in resources.assignment_names()] == ["02"]
