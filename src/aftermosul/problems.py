"""What is said when something is wrong with what a reader gave us."""

from __future__ import annotations


class Problem(Exception):
    """Something a reader can mend, said in one sentence that names what to do.

    The command line prints the sentence alone; a notebook shows it without a traceback,
    since the lines of our own code would help nobody who reads it.
    """

    def _render_traceback_(self) -> list[str]:
        """Tell IPython to show the sentence and nothing else."""
        return [f"{self}"]
