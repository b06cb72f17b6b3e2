"""A form in a notebook: it asks by native fields; who answers is handed in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, ClassVar

import anywidget
import traitlets

from aftermosul.display import living
from aftermosul.display.cards import Card, folded, paragraphs

_STATIC = Path(__file__).resolve().parent / "static"


@dataclass(frozen=True)
class OneOfThese:
    """Options (value, text): radio buttons that show their letters, or a list to choose from."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]
    kind: str = "radio"


@dataclass(frozen=True)
class Slider:
    """A whole number between `low` and `high`, in steps of five."""

    kind: ClassVar[str] = "range"
    name: str
    label: str
    low: int
    high: int
    unit: str = ""


@dataclass(frozen=True)
class Chance:
    """How likely, in whole percent; it says nothing until it is moved, and can be left out again.

    Fields of one `fold` stand together behind a line of that name.
    """

    kind: ClassVar[str] = "chance"
    name: str
    label: str
    fold: str = ""


@dataclass(frozen=True)
class Sentence:
    """Words of the reader's own."""

    kind: ClassVar[str] = "text"
    name: str
    label: str


FormField = OneOfThese | Slider | Chance | Sentence


class Form(anywidget.AnyWidget):
    """Fields, a button, and a card with the reply.

    Parameters
    ----------
    title
        What the form is, for screen readers and for screens that draw none.
    fields
        What is asked, in order.
    button
        The words on the button.
    answer
        Called with what stands in each field (`""` for nothing) at every press; the card that it
        returns is shown.
    folds
        (title, HTML) pairs that may be opened below, such as hints.
    given
        What stands in the fields from the start, by their names.
    reply
        A card that is shown before anything was pressed.
    """

    _esm = _STATIC / "form.js"
    _css = _STATIC / "form.css"

    title = traitlets.Unicode().tag(sync=True)
    button = traitlets.Unicode().tag(sync=True)
    fields: traitlets.List[Any] = traitlets.List().tag(sync=True)
    given = traitlets.Dict().tag(sync=True)
    help = traitlets.Unicode().tag(sync=True)
    reply = traitlets.Unicode().tag(sync=True)

    def __init__(
        self,
        title: str,
        fields: Sequence[FormField],
        button: str,
        answer: Callable[[Mapping[str, object]], Card],
        folds: Sequence[tuple[str, str]] = (),
        given: Mapping[str, object] | None = None,
        reply: Card | None = None,
    ) -> None:
        super().__init__(
            title=title,
            button=button,
            # Pairs in lists: a dictionary would lose its order when a notebook is saved.
            fields=[{"kind": field.kind, **asdict(field)} for field in fields],
            help=folded(*folds),
            given=dict(given or {}),
            reply=reply._repr_html_() if reply else "",
        )
        self._answer_with = answer
        self.on_msg(self._answer)

    def _answer(self, _: object, content: Any, __: object) -> None:
        """Answer what the browser sent, whatever it is."""
        sent = content.get("given") if isinstance(content, dict) else None
        sent = sent if isinstance(sent, dict) else {}
        names = [field["name"] for field in self.fields]
        kept = {name: sent[name] for name in names if isinstance(sent.get(name), str | int | float)}
        self.given = kept
        self.reply = self._answer_with({name: kept.get(name, "") for name in names})._repr_html_()

    def _ipython_display_(self) -> None:
        living.show(super()._repr_mimebundle_(), self.still(), repr(self))

    def still(self) -> str:
        """The form where nothing answers: what it asks, its folds, and how to bring it to life."""
        lines = [paragraphs(line) for line in repr(self).splitlines()]
        return f'<div class="{living.STILL}">{"".join(lines)}{self.help}</div>'

    def __repr__(self) -> str:
        """What is asked in words, for screens that draw no widgets."""
        lines = [self.title]
        for field in self.fields:
            if (fold := field.get("fold")) and fold not in lines:
                lines.append(fold)
            if field["label"] != self.title:
                lines.append(field["label"])
            shown = field["kind"] == "radio"
            lines += [
                f"{v}. {text}" if shown else f"- {text}" for v, text in field.get("options", [])
            ]
        return "\n".join([*lines, "(Run this cell to answer.)"])
