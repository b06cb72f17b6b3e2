"""Lesson 05: which organisation came of which."""

NUMBER = "05"
TITLE = "Spawned by Al Qaeda in Iraq"
FIGURES = {"genealogy": "figure:genealogy"}
