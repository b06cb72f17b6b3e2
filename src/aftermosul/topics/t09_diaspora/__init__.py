"""Lesson 09: where those who travelled went, and how few would have been enough."""

NUMBER = "09"
TITLE = "The diaspora"
FIGURES = {"diaspora": "whereabouts:diaspora", "sufficient": "enough:sufficient"}
