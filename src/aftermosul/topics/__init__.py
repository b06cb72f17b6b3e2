"""Topics: a room a lesson, with its model, its figure and its questions. None imports another.

A room says its lesson's `NUMBER` and `TITLE`, and in `FIGURES` where its figures are to be found:
names as readers call them, and `module:function`, which is not imported before it is asked for.
`questions.py` holds its `QUESTIONS`, `answers.py` what they look for. The desk finds all of it, so
that no list has to be kept.
"""
