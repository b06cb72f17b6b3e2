"""Pictures of lessons and their figures, to look at: `python -m tests.browser.pictures 05 FOLDER`.

For each lesson named: the whole page, and each figure, in the light and the dark theme, wide and
narrow.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from aftermosul import resources
from tests.browser import lab as real_lab

_WIDTHS = {"wide": 1300, "narrow": 760}


def take(numbers: list[str], folder: Path) -> None:
    """Write the pictures of these lessons into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as place,
        real_lab.running(Path(place) / "workspace") as lab,
        real_lab.browser() as chrome,
    ):
        for theme in ("Light", "Dark"):
            real_lab.settle(lab, f"JupyterLab {theme}")
            for name in (path.stem for path in resources.lesson_paths()):
                if name[:2] not in numbers:
                    continue
                page = chrome.new_page(viewport={"width": 1300, "height": 1000})
                real_lab.open_notebook(page, lab, f"lessons/{name}.ipynb")
                real_lab.run_all(page)
                real_lab.wait_for_figures(page)
                for label, width in _WIDTHS.items():
                    stem = f"{name[:2]}-{theme.lower()}-{label}"
                    real_lab.whole_page(page, folder / f"{stem}.png", width)
                    for i, figure in enumerate(page.locator(".am-instrument").all()):
                        figure.screenshot(path=str(folder / f"{stem}-figure-{i + 1}.png"))
                page.close()


if __name__ == "__main__":
    *wanted, where = sys.argv[1:]
    take(wanted, Path(where))
