"""The course's settings. Any nbgrader 0.9 course can use them as they stand.

Copy this file and the folder `source/` to a place of your own and run nbgrader there.
"""

c = get_config()  # noqa: F821 - nbgrader defines it

c.CourseDirectory.course_id = "after-mosul"

# An unanswered cell runs without an error, so that "Run All" reaches the end of a notebook.
c.ClearSolutions.code_stub = {"python": "# Your code here"}
c.ClearSolutions.text_stub = "*Write your answer here.*"

# Seconds. The work of a cell here is small: one that needs longer is most likely an endless loop.
c.Execute.timeout = 30

# Test cells that a student deleted come back, so that they count 0 and not nothing.
c.OverwriteCells.add_missing_cells = True
