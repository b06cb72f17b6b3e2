"""One palette: the same thing has the same colour in every figure.

Each colour was chosen to keep a contrast of at least 3 to 1 against both a white and a
near-black page, so that one set serves JupyterLab's light and dark themes; a test holds it.
"""

from __future__ import annotations

# Parts that every figure has.
QUIET = "#8a8d91"
"""What is there but not in question: the years outside a window, the grid's bars."""

WINDOW = "#c4572e"
"""What the reader has chosen."""

BASELINE = "#3a7ca5"
"""What the choice is held against."""

EVENT = "#8b78c6"
"""Dated events drawn over a series: laws, treaties, measures."""

# Verdict and check states. Never the only sign: a word stands beside each.
GOOD = "#2f8f5b"
NOT_YET = "#b7791f"
PLAIN = "#5f7d95"

# Further kinds that stand side by side in one figure. A figure gives each kind of thing one of
# these by name, in a dictionary below, so that it keeps its colour in every figure.
TEAL = "#1f8f8f"
ROSE = "#c2477f"
OLIVE = "#7a8a2a"
BROWN = "#9c6b4e"
