"""Grading: student versions, executing one notebook, marks, feedback.

Nothing is imported here: making a wheel calls `release` where pandas isn't installed.
"""
