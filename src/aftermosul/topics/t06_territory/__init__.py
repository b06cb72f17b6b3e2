"""Lesson 06: what the Islamic State held, and when it lost it."""

NUMBER = "06"
TITLE = "Territory"
FIGURES = {"territory": "figure:territory"}
