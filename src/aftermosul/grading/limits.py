"""How much one notebook may use. It stands apart, since the sandbox needs it and no nbgrader."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """How much one notebook may use. A plain kernel keeps the seconds and the bytes a cell only.

    Seconds a cell and in all (by the clock), bytes of output a cell and in all, megabytes of
    memory beyond what the empty shell has, processes, megabytes of one file.
    """

    seconds_a_cell: float = 30.0
    seconds_in_all: float = 600.0
    bytes_a_cell: int = 2_000_000
    bytes_in_all: int = 10_000_000
    memory_mb: int = 1_024
    processes: int = 64
    file_mb: int = 50
