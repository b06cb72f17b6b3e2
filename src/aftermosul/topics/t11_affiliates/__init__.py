"""Lesson 11: branches and rivals, and whether veterans or local wars built them."""

NUMBER = "11"
TITLE = "Affiliates and rivals"
FIGURES = {"affiliates": "figure:affiliates", "before_and_after": "before:before_and_after"}
