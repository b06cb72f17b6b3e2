"""What grading one notebook found: plain data for the screen, the feedback page and machines."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

State = Literal["right", "partly", "not yet", "not tried"]


@dataclass(frozen=True)
class QuestionResult:
    """One autograded question.

    `looked_for` is the test's first line, `seen` what the tests said about the answer, one
    sentence each, `answer` the source of the reader's own answer cells, and `comment` what a
    teacher wrote about it.
    """

    question_id: str
    title: str
    points: float
    max_points: float
    looked_for: str
    seen: tuple[str, ...]
    tried: bool
    answer: str
    comment: str = ""

    @property
    def state(self) -> State:
        """In a word, where the question stands."""
        if self.points >= self.max_points:
            return "right"
        if self.points > 0:
            return "partly"
        return "not yet" if self.tried else "not tried"


@dataclass(frozen=True)
class WrittenAnswer:
    """One question that a person reads: its task with the rubric's levels, and the answer.

    `elsewhere` says that nothing stands below the task, and the answer is what the reader wrote in
    other places. `points` and `comment` are what that person gave; None and empty until then.
    """

    question_id: str
    title: str
    max_points: float
    task: str
    answer: str
    elsewhere: bool = False
    points: float | None = None
    comment: str = ""


@dataclass(frozen=True)
class Grade:
    """One graded notebook.

    `status` is "graded" where every cell had its turn, else how the run ended; `sentences` say
    to the reader what was out of the ordinary.
    """

    assignment: str
    version: str
    path: Path
    status: str
    sandboxed: bool
    sentences: tuple[str, ...]
    questions: tuple[QuestionResult, ...]
    written: tuple[WrittenAnswer, ...]

    @property
    def points(self) -> float:
        """Points reached in the autograded questions."""
        return sum(question.points for question in self.questions)

    @property
    def max_points(self) -> float:
        """Points to be had in the autograded questions."""
        return sum(question.max_points for question in self.questions)

    @property
    def max_written(self) -> float:
        """Points to be had in the written answers, which a person gives."""
        return sum(answer.max_points for answer in self.written)

    def as_dict(self) -> dict[str, Any]:
        """For JSON. Holds nothing that the feedback page doesn't show."""
        plain = asdict(self)
        plain["path"] = str(self.path)
        for entry, question in zip(plain["questions"], self.questions, strict=True):
            entry["state"] = question.state
        for entry in plain["written"]:
            del entry["task"]
        return plain | {
            "points": self.points,
            "max_points": self.max_points,
            "max_written": self.max_written,
        }


def number(points: float) -> str:
    """Points as people write them: 2, 1.5."""
    return f"{points:.2f}".rstrip("0").rstrip(".")
