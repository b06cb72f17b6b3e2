"""Draw every figure's first step, for the wheel: readers have nothing that can draw it."""

from __future__ import annotations

import shutil
from pathlib import Path

from aftermosul.desk import instruments
from aftermosul.figures import pictures


def make(target: Path) -> list[Path]:
    """Write an SVG for each chart of each figure into `target`, which is emptied first.

    Returns the files; none where vl-convert is not installed.
    """
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    written: list[Path] = []
    for name in instruments.__all__:
        figure = getattr(instruments, name)()
        for chart in figure.charts:
            specification = pictures.specification(chart, figure.signals())
            drawn = pictures.drawn(specification)
            if drawn is not None:
                path = target / pictures.file_name(specification)
                path.write_text(drawn, encoding="utf-8")
                written.append(path)
    return written
