"""Lesson 08: what kind of victory Mosul was, and who was counted among its dead."""

NUMBER = "08"
TITLE = "Mosul: what kind of victory?"
FIGURES = {"victory": "victory:victory", "mosul_dead": "dead:mosul_dead"}
