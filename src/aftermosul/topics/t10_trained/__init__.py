"""Lesson 10: trained hands or lone wolves, under every reasonable coding."""

NUMBER = "10"
TITLE = "Trained hands or lone wolves"
FIGURES = {"trained": "dots:trained", "codings": "curve:codings"}
