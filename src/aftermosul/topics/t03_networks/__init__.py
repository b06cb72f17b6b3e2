"""Lesson 03: landmark attacks on a line of time, and a count whose rule changed."""

NUMBER = "03"
TITLE = "Bombs and networks"
FIGURES = {"timeline": "timeline:timeline", "world": "world:world"}
