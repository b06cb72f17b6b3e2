"""The instrument: charts, native controls, a reading and a table twin, alive in the browser.

Python hands over a finished chart with all its data and a list of controls. Moving a control
sets the chart's signals in the browser; nothing goes back to the kernel to draw. The values do
travel back, a moment later, so that Python can read them: `instrument.values`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import altair as alt
import anywidget
import ipywidgets
import traitlets

from aftermosul.display import theme
from aftermosul.evidence.sources import references
from aftermosul.figures import bundle
from aftermosul.figures.controls import Control, as_spec
from aftermosul.problems import Problem


class Runtime(anywidget.AnyWidget):
    """Holds the Vega bundle, once a kernel, so that no instrument carries its own copy."""

    _esm = "export default {};"
    code = traitlets.Unicode().tag(sync=True)
    digest = traitlets.Unicode().tag(sync=True)


_runtime: Runtime | None = None


def runtime() -> Runtime:
    """The kernel's one runtime; made anew where somebody closed it."""
    global _runtime
    if _runtime is None or _runtime.comm is None:
        _runtime = Runtime(code=bundle.code(), digest=bundle.digest())
    return _runtime


@dataclass(frozen=True)
class Column:
    """One column of a reading: the first row behind the chart's mark of that name.

    `prefix` goes before each field's name, so that one row can fill several columns.
    """

    mark: str
    heading: str
    prefix: str = ""
    colour: str = "transparent"


@dataclass(frozen=True)
class Reading:
    """What the figure says at its present setting: a sentence, and a small table.

    `sentence` (which may run over several lines) and headings may hold `{mark.field|how}`, where
    `how` is `d` (a whole number) or `.2f`. `rows` are (label, field, how), with `text` as one more
    `how` for cells of words; without rows no table is drawn.
    """

    sentence: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, str, str], ...]
    corner: str = "Measure"


@dataclass(frozen=True)
class Twin:
    """The figure as a table: every row behind the chart's mark of that name.

    `columns` are (field, label, how), with `how` as in `Reading`.
    """

    mark: str
    caption: str
    columns: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Words:
    """What is said with a figure: its title, caption and text alternative, and a list of notes.

    `sources` are ids of sources or names of tables, as `aftermosul.sources_note` takes them.
    """

    title: str
    caption: str
    alt: str
    notes_title: str = "Notes"
    notes: tuple[str, ...] = field(default=())
    sources: tuple[str, ...] = field(default=())


class _Refused(Problem, traitlets.TraitError):
    """A problem at which traitlets puts the old values back."""


class Instrument(anywidget.AnyWidget):
    """One interactive figure.

    Parameters
    ----------
    charts
        Altair charts, drawn side by side where there is room. Their parameters bear the
        controls' names; marks named in `reading` and `twin` come from `alt.Chart(name=...)`.
    controls
        What the reader can move.
    words, reading, twin
        What is said with it.
    click
        (control, field): a click on a mark gives the control that field's value.
    """

    _esm = bundle.STATIC / "instrument.js"
    _css = bundle.STATIC / "instrument.css"

    runtime = traitlets.Instance(Runtime).tag(sync=True, **ipywidgets.widget_serialization)
    # As text: Jupyter would save every number of a nested list on a line of its own.
    charts: traitlets.List[str] = traitlets.List(traitlets.Unicode()).tag(sync=True)
    controls: traitlets.List[Any] = traitlets.List().tag(sync=True)
    values = traitlets.Dict().tag(sync=True)
    title = traitlets.Unicode().tag(sync=True)
    caption = traitlets.Unicode().tag(sync=True)
    alt = traitlets.Unicode().tag(sync=True)
    notes: traitlets.List[Any] = traitlets.List().tag(sync=True)
    notes_title = traitlets.Unicode().tag(sync=True)
    sources: traitlets.List[Any] = traitlets.List().tag(sync=True)
    # Lists of none or one: an empty dictionary would reach JavaScript as something true.
    reading: traitlets.List[Any] = traitlets.List().tag(sync=True)
    twin: traitlets.List[Any] = traitlets.List().tag(sync=True)
    click: traitlets.List[Any] = traitlets.List().tag(sync=True)

    def __init__(
        self,
        charts: Sequence[Any],
        controls: Iterable[Control],
        words: Words,
        *,
        reading: Reading | None = None,
        twin: Twin | None = None,
        click: tuple[str, str] | None = None,
    ) -> None:
        self._controls = {control.name: control for control in controls}
        self._last = {c.name: c.check(c.value) for c in self._controls.values()}
        cited = references(*words.sources)
        super().__init__(
            runtime=runtime(),
            charts=[_spec(chart) for chart in charts],
            controls=[as_spec(control) for control in self._controls.values()],
            values=self._last,
            title=words.title,
            caption=words.caption,
            alt=words.alt,
            notes=list(words.notes),
            notes_title=words.notes_title,
            sources=[[str(r).removesuffix(r.url or "").strip(), r.url or ""] for r in cited],
            reading=[asdict(reading)] if reading else [],
            twin=[asdict(twin)] if twin else [],
            click=[{"control": click[0], "field": click[1]}] if click else [],
        )

    def set(self, **values: object) -> None:
        """Move controls from Python: `set(window=(1970, 1979))`. The rest stay as they are.

        Raises `Problem` for a control that isn't there or a value it can't take.
        """
        self.values = {**self.values, **values}

    @traitlets.validate("values")
    def _checked(self, proposal: Any) -> dict[str, Any]:
        """Every value checked by its control; what is left out keeps its value."""
        given = dict(proposal["value"])
        for name in given:
            if name not in self._controls:
                known = ", ".join(self._controls)
                raise _Refused(f'There is no control "{name}"; there are {known}.')
        # What comes from the browser stands in `self.values` already when it is checked.
        values = {**self._last, **given}
        try:
            self._last = {name: c.check(values[name]) for name, c in self._controls.items()}
        except Problem as problem:
            raise _Refused(str(problem)) from None
        return dict(self._last)

    def __repr__(self) -> str:
        """The figure in words, for screens that draw no widgets."""
        return f"{self.title}\n{self.alt}\n{self.caption}\n(Run the cell to draw the figure.)"


def _spec(chart: Any) -> str:
    """A chart as JSON, in the module's theme."""
    with alt.data_transformers.enable("default", max_rows=None), alt.theme.enable(theme.NAME):
        spec: str = chart.to_json(indent=None, separators=(",", ":"))
    return spec
