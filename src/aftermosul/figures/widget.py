"""The instrument: charts, native controls, a reading and a table twin, alive in the browser.

Python hands over a finished chart with all its data and a list of controls. Moving a control
sets the chart's signals in the browser; nothing goes back to the kernel to draw. The values do
travel back, a moment later, so that Python can read them: `instrument.values`.
"""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import altair as alt
import anywidget
import ipywidgets
import traitlets

from aftermosul.display import living, theme
from aftermosul.evidence.sources import references
from aftermosul.figures import bundle, pictures, settings
from aftermosul.figures import known as then
from aftermosul.figures.controls import Control, as_spec, signals
from aftermosul.figures.fields import Row, told
from aftermosul.figures.readings import MOST_CAPTION, Reading, Twin, Words
from aftermosul.figures.steps import Guess, Step, few
from aftermosul.problems import Problem
from aftermosul.workspace import ledger

GUESS = "guess"
"""The name under which `values` hold a reader's guess."""

_SCRIPTS = ("controls.js", "tables.js", "story.js", "view.js")


@functools.cache
def script() -> str:
    """The browser's half as one module: its parts joined in order, since only the last exports."""
    return "\n".join((bundle.STATIC / name).read_text(encoding="utf-8") for name in _SCRIPTS)


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
    steps
        The story: the first is what a reader sees first, the last ends with a question.
    guess
        What is asked before anything is drawn.
    click
        (control, field): a click on a mark gives the control that field's value.
    brush
        A window over the axis across: drawn with the pointer on the chart as well.
    known
        Adds the switch *what was known then* and all that goes with it.

    Raises
    ------
    Problem
        Where a step sets a control to what it can't take.
    ValueError
        Where a caption or a step is too long, or the last step asks nothing.
    """

    _esm = script()
    _css = bundle.STATIC / "instrument.css"

    runtime = traitlets.Instance(Runtime).tag(sync=True, **ipywidgets.widget_serialization)
    # As text: Jupyter would save every number of a nested list on a line of its own.
    charts: traitlets.List[str] = traitlets.List(traitlets.Unicode()).tag(sync=True)
    controls: traitlets.List[Any] = traitlets.List().tag(sync=True)
    values = traitlets.Dict().tag(sync=True)
    title = traitlets.Unicode().tag(sync=True)
    caption = traitlets.Unicode().tag(sync=True)
    alt = traitlets.Unicode().tag(sync=True)
    about: traitlets.List[str] = traitlets.List(traitlets.Unicode()).tag(sync=True)
    notes: traitlets.List[Any] = traitlets.List().tag(sync=True)
    notes_title = traitlets.Unicode().tag(sync=True)
    sources: traitlets.List[Any] = traitlets.List().tag(sync=True)
    # Lists of none or one: an empty dictionary would reach JavaScript as something true.
    reading: traitlets.List[Any] = traitlets.List().tag(sync=True)
    twin: traitlets.List[Any] = traitlets.List().tag(sync=True)
    click: traitlets.List[Any] = traitlets.List().tag(sync=True)
    brush = traitlets.Unicode().tag(sync=True)
    guess: traitlets.List[Any] = traitlets.List().tag(sync=True)
    steps: traitlets.List[Any] = traitlets.List().tag(sync=True)

    def __init__(
        self,
        charts: Sequence[Any],
        controls: Iterable[Control],
        words: Words,
        *,
        reading: Reading | None = None,
        twin: Twin | None = None,
        steps: Sequence[Step] = (),
        guess: Guess | None = None,
        click: tuple[str, str] | None = None,
        brush: str = "",
        known: then.Known | None = None,
    ) -> None:
        specs = [_spec(chart) for chart in charts]
        if known is not None:
            chosen = known.chosen()
            controls = [*controls, then.SWITCH]
            specs = then.charts(specs, chosen)
            reading = then.reading(reading, chosen) if reading else None
            twin = then.twin(twin) if twin else None
            words = replace(words, about=(*words.about, then.ABOUT))
        if steps:
            few(words.caption, MOST_CAPTION)
        self._controls = {control.name: control for control in controls}
        self._reading, self._twin, self._guess = reading, twin, guess
        start: dict[str, Any] = {c.name: c.check(c.value) for c in self._controls.values()}
        settings = [self._setting(start, step) for step in steps]
        if steps and not steps[-1].say.endswith("?"):
            raise ValueError(f"{words.title}: the last step ends with a question")
        self._last: dict[str, Any] = settings[0] if settings else start
        if guess is not None:
            self._last = {**self._last, GUESS: None}
        cited = references(*words.sources)
        super().__init__(
            runtime=runtime(),
            charts=specs,
            controls=[as_spec(control) for control in self._controls.values()],
            values=self._last,
            title=words.title,
            caption=words.caption,
            alt=words.alt,
            about=list(words.about),
            notes=list(words.notes),
            notes_title=words.notes_title,
            sources=[[str(r).removesuffix(r.url or "").strip(), r.url or ""] for r in cited],
            reading=[reading.as_spec()] if reading else [],
            twin=[twin.as_spec()] if twin else [],
            steps=[[s.label, now, s.say] for s, now in zip(steps, settings, strict=True)],
            guess=[guess.as_spec()] if guess else [],
            click=[{"control": click[0], "field": click[1]}] if click else [],
            brush=brush,
        )

    def _setting(self, start: dict[str, Any], step: Step) -> dict[str, Any]:
        """Every control's value at a step."""
        for name in step.set:
            self._known(name)
        own = {name: self._controls[name].check(value) for name, value in step.set.items()}
        return {**start, **own}

    def _known(self, name: str) -> None:
        if name not in self._controls:
            known = ", ".join(self._controls)
            raise _Refused(f'There is no control "{name}"; there are {known}.')

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
            if name != GUESS or self._guess is None:
                self._known(name)
        # What comes from the browser stands in `self.values` already when it is checked.
        values = {**self._last, **given}
        try:
            checked: dict[str, Any] = {n: c.check(values[n]) for n, c in self._controls.items()}
            if self._guess is not None:
                checked[GUESS] = self._guess.check(values[GUESS])
        except Problem as problem:
            raise _Refused(str(problem)) from None
        self._keep_guess(checked)
        self._last = checked
        return dict(checked)

    def _keep_guess(self, values: Mapping[str, Any]) -> None:
        """Write a new guess into the ledger; a ledger that can't be written costs no figure."""
        new = values.get(GUESS)
        if self._guess is None or new is None or new == self._last.get(GUESS):
            return
        given = {} if isinstance(new, str) else dict(new)
        with contextlib.suppress(Problem):
            ledger.add_guess(self._guess.id, given)

    # ---- what it says, without a browser

    def signals(self) -> dict[str, object]:
        """What the present values set in the charts."""
        own = signals(self._controls.values(), self.values)
        return own if self._guess is None else own | self._guess.signals(self.values[GUESS])

    def rows(self) -> dict[str, Row]:
        """The outcomes that the sentence speaks of, at the present values."""
        now = self.signals()
        outcomes = self._reading.outcomes if self._reading else ()
        return {chosen.name: chosen.row(now) for chosen in outcomes}

    def said(self) -> str:
        """The sentence at the present values, as the browser says it."""
        return told(self._reading.sentence, self.rows()) if self._reading else ""

    # ---- outputs

    def _ipython_display_(self) -> None:
        living.show(super()._repr_mimebundle_(), self.still(), repr(self))

    def _repr_mimebundle_(self, **more: Any) -> Any:
        """Living and still in one bundle, for who asks for one."""
        data = living.data_of(super()._repr_mimebundle_(**more))
        return {**data, "text/html": self.still(), "text/plain": repr(self)}

    def still(self) -> str:
        """The figure at its present values as HTML: picture, words and table, at most 200 kB."""
        now = self.signals()
        shown = [chart for chart in self.charts if settings.shown(chart, self.values)]
        specs = [pictures.specification(chart, now) for chart in shown]
        twin = self._twin
        table = "" if twin is None else pictures.table(twin.rows, twin.fields, twin.caption)
        said = (self.said(), self.caption)
        return pictures.html(self.title, said, self.alt, [pictures.drawn(s) for s in specs], table)

    def __repr__(self) -> str:
        """The figure in words, for screens that draw nothing."""
        return "\n".join(part for part in (self.title, self.alt, self.said(), self.caption) if part)


def _spec(chart: Any) -> str:
    """A chart as JSON, in the module's theme."""
    with alt.data_transformers.enable("default", max_rows=None), alt.theme.enable(theme.NAME):
        spec: str = chart.to_json(indent=None, separators=(",", ":"))
    return spec
