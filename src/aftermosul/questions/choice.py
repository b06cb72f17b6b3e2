"""The form of a question answered by choosing. It asks; who judges is handed in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from aftermosul.display.cards import Card

_STATIC = Path(__file__).resolve().parent / "static"


class ChoiceForm(anywidget.AnyWidget):
    """Options as native radio buttons, a button, and a card with the reply.

    Parameters
    ----------
    asks
        The question.
    options
        Letters and their texts, in order.
    judge
        Called with the letter chosen (`...` where none was) on every press of the button; the
        card that it returns is shown.
    """

    _esm = _STATIC / "choice.js"
    _css = _STATIC / "choice.css"

    asks = traitlets.Unicode().tag(sync=True)
    # Pairs in a list: a dictionary would lose its order when a notebook is saved.
    options: traitlets.List[Any] = traitlets.List().tag(sync=True)
    chosen = traitlets.Unicode().tag(sync=True)
    reply = traitlets.Unicode().tag(sync=True)

    def __init__(
        self, asks: str, options: Mapping[str, str], judge: Callable[[object], Card]
    ) -> None:
        super().__init__(asks=asks, options=[list(pair) for pair in options.items()])
        self._judge = judge
        self.on_msg(self._answer)

    def _answer(self, _: object, content: Any, __: object) -> None:
        """Judge what the browser sent, whatever it is."""
        letter = content.get("chosen", "") if isinstance(content, dict) else ""
        self.chosen = letter if isinstance(letter, str) else ""
        self.reply = self._judge(self.chosen or ...)._repr_html_()

    def __repr__(self) -> str:
        """The question in words, for screens that draw no widgets."""
        lines = [f"{letter}. {text}" for letter, text in self.options]
        return "\n".join([self.asks, *lines, "(Run the cell to choose.)"])
