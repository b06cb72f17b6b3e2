"""Lesson 01: the argument as a map, and what falls with a premise."""

NUMBER = "01"
TITLE = "Reading the argument"
FIGURES = {"argument": "figure:argument"}
