"""Lesson 04: how severe the severest attacks are."""

NUMBER = "04"
TITLE = "9/11 and the long tail"
FIGURES = {"tail": "figure:tail"}
