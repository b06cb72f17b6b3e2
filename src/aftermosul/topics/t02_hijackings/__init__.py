"""Lesson 02: hijackings by year, in two windows."""

NUMBER = "02"
TITLE = "Hijackings"
FIGURES = {"hijackings": "figure:hijackings"}
