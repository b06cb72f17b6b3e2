"""Which tests keep together on one worker, and which of these groups begin first.

What a file makes once, such as a class that is graded, would be made by every worker among which
its tests were spread: a file's tests keep together, unless they name a group of their own. Groups
are handed out one by one in the order of the collection, so the long ones are put first: one that
began last would leave the other worker idle. `docs/maintainers.md` says where the time goes.
"""

from __future__ import annotations

import pytest

# Folders whose files share what is dear: a JupyterLab and a browser, notebooks that a kernel has
# run, a shell server.
TOGETHER = {
    "tests/browser": "browser",
    "tests/classroom": "class",
    "tests/grading/shell": "shell",
}
LONGEST_FIRST = (
    "browser",
    "class",
    "shell",
    "wheel",
    "tests/assignments/test_stock.py",
    "tests/grading/test_prepared.py",
    "real-lab",
)


def group_of(item: pytest.Item) -> str:
    """The group that a test names, or the folder or file that it stands in."""
    named = item.get_closest_marker("xdist_group")
    if named:
        return str(named.args[0])
    path = item.path.relative_to(item.config.rootpath)
    return TOGETHER.get(path.parent.as_posix(), path.as_posix())


def rank(group: str) -> int:
    """The place of a group among those that begin first; all others come after them."""
    return LONGEST_FIRST.index(group) if group in LONGEST_FIRST else len(LONGEST_FIRST)


def arrange(items: list[pytest.Item]) -> None:
    """Give every test its group, and put the long groups first."""
    for item in items:
        if item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(group_of(item)))
    items.sort(key=lambda item: rank(group_of(item)))
