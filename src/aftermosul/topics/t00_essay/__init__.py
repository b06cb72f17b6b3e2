"""Lesson 00: the essay sentence by sentence, and a primer."""

NUMBER = "00"
TITLE = "Start here"
FIGURES = {"claims": "figure:claims"}
