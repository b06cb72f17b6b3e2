"""Cards: the one frame in which the module speaks inside a notebook.

Styles stand inside the elements, since notebooks may drop style sheets from outputs; colours
follow JupyterLab's own variables, so that a card is legible in light and in dark.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Literal

from aftermosul.display import palette

Kind = Literal["claim", "right", "not-yet", "not-tried", "note"]

_COLOURS: dict[Kind, str] = {
    "claim": palette.PLAIN,
    "right": palette.GOOD,
    "not-yet": palette.NOT_YET,
    "not-tried": palette.PLAIN,
    "note": palette.PLAIN,
}

_FRAME = (
    "border:1px solid var(--jp-border-color2,#c8ccd0);border-left:5px solid {colour};"
    "border-radius:4px;padding:0.7em 1.1em;margin:0.4em 0;max-width:46em;"
    "line-height:1.5;font-size:var(--jp-content-font-size1,14px);"
    "color:var(--jp-content-font-color1,inherit);"
)


@dataclass(frozen=True)
class Card:
    """A titled box with `body` (HTML that the caller has escaped) and the same in plain text.

    `folds` are (title, HTML) pairs below it that a reader may open.
    """

    kind: Kind
    title: str
    body: str
    plain: str
    folds: tuple[tuple[str, str], ...] = ()

    def _repr_html_(self) -> str:
        frame = _FRAME.format(colour=_COLOURS[self.kind])
        return (
            f'<div class="am-card am-{self.kind}" role="note" aria-label="{escape(self.title)}" '
            f'style="{frame}">'
            f'<p style="margin:0 0 0.35em 0"><strong>{escape(self.title)}</strong></p>'
            f"{self.body}{folded(*self.folds)}</div>"
        )

    def __repr__(self) -> str:
        """The card for a screen without HTML."""
        return f"{self.title}\n{self.plain}"


def folded(*folds: tuple[str, str]) -> str:
    """(title, HTML) pairs as parts that open; they need neither kernel nor script."""
    style = 'style="cursor:pointer;width:fit-content"'
    return "".join(
        f'<details style="margin:0.35em 0"><summary {style}>{escape(title)}</summary>'
        f"{body}</details>"
        for title, body in folds
    )


def paragraphs(*texts: str) -> str:
    """Plain texts as HTML paragraphs; empty ones are left out."""
    style = 'style="margin:0.25em 0"'
    return "".join(f"<p {style}>{escape(text)}</p>" for text in texts if text)
