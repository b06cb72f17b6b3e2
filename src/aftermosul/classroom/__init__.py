"""Grading a whole class: taking submissions in, saving marks as nbgrader does, the run's report.

Nothing is imported here, since the command line must start fast.
"""
