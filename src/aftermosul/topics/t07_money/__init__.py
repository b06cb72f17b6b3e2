"""Lesson 07: what the Islamic State lived on."""

NUMBER = "07"
TITLE = "Money and government"
FIGURES = {"revenue": "figure:revenue"}
