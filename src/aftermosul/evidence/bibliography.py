"""The bibliography: `docs/bibliography.md`, made from the table `literature` and the lessons.

`python -m aftermosul.evidence.bibliography` (`make bibliography`) writes it anew; a test holds the
file against it. Each work says which claim it speaks to and which lessons name it.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from aftermosul import resources
from aftermosul.evidence.literature import STANDS, Work, by_family_name, works
from aftermosul.files import write_atomically
from aftermosul.problems import Problem

_HEAD = """# Bibliography

What scholars have argued about the essay's claims: {number} works, each in one sentence of ours, by
family name. *For*, *against* and *on how to judge* are meant of the claim that is named, as we read
the work. It is a choice, not a survey.

Made from `data/literature.csv` by `make bibliography`; don't edit it by hand.
"""


def text() -> str:
    """The whole bibliography, in Markdown."""
    named = named_in_lessons()
    listed = by_family_name(list(works().values()))
    parts = [_HEAD.format(number=len(listed))]
    parts += [_entry(work, named.get(work.work_id, [])) for work in listed]
    return "\n".join(parts)


def named_in_lessons() -> dict[str, list[str]]:
    """For each work, the lessons that show it with `scholars(...)`, in order."""
    named: dict[str, list[str]] = {}
    for path in resources.lesson_paths():
        for work_id in dict.fromkeys(_shown(path)):
            named.setdefault(work_id, []).append(path.stem)
    return named


def path() -> Path:
    """Where the bibliography lies. Raises `Problem` outside a checkout, which alone has guides."""
    root = resources.checkout()
    if root is None:
        raise Problem("The bibliography is written in a checkout of the module, not in a wheel.")
    return root / "docs" / "bibliography.md"


def write() -> None:
    """Write the bibliography to its place."""
    write_atomically(path(), text())


def _shown(lesson: Path) -> list[str]:
    """The ids that a lesson's cells of code give to `scholars`."""
    cells = json.loads(lesson.read_text(encoding="utf-8"))["cells"]
    code = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    calls = re.findall(r"^scholars\(([^)]*)\)", code, re.MULTILINE)
    return [work_id for call in calls for work_id in re.findall(r'"([^"]+)"', call)]


def _entry(work: Work, lessons: list[str]) -> str:
    where = ", ".join(f"[{name}](../lessons/{name}.ipynb)" for name in lessons)
    back = [f"{STANDS[work.stands].capitalize()} {work.claim_id}"]
    back.append(f"lesson {where}" if lessons else f"meant for lesson {work.lesson}")
    return f"- {work.full} <{work.url}>  \n  {work.argues}  \n  *{'; '.join(back)}.*"


if __name__ == "__main__":
    write()
